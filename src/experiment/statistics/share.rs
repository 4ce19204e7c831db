//! Intervals of shares: they never leave 0 to 1, and are never a point because nothing else was seen.

use super::student::{Student, portable};
use super::values::{commonest, mean, skewness, variance};
use statrs::distribution::{ChiSquared, ContinuousCDF, Normal};

/// Wilson's interval of a share, `hits` of `n`, for the normal quantile `z` (1927).
///
/// ```text
/// (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
/// ```
pub fn wilson(hits: f64, n: f64, z: f64) -> Option<(f64, f64)> {
    (n > 0.0).then(|| wilson_of((hits / n).clamp(0.0, 1.0), n, z))
}

fn wilson_of(p: f64, n: f64, z: f64) -> (f64, f64) {
    let z2 = z * z;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt() / (1.0 + z2 / n);
    // At the ends the formula is off by the last bit.
    let low = if p <= 0.0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if p >= 1.0 { 1.0 } else { (centre + half).min(1.0) };
    (low, high)
}

/// The normal quantile of a two-sided interval at `level`.
pub fn normal_quantile(level: f64) -> f64 {
    // The usual level, so that the logarithm of no platform has a say in its last digit.
    const AT_95: f64 = 1.959_963_984_540_054;
    if level == 0.95 {
        return AT_95;
    }
    portable(Normal::standard().inverse_cdf(f64::midpoint(1.0, level)))
}

/// The interval of a share of runs that say yes, `hits` of `n`.
///
/// # Formula
/// Wilson's, but where one, two or (of more than fifty) three say yes, or no, the end near 0, or 1, is Poisson's: there
/// Wilson's misses the true share up to sixteen times in a hundred (Brown, Cai and DasGupta 2001, section 4.1.1).
pub fn of_runs(hits: f64, n: f64, level: f64) -> Option<(f64, f64)> {
    let (low, high) = wilson(hits, n, normal_quantile(level))?;
    let few = if n > 50.0 { 3.0 } else { 2.0 };
    let rare = |count: f64| {
        let known = (1.0..=few).contains(&count) && count < n;
        known
            .then(|| ChiSquared::new(2.0 * count).map_or(0.0, |chi| portable(chi.inverse_cdf(1.0 - level)) / (2.0 * n)))
    };
    Some((rare(hits).map_or(low, |end| end.min(low)), rare(n - hits).map_or(high, |end| (1.0 - end).max(high))))
}

/// The interval of a mean of shares, one a run. `contributions` are what runs contribute to the mean, `values` the shares
/// themselves: the same, unless the mean is pooled.
///
/// # Formula
/// Wilson's (with Student's t in z's place) for as many runs as would give a share of yes and no the variance that the mean
/// has: n* = p(1 − p) / var(p) (Korn and Graubard 1998). Two amendments, chosen by measurement (benches/coverage.rs): the
/// variance is multiplied by 1 + 2g²/n (g the skewness), because few runs of a skewed outcome show too little of it; and
/// because runs that agree do not show how others would differ, the ends are at least as far as a share s of unseen runs at 0,
/// or at 1, would move the mean, where s is Wilson's upper end of none in n, less 2(1 − c) of it when only a share c of the
/// runs has the commonest value.
pub(super) fn of_mean(contributions: &[f64], values: &[f64], level: f64) -> Option<(f64, f64)> {
    let n = contributions.len() as f64;
    let p = mean(contributions).filter(|_| n > 1.0)?.clamp(0.0, 1.0);
    let alike = commonest(values) as f64 / values.len().max(1) as f64;
    let skew = skewness(contributions).powi(2);
    let spread = if alike < 1.0 { variance(contributions) / n * (1.0 + 2.0 * skew / n) } else { 0.0 };
    let effective = p * (1.0 - p) / spread;
    let student = || Student::new(n - 1.0).quantile(level);
    let (low, high) =
        if effective.is_finite() && effective > 0.0 { wilson_of(p, effective, student()) } else { (p, p) };
    let unseen = (2.0 * alike - 1.0).max(0.0) * none_of(n, level);
    Some((low.min(p - unseen * p), high.max(p + unseen * (1.0 - p))))
}

/// How large a share of runs may be although none of `n` was so: Wilson's upper end.
pub(super) fn none_of(n: f64, level: f64) -> f64 {
    wilson(0.0, n, normal_quantile(level)).map_or(1.0, |(_, high)| high)
}

/// The largest share of runs that may differ although none of `n` did, at `level`: (1 − s)ⁿ = 1 − level.
pub fn unseen(n: usize, level: f64) -> f64 {
    1.0 - libm::pow(1.0 - level, 1.0 / (n.max(1) as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close((low, high): (f64, f64), (a, b): (f64, f64)) {
        assert!((low - a).abs() < 1e-9 && (high - b).abs() < 1e-9, "{low} to {high}, not {a} to {b}");
    }

    #[test]
    fn wilsons_interval_agrees_with_statsmodels() {
        // statsmodels.stats.proportion.proportion_confint(hits, 20, method="wilson")
        let of = |hits| of_runs(hits, 20.0, 0.95).unwrap();
        close(of(0.0), (0.0, 0.161_125_158_052_819_4));
        close(of(3.0), (0.052_368_745_896_216_595, 0.360_418_864_740_756_96));
        close(of(20.0), (1.0 - 0.161_125_158_052_819_4, 1.0));
    }

    #[test]
    fn a_rare_yes_has_a_poisson_end() {
        // -ln(0.95) / 20, and scipy.stats.chi2.ppf(0.05, 4) / 40
        assert!((of_runs(1.0, 20.0, 0.95).unwrap().0 - 0.002_564_664_719_377_5).abs() < 1e-9);
        assert!((of_runs(18.0, 20.0, 0.95).unwrap().1 - (1.0 - 0.710_723_021_397_323_7 / 40.0)).abs() < 1e-8);
    }

    #[test]
    fn shares_that_agree_are_not_certain() {
        for value in [0.0, 0.25, 1.0] {
            let (low, high) = of_mean(&[value; 10], &[value; 10], 0.95).unwrap();
            assert!(
                high - low > 0.2 && high - low < 0.3 && low >= 0.0 && high <= 1.0 && low <= value && value <= high,
                "{low} to {high}"
            );
        }
    }

    #[test]
    fn few_runs_that_all_differ_a_little_have_students_interval() {
        // A hundred of two hundred begin because they are told to, and five or so of the others follow.
        let values = [0.52, 0.525, 0.515, 0.52, 0.53, 0.525, 0.515, 0.52, 0.51, 0.525];
        let (low, high) = of_mean(&values, &values, 0.95).unwrap();
        let half = 2.262_157 * (variance(&values) / 10.0).sqrt();
        assert!(((high - low) / 2.0 / half - 1.0).abs() < 0.1, "{low} to {high}");
    }

    #[test]
    fn many_runs_that_hardly_differ_have_students_interval() {
        let values: Vec<f64> = (0..100).map(|i| 0.6 + f64::from(i * 37 % 100) / 2000.0).collect();
        let (low, high) = of_mean(&values, &values, 0.95).unwrap();
        let half = 1.984_217 * variance(&values).sqrt() / 10.0;
        assert!(((high - low) / 2.0 / half - 1.0).abs() < 0.01, "{low} to {high}");
    }

    #[test]
    fn what_was_not_seen_is_bounded() {
        assert!((unseen(20, 0.95) - 0.139_108_317_5).abs() < 1e-6);
        assert!((unseen(100, 0.95) - 0.029_513_0).abs() < 1e-6);
    }
}
