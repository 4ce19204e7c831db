//! Texts of a scenario that could not be shown: control characters are refused where they stand, before they get into
//! names of files, pictures and pages; so are names that no chart has room for.

use super::diagnostics::{Diagnostics, Span};
use super::tree::{Node, Raw};
use crate::text;

/// Keys whose texts stand on one line.
const ONE_LINE: [&str; 5] = ["title", "name", "label", "expression", "key"];
/// Characters of a text on one line, and of a key.
const LONGEST_LINE: usize = 1000;
/// Characters of any other text.
const LONGEST: usize = 100_000;

/// Notes every text and key that holds a control character or is endless.
pub(super) fn check(root: &Node, diagnostics: &mut Diagnostics) {
    node("", root, diagnostics);
}

fn node(key: &str, node: &Node, diagnostics: &mut Diagnostics) {
    match &node.value {
        Raw::Text(said) => {
            let one_line = ONE_LINE.contains(&key) || super::is_label(key);
            one(&format!("`{}`", shown(key)), said, one_line, node.span, diagnostics);
        }
        Raw::List(items) => items.iter().for_each(|item| self::node(key, item, diagnostics)),
        Raw::Table(entries) => {
            for entry in entries {
                one("this key", &entry.key, true, entry.key_span, diagnostics);
                self::node(&entry.key, &entry.value, diagnostics);
            }
        }
        _ => {}
    }
}

fn shown(key: &str) -> String {
    text::shown(&text::cut(key, 60)).into_owned()
}

/// Notes a name from a file that could not stand on one line of the results: a cell with a line end in it, an escape, pages.
pub(super) fn name(what: &str, said: &str, span: Span, diagnostics: &mut Diagnostics) {
    one(what, said, true, span, diagnostics);
}

fn one(what: &str, said: &str, one_line: bool, span: Span, diagnostics: &mut Diagnostics) {
    let most = if one_line { LONGEST_LINE } else { LONGEST };
    match text::unfit(said, !one_line) {
        Some((_, '\n' | '\t')) => {
            diagnostics.error(span, format!("{what} holds a line end or a tab"), "write it on one line");
        }
        Some((at, c)) => {
            let place = said[..at].chars().count() + 1;
            let message = format!("{what} holds the control character {} as its character {place}", text::called(c));
            diagnostics.error(span, message, "leave it out: no file and no screen can show it");
        }
        None if said.len() > most && said.chars().nth(most).is_some() => {
            let message = format!("{what} has {} characters", said.chars().count());
            diagnostics.error(span, message, format!("at most {most}"));
        }
        None => {}
    }
}

/// The bracket at which lists and tables stand deepest in each other. Brackets in texts are counted, too: what they hide is
/// not deep.
pub(super) fn deepest(text: &str) -> Span {
    let (mut depth, mut most, mut at) = (0i64, 0, 0);
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth -= 1,
            _ => {}
        }
        if depth > most {
            (most, at) = (depth, place);
        }
    }
    Span { text: 0, start: at, end: at + 1 }
}
