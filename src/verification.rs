//! The engine against what is known: closed forms, textbook limits, published findings, and a second implementation.
//!
//! [`CHECKS`] is the table of checks. Each holds the scenarios that it plays (so that a reader can run the same with
//! `catching run`) and a function that plays them in a [`Runner`] and returns [`Row`]s: a reference, what was measured, its
//! uncertainty, a tolerance and hence a verdict. References come from [`crate::theory`] or from the plain
//! implementations in [`exact`], which share no code with the engine.

mod check;
mod checks;
mod estimate;
pub mod exact;
mod row;
mod runner;
mod scenarios;

pub use check::{Check, Outcome, Tier, chosen};
pub use checks::CHECKS;
pub use estimate::Estimate;
pub use row::{Expected, Row, Verdict};
pub use runner::{CheckError, Played, Runner, Trial};
