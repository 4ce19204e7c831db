//! The story for programs: JSON.

use super::Story;
use super::until::Reached;
use crate::cli::job::Seconds;
use crate::experiment::sensitivity::Study;
use crate::output::chart::input::Point;
use crate::output::hypotheses::{self, Told};
use crate::output::summarised::Summarised;
use crate::output::tables::sensitivity_rows;
use crate::results::manifest::Runs;
use serde::Serialize;
use std::collections::BTreeMap;
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
            design: &facts.design,
            varied: &facts.varied,
            folder: &self.job.folder,
            version: &self.manifest.version,
            seed: self.manifest.seed,
            runs: self.manifest.runs,
            time_unit: &self.manifest.time_unit,
            outcomes: points.flat_map(|p| self.results.outcomes.iter().map(move |o| self.outcome(p, o))).collect(),
            until_ci: self.reached(),
            hypotheses: hypotheses::test(self.results, &self.job.scenario).iter().map(Told::from).collect(),
            sensitivity: self.results.study.as_ref().map(sensitivity),
            pictures: self.pictures,
            seconds: self.seconds,
        }
    }

    fn outcome<'a>(&self, point: &'a Point, metric: &'a str) -> OutcomeRecord<'a> {
        OutcomeRecord {
            point: point.index,
            arm: &point.arm,
            varied: point.varied.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect(),
            summary: Summarised::new(metric, &self.results.summary(point.index, metric)),
        }
    }
}

/// The rows of `sensitivity.csv`, numbers as numbers.
fn sensitivity(study: &Study) -> Vec<BTreeMap<&'static str, serde_json::Value>> {
    let value = |text: String| match text.parse::<f64>() {
        Ok(number) => number.into(),
        Err(_) if text.is_empty() => serde_json::Value::Null,
        Err(_) => text.into(),
    };
    let (columns, rows) = sensitivity_rows(study);
    rows.into_iter().map(|row| columns.iter().copied().zip(row.into_iter().map(value)).collect()).collect()
}

/// The story for programs.
#[derive(Serialize)]
struct Record<'a> {
    scenario: &'a str,
    title: &'a str,
    question: &'a str,
    design: &'a str,
    varied: &'a [String],
    folder: &'a Path,
    version: &'a str,
    seed: u64,
    runs: Runs,
    time_unit: &'a str,
    outcomes: Vec<OutcomeRecord<'a>>,
    hypotheses: Vec<Told>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    until_ci: Vec<Reached>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sensitivity: Option<Vec<BTreeMap<&'static str, serde_json::Value>>>,
    pictures: &'a [PathBuf],
    seconds: Seconds,
}

/// A row of `summary.csv`.
#[derive(Serialize)]
struct OutcomeRecord<'a> {
    point: u32,
    arm: &'a str,
    varied: BTreeMap<&'a str, &'a str>,
    #[serde(flatten)]
    summary: Summarised<'a>,
}
