//! What a number does over replicates: its mean with an interval, and how far runs lie apart.

use super::comparison::wilson;
use statrs::distribution::{ContinuousCDF, Gamma, Normal, StudentsT};

/// The level of every interval, unless said otherwise.
pub const LEVEL: f64 = 0.95;

/// A number over the replicates of one point. What cannot be known from so few values is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// How many replicates have a value.
    pub n: usize,
    /// The mean.
    pub mean: Option<f64>,
    /// The standard deviation between replicates (n − 1).
    pub sd: Option<f64>,
    /// The standard error of the mean.
    pub se: Option<f64>,
    /// The interval of the mean at [`LEVEL`], from Student's t or, for a share of runs, Wilson's.
    pub interval: Option<(f64, f64)>,
    /// One run in ten lies below.
    pub q10: Option<f64>,
    /// One run in four lies below.
    pub q25: Option<f64>,
    /// Half of the runs lie below.
    pub median: Option<f64>,
    /// Three runs in four lie below.
    pub q75: Option<f64>,
    /// Nine runs in ten lie below.
    pub q90: Option<f64>,
}

impl Summary {
    /// Summarises the values that are there.
    ///
    /// ```
    /// # use catching::experiment::statistics::Summary;
    /// let summary = Summary::of([Some(1.0), None, Some(3.0)]);
    /// assert_eq!((summary.n, summary.mean, summary.median), (2, Some(2.0), Some(2.0)));
    /// ```
    pub fn of(values: impl IntoIterator<Item = Option<f64>>) -> Self {
        Self::with(values, |mean, se, n| Some(interval(mean, se, n - 1, LEVEL)))
    }

    /// Summarises an outcome: where it [says yes or no](says_yes_or_no) of each run, the interval is Wilson's for a share of
    /// runs, which does not shrink to nothing when all runs agree.
    pub fn of_outcome(outcome: &str, values: impl IntoIterator<Item = Option<f64>>) -> Self {
        if !says_yes_or_no(outcome) {
            return Self::of(values);
        }
        let z = Normal::standard().inverse_cdf(f64::midpoint(1.0, LEVEL));
        Self::with(values, |mean, _, n| wilson(mean * n as f64, n as f64, z))
    }

    /// `interval` is told the mean, its standard error and the number of values.
    fn with(
        values: impl IntoIterator<Item = Option<f64>>,
        interval: impl Fn(f64, f64, usize) -> Option<(f64, f64)>,
    ) -> Self {
        let mut values: Vec<f64> = values.into_iter().flatten().filter(|v| !v.is_nan()).collect();
        values.sort_by(f64::total_cmp);
        let mean = mean(&values);
        let sd = mean.and_then(|m| standard_deviation(&values, m));
        let se = sd.map(|sd| sd / (values.len() as f64).sqrt());
        Self {
            n: values.len(),
            mean,
            sd,
            se,
            interval: mean.zip(se).and_then(|(m, se)| interval(m, se, values.len())),
            q10: quantile(&values, 0.1),
            q25: quantile(&values, 0.25),
            median: quantile(&values, 0.5),
            q75: quantile(&values, 0.75),
            q90: quantile(&values, 0.9),
        }
    }
}

/// The kind of interval that [`Summary::of_outcome`] gives an outcome.
pub fn interval_kind(outcome: &str) -> &'static str {
    if says_yes_or_no(outcome) { "Wilson" } else { "Student's t" }
}

/// Whether an outcome says yes (1) or no (0) of each run, so that its mean is a share of runs.
pub fn says_yes_or_no(outcome: &str) -> bool {
    outcome.ends_with("_survived")
}

/// The mean, if there is any value.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| sum(values.iter().copied()) / values.len() as f64)
}

/// A sum that does not gather dust: what each addition rounds away is kept and added at the end (Neumaier 1974).
fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut sum, mut dust) = (0.0_f64, 0.0_f64);
    for value in values {
        let next = sum + value;
        dust += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        sum = next;
    }
    // An infinite value leaves no dust, but NaN in its place.
    if dust.is_nan() { sum } else { sum + dust }
}

/// The standard deviation about `mean`, with n − 1 below the bar; needs two values.
pub fn standard_deviation(values: &[f64], mean: f64) -> Option<f64> {
    let squares = sum(values.iter().map(|v| (v - mean) * (v - mean)));
    (values.len() > 1).then(|| (squares / (values.len() - 1) as f64).sqrt())
}

/// The interval mean ± t·se.
///
/// # Formula
/// t is the (1 + level)/2 quantile of Student's distribution with `freedom` degrees of freedom.
pub fn interval(mean: f64, se: f64, freedom: usize, level: f64) -> (f64, f64) {
    let student = StudentsT::new(0.0, 1.0, freedom.max(1) as f64).expect("one degree of freedom or more");
    let half = student.inverse_cdf(f64::midpoint(1.0, level)) * se;
    (mean - half, mean + half)
}

