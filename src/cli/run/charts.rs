//! Which charts `catching run` draws.

use super::Args;
use super::job::Job;
use crate::cli::{Failure, Terminal};
use crate::output::chart::{self, CHARTS, Chart, Results};
use crate::output::folder::figures;
use crate::scenario::nearest;
use std::path::PathBuf;

/// Refuses names of charts that do not exist.
pub(super) fn check_names(names: &[String]) -> Result<(), Failure> {
    let Some(unknown) = names.iter().find(|name| chart::named(name).is_none()) else { return Ok(()) };
    let all = || CHARTS.iter().map(|chart| chart.name);
    let help = match nearest(unknown, all()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", Vec::from_iter(all()).join(", ")),
    };
    Err(Failure::usage(format_args!("there is no chart `{unknown}`\nhelp: {help}")))
}

/// Draws those that were asked for, or those that the scenario names, or those that fit.
pub(super) fn draw(
    args: &Args,
    job: &Job,
    results: &Results,
    terminal: &mut Terminal,
) -> Result<Vec<PathBuf>, Failure> {
    let charts = chosen(args, job, results, terminal);
    let (folder, look, formats) = (&job.folder, args.drawing.look(), args.drawing.formats());
    let drawn = pool(job).install(|| figures::draw(folder, results, &charts, &look, formats));
    drawn.map_err(|error| Failure::failed(format_args!("cannot write charts into `{}`: {error}", job.folder.display())))
}

fn chosen(args: &Args, job: &Job, results: &Results, terminal: &mut Terminal) -> Vec<&'static Chart> {
    let asked = if args.charts.is_empty() { &job.scenario.charts } else { &args.charts };
    let known: Vec<&Chart> = asked.iter().filter_map(|name| chart::named(name)).collect();
    if known.is_empty() {
        return chart::usual(results);
    }
    let (fitting, others): (Vec<&Chart>, Vec<&Chart>) = known.into_iter().partition(|chart| (chart.applies)(results));
    for chart in others {
        terminal.warn(format_args!("the chart `{}` is left out: it needs {}", chart.name, chart.needs));
    }
    fitting
}

/// As many threads as for the runs.
fn pool(job: &Job) -> rayon::ThreadPool {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(job.threads.get());
    threads.build().expect("a few threads can be had")
}
