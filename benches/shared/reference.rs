//! The reference work: a bare expression that is caught, begins unprompted and stops, for 200 ticks.

use catching::chance::{Chance, Distribution};
use catching::model::situation::{Expression, ImitationRate, Pick, Who};
use catching::model::{Detail, Simulation, Situation, Threads};
use catching::network::{Network, NetworkSpec, Param};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Ticks of a run.
pub(crate) const TICKS: u64 = 200;
/// The chance per tick to begin unprompted.
pub(crate) const ALONE: f64 = 0.0005;
/// Runs of the sweep: 5 chances of imitation × 5 of stopping × 8 replicates.
pub(crate) const SWEEP_RUNS: u64 = 200;

/// Chances per tick that the sweep varies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rates {
    /// From each active neighbour.
    pub beta: f64,
    /// Of stopping.
    pub stop: f64,
}

/// Those of the single runs.
pub(crate) const RATES: Rates = Rates { beta: 0.02, stop: 0.1 };

/// A network by the name of its generator.
pub(crate) fn network(generator: &str, parameters: &[(&'static str, Param)]) -> Network {
    let spec = NetworkSpec::generated(generator, parameters.iter().cloned()).expect("parameters that fit");
    spec.build(Chance::new(1)).expect("a network that fits into memory")
}

/// Ten ties each, one in ten rewired.
pub(crate) fn small_world(people: i64) -> Arc<Network> {
    let parameters = [("n", Param::Integer(people)), ("k", Param::Integer(10)), ("p", Param::Number(0.1))];
    Arc::new(network("watts_strogatz", &parameters))
}

/// Each newcomer ties himself to so many, hubs first.
pub(crate) fn preferential(people: i64, ties: i64) -> Arc<Network> {
    Arc::new(network("barabasi_albert", &[("n", Param::Integer(people)), ("m", Param::Integer(ties))]))
}

/// The epidemic as the engine is told it: chances per tick become rates.
pub(crate) fn situation(rates: Rates) -> Situation {
    let hazard = |chance: f64| -f64::ln(1.0 - chance);
    let expression = Expression {
        imitation_rate: ImitationRate::Rate(hazard(rates.beta)),
        spontaneous_rate: hazard(ALONE),
        duration: Distribution::Exponential { mean: 1.0 / hazard(rates.stop) },
        initial: Some(Who::Share(0.01, Pick::Random)),
        ..Expression::bare("grin")
    };
    Situation::plain(vec![expression], TICKS as f64, 1.0)
}

/// One run of the engine: the share that is active at the end.
pub(crate) fn engine(situation: &Situation, network: &Arc<Network>, seed: u64) -> f64 {
    engine_by(Threads::ALONE, situation, network, seed)
}

/// The same, on several threads.
pub(crate) fn engine_by(threads: Threads, situation: &Situation, network: &Arc<Network>, seed: u64) -> f64 {
    let simulation =
        Simulation::new(situation, Arc::clone(network), seed, Detail::NONE).expect("a situation that fits");
    simulation.with_threads(threads).run().metrics[0].unwrap_or(f64::NAN)
}

/// All runs of the sweep, on so many threads: the mean of what `run` returns.
pub(crate) fn sweep(threads: usize, run: impl Fn(Rates, u64) -> f64 + Sync) -> f64 {
    let (next, sum) = (AtomicU64::new(0), AtomicU64::new(0));
    let work = || {
        loop {
            let job = next.fetch_add(1, Relaxed);
            if job >= SWEEP_RUNS {
                return;
            }
            let rates = Rates { beta: 0.01 + 0.005 * (job / 40) as f64, stop: 0.06 + 0.02 * (job / 8 % 5) as f64 };
            sum.fetch_add((run(rates, job) * 1e6) as u64, Relaxed);
        }
    };
    std::thread::scope(|scope| {
        (1..threads).for_each(|_| drop(scope.spawn(work)));
        work();
    });
    sum.load(Relaxed) as f64 / (1e6 * SWEEP_RUNS as f64)
}
