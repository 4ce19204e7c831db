//! Faces that nobody shows together: chains of three states.

use crate::verification::scenarios::ONE_FACE as FACES;
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};

pub(super) const ONE_FACE: Check = Check {
    id: "M7",
    name: "one-face",
    claim: "of two faces that exclude each other the newer stays, and one that is not excluded in turn goes before",
    reference: "the stationary law of a Markov chain in continuous time with the states neither, good and bad: a/(a + b + 1/D) each; \
                a/(a + 1/D) for the one that goes before",
    tier: Tier::Fast,
    scenarios: &[FACES],
    measure: one_face,
};

/// Rates \[/s\] of the scenario: of beginning and of ending.
const GOOD: (f64, f64) = (0.3, 0.5);
const BAD: (f64, f64) = (0.2, 0.25);

fn one_face(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let newer = (GOOD.0 / (GOOD.0 + BAD.0 + GOOD.1), BAD.0 / (BAD.0 + GOOD.0 + BAD.1));
    let before = GOOD.0 / (GOOD.0 + GOOD.1);
    let above = (before, BAD.0 * (1.0 - before) / (BAD.0 + GOOD.0 + BAD.1));
    let apart = (before, BAD.0 / (BAD.0 + BAD.1));
    let cases = [
        ("each other", "[\"bad\"]", "[\"good\"]", newer),
        ("the good goes before", "[\"bad\"]", "[]", above),
        ("neither", "[]", "[]", apart),
    ];
    let mut rows = Vec::new();
    for clock in ["exact", "tick"] {
        for (name, good, bad, (of_good, of_bad)) in cases {
            let trial =
                runner.trial(&FACES).set("expressions.good.excludes", good).set("expressions.bad.excludes", bad);
            let trial = trial.set("clock", format!("{clock:?}")).set("dt", "\"0.05 s\"");
            for (face, reference) in [("good_prevalence_late", of_good), ("bad_prevalence_late", of_bad)] {
                let level = Estimate::mean(&trial.outcomes(face)?);
                rows.push(Row::near(format!("{face}, {name}, {clock}"), level, reference, 0.001, 0.006));
            }
        }
    }
    Ok(rows)
}
