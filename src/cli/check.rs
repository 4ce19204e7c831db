//! `catching check`.

use super::{Failure, Terminal};

/// Find every mistake in scenarios and networks, without running
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Does it.
///
/// # Errors
/// Not yet.
pub fn run(_args: Args, _terminal: &mut Terminal) -> Result<(), Failure> {
    Err(Failure::failed("under construction"))
}
