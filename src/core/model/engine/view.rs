//! Who is in view of whom, and how near: the ties of the network with the visibility, closeness and expressiveness that
//! the scenario gives them, packed the way a face is seen: for each person the people who see them.

use crate::model::engine::tie_values::{Link, Links, Marks, Per};
use crate::network::Network;
use bevy_ecs::prelude::Resource;
use prefetch_index::prefetch_index;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// How one person sees another: what a weight is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// o.
    pub visibility: f32,
    /// ε(1 − u) of the person seen.
    pub signal: f32,
    /// w.
    pub closeness: f32,
}

impl Look {
    /// Of somebody who is not there.
    pub const NOTHING: Self = Self { visibility: 0.0, signal: 0.0, closeness: 0.0 };

    /// Through a tie, at somebody.
    #[inline]
    pub const fn new(link: Link, signal: f32) -> Self {
        Self { visibility: link.visibility, signal, closeness: link.closeness }
    }

    /// o ε (1 − u) g(w) in an expression whose closeness gain is `gain`.
    #[inline]
    pub fn weight(self, gain: f64) -> f64 {
        f64::from(self.visibility) * f64::from(self.signal) * (1.0 + (gain - 1.0) * f64::from(self.closeness))
    }
}

/// The ties as they are seen. A *slot* is the number of a tie in the rows of viewers.
#[derive(Resource, Debug)]
pub struct Sight {
    /// Row `i`: whom person `i` sees.
    pub network: Arc<Network>,
    /// Row `j`: who sees person `j`.
    pub viewers: Arc<Network>,
    /// See [`Sight::slot_of`].
    slots: OnceLock<Vec<u32>>,
    /// See [`Sight::tie_of`].
    ties: OnceLock<Vec<u32>>,
    /// By slot: how those who see a person see the face.
    pub seen: Links,
    /// By tie of `network`: the same for those who go through whom a person sees.
    pub looks: Links,
    /// ε(1 − u) by person.
    pub signal: Per,
    /// ε ε_c (1 − u) by person, in the expressions that people show more or less of than of others; empty where there are none.
    pub own_signals: Vec<Option<Per>>,
    /// K: people in view, by person.
    pub in_view: Vec<f32>,
    /// The strongest that a face can be seen through a tie, as a multiple of full view: more than 1 where glimpses are doses.
    pub strongest_look: f32,
    /// The slots that are open, where encounters come and go; none: all of them.
    pub open: Option<Marks>,
    /// How many people there are in all parts together.
    pub population: usize,
}

impl Sight {
    /// Packs the ties. `visibility` and `closeness` are by tie of `network` (the viewer's row).
    pub fn new(network: Arc<Network>, visibility: Per, closeness: Per, signal: Per) -> Self {
        let in_view = people_in_view(&network, &visibility);
        let (slots, ties) = (OnceLock::new(), OnceLock::new());
        let population = network.people();
        let looks = Links::new(network.ties(), &visibility, &closeness, |tie| tie);
        let (seen, viewers) = if network.is_symmetric() && looks.each().is_empty() {
            (looks.clone(), Arc::clone(&network))
        } else {
            let (viewers, original) = network.viewers();
            let seen = Links::new(network.ties(), &visibility, &closeness, |slot| original[slot] as usize);
            // Where every tie has its opposite, turning round twice leads back.
            let known = if network.is_symmetric() { &slots } else { &ties };
            known.get_or_init(|| original);
            (seen, if network.is_symmetric() { Arc::clone(&network) } else { Arc::new(viewers) })
        };
        Self {
            seen,
            looks,
            signal,
            own_signals: Vec::new(),
            in_view,
            strongest_look: 1.0,
            open: None,
            population,
            slots,
            ties,
            viewers,
            network,
        }
    }

    /// The slot of each tie of `network`; worked out when it is first asked for.
    #[inline]
    pub fn slot_of(&self) -> &[u32] {
        self.slots.get_or_init(|| {
            let (_, original) = self.network.viewers();
            let mut slots = vec![0; original.len()];
            original.iter().enumerate().for_each(|(slot, &tie)| slots[tie as usize] = slot as u32);
            slots
        })
    }

    /// The tie of `network` that each slot is; worked out when it is first asked for.
    #[inline]
    pub fn tie_of(&self) -> &[u32] {
        // Where every tie has its opposite, turning round twice leads back.
        if self.network.is_symmetric() { self.slot_of() } else { self.ties.get_or_init(|| self.network.viewers().1) }
    }

