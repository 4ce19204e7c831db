//! Stages of an infection, and contagion that pairs reinforce, well mixed.

use crate::theory::compartments::Rates;
use crate::theory::{epidemic, simplicial};
use crate::verification::scenarios::{REINFORCED, SEIRS};
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};

pub(super) const STAGES: Check = Check {
    id: "M2",
    name: "stages",
    claim: "SIS, SIR, SIRS, SEIR and SEIRS run their course in time",
    reference: "the equations of Kermack & McKendrick 1927 with a latent stage and waning immunity, step by step",
    tier: Tier::Full,
    scenarios: &[SEIRS],
    measure: stages,
};

const SEED: f64 = 0.05;

fn stages(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let never = f64::INFINITY;
    let cases = [
        ("SIS", Rates { catching: 2.0, onset: never, recovery: 1.0, return_: never }),
        ("SIR", Rates { catching: 2.0, onset: never, recovery: 1.0, return_: 0.0 }),
        ("SIRS", Rates { catching: 3.0, onset: never, recovery: 1.0, return_: 0.5 }),
        ("SEIR", Rates { catching: 2.0, onset: 1.0, recovery: 1.0, return_: 0.0 }),
        ("SEIRS", Rates { catching: 3.0, onset: 1.0, recovery: 1.0, return_: 0.5 }),
    ];
    Ok(cases.into_iter().map(|(name, rates)| course(runner, name, rates)).collect::<Result<Vec<_>, _>>()?.concat())
}

const TIMES: [f64; 4] = [2.0, 4.0, 8.0, 16.0];

/// Prevalence at some moments, from a tick and half of it to none: what is shown is seen a tick later.
fn course(runner: &Runner<'_>, name: &str, rates: Rates) -> Result<Vec<Row>, CheckError> {
    let stage = |rate: f64| match rate {
        0.0 => "\"forever\"".to_owned(),
        _ if rate.is_infinite() => "0".to_owned(),
        _ => format!("{{ distribution = \"exponential\", mean = {} }}", 1.0 / rate),
    };
    let at = |dt: f64| {
        let trial = runner.trial(&SEIRS).set("dt", dt).set("expressions.x.imitation_rate", rates.catching / 1999.0);
        let trial = trial.set("expressions.x.latency", stage(rates.onset));
        trial.set("expressions.x.refractory", stage(rates.return_)).play(|run| TIMES.map(|t| run.at("x_prevalence", t)))
    };
    let (coarse, fine) = (at(0.1)?, at(0.05)?);
    let row = |(place, &time): (usize, &f64)| {
        let values: Vec<f64> = coarse.iter().zip(&fine).map(|(c, f)| 2.0 * f[place] - c[place]).collect();
        let reference = rates.after(SEED, time).infected;
        Row::near(format!("{name}: share infected after {time} s"), Estimate::mean(&values), reference, 0.003, 0.025)
    };
    Ok(TIMES.iter().enumerate().map(row).collect())
}

pub(super) const REINFORCEMENT: Check = Check {
    id: "M3",
    name: "reinforcement",
    claim: "contagion that pairs reinforce lasts where a small seed dies out",
    reference: "ρ± of simplicial contagion, Iacopini and colleagues 2019 (well mixed)",
    tier: Tier::Full,
    scenarios: &[REINFORCED],
    measure: reinforcement,
};

fn reinforcement(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let triangle = 2.5;
    let edge = simplicial::lowest_lasting(triangle);
    let mut rows = Vec::new();
    for (lambda, start) in [(0.8, 0.05), (0.8, 0.4), (0.9 * edge, 0.9), (1.2, 0.05)] {
        let trial = runner
            .trial(&REINFORCED)
            .set("expressions.x.imitation_rate", lambda)
            .set("expressions.x.response.kappa2", triangle / lambda)
            .set("expressions.x.initial.share", start);
        let levels = Estimate::mean(&trial.outcomes("x_prevalence_late")?);
        let (low, high) = simplicial::levels(lambda, triangle).unwrap_or((1.0, 0.0));
        let reference = if start > low { high } else { 0.0 };
        rows.push(Row::near(
            format!("level from {start}, λ = {lambda:.3}, λ_Δ = {triangle}"),
            levels,
            reference,
            0.002,
            0.013,
        ));
    }
    let levels =
        runner.trial(&REINFORCED).set("expressions.x.imitation_rate", 2.0).set("expressions.x.response.kappa2", 0);
    let plain = Estimate::mean(&levels.outcomes("x_prevalence_late")?);
    rows.push(Row::near("level without reinforcement, λ = 2", plain, epidemic::sis_level(2.0), 0.002, 0.01));
    Ok(rows)
}
