//! Mood and loneliness at the door of imitation.
//!
//! ```text
//! spontaneous × e^{κ q}        mimicry × min(2, e^{μ q}) · (1 − ζ ℓ)
//! ```
//!
//! Deliberate expression is not gated: lonely people who lack spontaneous smile mimicry can still smile on purpose.

use crate::model::engine::channel::{Channel, Repertoire};
use crate::model::engine::exponential::exponentials;
use crate::model::engine::face::{Face, blocks};
use crate::model::engine::threads::Threads;
use crate::model::engine::view::Sight;
use crate::model::mechanism::feeling::Affect;
use crate::model::mechanism::loneliness::Lonely;
use crate::model::mechanism::{Mechanism, Step};
use crate::model::person::Person;
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Component, Query, Res, With};

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "regulation",
    claim: "mood and loneliness gate spontaneous expression and mimicry",
    switched_on_by: "[mood] or [loneliness]",
    needs_everyone: None,
    is_on: |s| s.mood.is_some() || s.loneliness.is_some(),
    install: |schedule, _| {
        schedule.add_systems(regulate.in_set(Step::Perceive));
    },
};

/// Factors on the hazards of a face.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct Regulated {
    /// e^{κ q}.
    pub spontaneous: f64,
    /// Γ.
    pub mimicry: f64,
}

impl Regulated {
    /// No influence.
    pub const NONE: Self = Self { spontaneous: 1.0, mimicry: 1.0 };
}

/// Works out the factors from the affect and loneliness of the last tick.
pub fn regulate(
    mut faces: Query<(&Face, &mut Regulated)>,
    people: Query<(Option<&Affect>, Option<&Lonely>), With<Person>>,
    repertoire: Res<Repertoire>,
    sight: Res<Sight>,
    threads: Res<Threads>,
) {
    let (affect, lonely) = people.contiguous_iter().expect("people live in one table").next().unwrap_or((None, None));
    for (face, mut regulated) in faces.contiguous_iter_mut().expect("faces live in tables") {
        let regulated = regulated.bypass_change_detection();
        for (index, rows) in blocks(face, sight.people()) {
            let channel = &repertoire.0[index];
            threads.share(&mut regulated[rows], |first, regulated| {
                for (chunk, regulated) in regulated.chunks_mut(WIDTH).enumerate() {
                    let first = first + chunk * WIDTH;
                    factors(channel, affect.map(|q| &q[first..]), lonely.map(|l| &l[first..]), regulated);
                }
            });
        }
    }
}

/// People at a time.
const WIDTH: usize = 64;

fn factors(channel: &Channel, affect: Option<&[Affect]>, lonely: Option<&[Lonely]>, regulated: &mut [Regulated]) {
    let (mut spontaneous, mut mimicry) = ([1.0; WIDTH], [1.0; WIDTH]);
    let people = regulated.len();
    grow(channel.mood_to_spontaneous, affect, &mut spontaneous[..people]);
    if channel.mood_to_mimicry == channel.mood_to_spontaneous {
        mimicry = spontaneous;
    } else {
        grow(channel.mood_to_mimicry, affect, &mut mimicry[..people]);
    }
    for ((regulated, spontaneous), mimicry) in regulated.iter_mut().zip(spontaneous).zip(mimicry) {
        *regulated = Regulated { spontaneous, mimicry: mimicry.min(2.0) };
    }
    if let Some(lonely) = lonely.filter(|_| channel.loneliness_gate != 0.0) {
        regulated.iter_mut().zip(lonely).for_each(|(r, l)| r.mimicry *= 1.0 - channel.loneliness_gate * l.0);
    }
}

/// e^{rate q} of each.
fn grow(rate: f64, affect: Option<&[Affect]>, factors: &mut [f64]) {
    if let Some(affect) = affect.filter(|_| rate != 0.0) {
        // Hazards of more than e^100 times as much are all at once; what is infinite has no product with nothing.
        factors.iter_mut().zip(affect).for_each(|(factor, q)| *factor = (rate * q.0).clamp(-100.0, 100.0));
        exponentials(factors);
    }
}
