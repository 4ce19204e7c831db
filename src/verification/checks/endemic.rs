//! Levels at which what is caught and lost again settles.

use crate::theory::{course, epidemic};
use crate::verification::scenarios::{SIS as SCENARIO_SIS, SISA as SCENARIO_SISA, SISA_TIES};
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};

pub(super) const TICK_FREE: Check = Check {
    id: "T4",
    name: "tick-free-level",
    claim: "the level of SIS does not depend on the tick",
    reference: "1 − 1/R₀ (well mixed); one draw a tick with 1 − e^(-λ dt) would give 0.65 at γ·dt = 0.1 and 0.56 at 1",
    tier: Tier::Fast,
    scenarios: &[SCENARIO_SIS],
    measure: |runner| [0.02, 0.1, 0.25, 0.5, 1.0].into_iter().map(|dt| level_of_sis(runner, dt)).collect(),
};

fn level_of_sis(runner: &Runner<'_>, dt: f64) -> Result<Row, CheckError> {
    let r0 = 3.0;
    let trial = runner.trial(&SCENARIO_SIS).set("dt", dt).set("expressions.x.imitation_rate", r0 / (20_000.0 * dt));
    let levels = trial.outcomes("x_prevalence_late")?;
    Ok(Row::near(format!("level at γ·dt = {dt}"), Estimate::mean(&levels), epidemic::sis_level(r0), 0.001, 0.006))
}

pub(super) const SISA: Check = Check {
    id: "T5",
    name: "sisa",
    claim: "with spontaneous onset, imitation settles at the level of SISa, at the rate of SISa",
    reference: "Hill, Rand, Nowak & Christakis 2010 (well mixed), with their published rates",
    tier: Tier::Fast,
    scenarios: &[SCENARIO_SISA, SISA_TIES],
    measure: sisa,
};

/// Rates per year (a, βk, g), with what they were published for.
const CASES: [(&str, [f64; 3]); 8] = [
    ("an example", [0.1, 1.0, 0.5]),
    ("content, 0 contacts", [0.18, 0.0, 0.10]),
    ("content, 3 contacts", [0.18, 0.06, 0.10]),
    ("content, 6 contacts", [0.18, 0.12, 0.10]),
    ("discontent, 0 contacts", [0.04, 0.0, 0.20]),
    ("discontent, 3 contacts", [0.04, 0.12, 0.20]),
    ("discontent, 6 contacts", [0.04, 0.24, 0.20]),
    ("obesity, 3 contacts", [0.02, 0.015, 0.04]),
];

fn sisa(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    for (name, rates) in CASES {
        for share in [0.1, 0.05] {
            rows.push(sisa_level(runner, name, rates, share)?);
        }
    }
    let levels = Estimate::mean(&runner.trial(&SISA_TIES).outcomes("x_prevalence_late")?);
    let (name, [a, b, g]) = CASES[0];
    rows.push(Row::near(
        format!("level, {name}, 1000 people who see each other"),
        levels,
        epidemic::sisa_level(a, b, g),
        0.001,
        0.01,
    ));
    for (name, rates) in [CASES[0], CASES[2], CASES[5]] {
        rows.push(sisa_rate(runner, name, rates)?);
    }
    Ok(rows)
}

/// The level; the tick is `share` of the mean duration.
fn sisa_level(runner: &Runner<'_>, name: &str, [a, b, g]: [f64; 3], share: f64) -> Result<Row, CheckError> {
    let trial = trial(runner, [a, b, g], 60.0 / g, share / g);
    let levels = trial.set("sample_every", 6.0 / g).outcomes("x_prevalence_late")?;
    let what = format!("level, {name} (a {a}, βk {b}, g {g}), g·dt {share}");
    Ok(Row::near(what, Estimate::mean(&levels), epidemic::sisa_level(a, b, g), 0.001, 0.01))
}

fn trial<'a>(runner: &'a Runner<'_>, [a, b, g]: [f64; 3], duration: f64, dt: f64) -> crate::verification::Trial<'a> {
    runner
        .trial(&SCENARIO_SISA)
        .set("expressions.x.spontaneous_rate", a)
        .set("expressions.x.imitation_rate", b / (10_000.0 * dt))
        .set("expressions.x.duration.mean", 1.0 / g)
        .set("duration", duration)
        .set("dt", dt)
}

/// How fast it gets there from far off, seen after one relaxation time.
fn sisa_rate(runner: &Runner<'_>, name: &str, [a, b, g]: [f64; 3]) -> Result<Row, CheckError> {
    let rate = epidemic::sisa_relaxation(a, b, g);
    let (level, time) = (epidemic::sisa_level(a, b, g), 1.0 / rate);
    let start = if level < 0.5 { 0.9 } else { 0.05 };
    let trial = trial(runner, [a, b, g], time, time / 100.0).set("sample_every", time).runs(20);
    let reached = Estimate::mean(&trial.set("expressions.x.initial.share", start).outcomes("x_prevalence")?);
    let seen = |x: f64| course::sisa_rate_seen(level, level - rate / b, start, x, time);
    let slope = (seen(reached.value + 1e-4) - seen(reached.value - 1e-4)) / 2e-4;
    let what = format!("rate, {name} (a {a}, βk {b}, g {g})");
    Ok(Row::near(what, reached.through(seen(reached.value), slope), rate, 0.01 * rate, 0.05 * rate))
}