    /// What is seen of people in an expression, by person.
    #[inline]
    pub fn signal_in(&self, expression: usize) -> &Per {
        self.own_signals.get(expression).and_then(Option::as_ref).unwrap_or(&self.signal)
    }

    /// o ε (1 − u) g(w) of a slot: how strongly the viewer of that tie sees `person` display an expression with these signals
    /// ([`signal_in`](Self::signal_in)) whose closeness gain is `gain`.
    #[inline]
    pub fn weight(&self, slot: usize, person: usize, signal: &Per, gain: f64) -> f64 {
        Look::new(self.seen.get(slot), signal.get(person)).weight(gain)
    }

    /// The same look in an expression of which `person` may show more or less than of others.
    #[inline]
    pub fn look_in(&self, expression: usize, person: usize, look: Look) -> Look {
        match self.own_signals.get(expression) {
            Some(Some(own)) => Look { signal: own.get(person), ..look },
            _ => look,
        }
    }

    /// What a viewer sees through a tie of `network`: the same look, by the viewer's rows.
    #[inline]
    pub fn look_through(&self, tie: usize) -> Look {
        let person = self.network.targets()[tie] as usize;
        Look::new(self.looks.get(tie), self.signal.get(person))
    }

    /// What the viewer of a slot sees of `person`.
    #[inline]
    pub fn look(&self, slot: usize, person: usize) -> Look {
        Look::new(self.seen.get(slot), self.signal.get(person))
    }

    /// Asks memory for what is known of a tie and of its opposite.
    #[inline]
    pub fn fetch(&self, tie: usize) {
        prefetch_index(self.looks.each(), tie);
        prefetch_index(self.slot_of(), tie);
        prefetch_index(self.seen.each(), tie);
    }

    /// Asks memory for the row of those whom a person sees.
    #[inline]
    pub fn fetch_row(&self, person: usize) {
        let row = self.network.row(person);
        fetch_ends(self.network.targets(), row.clone());
        fetch_ends(self.looks.each(), row);
    }

    /// Asks memory for the row of those who see a person.
    #[inline]
    pub fn fetch_viewers(&self, person: usize) {
        let row = self.viewers.row(person);
        fetch_ends(self.viewers.targets(), row.clone());
        fetch_ends(self.seen.each(), row);
    }

    /// The slot in which the person seen through a tie of `network` sees the viewer, if they do.
    #[inline]
    pub fn opposite(&self, tie: usize, viewer: usize) -> Option<usize> {
        // Where everyone sees those who see them, a row of viewers is the row of those seen.
        if self.network.is_symmetric() {
            return Some(tie);
        }
        let seen = self.network.targets()[tie] as usize;
        let place = self.network.seen_by(seen).binary_search(&(viewer as u32)).ok()?;
        Some(self.slot_of()[self.network.row(seen).start + place] as usize)
    }

    /// That weight, when it is the same for every tie.
    pub fn uniform_weight(&self, expression: usize, gain: f64) -> Option<f64> {
        let closeness = self.seen.closeness().or((gain == 1.0).then_some(0.0))?;
        let (Some(visibility), Per::All(signal)) = (self.seen.visibility(), self.signal_in(expression)) else {
            return None;
        };
        Some(Look { visibility, signal: *signal, closeness }.weight(gain))
    }

    /// Calls `through` with every slot through which a person may be seen now.
    #[inline]
    pub fn each_slot(&self, person: usize, through: impl FnMut(usize)) {
        match &self.open {
            Some(open) => open.each(self.viewers.row(person), through),
            None => self.viewers.row(person).for_each(through),
        }
    }

    /// Closes every tie: nobody sees anybody until they meet.
    pub fn close_all(&mut self) {
        for links in [&mut self.seen, &mut self.looks] {
            links.vary_visibility().iter_mut().for_each(|link| link.visibility = 0.0);
        }
        self.in_view.fill(0.0);
        self.open = Some(Marks::none(self.network.ties()));
    }

