//! Imitation under the exact clock: within a step, what drives faces changes at the very moments at which somebody begins or stops,
//! an event or a showing is due, ties open and close. What is slow (mood, habituation, closeness) is what it was when the step
//! began.

use crate::model::engine::channel::{Channel, Repertoire};
use crate::model::engine::exact::memory::SeenLately;
use crate::model::engine::exact::stimulus::{Stimulus, Taken};
use crate::model::engine::exact::unfold::{Block, Unfolded, Unfolding};
use crate::model::engine::exposure::{Exposure, Input};
use crate::model::engine::face::{Boost, Countdown, Face, Proneness, Threshold};
use crate::model::engine::face_course::Call;
use crate::model::engine::muting::{Mute, Mutes};
use crate::model::engine::onsets::{Journal, Traces};
use crate::model::engine::phase::Phase;
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::measure::probe::{Probe, ProbeRequest, contacts};
use crate::model::mechanism::deliberate::DeliberateRate;
use crate::model::mechanism::encounters::{Opening, Openings, open};
use crate::model::mechanism::events::{Agenda, Calls, InForce};
use crate::model::mechanism::habituation::Habituation;
use crate::model::mechanism::mirroring::MirrorActivation;
use crate::model::mechanism::place::Medium;
use crate::model::mechanism::regulation::Regulated;
use crate::model::person::Dealt;
use bevy_ecs::change_detection::ContiguousMut;
use bevy_ecs::prelude::{Query, Res, ResMut, Resource};
use bevy_ecs::query::ContiguousQueryData;
use bevy_ecs::system::SystemParam;
use std::slice::ChunksMut;

use super::times;

/// What a face may carry.
type Carried<'a> = (
    (&'a mut Countdown, &'a mut Phase, &'a mut Face, &'a mut Stimulus),
    (&'a Proneness, &'a mut Input, Option<&'a mut MirrorActivation>),
    Option<&'a Habituation>,
    Option<&'a Threshold>,
    Option<&'a DeliberateRate>,
    Option<&'a Regulated>,
    Option<&'a mut Boost>,
    Option<&'a mut SeenLately>,
    Option<&'a mut Taken>,
);

/// Whether anything that drives faces changes from step to step, and the end of the run \[s\].
#[derive(Resource, Clone, Copy, Debug)]
pub struct Horizon {
    /// Mood, habituation, ties and the like are in use.
    pub changes: bool,
    /// Whether somebody wants what happened in the order of people.
    pub by_person: bool,
    /// \[s\]
    pub end: f64,
}

/// What the people of a step are surrounded by.
#[derive(SystemParam)]
pub struct Around<'w> {
    repertoire: Res<'w, Repertoire>,
    clock: Res<'w, Clock>,
    horizon: Res<'w, Horizon>,
    calls: Res<'w, Calls>,
    agenda: Res<'w, Agenda>,
    dealt: Res<'w, Dealt>,
    traces: Res<'w, Traces>,
    medium: Option<Res<'w, Medium>>,
    openings: Option<ResMut<'w, Openings>>,
    watch: Option<ResMut<'w, ProbeRequest>>,
}

/// What a step changes besides faces.
#[derive(SystemParam)]
pub struct Outcome<'w> {
    sight: ResMut<'w, Sight>,
    exposure: ResMut<'w, Exposure>,
    journal: ResMut<'w, Journal>,
    unfolded: ResMut<'w, Unfolded>,
    mutes: Option<ResMut<'w, Mutes>>,
}

