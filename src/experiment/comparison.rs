//! Two versions of a scenario, run by run: how far apart they are, how sure that is, and how often one is above the other.
//!
//! Runs that share their dice (the same seed in both versions) are compared pair by pair: what the two have in common
//! cancels out. Runs of different seeds can only be compared as two separate sets.
//!
//! | | pairs | separate sets |
//! | --- | --- | --- |
//! | interval of the mean difference | Student's t of the differences, widened for skew and equal pairs | shares: Newcombe's; else Welch's t |
//! | test | sign flips of the mean difference | Mann–Whitney U |
//! | second test | paired t | Welch's t |
//! | effect size | d_z = mean / sd of the differences | Hedges' g |
//! | P(B > A) | share of pairs, Wilson's interval | share of all pairs, Brunner and Munzel's interval |

mod order;
mod paired;
mod signs;
mod unpaired;

pub use super::statistics::Pairing;
pub use order::cliffs_delta;
pub use signs::flips;

use super::statistics::{Contrast, Sample, Summary, holm};

/// Below this a test speaks of a difference.
pub const ALPHA: f64 = 0.05;

/// With fewer pairs no pattern of signs is surprising enough for [`ALPHA`]: the smallest p is 2 / 2^n.
pub const FEWEST_PAIRS: usize = 6;

/// A test of "there is no difference": which one, and how surprising the runs would be then.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Test {
    /// Its name.
    pub name: String,
    /// Two-sided; none where there are too few runs.
    pub p: Option<f64>,
}

/// How often B is above A.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Above {
    /// The share.
    pub share: Option<f64>,
    /// Its interval at [`LEVEL`](super::statistics::LEVEL).
    pub interval: Option<(f64, f64)>,
    /// Of what it is a share, and what kind of interval that is.
    pub kind: &'static str,
    /// The share of pairs in which the two are equal.
    pub equal: Option<f64>,
}

/// One outcome of two versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The outcome.
    pub metric: String,
    /// Pairs, or separate sets.
    pub pairing: Pairing,
    /// Pairs in which both have a value; of separate sets the smaller.
    pub n: usize,
    /// Runs of A and of B that have a value but no partner, and so were left out.
    pub left_out: [usize; 2],
    /// Version A over the runs that took part.
    pub a: Summary,
    /// Version B over the runs that took part.
    pub b: Summary,
    /// Mean of B minus mean of A.
    pub difference: Option<f64>,
    /// The interval of that at [`LEVEL`](super::statistics::LEVEL).
    pub interval: Option<(f64, f64)>,
    /// What kind of interval it is.
    pub interval_kind: &'static str,
    /// The test that presumes no shape.
    pub test: Test,
    /// The test that goes with the interval.
    pub second: Test,
    /// The first test's p, adjusted for all outcomes that were looked at beside it (Holm). The finding goes by it.
    pub p_holm: Option<f64>,
    /// How many outcomes that are.
    pub family: usize,
    /// The difference in standard deviations.
    pub effect: Option<f64>,
    /// Whose.
    pub effect_kind: &'static str,
    /// P(B > A) − P(B < A) over all pairs of a run of A and a run of B.
    pub cliffs_delta: Option<f64>,
    /// P(B > A).
    pub above: Above,
    /// Variance of the difference if the runs did not share their dice, over its variance as they do.
    pub shared_dice: Option<f64>,
}

/// What may be said of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Too few runs for the test to speak, whatever it saw.
    TooFew,
    /// Every pair is equal.
    Identical,
    /// The interval holds zero, or the test is not surprised, given how many outcomes were tested.
    NotFound,
    /// B is above A on average.
    Above,
    /// B is below A on average.
    Below,
}

impl Finding {
    /// The word in the tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TooFew => "too few runs",
            Self::Identical => "identical",
            Self::NotFound => "no difference found",
            Self::Above => "B above A",
            Self::Below => "B below A",
        }
    }
}

impl Comparison {
    /// Compares an outcome of two versions, by itself.
    pub fn of(metric: &str, a: &Sample, b: &Sample) -> Self {
        let contrast = Contrast::of(a, b);
        let mut compared = match contrast.pairing {
            Pairing::Paired => paired::compare(metric, &contrast),
            Pairing::Unpaired => unpaired::compare(metric, &contrast),
        };
        compared.p_holm = compared.test.p;
        compared
    }

    /// Whether the most one-sided runs that there can be would surprise the test among its family.
    ///
    /// # Formula
    /// The smallest p is 2/2ⁿ for n pairs, and 2 over the ways to pick A's runs out of all for two separate sets; Holm
    /// multiplies it by the size of the family.
    fn can_surprise(&self) -> bool {
        let least = match self.pairing {
            Pairing::Paired => 2.0 / libm::exp2(self.n as f64),
            Pairing::Unpaired => {
                let ways = (1..=self.a.n).map(|i| (self.b.n + i) as f64 / i as f64).product::<f64>();
                2.0 / ways
            }
        };
        least * (self.family as f64) < ALPHA
    }

