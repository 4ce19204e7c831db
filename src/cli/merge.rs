//! `catching merge`.

use super::held::within;
use super::job::{Asked, Job, Part, left_alone};
use super::options::{Beside, Drawing, Place, in_output};
use super::source::Source;
use super::sweep::{Telling, design};
use super::{Failure, Terminal};
use crate::experiment::running::{Keep, Selection};
use crate::output::folder::claim::FolderState;
use crate::output::folder::lock::{FolderLock, refuse_if_in_use};
use crate::output::folder::{Folder, SHARD_RUNS};
use crate::results::manifest::Manifest;
use clap::ValueHint;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Put the parts of a sweep together that were run with `--shard`
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Puts the parts of a sweep together that `catching sweep --shard 1/4`, `--shard 2/4`, ... have run, on whichever \
        machines. The tables are the same, byte for byte, as if one machine had run all of it. The parts stay as they are.",
    after_help = "Example:\n  catching merge part-1 part-2 part-3 part-4 -o all"
)]
pub struct Args {
    /// The folders of all parts, in any order
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, required = true)]
    pub parts: Vec<PathBuf>,
    /// Where results go.
    #[command(flatten)]
    pub place: Place,
    /// How charts look.
    #[command(flatten)]
    pub drawing: Drawing,
    /// Draw no charts and write no report
    #[arg(long, help_heading = "Charts")]
    pub no_charts: bool,
    /// Print the summary as JSON
    #[arg(long, help_heading = "How to speak")]
    pub json: bool,
}

/// Puts them together.
///
/// # Errors
/// When a part is missing, unfinished or of another sweep.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let begun = Instant::now();
    args.parts.iter().try_for_each(|part| refuse_if_in_use(part)).map_err(left_alone)?;
    let parts =
        args.parts.iter().map(|path| Folder::open(path).map_err(Failure::usage)).collect::<Result<Vec<_>, _>>()?;
    belong_together(&parts)?;
    all_there(&parts)?;
    let job = whole(&parts, &args, terminal)?;
    keeps_the_parts(&args.parts, &job.folder)?;
    let lock = job.lock()?;
    within(Some(&lock), || fill(&args, &job, &lock, begun, terminal))
}

/// Completes the locked folder and tells what came out.
fn fill(args: &Args, job: &Job, lock: &FolderLock, begun: Instant, terminal: &mut Terminal) -> Result<(), Failure> {
    let fresh = match job.standing(lock, args.place.force)? {
        FolderState::Complete(_) => {
            terminal.note(format_args!("`{}` is already complete", job.folder.display()));
            job.complete()
        }
        standing => job.simulate(lock, &standing, args.place.force, terminal)?,
    };
    let (no_charts, drawing) = (args.no_charts, &args.drawing);
    let beside = Beside::default();
    let telling =
        Telling { asked: &[], no_charts, drawing, json: args.json, strict: false, beside, place: &args.place };
    telling.show(job, fresh, begun, terminal)
}

/// A part's manifest as that of the whole.
fn of_whole(part: &Folder) -> Manifest {
    Manifest { shard: None, ..part.manifest().clone() }
}

/// Every folder is a part, and of the same sweep as the first.
fn belong_together(parts: &[Folder]) -> Result<(), Failure> {
    for part in parts {
        let path = part.path().display();
        let shard = part.manifest().shard.ok_or_else(|| {
            Failure::usage(format_args!(
                "`{path}` is not a part of a sweep but complete in itself\nhelp: parts are made with `catching sweep --shard 1/4`"
            ))
        })?;
        if of_whole(part).identity() != of_whole(&parts[0]).identity() {
            let first = parts[0].path().display();
            return Err(Failure::usage(format_args!(
                "`{path}` is a part of another sweep than `{first}`\nhelp: all parts need the same scenario, design, seed, \
                 replicates, details and version of the program"
            )));
        }
        let of = parts[0].manifest().shard.map_or(0, |first| first.of);
        if shard.of != of {
            return Err(Failure::usage(format_args!(
                "`{path}` is part {shard}, but `{}` is one of {of} parts",
                parts[0].path().display()
            )));
        }
    }
    Ok(())
}

/// The parts stay as they are: the whole is written elsewhere.
fn keeps_the_parts(parts: &[PathBuf], whole: &Path) -> Result<(), Failure> {
    let place = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    match parts.iter().find(|part| place(part) == place(whole)) {
        None => Ok(()),
        Some(part) => Err(Failure::usage(format_args!(
            "`{}` is one of the parts, which stay as they are\nhelp: `-o DIR` writes the whole elsewhere",
            part.display()
        ))),
    }
}

/// Each part is there once.
fn all_there(parts: &[Folder]) -> Result<(), Failure> {
    let shard = |part: &Folder| part.manifest().shard.map_or(0, |shard| shard.index);
    for (place, part) in parts.iter().enumerate() {
        if let Some(other) = parts[..place].iter().find(|other| shard(other) == shard(part)) {
            let (a, b) = (other.path().display(), part.path().display());
            return Err(Failure::usage(format_args!("`{a}` and `{b}` are both part {}", shard(part))));
        }
    }
    let of = parts[0].manifest().shard.map_or(0, |first| first.of);
    let missing: Vec<String> = (1..=of)
        .filter(|index| !parts.iter().any(|part| shard(part) == *index))
        .map(|index| index.to_string())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let many = if missing.len() > 1 { "parts" } else { "part" };
    let example = format!("help: `catching sweep … --shard {}/{of}` runs it", missing[0]);
    Err(Failure::usage(format_args!("of {of} parts, {many} {} is missing\n{example}", missing.join(", "))))
}

/// The job of the whole sweep, of which all runs are done.
fn whole(parts: &[Folder], args: &Args, terminal: &mut Terminal) -> Result<Job, Failure> {
    let first = &parts[0];
    let manifest = first.manifest();
    let source = Source::of_results(first.path(), &manifest.scenario.name)?;
    let scenario = source.read(&[], terminal)?;
    let (plan, _) = design::plan(&source, &scenario, &[], (true, design::Reach::All), terminal)?;
    let keep = |word: &str| match word {
        "all" => Keep::All,
        "none" => Keep::None,
        "first" => Keep::First,
        _ => Keep::One,
    };
    let selection = Selection { events: keep(&manifest.details.events), agents: keep(&manifest.details.agents) };
    let folder = in_output(&scenario.name, "-sweep");
    let place = Place { out: Some(args.place.out.clone().unwrap_or(folder)), ..args.place.clone() };
    let threads: Option<NonZeroUsize> = None;
    let job = Job::new(source, scenario, plan, &Asked { place: &place, threads, selection })?;
    if manifest.is_of_an_earlier_build() {
        return Err(Failure::usage(format_args!(
            "the parts were run by an earlier build of the program, {}\n\
             help: merge them with that one, or run them again",
            manifest.what_is_other()
        )));
    }
    if job.manifest().identity() != of_whole(first).identity() {
        return Err(Failure::usage(format_args!(
            "the parts were run by another version of the program ({})\nhelp: merge them with that one, or run them again",
            manifest.version
        )));
    }
    let journal = |part: &Folder| (part.path().join(SHARD_RUNS), part.manifest().identity());
    Ok(job.part(Part { journals: parts.iter().map(journal).collect(), ..Part::default() }))
}
