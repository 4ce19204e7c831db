//! A small world to which shortcuts are added and from which nothing is taken, so that it cannot fall apart
//! (Newman & Watts 1999, *Phys. Lett. A* 263:341).

use super::ring_lattice::{NEIGHBOURS, check_ring};
use super::{Generator, Rows, Size, listed_pairs};
use crate::chance::SplitMix64;
use crate::network::{Network, Parameter, ParameterKind};
use rand::RngExt;

pub(super) const NEWMAN_WATTS_STROGATZ: Generator = Generator {
    name: "newman_watts_strogatz",
    about: "a small world: a circle of neighbours with shortcuts added",
    source: "Newman & Watts 1999; NetworkX newman_watts_strogatz_graph",
    random: true,
    parameters: &[
        Parameter::people(3),
        NEIGHBOURS,
        Parameter::new("p", ParameterKind::Share, "probability that a tie of the circle brings a shortcut"),
    ],
    example: "n = 500\nk = 6\np = 0.1",
    check: check_ring,
    size: |given| {
        let circle = given.count("n") as f64 * given.count("k") as f64;
        Size { people: given.count("n") as f64, ties: circle * (1.0 + given.real("p")) }
    },
    build: |given, dice| Ok(newman_watts_strogatz(given.count("n"), given.count("k"), given.real("p"), dice)),
    rows: Some(Rows::plain(|given, dice, tell| {
        shortcuts(given.count("n"), given.count("k"), given.real("p"), dice).each_pair(tell);
    })),
};

/// `n` people in a circle, each tied to the `k` nearest; for each of these ties a shortcut is added with probability `p`.
pub fn newman_watts_strogatz(n: usize, k: usize, p: f64, dice: &mut SplitMix64) -> Network {
    let shortcuts = shortcuts(n, k, p, dice);
    let pairs = listed_pairs((n * (k / 2)) as f64, |tell| shortcuts.each_pair(tell));
    drop(shortcuts);
    Network::from_pairs(n, &pairs).0
}

fn shortcuts(n: usize, k: usize, p: f64, dice: &mut SplitMix64) -> Shortcuts {
    let mut shortcuts =
        Shortcuts { n, half: k / 2, drawn: vec![0; n], ends: vec![0; n * (k / 2)], degrees: vec![k; n] };
    for person in 0..n {
        for _ in 0..k / 2 {
            if dice.random::<f64>() < p && shortcuts.degrees[person] < n - 1 {
                shortcuts.add(person, dice);
            }
        }
    }
    shortcuts
}

/// Each person draws up to `half` shortcuts, which are kept with the one who drew them.
struct Shortcuts {
    n: usize,
    half: usize,
    drawn: Vec<u32>,
    ends: Vec<u32>,
    degrees: Vec<usize>,
}

impl Shortcuts {
    fn of(&self, person: usize) -> &[u32] {
        let first = person * self.half;
        &self.ends[first..first + self.drawn[person] as usize]
    }

    /// The circle, and the shortcuts.
    fn each_pair(&self, tell: &mut dyn FnMut(u32, u32)) {
        for person in 0..self.n {
            (1..=self.half).for_each(|apart| tell(person as u32, ((person + apart) % self.n) as u32));
            self.of(person).iter().for_each(|&other| tell(person as u32, other));
        }
    }

    fn tied(&self, a: usize, b: usize) -> bool {
        let apart = a.abs_diff(b);
        apart.min(self.n - apart) <= self.half || self.of(a).contains(&(b as u32)) || self.of(b).contains(&(a as u32))
    }

    fn add(&mut self, person: usize, dice: &mut SplitMix64) {
        let other = loop {
            let other = dice.random_range(0..self.n as u32) as usize;
            if !self.tied(person, other) {
                break other;
            }
        };
        self.ends[person * self.half + self.drawn[person] as usize] = other as u32;
        self.drawn[person] += 1;
        self.degrees[person] += 1;
        self.degrees[other] += 1;
    }
}
