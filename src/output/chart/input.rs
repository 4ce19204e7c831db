//! What charts are drawn from.

pub use crate::results::*;
