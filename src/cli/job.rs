//! The work behind every command that simulates: from a plan to a complete result folder.

use super::options::Place;
use super::progress::Progress;
use super::source::Source;
use super::{Failure, Terminal, interrupt};
use crate::experiment::journal::{Journal, JournalError};
use crate::experiment::running::{Account, Outcome, Selection, run_missing};
use crate::experiment::{Plan, Point, Run};
use crate::model::Simulation;
use crate::output::folder::SCENARIO_B;
use crate::output::folder::claim::{self, Claim, Standing};
use crate::output::folder::inputs::{self, Kept};
use crate::output::manifest::{Manifest, Runs, ScenarioEntry};
use crate::output::tables::{Layout, write_tables};
use crate::scenario::Scenario;
use serde::Serialize;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Instant;

/// Everything that is known before the first run.
pub(super) struct Job {
    pub(super) source: Source,
    pub(super) scenario: Scenario,
    pub(super) plan: Arc<Plan>,
    pub(super) folder: PathBuf,
    pub(super) threads: NonZeroUsize,
    selection: Selection,
    text: String,
    inputs: Vec<Kept>,
    manifest: Manifest,
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
    /// Drawing networks.
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

impl Job {
    /// The job of doing a plan's runs as they were asked for; nothing is written.
    pub(super) fn new(source: Source, scenario: Scenario, plan: Plan, asked: &Asked<'_>) -> Result<Self, Failure> {
        if plan.runs() > MOST_RUNS {
            return Err(Failure::usage(format_args!(
                "{} runs are too many; at most {MOST_RUNS} can be done",
                plan.runs()
            )));
        }
        let inputs = source.inputs().into_iter().map(|(input, content)| (input.file, content));
        let (kept_scenario, kept) = inputs::keep(&scenario, inputs);
        let text = kept_scenario.to_toml();
        let entry = ScenarioEntry::new(&scenario, source.name(), &text);
        let inputs = source.inputs().into_iter().map(|(input, _)| input).collect();
        let manifest = Manifest::new(&plan, entry, inputs, asked.selection);
        let folder = asked.place.out.clone().unwrap_or_else(|| Path::new("output").join(&scenario.name));
        let threads = asked.threads.or(thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
        let selection = asked.selection;
        Ok(Self { source, scenario, plan: Arc::new(plan), folder, threads, selection, text, inputs: kept, manifest })
    }

    /// The same job with a second scenario kept beside the first: the one that the plan's second point is made from.
    pub(super) fn beside(mut self, source: &Source, scenario: &Scenario) -> Self {
        let opened = source.inputs();
        let files = opened.iter().map(|(input, content)| (input.file.clone(), content.clone()));
        let before: Vec<&str> = self.manifest.inputs.iter().map(|input| input.file.as_str()).collect();
        let (kept_scenario, kept) = inputs::keep_beside(scenario, files, &before);
        let text = kept_scenario.to_toml();
        self.manifest.compared_with = Some(ScenarioEntry::new(scenario, source.name(), &text));
        self.manifest.inputs.extend(opened.into_iter().map(|(input, _)| input));
        self.inputs.extend(kept);
        self.inputs.push(Kept { name: SCENARIO_B.to_owned(), content: text.into_bytes() });
        self
    }

    /// What is in the result folder now; with `force` it does not matter.
    pub(super) fn standing(&self, force: bool) -> Result<Standing, Failure> {
        if force {
            return Ok(Standing::Fresh);
        }
        claim::look(&self.folder, &self.manifest, &self.text).map_err(Failure::usage)
    }

    /// Builds the first network of every point and takes its people their places, so that what does not fit is found
    /// before anything is written. Says how many people and directed ties each has.
    pub(super) fn rehearse(&self) -> Result<Vec<(u64, u64)>, Failure> {
        self.plan.points.iter().map(|point| self.rehearse_point(point)).collect()
    }

    fn rehearse_point(&self, point: &Point) -> Result<(u64, u64), Failure> {
        let run = self.plan.run(point.index, 0);
        let wrong = |error: &dyn std::fmt::Display| Failure::usage(format_args!("{}: {error}", self.source.name()));
        let network = self.plan.draw_network(&run).map_err(|error| wrong(&error))?;
        let size = (network.people() as u64, network.ties() as u64);
        let detail = self.selection.of(&run);
        Simulation::new(&point.situation, network, run.seed, detail).map_err(|error| wrong(&error))?;
        Ok(size)
    }

    /// Does all runs that are not done yet and completes the folder.
    pub(super) fn simulate(
        &self,
        standing: &Standing,
        force: bool,
        terminal: &mut Terminal,
    ) -> Result<Seconds, Failure> {
        let mut manifest = self.manifest.clone();
        manifest.count(&self.rehearse()?);
        if force {
            claim::clear(&self.folder).map_err(Failure::usage)?;
        }
        let claim = Claim::take(&self.folder, standing, &manifest, &self.text).map_err(Failure::usage)?;
        let mut journal = Journal::open(&claim.journal(), &manifest.identity()).map_err(|e| self.cannot_keep(&e))?;
        let layout = Arc::new(Layout::new(&self.plan.points, self.scenario.time_unit));
        let account = self.run_missing(&mut journal, &layout, terminal)?;
        if account.stopped {
            return Err(self.interrupted(journal.len()));
        }
        for (run, why) in account.failures.iter().take(SHOWN_FAILURES) {
            terminal.warn(format_args!("run {run} failed: {why}"));
        }
        let before_tables = Instant::now();
        let packet = |run| journal.read(run);
        let written = write_tables(&layout, &self.plan, packet, &self.folder, &claim.workshop())
            .map_err(|error| self.cannot_write(&error))?;
        manifest.runs = Runs { ok: self.plan.runs() - written.failed, failed: written.failed, ..manifest.runs };
        manifest.rows = written.rows;
        manifest.describe(&layout);
        drop(journal);
        claim.complete(&manifest, &self.text, &self.inputs).map_err(|error| self.cannot_write(&error))?;
        let spent = account.work.of_wall(account.wall);
        Ok(Seconds {
            network: spent.network.as_secs_f64(),
            simulation: spent.simulation.as_secs_f64(),
            tables: (spent.tables + before_tables.elapsed()).as_secs_f64(),
            ..Seconds::default()
        })
    }

    fn run_missing(
        &self,
        journal: &mut Journal,
        layout: &Arc<Layout>,
        terminal: &mut Terminal,
    ) -> Result<Account, Failure> {
        let stop = interrupt::watch();
        let done = journal.len() as u64;
        if done > 0 {
            terminal.note(format_args!("{done} of {} runs were finished before; going on", self.plan.runs()));
        }
        let progress = Progress::new(terminal, self.plan.runs(), done, "runs");
        let layout = Arc::clone(layout);
        let render = move |run: &Run, point: &Point, outcome: Outcome<'_>| match outcome {
            Outcome::Ended(network, recording) => layout.rows(run, point, network, recording).pack(),
            Outcome::Failed(_) => layout.failed_row(run, point).pack(),
        };
        let seen = |_: &Run| progress.step();
        run_missing(&self.plan, journal, self.selection, self.threads, stop, render, seen)
            .map_err(|error| self.cannot_write(&error))
    }

    fn interrupted(&self, done: usize) -> Failure {
        interrupt::watch().store(false, Ordering::Relaxed);
        Failure::interrupted(format_args!(
            "interrupted: {done} of {} runs are finished and kept; the same command goes on from there",
            self.plan.runs()
        ))
    }

    fn cannot_write(&self, error: &std::io::Error) -> Failure {
        Failure::failed(format_args!("cannot write results into `{}`: {error}", self.folder.display()))
    }

    fn cannot_keep(&self, error: &JournalError) -> Failure {
        Failure::failed(format_args!("cannot keep finished runs in `{}`: {error}", self.folder.display()))
    }
}

/// So many fit into memory as a list, and take days even when each is short.
const MOST_RUNS: u64 = 10_000_000;

/// How many failed runs are named; the others are in `runs.csv`.
const SHOWN_FAILURES: usize = 3;
