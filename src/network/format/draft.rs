//! A network while it is being read: people by the ids of the file, their attributes, their ties.

use super::{Fault, Reading};
use crate::network::{Contact, Direction, Network, Tie};
use std::collections::{HashMap, HashSet};

/// What readers collect.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) ids: Vec<String>,
    index: HashMap<String, u32>,
    labels: Vec<Option<String>>,
    places: Vec<[f32; 2]>,
    groups: Vec<Option<String>>,
    undirected: Vec<Tie>,
    directed: Vec<Tie>,
    kinds: Vec<String>,
    contacts: Vec<Contact>,
    pub(super) notes: Vec<String>,
}

/// What a file says about a tie besides its ends.
#[derive(Clone, Default)]
pub(super) struct Says {
    pub(super) weight: Option<f32>,
    pub(super) kind: Option<String>,
    pub(super) time: Option<f64>,
}

impl Says {
    /// Takes note of an attribute; unknown ones say nothing.
    pub(super) fn attribute(&mut self, key: &str, value: &str, at: usize) -> Result<(), Fault> {
        match key.to_ascii_lowercase().as_str() {
            "weight" | "value" | "strength" => self.weight = Some(weight(value).map_err(|m| Fault::at(at, m))?),
            "kind" | "type" | "relation" => self.kind = Some(value.to_owned()),
            "time" | "timestamp" => self.time = Some(time(value).map_err(|m| Fault::at(at, m))?),
            _ => {}
        }
        Ok(())
    }
}

/// A weight: a number, 0 or more.
pub(super) fn weight(text: &str) -> Result<f32, String> {
    let wrong = |what: &str| format!("`{text}` cannot be a weight: {what}");
    match text.trim().parse::<f32>() {
        Err(_) => Err(wrong("expected a number, 0 or more")),
        Ok(w) if w.is_nan() => Err(wrong("it is not a number")),
        Ok(w) if w < 0.0 => Err(wrong("it is negative; ties have weights of 0 or more")),
        Ok(w) if w.is_infinite() => Err(wrong("it is too large")),
        Ok(w) => Ok(w),
    }
}

/// A time: a number in whatever unit the file has.
pub(super) fn time(text: &str) -> Result<f64, String> {
    let time = text.trim().parse::<f64>().ok().filter(|t| t.is_finite());
    time.ok_or_else(|| format!("`{text}` is not a time: expected a number"))
}

impl Draft {
    /// A new person.
    pub(super) fn person(&mut self, id: &str, at: usize) -> Result<u32, Fault> {
        let number = self.ids.len() as u32;
        if self.index.insert(id.to_owned(), number).is_some() {
            return Err(Fault::at(at, format!("there are two people with the id `{id}`")));
        }
        self.ids.push(id.to_owned());
        self.labels.push(None);
        self.places.push([f32::NAN; 2]);
        self.groups.push(None);
        Ok(number)
    }

    /// The person with this id.
    pub(super) fn find(&self, id: &str, at: usize) -> Result<u32, Fault> {
        let unknown = || Fault::at(at, format!("a tie names `{id}`, but there is nobody with that id"));
        self.index.get(id).copied().ok_or_else(unknown)
    }

    /// Number of people so far.
    pub(super) fn people(&self) -> usize {
        self.ids.len()
    }

    /// Takes note of something about a person; what the program has no use for is left out.
    pub(super) fn attribute(&mut self, person: u32, key: &str, value: &str) {
        let person = person as usize;
        match key.to_ascii_lowercase().as_str() {
            "label" | "name" if !value.is_empty() => {
                self.labels[person].get_or_insert_with(|| value.to_owned());
            }
            "x" => self.places[person][0] = value.trim().parse().unwrap_or(f32::NAN),
            "y" => self.places[person][1] = value.trim().parse().unwrap_or(f32::NAN),
            "block" | "community" | "group" | "club" | "module" | "modularity_class" | "cluster" | "value" => {
                self.groups[person].get_or_insert_with(|| value.to_owned());
            }
            _ => {}
        }
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
        if let Some(time) = says.time.filter(|_| viewer != seen) {
            self.contacts.push(Contact { time, viewer, seen });
            if both {
                self.contacts.push(Contact { time, viewer: seen, seen: viewer });
            }
        }
        Ok(())
    }

