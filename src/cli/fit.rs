//! `catching fit`: which values of free keys fit what was observed, and which of two scenarios it speaks for.

mod against;
mod folder;
mod side;

use super::held::within;
use super::job::left_alone;
use super::options::{Changes, in_output, threads};
use super::progress::Progress;
use super::{Failure, Terminal, interrupt, ranks};
use crate::experiment::shard::Shard;
use crate::fit::Fit;
use crate::fit::posterior::Table;
use crate::fit::refine::MOST_ROUNDS;
use crate::output::folder::lock::FolderLock;
use crate::study::{self, Fitting, Way};
use clap::{ArgAction, ValueHint};
use folder::{Begun, Draws, Record};
use side::Side;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// Find which values of free keys fit what was observed
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Finds which values of free keys fit what was observed (approximate Bayesian computation). Draws of the priors are run, \
        each with chance of its own; those whose outcomes are nearest to the data are kept and adjusted. What the data cannot tell is \
        said. Every fit checks its own intervals near the data, and gives none that do not hold. With `--against` it also says which of \
        two scenarios the data speak for, and how often that is wrong.\n\n\
        Free keys and observations may stand in the scenario, too (`[fit]`). The data are a table: `outcome` (a column of runs.csv, or with `time` of series.csv), `time` (left out: at the end), `value`, or \
        `count` and `of`, and `room` where several rooms were observed.\n\n\
        The same command goes on where it was stopped.",
    after_help = "Examples:\n  \
        catching fit my-class.toml --data observed.csv --free ties.closeness=0..1\n  \
        catching fit my-class.toml --data observed.csv --free 'expressions.yawn.imitation_rate=0.1..10 /min log' \\\n    \
        --free ties.closeness=0..1 --draws 20000\n  \
        catching fit caught.toml --against alone.toml --data observed.csv\n  \
        catching fit my-class.toml --data observed.csv --refine\n  \
        catching fit my-class.toml --draws 20000 --shard 1/4 -o part-1     (and 2/4 to 4/4 on other machines)\n  \
        catching fit my-class.toml --draws 20000 --part part-1 --part part-2 --part part-3 --part part-4"
)]
pub struct Args {
    /// A scenario: a file, or the name of one that comes with the program; `NAME:ARM` for one of its arms
    #[arg(value_hint = ValueHint::FilePath)]
    pub scenario: String,
    /// A second scenario, likewise: which of the two do the data speak for?
    #[arg(long, value_name = "SCENARIO", value_hint = ValueHint::FilePath)]
    pub against: Option<String>,
    /// What was observed, as CSV [default: what the scenario has under `[fit]`]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub data: Option<PathBuf>,
    /// A free key with its prior: KEY=LOW..HIGH, with a unit and the word log where wanted, or normal(MEAN, SD), lognormal(MEDIAN, FACTOR), beta(A, B); besides those that the scenario has under `[fit]`
    #[arg(long, value_name = "KEY=PRIOR", action = ArgAction::Append)]
    pub free: Vec<String>,
    /// A free key of the second scenario, likewise
    #[arg(long, value_name = "KEY=PRIOR", action = ArgAction::Append, requires = "against")]
    pub against_free: Vec<String>,
    /// What differs from the scenario as written; with `--against` in both.
    #[command(flatten)]
    pub changes: Changes,
    /// How many draws of the priors are run, of each scenario [default: what the scenario says, or 10000]
    #[arg(long, value_name = "N")]
    pub draws: Option<u32>,
    /// After the draws, run rounds of further ones where the nearest lie (at most ROUNDS): for three keys or more, or data that say much [default ROUNDS: 10]
    #[arg(long, value_name = "ROUNDS", num_args = 0..=1, require_equals = true, default_missing_value = "10",
        value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_ROUNDS)))]
    pub refine: Option<u32>,
    /// Do only part I of N of the draws, for several machines
    #[arg(long, value_name = "I/N", conflicts_with_all = ["parts", "json", "refine"])]
    pub shard: Option<Shard>,
    /// Take the draws of this part, which `--shard` made (repeatable)
    #[arg(long = "part", value_name = "DIR", value_hint = ValueHint::DirPath, action = ArgAction::Append)]
    pub parts: Vec<PathBuf>,
    /// Runs at once [default: one a core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<NonZeroUsize>,
    /// Where the results go [default: output/NAME-fit]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Replace a fit that is in that folder
    #[arg(long)]
    pub force: bool,
    /// Print what was found as JSON
    #[arg(long)]
    pub json: bool,
}

/// Fits it.
///
/// # Errors
/// When the scenario, the data or a prior is wrong, or the folder holds something else.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let sides = Side::all(&args, terminal)?;
    let fittings = sides.iter().map(Side::fitting).collect::<Result<Vec<_>, _>>()?;
    against::same_observations(&fittings)?;
    let out =
        args.out.clone().unwrap_or_else(|| in_output(&sides[0].name, if sides.len() > 1 { "-choice" } else { "-fit" }));
    ranks::say_alone("a fit", terminal);
    let lock = FolderLock::take(&out).map_err(left_alone)?;
    within(Some(&lock), || {
        let begun = Begun::new(&lock, &fittings, args.shard, args.force)?;
        fill(&args, &sides, &fittings, &begun, terminal).inspect_err(|failure| begun.leave(failure))
    })
}

