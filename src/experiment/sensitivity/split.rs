//! Variance split: which share of the differences between runs comes from the network draw, from who started, from what
//! people are like, from the dice, from the varied keys, and from all these acting together.
//!
//! # Formulas
//! Every run is a function of its factors (see [`crate::experiment::design::variance`]), so the shares are Sobol's
//! first-order indices of a pick-freeze design. Let r(x, y) = cov(x, y) / var with mean and variance of both x and y
//! together (Monod, Naud and Makowski 2006; Janon et al. 2014, ESAIM P&S 18, 342: the most precise for a large share). As
//! A and B share nothing, r(A, B) is 0 but for chance, and whatever it is by chance is in r(B, AB_i) as well, the more so
//! the less factor i matters: it is taken off in that proportion (a control variate),
//! S1_i = r(B, AB_i) − (1 − ST_i) r(A, B), with ST_i as Jansen (1999). What all S1 leave of 1 are interactions.

use super::lead::{Lead, first_two, lead};
use super::resample::{Estimator, estimates};
use super::sobol::spread;
use super::{Estimate, Outcome};
use crate::chance::{Chance, Lot};

/// An outcome's variance, split.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The parts, in the order in which they are stacked; their shares sum to 1.
    pub parts: Vec<Part>,
    /// The variance between runs.
    pub variance: f64,
    /// Base samples.
    pub samples: usize,
    /// By how much the largest share lies above the next, before shares are made to fit.
    pub lead: Option<Lead>,
}

/// One part of an outcome's variance.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its name: that of a [`Lot`], `keys`, or `interactions`.
    pub name: &'static str,
    /// Its share, made to fit: not below 0, all parts together 1.
    pub share: f64,
    /// Half of the interval of that, made to fit alike.
    pub conf: Option<f64>,
    /// The share as estimated.
    pub first: Estimate,
    /// The share that it has a hand in, what it does together with others included; none for `interactions`.
    pub total: Option<Estimate>,
}

/// Splits the variance of an outcome over the blocks of a variance design with `factors` factors; none where it does not
/// vary.
pub fn split(points: &Outcome, factors: usize, luck: Chance, what: &str) -> Option<Split> {
    let pick_freeze = PickFreeze { factors };
    let estimates = estimates(&pick_freeze, points, luck, what);
    let [.., rest, variance] = estimates.as_slice() else { return None };
    let names = Lot::ALL.iter().map(|lot| lot.name()).chain(["keys"]).take(factors);
    let mut parts: Vec<Part> = names
        .zip(estimates.iter().zip(&estimates[factors..]))
        .map(|(name, (first, total))| Part { name, share: 0.0, conf: None, first: *first, total: Some(*total) })
        .collect();
    parts.push(Part { name: "interactions", share: 0.0, conf: None, first: *rest, total: None });
    fit(&mut parts);
    // Interactions come after the total shares.
    let place = |part: usize| if part < factors { part } else { 2 * factors };
    let lead = first_two(parts.iter().map(|part| part.first.value))
        .and_then(|(a, b)| lead(&pick_freeze, (place(a), place(b)), points, (luck, what)));
    let split = Split { parts, variance: variance.value, samples: points.len() / (factors + 2), lead };
    (variance.value > 0.0).then_some(split)
}

/// Shares from estimates, which by chance may lie below 0 or sum to more than 1.
fn fit(parts: &mut [Part]) {
    parts.iter_mut().for_each(|part| part.share = part.first.value.max(0.0));
    let sum = parts.iter().map(|part| part.share).sum::<f64>().max(f64::MIN_POSITIVE);
    for part in parts {
        part.share /= sum;
        part.conf = part.first.conf.map(|conf| conf / sum);
    }
}

impl Part {
    /// Its share, made to fit, with its interval: what charts and sentences show.
    pub fn fitted(&self) -> Estimate {
        Estimate { value: self.share, conf: self.conf }
    }
}

struct PickFreeze {
    factors: usize,
}

impl Estimator for PickFreeze {
    /// Of each block: the values at A, B and each AB (for means), their squares, and the products that are needed.
    fn of_blocks(&self, points: &Outcome) -> Vec<Vec<f64>> {
        let centre = points.iter().map(|values| values[0]).sum::<f64>() / points.len() as f64;
        let of = |block: &[Vec<f64>]| {
            let values: Vec<f64> = block.iter().map(|values| values[0] - centre).collect();
            let (a, b) = (values[0], values[self.factors + 1]);
            let squares = values.iter().map(|value| value * value);
            let with_b = values.iter().map(|value| value * b);
            let from_a = values.iter().map(|value| (value - a) * (value - a));
            values.iter().copied().chain(squares).chain(with_b).chain(from_a).collect()
        };
        points.chunks_exact(self.factors + 2).map(of).collect()
    }

    fn finish(&self, averages: &[f64]) -> Vec<f64> {
        let size = self.factors + 2;
        let (a, b) = (0, size - 1);
        let [means, squares, with_b, from_a] = [0, 1, 2, 3].map(|part| &averages[part * size..][..size]);
        let level = |x: usize, y: usize| f64::midpoint(means[x], means[y]);
        let variance = |x: usize, y: usize| spread(f64::midpoint(squares[x], squares[y]), level(x, y));
        let correlation = |x: usize| (with_b[x] - level(x, b).powi(2)) / variance(x, b);
        let total: Vec<f64> = (1..b).map(|i| from_a[i] / 2.0 / variance(a, b)).collect();
        let apart = correlation(a);
        let first: Vec<f64> = (1..b).map(|i| correlation(i) - (1.0 - total[i - 1]).clamp(0.0, 1.0) * apart).collect();
        let rest = 1.0 - first.iter().sum::<f64>();
        [first, total, vec![rest, variance(a, b)]].concat()
    }
}
