//! Selection: people who show the same at the same time tie, and people who do not drift apart.
//!
//! ```text
//! two who may tie and do not    tie    with φ X_i X_j                       while neither has `most` ties
//! two who are tied              part   with ω [X_i (1 − X_j) + (1 − X_i) X_j]
//! ```
//!
//! The network says who may tie; who is tied sees the other, who is not does not. Kin never part. A unit exponential is drawn
//! for each change of each pair, and taken off as time passes; who would tie when they have no room left tries anew.
//!
//! Sources: friends were chosen for like, and left for unlike, levels of depression (van Zalk et al. 2010; not so in Giletta et
//! al. 2011). What both make together cannot be told from influence by watching alone (Shalizi & Thomas 2011). The rates are assumed.
//!
//! Under the exact clock who shows what is looked at once a step, and ties form and end at their own moments within it; with
//! ticks at the start of the next.

use crate::chance::{self, Chance, Draws, Stream};
use crate::model::engine::channel::Repertoire;
use crate::model::engine::exposure::Exposure;
use crate::model::engine::threads::Threads;
use crate::model::engine::tie_changes::turn;
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::mechanism::encounters::{self, Opening, Openings, Visibility};
use crate::model::mechanism::{Mechanism, Step};
use crate::model::situation::{self, Situation};
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Res, ResMut, Resource};
use rand::RngExt;

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "selection",
    claim: "people who show the same tie, people who do not drift apart",
    switched_on_by: "[selection]",
    needs_everyone: Some("any two people may tie, wherever they are"),
    is_on: |s| in_use(s).is_some(),
    install: |schedule, situation| {
        let (meet, foretell) = (encounters::meet, encounters::foretell);
        let (console, happen) = (super::comfort::console, super::events::happen);
        let select = match situation.clock {
            situation::Clock::Tick => select.in_set(Step::Happen),
            situation::Clock::Exact => select_at_moments.in_set(Step::Happen),
        };
        schedule.add_systems(select.after(meet).after(foretell).before(console).before(happen));
    },
};

/// The law of selection and the expression that it looks at.
fn in_use(situation: &Situation) -> Option<(&situation::Selection, usize)> {
    let law = situation.selection.as_ref()?;
    Some((law, situation.expressions.iter().position(|e| e.name == law.expression)?))
}

/// Who may tie with whom, and who does.
#[derive(Resource, Debug)]
pub struct Selection {
    law: situation::Selection,
    /// Which expression people are alike in.
    expression: usize,
    luck: Draws,
    /// Visibility of each slot while the two are tied.
    while_tied: Vec<f32>,
    pairs: Vec<Pair>,
    /// Ties that each person has.
    ties: Vec<u32>,
}

/// Two who may tie.
#[derive(Clone, Copy, Debug)]
struct Pair {
    people: [u32; 2],
    /// Through which slot the first sees the second, and the second the first (u32::MAX: they do not).
    slots: [u32; 2],
    tied: bool,
    kin: bool,
    /// What is left of the hazard that the next change takes.
    left: f64,
    /// How many changes came before.
    before: u32,
}

/// A pair ties or parts.
#[derive(Clone, Copy, Debug)]
struct Change {
    /// After how long \[s\].
    after: f64,
    pair: usize,
}

impl Selection {
    /// Those who are tied at the start; nothing where ties stay as they are. `kin` by slot.
    pub fn new(situation: &Situation, sight: &mut Sight, kin: &[bool], chance: Chance) -> Option<Self> {
        let (law, expression) = in_use(situation)?;
        let luck = chance.of(Stream::Selection, 0);
        let while_tied = encounters::close_all(sight);
        let ties = vec![0; sight.people()];
        let mut selection =
            Self { law: law.clone(), expression, luck, while_tied, pairs: pairs(sight, kin, luck), ties };
        selection.begin(sight);
        Some(selection)
    }

    /// Ties those who are tied at the start.
    fn begin(&mut self, sight: &mut Sight) {
        let all = 2.0 * self.pairs.len() as f64 / sight.people().max(1) as f64;
        let share = self.law.at_start.map_or(1.0, |at_start| if all > 0.0 { at_start / all } else { 0.0 });
        for number in 0..self.pairs.len() {
            let Pair { people: [one, other], .. } = self.pairs[number];
            let is_tied = self.luck.draws(chance::tie(one, other), u64::MAX).random::<f64>() < share;
            if !is_tied || self.is_full(one) || self.is_full(other) {
                continue;
            }
            self.switch(number);
            for opening in self.openings(number, sight) {
                encounters::begin_open(&opening, sight);
            }
        }
    }

    fn is_full(&self, person: u32) -> bool {
        self.ties[person as usize] >= self.law.most.unwrap_or(u32::MAX)
    }

    /// A pair ties or parts.
    fn switch(&mut self, number: usize) {
        let pair = &mut self.pairs[number];
        pair.tied = !pair.tied;
        for person in pair.people {
            let ties = &mut self.ties[person as usize];
            *ties = if pair.tied { *ties + 1 } else { *ties - 1 };
        }
    }

