//! Closed forms and mean-field curves: what the runs are held against.
//!
//! Every function names its formula and where it comes from; none looks at a run.

pub mod applause;
pub mod birth_death;
pub mod cascade;
pub mod clique;
pub mod compartments;
pub mod course;
pub mod degrees;
pub mod dose;
pub mod epidemic;
pub mod feedback;
pub mod hawkes;
pub mod kernel;
pub mod ode;
pub mod opinion;
pub mod percolation;
pub mod relaxation;
pub mod selection;
pub mod simplicial;
pub mod spectrum;
pub mod threshold;
pub mod watcher;
pub mod well_mixed;
