//! The story for programs: JSON.

use super::Story;
use super::arms::{Difference, differences};
use super::told::summary;
use crate::cli::job::Seconds;
use crate::experiment::statistics::{LEVEL, interval_kind};
use crate::output::chart::input::Point;
use crate::output::hypotheses::{self, Told};
use crate::output::manifest::Runs;
use serde::Serialize;
use std::path::{Path, PathBuf};

impl Story<'_> {
    /// The story for programs.
    pub(super) fn json(&self) -> String {
        serde_json::to_string_pretty(&self.record()).expect("words and numbers are JSON")
    }

    fn record(&self) -> Record<'_> {
        let facts = &self.results.facts;
        let points = self.results.points.iter();
        Record {
            scenario: &facts.name,
            title: &facts.title,
            question: &facts.question,
            sentences: facts.expressions.iter().flat_map(|e| self.told(e).sentences()).collect(),
            folder: &self.job.folder,
            version: &self.manifest.version,
            seed: self.manifest.seed,
            runs: self.manifest.runs,
            people: self.manifest.people,
            ties: self.manifest.ties,
            time_unit: &self.manifest.time_unit,
            outcomes: points.flat_map(|p| self.results.outcomes.iter().map(move |o| self.outcome(p, o))).collect(),
            differences: differences(self.results),
            hypotheses: hypotheses::test(self.results, &self.job.scenario).iter().map(Told::from).collect(),
            pictures: self.pictures,
            seconds: self.seconds,
        }
    }

    fn outcome<'a>(&'a self, point: &'a Point, metric: &'a str) -> OutcomeRecord<'a> {
        let s = summary(self.results, point, metric);
        OutcomeRecord {
            point: point.index,
            arm: &point.arm,
            metric,
            n: s.n,
            mean: s.mean,
            sd: s.sd,
            se: s.se,
            ci_low: s.interval.map(|i| i.0),
            ci_high: s.interval.map(|i| i.1),
            ci_level: s.interval.map(|_| LEVEL),
            interval: s.interval.map(|_| interval_kind(metric)),
            q10: s.q10,
            median: s.median,
            q90: s.q90,
        }
    }
}

/// The story for programs.
#[derive(Serialize)]
struct Record<'a> {
    scenario: &'a str,
    title: &'a str,
    question: &'a str,
    sentences: Vec<String>,
    folder: &'a Path,
    version: &'a str,
    seed: u64,
    runs: Runs,
    people: u64,
    ties: u64,
    time_unit: &'a str,
    outcomes: Vec<OutcomeRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    differences: Vec<Difference>,
    hypotheses: Vec<Told>,
    pictures: &'a [PathBuf],
    seconds: Seconds,
}

/// A row of `summary.csv`.
#[derive(Serialize)]
struct OutcomeRecord<'a> {
    point: u32,
    arm: &'a str,
    metric: &'a str,
    n: usize,
    mean: Option<f64>,
    sd: Option<f64>,
    se: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
    ci_level: Option<f64>,
    interval: Option<&'static str>,
    q10: Option<f64>,
    median: Option<f64>,
    q90: Option<f64>,
}
