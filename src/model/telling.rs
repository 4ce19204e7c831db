//! Telling: those whose face changed push the difference to those who see them.
//!
//! Who sees whom has no order in memory. Where the sums of everyone do not fit into a fast cache, the differences are first
//! sorted by the region of memory they go to, so that each region is fetched once and not once a difference.

use super::channel::Channel;
use super::crew::Crew;
use super::perception::{Change, Exposure};
use super::sight::Sight;
use super::sums::{Quanta, Seen, Sums};

/// People whose sums lie in one region: 2 to this power.
const REGION: u32 = 15;

/// Fewest people whose differences are sorted.
const MANY: usize = 1 << 17;

impl Exposure {
    /// Pushes the changes of one expression.
    pub fn tell(&mut self, changes: &[Change], sight: &Sight, channel: &Channel, crew: Crew) {
        let expression = usize::from(changes[0].expression);
        let weights = Weights { sight, gain: channel.closeness_gain, uniform: uniform(sight, channel) };
        let mut sums = std::mem::replace(&mut self.seen[expression], Sums::Short(Vec::new()));
        // A thread looks at every change: few of them are not worth one.
        let crew = if changes.len() * 64 < sight.people() { Crew::ALONE } else { crew };
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
        if sums.len() < MANY {
            return self.differences(changes, weights, |viewer, difference| {
                if let Some(sum) = sums.get_mut((viewer as usize).wrapping_sub(first)) {
                    sum.add(difference);
                }
            });
        }
        let mut heaps = Heaps::new(sums.len());
        self.differences(changes, weights, |viewer, difference| {
            let place = (viewer as usize).wrapping_sub(first);
            if place < sums.len() {
                heaps.put(place, difference);
                if heaps.held == AT_ONCE {
                    heaps.pour(sums);
                }
            }
        });
        heaps.pour(sums);
    }

    /// Calls `tell` with every viewer of the changes and what is added to the viewer's sum.
    #[inline]
    fn differences<Q: Quanta>(&self, changes: &[Change], weights: &Weights, mut tell: impl FnMut(u32, Q)) {
        let viewers = &weights.sight.viewers;
        for change in changes {
            let person = change.person as usize;
            let difference = |weight| Q::from(self.difference(weight, change));
            if let Some(weight) = weights.uniform {
                let difference = difference(weight);
                viewers.seen_by(person).iter().for_each(|&viewer| tell(viewer, difference));
                continue;
            }
            let mut through = |slot: usize| {
                tell(viewers.targets()[slot], difference(weights.sight.weight(slot, person, weights.gain)));
            };
            match &weights.sight.open {
                Some(open) => open[person].iter().for_each(|&slot| through(slot as usize)),
                None => viewers.row(person).for_each(through),
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

/// Differences that are sorted together: bounds the memory that they take.
const AT_ONCE: usize = 1 << 19;

/// Differences by region.
struct Heaps<Q> {
    heaps: Vec<Vec<(u32, Q)>>,
    held: usize,
}

impl<Q: Quanta> Heaps<Q> {
    fn new(people: usize) -> Self {
        Self { heaps: (0..people.div_ceil(1 << REGION)).map(|_| Vec::new()).collect(), held: 0 }
    }

    #[inline]
    fn put(&mut self, place: usize, difference: Q) {
        self.heaps[place >> REGION].push((place as u32, difference));
        self.held += 1;
    }

    fn pour(&mut self, sums: &mut [Q]) {
        for heap in &mut self.heaps {
            heap.drain(..).for_each(|(place, difference)| sums[place as usize].add(difference));
        }
        self.held = 0;
    }
}
