//! Two ways to compute the same.

use crate::model::Detail;
use crate::verification::exact::gillespie::{self, Rates};
use crate::verification::exact::{Contacts, contacts};
use crate::verification::scenarios::{KARATE, REAL_NETWORK};
use crate::verification::{Check, CheckError, Estimate, Played, Row, Runner, Tier};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;
use std::num::NonZeroUsize;

pub(super) const INVARIANCE: Check = Check {
    id: "T25",
    name: "invariance",
    claim: "the same seed gives the same run at any number of threads and whatever is recorded; numbering people anew changes \
            nothing",
    reference: "equality to the last bit; the same network with its people in another order",
    tier: Tier::Fast,
    scenarios: &[KARATE],
    measure: |runner| Ok([invariance(runner)?, relabelled(runner)?].concat()),
};

fn invariance(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let threads = |n: usize| NonZeroUsize::new(n).unwrap_or(NonZeroUsize::MIN);
    let play = |n: usize, seed: u64, detail: Detail| -> Result<Vec<[String; 2]>, CheckError> {
        let runner = runner.with_threads(threads(n));
        let trial =
            runner.trial(&KARATE).runs(6).set("network", "{ generator = \"watts_strogatz\", n = 200, k = 6, p = 0.1 }");
        trial.set("seed", seed).set("duration", 30).detail(detail).play(bytes)
    };
    let seed = runner.seed();
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

/// The karate club as it is, and read from files that list its people in another order.
fn relabelled(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let trial = runner
        .trial(&KARATE)
        .runs(400)
        .set("duration", 20)
        .set("expressions.x.initial", "{ count = 4, pick = \"hubs\" }");
    let numbers = |run: &Played| [run.outcome("x_prevalence_late"), run.outcome("x_reach")];
    let before = trial.play(numbers)?;
    let club = trial.clone().runs(1).play(|run| contacts(&run.network))?.remove(0);
    let mut order: Vec<usize> = (0..club.len()).collect();
    order.shuffle(&mut Xoshiro256PlusPlus::seed_from_u64(runner.seed()));
    let after = trial.set("network", "{ file = \"shuffled.edges\" }").file(edges(&club, &order)).play(numbers)?;
    let mean =
        |runs: &[[f64; 2]], place: usize| Estimate::mean(&runs.iter().map(|run| run[place]).collect::<Vec<f64>>());
    let row = |(place, what): (usize, &str)| {
        Row::near(format!("{what}, people in another order"), mean(&after, place), mean(&before, place), 0.0, 0.08)
    };
    Ok(["level", "share reached"].into_iter().enumerate().map(row).collect())
}

/// An edge list in which person i is called `order[i]` and the numbers come in the order of the names.
fn edges(contacts: &Contacts, order: &[usize]) -> String {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (i, seen) in contacts.iter().enumerate() {
        pairs.extend(seen.iter().filter(|&&j| i < j).map(|&j| (order[i].min(order[j]), order[i].max(order[j]))));
    }
    pairs.sort_unstable();
    pairs.iter().map(|(a, b)| format!("{a} {b}\n")).collect()
}

pub(super) const GILLESPIE: Check = Check {
    id: "A1",
    name: "second-implementation",
    claim: "a second, exact implementation sees the same on real networks: SIS, SIR and SISa, their levels, reach and peaks",
    reference: "Gillespie's direct method (1977), in continuous time, which shares no code with the engine",
    tier: Tier::Full,
    scenarios: &[REAL_NETWORK],
    measure: second_implementation,
};

const TIMES: [f64; 4] = [1.0, 2.0, 4.0, 16.0];

fn second_implementation(runner: &Runner<'_>) -> Result<Vec<Row>, CheckError> {
    let mut rows = Vec::new();
    for (network, imitation) in [("karate_club", 0.4), ("les_miserables", 0.2)] {
        let rates = |spontaneous: f64, once: bool| Rates { spontaneous, imitation, recovery: 1.0, once };
        for (name, rates) in [("SIS", rates(0.0, false)), ("SIR", rates(0.0, true)), ("SISa", rates(0.05, false))] {
            rows.extend(both_ways(runner, network, name, rates)?);
        }
    }
    Ok(rows)
}

/// What is compared after the shares at [`TIMES`], and how wide the tolerance may be.
const REST: [(&str, f64); 3] = [("share reached", 0.05), ("peak", 0.05), ("time to peak [s]", 0.5)];

/// Shares at some moments, the share reached in the end, the peak and when it came, under the exact clock.
fn both_ways(runner: &Runner<'_>, network: &str, name: &str, rates: Rates) -> Result<Vec<Row>, CheckError> {
    let trial = runner
        .trial(&REAL_NETWORK)
        .set("network", format!("{{ generator = {network:?} }}"))
        .set("clock", "\"exact\"")
        .runs(4000)
        .set("expressions.x.imitation_rate", rates.imitation)
        .set("expressions.x.spontaneous_rate", rates.spontaneous)
        .set("expressions.x.refractory", if rates.once { "\"forever\"" } else { "0" });
    let engine = trial.clone().play(|run: &Played| {
        let levels = TIMES.iter().map(|&time| run.at("x_prevalence", time));
        levels.chain(["x_reach", "x_peak", "x_time_to_peak"].map(|name| run.outcome(name))).collect::<Vec<f64>>()
    })?;
    let club = trial.runs(1).play(|run| contacts(&run.network))?.remove(0);
    let reference = exact(runner, club, rates)?;
    let column =
        |runs: &[Vec<f64>], place: usize| Estimate::mean(&runs.iter().map(|run| run[place]).collect::<Vec<f64>>());
    let levels = TIMES.iter().map(|time| (format!("share after {time} s"), 0.05));
    let rest = REST.iter().map(|(what, within)| ((*what).to_owned(), *within));
    let row = |(place, (what, within)): (usize, (String, f64))| {
        let what = format!("{network}, {name}: {what}");
        Row::near(what, column(&engine, place), column(&reference, place), 0.0, within)
    };
    Ok(levels.chain(rest).enumerate().map(row).collect())
}

fn exact(runner: &Runner<'_>, club: Contacts, rates: Rates) -> Result<Vec<Vec<f64>>, CheckError> {
    let seed = runner.seed().wrapping_mul(15_485_863);
    runner.each((0..4000).collect(), move |run: &u64| {
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(seed.wrapping_add(*run));
        let course = gillespie::run(&club, rates, &[0, 1, 2], &TIMES, &mut dice);
        let people = club.len() as f64;
        let shares = course.infected.iter().chain([&course.reached, &course.peak.0]).map(|&n| n as f64 / people);
        shares.chain([course.peak.1]).collect()
    })
}
