//! Closed forms and mean-field curves: what the runs are held against.
//!
//! Every function names its formula and where it comes from; none looks at a run.

pub mod clique;
pub mod course;
pub mod epidemic;
pub mod kernel;
pub mod ode;
pub mod relaxation;
pub mod spectrum;
pub mod threshold;
pub mod watcher;
pub mod well_mixed;
