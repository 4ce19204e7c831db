//! `catching completions SHELL`.

use super::{CommandLine, Failure, Terminal};
use clap::CommandFactory;
use clap_complete::Shell;

/// Print the completions of a shell.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    catching completions bash > ~/.local/share/bash-completion/completions/catching\n  \
    catching completions fish > ~/.config/fish/completions/catching.fish")]
pub struct Args {
    /// Which shell
    shell: Shell,
}

/// Prints them.
///
/// # Errors
/// When stdout cannot be written.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut CommandLine::command(), "catching", &mut script);
    terminal.print_as_is(String::from_utf8_lossy(&script))
}