/// The exact interval of a Poisson mean when `count` events were counted, at [`LEVEL`].
///
/// # Formula
/// Garwood 1936: the quantiles (1 − level)/2 of a gamma distribution of shape `count` and (1 + level)/2 of shape `count` + 1.
pub fn poisson_interval(count: f64) -> (f64, f64) {
    let gamma = |shape: f64, p: f64| Gamma::new(shape, 1.0).map_or(0.0, |gamma| gamma.inverse_cdf(p));
    let tail = (1.0 - LEVEL) / 2.0;
    let low = if count > 0.0 { gamma(count, tail) } else { 0.0 };
    (low, gamma(count + 1.0, 1.0 - tail))
}

/// The value below which a share `p` of `sorted` lies, between neighbours in proportion (Hyndman and Fan's type 7, the
/// default of R, NumPy and spreadsheets).
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = p.clamp(0.0, 1.0) * last as f64;
    let (below, share) = (place.floor() as usize, place.fract());
    let above = sorted[(below + 1).min(last)];
    // Not a weighted sum: equal neighbours must give themselves, and infinite ones no NaN.
    Some(if share == 0.0 { sorted[below] } else { sorted[below] + share * (above - sorted[below]) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: Option<f64>, b: f64) {
        assert!(a.is_some_and(|a| (a - b).abs() < 1e-9 * b.abs().max(1.0)), "{a:?} is not {b}");
    }

    #[test]
    fn a_summary_agrees_with_numpy_and_scipy() {
        // numpy.mean, std(ddof=1), quantile; scipy.stats.t.interval(0.95, 4, mean, sem) of 2, 4, 4, 5, 10
        let summary = Summary::of([4.0, 2.0, 10.0, 5.0, 4.0].map(Some));
        close(summary.mean, 5.0);
        close(summary.sd, 3.0);
        close(summary.se, 1.341_640_786_499_873_8);
        close(summary.interval.map(|i| i.0), 1.275_008_005_388_700_3);
        close(summary.interval.map(|i| i.1), 8.724_991_994_611_3);
        close(summary.q10, 2.8);
        close(summary.q25, 4.0);
        close(summary.median, 4.0);
        close(summary.q75, 5.0);
        close(summary.q90, 8.0);
    }

    #[test]
    fn a_share_of_runs_is_never_certain() {
        // statsmodels.stats.proportion.proportion_confint(0, 20, method="wilson"), and of (3, 20)
        let of = |hits| Summary::of_outcome("yawn_survived", (0..20).map(|i| Some(f64::from(i32::from(i < hits)))));
        close(of(0).interval.map(|i| i.0 + 1.0), 1.0);
        close(of(0).interval.map(|i| i.1), 0.161_125_158_052_819_4);
        close(of(3).interval.map(|i| i.0), 0.052_368_745_896_216_595);
        close(of(3).interval.map(|i| i.1), 0.360_418_864_740_756_96);
        assert_eq!(Summary::of_outcome("yawn_reach", [Some(0.0); 20]).interval, Some((0.0, 0.0)));
    }

    #[test]
    fn absent_values_are_left_out_and_n_says_so() {
        let summary = Summary::of([Some(1.0), None, Some(f64::NAN), Some(3.0)]);
        assert_eq!((summary.n, summary.mean), (2, Some(2.0)));
        assert_eq!(Summary::of([None]), Summary::default());
    }

    #[test]
    fn a_mean_carries_no_dust() {
        assert_eq!(mean(&[0.1; 10]), Some(0.1));
        assert_eq!(mean(&[1e16, 1.0, -1e16]), Some(1.0 / 3.0));
        assert_eq!(mean(&[f64::INFINITY, 1.0]), Some(f64::INFINITY));
    }

    #[test]
    fn one_value_has_no_spread() {
        let summary = Summary::of([Some(7.0)]);
        assert_eq!((summary.n, summary.mean, summary.median), (1, Some(7.0), Some(7.0)));
        assert_eq!((summary.sd, summary.se, summary.interval), (None, None, None));
    }

    #[test]
    fn counts_have_the_intervals_of_garwoods_table() {
        for (count, low, high) in [(0.0, 0.0, 3.689), (1.0, 0.0253, 5.572), (10.0, 4.795, 18.39)] {
            let (a, b) = poisson_interval(count);
            assert!((a - low).abs() < 5e-3 && (b - high).abs() < 5e-3, "{count}: {a} to {b}");
        }
    }

    #[test]
    fn two_equal_values_have_an_interval_of_no_width() {
        assert_eq!(Summary::of([Some(0.5); 2]).interval, Some((0.5, 0.5)));
    }

    #[test]
    fn the_order_of_the_values_does_not_matter() {
        let values = [0.1, 0.7, 0.3, 1e9, 0.2];
        let mut turned = values;
        turned.reverse();
        assert_eq!(Summary::of(values.map(Some)), Summary::of(turned.map(Some)));
    }
}
