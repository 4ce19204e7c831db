//! Priors: which value lies where among what is held possible.

use crate::experiment::statistics::student::portable;
pub use crate::scenario::{Prior, Shape};
use statrs::distribution::{Beta, ContinuousCDF, Normal};

impl Prior {
    /// The value below which a share `at` of what is held possible lies.
    pub fn value(&self, at: f64) -> f64 {
        let at = at.clamp(LEAST, 1.0 - LEAST);
        tidy(match self.shape {
            Shape::Even(low, high) => low + at * (high - low),
            Shape::Log(low, high) => libm::exp(libm::log(low) + at * libm::log(high / low)),
            Shape::Normal(mean, sd) => mean + sd * standard(at),
            Shape::LogNormal(median, factor) => median * libm::exp(libm::log(factor) * standard(at)),
            Shape::Beta(a, b) => Beta::new(a, b).map_or(f64::NAN, |beta| portable(beta.inverse_cdf(at))),
        })
    }

    /// The ends between which it is drawn: all of it, or where that has no end 99 % of it.
    pub fn ends(&self) -> (f64, f64) {
        match self.shape {
            Shape::Even(low, high) | Shape::Log(low, high) => (low, high),
            Shape::Beta(..) => (0.0, 1.0),
            Shape::Normal(..) | Shape::LogNormal(..) => (self.value(0.005), self.value(0.995)),
        }
    }

    /// A value as a scenario writes it: TOML.
    pub fn written(&self, value: f64) -> String {
        if self.unit.is_empty() { format!("{value:?}") } else { format!("\"{value:?} {}\"", self.unit) }
    }

    /// Whether ratios, not differences, are alike.
    pub fn is_log(&self) -> bool {
        matches!(self.shape, Shape::Log(..) | Shape::LogNormal(..))
    }
}

/// Nobody is told from the ends of a prior by less than this share of it.
pub const LEAST: f64 = 1e-6;

/// Twelve digits: 1, not 0.9999999999999998.
pub(super) fn tidy(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// The quantile of the standard normal distribution.
pub(super) fn standard(at: f64) -> f64 {
    portable(Normal::standard().inverse_cdf(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prior_is_read_and_has_its_quantiles() {
        let of = |text: &str| Prior::parse("k", text).unwrap();
        assert_eq!(of("0..0.9").value(0.5), 0.45);
        assert_eq!(of("1..100 log").value(0.5), 10.0);
        assert!((of("normal(2, 0.5)").value(0.975) - 2.98).abs() < 0.001);
        assert!((of("lognormal(2, 3) /min").value(0.5) - 2.0).abs() < 1e-9);
        assert!((of("beta(2, 2)").value(0.5) - 0.5).abs() < 1e-6);
        assert_eq!((of("1..2 /h").written(1.5), of("1..2").written(1.0)), ("\"1.5 /h\"".to_owned(), "1.0".to_owned()));
    }
}
