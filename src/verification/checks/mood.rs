//! Affect and mood: they return, wander, and are drawn to those of others.

use crate::evidence::Preset;
use crate::model::Detail;
use crate::theory::{relaxation, spectrum};
use crate::verification::scenarios::{
    AFFECT_RETURNS, AVERAGING as AVERAGED, MOOD_RETURNS, MOOD_WANDERS, POSED_SMILE, STUBBORN,
};
use crate::verification::{Check, CheckError, Estimate, Played, Row, Runner, Tier};

pub(super) const RELAXATION: Check = Check {
    id: "T17",
    name: "relaxation",
    claim: "affect and mood return exponentially, and wander as far and remember as long as their law says",
    reference: "e^(-t/τ); variance σ²τ/2 and autocorrelation e^(-Δ/τ), Uhlenbeck & Ornstein 1930",
    tier: Tier::Fast,
    scenarios: &[AFFECT_RETURNS, MOOD_RETURNS, MOOD_WANDERS],
    measure: |runner| Ok([affect_returns(runner)?, mood_returns(runner)?, mood_wanders(runner)?].concat()),
};

fn affect_returns(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let tau = runner.trial(&AFFECT_RETURNS).scenario()?.situation.mood.map_or(f64::NAN, |mood| mood.decay);
    let mut rows = Vec::new();
    for dt in [0.5, 5.0] {
        let series = runner.trial(&AFFECT_RETURNS).set("dt", dt).play(|run| run.series("affect_mean"))?.concat();
        let at = |time: f64| series.iter().find(|row| row.0 >= time - 1e-6).map_or(f64::NAN, |row| row.1);
        let seen = 500.0 * std::f64::consts::LN_2 / libm::log(at(1000.0) / at(1500.0));
        let what = format!("half-life of affect [s], tick {dt} s");
        rows.push(Row::exact(what, seen, relaxation::half_life(tau), 1e-6));
    }
    Ok(rows)
}

fn mood_returns(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let tau = 3600.0;
    let series = runner.trial(&MOOD_RETURNS).play(|run| run.series("mood_mean"))?.concat();
    let off = series.iter().map(|&(t, m)| (m - relaxation::left(t, tau)).abs()).fold(0.0, f64::max);
    let seen = 7200.0 * std::f64::consts::LN_2 / libm::log(series[0].1 / series.last().map_or(f64::NAN, |row| row.1));
    Ok(vec![
        Row::exact("largest distance of mood from e^(-t/τ), 72 moments", off, 0.0, 1e-9),
        Row::exact("half-life of mood [s]", seen, relaxation::half_life(tau), 1e-4),
    ])
}

fn mood_wanders(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let (sigma, tau, people) = (0.05, 500.0, 500.0);
    let mut rows = Vec::new();
    for dt in [50.0, 100.0] {
        let late = |run: &Played, name: &str| -> Vec<f64> {
            run.series(name).into_iter().filter(|row| row.0 > 4000.0).map(|row| row.1).collect()
        };
        let trial = runner.trial(&MOOD_WANDERS).set("dt", dt);
        let runs = trial.play(move |run| (late(run, "mood_sd"), late(run, "mood_mean")))?;
        // The spread within the sample is taken about its own mean.
        let squares = |sd: &[f64]| sd.iter().map(|x| x * x).sum::<f64>() / sd.len() as f64 * people / (people - 1.0);
        let variance: Vec<f64> = runs.iter().map(|run| squares(&run.0)).collect();
        let expected = relaxation::wandering_variance(sigma, tau);
        let what = format!("variance of mood [SD²], tick {dt} s");
        rows.push(Row::near(what, Estimate::mean(&variance), expected, 0.0, 0.03 * expected));
        let memory: Vec<f64> = runs.iter().map(|run| products(&run.1, 1) / products(&run.1, 0)).collect();
        let what = format!("correlation of mood with itself 100 s later, tick {dt} s");
        rows.push(Row::near(what, Estimate::mean(&memory), relaxation::left(100.0, tau), 0.0, 0.1));
    }
    Ok(rows)
}

/// Mean product of a number with itself `lag` samples later; its mean is known to be 0.
fn products(values: &[f64], lag: usize) -> f64 {
    let pairs = values.iter().zip(&values[lag..]);
    pairs.map(|(a, b)| a * b).sum::<f64>() / (values.len() - lag) as f64
}

