//! Labels that do not lie on each other.

use super::font;
use super::page::{Frame, Hang, Page, Stroke, Type, text_frame};

/// Moves the centres of blocks of these heights apart, as little as possible, within `low..high`, keeping their order.
///
/// Least squares under "each block below the one before": pool adjacent violators.
pub fn spread(wanted: &[f64], heights: &[f64], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    // Of curves that end together the one drawn last, on top, is named first.
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(b.cmp(&a)));
    let mut above = 0.0;
    let mut offsets = vec![0.0; wanted.len()];
    for &i in &order {
        offsets[i] = above + heights[i] / 2.0;
        above += heights[i];
    }
    let mut pools: Vec<(f64, f64)> = Vec::new();
    for &i in &order {
        pools.push((wanted[i] - offsets[i], 1.0));
        while let [.., (a, n), (b, m)] = pools[..]
            && a > b
        {
            pools.truncate(pools.len() - 2);
            pools.push(((a * n + b * m) / (n + m), n + m));
        }
    }
    let starts = pools.iter().flat_map(|&(start, count)| std::iter::repeat_n(start, count as usize));
    let mut places = vec![0.0; wanted.len()];
    for (&i, start) in order.iter().zip(starts) {
        places[i] = start.clamp(low, (high - above).max(low)) + offsets[i];
    }
    places
}

/// A label at the end of a curve.
#[derive(Clone, Debug)]
pub struct EndLabel {
    /// Where the curve ends \[px\].
    pub end: (f64, f64),
    /// What it says, in lines.
    pub lines: Vec<String>,
    /// Its curve's colour.
    pub stroke: Stroke,
}

/// Room beside the panel for labels with these texts: at most `most` px, with their lines.
pub fn end_room(page: &Page, texts: &[String], most: f64) -> (f64, Vec<Vec<String>>) {
    let size = page.theme.text;
    let lines: Vec<Vec<String>> = texts.iter().map(|t| font::wrap_at_most(t, size, false, most, 3)).collect();
    let widest = lines.iter().flatten().map(|l| font::width(l, size, false)).fold(0.0, f64::max);
    (if widest > 0.0 { widest + 30.0 } else { 0.0 }, lines)
}

/// Writes each label beside the end of its curve, moved apart where they would touch, joined by a fine line where moved.
pub fn at_ends(page: &mut Page, x: f64, range: (f64, f64), labels: &[EndLabel]) {
    let theme = *page.theme;
    let leading = theme.leading(theme.text);
    let blocks = fitting(page, x, range.1 - range.0, labels);
    let heights: Vec<f64> = blocks.iter().map(|lines| lines.len() as f64 * leading + 2.0).collect();
    let wanted: Vec<f64> = labels.iter().map(|l| l.end.1).collect();
    let places = spread(&wanted, &heights, range.0, range.1);
    page.group("labels");
    for ((label, lines), place) in labels.iter().zip(blocks).zip(places) {
        let fine = Stroke { width: 1.0, opacity: 0.7, dash: "", ..label.stroke };
        let (from, y) = label.end;
        page.line(&[(from + 3.0, y), (x + 4.0, y), (x + 12.0, place), (x + 20.0, place)], fine);
        let ink = label.stroke.colour.readable_on(theme.ground);
        let look = Type { colour: ink, ..page.label() };
        page.block((x + 24.0, place), &lines, look);
    }
}

/// The lines of labels: of many that would not find room below each other, each is shortened to fewer.
fn fitting(page: &Page, x: f64, room: f64, labels: &[EndLabel]) -> Vec<Vec<String>> {
    let (text, leading) = (page.theme.text, page.theme.leading(page.theme.text));
    let wide = page.size().0 - x - 24.0 - text;
    let of_lines = |most: usize| -> Vec<Vec<String>> {
        let cut = |label: &EndLabel| match label.lines.len() > most {
            true => font::wrap_at_most(&label.lines.join(" "), text, false, wide, most),
            false => label.lines.clone(),
        };
        labels.iter().map(cut).collect()
    };
    let tall = |blocks: &[Vec<String>]| blocks.iter().map(|lines| lines.len() as f64 * leading + 2.0).sum::<f64>();
    let fits = (1..=3).rev().map(of_lines).find(|blocks| tall(blocks) <= room);
    fits.unwrap_or_else(|| of_lines(1))
}