/// Lets the step unfold.
pub fn unfold(mut faces: Query<Carried>, mut around: Around, mut outcome: Outcome) {
    let people = outcome.sight.people();
    let expressions = around.repertoire.0.len();
    let mut parts = Vec::with_capacity(expressions);
    for carried in faces.contiguous_iter_mut().expect("faces live in tables") {
        split(carried, people, &mut parts);
    }
    // Tables come in no order.
    parts.sort_by_key(|(expression, ..)| *expression);
    let (mut blocks, mut factors) = (Vec::with_capacity(expressions), Vec::with_capacity(expressions));
    let mut wanted = Vec::with_capacity(expressions);
    for (_, block, factor, means) in parts {
        blocks.push(block);
        factors.push(factor);
        wanted.push(means);
    }
    let clock = *around.clock;
    let is_first = clock.tick == 0;
    if is_first {
        outcome.unfolded.begin(&around.traces, blocks.iter().map(|block| &*block.phases));
    }
    if let Some(medium) = &around.medium {
        outcome.unfolded.heard = (0..blocks.len()).map(|expression| medium.heard(expression)).collect();
    }
    let horizon = *around.horizon;
    let refreshed = is_first || horizon.changes;
    if refreshed {
        outcome.unfolded.pending.close(clock.start());
    }
    let mut step = Step {
        unfolding: Unfolding {
            blocks,
            repertoire: &around.repertoire,
            sight: &mut outcome.sight,
            exposure: &mut outcome.exposure,
            perception: &around.dealt.perception,
            mutes: outcome.mutes.as_deref_mut(),
            journal: &mut outcome.journal,
            kept: &mut outcome.unfolded,
            start: clock.start(),
            now: clock.start(),
            end: clock.end(),
            latest: if horizon.changes { clock.end() } else { horizon.end },
        },
        factors,
        agenda: &around.agenda,
    };
    step.unfolding.begin();
    if is_first {
        (0..people).for_each(|person| step.unfolding.look_around(person));
    }
    if refreshed {
        step.boost();
        step.drive_all();
    }
    let openings = around.openings.as_mut().map_or(Vec::new(), |openings| std::mem::take(&mut openings.0));
    for (at, moment) in moments(&around.calls, &around.agenda, openings, &step, around.watch.as_deref()) {
        step.unfolding.run(at);
        match moment {
            Moment::Call(call) => step.unfolding.call(call),
            Moment::Boosts => {
                step.boost();
                (0..people).for_each(|person| step.drive(person));
            }
            Moment::Opens(opening) => step.open(&opening),
            Moment::Hides => step.hide(),
            Moment::Look => {
                if let Some(watch) = &mut around.watch {
                    watch.probe = Some(step.look(watch, at));
                }
            }
        }
    }
    step.unfolding.run(clock.end());
    step.unfolding.finish(horizon.by_person);
    for (block, (input, mirror)) in step.unfolding.blocks.iter().zip(wanted) {
        let Some(taken) = &block.taken else { continue };
        input.iter_mut().zip(&**taken).for_each(|(input, taken)| input.0 = taken.input);
        mirror.into_iter().flatten().zip(&**taken).for_each(|(mirror, taken)| mirror.0 = taken.activation);
    }
}

/// Something is due at a set moment.
enum Moment {
    /// Somebody is made to show something.
    Call(Call),
    /// What multiplies spontaneous hazards begins or ends.
    Boosts,
    /// A tie opens or closes.
    Opens(Opening),
    /// A face is hidden from somebody from now on.
    Hides,
    /// Somebody wants to see what drives a face.
    Look,
}

/// What is due in a step, by time; at the same moment in this order: ties, boosts, hidden faces, calls by expression and person.
fn moments(
    calls: &Calls,
    agenda: &Agenda,
    openings: Vec<(f64, Opening)>,
    step: &Step,
    watch: Option<&ProbeRequest>,
) -> Vec<(f64, Moment)> {
    let (start, end) = (step.unfolding.start, step.unfolding.end);
    let within = |at: f64| (at >= start && at < end).then_some(at);
    let mut all: Vec<(f64, Moment)> = openings.into_iter().map(|(at, opening)| (at, Moment::Opens(opening))).collect();
    let boosts = agenda.boosts().flat_map(|event| [event.from, event.to]).filter_map(within);
    all.extend(boosts.map(|at| (at, Moment::Boosts)));
    let hidden = step.unfolding.mutes.as_ref().into_iter().flat_map(|mutes| mutes.moments(start, end));
    all.extend(hidden.map(|at| (at, Moment::Hides)));
    all.extend(watch.filter(|watch| watch.at >= start && watch.at < end).map(|watch| (watch.at, Moment::Look)));
    all.extend(calls.0.iter().map(|call| (start + call.at, Moment::Call(*call))));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all
}

