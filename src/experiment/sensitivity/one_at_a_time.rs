//! Swings: how far an outcome moves when one key goes from its low to its high end and all others stay.
//!
//! Differences are taken within replicates, which share their chance; their interval is that of paired differences.

use super::Outcome;
use crate::experiment::design::{Position, Row};
use crate::experiment::statistics::{Contrast, Kind, Sample, Summary, mean};

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

/// The swing of each key in an outcome of this kind; `rows` are the points of the design, the scenario as it is first.
pub fn swings(points: &Outcome, rows: &[Row], kind: Kind) -> Vec<Swing> {
    let keys = rows.first().map_or(0, Vec::len);
    let own = points.first().map_or(&[][..], Vec::as_slice);
    let of = |key: usize| {
        let steps: Vec<&Vec<f64>> =
            rows.iter().zip(points).filter(|(row, _)| row[key] != Position::Own).map(|(_, values)| values).collect();
        let (low, high) = (steps.first()?, steps.last()?);
        let sample = |values: &[f64]| Sample::plain(kind, values.iter().copied());
        let change = |to: &[f64], from: &[f64]| change(&Contrast::of(&sample(from), &sample(to)));
        Some(Swing {
            low: Summary::of_sample(&sample(low)),
            high: Summary::of_sample(&sample(high)),
            from_own_low: change(low, own),
            from_own_high: change(high, own),
            swing: change(high, low),
            beyond: beyond(&steps),
        })
    };
    (0..keys).filter_map(of).collect()
}

/// A difference as a summary of the differences of replicates.
fn change(contrast: &Contrast) -> Summary {
    let of = Summary::of(contrast.differences.iter().copied().map(Some));
    Summary { interval: contrast.interval, ..of }
}

/// The range of means, where a value between the ends goes beyond them.
fn beyond(steps: &[&Vec<f64>]) -> Option<(f64, f64)> {
    let means: Vec<f64> = steps.iter().filter_map(|values| mean(values)).collect();
    let range = |means: &[f64]| means.iter().fold((f64::MAX, f64::MIN), |(l, h), m| (l.min(*m), h.max(*m)));
    let ends = range(&[*means.first()?, *means.last()?]);
    let all = range(&means);
    (all != ends).then_some(all)
}
