//! A given number of ties, every set of that many pairs being equally likely (Erdős & Rényi 1959).

use super::{Generator, Size, dense, pairs_among};
use crate::chance::SplitMix64;
use crate::network::{Given, Network, Parameter, ParameterKind, ParameterProblem};
use rand::RngExt;

pub(super) const GNM: Generator = Generator {
    name: "gnm",
    about: "a given number of ties, between pairs picked at random",
    source: "Erdős & Rényi 1959; NetworkX gnm_random_graph",
    random: true,
    parameters: &[Parameter::people(1), Parameter::new("m", ParameterKind::Count(0), "number of ties")],
    example: "n = 500\nm = 1500",
    check,
    size: |given| Size::pairs(given.count("n") as f64, given.count("m") as f64),
    build: |given, dice| Ok(gnm(given.count("n"), given.count("m"), dice)),
    rows: None,
};

fn check(given: &Given) -> Vec<ParameterProblem> {
    let (n, m) = (given.count("n"), given.count("m"));
    let most = pairs_among(n as f64);
    if m as f64 <= most {
        return Vec::new();
    }
    vec![ParameterProblem::range("m", m, format!("`m` takes 0 to {most} when `n` is {n}"))]
}

/// `n` people and exactly `m` ties.
pub fn gnm(n: usize, m: usize, dice: &mut SplitMix64) -> Network {
    let all = (n as u64) * (n as u64).saturating_sub(1) / 2;
    let few = |count: u64, dice: &mut SplitMix64| {
        Network::from_pairs(n, &numbered_pairs(n as u64, &distinct(all, count as usize, dice))).0
    };
    if (m as u64) <= all / 2 { few(m as u64, dice) } else { dense::complement(n, &few(all - m as u64, dice)) }
}

/// `count` different numbers below `bound`, ascending: draws what is missing, drops repetitions, again and again.
fn distinct(bound: u64, count: usize, dice: &mut SplitMix64) -> Vec<u64> {
    let mut numbers = Vec::with_capacity(count);
    while numbers.len() < count {
        let missing = count - numbers.len();
        numbers.extend((0..missing).map(|_| dice.random_range(0..bound)));
        numbers.sort_unstable();
        numbers.dedup();
    }
    numbers
}

/// The pairs with these numbers, ascending, when pairs are counted (0, 1), (0, 2), …, (1, 2), …
fn numbered_pairs(n: u64, numbers: &[u64]) -> Vec<(u32, u32)> {
    let (mut low, mut first) = (0, 0);
    let pair = |&number: &u64| {
        while number >= first + (n - 1 - low) {
            first += n - 1 - low;
            low += 1;
        }
        (low as u32, (low + 1 + number - first) as u32)
    };
    numbers.iter().map(pair).collect()
}
