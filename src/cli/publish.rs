//! `catching publish`: a folder for whoever prints the results, keeps them or checks them.

mod describe;
mod licence;
mod methods;
mod ro_crate;
mod texts;
mod zipped;

use super::charts::{Task, check_names, chosen};
use super::cite::format;
use super::held::within;
use super::job::left_alone;
use super::options::{Drawing, Format, Theme, language, one_line};
use super::{Failure, Terminal};
use crate::output::comparison::record::Record;
use crate::output::dictionary;
use crate::output::folder::lock::{FolderLock, LOCK, refuse_if_in_use};
use crate::output::folder::stage::Stage;
use crate::output::folder::staging::sweep_out;
use crate::output::folder::{FIGURES, Folder, FolderError, SHARD_RUNS, STAGING, own};
use crate::output::report::said;
use crate::results::manifest::{Manifest, now};
use crate::scenario::Language;
use crate::scenario::provenance;
use clap::{ValueEnum, ValueHint};
use licence::Licence;
use std::fs;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Make a bundle for an article or an archive: figures, tables, methods, citation, licence
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Makes a folder that can be handed on: the figures in every format with captions and text alternatives, the tables \
        with a description of every column (datapackage.json), the scenario that gives the same bytes again, a paragraph on methods, \
        CITATION.cff and references.bib, a note on the licence, and RO-Crate metadata for archives. Nothing is simulated, and nothing \
        that is there is replaced without `--force`.",
    after_help = "Examples:\n  \
        catching publish output/lecture-hall-yawn -o bundle\n  \
        catching publish output/lecture-hall-yawn -o bundle --figure reach --figure seat-map --zip\n  \
        catching publish output/lecture-hall-yawn --author 'Sarr, Ada' --license CC-BY-4.0"
)]
pub struct Args {
    /// The result folder
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: PathBuf,
    /// The folder to make [default: DIR-bundle]
    #[arg(short, long, value_name = "BUNDLE", value_hint = ValueHint::DirPath, help_heading = "Where to")]
    out: Option<PathBuf>,
    /// The same as one file, too: BUNDLE.zip
    #[arg(long, help_heading = "Where to")]
    zip: bool,
    /// Replace a bundle that is there
    #[arg(long, help_heading = "Where to")]
    force: bool,
    /// Only this figure (repeatable; see `catching list charts`) [default: those of the report]
    #[arg(
        long = "figure",
        visible_alias = "chart",
        value_name = "NAME",
        value_delimiter = ',',
        help_heading = "What is in it"
    )]
    figures: Vec<String>,
    /// Colours and letter sizes of the figures
    #[arg(long, value_enum, default_value = "print", help_heading = "What is in it")]
    theme: Theme,
    /// The language of the figures, such as de or fr [default: that of the scenario, English]
    #[arg(long, value_name = "LANGUAGE", value_parser = language, help_heading = "What is in it")]
    lang: Option<Language>,
    /// Who made the results: 'Family, Given' or a name (repeatable)
    #[arg(long = "author", value_name = "NAME", value_parser = one_line, help_heading = "What is in it")]
    authors: Vec<String>,
    /// The licence that you give: CC-BY-4.0, CC0-1.0 or another SPDX name [default: none is given]
    #[arg(long, visible_alias = "licence", value_name = "SPDX", value_parser = licence::named, help_heading = "What is in it")]
    license: Option<Licence>,
}

/// Makes it.
///
/// # Errors
/// When there are no results, or a bundle is there already, or a file cannot be written.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    check_names(&args.figures)?;
    refuse_if_in_use(&args.folder).map_err(left_alone)?;
    let folder = opened(&args.folder)?;
    let target = args.target();
    let zip = args.zip.then(|| zipped::beside(&target));
    args.room(&target, zip.as_deref())?;
    let unwritten = |error: io::Error| Failure::unwritten(format_args!("a bundle into `{}`", target.display()), &error);
    if !around(&target).is_dir() {
        return Err(unwritten(io::ErrorKind::NotFound.into()));
    }
    let lock = FolderLock::take(&target).map_err(left_alone)?;
    let counted = within(Some(&lock), || {
        // Another command may have been there first.
        let old = args.room(&target, zip.as_deref())?;
        let stage = Stage::begin(&lock).map_err(unwritten)?;
        let draft = stage.folder();
        let counted = copy(&folder, &draft).map_err(unwritten).and_then(|()| fill(&args, &draft, terminal));
        let packed = || zip.as_ref().map(|zip| zipped::draft(&draft, &name_of(&target), zip)).transpose();
        let made = counted.and_then(|counted| Ok((counted, packed().map_err(unwritten)?)));
        let (mut counted, packed) = made.inspect_err(|_| drop(sweep_out(&target.join(STAGING))))?;
        open_to_all(&draft).map_err(unwritten)?;
        counted.figures.iter_mut().for_each(|figure| *figure = stage.placed(figure));
        stage.take_place(old, ro_crate::FILE).map_err(unwritten)?;
        if let (Some(packed), Some(zip)) = (packed, &zip) {
            packed
                .persist(zip)
                .map_err(|error| Failure::unwritten(format_args!("`{}`", zip.display()), &error.error))?;
        }
        Ok(counted)
    })?;
    drop(lock);
    tell(&args, &target, zip.as_deref(), &counted, terminal)
}

