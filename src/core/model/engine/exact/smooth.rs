//! Faces whose hazard has a closed integral: linear and quadratic responses, without a memory or with a leaky one. A change of what
//! such a face sees is a few additions, whenever it comes.
//!
//! ```text
//! A(t) = I + k E     E = e^{−t/τ}
//! what is left of the unit exponential at t:   r + P(t)
//! P(t) = −(λ0 + w Ψ(I)) t + w τ k E (1 + 2 κ₂ I + κ₂ k E / 2)
//! ```
//!
//! r and k are constant between two changes; at a change k moves so that A does not jump, and r so that what is left does not. Times
//! are counted from an origin that moves up now and then, so that E is never too small to divide by.

use crate::model::engine::channel::Channel;
use crate::model::engine::exact::memory::Memory;
use crate::model::engine::exact::stimulus::Stimulus;
use crate::model::engine::exponential::exponential;
use crate::model::situation::Response;

/// So many memories after its origin the clock of an expression gets another.
const FAR: f64 = 40.0;

/// The law of an expression's faces, with its clock.
#[derive(Clone, Copy, Debug)]
pub struct Smooth {
    /// κ₂.
    kappa2: f64,
    /// τ \[s\]; 0: no memory.
    memory: f64,
    /// From when time is counted \[s\].
    origin: f64,
    /// The present moment.
    now: Moment,
    /// When the window ends.
    end: Moment,
}

/// A moment: its time from the origin \[s\], and E there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moment {
    time: f64,
    fade: f64,
}

impl Smooth {
    /// Of an expression whose faces have a closed integral and stop by themselves.
    pub fn of(channel: &Channel) -> Option<Self> {
        let kappa2 = match channel.response {
            Response::Linear => 0.0,
            Response::Quadratic { kappa2 } => kappa2,
            _ => return None,
        };
        let memory = match Memory::of(channel) {
            Memory::None => 0.0,
            Memory::Leaky(memory) => memory,
            Memory::Box(_) => return None,
        };
        let start = Moment { time: 0.0, fade: 1.0 };
        channel.stops_by_itself().then_some(Self { kappa2, memory, origin: 0.0, now: start, end: start })
    }

    /// A moment \[s\].
    fn moment(&self, at: f64) -> Moment {
        let time = at - self.origin;
        Moment { time, fade: if self.memory > 0.0 { exponential(-time / self.memory) } else { 1.0 } }
    }

    /// It is now this moment \[s\].
    #[inline]
    pub fn go_to(&mut self, at: f64) {
        if at - self.origin != self.now.time {
            self.now = self.moment(at);
        }
    }

    /// The window ends at this moment \[s\].
    pub fn look_to(&mut self, end: f64) {
        self.end = self.moment(end);
    }

    /// Moves the origin up to a moment \[s\] if it is far behind; how far it moved.
    pub fn rebase(&mut self, at: f64) -> Option<Moment> {
        let now = self.moment(at);
        (now.time > FAR * self.memory).then(|| {
            self.origin = at;
            self.now = Moment { time: 0.0, fade: 1.0 };
            now
        })
    }

    /// The same face, its times counted from the new origin; what is left on its clock, if it is idle.
    pub fn rebased(&self, stimulus: &mut Stimulus, left: f64, moved: Moment) -> f64 {
        stimulus.trace *= if self.memory > 0.0 { moved.fade } else { 0.0 };
        left - self.settled(stimulus) * moved.time
    }

    /// λ0 + w Ψ(I).
    #[inline]
    fn settled(&self, stimulus: &Stimulus) -> f64 {
        let input = stimulus.input;
        stimulus.alone + stimulus.prone * (input + self.kappa2 * input * input)
    }

    /// P at a moment.
    #[inline]
    fn passed(&self, stimulus: &Stimulus, at: Moment) -> f64 {
        let trace = stimulus.trace * at.fade;
        let curve = 1.0 + self.kappa2 * (2.0 * stimulus.input + 0.5 * trace);
        stimulus.prone * self.memory * trace * curve - self.settled(stimulus) * at.time
    }

    /// P now.
    #[inline]
    pub fn passed_now(&self, stimulus: &Stimulus) -> f64 {
        self.passed(stimulus, self.now)
    }

    /// P when the window ends.
    #[inline]
    pub fn passed_at_end(&self, stimulus: &Stimulus) -> f64 {
        self.passed(stimulus, self.end)
    }

    /// A now.
    #[inline]
    pub fn activation(&self, stimulus: &Stimulus) -> f64 {
        stimulus.input + stimulus.trace * self.now.fade
    }

    /// The input is another from now on. What r has to grow by follows.
    #[inline]
    pub fn see(&self, stimulus: &mut Stimulus, input: f64) -> f64 {
        let (before, more) = (self.passed_now(stimulus), input - stimulus.input);
        stimulus.input = input;
        if self.memory > 0.0 {
            stimulus.trace -= more / self.now.fade;
        }
        before - self.passed_now(stimulus)
    }

    /// τ \[s\].
    pub const fn memory(&self) -> f64 {
        self.memory
    }
}
