//! A network while it is being read: people by the ids of the file, their attributes, their ties.

use super::attributes::Columns;
use super::moments::Moments;
use super::text::weight;
use super::words::shown;
use super::{Fault, Reading};
use crate::network::{Contact, Direction, Dropped, Network, Tie};
use indexmap::{IndexMap, IndexSet};
use std::collections::{BTreeMap, BTreeSet};

/// What readers collect.
#[derive(Default)]
pub(super) struct Draft {
    ids: IndexSet<String>,
    labels: Vec<Option<String>>,
    places: Vec<[f32; 2]>,
    groups: Vec<Option<String>>,
    attributes: Columns,
    undirected: Vec<Tie>,
    directed: Vec<Tie>,
    kinds: IndexSet<String>,
    /// Recorded moments, whether the tie goes both ways, and when each was over, if that is known.
    contacts: Vec<(Contact, bool, Option<f64>)>,
    moments: Moments,
    /// Attributes of ties that nothing is made of.
    unused: BTreeSet<String>,
    pub(super) notes: Vec<String>,
}

/// What a file says about a tie besides its ends.
#[derive(Clone, Default)]
pub(super) struct Says {
    pub(super) weight: Option<f32>,
    /// Whether the weight stands under a word that only may mean one.
    pub(super) weight_is_a_guess: bool,
    pub(super) kind: Option<String>,
    /// When it was recorded, and until when, as the file writes it.
    pub(super) times: Vec<(String, Option<String>)>,
    /// Until when, told apart from the beginning.
    pub(super) end: Option<String>,
}

/// What the name of a tie's attribute says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Weight,
    /// Other programs' words for it; `weight` comes first.
    PerhapsWeight,
    Kind,
    Time,
    End,
    Nothing,
}

impl Meaning {
    pub(super) fn of(key: &str) -> Self {
        match key.to_lowercase().as_str() {
            "weight" => Self::Weight,
            "value" | "strength" | "gewicht" | "poids" | "peso" => Self::PerhapsWeight,
            "kind" | "type" | "relation" | "relationship" => Self::Kind,
            "time" | "timestamp" => Self::Time,
            "end" => Self::End,
            _ => Self::Nothing,
        }
    }
}

impl Says {
    /// Takes note of an attribute; says whether it has a use.
    pub(super) fn attribute(&mut self, key: &str, value: &str, at: usize) -> Result<bool, Fault> {
        let fault = |message| Fault::at(at, message);
        match Meaning::of(key) {
            Meaning::Nothing => return Ok(false),
            Meaning::Weight => (self.weight, self.weight_is_a_guess) = (Some(weight(value).map_err(fault)?), false),
            Meaning::PerhapsWeight if self.weight.is_none() || self.weight_is_a_guess => {
                (self.weight, self.weight_is_a_guess) = (Some(weight(value).map_err(fault)?), true);
            }
            Meaning::PerhapsWeight => return Ok(false),
            Meaning::Kind => self.kind = Some(value.to_owned()),
            Meaning::Time => self.times.push((value.to_owned(), None)),
            Meaning::End => self.end = Some(value.to_owned()).filter(|end| !end.trim().is_empty()),
        }
        Ok(true)
    }

    /// Whether a default under this name has something to fill.
    pub(super) fn lacks(&self, key: &str) -> bool {
        match Meaning::of(key) {
            Meaning::Weight | Meaning::PerhapsWeight => self.weight.is_none(),
            Meaning::Kind => self.kind.is_none(),
            Meaning::Time => self.times.is_empty(),
            Meaning::End => self.end.is_none(),
            Meaning::Nothing => false,
        }
    }
}

/// Words under which a file tells which group somebody is in, from the surest down.
const GROUPS: [&str; 8] = ["block", "group", "community", "club", "module", "modularity_class", "cluster", "value"];

impl Draft {
    /// A new person.
    pub(super) fn person(&mut self, id: &str, at: usize) -> Result<u32, Fault> {
        let (number, new) = self.ids.insert_full(id.to_owned());
        if !new {
            return Err(Fault::at(at, format!("there are two people with the id `{}`", shown(id))));
        }
        self.labels.push(None);
        self.places.push([f32::NAN; 2]);
        self.groups.push(None);
        Ok(number as u32)
    }

    /// The person with this id.
    pub(super) fn find(&self, id: &str, at: usize) -> Result<u32, Fault> {
        let unknown = || Fault::at(at, format!("a tie names `{}`, but there is nobody with that id", shown(id)));
        self.known(id).ok_or_else(unknown)
    }

    /// The person with this id, if there is one.
    pub(super) fn known(&self, id: &str) -> Option<u32> {
        self.ids.get_index_of(id).map(|number| number as u32)
    }

