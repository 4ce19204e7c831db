//! The summary table: outcomes of each arm, mean with interval, median with spread.

use serde::Serialize;

use crate::experiment::statistics::{Kind, Sample, Summary, quantile, sorted};
use crate::output::chart::axis::capital;
use crate::output::chart::input::{Point, Results};
use crate::output::chart::metric::Metric;
use crate::output::chart::response_curve;
use crate::output::chart::words::{VerbForms, point_label};

/// A row.
#[derive(Serialize)]
pub(super) struct Row {
    expression: String,
    arm: String,
    null: bool,
    /// In the first row of an expression and arm, how many rows these have; 0 in the others.
    rows: usize,
    outcome: &'static str,
    n: usize,
    mean: String,
    interval: String,
    median: String,
    spread: String,
}

/// Outcomes shown, with their name.
const OUTCOMES: [(&str, &str); 8] = [
    ("reach", "people reached"),
    ("events", "expressions in a run"),
    ("imitated_share", "share of them imitated, pooled over runs"),
    ("prevalence_late", "expressing, second half"),
    ("peak", "most at one moment"),
    ("time_to_peak", "time to that peak"),
    ("time_to_half", "time until half are reached"),
    ("survived", "still going at the end"),
];

/// Every arm's outcomes.
pub(super) fn rows(results: &Results) -> Vec<Row> {
    let arms: Vec<&Point> = results.arms().chain(results.points.iter().filter(|point| point.null)).collect();
    let of =
        |expression: &String| -> Vec<Row> { arms.iter().flat_map(|arm| of_arm(results, arm, expression)).collect() };
    results.facts.expressions.iter().flat_map(of).collect()
}

fn of_arm(results: &Results, arm: &Point, expression: &str) -> Vec<Row> {
    let voice = VerbForms::of(&results.facts.verbs, expression);
    let head = Head { voice, arm: point_label(arm), null: arm.null };
    let row = |&(name, outcome): &(&str, &'static str)| {
        let column = format!("{expression}_{name}");
        let row = head.row(outcome, &Metric::of(&results.facts, &column), &results.sample(arm.index, &column))?;
        let settled = results.is_settled(arm.index, &column);
        Some(Row { interval: if settled { "–".to_owned() } else { row.interval }, ..row })
    };
    let mut rows: Vec<Row> = OUTCOMES.iter().filter_map(row).collect();
    // Where some begin because the scenario says so, the share of all people says little about who caught it.
    let first = results.facts.expressions.first().is_some_and(|first| first == expression);
    if let Some(caught) = response_curve::caught(results, arm.index).filter(|_| first && !arm.null) {
        let metric = Metric::of(&results.facts, &format!("{expression}_reach"));
        let place = rows.len().min(1);
        rows.splice(place..place, head.row("of those who could catch it, pooled over runs", &metric, &caught));
    }
    let all = rows.len();
    rows.iter_mut().take(1).for_each(|first| first.rows = all);
    rows
}

/// What a row begins with.
struct Head {
    voice: VerbForms,
    arm: String,
    null: bool,
}

impl Head {
    fn row(&self, outcome: &'static str, metric: &Metric, sample: &Sample) -> Option<Row> {
        let (of, values) = (Summary::of_sample(sample), sorted(sample.values()));
        // Of something that either is or is not, a median tells nothing.
        let spread = (sample.kind != Kind::YesNo).then_some(&values);
        let say = |value: f64| metric.say(value);
        let dash = || "–".to_owned();
        let ends = |(low, high): (f64, f64)| format!("{} to {}", say(low), say(high));
        Some(Row {
            expression: capital(&self.voice.doing),
            arm: self.arm.clone(),
            null: self.null,
            rows: 0,
            outcome,
            n: of.n,
            mean: say(of.mean?),
            interval: of.interval.map_or_else(dash, ends),
            median: spread.map_or_else(dash, |values| say(quantile(values, 0.5))),
            spread: spread
                .filter(|_| of.n > 1)
                .map_or_else(dash, |values| ends((quantile(values, 0.05), quantile(values, 0.95)))),
        })
    }
}
