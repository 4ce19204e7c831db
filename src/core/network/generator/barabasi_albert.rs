//! Newcomers tie themselves to those who already have many ties (Barabási & Albert 1999, *Science* 286:509).
//!
//! The list of ties is itself the urn to draw from: whoever has twice as many ties stands in it twice as often.

use super::{Generator, Size};
use crate::chance::SplitMix64;
use crate::network::{Given, Network, Parameter, ParameterKind, ParameterProblem};
use rand::RngExt;

pub(super) const BARABASI_ALBERT: Generator = Generator {
    name: "barabasi_albert",
    about: "newcomers tie themselves to the popular: few hubs, many with few ties",
    source: "Barabási & Albert 1999; NetworkX barabasi_albert_graph",
    random: true,
    parameters: &[Parameter::people(2), NEWCOMERS_TIES],
    example: "n = 500\nm = 3",
    check: check_newcomers,
    size: newcomers_size,
    build: |given, dice| Ok(barabasi_albert(given.count("n"), given.count("m"), dice)),
    rows: None,
};

pub(super) const NEWCOMERS_TIES: Parameter =
    Parameter::new("m", ParameterKind::Count(1), "ties that each newcomer brings, below n");

pub(super) fn newcomers_size(given: &Given) -> Size {
    Size::pairs(given.count("n") as f64, given.count("n") as f64 * given.count("m") as f64)
}

pub(super) fn check_newcomers(given: &Given) -> Vec<ParameterProblem> {
    let (n, m) = (given.count("n"), given.count("m"));
    if m < n {
        return Vec::new();
    }
    vec![ParameterProblem::range("m", m, format!("`m` takes 1 to {} when `n` is {n}", n - 1))]
}

/// Starts from a star of `m` + 1 people; each newcomer is tied to `m` different people, with a probability in
/// proportion to the ties that they have.
pub fn barabasi_albert(n: usize, m: usize, dice: &mut SplitMix64) -> Network {
    let mut pairs = Vec::with_capacity((n - m) * m);
    pairs.extend((1..=m as u32).map(|i| (0, i)));
    // Whom each person was last chosen by, so that a choice is not repeated.
    let mut chosen_by = vec![0u32; n];
    for newcomer in m as u32 + 1..n as u32 {
        let urn = 2 * pairs.len();
        let wanted = pairs.len() + m;
        while pairs.len() < wanted {
            let popular = end(&pairs, dice.random_range(0..urn as u64) as usize);
            if std::mem::replace(&mut chosen_by[popular as usize], newcomer) != newcomer {
                pairs.push((newcomer, popular));
            }
        }
    }
    Network::from_pairs(n, &pairs).0
}

/// The `index`-th of the ends of all ties.
fn end(pairs: &[(u32, u32)], index: usize) -> u32 {
    let (a, b) = pairs[index / 2];
    if index.is_multiple_of(2) { a } else { b }
}
