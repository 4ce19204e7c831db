//! What acts on a face under the exact clock, as of the last time that something changed for it.

use crate::model::engine::exact::memory::State;
use bevy_ecs::prelude::Component;

/// Under the exact clock every face has one. What is left on its clock is counted from `since` on while something else than
/// time drives it; in any other stage the clock says when it is over.
#[derive(Component, Clone, Copy, Debug, Default)]
pub struct Stimulus {
    /// I.
    pub input: f64,
    /// A; k of a face whose hazard has a closed integral (see `smooth`).
    pub trace: f64,
    /// When both, and what is left on the clock, were brought up to date \[s\].
    pub since: f64,
    /// Imitation hazard at response 1 \[/s\].
    pub prone: f64,
    /// Hazard without anything seen \[/s\].
    pub alone: f64,
    /// Its part that is on purpose \[/s\].
    pub on_purpose: f64,
    /// When something is to happen to the face by what is known now \[s\]; infinite: not in this window.
    pub due: f64,
    /// Whether that was worked out before something fell that drives it: it comes later.
    pub is_late: bool,
}

impl Stimulus {
    /// What the activation is, as of the last change.
    #[inline]
    pub const fn state(&self) -> State {
        State { activation: self.trace, input: self.input, since: self.since }
    }
}

/// What a face took in and showed in the present step, for what is slow: integrals over time \[s\], then means.
#[derive(Component, Clone, Copy, Debug, Default)]
pub struct Taken {
    /// ∫ I.
    pub input: f64,
    /// ∫ min(1, I): who sees three laugh tires no faster than who sees one.
    pub capped: f64,
    /// ∫ A.
    pub activation: f64,
    /// How long the face was visible.
    pub visible: f64,
}

impl Taken {
    /// An input that lasts for a time \[s\].
    #[inline]
    pub fn take(&mut self, input: f64, length: f64) {
        self.input += input * length;
        self.capped += input.min(1.0) * length;
    }

    /// For the rest of the step \[s\] the input is another one.
    #[inline]
    pub fn change(&mut self, from: f64, to: f64, rest: f64) {
        self.input += (to - from) * rest;
        self.capped += (to.min(1.0) - from.min(1.0)) * rest;
    }

    /// Means over a time \[s\].
    #[must_use]
    pub fn over(self, length: f64) -> Self {
        let Self { input, capped, activation, visible } = self;
        Self {
            input: input / length,
            capped: capped / length,
            activation: activation / length,
            visible: visible / length,
        }
    }
}
