//! Association by distance: how much likelier somebody expresses something when somebody one, two or three steps away
//! does.
//!
//! ```text
//! association_d = P(ego expresses | an alter at distance d does) / P(ego expresses | an alter at distance d does not) − 1
//! ```
//!
//! This is the relative risk less one, as Fowler and Christakis (2008) report it; 0 is no association, 0.15 is "15 %
//! likelier". All ordered pairs count whose shortest path, over ties taken without direction, has d steps, at every
//! sampled moment of the second half of the run, pooled. It is a correlation: it does not know whether one caught it
//! from the other, both live in the same surroundings, or they became friends because they were alike. Where ties form and end
//! (`[selection]`), those count that are there at the moment.

use crate::model::engine::face::{Face, blocks};
use crate::model::engine::phase::Phase;
use crate::model::engine::tie_values::Links;
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::measure::record::Record;
use crate::model::mechanism::{Mechanism, Step};
use crate::model::situation::Situation;
use crate::network::Network;
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Query, Res, ResMut, Resource};

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "association",
    claim: "how alike people one, two and three steps apart are: a measure, not a cause",
    switched_on_by: "[measure] association",
    needs_everyone: Some("pairs of people up to three ties apart are compared, of whom each may be in another part"),
    is_on: |s| !s.measure.association.is_empty(),
    install: |schedule, _| {
        schedule.add_systems(
            snapshot.in_set(Step::Record).before(super::feelings::measure).before(super::recording::record),
        );
    },
};

/// The distances at which association is measured: 1 to this.
pub const FARTHEST: usize = 3;

/// Who was expressing what at the sampled moments: one bit a moment.
#[derive(Resource, Debug, Default)]
pub struct Snapshots {
    /// The expressions that are measured, by number.
    expressions: Vec<usize>,
    /// By measured expression, then by block of 64 moments, then by person.
    bits: Vec<Vec<Vec<u64>>>,
    /// Moments so far.
    moments: u32,
    /// Where ties form and end: what was counted at the moments so far.
    counted: Option<Vec<[Count; FARTHEST]>>,
}

impl Snapshots {
    /// Those that a situation asks for.
    pub fn new(situation: &Situation) -> Self {
        let number = |name: &String| situation.expressions.iter().position(|e| e.name == *name);
        let expressions: Vec<usize> = situation.measure.association.iter().filter_map(number).collect();
        let counted = situation.selection.as_ref().map(|_| vec![[Count::default(); FARTHEST]; expressions.len()]);
        Self { bits: vec![Vec::new(); expressions.len()], expressions, moments: 0, counted }
    }

    /// By measured expression and distance: the association; none where one of the two chances has no pairs to be
    /// counted from, or nobody expresses next to somebody who does not.
    pub fn associations(&self, sight: &Sight) -> Vec<Option<f64>> {
        if let Some(counted) = &self.counted {
            return counted.iter().flatten().map(|count| count.association(1)).collect();
        }
        let counts = self.count(sight);
        counts.iter().flatten().map(|count| count.association(u64::from(self.moments))).collect()
    }

    fn count(&self, sight: &Sight) -> Vec<[Count; FARTHEST]> {
        let mut counts = vec![[Count::default(); FARTHEST]; self.expressions.len()];
        if counts.is_empty() {
            return counts;
        }
        let mut near = Neighbourhood::new(sight, self.counted.is_some());
        for ego in 0..sight.people() {
            near.explore(ego);
            for (counts, blocks) in counts.iter_mut().zip(&self.bits) {
                for (alter, distance) in near.people() {
                    counts[distance - 1].add(blocks, ego, alter);
                }
            }
        }
        counts
    }
}

impl Snapshots {
    /// Counts the present moment, by the ties that there are, and forgets who expressed what.
    fn count_now(&mut self, sight: &Sight) {
        let now = self.count(sight);
        for (all, now) in self.counted.iter_mut().flatten().flatten().zip(now.iter().flatten()) {
            all.join(*now);
        }
        self.bits.iter_mut().for_each(Vec::clear);
        self.moments = 0;
    }
}

/// What was counted over pairs and moments.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Count {
    pairs: u64,
    ego: u64,
    alter: u64,
    both: u64,
}

