//! Frames as a GIF: one palette for all, and of each frame only what has changed.

use crate::output::chart::picture::Pixels;
use ::gif::{DisposalMethod, Encoder, EncodingError, Frame, Repeat};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The colour that lets what was there shine through.
const THROUGH: u8 = 255;
/// Hundredths of a second that a frame is seen.
const DELAY: u16 = 10;
/// Frames whose colours make the palette.
const LOOKED_AT: usize = 12;

type Colour = [u8; 3];

/// The GIF.
///
/// # Errors
/// When it cannot be encoded: never, with frames of one size.
pub(super) fn encoded(frames: &[Pixels], again: bool) -> Result<Vec<u8>, EncodingError> {
    let Some(first) = frames.first() else { return Ok(Vec::new()) };
    let palette = palette(frames);
    let (width, height) = (first.width as u16, first.height as u16);
    let flat: Vec<u8> = palette.iter().copied().flatten().collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height, &flat)?;
    if again {
        encoder.set_repeat(Repeat::Infinite)?;
    }
    let mut known = BTreeMap::new();
    let mut before: Option<Vec<u8>> = None;
    let mut waiting: Option<Frame<'static>> = None;
    for pixels in frames {
        let indices = indices(pixels, &palette, &mut known);
        match changed(before.as_deref(), &indices, pixels.width as usize) {
            // A frame in which nothing happens makes the last one longer.
            None => waiting.iter_mut().for_each(|frame| frame.delay = frame.delay.saturating_add(DELAY)),
            Some(frame) => {
                waiting.replace(frame).iter().try_for_each(|frame| encoder.write_frame(frame))?;
            }
        }
        before = Some(indices);
    }
    waiting.iter().try_for_each(|frame| encoder.write_frame(frame))?;
    drop(encoder);
    Ok(bytes)
}

/// The colours that are seen most, in some frames from the first to the last.
fn palette(frames: &[Pixels]) -> Vec<Colour> {
    let mut counted = BTreeMap::<Colour, u32>::new();
    let step = (frames.len() / LOOKED_AT).max(1);
    for pixels in frames.iter().step_by(step).chain(frames.last()) {
        for pixel in pixels.rgb.chunks_exact(3) {
            *counted.entry([pixel[0], pixel[1], pixel[2]]).or_default() += 1;
        }
    }
    let mut colours: Vec<(Colour, u32)> = counted.into_iter().collect();
    colours.sort_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
    colours.into_iter().take(usize::from(THROUGH)).map(|(colour, _)| colour).collect()
}

fn indices(pixels: &Pixels, palette: &[Colour], known: &mut BTreeMap<Colour, u8>) -> Vec<u8> {
    // Most pixels are like the one before them.
    let mut last: Option<(Colour, u8)> = None;
    let of = |pixel: &[u8]| {
        let colour = [pixel[0], pixel[1], pixel[2]];
        match last {
            Some((before, index)) if before == colour => index,
            _ => {
                let index = *known.entry(colour).or_insert_with(|| nearest(colour, palette));
                last = Some((colour, index));
                index
            }
        }
    };
    pixels.rgb.chunks_exact(3).map(of).collect()
}

fn nearest(colour: Colour, palette: &[Colour]) -> u8 {
    let far = |other: &Colour| -> u32 { colour.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum() };
    let best = palette.iter().enumerate().min_by_key(|(_, other)| far(other));
    best.map_or(0, |(place, _)| place as u8)
}

/// The rectangle in which a frame differs from the one before it; what is the same in there is seen through.
fn changed(before: Option<&[u8]>, now: &[u8], width: usize) -> Option<Frame<'static>> {
    let height = now.len() / width.max(1);
    let Some(before) = before else { return Some(frame(0, 0, width, height, now.to_vec())) };
    let (mut left, mut right, mut top, mut bottom) = (usize::MAX, 0, usize::MAX, 0);
    for (place, _) in now.iter().enumerate().filter(|(place, index)| before[*place] != **index) {
        let (x, y) = (place % width, place / width);
        (left, right) = (left.min(x), right.max(x));
        (top, bottom) = (top.min(y), bottom.max(y));
    }
    if left == usize::MAX {
        return None;
    }
    let mut part = Vec::with_capacity((right - left + 1) * (bottom - top + 1));
    for y in top..=bottom {
        let row = y * width;
        part.extend((row + left..=row + right).map(|at| if before[at] == now[at] { THROUGH } else { now[at] }));
    }
    Some(frame(left, top, right - left + 1, bottom - top + 1, part))
}

fn frame(left: usize, top: usize, width: usize, height: usize, buffer: Vec<u8>) -> Frame<'static> {
    Frame {
        delay: DELAY,
        dispose: DisposalMethod::Keep,
        transparent: Some(THROUGH),
        left: left as u16,
        top: top as u16,
        width: width as u16,
        height: height as u16,
        buffer: Cow::Owned(buffer),
        ..Frame::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_written() {
        let before = [0, 0, 0, 0, 0, 0, 0, 0, 0];
        let now = [0, 0, 0, 0, 5, 0, 0, 0, 7];
        let frame = changed(Some(&before), &now, 3).unwrap();
        assert_eq!((frame.left, frame.top, frame.width, frame.height), (1, 1, 2, 2));
        assert_eq!(&frame.buffer[..], [5, THROUGH, THROUGH, 7]);
        assert!(changed(Some(&now), &now, 3).is_none());
    }

    #[test]
    fn a_colour_that_is_not_in_the_palette_becomes_the_nearest() {
        assert_eq!(nearest([250, 250, 250], &[[0, 0, 0], [255, 255, 255], [200, 0, 0]]), 1);
    }
}
