//! The contagion engine: agents and mechanisms.
//!
//! `mechanism/` holds a file for each psychological mechanism, with its row in the order of a tick ([`schedule::MECHANISMS`]);
//! `engine/` the machinery that they work with, which knows no psychology; `measure/` what is measured. This is the only folder that
//! knows the entity–component system.

pub mod engine;
pub mod measure;
pub mod mechanism;
pub mod person;
pub mod schedule;
mod setup;
pub mod simulation;
pub mod situation;
pub mod who;

pub use engine::exchange::{Exchange, Queues};
pub use engine::halo::Traffic;
pub use engine::muting::Mute;
pub use engine::phase::Cause;
pub use engine::threads::Threads;
pub use measure::outcomes::{agent_columns, metric_names, series_names};
pub use measure::probe::Probe;
pub use measure::record::{AgentRow, Detail, ExpressionEvent, Recording, SeriesRow, TieRow};
pub use schedule::needs_everyone;
pub use simulation::{Simulation, SituationError};
pub use situation::Situation;
