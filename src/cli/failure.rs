//! How a command ends when it does not end well: what to print, and the exit code.

use super::style::{Style, message_for_terminal};
use crate::output::folder::FolderError;
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

    /// A result folder that cannot be read: exit code 2, and for one that is damaged how to get it back.
    pub fn of_folder(error: FolderError) -> Self {
        match error {
            FolderError::Damaged { .. } => Self::usage(format_args!(
                "{error}\nhelp: the command that made the folder makes it again with `--force` (manifest.json has it)"
            )),
            other => Self::usage(other),
        }
    }

    /// A file or folder that could not be written: exit code 1, or 2 where the path itself is the mistake (a folder that is
    /// a file, or that is not there).
    pub fn unwritten(what: impl Display, error: &io::Error) -> Self {
        Self::unwritten_but(what, error, "")
    }

    /// The same where finished runs are kept.
    pub fn unwritten_runs(what: impl Display, error: &io::Error) -> Self {
        Self::unwritten_but(what, error, "; finished runs are kept and it goes on from there")
    }

    fn unwritten_but(what: impl Display, error: &io::Error, kept: &str) -> Self {
        use io::ErrorKind as Kind;
        let again = format!("make room and type the same command again{kept}");
        let raise = format!("raise the limit and type the same command again{kept}");
        let (why, help) = match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded => ("the disk is full".to_owned(), again.as_str()),
            Kind::FileTooLarge => (
                "a file would become larger than this system or a limit (`ulimit -f`) allows".to_owned(),
                raise.as_str(),
            ),
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => {
                ("it may not be written there".to_owned(), "`-o` writes elsewhere")
            }
            Kind::NotFound => ("its folder does not exist".to_owned(), "make the folder first, or write elsewhere"),
            Kind::NotADirectory | Kind::AlreadyExists => {
                ("there is a file where a folder should be".to_owned(), "`-o` writes elsewhere")
            }
            // A temporary file's name, which such messages may end in, tells nobody anything.
            _ => (error.to_string().split(" at path ").next().unwrap_or_default().to_owned(), ""),
        };
        let path_is_wrong = matches!(error.kind(), Kind::NotFound | Kind::NotADirectory | Kind::AlreadyExists);
        let help = if help.is_empty() { String::new() } else { format!("\nhelp: {help}") };
        let message = format!("cannot write {what}: {why}{help}");
        if path_is_wrong { Self::usage(message) } else { Self::failed(message) }
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
            (0, Err(error)) => Err(Self::unsaid(&error)),
            (0, Ok(())) => Ok(()),
            (_, Err(_)) => Err(Self::diagnostics(error.render())),
            (_, Ok(())) => Err(Self::diagnostics("")),
        }
    }

    /// Standard output that cannot be written: exit code 1, unless nobody reads it any more.
    pub(super) fn unsaid(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::broken_pipe(),
            _ => Self { code: 1, ..Self::unwritten("to standard output", error) },
        }
    }

    fn new(message: impl Display, code: u8) -> Self {
        Self { message: message.to_string(), code, rendered: false }
    }

    /// What went wrong, without `error:`.
    pub fn message(&self) -> &str {
        self.message.trim_end()
    }

    /// Whether what was typed, or what it names, is at fault.
    pub fn is_usage(&self) -> bool {
        self.code() == 2
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        self.code
    }

    /// What to print on stderr, if anything; styled, the stream removes colours where they are not wanted.
    pub fn text(&self) -> Option<String> {
        let message = self.message.trim_end();
        let error = Style::ERROR;
        match (message.is_empty(), self.rendered) {
            (true, _) => None,
            (false, true) => Some(message.to_owned()),
            (false, false) => Some(message_for_terminal(&format!("{error}error:{error:#} {message}"))),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn unwritten(kind: io::ErrorKind) -> (u8, String) {
        let inside = io::Error::new(kind, "at path \"/x/.catching/.tmpMZPi5b\"");
        let failure = Failure::unwritten("results into `out`", &inside);
        (failure.code(), failure.text().expect("it says something"))
    }

    #[test]
    fn a_full_disk_and_a_forbidden_folder_are_failures_of_one_kind_with_advice() {
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::PermissionDenied] {
            let (code, text) = unwritten(kind);
            assert!(code == 1 && text.contains("help:") && !text.contains(".tmp"), "{text}");
        }
        assert!(unwritten(io::ErrorKind::StorageFull).1.contains("the disk is full"));
    }

    #[test]
    fn a_path_that_cannot_be_is_a_mistake_of_typing() {
        assert_eq!(unwritten(io::ErrorKind::NotFound).0, 2);
        assert_eq!(unwritten(io::ErrorKind::NotADirectory).0, 2);
    }
}
