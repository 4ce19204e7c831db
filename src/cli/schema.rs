//! `catching schema`.

use super::{Failure, Terminal};

/// Print the JSON Schema of scenarios, for editors
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Does it.
///
/// # Errors
/// Not yet.
pub fn run(_args: Args, _terminal: &mut Terminal) -> Result<(), Failure> {
    Err(Failure::failed("under construction"))
}
