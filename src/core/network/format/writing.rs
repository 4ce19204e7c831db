//! What all writers share: each tie once, in one order, and what cannot be written at all.

use super::Fault;
use super::moments::is_ambiguous;
use super::words::shown;
use crate::network::{Contact, Network};
use indexmap::IndexSet;

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
}

impl<'a> Once<'a> {
    pub(super) fn new(network: &'a Network) -> Self {
        Self { network, mutual: network.is_symmetric() && same_from_both_sides(network) }
    }

    /// All rows: recorded moments in their order, then ties that were never recorded.
    pub(super) fn rows(&self) -> Vec<Row> {
        let network = self.network;
        let mutual = self.mutual;
        let wanted = move |viewer: usize, seen: usize| !mutual || viewer < seen;
        let mut recorded = vec![false; if network.contacts().is_empty() { 0 } else { network.ties() }];
        // As many as there may be, and not twice that while the list grows: a dense network has many.
        let most = network.contacts().len() + if mutual { network.ties() / 2 } else { network.ties() };
        let mut rows = Vec::with_capacity(most);
        for (at, contact) in network.contacts().iter().enumerate() {
            let (viewer, seen) = (contact.viewer as usize, contact.seen as usize);
            if let Some(tie) = tie_of(network, contact).filter(|_| wanted(viewer, seen)) {
                recorded[tie] = true;
                rows.push(Row {
                    viewer,
                    seen,
                    tie,
                    time: Some(contact.time),
                    end: network.contact_ends().get(at).copied(),
                });
            }
        }
        for viewer in 0..network.people() {
            for tie in network.row(viewer) {
                let seen = network.targets()[tie] as usize;
                if wanted(viewer, seen) && !recorded.get(tie).is_some_and(|&r| r) {
                    rows.push(Row { viewer, seen, tie, time: None, end: None });
                }
            }
        }
        rows
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
