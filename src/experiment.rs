//! (experiment: under construction)
