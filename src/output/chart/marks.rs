//! Published values beside a result: a ring at a point, a line right across, a band behind the curves.

use super::input::{Mark, Results};
use super::labels;
use super::page::{Hang, Page, Plane, Stroke, Type};

/// The marks of a chart.
pub fn of<'a>(results: &'a Results, chart: &str) -> Vec<&'a Mark> {
    results.facts.marks.iter().filter(|mark| mark.chart == chart).collect()
}

/// The heights that the vertical axis has to reach.
pub fn heights(marks: &[&Mark]) -> Vec<f64> {
    marks.iter().flat_map(|mark| mark.y.into_iter().chain(mark.y_to)).collect()
}

/// Bands, below everything else. Their texts stand inside, at the left.
pub fn behind(page: &mut Page, plane: &Plane, marks: &[&Mark]) {
    let theme = *page.theme;
    page.group("bands");
    for mark in marks {
        let (Some(low), Some(high)) = (mark.y, mark.y_to) else { continue };
        let across = |y: f64| [(plane.x.0, y), (plane.x.1, y)];
        plane.band(&across(low.min(high)), &across(low.max(high)), theme.grey, 0.13);
        let place = plane.at(plane.x.0, low.max(high));
        let quiet = page.quiet();
        page.text((place.0 + theme.text * 0.6, place.1 + theme.text * 0.9), &mark.label, quiet);
    }
}

/// Rings and lines, above everything else; `say` puts a height into words.
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
            (x, y) => line(page, plane, (x, y), &mark.label),
        }
    }
    let look = page.label();
    page.halo(true);
    labels::beside_points(page, &rings, plane.frame, look);
    page.halo(false);
}

/// A dotted line right across, or from top to bottom, with its text beside it.
fn line(page: &mut Page, plane: &Plane, at: (Option<f64>, Option<f64>), label: &str) {
    let theme = *page.theme;
    let stroke = Stroke { dash: "2 4", ..Stroke::new(theme.ink, theme.line * 0.75) };
    let quiet = page.quiet();
    page.halo(true);
    match at {
        (_, Some(y)) => {
            plane.curve(&[(plane.x.0, y), (plane.x.1, y)], stroke);
            let (left, height) = plane.at(plane.x.0, y);
            page.text((left + theme.text * 0.6, height - theme.text * 0.8), label, quiet);
        }
        (Some(x), None) => {
            plane.curve(&[(x, plane.y.0), (x, plane.y.1)], stroke);
            let (across, top) = plane.at(x, plane.y.1);
            let right = across > (plane.frame.left + plane.frame.right) / 2.0;
            let (shift, hang) = if right { (-0.5, Hang::Right) } else { (0.5, Hang::Left) };
            page.text((across + shift * theme.text, top + theme.text * 0.8), label, Type { hang, ..quiet });
        }
        (None, None) => {}
    }
    page.halo(false);
}

/// What is marked, for captions; `say` puts a height into words.
pub fn words(marks: &[&Mark], along: &str, say: impl Fn(f64) -> String) -> String {
    let sentence = |mark: &&Mark| match (mark.x, mark.y, mark.y_to) {
        (_, Some(low), Some(high)) => format!(" Grey band: {}, {} to {}.", mark.label, say(low), say(high)),
        (Some(x), Some(y), _) => {
            format!(" Marked: {} at {along} {}, {}.", say(y), super::axis::short(x), mark.label)
        }
        (None, Some(y), _) => format!(" Dotted line: {}, {}.", say(y), mark.label),
        (Some(x), None, _) => format!(" Dotted line at {along} {}: {}.", super::axis::short(x), mark.label),
        (None, None, _) => String::new(),
    };
    marks.iter().map(sentence).collect()
}
