//! `loneliness`: how lonely people are over time. Arms named "what: how" make a panel for each "what" and a line for each
//! "how"; otherwise there is a panel for each group and a line for each arm.

use super::axis::{self, Axis, Bare, Clock};
use super::course::Line;
use super::input::{Point, Results};
use super::labels::{self, Key, Sample};
use super::page::{self, Frame, Page, Stroke, Type};
use super::words;
use super::{Chart, Figure, Look, MadeOf, Table, curves, turns};
use crate::experiment::statistics::{Estimate, Kind};
use crate::output::tongue::say;

/// Loneliness over time.
pub(super) const LONELINESS: Chart = Chart {
    name: "loneliness",
    made_of: MadeOf::Series,
    shows: "mean loneliness over time with its 95 % interval; arms named \"what: how\" make a panel for each \"what\"",
    needs: "[loneliness]",
    applies: |results| !columns(results).is_empty(),
    usual: |_| true,
    draw,
};

/// What the series call it.
const COLUMN: &str = "loneliness_mean";
/// Points drawn along a curve.
const STEPS: usize = 180;
/// Panels that a figure can hold, and lines that a panel can.
const MOST: usize = 6;

/// One line of a panel.
struct Curve<'a> {
    point: &'a Point,
    label: String,
    stroke: Stroke,
    path: Vec<(f64, Estimate)>,
}

/// A panel: what it is about, and its lines.
struct Panel<'a> {
    title: String,
    curves: Vec<Curve<'a>>,
}

/// What stands for no group.
const EVERYONE: &str = "everyone";

/// The measured groups with their columns, or everyone.
fn columns(results: &Results) -> Vec<(String, String)> {
    let group = |column: &String| {
        let name = column.strip_prefix(COLUMN)?.strip_prefix('.')?;
        Some((name.replace('_', " "), column.clone()))
    };
    let groups: Vec<_> = results.series.columns.iter().filter_map(group).take(MOST).collect();
    let everyone = results.series.columns.iter().find(|column| *column == COLUMN);
    if groups.is_empty() { everyone.map(|c| (EVERYONE.to_owned(), c.clone())).into_iter().collect() } else { groups }
}

/// "what" and "how" of an arm's name.
fn parts(point: &Point) -> Option<(&str, &str)> {
    point.arm.split_once(": ").filter(|_| !point.null)
}

fn panels<'a>(results: &'a Results, look: &Look) -> Vec<Panel<'a>> {
    let columns = columns(results);
    let Some((_, first)) = columns.first() else { return Vec::new() };
    let mut about: Vec<&str> = Vec::new();
    for (what, _) in results.arms().filter_map(parts) {
        if !about.contains(&what) {
            about.push(what);
        }
    }
    if about.is_empty() {
        let all: Vec<&Point> = results.arms().take(MOST).chain(results.nulls()).collect();
        let panel = |(title, column): &(String, String)| panel(results, look, title, column, &all);
        return columns.iter().map(panel).collect();
    }
    let panel = |what: &&str| {
        let mine: Vec<&Point> =
            results.arms().filter(|arm| parts(arm).is_some_and(|p| p.0 == *what)).take(MOST).collect();
        // A panel shows the runs without imitation of its own arms and of no others.
        let nulls = results.nulls().filter(|null| mine.iter().any(|arm| null.is_null_of(arm)));
        panel(results, look, what, first, &mine.iter().copied().chain(nulls).collect::<Vec<_>>())
    };
    about.iter().take(MOST).map(panel).collect()
}

