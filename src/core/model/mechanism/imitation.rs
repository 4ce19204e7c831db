//! Imitation: an idle face fires with a hazard that grows with the mirror activation.
//!
//! ```text
//! λ = λ0·a(company)·e^{κq}  +  z s β Ψ(A)(1 − h) Γ  +  δ
//! Ψ = A | θ(1 − e^{−A/θ}) | Aⁿ/(θⁿ + Aⁿ) | 1[A ≥ θ_i] | A + κ₂A²
//! ```
//!
//! An idle stretch draws one unit exponential; λ dt is taken off it tick by tick, and it fires, at a real-valued time,
//! where nothing is left. More hazard can therefore only mean earlier, and two runs that share their dice stay coupled.

pub mod exact;

use crate::model::engine::changes::{Changes, Found};
use crate::model::engine::channel::{Channel, Repertoire};
use crate::model::engine::countdowns::{Speeds, WIDTH, steady, sweep};
use crate::model::engine::exposure::{Change, Exposure, Input};
use crate::model::engine::face::{Boost, Countdown, Face, Faces, Proneness, Threshold};
use crate::model::engine::face_course::{Course, Pull, Running};
use crate::model::engine::muting::Mutes;
use crate::model::engine::onsets::{Caught, Journal, Traces, append};
use crate::model::engine::phase::Phase;
use crate::model::engine::quanta::{Quanta, Sums};
use crate::model::engine::response::{reaches, response, response_of};
use crate::model::engine::shown::Shown;
use crate::model::engine::source::Sources;
use crate::model::engine::threads::{Rows, Threads};
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::mechanism::deliberate::DeliberateRate;
use crate::model::mechanism::events::Calls;
use crate::model::mechanism::habituation::Habituation;
use crate::model::mechanism::mirroring::MirrorActivation;
use crate::model::mechanism::regulation::Regulated;
use crate::model::mechanism::{Mechanism, Step};
use crate::model::situation::{self, Response};
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Query, Res, ResMut, Without};
use bevy_ecs::system::SystemParam;
use multiversion::multiversion;
use prefetch_index::prefetch_index;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "imitation",
    claim: "an idle face fires with a hazard that grows with the mirror activation",
    switched_on_by: "always",
    needs_everyone: None,
    is_on: |_| true,
    install: |schedule, situation| match situation.clock {
        situation::Clock::Tick => {
            schedule.add_systems(imitate.in_set(Step::Express));
        }
        situation::Clock::Exact => {
            schedule.add_systems(exact::unfold.in_set(Step::Express));
        }
    },
};

/// What a pass over faces reads.
#[derive(SystemParam)]
pub struct Around<'w> {
    repertoire: Res<'w, Repertoire>,
    sight: Res<'w, Sight>,
    exposure: Res<'w, Exposure>,
    clock: Res<'w, Clock>,
    threads: Res<'w, Threads>,
    calls: Res<'w, Calls>,
    traces: Res<'w, Traces>,
    mutes: Option<Res<'w, Mutes>>,
}

/// What a pass over faces writes besides the faces.
#[derive(SystemParam)]
pub struct Outcome<'w> {
    journal: ResMut<'w, Journal>,
    changes: ResMut<'w, Changes>,
}

/// What every face has.
type Whole<'a> = (&'a mut Countdown, &'a mut Phase, &'a mut Face);

/// All faces: first those of expressions that have no memory, no habituation and no differences between people.
pub fn imitate(
    mut bare: Query<Whole, Without<Proneness>>,
    others: Query<Carried>,
    around: Around,
    mut outcome: Outcome,
) {
    for (mut clocks, mut phases, mut faces) in bare.contiguous_iter_mut().expect("faces live in tables") {
        let faces = Faces {
            clocks: clocks.bypass_change_detection(),
            phases: phases.bypass_change_detection(),
            faces: faces.bypass_change_detection(),
        };
        for (expression, _, faces) in faces.blocks(around.sight.people()) {
            match &around.exposure.seen[expression] {
                Sums::Short(seen) => pass_bare(faces, expression, seen, &around, &mut outcome),
                Sums::Long(seen) => pass_bare(faces, expression, seen, &around, &mut outcome),
            }
        }
    }
    imitate_others(others, &around, &mut outcome);
}

