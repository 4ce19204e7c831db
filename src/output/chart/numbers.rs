//! The few statistics that a chart computes from the rows that it draws.

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
    let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n as f64 - 1.0);
    let half = student_975(n as f64 - 1.0) * (variance / n as f64).sqrt();
    Estimate { mean, low: mean - half, high: mean + half, n }
}

/// The 97.5 % point of Student's t with `df` degrees of freedom (Cornish–Fisher expansion; exact for 1 and 2).
pub fn student_975(df: f64) -> f64 {
    const Z: f64 = 1.959_963_984_540_054;
    if df < 1.5 {
        return 12.706_204_736_174_7;
    }
    if df < 2.5 {
        return 4.302_652_729_749_46;
    }
    let (z2, z3) = (Z * Z, Z * Z * Z);
    let first = (z3 + Z) / (4.0 * df);
    let second = Z * (5.0 * z2 * z2 + 16.0 * z2 + 3.0) / (96.0 * df * df);
    let third = Z * (3.0 * z2 * z3 * Z + 19.0 * z2 * z2 + 17.0 * z2 - 15.0) / (384.0 * df.powi(3));
    Z + first + second + third
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
    fn student_agrees_with_printed_tables() {
        for (df, expected) in [(1.0, 12.706), (2.0, 4.303), (5.0, 2.571), (9.0, 2.262), (30.0, 2.042), (99.0, 1.984)] {
            assert!((student_975(df) - expected).abs() < 0.01, "{df}: {}", student_975(df));
        }
    }

    #[test]
    fn wilson_agrees_with_a_worked_example() {
        let (low, high) = wilson(5.0, 10.0);
        assert!((low - 0.2366).abs() < 1e-3 && (high - 0.7634).abs() < 1e-3);
    }
}
