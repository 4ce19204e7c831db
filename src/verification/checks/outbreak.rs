//! Outbreaks that burn out.

use crate::theory::epidemic;
use crate::verification::scenarios::SIR;
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier, Trial};

pub(super) const OUTBREAK: Check = Check {
    id: "T8",
    name: "outbreak",
    claim: "an outbreak of SIR reaches its final size and its peak",
    reference: "Z = 1 − (1 − seed) e^(-R₀ Z), Kermack & McKendrick 1927; peak 1 − (1 + ln R₀)/R₀",
    tier: Tier::Fast,
    scenarios: &[SIR],
    measure: outbreak,
};

const PEOPLE: f64 = 50_000.0;

fn outbreak(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    for (r0, dt, seed, runs) in [
        (1.2, 0.5, 0.001, 24),
        (1.5, 0.5, 0.001, 8),
        (2.0, 0.5, 0.001, 6),
        (2.0, 0.25, 0.001, 6),
        (3.0, 0.5, 0.001, 6),
        (2.0, 0.5, 0.01, 6),
    ] {
        let sizes = trial(runner, PEOPLE, r0, dt, seed).runs(runs).outcomes("x_reach")?;
        let what = format!("final size, R₀ {r0}, seed {} %, γ·dt {dt}", 100.0 * seed);
        rows.push(Row::near(what, Estimate::mean(&sizes), epidemic::sir_final_size_from(r0, seed), 0.001, 0.018));
    }
    for r0 in [2.0, 3.0] {
        rows.push(peak(runner, r0)?);
    }
    Ok(rows)
}

/// What is shown is seen a tick later, which lowers the peak in proportion to the tick: the same luck at two ticks tells by
/// how much.
fn peak(runner: &Runner<'_>, r0: f64) -> Result<Row, CheckError> {
    let seed = 0.01;
    let at = |dt: f64| {
        let trial = trial(runner, PEOPLE, r0, dt, seed).set("duration", 10).set("sample_every", 5);
        trial.outcomes("x_peak")
    };
    let (coarse, fine) = (at(0.05)?, at(0.025)?);
    let peaks: Vec<f64> = coarse.iter().zip(&fine).map(|(c, f)| 2.0 * f - c).collect();
    let what = format!("peak, R₀ {r0}, seed 1 %, from γ·dt 0.05 and 0.025 to 0");
    Ok(Row::near(what, Estimate::mean(&peaks), epidemic::sir_peak_from(r0, seed), 0.001, 0.01))
}

fn trial<'a>(runner: &'a Runner<'_>, people: f64, r0: f64, dt: f64, seed: f64) -> Trial<'a> {
    runner
        .trial(&SIR)
        .set("network.n", people)
        .set("expressions.x.imitation_rate", r0 / (people * dt))
        .set("expressions.x.initial.share", seed)
        .set("dt", dt)
}
