//! `raincloud`: how an outcome is spread over runs, arm by arm, the run without imitation below: a hill where runs lie, a box about
//! their middle, and the runs themselves as dots; of few runs the dots alone.

mod cloud;
mod dotted;

use super::axis::{self, Axis};
use super::input::{Point, Results};
use super::outcomes::{self, Outcome};
use super::page::{Hang, Page, Plane, Stroke, Type};
use super::words;
use super::{Chart, Figure, Look, MadeOf};
use crate::experiment::statistics::{quantile, sorted};
use crate::output::tongue::say;

/// How an outcome is spread.
pub(super) const RAINCLOUD: Chart = Chart {
    name: "raincloud",
    made_of: MadeOf::Outcomes,
    shows: "how an outcome is spread over runs, arm by arm, the run without imitation below: dots, and of fifty runs or more a hill and a box",
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

/// Arms that a figure can hold.
pub(super) const MOST: usize = 9;

/// Runs of one point.
struct Spread<'a> {
    point: &'a Point,
    stroke: Stroke,
    /// In ascending order.
    values: Vec<f64>,
    /// The runs in order of their replicates, which share their dice between arms.
    runs: Vec<(u32, f64)>,
}

/// Fewer runs than this are drawn one by one: a hill of three runs says more than is known.
const ONE_BY_ONE: usize = 50;

/// Whether nothing but dots is drawn: of every arm there are too few runs for a hill.
pub(super) fn only_dots(results: &Results) -> bool {
    results.points.iter().all(|point| results.replicates(point.index) < ONE_BY_ONE)
}

/// Whether runs are drawn one by one.
fn one_by_one(spreads: &[Spread]) -> bool {
    spreads.iter().all(|spread| spread.values.len() < ONE_BY_ONE)
}

fn spreads<'a>(results: &'a Results, look: &Look, outcome: &Outcome) -> Vec<Spread<'a>> {
    let mut points = outcomes::points(results, look);
    let null = points.iter().position(|(p, _)| p.null).map(|at| points.remove(at));
    points.truncate(MOST - 1);
    points.extend(null);
    let spread = |(point, stroke): (&'a Point, Stroke)| {
        let runs = results.outcome(point.index, &outcome.column);
        let values = sorted(runs.iter().map(|run| run.1));
        Spread { point, stroke: Stroke { dash: "", ..stroke }, values, runs }
    };
    points.into_iter().map(spread).collect()
}

/// The title of a chart of single runs.
pub(super) fn run_by_run(what: &str) -> String {
    say!("run-by-run", [what], "{what}, run by run")
}

/// A median beside its line.
pub(super) fn median_at(value: &str) -> String {
    say!("median-at", [value], "median {value}")
}

/// That a row is empty because its runs failed.
fn nothing_finished() -> String {
    say!("no-run-of-arm", "No run of this arm finished.")
}

fn draw(results: &Results, look: &Look) -> Figure {
    let outcome = Outcome::of(results).unwrap_or_default();
    let spreads = spreads(results, look, &outcome);
    let runs = spreads.iter().map(|s| s.values.len()).max().unwrap_or(0);
    let title = run_by_run(&outcome.title);
    let dots = one_by_one(&spreads);
    let clouds = (!dots).then(|| cloud::Clouds::new(results, &spreads, &outcome));
    let what = match (&clouds, spreads.len() > 1) {
        (Some(clouds), _) => clouds.reading(runs),
        (None, true) => {
            say!("dots-joined", "a dot is a run, a fine line joins runs on the same dice; the line marks the median")
        }
        (None, false) => say!("dots-alone", "a dot is a run; the line marks the median"),
    };
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let row = look.scaled(if spreads.len() > 4 || dots { 96.0 } else { 136.0 });
    let mut page = Page::new(look, row * spreads.len().max(1) as f64 + look.scaled(64.0), &title, &subtitle);
    match &clouds {
        None => dotted::rows(&mut page, look, &spreads, &outcome),
        Some(clouds) => clouds.rows(&mut page, look, &spreads, &outcome),
    }
    let caption = format!(
        "**{title}.** {} {} per arm.{}{} {}{}\n",
        results.facts.led(','),
        words::runs(runs),
        medians(&spreads, &outcome) + &outcomes::to_be_said(results, &outcome.column),
        outcomes::comparisons(results, &outcome),
        words::with_space(words::caveats(results)),
        words::source(results, "`runs.csv`")
    );
    let alt = format!(
        "{} over {}, one row an arm. {}:{}",
        if dots { "Dots" } else { "Hills, boxes and dots" },
        words::runs(runs),
        outcome.title,
        medians(&spreads, &outcome)
    );
    let table = clouds.map_or_else(|| dotted::table(&spreads), |clouds| clouds.table(&spreads));
    let svg = page.finish(RAINCLOUD.name, &title, &alt);
    Figure::drawn(RAINCLOUD.name, title, svg, table, (caption, alt))
}

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
pub(super) fn beside(page: &mut Page, plane: &Plane, x: f64, text: &str) {
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
