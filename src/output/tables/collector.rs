//! The outcomes of a point, collected from the rows of `runs.csv`: more of them than fit in memory wait in a file.

use super::summary::{Outcome, fields, outcomes};
use super::{Layout, OK};
use crate::experiment::Point;
use crate::experiment::statistics::{Sample, weighed_by};
use crate::results::ColumnStore;
use std::io;

/// Collects the outcomes of a point from the rows of `runs.csv`.
pub(super) struct Collector {
    skip: usize,
    values: ColumnStore,
}

impl Collector {
    pub(super) fn new(layout: &Layout) -> Self {
        Self { skip: layout.before_metrics(), values: ColumnStore::new(layout.metrics.len()) }
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
    pub(super) fn finish(self, layout: &Layout, point: &Point) -> Vec<Outcome> {
        outcomes(layout, point, (0..layout.metrics.len()).map(|place| self.sample(layout, place)).collect())
    }
}
