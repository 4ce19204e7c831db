//! Whether the texts of a picture lie within its sheet and off each other, and what is done where a sheet of a fixed height is too small.

use super::input::Results;
use super::page::Frame;
use super::{Chart, Figure, Look, font};

/// How much larger a sheet of a fixed size is laid out where its texts would lie on each other: letters are smaller by as much.
const LARGER: [f64; 7] = [1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.4];

/// Draws a chart. On a sheet of a fixed height, such as a slide, letters are as large as they can be without lying on each other, up to
/// those that the size asks for.
pub(super) fn drawn(chart: &Chart, results: &Results, look: &Look) -> Figure {
    let draw = |look: &Look| (chart.draw)(results, look);
    let Some(height) = look.hand.height.filter(|_| look.paper.is_some_and(|paper| paper.height.is_some())) else {
        return draw(look);
    };
    let mut best: Option<(usize, Figure)> = None;
    for larger in LARGER {
        let mut look = look.clone();
        look.width = (look.width * larger).round();
        look.hand.height = Some((height * larger).round());
        let figure = draw(&look);
        let higher = size(&figure.svg).is_some_and(|(_, high)| Some(high) > look.hand.height);
        let faults = misplaced(&figure.svg).len() + usize::from(higher);
        if best.as_ref().is_none_or(|(least, _)| faults < *least) {
            best = Some((faults, figure));
        }
        if best.as_ref().is_some_and(|(least, _)| *least == 0) {
            break;
        }
    }
    best.map_or_else(|| draw(look), |(_, figure)| figure)
}

/// Width and height of the sheet of a picture, in pixels of its layout.
fn size(svg: &str) -> Option<(f64, f64)> {
    let mut sides = attribute(svg, "viewBox")?.split(' ').skip(2).map(str::parse::<f64>);
    Some((sides.next()?.ok()?, sides.next()?.ok()?))
}

/// An attribute of an element.
fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let from = element.find(&format!(" {name}=\""))? + name.len() + 3;
    element[from..].split('"').next()
}

/// Where the texts of a picture lie, a little tighter than the line height, with their words.
pub fn texts(svg: &str) -> Vec<(Frame, String)> {
    svg.split("<text").skip(1).filter_map(text).collect()
}

fn text(element: &str) -> Option<(Frame, String)> {
    let (tag, rest) = element.split_once('>')?;
    let words = rest.split('<').next()?.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let number = |name: &str| attribute(tag, name)?.parse::<f64>().ok();
    let size = number("font-size")?;
    let width = font::width(&words, size, tag.contains("font-weight"));
    // How much of it lies before the point from which it hangs.
    let before = match attribute(tag, "text-anchor") {
        Some("middle") => width / 2.0,
        Some("end") => width,
        _ => 0.0,
    };
    let frame = match attribute(tag, "transform") {
        // Read from bottom to top.
        Some(turned) => {
            let place = turned.strip_prefix("translate(")?.split(')').next()?;
            let (x, y) = place.split_once(' ')?;
            let (x, y): (f64, f64) = (x.parse().ok()?, y.parse().ok()?);
            let bottom = y + before;
            Frame::new(x - size * 0.66, bottom - width + 1.0, x + size * 0.1, bottom - 1.0)
        }
        None => {
            let (x, y) = (number("x")?, number("y")?);
            let left = x - before;
            Frame::new(left + 1.0, y - size * 0.66, left + width - 1.0, y + size * 0.1)
        }
    };
    Some((frame, words))
}

/// What is wrong with the places of the texts of a picture, fault by fault.
pub fn misplaced(svg: &str) -> Vec<String> {
    let (texts, (width, height)) = (texts(svg), size(svg).unwrap_or_default());
    let mut wrong = Vec::new();
    for (i, (frame, words)) in texts.iter().enumerate() {
        let inside = frame.left >= 0.0 && frame.right <= width && frame.top >= 0.0;
        if !inside || frame.bottom > height {
            wrong.push(format!("“{words}” leaves the sheet"));
        }
        let under = texts[..i].iter().filter(|(other, _)| frame.overlaps(other));
        wrong.extend(under.map(|(_, others)| format!("“{words}” lies on “{others}”")));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_beyond_the_sheet_and_on_each_other_are_found() {
        let text = |x: f64, y: f64, words: &str| format!("<text x=\"{x}\" y=\"{y}\" font-size=\"10\">{words}</text>");
        let picture = |texts: &str| format!("<svg width=\"85mm\" viewBox=\"0 0 100 50\">{texts}</svg>");
        let fine = [text(5.0, 20.0, "one"), text(5.0, 32.0, "two")].concat();
        assert_eq!(misplaced(&picture(&fine)), Vec::<String>::new());
        let wrong = [text(5.0, 20.0, "one"), text(9.0, 22.0, "two"), text(90.0, 40.0, "three"), text(5.0, 55.0, "low")]
            .concat();
        let told = ["“two” lies on “one”", "“three” leaves the sheet", "“low” leaves the sheet"];
        assert_eq!(misplaced(&picture(&wrong)), told);
    }
}
