//! Cascades and long ties: when a few set off everybody.

use crate::network::Network;
use crate::theory::cascade;
use crate::theory::degrees::Degrees;
use crate::verification::exact::{Contacts, contacts, crowd};
use crate::verification::scenarios::{CASCADE, SMALL_WORLD_THRESHOLD};
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};
use std::sync::Arc;

pub(super) const CASCADES: Check = Check {
    id: "T13",
    name: "cascades",
    claim: "a few set off everybody inside Watts' cascade window only, and the outcome hangs on how many begin",
    reference: "window Σ k(k − 1) p_k [k ≤ 1/φ] = z, Watts 2002; sizes by Gleeson & Cahalane 2007",
    tier: Tier::Full,
    scenarios: &[CASCADE],
    measure: |runner| Ok([sizes(runner)?, window(runner)?].concat()),
};

const THRESHOLD: f64 = 0.18;

fn sizes(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    // Beyond the window, chance sets off a small town now and then.
    for (z, seed, people) in
        [(1.5, 0.001, 10_000), (3.0, 0.001, 10_000), (5.0, 0.001, 10_000), (6.5, 0.001, 40_000), (6.5, 0.01, 10_000)]
    {
        let trial = runner.trial(&CASCADE).set("network.n", people).set("network.mean_degree", z);
        let trial = trial.set("expressions.join.initial.share", seed);
        let reach = Estimate::mean(&trial.outcomes("join_reach")?);
        let reference = cascade::size(&Degrees::poisson(z), THRESHOLD, seed);
        let what = format!("size: mean degree {z}, {} ‰ begin", 1000.0 * seed);
        rows.push(Row::near(what, reach, reference, 0.005, 0.02));
    }
    Ok(rows)
}

/// One person begins: does a tenth of everybody follow?
fn window(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let (low, high) = cascade::window(THRESHOLD).unwrap_or((f64::NAN, f64::NAN));
    let mut rows = Vec::new();
    for z in [0.8 * low, 1.5 * low, f64::midpoint(low, high), 0.9 * high, 1.4 * high] {
        let trial =
            runner.trial(&CASCADE).set("network.mean_degree", z).set("expressions.join.initial", "{ count = 1 }");
        let reach = trial.runs(120).set("network.n", 4000).outcomes("join_reach")?;
        let cascades = Estimate::share(reach.iter().filter(|&&reach| reach > 0.1).count(), reach.len());
        let what = format!("chance of a cascade from one person, mean degree {z:.2} (window {low:.4} to {high:.4})");
        let inside = (low..high).contains(&z);
        rows.push(if inside { Row::at_least(what, cascades, 0.02) } else { Row::at_most(what, cascades, 0.04) });
    }
    Ok(rows)
}

pub(super) const LONG_TIES: Check = Check {
    id: "T12b",
    name: "long-ties",
    claim: "long ties speed simple contagion and stop complex contagion; round for round as in a plain program",
    reference: "a plain synchronous program on the same 40 networks; Centola & Macy 2007 for the claim",
    tier: Tier::Full,
    scenarios: &[SMALL_WORLD_THRESHOLD],
    measure: long_ties,
};

/// What became of one network: rounds until nothing changed and how many had joined, in the engine and in the plain program.
struct Spread {
    engine: Vec<f64>,
    plain: Vec<f64>,
}

fn long_ties(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    for (k, p, theta) in [(4, 0.01, 1), (4, 0.01, 2), (6, 0.1, 1), (6, 0.1, 2), (4, 1.0, 1), (6, 1.0, 1), (6, 1.0, 2)] {
        let spreads = (0..40).map(|graph| spread(runner, k, p, theta, graph)).collect::<Result<Vec<_>, _>>()?;
        let differ = spreads.iter().filter(|s| s.engine != s.plain).count();
        let of = format!("{k} ties, p {p}, threshold {theta}");
        rows.push(Row::exact(format!("networks with another course: {of}"), differ as f64, 0.0, 0.0));
        let full: Vec<f64> =
            spreads.iter().filter(|s| s.engine.last() == Some(&1.0)).map(|s| (s.engine.len() - 1) as f64).collect();
        let reach: Vec<f64> = spreads.iter().filter_map(|s| s.engine.last().copied()).collect();
        rows.push(claim(&of, theta, p, &full, &reach));
    }
    Ok(rows)
}

/// What each case shows: a fast flood, a walk, or a standstill.
fn claim(of: &str, theta: usize, p: f64, full: &[f64], reach: &[f64]) -> Row {
    match (theta, p) {
        (1, _) => Row::at_most(format!("rounds until all have joined: {of}"), Estimate::mean(full), 80.0),
        (_, 0.1) => Row::at_least(format!("networks that fill: {of}"), Estimate::share(full.len(), reach.len()), 0.5),
        _ => Row::at_most(format!("share that joins: {of}"), Estimate::mean(reach), 0.3),
    }
}

fn spread(runner: &Runner<'_>, k: usize, p: f64, theta: usize, graph: u64) -> Result<Spread, CheckError> {
    let trial = runner
        .trial(&SMALL_WORLD_THRESHOLD)
        .set("network.k", k)
        .set("network.p", p)
        .set("network.seed", runner.seed().wrapping_mul(1000) % (1 << 50) + graph)
        .set("expressions.join.response.theta", theta);
    let network: Arc<Network> = trial.clone().set("duration", 1).play(|run| Arc::clone(&run.network))?.remove(0);
    let seen: Contacts = contacts(&network);
    let seeds: Vec<usize> = std::iter::once(0).chain(seen[0].iter().copied()).collect();
    let names: Vec<String> = seeds.iter().map(ToString::to_string).collect();
    let trial = trial.set("expressions.join.initial", format!("{{ ids = {names:?} }}"));
    let mut engine: Vec<f64> =
        trial.play(|run| run.series("join_reach").into_iter().map(|row| row.1).collect::<Vec<f64>>())?.remove(0);
    engine.dedup();
    let plain = crowd::joined(&seen, &seeds, theta).into_iter().map(|n| n as f64 / seen.len() as f64).collect();
    Ok(Spread { engine, plain })
}
