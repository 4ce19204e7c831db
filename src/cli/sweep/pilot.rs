//! `--pilot`: a few runs of each point tell how far runs lie apart, and so how many would be needed.

use crate::cli::job::Job;
use crate::cli::{Failure, Terminal, interrupt};
use crate::experiment::running::{Keep, Selection};
use crate::experiment::statistics::{self, LEVEL, Sample, weighed_by};
use crate::experiment::stopping::runs_until;
use crate::experiment::workers::{End, work_through};
use crate::experiment::{Networks, Point, simulate};
use crate::model;
use crate::output::chart::axis;
use crate::output::tables::told;
use crate::quantity::TimeUnit;
use crate::results::collect::is_time;
use crate::scenario::{MAIN, NO_IMITATION};
use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF};
use std::sync::Arc;

/// Wanted where nothing was said: of a share two points in a hundred, of a number a twentieth of its mean.
const SHARE: f64 = 0.02;
/// See [`SHARE`].
const PART_OF_MEAN: f64 = 0.05;
/// How sure the larger number of runs is: few runs tell little about how far runs lie apart.
const SURE: f64 = 0.8;
/// More points than this are not printed one by one.
const MOST_ROWS: usize = 16;

/// What is wanted of a metric.
struct Target {
    metric: String,
    half: Option<f64>,
}

/// What the pilot says about a point.
#[derive(Debug, Serialize)]
struct Need {
    point: usize,
    arm: String,
    varied: Vec<(String, String)>,
    metric: String,
    n: usize,
    mean: f64,
    sd: f64,
    half_width: f64,
    /// Runs that give an interval of that width if runs lie as far apart as in the pilot.
    replicates: u64,
    /// The same for the largest spread that fits the pilot, four times in five.
    replicates_to_be_sure: u64,
    /// Runs after which `--until-ci` would stop, if runs lie as far apart as in the pilot.
    replicates_until_ci: Option<u64>,
}

/// Runs the pilot and prints how many runs are needed; nothing is written.
pub(super) fn tell(job: &Job, runs: u32, json: bool, terminal: &mut Terminal) -> Result<(), Failure> {
    job.rehearse()?;
    let targets = targets(job);
    let needs = needs(job, &targets, &play(job, u64::from(runs), &targets)?);
    if json {
        return terminal.line(serde_json::to_string_pretty(&needs).expect("words and numbers are JSON"));
    }
    lines(job, runs, &needs).into_iter().try_for_each(|line| terminal.line(line))
}

fn targets(job: &Job) -> Vec<Target> {
    if let Some(until) = &job.plan.until {
        let target = |(metric, half): &(String, f64)| Target { metric: metric.clone(), half: Some(*half) };
        return until.targets.iter().map(target).collect();
    }
    let first = job.scenario.situation.expressions.first().map(|e| format!("{}_reach", e.name));
    let shown = if job.scenario.outcomes.is_empty() { Vec::from_iter(first) } else { job.scenario.outcomes.clone() };
    shown.into_iter().map(|metric| Target { metric, half: None }).collect()
}

/// Of each point each target's runs: replicate, value (not a number where there is none) and weight.
type Values = Vec<Vec<Vec<(u64, f64, f64)>>>;

/// Plays the first runs of each point; a run that fails has no values.
fn play(job: &Job, runs: u64, targets: &[Target]) -> Result<Values, Failure> {
    let (plan, unit) = (Arc::clone(&job.plan), job.scenario.time_unit);
    let wanted = vec![0..runs.min(plan.most_replicates()); plan.points.len()];
    let networks = Networks::new(job.threads);
    let metrics: Vec<String> = targets.iter().map(|target| target.metric.clone()).collect();
    let selection = Selection { events: Keep::None, agents: Keep::None };
    let order = plan.in_order(wanted, job.threads);
    let work = move |run: &crate::experiment::Run| {
        let point = &plan.points[run.point];
        let network = networks.take(&plan, run).ok()?;
        let recording = simulate(point, &network, run.seed, selection.of(run)).ok()?;
        Some((*run, measured(point, &recording.metrics, &metrics, unit)))
    };
    let mut values: Values = vec![vec![Vec::new(); targets.len()]; job.plan.points.len()];
    let mut rows: Vec<(crate::experiment::Run, Vec<(f64, f64)>)> = Vec::new();
    let end = work_through(order, job.threads, interrupt::watch(), work, |row| {
        rows.extend(row);
        Ok::<(), Failure>(())
    });
    interrupt::unwatch();
    let end = end?;
    if end == End::Stopped {
        return Err(Failure::interrupted("interrupted: a pilot keeps nothing"));
    }
    rows.sort_by_key(|(run, _)| run.id);
    for (run, row) in rows {
        values[run.point]
            .iter_mut()
            .zip(row)
            .for_each(|(all, (value, weight))| all.push((run.replicate, value, weight)));
    }
    Ok(values)
}

/// Metrics of a run with how much each counts in a pooled share.
fn measured(point: &Point, values: &[Option<f64>], metrics: &[String], unit: TimeUnit) -> Vec<(f64, f64)> {
    let names = model::metric_names(&point.situation);
    let read = |metric: &String| values.get(names.iter().position(|name| name == metric)?).copied().flatten();
    let value = |metric: &String| {
        let value = read(metric)?;
        Some(if is_time(metric) { told(value, unit) } else { value })
    };
    let weight = |metric: &String| weighed_by(metric).map_or(Some(1.0), |events| read(&events));
    metrics.iter().map(|metric| (value(metric).unwrap_or(f64::NAN), weight(metric).unwrap_or(0.0))).collect()
}

