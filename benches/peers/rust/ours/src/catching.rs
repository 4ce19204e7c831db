//! `catching` itself, through its library.

use catching::chance::Distribution;
use catching::model::situation::{Expression, ImitationRate, Pick, Who};
use catching::model::{Threads, Detail, Simulation, Situation};
use catching::network::Network;
use peer_common::{ALONE, Rates, START, TICKS, main_of, timed};
use std::sync::Arc;

fn situation(rates: Rates) -> Situation {
    let hazard = |chance: f64| -f64::ln(1.0 - chance);
    let expression = Expression {
        imitation_rate: ImitationRate::Rate(hazard(rates.beta)),
        spontaneous_rate: hazard(ALONE),
        duration: Distribution::Exponential { mean: 1.0 / hazard(rates.gamma) },
        initial: Some(Who::Share(START, Pick::Random)),
        ..Expression::bare("grin")
    };
    Situation::plain(vec![expression], TICKS as f64, 1.0)
}

/// A run of its own has all threads, as when the program runs it; runs of a sweep have one each.
fn threads() -> Threads {
    let is_sweep = std::env::args().any(|word| word == "sweep");
    std::thread::available_parallelism().ok().filter(|_| !is_sweep).map_or(Threads::ALONE, Threads::new)
}

fn main() {
    let threads = threads();
    main_of(
        |ties| Arc::new(Network::from_pairs(ties.people, &ties.pairs).0),
        |network, rates| {
            timed(|| {
                let simulation = Simulation::new(&situation(rates), Arc::clone(network), rates.seed, Detail::NONE);
                let recording = simulation.expect("a situation that fits").with_threads(threads).run();
                recording
                    .series
                    .iter()
                    .map(|row| row.values[0])
                    .collect::<Vec<_>>()
                    .split_off(recording.series.len() - TICKS)
            })
        },
    );
}
