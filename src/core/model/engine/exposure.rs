//! What everyone shows and what everyone sees of it, in whole quanta, so that no order of changes can matter.

use crate::model::engine::channel::{Channel, Repertoire};
use crate::model::engine::quanta::{Seen, Short, Sums};
use crate::model::engine::shown::Shown;
use crate::model::engine::threads::Threads;
use crate::model::engine::view::Sight;
use bevy_ecs::prelude::{Component, Resource};
use prefetch_index::prefetch_index;

/// I: perceived input of a face in the present tick.
#[derive(Component, Clone, Copy, Debug, Default)]
pub struct Input(pub f64);

/// Σ_j o ε (1 − u) X g(w) of every person and expression, and what everyone showed, in quanta.
#[derive(Resource, Debug)]
pub struct Exposure {
    /// By expression, by person: the sum over those in view.
    pub seen: Vec<Sums>,
    /// By expression, by person: what others see; of ghosts, too.
    pub shown: Vec<Vec<Shown>>,
    /// By expression: the quanta that were shown in the last tick.
    pub total: Vec<u64>,
    /// By expression: whose face was visible for a part of the last tick only. It shows something else in the next.
    unsettled: Vec<Vec<u32>>,
    /// A face that was visible for a whole tick shows 2 to this power quanta.
    bits: u32,
    /// So many people are counted in the total; ghosts are counted in their own part.
    own: u32,
}

/// Quanta of a face, and of a weight, unless that is more than is needed: ten million such faces, a thousand times amplified,
/// still fit into a sum.
const BITS: u32 = 20;

/// Where nothing hangs on a sum being met exactly, so many do when that makes sums fit into 32 bits.
const FEWER_BITS: u32 = 18;

/// People ahead of whom memory is asked what they show.
const AHEAD: usize = 16;

/// See [`Exposure::contribution`]; `full` are the quanta of a face that was visible for a whole tick.
#[inline]
pub fn contribution(full: u32, weight: f64, shown: Shown) -> Seen {
    let weight = (weight * f64::from(1u32 << BITS) + 0.5) as u64;
    let part = |quanta: u32| (weight * u64::from(quanta)) >> BITS;
    let lasting = part(shown.settled(full).quanta());
    Seen { lasting, passing: part(shown.quanta()).wrapping_sub(lasting) }
}

impl Exposure {
    /// Nothing seen, nothing shown.
    pub fn new(sight: &Sight, repertoire: &Repertoire) -> Self {
        Self::up_to(Self::extremes(sight), sight, repertoire)
    }

    /// The most ties that anybody has, and the strongest signal.
    pub fn extremes(sight: &Sight) -> [f64; 2] {
        let most = (0..sight.people()).map(|i| sight.network.degree(i)).max().unwrap_or(0) as f64;
        [most, f64::from(sight.signal.most().max(1.0))]
    }

    /// The same, where the most ties and the strongest signal are known.
    pub fn up_to([most, strongest]: [f64; 2], sight: &Sight, repertoire: &Repertoire) -> Self {
        let (people, expressions) = (sight.people(), repertoire.0.len());
        let most = most.max(f64::from(sight.strongest_look)) * strongest;
        let largest = |bits: u32| {
            let of = |channel: &Channel| most * channel.closeness_gain.max(1.0) * f64::from(1u32 << bits);
            repertoire.0.iter().map(of).fold(0.0, f64::max)
        };
        let is_short = |bits: u32| Short::holds(largest(bits));
        let is_exact = repertoire.0.iter().any(Channel::has_threshold);
        let bits = if !is_short(BITS) && is_short(FEWER_BITS) && !is_exact { FEWER_BITS } else { BITS };
        Self {
            seen: vec![Sums::new(people, largest(bits)); expressions],
            shown: vec![vec![Shown::NOTHING; sight.everyone()]; expressions],
            total: vec![0; expressions],
            unsettled: vec![Vec::new(); expressions],
            bits,
            own: people as u32,
        }
    }

    /// Quanta of a face that was visible for a whole tick.
    #[inline]
    pub const fn full(&self) -> u32 {
        1 << self.bits
    }

    /// Quanta to people.
    #[inline]
    pub fn unit(&self) -> f64 {
        1.0 / f64::from(self.full())
    }

    /// A fraction of a tick in quanta.
    #[inline]
    pub fn quanta(&self, fraction: f64) -> u32 {
        (fraction * f64::from(self.full()) + 0.5) as u32
    }

    /// What one person adds to a viewer's sum. Differences of it telescope exactly.
    #[inline]
    pub fn contribution(&self, weight: f64, shown: Shown) -> Seen {
        contribution(self.full(), weight, shown)
    }

    /// The tick is over: a face that was visible for a part of it is visible for all of the next, or for none.
    pub(in crate::model) fn settle(&mut self, threads: Threads) {
        let full = self.full();
        for (expression, people) in self.unsettled.iter_mut().enumerate().filter(|(_, people)| !people.is_empty()) {
            self.seen[expression].settle(threads);
            let all = &mut self.shown[expression];
            for (number, &person) in people.iter().enumerate() {
                people.get(number + AHEAD).into_iter().for_each(|&later| prefetch_index(&*all, later as usize));
                let shown = &mut all[person as usize];
                let settled = shown.settled(full);
                if person < self.own {
                    self.total[expression] += u64::from(settled.quanta());
                    self.total[expression] -= u64::from(shown.quanta());
                }
                *shown = settled;
            }
            people.clear();
        }
    }

    /// Takes up what everyone shows of an expression that is shown differently.
    pub(in crate::model) fn note(&mut self, expression: usize, changes: &[Change]) {
        let full = self.full();
        for (number, change) in changes.iter().enumerate() {
            if let Some(later) = changes.get(number + AHEAD) {
                prefetch_index(&self.shown[expression], later.person as usize);
            }
            self.shown[expression][change.person as usize] = change.now;
            if change.person < self.own {
                self.total[expression] += u64::from(change.now.quanta());
                self.total[expression] -= u64::from(change.before.quanta());
            }
            if change.now != change.now.settled(full) {
                self.unsettled[expression].push(change.person);
            }
        }
    }
}

/// A face that is seen differently from the last tick.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    /// Whose.
    pub person: u32,
    /// Which expression.
    pub expression: u8,
    /// What would be seen if the face had not changed.
    pub before: Shown,
    /// What is seen.
    pub now: Shown,
}

/// The attention budget: of K people in view, B can be followed.
#[inline]
pub fn attend(sum: f64, attention: f64, in_view: f64) -> f64 {
    // Multiplied first and divided last, so that a share m/k meets a threshold written as m/k exactly.
    if attention < in_view { sum * attention / in_view } else { sum }
}
