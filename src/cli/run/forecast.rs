//! `--dry-run`: what would be run, how long it would take and how much room it would need.

use crate::cli::job::Job;
use crate::cli::job::needs::of_run;
use crate::cli::{Failure, Terminal};
use crate::experiment::running::{How, Keep, Selection, Together};
use crate::experiment::{Point, simulate};
use crate::model::{Detail, Simulation};
use crate::network::NetworkSpec;
use crate::network::generator::Size;
use crate::output::chart::axis::lasting;
use crate::output::tables::{Layout, Table};
use crate::scenario::ticks::told;
use serde::Serialize;
use std::time::{Duration, Instant};

/// How long each point is tried.
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
    /// Processes among which each network is divided.
    #[serde(skip_serializing_if = "Option::is_none")]
    ranks: Option<usize>,
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
        let tried = plan.points.iter().map(|point| try_out(job, point)).collect::<Result<Vec<_>, _>>()?;
        let ranks = job.together.as_ref().map(|together| together.parts().get());
        let threads = job.threads.get().min(usize::try_from(plan.runs()).unwrap_or(usize::MAX));
        // All ranks do one run after another, and all threads.
        let at_once = if ranks.is_some() { 1 } else { threads };
        let runs = plan.replicates as f64 / at_once as f64;
        let seconds = tried.iter().map(|taken| taken.seconds * runs).sum::<f64>() + charts(job);
        let bytes = tried.iter().map(|taken| taken.bytes(plan.replicates)).sum::<u64>();
        let largest = tried.iter().map(|taken| taken.first).max().unwrap_or(0);
        let events = job.of_kept_events(|point| tried.get(point.index).map_or(0.0, |taken| taken.events as f64));
        Ok(Self {
            scenario: job.scenario.name.clone(),
            points: plan.points.iter().map(|point| point.arm.clone()).collect(),
            replicates: plan.replicates,
            runs: plan.runs(),
            seed: plan.seed,
            people,
            ties,
            ticks: first.situation.ticks(),
            threads,
            ranks,
            seconds,
            memory_bytes: match ranks {
                Some(_) => job.needed(threads) + largest,
                None => {
                    (memory(people, ties, first) * threads as u64 + largest + events as u64).max(job.needed(threads))
                }
            },
            disk_bytes: bytes + CHARTS,
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
            ("length", format!("{}, {}", lasting(situation.duration), told(situation, &lasting(situation.dt)))),
            ("time", format!("about {} on {}, charts included", rough_time(self.seconds), on_threads(self.threads))),
            (
                "memory",
                format!(
                    "about {}{}",
                    rough_size(self.memory_bytes),
                    if self.ranks.is_some() { " on each rank at most" } else { "" }
                ),
            ),
            ("disk", format!("about {}, in {}; twice that while it runs", rough_size(self.disk_bytes), self.folder)),
        ];
        let ranks = self.ranks.map(|ranks| ("ranks", in_parts(job, ranks)));
        let text: String = lines.iter().chain(&ranks).map(|(name, value)| format!("  {name:<9}{value}\n")).collect();
        format!("{}\n{text}Nothing was written.\n", job.scenario.title)
    }
}

/// `1 thread`, `2 threads`.
pub(in crate::cli) fn on_threads(count: usize) -> String {
    if count == 1 { "1 thread".to_owned() } else { format!("{count} threads") }
}

/// What a run of a point takes.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::cli) struct Taken {
    /// On one thread \[s\].
    pub(in crate::cli) seconds: f64,
    /// In the tables: of its first replicate, which may keep more details \[bytes\].
    pub(in crate::cli) first: u64,
    /// Of any other \[bytes\].
    pub(in crate::cli) others: u64,
    /// Expressions that its first replicate keeps.
    pub(in crate::cli) events: u64,
}

impl Taken {
    /// What so many runs leave in the tables \[bytes\].
    pub(in crate::cli) fn bytes(&self, runs: u64) -> u64 {
        if runs == 0 { 0 } else { self.first + (runs - 1) * self.others }
    }
}

/// Tries a point out: runs of it, if they are short, else the first ticks of one.
pub(in crate::cli) fn try_out(job: &Job, point: &Point) -> Result<Taken, Failure> {
    if let Some(together) = &job.together {
        return try_out_in_parts(job, point, &**together);
    }
    let (begun, ticks) = (Instant::now(), point.situation.ticks());
    let (seconds, done) = start_of(job, point, ticks)?;
    if begun.elapsed() > TRIAL || done < ticks {
        let ((first, events), (others, _)) = (rows_of_a_start(job, point, 0)?, rows_of_a_start(job, point, 1)?);
        return Ok(Taken { seconds, first, others, events });
    }
    let first = whole(job, point, 0)?;
    let mut others = Vec::new();
    while others.is_empty() || begun.elapsed() < TRIAL && others.len() < MOST_TRIED {
        others.push(whole(job, point, 1 + others.len() as u64)?);
    }
    let count = others.len() as u64;
    Ok(Taken {
        seconds: others.iter().map(|other| other.0).sum::<f64>() / count as f64,
        first: first.1,
        events: first.2,
        others: others.iter().map(|other| other.1).sum::<u64>() / count,
    })
}

/// What ranks have of the network, and how they come to it.
fn in_parts(job: &Job, ranks: usize) -> String {
    let how = |spec: &NetworkSpec| match (spec.path(), spec.tells_pairs()) {
        (Some(_), _) => "the first rank reads the whole file and hands out parts",
        (None, true) => "each rank draws its own part",
        (None, false) => "the whole network is built on one rank after another, and cut",
    };
    let mut all: Vec<&str> = job.plan.networks.iter().map(how).collect();
    all.dedup();
    format!("{ranks}, each with a part of the people; {}", all.join("; "))
}

