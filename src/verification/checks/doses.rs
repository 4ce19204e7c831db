//! Doses that add up: three classes of contagion, and thresholds that differ between people.

use crate::theory::dose::{Contagion, FixedPoint, Lingering, exponential_doses, for_everyone, lognormal, one_or_two};
use crate::verification::scenarios::DOSES;
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};

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

fn classes(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
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
        rows.push(level(runner, first, p, 1.0, runs)?);
    }
    for (rule, below, above) in [(second, 0.27, 0.31), (third, 0.30, 0.35), (fourth, 0.45, 0.50)] {
        rows.push(level(runner, rule, below, 1.0, 6)?);
        rows.push(level(runner, rule, above, 1.0, 16)?);
    }
    // At p = 0.4, from below and above the critical mass of 0.05 and 0.22.
    for (rule, few, many) in [(second, 0.005, 0.2), (third, 0.05, 0.5)] {
        rows.push(level(runner, rule, 0.4, few, 6)?);
        rows.push(level(runner, rule, 0.4, many, 6)?);
    }
    Ok(rows)
}

/// The level that is left when a share `start` shows it for the first ten rounds: the highest stable one, unless the start
/// lies below the critical mass.
fn level(
    runner: &Runner<'_>,
    (name, theta, enough): Rule<'_>,
    p: f64,
    start: f64,
    runs: usize,
) -> Result<Row, CheckError> {
    let reference = left(&Contagion { memory: MEMORY, enough }.fixed_points(p), start);
    let trial = runner.trial(&DOSES).runs(runs).set("encounters.at_once", p).set("groups.0.share", start);
    let levels = trial.set("expressions.x.response.theta", theta).outcomes("x_prevalence_late")?;
    let what = format!("{name}: level at p = {p} from {start}");
    Ok(Row::near(what, Estimate::mean(&levels), reference, 0.004, 0.015))
}

/// The highest stable level, unless the start lies below the critical mass.
fn left(points: &[FixedPoint], start: f64) -> f64 {
    let is_below = points.first().is_some_and(|point| !point.stable && start < point.level);
    points.last().filter(|point| point.stable && !is_below).map_or(0.0, |point| point.level)
}

pub(super) const SIZES: Check = Check {
    id: "M9",
    name: "doses",
    claim: "doses of random size make all three classes of one threshold, and who recovers slowly is caught more easily",
    reference: "the equation of T11 with P_k = P(d_1 + … + d_k ≥ θ) for exponential doses (Dodds & Watts 2004, 2005; r = 1); for r < 1 and \
                doses of one size the Markov chain of a memory of ten rounds, which for one dose starts to spread at p = 1/(T − 1 + 1/r)",
    tier: Tier::Full,
    scenarios: &[DOSES],
    measure: |runner| {
        let mut rows = Vec::new();
        for (mean, p, start, runs) in [
            (2.0, 0.13, 1.0, 6),
            (2.0, 0.3, 1.0, 16),
            (2.0 / 3.0, 0.36, 1.0, 6),
            (2.0 / 3.0, 0.42, 0.02, 6),
            (2.0 / 3.0, 0.5, 0.02, 16),
            (1.0 / 3.0, 0.6, 1.0, 6),
            (1.0 / 3.0, 0.8, 0.05, 6),
            (1.0 / 3.0, 0.8, 0.5, 16),
        ] {
            rows.push(of_random_size(runner, mean, p, start, runs)?);
        }
        for (threshold, recovery, p, start) in
            [(1, 0.2, 0.06, 1.0), (1, 0.2, 0.09, 1.0), (1, 0.5, 0.15, 1.0), (2, 0.2, 0.3, 1.0), (2, 0.2, 0.3, 0.02)]
        {
            rows.push(lingering(runner, threshold, recovery, p, start)?);
        }
        Ok(rows)
    },
};

/// Exponential doses of a mean size; the threshold is one.
fn of_random_size(runner: &Runner<'_>, mean: f64, p: f64, start: f64, runs: usize) -> Result<Row, CheckError> {
    let points = Contagion { memory: MEMORY, enough: &exponential_doses(1.0, mean) }.fixed_points(p);
    let dose = format!("{{ distribution = \"exponential\", mean = {mean} }}");
    let trial = runner.trial(&DOSES).runs(runs).set("encounters.at_once", p).set("groups.0.share", start);
    let levels = trial.set("encounters.dose", dose).outcomes("x_prevalence_late")?;
    let what = format!("doses of {mean:.2} on average: level at p = {p} from {start}");
    Ok(Row::near(what, Estimate::mean(&levels), left(&points, start), 0.004, 0.015))
}

/// Who remembers too few doses recovers with a chance in each round.
fn lingering(runner: &Runner<'_>, threshold: u32, recovery: f64, p: f64, start: f64) -> Result<Row, CheckError> {
    let points = Lingering { memory: MEMORY, threshold, recovery }.fixed_points(p);
    let theta = f64::from(threshold) / MEMORY as f64;
    let rounds = format!("{{ distribution = \"geometric\", mean = \"{} s\", step = \"1 s\" }}", 1.0 / recovery - 1.0);
    let trial = runner.trial(&DOSES).runs(16).set("encounters.at_once", p).set("groups.0.share", start);
    let trial = trial.set("expressions.x.response.theta", theta).set("expressions.x.hold", theta);
    let levels = trial.set("expressions.x.duration", rounds).outcomes("x_prevalence_late")?;
    let what = format!("{threshold} doses, r = {recovery}: level at p = {p} from {start}");
    Ok(Row::near(what, Estimate::mean(&levels), left(&points, start), 0.004, 0.015))
}

pub(super) const PERSONAL: Check = Check {
    id: "M1",
    name: "personal-thresholds",
    claim: "doses with log-normal thresholds, as in crowds of different personalities, settle at the level of their equation",
    reference: "the same equation with P_k = P(θ ≤ k), after Durupınar and colleagues 2016 (doses of one size)",
    tier: Tier::Full,
    scenarios: &[DOSES],
    measure: |runner| {
        let mut rows = Vec::new();
        for (mean, p) in [(1.5, 0.35), (2.5, 0.6), (4.0, 0.9)] {
            let enough = lognormal(mean, 0.5);
            let theta = format!("{{ distribution = \"lognormal\", mean = {}, cv = 0.5 }}", mean / 10.0);
            let name = format!("log-normal thresholds, mean {mean} doses");
            rows.push(level(runner, (&name, &theta, &enough), p, 1.0, 48)?);
        }
        Ok(rows)
    },
};
