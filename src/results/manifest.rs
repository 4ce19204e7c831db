//! `manifest.json`: what a result folder holds and how it came to be. The only file with times in it.

use super::Varied;
use crate::experiment::shard::Shard;
use crate::experiment::tick_error::TickError;
use crate::experiment::{Keep, Plan, Point, Selection};
use crate::model::situation::Clock;
use crate::quantity::{TimeUnit, duration, format_duration};
use crate::scenario::{Scenario, arm_named};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The file.
pub const MANIFEST: &str = "manifest.json";
/// The folder of the input files, inside the result folder.
pub const INPUTS: &str = "inputs";
/// Goes up when a reader of older manifests would misread a new one.
pub const SCHEMA_VERSION: u32 = 1;

/// Everything that is known about a result folder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of this file.
    pub schema_version: u32,
    /// `catching`.
    pub program: String,
    /// The program's version.
    pub version: String,
    /// The commit that the program was built from, if known.
    pub git_commit: Option<String>,
    /// The machine that the program was built for.
    pub host: String,
    /// The generator of chance.
    pub rng: String,
    /// The command as typed.
    pub command: Vec<String>,
    /// What was run.
    pub scenario: ScenarioEntry,
    /// The design of a sweep; empty where the scenario itself was run.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub design: String,
    /// The keys that a sweep varies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub varied: Vec<String>,
    /// Of the varied keys whose values are numbers in the tables: their unit, empty where they have none. Folders of
    /// earlier versions have words there, with their units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub varied_units: Option<BTreeMap<String, String>>,
    /// What the second point was made from, where that is another scenario.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared_with: Option<ScenarioEntry>,
    /// Which part of a sweep this is, where it was run in parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
    /// Files that the scenario reads.
    pub inputs: Vec<Input>,
    /// The seed of all chance.
    pub seed: u64,
    /// Runs of each point.
    pub replicates: u64,
    /// People in the first run.
    pub people: u64,
    /// Directed ties in the first run.
    pub ties: u64,
    /// What differs between runs.
    pub points: Vec<PointEntry>,
    /// How far the tick moves outcomes, where ticks ran and there were enough runs to ask.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tick_errors: Vec<TickError>,
    /// Counts.
    pub runs: Runs,
    /// Rows of each table.
    pub rows: BTreeMap<String, u64>,
    /// Which runs have details.
    pub details: Details,
    /// The unit of times in the tables.
    pub time_unit: String,
    /// The outcomes, as in `runs.csv` and `summary.csv`.
    pub metrics: Vec<String>,
    /// The columns of `series.csv` after the time.
    pub series: Vec<String>,
    /// When the first run began and the tables were complete, UTC.
    pub started: String,
    /// See `started`.
    pub finished: String,
}

/// What was run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ScenarioEntry {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Where it was read from.
    pub file: String,
    /// Of the resolved text, `scenario.toml`.
    pub sha256: String,
    /// The resolved text.
    #[serde(default)]
    pub resolved: String,
}

impl ScenarioEntry {
    /// The entry of a scenario that was read from `file` and resolved to `text`.
    pub fn new(scenario: &Scenario, file: &str, text: &str) -> Self {
        Self {
            name: scenario.name.clone(),
            title: scenario.title.clone(),
            file: file.to_owned(),
            sha256: sha256(text.as_bytes()),
            resolved: text.to_owned(),
        }
    }
}

/// A file that the scenario reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// As the scenario names it.
    pub file: String,
    /// Size.
    pub bytes: u64,
    /// Of its content.
    pub sha256: String,
}

impl Input {
    /// The entry of a file with this content.
    pub fn new(file: &str, content: &[u8]) -> Self {
        Self { file: file.to_owned(), bytes: content.len() as u64, sha256: sha256(content) }
    }
}

