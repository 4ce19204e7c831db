//! Which parameter matters: what a sampled design says about the outcomes of its runs.
//!
//! Runs differ between replicates, and that noise must not be taken for an effect of a key or for keys acting together.
//! All estimates here are about the *expected* outcome at a point, and rest on two facts. Replicate r has the same seed at
//! every point, so differences are taken within replicates and most of the noise cancels. And replicates are independent
//! of each other, so a product of two different replicates' values is free of it on average: from each square or product
//! of means over R replicates, the replicates' own covariance / R is taken off (`noise`). With one replicate a point
//! nothing can be taken off, and the indices are those of that one seed.

mod lead;
mod morris;
mod noise;
mod one_at_a_time;
mod resample;
mod sobol;
mod split;
mod study;

pub use lead::Lead;
pub use morris::{Effects, effects};
pub use one_at_a_time::{Swing, swings};
pub use sobol::{Indices, indices};
pub use split::{Part, Split, split};
pub use study::{Finding, Key, Questions, Runs, Says, Study};

/// One outcome: of each point of a design, in its order, the value of each replicate.
pub type Outcome = [Vec<f64>];

/// A number and half the width of its interval at [`super::statistics::LEVEL`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Half the width; nothing where it cannot be told.
    pub conf: Option<f64>,
}
