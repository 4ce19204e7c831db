//! Everyone sees everyone.

use super::{Generator, Size, dense, nothing, pairs_among};
use crate::network::{Network, Parameter};

pub(super) const COMPLETE: Generator = Generator {
    name: "complete",
    about: "everyone sees everyone",
    source: "NetworkX complete_graph",
    random: false,
    parameters: &[Parameter::people(1)],
    example: "n = 20",
    check: nothing,
    size: |given| Size::pairs(given.count("n") as f64, pairs_among(given.count("n") as f64)),
    build: |given, _| Ok(complete(given.count("n"))),
    rows: None,
};

/// `n` people who all see each other.
pub fn complete(n: usize) -> Network {
    dense::complement(n, &Network::from_pairs(n, &[]).0)
}