/// A point.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PointEntry {
    /// Its number.
    pub point: usize,
    /// Its arm.
    pub arm: String,
    /// Whether nobody imitates in it.
    pub null: bool,
    /// People in its first run.
    pub people: u64,
    /// Directed ties in its first run.
    pub ties: u64,
    /// What differs from the scenario: dotted keys and TOML values.
    pub set: BTreeMap<String, String>,
    /// How time passed: `exact` or `tick`; empty in folders that are older than the exact clock.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clock: String,
    /// How long its runs last, with the unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub duration: String,
    /// The length of its ticks or steps, with its unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dt: String,
    /// The time between the rows of its series, with its unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sample_every: String,
    /// What a design varies: dotted keys and their values as the tables print them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub varied: Vec<(String, String)>,
}

/// Counts of runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Runs {
    /// All.
    pub total: u64,
    /// Came to their end.
    pub ok: u64,
    /// Did not.
    pub failed: u64,
}

/// Which runs have details: `all`, `first` (of each point), `one` (run 0) or `none`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// In `events.csv`.
    pub events: String,
    /// In `agents.csv` and `ties.csv`.
    pub agents: String,
}

impl Details {
    /// Of which runs a table has rows, in words; of a table that has rows of all, nothing.
    pub fn of(&self, table: &str) -> Option<&'static str> {
        let kept = match table {
            "events" => &self.events,
            "agents" | "ties" => &self.agents,
            _ => return None,
        };
        match (table, kept.as_str()) {
            (_, "all") => Some("every run"),
            (_, "none") => Some("no run"),
            (_, "one") | ("agents" | "ties", "first") => Some("run 0 alone"),
            (_, "each" | "first") => Some("the first run of each arm alone (replicate 0)"),
            _ => None,
        }
    }
}

impl From<Selection> for Details {
    fn from(selection: Selection) -> Self {
        let word = |keep| {
            match keep {
                Keep::All => "all",
                Keep::None => "none",
                Keep::Each => "each",
                Keep::First => "first",
                Keep::One => "one",
            }
            .to_owned()
        };
        Self { events: word(selection.events), agents: word(selection.agents) }
    }
}

impl From<&Point> for PointEntry {
    fn from(point: &Point) -> Self {
        Self {
            point: point.index,
            arm: point.arm.clone(),
            null: point.null,
            people: 0,
            ties: 0,
            set: point.overrides.iter().cloned().collect(),
            clock: point.situation.clock.name().to_owned(),
            duration: format_duration(point.situation.duration),
            dt: format_duration(point.situation.dt),
            sample_every: format_duration(point.situation.sample_every),
            varied: point.varied.clone(),
        }
    }
}

impl PointEntry {
    /// How long its runs last \[s\]; none where the folder does not tell, as earlier builds did not.
    pub fn lasts(&self) -> Option<f64> {
        duration(&self.duration, TimeUnit::Second).ok()
    }

    /// Gives a scenario the tick and the sampling times that the point was run with, where the folder tells them: those of
    /// a point may be chosen for the sake of another, which the scenario by itself knows nothing of.
    pub fn time(&self, scenario: &mut Scenario) {
        let told = |text: &str| duration(text, TimeUnit::Second).ok();
        let situation = &mut scenario.situation;
        situation.clock = Clock::named(&self.clock).unwrap_or(Clock::Tick);
        situation.dt = told(&self.dt).unwrap_or(situation.dt);
        situation.sample_every = told(&self.sample_every).unwrap_or(situation.sample_every);
    }
}

