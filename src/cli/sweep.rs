//! `catching sweep`.

pub(super) mod design;
mod forecast;
mod pilot;
mod story;

use super::held::within;
use super::job::{Asked, Fresh, Job, OnError, Part};
use super::options::{Beside, Changes, Drawing, Place, count, in_output, threads, two_or_more};
use super::run::{Which, complain, damaged, warn_of_ticks};
use super::source::Source;
use super::{Failure, Terminal, charts, describe, hypotheses};
use crate::experiment::design::{DESIGNS, sobol};
use crate::experiment::running::{Keep, Selection};
use crate::experiment::shard::Shard;
use crate::output::chart::Results;
use crate::output::chart::axis::lasting;
use crate::output::folder::claim::{self, FolderState};
use crate::output::folder::lock::FolderLock;
use crate::output::folder::{Folder, STAGING};
use crate::output::reading;
use crate::output::tables::{SENSITIVITY, keep, sensitivity_csv};
use crate::scenario::ticks::ends_early;
use crate::scenario::{Scenario, Sweep, nearest, unreadable};
use clap::ValueHint;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;
use story::Story;

/// Run a design over parameters: one curve or map instead of one number
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Runs a scenario at many points of a parameter space, many times each, and writes one row a run, one row a point \
        and outcome, and charts with intervals.\n\n\
        The design stands in the scenario's [sweep] table or is typed: `--vary KEY=A,B,C` lists values, \
        `--vary KEY=LOW..HIGH/STEPS` takes evenly spaced ones, both ends included, and `/log` after the steps spaces them in \
        the logarithm. Several keys make a grid of all combinations (see `catching list designs` for other designs). Any \
        dotted key of a scenario can be varied. Replicates share their chance between points, so that what differs between \
        points is what was varied.",
    after_help = "Examples:\n  \
        catching sweep lecture-hall-yawn --vary ties.closeness=0..0.9/4 --replicates 20\n  \
        catching sweep my-class.toml --vary expressions.yawn.attention=1,2,4 --vary network.rows=5,10\n  \
        catching sweep my-class.toml --design sobol --vary ties.closeness=0..0.9 --vary people.susceptibility=0.5..2\n  \
        catching sweep lecture-hall-yawn --split-variance yawn_reach\n  \
        catching sweep my-class.toml -n\n  \
        catching sweep my-class.toml --until-ci yawn_reach=0.02\n  \
        catching sweep my-class.toml --shard 1/4 -o part-1"
)]
pub struct Args {
    /// A scenario file, or the name of one that comes with the program
    #[arg(value_hint = ValueHint::FilePath)]
    pub scenario: String,
    /// What to vary, in place of the scenario's own: KEY=A,B,C or KEY=LOW..HIGH/STEPS[/log] (repeatable)
    #[arg(long, value_name = "KEY=VALUES", help_heading = "What to run", allow_hyphen_values = true)]
    pub vary: Vec<String>,
    /// How the points are laid out (see `catching list designs`) [default: the scenario's, else grid]
    #[arg(long, value_name = "NAME", help_heading = "What to run")]
    pub design: Option<String>,
    /// Size of a design that draws its points: points, base samples or walks (see `catching list designs`)
    #[arg(long, value_name = "N", value_parser = count, allow_negative_numbers = true, help_heading = "What to run")]
    pub samples: Option<u32>,
    /// Say where the differences between runs of an outcome come from: the network, who started, the people, the dice, and
    /// the varied keys (repeatable; the design "variance")
    #[arg(long, value_name = "METRIC", help_heading = "What to run", conflicts_with = "design")]
    pub split_variance: Vec<String>,
    /// A CSV file of points: a header of dotted keys, a row of values for each point; columns called `label…` are kept as text
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["vary", "design"], help_heading = "What to run")]
    pub points: Option<PathBuf>,
    /// Add runs to each point until a metric's 95 % interval reaches no further than this to either side, e.g.
    /// `--until-ci yawn_reach=0.02` (repeatable)
    #[arg(long, value_name = "METRIC=HALF", value_parser = half_width, help_heading = "How many runs")]
    pub until_ci: Vec<(String, f64)>,
    /// No point gets more runs than this [default: 1000]
    #[arg(long, value_name = "N", value_parser = count, allow_negative_numbers = true, help_heading = "How many runs")]
    pub max_replicates: Option<u32>,
    /// Run only so many of each point, write nothing, and say how many would be needed
    #[arg(long, value_name = "N", value_parser = two_or_more, allow_negative_numbers = true, conflicts_with_all = ["shard", "dry_run"], help_heading = "How many runs")]
    pub pilot: Option<u32>,
    /// Changes to the scenario.
    #[command(flatten)]
    pub changes: Changes,
    /// Where results go.
    #[command(flatten)]
    pub place: Place,
    /// Of which runs to write every expression (events.csv): the very first, all, or none
    #[arg(long, value_enum, value_name = "RUNS", default_value = "first", help_heading = "Where to")]
    pub events: Which,
    /// Of which runs to write every person and tie (agents.csv, ties.csv): the very first, all, or none
    #[arg(long, value_enum, value_name = "RUNS", default_value = "first", help_heading = "Where to")]
    pub agents: Which,
    /// How charts look.
    #[command(flatten)]
    pub drawing: Drawing,
    /// What is drawn beside the runs.
    #[command(flatten)]
    pub beside: Beside,
    /// Draw only these charts (see `catching list charts`)
    #[arg(long, visible_alias = "chart", value_name = "NAME", value_delimiter = ',', help_heading = "Charts")]
    pub charts: Vec<String>,
    /// Draw no charts and write no report
    #[arg(long, conflicts_with = "charts", help_heading = "Charts")]
    pub no_charts: bool,
    /// How many runs at once [default: one a processor core]
    #[arg(short = 'j', long, value_name = "N", value_parser = threads, allow_negative_numbers = true, help_heading = "How to run")]
    pub threads: Option<NonZeroUsize>,
    /// What to do about a run that fails [default: skip, after a trial of each point]
    #[arg(long, value_enum, value_name = "WHAT", help_heading = "How to run")]
    pub on_error: Option<OnError>,
    /// Do only part I of N, for several machines; `catching merge` puts the parts together
    #[arg(long, value_name = "I/N", conflicts_with = "until_ci", help_heading = "How to run")]
    pub shard: Option<Shard>,
    /// Only print the plan: points, runs, estimated time, memory and disk
    #[arg(short = 'n', long, help_heading = "How to run")]
    pub dry_run: bool,
    /// Really run more than a million points or runs
    #[arg(long, help_heading = "How to run")]
    pub yes: bool,
    /// End with exit code 4 when a hypothesis of the scenario is not supported
    #[arg(long, help_heading = "How to run")]
    pub strict: bool,
    /// Print the summary as JSON, with the seconds that each part took
    #[arg(long, help_heading = "How to speak")]
    pub json: bool,
}

