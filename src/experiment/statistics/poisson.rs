//! The exact interval of a number of events.

use super::student::portable;
use statrs::distribution::{ContinuousCDF, Gamma};

/// The exact interval of a Poisson mean when `count` events were counted, at [`LEVEL`](super::LEVEL).
///
/// # Formula
/// Garwood 1936: the quantiles (1 − level)/2 of a gamma distribution of shape `count` and (1 + level)/2 of shape `count` + 1.
pub fn poisson_interval(count: f64) -> (f64, f64) {
    let gamma = |shape: f64, p: f64| Gamma::new(shape, 1.0).map_or(0.0, |gamma| portable(gamma.inverse_cdf(p)));
    let tail = (1.0 - super::LEVEL) / 2.0;
    let low = if count > 0.0 { gamma(count, tail) } else { 0.0 };
    (low, gamma(count + 1.0, 1.0 - tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_the_intervals_of_garwoods_table() {
        for (count, low, high) in [(0.0, 0.0, 3.689), (1.0, 0.0253, 5.572), (10.0, 4.795, 18.39)] {
            let (a, b) = poisson_interval(count);
            assert!((a - low).abs() < 5e-3 && (b - high).abs() < 5e-3, "{count}: {a} to {b}");
        }
    }
}