impl Count {
    fn add(&mut self, blocks: &[Vec<u64>], ego: usize, alter: usize) {
        self.pairs += 1;
        for people in blocks {
            let (ego, alter) = (people[ego], people[alter]);
            self.ego += u64::from(ego.count_ones());
            self.alter += u64::from(alter.count_ones());
            self.both += u64::from((ego & alter).count_ones());
        }
    }

    fn join(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.ego += other.ego;
        self.alter += other.alter;
        self.both += other.both;
    }

    fn association(self, moments: u64) -> Option<f64> {
        let all = self.pairs * moments;
        let beside = self.both as f64 / self.alter as f64;
        let otherwise = (self.ego - self.both) as f64 / (all - self.alter) as f64;
        Some(beside / otherwise - 1.0).filter(|a| a.is_finite())
    }
}

/// Everyone within [`FARTHEST`] steps of a person.
struct Neighbourhood<'a> {
    ways: [&'a Network; 2],
    /// By way: where only open ties count, how they are seen.
    open: Option<[&'a Links; 2]>,
    /// Distance from the person; 0: not found.
    distance: Vec<u8>,
    /// Who was found, nearest first; the person comes first.
    found: Vec<u32>,
}

impl<'a> Neighbourhood<'a> {
    fn new(sight: &'a Sight, only_open: bool) -> Self {
        let open = only_open.then_some([&sight.looks, &sight.seen]);
        Self { ways: [&sight.network, &sight.viewers], open, distance: vec![0; sight.people()], found: Vec::new() }
    }

    fn explore(&mut self, person: usize) {
        self.found.drain(..).for_each(|i| self.distance[i as usize] = 0);
        self.found.push(person as u32);
        let mut next = 0;
        while let Some(&here) = self.found.get(next) {
            next += 1;
            let steps = self.distance[here as usize] + 1;
            if usize::from(steps) > FARTHEST {
                break;
            }
            let symmetric = self.ways[0].is_symmetric();
            for (number, way) in self.ways[..if symmetric { 1 } else { 2 }].iter().enumerate() {
                for tie in way.row(here as usize) {
                    if self.open.is_some_and(|open| open[number].get(tie).visibility == 0.0) {
                        continue;
                    }
                    let other = way.targets()[tie];
                    if self.distance[other as usize] == 0 && other as usize != person {
                        self.distance[other as usize] = steps;
                        self.found.push(other);
                    }
                }
            }
        }
    }

    fn people(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.found[1..].iter().map(|&i| (i as usize, usize::from(self.distance[i as usize])))
    }
}

/// The names of the associations that a situation asks for, in the order of [`Snapshots::associations`].
pub fn metric_names(situation: &Situation) -> impl Iterator<Item = String> + '_ {
    let expressions = situation.measure.association.iter();
    expressions.flat_map(|name| (1..=FARTHEST).map(move |distance| format!("{name}_association_{distance}")))
}

/// Takes a snapshot at the sampled moments of the second half of a run.
pub fn snapshot(
    faces: Query<(&Face, &Phase)>,
    mut snapshots: ResMut<Snapshots>,
    sight: Res<Sight>,
    record: Res<Record>,
    clock: Res<Clock>,
) {
    if clock.tick < record.late_from || !(clock.tick + 1).is_multiple_of(record.every) {
        return;
    }
    let bit = snapshots.moments % 64;
    let Snapshots { expressions, bits, moments, .. } = &mut *snapshots;
    *moments += 1;
    for (face, phase) in faces.contiguous_iter().expect("faces live in tables") {
        for (expression, rows) in blocks(face, sight.people()) {
            let measured = expressions.iter().zip(&mut *bits).filter(|&(&e, _)| e == expression);
            for (_, blocks) in measured {
                note(blocks, bit, &phase[rows.clone()]);
            }
        }
    }
    if snapshots.counted.is_some() {
        snapshots.count_now(&sight);
    }
}

fn note(blocks: &mut Vec<Vec<u64>>, bit: u32, phases: &[Phase]) {
    if bit == 0 {
        blocks.push(vec![0; phases.len()]);
    }
    let Some(people) = blocks.last_mut() else { return };
    for (person, phase) in people.iter_mut().zip(phases) {
        *person |= u64::from(*phase == Phase::Expressing) << bit;
    }
}