/// The hazard follows from the exposure alone.
fn pass_bare(faces: Faces, expression: usize, seen: &[impl Quanta], around: &Around, outcome: &mut Outcome) {
    let channel = &around.repertoire.0[expression];
    let (spontaneous, rate) = (channel.spontaneous_rate, channel.imitation_rate * around.exposure.unit());
    let imitation = |seen: f64| rate * seen;
    let pull = |person: usize| {
        let imitation = imitation(seen[person].real());
        Pull { spontaneous, imitation, deliberate: 0.0, stopping: 1.0 }
    };
    let hazards = |first: usize, hazards: &mut [f64]| {
        let rows = hazards.iter_mut().zip(&seen[first..]);
        rows.for_each(|(hazard, seen)| *hazard = spontaneous + imitation(seen.real()));
    };
    pass(faces, expression, Speeds { hazards, others: steady, pull }, around, outcome);
}

/// What a general face may carry.
type Carried<'a> = (
    Whole<'a>,
    &'a Proneness,
    &'a Input,
    Option<&'a MirrorActivation>,
    Option<&'a Habituation>,
    Option<&'a Threshold>,
    Option<&'a DeliberateRate>,
    Option<&'a Regulated>,
    Option<&'a Boost>,
);

/// All other faces.
fn imitate_others(mut faces: Query<Carried>, around: &Around, outcome: &mut Outcome) {
    for ((mut clocks, mut phases, mut faces), prone, input, mirror, habit, threshold, deliberate, regulated, boost) in
        faces.contiguous_iter_mut().expect("faces live in tables")
    {
        let faces = Faces {
            clocks: clocks.bypass_change_detection(),
            phases: phases.bypass_change_detection(),
            faces: faces.bypass_change_detection(),
        };
        for (expression, rows, faces) in faces.blocks(around.sight.people()) {
            let parts = Parts {
                channel: &around.repertoire.0[expression],
                in_view: &around.sight.in_view,
                seen: &around.exposure.seen[expression],
                unit: around.exposure.unit(),
                prone: &prone[rows.clone()],
                input: &input[rows.clone()],
                mirror: mirror.map(|all| &all[rows.clone()]),
                habit: habit.map(|all| &all[rows.clone()]),
                threshold: threshold.map(|all| &all[rows.clone()]),
                deliberate: deliberate.map(|all| &all[rows.clone()]),
                regulated: regulated.map(|all| &all[rows.clone()]),
                boost: boost.map(|all| &all[rows]),
            };
            let pull = |person| parts.pull(person);
            let hazards = |first: usize, hazards: &mut [f64]| parts.hazards(first, hazards);
            if parts.channel.stops_by_itself() {
                pass(faces, expression, Speeds { hazards, others: steady, pull }, around, outcome);
            } else {
                let others = |first: usize, phases: &[Phase], speeds: &mut [f64]| {
                    for ((person, phase), speed) in (first..).zip(phases).zip(speeds) {
                        *speed = if *phase == Phase::Expressing { parts.stopping(person) } else { 1.0 };
                    }
                };
                pass(faces, expression, Speeds { hazards, others, pull }, around, outcome);
            }
        }
    }
}

/// What acts on the people of one expression, by person.
pub(in crate::model) struct Parts<'a> {
    pub(in crate::model) channel: &'a Channel,
    pub(in crate::model) in_view: &'a [f32],
    pub(in crate::model) seen: &'a Sums,
    pub(in crate::model) unit: f64,
    pub(in crate::model) prone: &'a [Proneness],
    pub(in crate::model) input: &'a [Input],
    pub(in crate::model) mirror: Option<&'a [MirrorActivation]>,
    pub(in crate::model) habit: Option<&'a [Habituation]>,
    pub(in crate::model) threshold: Option<&'a [Threshold]>,
    pub(in crate::model) deliberate: Option<&'a [DeliberateRate]>,
    pub(in crate::model) regulated: Option<&'a [Regulated]>,
    pub(in crate::model) boost: Option<&'a [Boost]>,
}

