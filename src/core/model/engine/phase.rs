//! Where a person is with one expression, and why it came.

use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};

/// The four stages of one expression.
///
/// ```text
///        fires             latency over          duration over
///  idle ───────▶ latent ───────────▶ expressing ───────────▶ refractory ──▶ idle
/// ```
#[derive(Component, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Phase {
    /// Can be set off.
    #[default]
    Idle,
    /// Set off, not yet visible.
    Latent,
    /// Visible.
    Expressing,
    /// Over; cannot be set off again yet.
    Refractory,
}

/// Why an expression came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Cause {
    /// By itself.
    #[default]
    Spontaneous,
    /// Caught from others.
    Imitated,
    /// Put on.
    Deliberate,
    /// Made to happen by the scenario (the first yawn, a joke).
    Event,
}

impl Cause {
    /// All causes, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Spontaneous, Self::Imitated, Self::Deliberate, Self::Event];

    /// The word in the tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spontaneous => "spontaneous",
            Self::Imitated => "imitated",
            Self::Deliberate => "deliberate",
            Self::Event => "event",
        }
    }
}
