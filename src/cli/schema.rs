//! `catching schema`: the JSON Schema of scenarios, for editors.

use super::{Failure, Terminal};

/// Print the JSON Schema of scenarios, for editors
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Prints the JSON Schema of scenario files. Editors that know TOML schemas (Even Better TOML, Taplo) then complete keys, \
        explain them and mark mistakes while you type: save it beside the scenario and begin the scenario with\n\n  \
        #:schema ./scenario.schema.json",
    after_help = "Example:\n  catching schema > scenario.schema.json"
)]
pub struct Args {}

/// Prints it.
///
/// # Errors
/// When stdout cannot be written.
pub fn run(_args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    terminal.print(crate::scenario::schema())
}
