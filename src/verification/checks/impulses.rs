//! Events that set off events.

use crate::theory::hawkes;
use crate::verification::scenarios::IMPULSES;
use crate::verification::{Check, CheckError, Estimate, Played, Row, Runner, Tier};

pub(super) const HAWKES: Check = Check {
    id: "T16",
    name: "hawkes",
    claim: "very short expressions that set each other off are a Hawkes process",
    reference: "rate μ/(1 − n); variance over mean of counts in windows of 50 s, 1/(1 − n)² for long ones (Hawkes 1971)",
    tier: Tier::Full,
    scenarios: &[IMPULSES],
    measure: impulses,
};

const WINDOW: f64 = 50.0;
const PEOPLE: f64 = 10.0;
const LENGTH: f64 = 0.001;

fn impulses(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    for branching in [0.5, 0.0] {
        let rate = branching / ((PEOPLE - 1.0) * LENGTH);
        let runs = runner.trial(&IMPULSES).set("expressions.click.imitation_rate", rate).play(counts)?;
        let rates: Vec<f64> = runs.iter().map(|counts| mean(counts) / (WINDOW * PEOPLE)).collect();
        let spreads: Vec<f64> = runs.iter().map(|counts| fano(counts)).collect();
        let reference = hawkes::rate(0.1, branching);
        rows.push(Row::near(
            format!("rate of each [/s], n = {branching}"),
            Estimate::mean(&rates),
            reference,
            0.001,
            0.02 * reference,
        ));
        let reference = hawkes::fano(branching, 1.0, WINDOW);
        rows.push(Row::near(
            format!("variance/mean, n = {branching}"),
            Estimate::mean(&spreads),
            reference,
            0.02,
            0.1 * reference,
        ));
    }
    Ok(rows)
}

/// Events in each window; the first ones are left out.
fn counts(run: &Played) -> Vec<f64> {
    let events = run.series("click_events");
    events.windows(2).skip(4).map(|pair| pair[1].1 - pair[0].1).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn fano(counts: &[f64]) -> f64 {
    let average = mean(counts);
    counts.iter().map(|count| (count - average).powi(2)).sum::<f64>() / (counts.len() - 1) as f64 / average
}
