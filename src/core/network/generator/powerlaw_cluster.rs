//! Growth by popularity with triangles: having met somebody, a newcomer often meets one of their friends next
//! (Holme & Kim 2002, *Phys. Rev. E* 65:026107).
//!
//! Unlike NetworkX's, a newcomer who draws somebody twice draws again, so that all bring exactly `m` ties.

use super::Generator;
use super::barabasi_albert::{NEWCOMERS_TIES, check_newcomers, newcomers_size};
use crate::chance::SplitMix64;
use crate::network::{Network, Parameter, ParameterKind};
use rand::RngExt;

pub(super) const POWERLAW_CLUSTER: Generator = Generator {
    name: "powerlaw_cluster",
    about: "newcomers tie themselves to the popular and to their friends: hubs and triangles",
    source: "Holme & Kim 2002; NetworkX powerlaw_cluster_graph",
    random: true,
    parameters: &[
        Parameter::people(2),
        NEWCOMERS_TIES,
        Parameter::new(
            "p",
            ParameterKind::Share,
            "probability that a tie is followed by one to a friend of the friend",
        ),
    ],
    example: "n = 500\nm = 3\np = 0.5",
    check: check_newcomers,
    size: newcomers_size,
    build: |given, dice| Ok(powerlaw_cluster(given.count("n"), given.count("m"), given.real("p"), dice)),
    rows: None,
};

/// Starts from `m` people without ties; each newcomer brings `m` ties.
pub fn powerlaw_cluster(n: usize, m: usize, p: f64, dice: &mut SplitMix64) -> Network {
    let mut growth = Growth {
        friends: vec![Vec::new(); n],
        urn: (0..m as u32).collect(),
        chosen_by: vec![0; n],
        pairs: Vec::with_capacity((n - m) * m),
    };
    for newcomer in m as u32..n as u32 {
        growth.welcome(newcomer, m, p, dice);
    }
    Network::from_pairs(n, &growth.pairs).0
}

struct Growth {
    friends: Vec<Vec<u32>>,
    /// Everyone as often as they have ties (the first ones once more).
    urn: Vec<u32>,
    /// Whom each person was last chosen by (0: nobody yet; person 0 never chooses).
    chosen_by: Vec<u32>,
    pairs: Vec<(u32, u32)>,
}

impl Growth {
    fn welcome(&mut self, newcomer: u32, m: usize, p: f64, dice: &mut SplitMix64) {
        let urn = self.urn.len() as u32;
        self.friends[newcomer as usize].reserve_exact(2 * m); // as many as people have on average
        let mut met = self.popular(urn, newcomer, dice);
        self.tie(newcomer, met);
        for _ in 1..m {
            let friend = if dice.random::<f64>() < p { self.friend_of(met, newcomer, dice) } else { None };
            let next = friend.unwrap_or_else(|| self.popular(urn, newcomer, dice));
            self.tie(newcomer, next);
            if friend.is_none() {
                met = next;
            }
        }
        self.urn.extend(std::iter::repeat_n(newcomer, m));
    }

    fn tie(&mut self, newcomer: u32, other: u32) {
        self.chosen_by[other as usize] = newcomer;
        self.friends[other as usize].push(newcomer);
        self.friends[newcomer as usize].push(other);
        self.urn.push(other);
        self.pairs.push((newcomer, other));
    }

    /// Somebody not yet chosen, in proportion to the ties they had before the newcomer came.
    fn popular(&self, urn: u32, newcomer: u32, dice: &mut SplitMix64) -> u32 {
        loop {
            let other = self.urn[dice.random_range(0..urn) as usize];
            if self.chosen_by[other as usize] != newcomer {
                return other;
            }
        }
    }

    /// A friend of the person just met whom the newcomer has not chosen, if there is one.
    fn friend_of(&self, met: u32, newcomer: u32, dice: &mut SplitMix64) -> Option<u32> {
        let friends = &self.friends[met as usize];
        let free = |other: u32| other != newcomer && self.chosen_by[other as usize] != newcomer;
        // Most are free: a few tries save going through a hub's thousands of friends.
        for _ in 0..8 {
            let other = friends[dice.random_range(0..friends.len() as u32) as usize];
            if free(other) {
                return Some(other);
            }
        }
        let rest: Vec<u32> = friends.iter().copied().filter(|&other| free(other)).collect();
        if rest.is_empty() { None } else { Some(rest[dice.random_range(0..rest.len() as u32) as usize]) }
    }
}
