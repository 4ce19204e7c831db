//! The only statistics: tables, report, captions, alternative texts, terminal, JSON, hypotheses, sweeps and comparisons all take
//! their means and intervals from here, so that one number is told everywhere.
//!
//! An outcome's [`Kind`] says what its mean is a mean of and what interval it gets; a [`Sample`] is its values over runs; a
//! [`Summary`] is what is told of them; a [`Combination`] adds and subtracts means over the same runs; a [`Contrast`] is the
//! difference of two versions. How often intervals hold, and how wide they are, is measured by benches/coverage.rs.

mod combination;
mod contrast;
mod holm;
mod poisson;
mod sample;
mod share;
pub(crate) mod student;
mod summary;
mod values;

pub use crate::scenario::outcome::{Kind, weighed_by};
pub use combination::Combination;
pub use contrast::{Contrast, Pairing, Welch};
pub use holm::holm;
pub use poisson::poisson_interval;
pub use sample::{Sample, Value};
pub use share::{normal_quantile, of_runs as interval_of_runs, unseen, wilson};
pub use student::{Student, interval};
pub use summary::{Estimate, Summary};
pub use values::{commonest, mean, quantile, skewness, sorted, standard_deviation, sum, variance};

/// The level of every interval, unless said otherwise.
pub const LEVEL: f64 = 0.95;