impl Args {
    fn target(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| {
            let whole = std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone());
            let name = whole.file_name().unwrap_or_default().to_string_lossy().into_owned();
            whole.parent().filter(|_| self.folder.file_name().is_none()).map_or_else(
                || self.folder.with_file_name(format!("{name}-bundle")),
                |around| around.join(format!("{name}-bundle")),
            )
        })
    }

    /// Refuses what would replace something: a bundle without `--force`, anything else always. Gives the files that give way.
    fn room(&self, target: &Path, zip: Option<&Path>) -> Result<Vec<String>, Failure> {
        let shown = target.display();
        let there = fs::symlink_metadata(target).is_ok();
        let is_ours = |name: &std::ffi::OsStr| name == LOCK || name == STAGING;
        let empty = || fs::read_dir(target).is_ok_and(|mut all| all.all(|e| e.is_ok_and(|e| is_ours(&e.file_name()))));
        let mut old = Vec::new();
        if there && !empty() {
            if !ro_crate::is_bundle(target) {
                return Err(Failure::usage(format_args!(
                    "`{shown}` is there and is no bundle of this program, so it was left alone\nhelp: `-o BUNDLE` makes another one"
                )));
            }
            if !self.force {
                return Err(Failure::usage(format_args!(
                    "`{shown}` is a bundle already\nhelp: `--force` replaces it, `-o BUNDLE` makes another one"
                )));
            }
            old = ro_crate::unchanged(target).map_err(|changed| {
                Failure::usage(format_args!(
                    "`{shown}` holds `{changed}`, which was changed since the bundle was made and would be lost\nhelp: move it \
                     elsewhere, or `-o BUNDLE` makes another one"
                ))
            })?;
        }
        let Some(zip) = zip.filter(|zip| zip.symlink_metadata().is_ok()) else { return Ok(old) };
        let shown = zip.display();
        match (zipped::is_bundle(zip), self.force) {
            (true, true) => Ok(old),
            (true, false) => Err(Failure::usage(format_args!(
                "`{shown}` is a packed bundle already\nhelp: `--force` replaces it, `-o BUNDLE` makes another one"
            ))),
            (false, _) => Err(Failure::usage(format_args!(
                "`{shown}` is there and is no bundle of this program, so it was left alone\nhelp: `-o BUNDLE` makes another one"
            ))),
        }
    }
}

/// A result folder with runs of its own.
fn opened(path: &Path) -> Result<Folder, Failure> {
    if let Ok(Some(Record { sides: Some(sides), .. })) = Record::read(path) {
        return Err(Failure::usage(format_args!(
            "`{}` compares the results in `{}` and `{}` and has no runs of its own\nhelp: publish these, or let `catching compare` run \
             the two scenarios",
            path.display(),
            sides[0].folder.display(),
            sides[1].folder.display()
        )));
    }
    Folder::open(path).map_err(Failure::of_folder)
}