impl Parts<'_> {
    /// The hazards of people while idle, from a first one on: factor by factor, in plain loops over rows. For one person
    /// [`pull`](Self::pull) comes to the same.
    fn hazards(&self, first: usize, hazards: &mut [f64]) {
        let rows = first..first + hazards.len();
        let prone = &self.prone[rows.clone()];
        match self.mirror {
            Some(mirror) => hazards.iter_mut().zip(&mirror[rows.clone()]).for_each(|(hazard, a)| *hazard = a.0),
            None => hazards.iter_mut().zip(&self.input[rows.clone()]).for_each(|(hazard, i)| *hazard = i.0),
        }
        self.respond(first, hazards);
        if let Some(habit) = self.habit {
            hazards.iter_mut().zip(&habit[rows.clone()]).for_each(|(hazard, h)| *hazard *= 1.0 - h.0);
        }
        if let Some(regulated) = self.regulated {
            hazards.iter_mut().zip(&regulated[rows.clone()]).for_each(|(hazard, r)| *hazard *= r.mimicry);
        }
        hazards.iter_mut().zip(prone).for_each(|(hazard, prone)| *hazard = times(prone.0, *hazard));
        self.add_spontaneous(rows.clone(), hazards);
        if let Some(deliberate) = self.deliberate {
            hazards.iter_mut().zip(&deliberate[rows]).for_each(|(hazard, rate)| *hazard += rate.0);
        }
    }

    /// Activations become responses.
    fn respond(&self, first: usize, hazards: &mut [f64]) {
        if let Some(threshold) = self.threshold {
            let rows = hazards.iter_mut().zip(&threshold[first..]);
            return rows.for_each(|(hazard, theta)| *hazard = f64::from(u8::from(reaches(*hazard, theta.0))));
        }
        match &self.channel.response {
            Response::Linear => {}
            curved => hazards.iter_mut().for_each(|hazard| *hazard = response(curved, *hazard)),
        }
    }

    fn add_spontaneous(&self, rows: Range<usize>, hazards: &mut [f64]) {
        let mut alone = [self.channel.spontaneous_rate; WIDTH];
        let alone = &mut alone[..hazards.len()];
        if let Some(boost) = self.boost {
            alone.iter_mut().zip(&boost[rows.clone()]).for_each(|(rate, boost)| *rate *= boost.0);
        }
        let in_view = &self.in_view[rows.clone()];
        alone.iter_mut().zip(in_view).for_each(|(rate, &in_view)| *rate *= self.channel.company(in_view));
        if let Some(regulated) = self.regulated {
            alone.iter_mut().zip(&regulated[rows]).for_each(|(rate, regulated)| *rate *= regulated.spontaneous);
        }
        hazards.iter_mut().zip(alone).for_each(|(hazard, rate)| *hazard += *rate);
    }

    pub(in crate::model) fn pull(&self, person: usize) -> Pull {
        Pull {
            spontaneous: self.spontaneous(person),
            imitation: self.imitation(person, self.activation(person)),
            deliberate: self.deliberate.map_or(0.0, |d| d[person].0),
            stopping: self.stopping(person),
        }
    }

    /// A, or I where there is no memory.
    #[inline]
    pub(in crate::model) fn activation(&self, person: usize) -> f64 {
        self.mirror.map_or(self.input[person].0, |m| m[person].0)
    }

    #[inline]
    fn spontaneous(&self, person: usize) -> f64 {
        let boost = self.boost.map_or(1.0, |b| b[person].0);
        let mood = self.regulated.map_or(1.0, |r| r[person].spontaneous);
        self.channel.spontaneous_rate * boost * self.channel.company(self.in_view[person]) * mood
    }

    #[inline(always)] // the inner loop of a run
    fn imitation(&self, person: usize, activation: f64) -> f64 {
        let threshold = self.threshold.map(|threshold| threshold[person].0);
        let response = response_of(&self.channel.response, threshold, activation);
        let fresh = self.habit.map_or(1.0, |h| 1.0 - h[person].0);
        let factor = response * fresh * self.regulated.map_or(1.0, |r| r[person].mimicry);
        times(self.prone[person].0, factor)
    }

    /// Speed of the clock of a visible face: 0 while A ≥ θ_hold, else as those in view let it run.
    #[inline]
    fn stopping(&self, person: usize) -> f64 {
        if self.channel.hold.is_finite() && reaches(self.activation(person), self.channel.hold) {
            return 0.0;
        }
        self.channel.stopping(self.in_view[person].into(), || self.seen.get(person) * self.unit)
    }
}

/// Imitation hazard: nothing times "always" is nothing.
#[inline]
fn times(prone: f64, factor: f64) -> f64 {
    if factor <= 0.0 || prone <= 0.0 { 0.0 } else { prone * factor }
}

