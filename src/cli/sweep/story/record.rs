//! The story for programs: JSON.

use super::Story;
use super::until::Reached;
use crate::cli::job::Seconds;
use crate::experiment::sensitivity::Study;
use crate::experiment::statistics::{LEVEL, Summary, interval_kind};
use crate::output::chart::input::Point;
use crate::output::hypotheses::{self, Told};
use crate::output::manifest::Runs;
use crate::output::tables::sensitivity_rows;
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
        let values = self.results.outcome(point.index, metric).into_iter().map(|(_, value)| Some(value));
        let s = Summary::of_outcome(metric, values);
        OutcomeRecord {
            point: point.index,
            arm: &point.arm,
            varied: point.varied.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect(),
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
