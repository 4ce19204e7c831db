//! The work behind every command that simulates: from a plan to a complete result folder.

mod in_parts;
pub(super) mod needs;
mod rehearsal;

use super::options::{Place, in_output};
use super::progress::Progress;
use super::source::Source;
use super::{Failure, Terminal, interrupt, ranks};
use crate::experiment::journal::{Journal, JournalError};
use crate::experiment::running::{Outcome, RunEvent, RunOptions, RunReport, Selection, Together, run_missing};
use crate::experiment::shard::Shard;
use crate::experiment::{Plan, Point, Run};
use crate::output::folder::claim::{self, ClaimError, FolderState, LockedFolder};
use crate::output::folder::inputs::{self, Kept, Moved};
use crate::output::folder::lock::FolderLock;
use crate::output::folder::own;
use crate::output::folder::stage::Stage;
use crate::output::folder::{SCENARIO_B, read_manifest};
use crate::output::tables::{Layout, Table, write_tables};
use crate::results::manifest::{self, MANIFEST, Manifest, Runs, ScenarioEntry};
use crate::scenario::Scenario;
use rehearsal::Rehearsal;
use serde::Serialize;
use std::fs;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

/// Everything that is known before the first run.
pub(super) struct Job {
    pub(super) source: Source,
    pub(super) scenario: Scenario,
    pub(super) plan: Arc<Plan>,
    pub(super) folder: PathBuf,
    pub(super) threads: NonZeroUsize,
    pub(super) selection: Selection,
    /// Who does every run with this process, where networks are in parts.
    pub(super) together: Option<Arc<dyn Together>>,
    part: Part,
    text: String,
    inputs: Vec<Kept>,
    manifest: Manifest,
    /// How long the scenario's network files took to read \[s\].
    reading: f64,
}

/// What a sweep may ask for beside its runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// Only these runs.
    pub(super) shard: Option<Shard>,
    /// What to do about runs that fail, where that was said.
    pub(super) on_error: Option<OnError>,
    /// Journals of parts that are put together, each with the identity that it was begun for.
    pub(super) journals: Vec<(PathBuf, String)>,
}

/// What to do about a run that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum OnError {
    /// Begin no more runs; the same command goes on from there
    Stop,
    /// Note it in the status column and go on
    Skip,
}

/// How the runs of a plan are to be done.
pub(super) struct Asked<'a> {
    /// Where results go.
    pub(super) place: &'a Place,
    /// How many at once; none: one a processor core.
    pub(super) threads: Option<NonZeroUsize>,
    /// Which details are kept.
    pub(super) selection: Selection,
}

/// Time on the clock, part by part \[s\].
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Seconds {
    /// Reading or drawing networks.
    pub(super) network: f64,
    /// Simulating.
    pub(super) simulation: f64,
    /// Writing tables.
    pub(super) tables: f64,
    /// Drawing charts.
    pub(super) charts: f64,
    /// From the start of the program to its last words.
    pub(super) total: f64,
}

/// Complete tables, to which charts, a report and what else belongs to them are added where they lie; then they take the
/// place of results that they replace, if there are any.
#[derive(Debug)]
pub(super) struct Fresh<'a> {
    folder: PathBuf,
    stage: Option<Stage<'a>>,
    /// What the tables took \[s\].
    pub(super) seconds: Seconds,
}

impl Fresh<'_> {
    /// Where they lie.
    pub(super) fn folder(&self) -> PathBuf {
        self.stage.as_ref().map_or_else(|| self.folder.clone(), Stage::folder)
    }

    /// They take the place of what they replace; gives these files of them by the names under which they stay.
    ///
    /// # Errors
    /// When the disk says no.
    pub(super) fn take_place(self, files: Vec<PathBuf>) -> Result<Vec<PathBuf>, Failure> {
        let Some(stage) = self.stage else { return Ok(files) };
        let files = files.iter().map(|file| stage.placed(file)).collect();
        let exchanged = claim::replaced(&self.folder).and_then(|away| stage.take_place(away, MANIFEST));
        let cannot = |error| Failure::unwritten(format_args!("results into `{}`", self.folder.display()), &error);
        exchanged.map_err(cannot)?;
        Ok(files)
    }
}

