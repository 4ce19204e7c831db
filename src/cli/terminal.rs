//! Where words go: results to stdout; progress, notes and warnings to stderr; colours only where they are wanted.

use super::Failure;
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

    /// Prints a result, as it is, on stdout.
    ///
    /// # Errors
    /// When stdout cannot be written.
    pub fn print(&mut self, text: impl Display) -> Result<(), Failure> {
        write!(self.out, "{text}")?;
        Ok(self.out.flush()?)
    }

    /// Prints a line of a result on stdout.
    ///
    /// # Errors
    /// When stdout cannot be written.
    pub fn line(&mut self, text: impl Display) -> Result<(), Failure> {
        Ok(writeln!(self.out, "{text}")?)
    }

    /// A remark on stderr.
    pub fn note(&mut self, text: impl Display) {
        if !self.quiet {
            self.message(text);
        }
    }

    /// A remark on stderr for those who want to know more.
    pub fn detail(&mut self, text: impl Display) {
        if self.verbose {
            self.message(text);
        }
    }

    /// Something on stderr that may not be meant so.
    pub fn warn(&mut self, text: impl Display) {
        let yellow = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Yellow.into()));
        self.note(format!("{yellow}warning:{yellow:#} {text}"));
    }

    /// Stderr may be closed; there is nobody left to tell.
    fn message(&mut self, text: impl Display) {
        let _ = writeln!(self.err, "{text}");
    }
}
