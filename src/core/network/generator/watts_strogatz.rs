//! A small world: a ring lattice with some ties rewired to anyone (Watts & Strogatz 1998, *Nature* 393:440).

use super::ring_lattice::{NEIGHBOURS, check_ring, ring_size};
use super::{Generator, Rows, listed_pairs};
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
    rows: Some(Rows::plain(|given, dice, tell| {
        rewired(given.count("n"), given.count("k"), given.real("p"), dice).each_pair(tell);
    })),
};

/// `n` people in a circle, each tied to the `k` nearest; each tie is rewired with probability `p`, nearest ties first.
pub fn watts_strogatz(n: usize, k: usize, p: f64, dice: &mut SplitMix64) -> Network {
    let ring = rewired(n, k, p, dice);
    let pairs = listed_pairs(ring.ends.len() as f64, |tell| ring.each_pair(tell));
    drop(ring);
    Network::from_pairs(n, &pairs).0
}

fn rewired(n: usize, k: usize, p: f64, dice: &mut SplitMix64) -> Ring {
    let half = k / 2;
    let ends = (0..n).flat_map(|i| (1..=half).map(move |j| ((i + j) % n) as u32)).collect();
    let mut ring = Ring { half, ends };
    let mut degrees = vec![k as u32; n];
    for step in 0..ring.half {
        for person in 0..n {
            if dice.random::<f64>() < p && (degrees[person] as usize) < n - 1 {
                let other = ring.stranger(person as u32, n as u32, dice);
                let slot = &mut ring.ends[person * ring.half + step];
                degrees[*slot as usize] -= 1;
                degrees[other as usize] += 1;
                *slot = other;
            }
        }
    }
    ring
}

/// Each person owns `half` ties, which are theirs to rewire: whether two are tied is told by the ties that they own.
struct Ring {
    half: usize,
    /// Whom each person's own ties lead to, person by person.
    ends: Vec<u32>,
}

impl Ring {
    fn owns(&self, person: u32, other: u32) -> bool {
        let first = person as usize * self.half;
        self.ends[first..first + self.half].contains(&other)
    }

    fn each_pair(&self, tell: &mut dyn FnMut(u32, u32)) {
        for (person, ends) in (0..).zip(self.ends.chunks(self.half.max(1))) {
            ends.iter().for_each(|&end| tell(person, end));
        }
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
