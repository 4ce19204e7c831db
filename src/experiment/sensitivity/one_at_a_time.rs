//! Swings: how far an outcome moves when one key goes from its low to its high end and all others stay.
//!
//! Differences are taken within replicates, which share their chance; their interval is that of paired differences.

use super::Outcome;
use super::lead::{Lead, first_two};
use crate::experiment::design::{Position, Row};
use crate::experiment::statistics::{Combination, Contrast, LEVEL, Sample, Summary};

/// What one key does to an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// The outcome at the first value.
    pub low: Summary,
    /// The outcome at the last value.
    pub high: Summary,
    /// How far the first value moves it from the scenario as it is.
    pub from_own_low: Summary,
    /// How far the last value moves it from the scenario as it is.
    pub from_own_high: Summary,
    /// From the first value to the last.
    pub swing: Summary,
    /// The lowest and highest mean at any value, where that is not at an end.
    pub beyond: Option<(f64, f64)>,
}

/// The swing of each key in an outcome, and by how much the largest lies above the next; `rows` are the points of the design, the scenario as it is first. `sample` makes what
/// statistics are made from of the values of a point, by its number.
pub fn swings(points: &Outcome, rows: &[Row], sample: impl Fn(usize, &[f64]) -> Sample) -> (Vec<Swing>, Option<Lead>) {
    let keys = rows.first().map_or(0, Vec::len);
    let point = |number: usize| points.get(number).map(|values| sample(number, values));
    let steps = |key: usize| -> Vec<Sample> {
        let moved = rows.iter().enumerate().filter(|(_, row)| row[key] != Position::Own);
        moved.filter_map(|(number, _)| point(number)).collect()
    };
    let of = |key: usize| {
        let steps = steps(key);
        let (own, low, high) = (point(0)?, steps.first()?, steps.last()?);
        let change = |to: &Sample, from: &Sample| change(&Contrast::of(from, to));
        Some(Swing {
            low: Summary::of_sample(low),
            high: Summary::of_sample(high),
            from_own_low: change(low, &own),
            from_own_high: change(high, &own),
            swing: change(high, low),
            beyond: beyond(&steps),
        })
    };
    let ends: Vec<Ends> = (0..keys).filter_map(|key| Ends::of(steps(key))).collect();
    ((0..keys).filter_map(of).collect(), lead(&ends))
}

/// An outcome at the first and the last value of a key.
struct Ends {
    low: Sample,
    high: Sample,
}

impl Ends {
    fn of(steps: Vec<Sample>) -> Option<Self> {
        let (low, high) = (steps.first()?.clone(), steps.last()?.clone());
        Some(Self { low, high })
    }

    fn swing(&self) -> f64 {
        self.high.mean().zip(self.low.mean()).map_or(0.0, |(high, low)| high - low)
    }
}

/// By how much the largest swing is larger than the next, whichever way they go, over the same replicates.
fn lead(ends: &[Ends]) -> Option<Lead> {
    let (a, b) = first_two(ends.iter().map(|ends| ends.swing().abs()))?;
    let (a, b) = (&ends[a], &ends[b]);
    let (of_a, of_b) = (a.swing().signum(), b.swing().signum());
    let parts = [(of_a, &a.high), (-of_a, &a.low), (-of_b, &b.high), (of_b, &b.low)];
    let apart = Combination::new(&parts, 0.0);
    Some(Lead { value: apart.mean?, interval: apart.interval(LEVEL) })
}

/// A difference as a summary of the differences of replicates.
fn change(contrast: &Contrast) -> Summary {
    let of = Summary::of(contrast.differences.iter().copied().map(Some));
    Summary { interval: contrast.interval, ..of }
}

/// The range of means, where a value between the ends goes beyond them.
fn beyond(steps: &[Sample]) -> Option<(f64, f64)> {
    let means: Vec<f64> = steps.iter().filter_map(Sample::mean).collect();
    let range = |means: &[f64]| means.iter().fold((f64::MAX, f64::MIN), |(l, h), m| (l.min(*m), h.max(*m)));
    let ends = range(&[*means.first()?, *means.last()?]);
    let all = range(&means);
    (all != ends).then_some(all)
}
