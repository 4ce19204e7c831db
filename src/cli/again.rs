//! Runs of a finished folder, played again with every expression and held against its numbers.

use super::Failure;
use crate::experiment::{Point, simulate};
use crate::model::{Detail, Recording};
use crate::output::folder::Folder;
use crate::output::folder::again::{Again, AgainError};
use crate::output::report::LivingRun;
use crate::results::Results;
use crate::study::explore::Living;
use crate::study::recorded::{is_quick, living_run, which};

/// A run, and the same dice without imitation where there are any.
pub(super) struct Both {
    pub(super) shown: Again,
    recording: Recording,
    null: Option<(Again, Recording)>,
    /// Which one, in words.
    pub(super) run: String,
}

impl Both {
    /// Plays a run again; `done` is told after each.
    ///
    /// # Errors
    /// When there is no such run, or it does not give the folder's numbers.
    pub(super) fn play(folder: &Folder, results: &Results, shown: Again, done: &dyn Fn()) -> Result<Self, Failure> {
        let recording = played(folder, &shown)?;
        done();
        let null = beside(results, &shown).map(|id| again(folder, id)).transpose()?;
        // The picture is one of people who are the same on both sides.
        let null = null.filter(|null| null.network.people() == shown.network.people());
        let null = null.map(|null| Ok::<_, Failure>((played(folder, &null)?, null))).transpose()?;
        let null = null.map(|(recording, null)| (null, recording));
        let run = which(&shown.run, folder.manifest().runs.total, &shown.point);
        Ok(Self { shown, recording, null, run })
    }

    /// As plain data.
    pub(super) fn living(&self) -> Living {
        let null = self.null.iter().map(|(null, recording)| (&null.point, recording));
        let both: Vec<(&Point, &Recording)> =
            std::iter::once((&self.shown.point, &self.recording)).chain(null).collect();
        Living::of_runs(&self.shown.network, &both, &self.shown.scenario)
    }
}

/// The run that a page shows person by person; nothing where a folder has none that can be played again quickly, and seen.
pub(super) fn for_page(folder: &Folder, results: &Results) -> Option<LivingRun> {
    let shown = again(folder, first_run(results)?).ok()?;
    if !is_quick(&shown.scenario.situation, &shown.network) {
        return None;
    }
    let both = Both::play(folder, results, shown, &|| ()).ok()?;
    living_run(both.living(), &both.shown.scenario, both.run)
}

/// The first run that is no null run, else the first.
pub(super) fn first_run(results: &Results) -> Option<u64> {
    let of = |null: bool| {
        let points = results.points.iter().filter(move |point| point.null == null);
        points.flat_map(|point| results.runs.of(point.index)).map(|run| run.id).next()
    };
    of(false).or_else(|| of(true))
}

/// A run of a folder.
///
/// # Errors
/// When there is no such run.
pub(super) fn again(folder: &Folder, id: u64) -> Result<Again, Failure> {
    folder.again(id).map_err(|error| match error {
        AgainError::Folder(error) => Failure::of_folder(error),
        other => Failure::usage(other),
    })
}

/// The run without imitation that shares the dice of a run.
fn beside(results: &Results, shown: &Again) -> Option<u64> {
    let point =
        results.points.iter().find(|point| point.index as usize == shown.run.point).filter(|point| !point.null)?;
    let null = results.null_beside(point)?;
    results.runs.of(null.index).iter().find(|run| u64::from(run.replicate) == shown.run.replicate).map(|run| run.id)
}

/// Plays a run again, with every expression, and holds it against the folder's numbers.
fn played(folder: &Folder, again: &Again) -> Result<Recording, Failure> {
    let recording = simulate(&again.point, &again.network, again.run.seed, Detail::ALL).map_err(Failure::failed)?;
    let rows = again.layout.rows(&again.run, &again.point, &again.network, &recording);
    let (differences, _) = folder.differences(again, &rows).map_err(Failure::of_folder)?;
    match differences.first() {
        None => Ok(recording),
        Some(first) => Err(Failure::check(format_args!(
            "run {} does not give the numbers in `{}`: {}, {}: {} there, {} now\nhelp: was the folder changed, or made by another build \
             of the program?",
            again.run.id,
            folder.path().display(),
            first.table.file(),
            first.column,
            first.recorded,
            first.replayed
        ))),
    }
}
