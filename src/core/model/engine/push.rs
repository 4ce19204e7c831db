//! Telling: those whose face changed push the difference to those who see them.

use crate::model::engine::channel::Channel;
use crate::model::engine::exposure::{Change, Exposure};
use crate::model::engine::quanta::{Quanta, Seen, Sums};
use crate::model::engine::threads::Threads;
use crate::model::engine::tie_values::Per;
use crate::model::engine::view::Sight;
use prefetch_index::prefetch_index;

/// Pushes that are worth a second thread: every thread looks at all changes.
const WORTH_A_THREAD: usize = 400_000;
/// The same where everyone sees something else, which takes longer.
const WORTH_IF_WEIGHTED: usize = 100_000;

/// Sums of so many people are near enough: to ask memory for them early would only take time.
const AT_HAND: usize = 1 << 15;
/// Changes ahead whose rows memory is asked for.
const ROWS_AHEAD: usize = 24;
/// Changes ahead whose viewers' sums memory is asked for.
const SUMS_AHEAD: usize = 8;

/// Changes at a time whose rows are looked up together: memory brings them while it brings the first.
const AT_ONCE: usize = 64;

impl Exposure {
    /// Pushes the changes of one expression.
    pub fn tell(&mut self, changes: &[Change], sight: &Sight, channel: &Channel, threads: Threads) {
        let Some(expression) = changes.first().map(|change| usize::from(change.expression)) else { return };
        let weights = Weights {
            sight,
            gain: channel.closeness_gain,
            signal: sight.signal_in(expression),
            uniform: uniform(sight, expression, channel),
        };
        let worth = if weights.uniform.is_some() { WORTH_A_THREAD } else { WORTH_IF_WEIGHTED };
        let pushes = changes.len() * sight.viewers.ties() / sight.people().max(1);
        let threads = if pushes < worth { Threads::ALONE } else { threads };
        let mut sums = std::mem::replace(&mut self.seen[expression], Sums::NONE);
        let bounds = sight.network.offsets();
        match &mut sums {
            Sums::Short(sums) => {
                threads
                    .divide_ties(bounds, &mut sums[..], |first, sums| self.tell_some(first, sums, changes, &weights));
            }
            Sums::Long(sums) => {
                threads
                    .divide_ties(bounds, &mut sums[..], |first, sums| self.tell_some(first, sums, changes, &weights));
            }
        }
        self.seen[expression] = sums;
    }

    /// Pushes them to some viewers, from the person with number `first` on.
    fn tell_some<Q: Quanta>(&self, first: usize, sums: &mut [Q], changes: &[Change], weights: &Weights) {
        match weights.uniform {
            Some(weight) => self.tell_alike(first, sums, changes, weights.sight, weight),
            None => self.tell_each(first, sums, changes, weights),
        }
    }

    /// Everyone who sees a face sees the same.
    fn tell_alike<Q: Quanta>(&self, first: usize, sums: &mut [Q], changes: &[Change], sight: &Sight, weight: f64) {
        let viewers = &*sight.viewers;
        let place = |viewer: u32| (viewer as usize).wrapping_sub(first);
        let is_far = viewers.people() > AT_HAND;
        for (number, change) in changes.iter().enumerate() {
            if is_far {
                fetch(first, sums, &changes[number..], sight);
            }
            let difference = Q::from(self.difference(weight, change));
            for &viewer in viewers.seen_by(change.person as usize) {
                if let Some(sum) = sums.get_mut(place(viewer)) {
                    sum.add(difference);
                }
            }
        }
    }

    /// Everyone sees something else: first all who see a change are listed, then they are told, so that nothing waits for
    /// the length of another's list.
    fn tell_each<Q: Quanta>(&self, first: usize, sums: &mut [Q], changes: &[Change], weights: &Weights) {
        let (sight, mut views) = (weights.sight, Vec::new());
        let people = sums.len();
        let is_mine = |viewer: u32| (viewer as usize).wrapping_sub(first) < people;
        for changes in changes.chunks(AT_ONCE) {
            let most = changes.iter().map(|change| sight.viewers.degree(change.person as usize)).sum::<usize>();
            views.resize(most + 1, View::default());
            changes.iter().for_each(|change| sight.fetch_viewers(change.person as usize));
            let mut count = 0;
            for (number, change) in (0..).zip(changes) {
                sight.each_slot(change.person as usize, |slot| {
                    // Written always and kept sometimes: whom one looks after cannot be predicted.
                    let viewer = sight.viewers.targets()[slot];
                    views[count] = View { viewer, slot: slot as u32, change: number };
                    count += usize::from(is_mine(viewer));
                });
            }
            for view in &views[..count] {
                prefetch_index(&*sums, view.viewer as usize - first);
            }
            for view in &views[..count] {
                let change = &changes[view.change as usize];
                let weight = sight.weight(view.slot as usize, change.person as usize, weights.signal, weights.gain);
                sums[view.viewer as usize - first].add(Q::from(self.difference(weight, change)));
            }
        }
    }

    #[inline]
    fn difference(&self, weight: f64, change: &Change) -> Seen {
        self.contribution(weight, change.now).minus(self.contribution(weight, change.before))
    }
}

/// Asks memory for what some changes will need before long: the rows of those who see them, and the sums of these.
#[inline]
fn fetch<Q>(first: usize, sums: &[Q], changes: &[Change], sight: &Sight) {
    if let Some(later) = changes.get(ROWS_AHEAD) {
        sight.fetch_viewers(later.person as usize);
    }
    if let Some(soon) = changes.get(SUMS_AHEAD) {
        for &viewer in sight.viewers.seen_by(soon.person as usize) {
            // Of another thread's sums, the nearest of one's own: to ask for theirs would take them away.
            let nearest = (viewer as usize).wrapping_sub(first).min(sums.len().saturating_sub(1));
            prefetch_index(sums, nearest);
        }
    }
}

/// Who sees which of some changes, through which slot.
#[derive(Clone, Copy, Default)]
struct View {
    viewer: u32,
    slot: u32,
    change: u32,
}

/// How strongly each change is seen.
struct Weights<'a> {
    sight: &'a Sight,
    /// What is seen of people.
    signal: &'a Per,
    gain: f64,
    /// When it is the same for every tie.
    uniform: Option<f64>,
}

fn uniform(sight: &Sight, expression: usize, channel: &Channel) -> Option<f64> {
    sight.uniform_weight(expression, channel.closeness_gain).filter(|_| sight.open.is_none())
}