impl Job {
    /// The job of doing a plan's runs as they were asked for; nothing is written.
    ///
    /// # Errors
    /// When there are too many runs, or the scenario would not come back from the result folder as it is.
    pub(super) fn new(
        source: Source,
        mut scenario: Scenario,
        mut plan: Plan,
        asked: &Asked<'_>,
    ) -> Result<Self, Failure> {
        let runs = (plan.points.len() as u64).saturating_mul(plan.replicates);
        not_too_many(runs)?;
        plan.time(0, &mut scenario);
        let read = source.inputs();
        Moved::of(read.iter().map(|(input, _)| input.file.as_str())).points(&mut plan.points);
        let (kept_scenario, kept) =
            inputs::keep(&scenario, read.into_iter().map(|(input, content)| (input.file, content)));
        let text = kept_scenario.to_toml();
        inputs::refuse_loss(kept_scenario, &kept).map_err(|loss| lost(&source, &loss))?;
        let entry = ScenarioEntry::new(&scenario, source.name(), &text);
        let inputs = source.inputs().into_iter().map(|(input, _)| input).collect();
        let mut manifest = Manifest::new(&plan, entry, inputs, asked.selection);
        manifest.started = manifest::now();
        let folder = asked.place.out.clone().unwrap_or_else(|| in_output(&scenario.name, ""));
        let threads = asked.threads.unwrap_or_else(ranks::usual_threads);
        let selection = asked.selection;
        let (plan, part, together) = (Arc::new(plan), Part::default(), None);
        let reading = source.seconds_reading();
        let inputs = kept;
        Ok(Self { source, scenario, plan, folder, threads, selection, together, part, text, inputs, manifest, reading })
    }

    /// The same job, or a part of it.
    pub(super) fn part(mut self, part: Part) -> Self {
        self.manifest.shard = part.shard;
        self.part = part;
        self
    }

    /// Which part of the runs it does; none: all.
    pub(super) fn shard(&self) -> Option<Shard> {
        self.part.shard
    }

