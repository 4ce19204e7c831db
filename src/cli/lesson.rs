//! `catching lesson`: a teacher's page, a hand-out to print, the page to play with, and a class's guesses over what came out.

mod facts;
mod guesses;
mod pages;
mod strip;

use super::explore::page::html;
use super::explore::{Content, room};
use super::file::Batch;
use super::job::left_alone;
use super::options::{Changes, for_shell};
use super::progress::Progress;
use super::source::Source;
use super::{Failure, Terminal};
use crate::network::format::text_of;
use crate::output::folder::lock::refuse_root;
use crate::study::explore::Explorable;
use crate::study::{Files, Study, StudyError};
use clap::ValueHint;
use facts::Lesson;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Make a lesson of 45 minutes: a teacher's page, a hand-out to print, a page to play with
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Makes a lesson of 45 minutes of a scenario: guess, run, compare. The teacher's page has the timetable, what to notice and \
        the answers, all from runs that are done now; the hand-out is one page to print, with room for a guess and its reason; the page \
        to play with needs nothing but a browser. With guesses it draws the class over what came out. Nothing leaves the room.\n\n\
        Pages of an earlier lesson are replaced, other files never.",
    after_help = "Examples:\n  \
        catching lesson lecture-hall-yawn -o lesson\n  \
        catching lesson comedy-club -o lesson --collect guesses.csv\n  \
        catching lesson lecture-hall-yawn -o lesson --guess 20% --guess 45% --guess 90%"
)]
pub struct Args {
    /// A scenario file, or the name of one that comes with the program [default: lecture-hall-yawn]
    #[arg(value_hint = ValueHint::FilePath)]
    scenario: Option<String>,
    /// Changes to the scenario.
    #[command(flatten)]
    changes: Changes,
    /// The folder to make [default: lesson]
    #[arg(short, long, value_name = "DIR", default_value = "lesson", value_hint = ValueHint::DirPath, help_heading = "Where to")]
    out: PathBuf,
    /// A guess of the class, such as 45% (repeatable)
    #[arg(long = "guess", value_name = "GUESS", allow_hyphen_values = true, help_heading = "The class")]
    guesses: Vec<String>,
    /// A table of guesses, one a row, with a column `guess`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "The class")]
    collect: Option<PathBuf>,
}

/// Makes it.
///
/// # Errors
/// When the scenario or a guess is wrong, a run fails, or a file cannot be written.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let source = Source::find(args.scenario.as_deref())?;
    let overrides = args.changes.overrides();
    let scenario = source.read(&overrides, terminal)?;
    let text = if overrides.is_empty() { source.text().to_owned() } else { scenario.to_toml() };
    let mut files = Vec::new();
    for (input, bytes) in source.inputs() {
        let (content, _) = text_of(&bytes).map_err(|why| Failure::usage(format_args!("`{}`: {why}", input.file)))?;
        files.push((input.file, content));
    }
    let given: Files = files.iter().cloned().collect();
    let study = Study::read(&scenario.name, &text, &given).map_err(|error| refused(error, terminal))?;
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let study = study.threads(threads);
    // Before the runs: a slip in a table is told at once.
    let outcome = facts::guessed(&study);
    let class = guesses::collected(&args.guesses, args.collect.as_deref(), &outcome, terminal)?;
    let results = played(&study, terminal)?;
    let tried = facts::proposed(&study).map(|(_, changed)| played(&changed, terminal)).transpose()?;
    let command = command(args.scenario.as_deref().unwrap_or(&scenario.name), &overrides);
    let lesson = Lesson::new(&study, &results, tried.as_ref(), &outcome, command)?;
    let explorable = Explorable::read(&format!("{}.toml", scenario.name), &text, &given).ok();
    let content = explorable.map(|explorable| Content { name: scenario.name.clone(), text, files, explorable });
    let living = content.as_ref().map(html).transpose()?;
    let drawn = (!class.is_empty()).then(|| pages::class(&lesson, &class)).transpose().map_err(Failure::failed)?;
    let teacher = pages::teacher(&lesson, living.is_some(), drawn.is_some()).map_err(Failure::failed)?;
    let handout = pages::handout(&lesson).map_err(Failure::failed)?;
    put(&args.out, [Some(teacher), Some(handout), living, drawn], terminal)?;
    if class.is_empty() {
        terminal.note(
            "after the lesson: a table with a column `guess`, one row a pupil, and `--collect FILE` draws the class over what came out",
        );
    }
    Ok(())
}

/// The command that does the same runs again.
fn command(name: &str, overrides: &[(String, String)]) -> String {
    let set = overrides.iter().map(|(key, value)| match key.as_str() {
        "seed" | "replicates" => format!(" --{key} {value}"),
        _ => format!(" --set {}", for_shell(&format!("{key}={value}"))),
    });
    format!("catching lesson {}{}", for_shell(name), set.collect::<String>())
}

/// The pages, and for whom they are.
const PAGES: [(&str, &str); 4] = [
    ("teacher.html", "for the teacher: timetable, what to notice, answers"),
    ("handout.html", "for each pupil: one page, to be printed"),
    ("play.html", "to play with, in any browser"),
    ("guesses.html", "what the class guessed, over what came out"),
];

/// Writes the pages that there are, and before that looks whether any is in the way of something else.
fn put(folder: &Path, pages: [Option<String>; 4], terminal: &mut Terminal) -> Result<(), Failure> {
    let pages =
        || PAGES.iter().zip(&pages).filter_map(|((name, what), html)| Some((folder.join(name), what, html.as_ref()?)));
    refuse_root(folder).map_err(left_alone)?;
    if folder.is_dir() {
        pages().try_for_each(|(file, ..)| room(&file))?;
    }
    let mut batch = Batch::default();
    pages().try_for_each(|(file, _, html)| batch.add(file, html.as_bytes()))?;
    batch.put()?;
    for (file, what, _) in pages() {
        if !terminal.is_quiet() {
            terminal.line(format_args!("Lesson    {} ({what})", file.display()))?;
        }
    }
    Ok(())
}

fn refused(error: StudyError, terminal: &Terminal) -> Failure {
    match error {
        StudyError::Scenario(problems) => Failure::diagnostics(problems.render(terminal.colours_err())),
        other => Failure::usage(other),
    }
}

/// Does the runs of a study.
fn played(study: &Study, terminal: &Terminal) -> Result<crate::study::Results, Failure> {
    let plan = study.plan().map_err(|error| refused(error, terminal))?;
    let progress = Progress::new(terminal, plan.runs(), 0, "runs");
    let results = study.run(&mut |told: &crate::study::Progress<'_>| {
        progress.step(told.arm);
        ControlFlow::Continue(())
    });
    results.map_err(Failure::failed)
}
