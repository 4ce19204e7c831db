//! Who is in a network, where a table of people says so: names, those who are absent, and what is known of each.

use super::{Contact, Network};
use std::sync::Arc;

/// What a scenario says about a table of people, and what was read from it. Two are equal whether or not they have been
/// read.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// Its path as written; none: there is no table, and what is known comes from the network file.
    pub path: Option<String>,
    /// Columns that are not used.
    pub ignore: Vec<String>,
    /// Columns that sort people into groups though they are not called so.
    pub groups: Vec<String>,
    /// What was read.
    pub roster: Option<Arc<Roster>>,
}

impl PartialEq for Listed {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, &self.ignore, &self.groups) == (&other.path, &other.ignore, &other.groups)
    }
}

/// What is known of the people of a network one by one. Values are by person, in the network's order, without those who
/// are absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roster {
    /// Names of everyone who is listed, absent or not, in the order of the table: the people of a generated network.
    pub names: Vec<String>,
    /// Whether each of them is absent.
    pub absent: Vec<bool>,
    /// Traits: what each is called, and everyone's value; none where it is not known.
    pub traits: Vec<(String, Arc<Vec<Option<f64>>>)>,
    /// Groups: what each is called, and its members, ascending.
    pub groups: Vec<(String, Vec<u32>)>,
}

impl Roster {
    /// Everyone's value of a trait.
    pub fn values(&self, name: &str) -> Option<&[Option<f64>]> {
        self.traits.iter().find(|(known, _)| known == name).map(|(_, values)| values.as_slice())
    }

    /// The members of a group.
    pub fn group(&self, name: &str) -> Option<&[u32]> {
        self.groups.iter().find(|(known, _)| known == name).map(|(_, members)| members.as_slice())
    }
}

impl Network {
    /// With more people, who have no ties. Places are forgotten: newcomers have none.
    #[must_use]
    pub fn joined_by(mut self, newcomers: &[String]) -> Self {
        if newcomers.is_empty() {
            return self;
        }
        self.names = (0..self.people()).map(|i| self.name(i)).chain(newcomers.iter().cloned()).collect();
        let ties = self.offsets.last().copied().unwrap_or(0);
        if self.offsets.is_empty() {
            self.offsets.push(0);
        }
        self.offsets.extend(newcomers.iter().map(|_| ties));
        self.positions.clear();
        if let Some(last) = self.blocks.iter().max().copied() {
            self.blocks.extend(newcomers.iter().map(|_| last + 1));
        }
        self
    }

    /// Without some people and their ties; the others keep their names (numbers become names).
    #[must_use]
    pub fn without(&self, left_out: &[bool]) -> Self {
        let stays = |person: usize| !left_out.get(person).copied().unwrap_or(false);
        let kept: Vec<usize> = (0..self.people()).filter(|&i| stays(i)).collect();
        if kept.len() == self.people() {
            return self.clone();
        }
        let mut number = vec![u32::MAX; self.people()];
        kept.iter().enumerate().for_each(|(new, &old)| number[old] = new as u32);
        let (mut offsets, mut ties) = (vec![0u32], Vec::new());
        for &person in &kept {
            ties.extend(self.row(person).filter(|&tie| stays(self.seen[tie] as usize)));
            offsets.push(ties.len() as u32);
        }
        let (contacts, contact_ends) = self.contacts_of(&number);
        let network = Self {
            ghosts: 0,
            ghosts_before: 0,
            seen: ties.iter().map(|&tie| number[self.seen[tie] as usize]).collect(),
            weights: picked(&self.weights, &ties),
            kinds: picked(&self.kinds, &ties),
            kind_names: self.kind_names.clone(),
            names: kept.iter().map(|&person| self.name(person)).collect(),
            positions: picked(&self.positions, &kept),
            blocks: picked(&self.blocks, &kept),
            symmetric: self.symmetric,
            offsets,
            contacts,
            contact_ends,
        };
        network.knowing_its_symmetry()
    }

    /// The contacts between people who have a number.
    fn contacts_of(&self, number: &[u32]) -> (Vec<Contact>, Vec<f64>) {
        let of = |contact: &Contact| {
            let (viewer, seen) = (number[contact.viewer as usize], number[contact.seen as usize]);
            (viewer != u32::MAX && seen != u32::MAX).then_some(Contact { viewer, seen, ..*contact })
        };
        let kept: Vec<usize> = (0..self.contacts.len()).filter(|&at| of(&self.contacts[at]).is_some()).collect();
        (kept.iter().filter_map(|&at| of(&self.contacts[at])).collect(), picked(&self.contact_ends, &kept))
    }
}

/// These items of a list, which may be empty altogether.
fn picked<T: Copy>(list: &[T], places: &[usize]) -> Vec<T> {
    if list.is_empty() { Vec::new() } else { places.iter().map(|&place| list[place]).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Direction, Tie};

    fn chain() -> Network {
        let ties = [(0, 1, 2.0), (1, 2, 3.0), (2, 3, 4.0)];
        let ties = ties.map(|(viewer, seen, weight)| Tie { weight, ..Tie::new(viewer, seen) });
        Network::from_ties(4, &ties, Direction::Undirected).0.with_blocks(vec![0, 0, 1, 1])
    }

    #[test]
    fn who_is_absent_takes_their_ties_along_and_nobody_elses() {
        let network = chain().without(&[false, true, false, false]);
        assert_eq!(network.names(), ["0", "2", "3"]);
        assert_eq!((network.seen_by(0), network.seen_by(1), network.seen_by(2)), (&[][..], &[2][..], &[1][..]));
        assert_eq!(network.weight(0), 4.0);
        assert_eq!(network.blocks(), [0, 1, 1]);
        assert!(network.is_symmetric());
    }

    #[test]
    fn newcomers_have_no_ties() {
        let network = chain().joined_by(&["Xenia".to_owned()]);
        assert_eq!((network.people(), network.ties(), network.degree(4)), (5, 6, 0));
        assert_eq!((network.find("Xenia"), network.find("3"), network.blocks()[4]), (Some(4), Some(3), 2));
    }

    #[test]
    fn contacts_of_the_absent_are_left_out() {
        let contact = |time, viewer, seen| Contact { time, viewer, seen };
        let network = chain().with_contacts(vec![contact(0.0, 0, 1), contact(1.0, 2, 3)]);
        assert_eq!(network.without(&[true, false, false, false]).contacts(), [contact(1.0, 1, 2)]);
    }
}
