//! One run: one network, one seed, one simulation; whatever goes wrong in it stays in it.

use super::{Networks, Plan, Point, Run};
use crate::model::{Crew, Detail, Recording, Simulation, SituationError};
use crate::network::{Network, NetworkError};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Why a run did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Its network could not be drawn.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// What the scenario says does not fit its network.
    #[error(transparent)]
    Situation(#[from] SituationError),
    /// The program is wrong.
    #[error("it stopped with a mistake in the program: {0}")]
    Panic(String),
}

/// Plays a point once.
///
/// # Errors
/// When the situation does not fit the network, or the program is wrong.
pub fn simulate(point: &Point, network: &Arc<Network>, seed: u64, detail: Detail) -> Result<Recording, RunError> {
    simulate_with(Crew::ALONE, point, network, seed, detail)
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
    crew: Crew,
    point: &Point,
    network: &Arc<Network>,
    seed: u64,
    detail: Detail,
) -> Result<Recording, RunError> {
    caught(|| Ok(Simulation::new(&point.situation, Arc::clone(network), seed, detail)?.with_crew(crew).run()))
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
