//! Numbers as such: sums, means, spreads, quantiles.

/// The mean, if there is any value.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| sum(values.iter().copied()) / values.len() as f64)
}

/// A sum whose rounding errors do not add up: what each addition rounds away is kept and added at the end (Neumaier 1974).
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    for value in values {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        sum = next;
    }
    // An infinite value loses nothing, but leaves NaN here.
    if lost.is_nan() { sum } else { sum + lost }
}

/// The standard deviation about `mean`, with n − 1 below the bar; needs two values.
pub fn standard_deviation(values: &[f64], mean: f64) -> Option<f64> {
    let squares = sum(values.iter().map(|v| (v - mean) * (v - mean)));
    (values.len() > 1).then(|| (squares / (values.len() - 1) as f64).sqrt())
}

/// The variance with n − 1 below the bar; 0 of fewer than two values.
pub fn variance(values: &[f64]) -> f64 {
    mean(values).and_then(|mean| standard_deviation(values, mean)).map_or(0.0, |sd| sd * sd)
}

/// The skewness m₃ / m₂^(3/2); 0 of values that do not differ.
pub fn skewness(values: &[f64]) -> f64 {
    let Some(mean) = mean(values) else { return 0.0 };
    let moment = |power: i32| sum(values.iter().map(|v| (v - mean).powi(power))) / values.len() as f64;
    let (second, third) = (moment(2), moment(3));
    if second > 0.0 { third / libm::pow(second, 1.5) } else { 0.0 }
}

/// Values in ascending order.
pub fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values
}

/// The value below which a share `p` of `sorted` lies, between neighbours in proportion (Hyndman and Fan's type 7, the
/// default of R, NumPy and spreadsheets); NaN of none.
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = p.clamp(0.0, 1.0) * last as f64;
    let (below, share) = (place.floor() as usize, place.fract());
    let above = sorted[(below + 1).min(last)];
    // Not a weighted sum: equal neighbours must give themselves, and infinite ones no NaN.
    if share == 0.0 { sorted[below] } else { sorted[below] + share * (above - sorted[below]) }
}

/// How many of the values are the most common one; 0 where no two are equal. Values that differ by less than sums in another
/// order do are equal.
pub fn commonest(values: &[f64]) -> usize {
    let sorted = sorted(values.iter().copied());
    let wide = sorted.first().map_or(0.0, |first| first.abs()).max(sorted.last().map_or(0.0, |last| last.abs()));
    let stretches = sorted.chunk_by(|a, b| b - a <= 1e-12 * wide);
    stretches.map(<[f64]>::len).max().filter(|most| *most > 1).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_does_not_gather_rounding_errors() {
        assert_eq!(mean(&[0.1; 10]), Some(0.1));
        assert_eq!(mean(&[1e16, 1.0, -1e16]), Some(1.0 / 3.0));
        assert_eq!(mean(&[f64::INFINITY, 1.0]), Some(f64::INFINITY));
        assert_eq!(mean(&[]), None);
    }

    #[test]
    fn quantiles_agree_with_the_textbook() {
        let values = [1.0, 2.0, 3.0, 4.0];
        assert_eq!([0.5, 0.0, 1.0].map(|p| quantile(&values, p)), [2.5, 1.0, 4.0]);
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn skewness_agrees_with_scipy() {
        // scipy.stats.skew([2, 4, 4, 5, 10]) and of its mirror image
        assert!((skewness(&[2.0, 4.0, 4.0, 5.0, 10.0]) - 0.993_807_989_999_906_5).abs() < 1e-9);
        assert!((skewness(&[-2.0, -4.0, -4.0, -5.0, -10.0]) + 0.993_807_989_999_906_5).abs() < 1e-9);
        assert_eq!(skewness(&[3.0; 4]), 0.0);
    }

    #[test]
    fn the_most_common_value_is_counted() {
        assert_eq!([commonest(&[1.0, 2.0, 3.0]), commonest(&[0.0; 5]), commonest(&[])], [0, 5, 0]);
        assert_eq!(commonest(&[0.1 + 0.2, 0.3, 0.7]), 2);
    }
}
