//! `catching fit`: which values of free keys fit what was observed.

use super::options::{Changes, in_output, threads};
use super::progress::Progress;
use super::source::Source;
use super::{Failure, Terminal, interrupt, ranks};
use crate::fit::observed::Observed;
use crate::fit::prior::Prior;
use crate::fit::{Fit, Options};
use crate::output::chart::{Look, picture, theme};
use crate::output::reading;
use crate::scenario::unreadable;
use crate::study::{self, Files, Study};
use clap::ValueHint;
use std::fs;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// Find which values of free keys fit what was observed
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Finds which values of free keys fit what was observed (approximate Bayesian computation). Draws of the priors are run, \
        each with chance of its own; those whose outcomes are nearest to the data are kept and adjusted. What the data cannot tell is \
        said. Every fit checks its own intervals near the data, and gives none that do not hold.\n\n\
        Free keys and observations may stand in the scenario, too (`[fit]`). The data are a table: `outcome` (a column of runs.csv, or with `time` of series.csv), `time` (left out: at the end), `value`, or \
        `count` and `of`, and `room` where several rooms were observed.",
    after_help = "Examples:\n  \
        catching fit my-class.toml --data observed.csv --free ties.closeness=0..1\n  \
        catching fit my-class.toml --data observed.csv --free 'expressions.yawn.imitation_rate=0.1..10 /min log' \\\n    \
        --free ties.closeness=0..1 --draws 20000"
)]
pub struct Args {
    /// A scenario: a file, or the name of one that comes with the program
    #[arg(value_hint = ValueHint::FilePath)]
    pub scenario: String,
    /// What was observed, as CSV [default: what the scenario has under `[fit]`]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub data: Option<PathBuf>,
    /// A free key with its prior: KEY=LOW..HIGH, with a unit and the word log where wanted, or normal(MEAN, SD), lognormal(MEDIAN, FACTOR), beta(A, B); besides those that the scenario has under `[fit]`
    #[arg(long, value_name = "KEY=PRIOR")]
    pub free: Vec<String>,
    /// What differs from the scenario as written.
    #[command(flatten)]
    pub changes: Changes,
    /// How many draws of the priors are run [default: what the scenario says, or 10000]
    #[arg(long, value_name = "N")]
    pub draws: Option<u32>,
    /// Runs at once [default: one a core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<NonZeroUsize>,
    /// Where the results go [default: output/NAME-fit]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Print what was found as JSON
    #[arg(long)]
    pub json: bool,
}

/// Fits it.
///
/// # Errors
/// When the scenario, the data or a prior is wrong, or the folder is there already.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let typed = args.free.iter().map(|free| prior(free)).collect::<Result<Vec<_>, _>>()?;
    let source = Source::find(Some(&args.scenario))?;
    let changes = args.changes.overrides();
    let scenario = source.read(&changes, terminal)?;
    let observed = args.data.as_deref().map(|path| observed(path, scenario.time_unit)).transpose()?;
    let out = args.out.clone().unwrap_or_else(|| in_output(&scenario.name, "-fit"));
    if out.symlink_metadata().is_ok() {
        let out = out.display();
        return Err(Failure::usage(format_args!(
            "`{out}` is there already\nhelp: `-o` writes elsewhere, or take it away first"
        )));
    }
    let files: Files = source.inputs().into_iter().map(|(input, content)| (input.file, content)).collect();
    let changed = changes.iter().map(|(key, value)| (key.clone(), value_of(value)));
    let study = Study::read_with(source.name(), source.text(), &files, changed).map_err(failure)?;
    ranks::say_alone("a fit", terminal);
    let study =
        args.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(study.clone(), |n| study.threads(n));
    let (priors, observed, options) = study.question(typed, observed, args.draws).map_err(failure)?;
    let fit = fitted(&study, &priors, &observed, &options, terminal)?;
    write(&fit, &out)?;
    if args.json {
        return terminal.line(json(&fit, &out));
    }
    for sentence in fit.sentences() {
        terminal.line(sentence)?;
    }
    terminal.line(format_args!("Results   {}", out.display()))
}

fn prior(free: &str) -> Result<Prior, Failure> {
    let split = free.split_once('=').map(|(key, prior)| Prior::parse(key.trim(), prior.trim()));
    split
        .unwrap_or_else(|| Err(format!("`{free}`: expected KEY=PRIOR, such as `ties.closeness=0..0.9`")))
        .map_err(|why| Failure::usage(format_args!("--free {}", crate::text::shown(&why))))
}

