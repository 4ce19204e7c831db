//! What the charts of outcomes share: which outcome, of which arms, with which words.

use super::Look;
use super::axis::{self, Axis};
use super::input::{Point, Results};
use super::numbers::Estimate;
use super::page::Stroke;
use super::words::{self, Voice};

/// An outcome to draw.
pub struct Outcome {
    /// Its column in `runs.csv`.
    pub column: String,
    /// What it is, as an axis says it.
    pub title: String,
    /// A share of people, not a number.
    pub share: bool,
    /// What it counts, for "mean difference 3.2 …".
    pub unit: String,
}

impl Outcome {
    /// The share of people reached by the first expression, or the number of expressions where few people or
    /// nothing but all or none of them make that share dull.
    pub fn of(results: &Results) -> Option<Outcome> {
        let expression = results.facts.expressions.first()?;
        let voice = Voice::of(expression);
        let reach = Outcome {
            column: format!("{expression}_reach"),
            title: format!("Share of people who {} at least once", voice.did),
            share: true,
            unit: "percentage points".to_owned(),
        };
        let events = Outcome {
            column: format!("{expression}_events"),
            title: format!("{} in a run", axis::capital(&voice.many)),
            share: false,
            unit: voice.many,
        };
        let varies = results.arms().any(|arm| {
            let values = results.outcome(arm.index, &reach.column);
            values.iter().any(|v| v.1 != values[0].1)
        });
        Some(if results.facts.size > 10 && varies || !results.outcomes.contains(&events.column) {
            reach
        } else {
            events
        })
    }

    /// An axis for values up to `top`.
    pub fn axis(&self, low: f64, top: f64, most: usize) -> Axis {
        if self.share {
            axis::shares(top, &self.title, most)
        } else {
            axis::amounts(low.min(0.0), top, &self.title, most)
        }
    }

    /// An estimate whose interval does not leave what is possible: of few runs Student's may.
    pub fn possible(&self, e: Estimate) -> Estimate {
        let top = if self.share { 1.0 } else { f64::INFINITY };
        Estimate { low: e.low.max(0.0), high: e.high.min(top), ..e }
    }

    /// A value in words.
    pub fn say(&self, value: f64) -> String {
        if self.share { axis::percent(value) } else { axis::short(value) }
    }

    /// The verdict on a comparison.
    pub fn verdict(&self, verdict: words::Verdict) -> String {
        if self.share { words::verdict_on_share(verdict) } else { words::verdict_on_number(verdict, &self.unit) }
    }
}

/// Arms that a chart of outcomes can hold.
const MOST: usize = 24;

/// The arms, then the null run, with their colours.
pub fn points<'a>(results: &'a Results, look: &Look) -> Vec<(&'a Point, Stroke)> {
    let arms = results.arms().take(MOST).enumerate();
    let arms = arms.map(|(index, arm)| (arm, Stroke::new(look.theme.arm(index), look.theme.line * 1.25)));
    let null = results.null().map(|null| (null, Stroke::new(look.theme.grey, look.theme.line).dashed()));
    arms.chain(null).collect()
}

/// The number that the arms differ in, where they all differ in the same one.
pub fn varied(results: &Results) -> Option<String> {
    let mut keys = results.arms().map(|arm| arm.varied.as_ref().map(|(key, _)| key));
    let first = keys.next()??;
    (results.arms().count() > 2 && keys.all(|key| key == Some(first))).then(|| first.clone())
}

/// Each arm against the null run, as sentences.
pub fn comparisons(results: &Results, outcome: &Outcome) -> String {
    let Some(null) = results.null() else { return String::new() };
    let without = results.outcome(null.index, &outcome.column);
    let mut text = String::new();
    for arm in results.arms().take(MOST) {
        let with = results.outcome(arm.index, &outcome.column);
        let verdict = outcome.verdict(words::compare(&with, &without));
        text += &format!(
            " {} against {}: {}",
            axis::capital(&words::arm_label(arm)),
            words::arm_label(null),
            words::after_colon(&verdict)
        );
    }
    text
}
