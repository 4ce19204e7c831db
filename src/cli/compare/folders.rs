//! Two finished result folders (or two arms of one), compared without simulating.

use super::versions::{Operand, slug};
use super::{Args, known_outcome, tell_apart, versions};
use crate::cli::held::within;
use crate::cli::job::left_alone;
use crate::cli::{Failure, Terminal, charts, describe};
use crate::output::chart::input::{Point, Results, Run};
use crate::output::chart::{self, Chart, Language, Look, words};
use crate::output::comparison::record::{RECORD, Record};
use crate::output::comparison::{self, COMPARISON};
use crate::output::folder::figures::Formats;
use crate::output::folder::lock::{FolderLock, refuse_if_in_use};
use crate::output::folder::stage::Stage;
use crate::output::folder::{Folder, FolderError, STAGING, figures, own, read_manifest};
use crate::output::report::Sources;
use crate::output::tables::Table;
use crate::results::manifest::{self, MANIFEST, Manifest};
use crate::scenario::{MAIN, NO_IMITATION, arm_named, nearest};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// One version: a point of a result folder.
struct Side {
    folder: Folder,
    results: Results,
    point: Point,
    name: String,
}

/// Compares two folders.
pub(super) fn run(args: &Args, a: &Operand, b: &Operand, terminal: &mut Terminal) -> Result<(), Failure> {
    let sides = [Side::open(a, None)?, Side::open(b, None)?];
    compare(args, sides, terminal)
}

/// Compares the two arms of one folder.
pub(super) fn run_arms(args: &Args, a: &Operand, terminal: &mut Terminal) -> Result<(), Failure> {
    if a.arm.is_some() {
        return Err(Failure::usage(format_args!(
            "`{}` is one version: there is nothing to compare it with\nhelp: name a second folder or arm",
            args.a
        )));
    }
    compare(args, [Side::open(a, Some(0))?, Side::open(a, Some(1))?], terminal)
}

impl Side {
    /// Opens a folder at the arm that was asked for, at its only one, or (of two) at number `place`.
    fn open(operand: &Operand, place: Option<usize>) -> Result<Self, Failure> {
        refuse_if_in_use(Path::new(&operand.name)).map_err(left_alone)?;
        let folder = Folder::open(&operand.name).map_err(Failure::of_folder)?;
        let results = folder.sound_results().map_err(Failure::of_folder)?;
        let point = choose(operand, &results, place)?.clone();
        // Tables and sentences say in their own words what the plain runs are.
        let name = match point.arm.as_str() {
            MAIN | NO_IMITATION if operand.arm.is_none() => operand.short(),
            MAIN | NO_IMITATION => point.arm.clone(),
            _ => words::arm_label(&point),
        };
        Ok(Self { folder, results, point, name })
    }

    /// Opens what was compared before; results that have changed since are others.
    fn open_again(record: &comparison::record::Side) -> Result<Self, Failure> {
        let again = |problem: &dyn std::fmt::Display| {
            Failure::usage(format_args!("{problem}\nhelp: `catching compare` compares what there is now"))
        };
        let folder = Folder::open(&record.folder)
            .map_err(|error| again(&error.to_string().lines().next().unwrap_or_default()))?;
        if folder.manifest().finished != record.finished {
            return Err(again(&format_args!(
                "the results in `{}` are not those that were compared (finished {} now, {} then)",
                record.folder.display(),
                folder.manifest().finished,
                record.finished
            )));
        }
        let results = folder.sound_results().map_err(Failure::usage)?;
        let point = results.points.iter().find(|point| point.index == record.point).cloned();
        let point = point.ok_or_else(|| again(&format_args!("`{}` lacks a point", record.folder.display())))?;
        Ok(Self { folder, results, point, name: record.name.clone() })
    }

