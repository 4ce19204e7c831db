//! What charts and report are told about a scenario and its points.

use super::manifest::{Manifest, PointEntry};
use super::number::told;
use super::{Called, Facts, Habit, Point, Pulse};
use crate::model::Situation;
use crate::model::situation::{Clock, Expression, Happening, Pick, Policy, Who};
use crate::network::Source;
use crate::quantity::TimeUnit;
use crate::scenario::{self, Scenario, arm_named};
use std::collections::BTreeSet;

/// What is known of a scenario that was run.
pub fn facts(scenario: &Scenario, manifest: &Manifest) -> Facts {
    let unit = scenario.time_unit.seconds();
    let seated = |name: &str| matches!(name, "seating" | "grid_2d");
    Facts {
        name: manifest.scenario.name.clone(),
        title: if scenario.title.is_empty() { manifest.scenario.name.clone() } else { scenario.title.clone() },
        question: scenario.question.clone(),
        time_unit: scenario.time_unit.symbol().to_owned(),
        duration: scenario.situation.duration / unit,
        expressions: scenario.situation.expressions.iter().map(|e| e.name.clone()).collect(),
        size: usize::try_from(manifest.people).unwrap_or(usize::MAX),
        seats: matches!(scenario.network.source(), Source::Generated { generator, .. } if seated(generator)),
        seed: manifest.seed,
        version: manifest.version.clone(),
        actors: actors(&scenario.situation, usize::try_from(manifest.people).unwrap_or(usize::MAX)),
        pulses: pulses(&scenario.situation, unit),
        habits: scenario.situation.expressions.iter().map(|e| habit(e, &scenario.situation, unit)).collect(),
        // At exact times what is shown is seen at once.
        tick: if scenario.situation.clock == Clock::Exact { 0.0 } else { scenario.situation.dt / unit },
        tick_errors: manifest.tick_errors.clone(),
        one_network: !scenario.network.is_random(),
        fixed_groups: scenario.situation.groups.iter().all(|group| is_fixed(&group.who, !scenario.network.is_random())),
        company_changes: scenario.situation.encounters.is_some(),
        has_medium: scenario.situation.place.is_some(),
        marks: scenario.marks.clone(),
        outcomes: scenario.outcomes.clone(),
        design: manifest.design.clone(),
        varied: manifest.varied.iter().filter(|key| !scenario::is_label(key)).cloned().collect(),
        shown: None,
        negligible: scenario.negligible,
        negligible_share: scenario.negligible_share,
        language: scenario.language,
        verbs: scenario.verbs.clone(),
        waited_for: waited_for(scenario, manifest),
        called: called(scenario, manifest),
    }
}

/// The outcomes for which runs were added until their interval was narrow.
fn waited_for(scenario: &Scenario, manifest: &Manifest) -> Vec<String> {
    let swept = scenario.sweep.iter().filter(|_| !manifest.design.is_empty());
    swept.flat_map(|sweep| &sweep.until_ci).map(|(metric, _)| metric.clone()).collect()
}

/// What the keys are called in which points differ.
fn called(scenario: &Scenario, manifest: &Manifest) -> Vec<(String, Called)> {
    let set = manifest.points.iter().filter(|point| !point.null).flat_map(|point| &point.set).map(|(key, _)| key);
    let keys: BTreeSet<&String> = set.chain(&manifest.varied).collect();
    keys.into_iter().map(|key| (key.clone(), scenario.called(key))).collect()
}

/// How an expression comes and goes.
fn habit(expression: &Expression, situation: &Situation, unit: f64) -> Habit {
    let stirs = |what: &Happening| match what {
        Happening::SpontaneousFactor { expression: of, .. } => of.as_ref().is_none_or(|name| *name == expression.name),
        Happening::Mood { .. } => situation.mood.is_some() && expression.mood_to_spontaneous != 0.0,
        Happening::Express(_) => false,
    };
    let rest = &expression.refractory;
    // A rest that varies is over for nearly everyone after three times its mean.
    let rest = if rest.constant().is_some() { rest.mean() } else { 3.0 * rest.mean() };
    Habit {
        memory: expression.memory / unit,
        rest: rest / unit,
        lasting: expression.duration.mean() / unit,
        stirred: situation.events.iter().any(|event| stirs(&event.what)),
        gain: expression.closeness_gain,
    }
}