/// What stands for a meaning in a legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// A piece of line.
    Line,
    /// A filled square.
    Patch,
    /// A hatched square.
    Hatch,
    /// A small triangle that points down.
    Marker,
    /// An open circle.
    Ring,
    /// A filled circle.
    Disc,
}

/// One entry of a legend: what it looks like and what it says.
#[derive(Clone, Debug)]
pub struct Key {
    /// Colour, width and dashes.
    pub stroke: Stroke,
    /// What stands for it.
    pub sample: Sample,
    /// Its meaning.
    pub text: String,
}

/// Writes a legend in rows at the top of the page's body and takes that room from it.
pub fn legend(page: &mut Page, keys: &[Key]) {
    let theme = *page.theme;
    let (leading, sample) = (theme.leading(theme.text) + 2.0, theme.text * 1.6);
    page.group("legend");
    let (mut x, mut y) = (page.body.left, page.body.top + leading / 2.0);
    for key in keys {
        let text = font::shorten(&key.text, theme.text, false, page.body.width() - sample - 8.0);
        let wide = sample + 6.0 + font::width(&text, theme.text, false);
        if x + wide > page.body.right && x > page.body.left {
            (x, y) = (page.body.left, y + leading);
        }
        sample_of(page, key, (x, y), sample);
        let look = page.label();
        page.text((x + sample + 6.0, y), &text, look);
        x += wide + theme.text * 1.5;
    }
    page.body.top = y + leading;
}

fn sample_of(page: &mut Page, key: &Key, (x, y): (f64, f64), wide: f64) {
    let (half, middle) = (page.theme.text * 0.38, x + wide / 2.0);
    match key.sample {
        Sample::Line => page.line(&[(x, y), (x + wide, y)], key.stroke),
        Sample::Patch => {
            let frame = Frame::new(middle - half, y - half, middle + half, y + half);
            page.fill(frame, key.stroke.colour, key.stroke.opacity);
        }
        Sample::Hatch => {
            page.hatch(Frame::new(middle - half, y - half, middle + half, y + half), key.stroke.colour);
        }
        Sample::Marker => marker(page, (middle, y + half), key.stroke),
        Sample::Ring => page.ring((middle, y), half * 0.8, Stroke { width: half * 0.5, dash: "", ..key.stroke }),
        Sample::Disc => page.dot((middle, y), half, key.stroke.colour),
    }
}

/// A small triangle that points down at a place.
pub fn marker(page: &mut Page, (x, y): (f64, f64), stroke: Stroke) {
    let half = page.theme.text * 0.26;
    page.area(&[(x - half, y - 1.7 * half), (x + half, y - 1.7 * half), (x, y)], stroke.colour, stroke.opacity);
}

/// A place for a text, and which part of the text is there.
type Spot = ((f64, f64), Hang);

/// The first of these places where a text lies within bounds, touches nothing that is taken and crosses the fewest lines;
/// with how many it crosses.
pub fn clearest(
    page: &Page,
    spots: impl IntoIterator<Item = Spot>,
    (text, look): (&str, Type),
    (bounds, taken): (Frame, &[Frame]),
) -> Option<(usize, Spot)> {
    let free = |&(place, hang): &Spot| {
        let frame = text_frame(place, text, Type { hang, ..look });
        let inside = frame.left >= bounds.left && frame.right <= bounds.right;
        inside && frame.top >= bounds.top && frame.bottom <= bounds.bottom && !taken.iter().any(|t| t.overlaps(&frame))
    };
    let crossed = |(place, hang): Spot| page.crossed(&text_frame(place, text, Type { hang, ..look }));
    let counted = spots.into_iter().filter(free).map(|spot| (crossed(spot), spot));
    counted.min_by_key(|(count, _)| *count)
}

