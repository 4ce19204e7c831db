//! Ties that form and end: a Markov chain of two.

use crate::theory::selection::{association, tied};
use crate::verification::scenarios::TYING;
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};

pub(super) const TIES: Check = Check {
    id: "M11",
    name: "selection",
    claim: "who shows the same ties and who does not parts as often as their chain says, and they look as if one caught it from the other",
    reference: "the stationary law of a Markov chain of two people, tied or not; the relative risk among those who are tied, less one, \
                though nothing is caught (selection without influence: Steglich, Snijders & Pearson 2010), \
                from one step and half of it to none",
    tier: Tier::Full,
    scenarios: &[TYING],
    measure: tying,
};

/// Rates of the scenario \[/s\]: of beginning to smile and of stopping.
const SMILE: f64 = 0.25;

/// Steps \[s\]: who shows what is looked at once a step, so that ties come about half a step late. It does not change how many are tied,
/// but who is tied; the line through one step and half of it leads to none.
const STEPS: [f64; 2] = [0.1, 0.05];

const OUTCOMES: [&str; 2] = ["ties_mean", "smile_association_1"];

fn tying(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    for clock in ["exact", "tick"] {
        for (forming, ending) in [(0.5, 0.25), (0.25, 1.0)] {
            let trial = runner.trial(&TYING).set("clock", format!("{clock:?}")).set("selection.forming", forming);
            let trial = trial.set("selection.ending", ending);
            let what = |what: &str| format!("{what}, φ {forming}, ω {ending}, {clock}");
            let at = |dt: f64| trial.clone().set("dt", dt).play(|run| OUTCOMES.map(|name| run.outcome(name)));
            let fine = at(STEPS[1])?;
            let ties = Estimate::mean(&fine.iter().map(|run| run[0]).collect::<Vec<f64>>());
            rows.push(Row::near(what("tied"), ties, tied(SMILE, SMILE, forming, ending), 0.004, 0.03));
            // Where ties end soon few are left to be compared.
            if ending > forming {
                continue;
            }
            let without_steps: Vec<f64> =
                at(STEPS[0])?.iter().zip(&fine).map(|(coarse, fine)| 2.0 * fine[1] - coarse[1]).collect();
            let alike = Estimate::mean(&without_steps);
            let reference = association(SMILE, SMILE, forming, ending);
            rows.push(Row::near(what("association of those who are tied"), alike, reference, 0.003, 0.06));
        }
    }
    Ok(rows)
}
