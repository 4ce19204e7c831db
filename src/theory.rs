//! Closed forms and mean-field curves: what the runs are held against.
//!
//! Every function names its formula and where it comes from; none looks at a run.

pub mod clique;
pub mod epidemic;
pub mod kernel;
pub mod threshold;
