//! By how much the key that matters most lies above the next, and how sure that is.
//!
//! Two intervals that overlap do not say that two numbers may be equal: both estimates come from the same runs, and what they
//! share cancels in their difference (Schenker and Gentleman 2001, Am. Stat. 55, 182). So the interval is that of the
//! difference, in the same resamples.

use super::resample::{Estimator, estimates};
use super::{Estimate, Outcome};
use crate::chance::Chance;

/// The difference between the first and the second of a ranking, with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lead {
    /// By how much the first lies above the second; not below 0.
    pub value: f64,
    /// The interval; none where the runs tell nothing about it.
    pub interval: Option<(f64, f64)>,
}

impl Lead {
    /// Whether the first comes first for certain: its whole interval lies above zero. None where there is no interval.
    pub fn is_certain(&self) -> Option<bool> {
        self.interval.map(|(low, _)| low > 0.0)
    }
}

/// The places of the two largest, the larger first; of equal ones the earlier.
pub(super) fn first_two(sizes: impl IntoIterator<Item = f64>) -> Option<(usize, usize)> {
    let mut ranked: Vec<(usize, f64)> = sizes.into_iter().enumerate().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    match ranked[..] {
        [(first, _), (second, _), ..] => Some((first, second)),
        _ => None,
    }
}

/// The lead of one of an estimator's numbers over another; `places` are those of the two among its estimates.
pub(super) fn lead(
    estimator: &impl Estimator,
    places: (usize, usize),
    points: &Outcome,
    (luck, what): (Chance, &str),
) -> Option<Lead> {
    let Estimate { value, conf } = *estimates(&Apart { estimator, places }, points, luck, what).first()?;
    Some(Lead { value, interval: conf.map(|conf| (value - conf, value + conf)) })
}

/// One number: by how far two of an estimator's lie apart.
struct Apart<'a, E> {
    estimator: &'a E,
    places: (usize, usize),
}

impl<E: Estimator> Estimator for Apart<'_, E> {
    fn of_blocks(&self, points: &Outcome) -> Vec<Vec<f64>> {
        self.estimator.of_blocks(points)
    }

    fn finish(&self, averages: &[f64]) -> Vec<f64> {
        let all = self.estimator.finish(averages);
        vec![all[self.places.0] - all[self.places.1]]
    }
}
