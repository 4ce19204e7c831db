//! `catching fingerprint`.

use super::held::within;
use super::options::Drawing;
use super::{Failure, Terminal, describe};
use crate::experiment::fingerprint::{Dose, Fingerprint, Unit, Verdict, fit};
use crate::experiment::statistics::LEVEL;
use crate::output::chart::axis::{percent, short};
use crate::output::chart::fingerprint::{self as chart, Asked};
use crate::output::chart::{Results, words};
use crate::output::folder::{Folder, figures};
use crate::quantity::{self, TimeUnit};
use crate::results::manifest::Manifest;
use crate::scenario::{arm_named, nearest};
use clap::{ValueEnum, ValueHint};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Simple or complex contagion? Estimate how the chance of beginning grows with the contacts who express
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Estimates the dose–response of recorded runs: how the chance of beginning grows with the number, or share, of \
        contacts who express. If each contact adds a chance of its own, contagion is simple; if several together do more than the \
        sum of each, it is complex; and where the runs cannot tell, that is what it says.\n\n\
        It looks only at what an observer could see (events.csv and ties.csv), not at the model behind it, so that it can be tried \
        on runs whose truth is known. The chart `fingerprint` goes into the folder. See docs/fingerprint.md for what it cannot know.",
    after_help = "Examples:\n  \
        catching run lecture-hall-yawn --events all\n  \
        catching fingerprint output/lecture-hall-yawn\n  \
        catching fingerprint output/lecture-hall-yawn --arm no_imitation\n  \
        catching fingerprint output/lecture-hall-yawn --by share --window '1 min' --json"
)]
pub struct Args {
    /// The result folder
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// The expression [default: the first of the scenario]
    #[arg(long, value_name = "NAME")]
    pub expression: Option<String>,
    /// The arm; `no_imitation` is the run without imitation [default: the first]
    #[arg(long, value_name = "NAME")]
    pub arm: Option<String>,
    /// What the dose is counted in
    #[arg(long, value_enum, default_value = "auto")]
    pub by: By,
    /// In what time chances are given [default: while one expression lasts]
    #[arg(long, value_name = "DURATION")]
    pub window: Option<String>,
    /// Print the fingerprint as JSON
    #[arg(long, help_heading = "How to speak")]
    pub json: bool,
    /// How the chart looks.
    #[command(flatten)]
    pub drawing: Drawing,
}

/// What the dose is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// What fits the runs better
    Auto,
    /// The number of contacts who express
    Number,
    /// Their share among all contacts
    Share,
}

impl By {
    fn dose(self) -> Option<Dose> {
        match self {
            Self::Auto => None,
            Self::Number => Some(Dose::Number),
            Self::Share => Some(Dose::Share),
        }
    }
}

/// Takes it.
///
/// # Errors
/// When the folder holds no such runs.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let lock = super::plot::locked(&args.folder, false)?;
    within(lock.as_ref(), || look(&args, terminal))
}

fn look(args: &Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let folder = Folder::open(&args.folder).map_err(Failure::usage)?;
    details(folder.manifest(), &args.folder)?;
    let results = folder.sound_results().map_err(Failure::usage)?;
    let asked = asked(args, &results)?;
    if chart::recorded(&results, asked.point, asked.expression).is_empty() {
        return Err(nothing_to_look_at(&results, &args.folder));
    }
    // Samples are drawn on all cores; they come to the same in any order.
    let threads = rayon::ThreadPoolBuilder::new().build().map_err(Failure::failed)?;
    let print = threads.install(|| chart::taken(&results, &asked));
    let figure = chart::figure(&results, &print, &asked, &args.drawing.look());
    let pictures = figures::keep(&args.folder, &figure, args.drawing.formats())
        .map_err(|e| Failure::unwritten(format_args!("charts into `{}`", args.folder.display()), &e))?;
    describe::tables(&args.folder)?;
    if args.json {
        return terminal.line(format_args!("{:#}", record(&results, &print, &asked, &pictures)));
    }
    tell(&results, &print, &asked, terminal)?;
    pictures.iter().try_for_each(|picture| terminal.line(picture.display()))
}

/// Refuses folders whose runs did not record what is needed.
fn details(manifest: &Manifest, folder: &Path) -> Result<(), Failure> {
    let again = |what: &str, flag: &str| {
        Err(Failure::usage(format_args!(
            "no run in `{}` recorded its {what}\nhelp: run the scenario again with `{flag} first` (or `all`) and `--force`",
            folder.display()
        )))
    };
    match (manifest.details.events.as_str(), manifest.details.agents.as_str()) {
        ("none", _) => again("expressions (events.csv)", "--events"),
        (_, "none") => again("ties (ties.csv)", "--agents"),
        _ => Ok(()),
    }
}

fn nothing_to_look_at(results: &Results, folder: &Path) -> Failure {
    let folder = folder.display();
    if results.facts.company_changes {
        return Failure::usage(format_args!(
            "people meet and part in `{folder}`, and who was in view when is not recorded\nhelp: a scenario without `[encounters]` can be fingerprinted"
        ));
    }
    if results.events.is_empty() {
        return Failure::usage(format_args!("nobody expressed anything in the recorded runs of `{folder}`"));
    }
    Failure::usage(format_args!(
        "no run of this arm in `{folder}` recorded both its expressions and its ties\nhelp: run the scenario again with `--events all --agents all` and `--force`"
    ))
}

