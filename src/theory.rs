//! (theory: under construction)
