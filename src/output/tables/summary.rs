//! `summary.csv`: what each outcome did over the runs of a point.

use super::{Layout, OK, number};
use crate::experiment::Point;
use crate::experiment::statistics::{Kind, LEVEL, Sample, Summary, weighed_by};
use crate::experiment::stopping::{SEQUENCE, Stopped, Tally};
use crate::output::shelf::Shelf;
use std::io;

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

/// Collects the outcomes of a point from the rows of `runs.csv`.
pub(super) struct Collector {
    skip: usize,
    values: Shelf,
}

impl Collector {
    pub(super) fn new(layout: &Layout) -> Self {
        Self { skip: layout.before_metrics(), values: Shelf::new(layout.metrics.len()) }
    }

    /// Takes a run's row and says whether the run came to its end.
    pub(super) fn take(&mut self, row: &[u8]) -> io::Result<bool> {
        let record = fields(row)?;
        let value = |place: usize| record.get(self.skip + place)?.parse().ok();
        let values: Vec<f64> = (0..self.values.width()).map(|place| value(place).unwrap_or(f64::NAN)).collect();
        self.values.add(0, &values)?;
        Ok(record.get(5) == Some(OK))
    }

    /// Whether no run was taken.
    pub(super) fn is_empty(&self) -> bool {
        self.runs() == 0
    }

    fn runs(&self) -> usize {
        self.values.count(0)
    }

    /// An outcome of all runs, with how much each counts.
    fn sample(&self, layout: &Layout, place: usize) -> Sample {
        let metric = &layout.metrics[place];
        let values = self.values.column(0, place);
        let events = weighed_by(metric).and_then(|events| layout.metrics.iter().position(|m| *m == events));
        let weights = events.map_or_else(|| vec![1.0; values.len()], |events| self.values.column(0, events));
        Sample::weighed(metric, (0..).zip(values.into_iter().zip(weights)).map(|(key, (v, w))| (key, v, w)))
    }

    /// What the runs of a point came to.
    pub(super) fn finish(self, layout: &Layout, point: usize) -> Vec<Outcome> {
        let place = |metric: &String| layout.metrics.iter().position(|m| m == metric);
        let targets = layout.until.iter().flat_map(|until| &until.targets);
        let tally = |(metric, _): &(String, f64)| Some(Tally::of_sample(&self.sample(layout, place(metric)?)));
        let tallies: Vec<Tally> = targets.clone().filter_map(tally).collect();
        let stopped = layout.until.as_ref().and_then(|until| until.verdict(self.runs() as u64, &tallies));
        let sequence = |metric: &String| {
            let waited_for = targets.clone().position(|(target, _)| target == metric)?;
            tallies.get(waited_for)?.interval()
        };
        let named = layout.metrics.iter().enumerate();
        named
            .map(|(place, metric)| Outcome {
                point,
                metric: metric.clone(),
                summary: Summary::of_sample(&self.sample(layout, place)),
                stopped,
                sequence: sequence(metric),
            })
            .collect()
    }
}

/// The fields of a row.
pub(super) fn fields(row: &[u8]) -> csv::Result<csv::StringRecord> {
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
