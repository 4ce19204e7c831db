//! How far a tick moves the outcomes: a few runs with the same dice at the tick and at half of it.
//!
//! What is shown is seen one tick late, so that an outcome at a tick is off by about a constant times the tick: v(dt) ≈ v(0) + c·dt.
//! Then v(dt) − v(0) ≈ 2 (v(dt) − v(dt/2)), which is estimated run by run, with its standard error over the runs. Where imitation
//! is certain (`always`), ticks are rounds of the model itself and have no error.

use super::one_run::simulate;
use super::{Plan, Point, Run, RunError};
use crate::model::situation::{Clock, ImitationRate, Situation};
use crate::model::{Detail, metric_names};
use serde::{Deserialize, Serialize};
use std::num::NonZeroUsize;
use std::sync::Arc;

/// How far the tick moves one outcome of a point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TickError {
    /// Which point.
    pub point: usize,
    /// The outcome, as in `runs.csv`.
    pub outcome: String,
    /// The outcome at the tick less that at no tick, in the outcome's unit (times in seconds).
    pub error: f64,
    /// Its standard error.
    pub se: f64,
    /// Over so many runs, each played at both ticks.
    pub pairs: u64,
}

/// From so few runs of a point on, nobody asks whether an interval is wider than the error of a tick.
const ENOUGH: u64 = 50;
/// The fewest that have a spread worth the name, and the most that are played again.
const PAIRS: (u64, u64) = (4, 200);
/// So many people-ticks are played again at the most beyond one in twenty runs: a second or so.
const CHEAP: f64 = 1e7;

/// Estimates the error of the tick for every outcome of the first point that ticks; nothing where none does, or there are few runs.
pub fn estimate(plan: &Arc<Plan>, threads: NonZeroUsize) -> Vec<TickError> {
    estimate_by(plan, |runs| all(plan, runs, threads))
}

/// The same where runs are played by somebody else: a run, at so long a tick \[s\].
pub fn estimate_with(
    plan: &Arc<Plan>,
    play: impl Fn(&Run, f64) -> Result<Vec<Option<f64>>, RunError>,
) -> Vec<TickError> {
    estimate_by(plan, |runs| runs.iter().map(|run| errors_of(plan, run, |dt| play(run, dt))).collect())
}

fn estimate_by(
    plan: &Arc<Plan>,
    all: impl FnOnce(Vec<Run>) -> Vec<Result<Vec<Option<f64>>, RunError>>,
) -> Vec<TickError> {
    let ticks = |situation: &Situation| situation.clock == Clock::Tick && !goes_in_rounds(situation);
    let point = plan.points.iter().find(|point| !point.null && ticks(&point.situation));
    let Some(point) = point.filter(|_| plan.replicates >= ENOUGH) else { return Vec::new() };
    let pairs = pairs(plan, point);
    let runs: Vec<Run> = (0..pairs).map(|replicate| plan.run(point.index, replicate)).collect();
    let played: Vec<Vec<Option<f64>>> = all(runs).into_iter().flatten().collect();
    let of = |(place, outcome): (usize, String)| {
        let errors: Vec<f64> = played.iter().filter_map(|errors| errors[place]).collect();
        let n = errors.len() as f64;
        let error = errors.iter().sum::<f64>() / n;
        let variance = errors.iter().map(|e| (e - error) * (e - error)).sum::<f64>() / (n - 1.0);
        let told =
            TickError { point: point.index, outcome, error, se: (variance / n).sqrt(), pairs: errors.len() as u64 };
        (errors.len() as u64 == pairs).then_some(told)
    };
    metric_names(&point.situation).into_iter().enumerate().filter_map(of).collect()
}

/// One run in twenty, and every run where that takes next to no time: what the tick does to small groups takes many pairs to see.
fn pairs(plan: &Plan, point: &Point) -> u64 {
    let people = plan.networks[point.network].size().map_or(f64::INFINITY, |size| size.people);
    // Twice as many ticks the second time.
    let run = people * 3.0 * point.situation.duration / point.situation.dt;
    let cheap = (CHEAP / run) as u64;
    (plan.replicates / 20).max(cheap).clamp(PAIRS.0, PAIRS.1).min(plan.replicates)
}

/// Whether a tick is a round of the model.
fn goes_in_rounds(situation: &Situation) -> bool {
    situation.expressions.iter().any(|e| e.imitation_rate == ImitationRate::Always)
}

/// The errors of all outcomes in each run; a run that fails at either tick has none.
fn all(plan: &Arc<Plan>, runs: Vec<Run>, threads: NonZeroUsize) -> Vec<Result<Vec<Option<f64>>, RunError>> {
    #[cfg(feature = "threads")]
    if threads.get() > 1 {
        return at_once(plan, runs, threads);
    }
    let _ = threads;
    runs.iter().map(|run| errors(plan, run)).collect()
}

#[cfg(feature = "threads")]
fn at_once(plan: &Arc<Plan>, runs: Vec<Run>, threads: NonZeroUsize) -> Vec<Result<Vec<Option<f64>>, RunError>> {
    let never = std::sync::atomic::AtomicBool::new(false);
    let shared = Arc::clone(plan);
    let mut results = Vec::new();
    let numbered = runs.into_iter().enumerate();
    let keep = |result| {
        results.push(result);
        Ok::<(), ()>(())
    };
    let work = move |(place, run): &(usize, Run)| (*place, errors(&shared, run));
    // Nobody stops it, and keeping what came of a run cannot fail.
    let _ = super::workers::work_through(numbered, threads, &never, work, keep);
    results.sort_unstable_by_key(|(place, _)| *place);
    results.into_iter().map(|(_, result)| result).collect()
}

fn errors(plan: &Plan, run: &Run) -> Result<Vec<Option<f64>>, RunError> {
    let network = plan.draw_network(run)?;
    let mut point = plan.points[run.point].clone();
    errors_of(plan, run, |dt| {
        point.situation.dt = dt;
        Ok(simulate(&point, &network, run.seed, Detail::NONE)?.metrics)
    })
}

fn errors_of(
    plan: &Plan,
    run: &Run,
    mut play: impl FnMut(f64) -> Result<Vec<Option<f64>>, RunError>,
) -> Result<Vec<Option<f64>>, RunError> {
    let dt = plan.points[run.point].situation.dt;
    let (coarse, fine) = (play(dt)?, play(dt / 2.0)?);
    Ok(coarse.iter().zip(&fine).map(|(coarse, fine)| Some(2.0 * (coarse.as_ref()? - fine.as_ref()?))).collect())
}
