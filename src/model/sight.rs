//! Who is in view of whom, and how near: the ties of the network with the visibility, closeness and expressiveness that
//! the scenario gives them, packed the way a face is seen: for each person the people who see them.

use crate::network::Network;
use bevy_ecs::prelude::Resource;
use std::sync::{Arc, OnceLock};

/// A number for each tie (or person), or one for all of them.
#[derive(Clone, Debug, PartialEq)]
pub enum Per {
    /// The same everywhere.
    All(f32),
    /// One each.
    Each(Vec<f32>),
}

impl Per {
    /// Packs a list: one number when all are equal.
    pub fn pack(values: Vec<f32>, when_empty: f32) -> Self {
        match values.first() {
            None => Self::All(when_empty),
            Some(&first) if values.iter().all(|&v| v == first) => Self::All(first),
            Some(_) => Self::Each(values),
        }
    }

    /// Number `i`.
    #[inline]
    pub fn get(&self, i: usize) -> f32 {
        match self {
            Self::All(value) => *value,
            Self::Each(values) => values[i],
        }
    }

    /// The list, written out with `len` numbers if it was one for all.
    #[inline]
    pub fn each(&mut self, len: usize) -> &mut Vec<f32> {
        if let Self::All(value) = *self {
            *self = Self::Each(vec![value; len]);
        }
        match self {
            Self::Each(values) => values,
            Self::All(_) => unreachable!("written out above"),
        }
    }
}

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
    /// o: visibility by slot.
    pub visibility: Per,
    /// The same by tie of `network`, for those who go through whom a person sees.
    pub view: Per,
    /// w: closeness by slot.
    pub closeness: Per,
    /// The same by tie of `network`.
    pub near: Per,
    /// ε(1 − u) by person.
    pub signal: Per,
    /// K: people in view, by person.
    pub in_view: Vec<f32>,
    /// The slots that are open, by the person seen, where encounters come and go; none: all of them.
    pub open: Option<Vec<Vec<u32>>>,
}

