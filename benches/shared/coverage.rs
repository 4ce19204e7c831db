//! How often intervals hold the truth, and how wide they are.

use super::populations::{Pairs, Runs};
use catching::chance::{Chance, Stream};
use catching::experiment::statistics::{Contrast, LEVEL, Sample, Summary, interval, mean, variance};
use rand::RngExt;

/// Of so many draws of n: how many in a hundred held the truth, and the mean width.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Held {
    /// Share of intervals that held it.
    pub coverage: f64,
    /// Mean width.
    pub width: f64,
}

fn drawn<T: Copy>(all: &[T], n: usize, draw: u64) -> Vec<T> {
    let mut dice = Chance::new(77).draws(Stream::Bootstrap, draw, n as u64, 0);
    (0..n).map(|_| all[dice.random_range(0..all.len())]).collect()
}

fn held(truth: f64, intervals: impl Iterator<Item = Option<(f64, f64)>>) -> Held {
    let mut held = Held::default();
    let mut count = 0.0;
    for found in intervals {
        count += 1.0;
        let Some((low, high)) = found else { continue };
        held.coverage += f64::from(u8::from(low <= truth + 1e-12 && truth - 1e-12 <= high));
        held.width += high - low;
    }
    Held { coverage: held.coverage / count, width: held.width / count }
}

/// The interval that the program gives a paired difference, and Student's t beside it.
pub(super) fn of_pairs(population: &Pairs, n: usize, draws: u64) -> [Held; 2] {
    let differences: Vec<f64> = population.pairs.iter().map(|(a, b)| b - a).collect();
    let truth = mean(&differences).unwrap_or(f64::NAN);
    let ours = |draw| {
        let pairs = drawn(&population.pairs, n, draw);
        let side = |of: fn(&(f64, f64)) -> f64| Sample::of(population.outcome, (0..).zip(pairs.iter().map(of)));
        Contrast::of(&side(|p| p.0), &side(|p| p.1)).interval
    };
    let students = |draw| student(&drawn(&population.pairs, n, draw).iter().map(|(a, b)| b - a).collect::<Vec<_>>());
    [held(truth, (0..draws).map(ours)), held(truth, (0..draws).map(students))]
}

/// The interval that the program gives a mean, and Student's t beside it.
pub(super) fn of_runs(population: &Runs, n: usize, draws: u64) -> [Held; 2] {
    let truth = mean(&population.values).unwrap_or(f64::NAN);
    let ours = |draw| {
        let values = drawn(&population.values, n, draw);
        Summary::of_sample(&Sample::of(population.outcome, (0..).zip(values))).interval
    };
    let students = |draw| student(&drawn(&population.values, n, draw));
    [held(truth, (0..draws).map(ours)), held(truth, (0..draws).map(students))]
}

fn student(values: &[f64]) -> Option<(f64, f64)> {
    let n = values.len();
    Some(interval(mean(values)?, (variance(values) / n as f64).sqrt(), n - 1, LEVEL))
}
