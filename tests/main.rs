//! All integration tests, one file a topic.

mod chart;
mod chart_samples;
mod cli;
mod cli_tables;
mod common;
mod feelings;
mod network;
mod network_cli;
mod network_files;
mod reference;
mod resume;
mod scenario;
mod report;
