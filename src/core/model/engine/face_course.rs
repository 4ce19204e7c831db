//! The course of one face through one tick, with real-valued event times: several stages may begin and end within a
//! tick, and the fraction of it that was visible is exact. That is what frees stationary levels from the tick's length.

use crate::chance::{Distribution, unit_exponential};
use crate::model::engine::channel::{Channel, Luck};
use crate::model::engine::face::Face;
use crate::model::engine::onsets::{Caught, Ending, Notes, Onset};
use crate::model::engine::phase::{Cause, Phase};
use crate::model::engine::source::{Shares, Sources};
use rand::{Rng, RngExt};

/// What acts on a face during a tick: hazards while idle, and how fast it stops while visible.
#[derive(Clone, Copy, Debug)]
pub struct Pull {
    /// Spontaneous hazard \[/s\].
    pub spontaneous: f64,
    /// Imitation hazard \[/s\]; infinite: fires at the start of the tick.
    pub imitation: f64,
    /// Hazard of showing it on purpose \[/s\].
    pub deliberate: f64,
    /// Speed of the clock while visible: 1, faster under social stopping, 0 while held.
    pub stopping: f64,
}

impl Pull {
    /// Speed of a face's clock at offset `at` of the tick.
    #[inline]
    pub fn speed(&self, phase: Phase, at: f64) -> f64 {
        match phase {
            Phase::Idle => {
                self.spontaneous + self.deliberate + if at > 0.0 { self.lasting_imitation() } else { self.imitation }
            }
            Phase::Expressing => self.stopping,
            Phase::Latent | Phase::Refractory => 1.0,
        }
    }

    /// "Always" strikes at the start of a tick only.
    fn lasting_imitation(&self) -> f64 {
        if self.imitation.is_finite() { self.imitation } else { 0.0 }
    }
}

/// A face while it runs its course.
#[derive(Clone, Copy, Debug)]
pub struct Running {
    /// What is left on its clock.
    pub left: f64,
    /// Its stage.
    pub phase: Phase,
    /// The rest.
    pub face: Face,
}

impl Running {
    /// It is visible no more, and cannot be set off for a while.
    pub fn cease(&mut self, channel: &Channel, person: u32) {
        self.left = sample(&channel.refractory, person, || {
            channel.luck.refractory.draws(person.into(), self.face.stretch.into())
        });
        self.phase = Phase::Refractory;
        if self.left <= 0.0 {
            self.rest(channel, person);
        }
    }

    /// It can be set off anew.
    fn rest(&mut self, channel: &Channel, person: u32) {
        self.face.stretch += 1;
        self.phase = Phase::Idle;
        self.left = firing(channel.luck, person, self.face.stretch);
    }
}

/// A face is made to show at a set moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Call {
    /// Which expression.
    pub expression: u8,
    /// Whose.
    pub person: u32,
    /// When, from the start of the tick \[s\].
    pub at: f64,
    /// `Event` or `Deliberate`.
    pub cause: Cause,
    /// For how long \[s\]; none: as long as such an expression lasts.
    pub hold: Option<f64>,
}

/// The tick in which faces run their course.
pub struct Course<'a> {
    /// The expression.
    pub channel: &'a Channel,
    /// Its number.
    pub expression: u8,
    /// Start of the tick \[s\].
    pub start: f64,
    /// Length of the tick \[s\].
    pub dt: f64,
    /// Calls on this expression in this tick, by person and time.
    pub calls: &'a [Call],
    /// Who may have been the source.
    pub sources: &'a Sources<'a>,
    /// What was found out about them ahead.
    pub shares: &'a mut Shares,
    /// What happened.
    pub notes: &'a mut Notes,
    /// From whom the present expressions of these people were caught, where somebody asks for it.
    pub caught: Option<&'a mut [Caught]>,
    /// The number of the first of these people.
    pub first: u32,
}

impl<'a> Course<'a> {
    /// Runs a person's face through the tick; returns the fraction of the tick that it was visible.
    #[inline(always)] // part of a loop that is compiled for several processors
    pub fn run(&mut self, it: &mut Running, person: u32, pull: &Pull) -> f64 {
        match self.calls_on(person) {
            // Said twice, so that a compiler can leave out what only calls need.
            [] => self.run_among(&[], it, person, pull),
            calls => self.run_among(calls, it, person, pull),
        }
    }

    #[inline(always)] // part of `run`
    fn run_among(&mut self, mut calls: &[Call], it: &mut Running, person: u32, pull: &Pull) -> f64 {
        let (mut at, mut visible) = (0.0, 0.0);
        while at < self.dt {
            let speed = pull.speed(it.phase, at);
            let due =
                if speed > 0.0 && it.left <= speed * (self.dt - at) { at + it.left / speed } else { f64::INFINITY };
            let called = calls.first().map_or(f64::INFINITY, |call| call.at);
            let until = due.min(called).min(self.dt).max(at);
            if it.phase == Phase::Expressing {
                visible += until - at;
            }
            if until > at && until < due {
                it.left -= speed * (until - at);
            }
            at = until;
            if called <= due && called < self.dt {
                self.answer(it, person, calls[0]);
                calls = &calls[1..];
            } else if due <= self.dt {
                self.advance(it, person, at, pull);
            } else {
                break;
            }
        }
        (visible / self.dt).min(1.0)
    }

    /// Finds out about the contacts of people who may be about to fire, in ascending order.
    pub fn look_ahead(&mut self, people: impl Iterator<Item = u32>) {
        self.shares.work_out(self.sources, self.channel, people);
    }