/// Runs it.
///
/// # Errors
/// See the exit codes of the program.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let begun = Instant::now();
    charts::check_names(&args.charts)?;
    let (job, points) = prepare(&args, terminal)?;
    if args.dry_run {
        return forecast::tell(&job, points, args.json, terminal);
    }
    if let Some(runs) = args.pilot {
        return pilot::tell(&job, runs, args.json, terminal);
    }
    let lock = job.lock()?;
    within(Some(&lock), || fill(&args, &job, &lock, begun, terminal))
}

/// Completes the locked folder and tells what came out.
fn fill(args: &Args, job: &Job, lock: &FolderLock, begun: Instant, terminal: &mut Terminal) -> Result<(), Failure> {
    let fresh = match job.standing(lock, args.place.force)? {
        FolderState::Complete(_) => {
            // A kill between the last table and the tidying leaves an empty workshop; it is in nobody's way if it stays.
            let _ = claim::sweep_out_idle(&job.folder.join(STAGING));
            terminal.note(format_args!("`{}` is already complete; nothing was simulated", job.folder.display()));
            untouched(job)?;
            job.complete()
        }
        standing => job.simulate(lock, &standing, args.place.force, terminal)?,
    };
    if let Some(shard) = args.shard {
        args.place.in_other_forms(&fresh.folder(), Some(job.manifest()))?;
        return part_is_done(job, fresh, shard, terminal);
    }
    let telling = Telling {
        asked: &args.charts,
        no_charts: args.no_charts,
        drawing: &args.drawing,
        json: args.json,
        strict: args.strict,
        beside: args.beside,
        place: &args.place,
    };
    telling.show(job, fresh, begun, terminal)
}

/// How results are shown.
pub(super) struct Telling<'a> {
    pub(super) asked: &'a [String],
    pub(super) no_charts: bool,
    pub(super) drawing: &'a Drawing,
    pub(super) json: bool,
    /// Whether a hypothesis that does not hold is a failure.
    pub(super) strict: bool,
    /// What is drawn beside the runs.
    pub(super) beside: Beside,
    /// Whether tables are written as Parquet, too.
    pub(super) place: &'a Place,
}

