//! Reading network files of 100,000 people and half a million ties.

use crate::reference::preferential;
use catching::network::{Network, read, write};
use divan::Bencher;
use divan::counter::BytesCount;

const PEOPLE: i64 = 100_000;

/// By the ending of the file.
#[divan::bench(args = ["edges", "edges.gz", "graphml", "gml", "json", "net"], max_time = 1)]
fn numbers(bencher: Bencher<'_, '_>, ending: &str) {
    time(bencher, ending, &preferential(PEOPLE, 5));
}

/// The same people with names.
#[divan::bench(args = ["edges", "edges.gz", "graphml"], max_time = 1)]
fn names(bencher: Bencher<'_, '_>, ending: &str) {
    let names = (0..PEOPLE).map(|i| format!("person-{i}")).collect();
    let named = Network::clone(&preferential(PEOPLE, 5)).with_names(names);
    time(bencher, ending, &named);
}

fn time(bencher: Bencher<'_, '_>, ending: &str, network: &Network) {
    let file = format!("ties.{ending}");
    let bytes = write(&file, network).expect("a known format");
    bencher.counter(BytesCount::new(bytes.len())).bench_local(|| read(&file, &bytes, None));
}
