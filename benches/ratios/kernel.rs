//! The engine against the plain kernel of the same work.

use crate::floor::{Chances, Floor};
use crate::reference::{
    ALONE, RATES, Rates, TICKS, engine, engine_by, preferential, situation, small_world, sweep as sweep_of,
};
use crate::sheet::{Pair, Sheet, Target};
use catching::model::Threads;
use catching::network::Network;
use std::num::NonZeroUsize;
use std::sync::Arc;

const TARGET: Target = Target::AtMost(2.0);

/// 10,000 people.
pub(crate) fn small(name: &str, sheet: &mut Sheet) {
    one(name, sheet, "bare expression, 10 000 people (small world), 200 ticks", &small_world(10_000), 31, Target::None);
}

/// 100,000 people.
pub(crate) fn medium(name: &str, sheet: &mut Sheet) {
    let network = preferential(100_000, 5);
    one(name, sheet, "bare expression, 100 000 people (preferential), 200 ticks", &network, 7, Target::None);
}

/// 1,000,000 people.
pub(crate) fn large(name: &str, sheet: &mut Sheet) {
    let network = preferential(1_000_000, 5);
    one(name, sheet, "bare expression, 1 000 000 people (preferential), 200 ticks", &network, 5, TARGET);
    let (situation, two) = (situation(RATES), Threads::new(NonZeroUsize::new(2).expect("some")));
    let pair = Pair::of(5, || plain(RATES, &network, 1), || engine_by(two, &situation, &network, 1));
    sheet.pair(name, "  the same, the engine on two threads", Target::None, &pair);
}

fn one(name: &str, sheet: &mut Sheet, work: &str, network: &Arc<Network>, rounds: usize, target: Target) {
    let situation = situation(RATES);
    let pair = Pair::of(rounds, || plain(RATES, network, 1), || engine(&situation, network, 1));
    sheet.pair(name, work, target, &pair);
}

fn plain(rates: Rates, network: &Network, seed: u64) -> f64 {
    let largest = (0..network.people()).map(|i| network.degree(i)).max().unwrap_or(0);
    let chances = Chances::new(rates.beta, ALONE, rates.stop, largest);
    let record = Floor::new(network, &chances, seed).run(seed, TICKS);
    record[record.len() - 1] as f64 / network.people() as f64
}

/// 200 runs on two threads.
pub(crate) fn sweep(name: &str, sheet: &mut Sheet) {
    let network = small_world(10_000);
    let first = || sweep_of(2, |rates, seed| plain(rates, &network, seed));
    let second = || sweep_of(2, |rates, seed| engine(&situation(rates), &network, seed));
    sheet.pair(name, "sweep of 200 runs, 10 000 people, two threads", TARGET, &Pair::of(5, first, second));
}
