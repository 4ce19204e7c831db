//! What seeing one other adds up to: weights below zero, authority, a lone contact.

use crate::verification::scenarios::TWO_ON_STAGE;
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};

pub(super) const ON_STAGE: Check = Check {
    id: "M8",
    name: "on-stage",
    claim: "a frown takes away from a smile and no more, a teacher counts as several, one contact alone is no pair, and of one expression \
            less is seen than of another",
    reference: "1 − e^(−βAt), A = max(0, 1 − weight), α, or A + κ₂A·max(0, A − 1) for pairs; or the share ε_c that is shown; its mean over susceptibilities; with the square of Iacopini and \
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
            rows.push(reached(name, clock, &trial.outcomes("good_reach")?, -libm::expm1(-strength)));
        }
    }
    rows.extend(of_different_people(runner)?);
    rows.extend(shown_less(runner)?);
    Ok(rows)
}

/// Of one expression less is shown than of another: a share of the smile, or of the frown that takes away from it.
fn shown_less(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let cases = [
        ("a smile of which 0.4 shows", "expressions.good.expressiveness", "0", "0.4", 0.4),
        ("half of a frown that weighs -0.8", "expressions.bad.expressiveness", "-0.8", "0.5", 0.6),
        ("nothing of a frown that weighs -0.8", "expressions.bad.expressiveness", "-0.8", "0", 1.0),
    ];
    let mut rows = Vec::new();
    for (name, key, weight, share, strength) in cases {
        for clock in ["exact", "tick"] {
            let trial = runner.trial(&TWO_ON_STAGE).set("clock", format!("{clock:?}")).set("dt", "\"0.01 s\"");
            let trial = trial.set("expressions.good.triggered_by", format!("{{ bad = {weight} }}")).set(key, share);
            rows.push(reached(name, clock, &trial.outcomes("good_reach")?, -libm::expm1(-strength)));
        }
    }
    Ok(rows)
}

/// How many of the watchers smiled.
fn reached(name: &str, clock: &str, reach: &[f64], reference: f64) -> Row {
    let count: f64 = reach.iter().map(|reach| reach * (WATCHERS + 1.0) - 1.0).sum();
    let seen = Estimate::share(count.round() as usize, WATCHERS as usize * reach.len());
    Row::near(format!("{name}, {clock}"), seen, reference, 0.001, 0.016)
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
            rows.push(reached(&format!("susceptibility to it {name}"), clock, &reach, reference));
        }
    }
    Ok(rows)
}
