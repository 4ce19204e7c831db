//! Telling: those whose face changed push the difference to those who see them.

use super::channel::Channel;
use super::crew::Crew;
use super::perception::{Change, Exposure};
use super::sight::Sight;
use super::sums::{Quanta, Seen, Sums};
use crate::network::Network;
use std::hint::black_box;
use std::ops::Range;

/// A thread looks at every change, so that fewer than one in so many people are not worth a second one.
const WORTH_A_THREAD: usize = 64;

/// Changes at a time whose rows are looked up together: memory brings them while it brings the first.
const AT_ONCE: usize = 64;

impl Exposure {
    /// Pushes the changes of one expression.
    pub fn tell(&mut self, changes: &[Change], sight: &Sight, channel: &Channel, crew: Crew) {
        let Some(expression) = changes.first().map(|change| usize::from(change.expression)) else { return };
        let weights = Weights { sight, gain: channel.closeness_gain, uniform: uniform(sight, channel) };
        let crew = if changes.len() * WORTH_A_THREAD < sight.people() { Crew::ALONE } else { crew };
        let mut sums = std::mem::replace(&mut self.seen[expression], Sums::NONE);
        let bounds = sight.network.offsets();
        match &mut sums {
            Sums::Short(sums) => {
                crew.share_ties(bounds, &mut sums[..], |first, sums| self.tell_some(first, sums, changes, &weights));
            }
            Sums::Long(sums) => {
                crew.share_ties(bounds, &mut sums[..], |first, sums| self.tell_some(first, sums, changes, &weights));
            }
        }
        self.seen[expression] = sums;
    }

    /// Pushes them to some viewers, from the person with number `first` on.
    fn tell_some<Q: Quanta>(&self, first: usize, sums: &mut [Q], changes: &[Change], weights: &Weights) {
        match weights.uniform {
            Some(weight) => self.tell_alike(first, sums, changes, &weights.sight.viewers, weight),
            None => self.tell_each(first, sums, changes, weights),
        }
    }

    /// Everyone who sees a face sees the same.
    fn tell_alike<Q: Quanta>(&self, first: usize, sums: &mut [Q], changes: &[Change], viewers: &Network, weight: f64) {
        for changes in changes.chunks(AT_ONCE) {
            for change in changes {
                black_box(viewers.seen_by(change.person as usize).first().copied());
            }
            for change in changes {
                let difference = Q::from(self.difference(weight, change));
                for &viewer in viewers.seen_by(change.person as usize) {
                    if let Some(sum) = sums.get_mut((viewer as usize).wrapping_sub(first)) {
                        sum.add(difference);
                    }
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
            let rows = || changes.iter().map(|change| sight.viewers.row(change.person as usize));
            let most = rows().map(|row| row.len()).sum::<usize>();
            views.resize(most + 1, View::default());
            rows().for_each(|row| fetch(sight, row));
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
                black_box(sums[view.viewer as usize - first]);
            }
            for view in &views[..count] {
                let change = &changes[view.change as usize];
                let weight = sight.weight(view.slot as usize, change.person as usize, weights.gain);
                sums[view.viewer as usize - first].add(Q::from(self.difference(weight, change)));
            }
        }
    }

    #[inline]
    fn difference(&self, weight: f64, change: &Change) -> Seen {
        self.contribution(weight, change.now).minus(self.contribution(weight, change.before))
    }
}

/// Looks up what the ends of a row are like, so that memory brings it: most rows are not much longer.
fn fetch(sight: &Sight, row: Range<usize>) {
    let (targets, links) = (sight.viewers.targets(), sight.seen.each());
    for end in [row.start, row.end - usize::from(!row.is_empty())] {
        black_box(targets.get(end).copied());
        black_box(links.get(end).map(|link| link.closeness));
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
    gain: f64,
    /// When it is the same for every tie.
    uniform: Option<f64>,
}

fn uniform(sight: &Sight, channel: &Channel) -> Option<f64> {
    sight.uniform_weight(channel.closeness_gain).filter(|_| sight.open.is_none())
}
