//! `mood-density`: how moods are spread between people, and, magnified, how far apart the means are.

use super::axis::{self, Axis, Bare};
use super::density::density;
use super::input::{Point, Results};
use super::labels::{self, Key, Sample};
use super::page::{Frame, Hang, Page, Stroke, Type};
use super::words;
use super::{Chart, Figure, Look, MadeOf, Table, curves, marks};
use crate::experiment::statistics::{Contrast, Estimate, Pairing, sorted};
use crate::output::tongue::say;

/// Curves above, differences below.
pub(super) const MOOD_DENSITY: Chart = Chart {
    name: "mood-density",
    made_of: MadeOf::People,
    shows: "how moods are spread between people at the end, and how far apart the means of arms are; arms named `A: x` and `A: y` share a panel",
    needs: "[mood], and the people of two arms (agents = \"each\")",
    applies: |results| results.points.iter().filter(|p| !p.null && !results.moods_of(p.index).is_empty()).count() > 1,
    usual: |_| false,
    draw,
};

/// Panels that a figure can hold.
const MOST_PANELS: usize = 3;
/// The outcome whose means are compared.
const OUTCOME: &str = "mood_mean";

/// One arm's moods.
struct Arm<'a> {
    point: &'a Point,
    label: String,
    stroke: Stroke,
    people: usize,
    curve: Vec<(f64, f64)>,
    /// Of its mean and that of the first arm of the panel, run by run.
    difference: Option<Estimate>,
}

/// Arms with the same words before `: `.
struct Panel<'a> {
    title: String,
    arms: Vec<Arm<'a>>,
}

fn draw(results: &Results, look: &Look) -> Figure {
    let panels = panels(results, look);
    let title = say!("title-density", "How moods are spread between people");
    let people: usize = panels.iter().flat_map(|p| &p.arms).map(|a| a.people).max().unwrap_or(0);
    let what = say!(
        "people-magnified",
        [people = axis::short(people as f64)],
        "{people} people per arm; below, magnified: difference of the means with its 95\u{a0}% interval"
    );
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let mut page = Page::new(look, look.scaled(520.0), &title, &subtitle);
    on_page(&mut page, results, &panels);
    let said = told(&panels);
    let marks = marks::words(&marks::of(results, MOOD_DENSITY.name), |at| format!("a difference of {at}"), axis::short);
    let caption = format!(
        "**{title}.** {} Gaussian kernel density of the moods of {} people per arm at the end of a run, in standard deviations of mood between people.{said}{marks} {}{}\n",
        results.facts.led(':'),
        axis::short(people as f64),
        words::with_space(words::caveats(results)),
        words::source(results, "`agents.csv` and `runs.csv`")
    );
    let alt = format!("Density curves of mood, {} people per arm.{said}{marks}", axis::short(people as f64));
    let svg = page.finish(MOOD_DENSITY.name, &title, &alt);
    Figure::drawn(MOOD_DENSITY.name, title, svg, table(&panels), (caption, alt))
}

fn panels<'a>(results: &'a Results, look: &Look) -> Vec<Panel<'a>> {
    let mut panels: Vec<Panel> = Vec::new();
    for point in results.arms() {
        let (title, label) = point.arm.split_once(": ").unwrap_or(("", &point.arm));
        let place = panels.iter().position(|p| p.title == title).unwrap_or_else(|| {
            panels.push(Panel { title: title.to_owned(), arms: Vec::new() });
            panels.len() - 1
        });
        let Panel { arms, .. } = &mut panels[place];
        let moods = results.moods_of(point.index);
        let first = arms.first().map(|first: &Arm| first.point.index);
        // The first curve is wider, so that it shows where the next one lies on it.
        let width = look.theme.line * if first.is_none() { 2.4 } else { 1.0 };
        arms.push(Arm {
            point,
            label: label.to_owned(),
            stroke: Stroke::new(look.theme.arm(arms.len()), width),
            people: moods.len(),
            curve: density(&sorted(moods), 1e-3, (f64::NEG_INFINITY, f64::INFINITY)),
            difference: first.and_then(|first| paired(results, point.index, first)),
        });
    }
    panels.truncate(MOST_PANELS);
    panels
}

/// The differences of the means of runs that share their dice.
fn paired(results: &Results, point: u32, first: u32) -> Option<Estimate> {
    let contrast = Contrast::of(&results.sample(first, OUTCOME), &results.sample(point, OUTCOME));
    (contrast.pairing == Pairing::Paired && contrast.n > 0).then(|| contrast.estimate())
}

fn on_page(page: &mut Page, results: &Results, panels: &[Panel]) {
    if let Some(panel) = panels.iter().max_by_key(|p| p.arms.len()) {
        let key = |a: &Arm| Key { stroke: a.stroke, sample: Sample::Line, text: a.label.clone() };
        labels::legend(page, &panel.arms.iter().map(key).collect::<Vec<_>>());
    }
    // The numbers under the ends of an axis stand out by half of their width.
    let body = page.body.inset(page.theme.text * 1.5, 0.0, page.theme.text * 1.5, 0.0);
    let below = body.top + body.height() * 0.62;
    let above = Frame { bottom: below - page.theme.text, ..body };
    let gap = (page.theme.text * 3.0, 0.0);
    let columns = panels.len().max(1);
    let axes = axes(panels);
    for (panel, cell) in panels.iter().zip(above.cells(1, columns, gap)) {
        spread(page, cell, panel, &axes);
    }
    let x = magnified(results, panels);
    for (panel, cell) in panels.iter().zip(Frame { top: below, ..body }.cells(1, columns, gap)) {
        differences(page, cell, results, panel, &x);
    }
}

