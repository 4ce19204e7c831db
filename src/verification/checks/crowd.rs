//! People who join when enough others have.

use crate::theory::threshold;
use crate::verification::scenarios::{RING_THRESHOLD, RIOT as CROWD};
use crate::verification::{Check, CheckError, Row, Runner, Tier};

pub(super) const RING: Check = Check {
    id: "T12",
    name: "ring-threshold",
    claim: "simple contagion runs round a ring, complex contagion walks",
    reference: "fronts of k − θ + 1 people a side and round, Centola & Macy 2007",
    tier: Tier::Fast,
    scenarios: &[RING_THRESHOLD],
    measure: |runner| {
        [(4, 1), (4, 2), (6, 1), (6, 2), (6, 3)].into_iter().map(|(z, theta)| ring(runner, z, theta)).collect()
    },
};

fn ring(runner: &Runner<'_>, ties: usize, theta: usize) -> Result<Row, CheckError> {
    let (people, half) = (1000, ties / 2);
    let seeds: Vec<String> = (0..=2 * half).map(|i| ((i + people - half) % people).to_string()).collect();
    let trial = runner
        .trial(&RING_THRESHOLD)
        .set("network.k", ties)
        .set("expressions.join.response.theta", theta)
        .set("expressions.join.initial", format!("{{ ids = {seeds:?} }}"));
    let full = |run: &crate::verification::Played| run.series("join_reach").into_iter().find(|row| row.1 == 1.0);
    let rounds = trial.play(full)?.first().copied().flatten().map_or(f64::NAN, |row| row.0);
    let reference = threshold::ring_fill_rounds(people, ties, theta).map_or(f64::INFINITY, |rounds| rounds as f64);
    Ok(Row::exact(format!("rounds until all have joined, {ties} ties, threshold {theta}"), rounds, reference, 0.0))
}

pub(super) const RIOT: Check = Check {
    id: "T14",
    name: "riot",
    claim: "one person's threshold decides whether a hundred join or one",
    reference: "r ← F(r), Granovetter 1978",
    tier: Tier::Fast,
    scenarios: &[CROWD],
    measure: |runner| {
        let all: Vec<f64> = (0..100).map(f64::from).collect();
        let mut one_less = all.clone();
        one_less[1] = 2.0;
        let cases = [("thresholds 0, 1, 2, …, 99", all), ("thresholds 0, 2, 2, …, 99", one_less)];
        cases.into_iter().map(|(what, thresholds)| riot(runner, what, &thresholds)).collect()
    },
};

fn riot(runner: &Runner<'_>, what: &str, thresholds: &[f64]) -> Result<Row, CheckError> {
    let trial = runner.trial(&CROWD).set("expressions.join.response.theta", format!("{thresholds:?}"));
    let joined = trial.outcomes("join_reach")?.iter().sum::<f64>() * 100.0;
    Ok(Row::exact(format!("people who join, {what}"), joined, threshold::crowd(thresholds) as f64, 1e-9))
}