fn panel<'a>(results: &'a Results, look: &Look, title: &str, column: &str, points: &[&'a Point]) -> Panel<'a> {
    let curve = |(index, &point): (usize, &&'a Point)| {
        let stroke = match point.null {
            true => look.null(),
            false => look.arm(index, look.theme.line * 1.25),
        };
        let label = match parts(point) {
            _ if point.null_of.is_some() => say!("each-without", "each without imitation"),
            Some((_, how)) => how.to_owned(),
            None => words::arm_label(point),
        };
        Curve { point, label, stroke, path: path(results, point, column) }
    };
    let curves = points.iter().enumerate().map(curve).filter(|c| !c.path.is_empty()).collect();
    let title = if title == EVERYONE { say!("everyone", "everyone") } else { title.to_owned() };
    Panel { title: axis::capital(&title), curves }
}

/// The mean over runs at evenly spaced sample times.
fn path(results: &Results, point: &Point, column: &str) -> Vec<(f64, Estimate)> {
    let runs = results.curves(point.index, column);
    let longest = runs.iter().map(|run| run.len()).max().unwrap_or(0);
    let steps = longest.min(STEPS);
    let at = |step: usize| if steps < 2 { 0 } else { step * (longest - 1) / (steps - 1) };
    let mean = |index: usize| {
        let values = runs.iter().filter_map(|run| run.get(index)).map(|&v| f64::from(v));
        (results.series.times[index], Estimate::of(Kind::Index, values))
    };
    (0..steps).map(|step| mean(at(step))).filter(|(_, e)| e.n > 0).collect()
}

/// The first line of the first panel.
pub(super) fn first_line(results: &Results, look: &Look) -> Option<Line> {
    let panels = panels(results, look);
    let panel = panels.first()?;
    let curve = panel.curves.iter().find(|curve| !curve.point.null)?;
    let points = curve.path.iter().map(|(_, e)| e.mean).collect();
    Some(Line { label: words::arm_label(curve.point), points, axis: 1.0, stirred: false })
}

fn draw(results: &Results, look: &Look) -> Figure {
    let panels = panels(results, look);
    let runs = panels.iter().flat_map(|p| &p.curves).flat_map(|c| &c.path).map(|p| p.1.n).max().unwrap_or(0);
    let clock = Clock::new(&results.facts.time_unit, results.facts.duration);
    let title = match columns(results).first() {
        Some((whose, _))
            if whose != EVERYONE && panels.iter().any(|p| p.curves.iter().any(|c| parts(c.point).is_some())) =>
        {
            say!("how-lonely", [whose], "How lonely: {whose}")
        }
        _ => say!("title-loneliness", "How lonely people are"),
    };
    let band = match runs {
        0 | 1 => words::one_run_no_interval(),
        _ => say!("line-and-band", "line: mean; band: its 95\u{a0}% interval"),
    };
    let subtitle = format!("{} {}", words::led(results, ':'), words::per_arm(&band, runs));
    let rows = page::rows_of(panels.len(), look);
    let mut page = Page::new(look, look.scaled(70.0 + 260.0 * rows as f64), &title, &subtitle);
    let turned = on_page(&mut page, results, &panels, &clock, rows);
    let ends = ends(&panels, &clock);
    let caption = format!(
        "**{title}.** {} {band} ({}; {} per arm).{} Loneliness is 0 where all of one's close ties are lived and 1 where none is; it is a number of this model, not a questionnaire score.{turned}{ends} {}{}\n",
        results.facts.led(','),
        words::within_brackets(Kind::Index.interval_name()),
        words::runs(runs),
        words::grey(results),
        words::with_space(words::caveats(results)),
        words::source(results, "`series.csv`")
    );
    let alt = format!("Line chart of loneliness over time, {} per arm.{ends}", words::runs(runs));
    let svg = page.finish(LONELINESS.name, &title, &alt);
    Figure::drawn(LONELINESS.name, title, svg, table(&panels, &clock), (caption, alt))
}

/// Draws the panels and gives what the caption says of lines that take turns.
fn on_page(page: &mut Page, results: &Results, panels: &[Panel], clock: &Clock, rows: usize) -> &'static str {
    let Some(first) = panels.first() else {
        let body = page.body;
        curves::empty(page, body, &words::no_run());
        return "";
    };
    let key = |c: &Curve| Key { stroke: c.stroke, sample: Sample::Line, text: c.label.clone() };
    let mut keys: Vec<Key> = first.curves.iter().map(key).collect();
    keys.dedup_by(|a, b| a.text == b.text);
    labels::legend(page, &keys);
    let columns = panels.len().div_ceil(rows).max(1);
    let gap = (page.theme.text * 2.0, page.theme.text);
    let cells = page.body.cells(rows, columns, gap);
    let x = clock.axis(results.facts.duration, if columns > 1 { 5 } else { 8 });
    let y = axis::amounts(0.0, 1.0, &say!("axis-loneliness", "Loneliness, 0 to 1"), 5);
    let mut turned = "";
    for (panel, cell) in panels.iter().zip(cells) {
        turned = turned.max(one(page, cell, panel, (&x, &y), clock));
    }
    turned
}

