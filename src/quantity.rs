//! (quantity: under construction)