/// Ticks that say how long others take, after the first ones.
const TRIED_TICKS: f64 = 20.0;

/// The same on all ranks together: from a short start of the first replicate, as others of a network in parts are hardly shorter.
fn try_out_in_parts(job: &Job, point: &Point, together: &dyn Together) -> Result<Taken, Failure> {
    let (run, situation) = (job.plan.run(point.index, 0), &point.situation);
    let start = (situation.dt * TRIED_TICKS).max(situation.sample_every * 2.0).min(situation.duration);
    let how = How { duration: Some(start), ..How::usual(job.selection.of(&run)) };
    let begun = Instant::now();
    let played = together.play(&run, how, job.threads).map_err(Failure::usage)?;
    let before = begun.elapsed().saturating_sub(played.playing);
    let times = situation.duration / start;
    let rows = layout(job).rows(&run, point, &played.told, &played.recording);
    let again = |table: Table| if matches!(table, Table::Series | Table::Events) { times } else { 1.0 };
    let of = |table: Table| rows.of(table).len() as f64 * again(table);
    let bytes = Table::PER_RUN.into_iter().map(of).sum::<f64>() as u64;
    let others = [Table::Runs, Table::Series].into_iter().map(of).sum::<f64>() as u64;
    Ok(Taken {
        seconds: before.as_secs_f64() + played.playing.as_secs_f64() * times,
        first: bytes,
        others: if job.selection == every() { bytes } else { others },
        events: (played.recording.events.len() as f64 * times) as u64,
    })
}

/// Every detail of every run.
const fn every() -> Selection {
    Selection { events: Keep::All, agents: Keep::All }
}

/// So many short runs say enough.
const MOST_TRIED: usize = 20;

/// How long a run will take \[s\], told from its first ticks; the later ones of these count, because it takes a while until
/// most people have something to do. And how many they are.
fn start_of(job: &Job, point: &Point, ticks: u64) -> Result<(f64, u64), Failure> {
    let (begun, run) = (Instant::now(), job.plan.run(point.index, 0));
    let network = job.plan.draw_network(&run).map_err(Failure::usage)?;
    let mut simulation = Simulation::new(&point.situation, network, run.seed, Detail::NONE).map_err(Failure::usage)?;
    let ready = begun.elapsed();
    let mut marks = vec![Duration::ZERO];
    while (marks.len() as u64) <= ticks && (marks.len() == 1 || begun.elapsed() - ready < TRIAL) {
        simulation.tick();
        marks.push(begun.elapsed() - ready);
    }
    let (done, half) = (marks.len() - 1, (marks.len() - 1) / 2);
    let tick = (marks[done] - marks[half]).as_secs_f64() / (done - half) as f64;
    let left = (ticks - done as u64) as f64;
    Ok((begun.elapsed().as_secs_f64() + tick * left, done as u64))
}

/// One whole run: how long it takes with all that belongs to it \[s\], what it leaves in the tables \[bytes\], and how many
/// expressions it keeps.
fn whole(job: &Job, point: &Point, replicate: u64) -> Result<(f64, u64, u64), Failure> {
    let (begun, run) = (Instant::now(), job.plan.run(point.index, replicate));
    let network = job.plan.draw_network(&run).map_err(Failure::usage)?;
    let recording = simulate(point, &network, run.seed, job.selection.of(&run)).map_err(Failure::usage)?;
    let bytes = layout(job).rows(&run, point, &network, &recording).pack().len() as u64;
    Ok((begun.elapsed().as_secs_f64(), bytes, recording.events.len() as u64))
}

fn layout(job: &Job) -> Layout {
    Layout::new(&job.plan.points, job.scenario.time_unit)
}

/// What a long run leaves in the tables \[bytes\], told from its start: what is there once stays as it is, what comes again
/// and again comes as often as the run is longer. And how many expressions it keeps.
fn rows_of_a_start(job: &Job, point: &Point, replicate: u64) -> Result<(u64, u64), Failure> {
    let run = job.plan.run(point.index, replicate);
    let network = job.plan.draw_network(&run).map_err(Failure::usage)?;
    let (mut short, all) = (point.clone(), point.situation.duration);
    short.situation.duration = (short.situation.sample_every * 2.0).min(all);
    let recording = simulate(&short, &network, run.seed, job.selection.of(&run)).map_err(Failure::usage)?;
    let rows = layout(job).rows(&run, point, &network, &recording);
    let times = all / short.situation.duration;
    let again = |table: Table| if matches!(table, Table::Series | Table::Events) { times } else { 1.0 };
    let bytes = Table::PER_RUN.into_iter().map(|table| rows.of(table).len() as f64 * again(table)).sum::<f64>();
    Ok((bytes as u64, (recording.events.len() as f64 * times) as u64))
}

/// What drawing charts and writing the report take \[s\], roughly.
pub(in crate::cli) fn charts(job: &Job) -> f64 {
    const EACH: f64 = 0.4;
    const USUAL: usize = 6;
    let count = if job.scenario.charts.is_empty() { USUAL } else { job.scenario.charts.len() };
    EACH * count as f64
}

/// What charts and the report take on disk \[bytes\], roughly.
pub(in crate::cli) const CHARTS: u64 = 2_000_000;

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
