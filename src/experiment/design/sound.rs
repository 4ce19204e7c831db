//! Whether a design says what it seems to say: every key that it varies varies, and no point counts twice.

use crate::experiment::plan::{Plan, Point};
use crate::scenario::{self, Arm, Scenario, Sweep};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What is wrong with a design, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}: {advice}")]
pub struct Unsound {
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub advice: String,
}

/// Refuses an arm that sets what is varied: it would hide the variation.
///
/// # Errors
/// When there is one, with its name and the key.
pub fn no_arm_wins(scenario: &Scenario, sweep: &Sweep) -> Result<(), Unsound> {
    if sweep.replaces(&scenario.arms) {
        return Ok(());
    }
    let groups: Vec<String> = scenario.situation.groups.iter().map(|group| group.name.clone()).collect();
    for key in sweep.keys() {
        let hides = |arm: &&Arm| arm.set.iter().any(|(set, _)| scenario::overlap(set, &key, &groups));
        if let Some(arm) = scenario.arms.iter().find(hides) {
            return Err(Unsound {
                problem: format!("the sweep varies `{key}`, but the arm `{}` sets it to one value", arm.name),
                advice: "vary something else, or leave out the arms: `--set 'arms=[]'`".to_owned(),
            });
        }
    }
    Ok(())
}

/// Refuses points that come to the same in every arm: they would be taken for independent evidence. Designs that draw their
/// points may draw one twice. `place` names two points of the design by their numbers, where it knows a better name.
///
/// # Errors
/// When there are two, with what they are.
pub fn no_point_twice(plan: &Plan, place: impl Fn(usize, usize) -> Option<String>) -> Result<(), Unsound> {
    if !matches!(plan.design.as_str(), "grid" | "zip" | "points") {
        return Ok(());
    }
    let mut seen: BTreeMap<Vec<u64>, (usize, &Point)> = BTreeMap::new();
    for (number, arms) in by_design_point(plan).enumerate() {
        let told = arms.iter().filter(|point| !point.null).map(fingerprint).collect();
        if let Some((earlier, before)) = seen.insert(told, (number, &arms[0])) {
            let place = place(earlier, number);
            let place = place.unwrap_or_else(|| format!("points {} and {}", before.index, arms[0].index));
            let (before, now) = (said(before), said(&arms[0]));
            return Err(Unsound {
                problem: format!("the design has the same point twice: {before} and {now} ({place})"),
                advice: "leave one of them out".to_owned(),
            });
        }
    }
    Ok(())
}

/// The points of a plan, those of each point of its design together: its arms, then its run without imitation.
pub fn by_design_point(plan: &Plan) -> impl Iterator<Item = &[Point]> {
    plan.points.chunk_by(|a, b| a.stretch == b.stretch)
}

fn said(point: &Point) -> String {
    let values = point.varied.iter().map(|(key, value)| format!("{key} = {value}"));
    values.collect::<Vec<_>>().join(", ")
}

/// What a run is told, however its values were written.
fn fingerprint(point: &Point) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{} {:?}", point.network, point.situation).hash(&mut hasher);
    hasher.finish()
}
