//! `histogram`: how an outcome is spread over runs, arm by arm, the run without imitation below.

mod dotted;

use super::axis::{self, Axis, Bare};
use super::input::{Point, Results};
use super::outcomes::{self, Outcome};
use super::page::{Frame, Hang, Page, Plane, Stroke, Type};
use super::words;
use super::{Chart, Figure, Look, MadeOf, Table, curves};
use crate::experiment::statistics::{quantile, sorted};
use crate::output::tongue::say;

/// How an outcome is spread.
pub const HISTOGRAM: Chart = Chart {
    name: "histogram",
    made_of: MadeOf::Outcomes,
    shows: "how an outcome is spread over runs, arm by arm, with the median marked and the run without imitation below",
    needs: "at least two runs",
    applies: |results| Outcome::of(results).is_some() && !results.runs.is_empty(),
    usual: |results| {
        !results.is_sweep() && {
            let enough = results.arms().any(|arm| results.replicates(arm.index) >= 10);
            enough && results.points.len() <= MOST && results.facts.size > 2
        }
    },
    draw,
};

/// Bars across the whole axis.
const BARS: usize = 30;

/// Arms that a figure can hold.
const MOST: usize = 9;

/// Runs of one point, sorted into bars.
struct Spread<'a> {
    point: &'a Point,
    stroke: Stroke,
    values: Vec<f64>,
    /// The runs in order of their replicates, which share their dice between arms.
    runs: Vec<(u32, f64)>,
    /// Share of runs in each bar.
    bars: Vec<f64>,
}

/// Fewer runs than this are drawn one by one: a bar of three runs says more than is known.
const ONE_BY_ONE: usize = 50;

/// Whether runs are drawn one by one.
fn one_by_one(spreads: &[Spread]) -> bool {
    spreads.iter().all(|spread| spread.values.len() < ONE_BY_ONE)
}

/// Where bars begin and how wide they are: whole numbers stay whole, shares keep to whole people.
fn grid(results: &Results, outcome: &Outcome, low: f64, high: f64) -> (f64, f64, usize) {
    let grain = if outcome.share { 1.0 / results.facts.size.max(1) as f64 } else { 1.0 };
    let width = ((high - low) / BARS as f64 / grain).ceil().max(1.0) * grain;
    let start = (low / grain).round() * grain - grain / 2.0;
    (start, width, (((high - start) / width).floor() as usize + 1).max(1))
}

