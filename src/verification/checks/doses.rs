//! Doses that add up: three classes of contagion, and thresholds that differ between people.

use crate::theory::dose::{Contagion, for_everyone, lognormal, one_or_two};
use crate::verification::scenarios::DOSES;
use crate::verification::{Check, Estimate, Lab, Row, Tier, Trouble};

/// Rounds remembered.
const MEMORY: usize = 10;

pub(super) const CLASSES: Check = Check {
    id: "T11",
    name: "generalised-contagion",
    claim: "contagion by doses has an epidemic threshold, a vanishing or a pure critical mass, at the levels of its equation",
    reference: "φ = Σ C(T,k)(pφ)^k (1 − pφ)^(T−k) P_k, Dodds & Watts 2004, with r = ρ = 1 and T = 10",
    tier: Tier::Full,
    scenarios: &[DOSES],
    measure: classes,
};

/// A threshold rule: its name, θ as TOML (doses in ten), P_k.
type Rule<'a> = (&'a str, &'a str, &'a dyn Fn(usize) -> f64);

fn classes(lab: &Lab<'_>) -> Result<Vec<Row>, Trouble> {
    let (one, two, three, mixed) = (for_everyone(1), for_everyone(2), for_everyone(3), one_or_two(0.2));
    let first: Rule<'_> = ("class I, one dose", "0.1", &one);
    // θ ≤ 0.1 for a fifth of the people, between 0.1 and 0.2 for the others.
    let second: Rule<'_> = (
        "class II, one dose for a fifth, two for all",
        "{ distribution = \"uniform\", low = 0.075, high = 0.2 }",
        &mixed,
    );
    let third: Rule<'_> = ("class III, two doses", "0.2", &two);
    let fourth: Rule<'_> = ("class III, three doses", "0.3", &three);
    let mut rows = Vec::new();
    for (p, runs) in [(0.08, 6), (0.12, 60), (0.15, 16), (0.2, 6), (0.3, 6)] {
        rows.push(level(lab, first, p, 1.0, runs)?);
    }
    for (rule, below, above) in [(second, 0.27, 0.31), (third, 0.30, 0.35), (fourth, 0.45, 0.50)] {
        rows.push(level(lab, rule, below, 1.0, 6)?);
        rows.push(level(lab, rule, above, 1.0, 16)?);
    }
    // At p = 0.4, from below and above the critical mass of 0.05 and 0.22.
    for (rule, few, many) in [(second, 0.005, 0.2), (third, 0.05, 0.5)] {
        rows.push(level(lab, rule, 0.4, few, 6)?);
        rows.push(level(lab, rule, 0.4, many, 6)?);
    }
    Ok(rows)
}

/// The level that is left when a share `start` shows it for the first ten rounds: the highest stable one, unless the start
/// lies below the critical mass.
fn level(lab: &Lab<'_>, (name, theta, enough): Rule<'_>, p: f64, start: f64, runs: usize) -> Result<Row, Trouble> {
    let contagion = Contagion { memory: MEMORY, enough };
    let points = contagion.fixed_points(p);
    let is_below = points.first().is_some_and(|point| !point.stable && start < point.level);
    let reference = if is_below { 0.0 } else { contagion.highest(p) };
    let trial = lab.trial(&DOSES).runs(runs).set("encounters.at_once", p).set("groups.0.share", start);
    let levels = trial.set("expressions.x.response.theta", theta).outcomes("x_prevalence_late")?;
    let what = format!("{name}: level at p = {p} from {start}");
    Ok(Row::near(what, Estimate::mean(&levels), reference, 0.004, 0.015))
}

pub(super) const PERSONAL: Check = Check {
    id: "M1",
    name: "personal-thresholds",
    claim: "doses with log-normal thresholds, as in crowds of different personalities, settle at the level of their equation",
    reference: "the same equation with P_k = P(θ ≤ k), after Durupınar and colleagues 2016 (doses of one size)",
    tier: Tier::Full,
    scenarios: &[DOSES],
    measure: |lab| {
        let mut rows = Vec::new();
        for (mean, p) in [(1.5, 0.35), (2.5, 0.6), (4.0, 0.9)] {
            let enough = lognormal(mean, 0.5);
            let theta = format!("{{ distribution = \"lognormal\", mean = {}, cv = 0.5 }}", mean / 10.0);
            let name = format!("log-normal thresholds, mean {mean} doses");
            rows.push(level(lab, (&name, &theta, &enough), p, 1.0, 48)?);
        }
        Ok(rows)
    },
};
