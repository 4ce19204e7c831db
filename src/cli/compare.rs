//! `catching compare`.

pub(super) mod folders;
mod told;
pub(super) mod versions;

use super::charts::{Task, chosen};
use super::held::within;
use super::job::Job;
use super::options::{Changes, Drawing, Place, one_line, setting, threads};
use super::{Failure, Terminal, describe, hypotheses};
use crate::model::metric_names;
use crate::output::chart::Results;
use crate::output::comparison;
use crate::output::comparison::record::{RECORD, Record, Side};
use crate::output::folder::claim::FolderState;
use crate::output::folder::lock::FolderLock;
use crate::output::folder::{Folder, FolderError};
use crate::output::tables::keep;
use crate::results::manifest;
use crate::scenario::{Scenario, nearest};
use clap::{ArgAction, ValueHint};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;
use told::Told;
use versions::Operand;

/// Compare two versions, run by run, with the same dice
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Runs two versions with the same dice (replicate by replicate the same seed, so that whatever the versions have in \
        common happens alike in both) and says how far they lie apart: the mean difference with its interval, a test, an effect \
        size, how often one was above the other, a chart, and one sentence.\n\n\
        A and B are scenario files or names of scenarios that come with the program, `NAME:ARM` for one of the arms of a \
        scenario. With `--b KEY=VALUE` version B is A with these values; a scenario with two arms alone compares these. Two \
        result folders are compared without simulating.",
    after_help = "Examples:\n  \
        catching compare lecture-hall-yawn --b ties.closeness=0.6\n  \
        catching compare yawn-ladder:strangers yawn-ladder:family --outcome yawn_reach\n  \
        catching compare monday.toml friday.toml --replicates 200\n  \
        catching compare output/monday output/friday"
)]
pub struct Args {
    /// Version A: a scenario, one of its arms (NAME:ARM), or a result folder
    #[arg(value_name = "A", value_hint = ValueHint::AnyPath)]
    pub a: String,
    /// Version B, likewise; left out with `--b`, or where A has two arms
    #[arg(value_name = "B", value_hint = ValueHint::AnyPath, conflicts_with = "b")]
    pub second: Option<String>,
    /// Make version B from A by changing a value, e.g. `--b ties.closeness=0.6` (repeatable)
    #[arg(long = "b", id = "b", value_name = "KEY=VALUE", action = ArgAction::Append, value_parser = setting)]
    pub b: Vec<(String, String)>,
    /// The outcome that the sentence and the chart are about [default: who was reached]; see `catching list metrics`
    #[arg(long, value_name = "METRIC")]
    pub outcome: Option<String>,
    /// What to call the two, e.g. `--names strangers,friends`
    #[arg(long, value_name = "A,B", value_delimiter = ',', num_args = 1, value_parser = one_line)]
    pub names: Vec<String>,
    /// Changes to both versions.
    #[command(flatten)]
    pub changes: Changes,
    /// Where results go.
    #[command(flatten)]
    pub place: Place,
    /// How charts look.
    #[command(flatten)]
    pub drawing: Drawing,
    /// Draw no charts and write no report
    #[arg(long, help_heading = "Charts")]
    pub no_charts: bool,
    /// How many runs at once [default: one a processor core]
    #[arg(short = 'j', long, value_name = "N", value_parser = threads, allow_negative_numbers = true, help_heading = "How to run")]
    pub threads: Option<NonZeroUsize>,
    /// Only print the plan: runs, estimated time, memory and disk
    #[arg(short = 'n', long, help_heading = "How to run")]
    pub dry_run: bool,
    /// End with exit code 4 when a hypothesis of the scenario is not supported
    #[arg(long, help_heading = "How to run")]
    pub strict: bool,
    /// Print the comparison as JSON
    #[arg(long, help_heading = "How to speak")]
    pub json: bool,
}

/// Compares them.
///
/// # Errors
/// See the exit codes of the program.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    if !matches!(args.names.len(), 0 | 2) {
        return Err(Failure::usage("`--names` needs two names, such as `--names strangers,friends`"));
    }
    let a = Operand::of(&args.a);
    let b = args.second.as_deref().map(Operand::of);
    match (a.is_folder(), b.as_ref().map(Operand::is_folder)) {
        (true, Some(true)) => folders::run(&args, &a, b.as_ref().unwrap_or(&a), terminal),
        (true, None) => folders::run_arms(&args, &a, terminal),
        (true, Some(false)) => Err(mixed(&a.name, &args.second)),
        (false, Some(true)) => Err(mixed(b.as_ref().map_or("", |b| &b.name), &Some(args.a.clone()))),
        (false, _) => simulate(&args, &a, b.as_ref(), terminal),
    }
}

