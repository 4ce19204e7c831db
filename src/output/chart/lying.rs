//! Rows with a name at the left and something drawn along a horizontal axis: what the charts of sensitivity share.

use super::axis::{self, Axis, Bare};
use super::font;
use super::input::Results;
use super::outcomes::Outcome;
use super::page::{Frame, Hang, Page, Plane, Stroke, Type};
use crate::experiment::sensitivity::{Finding, Study};

/// Panels that a figure can hold.
const MOST_PANELS: usize = 4;
/// Rows that a panel can hold.
pub(super) const MOST_ROWS: usize = 16;

/// An outcome of an arm, with what was found.
pub(super) struct Panel<'a> {
    /// The outcome.
    pub outcome: Outcome,
    /// The arm, where there is more than one.
    pub arm: Option<&'a str>,
    /// What was found.
    pub finding: &'a Finding,
}

impl Panel<'_> {
    /// What the panel is about.
    pub(super) fn title(&self) -> String {
        match self.arm {
            Some(arm) => format!("{} ({arm})", self.outcome.title),
            None => self.outcome.title.clone(),
        }
    }
}

/// What there is to show of a study: the outcomes that the scenario asks for, arm by arm.
pub(super) fn panels(results: &Results) -> Vec<Panel<'_>> {
    let Some(study) = &results.study else { return Vec::new() };
    let several = study.findings.iter().any(|finding| finding.arm != study.findings[0].arm);
    let of = |outcome: Outcome| {
        let mine = study.findings.iter().filter(move |finding| finding.outcome == outcome.column);
        mine.map(|finding| Panel {
            outcome: Outcome::named(&finding.outcome, results),
            arm: several.then_some(finding.arm.as_str()),
            finding,
        })
        .collect::<Vec<_>>()
    };
    Outcome::shown(results).into_iter().flat_map(of).take(MOST_PANELS).collect()
}

/// Whether there is something of this design to show.
pub(super) fn applies(results: &Results, design: &str) -> bool {
    let is = |study: &Study| study.design == design;
    results.study.as_ref().is_some_and(is) && !panels(results).is_empty()
}

/// How high the bodies of panels with so many rows are, at 13 px text.
pub(super) fn room(rows: &[usize], row: f64) -> f64 {
    rows.iter().map(|count| *count as f64 * row + 98.0).sum::<f64>() + 4.0
}

/// Frames one below the other, each as high as its rows need.
pub(super) fn frames(page: &Page, rows: &[usize], row: f64) -> Vec<Frame> {
    let all = room(rows, row);
    let mut top = page.body.top;
    rows.iter()
        .map(|count| {
            let height = room(&[*count], row) / all * page.body.height();
            let frame = Frame { top, bottom: top + height - page.theme.text * 0.8, ..page.body };
            top += height;
            frame
        })
        .collect()
}

/// Draws a heading, names and a horizontal axis with its grid; row r has its middle at `count − r − 1/2`.
pub(super) fn plane(page: &mut Page, frame: Frame, heading: &str, names: &[String], x: &Axis, right: f64) -> Plane {
    let theme = *page.theme;
    let most = frame.width() * 0.34;
    let lines: Vec<Vec<String>> =
        names.iter().map(|name| font::wrap_at_most(&breakable(name), theme.text, false, most, 2)).collect();
    let wide = lines.iter().flatten().map(|line| font::width(line, theme.text, false)).fold(0.0, f64::max);
    let count = names.len().max(1) as f64;
    let y = Axis { ends: (0.0, count), ..Axis::default() };
    let above = if heading.is_empty() { 0.0 } else { theme.leading(theme.text) };
    let plane = axis::draw(page, frame.inset(wide + 16.0, above, right, 0.0), x, &y, Bare { x: false, y: true });
    page.text((frame.left, frame.top + above / 2.0), heading, page.quiet());
    for (value, _) in &x.ticks {
        let at = plane.at(*value, 0.0).0;
        page.line(&[(at, plane.frame.top), (at, plane.frame.bottom)], Stroke::new(theme.grid, 1.0));
    }
    let look = Type { hang: Hang::Right, ..page.label() };
    for (row, lines) in lines.iter().enumerate() {
        let lines: Vec<String> = lines.iter().map(|line| line.replace('\u{200b}', "").replace(". ", ".")).collect();
        page.block((plane.frame.left - 12.0, middle(&plane, row)), &lines, look);
    }
    plane
}

/// Dotted keys may be broken after a dot.
fn breakable(key: &str) -> String {
    if key.contains(' ') { key.to_owned() } else { key.replace('.', ". ") }
}

/// The height of the middle of a row \[px\].
pub(super) fn middle(plane: &Plane, row: usize) -> f64 {
    plane.at(plane.x.0, plane.y.1 - row as f64 - 0.5).1
}

/// A fine line from one value to another, with short ends, at a height of the sheet.
pub(super) fn whisker(page: &mut Page, plane: &Plane, (low, high): (f64, f64), height: f64, stroke: Stroke) {
    let [low, high] = [low, high].map(|v| plane.at(v.clamp(plane.x.0, plane.x.1), 0.0).0);
    let end = page.theme.text * 0.22;
    page.line(&[(low, height), (high, height)], stroke);
    for x in [low, high] {
        page.line(&[(x, height - end), (x, height + end)], stroke);
    }
}

/// A bar from one value to another, `thick` px high, its middle at a height of the sheet.
pub(super) fn bar(page: &mut Page, plane: &Plane, (from, to): (f64, f64), height: f64, thick: f64, stroke: Stroke) {
    let [a, b] = [from, to].map(|v| plane.at(v.clamp(plane.x.0, plane.x.1), 0.0).0);
    let frame = Frame::new(a.min(b), height - thick / 2.0, a.max(b), height + thick / 2.0);
    page.fill(frame, stroke.colour, stroke.opacity);
}

/// What runs failed, if any did.
pub(super) fn left_out(finding: &Finding, what: &str) -> String {
    match finding.left_out {
        0 => String::new(),
        n => format!(" {n} {what} are left out because runs of them failed."),
    }
}
