//! The program; see [`catching::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(catching::cli::program(std::env::args_os()))
}
