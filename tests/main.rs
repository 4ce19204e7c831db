//! All integration tests, one file a topic.

mod chart;
mod chart_samples;
mod network;
mod network_files;
mod reference;
mod scenario;
