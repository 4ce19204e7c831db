//! The summary table: outcomes of each arm, mean with interval, median with spread.

use serde::Serialize;

use crate::output::chart::axis::{capital, percent, short};
use crate::output::chart::input::Results;
use crate::output::chart::numbers::{Estimate, estimate, estimate_share, quantile, sorted, wilson};
use crate::output::chart::words::{Voice, point_label};

/// A row.
#[derive(Serialize)]
pub(super) struct Row {
    expression: String,
    arm: String,
    null: bool,
    outcome: &'static str,
    n: usize,
    mean: String,
    interval: String,
    median: String,
    spread: String,
}

/// Outcomes shown, with their name and whether they are shares.
const OUTCOMES: [(&str, &str, bool); 8] = [
    ("reach", "people reached", true),
    ("events", "expressions in a run", false),
    ("imitated_share", "share of them imitated", true),
    ("prevalence_late", "expressing, second half", true),
    ("peak", "most at one moment", true),
    ("time_to_peak", "time to that peak", false),
    ("time_to_half", "time until half are reached", false),
    ("survived", "still going at the end", true),
];

/// Every arm's outcomes.
pub(super) fn rows(results: &Results) -> Vec<Row> {
    let mut rows = Vec::new();
    for expression in &results.facts.expressions {
        let arms = results.arms().chain(results.points.iter().filter(|point| point.null));
        rows.extend(arms.flat_map(|arm| {
            let row = |&(name, outcome, share): &(&str, &'static str, bool)| {
                let values = results.outcome(arm.index, &format!("{expression}_{name}"));
                let values = sorted(values.into_iter().map(|v| v.1));
                (!values.is_empty())
                    .then(|| row(results, outcome, share, &values, (expression, &point_label(arm), arm.null)))
            };
            OUTCOMES.iter().filter_map(row).collect::<Vec<_>>()
        }));
    }
    rows
}

fn row(
    results: &Results,
    outcome: &'static str,
    share: bool,
    values: &[f64],
    (expression, arm, null): (&str, &str, bool),
) -> Row {
    let time = outcome.starts_with("time");
    let say = |value: f64| match (share, time) {
        (true, _) => percent(value),
        (_, true) => format!("{}\u{a0}{}", short(value), results.facts.time_unit),
        _ => short(value),
    };
    // Of something that either is or is not, a median tells nothing.
    let yes_or_no = outcome == OUTCOMES[OUTCOMES.len() - 1].1;
    let Estimate { mean, low, high, n } = match (yes_or_no, share) {
        (true, _) => {
            let (low, high) = wilson(values.iter().sum(), values.len() as f64);
            Estimate { low, high, ..estimate(values) }
        }
        (_, true) => estimate_share(values),
        _ => estimate(values),
    };
    let several = |text: String| if n > 1 { text } else { "–".to_owned() };
    Row {
        expression: capital(&Voice::of(expression).doing),
        arm: arm.to_owned(),
        null,
        outcome,
        n,
        mean: say(mean),
        interval: several(format!("{} to {}", say(low), say(high))),
        median: if yes_or_no { "–".to_owned() } else { say(quantile(values, 0.5)) },
        spread: if yes_or_no {
            "–".to_owned()
        } else {
            several(format!("{} to {}", say(quantile(values, 0.05)), say(quantile(values, 0.95))))
        },
    }
}
