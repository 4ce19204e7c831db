//! All integration tests, one file a topic.

mod chart;
mod chart_samples;
mod feelings;
mod network;
mod reference;
mod scenario;