    fn kind(&mut self, name: &str, at: usize) -> Result<u8, Fault> {
        let number = self.kinds.iter().position(|k| k == name).unwrap_or_else(|| {
            self.kinds.push(name.to_owned());
            self.kinds.len() - 1
        });
        u8::try_from(number).map_err(|_| Fault::at(at, "there are more than 256 kinds of ties"))
    }

    /// The network. `direction` overrules what the file says.
    pub(super) fn finish(mut self, direction: Option<Direction>) -> Reading {
        let (ties, direction) = self.all_ties(direction);
        let (mut network, mut dropped) = Network::from_ties(self.ids.len(), &ties, direction);
        if !self.contacts.is_empty() {
            dropped.duplicates = 0; // a tie recorded again at another time is no repetition
        }
        if self.kinds.iter().any(|k| !k.is_empty()) {
            network = network.with_kind_names(self.kinds.clone());
        }
        if let Some(places) = self.places() {
            network = network.with_positions(places);
        }
        if let Some(blocks) = self.blocks() {
            network = network.with_blocks(blocks);
        }
        let names = self.names();
        if names.iter().enumerate().any(|(i, name)| *name != i.to_string()) {
            network = network.with_names(names);
        }
        Reading { network: network.with_contacts(self.contacts), dropped, notes: self.notes }
    }

    fn all_ties(&mut self, direction: Option<Direction>) -> (Vec<Tie>, Direction) {
        let (mut undirected, mut directed) = (std::mem::take(&mut self.undirected), std::mem::take(&mut self.directed));
        let chosen = direction.unwrap_or(if directed.is_empty() { Direction::Undirected } else { Direction::Directed });
        if direction.is_none() && chosen == Direction::Directed {
            directed.extend(undirected.iter().flat_map(|&t| [t, Tie { viewer: t.seen, seen: t.viewer, ..t }]));
        } else {
            undirected.append(&mut directed);
            directed = undirected;
        }
        (directed, chosen)
    }

    fn names(&mut self) -> Vec<String> {
        if self.labels.iter().all(Option::is_none) {
            return std::mem::take(&mut self.ids);
        }
        let labels: Vec<&String> = self.labels.iter().zip(&self.ids).map(|(l, id)| l.as_ref().unwrap_or(id)).collect();
        if labels.iter().collect::<HashSet<_>>().len() < labels.len() {
            self.notes.push("labels are not unique; people are called by their ids".to_owned());
            return std::mem::take(&mut self.ids);
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
        if self.groups.iter().all(Option::is_none) {
            return None;
        }
        let number = |g: &Option<String>| g.as_ref()?.parse::<u32>().ok().filter(|&b| (b as usize) < self.people());
        if let Some(numbers) = self.groups.iter().map(number).collect() {
            return Some(numbers);
        }
        let mut known: HashMap<&Option<String>, u32> = HashMap::new();
        let mut block = |group| {
            let next = known.len() as u32;
            *known.entry(group).or_insert(next)
        };
        Some(self.groups.iter().map(&mut block).collect())
    }
}

/// Each tie once: all of a one-sided network, one of each two in a mutual one.
pub(super) fn ties_once(network: &Network) -> impl Iterator<Item = (usize, usize, usize)> {
    let mutual = network.is_symmetric();
    (0..network.people())
        .flat_map(move |i| network.row(i).map(move |tie| (i, network.targets()[tie] as usize, tie)))
        .filter(move |&(viewer, seen, _)| !mutual || viewer < seen)
}
