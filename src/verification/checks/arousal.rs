//! Arousal that fades, and a threshold above which one answers with the sign of one's mood.

use crate::verification::scenarios::AROUSED;
use crate::verification::{Check, CheckError, Estimate, Row, Runner, Tier};

pub(super) const AROUSAL: Check = Check {
    id: "M12",
    name: "arousal",
    claim: "mirror activation with a threshold is arousal: whom enough of a message reaches answers it, with the sign of their mood",
    reference: "F(1 − e^(-t/τ)) while the message is there and no more afterwards, F the law of personal thresholds, in the share of each sign: \
                the agents of Schweitzer & Garcia 2010 without noise, where arousal grows with the field alone and valence does not change",
    tier: Tier::Fast,
    scenarios: &[AROUSED],
    measure: arousal,
};

const WATCHERS: f64 = 4000.0;
/// How fast arousal fades, and how long the message is there \[s\].
const FADES: f64 = 5.0;
const MESSAGE: f64 = 10.0;
const TIMES: [f64; 4] = [2.5, 5.0, 10.0, 20.0];

fn arousal(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    for (clock, dt) in [("exact", 0.1), ("tick", 0.01)] {
        let trial = runner.trial(&AROUSED).set("clock", format!("{clock:?}")).set("dt", dt);
        let answered = trial.play(|run| {
            TIMES.map(|time| ["good_prevalence", "bad_prevalence"].map(|name| run.at(name, time) * (WATCHERS + 1.0)))
        })?;
        for (place, time) in TIMES.into_iter().enumerate() {
            for (sign, (what, share)) in [("good", 0.75), ("bad", 0.25)].into_iter().enumerate() {
                let count: f64 = answered.iter().map(|run| run[place][sign]).sum();
                let seen = Estimate::share(count.round() as usize, WATCHERS as usize * answered.len());
                let what = format!("{what} answers after {time} s, {clock}");
                rows.push(Row::near(what, seen, share * answers(time), 0.002, 0.02));
            }
        }
    }
    Ok(rows)
}

/// The share whose threshold, uniform from 0.2 to 1.2, arousal has met by a time.
fn answers(time: f64) -> f64 {
    let most = -libm::expm1(-time.min(MESSAGE) / FADES);
    (most - 0.2).clamp(0.0, 1.0)
}
