//! Runs that share their dice, pair by pair.

use super::order::cliffs_delta;
use super::{Above, Comparison, Pairing, Test, flips};
use crate::experiment::statistics::{
    Contrast, LEVEL, Student, mean, normal_quantile, standard_deviation, sum, variance, wilson,
};

/// Compares pairs.
pub(super) fn compare(metric: &str, contrast: &Contrast) -> Comparison {
    let differences = &contrast.differences;
    let spread = mean(differences).and_then(|mean| standard_deviation(differences, mean)).filter(|sd| *sd > 0.0);
    Comparison {
        metric: metric.to_owned(),
        pairing: Pairing::Paired,
        n: contrast.n,
        left_out: contrast.left_out,
        a: contrast.summary_a(),
        b: contrast.summary_b(),
        difference: contrast.difference,
        interval: contrast.interval,
        interval_kind: contrast.interval_kind,
        test: sign_flips(&exchanged(contrast)),
        second: Test { name: "paired t".to_owned(), p: student(differences) },
        p_holm: None,
        family: 1,
        effect: contrast.difference.zip(spread).map(|(mean, sd)| mean / sd),
        effect_kind: "d_z",
        cliffs_delta: cliffs_delta(&contrast.a.values(), &contrast.b.values()),
        above: above(&run_by_run(contrast)),
        shared_dice: shared_dice(contrast, spread),
    }
}

/// Each pair's difference, as a test may turn its sign: exchanging the two runs of a pair changes nothing else.
///
/// # Formula
/// b − a; of pooled shares w_b(b − p) − w_a(a − p), p the share over both, which no exchange changes.
fn exchanged(contrast: &Contrast) -> Vec<f64> {
    if !contrast.a.kind.is_pooled() {
        return contrast.differences.clone();
    }
    let (a, b) = (contrast.a.runs(), contrast.b.runs());
    let all = || a.iter().chain(b);
    let events = sum(all().map(|run| run.weight));
    let p = if events > 0.0 { sum(all().map(|run| run.weight * run.value)) / events } else { 0.0 };
    a.iter().zip(b).map(|(a, b)| b.weight * (b.value - p) - a.weight * (a.value - p)).collect()
}

/// B minus A of the two runs themselves, of pairs in which both say something.
fn run_by_run(contrast: &Contrast) -> Vec<f64> {
    let both = contrast.a.runs().iter().zip(contrast.b.runs());
    both.filter(|(a, b)| a.weight > 0.0 && b.weight > 0.0).map(|(a, b)| b.value - a.value).collect()
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
    let n = differences.len() as f64;
    let t = mean(differences)? / (variance(differences) / n).sqrt();
    Some(Student::new(n - 1.0).p(t))
}

fn above(differences: &[f64]) -> Above {
    let n = differences.len() as f64;
    let count = |of: fn(&f64) -> bool| differences.iter().copied().filter(of).count() as f64;
    let (hits, equal) = (count(|d| *d > 0.0), count(|d| *d == 0.0));
    Above {
        share: (n > 0.0).then(|| hits / n),
        interval: wilson(hits, n, normal_quantile(LEVEL)),
        kind: "share of pairs, Wilson",
        equal: (n > 0.0).then(|| equal / n),
    }
}

/// (var A + var B) / var (B − A), over the same pairs.
fn shared_dice(contrast: &Contrast, spread: Option<f64>) -> Option<f64> {
    let unrelated = variance(&contrast.a.contributions()) + variance(&contrast.b.contributions());
    Some(unrelated / spread?.powi(2))
}