fn spreads<'a>(results: &'a Results, look: &Look, outcome: &Outcome) -> (Vec<Spread<'a>>, (f64, f64, usize)) {
    let mut points = outcomes::points(results, look);
    let null = points.iter().position(|(p, _)| p.null).map(|at| points.remove(at));
    points.truncate(MOST - 1);
    points.extend(null);
    let values: Vec<Vec<f64>> = points
        .iter()
        .map(|(p, _)| sorted(results.outcome(p.index, &outcome.column).into_iter().map(|v| v.1)))
        .collect();
    let all = || values.iter().flatten().copied();
    let (low, high) = (all().fold(f64::INFINITY, f64::min).min(1e300), all().fold(f64::NEG_INFINITY, f64::max));
    let grid = if high >= low { grid(results, outcome, low, high) } else { (0.0, 1.0, 1) };
    let spread = |((point, stroke), values): ((&'a Point, Stroke), Vec<f64>)| {
        let mut bars = vec![0.0; grid.2];
        for value in &values {
            let bar = ((value - grid.0) / grid.1).floor().clamp(0.0, grid.2 as f64 - 1.0) as usize;
            bars[bar] += 1.0 / values.len() as f64;
        }
        let runs = results.outcome(point.index, &outcome.column);
        Spread { point, stroke: Stroke { dash: "", ..stroke }, values, runs, bars }
    };
    (points.into_iter().zip(values).map(spread).collect(), grid)
}

/// The title of a chart of single runs.
pub fn run_by_run(what: &str) -> String {
    say!("run-by-run", [what], "{what}, run by run")
}

/// A median beside its line.
pub fn median_at(value: &str) -> String {
    say!("median-at", [value], "median {value}")
}

/// That a row is empty because its runs failed.
fn nothing_finished() -> String {
    say!("no-run-of-arm", "No run of this arm finished.")
}

fn draw(results: &Results, look: &Look) -> Figure {
    let outcome = Outcome::of(results).unwrap_or_default();
    let (spreads, grid) = spreads(results, look, &outcome);
    let runs = spreads.iter().map(|s| s.values.len()).max().unwrap_or(0);
    let title = run_by_run(&outcome.title);
    let [arms, null] = heights(&spreads);
    let own = if null > arms { say!("own-scale", "; the grey bars have a scale of their own") } else { String::new() };
    let dots = one_by_one(&spreads);
    let what = match (dots, spreads.len() > 1) {
        (true, true) => {
            say!("dots-joined", "a dot is a run, a fine line joins runs on the same dice; the line marks the median")
        }
        (true, false) => say!("dots-alone", "a dot is a run; the line marks the median"),
        _ => {
            let (n, told) = (runs, words::runs(runs));
            say!("bars-of-runs", [n, told, own], "height is the share of {told}; the line marks the median{own}")
        }
    };
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let row = look.scaled(if spreads.len() > 4 || dots { 96.0 } else { 140.0 });
    let mut page = Page::new(look, row * spreads.len().max(1) as f64 + look.scaled(64.0), &title, &subtitle);
    if dots {
        dotted::rows(&mut page, look, &spreads, &outcome);
    } else {
        rows(&mut page, look, &spreads, grid, &outcome);
    }
    let caption = format!(
        "**{title}.** {} {} per arm.{}{} {}{}\n",
        results.facts.led(','),
        words::runs(runs),
        medians(&spreads, &outcome) + &outcomes::to_be_said(results, &outcome.column),
        outcomes::comparisons(results, &outcome),
        with_space(words::caveats(results)),
        words::source(results, "`runs.csv`")
    );
    let alt = format!(
        "{} over {}, one row an arm. {}:{}",
        if dots { "Dots" } else { "Histograms" },
        words::runs(runs),
        outcome.title,
        medians(&spreads, &outcome)
    );
    let table = if dots { dotted::table(&spreads) } else { table(&spreads, grid) };
    let svg = page.finish(HISTOGRAM.name, &title, &alt);
    Figure::drawn(HISTOGRAM.name, title, svg, table, (caption, alt))
}

/// Text followed by a space, if there is any.
pub fn with_space(text: String) -> String {
    if text.is_empty() { text } else { text + " " }
}

fn rows(page: &mut Page, look: &Look, spreads: &[Spread], grid: (f64, f64, usize), outcome: &Outcome) {
    let text = look.theme.text;
    let foot = look.theme.leading(text) * 2.0 + 4.0;
    let body = page.body.inset(0.0, 0.0, text, foot);
    let cells = body.cells(spreads.len().max(1), 1, (0.0, text * 1.1));
    let end = grid.0 + grid.1 * grid.2 as f64;
    let x = across(outcome, grid.0, end);
    let heights = heights(spreads);
    for (index, (spread, cell)) in spreads.iter().zip(&cells).enumerate() {
        let last = index + 1 == spreads.len();
        let tallest = heights[usize::from(spread.point.null)];
        let y = axis::with_headroom(axis::shares(tallest.max(1e-3), &words::arm_label(spread.point), 2));
        let cell = if last {
            Frame { bottom: cell.bottom + foot, ..*cell }
        } else {
            Frame { bottom: cell.bottom + 6.0, ..*cell }
        };
        let plane = axis::draw(page, cell, &x, &y, Bare { x: !last, y: false });
        if spread.values.is_empty() {
            curves::empty(page, plane.frame, &nothing_finished());
            continue;
        }
        bars(page, &plane, spread, grid);
        median(page, &plane, spread, outcome);
    }
}

/// The highest bar of the arms and that of the null run: the same, unless the null run's runs are so much alike that its one
/// bar would press the others flat.
fn heights(spreads: &[Spread]) -> [f64; 2] {
    let of = |null: bool| {
        let spreads = spreads.iter().filter(|spread| spread.point.null == null);
        spreads.flat_map(|spread| spread.bars.iter().copied()).fold(0.0, f64::max)
    };
    let (arms, null) = (of(false), of(true));
    if arms > 0.0 && null > FLAT * arms { [arms, null] } else { [arms.max(null); 2] }
}

/// So many times as high a bar presses others flat.
const FLAT: f64 = 2.5;

/// From just below the least to just above the most, or from zero where that is near.
fn across(outcome: &Outcome, low: f64, high: f64) -> Axis {
    let from = if low < 0.4 * high { 0.0 } else { low };
    let mut x = if outcome.share {
        axis::shares_between(from.max(0.0), high.min(1.0), &outcome.title, 8)
    } else {
        axis::wholes(from.max(0.0), high, &outcome.title, 8)
    };
    x.ends = (x.ends.0.min(low), x.ends.1.max(high));
    x
}

fn bars(page: &mut Page, plane: &Plane, spread: &Spread, grid: (f64, f64, usize)) {
    page.group("bars");
    for (bar, &share) in spread.bars.iter().enumerate().filter(|(_, share)| **share > 0.0) {
        let left = plane.at(grid.0 + bar as f64 * grid.1, share);
        let right = plane.at(grid.0 + (bar + 1) as f64 * grid.1, 0.0);
        let gap = if right.0 - left.0 > 3.0 { 0.5 } else { 0.0 };
        page.fill(Frame::new(left.0 + gap, left.1, right.0 - gap, right.1), spread.stroke.colour, 0.75);
    }
}

fn median(page: &mut Page, plane: &Plane, spread: &Spread, outcome: &Outcome) {
    let value = quantile(&spread.values, 0.5);
    let theme = *page.theme;
    let x = plane.at(value, 0.0).0;
    page.group("median");
    page.line(&[(x, plane.frame.top), (x, plane.frame.bottom)], Stroke::new(theme.ink, theme.line));
    let text = median_at(&outcome.say(value));
    beside(page, plane, x, &text);
}

/// A label in the headroom of a plane, beside a vertical line at `x`, on the side that has room for it.
pub fn beside(page: &mut Page, plane: &Plane, x: f64, text: &str) {
    let size = page.theme.text;
    let wide = super::font::width(text, size, false);
    let (place, hang) = match (x + 6.0 + wide < plane.frame.right, x - 6.0 - wide > plane.frame.left) {
        (true, _) => (x + 6.0, Hang::Left),
        (_, true) => (x - 6.0, Hang::Right),
        _ => (plane.frame.right, Hang::Right),
    };
    page.halo(true);
    page.text((place, plane.frame.top + size * 0.55), text, Type { hang, ..page.label() });
    page.halo(false);
}

fn medians(spreads: &[Spread], outcome: &Outcome) -> String {
    let mut text = String::new();
    for spread in spreads {
        let label = axis::capital(&words::arm_label(spread.point));
        let say = |share: f64| outcome.say(quantile(&spread.values, share));
        text += &match spread.values.len() {
            0 => format!(" {label}: no run."),
            1 => format!(" {label}: {} in one run.", say(0.5)),
            _ => {
                let band = words::band(&spread.values, |value| outcome.say(value));
                format!(" {label}: median {} ({band}).", say(0.5))
            }
        };
    }
    text
}

fn table(spreads: &[Spread], grid: (f64, f64, usize)) -> Table {
    let mut table = Table::new(&["arm", "runs", "median", "from", "to", "share_of_runs"]);
    for spread in spreads {
        for (bar, &share) in spread.bars.iter().enumerate() {
            let from = grid.0 + bar as f64 * grid.1;
            table.row(vec![
                spread.point.arm.as_str().into(),
                spread.values.len().into(),
                quantile(&spread.values, 0.5).into(),
                from.into(),
                (from + grid.1).into(),
                share.into(),
            ]);
        }
    }
    table
}
