//! Runs that share their dice, pair by pair.

use super::order::{cliffs_delta, wilson};
use super::{Above, Comparison, Pairing, Test, flips, summary, values};
use crate::experiment::statistics::{LEVEL, Summary, standard_deviation};
use statrs::distribution::{ContinuousCDF, Normal, StudentsT};
use statrs::stats_tests::ttest_onesample::ttest_onesample;
use statrs::stats_tests::{Alternative, NaNPolicy};

/// Compares pairs (a, b).
pub(super) fn compare(metric: &str, a: &[(u64, f64)], b: &[(u64, f64)], pairs: &[(f64, f64)]) -> Comparison {
    let differences: Vec<f64> = pairs.iter().map(|(a, b)| b - a).collect();
    let of = Summary::of(differences.iter().copied().map(Some));
    let spread = of.sd.filter(|sd| *sd > 0.0);
    Comparison {
        metric: metric.to_owned(),
        pairing: Pairing::Paired,
        n: pairs.len(),
        a: summary(a),
        b: summary(b),
        difference: of.mean,
        interval: of.interval,
        interval_kind: "Student's t of the paired differences",
        test: sign_flips(&differences),
        second: Test { name: "paired t".to_owned(), p: student(&differences) },
        p_holm: None,
        effect: of.mean.zip(spread).map(|(mean, sd)| mean / sd),
        effect_kind: "d_z",
        cliffs_delta: cliffs_delta(&values(a), &values(b)),
        above: above(&differences),
        shared_dice: shared_dice(pairs, spread),
    }
}

fn sign_flips(differences: &[f64]) -> Test {
    let Some((p, all)) = flips(differences) else {
        return Test { name: "sign flips".to_owned(), p: None };
    };
    let how = if all { "all patterns" } else { "9999 patterns drawn" };
    Test { name: format!("sign flips of the mean difference, {how}"), p: Some(p) }
}

/// Student's test of the differences against zero. Differences without any spread leave nothing to chance: none is 1,
/// the same one in every pair is 0.
fn student(differences: &[f64]) -> Option<f64> {
    let first = *differences.get(1).and(differences.first())?;
    if differences.iter().all(|d| *d == first) {
        return Some(f64::from(u8::from(first == 0.0)));
    }
    let tested = ttest_onesample(differences.to_vec(), 0.0, Alternative::TwoSided, NaNPolicy::Error);
    let (t, _) = tested.ok()?;
    // Its own p is 0 below 1e-16: one minus nearly one.
    let student = StudentsT::new(0.0, 1.0, differences.len() as f64 - 1.0).ok()?;
    Some(2.0 * student.cdf(-t.abs()))
}

fn above(differences: &[f64]) -> Above {
    let n = differences.len() as f64;
    let count = |of: fn(&f64) -> bool| differences.iter().copied().filter(of).count() as f64;
    let (hits, equal) = (count(|d| *d > 0.0), count(|d| *d == 0.0));
    Above {
        share: (n > 0.0).then(|| hits / n),
        interval: wilson(hits, n, Normal::standard().inverse_cdf(f64::midpoint(1.0, LEVEL))),
        kind: "share of pairs, Wilson",
        equal: (n > 0.0).then(|| equal / n),
    }
}

/// (var A + var B) / var (B − A), over the same pairs.
fn shared_dice(pairs: &[(f64, f64)], spread: Option<f64>) -> Option<f64> {
    let variance = |side: fn(&(f64, f64)) -> f64| {
        let values: Vec<f64> = pairs.iter().map(side).collect();
        let mean = crate::experiment::statistics::mean(&values)?;
        standard_deviation(&values, mean).map(|sd| sd * sd)
    };
    Some((variance(|p| p.0)? + variance(|p| p.1)?) / spread?.powi(2))
}