fn mixed(folder: &str, scenario: &Option<String>) -> Failure {
    let scenario = scenario.as_deref().unwrap_or("the other");
    Failure::usage(format_args!(
        "`{folder}` is a result folder and `{scenario}` a scenario\n\
         help: compare two scenarios, or run `catching run {scenario}` first and compare the two folders"
    ))
}

fn simulate(args: &Args, a: &Operand, b: Option<&Operand>, terminal: &mut Terminal) -> Result<(), Failure> {
    let begun = Instant::now();
    let job = versions::prepare(args, a, b, terminal)?;
    check_outcome(args.outcome.as_deref(), &job.scenario)?;
    if args.dry_run {
        return super::run::forecast::tell(&job, args.json, terminal);
    }
    let lock = job.lock()?;
    within(Some(&lock), || fill(args, &job, &lock, begun, terminal))
}

/// Completes the locked folder, draws and tells what came out.
fn fill(args: &Args, job: &Job, lock: &FolderLock, begun: Instant, terminal: &mut Terminal) -> Result<(), Failure> {
    let standing = job.standing(lock, args.place.force)?;
    let was_complete = matches!(standing, FolderState::Complete(_));
    let fresh = match standing {
        FolderState::Complete(_) => {
            terminal.note(format_args!("`{}` is already complete; nothing was simulated", job.folder.display()));
            job.complete()
        }
        standing => job.simulate(lock, &standing, args.place.force, terminal)?,
    };
    let folder = Folder::open(fresh.folder()).map_err(damaged)?;
    let before_charts = Instant::now();
    let results = folder.results().map_err(damaged)?;
    if was_complete {
        folder.agrees(&results).map_err(damaged)?;
    }
    let told = tell_apart(args, folder.path(), results, None)?;
    let tested = hypotheses::judge(folder.path(), &told.results, &job.scenario, terminal)?;
    args.place.in_other_forms(folder.path(), Some(folder.manifest()))?;
    let pictures = if args.no_charts { Vec::new() } else { draw(args, job, &folder, &told.results, terminal)? };
    describe::tables(folder.path())?;
    let mut seconds = fresh.seconds;
    let pictures = fresh.take_place(pictures)?;
    let told = told.of_folder(&job.folder);
    seconds.charts = before_charts.elapsed().as_secs_f64();
    seconds.total = begun.elapsed().as_secs_f64();
    told.tell(args.json, &pictures, Some((seconds, &tested)), terminal)?;
    hypotheses::tell(&tested, args.json, terminal)?;
    super::run::warn_of_ticks(&told.results, terminal);
    super::run::complain(folder.manifest())?;
    hypotheses::insist(&tested, args.strict)
}

fn damaged(error: FolderError) -> Failure {
    Failure::usage(format_args!("{error}\nhelp: `--force` runs it again"))
}

/// Compares two arms and writes the table into a folder, with what it was made of.
fn tell_apart(args: &Args, folder: &Path, mut results: Results, sides: Option<[Side; 2]>) -> Result<Told, Failure> {
    results.facts.outcomes = args.outcome.iter().cloned().collect();
    let told = Told::new(results, folder);
    let cannot = |name: &str, error| Failure::unwritten(format_args!("`{}`", folder.join(name).display()), &error);
    let table = comparison::csv(&told.comparisons, told.arms().into());
    let record = Record { outcome: args.outcome.clone(), command: manifest::command(), sides };
    // First of all what is compared: by it the same command knows a comparison that was cut short.
    keep(folder, RECORD, record.to_json().as_bytes()).map_err(|error| cannot(RECORD, error))?;
    keep(folder, comparison::COMPARISON, table.as_bytes()).map_err(|e| cannot(comparison::COMPARISON, e))?;
    Ok(told)
}

fn draw(
    args: &Args,
    job: &Job,
    folder: &Folder,
    results: &Results,
    terminal: &mut Terminal,
) -> Result<Vec<PathBuf>, Failure> {
    let charts = chosen(&[], &job.scenario, results, terminal);
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

/// Refuses an outcome that the scenario does not have.
fn check_outcome(outcome: Option<&str>, scenario: &Scenario) -> Result<(), Failure> {
    let names = metric_names(&scenario.situation);
    outcome.map_or(Ok(()), |outcome| known_outcome(outcome, &names))
}

fn known_outcome(outcome: &str, names: &[String]) -> Result<(), Failure> {
    if names.iter().any(|name| name == outcome) {
        return Ok(());
    }
    let help = match nearest(outcome, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", names.join(", ")),
    };
    Err(Failure::usage(format_args!("there is no outcome `{outcome}`\nhelp: {help}")))
}

fn folder(args: &Args, slug: &str) -> PathBuf {
    versions::output(args.place.out.as_ref(), slug)
}