    /// What may be said: a difference only where interval and test agree on one. The test is that among all outcomes of its
    /// family.
    pub fn finding(&self) -> Finding {
        if self.n > 1 && self.above.equal == Some(1.0) {
            return Finding::Identical;
        }
        let (Some(difference), Some((low, high)), Some(p)) = (self.difference, self.interval, self.p_holm) else {
            return Finding::TooFew;
        };
        match difference {
            _ if !self.can_surprise() => Finding::TooFew,
            _ if (low <= 0.0 && high >= 0.0) || p >= ALPHA => Finding::NotFound,
            d if d > 0.0 => Finding::Above,
            _ => Finding::Below,
        }
    }
}

/// Adjusts the tests of several outcomes for being several (Holm). The one that was asked about is tested by itself: it was
/// chosen before the runs.
pub fn adjust(comparisons: &mut [Comparison], asked: Option<&str>) {
    let (alone, mut family): (Vec<&mut Comparison>, Vec<&mut Comparison>) =
        comparisons.iter_mut().partition(|c| asked == Some(c.metric.as_str()));
    alone.into_iter().for_each(|c| (c.p_holm, c.family) = (c.test.p, 1));
    let ps: Vec<Option<f64>> = family.iter().map(|c| c.test.p).collect();
    let tested = ps.iter().flatten().count().max(1);
    for (comparison, adjusted) in family.iter_mut().zip(holm(&ps)) {
        (comparison.p_holm, comparison.family) = (adjusted, tested);
    }
}

#[cfg(test)]
mod tests {
    //! References: SciPy 1.17.1 and statsmodels 0.15.0 (`pip install scipy statsmodels`): `ttest_rel`, `ttest_ind` with
    //! `equal_var=False`, `permutation_test` of the mean with `permutation_type='samples', n_resamples=inf`,
    //! `mannwhitneyu`, `brunnermunzel` (its standard error is (p − ½)/W), `proportion_confint(method='wilson')`,
    //! `multipletests(method='holm')`.

    use super::*;

    const A: [f64; 10] = [0.61, 0.55, 0.70, 0.48, 0.66, 0.59, 0.62, 0.50, 0.73, 0.57];
    const B: [f64; 10] = [0.66, 0.58, 0.69, 0.55, 0.72, 0.66, 0.61, 0.59, 0.80, 0.60];

    fn seeded(values: &[f64], first: u64) -> Sample {
        Sample::of("x", (first..).zip(values.iter().copied()))
    }

    fn close(found: impl Into<Option<f64>>, expected: f64) {
        let found = found.into().expect("a number");
        assert!((found - expected).abs() < 1e-9 * expected.abs().max(1.0), "{found} is not {expected}");
    }

    fn close_interval(found: Option<(f64, f64)>, low: f64, high: f64) {
        close(found.map(|i| i.0), low);
        close(found.map(|i| i.1), high);
    }

    #[test]
    fn pairs_are_compared_as_scipy_compares_them() {
        let c = Comparison::of("x", &seeded(&A, 1), &seeded(&B, 1));
        assert_eq!((c.pairing, c.n, c.finding()), (Pairing::Paired, 10, Finding::Above));
        close(c.difference, 0.045);
        // scipy's t interval is 0.020392 to 0.069608; three pairs of ten have the same difference.
        let (low, high) = c.interval.expect("ten pairs");
        assert!((0.008..0.0204).contains(&low) && (low + high - 0.09).abs() < 1e-12, "{low} to {high}");
        close(c.second.p, 0.002_533_884_796_931_436_8);
        close(c.test.p, 0.007_812_5);
        close(c.effect, 1.308_154_274_401_074_6);
        close(c.cliffs_delta, 0.27);
        close(c.above.share, 0.8);
        close_interval(c.above.interval, 0.490_162_471_536_641_83, 0.943_317_848_545_624_7);
        close(c.shared_dice, 10.378_403_755_868_538);
    }

    #[test]
    fn separate_sets_are_compared_as_scipy_compares_them() {
        let a = seeded(&[0.40, 0.52, 0.47, 0.61, 0.38, 0.55, 0.49], 1);
        let b = seeded(&[0.58, 0.66, 0.49, 0.71, 0.62, 0.57, 0.80, 0.64, 0.69], 100);
        let c = Comparison::of("x", &a, &b);
        assert_eq!((c.pairing, c.n, c.shared_dice), (Pairing::Unpaired, 7, None));
        close(c.difference, 0.151_428_571_428_571_47);
        close_interval(c.interval, 0.059_184_569_539_798_684, 0.243_672_573_317_344_27);
        close(c.second.p, 0.003_459_073_708_475_943_2);
        close(c.test.p, 0.006_909_120_465_501_038);
        close(c.effect, 1.658_823_148_355_001);
        close(c.above.share, 0.912_698_412_698_412_7);
        close_interval(c.above.interval, 0.759_127_817_321_084_1, 1.0);
    }

