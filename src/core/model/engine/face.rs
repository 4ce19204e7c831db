//! A face: one person's state in one expression. Each person has one for every expression of the scenario, an entity of
//! its own, so that a mechanism is a component that only the faces that need it carry.
//!
//! Faces are spawned expression by expression in the order of people and never change their components, so that the
//! rows of a table are whole expressions, one after the other, and row `i` of an expression is person `i`.

use crate::model::engine::phase::{Cause, Phase};
use crate::model::engine::threads::Rows;
use bevy_ecs::prelude::Component;
use std::ops::Range;

/// The clock of a face: what is left on it. While idle it runs at the speed of the hazard and counts down a unit
/// exponential \[1\], otherwise it runs at speed one and counts down the seconds of the stage \[s\].
#[derive(Component, Clone, Copy, Debug)]
pub struct Countdown(pub f64);

/// What is looked at only when something happens to a face. Its clock and its [`Phase`], which are looked at in every tick,
/// are components of their own, so that they lie side by side.
#[derive(Component, Clone, Copy, Debug)]
pub struct Face {
    /// How many idle stretches came before: part of the name of every draw.
    pub stretch: u32,
    /// Which expression: an index into the repertoire.
    pub expression: u8,
    /// Why the present (or last) expression came.
    pub cause: Cause,
    /// Has been visible at least once.
    pub expressed: bool,
}

/// The faces of people in a row, with their clocks and stages.
pub struct Faces<'a> {
    /// What is left on each clock.
    pub clocks: &'a mut [Countdown],
    /// Their stages.
    pub phases: &'a mut [Phase],
    /// The rest.
    pub faces: &'a mut [Face],
}

impl Faces<'_> {
    /// Those of a table expression by expression: (expression, rows, faces) of each.
    pub fn blocks(self, people: usize) -> impl Iterator<Item = (usize, Range<usize>, Self)> {
        let people = people.max(1);
        let stages = self.clocks.chunks_mut(people).zip(self.phases.chunks_mut(people));
        stages.zip(self.faces.chunks_mut(people)).enumerate().map(move |(block, ((clocks, phases), faces))| {
            let first = block * people;
            (usize::from(faces[0].expression), first..first + faces.len(), Faces { clocks, phases, faces })
        })
    }
}

impl Rows for Faces<'_> {
    fn count(&self) -> usize {
        self.faces.len()
    }

    fn cut(self, at: usize) -> (Self, Self) {
        let (clocks, phases, faces) =
            (self.clocks.split_at_mut(at), self.phases.split_at_mut(at), self.faces.split_at_mut(at));
        (
            Self { clocks: clocks.0, phases: phases.0, faces: faces.0 },
            Self { clocks: clocks.1, phases: phases.1, faces: faces.1 },
        )
    }
}

/// z s β: imitation hazard at response 1 \[/s\]; infinite for "always". Absent when everyone is the same and nothing
/// modulates it.
#[derive(Component, Clone, Copy, Debug)]
pub struct Proneness(pub f64);

/// Multiplies the spontaneous hazard for the time being; there where events may do so.
#[derive(Component, Clone, Copy, Debug)]
pub struct Boost(pub f64);

/// θ: the person's own threshold.
#[derive(Component, Clone, Copy, Debug)]
pub struct Threshold(pub f64);

/// Hands out the rows of a table expression by expression: (expression, rows) of each.
pub fn blocks(faces: &[Face], people: usize) -> impl Iterator<Item = (usize, Range<usize>)> + use<'_> {
    let firsts = faces.iter().enumerate().step_by(people.max(1));
    firsts.map(move |(first, face)| (usize::from(face.expression), first..first + people))
}
