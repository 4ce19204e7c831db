//! A number and how sure it is.

use crate::experiment::statistics;

/// A number with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Its standard error; 0 where nothing is left to chance.
    pub se: f64,
    /// From how many independent observations; 0 for a number that was not observed.
    pub n: usize,
}

impl Estimate {
    /// The mean of independent observations.
    pub fn mean(values: &[f64]) -> Self {
        let value = statistics::mean(values).unwrap_or(f64::NAN);
        let sd = statistics::standard_deviation(values, value).unwrap_or(f64::NAN);
        Self { value, se: sd / (values.len() as f64).sqrt(), n: values.len() }
    }

    /// The share of `n` independent people or runs to whom something happened.
    ///
    /// # Formula
    /// SE = √(p(1 − p)/n) with p moved one case away from 0 and 1 (Agresti & Coull 1998), so that none is never certain.
    pub fn share(cases: usize, n: usize) -> Self {
        let count = n as f64;
        let p = (cases as f64 + 1.0) / (count + 2.0);
        Self { value: cases as f64 / count, se: (p * (1.0 - p) / count).sqrt(), n }
    }

    /// What follows without chance from one run.
    pub const fn certain(value: f64) -> Self {
        Self { value, se: 0.0, n: 1 }
    }

    /// The same through a function of slope `slope` at its value (the delta method).
    #[must_use]
    pub fn through(self, value: f64, slope: f64) -> Self {
        Self { value, se: self.se * slope.abs(), n: self.n }
    }
}

impl From<f64> for Estimate {
    /// A number from a formula.
    fn from(value: f64) -> Self {
        Self { value, se: 0.0, n: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_knows_its_error() {
        let mean = Estimate::mean(&[2.0, 4.0, 4.0, 5.0, 10.0]);
        assert!((mean.value - 5.0).abs() < 1e-12 && (mean.se - 3.0 / 5.0f64.sqrt()).abs() < 1e-12 && mean.n == 5);
        assert!(Estimate::mean(&[1.0]).se.is_nan());
    }

    #[test]
    fn none_of_many_is_not_certain() {
        assert!(Estimate::share(0, 100).se > 0.0);
        assert_eq!(Estimate::share(25, 100).value, 0.25);
    }
}
