//! Where words go: results to stdout; progress, notes and warnings to stderr; colours only where they are wanted.

use super::style::{Style, for_terminal, message_for_terminal};
use super::{Failure, memory};
use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

/// How much is said, and how.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
#[command(next_help_heading = "How to speak")]
pub struct Manner {
    /// Say nothing but results asked for and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more about what is going on
    #[arg(short, long, global = true)]
    verbose: bool,
    /// When to use colours [default: auto, which also heeds NO_COLOR, CLICOLOR_FORCE and TERM=dumb]
    #[arg(long, global = true, value_name = "WHEN", value_enum, hide_default_value = true, default_value = "auto")]
    color: Colour,
    /// How much memory may be used, e.g. 4GB [default: what the system has free]
    #[arg(long, global = true, value_name = "SIZE", value_parser = memory::size, help_heading = "How to run")]
    memory: Option<u64>,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal that can show them
    #[default]
    Auto,
    /// Also in a pipe or file
    Always,
    /// Not at all
    Never,
}

impl Colour {
    fn choice(self) -> ColorChoice {
        match self {
            Self::Auto => ColorChoice::Auto,
            Self::Always => ColorChoice::AlwaysAnsi,
            Self::Never => ColorChoice::Never,
        }
    }
}

/// Looks for `--color` before the arguments are understood, so that usage errors are coloured as asked, too.
pub(super) fn choose_colour_early(arguments: &[OsString]) {
    let words =
        arguments.iter().map(|a| a.to_string_lossy().replace("--color=", "--color ")).collect::<Vec<_>>().join(" ");
    for after in words.split("--color ").skip(1) {
        let value = after.split(' ').next().unwrap_or_default();
        if let Ok(colour) = Colour::from_str(value, false) {
            colour.choice().write_global();
        }
    }
}

/// The two output streams and how much to say on them.
pub struct Terminal {
    out: AutoStream<io::Stdout>,
    err: AutoStream<io::Stderr>,
    quiet: bool,
    verbose: bool,
}

impl Terminal {
    /// The process's streams, used in this manner.
    pub fn new(manner: Manner) -> Self {
        manner.memory.into_iter().for_each(memory::allow);
        let choice = |auto: ColorChoice| if manner.color == Colour::Auto { auto } else { manner.color.choice() };
        Self {
            out: AutoStream::new(io::stdout(), choice(AutoStream::choice(&io::stdout()))),
            err: AutoStream::new(io::stderr(), choice(AutoStream::choice(&io::stderr()))),
            quiet: manner.quiet,
            verbose: manner.verbose,
        }
    }

    /// Whether to say only what was asked for.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether messages may move the cursor: someone looks at them as they come.
    pub fn can_animate(&self) -> bool {
        !self.quiet && io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
    }

    /// Whether messages may be coloured.
    pub fn colours_err(&self) -> bool {
        self.err.current_choice() != ColorChoice::Never
    }

    /// Prints a result on stdout; what a terminal would obey is made visible.
    ///
    /// # Errors
    /// When stdout cannot be written.
    pub fn print(&mut self, text: impl Display) -> Result<(), Failure> {
        self.print_as_is(for_terminal(&text.to_string()))
    }

    /// Prints a text of the program's own, colours and all, on stdout.
    ///
    /// # Errors
    /// When stdout cannot be written.
    pub fn print_as_is(&mut self, text: impl Display) -> Result<(), Failure> {
        write!(self.out, "{text}").and_then(|()| self.out.flush()).map_err(|error| Failure::unsaid(&error))
    }

    /// Prints a line of a result on stdout.
    ///
    /// # Errors
    /// When stdout cannot be written.
    pub fn line(&mut self, text: impl Display) -> Result<(), Failure> {
        self.print(format_args!("{text}\n"))
    }

    /// A remark on stderr.
    pub fn note(&mut self, text: impl Display) {
        self.laid_out(message_for_terminal(&text.to_string()));
    }

    /// A remark on stderr that is laid out already, with colours, and in which everything is visible.
    pub fn laid_out(&mut self, text: impl Display) {
        if !self.quiet {
            // Stderr may be closed; there is nobody left to tell.
            let _ = writeln!(self.err, "{text}");
        }
    }

    /// A remark on stderr for those who want to know more.
    pub fn detail(&mut self, text: impl Display) {
        if self.verbose {
            self.note(text);
        }
    }

    /// Something on stderr that may not be meant so.
    pub fn warn(&mut self, text: impl Display) {
        let yellow = Style::WARNING;
        self.note(format!("{yellow}warning:{yellow:#} {text}"));
    }
}
