//! Tables, charts and the report.
pub mod chart;