/// One sweep over the faces of an expression: most clocks run on, the few that are due run their course.
fn pass(
    faces: Faces,
    expression: usize,
    speeds: Speeds<
        impl Fn(usize, &mut [f64]) + Sync,
        impl Fn(usize, &[Phase], &mut [f64]) + Sync,
        impl Fn(usize) -> Pull + Sync,
    >,
    around: &Around,
    outcome: &mut Outcome,
) {
    let Outcome { journal, changes } = outcome;
    let spare = Mutex::new(std::mem::take(&mut changes.spare));
    let take = || spare.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
    let caught = journal.caught.get_mut(expression).map(|people| &mut people[..]);
    let work = |first: usize, (faces, caught)| {
        let mut found = take();
        run(first, faces, caught, expression, &speeds, around, &mut found);
        found
    };
    let found = if around.traces.is_empty() {
        around.threads.gather((faces, caught), work)
    } else {
        around.threads.gather_ties(around.sight.network.offsets(), (faces, caught), work)
    };
    let mut spare = spare.into_inner().unwrap_or_else(PoisonError::into_inner);
    for mut found in found {
        journal.enter(expression, &mut found.notes);
        append(&mut changes.list, &mut found.changes);
        spare.push(found);
    }
    changes.spare = spare;
}

/// Lets some faces run through the tick, from the person with number `first` on, so many at a time that they stay at hand.
/// Compiled a second time for processors that do more at once; the steps are the same, and so are the bytes.
#[multiversion(targets("x86_64+avx2+bmi1+bmi2+lzcnt+movbe+popcnt"))]
fn run(
    first: usize,
    faces: Faces,
    caught: Option<&mut [Caught]>,
    expression: usize,
    speeds: &Speeds<impl Fn(usize, &mut [f64]), impl Fn(usize, &[Phase], &mut [f64]), impl Fn(usize) -> Pull>,
    around: &Around,
    found: &mut Found,
) {
    let Found { notes, changes, due, shares } = found;
    let sources = around.sources();
    let calls = around.calls.on(expression as u8);
    let mut course = Course {
        channel: &around.repertoire.0[expression],
        expression: expression as u8,
        start: around.clock.start(),
        dt: around.clock.dt,
        calls,
        sources: &sources,
        shares,
        notes,
        caught,
        first: first as u32,
    };
    let (shown, full) = (&around.exposure.shown[expression], around.exposure.full());
    let (mut first, mut rest) = (first, faces);
    while rest.count() > 0 {
        let at_hand = AT_HAND.min(rest.count());
        let (faces, others) = rest.cut(at_hand);
        due.clear();
        sweep(first, faces.clocks, faces.phases, calls, around.clock.dt, due, speeds);
        let is_idle = |person: &u32| faces.phases[*person as usize - first] == Phase::Idle;
        course.look_ahead(due.iter().copied().filter(is_idle));
        for (number, &person) in due.iter().enumerate() {
            if let Some(&later) = due.get(number + AHEAD) {
                prefetch_index(&*faces.faces, later as usize - first);
                prefetch_index(shown, later as usize);
            }
            let row = person as usize - first;
            let mut it = Running { left: faces.clocks[row].0, phase: faces.phases[row], face: faces.faces[row] };
            let now = around.exposure.quanta(course.run(&mut it, person, &(speeds.pull)(person as usize)));
            let now = Shown::new(now, it.phase == Phase::Expressing);
            (faces.clocks[row], faces.phases[row], faces.faces[row]) = (Countdown(it.left), it.phase, it.face);
            let before = shown[person as usize].settled(full);
            if now != before {
                changes.push(Change { person, expression: expression as u8, before, now });
            }
        }
        (first, rest) = (first + at_hand, others);
    }
}

impl Around<'_> {
    /// What tells who may have been the source.
    fn sources(&self) -> Sources<'_> {
        Sources {
            sight: &self.sight,
            exposure: &self.exposure,
            traces: &self.traces,
            repertoire: &self.repertoire,
            mutes: self.mutes.as_deref(),
            now: self.clock.start(),
            dt: self.clock.dt,
        }
    }
}

/// People ahead whose faces memory is asked for.
const AHEAD: usize = 8;

/// Faces at a time whose clocks run before those that are due run their course.
const AT_HAND: usize = 4096;
