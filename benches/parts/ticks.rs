//! One tick, in the middle of a run, of 100,000 people with ten ties each.

use crate::mechanisms::{BARE, EVERYTHING, MECHANISMS, network_of, scenario, under_way};
use crate::reference::{RATES, preferential, situation};
use divan::Bencher;
use divan::counter::ItemsCount;

const PEOPLE: usize = 100_000;

/// The bare expression and one mechanism.
#[divan::bench(args = MECHANISMS.iter().map(|(name, _)| *name), max_time = 0.5)]
fn mechanism(bencher: Bencher<'_, '_>, name: &str) {
    let (_, added) = MECHANISMS.iter().find(|(known, _)| *known == name).expect("one of these names");
    tick(bencher, BARE, PEOPLE, added);
}

/// Three expressions and every mechanism.
#[divan::bench(max_time = 1)]
fn everything(bencher: Bencher<'_, '_>) {
    tick(bencher, EVERYTHING, PEOPLE, &[]);
}

/// The same for a million people.
#[divan::bench(ignore, max_time = 5)]
fn everything_million(bencher: Bencher<'_, '_>) {
    tick(bencher, EVERYTHING, 1_000_000, &[]);
}

/// The bare expression by the number of people.
#[divan::bench(args = [1_000, 10_000, 1_000_000], max_time = 0.5)]
fn people(bencher: Bencher<'_, '_>, people: usize) {
    let mut simulation = under_way(&situation(RATES), &preferential(people as i64, 5));
    bencher.counter(ItemsCount::new(people)).bench_local(|| simulation.tick());
}

fn tick(bencher: Bencher<'_, '_>, text: &str, people: usize, added: &[(&str, &str)]) {
    let scenario = scenario(text, people, added);
    let mut simulation = under_way(&scenario.situation, &network_of(&scenario));
    bencher.counter(ItemsCount::new(people)).bench_local(|| simulation.tick());
}