/// Whether the same people are meant in all runs, on one network or on one for each.
fn is_fixed(who: &Who, one_network: bool) -> bool {
    match who {
        Who::Everyone | Who::Ids(_) | Who::Listed(_) => true,
        Who::Share(_, pick) | Who::Count(_, pick) => *pick == Pick::First,
        Who::Near(who, _) => one_network && is_fixed(who, one_network),
        Who::Group(_) | Who::OnePerBlock | Who::OneBlock => false,
    }
}

/// How many people show something on purpose.
fn actors(situation: &Situation, people: usize) -> usize {
    let count = |who: &Who| match who {
        Who::Near(..) => 0,
        Who::Count(n, _) => *n,
        Who::Ids(ids) => ids.len(),
        Who::Listed(numbers) => numbers.len(),
        Who::Share(share, _) => (share * people as f64).round() as usize,
        Who::Everyone | Who::Group(_) | Who::OnePerBlock | Who::OneBlock => 0,
    };
    let acting = situation.groups.iter().filter(|group| !group.deliberate.is_empty());
    acting.map(|group| count(&group.who)).sum()
}

/// What the scenario makes happen at set times.
fn pulses(situation: &Situation, unit: f64) -> Vec<Pulse> {
    let end = situation.duration;
    let pulse = |at: f64, lasting: f64, expression: &str| Pulse {
        at: at / unit,
        lasting: lasting.min(end - at) / unit,
        expression: expression.to_owned(),
    };
    let mut pulses = Vec::new();
    for event in &situation.events {
        let (lasting, expression) = match &event.what {
            Happening::Express(expression) => (0.0, expression.as_str()),
            Happening::Mood { lasting, .. } => (*lasting, ""),
            Happening::SpontaneousFactor { expression, lasting, .. } => (*lasting, expression.as_deref().unwrap_or("")),
        };
        pulses.extend(times(event.at, event.every, event.until.min(end)).map(|at| pulse(at, lasting, expression)));
    }
    for shown in situation.groups.iter().flat_map(|group| &group.deliberate) {
        if let Policy::Schedule { on, hold, every, until } = shown.policy {
            pulses.extend(times(on, every, until.min(end)).map(|at| pulse(at, hold, &shown.expression)));
        }
    }
    pulses
}

/// `first`, then every so often, before `end`; what is shown of something that never ends is enough.
fn times(first: f64, every: f64, end: f64) -> impl Iterator<Item = f64> {
    let again = every.is_finite() && every > 0.0;
    let count = if again { 1000 } else { 1 };
    let step = if again { every } else { 0.0 };
    (0..count).map(move |i| first + step * f64::from(i)).take_while(move |&at| at < end)
}

