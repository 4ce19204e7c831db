//! The contagion engine: agents and mechanisms.
//!
//! Each mechanism is a file, named as the psychology names it and in the order of a tick; [`schedule::MECHANISMS`] lists
//! them. This is the only folder that knows the entity–component system.

pub mod affect;
pub mod association;
pub mod attachment;
pub mod channel;
pub mod clock;
pub mod clocks;
pub mod course;
pub mod crew;
pub mod deliberate;
pub mod encounters;
pub mod events;
mod exponential;
pub mod face;
pub mod feelings;
pub mod glimpse;
pub mod habituation;
pub mod imitation;
pub mod journal;
pub mod likeness;
pub mod link;
pub mod loneliness;
mod mirrored;
pub mod mirroring;
pub mod mood;
pub mod muting;
pub mod parts;
pub mod perception;
pub mod person;
pub mod phase;
pub mod place;
pub mod recording;
pub mod regulation;
pub mod retie;
mod rota;
pub mod schedule;
mod setup;
pub mod shown;
pub mod sight;
pub mod simulation;
pub mod situation;
pub mod source;
pub mod sums;
pub mod telling;
pub mod ties;
pub mod who;

pub use crew::Crew;
pub use glimpse::Glimpse;
pub use muting::Mute;
pub use phase::Cause;
pub use recording::{
    AgentRow, Detail, ExpressionEvent, Recording, SeriesRow, TieRow, agent_columns, metric_names, series_names,
};
pub use simulation::{Simulation, SituationError};
pub use situation::Situation;