fn needs(job: &Job, targets: &[Target], values: &Values) -> Vec<Need> {
    let sample = |target: &Target, runs: &[(u64, f64, f64)]| Sample::weighed(&target.metric, runs.iter().copied());
    let of_point = |(point, values): (&Point, &Vec<Vec<_>>)| {
        let each = targets.iter().zip(values);
        each.filter_map(|(target, runs)| need(point, target, &sample(target, runs))).collect::<Vec<_>>()
    };
    job.plan.points.iter().zip(values).flat_map(of_point).collect()
}

fn need(point: &Point, target: &Target, sample: &Sample) -> Option<Need> {
    let (mean, values) = (sample.mean()?, sample.contributions());
    let sd = statistics::standard_deviation(&values, mean)?;
    let share = sample.values().iter().all(|v| (0.0..=1.0).contains(v));
    let usual = if share { SHARE } else { (mean * PART_OF_MEAN).abs() };
    let half = target.half.unwrap_or(usual);
    let freedom = (values.len() - 1) as f64;
    let chi = ChiSquared::new(freedom).expect("two values or more").inverse_cdf(1.0 - SURE);
    Some(Need {
        point: point.index,
        arm: point.arm.clone(),
        varied: point.varied.clone(),
        metric: target.metric.clone(),
        n: values.len(),
        mean,
        sd,
        half_width: half,
        replicates: runs_for(sd, half),
        replicates_to_be_sure: runs_for(sd * (freedom / chi).sqrt(), half),
        replicates_until_ci: runs_until(sd, share, half),
    })
}

/// The fewest runs with which Student's interval of a mean reaches no further than `half` to either side.
fn runs_for(sd: f64, half: f64) -> u64 {
    let narrow = |n: u64| {
        let (_, reach) = statistics::interval(0.0, sd / (n as f64).sqrt(), n as usize - 1, LEVEL);
        reach <= half
    };
    if half <= 0.0 {
        return 2;
    }
    let (mut low, mut high) = (2, 2);
    while !narrow(high) && high < 1 << 40 {
        (low, high) = (high, high * 2);
    }
    while low < high {
        let middle = low.midpoint(high);
        if narrow(middle) { high = middle } else { low = middle + 1 }
    }
    high
}

fn lines(job: &Job, runs: u32, needs: &[Need]) -> Vec<String> {
    let title = format!("{}: a pilot of {runs} runs a point; nothing was written", job.scenario.title);
    let Some(most) = needs.iter().max_by_key(|need| need.replicates) else {
        return vec![title, "No run came to its end.".to_owned()];
    };
    let sure = needs.iter().map(|need| need.replicates_to_be_sure).max().unwrap_or(0);
    let mut lines = vec![title, String::new(), format!("Runs a point for a 95\u{a0}% interval as narrow as said:")];
    let mut worst: Vec<&Need> = needs.iter().collect();
    worst.sort_by_key(|need| std::cmp::Reverse(need.replicates));
    lines.extend(worst.iter().take(MOST_ROWS).map(|need| row(need)));
    let rest = needs.len().saturating_sub(MOST_ROWS);
    lines.extend((rest == 1).then(|| "  … and one that needs fewer".to_owned()));
    lines.extend((rest > 1).then(|| format!("  … and {rest} that need fewer")));
    lines.push(String::new());
    lines.push(format!("All points: --replicates {} (to be 80\u{a0}% sure, {sure})", most.replicates));
    let stops = match needs.iter().map(|need| need.replicates_until_ci).collect::<Option<Vec<u64>>>() {
        Some(all) => {
            let (least, most) = all.iter().fold((u64::MAX, 0), |(a, b), n| (*n.min(&a), *n.max(&b)));
            if least == most { format!("about {most} runs") } else { format!("about {least} to {most} runs") }
        }
        None => "more runs than can be done".to_owned(),
    };
    lines.push(format!(
        "or --until-ci {}={}, which stops each point when it may: after {stops}. It needs more than a fixed number of runs, \
         because it looks often and must be right at every look (--max-replicates, by default 1000, ends it before)",
        most.metric,
        axis::short(most.half_width)
    ));
    lines
}

fn row(need: &Need) -> String {
    let values = need.varied.iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join(", ");
    let arm = match need.arm.as_str() {
        MAIN => String::new(),
        NO_IMITATION => ", no imitation".to_owned(),
        arm => format!(", {arm}"),
    };
    format!(
        "  {:>6}  {values}{arm}: {} {}, standard deviation {}; interval ± {}",
        need.replicates,
        need.metric,
        axis::short(need.mean),
        axis::short(need.sd),
        axis::short(need.half_width)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_runs_is_the_fewest_that_do() {
        // scipy: t.ppf(0.975, n - 1) * 0.1 / sqrt(n) <= 0.02 holds from n = 99 on.
        assert_eq!(runs_for(0.1, 0.02), 99);
        assert_eq!(runs_for(0.0, 0.02), 2);
        let reach = |n: usize| statistics::interval(0.0, 0.1 / (n as f64).sqrt(), n - 1, LEVEL).1;
        assert!(reach(99) <= 0.02 && reach(98) > 0.02);
    }
}
