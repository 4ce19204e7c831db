//! How far an estimate could have come out otherwise.
//!
//! Two things were drawn: the blocks of points (base samples, walks) and the seeds of the replicates. Blocks are drawn
//! again with replacement (bootstrap, Efron 1979); seeds are left out one by one (jackknife, Tukey 1958), because a seed
//! that is there twice would no longer be independent of itself. The two variances are added, which counts what blocks and
//! seeds do together twice: the interval is rather too wide than too narrow.

use super::{Estimate, Outcome, noise};
use crate::chance::{Chance, Stream, scope};
use crate::experiment::statistics::student::portable;
use crate::experiment::statistics::{LEVEL, mean, standard_deviation};
use rand::RngExt;
use statrs::distribution::{ContinuousCDF, Normal};

/// How often blocks are drawn again.
const DRAWS: u64 = 1000;

/// An estimator in two steps: what it needs of each block, and what it makes of the averages of that.
pub(super) trait Estimator {
    /// One row of numbers a block.
    fn of_blocks(&self, points: &Outcome) -> Vec<Vec<f64>>;
    /// The estimates, from the averages of the rows.
    fn finish(&self, averages: &[f64]) -> Vec<f64>;
}

/// All estimates with their intervals; `luck` is the experiment's, `what` names the outcome among others.
pub(super) fn estimates(estimator: &impl Estimator, points: &Outcome, luck: Chance, what: &str) -> Vec<Estimate> {
    let rows = estimator.of_blocks(points);
    let all: Vec<usize> = (0..rows.len()).collect();
    let values = estimator.finish(&averages(&rows, &all));
    let by_blocks = variances(&bootstrap(estimator, &rows, luck, what));
    let by_seeds = jackknife(estimator, points, values.len());
    let z = portable(Normal::standard().inverse_cdf(f64::midpoint(1.0, LEVEL)));
    let conf = |i: usize| by_blocks[i].map(|variance: f64| z * (variance + by_seeds[i]).sqrt());
    values.iter().enumerate().map(|(i, value)| Estimate { value: *value, conf: conf(i) }).collect()
}

fn averages(rows: &[Vec<f64>], chosen: &[usize]) -> Vec<f64> {
    let mut sums = vec![0.0; rows.first().map_or(0, Vec::len)];
    for &row in chosen {
        sums.iter_mut().zip(&rows[row]).for_each(|(sum, value)| *sum += value);
    }
    sums.iter().map(|sum| sum / chosen.len() as f64).collect()
}

fn bootstrap(estimator: &impl Estimator, rows: &[Vec<f64>], luck: Chance, what: &str) -> Vec<Vec<f64>> {
    let luck = luck.of(Stream::Bootstrap, scope(what));
    let drawn = |number: u64| {
        let mut dice = luck.draws(number, 0);
        let chosen: Vec<usize> = rows.iter().map(|_| dice.random_range(0..rows.len())).collect();
        estimator.finish(&averages(rows, &chosen))
    };
    (0..DRAWS).map(drawn).collect()
}

/// The variance of each estimate over the samples; none where a sample has no estimate.
fn variances(samples: &[Vec<f64>]) -> Vec<Option<f64>> {
    let of = |i: usize| {
        let values: Vec<f64> = samples.iter().map(|sample| sample[i]).collect();
        let deviation = mean(&values).and_then(|m| standard_deviation(&values, m))?;
        deviation.is_finite().then_some(deviation * deviation)
    };
    (0..samples.first().map_or(0, Vec::len)).map(of).collect()
}

/// The variance of each estimate that is due to which seeds there were; needs three, as one has to be left out and two
/// are needed to tell noise.
fn jackknife(estimator: &impl Estimator, points: &Outcome, count: usize) -> Vec<f64> {
    let replicates = points.first().map_or(0, Vec::len);
    if replicates < 3 {
        return vec![0.0; count];
    }
    let one_less = |r: usize| {
        let rows = estimator.of_blocks(&noise::without(points, r));
        let all: Vec<usize> = (0..rows.len()).collect();
        estimator.finish(&averages(&rows, &all))
    };
    let samples: Vec<Vec<f64>> = (0..replicates).map(one_less).collect();
    let factor = (replicates - 1) as f64 * (replicates - 1) as f64 / replicates as f64;
    variances(&samples).into_iter().map(|variance| variance.unwrap_or(0.0) * factor).collect()
}
