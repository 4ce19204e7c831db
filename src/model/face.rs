//! A face: one person's state in one expression. Each person has one for every expression of the scenario, an entity of
//! its own, so that a mechanism is a component that only the faces that need it carry.
//!
//! Faces are spawned expression by expression in the order of people and never change their components, so that the
//! rows of a table are whole expressions, one after the other, and row `i` of an expression is person `i`.

use super::phase::{Cause, Phase};
use bevy_ecs::prelude::Component;

/// The clock of a face. While idle it runs at the speed of the hazard and counts down a unit exponential, otherwise it
/// runs at speed one and counts down the seconds of the stage.
#[derive(Component, Clone, Copy, Debug)]
pub struct Face {
    /// What is left on the clock: hazard \[1\] while idle, time \[s\] otherwise.
    pub left: f64,
    /// How many idle stretches came before: part of the name of every draw.
    pub stretch: u32,
    /// Which expression: an index into the repertoire.
    pub expression: u8,
    /// The stage.
    pub phase: Phase,
    /// Why the present (or last) expression came.
    pub cause: Cause,
    /// See the constants of this type.
    pub marks: u8,
}

impl Face {
    /// Has been visible at least once.
    pub const EXPRESSED: u8 = 1;
    /// Something happens to it in this tick whatever its clock says.
    pub const CALLED: u8 = 2;

    /// Whether a mark is set.
    #[inline]
    pub const fn has(self, mark: u8) -> bool {
        self.marks & mark != 0
    }

    /// Sets or clears a mark.
    #[inline]
    pub const fn mark(&mut self, mark: u8, on: bool) {
        self.marks = if on { self.marks | mark } else { self.marks & !mark };
    }
}

/// What a person brings to an expression; absent when everyone is the same and nothing modulates it.
#[derive(Component, Clone, Copy, Debug)]
pub struct Proneness {
    /// Spontaneous hazard \[/s\]: λ0, lowered when alone.
    pub spontaneous: f64,
    /// Multiplies the spontaneous hazard for the time being (an event).
    pub boost: f64,
    /// z s β: imitation hazard at response 1 \[/s\]; infinite for "always".
    pub imitation: f64,
    /// p: perceptual accuracy.
    pub perception: f64,
}

/// θ: the person's own threshold.
#[derive(Component, Clone, Copy, Debug)]
pub struct Threshold(pub f64);

/// Hands out the rows of a table expression by expression: (expression, first row) of each.
pub fn blocks(faces: &[Face], people: usize) -> impl Iterator<Item = (usize, std::ops::Range<usize>)> + use<> {
    let expressions: Vec<usize> = faces.iter().step_by(people.max(1)).map(|f| usize::from(f.expression)).collect();
    expressions
        .into_iter()
        .enumerate()
        .map(move |(block, expression)| (expression, block * people..(block + 1) * people))
}
