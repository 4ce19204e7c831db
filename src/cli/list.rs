//! `catching list`.

use super::{Failure, Terminal};

/// List what there is: scenarios, expressions, networks, charts, metrics, mechanisms
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Does it.
///
/// # Errors
/// Not yet.
pub fn run(_args: Args, _terminal: &mut Terminal) -> Result<(), Failure> {
    Err(Failure::failed("under construction"))
}
