//! Sobol indices: S1, the share of the outcome's variance over the design that a key explains by itself; ST, the share
//! that would be left if all other keys were known, what it does together with them included.
//!
//! # Formulas
//! With means over replicates at the points A, AB_i and B of each base sample, each product freed of noise,
//! S1_i = mean(B (AB_i − A)) / V (Saltelli et al. 2010, Comput. Phys. Commun. 181, 259, table 2 b) and
//! ST_i = mean((A − AB_i)²) / 2V (Jansen 1999, Comput. Phys. Commun. 117, 35); V is the variance of the expected outcome
//! over all A and B. These are SALib's estimators, and with one replicate they give SALib's numbers.

use super::lead::{Lead, first_two, lead};
use super::noise::{average, difference, noise, residual};
use super::resample::{Estimator, estimates};
use super::{Estimate, Outcome};
use crate::chance::Chance;
use crate::experiment::design::sobol::block_size;

/// What a Sobol design says about one outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    /// Of each key, the share it explains by itself.
    pub first: Vec<Estimate>,
    /// Of each key, the share it has a hand in.
    pub total: Vec<Estimate>,
    /// The variance of the expected outcome over the design.
    pub variance: f64,
    /// The variance between replicates of a point; none with one replicate.
    pub noise: Option<f64>,
    /// Base samples.
    pub samples: usize,
    /// By how much the key with the largest total share lies above the next; none where there is no other.
    pub lead: Option<Lead>,
}

/// The indices of an outcome over the blocks of a Sobol design; none where it does not vary more than its noise.
pub fn indices(points: &Outcome, keys: usize, luck: Chance, what: &str) -> Option<Indices> {
    let sobol = Sobol { keys, centre: centre(points) };
    let estimates = estimates(&sobol, points, luck, what);
    let variance = estimates.last()?.value;
    let total = &estimates[keys..2 * keys];
    let lead = first_two(total.iter().map(|share| share.value))
        .and_then(|(a, b)| lead(&sobol, (keys + a, keys + b), points, (luck, what)));
    let indices = Indices {
        first: estimates[..keys].to_vec(),
        total: total.to_vec(),
        variance,
        noise: between_replicates(points),
        samples: points.len() / block_size(keys),
        lead,
    };
    (variance > 0.0).then_some(indices)
}

/// The mean outcome: products of deviations from it vary less than products of values.
fn centre(points: &Outcome) -> f64 {
    average(&points.iter().map(|values| average(values)).collect::<Vec<_>>())
}

/// The mean over points of the variance between replicates.
fn between_replicates(points: &Outcome) -> Option<f64> {
    let replicates = points.first()?.len();
    let variances: Vec<f64> = points.iter().map(|values| noise(values, values) * replicates as f64).collect();
    (replicates > 1).then(|| average(&variances))
}

struct Sobol {
    keys: usize,
    centre: f64,
}

impl Estimator for Sobol {
    /// Of each block: the first-order products, the total-order squares, then mean and mean square of A and B, and what
    /// of that square is noise.
    fn of_blocks(&self, points: &Outcome) -> Vec<Vec<f64>> {
        let size = block_size(self.keys);
        let ends = points.chunks_exact(size).flat_map(|block| [&block[0], &block[size - 1]]);
        let spread = residual(&ends.cloned().collect::<Vec<_>>());
        let noises = spread.chunks(2).map(average);
        points.chunks_exact(size).zip(noises).map(|(block, noise)| self.of_block(block, noise)).collect()
    }

    fn finish(&self, averages: &[f64]) -> Vec<f64> {
        let (sums, last) = averages.split_at(2 * self.keys);
        let variance = spread(last[1], last[0]) - last[2];
        sums.iter().map(|sum| sum / variance).chain([variance]).collect()
    }
}

/// A mean square without the square of the mean; what only rounding leaves is none.
pub(super) fn spread(square: f64, mean: f64) -> f64 {
    let variance = square - mean * mean;
    if variance > 1e-12 * square { variance } else { 0.0 }
}

impl Sobol {
    fn of_block(&self, block: &[Vec<f64>], spread: f64) -> Vec<f64> {
        let (a, b) = (&block[0], &block[block.len() - 1]);
        let [mean_a, mean_b] = [a, b].map(|values| average(values) - self.centre);
        let steps: Vec<Vec<f64>> = block[1..=self.keys].iter().map(|ab| difference(ab, a)).collect();
        let first = steps.iter().map(|step| mean_b * average(step) - noise(b, step));
        let total = steps.iter().map(|step| 0.5 * (average(step) * average(step) - noise(step, step)));
        let ends = [f64::midpoint(mean_a, mean_b), f64::midpoint(mean_a * mean_a, mean_b * mean_b), spread];
        first.chain(total).chain(ends).collect()
    }
}
