//! One run: one network, one seed, one simulation; whatever goes wrong in it stays in it.

use super::{Networks, Plan, Point, Run};
use crate::model::{Detail, Exchange, Recording, Simulation, SituationError, Threads};
use crate::network::{Network, NetworkError, Part};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Why a run did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Its network could not be drawn.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// What the scenario says does not fit its network.
    #[error(transparent)]
    Situation(#[from] SituationError),
    /// Another part of its network could not be had.
    #[error("{0}")]
    Elsewhere(String),
    /// The program is wrong.
    #[error("it stopped with a mistake in the program: {0}")]
    Panic(String),
}

/// Plays a point once.
///
/// # Errors
/// When the situation does not fit the network, or the program is wrong.
pub fn simulate(point: &Point, network: &Arc<Network>, seed: u64, detail: Detail) -> Result<Recording, RunError> {
    simulate_with(Threads::ALONE, point, network, seed, detail)
}

/// Plays a run on its network, which is drawn or shared.
///
/// # Errors
/// When the network cannot be had, or as [`simulate`].
pub fn draw_and_simulate(
    plan: &Plan,
    networks: &Networks,
    detail: Detail,
    run: &Run,
) -> Result<(Arc<Network>, Recording), Arc<RunError>> {
    let network = networks.take(plan, run)?;
    let recording = simulate(&plan.points[run.point], &network, run.seed, detail)?;
    Ok((network, recording))
}

/// The same with several threads.
pub(super) fn simulate_with(
    threads: Threads,
    point: &Point,
    network: &Arc<Network>,
    seed: u64,
    detail: Detail,
) -> Result<Recording, RunError> {
    caught(|| Ok(Simulation::new(&point.situation, Arc::clone(network), seed, detail)?.with_threads(threads).run()))
}

/// What comes of a run on a network in parts. All parts know its outcomes, the first one has what else is kept.
#[derive(Debug)]
pub struct PlayedInParts {
    /// Nobody's rows, but the names that tables need.
    pub told: Arc<Network>,
    /// What the run left behind.
    pub recording: Recording,
    /// People in all parts.
    pub people: u64,
    /// Directed ties in all parts.
    pub ties: u64,
    /// How long setting up took.
    pub seating: Duration,
    /// How long the ticks took.
    pub playing: Duration,
}

/// Plays one part of a network, as others do theirs elsewhere at the same time.
///
/// # Errors
/// When one of the parts could not be had, or as [`simulate`].
pub fn simulate_part(
    threads: Threads,
    point: &Point,
    part: Result<Part, NetworkError>,
    (seed, detail): (u64, Detail),
    mut exchange: Box<dyn Exchange>,
) -> Result<PlayedInParts, RunError> {
    let part = all_or_none(part, &mut *exchange)?;
    let own = part.network().offsets().last().copied().unwrap_or(0);
    let mut ties = [u64::from(own)];
    exchange.sum(&mut ties);
    let (told, people) = (Arc::new(part.told()), part.population() as u64);
    let begun = Instant::now();
    let simulation = Simulation::in_part(&point.situation, part, seed, detail, exchange)?.with_threads(threads);
    let seated = Instant::now();
    let recording = simulation.run();
    let (seating, playing) = (seated - begun, seated.elapsed());
    Ok(PlayedInParts { told, recording, people, ties: ties[0], seating, playing })
}

/// No part is played while another one is not there.
fn all_or_none(part: Result<Part, NetworkError>, exchange: &mut dyn Exchange) -> Result<Part, RunError> {
    let why = part.as_ref().err().map(ToString::to_string).unwrap_or_default();
    let all = exchange.gather(why.into_bytes());
    let part = part?;
    match all.into_iter().find(|why| !why.is_empty()) {
        Some(why) => Err(RunError::Elsewhere(String::from_utf8_lossy(&why).into_owned())),
        None => Ok(part),
    }
}

/// Turns a panic into an error, so that one bad run does not lose the others.
pub(super) fn caught<T>(work: impl FnOnce() -> Result<T, RunError>) -> Result<T, RunError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(RunError::Panic(words(panic.as_ref()))))
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    text.unwrap_or("unknown").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_its_run() {
        let result = caught::<()>(|| panic!("seat {} is on fire", 7));
        assert_eq!(result.unwrap_err().to_string(), "it stopped with a mistake in the program: seat 7 is on fire");
    }
}
