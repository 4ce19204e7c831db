//! `catching run`.

use super::options::{Changes, Drawing, Place};
use super::{Failure, Terminal};
use clap::{ValueEnum, ValueHint};
use std::num::NonZeroUsize;

/// Run a scenario: tables, charts, a report and a short summary.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Runs a scenario as many times as it says, beside the same scenario without imitation, and writes tables, charts \
        with captions and a report into one folder.\n\n\
        Without a scenario it runs the yawn in the lecture hall. A folder that holds finished runs of the same scenario is \
        completed, not started again; one that belongs to another scenario is left alone unless `--force` is given.",
    after_help = "Examples:\n  \
        catching run\n  \
        catching run comedy-club --replicates 20 --seed 7\n  \
        catching run my-class.toml --set ties.closeness=0.5 -o results/friends\n  \
        catching run karate-club-laughter --theme slides --format png\n  \
        catching run my-class.toml -n"
)]
pub struct Args {
    /// A scenario file, or the name of one that comes with the program [default: lecture-hall-yawn]
    #[arg(value_hint = ValueHint::FilePath)]
    pub scenario: Option<String>,
    /// Changes to the scenario.
    #[command(flatten)]
    pub changes: Changes,
    /// Where results go.
    #[command(flatten)]
    pub place: Place,
    /// Of which runs to write every expression (events.csv): the first of each arm, all, or none
    #[arg(long, value_enum, value_name = "RUNS", default_value = "first", help_heading = "Where to")]
    pub events: Which,
    /// Of which runs to write every person and tie (agents.csv, ties.csv): the very first, all, or none
    #[arg(long, value_enum, value_name = "RUNS", default_value = "first", help_heading = "Where to")]
    pub agents: Which,
    /// How charts look.
    #[command(flatten)]
    pub drawing: Drawing,
    /// Draw only these charts (see `catching list charts`)
    #[arg(long, value_name = "NAME", value_delimiter = ',', help_heading = "Charts")]
    pub charts: Vec<String>,
    /// Draw no charts and write no report
    #[arg(long, conflicts_with = "charts", help_heading = "Charts")]
    pub no_charts: bool,
    /// How many runs at once [default: one a processor core]
    #[arg(short = 'j', long, value_name = "N", help_heading = "How to run")]
    pub threads: Option<NonZeroUsize>,
    /// Only print the plan: runs, estimated time, memory and disk
    #[arg(short = 'n', long, help_heading = "How to run")]
    pub dry_run: bool,
    /// Print the summary as JSON, with the seconds that each part took
    #[arg(long, help_heading = "How to speak")]
    pub json: bool,
}

/// Of which runs to keep the details.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// Every run
    All,
    /// None
    None,
    /// Replicate 0
    First,
}

/// Runs it.
///
/// # Errors
/// See the exit codes of the program.
pub fn run(_args: Args, _terminal: &mut Terminal) -> Result<(), Failure> {
    Err(Failure::failed("under construction"))
}
