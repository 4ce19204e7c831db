//! Ticks in the middle of a run, engine against engine.

use crate::mechanisms::{BARE, EVERYTHING, MECHANISMS, network_of, scenario, under_way};
use crate::reference::{RATES, preferential, situation};
use crate::sheet::{Pair, Sheet, Target};
use catching::model::{Simulation, Threads};
use std::num::NonZeroUsize;

/// Does so many; comes to nothing that could be compared.
fn ticks(simulation: &mut Simulation, count: usize) -> f64 {
    (0..count).for_each(|_| simulation.tick());
    f64::NAN
}

/// Every mechanism and three expressions against the bare expression, on the same network.
pub(crate) fn everything(name: &str, sheet: &mut Sheet, people: usize) {
    let (bare, all) = (scenario(BARE, people, &[]), scenario(EVERYTHING, people, &[]));
    let network = network_of(&bare);
    let mut bare = under_way(&bare.situation, &network);
    let mut all = under_way(&all.situation, &network);
    let pair = Pair::of(7, || ticks(&mut bare, 5), || ticks(&mut all, 5));
    let work = format!("five ticks of all mechanisms, three expressions, {people} people");
    sheet.pair(name, &work, Target::AtMost(8.0), &pair);
}

/// Each mechanism alone against the bare expression.
pub(crate) fn mechanisms(_: &str, sheet: &mut Sheet) {
    const PEOPLE: usize = 100_000;
    let plain = scenario(BARE, PEOPLE, &[]);
    let network = network_of(&plain);
    let mut bare = under_way(&plain.situation, &network);
    for (name, added) in MECHANISMS {
        let mut other = under_way(&scenario(BARE, PEOPLE, added).situation, &network);
        let pair = Pair::of(7, || ticks(&mut bare, 10), || ticks(&mut other, 10));
        sheet.pair(&format!("mechanism {name}"), &format!("  ten ticks with {name}"), Target::None, &pair);
    }
}

/// A tick for each person of a large network against one of 10,000.
pub(crate) fn sizes(name: &str, sheet: &mut Sheet, people: usize) {
    const SMALL: usize = 10_000;
    const TICKS: usize = 3;
    let situation = situation(RATES);
    let several = TICKS * people / SMALL;
    let mut small = under_way(&situation, &preferential(SMALL as i64, 5));
    let mut large = under_way(&situation, &preferential(people as i64, 5));
    let pair = Pair::of(7, || ticks(&mut small, several), || ticks(&mut large, TICKS));
    let work = format!("tick a person among {people} people against {SMALL}");
    sheet.pair(name, &work, Target::AtMost(3.0), &pair);
}

/// The same simulation on two threads and on one: ticks alone, once everything has been drawn and placed.
pub(crate) fn threads(name: &str, sheet: &mut Sheet, people: usize) {
    let all = scenario(EVERYTHING, people, &[]);
    let network = network_of(&all);
    let with = |threads: usize| {
        let threads = Threads::new(NonZeroUsize::new(threads).expect("some"));
        under_way(&all.situation, &network).with_threads(threads)
    };
    let (mut one, mut two) = (with(1), with(2));
    let pair = Pair::of(7, || ticks(&mut one, 5), || ticks(&mut two, 5)).gain();
    let work = format!("five ticks of all mechanisms, {people} people: gain of two threads");
    sheet.pair(name, &work, Target::AtLeast(1.6), &pair);
}
