//! Where checks play their scenarios: many runs on all threads, each with the luck that `catching run` would give it.

use crate::chance::Chance;
use crate::experiment::workers::{End, work_through};
use crate::model::{Detail, Recording, Simulation, Situation, agent_columns, metric_names, series_names};
use crate::network::{Network, NetworkSpec};
use crate::scenario::{self, Scenario, Shipped};
use std::fmt::Display;
use std::io;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Why a check did not come to its end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckError {
    /// Told to stop.
    #[error("stopped")]
    Stopped,
    /// Its scenario cannot be read.
    #[error("the scenario `{name}` cannot be played: {problem}")]
    Scenario {
        /// The scenario.
        name: String,
        /// What is wrong.
        problem: String,
    },
}

/// Where scenarios are played.
#[derive(Clone, Copy, Debug)]
pub struct Runner<'a> {
    threads: NonZeroUsize,
    stop: &'a AtomicBool,
    seed: Option<u64>,
    times: u32,
}

impl<'a> Runner<'a> {
    /// A runner with so many threads; `stop` ends its work at any moment, `seed` replaces that of every scenario.
    pub const fn new(threads: NonZeroUsize, stop: &'a AtomicBool, seed: Option<u64>) -> Self {
        Self { threads, stop, seed, times: 1 }
    }

    /// The same with another number of threads.
    #[must_use]
    pub const fn with_threads(self, threads: NonZeroUsize) -> Self {
        Self { threads, ..self }
    }

    /// The same with so many times the replicates of each scenario, where a check does not set their number itself.
    #[must_use]
    pub const fn with_times(self, times: u32) -> Self {
        Self { times, ..self }
    }

    /// A scenario to be played, with its own number of replicates.
    pub fn trial(&self, scenario: &Shipped) -> Trial<'_> {
        let set = self.seed.map(|seed| ("seed".to_owned(), seed.to_string())).into_iter().collect();
        Trial { runner: *self, scenario: *scenario, set, detail: Detail::NONE, file: None }
    }

    /// Does independent pieces of work on all threads; what came of each, in their order.
    ///
    /// # Errors
    /// When told to stop.
    pub fn each<J, R>(&self, jobs: Vec<J>, work: impl Fn(&J) -> R + Send + Sync + 'static) -> Result<Vec<R>, CheckError>
    where
        J: Send + Sync + 'static,
        R: Send + 'static,
    {
        let mut results: Vec<Option<R>> = jobs.iter().map(|_| None).collect();
        let numbered: Vec<(usize, J)> = jobs.into_iter().enumerate().collect();
        let end = work_through(
            numbered,
            self.threads,
            self.stop,
            move |(place, job)| (*place, work(job)),
            |(place, result)| {
                results[place] = Some(result);
                Ok::<(), CheckError>(())
            },
        )?;
        if end == End::Stopped { Err(CheckError::Stopped) } else { Ok(results.into_iter().flatten().collect()) }
    }

    /// A seed for chance outside of scenarios.
    pub fn seed(&self) -> u64 {
        self.seed.unwrap_or(1)
    }
}

/// A scenario that is about to be played.
#[derive(Clone, Debug)]
pub struct Trial<'a> {
    runner: Runner<'a>,
    scenario: Shipped,
    set: scenario::Overrides,
    detail: Detail,
    file: Option<Vec<u8>>,
}

