//! `catching network`.

use super::{Failure, Terminal};

/// Describe a network: people, ties, components, clustering; convert between formats
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Does it.
///
/// # Errors
/// Not yet.
pub fn run(_args: Args, _terminal: &mut Terminal) -> Result<(), Failure> {
    Err(Failure::failed("under construction"))
}
