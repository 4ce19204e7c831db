//! One varied key: which values it can take, and which of them a position stands for.

use crate::scenario::{Values, Vary};

/// A varied key.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The dotted key.
    pub key: String,
    /// What it ranges over.
    pub reach: Reach,
}

/// What a key ranges over.
#[derive(Clone, Debug, PartialEq)]
pub enum Reach {
    /// These values, as TOML; each is as likely as the others.
    Values(Vec<String>),
    /// Numbers, both ends included.
    Numbers {
        /// First.
        from: f64,
        /// Last.
        to: f64,
        /// How many values, where a design counts them.
        steps: Option<u32>,
        /// Evenly in the logarithm.
        log: bool,
        /// Whole numbers only.
        whole: bool,
    },
}

/// Where a point stands on an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Position {
    /// At the scenario's own value.
    Own,
    /// At one of [`Axis::steps`], counted from 0.
    Step(usize),
    /// This share of the way, 0 to 1.
    Unit(f64),
    /// At this whole number, wherever that lies.
    Count(u64),
}

/// The digits of a sampled number that mean something, as a share of the range.
const SAMPLED: f64 = 1e-6;
/// The same for a number on a ladder of steps: enough to lose the dust of binary fractions only.
const STEPPED: f64 = 1e-12;

impl Axis {
    /// The axis of a varied key; `whole` if the key takes whole numbers only.
    pub fn new(vary: &Vary, whole: bool) -> Self {
        let reach = match &vary.values {
            Values::List(values) => Reach::Values(values.clone()),
            &Values::Range { from, to, steps, log, .. } => Reach::Numbers { from, to, steps, log, whole },
        };
        Self { key: vary.key.clone(), reach }
    }

    /// The value at a position, as TOML; none at the scenario's own.
    pub fn at(&self, position: Position) -> Option<String> {
        match position {
            Position::Own => None,
            Position::Step(step) => self.steps().get(step).cloned(),
            Position::Unit(unit) => Some(self.at_unit(unit)),
            Position::Count(count) => Some(count.to_string()),
        }
    }

    /// Its values one by one: those listed, or the steps of its range (without `steps`, its two ends).
    pub fn steps(&self) -> Vec<String> {
        match &self.reach {
            Reach::Values(values) => values.clone(),
            &Reach::Numbers { from, to, steps, log, whole } => {
                let last = f64::from(steps.unwrap_or(2).max(2) - 1);
                let place = |step: f64| if step == last { to } else { between(from, to, log, step / last) };
                let mut values: Vec<String> = (0..=last as u32)
                    .map(|step| place(f64::from(step)))
                    .map(|x| if whole { x.round().to_string() } else { tidy(x, (to - from).abs() * STEPPED) })
                    .collect();
                values.dedup();
                values
            }
        }
    }

    /// The value that a uniform number in 0 to 1 picks: whole numbers and listed values are equally likely, none is
    /// half as likely for standing at an end.
    fn at_unit(&self, unit: f64) -> String {
        match &self.reach {
            Reach::Values(values) => values[slot(unit, values.len())].clone(),
            &Reach::Numbers { from, to, log, whole: true, .. } => {
                let (low, high) = (from.min(to).ceil(), from.max(to).floor());
                let up = if from <= to { unit } else { 1.0 - unit };
                // Up to one above the last and cut off, not rounded: the ends have their full share.
                between(low, high + 1.0, log, up).floor().clamp(low, high.max(low)).to_string()
            }
            &Reach::Numbers { from, to, log, whole: false, .. } => {
                let x = between(from, to, log, unit);
                let scale = if log { x.abs() } else { (to - from).abs() };
                tidy(x, scale * SAMPLED)
            }
        }
    }

    /// How many values it has, if it can be counted on one's fingers: lists and short ranges of whole numbers.
    pub(super) fn few(&self) -> Option<u32> {
        match &self.reach {
            Reach::Values(values) => Some(values.len() as u32),
            &Reach::Numbers { from, to, whole: true, .. } => {
                let count = (from.max(to).floor() - from.min(to).ceil() + 1.0).max(1.0);
                (count <= 8.0).then_some(count as u32)
            }
            Reach::Numbers { .. } => None,
        }
    }
}