impl Telling<'_> {
    /// Draws the charts of a complete sweep, writes its report and tells what came out.
    pub(super) fn show(
        &self,
        job: &Job,
        fresh: Fresh<'_>,
        begun: Instant,
        terminal: &mut Terminal,
    ) -> Result<(), Failure> {
        let folder = Folder::open(fresh.folder()).map_err(damaged)?;
        let results = charts::results(&folder, self.beside, terminal).map_err(damaged)?;
        let tested = hypotheses::judge(folder.path(), &results, &job.scenario, terminal)?;
        let before_charts = Instant::now();
        if let Some(study) = &results.study {
            keep(folder.path(), SENSITIVITY, sensitivity_csv(study).as_bytes()).map_err(|error| {
                Failure::unwritten(format_args!("`{SENSITIVITY}` into `{}`", job.folder.display()), &error)
            })?;
        }
        self.place.in_other_forms(folder.path(), Some(folder.manifest()))?;
        let pictures = if self.no_charts { Vec::new() } else { self.draw(job, &folder, &results, terminal)? };
        describe::tables(folder.path())?;
        let mut seconds = fresh.seconds;
        let pictures = fresh.take_place(pictures)?;
        seconds.charts = before_charts.elapsed().as_secs_f64();
        seconds.total = begun.elapsed().as_secs_f64();
        let manifest = folder.manifest();
        let story = Story { results: &results, manifest, job, pictures: &pictures, seconds };
        story.tell(self.json, terminal)?;
        hypotheses::tell(&tested, self.json, terminal)?;
        warn_of_ticks(&results, terminal);
        complain(manifest)?;
        hypotheses::insist(&tested, self.strict)
    }

    fn draw(
        &self,
        job: &Job,
        folder: &Folder,
        results: &Results,
        terminal: &mut Terminal,
    ) -> Result<Vec<PathBuf>, Failure> {
        let task = charts::Task {
            folder,
            results,
            scenario: &job.scenario,
            charts: &charts::chosen(self.asked, &job.scenario, results, terminal),
            look: self.drawing.look(),
            drawing: self.drawing,
            threads: job.threads,
        };
        let pictures = task.draw(terminal)?;
        if task.charts.is_empty() && self.asked.is_empty() {
            terminal.note(
                "no chart was drawn: points that lie on no line and on no grid have no curve and no map; their numbers are in \
                 summary.csv, a row a point and outcome",
            );
        }
        task.report()?;
        Ok(pictures)
    }
}

/// The folder of a sweep that is complete is as it was written.
fn untouched(job: &Job) -> Result<(), Failure> {
    let folder = Folder::open(&job.folder).map_err(damaged)?;
    let results = folder.results().map_err(damaged)?;
    folder.agrees(&results).map_err(damaged)
}

fn part_is_done(job: &Job, fresh: Fresh<'_>, shard: Shard, terminal: &mut Terminal) -> Result<(), Failure> {
    let folder = Folder::open(fresh.folder()).map_err(damaged)?;
    describe::tables(folder.path())?;
    fresh.take_place(Vec::new())?;
    if !terminal.is_quiet() {
        let (runs, parts) = (folder.manifest().runs.total, shard.of);
        terminal.line(format_args!("Part {shard}: {runs} runs, in {}", job.folder.display()))?;
        terminal.line(format_args!("Next      when all {parts} parts are there: catching merge DIR…"))?;
    }
    complain(folder.manifest())
}

/// Reads the scenario and plans its runs; nothing is written. Says how many points the design has.
fn prepare(args: &Args, terminal: &mut Terminal) -> Result<(Job, u64), Failure> {
    args.design.as_deref().map_or(Ok(()), known_design)?;
    let source = Source::find(Some(&args.scenario))?.with_typed_file(args.points.as_deref());
    let changes = changes(args)?;
    let scenario = source.read_sweep(&changes, &args.vary, terminal)?;
    charts::check_names(&scenario.charts)?;
    let splits = args.design.as_deref() == Some("variance") || !args.split_variance.is_empty();
    if splits && args.changes.replicates.is_some() {
        return Err(Failure::usage(
            "splitting the variance (design \"variance\") runs each of its points once, because all chance of a point is \
             held: `--replicates` has no place in it\nhelp: use `--samples N`: more samples make it more precise",
        ));
    }
    let reach = if args.dry_run { design::Reach::Enough } else { design::Reach::All };
    let (plan, points) = design::plan(&source, &scenario, &changes, (args.yes, reach), terminal)?;
    if args.shard.is_some() && plan.until.is_some() {
        let message = "a sweep that adds runs until intervals are narrow cannot be done in parts: no part sees all runs of a \
            point\nhelp: leave out `until_ci` and give `--replicates`";
        return Err(Failure::usage(message));
    }
    scenario.sweep.iter().for_each(|sweep| remark(sweep, &scenario, terminal));
    if let Some(early) = ends_early(plan.points.iter().map(|point| &point.situation)) {
        terminal.note(format_args!(
            "points whose `duration` is not a whole number of ticks end up to a tick earlier, such as one of {} at {}: all \
             are sampled at the same times",
            lasting(early.duration),
            lasting(early.ticks() as f64 * early.dt)
        ));
    }
    let keep = |which: Which| if which == Which::First { Keep::One } else { which.into() };
    let selection = Selection { events: keep(args.events), agents: keep(args.agents) };
    let kind = scenario.sweep.as_ref().filter(|sweep| sweep.asks_what_matters()).map_or("sweep", |sweep| &sweep.design);
    let part = args.shard.map(|s| format!("-part-{}-of-{}", s.index, s.of)).unwrap_or_default();
    let folder = in_output(&scenario.name, &format!("-{kind}{part}"));
    let place = Place { out: Some(args.place.out.clone().unwrap_or(folder)), ..args.place.clone() };
    let job = Job::new(source, scenario, plan, &Asked { place: &place, threads: args.threads, selection })?;
    Ok((job.part(Part { shard: args.shard, on_error: args.on_error, journals: Vec::new() }), points))
}

