//! Which runs there are, and what came out: a point and an outcome at a time, however many runs there are.

use super::column_store::ColumnStore;
use std::collections::BTreeSet;
use std::io;

/// A finished run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Its number.
    pub id: u64,
    /// Its point.
    pub point: u32,
    /// Its replicate.
    pub replicate: u32,
}

/// The finished runs, point by point, with their outcomes.
#[derive(Clone, Debug)]
pub struct Runs(ColumnStore);

/// What stands before the outcomes in a row: number and replicate.
const BEFORE: usize = 2;

impl Default for Runs {
    fn default() -> Self {
        Self::new(0)
    }
}

impl Runs {
    /// No runs yet, which will have so many outcomes.
    pub fn new(outcomes: usize) -> Self {
        Self(ColumnStore::new(BEFORE + outcomes))
    }

    /// Adds a run with its outcomes; NaN: it has none.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn add(&mut self, run: Run, outcomes: &[f64]) -> io::Result<()> {
        let row: Vec<f64> =
            [run.id as f64, f64::from(run.replicate)].into_iter().chain(outcomes.iter().copied()).collect();
        if row.len() != self.0.width() && self.is_empty() {
            *self = Self::new(outcomes.len());
        }
        self.0.add(run.point, &row)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.keys().is_empty()
    }

    /// The points that have runs.
    pub fn points(&self) -> Vec<u32> {
        self.0.keys()
    }

    /// How many runs of a point there are.
    pub fn count(&self, point: u32) -> usize {
        self.0.count(point)
    }

    /// The runs of a point.
    pub fn of(&self, point: u32) -> Vec<Run> {
        let replicates = self.0.column(point, 1);
        self.0.column(point, 0).iter().zip(replicates).map(|(id, replicate)| run(point, *id, replicate)).collect()
    }

    /// The numbers of the runs of a point.
    pub fn ids(&self, point: u32) -> BTreeSet<u64> {
        self.0.column(point, 0).into_iter().map(|id| id as u64).collect()
    }

    /// An outcome, by its place, of the runs of a point that have it, with their replicate.
    pub fn outcome(&self, point: u32, place: usize) -> Vec<(u32, f64)> {
        self.with_absent(point, place).into_iter().filter(|(_, value)| !value.is_nan()).collect()
    }

    /// The same of all runs of the point; NaN where a run does not have it.
    pub fn with_absent(&self, point: u32, place: usize) -> Vec<(u32, f64)> {
        if place + BEFORE >= self.0.width() {
            return Vec::new();
        }
        let values = self.0.column(point, place + BEFORE);
        let replicates = self.0.column(point, 1).into_iter().map(|replicate| replicate as u32);
        replicates.zip(values).collect()
    }

    /// The runs of a point, one after the other, with all their outcomes.
    pub fn with_outcomes(&self, point: u32) -> impl Iterator<Item = (Run, Vec<f64>)> + '_ {
        self.0.rows(point).map(move |mut row| {
            let outcomes = row.split_off(BEFORE);
            (run(point, row[0], row[1]), outcomes)
        })
    }
}

fn run(point: u32, id: f64, replicate: f64) -> Run {
    Run { id: id as u64, point, replicate: replicate as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_those_of_their_point_and_absent_ones_are_left_out() {
        let mut runs = Runs::new(2);
        for (id, point) in [(0, 0), (1, 0), (2, 1), (3, 1)] {
            let value = if id == 1 { f64::NAN } else { id as f64 };
            runs.add(Run { id, point, replicate: id as u32 % 2 }, &[value, 0.5]).unwrap();
        }
        assert_eq!((runs.outcome(0, 0), runs.outcome(1, 0)), (vec![(0, 0.0)], vec![(0, 2.0), (1, 3.0)]));
        assert_eq!((runs.count(0), runs.points(), runs.outcome(0, 2)), (2, vec![0, 1], Vec::new()));
        assert_eq!(runs.of(1)[1], Run { id: 3, point: 1, replicate: 1 });
        assert!(runs.with_outcomes(1).map(|(run, values)| (run.id, values[0])).eq([(2, 2.0), (3, 3.0)]));
        assert!(runs.ids(1).contains(&3) && !runs.is_empty() && Runs::default().is_empty());
    }
}