/// A step that is under way, with what drives faces in it.
struct Step<'a> {
    unfolding: Unfolding<'a>,
    /// By expression.
    factors: Vec<Factors<'a>>,
    agenda: &'a Agenda,
}

impl Step<'_> {
    /// Works out what drives all faces of a person.
    fn drive(&mut self, person: usize) {
        let in_view = self.unfolding.sight.in_view[person];
        for (expression, factors) in self.factors.iter().enumerate() {
            let channel = &self.unfolding.repertoire.0[expression];
            let (prone, spontaneous, on_purpose) =
                (factors.prone(person), factors.spontaneous(channel, person, in_view), factors.on_purpose(person));
            self.unfolding.drive(expression, person, prone, spontaneous + on_purpose, on_purpose);
        }
    }

    /// Works out what drives everybody, before everybody is looked at anew.
    fn drive_all(&mut self) {
        for (expression, factors) in self.factors.iter().enumerate() {
            let (channel, in_view) = (&self.unfolding.repertoire.0[expression], self.unfolding.sight.in_view.clone());
            self.unfolding.drive_all(expression, |person| {
                let (spontaneous, on_purpose) =
                    (factors.spontaneous(channel, person, in_view[person]), factors.on_purpose(person));
                (factors.prone(person), spontaneous + on_purpose, on_purpose)
            });
        }
    }

    /// Spontaneous hazards are multiplied by what is in force at this moment.
    fn boost(&mut self) {
        let now = self.unfolding.now;
        for (expression, factors) in self.factors.iter_mut().enumerate() {
            if let Some(boost) = &mut factors.boost {
                let name = &self.unfolding.repertoire.0[expression].name;
                let is_on = |event: &InForce| f64::from(u8::from(event.from <= now && now < event.to));
                self.agenda.multiply(name, boost, is_on);
            }
        }
    }

    /// A tie opens or closes.
    fn open(&mut self, opening: &Opening) {
        let viewer = opening.viewer as usize;
        (0..self.factors.len()).for_each(|expression| self.unfolding.advance(expression, viewer));
        let Unfolding { sight, exposure, repertoire, mutes, now, .. } = &mut self.unfolding;
        open(opening, sight, exposure, repertoire);
        if let Some(mutes) = mutes {
            let is_it = |m: &Mute| m.viewer == opening.viewer && m.seen == opening.seen && m.from <= *now;
            for (viewer, expression, difference) in mutes.renew(is_it, exposure, sight, repertoire) {
                exposure.seen[expression].add(viewer, difference);
            }
        }
        self.unfolding.look_around(viewer);
        self.drive(viewer);
    }

    /// What somebody is no longer to see is taken out of what they see.
    fn hide(&mut self) {
        let Unfolding { mutes, sight, exposure, repertoire, now, .. } = &mut self.unfolding;
        let Some(mutes) = mutes else { return };
        for (viewer, expression, difference) in mutes.renew(|mute| mute.from == *now, exposure, sight, repertoire) {
            self.unfolding.add(expression, viewer, difference);
        }
    }

    /// What is about to make a face fire.
    fn look(&mut self, watch: &ProbeRequest, at: f64) -> Probe {
        let (person, expression) = (watch.person as usize, usize::from(watch.expression));
        self.unfolding.advance(expression, person);
        let (pull, activation) = self.unfolding.pull(expression, person);
        Probe {
            time: at,
            idle: self.unfolding.blocks[expression].phases[person] == Phase::Idle,
            in_view: f64::from(self.unfolding.sight.in_view[person]),
            activation,
            spontaneous: pull.spontaneous,
            imitation: pull.imitation,
            deliberate: pull.deliberate,
            habituation: self.factors[expression].habit.map_or(0.0, |habit| habit[person].0),
            contacts: contacts(&self.unfolding.sources(), expression, watch.person),
        }
    }
}