fn known_design(name: &str) -> Result<(), Failure> {
    let names = || DESIGNS.iter().map(|design| design.name);
    if names().any(|known| known == name) {
        return Ok(());
    }
    let help = match nearest(name, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", Vec::from_iter(names()).join(", ")),
    };
    Err(Failure::usage(format_args!("there is no design `{name}`\nhelp: {help}")))
}

/// What a user may not expect of a design.
fn remark(sweep: &Sweep, scenario: &Scenario, terminal: &mut Terminal) {
    if sweep.replaces(&scenario.arms) {
        terminal.note("the sweep varies what the scenario's arms set, and takes their place");
    }
    let drawn_evenly = sweep.design == "sobol" || sweep.design == "variance" && !sweep.vary.is_empty();
    if let Some(samples) = sweep.samples.filter(|n| drawn_evenly && !sobol::even(*n)) {
        let (less, more) = (samples.next_power_of_two() / 2, samples.next_power_of_two());
        terminal.note(format_args!(
            "{samples} base samples cut the Sobol sequence where it is uneven; {less} or {more} spread better"
        ));
    }
}

/// What the command line changes, the design and its replicates included.
fn changes(args: &Args) -> Result<Vec<(String, String)>, Failure> {
    let mut changes = args.changes.overrides();
    let mut put = |key: &str, value: Option<String>| changes.extend(value.map(|value| (key.to_owned(), value)));
    put("sweep.design", args.design.as_ref().map(|name| toml::Value::from(name.as_str()).to_string()));
    put("sweep.samples", args.samples.map(|n| n.to_string()));
    if !args.split_variance.is_empty() {
        put("sweep.design", Some("\"variance\"".to_owned()));
        put("outcomes", Some(toml::Value::from(args.split_variance.clone()).to_string()));
    }
    put("sweep.replicates", args.changes.replicates.map(|n| n.to_string()));
    put("sweep.max_replicates", args.max_replicates.map(|n| n.to_string()));
    let until = args
        .until_ci
        .iter()
        .map(|(metric, half)| format!("{} = {half:?}", toml::Value::from(metric.as_str())))
        .collect::<Vec<_>>();
    put("sweep.until_ci", (!until.is_empty()).then(|| format!("{{ {} }}", until.join(", "))));
    if let Some(path) = &args.points {
        put("sweep.design", Some("\"points\"".to_owned()));
        put("sweep.points", Some(typed_points(path)?));
    }
    Ok(changes)
}

/// The name of a CSV file of points, as TOML; the file can be read.
fn typed_points(path: &Path) -> Result<String, Failure> {
    reading::read(path, reading::SMALL)
        .map_err(|error| Failure::usage(format_args!("cannot read `{}`: {}", path.display(), unreadable(&error))))?;
    Ok(toml::Value::from(path.to_string_lossy().into_owned()).to_string())
}

/// `METRIC=HALF`.
fn half_width(text: &str) -> Result<(String, f64), String> {
    let (metric, half) = text.split_once('=').ok_or("expected METRIC=HALF, such as `yawn_reach=0.02`")?;
    let half: f64 = half.trim().parse().map_err(|_| format!("`{half}` is not a number"))?;
    if half > 0.0 && half.is_finite() {
        Ok((metric.trim().to_owned(), half))
    } else {
        Err("an interval has a width above 0".to_owned())
    }
}
