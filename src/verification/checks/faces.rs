//! The presets for smiling, laughing and frowning against the findings that they were fitted to.

use crate::evidence::Preset;
use crate::model::Detail;
use crate::model::situation::{Expression, ImitationRate, Response};
use crate::theory::watcher::Watcher;
use crate::theory::well_mixed;
use crate::verification::scenarios::{LAUGH_BOX, STAGE};
use crate::verification::{Check, CheckError, Estimate, Played, Row, Runner, Tier};

pub(super) const FACES: Check = Check {
    id: "T21",
    name: "faces",
    claim: "smiles and laughs are returned as often as observed, frowns hardly, disgust not at all, and canned laughter works once",
    reference: "1 − exp(−∫ β Ψ(A)(1 − h) dt) with the presets' numbers; half of all smiles and few frowns (Hinsz & Tomhave 1991), \
                no disgusted face (Fischer, Becker & Veenstra 2012), \
                24 of 112 smiles in the street, laughter falling from about 50 % to 2.3 % of 128 students in ten trials (Provine 1992; \
                twice their standard errors)",
    tier: Tier::Fast,
    scenarios: &[STAGE, LAUGH_BOX],
    measure: |runner| Ok([returned(runner)?, laugh_box(runner)?].concat()),
};

const VIEWERS: usize = 10_000;

fn preset(name: &str) -> Expression {
    Preset::named(name).expect("a preset of this name").expression()
}

/// A viewer of a face of this kind; `strength` is how strongly it is perceived.
fn viewer(expression: &Expression, strength: f64) -> Watcher {
    let imitation = if let ImitationRate::Rate(rate) = expression.imitation_rate { rate } else { f64::INFINITY };
    let response = match expression.response {
        Response::Saturating { theta } => well_mixed::Response::Saturating(theta),
        _ => well_mixed::Response::Linear,
    };
    Watcher {
        spontaneous: 0.0,
        imitation,
        strength,
        response,
        memory: expression.memory,
        habituation: expression.habituation_rate,
        recovery: expression.habituation_recovery,
    }
}

/// Chance of at least one answer in each of `trials` showings of length `hold`, `every` apart, by someone who is free when
/// each begins: 1 − exp(−∫ λ dt).
fn answers(viewer: &Watcher, hold: f64, every: f64, trials: usize) -> Vec<f64> {
    let begins: Vec<f64> = (0..=trials).map(|trial| trial as f64 * every).collect();
    let showings: Vec<(f64, f64)> = begins[..trials].iter().map(|&from| (from, from + hold)).collect();
    viewer.hazards(&showings, &begins).windows(2).map(|sums| -libm::expm1(sums[0] - sums[1])).collect()
}

fn returned(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    let cases = [
        ("smile", 1.0, "a smile of 3 s", (0.50, 0.56)),
        ("smile", 0.32, "a smile in the street (visibility 0.32)", (0.15, 0.30)),
        ("frown", 1.0, "a frown of 3 s", (0.0, 0.10)),
        ("disgust", 1.0, "a disgusted face of 3 s", (0.0, 0.01)),
    ];
    for (name, visibility, what, (low, high)) in cases {
        let trial =
            runner.trial(&STAGE).set("expressions.face.preset", format!("{name:?}")).set("ties.visibility", visibility);
        let reach = trial.outcomes("face_reach")?;
        let count: f64 = reach.iter().map(|reach| reach * (VIEWERS + 1) as f64 - 1.0).sum();
        let seen = Estimate::share(count.round() as usize, VIEWERS * reach.len());
        let face = preset(name);
        let reference = face.responders * answers(&viewer(&face, visibility), 3.0, 30.0, 1)[0];
        rows.push(Row::near(format!("{what}, returned"), seen, reference, 0.001, 0.018));
        let finding = format!("{what}, against the finding");
        rows.push(if low > 0.0 { Row::between(finding, seen, low, high) } else { Row::at_most(finding, seen, high) });
    }
    Ok(rows)
}

fn laugh_box(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let trial = runner.trial(&LAUGH_BOX).detail(Detail { events: true, ..Detail::NONE });
    let answers_of = |run: &Played| [answered(run, 0, 0.0), answered(run, 0, 540.0), answered(run, 1, 0.0)];
    let runs = trial.play(answers_of)?;
    let estimate = |runs: &[[usize; 3]], place: usize| {
        Estimate::share(runs.iter().map(|run| run[place]).sum(), VIEWERS * runs.len())
    };
    let seen = |place: usize| estimate(&runs, place);
    // The formula knows of one face; the finding is of people who do not smile while they laugh.
    let together = trial.set("expressions.laugh.excludes", "[]").play(answers_of)?;
    let (laugh, smile) = (preset("laugh"), preset("smile"));
    let trials = answers(&viewer(&laugh, 1.0), 18.0, 60.0, 10);
    let weight = smile.triggered_by.iter().find(|(name, _)| name == "laugh").map_or(0.0, |(_, weight)| *weight);
    let smiles = answers(&viewer(&smile, weight), 18.0, 60.0, 1)[0];
    Ok(vec![
        Row::near("laugh box, first trial", seen(0), trials[0], 0.002, 0.018),
        Row::between("laugh box, first trial, against the finding", seen(0), 0.41, 0.59),
        Row::near("laugh box, tenth trial", seen(1), trials[9], 0.001, 0.01),
        Row::between("laugh box, tenth trial, against the finding", seen(1), 0.0, 0.05),
        Row::near("smiles at the first laughter, laughing or not", estimate(&together, 2), smiles, 0.002, 0.018),
        Row::at_least("smiles at the first laughter, against the finding", seen(2), 0.85),
    ])
}

/// How many viewers showed an expression within a minute from a moment on.
fn answered(run: &Played, expression: u16, from: f64) -> usize {
    let window = from..from + 60.0;
    let events = run.recording.events.iter();
    let mut people: Vec<u32> = events
        .filter(|e| e.expression == expression && e.agent > 0 && window.contains(&e.time))
        .map(|e| e.agent)
        .collect();
    people.sort_unstable();
    people.dedup();
    people.len()
}
