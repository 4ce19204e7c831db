//! All integration tests, one file a topic.

mod chart;
mod chart_samples;
mod feelings;
mod network;
mod network_files;
mod reference;
mod scenario;
mod scenario_fuzz;
mod scenario_mistakes;
mod scenario_schema;