/// Writes texts beside points, most important first, each where it touches no other and stands nearer to its own point than to
/// any other; one that finds no such room is left out.
pub fn beside_points(page: &mut Page, points: &[((f64, f64), f64, String)], bounds: Frame, look: Type) -> usize {
    let (discs, wide) = (discs(points, 0.0), discs(points, look.size * CLEAR));
    let mut texts: Vec<Frame> = Vec::new();
    let mut written = 0;
    for (index, (at, radius, text)) in points.iter().enumerate() {
        let others = wide.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, frame)| *frame);
        let taken: Vec<Frame> = others.chain([discs[index]]).chain(texts.iter().copied()).collect();
        let spots = places(*at, *radius, look).into_iter().filter(|&(place, hang)| {
            let frame = text_frame(place, text, Type { hang, ..look });
            let middle = ((frame.left + frame.right) / 2.0, (frame.top + frame.bottom) / 2.0);
            let far = |point: (f64, f64)| (point.0 - middle.0).hypot(point.1 - middle.1);
            points.iter().all(|(other, ..)| far(*other) >= far(*at))
        });
        if let Some((_, (place, hang))) = clearest(page, spots, (text, look), (bounds, &taken)) {
            let look = Type { hang, ..look };
            texts.push(text_frame(place, text, look));
            page.text(place, text, look);
            written += 1;
        }
    }
    written
}

/// What becomes of a text for which there is no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crowded {
    /// It is left to the caption.
    LeaveOut,
    /// It is written over others: without it a point has no name.
    Overlap,
}

/// As [`beside_points`], but where lines run through all places near a point the text stands farther off, joined to it by a
/// fine line. Where there is no room at all, one lies on others or is left out, as is asked.
pub fn call_out(page: &mut Page, points: &[((f64, f64), f64, String)], bounds: Frame, look: Type, crowded: Crowded) {
    let mut taken = discs(points, 0.0);
    taken.extend(page.labels.iter().copied());
    for (at, radius, text) in points {
        let near = clearest(page, places(*at, *radius, look), (text, look), (bounds, &taken));
        let far = |step: i32| around(*at, f64::from(step) * look.size, look);
        let away = (2..=9).flat_map(far);
        let away = clearest(page, away, (text, look), (bounds, &taken))
            .or_else(|| (10..=40).find_map(|step| clearest(page, far(step), (text, look), (bounds, &taken))));
        let moved = match (near, away) {
            (Some((here, _)), Some((there, _))) => there < here,
            (near, _) => near.is_none(),
        };
        let anywhere = || clearest(page, places(*at, *radius, look), (text, look), (bounds, &[]));
        let roomy = if moved { away } else { near };
        let found = match crowded {
            Crowded::LeaveOut => roomy.map(|(_, spot)| spot),
            Crowded::Overlap => Some(roomy.or_else(anywhere).map_or((*at, Hang::Middle), |(_, spot)| spot)),
        };
        let Some((place, hang)) = found else { continue };
        let look = Type { hang, ..look };
        let frame = text_frame(place, text, look);
        if moved {
            let end = (at.0.clamp(frame.left, frame.right), at.1.clamp(frame.top, frame.bottom));
            let long = (end.0 - at.0).hypot(end.1 - at.1).max(1e-9);
            let start = (at.0 + (end.0 - at.0) * radius / long, at.1 + (end.1 - at.1) * radius / long);
            page.line(&[start, end], Stroke::new(page.theme.ink, 1.0));
        }
        taken.push(frame);
        page.text(place, text, look);
    }
}

/// How far a text keeps from the points of others, in sizes of its letters: farther than from its own.
const CLEAR: f64 = 0.6;

/// The room that points take, with a margin about them.
fn discs(points: &[((f64, f64), f64, String)], margin: f64) -> Vec<Frame> {
    let disc = |&((x, y), radius, _): &((f64, f64), f64, String)| {
        let r = radius + margin;
        Frame::new(x - r, y - r, x + r, y + r)
    };
    points.iter().map(disc).collect()
}

/// Above and below, then to the sides, at a distance.
fn around((x, y): (f64, f64), far: f64, look: Type) -> [Spot; 8] {
    let aside = look.size * 1.5;
    [
        ((x, y - far), Hang::Middle),
        ((x, y + far), Hang::Middle),
        ((x + aside, y - far), Hang::Left),
        ((x - aside, y - far), Hang::Right),
        ((x + aside, y + far), Hang::Left),
        ((x - aside, y + far), Hang::Right),
        ((x + far, y), Hang::Left),
        ((x - far, y), Hang::Right),
    ]
}

