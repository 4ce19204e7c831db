//! `--dry-run`: what would be run, how long it would take and how much room it would need.

use crate::cli::job::Job;
use crate::cli::job::needs::of_run;
use crate::cli::{Failure, Terminal};
use crate::experiment::{Point, simulate};
use crate::model::{Detail, Simulation};
use crate::network::NetworkSpec;
use crate::network::generator::Size;
use crate::output::tables::Layout;
use crate::quantity::format_duration;
use serde::Serialize;
use std::time::{Duration, Instant};

/// How long the first run is tried \[s\].
const TRIAL: Duration = Duration::from_millis(200);

/// The plan and what it would take.
#[derive(Debug, Serialize)]
struct Forecast {
    scenario: String,
    points: Vec<String>,
    replicates: u64,
    runs: u64,
    seed: u64,
    people: u64,
    ties: u64,
    ticks: u64,
    threads: usize,
    seconds: f64,
    memory_bytes: u64,
    disk_bytes: u64,
    folder: String,
}

/// Prints the plan; nothing is run to its end, and nothing written.
pub(in crate::cli) fn tell(job: &Job, json: bool, terminal: &mut Terminal) -> Result<(), Failure> {
    let forecast = Forecast::new(job)?;
    if json {
        return terminal.line(serde_json::to_string_pretty(&forecast).expect("words and numbers are JSON"));
    }
    terminal.print(forecast.text(job))
}

impl Forecast {
    fn new(job: &Job) -> Result<Self, Failure> {
        let plan = &job.plan;
        let (people, ties) = job.rehearse()?[0];
        let first = &plan.points[0];
        let (seconds_a_tick, ticks) = try_out(job, first)?;
        let threads = job.threads.get().min(usize::try_from(plan.runs()).unwrap_or(usize::MAX));
        let bytes = bytes_a_run(job, first)?;
        Ok(Self {
            scenario: job.scenario.name.clone(),
            points: plan.points.iter().map(|point| point.arm.clone()).collect(),
            replicates: plan.replicates,
            runs: plan.runs(),
            seed: plan.seed,
            people,
            ties,
            ticks,
            threads,
            seconds: seconds_a_tick * ticks as f64 * plan.runs() as f64 / threads as f64,
            memory_bytes: memory(people, ties, first) * threads as u64 + bytes,
            disk_bytes: bytes * plan.runs(),
            folder: job.folder.display().to_string(),
        })
    }

    fn text(&self, job: &Job) -> String {
        let situation = &job.scenario.situation;
        let random = job.plan.networks.iter().any(NetworkSpec::is_random);
        let network = if random { "drawn anew for each replicate" } else { "the same in every run" };
        let lines = [
            ("arms", self.points.join(", ")),
            ("runs", format!("{}: {} of each arm, seed {}", self.runs, self.replicates, self.seed)),
            ("people", format!("{}, who see each other along {} directed ties", self.people, self.ties)),
            ("network", network.to_owned()),
            (
                "length",
                format!(
                    "{} in {} ticks of {}",
                    format_duration(situation.duration),
                    self.ticks,
                    format_duration(situation.dt)
                ),
            ),
            ("time", format!("about {} on {}", rough_time(self.seconds), on_threads(self.threads))),
            ("memory", format!("about {}", rough_size(self.memory_bytes))),
            ("disk", format!("about {}, in {}", rough_size(self.disk_bytes), self.folder)),
        ];
        let text: String = lines.iter().map(|(name, value)| format!("  {name:<9}{value}\n")).collect();
        format!("{}\n{text}Nothing was written.\n", job.scenario.title)
    }
}

/// `1 thread`, `2 threads`.
pub(in crate::cli) fn on_threads(count: usize) -> String {
    if count == 1 { "1 thread".to_owned() } else { format!("{count} threads") }
}

/// Runs the first ticks of a point's first run: seconds a tick, and how many there are.
pub(in crate::cli) fn try_out(job: &Job, point: &Point) -> Result<(f64, u64), Failure> {
    let run = job.plan.run(point.index, 0);
    let network = job.plan.draw_network(&run).map_err(Failure::usage)?;
    let mut simulation = Simulation::new(&point.situation, network, run.seed, Detail::NONE).map_err(Failure::usage)?;
    let (begun, all) = (Instant::now(), simulation.ticks());
    let mut done = 0;
    while done < all && (done == 0 || begun.elapsed() < TRIAL) {
        simulation.tick();
        done += 1;
    }
    Ok((begun.elapsed().as_secs_f64() / done as f64, all))
}

/// The rows of one run: those of a shorter one, with as many more sample times as there are.
pub(in crate::cli) fn bytes_a_run(job: &Job, point: &Point) -> Result<u64, Failure> {
    let run = job.plan.run(point.index, 0);
    let network = job.plan.draw_network(&run).map_err(Failure::usage)?;
    let mut short = point.clone();
    short.situation.duration = (short.situation.sample_every * 2.0).min(short.situation.duration);
    let recording = simulate(&short, &network, run.seed, Detail::NONE).map_err(Failure::usage)?;
    let layout = Layout::new(&job.plan.points, job.scenario.time_unit);
    let bytes = layout.rows(&run, point, &network, &recording).pack().len() as f64;
    Ok((bytes * point.situation.duration / short.situation.duration) as u64)
}

/// What a simulation of a point holds \[bytes\], roughly.
pub(in crate::cli) fn memory(people: u64, ties: u64, point: &Point) -> u64 {
    of_run(Size { people: people as f64, ties: ties as f64 }, &point.situation) as u64
}

pub(in crate::cli) fn rough_time(seconds: f64) -> String {
    match seconds {
        s if s < 1.0 => "a second".to_owned(),
        s if s < 120.0 => format!("{s:.0} seconds"),
        s if s < 7200.0 => format!("{:.0} minutes", s / 60.0),
        s if s < 172_800.0 => format!("{:.0} hours", s / 3600.0),
        s => format!("{:.0} days", s / 86_400.0),
    }
}

pub(in crate::cli) fn rough_size(bytes: u64) -> String {
    match bytes as f64 {
        b if b < 1e6 => "1 MB".to_owned(),
        b if b < 1e9 => format!("{:.0} MB", b / 1e6),
        b => format!("{:.1} GB", b / 1e9),
    }
}
