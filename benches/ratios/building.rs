//! Networks: drawing and reading them.

use crate::reference::preferential;
use crate::sheet::{Measured, Sheet, Target};
use catching::network::{read, write};
use std::time::Instant;

const TARGET: Target = Target::AtMost(2.0);

fn seconds<T>(rounds: usize, mut work: impl FnMut() -> T) -> Measured {
    let one = |_| {
        let begun = Instant::now();
        let result = work();
        let seconds = begun.elapsed().as_secs_f64();
        drop(result);
        seconds
    };
    Measured::new((0..rounds).map(one).collect())
}

/// A preferential network of a million people.
pub(crate) fn network(name: &str, sheet: &mut Sheet) {
    let figure = seconds(5, || preferential(1_000_000, 5));
    sheet.figure(name, "drawing a preferential network of 1 000 000 people", TARGET, &figure, "s");
}

/// The same network from an edge list.
pub(crate) fn reading(name: &str, sheet: &mut Sheet) {
    let network = preferential(1_000_000, 5);
    let text = write("ties.edges", &network).expect("a known format");
    let figure = seconds(5, || read("ties.edges", &text, None).expect("what was just written"));
    let work = format!("reading an edge list of {} ties", network.ties() / 2);
    sheet.figure(name, &work, TARGET, &figure, "s");
}