impl Trial<'_> {
    /// With another value of a dotted key, as TOML.
    #[must_use]
    pub fn set(mut self, key: &str, value: impl Display) -> Self {
        self.set.push((key.to_owned(), value.to_string()));
        self
    }

    /// So many runs.
    #[must_use]
    pub fn runs(self, runs: usize) -> Self {
        self.set("replicates", runs)
    }

    /// With details recorded.
    #[must_use]
    pub fn detail(mut self, detail: Detail) -> Self {
        self.detail = detail;
        self
    }

    /// With this as the content of the network file that it names.
    #[must_use]
    pub fn file(mut self, content: impl Into<Vec<u8>>) -> Self {
        self.file = Some(content.into());
        self
    }

    /// The scenario as it will be played.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn scenario(&self) -> Result<Scenario, CheckError> {
        let files = |_: &str| self.file.clone().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound));
        let mut scenario = scenario::read(self.scenario.name, self.scenario.text, &self.set, &files)
            .map_err(|problems| self.trouble(problems))?;
        if !self.set.iter().any(|(key, _)| key == "replicates") {
            scenario.replicates = scenario.replicates.saturating_mul(self.runner.times);
        }
        Ok(scenario)
    }

    /// Plays it; what `read` takes from each run, in the order of the replicates.
    ///
    /// # Errors
    /// When it cannot be played, or was stopped.
    pub fn play<T: Send + 'static>(
        &self,
        read: impl Fn(&Played) -> T + Send + Sync + 'static,
    ) -> Result<Vec<T>, CheckError> {
        let scenario = self.scenario()?;
        let chance = Chance::new(scenario.seed);
        let seeds = (0..u64::from(scenario.replicates)).map(|replicate| chance.replicate_seed(replicate)).collect();
        let shelf = Shelf::new(scenario.network);
        let (situation, detail) = (Arc::new(scenario.situation), self.detail);
        let played = self.runner.each(seeds, move |&seed| {
            let network = shelf.network(seed)?;
            let run = Simulation::new(&situation, Arc::clone(&network), seed, detail).map_err(|e| e.to_string())?;
            Ok(read(&Played { situation: Arc::clone(&situation), network, recording: run.run() }))
        })?;
        played.into_iter().collect::<Result<_, String>>().map_err(|problem| self.trouble(problem))
    }

    /// One outcome of each run; what does not apply is left out.
    ///
    /// # Errors
    /// As [`play`](Self::play).
    pub fn outcomes(&self, metric: &'static str) -> Result<Vec<f64>, CheckError> {
        let values = self.play(move |run| run.outcome(metric))?;
        Ok(values.into_iter().filter(|value| !value.is_nan()).collect())
    }

    fn trouble(&self, problem: impl Display) -> CheckError {
        CheckError::Scenario { name: self.scenario.name.to_owned(), problem: problem.to_string() }
    }
}

/// The network that all runs share, or what is needed to draw each its own.
struct Shelf {
    spec: NetworkSpec,
    shared: std::sync::OnceLock<Result<Arc<Network>, String>>,
}

impl Shelf {
    const fn new(spec: NetworkSpec) -> Self {
        Self { spec, shared: std::sync::OnceLock::new() }
    }

    fn network(&self, seed: u64) -> Result<Arc<Network>, String> {
        let draw = || self.spec.shared(Chance::new(seed)).map_err(|error| error.to_string());
        if self.spec.is_random() { draw() } else { self.shared.get_or_init(draw).clone() }
    }
}

/// A run that is over.
#[derive(Clone, Debug)]
pub struct Played {
    /// What it was told.
    pub situation: Arc<Situation>,
    /// Who saw whom.
    pub network: Arc<Network>,
    /// What it left behind.
    pub recording: Recording,
}

impl Played {
    /// An outcome; NaN where it does not apply.
    pub fn outcome(&self, name: &str) -> f64 {
        self.recording.metrics[place(&metric_names(&self.situation), name)].unwrap_or(f64::NAN)
    }

    /// A column of the series: (time, value).
    pub fn series(&self, name: &str) -> Vec<(f64, f64)> {
        let column = place(&series_names(&self.situation), name);
        self.recording.series.iter().map(|row| (row.time, row.values[column])).collect()
    }

    /// A column of the series at the sample nearest to a time.
    pub fn at(&self, name: &str, time: f64) -> f64 {
        let far = |row: &(f64, f64)| (row.0 - time).abs();
        let nearest = self.series(name).into_iter().min_by(|a, b| far(a).total_cmp(&far(b)));
        nearest.map_or(f64::NAN, |row| row.1)
    }

    /// A column of the people (needs the detail `agents`).
    pub fn people(&self, name: &str) -> Vec<f64> {
        let column = place(&agent_columns(&self.situation), name);
        self.recording.agents.iter().map(|row| row.values[column]).collect()
    }
}

fn place(names: &[String], name: &str) -> usize {
    names.iter().position(|known| known == name).unwrap_or_else(|| panic!("there is no column `{name}` in {names:?}"))
}
