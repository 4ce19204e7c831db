//! Everyone has exactly `d` ties, all else being chance.
//!
//! Loose ends are paired at random; pairs that cannot be are paired again (Steger & Wormald 1999, *Combin. Probab.
//! Comput.* 8:377, with Kim & Vu 2003 on its uniformity), and when the rest cannot be paired at all everything is.
//! All such networks are equally likely only in the limit of many people: of six people with two ties each, 70 % form one
//! ring, where 86 % of the possible networks do.

use super::{Generator, Size, dense};
use crate::chance::SplitMix64;
use crate::network::{Given, Network, NetworkError, Parameter, ParameterKind, ParameterProblem};
use rand::seq::SliceRandom;

pub(super) const RANDOM_REGULAR: Generator = Generator {
    name: "random_regular",
    about: "everyone has exactly d ties, otherwise random",
    source: "Steger & Wormald 1999; NetworkX random_regular_graph",
    random: true,
    parameters: &[
        Parameter::people(1),
        Parameter::new("d", ParameterKind::Count(0), "ties of each person, below n; n × d even"),
    ],
    example: "n = 500\nd = 4",
    check,
    size: |given| Size { people: given.count("n") as f64, ties: given.count("n") as f64 * given.count("d") as f64 },
    build: |given, dice| random_regular(given.count("n"), given.count("d"), dice),
    rows: None,
};

fn check(given: &Given) -> Vec<ParameterProblem> {
    let (n, d) = (given.count("n"), given.count("d"));
    if d >= n {
        return vec![ParameterProblem::range("d", d, format!("`d` takes 0 to {} when `n` is {n}", n - 1))];
    }
    if n % 2 == 1 && d % 2 == 1 {
        let would = format!("`n` × `d` must be even: with `n` = {n} take `d` = {} or {}", d - 1, d + 1);
        return vec![ParameterProblem::range("d", d, would)];
    }
    Vec::new()
}

const TRIES: usize = 1000;

/// `n` people with `d` ties each; `n` × `d` even.
///
/// # Errors
/// When a thousand tries fail, which only tiny networks can do.
pub fn random_regular(n: usize, d: usize, dice: &mut SplitMix64) -> Result<Network, NetworkError> {
    if d > (n - 1) / 2 {
        // Whom one is not tied to is as random, and fewer.
        return Ok(dense::complement(n, &random_regular(n, n - 1 - d, dice)?));
    }
    let found = (0..TRIES).find_map(|_| Pairing::new(n, d).complete(dice));
    let pairs = found.ok_or_else(|| NetworkError::Unlucky { tries: TRIES, help: "take more people".to_owned() })?;
    Ok(Network::from_pairs(n, &pairs).0)
}

struct Pairing {
    d: usize,
    /// The partners of each person so far, `d` places each.
    partners: Vec<u32>,
    found: Vec<u32>,
    loose: Vec<u32>,
}

impl Pairing {
    fn new(n: usize, d: usize) -> Self {
        let loose = (0..n as u32).flat_map(|i| std::iter::repeat_n(i, d)).collect();
        Self { d, partners: vec![0; n * d], found: vec![0; n], loose }
    }

    fn complete(mut self, dice: &mut SplitMix64) -> Option<Vec<(u32, u32)>> {
        let mut pairs = Vec::with_capacity(self.loose.len() / 2);
        while !self.loose.is_empty() {
            self.loose.shuffle(dice);
            let ends = std::mem::take(&mut self.loose);
            for pair in ends.chunks_exact(2) {
                if self.can_pair(pair[0], pair[1]) {
                    self.pair(pair[0], pair[1]);
                    self.pair(pair[1], pair[0]);
                    pairs.push((pair[0], pair[1]));
                } else {
                    self.loose.extend(pair);
                }
            }
            if self.is_stuck() {
                return None;
            }
        }
        Some(pairs)
    }

    fn partners(&self, person: u32) -> &[u32] {
        let first = person as usize * self.d;
        &self.partners[first..first + self.found[person as usize] as usize]
    }

    fn can_pair(&self, a: u32, b: u32) -> bool {
        a != b && !self.partners(a).contains(&b)
    }

    fn pair(&mut self, person: u32, partner: u32) {
        let found = &mut self.found[person as usize];
        self.partners[person as usize * self.d + *found as usize] = partner;
        *found += 1;
    }

    /// No two of those with loose ends can be paired. Only a few can block each other, at most `d` + 1 of them.
    fn is_stuck(&self) -> bool {
        let mut who = self.loose.clone();
        who.sort_unstable();
        who.dedup();
        !who.is_empty() && who.iter().enumerate().all(|(i, &a)| who[..i].iter().all(|&b| !self.can_pair(a, b)))
    }
}
