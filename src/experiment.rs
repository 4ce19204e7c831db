//! From a scenario to many runs: which ones, with which luck, on which networks, and what is already done.

pub mod comparison;
#[cfg(feature = "files")]
mod dealing;
pub mod design;
pub mod fingerprint;
pub mod hypotheses;
#[cfg(feature = "files")]
pub mod journal;
mod networks;
mod one_run;
mod plan;
mod rounds;
#[cfg(feature = "files")]
pub mod running;
mod selection;
pub mod sensitivity;
pub mod shard;
pub mod statistics;
pub mod stopping;
pub mod tick_error;
pub mod why;
#[cfg(feature = "threads")]
pub mod workers;

pub use networks::Networks;
pub use one_run::{PlayedInParts, RunError, draw_and_simulate, simulate, simulate_part};
pub use plan::{Plan, Point, Run, printed};
pub use rounds::Rounds;
pub use selection::{Keep, Selection};
