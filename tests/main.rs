//! All integration tests, one file a topic.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod association;
mod bonds;
mod chart;
mod chart_samples;
mod cli;
mod cli_tables;
mod common;
mod compare;
mod crew;
mod evidence;
mod feelings;
mod fingerprint;
mod golden;
mod hypotheses;
mod layers;
mod moods;
mod network;
mod network_cli;
mod network_files;
mod pictures;
mod readme;
mod reference;
mod replay;
mod report;
mod resume;
mod scenario;
mod scenario_fuzz;
mod scenario_mistakes;
mod scenario_schema;
mod sensitivity;
mod shared_dice;
mod sweep;
mod theory;
mod verification;
mod words;
