//! Habituation: a joke heard again and again stops working.
//!
//! ```text
//! ḣ = η min(1, I)(1 − h) − h/τ_h
//! ```

use crate::model::engine::channel::Repertoire;
use crate::model::engine::exact::stimulus::Taken;
use crate::model::engine::exponential::{exponential, exponentials};
use crate::model::engine::exposure::Input;
use crate::model::engine::face::{Face, blocks};
use crate::model::engine::threads::Threads;
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::mechanism::{Mechanism, Step};
use crate::model::situation;
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Component, Query, Res};

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "habituation",
    claim: "a joke heard again and again stops working",
    switched_on_by: "habituation_rate",
    needs_everyone: None,
    is_on: |s| s.expressions.iter().any(|e| e.habituation_rate > 0.0),
    install: |schedule, situation| {
        // Under the exact clock what was seen is known when the step has unfolded.
        let step = if situation.clock == situation::Clock::Exact { Step::Show } else { Step::Mirror };
        schedule.add_systems(habituate.in_set(step));
    },
};

/// h: share of the imitation hazard that has worn off, 0..1.
#[derive(Component, Clone, Copy, Debug, Default)]
pub struct Habituation(pub f64);

/// Wears off with what is seen, recovers without it. Exact for an input that is constant over the tick.
pub fn habituate(
    mut faces: Query<(&Face, &Input, Option<&Taken>, &mut Habituation)>,
    repertoire: Res<Repertoire>,
    sight: Res<Sight>,
    clock: Res<Clock>,
    threads: Res<Threads>,
) {
    for (face, input, taken, mut habituation) in faces.contiguous_iter_mut().expect("faces live in tables") {
        let habituation = habituation.bypass_change_detection();
        for (expression, rows) in blocks(face, sight.people()) {
            let channel = &repertoire.0[expression];
            let (rate, recovery) = (channel.habituation_rate, 1.0 / channel.habituation_recovery);
            if let Some(taken) = taken {
                wear_by_means(&mut habituation[rows.clone()], &taken[rows], rate, recovery, clock.dt);
                continue;
            }
            threads.share((&mut habituation[rows.clone()], &input[rows]), |_, (habituation, input)| {
                for (habituation, input) in habituation.chunks_mut(WIDTH).zip(input.chunks(WIDTH)) {
                    wear_all(habituation, input, rate, recovery, clock.dt);
                }
            });
        }
    }
}

/// Under the exact clock: by the mean of min(1, I) over the step, which is not that of the mean of I.
fn wear_by_means(habituation: &mut [Habituation], taken: &[Taken], rate: f64, recovery: f64, dt: f64) {
    for (h, taken) in habituation.iter_mut().zip(taken) {
        h.0 = if taken.capped > 0.0 {
            wear(h.0, rate * taken.capped, recovery, dt)
        } else {
            h.0 * exponential(-recovery * dt)
        };
    }
}

/// People at a time.
const WIDTH: usize = 64;

fn wear_all(habituation: &mut [Habituation], input: &[Input], rate: f64, recovery: f64, dt: f64) {
    let mut left = [0.0; WIDTH];
    let left = &mut left[..input.len()];
    for (left, i) in left.iter_mut().zip(input) {
        *left = -(rate * i.0.min(1.0) + recovery) * dt;
    }
    exponentials(left);
    let recover = exponential(-recovery * dt);
    for ((h, i), left) in habituation.iter_mut().zip(input).zip(left) {
        let worn = settled(h.0, rate * i.0.min(1.0), recovery, *left);
        h.0 = if i.0 > 0.0 { worn } else { h.0 * recover };
    }
}

/// One step under a constant input that wears at `wearing` \[/s\].
pub fn wear(h: f64, wearing: f64, recovery: f64, dt: f64) -> f64 {
    settled(h, wearing, recovery, exponential(-(wearing + recovery) * dt))
}

/// What is left of the way to where wearing and recovery balance.
#[inline]
fn settled(h: f64, wearing: f64, recovery: f64, left: f64) -> f64 {
    let limit = wearing / (wearing + recovery);
    limit + (h - limit) * left
}

#[cfg(test)]
mod tests {
    use super::wear;

    #[test]
    fn wearing_off_does_not_depend_on_the_tick() {
        let once = wear(0.1, 0.02, 1.0 / 600.0, 10.0);
        let often = (0..1000).fold(0.1, |h, _| wear(h, 0.02, 1.0 / 600.0, 0.01));
        assert!((once - often).abs() < 1e-12);
    }

    #[test]
    fn it_settles_between_wearing_and_recovery() {
        assert!((wear(0.0, 0.03, 0.01, 1e6) - 0.75).abs() < 1e-12);
    }
}