    /// What the job will be known by.
    pub(super) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The same job with a second scenario kept beside the first: the one that the plan's second point is made from.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub(super) fn beside(mut self, source: &Source, scenario: &Scenario) -> Result<Self, Failure> {
        let opened = source.inputs();
        let files = opened.iter().map(|(input, content)| (input.file.clone(), content.clone()));
        let before: Vec<&str> = self.manifest.inputs.iter().map(|input| input.file.as_str()).collect();
        let (kept_scenario, kept) = inputs::keep_beside(scenario, files, &before);
        let text = kept_scenario.to_toml();
        inputs::refuse_loss(kept_scenario, &kept).map_err(|loss| lost(source, &loss))?;
        self.manifest.compared_with = Some(ScenarioEntry::new(scenario, source.name(), &text));
        self.manifest.inputs.extend(opened.into_iter().map(|(input, _)| input));
        self.inputs.extend(kept);
        self.reading += source.seconds_reading();
        self.inputs.push(Kept { name: SCENARIO_B.to_owned(), content: text.into_bytes() });
        Ok(self)
    }

    /// Locks the result folder for as long as the lock lives: from here to the last chart.
    pub(super) fn lock(&self) -> Result<FolderLock, Failure> {
        FolderLock::take(&self.folder).map_err(left_alone)
    }

    /// What is in the locked result folder now; with `force` it does not matter as long as it is this program's.
    pub(super) fn standing(&self, lock: &FolderLock, force: bool) -> Result<FolderState, Failure> {
        let (folder, manifest) = (lock.folder(), &self.manifest);
        let by_force = || Ok(claim::look_by_force(folder, manifest));
        let standing =
            if force { by_force() } else { claim::look(folder, manifest, &self.text) }.map_err(left_alone)?;
        if !matches!(standing, FolderState::Complete(_)) {
            own::refuse_others(lock.folder(), &self.manifest).map_err(left_alone)?;
        }
        Ok(standing)
    }

    /// Builds the first network of every point and takes its people their places, so that what does not fit is found
    /// before anything is written. Says how many people and directed ties each has.
    pub(super) fn rehearse(&self) -> Result<Vec<(u64, u64)>, Failure> {
        self.refuse_what_does_not_fit()?;
        if let Some(together) = &self.together {
            return self.rehearse_in_parts(&**together);
        }
        let rehearsal = Rehearsal { plan: &self.plan, selection: self.selection, name: self.source.name() };
        let tried = rehearsal.all(self.threads);
        if self.part.on_error.is_some() {
            return Ok(tried.into_iter().map(Result::unwrap_or_default).collect());
        }
        tried.into_iter().collect::<Result<_, _>>().map_err(Failure::usage)
    }

    /// Does all runs that are not done yet and completes the tables. Those that are there already, of anything else, stay
    /// until what is done here takes their place ([`Fresh::take_place`]).
    pub(super) fn simulate<'a>(
        &self,
        lock: &'a FolderLock,
        standing: &FolderState,
        force: bool,
        terminal: &mut Terminal,
    ) -> Result<Fresh<'a>, Failure> {
        let mut manifest = self.manifest.clone();
        manifest.count(&self.rehearse()?);
        if force && *standing == FolderState::Fresh && read_manifest(lock.folder()).is_err() {
            claim::clear(lock).map_err(left_alone)?;
        }
        let claim = LockedFolder::take(lock, standing, &manifest, &self.text).map_err(left_alone)?;
        let open = || Journal::open(&claim.journal(), &manifest.identity());
        let journal = match open() {
            // What cannot be read is done again, by force.
            Err(JournalError::Foreign) if force => {
                fs::remove_file(claim.journal()).map_err(Into::into).and_then(|()| open())
            }
            opened => opened,
        };
        let mut journal = journal.map_err(|error| self.cannot_keep(&error))?;
        self.take_over(&mut journal)?;
        let layout = Layout::new(&self.plan.points, self.scenario.time_unit).until(self.plan.until.clone());
        let layout = Arc::new(layout);
        let account = self.run_missing(&mut journal, &layout, terminal)?;
        if account.stopped {
            return Err(self.interrupted(journal.len()));
        }
        if account.halted {
            return Err(self.halted(&account, journal.len()));
        }
        if let Some(why) = &account.broken {
            return Err(self.broken(why, journal.len()));
        }
        for (run, why) in account.failures.iter().take(SHOWN_FAILURES) {
            terminal.warn(format_args!("run {run} failed: {why}"));
        }
        let before_tables = Instant::now();
        let packet = |run| journal.find(run);
        lock.check().map_err(|error| self.cannot_write(&error))?;
        let written = write_tables(&layout, &self.plan, packet, &claim.target(), &claim.workshop())
            .map_err(|error| self.cannot_write(&error))?;
        let total = written.rows.get(Table::Runs.name()).copied().unwrap_or_default();
        manifest.runs = Runs { total, ok: total - written.failed, failed: written.failed };
        manifest.rows = written.rows;
        manifest.describe(layout.unit(), layout.metrics(), layout.series(), layout.varied());
        manifest.finished = manifest::now();
        if self.part.shard.is_none() {
            manifest.tick_errors = self.tick_errors();
        }
        drop(journal);
        let kept = if self.part.shard.is_some() { claim.keep_journal() } else { Ok(()) };
        let complete = || claim.complete(&manifest, &self.text, &self.inputs);
        let stage = kept.and_then(|()| complete()).map_err(|e| self.cannot_write(&e))?;
        let spent = account.work.of_wall(account.wall);
        let seconds = Seconds {
            network: self.reading + spent.network.as_secs_f64(),
            simulation: spent.simulation.as_secs_f64(),
            tables: (spent.tables + before_tables.elapsed()).as_secs_f64(),
            ..Seconds::default()
        };
        Ok(Fresh { folder: self.folder.clone(), stage, seconds })
    }

    /// The results of a folder that is complete already.
    pub(super) fn complete(&self) -> Fresh<'static> {
        Fresh { folder: self.folder.clone(), stage: None, seconds: Seconds::default() }
    }

    /// Takes over the runs of the parts that are put together.
    fn take_over(&self, journal: &mut Journal) -> Result<(), Failure> {
        for (path, identity) in &self.part.journals {
            let unreadable =
                |error: &dyn std::fmt::Display| Failure::usage(format_args!("`{}`: {error}", path.display()));
            let mut part = Journal::open(path, identity).map_err(|error| unreadable(&error))?;
            journal.take_over(&mut part).map_err(|error| unreadable(&error))?;
        }
        Ok(())
    }

    fn run_missing(
        &self,
        journal: &mut Journal,
        layout: &Arc<Layout>,
        terminal: &mut Terminal,
    ) -> Result<RunReport, Failure> {
        let done = journal.len() as u64;
        if done > 0 && self.part.journals.is_empty() {
            terminal.note(format_args!("{done} of {} runs were finished before; going on", self.said_total()));
        }
        let progress = Progress::new(terminal, self.planned(), done, "runs");
        let rendering = Arc::clone(layout);
        let render = move |run: &Run, point: &Point, outcome: Outcome<'_>| rendering.packet(run, point, &outcome);
        let targets = self.plan.until.iter().flat_map(|until| &until.targets);
        let metrics: Vec<String> = targets.map(|(metric, _)| metric.clone()).collect();
        let tell = |news: RunEvent<'_>| match news {
            RunEvent::Planned(_) if self.part.shard.is_some() => {}
            RunEvent::Planned(total) => progress.lengthen(total),
            RunEvent::Over(run) => progress.step(&said(&self.plan.points[run.point])),
        };
        let (selection, threads) = (self.selection, self.threads);
        let task = ranks::Task { plan: &self.plan, selection, threads, unit: self.scenario.time_unit, in_parts: false };
        let doing = RunOptions {
            plan: &self.plan,
            selection: self.selection,
            threads: self.threads,
            stop: interrupt::watch(),
            shard: self.part.shard,
            stop_on_error: self.part.on_error == Some(OnError::Stop),
            elsewhere: if self.together.is_some() { None } else { ranks::elsewhere(task) },
            together: self.together.clone(),
        };
        let account = run_missing(&doing, journal, render, |packet| layout.measured(packet, &metrics), tell);
        interrupt::unwatch();
        account.map_err(|error| self.cannot_write(&error))
    }

    /// How many runs there will be, as far as is known.
    fn planned(&self) -> u64 {
        let all = self.plan.points.len() as u64 * self.plan.replicates;
        self.part.shard.map_or(all, |shard| all.div_ceil(shard.of))
    }

    fn said_total(&self) -> String {
        let open = if self.plan.until.is_some() { " or more" } else { "" };
        format!("{}{open}", self.planned())
    }

    fn halted(&self, account: &RunReport, done: usize) -> Failure {
        let (run, why) = account.failures.first().cloned().unwrap_or_default();
        Failure::failed(format_args!(
            "run {run} failed: {why}\n{done} of {} runs are finished and kept\nhelp: the same command goes on from there; \
             `--on-error skip` goes on without the runs that fail",
            self.said_total()
        ))
    }

    fn broken(&self, why: &str, done: usize) -> Failure {
        Failure::failed(format_args!(
            "{why}\n{done} of {} runs are finished and kept\nhelp: the same command goes on from there",
            self.said_total()
        ))
    }

    fn interrupted(&self, done: usize) -> Failure {
        Failure::interrupted(format_args!(
            "interrupted: {done} of {} runs are finished and kept; the same command goes on from there",
            self.said_total()
        ))
    }

    fn cannot_write(&self, error: &std::io::Error) -> Failure {
        Failure::unwritten_runs(format_args!("results into `{}`", self.folder.display()), error)
    }

    fn cannot_keep(&self, error: &JournalError) -> Failure {
        if let JournalError::Disk(error) = error {
            return self.cannot_write(error);
        }
        Failure::failed(format_args!("cannot keep finished runs in `{}`: {error}", self.folder.display()))
    }
}

