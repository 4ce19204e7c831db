//! Does smiling feed itself?

use crate::theory::feedback::{Loop, amplification, loop_gain, runaway};
use crate::verification::scenarios::HAPPINESS_LOOP;
use crate::verification::{Check, CheckError, Estimate, Played, Row, Runner, Tier};

pub(super) const NO_SPIRAL: Check = Check {
    id: "T23",
    name: "no-happiness-spiral",
    claim: "smiling feeds itself by a sixteenth, not into a spiral; that would take sixteen times the influence of mood",
    reference: "loop gain f κ d(1 − d)(1 + τ_m/τ_c); f from the preset, κ = 1 /SD, d = 1/2, τ_c = 4 τ_m",
    tier: Tier::Full,
    scenarios: &[HAPPINESS_LOOP],
    measure: |runner| Ok([gain(runner)?, ends(runner)?].concat()),
};

const FEEDBACK: f64 = 0.2;
const RATIO: f64 = 0.25;
const SMILE: f64 = 3.0;

/// Affect over the last half of each run, one value a run.
fn settled(runner: &Runner<'_>, kappa: f64, feedback: f64, baseline: f64, start: f64) -> Result<Vec<f64>, CheckError> {
    let late = |run: &Played| {
        let series = run.series("affect_mean");
        let half = &series[series.len() / 2..];
        half.iter().map(|row| row.1).sum::<f64>() / half.len() as f64
    };
    runner
        .trial(&HAPPINESS_LOOP)
        .set("expressions.smile.mood_to_spontaneous", kappa)
        .set("expressions.smile.spontaneous_rate", person(kappa).odds / SMILE)
        .set("expressions.smile.feedback", feedback)
        .set("people.mood_baseline", baseline)
        .set("mood.initial", start)
        .play(late)
}

/// A person who smiles half of the time at the middle of the loop.
fn person(kappa: f64) -> Loop {
    let middle = FEEDBACK * (1.0 + RATIO) / 2.0;
    Loop { feedback: FEEDBACK, kappa, odds: libm::exp(-kappa * middle), mood_over_coupling: RATIO }
}

/// How much more affect moves with the baseline than without the face.
fn gain(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let step = 0.3;
    let mut moved = Vec::new();
    for (feedback, runs) in [(FEEDBACK, "with"), (0.0, "without")] {
        let (up, down) = (settled(runner, 1.0, feedback, step, step)?, settled(runner, 1.0, feedback, -step, -step)?);
        let differences: Vec<f64> = up.iter().zip(&down).map(|(u, d)| u - d).collect();
        moved.push((runs, Estimate::mean(&differences)));
    }
    let (with, without) = (moved[0].1, moved[1].1);
    let reference = (person(1.0).affect(step, 0.0) - person(1.0).affect(-step, 0.0)) / (2.0 * step);
    let ratio = with.through(with.value / without.value, 1.0 / without.value);
    let gain = ratio.through(1.0 - 1.0 / ratio.value, 1.0 / (ratio.value * ratio.value));
    let linear = loop_gain(FEEDBACK, 1.0, 0.5, RATIO);
    Ok(vec![
        Row::near("amplification of a lift of the baseline from −0.3 to 0.3 SD", ratio, reference, 0.0005, 0.005),
        Row::near("loop gain seen", gain, linear, 0.001, 0.06 * linear),
        Row::at_most("amplification, against any spiral", ratio, amplification(2.0 * linear)),
    ])
}

/// Below the runaway point those who begin low and high end up alike; beyond it they do not.
fn ends(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let point = runaway(FEEDBACK, RATIO);
    let mut rows = Vec::new();
    for share in [0.5, 2.0] {
        let kappa = share * point;
        let (high, low) = (settled(runner, kappa, FEEDBACK, 0.0, 1.0)?, settled(runner, kappa, FEEDBACK, 0.0, -1.0)?);
        let apart: Vec<f64> = high.iter().zip(&low).map(|(h, l)| h - l).collect();
        let reference = person(kappa).affect(0.0, 1.0) - person(kappa).affect(0.0, -1.0);
        let what = format!("affect apart after beginning high and low [SD], κ = {kappa} ({share} × runaway)");
        rows.push(Row::near(what, Estimate::mean(&apart), reference, 0.01, 0.02));
    }
    Ok(rows)
}
