//! What a network is like, in numbers.
/// Numbers.
pub struct Measures;
