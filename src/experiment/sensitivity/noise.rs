//! What replicates differ by.

use crate::experiment::statistics::mean;

/// The mean of values that are there.
pub(super) fn average(values: &[f64]) -> f64 {
    mean(values).unwrap_or(f64::NAN)
}

/// The part of a product of two means over the same replicates that is noise: covariance between replicates / R; 0 where
/// one replicate tells nothing about it.
pub(super) fn noise(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len().min(b.len());
    if n < 2 {
        return 0.0;
    }
    let (mean_a, mean_b) = (average(a), average(b));
    let sum: f64 = a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum();
    sum / (n - 1) as f64 / n as f64
}

/// Of each point, what of the square of its mean is noise that it does not share with the other points: the residual of a
/// two-way analysis of variance, points × replicates.
pub(super) fn residual(points: &[Vec<f64>]) -> Vec<f64> {
    let replicates = points.first().map_or(0, Vec::len);
    if replicates < 2 || points.len() < 2 {
        return vec![0.0; points.len()];
    }
    let of_seed = |r: usize| average(&points.iter().map(|values| values[r]).collect::<Vec<_>>());
    let seeds: Vec<f64> = (0..replicates).map(of_seed).collect();
    let level = average(&seeds);
    let freedom = (replicates - 1) as f64 * replicates as f64;
    let of_point = |values: &Vec<f64>| {
        let mean = average(values);
        let apart = |(value, seed): (&f64, &f64)| (value - mean - seed + level).powi(2);
        values.iter().zip(&seeds).map(apart).sum::<f64>() / freedom
    };
    points.iter().map(of_point).collect()
}

/// Value by value, how far `b` lies above `a`.
pub(super) fn difference(b: &[f64], a: &[f64]) -> Vec<f64> {
    b.iter().zip(a).map(|(b, a)| b - a).collect()
}

/// The same points without replicate `left_out`.
pub(super) fn without(points: &[Vec<f64>], left_out: usize) -> Vec<Vec<f64>> {
    let kept = |values: &Vec<f64>| -> Vec<f64> {
        values.iter().enumerate().filter(|(r, _)| *r != left_out).map(|(_, v)| *v).collect()
    };
    points.iter().map(kept).collect()
}
