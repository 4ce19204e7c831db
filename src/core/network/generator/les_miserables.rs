//! Who appears with whom in Victor Hugo's *Les Misérables* (Knuth 1993, *The Stanford GraphBase*).

use super::karate_club::weighted_ties;
use super::{Generator, Size, nothing};
use crate::network::{Direction, Network};

pub(super) const LES_MISERABLES: Generator = Generator {
    name: "les_miserables",
    about: "77 characters of Hugo's novel and who appears with whom: 254 ties, weighted",
    source: "Hugo 1862; Knuth 1993; NetworkX les_miserables_graph",
    random: false,
    parameters: &[],
    example: "",
    check: nothing,
    size: |_| Size::pairs(77.0, 254.0),
    build: |_, _| Ok(les_miserables()),
    rows: None,
};

/// The characters of *Les Misérables*, in alphabetical order; weights count the chapters in which two appear together.
pub fn les_miserables() -> Network {
    let lines = include_str!("../data/les_miserables.txt").lines().filter(|line| !line.starts_with('#'));
    let (mut names, mut ties) = (Vec::new(), Vec::new());
    for (number, line) in lines.enumerate() {
        let (name, seen) = line.split_once('\t').unwrap_or((line, ""));
        names.push(name.to_owned());
        ties.extend(weighted_ties(number as u32, seen));
    }
    Network::from_ties(names.len(), &ties, Direction::Undirected).0.with_names(names)
}
