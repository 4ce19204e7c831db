//! `--dry-run`: which points and runs there would be, and what they would take.

use crate::cli::job::needs::OF_AN_EVENT;
use crate::cli::job::{Job, not_too_many};
use crate::cli::run::forecast::{CHARTS, Taken, charts, memory, on_threads, rough_size, rough_time, try_out};
use crate::cli::{Failure, Terminal};
use crate::experiment::design::sound::by_design_point;
use serde::Serialize;

/// So many points are timed: a sweep may vary what makes a run long.
const TIMED: usize = 5;

/// The plan and what it would take.
#[derive(Debug, Serialize)]
struct Forecast {
    scenario: String,
    design: String,
    varied: Vec<String>,
    /// Points of the design.
    points: u64,
    /// So many of them were looked at for this forecast.
    looked_at: u64,
    /// What is run at each of them.
    arms: Vec<String>,
    replicates: u64,
    /// No point gets more runs than this.
    most_replicates: u64,
    /// Which part of the sweep it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    shard: Option<String>,
    /// In this part, where it is one.
    runs: u64,
    /// In all parts together.
    #[serde(skip)]
    runs_of_all: u64,
    most_runs: u64,
    seed: u64,
    threads: usize,
    seconds: f64,
    memory_bytes: u64,
    disk_bytes: u64,
    folder: String,
    #[serde(skip)]
    title: String,
    #[serde(skip)]
    shown: Vec<String>,
}

/// Prints the plan; nothing is run to its end, and nothing written.
pub(super) fn tell(job: &Job, points: u64, json: bool, terminal: &mut Terminal) -> Result<(), Failure> {
    let forecast = Forecast::new(job, points)?;
    if json {
        return terminal.line(serde_json::to_string_pretty(&forecast).expect("words and numbers are JSON"));
    }
    terminal.print(forecast.text())
}

impl Forecast {
    fn new(job: &Job, points: u64) -> Result<Self, Failure> {
        let plan = &job.plan;
        let sizes = job.rehearse()?;
        let stretches = || by_design_point(plan);
        let arms: Vec<String> = stretches().next().unwrap_or_default().iter().map(|point| point.arm.clone()).collect();
        let every = plan.points.len().div_ceil(TIMED).max(1);
        let timed: Vec<_> = plan.points.iter().step_by(every).collect();
        let tried = timed.iter().map(|point| try_out(job, point)).collect::<Result<Vec<_>, _>>()?;
        let mean = |of: fn(&Taken) -> f64| tried.iter().map(of).sum::<f64>() / tried.len().max(1) as f64;
        let (seconds, bytes) = (mean(|taken| taken.seconds), mean(|taken| taken.others as f64) as u64);
        // Details of the very first run, unless all keep them.
        let details = tried.first().map_or(0, |taken| taken.first.saturating_sub(taken.others));
        let planned = stretches().count() as u64;
        // Points of the design times its arms.
        let points_and_arms = (plan.points.len() as u64).saturating_mul(points) / planned.max(1);
        let all = points_and_arms.saturating_mul(plan.replicates);
        not_too_many(all)?;
        let most_runs = points_and_arms.saturating_mul(plan.most_replicates());
        let shard = job.shard();
        let runs = shard.map_or(all, |shard| shard.size(all));
        let threads = job.threads.get().min(usize::try_from(runs).unwrap_or(usize::MAX));
        let held = plan.points.iter().zip(&sizes).map(|(point, &(people, ties))| memory(people, ties, point));
        let largest = held.max().unwrap_or(0);
        // A run whose expressions are kept; those of other runs are not read again.
        let events = tried.iter().map(|taken| taken.events).max().unwrap_or(0) as f64 * OF_AN_EVENT;
        let said = |values: &[(String, String)]| {
            values.iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join(", ")
        };
        Ok(Self {
            scenario: job.scenario.name.clone(),
            title: job.scenario.title.clone(),
            design: plan.design.clone(),
            varied: plan.varied.clone(),
            points,
            looked_at: planned,
            shown: stretches().take(SHOWN).map(|points| said(&points[0].varied)).collect(),
            arms,
            replicates: plan.replicates,
            most_replicates: plan.most_replicates(),
            shard: shard.map(|shard| shard.to_string()),
            runs,
            runs_of_all: all,
            most_runs,
            seed: plan.seed,
            threads,
            seconds: seconds * runs as f64 / threads as f64 + if shard.is_none() { charts(job) } else { 0.0 },
            memory_bytes: largest * threads as u64
                + events as u64
                + bytes
                + OF_A_POINT * points_and_arms
                + OF_A_RUN * runs,
            // A part of a sweep keeps its runs a second time, for putting the parts together.
            disk_bytes: bytes.saturating_mul(runs).saturating_add(details).saturating_mul(if shard.is_some() {
                2
            } else {
                1
            }) + CHARTS,
            folder: job.folder.display().to_string(),
        })
    }

    fn text(&self) -> String {
        let more = self.points.saturating_sub(self.shown.len() as u64);
        let rest = if more > 0 { format!("; and {more} more") } else { String::new() };
        let looked_at = match self.looked_at < self.points {
            true => format!(" ({} of them, spread over the design, were looked at)", self.looked_at),
            false => String::new(),
        };
        let most = match self.most_replicates > self.replicates {
            true => format!(" at first, at most {} of each ({} in all)", self.most_replicates, self.most_runs),
            false => String::new(),
        };
        let at_least = if most.is_empty() { "about" } else { "at least about" };
        let part = match &self.shard {
            Some(shard) => format!("part {shard}: {} of {} runs, ", self.runs, self.runs_of_all),
            None => format!("{}: ", self.runs),
        };
        let while_running = if self.shard.is_some() { "" } else { "; twice that while it runs" };
        let lines = [
            ("design", format!("{} over {}", self.design, self.varied.join(", "))),
            ("points", format!("{}: {}{rest}{looked_at}", self.points, self.shown.join("; "))),
            ("arms", self.arms.join(", ")),
            ("runs", format!("{part}{} of each point and arm{most}, seed {}", self.replicates, self.seed)),
            (
                "time",
                format!("{at_least} {} on {}, charts included", rough_time(self.seconds), on_threads(self.threads)),
            ),
            ("memory", format!("about {}", rough_size(self.memory_bytes))),
            ("disk", format!("{at_least} {}, in {}{while_running}", rough_size(self.disk_bytes), self.folder)),
        ];
        let text: String = lines.iter().map(|(name, value)| format!("  {name:<9}{value}\n")).collect();
        format!("{}\n{text}Nothing was written.\n", self.title)
    }
}

/// So many points are named.
const SHOWN: usize = 6;

/// What a point takes in memory \[bytes\], roughly: what its runs are told.
const OF_A_POINT: u64 = 4000;
/// What a finished run takes in memory \[bytes\], roughly: where it stands in the journal.
const OF_A_RUN: u64 = 64;
