//! The answer in a sentence or two: what happened, how much it differs from run to run and from a world without imitation.

use super::feelings;
use crate::experiment::statistics::{Sample, Summary};
use crate::output::chart::axis::{capital, percent};
use crate::output::chart::input::{Point, Results};
use crate::output::chart::metric::Metric;
use crate::output::chart::words::{self, VerbForms};

/// Arms that a sentence can hold.
const MOST: usize = words::NAMED;

/// The answer: one paragraph for each outcome that the scenario asks for, then one an expression. Of many points: where it was
/// least and where it was most.
pub fn answer(results: &Results) -> Vec<String> {
    if results.is_sweep() && results.arms().count() > MOST {
        return results.facts.expressions.iter().filter_map(|expression| over_points(results, expression)).collect();
    }
    let expressions = results.facts.expressions.iter().map(|expression| about(results, expression));
    feelings::compared(results).into_iter().chain(expressions).collect()
}

fn about(results: &Results, expression: &str) -> String {
    let voice = VerbForms::of(&results.facts.verbs, expression);
    let column = format!("{expression}_reach");
    let mut text = String::new();
    for arm in results.arms().take(MOST) {
        let values = results.sample(arm.index, &column);
        if values.n() == 0 {
            continue;
        }
        let null = results.null_beside(arm).filter(|null| null.is_null_of(arm));
        let beside = null.map(|null| results.sample(null.index, &column));
        let label = capital(&words::point_label(arm));
        text += &format!("{label}, {} of people {} at least once", words::spread_of_shares(&values), voice.did);
        text += &against(&values, beside.as_ref(), null);
        text += &survival(results, arm, expression, &voice);
    }
    text += words::further(results.arms().count()).trim_start();
    if text.is_empty() {
        return format!("No run tells whether anybody {}.", voice.did);
    }
    text.trim_end().to_owned() + &words::counted_too(results, expression)
}

/// How far the points of a sweep lie apart, as their chart says it: means with intervals.
fn over_points(results: &Results, expression: &str) -> Option<String> {
    let column = format!("{expression}_reach");
    let metric = Metric::of(&results.facts, &column);
    let of = |point: &Point| results.summary(point.index, &column);
    let known: Vec<(&Point, f64)> = results.arms().filter_map(|point| Some((point, of(point).mean?))).collect();
    let (least, _) = known.iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
    let (most, _) = known.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let say = |point: &Point| {
        let Summary { mean, interval, n, .. } = of(point);
        let ends = |(low, high)| format!("95 % interval {} to {}, ", metric.say(low), metric.say(high));
        let interval = interval.map_or_else(String::new, ends);
        format!("{} on average ({interval}{})", metric.say(mean.unwrap_or_default()), words::runs(n))
    };
    let (voice, points) = (VerbForms::of(&results.facts.verbs, expression), known.len());
    if least.index == most.index {
        return Some(format!("At each of {points} points {} of people {} at least once.", say(least), voice.did));
    }
    // Points that read the same share the end.
    let place = |end: &Point| {
        let told = metric.say(of(end).mean.unwrap_or_default());
        let there = known.iter().filter(|(_, mean)| metric.say(*mean) == told);
        words::listed(&there.map(|(point, _)| named(results, point)).collect::<Vec<_>>())
    };
    let mut text = format!(
        "Over {points} points, fewest people {} at least once with {}: {}; most with {}: {}. ",
        voice.did,
        place(least),
        say(least),
        place(most),
        say(most)
    );
    if let Some(null) = results.null_beside(most).filter(|null| null.is_null_of(most)) {
        text += &format!("There, {}: {}. ", words::without(null), say(null));
    }
    Some(
        text + "The two were picked because they are the ends: run them again with another seed to see how much of that is luck.",
    )
}

/// A point of a sweep by what it varies, as charts call it.
fn named(results: &Results, point: &Point) -> String {
    let value = |(key, value): &(String, String)| format!("{} {value}", results.facts.called(key).full);
    let values: Vec<String> = point.varied.iter().filter(|(_, value)| !value.is_empty()).map(value).collect();
    let arm = (results.arms().any(|other| other.arm != point.arm)).then(|| words::arm_label(point));
    words::listed(&values.into_iter().chain(arm).collect::<Vec<_>>())
}

fn against(values: &Sample, null: Option<&Sample>, point: Option<&Point>) -> String {
    let Some((null, point)) = null.filter(|null| null.n() > 0).zip(point) else { return ". ".to_owned() };
    let verdict = words::verdict_on_share(words::compare(values, null));
    format!("; {} {}. {verdict} ", words::without(point), words::spread_of_shares(null))
}

/// A share at the end means little without the runs in which it had died out.
fn survival(results: &Results, arm: &Point, expression: &str, voice: &VerbForms) -> String {
    let alive = results.sample(arm.index, &format!("{expression}_survived")).values();
    if alive.is_empty() {
        return String::new();
    }
    let survived = alive.iter().filter(|alive| **alive > 0.5).count();
    let share = percent(results.summary(arm.index, &format!("{expression}_prevalence")).mean.unwrap_or(0.0));
    match alive.len() {
        1 if survived == 1 => format!("At the end {share} were {}. ", voice.doing),
        1 => "At the end nobody was. ".to_owned(),
        n => format!(
            "At the end somebody was still {} in {survived} of {n} runs; {share} of people on average. ",
            voice.doing
        ),
    }
}