    fn calls_on(&self, person: u32) -> &'a [Call] {
        if self.calls.is_empty() {
            return &[];
        }
        let first = self.calls.partition_point(|call| call.person < person);
        let after = self.calls.partition_point(|call| call.person <= person);
        &self.calls[first..after]
    }

    /// The clock of a face has run out: it goes on to its next stage.
    #[inline(always)] // part of `run`
    pub fn advance(&mut self, it: &mut Running, person: u32, at: f64, pull: &Pull) {
        match it.phase {
            Phase::Idle => self.fire(it, person, at, pull),
            Phase::Latent => self.begin(it, person, at),
            Phase::Expressing => self.end(it, person, at),
            Phase::Refractory => it.rest(self.channel, person),
        }
    }

    fn fire(&mut self, it: &mut Running, person: u32, at: f64, pull: &Pull) {
        let (who, count) = (u64::from(person), u64::from(it.face.stretch));
        it.face.cause = cause(pull, at, self.channel.luck, who, count);
        let source = if it.face.cause == Cause::Imitated {
            self.shares.find(self.sources, self.channel, person, it.face.stretch)
        } else {
            None
        };
        let latency = self.latency(person, it.face.stretch, source);
        self.fired(person, Caught { source, latency });
        it.left = latency;
        it.phase = Phase::Latent;
        if latency <= 0.0 {
            self.begin(it, person, at);
        }
    }

    fn latency(&self, person: u32, stretch: u32, source: Option<u32>) -> f64 {
        let mean =
            sample(&self.channel.latency, person, || self.channel.luck.latency.draws(person.into(), stretch.into()));
        match source {
            Some(source) if self.channel.latency_closeness > 0.0 => {
                mean * (1.0 - self.channel.latency_closeness * self.sources.closeness(person, source))
            }
            _ => mean,
        }
    }

    fn begin(&mut self, it: &mut Running, person: u32, at: f64) {
        let shown = &self.sources.exposure.shown;
        let hindered = |&above: &usize| shown[above][person as usize].is_visible();
        if self.channel.rivals.hinder(it.face.cause).iter().any(hindered) {
            return self.lapse(it, person, at);
        }
        it.phase = Phase::Expressing;
        it.left = sample(&self.channel.duration, person, || {
            self.channel.luck.duration.draws(person.into(), it.face.stretch.into())
        });
        let first = !it.face.expressed;
        it.face.expressed = true;
        self.notes.began(Onset {
            time: self.start + at,
            person,
            expression: self.expression,
            cause: it.face.cause,
            first,
            caught: self.caught.as_ref().map_or(Caught::FROM_NOBODY, |caught| caught[(person - self.first) as usize]),
        });
    }

    /// The impulse comes to nothing. Within a tick the next one comes in the next, so that "always" has an end.
    fn lapse(&mut self, it: &mut Running, person: u32, at: f64) {
        self.notes.withdrew();
        (it.phase, it.left) = (Phase::Refractory, self.dt - at);
        if it.left <= 0.0 {
            it.rest(self.channel, person);
        }
    }

    /// The impulse is there.
    fn fired(&mut self, person: u32, from: Caught) {
        self.notes.fired();
        if let Some(caught) = &mut self.caught {
            caught[(person - self.first) as usize] = from;
        }
    }

    /// The face is visible no more.
    pub fn end(&mut self, it: &mut Running, person: u32, at: f64) {
        self.notes.ended(Ending { time: self.start + at, person, expression: self.expression });
        it.cease(self.channel, person);
    }

    /// Shows at once, unless it is visible already; a longer hold prolongs it.
    pub fn answer(&mut self, it: &mut Running, person: u32, call: Call) {
        if it.phase == Phase::Expressing {
            it.left = it.left.max(call.hold.unwrap_or(0.0));
            return;
        }
        if it.phase == Phase::Latent {
            self.notes.withdrew();
        }
        it.face.stretch += 1;
        it.face.cause = call.cause;
        self.fired(person, Caught::FROM_NOBODY);
        self.begin(it, person, call.at);
        if let Some(hold) = call.hold {
            it.left = hold;
        }
    }
}

/// The hazard that idle stretch number `stretch` of a person takes.
pub fn firing(luck: Luck, person: u32, stretch: u32) -> f64 {
    unit_exponential(&mut luck.firing.draws(person.into(), stretch.into()))
}

fn sample<R: Rng>(distribution: &Distribution, person: u32, rng: impl FnOnce() -> R) -> f64 {
    match distribution {
        Distribution::Fixed { value } => *value,
        spread => spread.sample(person as usize, &mut rng()).max(0.0),
    }
}

fn cause(pull: &Pull, at: f64, luck: Luck, who: u64, count: u64) -> Cause {
    let imitation = if at > 0.0 { pull.lasting_imitation() } else { pull.imitation };
    if imitation.is_infinite() || (pull.spontaneous + pull.deliberate) <= 0.0 {
        return Cause::Imitated;
    }
    if imitation <= 0.0 && pull.deliberate <= 0.0 {
        return Cause::Spontaneous;
    }
    let u: f64 = luck.cause.draws(who, count).random();
    let share = u * (pull.spontaneous + imitation + pull.deliberate);
    if share < imitation {
        Cause::Imitated
    } else if share < imitation + pull.spontaneous {
        Cause::Spontaneous
    } else {
        Cause::Deliberate
    }
}
