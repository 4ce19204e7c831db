//! Applause: it begins as an epidemic and ends by people listening to each other.

use crate::model::Detail;
use crate::theory::{applause, epidemic};
use crate::verification::scenarios::{APPLAUSE_BEGINS, APPLAUSE_ENDS};
use crate::verification::{Check, CheckError, Estimate, Played, Row, Runner, Tier};

pub(super) const APPLAUSE: Check = Check {
    id: "T19",
    name: "applause",
    claim: "applause fills and leaves a room as fast as its rule says",
    reference: "2(N − 1)/(Nβ)·H_(N−1) for the start, Σ 1/((N − s)γ(1 + σs/(N − 1))) for the end; rules of Mann and colleagues 2013",
    tier: Tier::Full,
    scenarios: &[APPLAUSE_BEGINS, APPLAUSE_ENDS],
    measure: |runner| Ok([begins(runner)?, ends(runner)?].concat()),
};

fn begins(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let rate = 8.6;
    let last = |run: &Played| run.people("clap_first_time").into_iter().fold(0.0, f64::max);
    let row = |people: usize| {
        let trial =
            runner.trial(&APPLAUSE_BEGINS).set("network.n", people).detail(Detail { agents: true, ..Detail::NONE });
        let reference = epidemic::applause_spread_time(people, rate);
        let measured = Estimate::mean(&trial.play(last)?);
        // What is shown is seen a tick later, at each of the steps from one to all.
        Ok(Row::near(
            format!("from the first to the last of {people} [s]"),
            measured,
            reference,
            0.01,
            0.05 * reference,
        ))
    };
    [13, 18, 20].into_iter().map(row).collect()
}

fn ends(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let last = |run: &Played| run.recording.events.iter().map(|e| e.time + e.duration).fold(0.0, f64::max);
    let row = |social: f64| {
        let trial = runner.trial(&APPLAUSE_ENDS).set("expressions.clap.social_stopping", social);
        let ends = trial.detail(Detail { events: true, ..Detail::NONE }).play(last)?;
        let reference = applause::end(18, 6.0, social);
        let what = format!("until the last of 18 stops [s], σ = {social}");
        Ok(Row::near(what, Estimate::mean(&ends), reference, 0.02 * (1.0 + social), 0.06 * reference))
    };
    [0.0, 3.0].into_iter().map(row).collect()
}
