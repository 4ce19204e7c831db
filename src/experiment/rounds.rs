//! How many runs each point gets: all at once, or look by look until an interval is narrow.
//!
//! Looks come at numbers of runs that are known in advance, after all runs up to there, so that what is decided does not
//! depend on which run was over first, nor on how often the work was interrupted.

use super::Plan;
#[cfg(feature = "files")]
use super::journal::Journal;
use super::statistics::{Kind, weighed_by};
use super::stopping::{Tally, Until};
use std::io;
use std::ops::Range;

/// How far each point is.
#[derive(Debug)]
pub struct Rounds<'a> {
    plan: &'a Plan,
    points: Vec<Progress>,
}

#[derive(Debug)]
struct Progress {
    /// Runs that have been looked at.
    looked_at: u64,
    /// Runs that it is to have by the next look.
    wanted: u64,
    tallies: Vec<Tally>,
    open: bool,
}

impl<'a> Rounds<'a> {
    /// Before the first run.
    pub fn new(plan: &'a Plan) -> Self {
        let wanted = plan.until.as_ref().map_or(plan.replicates, |until| until.first_look(plan.replicates));
        let targets = plan.until.iter().flat_map(|until| &until.targets);
        let tallies: Vec<Tally> = targets.map(|(metric, _)| Tally::new(Kind::of(metric))).collect();
        let point = |_| Progress { looked_at: 0, wanted, tallies: tallies.clone(), open: true };
        Self { plan, points: (0..plan.points.len()).map(point).collect() }
    }

    /// The replicates of each point that are to be done before the next look.
    pub fn wanted(&self) -> Vec<Range<u64>> {
        self.points.iter().map(|point| point.looked_at..point.wanted).collect()
    }

    /// How many runs that are in all.
    pub fn total(&self) -> u64 {
        self.points.iter().map(|point| point.wanted).sum()
    }

    /// Looks at what is there and says whether more runs are wanted. `measure` reads the metrics that are waited for, each with
    /// how much it counts.
    #[cfg(feature = "files")]
    pub(super) fn look(
        &mut self,
        journal: &mut Journal,
        measure: &impl Fn(&[u8]) -> Vec<(Option<f64>, f64)>,
    ) -> io::Result<bool> {
        let plan = self.plan;
        let mut read = |point, replicate| Ok(measure(&journal.read(plan.run(point, replicate).id)?));
        self.look_with(&mut read)
    }

    /// The same of runs in memory: `outcome` gives that of a run, by its number.
    pub fn look_at(&mut self, outcome: impl Fn(u64, &str) -> Option<f64>) -> bool {
        let plan = self.plan;
        let targets = plan.until.iter().flat_map(|until| &until.targets);
        let measure = |run: u64| {
            let one = |(metric, _): &(String, f64)| {
                let weight = weighed_by(metric).map_or(Some(1.0), |events| outcome(run, &events));
                (outcome(run, metric), weight.unwrap_or(0.0))
            };
            targets.clone().map(one).collect()
        };
        self.look_with(&mut |point, replicate| Ok(measure(plan.run(point, replicate).id))).unwrap_or(false)
    }

    fn look_with(
        &mut self,
        measured: &mut impl FnMut(usize, u64) -> io::Result<Vec<(Option<f64>, f64)>>,
    ) -> io::Result<bool> {
        let Some(until) = &self.plan.until else { return Ok(false) };
        for (index, point) in self.points.iter_mut().enumerate().filter(|(_, point)| point.open) {
            for replicate in point.looked_at..point.wanted {
                let values = measured(index, replicate)?;
                point.tallies.iter_mut().zip(values).for_each(|(tally, (value, weight))| tally.add(value, weight));
            }
            point.advance(until);
        }
        Ok(self.points.iter().any(|point| point.open))
    }
}

impl Progress {
    fn advance(&mut self, until: &Until) {
        self.looked_at = self.wanted;
        match until.verdict(self.looked_at, &self.tallies) {
            Some(_) => self.open = false,
            None => self.wanted = until.next_look(self.looked_at),
        }
    }
}
