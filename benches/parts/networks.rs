//! Drawing networks of ten ties a person.

use crate::reference::network;
use catching::network::Param;
use divan::Bencher;
use divan::counter::ItemsCount;

const SIZES: [i64; 2] = [10_000, 100_000];

#[divan::bench(args = SIZES, max_time = 1)]
fn preferential(bencher: Bencher<'_, '_>, people: i64) {
    draw(bencher, people, "barabasi_albert", &[("m", Param::Integer(5))]);
}

#[divan::bench(args = SIZES, max_time = 1)]
fn small_world(bencher: Bencher<'_, '_>, people: i64) {
    draw(bencher, people, "watts_strogatz", &[("k", Param::Integer(10)), ("p", Param::Number(0.1))]);
}

#[divan::bench(args = SIZES, max_time = 1)]
fn clustered(bencher: Bencher<'_, '_>, people: i64) {
    draw(bencher, people, "powerlaw_cluster", &[("m", Param::Integer(5)), ("p", Param::Number(0.5))]);
}

/// A hundred blocks, half of the ties within them.
#[divan::bench(args = SIZES, max_time = 1)]
fn blocks(bencher: Bencher<'_, '_>, people: i64) {
    const BLOCKS: usize = 100;
    let size = people / BLOCKS as i64;
    let within = 5.0 / size as f64;
    let chance = |a, b| Param::Number(if a == b { within } else { within / (BLOCKS - 1) as f64 });
    let rows = (0..BLOCKS).map(|a| Param::List((0..BLOCKS).map(|b| chance(a, b)).collect()));
    let parameters = [("sizes", Param::List(vec![Param::Integer(size); BLOCKS])), ("p", Param::List(rows.collect()))];
    bencher.counter(ItemsCount::new(people as u64)).bench_local(|| network("stochastic_block_model", &parameters));
}

/// The largest that a laptop is for.
#[divan::bench(ignore, args = ["barabasi_albert", "powerlaw_cluster"], sample_count = 3)]
fn million(bencher: Bencher<'_, '_>, generator: &str) {
    let chance = (generator == "powerlaw_cluster").then_some(("p", Param::Number(0.5)));
    let parameters: Vec<_> = [("m", Param::Integer(5))].into_iter().chain(chance).collect();
    draw(bencher, 1_000_000, generator, &parameters);
}

fn draw(bencher: Bencher<'_, '_>, people: i64, generator: &str, more: &[(&'static str, Param)]) {
    let parameters = [&[("n", Param::Integer(people))], more].concat();
    bencher.counter(ItemsCount::new(people as u64)).bench_local(|| network(generator, &parameters));
}