impl Manifest {
    /// A manifest of this program for this plan, before anything has run.
    pub fn new(plan: &Plan, scenario: ScenarioEntry, inputs: Vec<Input>, selection: Selection) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            program: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            git_commit: option_env!("CATCHING_COMMIT").map(str::to_owned),
            host: env!("CATCHING_HOST").to_owned(),
            rng: "SplitMix64, one generator for each named draw (rand_xoshiro 0.8)".to_owned(),
            command: command(),
            scenario,
            design: plan.design.clone(),
            varied: plan.varied.clone(),
            varied_units: None,
            compared_with: None,
            shard: None,
            inputs,
            seed: plan.seed,
            replicates: plan.replicates,
            people: 0,
            ties: 0,
            points: plan.points.iter().map(PointEntry::from).collect(),
            tick_errors: Vec::new(),
            runs: Runs { total: plan.runs(), ok: 0, failed: 0 },
            rows: BTreeMap::new(),
            details: selection.into(),
            time_unit: String::new(),
            metrics: Vec::new(),
            series: Vec::new(),
            started: String::new(),
            finished: String::new(),
        }
    }

    /// Fills in which columns the tables have: the unit of times, the outcomes, what series hold, and the varied keys.
    pub fn describe(&mut self, unit: TimeUnit, metrics: &[String], series: &[String], varied: &[Varied]) {
        self.time_unit = unit.symbol().to_owned();
        self.metrics = metrics.to_vec();
        self.series = series.to_vec();
        let units = varied.iter().filter_map(|varied| Some((varied.key.clone(), varied.unit.clone()?)));
        self.varied_units = (!varied.is_empty()).then(|| units.collect());
    }

    /// The varied keys as columns.
    pub fn varied_columns(&self) -> Vec<Varied> {
        let unit = |key: &String| self.varied_units.as_ref()?.get(key).cloned();
        self.varied.iter().map(|key| Varied { key: key.clone(), unit: unit(key) }).collect()
    }

    /// Fills in how many people and directed ties the first run of each point has.
    pub fn count(&mut self, sizes: &[(u64, u64)]) {
        (self.people, self.ties) = sizes.first().copied().unwrap_or_default();
        for (point, &(people, ties)) in self.points.iter_mut().zip(sizes) {
            (point.people, point.ties) = (people, ties);
        }
    }

    /// As JSON text.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("names and numbers are always JSON") + "\n"
    }

    /// What makes an experiment the same one: the scenario, its input files and which details are kept.
    pub fn identity(&self) -> String {
        let inputs: String = self.inputs.iter().map(|i| format!(" {}", i.sha256)).collect();
        let Details { events, agents } = &self.details;
        let Self { version, design, scenario, .. } = self;
        let shard = self.shard.map(|shard| format!(" part {shard}")).unwrap_or_default();
        let other = self.compared_with.as_ref().map(|other| format!(" {}", other.sha256)).unwrap_or_default();
        // Its rows would stand beside rows that call the same run otherwise, or have other columns.
        let formerly = if self.is_of_an_earlier_build() { " earlier" } else { "" };
        let told = format!("{version} {}{other}{inputs} {events} {agents}{design}{shard}{formerly}", scenario.sha256);
        sha256(told.as_bytes())
    }

    /// Whether an earlier build of this version wrote it, whose tables are others: the run without imitation had another name,
    /// or people had no groups.
    pub fn is_of_an_earlier_build(&self) -> bool {
        self.has_former_names() || self.points.iter().any(|point| point.duration.is_empty())
    }

    /// What is other in the tables of an earlier build.
    pub fn what_is_other(&self) -> &'static str {
        if self.has_former_names() {
            "which called the run without imitation `null`"
        } else {
            "whose tables have other columns"
        }
    }

    /// Whether it was written when the run without imitation was still called otherwise.
    pub fn has_former_names(&self) -> bool {
        self.points.iter().any(|point| arm_named(&point.arm) != point.arm)
    }
}

/// The command as typed, whatever folder the program is in.
pub fn command() -> Vec<String> {
    let arguments = std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned());
    [env!("CARGO_PKG_NAME").to_owned()].into_iter().chain(arguments).collect()
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The time in UTC, to the second.
#[cfg(feature = "files")]
pub fn now() -> String {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_known_one() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[cfg(feature = "files")]
    #[test]
    fn times_are_utc_to_the_second() {
        assert!(now().ends_with('Z') && now().len() == "2026-01-01T00:00:00Z".len(), "{}", now());
    }
}