    /// What is needed to open it again.
    fn record(&self) -> comparison::record::Side {
        let folder = self.folder.path();
        comparison::record::Side {
            folder: std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()),
            point: self.point.index,
            name: self.name.clone(),
            finished: self.folder.manifest().finished.clone(),
        }
    }

    /// The seed of each run.
    fn seeds(&self) -> Result<BTreeMap<u64, u64>, FolderError> {
        let mut rows = self.folder.rows(Table::Runs)?;
        let place = |name: &str| rows.place(name).unwrap_or_default(); // that it is there was looked at
        let [id, point, seed] = ["run_id", "point", "seed"].map(place);
        let mut seeds = BTreeMap::new();
        while rows.go_on()? {
            if rows.number(point)? == f64::from(self.point.index) {
                // Seeds have 53 bits, so that they are exact as numbers.
                seeds.insert(rows.number(id)? as u64, rows.number(seed)? as u64);
            }
        }
        Ok(seeds)
    }

    fn runs(&self) -> Vec<Run> {
        self.results.runs.of(self.point.index)
    }
}

fn choose<'a>(operand: &Operand, results: &'a Results, place: Option<usize>) -> Result<&'a Point, Failure> {
    let arms: Vec<&Point> = results.arms().collect();
    let named = |name: &str| {
        let number = name.parse().ok();
        let points = results.points.iter();
        points.clone().find(|p| p.arm == name).or_else(|| points.clone().find(|p| Some(p.index) == number))
    };
    match (&operand.arm, place, arms.as_slice()) {
        (Some(name), ..) => named(arm_named(name)).ok_or_else(|| {
            let near = nearest(name, arms.iter().map(|arm| arm.arm.as_str()));
            let help = near.map_or_else(|| listed(&arms), |near| format!("did you mean `{near}`?"));
            Failure::usage(format_args!("`{}` has no arm `{name}`\nhelp: {help}", operand.name))
        }),
        (None, None, [only]) => Ok(only),
        (None, Some(place), [_, _]) => Ok(arms[place]),
        (None, Some(_), [_]) => Err(Failure::usage(format_args!(
            "`{}` holds one version: there is nothing to compare it with\nhelp: name a second folder",
            operand.name
        ))),
        _ => Err(Failure::usage(format_args!(
            "`{}` holds {} versions; say which: `{0}:{}`\nhelp: {}",
            operand.name,
            arms.len(),
            arms.first().map_or("ARM", |arm| arm.arm.as_str()),
            listed(&arms)
        ))),
    }
}

/// "it has strangers, friends" or, where many points share a name, their numbers.
fn listed(arms: &[&Point]) -> String {
    let names: Vec<&str> = arms.iter().map(|arm| arm.arm.as_str()).collect();
    let distinct: std::collections::BTreeSet<&str> = names.iter().copied().collect();
    if distinct.len() == names.len() {
        format!("it has {}", names.join(", "))
    } else {
        format!("its points are numbered 0 to {} (column `point` of summary.csv)", arms.last().map_or(0, |p| p.index))
    }
}