/// Right, left, above, below, then the diagonals.
fn places((x, y): (f64, f64), radius: f64, look: Type) -> [Spot; 8] {
    let (gap, up) = (radius + 3.0, radius + look.size * 0.6);
    [
        ((x + gap, y), Hang::Left),
        ((x - gap, y), Hang::Right),
        ((x, y - up), Hang::Middle),
        ((x, y + up), Hang::Middle),
        ((x + gap * 0.8, y - up * 0.8), Hang::Left),
        ((x - gap * 0.8, y - up * 0.8), Hang::Right),
        ((x + gap * 0.8, y + up * 0.8), Hang::Left),
        ((x - gap * 0.8, y + up * 0.8), Hang::Right),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::Look;
    use super::super::colour::Colour;
    use super::super::theme::WEB;
    use super::*;

    fn narrow() -> Look {
        Look { width: 400.0, ..Look::of(&WEB) }
    }

    #[test]
    fn a_text_beside_a_point_stands_where_no_line_runs() {
        let look = narrow();
        let mut page = Page::new(&look, 300.0, "title", "subtitle");
        page.line(&[(0.0, 150.0), (400.0, 150.0)], Stroke::new(Colour::BLACK, 2.0));
        let (look, bounds) = (page.label(), Frame::new(0.0, 60.0, 400.0, 320.0));
        let point = [((200.0, 150.0), 5.0, "a published value".to_owned())];
        assert_eq!(beside_points(&mut page, &point, bounds, look), 1);
        let written = page.labels[page.labels.len() - 1];
        assert_eq!(page.crossed(&written), 0, "{written:?}");
        let beside = text_frame((208.0, 150.0), "a published value", look);
        assert_eq!(page.crossed(&beside), 1, "on the line there would have been room too");
    }

    #[test]
    fn a_text_is_nearer_to_its_own_point_than_to_any_other() {
        let look = narrow();
        let mut page = Page::new(&look, 300.0, "title", "subtitle");
        let (look, bounds) = (page.label(), Frame::new(0.0, 60.0, 400.0, 320.0));
        let long = super::font::width("between", look.size, false);
        // Between the two there is room, but whose name it would be could not be seen.
        let points = [((100.0, 150.0), 5.0, "between".to_owned()), ((100.0 + long + 16.0, 150.0), 5.0, String::new())];
        assert_eq!(beside_points(&mut page, &points, bounds, look), 2);
        let written = page.labels[page.labels.len() - 2];
        assert!(written.right < 100.0 || written.bottom < 150.0 || written.top > 150.0, "{written:?}");
    }

    #[test]
    fn no_call_out_is_left_out() {
        let look = narrow();
        let mut page = Page::new(&look, 300.0, "title", "subtitle");
        let (look, bounds) = (page.label(), Frame::new(0.0, 60.0, 400.0, 320.0));
        let points: Vec<_> = (0..12).map(|i| ((200.0 + f64::from(i), 150.0), 4.0, format!("key number {i}"))).collect();
        let before = page.labels.len();
        call_out(&mut page, &points, bounds, look, Crowded::Overlap);
        assert_eq!(page.labels.len() - before, 12);
        let written = &page.labels[before..];
        let apart = |i: usize| (0..i).all(|j| !written[i].overlaps(&written[j]));
        assert!((0..12).all(apart), "{written:?}");
    }

    #[test]
    fn labels_that_would_touch_are_moved_apart_and_keep_their_order() {
        let places = spread(&[100.0, 101.0, 99.0, 300.0], &[20.0; 4], 0.0, 400.0);
        assert!(places[2] < places[0] && places[0] < places[1] && places[1] < places[3]);
        for (a, b) in [(2, 0), (0, 1), (1, 3)] {
            assert!(places[b] - places[a] >= 20.0 - 1e-9, "{places:?}");
        }
        assert_eq!(places[3], 300.0);
    }

    #[test]
    fn labels_stay_within_the_panel() {
        let places = spread(&[0.0, 1.0, 2.0], &[20.0; 3], 0.0, 100.0);
        assert!(places.iter().all(|&p| (10.0 - 1e-9..=90.0).contains(&p)), "{places:?}");
    }
}
