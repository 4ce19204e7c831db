//! The contagion engine: agents and mechanisms.

pub mod situation;
#[expect(missing_docs, reason = "stand-in")]
mod recording;
pub use recording::*;

pub use situation::Situation;