fn compare(args: &Args, mut sides: [Side; 2], terminal: &mut Terminal) -> Result<(), Failure> {
    refuse_what_is_for_running(args)?;
    fits_together(&sides, terminal)?;
    names(args, &mut sides);
    let names = sides.each_ref().map(|side| side.name.clone());
    let results = together(&sides).map_err(Failure::of_folder)?;
    if results.outcomes.is_empty() {
        let [a, b] = sides.each_ref().map(|side| side.results.outcomes.first().map_or("none", String::as_str));
        return Err(Failure::usage(format_args!(
            "the two have no outcome in common: there is `{a}` in `{}` and `{b}` in `{}`\nhelp: compare results of the same expression",
            sides[0].folder.path().display(),
            sides[1].folder.path().display()
        )));
    }
    if let Some(outcome) = &args.outcome {
        known_outcome(outcome, &results.outcomes)?;
    }
    let folder = versions::output(args.place.out.as_ref(), &slug(&names, ""));
    let lock = FolderLock::take(&folder).map_err(left_alone)?;
    within(Some(&lock), || {
        let kept = sides.each_ref().map(Side::record);
        room(args, &folder, &kept)?;
        let unwritten =
            |error: io::Error| Failure::unwritten(format_args!("results into `{}`", folder.display()), &error);
        // A comparison that is there stays until this one is complete.
        let stage = folder.join(COMPARISON).exists().then(|| Stage::begin(&lock)).transpose().map_err(unwritten)?;
        let place = stage.as_ref().map_or_else(|| folder.clone(), Stage::folder);
        let told = tell_apart(args, &place, results, Some(kept))?;
        args.place.in_other_forms(&place, None)?;
        let mut pictures =
            if args.no_charts { Vec::new() } else { draw(args, &place, &told.results, &sides, terminal)? };
        describe::tables(&place)?;
        if let Some(stage) = stage {
            pictures.iter_mut().for_each(|picture| *picture = stage.placed(picture));
            stage.take_place(own::names(&Manifest::default()), RECORD).map_err(unwritten)?;
        }
        told.of_folder(&folder).tell(args.json, &pictures, None, terminal)
    })
}

fn draw(
    args: &Args,
    folder: &Path,
    results: &Results,
    sides: &[Side; 2],
    terminal: &mut Terminal,
) -> Result<Vec<PathBuf>, Failure> {
    let charts = chart::usual(results);
    let drawing = Drawing { folder, results, sides, command: manifest::command() };
    let drawn = drawing.draw(&charts, &args.drawing.look(), args.drawing.formats())?;
    drawn.remarks.iter().for_each(|remark| terminal.warn(remark));
    let pictures = drawn.pictures;
    drawing.report(&charts, args.drawing.lang)?;
    Ok(pictures)
}

/// Flags that only mean something where something is simulated.
fn refuse_what_is_for_running(args: &Args) -> Result<(), Failure> {
    let flag = match () {
        () if !args.b.is_empty() => "--b",
        () if !args.changes.overrides().is_empty() => "--seed, --replicates and --set",
        () if args.dry_run => "--dry-run",
        () => return Ok(()),
    };
    Err(Failure::usage(format_args!(
        "{flag}: nothing is run where result folders are compared\nhelp: compare scenarios instead"
    )))
}

fn fits_together([a, b]: &[Side; 2], terminal: &mut Terminal) -> Result<(), Failure> {
    let (of_a, of_b) = (a.folder.manifest(), b.folder.manifest());
    let same_place = a.folder.path() == b.folder.path() && a.point.index == b.point.index;
    if same_place || of_a == of_b && a.point == b.point {
        return Err(Failure::usage("these are the same results twice: there is nothing to compare"));
    }
    if of_a.time_unit != of_b.time_unit {
        return Err(Failure::usage(format_args!(
            "times are counted in {} there and in {} here\nhelp: run one of them with `--set time_unit=\"{}\"`",
            of_a.time_unit, of_b.time_unit, of_a.time_unit
        )));
    }
    if (&of_a.version, &of_a.rng) != (&of_b.version, &of_b.rng) {
        terminal.warn(format_args!(
            "the two were run by different versions of the program ({} and {}): equal seeds need not mean equal dice",
            of_a.version, of_b.version
        ));
    }
    Ok(())
}

fn names(args: &Args, sides: &mut [Side; 2]) {
    if let [a, b] = args.names.as_slice() {
        sides[0].name.clone_from(a);
        sides[1].name.clone_from(b);
    }
    if sides[0].name == sides[1].name {
        sides[0].name += " (A)";
        sides[1].name += " (B)";
    }
}

