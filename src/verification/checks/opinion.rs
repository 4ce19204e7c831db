//! Moods as opinions: camps, stubbornness, spirals.

use crate::model::Detail;
use crate::theory::opinion::{self, Weights};
use crate::verification::exact::contacts;
use crate::verification::scenarios::{BALANCE, CAMPS, CHANCE_MEETINGS, SPIRAL, STUBBORN};
use crate::verification::{Check, CheckError, Estimate, Played, Row, Runner, Tier};

pub(super) const CONFIDENCE: Check = Check {
    id: "M4",
    name: "bounded-confidence",
    claim: "people who are drawn only to moods near their own end up in camps",
    reference: "Hegselmann & Krause 2002 in continuous time, step by step; about 1/(2d) camps, Deffuant and colleagues 2000",
    tier: Tier::Full,
    scenarios: &[CAMPS, CHANCE_MEETINGS],
    measure: |runner| Ok([everyone_near(runner)?, chance_meetings(runner)?].concat()),
};

fn moods(run: &Played) -> Vec<f64> {
    run.people("mood")
}

const PEOPLE: Detail = Detail { agents: true, ..Detail::NONE };

fn complete(people: usize) -> Weights {
    (0..people).map(|i| (0..people).map(|j| f64::from(u8::from(i != j))).collect()).collect()
}

fn everyone_near(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    for confidence in [0.1, 0.2, 0.4] {
        let trial = runner.trial(&CAMPS).set("mood.confidence", confidence).detail(PEOPLE);
        let start = match trial.scenario()?.situation.mood.and_then(|mood| mood.initial) {
            Some(crate::chance::Distribution::Values { values }) => values,
            _ => Vec::new(),
        };
        let seen = trial.play(moods)?.remove(0);
        let expected = opinion::drawn(&start, &complete(start.len()), 0.02, confidence, 200.0);
        let off = seen.iter().zip(&expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        rows.push(Row::exact(
            format!("camps within {confidence}"),
            camps(&seen, 0) as f64,
            camps(&expected, 0) as f64,
            0.0,
        ));
        rows.push(Row::exact(
            format!("largest distance of a mood from the equation, confidence {confidence}"),
            off,
            0.0,
            1e-3,
        ));
    }
    Ok(rows)
}

/// Groups of more than `least` people whose moods lie no further apart than a fiftieth.
fn camps(moods: &[f64], least: usize) -> usize {
    let mut sorted = moods.to_vec();
    sorted.sort_by(f64::total_cmp);
    let is_near = |a: &f64, b: &f64| b - a <= 0.02;
    sorted.chunk_by(is_near).filter(|camp| camp.len() > least).count()
}

fn chance_meetings(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    for (confidence, within) in [(0.5, 0.5), (0.25, 0.6), (0.15, 1.0)] {
        let trial = runner.trial(&CHANCE_MEETINGS).set("mood.confidence", confidence).detail(PEOPLE);
        // A few people at the edges are left over, as in the original; camps of more than a twentieth count.
        let counts: Vec<f64> = trial.play(|run| camps(&moods(run), 3) as f64)?;
        let reference = opinion::camps(confidence);
        rows.push(Row::between(
            format!("camps, meetings by chance, confidence {confidence} (1/(2d) = {reference:.2})"),
            Estimate { se: 0.0, ..Estimate::mean(&counts) },
            reference - within,
            reference + within,
        ));
    }
    Ok(rows)
}

pub(super) const COMPANY: Check = Check {
    id: "M5",
    name: "company",
    claim: "moods that are drawn to those of others and to their own baseline settle in between; amplified ones rise steadily",
    reference: "(I/τ + κL) m = b/τ, Friedkin & Johnsen 1990; absorption and amplification after Bosse and colleagues 2009",
    tier: Tier::Full,
    scenarios: &[BALANCE, STUBBORN, SPIRAL],
    measure: |runner| Ok([balance(runner)?, absorption(runner)?, amplification(runner)?].concat()),
};

fn balance(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let runs = runner.trial(&BALANCE).detail(PEOPLE).play(|run| {
        let weights: Weights = contacts(&run.network)
            .iter()
            .map(|seen| (0..run.network.people()).map(|j| f64::from(u8::from(seen.contains(&j)))).collect())
            .collect();
        let expected = opinion::settled(&run.people("mood_baseline"), &weights, 0.02, 50.0);
        largest_distance(&moods(run), &expected)
    })?;
    let off = runs.into_iter().fold(0.0, f64::max);
    Ok(vec![Row::exact("stubborn people: largest distance of a mood from where it should settle [SD]", off, 0.0, 1e-3)])
}

fn largest_distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// Four who see each other and one who sees nobody, on the way: w_ij = closeness × expressiveness of the other.
fn absorption(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let shows = [0.9, 0.2, 0.6, 1.0, 0.4];
    let weights: Weights =
        (0..5).map(|i| (0..5).map(|j| if i == 0 || i == j { 0.0 } else { 0.5 * shows[j] }).collect()).collect();
    let mut rows = Vec::new();
    for time in [10.0, 40.0] {
        let trial = runner.trial(&STUBBORN).set("duration", time).set("dt", 0.01);
        let seen = trial.set("sample_every", time).detail(PEOPLE).play(moods)?.remove(0);
        let expected = opinion::drawn(&[2.0, 0.0, -1.0, 0.5, 1.0], &weights, 0.05, f64::INFINITY, time);
        let what = format!("absorption: largest distance of a mood from the equation after {time} s [SD]");
        rows.push(Row::exact(what, largest_distance(&seen, &expected), 0.0, 1e-3));
    }
    Ok(rows)
}

fn amplification(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    for bias in [0.8, 0.5, 0.2] {
        let trial = runner.trial(&SPIRAL).set("mood.amplification_bias", bias);
        let series = trial.play(|run| run.series("mood_mean"))?.remove(0);
        let (first, last) = (series[0], series[series.len() - 1]);
        // Four others, closeness 1/2, averaging 0.01 /s.
        let reference = opinion::amplification_speed(4.0 * 0.5 * 0.01, 0.6, bias);
        let speed = (last.1 - first.1) / (last.0 - first.0);
        rows.push(Row::exact(format!("amplification: speed of mood [SD/s], bias {bias}"), speed, reference, 1e-6));
    }
    Ok(rows)
}
