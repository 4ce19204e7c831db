//! Two ways to compute the same.

use crate::model::Detail;
use crate::verification::scenarios::SISA;
use crate::verification::{Check, Lab, Played, Row, Tier, Trouble};
use std::num::NonZeroUsize;

pub(super) const INVARIANCE: Check = Check {
    id: "T25",
    name: "invariance",
    claim: "the same seed gives the same run at any number of threads and whatever is recorded",
    reference: "equality to the last bit",
    tier: Tier::Fast,
    scenarios: &[SISA],
    measure: invariance,
};

fn invariance(lab: &Lab<'_>) -> Result<Vec<Row>, Trouble> {
    let threads = |n: usize| NonZeroUsize::new(n).unwrap_or(NonZeroUsize::MIN);
    let play = |n: usize, seed: u64, detail: Detail| -> Result<Vec<[String; 2]>, Trouble> {
        let lab = lab.with_threads(threads(n));
        let trial =
            lab.trial(&SISA).runs(6).set("network", "{ generator = \"watts_strogatz\", n = 200, k = 6, p = 0.1 }");
        trial.set("seed", seed).set("duration", 30).detail(detail).play(bytes)
    };
    let seed = lab.seed();
    let one = play(1, seed, Detail::ALL)?;
    let differing = |others: &[[String; 2]]| one.iter().zip(others).filter(|(a, b)| a != b).count() as f64;
    let bare = play(2, seed, Detail::NONE)?;
    let numbers = one.iter().zip(&bare).filter(|(a, b)| a[0] != b[0]).count();
    Ok(vec![
        Row::exact("runs that differ, 1 thread and 2", differing(&play(2, seed, Detail::ALL)?), 0.0, 0.0),
        Row::exact("runs that differ, 1 thread and 5", differing(&play(5, seed, Detail::ALL)?), 0.0, 0.0),
        Row::exact("runs that differ, with details and without", numbers as f64, 0.0, 0.0),
        Row::exact(
            "runs that differ, another seed (all 6 should)",
            differing(&play(2, seed + 1, Detail::ALL)?),
            6.0,
            0.0,
        ),
    ])
}

/// A run to the last bit: its numbers, and all its details. A number that does not exist equals itself here.
fn bytes(run: &Played) -> [String; 2] {
    let recording = &run.recording;
    let details = format!("{:?} {:?} {:?}", recording.events, recording.agents, recording.ties);
    [format!("{:?} {:?}", recording.metrics, recording.series), details]
}
