//! Numbers that differ from person to person or from time to time.

use super::standard::{beta, gamma, standard_normal, unit_exponential, weibull};
use rand::{Rng, RngExt};
use serde::{Deserialize, Serialize};

/// A distribution, given by the moments that its users think in. The unit is that of the quantity it stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "distribution", rename_all = "lowercase")]
pub enum Distribution {
    /// Always this value (infinity is allowed for durations: "forever").
    Fixed {
        /// The value.
        value: f64,
    },
    /// Memoryless.
    Exponential {
        /// Mean, > 0.
        mean: f64,
    },
    /// Positive, with a hump when `shape` > 1.
    Gamma {
        /// Mean, > 0.
        mean: f64,
        /// Shape, > 0; the coefficient of variation is 1/√shape.
        shape: f64,
    },
    /// Positive and skewed.
    Lognormal {
        /// Mean, > 0.
        mean: f64,
        /// Coefficient of variation (sd / mean), ≥ 0.
        cv: f64,
    },
    /// Positive; the hazard rises when `shape` > 1 and falls when it is below.
    Weibull {
        /// Mean, > 0.
        mean: f64,
        /// Shape, > 0.
        shape: f64,
    },
    /// Symmetric about the mean.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation, ≥ 0.
        sd: f64,
    },
    /// Equally likely between two bounds.
    Uniform {
        /// Lower bound.
        low: f64,
        /// Upper bound.
        high: f64,
    },
    /// On (0, 1).
    Beta {
        /// First shape, > 0.
        alpha: f64,
        /// Second shape, > 0.
        beta: f64,
    },
    /// A whole number of steps, 0, 1, 2, …: rounds until something happens that happens in each with the same chance.
    Geometric {
        /// Mean, > 0.
        mean: f64,
        /// Length of a step, > 0; the chance in each round is step/(step + mean).
        step: f64,
    },
    /// Given person by person, in the network's order (repeated when there are more people than values).
    Values {
        /// The values, at least one.
        values: Vec<f64>,
    },
}

/// Why a distribution cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{parameter}` must be {expected}")]
pub struct DistributionError {
    /// The parameter at fault.
    pub parameter: &'static str,
    /// What it must be.
    pub expected: &'static str,
}

impl Distribution {
    /// Always `value`.
    pub const fn fixed(value: f64) -> Self {
        Self::Fixed { value }
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        match self {
            Self::Fixed { value } => *value,
            Self::Exponential { mean }
            | Self::Gamma { mean, .. }
            | Self::Lognormal { mean, .. }
            | Self::Weibull { mean, .. }
            | Self::Geometric { mean, .. }
            | Self::Normal { mean, .. } => *mean,
            Self::Uniform { low, high } => (low + high) / 2.0,
            Self::Beta { alpha, beta } => alpha / (alpha + beta),
            Self::Values { values } => values.iter().sum::<f64>() / values.len() as f64,
        }
    }

    /// The value, when there is no spread.
    pub fn constant(&self) -> Option<f64> {
        match self {
            Self::Fixed { value } => Some(*value),
            Self::Lognormal { mean, cv: 0.0 } | Self::Normal { mean, sd: 0.0 } => Some(*mean),
            Self::Uniform { low, high } if low == high => Some(*low),
            _ => None,
        }
    }

    /// The smallest and largest value that can come out.
    pub fn support(&self) -> (f64, f64) {
        match self {
            Self::Fixed { value } => (*value, *value),
            Self::Normal { mean, sd: 0.0 } => (*mean, *mean),
            Self::Normal { .. } => (f64::NEG_INFINITY, f64::INFINITY),
            Self::Uniform { low, high } => (*low, *high),
            Self::Beta { .. } => (0.0, 1.0),
            Self::Values { values } => (
                values.iter().copied().fold(f64::INFINITY, f64::min),
                values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            ),
            _ => (0.0, f64::INFINITY),
        }
    }

