//! Morris effects: what a step of a key does, walk by walk. The mean of its size (mu_star) says how much the key matters,
//! its spread (sigma) how much that depends on where one stands.
//!
//! # Formulas
//! An elementary effect is the change of the expected outcome over one step, divided by the step as a share of the key's
//! range (Morris 1991); mu is its mean, sigma its standard deviation, mu_star the mean of its absolute value (Campolongo,
//! Cariboni and Saltelli 2007, Environ. Model. Softw. 22, 1509). What replicates differ by in an effect, divided
//! by R, is taken off sigma² (not below 0). An absolute value cannot be freed of noise so simply: `floor` is what mu_star would come out as on
//! average if the key did nothing, √(2/π) times the standard error of an effect.

use super::lead::{Lead, first_two, lead};
use super::noise::{average, difference, noise, residual};
use super::resample::{Estimator, estimates};
use super::{Estimate, Outcome};
use crate::chance::Chance;
use crate::experiment::design::morris::walk_size;
use crate::experiment::design::{Position, Row};

/// What a Morris design says about one key and outcome, in the outcome's unit per whole range of the key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effects {
    /// The mean effect.
    pub mu: Estimate,
    /// The mean size of the effect.
    pub mu_star: Estimate,
    /// The spread of the effect.
    pub sigma: Estimate,
    /// What `mu_star` would be for a key that does nothing; none with one replicate.
    pub floor: Option<f64>,
}

/// The effects of each key on an outcome, and by how much the largest mean size lies above the next; `rows` are the points of
/// the design.
pub fn effects(points: &Outcome, rows: &[Row], luck: Chance, what: &str) -> (Vec<Effects>, Option<Lead>) {
    let keys = rows.first().map_or(0, Vec::len);
    let morris = Morris { rows, keys };
    let estimates = estimates(&morris, points, luck, what);
    let size = |key: usize| 4 * key + 1;
    let lead = first_two((0..keys).map(|key| estimates[size(key)].value))
        .and_then(|(a, b)| lead(&morris, (size(a), size(b)), points, (luck, what)));
    let several = points.first().is_some_and(|values| values.len() > 1);
    let of = |key: &[Estimate]| Effects {
        mu: key[0],
        mu_star: key[1],
        sigma: key[2],
        floor: several.then_some(key[3].value),
    };
    (estimates.chunks_exact(4).map(of).collect(), lead)
}

struct Morris<'a> {
    rows: &'a [Row],
    keys: usize,
}

impl Estimator for Morris<'_> {
    /// Of each walk, key after key: the effect, its size, its square, what of that square is noise, and the size that
    /// noise alone would give it.
    fn of_blocks(&self, points: &Outcome) -> Vec<Vec<f64>> {
        let size = walk_size(self.keys);
        let walks = self.rows.chunks_exact(size).zip(points.chunks_exact(size));
        let changes: Vec<Vec<Vec<f64>>> = walks.map(|(rows, values)| self.changes(rows, values)).collect();
        let of_key = |key: usize| changes.iter().map(|walk| walk[key].clone()).collect::<Vec<_>>();
        let apart: Vec<Vec<f64>> = (0..self.keys).map(|key| residual(&of_key(key))).collect();
        let row = |(walk, changes): (usize, &Vec<Vec<f64>>)| {
            changes.iter().zip(&apart).flat_map(|(change, apart)| parts(change, apart[walk])).collect()
        };
        changes.iter().enumerate().map(row).collect()
    }

    fn finish(&self, averages: &[f64]) -> Vec<f64> {
        let walks = (self.rows.len() / walk_size(self.keys)) as f64;
        let of = |key: &[f64]| {
            let variance = (key[2] - key[0] * key[0] - key[3]) * walks / (walks - 1.0);
            [key[0], key[1], variance.max(0.0).sqrt(), key[4]]
        };
        averages.chunks_exact(PARTS).flat_map(of).collect()
    }
}

/// Numbers a walk and key.
const PARTS: usize = 5;

fn parts(change: &[f64], apart: f64) -> [f64; PARTS] {
    let effect = average(change);
    [effect, effect.abs(), effect * effect, apart, (std::f64::consts::FRAC_2_PI * noise(change, change)).sqrt()]
}

impl Morris<'_> {
    /// The effect of each key, replicate by replicate.
    fn changes(&self, rows: &[Row], values: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let mut found = vec![Vec::new(); self.keys];
        for (rows, values) in rows.windows(2).zip(values.windows(2)) {
            if let Some((key, step)) = step(&rows[0], &rows[1]) {
                found[key] = difference(&values[1], &values[0]).iter().map(|d| d / step).collect();
            }
        }
        found
    }
}

/// The key that a step changes, and by which share of its range.
fn step(from: &Row, to: &Row) -> Option<(usize, f64)> {
    let moved = |(from, to): (&Position, &Position)| match (from, to) {
        (Position::Unit(from), Position::Unit(to)) if from != to => Some(to - from),
        _ => None,
    };
    from.iter().zip(to).map(moved).enumerate().find_map(|(key, step)| Some((key, step?)))
}
