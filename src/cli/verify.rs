//! `catching verify`: the installed program against what is known.

mod sheet;

use super::options::{seed, threads};
use super::progress::Progress;
use super::{Failure, Terminal, interrupt};
use crate::scenario::nearest;
use crate::verification::{CHECKS, Check, CheckError, Outcome, Runner, Tier, chosen};
use clap::{ValueEnum, ValueHint};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Check this program against theory, published findings and a second implementation
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Plays small scenarios whose outcome is known and compares: closed forms, textbook limits, published findings, and \
        plain second implementations. Each line tells the reference, what was measured with its standard error and number of \
        observations, how far the two may lie apart, and the verdict.\n\n\
        A difference of up to four standard errors (and a stated bias) is accepted; where that would be too wide to mean \
        anything the line fails as too noisy. Exit code 4 when a line fails.",
    after_help = "Examples:\n  \
        catching verify                        what takes less than a minute\n  \
        catching verify --tier full            everything\n  \
        catching verify T5 yawning             two checks, by number or name\n  \
        catching verify T27 --times 4          with four times the runs\n  \
        catching verify --list                 what there is\n  \
        catching verify --show sisa > sisa.toml && catching run sisa.toml\n  \
        catching verify --tier full -o verification.csv"
)]
pub struct Args {
    /// Checks to run, by number or name, whatever their tier [default: all of the tier]
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// How much to check [default: fast; with --list everything]
    #[arg(long, value_enum)]
    pub tier: Option<Depth>,
    /// List the checks and what each claims, without running
    #[arg(long, conflicts_with_all = ["show", "out"])]
    pub list: bool,
    /// Print the scenario that a check plays, ready for `catching run`
    #[arg(long, value_name = "NAME", conflicts_with_all = ["names", "out", "json"])]
    pub show: Option<String>,
    /// Replace the seed of every scenario: other luck
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// So many times the runs: narrower tolerances, for so many times the wait
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub times: u32,
    /// Also write the table to this file, as CSV
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub out: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long, requires = "out")]
    pub force: bool,
    /// How many runs at once [default: one a processor core]
    #[arg(short = 'j', long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<NonZeroUsize>,
    /// Print the table as JSON
    #[arg(long)]
    pub json: bool,
}

/// How much to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Depth {
    /// What takes less than a minute
    Fast,
    /// Everything, in less than ten minutes
    Full,
}

impl From<Depth> for Tier {
    fn from(depth: Depth) -> Self {
        match depth {
            Depth::Fast => Self::Fast,
            Depth::Full => Self::Full,
        }
    }
}

/// A check with what came of it.
pub type Done = (&'static Check, Outcome);

/// Runs the checks.
///
/// # Errors
/// When one does not hold, could not be run, or a name is unknown.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    if let Some(name) = &args.show {
        return show(name, terminal);
    }
    // What there is, is more than what is played without being asked for.
    let tier = args.tier.unwrap_or(if args.list { Depth::Full } else { Depth::Fast });
    let checks = chosen(CHECKS, &args.names, tier.into()).map_err(unknown)?;
    if args.list {
        return terminal.print(if args.json { sheet::json_list(&checks) } else { sheet::list(&checks) });
    }
    let target = args.out.as_deref().map(|path| Target::new(path, args.force)).transpose()?;
    let begun = Instant::now();
    let done = run_all(&checks, &args, terminal)?;
    if let Some(target) = target {
        target.write(&sheet::csv(&done)?)?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    if args.json {
        terminal.print(sheet::json(&done, seconds))?;
    } else if !terminal.is_quiet() {
        terminal.print(sheet::summary(&done, seconds))?;
    }
    judge(&done)
}

fn run_all(checks: &[&'static Check], args: &Args, terminal: &mut Terminal) -> Result<Vec<Done>, Failure> {
    let threads = args.threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let runner = Runner::new(threads, interrupt::watch(), args.seed).with_times(args.times);
    let mut done = Vec::new();
    for (count, &check) in checks.iter().enumerate() {
        let progress = Progress::new(terminal, checks.len() as u64, count as u64, check.name);
        let outcome = check.run(&runner);
        drop(progress);
        let outcome = outcome.map_err(|trouble| troubled(check, &trouble))?;
        if !args.json && !terminal.is_quiet() {
            terminal.print(sheet::table(check, &outcome))?;
        }
        done.push((check, outcome));
    }
    interrupt::unwatch();
    Ok(done)
}

fn troubled(check: &Check, trouble: &CheckError) -> Failure {
    match trouble {
        CheckError::Stopped => Failure::interrupted("stopped; what was printed holds, nothing was written"),
        CheckError::Scenario { .. } => Failure::failed(format_args!("{} {}: {trouble}", check.id, check.name)),
    }
}

fn judge(done: &[Done]) -> Result<(), Failure> {
    let failed: Vec<_> =
        done.iter().filter(|(_, outcome)| !outcome.holds()).map(|(c, _)| format!("{} {}", c.id, c.name)).collect();
    match failed.as_slice() {
        [] => Ok(()),
        [one] => Err(Failure::check(format_args!("{one} does not hold"))),
        many => Err(Failure::check(format_args!("{} checks do not hold: {}", many.len(), many.join(", ")))),
    }
}

fn unknown(name: &str) -> Failure {
    let names = CHECKS.iter().flat_map(|check| [check.id, check.name]);
    let near = nearest(name, names).map_or(String::new(), |near| format!("did you mean `{near}`? "));
    Failure::usage(format_args!("there is no check `{name}`\nhelp: {near}`catching verify --list` shows them all"))
}

fn show(name: &str, terminal: &mut Terminal) -> Result<(), Failure> {
    let all = || CHECKS.iter().flat_map(|check| check.scenarios);
    if let Some(scenario) = all().find(|scenario| scenario.name == name) {
        return terminal.print(scenario.text);
    }
    let check = CHECKS.iter().find(|check| check.is_called(name)).ok_or_else(|| unknown(name))?;
    let [first, others @ ..] = check.scenarios else { return Ok(()) };
    if !others.is_empty() {
        let names: Vec<_> = others.iter().map(|scenario| scenario.name).collect();
        terminal.note(format_args!("{} also plays {}; `--show` takes their names, too", check.id, names.join(", ")));
    }
    terminal.print(first.text)
}

/// Where the CSV goes; found out before the work begins.
struct Target<'a> {
    path: &'a Path,
}

impl<'a> Target<'a> {
    fn new(path: &'a Path, force: bool) -> Result<Self, Failure> {
        let folder = super::file::folder_of(path);
        let shown = path.display();
        super::file::may_be_written(path, force)?;
        tempfile::NamedTempFile::new_in(folder)
            .map_err(|error| Failure::unwritten(format_args!("`{shown}`"), &error))?;
        Ok(Self { path })
    }

    fn write(&self, content: &[u8]) -> Result<(), Failure> {
        super::file::put(self.path, content)
    }
}
