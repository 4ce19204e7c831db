//! Who sees whom: directed ties in compressed rows, shared by every run on the same network.
//!
//! A network is drawn by a [`generator`] (one a file, listed in [`GENERATORS`]) or read from a file in one of the
//! [`FORMATS`] (one a file under `format`). [`NetworkSpec`] is what a scenario says about it.

pub mod format;
pub mod generator;
pub mod headings;
pub mod measures;
mod packing;
mod parameter;
pub mod partition;
mod roster;
mod spec;

pub use format::{
    Attribute, AttributeValue, FORMATS, Flow, Format, Limits, Options, ReadError, Reading, WriteError, read, read_with,
    write, write_to,
};
pub use generator::{GENERATORS, Generator};
pub use measures::Measures;
pub use parameter::{Given, Need, Param, Parameter, ParameterKind, ParameterProblem, Problem};
pub use partition::{Bounds, Part, TieCounts};
pub use roster::{Listed, Roster};
pub use spec::{NetworkError, NetworkSpec, Source};

use serde::{Deserialize, Serialize};

/// A social network. Person numbers run from 0; a directed tie `i → j` means "i can see or hear j".
///
/// An undirected network holds both directions. There are no self-loops and no duplicate ties.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Network {
    /// Row `i` is `offsets[i]..offsets[i + 1]` of every per-tie list; length people + 1.
    offsets: Vec<u32>,
    /// Whom each person sees, ascending within a row.
    seen: Vec<u32>,
    /// Every tie has its opposite.
    symmetric: bool,
    /// One weight a directed tie, or empty when the network has none.
    weights: Vec<f32>,
    /// One kind a directed tie (an index into `kind_names`), or empty when ties are of one kind.
    kinds: Vec<u8>,
    kind_names: Vec<String>,
    /// People's names, or empty when they are numbered.
    names: Vec<String>,
    /// Where each person sits or stands, or empty. Unit: seats for seatings and grids, the unit square otherwise.
    positions: Vec<[f32; 2]>,
    /// The block (table, clique, community) of each person, or empty.
    blocks: Vec<u32>,
    /// When directed ties are known to be open, for networks recorded over time: (time, viewer, seen), by time.
    contacts: Vec<Contact>,
    /// When each contact is over, parallel to them; empty: all last as long as the scenario says.
    contact_ends: Vec<f64>,
    /// The last so many rows are of people of other [parts](Part).
    #[serde(default, skip_serializing_if = "is_nobody")]
    ghosts: u32,
    /// So many of them come before all others in the order of the whole network; rows keep that order.
    #[serde(default, skip_serializing_if = "is_nobody")]
    ghosts_before: u32,
}

fn is_nobody(count: &u32) -> bool {
    *count == 0
}

/// One recorded moment of contact.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// When, in the file's unit.
    pub time: f64,
    /// Who sees.
    pub viewer: u32,
    /// Who is seen.
    pub seen: u32,
}

/// What was left out while ties were collected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// Ties of a person to itself.
    pub self_loops: usize,
    /// Ties given more than once from the same side (the first weight and kind are kept).
    pub duplicates: usize,
    /// Ties that go both ways and were named from both sides: `a, b` and `b, a`. They are one tie each.
    pub mutual: usize,
    /// How many of the two had a weight other than the one that was kept, the first.
    pub conflicting: usize,
}

impl Dropped {
    /// What was dropped, in words; nothing if nothing was.
    pub fn remarks(&self) -> Vec<String> {
        let ties = |count: usize| if count == 1 { "1 tie".to_owned() } else { format!("{count} ties") };
        let said = |count: usize, words: String| (count > 0).then_some(words);
        let both = match self.mutual {
            1 => "1 tie is named from both sides: it goes both ways and is there once".to_owned(),
            n => format!("{n} ties are named from both sides: they go both ways and are there once each"),
        };
        let conflicting = match self.conflicting {
            1 => "1 tie came again with another weight: the first weight was kept".to_owned(),
            n => format!("{n} ties came again with another weight: the first weight was kept"),
        };
        // What is said of one tie is said in one line.
        let (repeated, mutual, apart) = match (self.conflicting, self.duplicates, self.mutual) {
            (0, ..) => (String::new(), String::new(), false),
            (_, 0, 0) | (_, 1.., 1..) => (String::new(), String::new(), true),
            (_, 0, _) => (String::new(), format!("; {conflicting}"), false),
            (_, _, 0) => (format!("; {conflicting}"), String::new(), false),
        };
        let remarks = [
            said(self.self_loops, format!("dropped {} of a person to itself", ties(self.self_loops))),
            said(self.duplicates, format!("dropped {} given more than once{repeated}", ties(self.duplicates))),
            said(self.mutual, format!("{both}{mutual}")),
            said(usize::from(apart), conflicting),
        ];
        remarks.into_iter().flatten().collect()
    }
}