    /// What opens or closes with it.
    fn openings(&self, number: usize, sight: &Sight) -> impl Iterator<Item = Opening> + use<> {
        let Pair { people: [one, other], slots, tied, .. } = self.pairs[number];
        let of = |(viewer, seen, slot): (u32, u32, u32)| {
            let o = if tied { self.while_tied[slot as usize] } else { 0.0 };
            let tie = sight.tie_of()[slot as usize];
            Opening { viewer, seen, tie, slot, change: Visibility::new(o) }
        };
        let ways = [(one, other, slots[0]), (other, one, slots[1])];
        ways.map(|way| (way.2 != u32::MAX).then(|| of(way))).into_iter().flatten()
    }

    /// Those who tie or part within a time \[s\] if what is shown stays as it is, by time.
    fn foresee(&mut self, exposure: &Exposure, dt: f64) -> Vec<Change> {
        let unit = exposure.unit();
        let shown = &exposure.shown[self.expression];
        let share = |person: u32| f64::from(shown[person as usize].quanta()) * unit;
        let room: Vec<bool> = (0..self.ties.len() as u32).map(|person| !self.is_full(person)).collect();
        let mut changes = Vec::new();
        for (number, pair) in self.pairs.iter_mut().enumerate() {
            let [x, y] = pair.people.map(share);
            let has_room = pair.people.iter().all(|&person| room[person as usize]);
            let hazard = if pair.tied && !pair.kin {
                self.law.ending * (x * (1.0 - y) + (1.0 - x) * y)
            } else if !pair.tied && has_room {
                self.law.forming * x * y
            } else {
                0.0
            };
            if hazard > 0.0 && pair.left <= hazard * dt {
                changes.push(Change { after: pair.left / hazard, pair: number });
            } else {
                pair.left -= hazard * dt;
            }
        }
        changes.sort_by(|a, b| a.after.total_cmp(&b.after).then(a.pair.cmp(&b.pair)));
        changes
    }

    /// Lets a pair tie or part, unless they would tie and have no room.
    fn take(&mut self, number: usize) -> bool {
        let Pair { people: [one, other], tied, before, .. } = self.pairs[number];
        let changes = tied || !(self.is_full(one) || self.is_full(other));
        if changes {
            self.switch(number);
        }
        let pair = &mut self.pairs[number];
        pair.before = before + 1;
        pair.left = lot(self.luck, pair.people, pair.before);
        changes
    }

    /// What opens and closes within a time \[s\], each after how long.
    fn changes(&mut self, exposure: &Exposure, sight: &Sight, dt: f64) -> Vec<(f64, Opening)> {
        if exposure.total[self.expression] == 0 && exposure.shown[self.expression].iter().all(|s| s.quanta() == 0) {
            return Vec::new();
        }
        let mut openings = Vec::new();
        for Change { after, pair } in self.foresee(exposure, dt) {
            if self.take(pair) {
                openings.extend(self.openings(pair, sight).map(|opening| (after, opening)));
            }
        }
        openings
    }

    /// The mean number of ties that a person has.
    pub fn mean_ties(&self) -> f64 {
        self.ties.iter().map(|&ties| f64::from(ties)).sum::<f64>() / self.ties.len().max(1) as f64
    }
}

/// The hazard that a change takes.
fn lot(luck: Draws, [one, other]: [u32; 2], before: u32) -> f64 {
    chance::unit_exponential(&mut luck.draws(chance::tie(one, other), before.into()))
}

/// All who may tie, none of them tied.
fn pairs(sight: &Sight, kin: &[bool], luck: Draws) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for seen in 0..sight.people() {
        for (slot, &viewer) in sight.viewers.row(seen).zip(sight.viewers.seen_by(seen)) {
            let back = sight.opposite(sight.tie_of()[slot] as usize, viewer as usize);
            // Of two who may see each other the one with the smaller number comes first; each pair once.
            if back.is_some() && viewer as usize > seen {
                continue;
            }
            let (people, slots) = ([viewer, seen as u32], [slot as u32, back.map_or(u32::MAX, |back| back as u32)]);
            let is_kin = |slot: u32| kin.get(slot as usize).copied().unwrap_or(false);
            let kin = slots.iter().any(|&slot| is_kin(slot));
            pairs.push(Pair { people, slots, tied: false, kin, left: lot(luck, people, 0), before: 0 });
        }
    }
    pairs
}

/// With ticks: what was shown in the last one makes ties form and end at the start of this one.
pub fn select(
    mut selection: ResMut<Selection>,
    mut sight: ResMut<Sight>,
    mut exposure: ResMut<Exposure>,
    repertoire: Res<Repertoire>,
    clock: Res<Clock>,
    threads: Res<Threads>,
) {
    let changes = selection.changes(&exposure, &sight, clock.dt);
    let turns: Vec<Opening> = changes.into_iter().map(|(_, opening)| opening).collect();
    if turns.is_empty() {
        return;
    }
    if let Some(open) = &mut sight.open {
        turns.iter().for_each(|turn| open.set(turn.slot as usize, turn.change.is_open()));
    }
    turn(&[turns], &mut sight, &mut exposure, &repertoire, *threads);
}

/// Under the exact clock: what is shown when the step begins makes ties form and end at moments within it.
pub fn select_at_moments(
    mut selection: ResMut<Selection>,
    mut openings: ResMut<Openings>,
    exposure: Res<Exposure>,
    sight: Res<Sight>,
    clock: Res<Clock>,
) {
    let changes = selection.changes(&exposure, &sight, clock.dt);
    openings.0 = changes.into_iter().map(|(after, opening)| (clock.start() + after, opening)).collect();
}

#[cfg(test)]
mod tests;
