//! A small world: a ring lattice with some ties rewired to anyone (Watts & Strogatz 1998, *Nature* 393:440).

use super::Generator;
use super::ring_lattice::{NEIGHBOURS, check_ring, ring_pairs, ring_size};
use crate::chance::SplitMix64;
use crate::network::{Network, Parameter, ParameterKind};
use rand::RngExt;

pub(super) const WATTS_STROGATZ: Generator = Generator {
    name: "watts_strogatz",
    about: "a small world: a circle of neighbours with some ties rewired to anyone",
    source: "Watts & Strogatz 1998; NetworkX watts_strogatz_graph",
    random: true,
    parameters: &[
        Parameter::people(3),
        NEIGHBOURS,
        Parameter::new("p", ParameterKind::Share, "probability that a tie is rewired"),
    ],
    example: "n = 500\nk = 8\np = 0.1",
    check: check_ring,
    size: ring_size,
    build: |given, dice| Ok(watts_strogatz(given.count("n"), given.count("k"), given.real("p"), dice)),
};

/// `n` people in a circle, each tied to the `k` nearest; each tie is rewired with probability `p`, nearest ties first.
pub fn watts_strogatz(n: usize, k: usize, p: f64, dice: &mut SplitMix64) -> Network {
    let mut ring = Ring { half: k / 2, pairs: ring_pairs(n, k) };
    let mut degrees = vec![k as u32; n];
    for step in 0..ring.half {
        for person in 0..n {
            if dice.random::<f64>() < p && (degrees[person] as usize) < n - 1 {
                let other = ring.stranger(person as u32, n as u32, dice);
                let slot = &mut ring.pairs[person * ring.half + step].1;
                degrees[*slot as usize] -= 1;
                degrees[other as usize] += 1;
                *slot = other;
            }
        }
    }
    Network::from_pairs(n, &ring.pairs).0
}

/// Each person owns `half` ties, which are theirs to rewire: whether two are tied is told by the ties that they own.
struct Ring {
    half: usize,
    pairs: Vec<(u32, u32)>,
}

impl Ring {
    fn owns(&self, person: u32, other: u32) -> bool {
        let first = person as usize * self.half;
        self.pairs[first..first + self.half].iter().any(|pair| pair.1 == other)
    }

    /// Somebody to whom the person is not tied; there must be one.
    fn stranger(&self, person: u32, n: u32, dice: &mut SplitMix64) -> u32 {
        loop {
            let other = dice.random_range(0..n);
            if other != person && !self.owns(person, other) && !self.owns(other, person) {
                return other;
            }
        }
    }
}