    #[test]
    fn equal_pairs_neither_help_nor_harm_the_sign_flips() {
        let skewed = [0.0, 0.0, 0.0, 0.1, 0.2, 0.0, 0.9, -0.1, 0.0, 0.3];
        assert_eq!(flips(&skewed), Some((0.1875, true)));
        let unequal: Vec<f64> = skewed.into_iter().filter(|d| *d != 0.0).collect();
        assert_eq!(flips(&unequal), Some((0.1875, true)));
    }

    #[test]
    fn drawn_signs_agree_with_students_test_where_both_hold() {
        // scipy.stats.ttest_1samp of 40 differences: p = 0.1069
        let differences: Vec<f64> = (0..40).map(|i| (f64::from(i * 7 % 11) - 4.2) / 10.0).collect();
        let (p, all) = flips(&differences).expect("forty differences");
        assert!(!all && (p - 0.1069).abs() < 0.015, "{p}");
        let turned: Vec<f64> = differences.iter().map(|d| -d).collect();
        assert!((flips(&turned).expect("forty").0 - p).abs() < 1e-12, "the sign of a difference does not matter");
    }

    #[test]
    fn versions_that_do_the_same_are_called_identical_and_not_different() {
        let c = Comparison::of("x", &seeded(&A, 1), &seeded(&A, 1));
        assert_eq!((c.finding(), c.test.p, c.second.p, c.effect), (Finding::Identical, Some(1.0), Some(1.0), None));
    }

    #[test]
    fn a_constant_difference_is_found() {
        let b = A.map(|v| v + 0.125);
        let c = Comparison::of("x", &seeded(&A, 1), &seeded(&b, 1));
        assert_eq!(c.finding(), Finding::Above);
        close(c.test.p, 2.0 / 1024.0);
    }

    #[test]
    fn a_difference_needs_enough_pairs() {
        for (n, finding) in [(1, Finding::TooFew), (FEWEST_PAIRS - 1, Finding::TooFew), (FEWEST_PAIRS, Finding::Below)]
        {
            let a: Vec<f64> = (0..n).map(|i| 1.0 + i as f64 / 100.0).collect();
            let b: Vec<f64> = (0..n).map(|i| i as f64 / 90.0).collect();
            assert_eq!(Comparison::of("x", &seeded(&a, 1), &seeded(&b, 1)).finding(), finding, "{n} pairs");
        }
    }

    #[test]
    fn two_separate_sets_need_enough_runs() {
        for (n, finding) in [(3, Finding::TooFew), (4, Finding::Above)] {
            let a: Vec<f64> = (0..n).map(|i| f64::from(i) / 100.0).collect();
            let b: Vec<f64> = (0..n).map(|i| 1.0 + f64::from(i) / 90.0).collect();
            assert_eq!(Comparison::of("x", &seeded(&a, 1), &seeded(&b, 100)).finding(), finding, "{n} runs each");
        }
    }

    #[test]
    fn runs_pair_up_by_their_seed_whatever_their_order() {
        let b = Sample::of("x", (0..7).map(|i| (10 - i as u64, B[9 - i])));
        let c = Comparison::of("x", &seeded(&A, 1), &b);
        assert_eq!((c.pairing, c.n, c.a.n, c.b.n, c.left_out), (Pairing::Paired, 7, 7, 7, [3, 0]));
        close(c.a.mean, A[3..].iter().sum::<f64>() / 7.0);
        close(c.b.mean, B[3..].iter().sum::<f64>() / 7.0);
        close(c.difference, (3..10).map(|i| B[i] - A[i]).sum::<f64>() / 7.0);
    }

    #[test]
    fn several_tests_are_adjusted_as_statsmodels_adjusts_them() {
        let blank = Comparison::of("x", &seeded(&A, 1), &seeded(&B, 1));
        let with =
            |p: f64| Comparison { test: Test { p: Some(p), ..Test::default() }, p_holm: Some(p), ..blank.clone() };
        let mut all = [0.01, 0.04, 0.03, 0.005].map(with);
        adjust(&mut all, None);
        for (c, expected) in all.iter().zip([0.03, 0.06, 0.06, 0.02]) {
            close(c.p_holm, expected);
        }
        let findings = [Finding::Above, Finding::NotFound, Finding::NotFound, Finding::Above];
        assert!(all.iter().zip(findings).all(|(c, finding)| c.finding() == finding), "{all:?}");
        all[1].metric = "asked".to_owned();
        adjust(&mut all, Some("asked"));
        assert_eq!((all[1].finding(), all[0].family), (Finding::Above, 3), "what was asked about stands alone");
    }
}