/// Both versions as two arms of one result. Runs of one seed get one replicate number, others one of their own.
fn together(sides: &[Side; 2]) -> Result<Results, FolderError> {
    let [a, b] = sides;
    let seeds = a.seeds()?;
    let of_a = a.runs();
    let twins: BTreeMap<u64, u32> = of_a.iter().filter_map(|run| Some((*seeds.get(&run.id)?, run.replicate))).collect();
    let alone = of_a.iter().map(|run| run.replicate).max().map_or(0, |last| last + 1);
    let seeds = b.seeds()?;
    let replicate_of = |run: &Run| seeds.get(&run.id).and_then(|seed| twins.get(seed)).copied();
    let mut both = Results { facts: a.results.facts.clone(), ..Results::default() };
    both.outcomes = shared(&a.results.outcomes, &b.results.outcomes);
    both.series.columns = shared(&a.results.series.columns, &b.results.series.columns);
    both.series.times = if a.results.series.times.len() < b.results.series.times.len() {
        b.results.series.times.clone()
    } else {
        a.results.series.times.clone()
    };
    let cannot = |source| FolderError::File { path: std::env::temp_dir(), source };
    add(&mut both, a, 0, |run| run.replicate).map_err(cannot)?;
    add(&mut both, b, 1, |run| replicate_of(run).unwrap_or(alone + run.replicate)).map_err(cannot)?;
    Ok(both)
}

fn shared(a: &[String], b: &[String]) -> Vec<String> {
    a.iter().filter(|name| b.contains(name)).cloned().collect()
}

/// Adds the runs of a side as an arm, with the columns that both sides have.
fn add(both: &mut Results, side: &Side, arm: u32, replicate: impl Fn(&Run) -> u32) -> io::Result<()> {
    let id = |old: u64| old * 2 + u64::from(arm);
    let of = &side.results;
    both.points.push(Point {
        index: arm,
        arm: side.name.clone(),
        people: of.people_of(side.point.index),
        lasts: side.point.lasts,
        ..Point::default()
    });
    let places: Vec<Option<usize>> =
        both.outcomes.iter().map(|name| of.outcomes.iter().position(|n| n == name)).collect();
    for (run, outcomes) in of.runs.with_outcomes(side.point.index) {
        let picked: Vec<f64> = places.iter().map(|place| place.map_or(f64::NAN, |place| outcomes[place])).collect();
        both.runs.add(Run { id: id(run.id), point: arm, replicate: replicate(&run) }, &picked)?;
    }
    let columns: Vec<usize> =
        both.series.columns.iter().filter_map(|name| of.series.columns.iter().position(|n| n == name)).collect();
    let mine = of.runs.ids(side.point.index);
    let runs = of.series.runs.iter().filter(|(run, _)| mine.contains(run));
    both.series.runs.extend(runs.map(|(run, all)| (id(*run), columns.iter().map(|c| all[*c].clone()).collect())));
    Ok(())
}

/// Results of something else are left alone; the same comparison is made again, because it may have been cut short.
fn room(args: &Args, folder: &Path, sides: &[comparison::record::Side; 2]) -> Result<(), Failure> {
    if folder.join(MANIFEST).exists() {
        return Err(Failure::usage(format_args!(
            "`{}` holds results of its own\nhelp: `-o DIR` writes the comparison elsewhere",
            folder.display()
        )));
    }
    if read_manifest(&folder.join(STAGING)).is_ok() {
        return Err(Failure::usage(format_args!(
            "`{}` holds unfinished runs\nhelp: `-o DIR` writes the comparison elsewhere",
            folder.display()
        )));
    }
    own::refuse_others(folder, &Manifest::default()).map_err(left_alone)?;
    let same = |record: Record| record.outcome == args.outcome && record.sides.as_ref() == Some(sides);
    let begun = Record::read(folder).ok().flatten().is_some_and(same);
    if folder.join(COMPARISON).exists() && !begun && !args.place.force {
        return Err(Failure::usage(format_args!(
            "`{}` holds another comparison\nhelp: `--force` replaces it, `-o DIR` writes elsewhere",
            folder.display()
        )));
    }
    Ok(())
}

