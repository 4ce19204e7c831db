//! `catching explain`.

use super::{Failure, Terminal};

/// Explain a scenario or an expression: what it asks, what it assumes, how sure that is
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Does it.
///
/// # Errors
/// Not yet.
pub fn run(_args: Args, _terminal: &mut Terminal) -> Result<(), Failure> {
    Err(Failure::failed("under construction"))
}
