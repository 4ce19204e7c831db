//! Contagion in small networks: the spectral threshold, and how long it lasts above it.

use crate::network::measures::Measures;
use crate::theory::{epidemic, spectrum};
use crate::verification::exact::{contacts, gillespie};
use crate::verification::scenarios::KARATE;
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

pub(super) const SPECTRAL_THRESHOLD: Check = Check {
    id: "T7",
    name: "spectral-threshold",
    claim: "in a small network contagion dies below β/γ = 1/λ_max, and lasts well above it only",
    reference: "eigenvalues by Jacobi's rotations; Σ p ≤ √N ‖p(0)‖ e^((βλ_max − γ)t), Wang and colleagues 2003; above the \
                threshold an exact simulation by Gillespie's direct method",
    tier: Tier::Fast,
    scenarios: &[KARATE],
    measure: |runner| Ok([eigenvalues(runner)?, below(runner)?, above(runner)?].concat()),
};

fn eigenvalues(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let measured = |network: &str| -> Result<(f64, f64), CheckError> {
        let trial = runner.trial(&KARATE).set("network", network).runs(1).set("duration", 1);
        let found = trial.play(|run| {
            let seen = contacts(&run.network);
            let pairs = seen.iter().enumerate().flat_map(|(i, js)| js.iter().map(move |&j| (i, j)));
            let all = spectrum::Matrix::adjacency(seen.len(), pairs).eigenvalues();
            (Measures::of(&run.network).lambda_max, all.last().copied().unwrap_or(f64::NAN))
        })?;
        Ok(found[0])
    };
    let (club, jacobi) = measured("{ generator = \"karate_club\" }")?;
    let (star, _) = measured("{ generator = \"star\", n = 10 }")?;
    let (ring, _) = measured("{ generator = \"ring_lattice\", n = 40, k = 6 }")?;
    Ok(vec![
        Row::exact("λ_max, karate club", club, jacobi, 1e-6),
        Row::exact("λ_max, star with 9 leaves", star, spectrum::star_lambda_max(9), 1e-6),
        Row::exact("λ_max, ring of degree 6", ring, spectrum::regular_lambda_max(6), 1e-6),
    ])
}

fn below(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let (people, ratio, times) = (34.0, 0.10, [1.0, 3.0, 5.0, 10.0]);
    let trial = runner.trial(&KARATE).set("expressions.x.imitation_rate", ratio).set("duration", 200);
    let runs = trial.play(move |run| {
        let lambda = Measures::of(&run.network).lambda_max;
        (times.map(|time| people * run.at("x_prevalence", time)), run.outcome("x_survived"), lambda)
    })?;
    let lambda = runs[0].2;
    let mut rows: Vec<Row> = times
        .iter()
        .enumerate()
        .map(|(place, &time)| {
            let infected: Vec<f64> = runs.iter().map(|run| run.0[place]).collect();
            let bound = epidemic::sis_decay_bound(34, 34, ratio, 1.0, lambda, time);
            Row::at_most(format!("β/γ {ratio}: people who have it after {time} s"), Estimate::mean(&infected), bound)
        })
        .collect();
    let alive = runs.iter().filter(|run| run.1 > 0.0).count();
    rows.push(Row::at_most(format!("β/γ {ratio}: runs that last 200 s"), Estimate::share(alive, runs.len()), 0.02));
    Ok(rows)
}

/// Share of runs that last 100 s, and the mean level of those from 20 s on.
struct Lasting {
    alive: Estimate,
    level: Estimate,
}

impl Lasting {
    fn of(runs: &[Vec<f64>]) -> Self {
        let alive: Vec<&Vec<f64>> = runs.iter().filter(|run| run.last().is_some_and(|&x| x > 0.0)).collect();
        let levels: Vec<f64> =
            alive.iter().map(|run| run[20..].iter().sum::<f64>() / (run.len() - 20) as f64).collect();
        Self { alive: Estimate::share(alive.len(), runs.len()), level: Estimate::mean(&levels) }
    }
}

fn above(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    for (ratio, runs) in [(0.30, 500), (0.50, 120), (0.80, 60)] {
        let played = runner.trial(&KARATE).set("expressions.x.imitation_rate", ratio).runs(runs).play(|run| {
            (run.series("x_prevalence").into_iter().map(|row| row.1).collect::<Vec<f64>>(), contacts(&run.network))
        })?;
        let club = played[0].1.clone();
        let (engine, exact) =
            (Lasting::of(&played.into_iter().map(|run| run.0).collect::<Vec<_>>()), exact(runner, club, ratio)?);
        // What is shown is seen a tick later; by then a few of those who passed it on can catch it back.
        rows.push(Row::near(format!("β/γ {ratio}: runs that last 100 s"), engine.alive, exact.alive, 0.03, 0.12));
        if ratio >= 0.5 {
            rows.push(Row::near(format!("β/γ {ratio}: level of those"), engine.level, exact.level, 0.002, 0.01));
        }
    }
    Ok(rows)
}

/// The same by Gillespie's method.
fn exact(runner: &Runner<'_>, club: Vec<Vec<usize>>, ratio: f64) -> Result<Lasting, CheckError> {
    let rates = gillespie::Rates { spontaneous: 0.0, imitation: ratio, recovery: 1.0, once: false };
    let times: Vec<f64> = (0..=100).map(f64::from).collect();
    let seed = runner.seed().wrapping_mul(1_000_003);
    let runs = runner.each((0..600).collect(), move |run: &u64| {
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(seed.wrapping_add(*run));
        let everyone: Vec<usize> = (0..club.len()).collect();
        let course = gillespie::run(&club, rates, &everyone, &times, &mut dice);
        course.infected.iter().map(|&n| n as f64 / club.len() as f64).collect::<Vec<f64>>()
    })?;
    Ok(Lasting::of(&runs))
}