    /// The same distribution with its values multiplied by `factor` (> 0).
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        let mut scaled = self.clone();
        match &mut scaled {
            Self::Fixed { value } => *value *= factor,
            Self::Exponential { mean }
            | Self::Gamma { mean, .. }
            | Self::Lognormal { mean, .. }
            | Self::Weibull { mean, .. } => {
                *mean *= factor;
            }
            Self::Geometric { mean, step: other } | Self::Normal { mean, sd: other } => {
                *mean *= factor;
                *other *= factor;
            }
            Self::Uniform { low, high } => {
                *low *= factor;
                *high *= factor;
            }
            Self::Beta { .. } => {}
            Self::Values { values } => values.iter_mut().for_each(|v| *v *= factor),
        }
        scaled
    }

    /// The same for people (or ties) whose numbers are told from a first one on: number 0 gets what number `first` does.
    #[must_use]
    pub fn counted_from(&self, first: usize) -> Self {
        let mut shifted = self.clone();
        if let Self::Values { values } = &mut shifted {
            let places = first % values.len().max(1);
            values.rotate_left(places);
        }
        shifted
    }

    /// Whether the parameters make sense.
    ///
    /// # Errors
    /// Names the parameter and what it must be.
    pub fn check(&self) -> Result<(), DistributionError> {
        let need =
            |ok: bool, parameter, expected| if ok { Ok(()) } else { Err(DistributionError { parameter, expected }) };
        let positive = |x: f64, parameter| need(x > 0.0 && x.is_finite(), parameter, "greater than 0");
        match self {
            Self::Fixed { value } => need(!value.is_nan(), "value", "a number"),
            Self::Exponential { mean } => positive(*mean, "mean"),
            Self::Gamma { mean, shape } | Self::Weibull { mean, shape } => {
                positive(*mean, "mean").and_then(|()| positive(*shape, "shape"))
            }
            Self::Geometric { mean, step } => positive(*mean, "mean").and_then(|()| positive(*step, "step")),
            Self::Lognormal { mean, cv } => {
                positive(*mean, "mean").and_then(|()| need(*cv >= 0.0 && cv.is_finite(), "cv", "0 or more"))
            }
            Self::Normal { mean, sd } => need(mean.is_finite(), "mean", "a finite number")
                .and_then(|()| need(*sd >= 0.0 && sd.is_finite(), "sd", "0 or more")),
            Self::Uniform { low, high } => {
                need(low.is_finite() && high.is_finite() && low <= high, "low", "at most `high`, both finite")
            }
            Self::Beta { alpha, beta } => positive(*alpha, "alpha").and_then(|()| positive(*beta, "beta")),
            Self::Values { values } => need(
                !values.is_empty() && values.iter().all(|v| !v.is_nan()),
                "values",
                "a list with at least one number",
            ),
        }
    }

    /// One value for person (or tie, or occasion) number `who`. The parameters were [checked](Self::check).
    pub fn sample<R: Rng>(&self, who: usize, rng: &mut R) -> f64 {
        match self {
            Self::Fixed { value } => *value,
            Self::Exponential { mean } => mean * unit_exponential(rng),
            Self::Gamma { mean, shape } => gamma(*shape, rng) * (mean / shape),
            Self::Lognormal { mean, cv } => {
                let variance = libm::log1p(cv * cv);
                libm::exp(libm::log(*mean) - variance / 2.0 + variance.sqrt() * standard_normal(rng))
            }
            Self::Weibull { mean, shape } => mean / libm::tgamma(1.0 + 1.0 / shape) * weibull(*shape, rng),
            Self::Normal { mean, sd } => mean + sd * standard_normal(rng),
            Self::Uniform { low, high } => low + (high - low) * rng.random::<f64>(),
            Self::Beta { alpha, beta: other } => beta(*alpha, *other, rng),
            Self::Geometric { mean, step } => {
                // Rounds that nothing happens in: an exponential time, in whole rounds.
                step * (unit_exponential(rng) / libm::log1p(step / mean)).floor()
            }
            Self::Values { values } => values[who % values.len()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Chance, Stream};

    #[test]
    fn samples_have_the_mean_they_promise() {
        let n = 40_000;
        for distribution in [
            Distribution::Exponential { mean: 4.0 },
            Distribution::Gamma { mean: 6.0, shape: 9.0 },
            Distribution::Lognormal { mean: 1.0, cv: 0.5 },
            Distribution::Weibull { mean: 3.0, shape: 1.5 },
            Distribution::Normal { mean: -2.0, sd: 1.0 },
            Distribution::Uniform { low: 1.0, high: 4.0 },
            Distribution::Beta { alpha: 2.0, beta: 3.0 },
            Distribution::Geometric { mean: 3.0, step: 2.0 },
        ] {
            let draw = |i| distribution.sample(0, &mut Chance::new(3).draws(Stream::Trait, 0, i, 0));
            let values: Vec<f64> = (0..n).map(draw).collect();
            let mean = values.iter().sum::<f64>() / n as f64;
            let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n as f64;
            assert!(
                (mean - distribution.mean()).abs() < 4.0 * (variance / n as f64).sqrt(),
                "{distribution:?}: {mean}"
            );
        }
    }

    #[test]
    fn rounds_are_whole_and_each_may_be_the_last() {
        let rounds = Distribution::Geometric { mean: 3.0, step: 1.0 };
        let draw = |i| rounds.sample(0, &mut Chance::new(4).draws(Stream::Trait, 0, i, 0));
        let drawn: Vec<f64> = (0..40_000).map(draw).collect();
        assert!(drawn.iter().all(|rounds| rounds.fract() == 0.0));
        for k in [0.0, 1.0, 5.0] {
            let left = drawn.iter().filter(|rounds| **rounds >= k).count() as f64;
            let ended = drawn.iter().filter(|rounds| **rounds == k).count() as f64;
            assert!((ended / left - 0.25).abs() < 4.0 * (0.1875 / left).sqrt(), "{k}: {}", ended / left);
        }
    }

    #[test]
    fn values_are_dealt_in_order() {
        let values = Distribution::Values { values: vec![0.1, 0.2] };
        let mut rng = Chance::new(1).draws(Stream::Trait, 0, 0, 0);
        assert_eq!([0, 1, 2].map(|who| values.sample(who, &mut rng)), [0.1, 0.2, 0.1]);
        assert_eq!([0, 1, 2].map(|who| values.counted_from(5).sample(who, &mut rng)), [0.2, 0.1, 0.2]);
    }

    #[test]
    fn impossible_parameters_are_named() {
        let error = Distribution::Gamma { mean: 1.0, shape: 0.0 }.check().unwrap_err();
        assert_eq!(error.to_string(), "`shape` must be greater than 0");
    }
}
