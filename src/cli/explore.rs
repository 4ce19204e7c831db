//! `catching explore`: a page in which a reader plays with a scenario, the engine inside.

pub(super) mod page;
mod sample;

use super::file::{may_be_written, put};
use super::options::{Changes, for_shell};
use super::source::Source;
use super::{Failure, Terminal};
use crate::network::format::text_of;
use crate::study::explore::Explorable;
use crate::study::{Files, StudyError};
use clap::ValueHint;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Write a page in which a reader plays with a scenario: one HTML file with the engine inside
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Writes one HTML file with the scenario and the engine in it. It needs nothing else: it opens from a memory stick, \
        without internet, on a phone, and gives the same numbers as the command line. A reader guesses first, watches the same \
        dice with imitation and without, touches people, moves what `[explore]` names, runs it a hundred times, and takes the \
        scenario along to repeat it here, byte for byte.\n\n\
        A file that is there is replaced only if it is such a page.",
    after_help = "Examples:\n  \
        catching explore\n  \
        catching explore comedy-club --open\n  \
        catching explore my-class.toml -o lesson.html\n  \
        catching explore my-town.toml --sample 2000"
)]
pub struct Args {
    /// A scenario file, or the name of one that comes with the program [default: lecture-hall-yawn]
    #[arg(value_hint = ValueHint::FilePath)]
    scenario: Option<String>,
    /// Changes to the scenario.
    #[command(flatten)]
    changes: Changes,
    /// The file to write [default: NAME.html]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Where to")]
    output: Option<PathBuf>,
    /// Open it in the browser
    #[arg(long, help_heading = "Where to")]
    open: bool,
    /// Of a network that is too large for a page, take so many people who are near each other
    #[arg(long, value_name = "N", value_parser = super::options::two_or_more, allow_negative_numbers = true, help_heading = "What to run")]
    sample: Option<u32>,
}

/// Writes it.
///
/// # Errors
/// When the scenario is wrong or too large, or the file cannot be written.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let source = Source::find(args.scenario.as_deref())?;
    let content = content(&source, &args, terminal)?;
    let name = content.name.clone();
    let html = page::html(&content)?;
    let file = args.output.unwrap_or_else(|| PathBuf::from(format!("{name}.html")));
    write(&file, &html)?;
    if !terminal.is_quiet() {
        let size = html.len().div_ceil(1024);
        terminal.line(format_args!("Page      {} ({size} KiB, nothing else is needed)", file.display()))?;
    }
    if args.open { open(&file, terminal) } else { Ok(()) }
}

/// A scenario with the files that it names, ready for a page.
pub(super) struct Content {
    /// Its short name.
    pub(super) name: String,
    /// Its text.
    pub(super) text: String,
    /// The texts of the files that it names.
    pub(super) files: Vec<(String, String)>,
    /// The same, read.
    pub(super) explorable: Explorable,
}

/// The page of a scenario in which a reader plays with it, as HTML that needs nothing else, for programs: the scenario's text, and the
/// files that it names with their bytes.
///
/// # Errors
/// What is wrong with the scenario or a file, or why it cannot be a page.
pub fn html_of(name: &str, text: &str, given: &[(String, Vec<u8>)]) -> Result<String, String> {
    let as_text = |(file, bytes): &(String, Vec<u8>)| match text_of(bytes) {
        Ok((content, _)) => Ok((file.clone(), content)),
        Err(why) => Err(format!("`{file}`: {why}")),
    };
    let files = given.iter().map(as_text).collect::<Result<Vec<_>, _>>()?;
    let read: Files = files.iter().cloned().collect();
    let explorable = Explorable::read(&format!("{name}.toml"), text, &read).map_err(|error| error.to_string())?;
    let content = Content { name: name.to_owned(), text: text.to_owned(), files, explorable };
    page::html(&content).map_err(|failure| failure.message().to_owned())
}

/// One of the shipped scenarios.
pub(super) fn shipped(name: &str) -> Result<Content, Failure> {
    let explorable = Explorable::shipped(name).map_err(Failure::usage)?;
    let text = explorable.text().to_owned();
    Ok(Content { name: name.to_owned(), text, files: Vec::new(), explorable })
}

fn content(source: &Source, args: &Args, terminal: &mut Terminal) -> Result<Content, Failure> {
    let overrides = args.changes.overrides();
    let scenario = source.read(&overrides, terminal)?;
    let mut text = if overrides.is_empty() { source.text().to_owned() } else { scenario.to_toml() };
    let mut files = Vec::new();
    for (input, bytes) in source.inputs() {
        let (content, _) = text_of(&bytes).map_err(|why| Failure::usage(format_args!("`{}`: {why}", input.file)))?;
        files.push((input.file, content));
    }
    if let Some(people) = args.sample {
        let (sampled, list) = sample::sampled(&scenario, &text, people as usize)?;
        text = sampled;
        files = vec![list];
    }
    let name = scenario.name.clone();
    let given: Files = files.iter().cloned().collect();
    let explorable = Explorable::read(&format!("{name}.toml"), &text, &given).map_err(|error| match error {
        StudyError::Scenario(problems) => Failure::diagnostics(problems.render(terminal.colours_err())),
        other => Failure::usage(format_args!("{} cannot be a page: {other}", for_shell(source.name()))),
    })?;
    Ok(Content { name, text, files, explorable })
}

/// Whether a page may be written here: only a page gives way to it.
///
/// # Errors
/// When something else is there, or it cannot be read.
pub(super) fn room(file: &Path) -> Result<(), Failure> {
    may_be_written(file, true)?;
    match fs::read(file) {
        Ok(there) if !page::is_page(&there) => Err(Failure::usage(format_args!(
            "`{}` is there and is no page of this program, so it was left alone\nhelp: give another name with `-o`",
            file.display()
        ))),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Failure::unwritten(file.display(), &error)),
        _ => Ok(()),
    }
}

/// Writes a page beside its place and then puts it there; only a page gives way to it.
pub(super) fn write(file: &Path, html: &str) -> Result<(), Failure> {
    room(file)?;
    put(file, html.as_bytes())
}

fn open(file: &Path, terminal: &mut Terminal) -> Result<(), Failure> {
    let (program, before): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let words = before.iter().map(OsStr::new).chain([file.as_os_str()]);
    let begun =
        Command::new(program).args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if begun.is_err() {
        terminal.warn(format_args!("no program to open it with was found; open {} in a browser", file.display()));
    }
    Ok(())
}
