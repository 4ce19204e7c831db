//! What is timed.

use super::Pair;
use super::floor::{Chances, Floor};
use catching::chance::{Chance, Distribution};
use catching::model::situation::{Expression, ImitationRate, Pick, Situation, Who};
use catching::model::{Detail, Simulation};
use catching::network::{Network, NetworkSpec, Param};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// A comparison by its name.
pub const WORKS: &[(&str, fn())] = &[
    ("reference-small", || reference("SISa, 10 000 people (small world), 200 ticks", &small_world(), 31)),
    ("reference-medium", || reference("SISa, 100 000 people (preferential), 200 ticks", &preferential(100_000), 7)),
    ("reference-large", || reference("SISa, 1 000 000 people (preferential), 200 ticks", &preferential(1_000_000), 5)),
    ("sweep", sweep),
];

const TICKS: u64 = 200;
const ALONE: f64 = 0.0005;

/// Chances per tick of the reference work.
#[derive(Clone, Copy)]
struct Rates {
    beta: f64,
    stop: f64,
}

const RATES: Rates = Rates { beta: 0.02, stop: 0.1 };

fn network(generator: &str, parameters: &[(&'static str, Param)]) -> Arc<Network> {
    let spec = NetworkSpec::generated(generator, parameters.iter().cloned()).expect("parameters that fit");
    Arc::new(spec.build(Chance::new(1)).expect("a network that fits into memory"))
}

fn small_world() -> Arc<Network> {
    network("watts_strogatz", &[("n", Param::Integer(10_000)), ("k", Param::Integer(10)), ("p", Param::Number(0.1))])
}

fn preferential(people: i64) -> Arc<Network> {
    network("barabasi_albert", &[("n", Param::Integer(people)), ("m", Param::Integer(5))])
}

/// The same epidemic for the engine: chances per tick become rates.
fn situation(rates: Rates) -> Situation {
    let hazard = |chance: f64| -f64::ln(1.0 - chance);
    let expression = Expression {
        imitation_rate: ImitationRate::Rate(hazard(rates.beta)),
        spontaneous_rate: hazard(ALONE),
        duration: Distribution::Exponential { mean: 1.0 / hazard(rates.stop) },
        initial: Some(Who::Share(0.01, Pick::Random)),
        ..Expression::bare("smile")
    };
    Situation::plain(vec![expression], TICKS as f64, 1.0)
}

/// Prevalence at the end.
fn engine(situation: &Situation, network: &Arc<Network>, seed: u64) -> f64 {
    let detail = Detail { events: false, agents: false, ties: false };
    let simulation = Simulation::new(situation, Arc::clone(network), seed, detail).expect("a situation that fits");
    simulation.run().metrics[0].unwrap_or(f64::NAN)
}

fn plain(rates: Rates, network: &Network, seed: u64) -> f64 {
    let largest = (0..network.people()).map(|i| network.degree(i)).max().unwrap_or(0);
    let chances = Chances::new(rates.beta, ALONE, rates.stop, largest);
    let record = Floor::new(network, &chances, seed).run(seed, TICKS);
    record[record.len() - 1] as f64 / network.people() as f64
}

fn reference(name: &'static str, network: &Arc<Network>, rounds: usize) {
    let situation = situation(RATES);
    Pair { name, rounds }.compare(|| plain(RATES, network, 1), || engine(&situation, network, 1));
}

/// 5 rates of imitation × 5 of stopping × 8 replicates on 10 000 people, on both cores.
fn sweep() {
    let network = small_world();
    let pair = Pair { name: "sweep of 200 runs, 10 000 people, two threads", rounds: 5 };
    pair.compare(
        || sweep_of(|rates, seed| plain(rates, &network, seed)),
        || sweep_of(|rates, seed| engine(&situation(rates), &network, seed)),
    );
}

fn sweep_of(run: impl Fn(Rates, u64) -> f64 + Sync) -> f64 {
    let (next, sum) = (AtomicU64::new(0), AtomicU64::new(0));
    let work = || {
        loop {
            let job = next.fetch_add(1, Relaxed);
            if job >= 200 {
                return;
            }
            let rates = Rates { beta: 0.01 + 0.005 * (job / 40) as f64, stop: 0.06 + 0.02 * (job / 8 % 5) as f64 };
            sum.fetch_add((run(rates, job) * 1e6) as u64, Relaxed);
        }
    };
    std::thread::scope(|threads| {
        threads.spawn(work);
        work();
    });
    sum.load(Relaxed) as f64 / 200e6
}
