//! The answer in a sentence or two: what happened, how much it differs from run to run and from a world without imitation.

use super::feelings;
use crate::experiment::statistics::Sample;
use crate::output::chart::axis::{capital, percent};
use crate::output::chart::input::{Point, Results};
use crate::output::chart::words::{self, Voice};

/// Arms that a sentence can hold.
const MOST: usize = words::NAMED;

/// The answer: one paragraph for each outcome that the scenario asks for, then one an expression.
pub fn answer(results: &Results) -> Vec<String> {
    let expressions = results.facts.expressions.iter().map(|expression| about(results, expression));
    feelings::compared(results).into_iter().chain(expressions).collect()
}

fn about(results: &Results, expression: &str) -> String {
    let voice = Voice::of(&results.facts.verbs, expression);
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

fn against(values: &Sample, null: Option<&Sample>, point: Option<&Point>) -> String {
    let Some((null, point)) = null.filter(|null| null.n() > 0).zip(point) else { return ". ".to_owned() };
    let verdict = words::verdict_on_share(words::compare(values, null));
    format!("; {} {}. {verdict} ", words::without(point), words::spread_of_shares(null))
}

/// A share at the end means little without the runs in which it had died out.
fn survival(results: &Results, arm: &Point, expression: &str, voice: &Voice) -> String {
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
