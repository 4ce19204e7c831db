//! Mood and loneliness at the door of imitation.
//!
//! ```text
//! spontaneous × e^{κ q}        mimicry × min(2, e^{μ q}) · (1 − ζ ℓ)
//! ```
//!
//! Deliberate expression is not gated: lonely people who lack spontaneous smile mimicry can still smile on purpose.

use super::affect::Affect;
use super::channel::{Channel, Repertoire};
use super::crew::Crew;
use super::face::{Face, blocks};
use super::loneliness::Lonely;
use super::person::Person;
use super::sight::Sight;
use bevy_ecs::prelude::{Component, Query, Res, With};

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
    crew: Res<Crew>,
) {
    let (affect, lonely) = people.contiguous_iter().expect("people live in one table").next().unwrap_or((None, None));
    for (face, mut regulated) in faces.contiguous_iter_mut().expect("faces live in tables") {
        let regulated = regulated.bypass_change_detection();
        for (index, rows) in blocks(face, sight.people()) {
            let channel = &repertoire.0[index];
            crew.share(&mut regulated[rows], |first, regulated| {
                for (person, regulated) in (first..).zip(regulated) {
                    let (affect, lonely) = (affect.map_or(0.0, |q| q[person].0), lonely.map_or(0.0, |l| l[person].0));
                    *regulated = factors(channel, affect, lonely);
                }
            });
        }
    }
}

fn factors(channel: &Channel, affect: f64, loneliness: f64) -> Regulated {
    let grow = |rate: f64| if rate == 0.0 { 1.0 } else { libm::exp(rate * affect) };
    Regulated {
        spontaneous: grow(channel.mood_to_spontaneous),
        mimicry: grow(channel.mood_to_mimicry).min(2.0) * (1.0 - channel.loneliness_gate * loneliness),
    }
}
