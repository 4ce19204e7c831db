//! Text with broken lines.

use crate::evidence::{Caveat, Parameter, sources};
use std::fmt::Write;

/// A page of text.
pub(super) struct Page {
    text: String,
    width: usize,
}

/// Columns of text: what the terminal has, within what is comfortable to read.
pub(super) fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.unwrap_or(100).clamp(40, 110)
}

impl Page {
    pub(super) fn new(width: usize) -> Self {
        Self { text: String::new(), width }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn heading(&mut self, heading: &str) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.text, "\n{heading}");
    }

    /// What is claimed, and what is known instead.
    pub(super) fn caveats<'a>(&mut self, caveats: impl IntoIterator<Item = &'a Caveat>) {
        let mut caveats = caveats.into_iter().peekable();
        if caveats.peek().is_some() {
            self.heading("What is often claimed");
        }
        for caveat in caveats {
            self.paragraph("  ", &format!("\"{}\"", caveat.claim));
            self.paragraph("    ", &with_unopened(caveat.instead));
        }
    }

    /// A paragraph; its first line begins with `lead`, the others are indented as far.
    pub(super) fn paragraph(&mut self, lead: &str, paragraph: &str) {
        let indent = " ".repeat(lead.chars().count());
        let mut line = lead.to_owned();
        let mut empty = true;
        for word in paragraph.split_whitespace() {
            if !empty && line.chars().count() + 1 + word.chars().count() > self.width {
                let _ = writeln!(self.text, "{line}");
                line.clone_from(&indent);
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        if !empty {
            let _ = writeln!(self.text, "{line}");
        }
    }

    pub(super) fn parameter(&mut self, parameter: &Parameter) {
        let symbol = if parameter.symbol.is_empty() { String::new() } else { format!(" ({})", parameter.symbol) };
        let value = parameter.told();
        self.paragraph(
            "  ",
            &format!("{}{symbol} = {value}, plausible {} – {}", parameter.key, parameter.range, parameter.sureness()),
        );
        self.paragraph("      ", parameter.source);
        self.paragraph("      ", &with_unopened(parameter.note));
    }
}

/// A text with what it cites without having been opened.
pub(super) fn with_unopened(text: &str) -> String {
    let unopened = sources::unopened(text);
    if unopened.is_empty() { text.to_owned() } else { format!("{text} [Not opened: {unopened}]") }
}
