//! Mirroring: what is seen leaves a trace that fades, a modelling stand-in for perception–action coupling.
//!
//! ```text
//! leaky   Ȧ = (I − A)/τ_A      A ← I + (A − I) e^{−dt/τ_A}
//! box     A = mean of I over the last T
//! ```
//!
//! An input of length D adds D to ∫A dt, whatever the memory.

use super::channel::Repertoire;
use super::clock::Clock;
use super::face::{Face, blocks};
use super::perception::Input;
use super::sight::Sight;
use super::situation::MemoryKernel;
use bevy_ecs::prelude::{Component, Query, Res, ResMut, Resource};

/// A: mirror activation.
#[derive(Component, Clone, Copy, Debug, Default)]
pub struct MirrorActivation(pub f64);

/// What was seen in the last ticks, for expressions whose memory is a box; empty for the others.
#[derive(Resource, Debug)]
pub struct Windows(Vec<Window>);

#[derive(Clone, Debug, Default)]
struct Window {
    ticks: usize,
    /// A ring of inputs: `ticks` rows of people.
    inputs: Vec<f32>,
}

impl Windows {
    /// Room for the inputs of each box, a whole number of ticks long.
    pub fn new(repertoire: &Repertoire, people: usize, dt: f64) -> Self {
        let window = |memory: f64| {
            let ticks = ((memory / dt).round() as usize).max(1);
            Window { ticks, inputs: vec![0.0; ticks * people] }
        };
        Self(
            repertoire
                .0
                .iter()
                .map(|c| if c.memory > 0.0 && c.memory_kernel == MemoryKernel::Box { window(c.memory) } else { Window::default() })
                .collect(),
        )
    }
}

/// Lets the trace follow the input.
pub fn mirror(
    mut faces: Query<(&Face, &Input, &mut MirrorActivation)>,
    repertoire: Res<Repertoire>,
    mut windows: ResMut<Windows>,
    sight: Res<Sight>,
    clock: Res<Clock>,
) {
    for (face, input, mut activation) in faces.contiguous_iter_mut().expect("faces live in tables") {
        let activation = activation.bypass_change_detection();
        for (expression, rows) in blocks(face, sight.people()) {
            let (channel, window) = (&repertoire.0[expression], &mut windows.0[expression]);
            let (input, activation) = (&input[rows.clone()], &mut activation[rows]);
            if window.ticks > 0 {
                slide(activation, input, window, clock.tick);
            } else {
                leak(activation, input, libm::exp(-clock.dt / channel.memory));
            }
        }
    }
}

fn leak(activation: &mut [MirrorActivation], input: &[Input], keep: f64) {
    for (a, i) in activation.iter_mut().zip(input) {
        a.0 = i.0 + (a.0 - i.0) * keep;
    }
}

fn slide(activation: &mut [MirrorActivation], input: &[Input], window: &mut Window, tick: u64) {
    let people = input.len();
    let row = (tick % window.ticks as u64) as usize;
    for (slot, i) in window.inputs[row * people..].iter_mut().zip(input) {
        *slot = i.0 as f32;
    }
    // Summed anew in the order of the ring: a running sum would drift.
    for (person, a) in activation.iter_mut().enumerate() {
        let sum: f64 = window.inputs[person..].iter().step_by(people).map(|&i| f64::from(i)).sum();
        a.0 = sum / window.ticks as f64;
    }
}
