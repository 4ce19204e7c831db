//! Mirroring: what is seen leaves a trace that fades, a modelling stand-in for perception–action coupling.
//!
//! ```text
//! leaky   Ȧ = (I − A)/τ_A      A ← I + (A − I) e^{−dt/τ_A}
//! box     A = mean of I over the last T
//! ```
//!
//! An input of length D adds D to ∫A dt, whatever the memory.

use crate::model::engine::channel::Repertoire;
use crate::model::engine::exposure::Input;
use crate::model::engine::face::{Face, blocks};
use crate::model::engine::threads::Threads;
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::mechanism::{Mechanism, Step};
use crate::model::situation::{self, MemoryKernel};
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Component, Query, Res, ResMut, Resource};

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "mirroring",
    claim: "what is seen leaves a trace that fades (a stand-in for perception–action coupling)",
    switched_on_by: "memory",
    needs_everyone: None,
    is_on: |s| s.expressions.iter().any(|e| e.memory > 0.0),
    install: |schedule, situation| {
        if situation.clock == situation::Clock::Tick {
            schedule.add_systems(mirror.in_set(Step::Mirror));
        }
    },
};

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
    inputs: Vec<f64>,
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
                .map(|c| {
                    if c.memory > 0.0 && c.memory_kernel == MemoryKernel::Box {
                        window(c.memory)
                    } else {
                        Window::default()
                    }
                })
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
    threads: Res<Threads>,
) {
    for (face, input, mut activation) in faces.contiguous_iter_mut().expect("faces live in tables") {
        let activation = activation.bypass_change_detection();
        for (expression, rows) in blocks(face, sight.people()) {
            let (channel, window) = (&repertoire.0[expression], &mut windows.0[expression]);
            let (input, activation) = (&input[rows.clone()], &mut activation[rows]);
            if window.ticks > 0 {
                slide(activation, input, window, clock.tick, *threads);
            } else {
                let keep = libm::exp(-clock.dt / channel.memory);
                threads.share((activation, input), |_, (activation, input)| leak(activation, input, keep));
            }
        }
    }
}

fn leak(activation: &mut [MirrorActivation], input: &[Input], keep: f64) {
    for (a, i) in activation.iter_mut().zip(input) {
        a.0 = i.0 + (a.0 - i.0) * keep;
    }
}

fn slide(activation: &mut [MirrorActivation], input: &[Input], window: &mut Window, tick: u64, threads: Threads) {
    let people = input.len();
    let row = (tick % window.ticks as u64) as usize;
    for (slot, i) in window.inputs[row * people..].iter_mut().zip(input) {
        *slot = i.0;
    }
    let window = &*window;
    threads.share(activation, |first, activation| {
        for (chunk, activation) in activation.chunks_mut(WIDTH).enumerate() {
            average(activation, window, first + chunk * WIDTH, people);
        }
    });
}

/// People at a time.
const WIDTH: usize = 512;

/// Summed anew in the order of the ring: a running sum would drift.
fn average(activation: &mut [MirrorActivation], window: &Window, first: usize, people: usize) {
    activation.fill(MirrorActivation(0.0));
    for row in window.inputs.chunks(people) {
        activation.iter_mut().zip(&row[first..]).for_each(|(a, i)| a.0 += i);
    }
    activation.iter_mut().for_each(|a| a.0 /= window.ticks as f64);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;
    use crate::model::engine::face::Face;
    use crate::model::engine::phase::Cause;
    use crate::model::engine::tie_values::Per;
    use crate::model::situation::{Expression, Situation};
    use crate::network::Network;
    use bevy_ecs::prelude::World;
    use bevy_ecs::system::RunSystemOnce;
    use std::sync::Arc;

    /// One person who sees `input` for as long as it lasts; the mirror activation after each tick.
    fn trace(kernel: MemoryKernel, memory: f64, dt: f64, input: impl Fn(f64) -> f64, until: f64) -> Vec<f64> {
        let expression = Expression { memory, memory_kernel: kernel, ..Expression::bare("x") };
        let repertoire = Repertoire::new(&Situation::plain(vec![expression], until, dt), Chance::new(1));
        let network = Arc::new(Network::from_pairs(1, &[]).0);
        let mut world = World::new();
        world.insert_resource(Windows::new(&repertoire, 1, dt));
        world.insert_resource(repertoire);
        world.insert_resource(Sight::new(network, Per::All(1.0), Per::All(0.0), Per::All(1.0)));
        world.insert_resource(Clock::new(dt, false));
        world.insert_resource(Threads::ALONE);
        let face = Face { stretch: 0, expression: 0, cause: Cause::Spontaneous, expressed: false };
        let id = world.spawn((face, Input(0.0), MirrorActivation(0.0))).id();
        let mut activations = Vec::new();
        for tick in 0..(until / dt).round() as u64 {
            world.resource_mut::<Clock>().tick = tick;
            world.get_mut::<Input>(id).expect("just spawned").0 = input(tick as f64 * dt);
            world.run_system_once(mirror).expect("a system");
            activations.push(world.get::<MirrorActivation>(id).expect("just spawned").0);
        }
        activations
    }

    #[test]
    fn the_trace_is_the_leaky_integral_at_any_tick() {
        for dt in [0.01, 0.1, 0.5, 1.0] {
            let steady = trace(MemoryKernel::Leaky, 2.0, dt, |_| 1.0, 5.0);
            for (time, expected) in [(1.0, -1.0f64), (2.0, -2.0), (5.0, -5.0)].map(|(t, x)| (t, 1.0 - (x / 2.0).exp()))
            {
                assert!((steady[(time / dt).round() as usize - 1] - expected).abs() < 1e-9, "dt {dt}, {time} s");
            }
            let faded = trace(MemoryKernel::Leaky, 2.0, dt, |t| if t < 5.0 - 1e-9 { 1.0 } else { 0.0 }, 8.0);
            let expected = (1.0 - (-2.5f64).exp()) * (-1.5f64).exp();
            assert!((faded.last().expect("ticks") - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn an_input_adds_its_length_whatever_the_memory() {
        for (kernel, memory) in [(MemoryKernel::Leaky, 0.5), (MemoryKernel::Leaky, 7.0), (MemoryKernel::Box, 3.0)] {
            let dt = 0.25;
            let area: f64 =
                trace(kernel, memory, dt, |t| if t < 4.0 { 1.0 } else { 0.0 }, 200.0).iter().sum::<f64>() * dt;
            assert!((area - 4.0).abs() < 1e-9, "{kernel:?} {memory}: {area}");
        }
    }
}