    /// Lets every tie fade to a share, but for those of which `stays` is told by slot (empty: none).
    pub fn fade(&mut self, keep: f32, stays: &[bool]) {
        let fades = |slot: usize| !stays.get(slot).copied().unwrap_or(false);
        let of_slots = self.seen.vary_closeness().iter_mut().enumerate();
        of_slots.filter(|&(slot, _)| fades(slot)).for_each(|(_, link)| link.closeness *= keep);
        let slot_of = if stays.is_empty() { Vec::new() } else { self.slot_of().to_vec() };
        let slot = |tie: usize| slot_of.get(tie).map_or(tie, |&slot| slot as usize);
        let of_ties = self.looks.vary_closeness().iter_mut().enumerate();
        of_ties.filter(|&(tie, _)| fades(slot(tie))).for_each(|(_, link)| link.closeness *= keep);
    }

    /// A list by tie of `network`, by slot.
    pub fn by_slot(&self, by_tie: &[bool]) -> Vec<bool> {
        let mut by_slot = vec![false; by_tie.len()];
        by_tie.iter().zip(self.slot_of()).for_each(|(&value, &slot)| by_slot[slot as usize] = value);
        by_slot
    }

    /// How many people there are; in a part of a network, of its own.
    #[inline]
    pub fn people(&self) -> usize {
        self.network.people()
    }

    /// How many people there are with those of other parts whom they see.
    pub fn everyone(&self) -> usize {
        self.network.everyone()
    }
}

/// Asks memory for the ends of a row: most rows are not much longer.
#[inline]
fn fetch_ends<T>(all: &[T], row: Range<usize>) {
    // What is not there cannot be brought, and to find that out takes long.
    if !all.is_empty() {
        prefetch_index(all, row.start);
        prefetch_index(all, row.end);
    }
}

/// K_i = Σ_j o_ij.
fn people_in_view(network: &Network, visibility: &Per) -> Vec<f32> {
    let view = |person| match visibility {
        Per::All(o) => o * network.degree(person) as f32,
        Per::Each(values) => values[network.row(person)].iter().sum(),
    };
    (0..network.people()).map(view).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Direction, Tie};

    #[test]
    fn both_ways_to_number_ties_tell_the_same() {
        let ties = [(0, 1), (0, 2), (1, 2), (3, 0), (3, 2)].map(|(viewer, seen)| Tie::new(viewer, seen));
        for direction in [Direction::Directed, Direction::Undirected] {
            let network = Arc::new(Network::from_ties(4, &ties, direction).0);
            let each = |step: f32| Per::Each((0..network.ties()).map(|tie| step * tie as f32).collect());
            let mut sight = Sight::new(Arc::clone(&network), each(0.1), each(0.05), Per::All(1.0));
            sight.fade(0.8, &[]);
            sight.fade(0.5, &(0..network.ties()).map(|slot| slot % 3 == 0).collect::<Vec<_>>());
            for slot in 0..network.ties() {
                let tie = sight.tie_of()[slot] as usize;
                assert_eq!(sight.slot_of()[tie] as usize, slot);
                assert_eq!(sight.look(slot, network.targets()[tie] as usize), sight.look_through(tie), "{direction:?}");
                assert!(network.row(sight.viewers.targets()[slot] as usize).contains(&tie));
            }
        }
    }

    #[test]
    fn the_opposite_of_a_tie_leads_back() {
        let ties = [(0, 1), (1, 0), (1, 2), (2, 0), (0, 2)].map(|(viewer, seen)| Tie::new(viewer, seen));
        for direction in [Direction::Directed, Direction::Undirected] {
            let network = Arc::new(Network::from_ties(3, &ties, direction).0);
            let sight = Sight::new(Arc::clone(&network), Per::All(1.0), Per::All(0.0), Per::All(1.0));
            for viewer in 0..3 {
                for tie in network.row(viewer) {
                    let seen = network.targets()[tie] as usize;
                    let sees_back = network.seen_by(seen).contains(&(viewer as u32));
                    let back = sight.opposite(tie, viewer);
                    assert_eq!(back.is_some(), sees_back, "{direction:?} {viewer} {seen}");
                    let back = back.map(|slot| (sight.viewers.targets()[slot] as usize, sight.seen_through(slot)));
                    assert!(back.is_none_or(|pair| pair == (seen, viewer)), "{direction:?}: {back:?}");
                }
            }
        }
    }

    impl Sight {
        fn seen_through(&self, slot: usize) -> usize {
            (0..self.people()).find(|&person| self.viewers.row(person).contains(&slot)).expect("a row has it")
        }
    }
}
