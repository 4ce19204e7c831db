//! Emotional contagion among agents on a social network.

pub mod chance;
pub mod evidence;
#[cfg(feature = "files")]
pub mod experiment;
pub mod model;
pub mod network;
#[cfg(feature = "files")]
pub mod output;
pub mod quantity;
pub mod scenario;
pub mod theory;

#[cfg(feature = "cli")]
pub mod cli;
