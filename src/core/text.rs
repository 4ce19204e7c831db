//! Texts of users and of their files, where they are shown: what a terminal would obey, what XML cannot hold and what
//! turns the reading direction is shown as a symbol instead.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A text as a terminal may print it: line ends and tabs stay, other control characters become their pictures (`␛`),
/// and what would turn the direction or end the line in a way of its own becomes its number (`⟨U+202E⟩`).
pub fn shown(text: &str) -> Cow<'_, str> {
    replaced(text, |c| is_control(c) || turns_direction(c) || is_separator(c) || is_no_character(c))
}

/// A text as a table of ours may hold it, which is the true name: line ends and tabs stay, other control characters become
/// their pictures.
pub fn written(text: &str) -> Cow<'_, str> {
    replaced(text, |c| is_control(c) || is_no_character(c))
}

/// A text in which the characters that [`shown`] would replace have stand-ins of as many bytes, so that places in it
/// stay; ASCII is left to whoever lays it out.
pub fn in_place(text: &str) -> Cow<'_, str> {
    let stand_in = |c: char| match c.len_utf8() {
        2 if is_control(c) || turns_direction(c) => '·',
        3 if turns_direction(c) || is_separator(c) || is_no_character(c) => '\u{fffd}',
        _ => c,
    };
    if text.chars().all(|c| stand_in(c) == c) { Cow::Borrowed(text) } else { text.chars().map(stand_in).collect() }
}

/// The first character that a name or title cannot have, and at which byte: a control character (line ends and tabs
/// are allowed where `lines` says so) or a number that stands for no character.
pub fn unfit(text: &str, lines: bool) -> Option<(usize, char)> {
    let wrong = |c: char| is_control(c) || is_no_character(c) || !lines && matches!(c, '\n' | '\t');
    text.char_indices().find(|&(_, c)| wrong(c))
}

/// What a character is called where it cannot be shown.
pub fn called(c: char) -> String {
    let picture = picture(c).map(|p| format!(" ({p})")).unwrap_or_default();
    format!("U+{:04X}{picture}", u32::from(c))
}

/// A text of at most so many characters: the middle of a longer one is left out.
pub fn cut(text: &str, most: usize) -> Cow<'_, str> {
    // Bytes are never fewer than characters.
    if text.len() <= most || text.chars().nth(most).is_none() {
        return Cow::Borrowed(text);
    }
    let (head, tail) = (most - most / 3, most / 3);
    let start: String = text.chars().take(head).collect();
    let mut end: Vec<char> = text.chars().rev().take(tail).collect();
    end.reverse();
    Cow::Owned(format!("{start}…{}", String::from_iter(end)))
}

/// The line (from 1) of a record that begins after the end of another at a byte, or after empty lines behind it.
pub fn line_of(text: &str, byte: usize) -> usize {
    let rest = &text[byte.min(text.len())..];
    let at = text.len() - rest.trim_start_matches(['\n', '\r']).len();
    let before = &text[..at];
    // A line ends with \n, \r\n, or as on old machines with \r.
    1 + before.matches('\n').count() + before.replace("\r\n", "\n").matches('\r').count()
}

fn replaced(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match (hidden(c), picture(c)) {
            (false, _) => shown.push(c),
            (true, Some(picture)) => shown.push(picture),
            (true, None) => drop(write!(shown, "⟨U+{:04X}⟩", u32::from(c))),
        }
    }
    Cow::Owned(shown)
}

/// The picture of a control character in Unicode, where it has one.
fn picture(c: char) -> Option<char> {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('␡'),
        _ => None,
    }
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
}

/// Embeddings, overrides, isolates and marks: they turn what follows or stands beside them, and nobody sees them.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// What takes no room and leaves no trace where a name is shown: joiners, soft hyphens, selectors of variants.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// What a reader sees of a name: [as it is shown](shown), letters and their accents in one, blanks of any kind as one blank, and nothing
/// that cannot be seen.
fn seen(name: &str) -> String {
    let shown: String = shown(name).chars().filter(|c| !is_unseen(*c)).collect();
    let shown = composed(&shown);
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and their accents in one. The tables for it are large: a page does without.
fn composed(text: &str) -> String {
    #[cfg(feature = "encodings")]
    return unicode_normalization::UnicodeNormalization::nfc(text).collect();
    #[cfg(not(feature = "encodings"))]
    text.to_owned()
}

/// The same name with everything in it visible: `a⟨U+200B⟩`.
fn revealed(name: &str) -> String {
    let mut text = String::new();
    for c in shown(name).chars() {
        if is_unseen(c) || c.is_whitespace() && c != ' ' {
            let _ = write!(text, "⟨U+{:04X}⟩", u32::from(c));
        } else {
            text.push(c)
        }
    }
    text
}

/// That some of these names look the same and are not; nothing where all can be told apart.
pub fn look_the_same<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let (mut known, mut pairs) = (BTreeMap::new(), Vec::new());
    for name in names {
        let first = *known.entry(seen(name)).or_insert(name);
        if first != name {
            pairs.push((first, name));
        }
    }
    let (one, other) = pairs.first().map(|(one, other)| (revealed(one), revealed(other)))?;
    let how =
        if composed(&one) == composed(&other) { " (their letters are other characters that look alike)" } else { "" };
    let more = match pairs.len() - 1 {
        0 => String::new(),
        1 => ", and one more such pair".to_owned(),
        n => format!(", and {n} more such pairs"),
    };
    Some(format!(
        "two names look the same and are not: `{one}` and `{other}`{how}{more}; pictures cannot tell them apart"
    ))
}

