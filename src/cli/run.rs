//! `catching run`.

mod charts;
pub(super) mod forecast;
pub(super) mod story;

use super::held::within;
use super::job::{Asked, Job};
use super::options::{Beside, Changes, Drawing, Place, threads};
use super::source::Source;
use super::{Failure, Terminal, describe, hypotheses};
use crate::experiment::Plan;
use crate::experiment::running::{Keep, Selection};
use crate::output::folder::claim::{self, FolderState};
use crate::output::folder::lock::FolderLock;
use crate::output::folder::{Folder, FolderError, STAGING};
use crate::output::tick_error;
use crate::results::Results;
use crate::results::manifest::Manifest;
use crate::scenario::{Recorded, Scenario, Written};
use clap::{ValueEnum, ValueHint};
use std::num::NonZeroUsize;
use std::time::Instant;
use story::Story;

/// Run a scenario: tables, charts, a report and a short summary.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Runs a scenario as many times as it says, beside the same scenario without imitation, and writes tables, charts \
        with captions and a report into one folder.\n\n\
        Without a scenario it runs the yawn in the lecture hall. The same command again completes a folder whose runs are not \
        all done; a folder with results of anything else (another scenario, seed, or number of replicates) is left alone \
        unless `--force` replaces it.",
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
    /// Of which runs to write every person and tie (agents.csv, ties.csv): the very first, the first of each arm, all, or
    /// none [default: as the scenario says, else first]
    #[arg(long, value_enum, value_name = "RUNS", help_heading = "Where to")]
    pub agents: Option<Persons>,
    /// How charts look.
    #[command(flatten)]
    pub drawing: Drawing,
    /// What is drawn beside the runs.
    #[command(flatten)]
    pub beside: Beside,
    /// Draw only these charts (see `catching list charts`)
    #[arg(long, visible_alias = "chart", value_name = "NAME", value_delimiter = ',', help_heading = "Charts")]
    pub charts: Vec<String>,
    /// Draw no charts and write no report
    #[arg(long, conflicts_with = "charts", help_heading = "Charts")]
    pub no_charts: bool,
    /// How many runs at once [default: one a processor core]
    #[arg(short = 'j', long, value_name = "N", value_parser = threads, allow_negative_numbers = true, help_heading = "How to run")]
    pub threads: Option<NonZeroUsize>,
    /// One network over the ranks of an MPI job, each with its own people: for networks that one machine does not hold (`mpirun -n 4
    /// catching run … --partition`)
    #[arg(long, help_heading = "How to run")]
    pub partition: bool,
    /// Only print the plan: runs, estimated time, memory and disk
    #[arg(short = 'n', long, help_heading = "How to run")]
    pub dry_run: bool,
    /// End with exit code 4 when a hypothesis of the scenario is not supported
    #[arg(long, help_heading = "How to run")]
    pub strict: bool,
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

impl From<Which> for Keep {
    fn from(which: Which) -> Self {
        match which {
            Which::All => Self::All,
            Which::None => Self::None,
            Which::First => Self::First,
        }
    }
}

/// Of which runs to keep people and ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Persons {
    /// Every run
    All,
    /// None
    None,
    /// The very first run
    First,
    /// Replicate 0 of each arm
    Each,
}

/// What the command line says, else the scenario.
fn kept(asked: Option<Persons>, scenario: &Scenario) -> Keep {
    match (asked, scenario.agents) {
        (Some(Persons::All), _) | (None, Recorded::All) => Keep::All,
        (Some(Persons::None), _) | (None, Recorded::None) => Keep::None,
        (Some(Persons::First), _) | (None, Recorded::First) => Keep::First,
        (Some(Persons::Each), _) | (None, Recorded::Each) => Keep::Each,
    }
}

/// Runs it.
///
/// # Errors
/// See the exit codes of the program.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let begun = Instant::now();
    super::charts::check_names(&args.charts)?;
    let job = prepare(&args, terminal)?;
    if args.dry_run {
        return forecast::tell(&job, args.json, terminal);
    }
    let lock = job.lock()?;
    within(Some(&lock), || fill(&args, &job, &lock, begun, terminal))
}

