//! Telling: those whose face changed push the difference to those who see them.

use super::channel::Channel;
use super::crew::Crew;
use super::perception::{Change, Exposure};
use super::sight::Sight;
use super::sums::{Quanta, Seen, Sums};
use std::hint::black_box;

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
        match &mut sums {
            Sums::Short(sums) => {
                crew.share(&mut sums[..], |first, sums| self.tell_some(first, sums, changes, &weights))
            }
            Sums::Long(sums) => crew.share(&mut sums[..], |first, sums| self.tell_some(first, sums, changes, &weights)),
        }
        self.seen[expression] = sums;
    }

    /// Pushes them to some viewers, from the person with number `first` on.
    fn tell_some<Q: Quanta>(&self, first: usize, sums: &mut [Q], changes: &[Change], weights: &Weights) {
        let viewers = &weights.sight.viewers;
        for changes in changes.chunks(AT_ONCE) {
            for change in changes {
                black_box(viewers.seen_by(change.person as usize).first().copied());
            }
            for change in changes {
                let person = change.person as usize;
                let difference = |weight| Q::from(self.difference(weight, change));
                let sum_of = |viewer: u32| (viewer as usize).wrapping_sub(first);
                if let Some(weight) = weights.uniform {
                    let difference = difference(weight);
                    for &viewer in viewers.seen_by(person) {
                        if let Some(sum) = sums.get_mut(sum_of(viewer)) {
                            sum.add(difference);
                        }
                    }
                    continue;
                }
                weights.sight.each_slot(person, |slot| {
                    // Weighed only for viewers who are looked after here.
                    if let Some(sum) = sums.get_mut(sum_of(viewers.targets()[slot])) {
                        sum.add(difference(weights.sight.weight(slot, person, weights.gain)));
                    }
                });
            }
        }
    }

    #[inline]
    fn difference(&self, weight: f64, change: &Change) -> Seen {
        self.contribution(weight, change.now).minus(self.contribution(weight, change.before))
    }
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
