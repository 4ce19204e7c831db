//! The contagion engine: agents and mechanisms.

pub mod situation;

pub use situation::Situation;