impl Sight {
    /// Packs the ties. `visibility` and `closeness` are by tie of `network` (the viewer's row).
    pub fn new(network: Arc<Network>, visibility: Per, closeness: Per, signal: Per) -> Self {
        let in_view = people_in_view(&network, &visibility);
        let (slots, ties) = (OnceLock::new(), OnceLock::new());
        let (view, near) = (visibility.clone(), closeness.clone());
        if network.is_symmetric() && matches!((&visibility, &closeness), (Per::All(_), Per::All(_))) {
            let viewers = Arc::clone(&network);
            return Self {
                visibility,
                view,
                closeness,
                near,
                signal,
                in_view,
                open: None,
                slots,
                ties,
                viewers,
                network,
            };
        }
        let (viewers, original) = network.viewers();
        let by_slot = |per: Per| match per {
            Per::All(value) => Per::All(value),
            Per::Each(values) => Per::Each(original.iter().map(|&tie| values[tie as usize]).collect()),
        };
        let (visibility, closeness) = (by_slot(visibility), by_slot(closeness));
        let viewers = if network.is_symmetric() { Arc::clone(&network) } else { Arc::new(viewers) };
        Self { visibility, view, closeness, near, signal, in_view, open: None, slots, ties, viewers, network }
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

    /// o ε (1 − u) g(w) of a slot: how strongly the viewer of that tie sees `person`'s display, in an expression whose
    /// closeness gain is `gain`.
    #[inline]
    pub fn weight(&self, slot: usize, person: usize, gain: f64) -> f64 {
        self.look(slot, person).weight(gain)
    }

    /// What a viewer sees through a tie of `network`: the same look, by the viewer's rows.
    #[inline]
    pub fn look_through(&self, tie: usize) -> Look {
        let person = self.network.targets()[tie] as usize;
        Look { visibility: self.view.get(tie), signal: self.signal.get(person), closeness: self.near.get(tie) }
    }

    /// What the viewer of a slot sees of `person`.
    #[inline]
    pub fn look(&self, slot: usize, person: usize) -> Look {
        Look {
            visibility: self.visibility.get(slot),
            signal: self.signal.get(person),
            closeness: self.closeness.get(slot),
        }
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
    pub fn uniform_weight(&self, gain: f64) -> Option<f64> {
        let closeness_matters = gain != 1.0 && !matches!(self.closeness, Per::All(_));
        let uniform = !closeness_matters && matches!((&self.visibility, &self.signal), (Per::All(_), Per::All(_)));
        uniform.then(|| self.weight_of_all(gain))
    }

    fn weight_of_all(&self, gain: f64) -> f64 {
        let closeness = if let Per::All(w) = self.closeness { f64::from(w) } else { 0.0 };
        let (Per::All(o), Per::All(signal)) = (&self.visibility, &self.signal) else { return 1.0 };
        f64::from(*o) * f64::from(*signal) * (1.0 + (gain - 1.0) * closeness)
    }

    /// Calls `through` with every slot through which a person may be seen now.
    #[inline]
    pub fn each_slot(&self, person: usize, mut through: impl FnMut(usize)) {
        match &self.open {
            Some(open) => open[person].iter().for_each(|&slot| through(slot as usize)),
            None => self.viewers.row(person).for_each(through),
        }
    }

    /// Closes every tie: nobody sees anybody until they meet.
    pub fn close_all(&mut self) {
        self.visibility = Per::Each(vec![0.0; self.network.ties()]);
        self.view = self.visibility.clone();
        self.in_view.fill(0.0);
        self.open = Some(vec![Vec::new(); self.people()]);
    }

    /// Opens, closes or dims a slot through which `seen` is seen.
    #[inline]
    pub fn set_visibility(&mut self, slot: usize, seen: usize, visibility: f32) {
        let ties = self.network.ties();
        let old = std::mem::replace(&mut self.visibility.each(ties)[slot], visibility);
        let tie = self.tie_of()[slot] as usize;
        self.view.each(ties)[tie] = visibility;
        if let Some(open) = &mut self.open {
            let open = &mut open[seen];
            if visibility == 0.0 {
                // In no order: what viewers are told comes to the same.
                open.iter().position(|&other| other == slot as u32).map(|place| open.swap_remove(place));
            } else if old == 0.0 {
                open.push(slot as u32);
            }
        }
        let viewer = self.viewers.targets()[slot] as usize;
        let in_view = self.in_view[viewer] + visibility - old;
        // What rounding leaves of nobody is nobody.
        self.in_view[viewer] = if in_view < 1e-4 { 0.0 } else { in_view };
    }

    /// Brings the two of a slot nearer to each other, or farther apart, as the viewer sees it.
    #[inline]
    pub fn set_closeness(&mut self, slot: usize, closeness: f32) {
        let ties = self.network.ties();
        let tie = self.tie_of()[slot] as usize;
        self.closeness.each(ties)[slot] = closeness;
        self.near.each(ties)[tie] = closeness;
    }

    /// Lets every tie fade to a share, but for those of which `stays` is told by slot (empty: none).
    pub fn fade(&mut self, keep: f32, stays: &[bool]) {
        let ties = self.network.ties();
        if stays.is_empty() {
            for per in [&mut self.closeness, &mut self.near] {
                per.each(ties).iter_mut().for_each(|w| *w *= keep);
            }
        } else {
            (0..ties).filter(|&slot| !stays[slot]).for_each(|slot| {
                self.set_closeness(slot, self.closeness.get(slot) * keep);
            });
        }
    }

    /// A list by tie of `network`, by slot.
    pub fn by_slot(&self, by_tie: &[bool]) -> Vec<bool> {
        let mut by_slot = vec![false; by_tie.len()];
        by_tie.iter().zip(self.slot_of()).for_each(|(&value, &slot)| by_slot[slot as usize] = value);
        by_slot
    }

    /// How many people there are.
    #[inline]
    pub fn people(&self) -> usize {
        self.network.people()
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
            let seen = sight.seen_through(2);
            sight.set_visibility(2, seen, 0.9);
            sight.set_closeness(1, 0.8);
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
