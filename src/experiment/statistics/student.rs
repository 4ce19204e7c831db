//! Student's distribution.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// Student's t with some degrees of freedom.
#[derive(Clone, Copy, Debug)]
pub struct Student(f64);

impl Student {
    /// With so many degrees of freedom, one at least.
    pub fn new(freedom: f64) -> Self {
        Self(if freedom > 1.0 { freedom } else { 1.0 })
    }

    fn distribution(self) -> StudentsT {
        StudentsT::new(0.0, 1.0, self.0).expect("one degree of freedom or more")
    }

    /// How many standard errors an interval at `level` reaches to either side.
    pub fn quantile(self, level: f64) -> f64 {
        portable(self.distribution().inverse_cdf(f64::midpoint(1.0, level)))
    }

    /// How often a number of standard errors is at least so far from zero, on either side, by chance.
    pub fn p(self, t: f64) -> f64 {
        portable(2.0 * self.distribution().cdf(-t.abs()))
    }
}

/// A quantile or probability to ten digits: `statrs` takes logarithms and powers of the platform, whose last digits differ from one
/// to another and in a browser, and tables are to be the same bytes everywhere.
pub(crate) fn portable(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let scale = libm::exp10(9.0 - libm::log10(value.abs()).floor());
    // Of a number too small to be scaled nobody asks for ten digits.
    if scale.is_finite() { (value * scale).round() / scale } else { value }
}

/// The interval mean ± t·se.
///
/// # Formula
/// t is the (1 + level)/2 quantile of Student's distribution with `freedom` degrees of freedom.
pub fn interval(mean: f64, se: f64, freedom: usize, level: f64) -> (f64, f64) {
    let half = Student::new(freedom as f64).quantile(level) * se;
    (mean - half, mean + half)
}