fn one(page: &mut Page, cell: Frame, panel: &Panel, (x, y): (&Axis, &Axis), clock: &Clock) -> &'static str {
    let theme = *page.theme;
    let bold = Type { bold: true, ..page.label() };
    page.text((cell.left, cell.top + theme.text * 0.8), &panel.title, bold);
    let frame = cell.inset(0.0, theme.leading(theme.text), theme.text, 0.0);
    let plane = axis::draw(page, frame, x, y, Bare::default());
    page.group("bands");
    for c in panel.curves.iter().filter(|c| !c.point.null && c.path.iter().any(|p| p.1.n > 1)) {
        plane.band(&line(c, clock, |e| e.low), &line(c, clock, |e| e.high), c.stroke.colour, 0.18);
    }
    page.group("means");
    let order = || panel.curves.iter().filter(|c| c.point.null).chain(panel.curves.iter().filter(|c| !c.point.null));
    let paths: Vec<Vec<(f64, f64)>> = order().map(|c| line(c, clock, |e| e.mean)).collect();
    turns::draw(&plane, paths, order().map(|c| c.stroke).collect())
}

fn line(c: &Curve, clock: &Clock, value: impl Fn(&Estimate) -> f64) -> Vec<(f64, f64)> {
    c.path.iter().map(|(t, e)| (clock.read(*t), value(e))).collect()
}

/// Where each line ends.
fn ends(panels: &[Panel], clock: &Clock) -> String {
    // A legend has one line for all runs without imitation, a sentence says whose each is.
    let called = |c: &Curve| match c.point.null_of.as_deref() {
        Some(arm) => format!("{}, without imitation,", arm.split_once(": ").map_or(arm, |(_, how)| how)),
        None => c.label.clone(),
    };
    let curve = |c: &Curve| {
        let (when, e) = c.path.last()?;
        let interval = match e.n {
            1 => String::new(),
            _ => format!(" (95\u{a0}% interval {} to {})", axis::plain(e.low, 2), axis::plain(e.high, 2)),
        };
        Some(format!("{} {}{interval} after {}", called(c), axis::plain(e.mean, 2), clock.words(*when)))
    };
    let panel = |p: &Panel| {
        let lines: Vec<String> = p.curves.iter().filter_map(curve).collect();
        format!(" {}: {}.", p.title, lines.join("; "))
    };
    panels.iter().map(panel).collect()
}

fn table(panels: &[Panel], clock: &Clock) -> Table {
    let time = format!("time_{}", clock.unit);
    let mut table = Table::new(&["panel", "arm", &time, "runs", "mean", "ci_low", "ci_high"]);
    for panel in panels {
        for c in &panel.curves {
            for (t, e) in &c.path {
                let mut row =
                    vec![panel.title.as_str().into(), c.point.arm.as_str().into(), clock.read(*t).into(), e.n.into()];
                row.extend([e.mean, e.low, e.high].map(Into::into));
                table.row(row);
            }
        }
    }
    table
}
