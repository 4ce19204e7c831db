//! Runs of different seeds: two separate sets.

use super::order::{below, cliffs_delta, not_above, sorted};
use super::{Above, Comparison, Pairing, Test};
use crate::experiment::statistics::{Contrast, LEVEL, Summary, Welch, mean, variance};
use statrs::stats_tests::Alternative;
use statrs::stats_tests::mannwhitneyu::{MannWhitneyUMethod, mannwhitneyu};

/// Compares two sets of runs.
pub(super) fn compare(metric: &str, contrast: &Contrast) -> Comparison {
    let (of_a, of_b) = (contrast.summary_a(), contrast.summary_b());
    let (a, b) = (contrast.a.values(), contrast.b.values());
    let welch = Welch::of(&contrast.a, &contrast.b);
    Comparison {
        metric: metric.to_owned(),
        pairing: Pairing::Unpaired,
        n: contrast.n,
        left_out: contrast.left_out,
        difference: contrast.difference,
        interval: contrast.interval,
        interval_kind: contrast.interval_kind,
        test: rank_sums(&a, &b),
        second: Test {
            name: "Welch's t".to_owned(),
            p: contrast.difference.zip(welch.as_ref()).map(|(difference, welch)| welch.p(difference)),
        },
        p_holm: None,
        family: 1,
        effect: hedges(&of_a, &of_b),
        effect_kind: "Hedges' g",
        cliffs_delta: cliffs_delta(&a, &b),
        above: above(&a, &b),
        shared_dice: None,
        a: of_a,
        b: of_b,
    }
}

fn rank_sums(a: &[f64], b: &[f64]) -> Test {
    let method = MannWhitneyUMethod::AsymptoticInclContinuityCorrection;
    let tested = mannwhitneyu(b, a, method, Alternative::TwoSided).ok();
    let (few, many) = (a.len().min(b.len()), a.len().max(b.len()));
    let all = sorted(&[a, b].concat());
    let exact = few <= EXACT_UP_TO.0 && many <= EXACT_UP_TO.1 && all.windows(2).all(|two| two[0] != two[1]);
    let p = tested
        .map(|(u, p)| if exact { (2.0 * at_least(u.max((few * many) as f64 - u), few, many)).min(1.0) } else { p });
    Test { name: "Mann–Whitney U".to_owned(), p: p.filter(|p| p.is_finite() && few > 1) }
}

/// Up to so many runs in the smaller and in the larger set, and without ties, the test counts all orders. (statrs would, too,
/// but gives p = 1 where the first set is not the larger one, and tries every order one by one.)
const EXACT_UP_TO: (usize, usize) = (8, 200);

/// Of all orders of two sets, the share whose U is at least this.
///
/// # Formula
/// Ways to pick `few` of all ranks, by the sum of what each lies above the ranks that are picked below it.
fn at_least(u: f64, few: usize, many: usize) -> f64 {
    let most = few * many;
    let mut ways = vec![vec![0.0_f64; most + 1]; few + 1];
    ways[0][0] = 1.0;
    for rank in 0..few + many {
        for picked in (1..=few.min(rank + 1)).rev() {
            let above = rank + 1 - picked;
            let (fewer, now) = ways.split_at_mut(picked);
            (above..=most).for_each(|sum| now[0][sum] += fewer[picked - 1][sum - above]);
        }
    }
    let far = ways[few].iter().zip(0u32..).filter(|(_, sum)| f64::from(*sum) >= u).map(|(ways, _)| ways).sum::<f64>();
    far / ways[few].iter().sum::<f64>()
}

/// The difference in pooled standard deviations, corrected for small samples (Hedges 1981).
fn hedges(a: &Summary, b: &Summary) -> Option<f64> {
    let freedom = (a.n + b.n).checked_sub(2).filter(|f| *f > 0)? as f64;
    let squares = a.sd?.powi(2) * (a.n as f64 - 1.0) + b.sd?.powi(2) * (b.n as f64 - 1.0);
    let pooled = (squares / freedom).sqrt();
    (pooled > 0.0)
        .then(|| (b.mean.unwrap_or(0.0) - a.mean.unwrap_or(0.0)) / pooled * (1.0 - 3.0 / (4.0 * freedom - 1.0)))
}

/// P(B > A) + ½P(B = A) with the interval of Brunner and Munzel (2000).
///
/// # Formula
/// Of each value its placement: the share of the other set below it, ties half. The mean of B's placements is the
/// estimate; the variances of both means add up, with Welch's degrees of freedom.
fn above(a: &[f64], b: &[f64]) -> Above {
    if a.len() < 2 || b.len() < 2 {
        return Above { kind: "share of all pairs with ties half, Brunner and Munzel", ..Above::default() };
    }
    let (sa, sb) = (sorted(a), sorted(b));
    let placements = |values: &[f64], others: &[f64]| -> Vec<f64> {
        let place = |v: &f64| f64::midpoint(below(others, *v), not_above(others, *v)) / others.len() as f64;
        values.iter().map(place).collect()
    };
    let (of_b, of_a) = (placements(b, &sa), placements(a, &sb));
    let share = mean(&of_b).unwrap_or(0.5);
    let of = |values: &[f64]| (variance(values) / values.len() as f64, values.len() as f64);
    let welch = Welch::new(of(&of_a), of(&of_b));
    let inside = |(low, high): (f64, f64)| (low.max(0.0), high.min(1.0));
    let ties: f64 = b.iter().map(|v| not_above(&sa, *v) - below(&sa, *v)).sum();
    Above {
        share: Some(share),
        interval: welch.and_then(|welch| welch.interval(share, LEVEL)).map(inside),
        kind: "share of all pairs with ties half, Brunner and Munzel",
        equal: Some(ties / (a.len() * b.len()) as f64),
    }
}
