//! All integration tests, one file a topic.

mod chart;
mod chart_samples;
mod network;
mod scenario;