/// Which of `count` equal slots a number in 0 to 1 falls into.
fn slot(unit: f64, count: usize) -> usize {
    ((unit * count as f64) as usize).min(count.saturating_sub(1))
}

/// This share of the way from one number to another.
fn between(from: f64, to: f64, log: bool, share: f64) -> f64 {
    if log { from * libm::pow(to / from, share) } else { from + share * (to - from) }
}

/// The number with the decimals that `resolution` makes meaningful, written as short as can be.
fn tidy(x: f64, resolution: f64) -> String {
    if resolution <= 0.0 || !resolution.is_finite() {
        return x.to_string();
    }
    let decimals = (-libm::log10(resolution)).ceil().clamp(0.0, 300.0) as usize;
    let rounded = format!("{x:.decimals$}");
    let number = rounded.parse::<f64>().unwrap_or(x);
    // Never minus zero.
    (number + 0.0).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn numbers(from: f64, to: f64, steps: Option<u32>, log: bool, whole: bool) -> Axis {
        Axis { key: "k".to_owned(), reach: Reach::Numbers { from, to, steps, log, whole } }
    }

    fn counts(axis: &Axis) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for i in 0..1200 {
            *counts.entry(axis.at(Position::Unit(f64::from(i) / 1200.0)).unwrap()).or_default() += 1;
        }
        counts
    }

    #[test]
    fn both_ends_of_a_range_are_included() {
        assert_eq!(numbers(0.0, 0.9, Some(4), false, false).steps(), ["0", "0.3", "0.6", "0.9"]);
        assert_eq!(numbers(1.0, 100.0, Some(3), true, false).steps(), ["1", "10", "100"]);
        assert_eq!(numbers(3.0, 1.0, None, false, true).steps(), ["3", "1"]);
    }

    #[test]
    fn steps_of_a_whole_number_are_whole_and_differ() {
        assert_eq!(numbers(1.0, 4.0, Some(10), false, true).steps(), ["1", "2", "3", "4"]);
    }

    #[test]
    fn whole_numbers_and_listed_values_are_equally_likely() {
        let whole = counts(&numbers(1.0, 4.0, None, false, true));
        assert_eq!(whole.values().copied().collect::<Vec<_>>(), [300; 4]);
        let listed = Axis { key: "k".to_owned(), reach: Reach::Values(vec!["1".into(), "\"all\"".into()]) };
        assert_eq!(counts(&listed).values().copied().collect::<Vec<_>>(), [600; 2]);
    }

    #[test]
    fn the_ends_of_the_unit_are_the_ends_of_the_range() {
        for axis in [numbers(1.0, 9.0, None, false, true), numbers(9.0, 1.0, None, true, true)] {
            let ends = [0.0, 1.0].map(|u| axis.at(Position::Unit(u)).unwrap());
            assert!(ends == ["1", "9"] || ends == ["9", "1"], "{ends:?}");
        }
        assert_eq!(numbers(0.1, 0.9, None, false, false).at(Position::Unit(1.0)).unwrap(), "0.9");
        assert_eq!(numbers(0.01, 1.0, None, true, false).at(Position::Unit(0.5)).unwrap(), "0.1");
    }

    #[test]
    fn sampled_numbers_are_short() {
        assert_eq!(numbers(0.0, 1.0, None, false, false).at(Position::Unit(0.123_456_789_123)).unwrap(), "0.123457");
        assert_eq!(numbers(0.0, 5e-7, None, false, false).at(Position::Unit(0.5)).unwrap(), "0.00000025");
    }

    #[test]
    fn the_scenarios_own_value_is_no_override() {
        assert_eq!(numbers(0.0, 1.0, None, false, false).at(Position::Own), None);
    }
}