pub(super) const AVERAGING: Check = Check {
    id: "T18",
    name: "averaging",
    claim: "averaging conserves the mean mood and forgets differences at the second eigenvalue; who sees nobody leads",
    reference: "λ₂ of the Laplacian (DeGroot 1974; Fiedler 1973); absorption after Bosse and colleagues 2009",
    tier: Tier::Fast,
    scenarios: &[AVERAGED, STUBBORN],
    measure: |runner| {
        let shapes = [
            ("ring of 20", "{ generator = \"ring_lattice\", n = 20, k = 2 }", spectrum::ring_lambda2(20)),
            ("path of 10", "{ generator = \"path\", n = 10 }", spectrum::path_lambda2(10)),
            ("star of 10", "{ generator = \"star\", n = 10 }", spectrum::STAR_LAMBDA2),
            ("complete 10", "{ generator = \"complete\", n = 10 }", spectrum::complete_lambda2(10)),
        ];
        let mut rows = Vec::new();
        for (name, network, lambda2) in shapes {
            rows.extend(averaging(runner, name, network, lambda2)?);
        }
        rows.extend(absorption(runner)?);
        Ok(rows)
    },
};

fn averaging(runner: &Runner<'_>, name: &str, network: &str, lambda2: f64) -> Result<Vec<Row>, CheckError> {
    let kappa = 0.01;
    let unit = 1.0 / (kappa * lambda2);
    let trial = runner
        .trial(&AVERAGED)
        .set("network", network)
        .set("duration", 12.0 * unit)
        .set("dt", 0.001 * unit)
        .set("sample_every", 0.6 * unit);
    let run = trial.play(|run| (run.series("mood_mean"), run.series("mood_sd")))?.remove(0);
    let (mean, spread) = run;
    let drift = mean.iter().map(|row| (row.1 - mean[0].1).abs()).fold(0.0, f64::max);
    let (early, late) = (spread[14], spread[18]);
    let rate = libm::log(early.1 / late.1) / (late.0 - early.0);
    Ok(vec![
        Row::exact(format!("{name}: change of the mean mood"), drift, 0.0, 1e-9),
        Row::exact(format!("{name}: slowest decay [κ]"), rate / kappa, lambda2, 0.01 * lambda2),
    ])
}

/// Person 0 sees nobody; the others see person 0 and each other.
fn absorption(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let trial = runner.trial(&STUBBORN).detail(Detail { agents: true, ..Detail::NONE });
    let moods = trial.play(|run| run.people("mood"))?.concat();
    let off = moods.iter().map(|m| (m - 2.0).abs()).fold(0.0, f64::max);
    Ok(vec![Row::exact("absorption: largest distance from the one who does not move [SD]", off, 0.0, 1e-3)])
}

pub(super) const FACIAL_FEEDBACK: Check = Check {
    id: "T22",
    name: "facial-feedback",
    claim: "a posed smile lifts feelings by the published fifth of a standard deviation",
    reference: "d = f (1 − e^(-t/τ_on)), f from the preset (Coles and colleagues 2019)",
    tier: Tier::Fast,
    scenarios: &[POSED_SMILE],
    measure: facial_feedback,
};

fn facial_feedback(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let smile = Preset::named("smile").map_or(f64::NAN, |preset| preset.expression().feedback);
    let scenario = runner.trial(&POSED_SMILE).scenario()?;
    let onset = scenario.situation.mood.map_or(f64::NAN, |mood| mood.onset);
    let effects = runner.trial(&POSED_SMILE).detail(Detail { agents: true, ..Detail::NONE }).play(|run| {
        let affect = run.people("affect");
        cohens_d(&affect[..affect.len() / 2], &affect[affect.len() / 2..])
    })?;
    let reference = relaxation::held_display(smile, onset, 10.0);
    Ok(vec![Row::near(
        "Cohen's d, posing against neutral, 10 000 each",
        Estimate::mean(&effects),
        reference,
        0.0,
        0.09,
    )])
}

/// Difference of means over the pooled standard deviation.
fn cohens_d(a: &[f64], b: &[f64]) -> f64 {
    let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
    let squares = |x: &[f64]| x.iter().map(|v| (v - mean(x)).powi(2)).sum::<f64>();
    let pooled = ((squares(a) + squares(b)) / (a.len() + b.len() - 2) as f64).sqrt();
    (mean(a) - mean(b)) / pooled
}
