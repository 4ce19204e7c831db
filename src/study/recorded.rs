//! A run of a result, to be looked at person by person on its page.

use super::explore::{Living, pictures, spoken};
use super::film::{Film, MOST_PEOPLE, Wish};
use crate::experiment::{Point, Run};
use crate::model::Situation;
use crate::model::situation::Clock;
use crate::network::Network;
use crate::output::report::LivingRun;
use crate::scenario::{MAIN, Scenario};
use serde_json::json;

/// A run with more text than this is left to a film: a page is to open at once, on a phone, too.
const LONGEST: usize = 300_000;
/// The same of its still picture.
const LONGEST_STILL: usize = 400_000;
/// Length of the film whose moments the still picture shows \[s\].
const SECONDS: u32 = 12;

/// People times ticks that take no noticeable part of the time of making a page.
const MOST_STEPS: f64 = 2e7;

/// The same of directed ties, each a row of a table that is held against the folder's.
const MOST_TIES: usize = 100_000;

/// Whether a run can be played again and seen without anybody waiting for it.
pub(crate) fn is_quick(situation: &Situation, network: &Network) -> bool {
    let people = network.people();
    let steps = if situation.clock == Clock::Exact { 0.0 } else { situation.ticks() as f64 * people as f64 };
    people <= MOST_PEOPLE && network.ties() <= MOST_TIES && steps <= MOST_STEPS
}

/// What a page needs to play a recorded run beside the same dice without imitation; nothing where there are too many people or
/// expressions to be seen one by one.
///
/// `run` says in words which one it is.
pub(crate) fn living_run(living: Living, scenario: &Scenario, run: String) -> Option<LivingRun> {
    let expressions = scenario.situation.expressions.iter().map(|expression| spoken(&scenario.verbs, &expression.name));
    let played = json!({
        "duration": living.duration,
        "expressions": expressions.collect::<Vec<_>>(),
        "pictures": pictures(scenario),
        "living": living,
    });
    let played = played.to_string();
    let wish = Wish { scenario, run: run.clone(), expression: None, picture: None, seconds: SECONDS };
    let still = Film::new(living, &wish).ok()?.still();
    (played.len() <= LONGEST && still.len() <= LONGEST_STILL).then_some(LivingRun { played, still, run })
}

/// Which run it is, in words: "run 3 of 200 (replicate 3, seed 17, friends)".
pub(crate) fn which(run: &Run, all: u64, point: &Point) -> String {
    let arm = if point.arm == MAIN { String::new() } else { format!(", {}", point.arm) };
    let varied = point.varied.iter().filter(|(_, value)| !value.is_empty());
    let varied: String = varied.map(|(key, value)| format!(", {key} = {value}")).collect();
    format!("run {} of {all} (replicate {}, seed {}{arm}{varied})", run.id, run.replicate, run.seed)
}