fn observed(path: &Path, unit: crate::quantity::TimeUnit) -> Result<Observed, Failure> {
    let text = reading::read_text(path, reading::SMALL)
        .map_err(|error| Failure::usage(format_args!("cannot read `{}`: {}", path.display(), unreadable(&error))))?;
    Observed::read(&text, unit)
        .map_err(|why| Failure::usage(format_args!("{}: {}", path.display(), crate::text::shown(&why))))
}

/// A typed value, which was checked when the scenario was read.
fn value_of(written: &str) -> toml::Value {
    let table = format!("value = {written}").parse::<toml::Table>().ok();
    table.and_then(|mut table| table.remove("value")).unwrap_or_else(|| written.into())
}

fn fitted(
    study: &Study,
    priors: &[Prior],
    observed: &Observed,
    options: &Options,
    terminal: &Terminal,
) -> Result<Fit, Failure> {
    let stop = interrupt::watch();
    let bar = Progress::new(terminal, u64::from(options.draws) + u64::from(options.predictions), 0, "draws");
    let mut observer = |_: &study::Progress<'_>| {
        bar.step("");
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let fit = study.fit(priors, observed, options, &mut observer);
    interrupt::unwatch();
    fit.map_err(failure)
}

fn failure(error: study::StudyError) -> Failure {
    match error {
        study::StudyError::Scenario(diagnostics) => Failure::diagnostics(diagnostics.render(false)),
        study::StudyError::Stopped(draws) => {
            Failure::interrupted(format_args!("interrupted after {draws} draws; nothing was written"))
        }
        error @ (study::StudyError::Unknown(_) | study::StudyError::Refused(_)) => Failure::usage(error),
        error => Failure::failed(error),
    }
}

/// Everything, first beside its place, then there: nothing is left half-written.
fn write(fit: &Fit, out: &Path) -> Result<(), Failure> {
    let unwritten =
        |error: std::io::Error| Failure::unwritten(format_args!("results into `{}`", out.display()), &error);
    let above = out.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(above).map_err(unwritten)?;
    let draft = tempfile::Builder::new().prefix(".fit-").tempdir_in(above).map_err(unwritten)?;
    for (name, text) in [
        ("parameters.csv", fit.parameters_csv()),
        ("draws.csv", fit.draws_csv()),
        ("predictions.csv", fit.predictions_csv()),
        ("fit.md", fit.sentences().join("\n\n") + "\n"),
    ] {
        fs::write(draft.path().join(name), text).map_err(unwritten)?;
    }
    let look = Look::of(&theme::WEB);
    for figure in [fit.posterior_figure(&look), fit.prediction_figure(&look)] {
        let write =
            |ending: &str, bytes: &[u8]| fs::write(draft.path().join(format!("{}.{ending}", figure.name)), bytes);
        write("svg", figure.svg.as_bytes()).map_err(unwritten)?;
        write("csv", figure.table.csv().as_bytes()).map_err(unwritten)?;
        write("caption.md", figure.caption.as_bytes()).map_err(unwritten)?;
        write("alt.txt", figure.alt.as_bytes()).map_err(unwritten)?;
        let png = picture::png(&figure.svg).map_err(Failure::failed)?;
        write("png", &png).map_err(unwritten)?;
    }
    fs::rename(draft.keep(), out).map_err(unwritten)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A temporary folder is for one user alone, results are as readable as others.
        fs::set_permissions(out, fs::Permissions::from_mode(0o755)).map_err(unwritten)?;
    }
    Ok(())
}

fn json(fit: &Fit, out: &Path) -> String {
    let parameters = fit.priors.iter().zip(&fit.parameters).map(|(prior, parameter)| {
        serde_json::json!({
            "key": prior.key,
            "unit": prior.unit,
            "median": parameter.median,
            "interval": parameter.interval,
            "level": crate::fit::LEVEL,
            "width_of_prior": parameter.width,
            "covered": parameter.check.covered,
            "holds": parameter.check.holds,
        })
    });
    let told = serde_json::json!({
        "folder": out.display().to_string(),
        "parameters": parameters.collect::<Vec<_>>(),
        "sentences": fit.sentences(),
    });
    told.to_string()
}
