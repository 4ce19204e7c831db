//! Tables, charts and the report.

pub mod chart;
pub mod comparison;
pub mod expected;
pub mod findings;
pub mod folder;
pub mod hypotheses;
pub mod manifest;
pub mod reading;
pub mod report;
pub mod shelf;
pub mod tables;
