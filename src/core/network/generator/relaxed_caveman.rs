//! Caves in which everyone knows everyone, some of the ties being rewired to other caves (Fortunato 2010).
//!
//! Unlike NetworkX's, a tie is not rewired to oneself.

use super::{Generator, Rows, Size, listed_pairs, pairs_among};
use crate::chance::SplitMix64;
use crate::network::{Network, Parameter, ParameterKind};
use rand::RngExt;

pub(super) const RELAXED_CAVEMAN: Generator = Generator {
    name: "relaxed_caveman",
    about: "close-knit groups of equal size with some ties rewired to anyone",
    source: "Watts 1999; Fortunato 2010; NetworkX relaxed_caveman_graph",
    random: true,
    parameters: &[
        Parameter::new("l", ParameterKind::Count(1), "number of groups"),
        Parameter::new("k", ParameterKind::Count(1), "people in each group"),
        Parameter::new("p", ParameterKind::Share, "probability that a tie is rewired to anyone"),
    ],
    example: "l = 40\nk = 5\np = 0.1",
    check: super::nothing,
    size: |given| {
        let (groups, size) = (given.count("l") as f64, given.count("k") as f64);
        Size::pairs(groups * size, groups * pairs_among(size))
    },
    build: |given, dice| Ok(relaxed_caveman(given.count("l"), given.count("k"), given.real("p"), dice)),
    rows: Some(Rows {
        pairs: |given, dice, tell| {
            rewired(given.count("l"), given.count("k"), given.real("p"), dice).each_pair(tell);
        },
        can: |_| true,
        blocks: Some(|given| {
            let k = given.count("k") as u32;
            Box::new(move |person| person / k)
        }),
        kinds: &["within", "between"],
    }),
};

/// `l` groups of `k`, each tie rewired with probability `p`. A person's block is the group; kinds of ties are `within`
/// and `between`.
pub fn relaxed_caveman(l: usize, k: usize, p: f64, dice: &mut SplitMix64) -> Network {
    let people = (l * k) as u32;
    let caves = rewired(l, k, p, dice);
    let pairs = listed_pairs(caves.ends.len() as f64, |tell| caves.each_pair(tell));
    drop(caves);
    let cave = move |person: u32| person / k as u32;
    Network::from_pairs(people as usize, &pairs)
        .0
        .with_kinds(&["within", "between"], |a, b| u8::from(cave(a) != cave(b)))
        .with_blocks((0..people).map(cave).collect())
}

fn rewired(l: usize, k: usize, p: f64, dice: &mut SplitMix64) -> Caves {
    let people = (l * k) as u32;
    let mut caves = Caves { people, k, ends: Vec::with_capacity(l * k * k.saturating_sub(1) / 2) };
    caves.ends.extend((0..people).flat_map(|i| i + 1..(i / k as u32 + 1) * k as u32));
    for person in 0..people {
        for slot in caves.owned(person) {
            if dice.random::<f64>() < p {
                let other = dice.random_range(0..people);
                if other != person && !caves.tied(person, other) {
                    caves.ends[slot] = other;
                }
            }
        }
    }
    caves
}

/// Each tie is owned by one of its ends, at first the one with the lower number.
struct Caves {
    people: u32,
    k: usize,
    ends: Vec<u32>,
}

impl Caves {
    fn owned(&self, person: u32) -> std::ops::Range<usize> {
        let (cave, place) = (person as usize / self.k, person as usize % self.k);
        let first = cave * (self.k * (self.k - 1) / 2) + place * (2 * self.k - place - 1) / 2;
        first..first + self.k - 1 - place
    }

    fn each_pair(&self, tell: &mut dyn FnMut(u32, u32)) {
        for person in 0..self.people {
            self.ends[self.owned(person)].iter().for_each(|&end| tell(person, end));
        }
    }

    fn tied(&self, a: u32, b: u32) -> bool {
        self.ends[self.owned(a)].contains(&b) || self.ends[self.owned(b)].contains(&a)
    }
}
