//! The psychological mechanisms, one a file, named as the psychology names it.

pub mod affect;
pub mod attachment;
pub mod comfort;
pub mod deliberate;
pub mod encounters;
pub mod events;
pub mod exclusion;
pub mod feeling;
pub mod habituation;
pub mod imitation;
pub mod loneliness;
pub mod mirroring;
pub mod mood;
pub mod perception;
pub mod place;
pub mod regulation;
pub mod selection;

use super::situation::Situation;
use bevy_ecs::prelude::{Schedule, SystemSet};

/// A tick, in words: things happen, people perceive, mirror, express, are seen, feel, bond, and it is recorded.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Timed events and encounters.
    Happen,
    /// What each person sees.
    Perceive,
    /// What it leaves in them.
    Mirror,
    /// Who begins and who stops.
    Express,
    /// Others will see it.
    Show,
    /// Affect and mood.
    Feel,
    /// Ties and loneliness.
    Bond,
    /// The record.
    Record,
}

/// A psychological mechanism.
pub struct Mechanism {
    /// Its name, which is the name of its file.
    pub name: &'static str,
    /// What it claims, in a line.
    pub claim: &'static str,
    /// What in a scenario switches it on.
    pub switched_on_by: &'static str,
    /// Why it needs all people in one place; none: it can be played on a network in parts.
    pub needs_everyone: Option<&'static str>,
    /// Whether a situation uses it.
    pub is_on: fn(&Situation) -> bool,
    /// Adds its systems, as far as a situation has work for them.
    pub install: fn(&mut Schedule, &Situation),
}