fn is_separator(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Numbers that Unicode keeps free for ever.
fn is_no_character(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// Where a quotation mark opens a field of a table (CSV) that nothing closes: it would take in all that follows.
pub fn open_quote(text: &str, delimiter: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'"' {
            let mut end = at + 1;
            loop {
                end += memchr::memchr(b'"', bytes.get(end..)?).unwrap_or(bytes.len());
                if end >= bytes.len() {
                    return Some(at);
                }
                if bytes.get(end + 1) != Some(&b'"') {
                    break;
                }
                end += 2;
            }
            at = end;
        }
        // What follows within the field stands for itself.
        let length = memchr::memchr3(delimiter, b'\n', b'\r', &bytes[at..])?;
        at += length + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(shown("T\u{1b}]0;PWNED\u{7}\u{1b}[2J"), "T␛]0;PWNED␇␛[2J");
        assert_eq!(shown("a\0b\u{7f}\r\u{9b}"), "a␀b␡␍⟨U+009B⟩");
        assert_eq!(shown("שלום\u{200f}\u{200e}\u{61c}"), "שלום⟨U+200F⟩⟨U+200E⟩⟨U+061C⟩");
        assert_eq!(shown("a\u{202e}b\u{2029}\u{2066}"), "a⟨U+202E⟩b⟨U+2029⟩⟨U+2066⟩");
    }

    #[test]
    fn what_people_write_stays() {
        for text in ["", "two\nlines\tand a tab", "שלום", "Zoë 🏴\u{e0067}\u{e007f}", "n\u{303}", "a\u{a0}b"] {
            assert!(matches!(shown(text), Cow::Borrowed(same) if same == text));
            assert!(matches!(written(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn a_file_holds_what_xml_can() {
        assert_eq!(written("a\u{1b}\u{fffe}\u{202e}"), "a␛⟨U+FFFE⟩\u{202e}");
    }

    #[test]
    fn names_that_look_the_same_are_named() {
        let said = |names: &[&str]| look_the_same(names.iter().copied()).unwrap_or_default();
        assert_eq!(said(&["Ana", "Ben", "ana", "Ána", "a\u{202e}b", "ab"]), "");
        assert!(said(&["Ana", "A\u{200b}na"]).contains("`Ana` and `A⟨U+200B⟩na`"), "{}", said(&["Ana", "A\u{200b}na"]));
        if cfg!(feature = "encodings") {
            assert!(said(&["Zo\u{eb}", "Zoe\u{308}"]).contains("other characters"));
        }
        assert!(said(&["a b", "a\u{a0}b", "a b "]).contains("one more such pair"));
        // As a table writes the first.
        assert!(said(&["a\u{1b}z", "a␛z"]).contains("`a␛z` and `a␛z`"));
    }

    #[test]
    fn places_stay() {
        let text = "a\u{9b}b\u{202e}c";
        assert_eq!(in_place(text), "a·b\u{fffd}c");
        assert_eq!(in_place(text).len(), text.len());
    }

    #[test]
    fn names_have_no_control_characters() {
        assert_eq!(unfit("a\0", true), Some((1, '\0')));
        assert_eq!((unfit("a\nb", true), unfit("a\nb", false)), (None, Some((1, '\n'))));
        assert_eq!(called('\u{1b}'), "U+001B (␛)");
        assert_eq!(called('\u{85}'), "U+0085");
    }

    #[test]
    fn empty_lines_count() {
        for (text, byte, line) in
            [("a\nb", 2, 2), ("a\n\n\nb", 2, 4), ("a\r\n\r\nb", 3, 3), ("a\r\rb", 2, 3), ("", 9, 1)]
        {
            assert_eq!(line_of(text, byte), line, "{text:?}");
        }
    }

    #[test]
    fn the_middle_of_a_long_text_is_left_out() {
        assert_eq!(cut("0123456789", 10), "0123456789");
        assert_eq!(cut("0123456789a", 9), "012345…89a");
        assert_eq!(cut("ää", 2), "ää");
    }
}
