//! `catching cite`: how to cite the program, and the works that a scenario rests on.

pub(super) mod format;

use super::source::Source;
use super::{Failure, Terminal};
use crate::output::folder::SCENARIO;
use crate::scenario::provenance::{self, Works};
use clap::ValueEnum;
use std::path::Path;

/// Say how to cite the program, and the works that a scenario rests on
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Says how to cite the program: as a line of text, as BibTeX, or as a Citation File (CFF). With a scenario (its file, its \
        name, or a folder of results) also the published works behind its numbers and behind what is said of them, and how each was seen when it was cited here: of most \
        only the abstract was opened, so look at the work itself before you cite it.",
    after_help = "Examples:\n  catching cite\n  catching cite lecture-hall-yawn\n  catching cite lecture-hall-yawn --format bibtex > references.bib"
)]
pub struct Args {
    /// A scenario: its file, its name, or a folder of results
    pub scenario: Option<String>,
    /// In which form
    #[arg(long, value_enum, default_value = "text", ignore_case = true)]
    pub format: Format,
}

/// The form of a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines of text
    Text,
    /// For LaTeX and reference managers
    #[value(alias = "bib")]
    Bibtex,
    /// A Citation File, version 1.2
    #[value(alias = "yaml")]
    Cff,
}

/// Says it.
///
/// # Errors
/// When there is no such scenario, or it has mistakes.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let works = match &args.scenario {
        Some(name) => works(name, terminal)?,
        None => Works::default(),
    };
    let about = args.scenario.as_deref().unwrap_or_default();
    terminal.print(match args.format {
        Format::Text => format::text(about, &works),
        Format::Bibtex => format::bibtex(&works.all()),
        Format::Cff => format::cff(&works.all()),
    })
}

/// The works that a scenario rests on.
fn works(name: &str, terminal: &mut Terminal) -> Result<Works, Failure> {
    let in_folder = Path::new(name).join(SCENARIO);
    let is_results = in_folder.is_file() && crate::scenario::shipped(name).is_none();
    let found = in_folder.to_string_lossy();
    let source = Source::find(Some(if is_results { &found } else { name }))?;
    let scenario = source.read(&[], terminal)?;
    Ok(provenance::works(&scenario, source.text()))
}
