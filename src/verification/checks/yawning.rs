//! The yawn preset against the findings that it was fitted to.

use crate::evidence::Preset;
use crate::model::Detail;
use crate::model::situation::{Expression, ImitationRate};
use crate::theory::kernel;
use crate::verification::scenarios::{ONE_YAWN, YAWN_VIDEO};
use crate::verification::{Check, CheckError, Estimate, Played, Row, Runner, Tier};

pub(super) const YAWNS: Check = Check {
    id: "T20",
    name: "yawning",
    claim: "yawns are answered as often as observed, more and sooner among the close",
    reference: "π (1 − e^(-β g ∫A)) with the preset's numbers; 55 % of viewers of a video within 5 min (Provine 1986), \
                order of rates and delays from strangers to kin (Norscia & Palagi 2011)",
    tier: Tier::Fast,
    scenarios: &[ONE_YAWN, YAWN_VIDEO],
    measure: |runner| Ok([one_yawn(runner)?, video(runner)?].concat()),
};

const LENGTH: f64 = 6.0;
const WINDOW: f64 = 180.0;
const PAIRS: usize = 20_000;
const VIEWERS: usize = 20_000;

fn preset() -> (Expression, f64) {
    let yawn = Preset::named("yawn").expect("a preset of this name").expression();
    let ImitationRate::Rate(rate) = yawn.imitation_rate else { return (yawn, f64::INFINITY) };
    (yawn, rate)
}

fn one_yawn(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let (yawn, rate) = preset();
    let mut rows = Vec::new();
    let mut seen: Vec<[Estimate; 2]> = Vec::new();
    for thirds in 0..4 {
        let closeness = f64::from(thirds) / 3.0;
        let gain = 1.0 + (yawn.closeness_gain - 1.0) * closeness;
        let trial = runner.trial(&ONE_YAWN).set("ties.closeness", closeness);
        let times = trial.detail(Detail { agents: true, ..Detail::NONE }).play(answers)?.concat();
        let answered = Estimate::share(times.len(), PAIRS * runner.trial(&ONE_YAWN).scenario()?.replicates as usize);
        let area = kernel::leaky_area(LENGTH, yawn.memory, WINDOW);
        let reference = kernel::answer(yawn.responders, rate, gain, area);
        let of = format!("closeness {thirds}/3");
        rows.push(Row::near(format!("one yawn answered, {of}"), answered, reference, 0.0005, 0.01));
        let delay = Estimate::mean(&times);
        let reference = kernel::answer_time(rate, gain, LENGTH, yawn.memory, WINDOW);
        // What is shown is seen a tick later.
        rows.push(Row::near(format!("delay of the answers [s], {of}"), delay, reference, 0.5, 4.0));
        seen.push([answered, delay]);
    }
    let less = |place: usize, from: usize, to: usize| {
        let (a, b) = (seen[from][place], seen[to][place]);
        Estimate { value: a.value - b.value, se: a.se.hypot(b.se), n: a.n.min(b.n) }
    };
    rows.extend(
        (0..3).map(|w| Row::at_most(format!("answered, closeness {w}/3 less {}/3", w + 1), less(0, w, w + 1), 0.0)),
    );
    rows.push(Row::at_least("delay, strangers less kin [s]", less(1, 0, 3), 0.0));
    Ok(rows)
}

/// When those who did not begin first yawned.
fn answers(run: &Played) -> Vec<f64> {
    run.people("yawn_first_time").into_iter().filter(|&time| time > 0.0).collect()
}

fn video(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let (yawn, rate) = preset();
    let runs = runner.trial(&YAWN_VIDEO).play(|run| [180.0, 300.0].map(|time| run.at("yawn_reach", time)))?;
    let seen = |place: usize| {
        let yawned: f64 = runs.iter().map(|run| run[place] * (VIEWERS + 1) as f64 - 1.0).sum();
        Estimate::share(yawned.round() as usize, VIEWERS * runs.len())
    };
    let reference = |until: f64| {
        kernel::answer(yawn.responders, rate, 1.0, kernel::repeated_area(LENGTH, 10.0, yawn.memory, until))
    };
    Ok(vec![
        Row::near("viewers of a video who yawned within 3 min", seen(0), reference(180.0), 0.002, 0.015),
        Row::near("viewers of a video who yawned within 5 min", seen(1), reference(300.0), 0.002, 0.015),
        Row::between("the same against Provine's 55 %", seen(1), 0.40, 0.60),
    ])
}
