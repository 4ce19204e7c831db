//! Jobs whose networks are in parts, one on each rank.

use super::Job;
use crate::cli::{Failure, Terminal, ranks};
use crate::experiment::running::{How, Together};
use crate::experiment::tick_error::{self, TickError};
use crate::model::{Detail, needs_everyone};
use std::sync::Arc;

impl Job {
    /// The same job with every network in parts, one on each rank of the MPI job.
    ///
    /// # Errors
    /// When there are no ranks, or part of the scenario needs all people in one place.
    pub(in crate::cli) fn in_parts(mut self, terminal: &mut Terminal) -> Result<Self, Failure> {
        for point in &self.plan.points {
            if let Some((what, why)) = needs_everyone(&point.situation) {
                let arm = if self.plan.points.len() > 1 { format!(" (arm `{}`)", point.arm) } else { String::new() };
                return Err(Failure::usage(format_args!(
                    "{}{arm}: {what} cannot be played on a network in parts: {why}\n\
                     help: without `--partition` every run is done by one process",
                    self.source.name()
                )));
            }
        }
        if !ranks::is_there() {
            return Err(Failure::usage(
                "`--partition` divides a network among the ranks of an MPI job, and this `catching` was built without MPI\n\
                 help: build it with `cargo build --release --features mpi` and start it with `mpirun`",
            ));
        }
        let (plan, selection, threads, unit) = (&self.plan, self.selection, self.threads, self.scenario.time_unit);
        self.together = ranks::together(ranks::Task { plan, selection, threads, unit, in_parts: true });
        if self.together.is_none() {
            terminal.note(format_args!(
                "there is one rank: the network stays whole (`mpirun -n 4 catching …` starts four)"
            ));
        }
        Ok(self)
    }

    /// Has all ranks take their places for the first run of every point, and play a tick of it.
    pub(super) fn rehearse_in_parts(&self, together: &dyn Together) -> Result<Vec<(u64, u64)>, Failure> {
        let wrong = |error| Failure::usage(format_args!("{}: {error}", self.source.name()));
        let try_out = |point: usize| {
            let run = self.plan.run(point, 0);
            let tick = self.plan.points[point].situation.dt;
            let how = How { duration: Some(tick), ..How::usual(self.selection.of(&run)) };
            let played = together.play(&run, how, self.threads).map_err(wrong)?;
            Ok((played.people, played.ties))
        };
        (0..self.plan.points.len()).map(try_out).collect()
    }

    /// How far the tick moves outcomes.
    pub(super) fn tick_errors(&self) -> Vec<TickError> {
        let Some(together) = &self.together else { return tick_error::estimate(&self.plan, self.threads) };
        let together = Arc::clone(together);
        tick_error::estimate_with(&self.plan, |run, dt| {
            let how = How { dt: Some(dt), ..How::usual(Detail::NONE) };
            Ok(together.play(run, how, self.threads)?.recording.metrics)
        })
    }
}
