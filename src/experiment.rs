//! From a scenario to many runs: which ones, with which luck, on which networks, and what is already done.

pub mod comparison;
pub mod design;
pub mod fingerprint;
pub mod hypotheses;
pub mod journal;
mod networks;
mod one_run;
mod plan;
mod rounds;
pub mod running;
pub mod sensitivity;
pub mod shard;
pub mod statistics;
pub mod stopping;
pub mod why;
pub mod workers;

pub use networks::Networks;
pub use one_run::{RunError, simulate};
pub use plan::{Plan, Point, Run, printed};
