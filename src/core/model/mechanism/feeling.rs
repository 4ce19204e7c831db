//! What a person feels: affect, which is quick, and mood, which is slow. `affect` and `mood` say how they move.

use crate::model::situation;
use bevy_ecs::prelude::{Component, Resource};

/// q: fast affect \[SD\].
#[derive(Component, Clone, Copy, Debug, Default)]
pub struct Affect(pub f64);

/// m: slow mood \[SD\].
#[derive(Component, Clone, Copy, Debug, Default)]
pub struct Mood(pub f64);

/// The scenario's law of mood.
#[derive(Resource, Clone, Debug)]
pub struct MoodLaw(pub situation::Mood);
