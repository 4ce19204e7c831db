//! Tables, charts and the report.

pub mod adding_up;
pub mod censored;
pub mod chart;
pub mod comparison;
#[cfg(feature = "files")]
pub mod dictionary;
#[cfg(feature = "files")]
pub mod expected;
pub mod findings;
#[cfg(feature = "files")]
pub mod folder;
pub mod hypotheses;
#[cfg(feature = "files")]
pub mod reading;
pub mod report;
pub mod summarised;
pub mod tables;
pub mod tick_error;
pub mod tongue;
