//! Which run the pictures of one run show, and where it was recorded; folders that hold many result folders.

use crate::cli::Failure;
use crate::cli::options::for_shell;
use crate::output::chart::{self, CHARTS, Chart, Results};
use crate::output::folder::Folder;
use crate::results::manifest::MANIFEST;
use std::path::{Path, PathBuf};

/// The result folder and the number of the run where a folder holds a replay: `DIR/replay-5`.
pub(super) fn replay(folder: &Path) -> Option<(PathBuf, u64)> {
    let number = folder.file_name()?.to_str()?.strip_prefix("replay-")?.parse().ok()?;
    let of = folder.parent()?;
    (!folder.join(MANIFEST).exists() && of.join(MANIFEST).is_file()).then(|| (of.to_owned(), number))
}

/// The result folders within a folder that is none itself, by name.
pub(super) fn many(folder: &Path) -> Vec<PathBuf> {
    if folder.join(MANIFEST).exists() {
        return Vec::new();
    }
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    // Hidden folders are where results are being put together.
    let is_hidden = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let found = entries.filter(|path| path.join(MANIFEST).is_file() && !is_hidden(path));
    let mut found: Vec<PathBuf> = found.collect();
    found.sort();
    found
}

/// Takes a run's people and expressions, where they were recorded.
///
/// # Errors
/// When there is no such run, or nothing was recorded of it.
pub(super) fn take(folder: &Folder, results: &mut Results, run: u64) -> Result<(), Failure> {
    let known = || results.points.iter().flat_map(|point| results.runs.of(point.index)).map(|run| run.id);
    if !known().any(|id| id == run) {
        let last = known().max().unwrap_or(0);
        return Err(Failure::usage(format_args!(
            "there is no finished run {run}\nhelp: runs are numbered from 0 to {last}"
        )));
    }
    let replayed = folder.path().join(format!("replay-{run}"));
    if replayed.is_dir() {
        return folder.with_replayed(results, &replayed, run).map_err(Failure::of_folder);
    }
    if results.shown_run().is_some_and(|shown| shown.id == run) && !results.people.is_empty() {
        return Ok(());
    }
    let path = for_shell(&folder.path().to_string_lossy());
    Err(Failure::usage(format_args!(
        "run {run} kept no events\nhelp: `catching replay {path} --run {run}` records them; then type this command again"
    )))
}

/// Of these charts those of one run, else all of one run that can be drawn.
pub(super) fn of_one_run(charts: Vec<&'static Chart>, results: &Results) -> Vec<&'static Chart> {
    let is = |chart: &&Chart| chart.made_of == chart::MadeOf::ShownRun;
    let kept: Vec<&Chart> = charts.into_iter().filter(is).collect();
    if !kept.is_empty() {
        return kept;
    }
    CHARTS.iter().filter(is).filter(|chart| (chart.applies)(results)).collect()
}
