//! `catching new`.

use super::{Failure, Terminal};

/// Write a commented scenario to start from
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Does it.
///
/// # Errors
/// Not yet.
pub fn run(_args: Args, _terminal: &mut Terminal) -> Result<(), Failure> {
    Err(Failure::failed("under construction"))
}
