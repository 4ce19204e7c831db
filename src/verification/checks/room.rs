//! A room with an echo, and the presets at two ticks.

use crate::theory::kernel;
use crate::verification::scenarios::{LOUD_ROOM, TICK};
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};

pub(super) const MEDIUM: Check = Check {
    id: "M6",
    name: "medium",
    claim: "a medium fills while somebody shouts and fades afterwards",
    reference: "Ḣ = −H/τ + n: the field of Schweitzer & Garcia 2010 without decay of its strength, from one tick and half of it to none",
    tier: Tier::Full,
    scenarios: &[LOUD_ROOM],
    measure: medium,
};

fn medium(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let (echo, length, heard) = (10.0, 30.0, 0.01);
    let at = |dt: f64| {
        // What is shown in a tick is in the room in the next.
        let trial = runner.trial(&LOUD_ROOM).set("dt", dt).set("sample_every", dt);
        trial.play(move |run| [5.0, 10.0, 30.0, 45.0].map(|time| run.at("affect_mean", time + dt)))
    };
    let (coarse, fine) = (at(0.04)?.remove(0), at(0.02)?.remove(0));
    let row = |(place, time): (usize, f64)| {
        let measured = 2.0 * fine[place] - coarse[place];
        let reference = heard * echo * kernel::leaky_trace(length, echo, time);
        Row::exact(format!("level after {time} s [hundredths]"), 100.0 * measured, 100.0 * reference, 0.01)
    };
    Ok([5.0, 10.0, 30.0, 45.0].into_iter().enumerate().map(row).collect())
}

pub(super) const TWO_TICKS: Check = Check {
    id: "A2",
    name: "two-ticks",
    claim: "half the tick changes nothing that matters in a room with the presets",
    reference: "the same runs, with the same luck, at half the tick",
    tier: Tier::Full,
    scenarios: &[TICK],
    measure: two_ticks,
};

fn two_ticks(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let names = ["yawn_reach", "yawn_events", "laugh_events", "smile_events", "smile_prevalence_late"];
    let at = |dt: f64| runner.trial(&TICK).set("dt", dt).play(move |run| names.map(|name| run.outcome(name)));
    let (coarse, fine) = (at(0.05)?, at(0.025)?);
    let row = |(place, name): (usize, &str)| {
        let mean = Estimate::mean(&fine.iter().map(|run| run[place]).collect::<Vec<f64>>()).value;
        let ratios: Vec<f64> = coarse.iter().zip(&fine).map(|(c, f)| (c[place] - f[place]) / mean).collect();
        Row::near(
            format!("{name}: tick 0.05 s less 0.025 s, in parts of the mean"),
            Estimate::mean(&ratios),
            0.0,
            0.01,
            0.1,
        )
    };
    Ok(names.into_iter().enumerate().map(row).collect())
}
