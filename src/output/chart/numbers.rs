//! The few statistics that a chart computes from the rows that it draws.

use crate::experiment::statistics::{LEVEL, interval, standard_deviation};

/// Quantile by linear interpolation (type 7) of sorted values; NaN of none.
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = share * last as f64;
    let low = at.floor() as usize;
    let high = (low + 1).min(last);
    sorted[low] + (at - low as f64) * (sorted[high] - sorted[low])
}

/// Values in ascending order.
pub fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values
}

/// Mean; NaN of none.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// A mean and its 95 % interval by Student's t; without width where one value gives none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Number of values.
    pub n: usize,
}

/// The mean of values with its 95 % interval.
pub fn estimate(values: &[f64]) -> Estimate {
    let n = values.len();
    let mean = mean(values);
    if n < 2 {
        return Estimate { mean, low: mean, high: mean, n };
    }
    let sd = standard_deviation(values, mean).unwrap_or(0.0);
    let (low, high) = interval(mean, sd / (n as f64).sqrt(), n - 1, LEVEL);
    Estimate { mean, low, high, n }
}

/// The mean share of people over runs with its 95 % interval: Student's, or, where the runs agree on nobody or everybody,
/// Wilson's for one answer a run, because that they agree does not make it certain.
pub fn estimate_share(values: &[f64]) -> Estimate {
    let e = estimate(values);
    let agree = |share: f64| values.len() > 1 && values.iter().all(|v| *v == share);
    if agree(0.0) || agree(1.0) {
        let (low, high) = wilson(values.iter().sum(), e.n as f64);
        return Estimate { low, high, ..e };
    }
    Estimate { low: e.low.max(0.0), high: e.high.min(1.0), ..e }
}

/// The 95 % interval of a share by Wilson (1927): `hits` of `n`.
pub fn wilson(hits: f64, n: f64) -> (f64, f64) {
    const Z2: f64 = 3.841_458_820_694_124;
    if n <= 0.0 {
        return (0.0, 1.0);
    }
    let share = hits / n;
    let centre = (share + Z2 / (2.0 * n)) / (1.0 + Z2 / n);
    let half = (Z2 * (share * (1.0 - share) / n + Z2 / (4.0 * n * n))).sqrt() / (1.0 + Z2 / n);
    ((centre - half).max(0.0), (centre + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_agree_with_the_textbook() {
        let values = [1.0, 2.0, 3.0, 4.0];
        assert_eq!(quantile(&values, 0.5), 2.5);
        assert_eq!(quantile(&values, 0.0), 1.0);
        assert_eq!(quantile(&values, 1.0), 4.0);
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn intervals_of_a_mean_are_students() {
        // scipy.stats.t.interval(0.95, 4, mean, sem) of 2, 4, 4, 5, 10
        let e = estimate(&[2.0, 4.0, 4.0, 5.0, 10.0]);
        assert!((e.low - 1.275_008).abs() < 1e-5 && (e.high - 8.724_992).abs() < 1e-5, "{e:?}");
    }

    #[test]
    fn that_nobody_did_in_any_run_is_not_certain() {
        let e = estimate_share(&[0.0; 10]);
        assert!(e.mean == 0.0 && e.low == 0.0 && (e.high - 0.2775).abs() < 1e-3, "{e:?}");
        assert_eq!(estimate_share(&[0.2, 0.4]).low, 0.0);
    }

    #[test]
    fn wilson_agrees_with_a_worked_example() {
        let (low, high) = wilson(5.0, 10.0);
        assert!((low - 0.2366).abs() < 1e-3 && (high - 0.7634).abs() < 1e-3);
    }
}