/// Says which pictures were drawn.
type Tell<'a> = dyn Fn(&[PathBuf], &mut Terminal) -> Result<(), Failure> + 'a;

/// Charts of a comparison that are to be drawn again.
pub(in crate::cli) struct Redrawn<'a> {
    pub(in crate::cli) folder: &'a Path,
    /// Names that were asked for; none: those that fit.
    pub(in crate::cli) charts: &'a [String],
    /// Whether theory was asked for.
    pub(in crate::cli) theory: bool,
    pub(in crate::cli) look: Look,
    pub(in crate::cli) formats: Formats,
    /// Says what was drawn.
    pub(in crate::cli) tell: &'a Tell<'a>,
    /// Refuses to draw nothing.
    pub(in crate::cli) something_to_draw: &'a dyn Fn(&[&'static Chart]) -> Result<(), Failure>,
}

/// Draws the charts of a comparison of two folders again, and its report unless particular charts were asked for.
pub(in crate::cli) fn plot(
    wanted: &Redrawn<'_>,
    record: &Record,
    sides: &[comparison::record::Side; 2],
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    if wanted.theory {
        terminal.note("theory is drawn beside the runs of each folder, not beside a comparison of two");
    }
    let sides = [Side::open_again(&sides[0])?, Side::open_again(&sides[1])?];
    let mut results = together(&sides).map_err(Failure::of_folder)?;
    results.facts.outcomes = record.outcome.iter().cloned().collect();
    let scenario = sides[0].folder.read_scenario().map_err(Failure::usage)?;
    let charts = match wanted.charts {
        [] => chart::usual(&results),
        asked => charts::chosen(asked, &scenario, &results, terminal),
    };
    (wanted.something_to_draw)(&charts)?;
    let command = record.command.clone();
    let drawing = Drawing { folder: wanted.folder, results: &results, sides: &sides, command };
    let drawn = drawing.draw(&charts, &wanted.look, wanted.formats)?;
    drawn.remarks.iter().for_each(|remark| terminal.warn(remark));
    (wanted.tell)(&drawn.pictures, terminal)?;
    if wanted.charts.is_empty() {
        terminal.line(drawing.report(&charts, wanted.look.language)?.display())?;
    }
    describe::tables(wanted.folder)?;
    Ok(())
}

/// A comparison of two folders to be drawn.
struct Drawing<'a> {
    folder: &'a Path,
    results: &'a Results,
    sides: &'a [Side; 2],
    /// The command that compared them.
    command: Vec<String>,
}

impl Drawing<'_> {
    fn draw(&self, charts: &[&'static Chart], look: &Look, formats: Formats) -> Result<figures::Drawn, Failure> {
        figures::draw(self.folder, self.results, charts, look, formats).map_err(|error| self.cannot(&error))
    }

    fn report(&self, charts: &[&'static Chart], language: Option<Language>) -> Result<PathBuf, Failure> {
        let [a, b] = self.sides;
        let scenario = a.folder.read_scenario().map_err(Failure::usage)?;
        let text = a.folder.scenario().map_err(Failure::usage)?;
        let manifest = compared(a.folder.manifest(), b.folder.manifest(), &self.command);
        let results = self.results;
        let sources = Sources {
            results,
            scenario: &scenario,
            scenario_text: &text,
            manifest: &manifest,
            charts,
            language,
            living: None,
        };
        figures::report(self.folder, &sources).map_err(|error| self.cannot(&error))
    }

    fn cannot(&self, error: &io::Error) -> Failure {
        Failure::unwritten(format_args!("charts into `{}`", self.folder.display()), error)
    }
}

/// What a comparison of results with others depends on.
fn compared(manifest: &Manifest, other: &Manifest, command: &[String]) -> Manifest {
    Manifest {
        command: command.to_vec(),
        compared_with: Some(other.scenario.clone()),
        points: Vec::new(), // nothing was run for it
        ..manifest.clone()
    }
}
