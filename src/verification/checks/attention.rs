//! Without a limit to attention everything explodes.

use crate::verification::exact::faces::{self, Room};
use crate::verification::scenarios::ROOM_OF_STRANGERS;
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

pub(super) const ATTENTION: Check = Check {
    id: "T24",
    name: "attention",
    claim: "with attention for one face a smile soon ends in a room of strangers, without a limit it never does",
    reference: "an exact simulation in continuous time by thinning (Ogata 1981), which shares no code with the engine",
    tier: Tier::Full,
    scenarios: &[ROOM_OF_STRANGERS],
    measure: attention,
};

fn attention(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    for people in [2, 3, 5, 10, 30] {
        rows.push(further(runner, people, 1.0, 5000, 0.18)?);
    }
    for (people, runs) in [(2, 5000), (3, 4000), (5, 3000), (10, 2000), (30, 24)] {
        // Runs of many people are either soon over or go on to the end.
        let within = if people == 30 { 0.45 } else { 0.18 };
        rows.push(further(runner, people, f64::INFINITY, runs, within)?);
    }
    Ok(rows)
}

fn further(runner: &Runner<'_>, people: usize, attention: f64, runs: usize, within: f64) -> Result<Row, CheckError> {
    let budget = if attention.is_finite() { attention.to_string() } else { "\"all\"".to_owned() };
    let trial = runner.trial(&ROOM_OF_STRANGERS).set("network.n", people).set("expressions.smile.attention", &budget);
    let events: Vec<f64> = trial.runs(runs).outcomes("smile_events")?.iter().map(|n| n - 1.0).collect();
    let reference = exact(runner, people, attention, 4 * runs)?;
    let what = format!("further smiles, {people} people, attention {}", budget.trim_matches('"'));
    // What is shown is seen a tick later: 0.1 s of a memory of 0.5 s.
    Ok(Row::near(what, Estimate::mean(&events), reference, 0.02 * reference.value, within * reference.value.max(0.5)))
}

fn exact(runner: &Runner<'_>, people: usize, attention: f64, runs: usize) -> Result<Estimate, CheckError> {
    let room = Room { people, attention, rate: 0.25, memory: 0.5, latency: 0.4, duration: 3.0, refractory: 5.0 };
    let seed = runner.seed().wrapping_mul(7_368_787).wrapping_add(people as u64);
    let counts = runner.each((0..runs as u64).collect(), move |run| {
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(seed.wrapping_mul(1_000_003).wrapping_add(*run));
        faces::further(&room, 600.0, &mut dice) as f64
    })?;
    Ok(Estimate::mean(&counts))
}
