//! Hazards and durations: real-valued times at any tick.

use crate::model::Detail;
use crate::theory::relaxation;
use crate::verification::scenarios::{CONSTANT_HAZARD as SIGHS, DURATIONS as SMILES};
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};

pub(super) const CONSTANT_HAZARD: Check = Check {
    id: "T1",
    name: "constant-hazard",
    claim: "a constant hazard is the same at any tick",
    reference: "e^(-λt); counting λ·dt a tick would give 0.3487 at a tick of 1 s and 0.3277 at 2 s",
    tier: Tier::Fast,
    scenarios: &[SIGHS],
    measure: |runner| [0.01, 0.1, 1.0, 2.0].into_iter().map(|dt| constant_hazard(runner, dt)).collect(),
};

fn constant_hazard(runner: &Runner<'_>, dt: f64) -> Result<Row, CheckError> {
    let silent: Vec<f64> =
        runner.trial(&SIGHS).set("dt", dt).outcomes("sigh_reach")?.iter().map(|reach| 1.0 - reach).collect();
    let people = 100_000 * silent.len();
    let measured = Estimate::share((silent.iter().sum::<f64>() * 100_000.0).round() as usize, people);
    Ok(Row::near(format!("silent after 10 s, tick {dt} s"), measured, relaxation::left(10.0, 10.0), 0.0, 0.006))
}

pub(super) const DURATIONS: Check = Check {
    id: "T3",
    name: "durations",
    claim: "durations are real numbers, not whole ticks",
    reference: "the exponential law of mean 4 s at a tick of 1 s; whole ticks would give a mean of 4.52 s",
    tier: Tier::Fast,
    scenarios: &[SMILES],
    measure: durations,
};

fn durations(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let tau = 4.0;
    let of_a_run = |run: &crate::verification::Played| run.recording.events.iter().map(|e| e.duration).collect();
    let runs: Vec<Vec<f64>> = runner.trial(&SMILES).detail(Detail { events: true, ..Detail::NONE }).play(of_a_run)?;
    let mut all = runs.concat();
    all.sort_by(f64::total_cmp);
    let long = all.iter().filter(|&&length| length > 8.0).count();
    let root = (all.len() as f64).sqrt();
    let distance = Estimate::certain(distance_from_exponential(&all, tau) * root);
    Ok(vec![
        Row::near("mean length [s]", Estimate::mean(&all), tau, 0.0, 0.04),
        Row::near("longer than 8 s", Estimate::share(long, all.len()), relaxation::left(8.0, tau), 0.0, 0.005),
        Row::at_most("Kolmogorov–Smirnov distance × √n (1 in 100 is larger)", distance, kolmogorov_point(0.01)),
    ])
}

/// Largest distance of the empirical distribution function of `sorted` from the exponential one (Kolmogorov 1933).
fn distance_from_exponential(sorted: &[f64], tau: f64) -> f64 {
    let n = sorted.len() as f64;
    let gap = |(i, &x): (usize, &f64)| {
        let law = 1.0 - relaxation::left(x, tau);
        (law - i as f64 / n).abs().max((law - (i + 1) as f64 / n).abs())
    };
    sorted.iter().enumerate().map(gap).fold(0.0, f64::max)
}

/// The point that Kolmogorov's distribution exceeds with chance `p`: √(−ln(p/2)/2), its first term.
fn kolmogorov_point(p: f64) -> f64 {
    (-libm::log(p / 2.0) / 2.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_ticks_would_be_noticed() {
        let n = 10_000;
        let exact: Vec<f64> = (0..n).map(|i| -4.0 * (1.0 - (f64::from(i) + 0.5) / f64::from(n)).ln()).collect();
        let ticks: Vec<f64> = exact.iter().map(|x| x.ceil()).collect();
        assert!(distance_from_exponential(&exact, 4.0) * 100.0 < 0.1);
        assert!(distance_from_exponential(&ticks, 4.0) * 100.0 > kolmogorov_point(0.01));
        assert!((kolmogorov_point(0.01) - 1.628).abs() < 1e-3);
    }
}