/// The points with what a design varies or, where all arms differ in the same one number, with that number.
pub fn points(manifest: &Manifest, facts: &Facts) -> Vec<Point> {
    let arms: Vec<&PointEntry> = manifest.points.iter().filter(|entry| !entry.null).collect();
    let number = |entry: &PointEntry| {
        let mut set = entry.set.iter().filter(|(_, value)| value.parse::<f64>().is_ok());
        let (key, value) = set.next().filter(|_| entry.set.len() == 1)?;
        Some((key.clone(), value.clone()))
    };
    let numbers: Option<Vec<_>> = arms.iter().map(|arm| number(arm)).collect();
    let one_key = numbers.is_some_and(|n| n.len() > 1 && n.iter().all(|(key, _)| *key == n[0].0));
    let varied = |entry: &PointEntry| match number(entry) {
        _ if !entry.varied.is_empty() => {
            entry.varied.iter().filter(|(key, _)| !scenario::is_label(key)).cloned().collect()
        }
        Some(number) if one_key && !entry.null => vec![number],
        _ => Vec::new(),
    };
    let unit = TimeUnit::from_symbol(&facts.time_unit).unwrap_or(TimeUnit::Second);
    let point = |entry: &PointEntry| {
        let varied = varied(entry);
        let called = if let [(key, _)] = varied.as_slice() { facts.called(key).full } else { String::new() };
        let of_design = |key: &String| entry.varied.iter().any(|(varied, _)| varied == key);
        let changes_more = !entry.null && !entry.set.keys().all(|key| of_design(key) || of_imitation(key));
        let arm = arm_named(&entry.arm).to_owned();
        let null_of = arm.strip_suffix(scenario::WITHOUT).filter(|_| entry.null).map(str::to_owned);
        let people = entry.people as usize;
        let of_size = (entry.null && arms.iter().any(|arm| arm.people != entry.people)).then_some(people);
        let lasts = match entry.lasts() {
            Some(seconds) => Some(told(seconds, unit)),
            None => (!entry.set.contains_key("duration")).then_some(facts.duration),
        };
        let label = String::new();
        Point {
            index: entry.point as u32,
            arm,
            null: entry.null,
            varied,
            called,
            of_size,
            people,
            lasts,
            label,
            null_of,
            apart: false,
            changes_more,
        }
    };
    let mut points: Vec<Point> = manifest.points.iter().map(point).collect();
    let others = points.iter().any(|point| point.changes_more);
    points.iter_mut().filter(|point| point.arm == scenario::NO_IMITATION).for_each(|null| null.apart = others);
    points
}

/// Whether a key only says how expressions are caught, and so does nothing where imitation is off.
fn of_imitation(key: &str) -> bool {
    const LAST: [&str; 8] = [
        "imitation_rate",
        "attention",
        "closeness_gain",
        "memory",
        "memory_kernel",
        "responders",
        "susceptibility",
        "perception",
    ];
    key.starts_with("ties.") || key.contains(".response") || LAST.contains(&key.rsplit('.').next().unwrap_or(key))
}

/// Points that set how much closeness counts.
pub fn gains(manifest: &Manifest, expressions: &[String]) -> Vec<(u32, usize, f64)> {
    let of = |key: &str| expressions.iter().position(|name| key == format!("expressions.{name}.closeness_gain"));
    let one = |point: &PointEntry| {
        let gains = point.set.iter().filter_map(|(key, value)| Some((of(key)?, value.parse().ok()?)));
        gains.map(|(expression, gain)| (point.point as u32, expression, gain)).collect::<Vec<_>>()
    };
    manifest.points.iter().flat_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_that_recurs_is_told_until_it_ends() {
        assert_eq!(times(2.0, 3.0, 9.0).collect::<Vec<_>>(), [2.0, 5.0, 8.0]);
        assert_eq!(times(2.0, f64::INFINITY, 9.0).collect::<Vec<_>>(), [2.0]);
        assert!(times(9.0, 1.0, 9.0).next().is_none());
        assert_eq!(times(0.0, 1e-9, 9.0).count(), 1000);
    }

    #[test]
    fn arms_that_differ_in_one_number_carry_it() {
        let entry = |point: usize, set: &[(&str, &str)], null| PointEntry {
            point,
            arm: point.to_string(),
            null,
            set: set.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
            ..PointEntry::default()
        };
        let points =
            |points: Vec<PointEntry>| super::points(&Manifest { points, ..Manifest::default() }, &Facts::default());
        let one = points(vec![
            entry(0, &[("a", "1")], false),
            entry(1, &[("a", "2.5")], false),
            entry(2, &[("b", "0")], true),
        ]);
        assert_eq!(one[1].only_number(), Some(("a", 2.5)));
        assert!(one[2].varied.is_empty());
        let two = points(vec![entry(0, &[("a", "1")], false), entry(1, &[("b", "2")], false)]);
        assert!(two[0].varied.is_empty());
    }
}
