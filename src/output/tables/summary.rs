//! `summary.csv`: what each outcome did over the runs of a point.

use super::{Layout, Table, csv_of, number};
use crate::experiment::statistics::{Kind, LEVEL, Sample, Summary};
use crate::experiment::stopping::{SEQUENCE, Stopped, Tally};
use crate::experiment::{Plan, Point};
use crate::quantity::TimeUnit;
use crate::results::number::told;
use crate::results::{Results, is_of_caught};
use crate::scenario::NO_IMITATION;

/// The columns after the point, its arm and what was varied.
pub const SUMMARY_COLUMNS: [&str; 11] =
    ["metric", "n", "mean", "sd", "se", "ci_low", "ci_high", "ci_level", "q10", "median", "q90"];

/// The columns after those where runs are added until intervals are narrow: why no more were, and the interval that stays
/// valid although it was looked at again and again (see [`crate::experiment::stopping`]).
pub const UNTIL_COLUMNS: [&str; 3] = ["stopped", "cs_low", "cs_high"];

/// The last column: what kind of interval `ci_low` to `ci_high` is, and `cs_low` to `cs_high` where they are.
pub const INTERVAL_COLUMN: &str = "interval";

/// An outcome at a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The point's number.
    pub point: usize,
    /// The outcome's name.
    pub metric: String,
    /// What its values come to; in the scenario's unit if it is a time.
    pub summary: Summary,
    /// Why no more runs were added, where they are added until intervals are narrow.
    stopped: Option<Stopped>,
    /// The interval of the confidence sequence, where this outcome was waited for.
    sequence: Option<(f64, f64)>,
}

/// What every outcome of a point came to; `samples` are parallel to the layout's outcomes.
pub(super) fn outcomes(layout: &Layout, point: &Point, samples: Vec<Sample>) -> Vec<Outcome> {
    let lasts = told(point.situation.duration, layout.unit);
    let samples: Vec<Sample> = samples.into_iter().map(|sample| sample.lasting(lasts)).collect();
    let place = |metric: &String| layout.metrics.iter().position(|m| m == metric);
    let targets = layout.until.iter().flat_map(|until| &until.targets);
    let tally = |(metric, _): &(String, f64)| Some(Tally::of_sample(&samples[place(metric)?]));
    let tallies: Vec<Tally> = targets.clone().filter_map(tally).collect();
    let runs = samples.iter().map(|sample| sample.runs().len()).max().unwrap_or(0);
    let stopped = layout.until.as_ref().and_then(|until| until.verdict(runs as u64, &tallies));
    let sequence = |metric: &String| {
        let waited_for = targets.clone().position(|(target, _)| target == metric)?;
        tallies.get(waited_for)?.interval()
    };
    let of = |(metric, sample): (&String, &Sample)| Outcome {
        point: point.index,
        metric: metric.clone(),
        summary: match Summary::of_sample(sample) {
            summary if point.null && point.arm == NO_IMITATION && is_of_caught(metric) => summary.settled(),
            summary => summary,
        },
        stopped,
        sequence: sequence(metric),
    };
    layout.metrics.iter().zip(&samples).map(of).collect()
}

/// `summary.csv` of results in memory.
pub fn summary_csv(results: &Results, plan: &Plan, unit: TimeUnit) -> String {
    let layout = Layout::new(&plan.points, unit).until(plan.until.clone());
    let of_point = |point: &Point| -> Vec<Vec<String>> {
        let samples = layout.metrics.iter().map(|metric| results.sample(point.index as u32, metric));
        let outcomes = outcomes(&layout, point, samples.collect());
        outcomes.iter().map(|outcome| row(&layout, point, outcome).collect()).collect()
    };
    let header = layout.header(Table::Summary).into_iter().map(str::to_owned).collect();
    csv_of([header].into_iter().chain(plan.points.iter().flat_map(of_point)))
}

/// The fields of a row.
pub(super) fn fields(row: &[u8]) -> csv::Result<csv::StringRecord> {
    // Most rows quote nothing, and a reader costs more than such a row.
    if let Some(plain) = std::str::from_utf8(row).ok().filter(|row| !row.contains(['"', '\r'])) {
        let line = plain.strip_suffix('\n').unwrap_or(plain);
        if !line.contains('\n') && !line.is_empty() {
            return Ok(line.split(',').collect::<Vec<_>>().into());
        }
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(row);
    let mut record = csv::StringRecord::new();
    reader.read_record(&mut record)?;
    Ok(record)
}

/// The fields of an outcome's row.
pub(super) fn row<'a>(layout: &'a Layout, point: &'a Point, outcome: &Outcome) -> impl Iterator<Item = String> + 'a {
    let summary = &outcome.summary;
    let maybe = |value: Option<f64>| value.map(number).unwrap_or_default();
    let numbers = [
        summary.mean,
        summary.sd,
        summary.se,
        summary.interval.map(|i| i.0),
        summary.interval.map(|i| i.1),
        summary.interval.map(|_| LEVEL),
        summary.q10,
        summary.median,
        summary.q90,
    ];
    let start = [point.index.to_string(), point.arm.clone()].into_iter().chain(layout.told(point));
    let why = outcome.stopped.map_or("", Stopped::word).to_owned();
    let until = [why, maybe(outcome.sequence.map(|i| i.0)), maybe(outcome.sequence.map(|i| i.1))];
    let until = layout.until.is_some().then_some(until).into_iter().flatten();
    let kind = summary.interval.map_or("", |_| Kind::of(&outcome.metric).interval_name());
    let kind = if outcome.sequence.is_some() { format!("{kind}; cs: {SEQUENCE}") } else { kind.to_owned() };
    start.chain([outcome.metric.clone(), summary.n.to_string()]).chain(numbers.map(maybe)).chain(until).chain([kind])
}
