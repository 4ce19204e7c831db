//! A paragraph on methods: only what the manifest, the scenario and the tables say.

use crate::output::chart::axis::plain;
use crate::output::chart::words::{listed, named};
use crate::quantity::format_duration;
use crate::results::manifest::Manifest;
use crate::scenario::provenance;
use crate::scenario::{NO_IMITATION, Scenario};
use std::collections::BTreeSet;

/// Names of arms or keys that fit into a sentence.
const NAMED: usize = 6;

/// The paragraph.
pub(super) fn paragraph(manifest: &Manifest, scenario: &Scenario) -> String {
    [
        who(manifest, scenario),
        runs(manifest),
        design(manifest),
        "Shares of people and of events have Wilson’s interval with the effective number of runs, other means Student’s t interval over \
         runs; both are 95 % intervals, and differences are paired by replicate."
            .to_owned(),
        numbers(scenario),
        again(manifest),
    ]
    .into_iter()
    .filter(|sentence| !sentence.is_empty())
    .collect::<Vec<_>>()
    .join(" ")
}

fn who(manifest: &Manifest, scenario: &Scenario) -> String {
    let expressions: Vec<String> = scenario.situation.expressions.iter().map(|e| e.name.replace('_', " ")).collect();
    let (people, ties) = (plain(manifest.people as f64, 0), plain(manifest.ties as f64, 0));
    format!(
        "The results come from catching {}, an agent-based simulator of emotional contagion. In the scenario “{}” {people} people with \
         {ties} directed ties (who sees whom) could express {}; whoever sees an expression may come to show it, with a chance that grows \
         with attention, closeness and susceptibility, and everybody may show it of their own accord. A run covers {}.",
        manifest.version,
        scenario.title,
        listed(&expressions),
        format_duration(scenario.situation.duration)
    )
}

fn runs(manifest: &Manifest) -> String {
    let mut arms: Vec<String> = Vec::new();
    for point in manifest.points.iter().filter(|point| !point.null) {
        if !arms.contains(&point.arm) {
            arms.push(point.arm.clone());
        }
    }
    let null = manifest.points.iter().any(|point| point.null);
    let beside = if null {
        " Beside them stand runs with the same draws in which nobody imitates anybody, since most of what looks like contagion would have \
         happened anyway."
    } else {
        ""
    };
    let arms = match &arms[..] {
        [only] if only == crate::scenario::MAIN || only == NO_IMITATION => String::new(),
        [_] => String::new(),
        many => {
            let quoted: Vec<String> = many.iter().map(|arm| format!("“{arm}”")).collect();
            format!(" of each of {} arms ({})", many.len(), named(&quoted, NAMED))
        }
    };
    let n = plain(manifest.replicates as f64, 0);
    let each = if manifest.varied.is_empty() { "" } else { " at each point" };
    let begin = if manifest.replicates == 1 { "There was one run".to_owned() } else { format!("There were {n} runs") };
    format!(
        "{begin}{arms}{each}, with the seed {}; the k-th runs of all versions share their random draws.{beside}{}",
        manifest.seed,
        failed(manifest)
    )
}

fn failed(manifest: &Manifest) -> String {
    match manifest.runs.failed {
        0 => String::new(),
        n => format!(" {n} of {} runs did not come to their end and are left out.", manifest.runs.total),
    }
}

fn design(manifest: &Manifest) -> String {
    if manifest.varied.is_empty() {
        return String::new();
    }
    let keys: Vec<String> = manifest.varied.iter().map(|key| format!("`{key}`")).collect();
    let values: BTreeSet<&Vec<(String, String)>> = manifest.points.iter().map(|point| &point.varied).collect();
    let design = if manifest.design.is_empty() { "grid" } else { &manifest.design };
    format!("Varied were {} over {} points (design: {design}).", named(&keys, NAMED), values.len())
}

/// How sure the numbers are on which it rests.
fn numbers(scenario: &Scenario) -> String {
    let sections = provenance::sections(scenario);
    let count = |mark: &str| sections.iter().flat_map(|section| &section.rows).filter(|row| row.mark == mark).count();
    let told = [
        ("measured", "measured"),
        ("derived", "derived from what a study reports"),
        ("assumed", "assumed"),
        ("unverified", "unverified"),
        (provenance::SCENARIO, "chosen by the scenario"),
    ];
    let told: Vec<String> = told
        .iter()
        .map(|(mark, words)| (count(mark), words))
        .filter(|(n, _)| *n > 0)
        .map(|(n, words)| format!("{n} {words}"))
        .collect();
    if told.is_empty() {
        return String::new();
    }
    format!(
        "Of the numbers in use, {} (report.html has each with its source); the model shows what follows from them and does not forecast \
         what people will do.",
        told.join(", ")
    )
}

fn again(manifest: &Manifest) -> String {
    let hash: String = manifest.scenario.sha256.chars().take(12).collect();
    format!(
        "scenario.toml (SHA-256 {hash}…) gives the same tables again, byte for byte, on any number of processor cores."
    )
}
