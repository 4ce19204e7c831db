//! When an idle face fires, and when a visible one stops, if nothing changes before.

use crate::model::engine::exact::memory::{Memory, SeenLately, State};
use crate::model::engine::exact::path::Path;
use crate::model::engine::response::{dose, response_of, tolerant};
use crate::model::situation::Response;
use std::ops::ControlFlow;

/// What drives an idle face.
#[derive(Clone, Copy, Debug)]
pub struct Drive<'a> {
    /// Hazard without anything seen \[/s\].
    pub alone: f64,
    /// Imitation hazard at response 1 \[/s\].
    pub prone: f64,
    /// Ψ.
    pub response: &'a Response,
    /// θ of the person, where they have one.
    pub threshold: Option<f64>,
}

/// A step of this share of the time that passed is no step.
const CLOSE: f64 = 1e-15;

impl Drive<'_> {
    /// The hazard that acts along a path.
    #[inline]
    pub fn taken(&self, path: Path, length: f64) -> f64 {
        let imitation =
            if self.prone > 0.0 { self.prone * dose(self.response, self.threshold, path, length) } else { 0.0 };
        self.alone * length + imitation
    }

    /// The hazard at an activation \[/s\].
    #[inline]
    fn hazard(&self, activation: f64) -> f64 {
        self.alone + self.imitation(activation)
    }

    /// Its part that is imitation \[/s\].
    #[inline]
    pub fn imitation(&self, activation: f64) -> f64 {
        if self.prone > 0.0 { self.prone * response_of(self.response, self.threshold, activation) } else { 0.0 }
    }

    /// More hazard than will act until a moment.
    #[inline]
    fn at_most(&self, state: State, memory: Memory, until: f64) -> f64 {
        let whole = until - state.since;
        let highest = match memory {
            Memory::None | Memory::Leaky(_) => state.activation.max(state.input),
            Memory::Box(length) => state.activation + state.input * whole / length,
        };
        self.hazard(highest) * whole
    }

    /// When a face with so much of its unit exponential left fires, if it does before `until` \[s\].
    #[inline]
    pub fn fires(
        &self,
        left: f64,
        state: State,
        memory: Memory,
        lately: Option<&SeenLately>,
        until: f64,
    ) -> Option<f64> {
        // Most do not, and that is soon seen.
        if self.at_most(state, memory, until) < left {
            return None;
        }
        let mut left = left;
        let found = state.walk(memory, lately, until, |before, path, length| {
            let taken = self.taken(path, length);
            if taken < left {
                left -= taken;
                return ControlFlow::Continue(());
            }
            ControlFlow::Break(state.since + before + self.root(left, path, length))
        });
        found.break_value()
    }

    /// Where on a path nothing is left: Newton's method, kept between bounds.
    fn root(&self, left: f64, path: Path, length: f64) -> f64 {
        if path.constant().is_some() {
            return (left / self.hazard(path.start())).min(length);
        }
        let (mut low, mut high) = (0.0, length);
        let mut at = (left / self.hazard(path.start())).clamp(0.0, length);
        for _ in 0..200 {
            let rest = left - self.taken(path, at);
            if rest > 0.0 {
                low = at;
            } else {
                high = at;
            }
            let step = rest / self.hazard(path.at(at));
            if step.abs() <= CLOSE * at {
                return at;
            }
            let next = if at + step > low && at + step < high { at + step } else { 0.5 * (low + high) };
            if next == low || next == high {
                return next;
            }
            at = next;
        }
        at
    }
}

/// What lets a visible face stop.
#[derive(Clone, Copy, Debug)]
pub struct Stopping {
    /// Speed of its clock while it is not held.
    pub speed: f64,
    /// θ_hold: the clock stands still while the activation is at least this.
    pub hold: f64,
}

impl Stopping {
    /// Seconds of its clock that pass along a path.
    pub fn passed(&self, path: Path, length: f64) -> f64 {
        let held = if self.hold.is_finite() { path.time_above(tolerant(self.hold), length) } else { 0.0 };
        self.speed * (length - held)
    }

    /// When a face with so many seconds left stops, if it does before `until` \[s\].
    pub fn stops(
        &self,
        left: f64,
        state: State,
        memory: Memory,
        lately: Option<&SeenLately>,
        until: f64,
    ) -> Option<f64> {
        let mut left = left;
        let found = state.walk(memory, lately, until, |before, path, length| {
            let passed = self.passed(path, length);
            if passed < left {
                left -= passed;
                return ControlFlow::Continue(());
            }
            ControlFlow::Break(state.since + before + self.root(left, path, length))
        });
        found.break_value()
    }

    /// A path is held from its beginning or at its end, or not at all.
    fn root(&self, left: f64, path: Path, length: f64) -> f64 {
        let held_first = self.hold.is_finite() && path.start() >= tolerant(self.hold);
        let waits = if held_first { path.meets(tolerant(self.hold), length) } else { 0.0 };
        (waits + left / self.speed).min(length)
    }
}