/// Results that nobody can read again are refused before they are made.
pub(super) fn lost(source: &Source, loss: &str) -> Failure {
    Failure::usage(format_args!(
        "{}: the results could not be read again, because the scenario that is kept with them would be another: {loss}\n\
         help: write this part of the scenario in another way",
        source.name()
    ))
}

/// Why a folder was not taken.
pub(super) fn left_alone(error: ClaimError) -> Failure {
    match &error {
        ClaimError::InUse { .. } => Failure::failed(error),
        ClaimError::Unwritable { folder, source } if source.kind() != std::io::ErrorKind::Other => {
            Failure::unwritten(format_args!("results into `{}`", folder.display()), source)
        }
        _ => Failure::usage(error),
    }
}

/// So many fit into memory as a list, and take days even when each is short.
const MOST_RUNS: u64 = 10_000_000;

/// Refuses more runs than can be done.
pub(super) fn not_too_many(runs: u64) -> Result<(), Failure> {
    if runs <= MOST_RUNS {
        return Ok(());
    }
    Err(Failure::usage(format_args!("{runs} runs are too many; at most {MOST_RUNS} can be done")))
}

/// What is varied at a point, in few words.
fn said(point: &Point) -> String {
    let short = |key: &str| key.rsplit('.').next().unwrap_or_default().to_owned();
    point.varied.iter().map(|(key, value)| format!("{} = {value}", short(key))).collect::<Vec<_>>().join(", ")
}

/// How many failed runs are named; the others are in `runs.csv`.
const SHOWN_FAILURES: usize = 3;
