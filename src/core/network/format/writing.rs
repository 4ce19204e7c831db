//! What all writers share: each tie once, in one order, and what cannot be written at all.

use super::Fault;
use super::moments::is_ambiguous;
use super::words::shown;
use crate::network::{Contact, Network};
use indexmap::IndexSet;
use std::fmt::{self, Write};
use std::io;

/// Refuses a network whose people could not be told apart when it is read back.
pub(super) fn possible(network: &Network) -> Result<(), Fault> {
    let mut names = IndexSet::new();
    match network.names().iter().find(|name| !names.insert(name.as_str())) {
        Some(twice) => Err(Fault::of_file(format!(
            "two people are called `{}`: they would be one person when the file is read back",
            shown(twice)
        ))),
        None => unambiguous_times(network),
    }
}

/// Refuses times that are so large that they would be taken for another unit when they are read back.
fn unambiguous_times(network: &Network) -> Result<(), Fault> {
    let times = network.contacts().iter().map(|contact| contact.time).chain(network.contact_ends().iter().copied());
    match times.into_iter().find(|&time| is_ambiguous(time)) {
        Some(time) => Err(Fault::of_file(format!(
            "a contact is at {time} s, beyond the year 5000: numbers of this size would be taken for milliseconds when the \
             file is read back"
        ))),
        None => Ok(()),
    }
}

/// Refuses people without a name, where a format tells people by names alone or takes an empty one for none.
pub(super) fn all_named(network: &Network) -> Result<(), Fault> {
    if network.names().iter().any(String::is_empty) {
        return Err(Fault::of_file("somebody's name is empty, which this format cannot hold; .json can"));
    }
    Ok(())
}

/// One line of a file: a tie, and the moment when it was recorded.
pub(super) struct Row {
    pub(super) viewer: usize,
    pub(super) seen: usize,
    /// The number of the tie.
    pub(super) tie: usize,
    pub(super) time: Option<f64>,
    /// When the contact was over, where that is known.
    pub(super) end: Option<f64>,
}

/// Each tie once: all of a one-sided network, one of each two in a mutual one; as often as it was recorded, if it was.
pub(super) struct Once<'a> {
    network: &'a Network,
    /// Whether both sides of every tie are the same in everything.
    pub(super) mutual: bool,
    /// Which ties have a recorded moment; empty where none has.
    recorded: Vec<bool>,
}

impl<'a> Once<'a> {
    pub(super) fn new(network: &'a Network) -> Self {
        let mutual = network.is_symmetric() && same_from_both_sides(network);
        let recorded = vec![false; if network.contacts().is_empty() { 0 } else { network.ties() }];
        let mut once = Self { network, mutual, recorded };
        let ties: Vec<usize> = once.moments().map(|row| row.tie).collect();
        ties.into_iter().for_each(|tie| once.recorded[tie] = true);
        once
    }

    fn wants(&self, viewer: usize, seen: usize) -> bool {
        !self.mutual || viewer < seen
    }

    /// All rows, one by one: recorded moments in their order, then ties that were never recorded.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> {
        self.moments().chain((0..self.network.people()).flat_map(|viewer| self.never_recorded(viewer)))
    }

    fn moments(&self) -> impl Iterator<Item = Row> {
        let network = self.network;
        network.contacts().iter().enumerate().filter_map(move |(at, contact)| {
            let (viewer, seen) = (contact.viewer as usize, contact.seen as usize);
            let tie = tie_of(network, contact).filter(|_| self.wants(viewer, seen))?;
            Some(Row { viewer, seen, tie, time: Some(contact.time), end: network.contact_ends().get(at).copied() })
        })
    }

    fn never_recorded(&self, viewer: usize) -> impl Iterator<Item = Row> {
        let network = self.network;
        let free = move |tie: &usize| !self.recorded.get(*tie).is_some_and(|&recorded| recorded);
        let row = move |tie| Row { viewer, seen: network.targets()[tie] as usize, tie, time: None, end: None };
        network.row(viewer).filter(free).map(row).filter(move |row| self.wants(viewer, row.seen))
    }
}

/// Where a network is written to, piece by piece: a large one need not be in memory as text. What went wrong there is kept.
pub(super) struct Text<'a> {
    to: &'a mut dyn io::Write,
    failed: Option<io::Error>,
}

impl<'a> Text<'a> {
    pub(super) fn new(to: &'a mut dyn io::Write) -> Self {
        Self { to, failed: None }
    }

    pub(super) fn push_str(&mut self, part: &str) -> fmt::Result {
        self.write_str(part)
    }

    pub(super) fn push(&mut self, part: char) -> fmt::Result {
        self.write_char(part)
    }

    /// What went wrong where it is written to.
    pub(super) fn failed(self) -> Option<io::Error> {
        self.failed
    }
}

impl fmt::Write for Text<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.to.write_all(part.as_bytes()).map_err(|error| {
            self.failed = Some(error);
            fmt::Error
        })
    }
}

impl From<fmt::Error> for Fault {
    fn from(_: fmt::Error) -> Self {
        Self::of_file("it cannot be written")
    }
}

fn tie_of(network: &Network, contact: &Contact) -> Option<usize> {
    let viewer = contact.viewer as usize;
    let place = network.seen_by(viewer).binary_search(&contact.seen).ok()?;
    Some(network.row(viewer).start + place)
}

fn same_from_both_sides(network: &Network) -> bool {
    let back = |viewer: usize, seen: u32| {
        let place = network.seen_by(seen as usize).binary_search(&(viewer as u32)).ok()?;
        Some(network.row(seen as usize).start + place)
    };
    let plain = !network.is_weighted() && network.kind_names().len() < 2;
    let ties = plain
        || (0..network.people()).all(|viewer| {
            network.row(viewer).all(|tie| {
                back(viewer, network.targets()[tie]).is_some_and(|other| {
                    network.weight(tie).to_bits() == network.weight(other).to_bits()
                        && network.kind(tie) == network.kind(other)
                })
            })
        });
    // Contacts are sorted by time, then by who sees whom.
    let key = |c: &Contact| (c.viewer, c.seen);
    ties && ends_alike(network)
        && network.contacts().iter().all(|c| {
            let opposite = |other: &Contact| other.time.total_cmp(&c.time).then(key(other).cmp(&(c.seen, c.viewer)));
            network.contacts().binary_search_by(opposite).is_ok()
        })
}

/// Whether every contact is over at the same time for both.
fn ends_alike(network: &Network) -> bool {
    let whole = || network.contacts().iter().zip(network.contact_ends());
    let told: std::collections::BTreeSet<_> =
        whole().map(|(c, end)| (c.time.to_bits(), end.to_bits(), c.viewer, c.seen)).collect();
    whole().all(|(c, end)| told.contains(&(c.time.to_bits(), end.to_bits(), c.seen, c.viewer)))
}