/// The same axes for all panels.
fn axes(panels: &[Panel]) -> (Axis, Axis) {
    let points = || panels.iter().flat_map(|p| &p.arms).flat_map(|a| &a.curve);
    let (low, high) = points().fold((-1.0, 1.0), |b: (f64, f64), p| (b.0.min(p.0), b.1.max(p.0)));
    let top = points().map(|p| p.1).fold(0.1, f64::max);
    let x = axis::amounts(low, high, &say!("axis-mood", "Mood [SD between people]"), 8);
    let mut y = axis::amounts(0.0, top, &say!("density", "Density"), 5);
    y.ticks.clear();
    (x, y)
}

fn spread(page: &mut Page, frame: Frame, panel: &Panel, (x, y): &(Axis, Axis)) {
    let theme = *page.theme;
    let mut frame = frame;
    if !panel.title.is_empty() {
        let bold = Type { bold: true, ..page.label() };
        page.text((frame.left, frame.top + theme.text * 0.6), &axis::capital(&panel.title), bold);
        frame.top += theme.leading(theme.text);
    }
    let plane = axis::draw(page, frame, x, y, Bare::default());
    page.group("densities");
    for arm in &panel.arms {
        plane.curve(&arm.curve, arm.stroke);
    }
    if panel.arms.iter().all(|a| a.curve.is_empty()) {
        curves::empty(page, plane.frame, &say!("no-people-recorded", "No run recorded its people."));
    }
}

/// An axis of differences, wide enough for what was measured and what was published.
fn magnified(results: &Results, panels: &[Panel]) -> Axis {
    let measured = panels.iter().flat_map(|p| &p.arms).filter_map(|a| a.difference).flat_map(|e| [e.low, e.high]);
    let published = marks::of(results, MOOD_DENSITY.name).into_iter().filter_map(|m| m.x);
    let far = measured.chain(published).map(f64::abs).fold(0.0, f64::max);
    axis::amounts(
        -1.2 * far.max(1e-4),
        1.2 * far.max(1e-4),
        &say!("difference-of-moods", "Difference of mean mood [SD between people]"),
        5,
    )
}

fn differences(page: &mut Page, frame: Frame, results: &Results, panel: &Panel, x: &Axis) {
    let theme = *page.theme;
    let rows: Vec<(&Arm, Estimate)> = panel.arms.iter().filter_map(|a| Some((a, a.difference?))).collect();
    let y = Axis { ends: (0.0, rows.len().max(1) as f64 + 0.6), ..Axis::default() };
    let plane = axis::draw(page, frame, x, &y, Bare { x: false, y: true });
    marks::before(page, &plane, &marks::of(results, MOOD_DENSITY.name), axis::short);
    plane.curve(&[(0.0, y.ends.0), (0.0, y.ends.1)], Stroke::new(theme.soft, 1.0));
    for (row, (arm, e)) in rows.iter().enumerate() {
        let height = rows.len() as f64 - row as f64 - 0.5;
        let stroke = Stroke { width: theme.line, ..arm.stroke };
        page.group("differences");
        page.line(&[plane.at(e.low, height), plane.at(e.high, height)], stroke);
        let at = plane.at(e.mean, height);
        page.dot(at, theme.text * 0.36, stroke.colour);
        let above = Type { hang: Hang::Middle, ..page.label() };
        page.halo(true);
        page.text((at.0, at.1 + theme.text * 1.2), &said(*e), above);
        page.halo(false);
    }
}

fn said(e: Estimate) -> String {
    axis::plain(e.mean, decimals(e))
}

/// As many decimals as the interval deserves.
fn decimals(e: Estimate) -> usize {
    let half = ((e.high - e.low) / 2.0).max(e.mean.abs() / 100.0);
    if half > 0.0 { (1.0 - half.log10().floor()).clamp(2.0, 6.0) as usize } else { 2 }
}

fn told(panels: &[Panel]) -> String {
    let mut text = String::new();
    for panel in panels {
        let Some(first) = panel.arms.first() else { continue };
        for (arm, e) in panel.arms.iter().filter_map(|a| Some((a, a.difference?))) {
            let decimals = decimals(e);
            let interval = match e.n {
                1 => "from one pair of runs".to_owned(),
                n => format!(
                    "95\u{a0}% interval {} to {} (of the paired differences, over {n} pairs of runs with the same dice)",
                    axis::plain(e.low, decimals),
                    axis::plain(e.high, decimals)
                ),
            };
            text += &format!(
                " {}: the mean of “{}” lies {}\u{a0}SD from that of “{}”, {interval}.",
                axis::capital(if panel.title.is_empty() { "at the end" } else { &panel.title }),
                arm.label,
                axis::plain(e.mean, decimals),
                first.label
            );
        }
    }
    text
}

fn table(panels: &[Panel]) -> Table {
    let mut table =
        Table::new(&["arm", "people", "mood", "density", "difference_of_means", "pairs", "ci_low", "ci_high"]);
    for arm in panels.iter().flat_map(|p| &p.arms) {
        let e = arm.difference;
        let number = |value: fn(Estimate) -> f64| e.map_or(f64::NAN, value).into();
        for &(mood, density) in &arm.curve {
            let mut row = vec![arm.point.arm.as_str().into(), arm.people.into(), mood.into(), density.into()];
            row.extend([number(|e| e.mean), number(|e| e.n as f64), number(|e| e.low), number(|e| e.high)]);
            table.row(row);
        }
    }
    table
}