    /// Number of people so far.
    pub(super) fn people(&self) -> usize {
        self.ids.len()
    }

    /// What somebody is called; the first word counts.
    pub(super) fn label(&mut self, person: u32, label: &str) {
        if !label.is_empty() {
            self.labels[person as usize].get_or_insert_with(|| label.to_owned());
        }
    }

    /// Takes note of something about a person: a name, a place, a group; all but names and places go into the table of
    /// attributes, too.
    pub(super) fn attribute(&mut self, person: u32, key: &str, value: &str) {
        let lower = key.to_lowercase();
        let place = |value: &str| value.trim().parse().unwrap_or(f32::NAN);
        match lower.as_str() {
            "label" | "name" => return self.label(person, value),
            "x" => return self.places[person as usize][0] = place(value),
            "y" => return self.places[person as usize][1] = place(value),
            _ => self.attributes.say(person, key, value),
        }
        if GROUPS.contains(&lower.as_str()) && !value.is_empty() {
            self.group(person, value);
        }
    }

    /// Takes note of a value that is an attribute and nothing else, whatever it is called.
    pub(super) fn say(&mut self, person: u32, key: &str, value: &str) {
        self.attributes.say(person, key, value);
    }

    /// Somebody's group; the first word counts.
    pub(super) fn group(&mut self, person: u32, group: &str) {
        self.groups[person as usize].get_or_insert_with(|| group.to_owned());
    }

    /// Whether nobody has been given a group yet.
    pub(super) fn without_groups(&self) -> bool {
        self.groups.iter().all(Option::is_none)
    }

    /// Takes note of an attribute of a tie that nothing is made of.
    pub(super) fn left_out(&mut self, attribute: &str) {
        if self.unused.len() < 32 && !self.unused.contains(attribute) {
            self.unused.insert(attribute.to_owned());
        }
    }

    /// Takes note of an attribute of a tie, with or without a use.
    pub(super) fn tie_attribute(&mut self, says: &mut Says, key: &str, value: &str, at: usize) -> Result<(), Fault> {
        if !says.attribute(key, value, at)? && !value.is_empty() {
            self.left_out(key);
        }
        Ok(())
    }

    /// A tie; `both` when the two see each other.
    pub(super) fn tie(&mut self, viewer: u32, seen: u32, both: bool, says: &Says, at: usize) -> Result<(), Fault> {
        let kind = self.kind(says.kind.as_deref().unwrap_or(""), at)?;
        let tie = Tie { viewer, seen, weight: says.weight.unwrap_or(1.0), kind };
        if both {
            self.undirected.push(tie)
        } else {
            self.directed.push(tie)
        }
        for (start, end) in says.times.iter().filter(|_| viewer != seen) {
            let mut moment = |text: &String| self.moments.read(text).map_err(|message| Fault::at(at, message));
            let time = moment(start)?;
            let end = end.as_ref().or(says.end.as_ref()).map(&mut moment).transpose()?;
            if end.is_some_and(|end| end < time) {
                return Err(Fault::at(at, "this contact ends before it begins"));
            }
            self.contacts.push((Contact { time, viewer, seen }, both, end));
        }
        Ok(())
    }

    fn kind(&mut self, name: &str, at: usize) -> Result<u8, Fault> {
        let number = self.kinds.get_index_of(name).unwrap_or_else(|| self.kinds.insert_full(name.to_owned()).0);
        u8::try_from(number).map_err(|_| Fault::at(at, "there are more than 256 kinds of ties"))
    }

    /// The network. `direction` overrules what the file says.
    pub(super) fn finish(mut self, direction: Option<Direction>) -> Reading {
        let people = self.ids.len();
        let (network, mut dropped) = together(people, &self.undirected, &self.directed, direction);
        let contacts = self.contacts(direction);
        if !contacts.is_empty() {
            (dropped.duplicates, dropped.mutual) = (0, 0); // a tie recorded again at another time is no repetition
        }
        self.notes.extend(self.moments.note());
        let mut network = if contacts.iter().any(|(_, end)| end.is_some()) {
            network.with_intervals(contacts.into_iter().map(|(c, end)| (c, end.unwrap_or(c.time))).collect())
        } else {
            network.with_contacts(contacts.into_iter().map(|(contact, _)| contact).collect())
        };
        if self.kinds.iter().any(|k| !k.is_empty()) {
            network = network.with_kind_names(self.kinds.iter().cloned());
        }
        if let Some(places) = self.places() {
            network = network.with_positions(places);
        }
        if let Some(blocks) = self.blocks() {
            network = network.with_blocks(blocks);
        }
        if !self.unused.is_empty() {
            let unused: Vec<String> = self.unused.iter().map(|name| shown(name)).collect();
            self.notes.push(format!("attributes of ties without a use are left out: {}", unused.join(", ")));
        }
        let names = self.names();
        if names.iter().enumerate().any(|(i, name)| *name != i.to_string()) {
            network = network.with_names(names);
        }
        let (attributes, left_out) = self.attributes.table(people);
        self.notes.extend(left_out);
        Reading { network, dropped, notes: self.notes, attributes }
    }

