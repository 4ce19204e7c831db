//! `catching plot`.

use super::charts::{Task, check_names, chosen, results};
use super::compare::folders::{self, Redrawn};
use super::held::within;
use super::job::left_alone;
use super::options::{Beside, Drawing, Theme, for_shell};
use super::{Failure, Terminal, describe};
use crate::output::chart::{Chart, Look};
use crate::output::comparison::record::{RECORD, Record};
use crate::output::folder::FIGURES;
use crate::output::folder::Folder;
use crate::output::folder::lock::FolderLock;
use clap::ValueHint;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Draw the charts of a result folder again, without simulating
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Draws the charts of a result folder again, from its tables and without simulating: in other colours, for a \
        projector or for paper, wider or narrower, or charts that were not drawn at first.\n\n\
        Each chart is written as a picture, as the numbers it draws (.csv), with a caption (.caption.md) and a text for those who \
        cannot see it (.alt.txt). Without `--chart`, the report is written again, too.",
    after_help = "Examples:\n  \
        catching plot output/lecture-hall-yawn --theme slides\n  \
        catching plot output/lecture-hall-yawn --chart seat-map --chart reach --format svg\n  \
        catching plot output/lecture-hall-yawn --theme print --width 640"
)]
pub struct Args {
    /// The result folder
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// How charts look.
    #[command(flatten)]
    pub drawing: Drawing,
    /// What is drawn beside the runs.
    #[command(flatten)]
    pub beside: Beside,
    /// Draw only this chart (repeatable; see `catching list charts`)
    #[arg(
        long = "chart",
        visible_alias = "charts",
        value_name = "NAME",
        value_delimiter = ',',
        help_heading = "Charts"
    )]
    pub charts: Vec<String>,
    /// Width of the pictures in pixels; PNGs have twice as many [default: 800, slides 1120]
    #[arg(long, value_name = "PX", value_parser = clap::value_parser!(u32).range(480..=4000), help_heading = "Charts")]
    pub width: Option<u32>,
}

/// Draws them.
///
/// # Errors
/// When there is no such chart, the folder holds no results, or a file cannot be written.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    check_names(&args.charts)?;
    let lock = locked(&args.folder)?;
    within(lock.as_ref(), || draw(&args, terminal))
}

fn draw(args: &Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let record = Record::read(&args.folder).map_err(|error| {
        Failure::usage(format_args!("`{}` cannot be read: {error}", args.folder.join(RECORD).display()))
    })?;
    if let Some(record @ Record { sides: Some(sides), .. }) = &record {
        let before = pictures_in(&args.folder);
        let wanted = Redrawn {
            folder: &args.folder,
            charts: &args.charts,
            theory: args.beside.theory,
            look: args.look(),
            formats: args.drawing.formats(),
            tell: &|drawn, terminal| args.tell(drawn, &before, terminal),
            something_to_draw: &|charts| args.something_to_draw(charts),
        };
        return folders::plot(&wanted, record, sides, terminal);
    }
    let folder = Folder::open(&args.folder).map_err(Failure::of_folder)?;
    let mut results = results(&folder, args.beside, terminal).map_err(Failure::of_folder)?;
    if let Some(record) = record {
        results.facts.outcomes = record.outcome.into_iter().collect();
    }
    let scenario = folder.read_scenario().map_err(Failure::of_folder)?;
    let charts = chosen(&args.charts, &scenario, &results, terminal);
    args.something_to_draw(&charts)?;
    let task = Task {
        folder: &folder,
        results: &results,
        scenario: &scenario,
        charts: &charts,
        look: args.look(),
        drawing: &args.drawing,
        threads: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
    };
    let before = pictures_in(&args.folder);
    args.tell(&task.draw()?, &before, terminal)?;
    if args.charts.is_empty() {
        terminal.line(task.report()?.display())?;
    }
    describe::tables(folder.path())?;
    Ok(())
}

/// Locks a result folder that is there already.
///
/// # Errors
/// When somebody is writing there.
pub(super) fn locked(folder: &Path) -> Result<Option<FolderLock>, Failure> {
    // That there is none is said by those who read it.
    if !folder.is_dir() {
        return Ok(None);
    }
    FolderLock::take(folder).map(Some).map_err(left_alone)
}

/// The pictures that a folder has.
fn pictures_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join(FIGURES)).into_iter().flatten().flatten();
    let picture = |path: &PathBuf| path.extension().is_some_and(|end| end == "svg" || end == "png");
    entries.map(|entry| entry.path()).filter(picture).collect()
}

impl Args {
    /// Names the pictures that were drawn; those in another look take the place of those that were there.
    fn tell(&self, drawn: &[PathBuf], before: &[PathBuf], terminal: &mut Terminal) -> Result<(), Failure> {
        drawn.iter().try_for_each(|picture| terminal.line(picture.display()))?;
        let usual = self.drawing.theme == Theme::default() && self.width.is_none();
        if usual || !drawn.iter().any(|picture| before.contains(picture)) {
            return Ok(());
        }
        terminal.note(format_args!(
            "these take the place of the pictures of the same names that were in `{}`: copy them elsewhere; `catching plot {}` draws \
             the usual ones again",
            self.folder.join(FIGURES).display(),
            for_shell(&self.folder.to_string_lossy())
        ));
        Ok(())
    }

    /// How the charts are to look.
    pub(super) fn look(&self) -> Look {
        let look = self.drawing.look();
        Look { width: self.width.map_or(look.width, f64::from), ..look }
    }

    /// Whether charts that were asked for can be drawn at all.
    fn something_to_draw(&self, charts: &[&Chart]) -> Result<(), Failure> {
        if !charts.is_empty() || self.charts.is_empty() {
            return Ok(());
        }
        Err(Failure::usage(format_args!(
            "nothing was drawn: none of these charts can be made of what is in `{}`\nhelp: `catching plot {}` draws those that can",
            self.folder.display(),
            for_shell(&self.folder.to_string_lossy())
        )))
    }
}
