//! The charts and the report that `catching run` makes.

use super::Args;
use crate::cli::charts::{Task, chosen};
use crate::cli::job::Job;
use crate::cli::{Failure, Terminal};
use crate::output::chart::Results;
use crate::output::folder::Folder;
use std::path::PathBuf;

/// Draws the charts, writes the report, and says which pictures there are.
pub(super) fn draw(
    args: &Args,
    job: &Job,
    folder: &Folder,
    results: &Results,
    terminal: &mut Terminal,
) -> Result<Vec<PathBuf>, Failure> {
    let charts = chosen(&args.charts, &job.scenario, results, terminal);
    let task = Task {
        folder,
        results,
        scenario: &job.scenario,
        charts: &charts,
        look: args.drawing.look(),
        drawing: &args.drawing,
        threads: job.threads,
    };
    let pictures = task.draw(terminal)?;
    task.report()?;
    Ok(pictures)
}
