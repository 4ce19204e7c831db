//! One person in the middle, tied to all the others, who are tied to nobody else.
//!
//! NetworkX's `star_graph(n)` has `n` people around the middle; here `n` counts everyone, as in all other generators.

use super::{Generator, Rows, Size, nothing};
use crate::network::{Network, Parameter, ParameterKind};

pub(super) const STAR: Generator = Generator {
    name: "star",
    about: "one person in the middle, all others tied only to that person",
    source: "NetworkX star_graph, with n people in all",
    random: false,
    parameters: &[Parameter::new(
        "n",
        ParameterKind::Count(1),
        "number of people in all, the one in the middle included",
    )],
    example: "n = 9",
    check: nothing,
    size: |given| Size::pairs(given.count("n") as f64, given.count("n") as f64),
    build: |given, _| Ok(star(given.count("n"))),
    rows: Some(Rows::plain(|given, _, tell| (1..given.count("n") as u32).for_each(|i| tell(0, i)))),
};

/// `n` people in all; person 0 is in the middle.
pub fn star(n: usize) -> Network {
    let pairs: Vec<_> = (1..n as u32).map(|i| (0, i)).collect();
    Network::from_pairs(n, &pairs).0
}
