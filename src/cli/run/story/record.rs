//! The story for programs: JSON.

use super::Story;
use super::arms::{Difference, differences};
use crate::cli::job::Seconds;
use crate::output::chart::input::Point;
use crate::output::hypotheses::{self, Told};
use crate::output::summarised::Summarised;
use crate::results::manifest::Runs;
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

    fn outcome<'a>(&self, point: &'a Point, metric: &'a str) -> OutcomeRecord<'a> {
        OutcomeRecord {
            point: point.index,
            arm: &point.arm,
            summary: Summarised::new(metric, &self.results.summary(point.index, metric)),
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
    #[serde(flatten)]
    summary: Summarised<'a>,
}
