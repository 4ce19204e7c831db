//! Every pair is tied with the same probability, independently (Gilbert 1959).
//!
//! The pairs between two tied ones are skipped in one step, their number being geometric, so that the work grows with
//! the number of ties and not of pairs: Batagelj & Brandes 2005, *Phys. Rev. E* 71:036113.

use super::{Generator, Rows, Size, complete, exactly_one, listed_pairs, pairs_among};
use crate::chance::SplitMix64;
use crate::network::{Given, Network, Parameter, ParameterKind, ParameterProblem};
use rand::{Rng, RngExt};

pub(super) const ERDOS_RENYI: Generator = Generator {
    name: "erdos_renyi",
    about: "every pair is tied with the same probability",
    source: "Gilbert 1959; NetworkX erdos_renyi_graph",
    random: true,
    parameters: &[
        Parameter::people(1),
        Parameter::new("p", ParameterKind::Share, "probability of a tie between two people").alternative(),
        Parameter::new("mean_degree", ParameterKind::Real(0.0, f64::INFINITY), "mean number of ties of a person")
            .alternative(),
    ],
    example: "n = 500\nmean_degree = 6",
    check,
    size: |given| Size::pairs(given.count("n") as f64, pairs_among(given.count("n") as f64) * probability(given)),
    build: |given, dice| Ok(erdos_renyi(given.count("n"), probability(given), dice)),
    rows: Some(Rows {
        can: |given| probability(given) < 1.0,
        ..Rows::plain(|given, dice, tell| each_pair(given.count("n"), probability(given), dice, tell))
    }),
};

fn check(given: &Given) -> Vec<ParameterProblem> {
    if let Some(problem) = exactly_one(given, &["p", "mean_degree"]) {
        return vec![problem];
    }
    let (n, mean) = (given.count("n"), given.real("mean_degree"));
    if mean > (n - 1) as f64 {
        let would = format!("`mean_degree` takes 0 to {} when `n` is {n}", n - 1);
        return vec![ParameterProblem::range("mean_degree", mean, would)];
    }
    Vec::new()
}

fn probability(given: &Given) -> f64 {
    let others = given.count("n").saturating_sub(1).max(1) as f64;
    if given.has("p") { given.real("p") } else { given.real("mean_degree") / others }
}

/// Each pair of `n` people is tied with probability `p`.
pub fn erdos_renyi(n: usize, p: f64, dice: &mut SplitMix64) -> Network {
    if p >= 1.0 {
        return complete(n);
    }
    let expected = pairs_among(n as f64) * p;
    let pairs = listed_pairs(expected + 4.0 * expected.sqrt(), |tell| each_pair(n, p, dice, tell));
    Network::from_pairs(n, &pairs).0
}

/// The tied pairs, one by one; `p` < 1.
fn each_pair(n: usize, p: f64, dice: &mut SplitMix64, tell: &mut dyn FnMut(u32, u32)) {
    let (mut low, mut high) = (0u64, 1u64);
    for skip in Skips::new(p, dice) {
        low = low.saturating_add(skip);
        while low >= high && (high as usize) < n {
            low -= high;
            high += 1;
        }
        if high as usize >= n {
            break;
        }
        tell(low as u32, high as u32);
        low += 1;
    }
}

/// How many untied pairs lie before the next tied one, again and again; ends at once when there is none (`p` = 0).
pub(super) struct Skips<'a, R: Rng> {
    log_untied: f64,
    dice: &'a mut R,
}

impl<'a, R: Rng> Skips<'a, R> {
    /// Skips between successes of probability `p` < 1.
    pub(super) fn new(p: f64, dice: &'a mut R) -> Self {
        Self { log_untied: libm::log1p(-p), dice }
    }
}

impl<R: Rng> Iterator for Skips<'_, R> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        // 1 − u is in (0, 1]; the cast saturates, which is further than any network reaches.
        let log = libm::log(1.0 - self.dice.random::<f64>());
        (self.log_untied < 0.0).then(|| (log / self.log_untied) as u64)
    }
}
