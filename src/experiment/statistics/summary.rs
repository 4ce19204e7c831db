//! What an outcome does over replicates: its mean with an interval, and how far runs lie apart.

use super::combination::Combination;
use super::sample::Sample;
use super::student::Student;
use super::values::{quantile, sorted, standard_deviation};
use super::{LEVEL, mean};
use crate::scenario::outcome::Kind;

/// A number over the replicates of one point. What cannot be known from so few values is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// How many replicates have a value; of a share of events, how many have events.
    pub n: usize,
    /// The mean; of a share of events pooled over runs.
    pub mean: Option<f64>,
    /// The standard deviation between replicates (n − 1).
    pub sd: Option<f64>,
    /// The standard error of the mean.
    pub se: Option<f64>,
    /// The interval of the mean at [`LEVEL`], of the [kind](Kind::interval_name) that the outcome asks for.
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
    /// The same of what could not have been otherwise: without an interval.
    #[must_use]
    pub fn settled(self) -> Self {
        Self { se: None, interval: None, ..self }
    }

    /// Summarises values that may be any number.
    ///
    /// ```
    /// # use catching::experiment::statistics::Summary;
    /// let summary = Summary::of([Some(1.0), None, Some(3.0)]);
    /// assert_eq!((summary.n, summary.mean, summary.median), (2, Some(2.0), Some(2.0)));
    /// ```
    pub fn of(values: impl IntoIterator<Item = Option<f64>>) -> Self {
        Self::of_sample(&Sample::plain(Kind::Signed, values.into_iter().flatten()))
    }

    /// Summarises an outcome.
    pub fn of_sample(sample: &Sample) -> Self {
        let values = sorted(sample.values());
        let of_mean = Combination::new(&[(1.0, sample)], 0.0);
        let at = |p| (!values.is_empty()).then(|| quantile(&values, p));
        Self {
            n: values.len(),
            mean: sample.mean(),
            sd: mean(&values).and_then(|mean| standard_deviation(&values, mean)),
            se: of_mean.error(),
            interval: of_mean.interval(LEVEL),
            q10: at(0.1),
            q25: at(0.25),
            median: at(0.5),
            q75: at(0.75),
            q90: at(0.9),
        }
    }

    /// The mean with its interval, for drawing.
    pub fn estimate(&self) -> Estimate {
        let mean = self.mean.unwrap_or(f64::NAN);
        let (low, high) = self.interval.unwrap_or((mean, mean));
        Estimate { mean, low, high, n: self.n }
    }
}

/// A mean and its 95 % interval; without width where one value gives none.
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

impl Estimate {
    /// The mean of values of a kind, one a run.
    pub fn of(kind: Kind, values: impl IntoIterator<Item = f64>) -> Self {
        Summary::of_sample(&Sample::plain(kind, values)).estimate()
    }

    /// The same with an interval that holds for all of so many comparisons at once, of which this one was picked for being the
    /// largest: each side as much longer as Student's quantile is (Bonferroni).
    #[must_use]
    pub fn widened(self, comparisons: usize) -> Self {
        if comparisons < 2 || self.n < 2 {
            return self;
        }
        let student = Student::new(self.n as f64 - 1.0);
        let wider = student.quantile(1.0 - (1.0 - LEVEL) / comparisons as f64) / student.quantile(LEVEL);
        let end = |end: f64| self.mean + (end - self.mean) * wider;
        Self { low: end(self.low), high: end(self.high), ..self }
    }

    /// Whether the interval leaves zero out.
    pub fn leaves_out_zero(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
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
        let of = |hits| {
            let runs = (0..20).map(|i| (i, f64::from(u8::from(i < hits))));
            Summary::of_sample(&Sample::of("yawn_survived", runs))
        };
        assert_eq!(of(0).interval.map(|i| i.0), Some(0.0));
        close(of(0).interval.map(|i| i.1), 0.161_125_158_052_819_4);
        close(of(3).interval.map(|i| i.0), 0.052_368_745_896_216_595);
        close(of(3).interval.map(|i| i.1), 0.360_418_864_740_756_96);
    }

    #[test]
    fn no_interval_leaves_what_can_be_or_is_a_point() {
        for outcome in
            ["x_reach", "x_survived", "x_imitated_share", "loneliness_mean", "x_events", "x_lasting", "mood_mean"]
        {
            for values in [vec![0.0; 12], vec![1.0; 12], [vec![0.0; 11], vec![1.0]].concat(), vec![0.5; 12]] {
                let sample = Sample::weighed(outcome, (0..).zip(&values).map(|(key, v)| (key, *v, 3.0)));
                let Some((low, high)) = Summary::of_sample(&sample).interval else {
                    assert!(values[11] == 0.0 && matches!(sample.kind, Kind::Time | Kind::Signed), "{outcome}");
                    continue;
                };
                let (least, most) = sample.kind.possible();
                // A number of a continuum that never varies is left to no chance.
                let same = sample.kind == Kind::Signed && values.iter().all(|v| *v == values[0]);
                assert!(low >= least && high <= most && (low < high || same), "{outcome}, {values:?}: {low} to {high}");
            }
        }
    }

    #[test]
    fn an_interval_for_many_comparisons_is_as_much_wider_as_scipy_says() {
        // scipy.stats.t.ppf(1 - 0.05 / 2 / 6, 19) and scipy.stats.t.ppf(0.975, 19)
        let one = Estimate { mean: 1.0, low: 0.0, high: 3.0, n: 20 };
        let six = one.widened(6);
        let ratio = 2.943_895_2 / 2.093_024_1;
        assert!((six.low - (1.0 - ratio)).abs() < 1e-5 && (six.high - (1.0 + 2.0 * ratio)).abs() < 1e-5, "{six:?}");
        assert_eq!((one.widened(1), one.leaves_out_zero(), six.leaves_out_zero()), (one, false, false));
    }

    #[test]
    fn absent_values_are_left_out_and_n_says_so() {
        let summary = Summary::of([Some(1.0), None, Some(f64::NAN), Some(3.0)]);
        assert_eq!((summary.n, summary.mean), (2, Some(2.0)));
        assert_eq!(Summary::of([None]), Summary::default());
    }

    #[test]
    fn one_value_has_no_spread() {
        let summary = Summary::of([Some(7.0)]);
        assert_eq!((summary.n, summary.mean, summary.median), (1, Some(7.0), Some(7.0)));
        assert_eq!((summary.sd, summary.se, summary.interval), (None, None, None));
    }

    #[test]
    fn the_order_of_the_values_does_not_matter() {
        let values = [0.1, 0.7, 0.3, 1e9, 0.2];
        let mut turned = values;
        turned.reverse();
        assert_eq!(Summary::of(values.map(Some)), Summary::of(turned.map(Some)));
    }
}
