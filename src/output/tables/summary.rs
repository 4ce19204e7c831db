//! `summary.csv`: what each outcome did over the runs of a point.

use super::{Layout, OK, number};
use crate::experiment::Point;
use crate::experiment::statistics::{LEVEL, Summary};

/// The columns after the point, its arm and what was varied.
pub const SUMMARY_COLUMNS: [&str; 11] =
    ["metric", "n", "mean", "sd", "se", "ci_low", "ci_high", "ci_level", "q10", "median", "q90"];

/// An outcome at a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The point's number.
    pub point: usize,
    /// The outcome's name.
    pub metric: String,
    /// What its values come to; in the scenario's unit if it is a time.
    pub summary: Summary,
}

/// Collects the outcomes of a point from the rows of `runs.csv`.
pub(super) struct Collector {
    skip: usize,
    values: Vec<Vec<Option<f64>>>,
}

impl Collector {
    pub(super) fn new(layout: &Layout) -> Self {
        Self { skip: 6 + layout.varied.len(), values: vec![Vec::new(); layout.metrics.len()] }
    }

    /// Takes a run's row and says whether the run came to its end.
    pub(super) fn take(&mut self, row: &[u8]) -> csv::Result<bool> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(row);
        let mut record = csv::StringRecord::new();
        reader.read_record(&mut record)?;
        for (values, field) in self.values.iter_mut().zip(record.iter().skip(self.skip)) {
            values.push(field.parse().ok());
        }
        Ok(record.get(5) == Some(OK))
    }

    /// What the runs of a point came to.
    pub(super) fn finish(self, layout: &Layout, point: usize) -> Vec<Outcome> {
        let named = layout.metrics.iter().cloned().zip(self.values);
        named.map(|(metric, values)| Outcome { point, summary: Summary::of_outcome(&metric, values), metric }).collect()
    }
}

/// The fields of an outcome's row.
pub(super) fn row<'a>(point: &'a Point, outcome: &Outcome) -> impl Iterator<Item = String> + 'a {
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
    let start =
        [point.index.to_string(), point.arm.clone()].into_iter().chain(point.varied.iter().map(|v| v.1.clone()));
    start.chain([outcome.metric.clone(), summary.n.to_string()]).chain(numbers.map(maybe))
}