fn asked(args: &Args, results: &Results) -> Result<Asked, Failure> {
    let facts = &results.facts;
    let names = || facts.expressions.iter().map(String::as_str);
    let expression = match &args.expression {
        None => 0,
        Some(name) => names().position(|n| n == name).ok_or_else(|| unknown("expression", name, names()))?,
    };
    let arms = || results.points.iter().map(|p| p.arm.as_str());
    let point = match &args.arm {
        None => results.arms().next(),
        Some(name) => results.points.iter().find(|p| p.arm == arm_named(name)),
    };
    let point = point.ok_or_else(|| unknown("arm", args.arm.as_deref().unwrap_or_default(), arms()))?.index;
    let unit = TimeUnit::from_symbol(&facts.time_unit).unwrap_or(TimeUnit::Second);
    let window = args.window.as_deref().map(|text| quantity::duration(text, unit)).transpose();
    let window = window.map_err(|error| Failure::usage(format_args!("`--window`: {error}")))?;
    if window.is_some_and(|w| w <= 0.0 || w.is_infinite()) {
        return Err(Failure::usage("`--window` must be a time above zero, such as `--window '10 s'`"));
    }
    Ok(Asked { point, expression, dose: args.by.dose(), window: window.map(|w| w / unit.seconds()) })
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Failure {
    let help = match nearest(name, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", known.collect::<Vec<_>>().join(", ")),
    };
    Failure::usage(format_args!("these runs have no {what} `{name}`\nhelp: {help}"))
}

fn tell(results: &Results, print: &Fingerprint, asked: &Asked, terminal: &mut Terminal) -> Result<(), Failure> {
    let bold = crate::cli::style::Style::BOLD;
    let voice = words::VerbForms::of(&results.facts.verbs, &results.facts.expressions[asked.expression]);
    terminal.line(format_args!(
        "{bold}{}{bold:#}  {}, {}",
        chart::verdict(results, print, asked),
        results.facts.title,
        chart::of_people(print)
    ))?;
    terminal.line("")?;
    let (unit, window) = (&results.facts.time_unit, chart::window(results, asked));
    let dose = if print.dose == Dose::Number { "contacts" } else { "share" };
    terminal.line(format_args!(
        "  {dose:>8} {:>14} {:>7} {:>12}   95 % interval",
        format!("at risk [{unit}]"),
        "begun",
        format!("in {} {unit}", short(window))
    ))?;
    let levels = chart::telling(print);
    for (level, dose) in levels.iter().zip(chart::doses(&levels, print.dose)) {
        let [share, low, high] = chart::chances(level, window).map(|c| percent(c).replace('\u{a0}', " "));
        let dose = dose.replace('\u{a0}', " ");
        terminal.line(format_args!(
            "  {dose:>8} {:>14} {:>7} {share:>12}   {low} to {high}",
            short(level.time),
            level.begun
        ))?;
    }
    terminal.line("")?;
    for sentence in chart::sentences(results, print, asked).replace('\u{a0}', " ").split_inclusive(". ") {
        terminal.line(format_args!("  {}", sentence.trim()))?;
    }
    terminal.line(format_args!(
        "  Dose: who is {} in view. Chances are what an observer sees, whatever caused them.",
        voice.doing
    ))
}

fn record(results: &Results, print: &Fingerprint, asked: &Asked, pictures: &[PathBuf]) -> Value {
    let window = chart::window(results, asked);
    let finite = |value: f64| if value.is_finite() { json!(value) } else { Value::Null };
    let levels = chart::telling(print).into_iter().map(|level| {
        let [chance, low, high] = chart::chances(&level, window);
        json!({ "dose": level.dose, "time_at_risk": level.time, "begun": level.begun, "chance": chance, "ci_low": low, "ci_high": high })
    });
    let shapes = print.candidates.iter().map(|c| {
        json!({ "name": c.name, "complex": c.complex, "aic_difference": c.behind, "base_rate": c.fit.base, "gain": c.fit.gain,
            "half_dose": finite(c.fit.half), "exponent": c.fit.exponent })
    });
    let (unit, resamples) = print.resampled;
    let unit = if unit == Unit::Runs { "runs" } else { "people" };
    let between = |b: crate::experiment::fingerprint::Between| {
        json!({ "value": finite(b.value), "ci_low": finite(b.low), "ci_high": finite(b.high), "ci_level": LEVEL,
            "interval": format!("percentiles of a bootstrap over {unit}"), "resamples": resamples })
    };
    let (least, most) = fit::reach();
    let beyond = print.exponent.value <= least || print.exponent.value >= most;
    let exponent = (print.verdict != Verdict::None).then(|| between(print.exponent));
    json!({
        "scenario": results.facts.name,
        "arm": results.points.iter().find(|p| p.index == asked.point).map(|p| p.arm.as_str()),
        "expression": results.facts.expressions[asked.expression],
        "verdict": print.verdict.word(),
        "why_not": chart::reason(results, print, asked),
        "dose": if print.dose == Dose::Number { "number" } else { "share" },
        "dose_is_open": print.dose_is_open,
        "exponent": exponent,
        "exponent_is_at_the_end_of_the_search": beyond,
        "growth": between(print.growth),
        "runs": print.runs,
        "people": print.people,
        "begun": print.begun,
        "window": window,
        "time_unit": results.facts.time_unit,
        "levels": levels.collect::<Vec<_>>(),
        "interval_of_levels": "exact Poisson",
        "shapes": shapes.collect::<Vec<_>>(),
        "limits": chart::limits(results, asked),
        "pictures": pictures,
    })
}
