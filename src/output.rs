//! Tables, charts and the report.

pub mod adding_up;
pub mod chart;
pub mod comparison;
pub mod dictionary;
pub mod expected;
pub mod findings;
pub mod folder;
pub mod hypotheses;
pub mod manifest;
pub mod reading;
pub mod report;
pub mod shelf;
pub mod summarised;
pub mod tables;