    /// Each side's contacts, and when each is over.
    fn contacts(&self, direction: Option<Direction>) -> Vec<(Contact, Option<f64>)> {
        let back = |c: Contact| Contact { viewer: c.seen, seen: c.viewer, ..c };
        let mutual = |both: bool| direction.map_or(both, |d| d == Direction::Undirected);
        let sides = |&(contact, both, end): &(Contact, bool, Option<f64>)| {
            [Some((contact, end)), mutual(both).then(|| (back(contact), end))]
        };
        self.contacts.iter().flat_map(sides).flatten().collect()
    }

    fn names(&mut self) -> Vec<String> {
        let ids = self.ids.iter();
        if self.labels.iter().all(Option::is_none) {
            return ids.cloned().collect();
        }
        let labels: Vec<&String> = self.labels.iter().zip(ids).map(|(l, id)| l.as_ref().unwrap_or(id)).collect();
        if labels.iter().collect::<IndexSet<_>>().len() < labels.len() {
            self.notes.push("labels are not unique; people are called by their ids".to_owned());
            return self.ids.iter().cloned().collect();
        }
        labels.into_iter().cloned().collect()
    }

    fn places(&self) -> Option<Vec<[f32; 2]>> {
        let first = self.places.first()?;
        let all = self.places.iter().flatten().all(|c| c.is_finite());
        (all && self.places.iter().any(|place| place != first)).then(|| self.places.clone())
    }

    /// Numbers as they are; words, and numbers beyond the number of people, in the order of their appearance.
    fn blocks(&self) -> Option<Vec<u32>> {
        if self.without_groups() {
            return None;
        }
        let number = |g: &Option<String>| g.as_ref()?.parse::<u32>().ok().filter(|&b| (b as usize) < self.people());
        if let Some(numbers) = self.groups.iter().map(number).collect() {
            return Some(numbers);
        }
        let mut known: IndexMap<&Option<String>, u32> = IndexMap::new();
        let mut block = |group| {
            let next = known.len() as u32;
            *known.entry(group).or_insert(next)
        };
        Some(self.groups.iter().map(&mut block).collect())
    }
}

/// The network of ties that go both ways and ties that go one way. `direction` overrules: all of them are read that way.
pub(super) fn together(
    people: usize,
    undirected: &[Tie],
    directed: &[Tie],
    direction: Option<Direction>,
) -> (Network, Dropped) {
    // Ties that the file itself calls mutual are named from one side, whoever comes first.
    let same = |(network, dropped): (Network, Dropped)| {
        (network, Dropped { duplicates: dropped.duplicates + dropped.mutual, mutual: 0, ..dropped })
    };
    match direction {
        None if directed.is_empty() => same(Network::from_ties(people, undirected, Direction::Undirected)),
        None if undirected.is_empty() => Network::from_ties(people, directed, Direction::Directed),
        None => {
            let both = |&t: &Tie| [t, Tie { viewer: t.seen, seen: t.viewer, ..t }];
            let all: Vec<Tie> = directed.iter().copied().chain(undirected.iter().flat_map(both)).collect();
            let (network, dropped) = Network::from_ties(people, &all, Direction::Directed);
            (network, dropped.of_mixed(undirected))
        }
        Some(direction) => {
            let all: Vec<Tie> = undirected.iter().chain(directed).copied().collect();
            let (network, dropped) = Network::from_ties(people, &all, direction);
            if directed.is_empty() { same((network, dropped)) } else { (network, dropped) }
        }
    }
}

impl Dropped {
    /// Counted over both sides of mutual ties: those sides count once.
    fn of_mixed(self, undirected: &[Tie]) -> Self {
        let loops = undirected.iter().filter(|t| t.viewer == t.seen).count();
        let mut pairs: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        for tie in undirected.iter().filter(|t| t.viewer != t.seen) {
            *pairs.entry((tie.viewer.min(tie.seen), tie.viewer.max(tie.seen))).or_default() += 1;
        }
        let repeated: usize = pairs.values().map(|count| count - 1).sum();
        Self { self_loops: self.self_loops - loops, duplicates: self.duplicates - repeated, ..self }
    }
}