/// One tie as collected by a generator or reader.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// Who sees.
    pub viewer: u32,
    /// Who is seen.
    pub seen: u32,
    /// Weight as given (1 when none).
    pub weight: f32,
    /// Kind, an index into the network's kind names.
    pub kind: u8,
}

impl Tie {
    /// A tie of weight 1 and kind 0.
    pub const fn new(viewer: u32, seen: u32) -> Self {
        Self { viewer, seen, weight: 1.0, kind: 0 }
    }
}

/// How collected ties are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `viewer → seen` only.
    Directed,
    /// Both see each other.
    Undirected,
}

impl Network {
    /// Names of the tie kinds, in the order of the numbers in [`Tie::kind`].
    #[must_use]
    pub fn with_kind_names<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.kind_names = names.into_iter().map(Into::into).collect();
        self
    }

    /// People's names, one each.
    #[must_use]
    pub fn with_names(mut self, names: Vec<String>) -> Self {
        assert_eq!(names.len(), self.people());
        self.names = names;
        self
    }

    /// People's places, one each.
    #[must_use]
    pub fn with_positions(mut self, positions: Vec<[f32; 2]>) -> Self {
        assert_eq!(positions.len(), self.people());
        self.positions = positions;
        self
    }

    /// People's blocks, one each.
    #[must_use]
    pub fn with_blocks(mut self, blocks: Vec<u32>) -> Self {
        assert_eq!(blocks.len(), self.people());
        self.blocks = blocks;
        self
    }

    /// Recorded moments of contact; sorted by time (then by who sees whom) and without repetitions from here on.
    #[must_use]
    pub fn with_contacts(mut self, mut contacts: Vec<Contact>) -> Self {
        contacts.sort_unstable_by(|a, b| a.time.total_cmp(&b.time).then((a.viewer, a.seen).cmp(&(b.viewer, b.seen))));
        contacts.dedup();
        (self.contacts, self.contact_ends) = (contacts, Vec::new());
        self
    }

    /// Recorded contacts with the time at which each is over (in the file's unit, not before it begins); sorted by
    /// time (then by who sees whom) from here on. What is told twice is kept once.
    #[must_use]
    pub fn with_intervals(mut self, mut intervals: Vec<(Contact, f64)>) -> Self {
        let order = |(a, end): &(Contact, f64), (b, other): &(Contact, f64)| {
            let pairs = (a.viewer, a.seen).cmp(&(b.viewer, b.seen));
            a.time.total_cmp(&b.time).then(pairs).then(end.total_cmp(other))
        };
        intervals.sort_unstable_by(order);
        intervals.dedup();
        (self.contacts, self.contact_ends) = intervals.into_iter().unzip();
        self
    }

    /// Number of people; of a [part](Part), its own.
    #[inline]
    pub fn people(&self) -> usize {
        self.everyone().saturating_sub(self.ghosts as usize)
    }

    /// Number of people, and of those of other [parts](Part) whom they see.
    #[inline]
    pub fn everyone(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Number of directed ties.
    #[inline]
    pub fn ties(&self) -> usize {
        self.seen.len()
    }

    /// Whether every tie has its opposite.
    #[inline]
    pub fn is_symmetric(&self) -> bool {
        self.symmetric
    }

    /// The tie numbers of a person's row.
    #[inline]
    pub fn row(&self, person: usize) -> std::ops::Range<usize> {
        self.offsets[person] as usize..self.offsets[person + 1] as usize
    }

    /// Whom a person sees.
    #[inline]
    pub fn seen_by(&self, person: usize) -> &[u32] {
        &self.seen[self.row(person)]
    }

    /// The number of the tie through which a person sees another, if there is one.
    pub fn tie(&self, viewer: usize, seen: u32) -> Option<usize> {
        let row = self.seen_by(viewer);
        // The people of a part have other numbers than in the whole network, whose order its rows keep.
        let place = if self.ghosts == 0 { row.binary_search(&seen).ok() } else { row.iter().position(|&i| i == seen) };
        Some(self.row(viewer).start + place?)
    }

    /// How many people a person sees.
    #[inline]
    pub fn degree(&self, person: usize) -> usize {
        self.row(person).len()
    }

    /// Row bounds, people + 1 of them.
    pub fn offsets(&self) -> &[u32] {
        &self.offsets[..self.offsets.len() - self.ghosts as usize]
    }

    /// Whom each row sees, row after row.
    #[inline]
    pub fn targets(&self) -> &[u32] {
        &self.seen
    }

    /// Weight of tie number `tie`.
    pub fn weight(&self, tie: usize) -> f32 {
        self.weights.get(tie).copied().unwrap_or(1.0)
    }

    /// Whether weights differ or are not 1.
    pub fn is_weighted(&self) -> bool {
        !self.weights.is_empty()
    }

    /// Kind of tie number `tie`, if kinds have names.
    pub fn kind(&self, tie: usize) -> Option<&str> {
        self.kind_number(tie).map(|kind| self.kind_names[usize::from(kind)].as_str())
    }

    /// The number of the kind of tie number `tie` among the names of kinds, if it has one.
    pub fn kind_number(&self, tie: usize) -> Option<u8> {
        let kind = self.kinds.get(tie).copied().unwrap_or(0);
        (usize::from(kind) < self.kind_names.len()).then_some(kind)
    }

    /// The names of the kinds of ties.
    pub fn kind_names(&self) -> &[String] {
        &self.kind_names
    }

    /// A person's name: its number when the network gives none.
    pub fn name(&self, person: usize) -> String {
        self.names.get(person).cloned().unwrap_or_else(|| person.to_string())
    }

    /// People's names, or nothing when they are numbered.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The number of the person with this name (or number, when the network gives no names).
    pub fn find(&self, name: &str) -> Option<usize> {
        if self.names.is_empty() {
            name.parse().ok().filter(|&i| i < self.people())
        } else {
            self.names.iter().position(|n| n == name)
        }
    }

    /// People's places, or nothing.
    pub fn positions(&self) -> &[[f32; 2]] {
        &self.positions
    }

    /// People's blocks, or nothing.
    pub fn blocks(&self) -> &[u32] {
        &self.blocks
    }

    /// Recorded moments of contact, by time; empty for a network that does not change.
    pub fn contacts(&self) -> &[Contact] {
        &self.contacts
    }

    /// The same with every tie and contact turned round: who saw is seen.
    #[must_use]
    pub fn reversed(self) -> Self {
        let ties = |person: usize| self.row(person).map(move |tie| (person, tie));
        let turned: Vec<Tie> = (0..self.people())
            .flat_map(ties)
            .map(|(person, tie)| Tie {
                viewer: self.seen[tie],
                seen: person as u32,
                weight: self.weight(tie),
                kind: self.kinds.get(tie).copied().unwrap_or(0),
            })
            .collect();
        let (network, _) = Self::from_ties(self.people(), &turned, Direction::Directed);
        let turn = |c: &Contact| Contact { viewer: c.seen, seen: c.viewer, ..*c };
        let contacts: Vec<Contact> = self.contacts.iter().map(turn).collect();
        let Self { kind_names, names, positions, blocks, contact_ends, .. } = self;
        let network = Self { kind_names, names, positions, blocks, ..network };
        if contact_ends.is_empty() {
            network.with_contacts(contacts)
        } else {
            network.with_intervals(contacts.into_iter().zip(contact_ends).collect())
        }
    }

    /// When each of the [`contacts`](Self::contacts) is over, in the file's unit; empty where the file does not say.
    pub fn contact_ends(&self) -> &[f64] {
        &self.contact_ends
    }

    /// Everyone who has a row, in the order that they have in the whole network.
    fn in_whole_order(&self) -> impl Iterator<Item = usize> {
        let (own, before) = (self.people(), self.ghosts_before as usize);
        (own..own + before).chain(0..own).chain(own + before..self.everyone())
    }

    /// For each person the people who see them: the rows of the opposite ties, as a network without names or places,
    /// and for each of its ties the number of the tie it is the opposite of.
    pub fn viewers(&self) -> (Self, Vec<u32>) {
        let mut offsets = vec![0u32; self.everyone() + 1];
        for &j in &self.seen {
            offsets[j as usize + 1] += 1;
        }
        for i in 0..self.everyone() {
            offsets[i + 1] += offsets[i];
        }
        let mut next = offsets.clone();
        let mut viewers = vec![0u32; self.ties()];
        let mut original = vec![0u32; self.ties()];
        for i in self.in_whole_order() {
            for tie in self.row(i) {
                let slot = &mut next[self.seen[tie] as usize];
                viewers[*slot as usize] = i as u32;
                original[*slot as usize] = tie as u32;
                *slot += 1;
            }
        }
        (Self { offsets, seen: viewers, symmetric: self.symmetric, ..Self::default() }, original)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_and_ties_named_twice_are_counted() {
        let (network, dropped) = Network::from_pairs(3, &[(0, 1), (1, 0), (1, 1), (1, 2)]);
        assert_eq!(dropped, Dropped { self_loops: 1, mutual: 1, ..Dropped::default() });
        assert_eq!((network.people(), network.ties()), (3, 4));
        assert_eq!(network.seen_by(1), [0, 2]);
    }

    #[test]
    fn viewers_are_the_opposite_rows() {
        let ties = [Tie::new(0, 2), Tie::new(1, 2), Tie::new(2, 0)];
        let (network, _) = Network::from_ties(3, &ties, Direction::Directed);
        let (viewers, original) = network.viewers();
        assert_eq!(viewers.seen_by(2), [0, 1]);
        assert_eq!(original[viewers.row(0)], [2]);
        assert!(!network.is_symmetric());
    }
}