/// Completes the locked folder and tells what came out.
fn fill(args: &Args, job: &Job, lock: &FolderLock, begun: Instant, terminal: &mut Terminal) -> Result<(), Failure> {
    let standing = job.standing(lock, args.place.force)?;
    let was_complete = matches!(standing, FolderState::Complete(_));
    let fresh = match standing {
        FolderState::Complete(_) => {
            // A kill between the last table and the tidying leaves an empty workshop; it is in nobody's way if it stays.
            let _ = claim::sweep_out_idle(&job.folder.join(STAGING));
            terminal.note(format_args!("`{}` is already complete; nothing was simulated", job.folder.display()));
            job.complete()
        }
        standing => job.simulate(lock, &standing, args.place.force, terminal)?,
    };
    let folder = Folder::open(fresh.folder()).map_err(damaged)?;
    let results = super::charts::results(&folder, args.beside, terminal).map_err(damaged)?;
    if was_complete {
        folder.agrees(&results).map_err(damaged)?;
    }
    let tested = hypotheses::judge(folder.path(), &results, &job.scenario, terminal)?;
    args.place.in_other_forms(folder.path(), Some(folder.manifest()))?;
    let before_charts = Instant::now();
    let pictures = if args.no_charts { Vec::new() } else { charts::draw(args, job, &folder, &results, terminal)? };
    describe::tables(folder.path())?;
    let mut seconds = fresh.seconds;
    let pictures = fresh.take_place(pictures)?;
    seconds.charts = before_charts.elapsed().as_secs_f64();
    seconds.total = begun.elapsed().as_secs_f64();
    let (manifest, changes) = (folder.manifest(), &args.changes);
    let story = Story { results: &results, manifest, job, changes, pictures: &pictures, seconds };
    story.tell(args.json, terminal)?;
    hypotheses::tell(&tested, args.json, terminal)?;
    warn_of_ticks(&results, terminal);
    complain(folder.manifest())?;
    hypotheses::insist(&tested, args.strict)
}

/// Reads the scenario and plans its runs; nothing is written.
fn prepare(args: &Args, terminal: &mut Terminal) -> Result<Job, Failure> {
    let source = Source::find(args.scenario.as_deref())?;
    let changes = args.changes.overrides();
    let scenario = source.read(&changes, terminal)?;
    super::charts::check_names(&scenario.charts)?;
    super::charts::check_names(&scenario.marks.iter().map(|mark| mark.chart.clone()).collect::<Vec<_>>())?;
    say_what_is_left_out(&scenario, terminal);
    let written = Written::new(source.name(), source.text(), &changes, &scenario);
    let plan = Plan::new(&scenario, |more| source.variant(&written, "arm", more, terminal))?;
    let selection = Selection { events: args.events.into(), agents: kept(args.agents, &scenario) };
    let job = Job::new(source, scenario, plan, &Asked { place: &args.place, threads: args.threads, selection })?;
    if args.partition { job.in_parts(terminal) } else { Ok(job) }
}

/// What the scenario asks for and this command does not do.
fn say_what_is_left_out(scenario: &Scenario, terminal: &mut Terminal) {
    if scenario.sweep.is_some() {
        terminal
            .note(format_args!("this plays the scenario as it stands; `catching sweep` runs the design in [sweep]"));
    }
}

pub(super) fn damaged(error: FolderError) -> Failure {
    Failure::usage(format_args!("{error}\nhelp: `--force` runs it again"))
}

/// Says where the tick moves an outcome more than the runs leave open.
pub(super) fn warn_of_ticks(results: &Results, terminal: &mut Terminal) {
    if let Some(warning) = tick_error::warning(results) {
        terminal.warn(warning);
    }
}

pub(super) fn complain(manifest: &Manifest) -> Result<(), Failure> {
    match manifest.runs.failed {
        0 => Ok(()),
        n => Err(Failure::some_runs_failed(format_args!(
            "{n} of {} runs failed; their rows in runs.csv have the status `failed`",
            manifest.runs.total
        ))),
    }
}
