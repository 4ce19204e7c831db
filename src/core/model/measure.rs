//! What is measured of a run: outcomes, series, expressions, groups, association, and questions put to a run.

pub mod association;
pub mod feelings;
pub mod gathering;
pub mod groups;
pub mod likeness;
pub mod outcomes;
pub mod probe;
pub mod record;
pub mod recording;