/// Runs what is missing and writes what was found.
fn fill(
    args: &Args,
    sides: &[Side],
    fittings: &[Fitting<'_>],
    begun: &Begun<'_>,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let mut draws = fittings.iter().enumerate().map(|(place, _)| begun.draws(place)).collect::<Result<Vec<_>, _>>()?;
    // All of them are looked at before any is taken.
    let parts = args.parts.iter().map(|part| begun.part(part)).collect::<Result<Vec<_>, _>>()?;
    parts.into_iter().try_for_each(|part| part.given_to(&mut draws))?;
    let found = interrupted_by_hand(|stop| found(args, sides, fittings, &mut draws, stop, terminal))?;
    let record = Record { part: args.shard, sides, fits: Vec::new(), sentences: Vec::new(), choice: None };
    match found {
        Found::Part => {
            begun.complete(&record, &[])?;
            let count = fittings[0].draws(args.shard);
            terminal.line(format_args!("Part      {count} draws of the priors, in {}", begun.folder().display()))
        }
        Found::Fit(fit) => {
            let record = Record { fits: vec![&fit], sentences: fit.sentences(), ..record };
            begun.complete(&record, &folder::files(&fit)?)?;
            tell(args, &record, begun.folder(), terminal)
        }
        Found::Choice(choice) => {
            let fits = choice.fits.iter().flatten().collect();
            let record = Record { fits, sentences: choice.sentences(), choice: Some(choice.told()), ..record };
            begun.complete(&record, &choice.files()?)?;
            tell(args, &record, begun.folder(), terminal)
        }
    }
}

fn tell(args: &Args, record: &Record<'_>, folder: &Path, terminal: &mut Terminal) -> Result<(), Failure> {
    if args.json {
        return terminal.line(record.json(Some(folder)));
    }
    for sentence in &record.sentences {
        terminal.line(sentence)?;
    }
    terminal.line(format_args!("Results   {}", folder.display()))
}

/// What the runs came to.
enum Found {
    /// A part of the draws.
    Part,
    /// A fit.
    Fit(Box<Fit>),
    /// Two, and which of them it was.
    Choice(Box<against::Chosen>),
}

/// All runs that are not done yet, and what follows from them.
fn found(
    args: &Args,
    sides: &[Side],
    fittings: &[Fitting<'_>],
    kept: &mut [Draws],
    stop: &AtomicBool,
    terminal: &Terminal,
) -> Result<Found, Failure> {
    let planned: u64 = fittings.iter().map(|fitting| fitting.runs(args.shard)).sum();
    let done: u64 = kept.iter().map(Draws::count).sum();
    let bar = Progress::new(terminal, planned, done.min(planned), "draws");
    let mut observer = |_: &study::Progress<'_>| {
        bar.step("");
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let mut tables = Vec::new();
    for (fitting, kept) in fittings.iter().zip(kept.iter_mut()) {
        let mut way = Way { kept: Some(kept), stop: Some(stop), part: args.shard };
        tables.push(fitting.table(&mut way, &mut observer).map_err(failure)?);
    }
    if args.shard.is_some() {
        return Ok(Found::Part);
    }
    let mut fit = |place: usize, table: Table| -> Result<Result<Fit, String>, Failure> {
        let fit = match fittings[place].fit(table) {
            Ok(fit) => fit,
            Err(why) => return Ok(Err(why.to_string())),
        };
        let mut way = Way { kept: Some(&mut kept[place]), stop: Some(stop), part: None };
        let fit = fittings[place].refined(fit, &mut way, &mut observer).map_err(failure)?;
        fittings[place].predicted(fit, &mut way, &mut observer).map(Ok).map_err(failure)
    };
    if let [_] = fittings {
        let fit = fit(0, tables.swap_remove(0))?.map_err(Failure::usage)?;
        return Ok(Found::Fit(Box::new(fit)));
    }
    let fits = [fit(0, tables[0].clone())?, fit(1, tables[1].clone())?];
    let names = [sides[0].called.clone(), sides[1].called.clone()];
    against::Chosen::new(names, fits, &tables, &fittings[0].observed()).map(|choice| Found::Choice(Box::new(choice)))
}

/// Work in which the first Ctrl-C lets what is done be kept.
fn interrupted_by_hand<T>(work: impl FnOnce(&AtomicBool) -> Result<T, Failure>) -> Result<T, Failure> {
    let done = work(interrupt::watch());
    interrupt::unwatch();
    done
}

fn failure(error: study::StudyError) -> Failure {
    match error {
        study::StudyError::Scenario(diagnostics) => Failure::diagnostics(diagnostics.render(false)),
        study::StudyError::Stopped(draws) => Failure::interrupted(format_args!(
            "interrupted: {draws} draws are finished and kept; the same command goes on from there"
        )),
        study::StudyError::Room(error) => Failure::unwritten_runs("the draws that are done", &error),
        error @ (study::StudyError::Unknown(_) | study::StudyError::Refused(_)) => Failure::usage(error),
        error => Failure::failed(error),
    }
}
