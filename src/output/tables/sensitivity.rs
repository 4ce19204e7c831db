//! `sensitivity.csv`: how much each key matters for each outcome; its columns depend on the design.

use super::{Varied, csv_of, number};
use crate::experiment::sensitivity::{Effects, Estimate, Finding, Indices, Key, Says, Split, Study, Swing};
use crate::experiment::statistics::{LEVEL, Summary};

/// Its name.
pub const SENSITIVITY: &str = "sensitivity.csv";

/// Its text.
pub fn sensitivity_csv(study: &Study) -> String {
    let (columns, rows) = sensitivity_rows(study);
    let columns = columns.into_iter().map(str::to_owned).collect();
    csv_of([columns].into_iter().chain(rows))
}

/// Its columns and rows.
pub fn sensitivity_rows(study: &Study) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let rows = study.findings.iter().flat_map(|finding| rows(finding, &study.keys));
    (columns(&study.design), rows.collect())
}

const SOBOL: &[&str] =
    &["S1", "S1_conf", "ST", "ST_conf", "ci_level", "base_samples", "replicates", "variance", "noise_variance"];
const MORRIS: &[&str] = &["mu", "mu_star", "mu_star_conf", "sigma", "noise_floor", "ci_level", "walks", "replicates"];
const SWING: &[&str] = &[
    "low_value",
    "high_value",
    "value_unit",
    "low_mean",
    "high_mean",
    "low_effect",
    "low_effect_ci_low",
    "low_effect_ci_high",
    "high_effect",
    "high_effect_ci_low",
    "high_effect_ci_high",
    "swing",
    "swing_ci_low",
    "swing_ci_high",
    "ci_level",
    "replicates",
];
const SPLIT: &[&str] = &["share", "S1", "S1_conf", "ST", "ST_conf", "ci_level", "base_samples", "variance"];

fn columns(design: &str) -> Vec<&'static str> {
    let own = match design {
        "sobol" => SOBOL,
        "morris" => MORRIS,
        "variance" => SPLIT,
        _ => SWING,
    };
    ["arm", "outcome", "parameter"].iter().chain(own).copied().collect()
}

fn rows(finding: &Finding, keys: &[Key]) -> Vec<Vec<String>> {
    let row = |parameter: &str, own: Vec<String>| {
        [finding.arm.clone(), finding.outcome.clone(), parameter.to_owned()].into_iter().chain(own).collect()
    };
    match &finding.says {
        Says::Indices(indices) => {
            keys.iter().enumerate().map(|(i, key)| row(&key.name, of_indices(finding, indices, i))).collect()
        }
        Says::Effects(effects, _) => {
            keys.iter().zip(effects).map(|(key, effects)| row(&key.name, of_effects(finding, effects))).collect()
        }
        Says::Swings(swings, _) => {
            keys.iter().zip(swings).map(|(key, swing)| row(&key.name, of_swing(finding, key, swing))).collect()
        }
        Says::Split(split) => (0..split.parts.len()).map(|i| row(split.parts[i].name, of_part(split, i))).collect(),
        // Nothing to tell is no row, not a row of zeros.
        Says::Nothing => Vec::new(),
    }
}

fn maybe(value: Option<f64>) -> String {
    value.map(number).unwrap_or_default()
}

fn both(estimate: &Estimate) -> [String; 2] {
    [number(estimate.value), maybe(estimate.conf)]
}

fn of_indices(finding: &Finding, indices: &Indices, key: usize) -> Vec<String> {
    let counts = [number(LEVEL), indices.samples.to_string(), finding.replicates.to_string()];
    let variances = [number(indices.variance), maybe(indices.noise)];
    let estimates = [both(&indices.first[key]), both(&indices.total[key])].concat();
    estimates.into_iter().chain(counts).chain(variances).collect()
}

fn of_effects(finding: &Finding, effects: &Effects) -> Vec<String> {
    let Effects { mu, mu_star, sigma, floor } = effects;
    let numbers = [number(mu.value), number(mu_star.value), maybe(mu_star.conf), number(sigma.value), maybe(*floor)];
    let counts = [number(LEVEL), finding.samples.to_string(), finding.replicates.to_string()];
    numbers.into_iter().chain(counts).collect()
}

fn of_swing(finding: &Finding, key: &Key, swing: &Swing) -> Vec<String> {
    let effect = |summary: &Summary| {
        [maybe(summary.mean), maybe(summary.interval.map(|i| i.0)), maybe(summary.interval.map(|i| i.1))]
    };
    let ([low, high], unit) = told_ends(key);
    let ends = [low, high, unit, maybe(swing.low.mean), maybe(swing.high.mean)];
    let effects = [effect(&swing.from_own_low), effect(&swing.from_own_high), effect(&swing.swing)].concat();
    let counts = [number(LEVEL), finding.replicates.to_string()];
    ends.into_iter().chain(effects).chain(counts).collect()
}

fn of_part(split: &Split, part: usize) -> Vec<String> {
    let part = &split.parts[part];
    let total = part.total.as_ref().map_or([String::new(), String::new()], both);
    let counts = [number(LEVEL), split.samples.to_string(), number(split.variance)];
    [number(part.share)].into_iter().chain(both(&part.first)).chain(total).chain(counts).collect()
}

/// The first and last value of a key as tables write them, and their unit.
pub fn told_ends(key: &Key) -> ([String; 2], String) {
    let ends = [plain(&key.ends.0), plain(&key.ends.1)];
    let varied = Varied::of(&key.name, ends.iter().map(String::as_str), key.unit);
    (ends.map(|end| varied.told(&end, key.unit)), varied.unit.unwrap_or_default())
}

/// A TOML value as tables show it: a text without its quotes.
fn plain(value: &str) -> String {
    value.trim_matches(['"', '\'']).to_owned()
}