fn around(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn name_of(target: &Path) -> String {
    target.file_name().map_or_else(|| "bundle".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// Copies what the program wrote: tables, scenario, inputs, report. Other files of the folder stay where they are.
fn copy(folder: &Folder, draft: &Path) -> io::Result<()> {
    // Figures are drawn anew; a film is taken as it is.
    let drawn = |name: &str| name.strip_prefix(&format!("{FIGURES}/")).is_some_and(|name| !own::FILM.contains(&name));
    let kept = |name: &String| name != SHARD_RUNS && !drawn(name);
    for name in own::names(folder.manifest()).into_iter().filter(kept) {
        let (from, to) = (folder.path().join(&name), draft.join(&name));
        if from.is_file() {
            fs::create_dir_all(to.parent().unwrap_or(draft))?;
            fs::copy(from, to)?;
        }
    }
    Ok(())
}

/// What there is in a bundle, to be told.
struct Counted {
    figures: Vec<PathBuf>,
    tables: usize,
    inputs: usize,
}

/// A damaged table by the name under which it lies in the folder, not in a draft that nobody sees.
fn at_home(error: FolderError, folder: &Path) -> FolderError {
    match error {
        FolderError::Damaged { path, problem } => {
            FolderError::Damaged { path: folder.join(path.file_name().unwrap_or_default()), problem }
        }
        other => other,
    }
}

/// Draws the figures into a draft of the bundle and writes what goes with them.
fn fill(args: &Args, draft: &Path, terminal: &mut Terminal) -> Result<Counted, Failure> {
    let folder = Folder::open(draft).map_err(Failure::of_folder)?;
    let results = folder.sound_results().map_err(|error| Failure::of_folder(at_home(error, &args.folder)))?;
    let scenario = folder.read_scenario().map_err(Failure::of_folder)?;
    let charts = chosen(&args.figures, &scenario, &results, terminal);
    if charts.is_empty() && !args.figures.is_empty() {
        return Err(Failure::usage(
            "none of these figures can be drawn of these results\nhelp: without `--figure` those that can are drawn",
        ));
    }
    let drawing = Drawing {
        format: Format::value_variants().to_vec(),
        theme: args.theme,
        size: None,
        font: None,
        lang: args.lang,
    };
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let task = Task {
        folder: &folder,
        results: &results,
        scenario: &scenario,
        charts: &charts,
        look: drawing.look(),
        drawing: &drawing,
        threads,
    };
    let figures = task.draw(terminal)?;
    let manifest = folder.manifest();
    let works = provenance::works(&scenario, &folder.scenario().map_err(Failure::of_folder)?);
    let about = texts::About {
        manifest,
        answer: &said(&results),
        question: &scenario.question,
        authors: &args.authors,
        licence: args.license.as_ref(),
        methods: &methods::paragraph(manifest, &scenario),
        works: &works.all(),
        behind: works.numbers.len(),
        day: day(manifest),
    };
    let unwritten = |error: io::Error| Failure::unwritten("the bundle", &error);
    write_texts(draft, &about, &charts.iter().map(|chart| chart.name).collect::<Vec<_>>()).map_err(unwritten)?;
    let tables = describe::of(draft).map_err(unwritten)?.iter().filter(|(path, _)| !path.contains('/')).count();
    Ok(Counted { figures, tables, inputs: manifest.inputs.len() })
}

/// Writes the texts, and at last what every file is.
fn write_texts(draft: &Path, about: &texts::About<'_>, figures: &[&str]) -> io::Result<()> {
    dictionary::keep(draft)?;
    fs::write(draft.join("methods.md"), texts::methods(about))?;
    fs::write(draft.join("CITATION.cff"), texts::citation(about))?;
    fs::write(draft.join("references.bib"), format::bibtex(about.works))?;
    fs::write(draft.join("LICENCE.md"), licence::note(about.licence))?;
    fs::write(draft.join("README.md"), texts::readme(about, draft, figures)?)?;
    fs::write(draft.join(ro_crate::FILE), ro_crate::metadata(about, draft)?)
}

/// The day on which the results were complete.
fn day(manifest: &Manifest) -> String {
    let finished = if manifest.finished.is_empty() { now() } else { manifest.finished.clone() };
    finished.chars().take("2026-01-01".len()).collect()
}

/// A bundle is for others to read, which a folder made for a moment is not.
#[cfg(unix)]
fn open_to_all(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    for entry in fs::read_dir(folder)?.flatten() {
        let path = entry.path();
        if path.is_dir() {
            open_to_all(&path)?;
        } else {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644))?;
        }
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn open_to_all(_: &Path) -> io::Result<()> {
    Ok(())
}

fn tell(
    args: &Args,
    target: &Path,
    zip: Option<&Path>,
    counted: &Counted,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    if counted.inputs > 0 {
        terminal.warn(
            "the files that the scenario reads are in the bundle (`inputs`), with the names of people that are in them: look before you \
             hand it on",
        );
    }
    if terminal.is_quiet() {
        return Ok(());
    }
    let figures = super::charts::told(&counted.figures).unwrap_or_default();
    let figures = figures.split_once(": ").map_or("none", |(_, figures)| figures).to_owned();
    terminal.line(format_args!("Bundle    {}", target.display()))?;
    terminal.line(format_args!("          figures: {figures}, each with numbers, caption and text alternative"))?;
    terminal.line(format_args!("          tables: {}, every column described in datapackage.json", counted.tables))?;
    terminal
        .line("          README.md, methods.md, CITATION.cff, references.bib, LICENCE.md, ro-crate-metadata.json")?;
    if let Some(zip) = zip {
        let size = fs::metadata(zip).map_or(0, |file| file.len()).div_ceil(1024);
        terminal.line(format_args!("Zip       {} ({size} KiB)", zip.display()))?;
    }
    let missing = [
        (args.authors.is_empty(), "`--author 'Family, Given'` names who made it"),
        (args.license.is_none(), "`--license CC-BY-4.0` (or another) says what others may do with it"),
    ];
    let missing: Vec<&str> = missing.iter().filter(|(lacks, _)| *lacks).map(|(_, what)| *what).collect();
    if !missing.is_empty() {
        terminal.line(format_args!("Next      {}", missing.join("; ")))?;
    }
    Ok(())
}
