//! The exact clock: what happens inside a step is worked out event by event, at real-valued times.
//!
//! Between two changes of what a person sees, the mirror activation follows a formula, and so does the hazard; when an idle face
//! fires is the root of an equation. Nothing is looked at in between, and the length of a step matters only to what is
//! slow and stays as it is within one: mood, habituation, ties.

pub mod agenda;
pub mod memory;
pub mod path;
pub mod quadrature;
mod seeing;
pub mod smooth;
pub mod solve;
pub mod stimulus;
pub mod unfold;
