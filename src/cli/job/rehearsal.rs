//! Trying each point before the first run: does it fit its network?

use crate::experiment::Plan;
use crate::experiment::running::Selection;
use crate::model::Simulation;
use rayon::prelude::*;
use std::fmt::Display;
use std::num::NonZeroUsize;
use std::sync::Arc;

/// So many points are tried one by one; of more, only the first of each network is.
const MOST: usize = 512;

/// People and directed ties of a point, or what is wrong with it.
type Tried = Result<(u64, u64), String>;

/// The points to try.
pub(super) struct Rehearsal<'a> {
    pub(super) plan: &'a Plan,
    pub(super) selection: Selection,
    /// What the scenario is called in messages.
    pub(super) name: &'a str,
}

impl Rehearsal<'_> {
    /// Tries them on so many threads; what came of each, in their order.
    pub(super) fn all(&self, threads: NonZeroUsize) -> Vec<Tried> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build();
        let groups = self.plan.by_network();
        let rehearse = || groups.par_iter().flat_map_iter(|(_, points)| self.group(points)).collect::<Vec<_>>();
        let mut tried = pool.expect("a few threads can be had").install(rehearse);
        tried.sort_by_key(|(point, _)| *point);
        tried.into_iter().map(|(_, tried)| tried).collect()
    }

    /// Tries points that share a network, which is drawn once.
    fn group(&self, points: &[usize]) -> Vec<(usize, Tried)> {
        let Some(first) = points.first() else { return Vec::new() };
        let wrong = |error: &dyn Display| format!("{}: {error}", self.name);
        let network = match self.plan.draw_network(&self.plan.run(*first, 0)) {
            Ok(network) => network,
            Err(error) => return points.iter().map(|&point| (point, Err(wrong(&error)))).collect(),
        };
        let size = (network.people() as u64, network.ties() as u64);
        let all = self.plan.points.len() <= MOST;
        let try_one = |(place, &index): (usize, &usize)| {
            if !all && place > 0 {
                return (index, Ok(size));
            }
            let (point, run) = (&self.plan.points[index], self.plan.run(index, 0));
            let detail = self.selection.of(&run);
            let seated = Simulation::new(&point.situation, Arc::clone(&network), run.seed, detail);
            (index, seated.map(|_| size).map_err(|error| wrong(&error)))
        };
        points.par_iter().enumerate().map(try_one).collect()
    }
}
