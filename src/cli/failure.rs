//! How a command ends when it does not end well: what to print, and the exit code.

use std::fmt::Display;
use std::io;

/// A command that did not do all that it was asked.
#[derive(Debug)]
pub struct Failure {
    message: String,
    code: u8,
    rendered: bool,
}

impl Failure {
    /// Wrong usage, a bad scenario or a bad input file: exit code 2.
    pub fn usage(message: impl Display) -> Self {
        Self::new(message, 2)
    }

    /// Something went wrong while running: exit code 1.
    pub fn failed(message: impl Display) -> Self {
        Self::new(message, 1)
    }

    /// Finished, but some runs failed: exit code 3.
    pub fn some_runs_failed(message: impl Display) -> Self {
        Self::new(message, 3)
    }

    /// A check or hypothesis does not hold: exit code 4.
    pub fn check(message: impl Display) -> Self {
        Self::new(message, 4)
    }

    /// Stopped by Ctrl-C: exit code 130.
    pub fn interrupted(message: impl Display) -> Self {
        Self { rendered: true, ..Self::new(message, 130) }
    }

    /// Mistakes in an input file, already laid out with line, column and caret: exit code 2.
    pub fn diagnostics(rendered: impl Display) -> Self {
        Self { rendered: true, ..Self::new(rendered, 2) }
    }

    /// Nobody reads our output any more (`catching … | head`): nothing to complain about.
    pub fn broken_pipe() -> Self {
        Self { message: String::new(), code: 0, rendered: true }
    }

    /// Help and version are no failure; anything else that clap stops at is wrong usage.
    pub(super) fn from_clap(error: &clap::Error) -> Result<(), Self> {
        let printed = error.print();
        match (error.exit_code(), printed) {
            (0, _) => Ok(()),
            (_, Err(_)) => Err(Self::diagnostics(error.render())),
            (_, Ok(())) => Err(Self::diagnostics("")),
        }
    }

    fn new(message: impl Display, code: u8) -> Self {
        Self { message: message.to_string(), code, rendered: false }
    }

    /// The same in other words, where a place in its text is known to the user by another name.
    #[must_use]
    pub fn retold(mut self, from: &str, to: &str) -> Self {
        self.message = self.message.replace(from, to);
        self
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        self.code
    }

    /// What to print on stderr, if anything; styled, the stream removes colours where they are not wanted.
    pub fn text(&self) -> Option<String> {
        let message = self.message.trim_end();
        let error = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Red.into()));
        match (message.is_empty(), self.rendered) {
            (true, _) => None,
            (false, true) => Some(message.to_owned()),
            (false, false) => Some(format!("{error}error:{error:#} {message}")),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::broken_pipe(),
            _ => Self::failed(error),
        }
    }
}
