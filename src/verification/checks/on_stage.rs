//! What seeing one other adds up to: weights below zero, authority, a lone contact.

use crate::verification::scenarios::TWO_ON_STAGE;
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};

pub(super) const ON_STAGE: Check = Check {
    id: "M8",
    name: "on-stage",
    claim: "a frown takes away from a smile and no more, a teacher counts as several, and one contact alone is no pair",
    reference: "1 − e^(−βAt), A = max(0, 1 − weight), α, or A + κ₂A·max(0, A − 1) for pairs; its mean over susceptibilities; with the square of Iacopini and \
                colleagues 2019 a lone contact reinforces itself",
    tier: Tier::Fast,
    scenarios: &[TWO_ON_STAGE],
    measure: on_stage,
};

const WATCHERS: f64 = 10_000.0;

fn on_stage(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let cases = [
        ("a frown that weighs -0.4", "expressions.good.triggered_by", "{ bad = -0.4 }", 0.6),
        ("a frown that weighs -1.5", "expressions.good.triggered_by", "{ bad = -1.5 }", 0.0),
        ("authority 3", "groups.stage.authority", "3", 3.0),
        ("pairs, one contact", "expressions.good.response", "{ kind = \"pairs\", kappa2 = 2 }", 1.0),
        ("the square, one contact", "expressions.good.response", "{ kind = \"quadratic\", kappa2 = 2 }", 3.0),
    ];
    let mut rows = Vec::new();
    for (name, key, value, strength) in cases {
        for clock in ["exact", "tick"] {
            let trial =
                runner.trial(&TWO_ON_STAGE).set("clock", format!("{clock:?}")).set("dt", "\"0.01 s\"").set(key, value);
            let reach = trial.outcomes("good_reach")?;
            let count: f64 = reach.iter().map(|reach| reach * (WATCHERS + 1.0) - 1.0).sum();
            let seen = Estimate::share(count.round() as usize, WATCHERS as usize * reach.len());
            let reference = -libm::expm1(-strength);
            rows.push(Row::near(format!("{name}, {clock}"), seen, reference, 0.001, 0.016));
        }
    }
    rows.extend(of_different_people(runner)?);
    Ok(rows)
}

/// Who is susceptible to one thing need not be to another: over exponential factors of mean 1 the mean of e^(−s) is 1/2.
fn of_different_people(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let cases = [
        ("exponential", "{ distribution = \"exponential\", mean = 1 }", 0.5),
        ("gamma, shape 3", "{ distribution = \"gamma\", mean = 1, shape = 3 }", 1.0 - 27.0 / 64.0),
    ];
    let mut rows = Vec::new();
    for (name, susceptibility, reference) in cases {
        for clock in ["exact", "tick"] {
            let trial = runner.trial(&TWO_ON_STAGE).set("clock", format!("{clock:?}")).set("dt", "\"0.01 s\"");
            let reach = trial.set("expressions.good.susceptibility", susceptibility).outcomes("good_reach")?;
            let count: f64 = reach.iter().map(|reach| reach * (WATCHERS + 1.0) - 1.0).sum();
            let seen = Estimate::share(count.round() as usize, WATCHERS as usize * reach.len());
            rows.push(Row::near(format!("susceptibility to it {name}, {clock}"), seen, reference, 0.001, 0.016));
        }
    }
    Ok(rows)
}
