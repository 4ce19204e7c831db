//! `catching sweep`.

mod design;
mod story;

use super::job::{Asked, Job, Seconds};
use super::options::{Beside, Changes, Drawing, Place};
use super::run::{Which, complain, damaged};
use super::source::Source;
use super::{Failure, Terminal, charts, hypotheses};
use crate::experiment::design::sobol;
use crate::experiment::running::{Keep, Selection};
use crate::output::folder::claim::{self, Standing};
use crate::output::folder::{Folder, WORKSHOP};
use crate::output::tables::{SENSITIVITY, write_sensitivity};
use crate::scenario::{Scenario, Sweep};
use clap::ValueHint;
use std::num::NonZeroUsize;
use std::path::Path;
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
        catching sweep my-class.toml -n"
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
    #[arg(long, value_name = "N", help_heading = "What to run")]
    pub samples: Option<u32>,
    /// Say where the differences between runs of an outcome come from: the network, who started, the people, the dice, and
    /// the varied keys (repeatable; the design "variance")
    #[arg(long, value_name = "METRIC", help_heading = "What to run", conflicts_with_all = ["design", "replicates"])]
    pub split_variance: Vec<String>,
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
    #[arg(short = 'j', long, value_name = "N", help_heading = "How to run")]
    pub threads: Option<NonZeroUsize>,
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
    let job = prepare(&args, terminal)?;
    let mut seconds = match job.standing(args.place.force)? {
        Standing::Complete(_) => {
            // A kill between the last table and the tidying leaves an empty workshop; it is in nobody's way if it stays.
            let _ = claim::sweep_out(&job.folder.join(WORKSHOP));
            terminal.note(format_args!("`{}` is already complete; nothing was simulated", job.folder.display()));
            Seconds::default()
        }
        standing => job.simulate(&standing, args.place.force, terminal)?,
    };
    let folder = Folder::open(&job.folder).map_err(damaged)?;
    let results = charts::results(&folder, args.beside, terminal).map_err(damaged)?;
    let tested = hypotheses::judge(folder.path(), &results, &job.scenario)?;
    let before_charts = Instant::now();
    if let Some(study) = &results.study {
        write_sensitivity(&job.folder, study).map_err(|error| {
            Failure::failed(format_args!("cannot write `{SENSITIVITY}` into `{}`: {error}", job.folder.display()))
        })?;
    }
    let pictures = if args.no_charts {
        Vec::new()
    } else {
        let charts = charts::chosen(&args.charts, &job.scenario, &results, terminal);
        let task = charts::Task {
            folder: &folder,
            results: &results,
            scenario: &job.scenario,
            charts: &charts,
            look: args.drawing.look(),
            drawing: &args.drawing,
            threads: job.threads,
        };
        let pictures = task.draw()?;
        task.report()?;
        pictures
    };
    seconds.charts = before_charts.elapsed().as_secs_f64();
    seconds.total = begun.elapsed().as_secs_f64();
    let story = Story { results: &results, manifest: folder.manifest(), job: &job, pictures: &pictures, seconds };
    story.tell(args.json, terminal)?;
    hypotheses::tell(&tested, args.json, terminal)?;
    complain(folder.manifest())?;
    hypotheses::insist(&tested, args.strict)
}

/// Reads the scenario and plans its runs; nothing is written.
fn prepare(args: &Args, terminal: &mut Terminal) -> Result<Job, Failure> {
    let source = Source::find(Some(&args.scenario))?;
    let changes = changes(args);
    let scenario = source.read_sweep(&changes, &args.vary, terminal)?;
    charts::check_names(&scenario.charts)?;
    if args.design.as_deref() == Some("variance") && args.changes.replicates.is_some() {
        return Err(Failure::usage(
            "design \"variance\" runs each of its points once, because all chance of a point is held\nhelp: `--samples` \
             makes it more precise",
        ));
    }
    let plan = design::plan(&source, &scenario, &changes, args.yes, terminal)?;
    scenario.sweep.iter().for_each(|sweep| remark(sweep, &scenario, terminal));
    let keep = |which: Which| if which == Which::First { Keep::One } else { which.into() };
    let selection = Selection { events: keep(args.events), agents: keep(args.agents) };
    let kind = scenario.sweep.as_ref().filter(|sweep| sweep.asks_what_matters()).map_or("sweep", |sweep| &sweep.design);
    let folder = Path::new("output").join(format!("{}-{kind}", scenario.name));
    let place = Place { out: Some(args.place.out.clone().unwrap_or(folder)), ..args.place.clone() };
    Job::new(source, scenario, plan, &Asked { place: &place, threads: args.threads, selection })
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
fn changes(args: &Args) -> Vec<(String, String)> {
    let mut changes = args.changes.overrides();
    let mut put = |key: &str, value: Option<String>| changes.extend(value.map(|value| (key.to_owned(), value)));
    put("sweep.design", args.design.as_ref().map(|name| toml::Value::from(name.as_str()).to_string()));
    put("sweep.samples", args.samples.map(|n| n.to_string()));
    if !args.split_variance.is_empty() {
        put("sweep.design", Some("\"variance\"".to_owned()));
        put("outcomes", Some(toml::Value::from(args.split_variance.clone()).to_string()));
    }
    put("sweep.replicates", args.changes.replicates.map(|n| n.to_string()));
    changes
}
