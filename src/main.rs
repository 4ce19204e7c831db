//! Parse, call, print one error, exit with the right code.
fn main() {}
