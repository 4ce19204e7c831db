//! The members of a university karate club before it split in two (Zachary 1977, *J. Anthropol. Res.* 33:452).

use super::{Generator, Size, nothing};
use crate::network::{Direction, Network, Tie};

pub(super) const KARATE_CLUB: Generator = Generator {
    name: "karate_club",
    about: "34 members of a karate club that was about to split: 78 ties, weighted, two sides",
    source: "Zachary 1977; NetworkX karate_club_graph",
    random: false,
    parameters: &[],
    example: "",
    check: nothing,
    size: |_| Size::pairs(34.0, 78.0),
    build: |_, _| Ok(karate_club()),
    rows: None,
};

/// Zachary's karate club: the instructor "Mr Hi" is person 0 and the administrator "John A" person 33, the others are
/// named by their numbers in the paper (2 to 33). Weights count the contexts in which two were seen together; blocks
/// are the sides after the split: 0 the instructor's, 1 the administrator's.
pub fn karate_club() -> Network {
    let lines = || include_str!("../data/karate_club.txt").lines().filter(|line| !line.starts_with('#'));
    let (mut names, mut blocks) = (Vec::new(), Vec::new());
    for line in lines().take_while(|&line| line != "ties") {
        let mut words = line.splitn(3, ' ');
        let number = words.next().unwrap_or_default();
        blocks.push(u32::from(words.next() == Some("officer")));
        names.push(words.next().unwrap_or(number).to_owned());
    }
    let ties = lines().skip_while(|&line| line != "ties").skip(1).filter_map(|line| line.split_once(": "));
    let ties: Vec<Tie> = ties.flat_map(|(viewer, seen)| weighted_ties(viewer.parse().unwrap_or(1) - 1, seen)).collect();
    Network::from_ties(names.len(), &ties, Direction::Undirected).0.with_names(names).with_blocks(blocks)
}

/// `number*weight`, space by space; numbers start from 1.
pub(super) fn weighted_ties(viewer: u32, list: &str) -> impl Iterator<Item = Tie> {
    list.split_whitespace().filter_map(|item| item.split_once('*')).filter_map(move |(seen, weight)| {
        let (seen, weight) = (seen.parse::<u32>().ok()?, weight.parse().ok()?);
        Some(Tie { weight, ..Tie::new(viewer, seen - 1) })
    })
}
