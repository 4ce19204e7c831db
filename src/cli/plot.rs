//! `catching plot`.

mod hand;
mod run;

use super::charts::{Task, check_names, chosen, results};
use super::compare::folders::{self, Redrawn};
use super::file::Made;
use super::held::within;
use super::job::left_alone;
use super::options::{Beside, Drawing, Theme, for_shell};
use super::{Failure, Terminal, describe};
use crate::output::chart::{Chart, Look};
use crate::output::comparison::record::{RECORD, Record};
use crate::output::folder::FIGURES;
use crate::output::folder::claim::ClaimError;
use crate::output::folder::lock::{FolderLock, refuse_if_in_use, refuse_root};
use crate::output::folder::{Folder, figures};
use clap::ValueHint;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Draw the charts of a result folder again, without simulating
#[derive(Clone, Debug, clap::Args)]
#[command(
    long_about = "Draws the charts of a result folder again, from its tables and without simulating: in other colours, for a \
        projector or for paper, wider or narrower, or charts that were not drawn at first.\n\n\
        Each chart is written as a picture, as the numbers it draws (.csv), with a caption to print (.print.md), the full record \
        (.caption.md) and a text for those who cannot see it (.alt.txt). Without `--chart`, the report is written again, too.",
    after_help = "Examples:\n  \
        catching plot output/lecture-hall-yawn --theme slides\n  \
        catching plot output/lecture-hall-yawn --chart seat-map --chart reach --format svg\n  \
        catching plot output/lecture-hall-yawn --theme print --size column --format pdf -o for-the-printer\n  \
        catching plot output/lecture-hall-yawn --chart reach --title 'Yawns go round' --note '10 min=the door opens'\n  \
        catching plot output/lecture-hall-yawn --run 5     (after `catching replay output/lecture-hall-yawn --run 5`)"
)]
pub struct Args {
    /// The result folder
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Write the pictures into this folder in place of `figures/` in the result folder; no report is written then
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Replace pictures that are in the folder of `-o`
    #[arg(long, requires = "out")]
    pub force: bool,
    /// Draw this run in the pictures that show one run: `catching replay` records it
    #[arg(long, value_name = "NUMBER")]
    pub run: Option<u64>,
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
    #[arg(long, value_name = "PX", value_parser = clap::value_parser!(u32).range(320..=4000), conflicts_with = "size", help_heading = "Charts")]
    pub width: Option<u32>,
    /// What is set for one chart.
    #[command(flatten)]
    pub hand: hand::Typed,
}

/// Draws them.
///
/// # Errors
/// When there is no such chart, the folder holds no results, or a file cannot be written.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    check_names(&args.charts)?;
    args.hand.check(&args.charts)?;
    if let Some((folder, run)) = run::replay(&args.folder) {
        return run_in(Args { folder, run: Some(run), ..args }, terminal);
    }
    let many = run::many(&args.folder);
    if many.is_empty() {
        return run_in(args, terminal);
    }
    for folder in many {
        let out = args.out.as_ref().zip(folder.file_name()).map(|(out, name)| out.join(name));
        run_in(Args { folder, out, ..args.clone() }, terminal)?;
    }
    Ok(())
}

fn run_in(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let lock = locked(&args.folder, args.out.is_some())?;
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
    folder.agrees(&results).map_err(Failure::of_folder)?;
    if let Some(record) = record {
        results.facts.outcomes = record.outcome.into_iter().collect();
    }
    let scenario = folder.read_scenario().map_err(Failure::of_folder)?;
    args.hand.check_arms(&results)?;
    if let Some(number) = args.run {
        run::take(&folder, &mut results, number)?;
    }
    let mut charts = chosen(&args.charts, &scenario, &results, terminal);
    if args.run.is_some() {
        charts = run::of_one_run(charts, &results);
    }
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
    if let Some(place) = args.elsewhere() {
        return args.draw_into(&place, &task, terminal);
    }
    let before = pictures_in(&args.folder);
    let drawn = task.draw(terminal)?;
    args.tell(&drawn, &before, terminal)?;
    if args.charts.is_empty() {
        terminal.line(task.report()?.display())?;
    }
    describe::tables(folder.path())?;
    Ok(())
}

/// Locks a result folder that is there already. Where `only_read`, one that cannot be written is good enough.
///
/// # Errors
/// When somebody is writing there.
pub(super) fn locked(folder: &Path, only_read: bool) -> Result<Option<FolderLock>, Failure> {
    // That there is none is said by those who read it.
    if !folder.is_dir() {
        return Ok(None);
    }
    match FolderLock::take(folder) {
        Err(ClaimError::Unwritable { .. }) if only_read => refuse_if_in_use(folder).map_err(left_alone).map(|()| None),
        taken => taken.map(Some).map_err(left_alone),
    }
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
        let hands = self.hand.hand(&self.charts).into_iter().collect();
        Look { width: self.width.map_or(look.width, f64::from), hands, ..look }
    }

    /// Where pictures go that do not take the place of those of the result folder.
    fn elsewhere(&self) -> Option<PathBuf> {
        let of_run = || self.run.map(|run| self.folder.join(format!("replay-{run}")).join(FIGURES));
        self.out.clone().or_else(|| of_run().filter(|place| place.parent().is_some_and(Path::is_dir)))
    }

    /// Draws into a folder of pictures; those of others are not replaced.
    fn draw_into(&self, place: &Path, task: &Task<'_>, terminal: &mut Terminal) -> Result<(), Failure> {
        let cannot =
            |error: &std::io::Error| Failure::unwritten(format_args!("charts into `{}`", place.display()), error);
        let formats = self.drawing.formats();
        let wanted = task.charts.iter().flat_map(|chart| {
            let endings = [("svg", formats.svg), ("png", formats.png), ("pdf", formats.pdf), ("csv", true)];
            endings.into_iter().filter(|e| e.1).map(move |(end, _)| place.join(format!("{}.{end}", chart.name)))
        });
        let there = wanted.into_iter().find(|path| path.exists()).filter(|_| self.out.is_some() && !self.force);
        if let Some(there) = there {
            return Err(Failure::usage(format_args!(
                "`{}` is there already\nhelp: `--force` replaces it, another `-o DIR` writes elsewhere",
                there.display()
            )));
        }
        refuse_root(place).map_err(left_alone)?;
        if place.is_file() {
            return Err(Failure::usage(format_args!("`{}` is a file\nhelp: `-o` takes a folder", place.display())));
        }
        let mut made = Made::default();
        made.folder(place).map_err(|error| cannot(&error))?;
        let drawn = figures::into(place, Path::new(""), task.results, task.charts, (&task.look(), formats));
        let drawn = drawn.map_err(|error| cannot(&error))?;
        drawn.remarks.iter().for_each(|remark| terminal.warn(remark));
        drawn.pictures.iter().try_for_each(|picture| terminal.line(picture.display()))
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