/// What multiplies the hazards of one expression, by person.
struct Factors<'a> {
    prone: &'a [Proneness],
    habit: Option<&'a [Habituation]>,
    deliberate: Option<&'a [DeliberateRate]>,
    regulated: Option<&'a [Regulated]>,
    boost: Option<&'a mut [Boost]>,
}

impl Factors<'_> {
    /// z s β (1 − h) Γ.
    fn prone(&self, person: usize) -> f64 {
        let fresh = self.habit.map_or(1.0, |habit| 1.0 - habit[person].0);
        times(self.prone[person].0, fresh * self.regulated.map_or(1.0, |regulated| regulated[person].mimicry))
    }

    /// λ0 a(company) e^{κq}.
    fn spontaneous(&self, channel: &Channel, person: usize, in_view: f32) -> f64 {
        let boost = self.boost.as_ref().map_or(1.0, |boost| boost[person].0);
        let mood = self.regulated.map_or(1.0, |regulated| regulated[person].spontaneous);
        channel.spontaneous_rate * boost * channel.company(in_view) * mood
    }

    /// δ.
    fn on_purpose(&self, person: usize) -> f64 {
        self.deliberate.map_or(0.0, |rates| rates[person].0)
    }
}

/// Where the means of a step go to.
type Means<'a> = (&'a mut [Input], Option<&'a mut [MirrorActivation]>);

/// The parts of one expression.
type Parts<'a> = (usize, Block<'a>, Factors<'a>, Means<'a>);

/// Cuts a table into its expressions.
fn split<'a>(
    carried: <Carried<'static> as ContiguousQueryData>::Contiguous<'a, 'a>,
    people: usize,
    parts: &mut Vec<Parts<'a>>,
) {
    let (
        (clocks, phases, faces, stimuli),
        (prone, input, mirror),
        habit,
        threshold,
        deliberate,
        regulated,
        boost,
        lately,
        taken,
    ) = carried;
    let people = people.max(1);
    let (mut clocks, mut phases, mut faces) = (rows(clocks, people), rows(phases, people), rows(faces, people));
    let (mut stimuli, mut inputs) = (rows(stimuli, people), rows(input, people));
    let (mut mirror, mut boost) = (mirror.map(|all| rows(all, people)), boost.map(|all| rows(all, people)));
    let (mut lately, mut taken) = (lately.map(|all| rows(all, people)), taken.map(|all| rows(all, people)));
    for (number, prone) in prone.chunks(people).enumerate() {
        let (Some(clocks), Some(phases), Some(faces), Some(stimuli), Some(input)) =
            (clocks.next(), phases.next(), faces.next(), stimuli.next(), inputs.next())
        else {
            return;
        };
        let rows = number * people..(number + 1) * people;
        let expression = usize::from(faces[0].expression);
        let block = Block {
            clocks,
            phases,
            faces,
            stimuli,
            lately: lately.as_mut().and_then(Iterator::next),
            thresholds: threshold.map(|all| &all[rows.clone()]),
            taken: taken.as_mut().and_then(Iterator::next),
        };
        let factors = Factors {
            prone,
            habit: habit.map(|all| &all[rows.clone()]),
            deliberate: deliberate.map(|all| &all[rows.clone()]),
            regulated: regulated.map(|all| &all[rows.clone()]),
            boost: boost.as_mut().and_then(Iterator::next),
        };
        parts.push((expression, block, factors, (input, mirror.as_mut().and_then(Iterator::next))));
    }
}

fn rows<T>(all: ContiguousMut<'_, T>, people: usize) -> ChunksMut<'_, T> {
    ContiguousMut::bypass_change_detection_split(all).0.chunks_mut(people)
}

#[cfg(test)]
mod tests;
