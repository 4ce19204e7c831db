//! Choosing people: by share, by count, by name, hubs, the edge of the network.

mod in_parts;

use super::situation::{Pick, Who};
use crate::chance::Draws;
use crate::model::engine::halo::Halo;
use crate::network::Network;
use rand::RngExt;
use std::cmp::Reverse;

/// A person, group or kind of tie that the scenario names and the network does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhoError {
    /// No such person.
    #[error("there is nobody called `{name}` in this network{hint}")]
    NoPerson {
        /// The name.
        name: String,
        /// What names look like here.
        hint: String,
    },
    /// No such group.
    #[error("there is no group called `{0}`")]
    NoGroup(String),
    /// No such kind of tie.
    #[error("no tie of this network is of the kind `{kind}`; {known}")]
    NoKind {
        /// The kind asked for.
        kind: String,
        /// The kinds that there are, in words.
        known: String,
    },
    /// Closeness from weights, and there are none.
    #[error("closeness is to come from the weights of ties, and no tie of this network has one; give a number")]
    NoWeights,
    /// More people than there are.
    #[error("{wanted} people are asked for and the network has {people}")]
    TooMany {
        /// Asked for.
        wanted: usize,
        /// There.
        people: usize,
    },
}

/// The people a choice stands for, ascending; in a part of a network those of its own who are chosen, by local numbers.
///
/// # Errors
/// When the choice names somebody who is not there, or more people than there are.
pub fn choose_in(
    halo: Option<&mut Halo>,
    who: &Who,
    network: &Network,
    groups: &[(String, Vec<u32>)],
    luck: Draws,
    count: u64,
) -> Result<Vec<u32>, WhoError> {
    match halo {
        None => choose(who, network, groups, luck, count),
        Some(halo) => in_parts::choose(halo, who, groups, luck, count),
    }
}

/// The people a choice stands for, ascending. `groups` are those named before; `count` numbers repeated picks.
pub fn choose(
    who: &Who,
    network: &Network,
    groups: &[(String, Vec<u32>)],
    luck: Draws,
    count: u64,
) -> Result<Vec<u32>, WhoError> {
    let people = network.people();
    match who {
        Who::Everyone => Ok((0..people as u32).collect()),
        Who::Share(share, pick) => Ok(first_of(network, *pick, (share * people as f64).round() as usize, luck, count)),
        Who::Count(wanted, _) if *wanted > people => Err(WhoError::TooMany { wanted: *wanted, people }),
        Who::Count(wanted, pick) => Ok(first_of(network, *pick, *wanted, luck, count)),
        Who::Ids(names) => named(network, names),
        Who::Group(name) => group(groups, name).map(<[u32]>::to_vec),
        Who::Listed(numbers) => Ok(numbers.iter().copied().filter(|&i| (i as usize) < people).collect()),
        Who::OnePerBlock => Ok(first_of_blocks(network)),
        Who::OneBlock => Ok(one_block(network, luck, count)),
        Who::Near(who, steps) => Ok(around(choose(who, network, groups, luck, count)?, network, *steps)),
    }
}

/// The members of a group.
pub fn group<'a>(groups: &'a [(String, Vec<u32>)], name: &str) -> Result<&'a [u32], WhoError> {
    let found = groups.iter().find(|(n, _)| n == name);
    found.map(|(_, members)| members.as_slice()).ok_or_else(|| WhoError::NoGroup(name.into()))
}

/// That ties of a kind can be there.
pub fn kind(network: &Network, kind: &str) -> Result<(), WhoError> {
    let kinds = network.kind_names();
    if kinds.iter().any(|known| known == kind) {
        return Ok(());
    }
    let known = match kinds {
        [] => "its ties are all of one kind".to_owned(),
        kinds => format!("there are: {}", kinds.join(", ")),
    };
    Err(WhoError::NoKind { kind: kind.to_owned(), known })
}

fn named(network: &Network, names: &[String]) -> Result<Vec<u32>, WhoError> {
    let find = |name: &String| {
        network
            .find(name)
            .map(|i| i as u32)
            .ok_or_else(|| WhoError::NoPerson { name: name.clone(), hint: hint(network.people(), network.names()) })
    };
    let mut people = names.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

fn hint(people: usize, names: &[String]) -> String {
    match (people, names.first()) {
        (0, _) => String::new(),
        (people, None) => format!("; people are numbered 0 to {}", people - 1),
        (_, Some(name)) => format!("; names look like `{name}`"),
    }
}

/// The first so many in the order of a pick. Each person has a lot of their own, so that asking for more adds to those
/// picked.
fn first_of(network: &Network, pick: Pick, wanted: usize, luck: Draws, count: u64) -> Vec<u32> {
    let people = 0..network.people() as u32;
    let lot = |i: u32| luck.draws(i.into(), count).random::<u64>();
    let degree = |i: u32| network.degree(i as usize);
    match pick {
        Pick::First => people.take(wanted).collect(),
        Pick::Random => lowest(people.map(|i| (lot(i), i)).collect(), wanted, |place| place.1),
        Pick::Hubs => lowest(people.map(|i| (Reverse(degree(i)), lot(i), i)).collect(), wanted, |place| place.2),
        Pick::Periphery => lowest(people.map(|i| (degree(i), lot(i), i)).collect(), wanted, |place| place.2),
    }
}

/// Those with the lowest places, ascending by number.
fn lowest<P: Ord + Copy>(mut places: Vec<P>, wanted: usize, number: impl Fn(P) -> u32) -> Vec<u32> {
    if wanted < places.len() {
        places.select_nth_unstable(wanted);
        places.truncate(wanted);
    }
    let mut people: Vec<u32> = places.into_iter().map(number).collect();
    people.sort_unstable();
    people
}

/// A block drawn by chance: the one whose lot is the lowest.
fn one_block(network: &Network, luck: Draws, count: u64) -> Vec<u32> {
    let blocks = network.blocks();
    let drawn = blocks.iter().copied().min_by_key(|&b| (luck.draws(b.into(), count).random::<u64>(), b));
    (0..blocks.len() as u32).filter(|&i| Some(blocks[i as usize]) == drawn).collect()
}

/// These people and those whom they reach in so many ties.
fn around(mut people: Vec<u32>, network: &Network, steps: u8) -> Vec<u32> {
    let mut is_in = vec![false; network.people()];
    people.iter().for_each(|&i| is_in[i as usize] = true);
    let mut rim = 0;
    for _ in 0..steps {
        let reached = people.len();
        for place in rim..reached {
            for &next in network.seen_by(people[place] as usize) {
                if !std::mem::replace(&mut is_in[next as usize], true) {
                    people.push(next);
                }
            }
        }
        rim = reached;
    }
    people.sort_unstable();
    people
}

fn first_of_blocks(network: &Network) -> Vec<u32> {
    let mut met = std::collections::BTreeSet::new();
    (0..network.blocks().len() as u32).filter(|&i| met.insert(network.blocks()[i as usize])).collect()
}
