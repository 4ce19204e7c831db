//! Bold and colours, told apart from whatever a user's text would do to a terminal.
//!
//! A [`Style`] writes a mark that stands for no character ([U+FDD0 …], free for use inside a program). Only
//! [`Terminal`](super::Terminal) turns marks into what a terminal obeys, after everything else in the text that a terminal
//! would obey has been made visible.

use crate::text;
use anstyle::{AnsiColor, Style as Ansi};
use std::fmt::{self, Write};

/// How a stretch of text is printed: `{style}` begins it, `{style:#}` ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style(char);

impl Style {
    /// For headings.
    pub const BOLD: Self = Self('\u{fdd0}');
    /// For what is as it should be.
    pub const GREEN: Self = Self('\u{fdd1}');
    /// For what is not.
    pub const RED: Self = Self('\u{fdd2}');
    /// Before a warning.
    pub const WARNING: Self = Self('\u{fdd3}');
    /// Before an error.
    pub const ERROR: Self = Self('\u{fdd4}');

    const ALL: [Self; 5] = [Self::BOLD, Self::GREEN, Self::RED, Self::WARNING, Self::ERROR];

    fn ansi(self) -> Ansi {
        let colour = |colour: AnsiColor| Ansi::new().fg_color(Some(colour.into()));
        match self {
            Self::GREEN => colour(AnsiColor::Green),
            Self::RED => colour(AnsiColor::Red),
            Self::WARNING => colour(AnsiColor::Yellow).bold(),
            Self::ERROR => colour(AnsiColor::Red).bold(),
            _ => Ansi::new().bold(),
        }
    }
}

const END: char = '\u{fdd5}';

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char(if f.alternate() { END } else { self.0 })
    }
}

/// A text as a terminal may obey it: styles as escape sequences, all else visible.
pub(super) fn for_terminal(said: &str) -> String {
    let mut out = String::with_capacity(said.len());
    let mut rest = said;
    while let Some(at) = rest.find(is_mark) {
        out.push_str(&text::shown(&rest[..at]));
        let mark = rest[at..].chars().next().unwrap_or(END);
        let style = Style::ALL.into_iter().find(|style| style.0 == mark);
        out.push_str(&style.map_or_else(|| "\u{1b}[0m".to_owned(), |style| style.ansi().to_string()));
        rest = &rest[at + mark.len_utf8()..];
    }
    out.push_str(&text::shown(rest));
    out
}

/// The same with no line longer than a message can need: a name of megabytes tells nobody more than its ends.
pub(super) fn message_for_terminal(said: &str) -> String {
    let lines: Vec<_> = said.split('\n').map(|line| text::cut(line, LONGEST_LINE)).collect();
    for_terminal(&lines.join("\n"))
}

/// Characters of a line of a message.
const LONGEST_LINE: usize = 2000;

fn is_mark(c: char) -> bool {
    ('\u{fdd0}'..=END).contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_styles_are_obeyed() {
        let (bold, name) = (Style::BOLD, "\u{1b}[31mred\u{1b}]0;PWN\u{7}");
        assert_eq!(for_terminal(&format!("{bold}{name}{bold:#}")), "\u{1b}[1m␛[31mred␛]0;PWN␇\u{1b}[0m");
        assert_eq!(for_terminal("plain"), "plain");
    }

    #[test]
    fn a_message_has_no_endless_line() {
        let long = message_for_terminal(&format!("unknown `{}`\nhelp: a", "x".repeat(10_000_000)));
        assert!(long.chars().count() < 2020 && long.contains('…') && long.ends_with("help: a"));
    }
}
