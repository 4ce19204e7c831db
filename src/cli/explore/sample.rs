//! A part of a network that is small enough for a page: people who are near each other.

use crate::chance::Chance;
use crate::cli::Failure;
use crate::network::{Network, write};
use crate::scenario::Scenario;
use std::collections::VecDeque;

/// The file that holds the sample.
const FILE: &str = "sample.csv";

/// The scenario on a part of its network, and that part as a list of ties.
///
/// # Errors
/// When the network cannot be drawn, or says more than a list of ties can hold.
pub(super) fn sampled(scenario: &Scenario, text: &str, people: usize) -> Result<(String, (String, String)), Failure> {
    let network = scenario.network.build(Chance::new(scenario.seed)).map_err(Failure::usage)?;
    let chosen = near_each_other(&network, people);
    let part = part(&network, &chosen);
    let list = write(FILE, &part).map_err(Failure::usage)?;
    let list = String::from_utf8(list).map_err(Failure::failed)?;
    let mut table: toml::Table = text.parse().map_err(Failure::usage)?;
    let file = toml::Table::from_iter([("file".to_owned(), toml::Value::from(FILE))]);
    table.insert("network".to_owned(), toml::Value::Table(file));
    Ok((table.to_string(), (FILE.to_owned(), list)))
}

/// So many people, step by step outwards from whoever sees most.
fn near_each_other(network: &Network, people: usize) -> Vec<usize> {
    let mut seen = vec![false; network.people()];
    let mut chosen = Vec::new();
    let mut starts: Vec<usize> = (0..network.people()).collect();
    starts.sort_by_key(|&person| (std::cmp::Reverse(network.degree(person)), person));
    for start in starts {
        let mut queue = VecDeque::from([start]);
        while let Some(person) = queue.pop_front() {
            if chosen.len() >= people {
                return chosen;
            }
            if !std::mem::replace(&mut seen[person], true) {
                chosen.push(person);
                queue.extend(network.seen_by(person).iter().map(|&other| other as usize).filter(|&other| !seen[other]));
            }
        }
    }
    chosen
}

/// Those people and the ties among them, under the names that they have.
fn part(network: &Network, chosen: &[usize]) -> Network {
    let mut place = vec![None; network.people()];
    chosen.iter().enumerate().for_each(|(new, &old)| place[old] = Some(new as u32));
    let ties = |&old: &usize| {
        let seen = network.seen_by(old).iter();
        seen.filter_map(|&other| Some((place[old]?, place[other as usize]?))).collect::<Vec<_>>()
    };
    let pairs: Vec<(u32, u32)> = chosen.iter().flat_map(ties).filter(|(a, b)| a < b).collect();
    let (part, _) = Network::from_pairs(chosen.len(), &pairs);
    part.with_names(chosen.iter().map(|&person| network.name(person)).collect())
}
