//! Whole runs of the reference work, and the sweep.

use crate::reference::{RATES, SWEEP_RUNS, engine, preferential, situation, small_world, sweep};
use divan::Bencher;
use divan::counter::ItemsCount;

/// 200 ticks on a preferential network.
#[divan::bench(args = [10_000, 100_000], max_time = 2)]
fn people(bencher: Bencher<'_, '_>, people: i64) {
    run(bencher, people);
}

/// The same for a million people.
#[divan::bench(ignore, sample_count = 5)]
fn million(bencher: Bencher<'_, '_>) {
    run(bencher, 1_000_000);
}

fn run(bencher: Bencher<'_, '_>, people: i64) {
    let (situation, network) = (situation(RATES), preferential(people, 5));
    bencher.counter(ItemsCount::new(people as u64)).bench_local(|| engine(&situation, &network, 1));
}

/// 200 runs on a small world of 10,000 people, by the number of threads.
#[divan::bench(args = [1, 2], sample_count = 3)]
fn sweep_on_threads(bencher: Bencher<'_, '_>, threads: usize) {
    let network = small_world(10_000);
    let run = |rates, seed| engine(&situation(rates), &network, seed);
    bencher.counter(ItemsCount::new(SWEEP_RUNS)).bench_local(|| sweep(threads, run));
}
