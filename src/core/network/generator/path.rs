//! People in a line, each tied to the next: the whisper passed along.

use super::{Generator, Rows, Size, nothing};
use crate::network::{Network, Parameter};

pub(super) const PATH: Generator = Generator {
    name: "path",
    about: "people in a line, each tied to the next",
    source: "NetworkX path_graph",
    random: false,
    parameters: &[Parameter::people(1)],
    example: "n = 10",
    check: nothing,
    size: |given| Size::pairs(given.count("n") as f64, given.count("n") as f64),
    build: |given, _| Ok(path(given.count("n"))),
    rows: Some(Rows::plain(|given, _, tell| (1..given.count("n") as u32).for_each(|i| tell(i - 1, i)))),
};

/// `n` people in a line.
pub fn path(n: usize) -> Network {
    let pairs: Vec<_> = (1..n as u32).map(|i| (i - 1, i)).collect();
    Network::from_pairs(n, &pairs).0
}
