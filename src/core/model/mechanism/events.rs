//! Events: things that happen at a set time, to whom the scenario says.

use crate::chance::{Chance, Stream};
use crate::model::engine::channel::Repertoire;
use crate::model::engine::face::{Boost, Face, blocks};
use crate::model::engine::face_course::Call;
use crate::model::engine::halo::Halo;
use crate::model::engine::phase::Cause;
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::mechanism::deliberate::{Timetables, occurrences};
use crate::model::mechanism::{Mechanism, Step};
use crate::model::situation::{self, Event, Happening, Who};
use crate::model::who::{self, WhoError};
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Query, Res, ResMut, Resource};

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "events",
    claim: "things happen at a set time: a first yawn, a joke, bad news",
    switched_on_by: "[[events]], deliberate timetables",
    needs_everyone: None,
    is_on: |s| !s.events.is_empty() || s.has_timetables(),
    install: |schedule, situation| {
        schedule.add_systems(happen.in_set(Step::Happen));
        // Under the exact clock they begin and end at their moments.
        if situation.clock == situation::Clock::Tick && situation.has_boosts() {
            schedule.add_systems(boost.in_set(Step::Happen).after(happen));
        }
    },
};

/// The events of the scenario, the groups they may name, and what is in force now.
#[derive(Resource, Debug)]
pub struct Agenda {
    events: Vec<Event>,
    groups: Vec<(String, Vec<u32>)>,
    chance: Chance,
    /// In force: (until, what, to whom).
    pub in_force: Vec<InForce>,
}

/// An event that lasts.
#[derive(Clone, Debug)]
pub struct InForce {
    /// From \[s\].
    pub from: f64,
    /// To \[s\].
    pub to: f64,
    /// What.
    pub what: Happening,
    /// To whom.
    pub people: Vec<u32>,
}

/// The calls of a tick, by expression, person and time.
#[derive(Resource, Debug, Default)]
pub struct Calls(pub Vec<Call>);

impl Calls {
    /// Those on one expression.
    pub fn on(&self, expression: u8) -> &[Call] {
        let first = self.0.partition_point(|call| call.expression < expression);
        let after = self.0.partition_point(|call| call.expression <= expression);
        &self.0[first..after]
    }
}

impl InForce {
    /// The share of a tick during which it is in force.
    pub fn overlap(&self, start: f64, end: f64) -> f64 {
        ((self.to.min(end) - self.from.max(start)) / (end - start)).clamp(0.0, 1.0)
    }
}

impl Agenda {
    /// The agenda of a run.
    ///
    /// # Errors
    /// When an event names a person or group that is not there.
    pub fn new(
        events: &[Event],
        groups: &[(String, Vec<u32>)],
        chance: Chance,
        sight: &Sight,
        mut halo: Option<&mut Halo>,
    ) -> Result<Self, WhoError> {
        let agenda = Self { events: events.to_vec(), groups: groups.to_vec(), chance, in_force: Vec::new() };
        for (index, event) in events.iter().enumerate() {
            agenda.people(&event.who, index, 0, sight, halo.as_deref_mut())?;
        }
        Ok(agenda)
    }

    fn people(
        &self,
        who: &Who,
        event: usize,
        count: u64,
        sight: &Sight,
        halo: Option<&mut Halo>,
    ) -> Result<Vec<u32>, WhoError> {
        let luck = self.chance.of(Stream::Event, event as u64);
        who::choose_in(halo, who, &sight.network, &self.groups, luck, count)
    }

    /// What multiplies spontaneous hazards now or did of late.
    pub fn boosts(&self) -> impl Iterator<Item = &InForce> + Clone {
        self.in_force.iter().filter(|event| matches!(event.what, Happening::SpontaneousFactor { .. }))
    }

    /// Multiplies the spontaneous hazards of an expression by everything that concerns it, each as far as `share` says.
    pub fn multiply(&self, name: &str, boost: &mut [Boost], share: impl Fn(&InForce) -> f64) {
        let mine = self.boosts().filter(|event| concerns(&event.what, name));
        mine.clone().for_each(|event| event.people.iter().for_each(|&i| boost[i as usize].0 = 1.0));
        for event in mine {
            let Happening::SpontaneousFactor { factor, .. } = event.what else { continue };
            let mean = 1.0 + (factor - 1.0) * share(event);
            event.people.iter().for_each(|&i| boost[i as usize].0 = (boost[i as usize].0 * mean).min(MOST));
        }
    }

    /// What begins in a tick: (offset of the moment, index of the event, people).
    fn beginning(&self, clock: Clock, sight: &Sight, mut halo: Option<&mut Halo>) -> Vec<(f64, usize, Vec<u32>)> {
        let begins = |(index, event): (usize, &Event)| {
            let mut people =
                |count| self.people(&event.who, index, count, sight, halo.as_deref_mut()).unwrap_or_default();
            let times = occurrences(event.at, event.every, event.until, clock);
            times.map(|(count, at)| (at, index, people(count))).collect::<Vec<_>>()
        };
        self.events.iter().enumerate().flat_map(begins).collect()
    }
}

/// Collects the calls of the tick and what comes into force or ends in it.
pub fn happen(
    mut agenda: ResMut<Agenda>,
    mut calls: ResMut<Calls>,
    timetables: Res<Timetables>,
    repertoire: Res<Repertoire>,
    sight: Res<Sight>,
    clock: Res<Clock>,
    mut halo: Option<ResMut<Halo>>,
) {
    let start = clock.start();
    calls.0.clear();
    calls.0.extend(timetables.0.iter().flat_map(|t| t.calls(*clock)));
    agenda.in_force.retain(|event| event.to > start - clock.dt);
    for (at, index, people) in agenda.beginning(*clock, &sight, halo.as_deref_mut()) {
        let what = agenda.events[index].what.clone();
        match &what {
            Happening::Express(name) => {
                let Some(expression) = repertoire.0.iter().position(|c| c.name == *name) else { continue };
                let call = |person| Call { expression: expression as u8, person, at, cause: Cause::Event, hold: None };
                calls.0.extend(people.into_iter().map(call));
            }
            Happening::Mood { lasting, .. } | Happening::SpontaneousFactor { lasting, .. } => {
                let from = start + at;
                agenda.in_force.push(InForce { from, to: from + lasting, what, people });
            }
        }
    }
    calls.0.sort_by(|a, b| (a.expression, a.person).cmp(&(b.expression, b.person)).then(a.at.total_cmp(&b.at)));
}

/// Multiplies spontaneous hazards while an event says so; a tick that it covers in part gets the mean factor.
pub fn boost(
    mut faces: Query<(&Face, &mut Boost)>,
    agenda: Res<Agenda>,
    repertoire: Res<Repertoire>,
    sight: Res<Sight>,
    clock: Res<Clock>,
) {
    if agenda.boosts().next().is_none() {
        return;
    }
    for (face, mut boost) in faces.contiguous_iter_mut().expect("faces live in tables") {
        let boost = boost.bypass_change_detection();
        for (index, rows) in blocks(face, sight.people()) {
            let share = |event: &InForce| event.overlap(clock.start(), clock.end());
            agenda.multiply(&repertoire.0[index].name, &mut boost[rows], share);
        }
    }
}

/// So many times as often is at once: several events together go no further.
const MOST: f64 = 1e30;

fn concerns(what: &Happening, name: &str) -> bool {
    matches!(what, Happening::SpontaneousFactor { expression, .. } if expression.as_deref().is_none_or(|e| e == name))
}
