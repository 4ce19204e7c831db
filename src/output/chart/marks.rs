//! Published values beside a result: a ring at a point, a line right across, a band behind the curves.

use super::input::{Mark, Results};
use super::labels;
use super::page::{Frame, Hang, Page, Plane, Stroke, Type};

/// The marks of a chart.
pub fn of<'a>(results: &'a Results, chart: &str) -> Vec<&'a Mark> {
    results.facts.marks.iter().filter(|mark| mark.chart == chart).collect()
}

/// The heights that the vertical axis has to reach.
pub fn heights(marks: &[&Mark]) -> Vec<f64> {
    marks.iter().flat_map(|mark| mark.y.into_iter().chain(mark.y_to)).collect()
}

/// Bands, below everything else; what they are is written by [`before`].
pub fn behind(page: &mut Page, plane: &Plane, marks: &[&Mark]) {
    let theme = *page.theme;
    page.group("bands");
    for mark in marks {
        let (Some(low), Some(high)) = (mark.y, mark.y_to) else { continue };
        let across = |y: f64| [(plane.x.0, y), (plane.x.1, y)];
        plane.band(&across(low.min(high)), &across(low.max(high)), theme.grey, 0.13);
    }
}

/// Rings and lines, above everything else, and all texts, where few lines cross them; `say` puts a height into words.
pub fn before(page: &mut Page, plane: &Plane, marks: &[&Mark], say: impl Fn(f64) -> String) {
    let theme = *page.theme;
    page.group("marks");
    let mut rings = Vec::new();
    for mark in marks.iter().filter(|mark| mark.y_to.is_none()) {
        match (mark.x, mark.y) {
            (Some(x), Some(y)) => {
                let at = plane.at(x, y);
                page.ring(at, theme.text * 0.5, Stroke::new(theme.ink, theme.line));
                rings.push((at, theme.text * 0.5, format!("{} ({})", mark.label, say(y))));
            }
            (x, y) => line(page, plane, (x, y)),
        }
    }
    let look = page.label();
    page.halo(true);
    labels::call_out(page, &rings, plane.frame, look, labels::Crowded::LeaveOut);
    marks.iter().for_each(|mark| name(page, plane, mark));
    page.halo(false);
}

/// A dotted line right across, or from top to bottom.
pub(super) fn line(page: &mut Page, plane: &Plane, at: (Option<f64>, Option<f64>)) {
    let stroke = Stroke { dash: "2 4", ..Stroke::new(page.theme.ink, page.theme.line * 0.75) };
    match at {
        (_, Some(y)) => plane.curve(&[(plane.x.0, y), (plane.x.1, y)], stroke),
        (Some(x), None) => plane.curve(&[(x, plane.y.0), (x, plane.y.1)], stroke),
        (None, None) => {}
    }
}

/// The text of a line or of a band.
pub(super) fn name(page: &mut Page, plane: &Plane, mark: &Mark) {
    let (text, quiet) = (page.theme.text, page.quiet());
    let spots = match (mark.x, mark.y, mark.y_to) {
        (_, Some(low), Some(high)) => {
            let top = plane.at(plane.x.0, low.max(high)).1.max(plane.frame.top);
            let bottom = plane.at(plane.x.0, low.min(high)).1.min(plane.frame.bottom);
            along(plane, [top + text * 0.9, bottom - text * 0.9])
        }
        (None, Some(y), None) => {
            let height = plane.at(plane.x.0, y).1;
            along(plane, [height - text * 0.9, height + text * 0.9])
        }
        (Some(x), None, None) => upright(plane, plane.at(x, plane.y.0).0, text),
        _ => return,
    };
    let taken = page.labels.clone();
    let place = labels::clearest(page, spots.clone(), (&mark.label, quiet), (plane.frame, &taken));
    let Some((at, hang)) = place.map(|found| found.1).or(spots.first().copied()) else { return };
    page.text(at, &mark.label, Type { hang, ..quiet });
}

/// Places for a text along a horizontal line: at the left, at the right, in the middle, at each of these heights.
fn along(plane: &Plane, heights: [f64; 2]) -> Vec<((f64, f64), Hang)> {
    let Frame { left, right, .. } = plane.frame;
    let edge = 8.0;
    let at = |y: f64| {
        [((left + edge, y), Hang::Left), ((right - edge, y), Hang::Right), (((left + right) / 2.0, y), Hang::Middle)]
    };
    heights.into_iter().flat_map(at).collect()
}

/// Places for a text beside an upright line, from the top down, on the side where there is more room first.
fn upright(plane: &Plane, x: f64, text: f64) -> Vec<((f64, f64), Hang)> {
    let Frame { left, right, top, bottom } = plane.frame;
    let sides = [((x + text * 0.5), Hang::Left), ((x - text * 0.5), Hang::Right)];
    let sides = if x > (left + right) / 2.0 { [sides[1], sides[0]] } else { sides };
    let rows = ((bottom - top) / (text * 1.4)) as usize;
    let at = |row: usize| sides.map(|(x, hang)| ((x, top + text * (0.8 + 1.4 * row as f64)), hang));
    (0..rows).flat_map(at).collect()
}

/// What is marked, for captions; `along` puts a place along the horizontal axis into words, `say` a height.
pub fn words(marks: &[&Mark], along: impl Fn(&str) -> String, say: impl Fn(f64) -> String) -> String {
    let along = |x: f64| along(&super::axis::short(x));
    let sentence = |mark: &&Mark| match (mark.x, mark.y, mark.y_to) {
        (_, Some(low), Some(high)) => format!(" Grey band: {}, {} to {}.", mark.label, say(low), say(high)),
        (Some(x), Some(y), _) => {
            format!(" Marked: {} at {}, {}.", say(y), along(x), mark.label)
        }
        (None, Some(y), _) => format!(" Dotted line: {}, {}.", say(y), mark.label),
        (Some(x), None, _) => format!(" Dotted line at {}: {}.", along(x), mark.label),
        (None, None, _) => String::new(),
    };
    marks.iter().map(sentence).collect()
}
