//! What can be wrong with a line, its key or its heading.

use super::Mistake;
use crate::scenario::keys::{self, Kind};
use std::ops::Range;

/// A line of the text.
pub(super) struct Line<'a> {
    whole: &'a str,
    /// Its first byte.
    pub(super) start: usize,
    /// Without its end.
    pub(super) text: &'a str,
}

impl<'a> Line<'a> {
    /// The line of a byte.
    pub(super) fn at(whole: &'a str, byte: usize) -> Self {
        let byte = (0..=byte.min(whole.len())).rev().find(|&i| whole.is_char_boundary(i)).unwrap_or(0);
        let start = whole[..byte].rfind('\n').map_or(0, |end| end + 1);
        let end = whole[start..].find('\n').map_or(whole.len(), |length| start + length);
        Self { whole, start, text: whole[start..end].trim_end_matches('\r') }
    }

    /// The lines before it, the nearest first.
    fn before(&self) -> impl Iterator<Item = Line<'a>> + use<'a> {
        let whole = self.whole;
        let mut start = self.start;
        std::iter::from_fn(move || {
            let line = Line::at(whole, start.checked_sub(1)?);
            start = line.start;
            Some(line)
        })
    }

    /// The lines from here on.
    fn onwards(&self) -> impl Iterator<Item = Line<'a>> + use<'a> {
        let (whole, mut start) = (self.whole, self.start);
        std::iter::from_fn(move || {
            let line = (start < whole.len()).then(|| Line::at(whole, start))?;
            start = line.end() + 1;
            Some(line)
        })
    }

    /// One past its last byte, line end and all but `\n`.
    fn end(&self) -> usize {
        self.whole[self.start..].find('\n').map_or(self.whole.len(), |length| self.start + length)
    }

    /// Its number, from 1.
    fn number(&self) -> usize {
        self.whole[..self.start].matches('\n').count() + 1
    }

    /// A part of it as bytes of the whole text.
    pub(super) fn place(&self, part: &str) -> Range<usize> {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len());
        let start = self.start + offset;
        start..(start + part.len()).min(self.start + self.text.len())
    }

    fn is_heading(&self) -> bool {
        self.text.trim_start().starts_with('[')
    }

    /// What stands in the heading's brackets.
    fn heading(&self) -> Option<&'a str> {
        let inner = self.text.trim().strip_prefix('[')?;
        let inner = inner.strip_prefix('[').unwrap_or(inner);
        Some(inner.split([']', '#']).next().unwrap_or(inner).trim())
    }

    /// Key and value, where there is a `=` outside of quotes.
    pub(super) fn pair(&self) -> Option<(&'a str, &'a str)> {
        let at = outside_quotes(self.text).find(|&(_, c)| c == '=' || c == '#').filter(|&(_, c)| c == '=')?.0;
        Some((self.text[..at].trim(), self.text[at + 1..].trim()))
    }

    /// Its value without a comment after it, where there is a pair.
    pub(super) fn value(&self) -> Option<&'a str> {
        let (_, value) = self.pair()?;
        let comment = outside_quotes(value).find(|&(_, c)| c == '#').map_or(value.len(), |(at, _)| at);
        Some(value[..comment].trim_end())
    }

    /// The byte up to which nothing more is said after a mistake in this line.
    pub(super) fn quiet_until(&self, mistake: Option<&Mistake>, said: &str) -> usize {
        let next = self.end() + 1;
        let unclosed = mistake.is_some_and(|mistake| mistake.message.ends_with(NO_END));
        if unclosed {
            return usize::MAX;
        }
        if said.contains("duplicate") && self.is_heading() {
            // The keys under the second heading are the first one's.
            return self.onwards().skip(1).find(Line::is_heading).map_or(usize::MAX, |heading| heading.start);
        }
        next
    }
}

/// How the message ends where a bracket is open: what follows cannot be read.
const NO_END: &str = "that closes it";

/// The characters outside of straight quotes, with their places.
fn outside_quotes(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut quote = None;
    let mut escaped = false;
    text.char_indices().filter(move |&(_, c)| {
        let inside = quote.is_some();
        match quote {
            Some('"') if escaped => escaped = false,
            Some('"') if c == '\\' => escaped = true,
            Some(open) if open == c => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            _ => {}
        }
        !inside && quote.is_none()
    })
}

/// Whether a quote of the line has no end in it.
fn has_open_quote(text: &str) -> bool {
    let marks = text.chars().filter(|&c| c == '"').count();
    marks % 2 == 1
}

const DOUBLE: &[char] = &['“', '”', '„', '‟', '«', '»'];
const SINGLE: &[char] = &['‘', '’', '‚', '‛', '‹', '›'];

/// A quote as word processors write it, where TOML looks for a straight one.
pub(super) fn typographic_quote(line: &Line<'_>, _: &str) -> Option<Mistake> {
    let is_odd = |c: char| DOUBLE.contains(&c) || SINGLE.contains(&c);
    let outside = outside_quotes(line.text).find(|&(_, c)| is_odd(c));
    let unclosed = || line.text.char_indices().find(|&(_, c)| is_odd(c)).filter(|_| has_open_quote(line.text));
    let (at, mark) = outside.or_else(unclosed)?;
    let straight = line.text.replace(DOUBLE, "\"").replace(SINGLE, "'");
    let place = line.start + at..line.start + at + mark.len_utf8();
    Some(Mistake::new(
        place,
        format!("{mark} is a typographic quote"),
        format!("write straight quotes: {}", straight.trim()),
    ))
}

/// A space that is none.
pub(super) fn odd_space(line: &Line<'_>, _: &str) -> Option<Mistake> {
    let name = |c: char| match c {
        '\u{a0}' | '\u{202f}' | '\u{2007}' => Some("no-break space"),
        '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{3000}' => Some("space of another width"),
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => Some("space without width"),
        _ => None,
    };
    let (at, c) = outside_quotes(line.text).find(|&(_, c)| name(c).is_some())?;
    let place = line.start + at..line.start + at + c.len_utf8();
    Some(Mistake::new(place, format!("here is a {}", name(c)?), "type an ordinary space in its place"))
}

/// A character that cannot be seen.
pub(super) fn control_character(line: &Line<'_>, _: &str) -> Option<Mistake> {
    let (at, c) = line.text.char_indices().find(|&(_, c)| c.is_control() && c != '\t')?;
    let place = line.start + at..line.start + at + c.len_utf8();
    Some(Mistake::new(place, format!("here is a control character (U+{:04X})", u32::from(c)), "delete it"))
}

/// A heading or a key that is there already.
pub(super) fn twice(line: &Line<'_>, said: &str) -> Option<Mistake> {
    if !said.contains("duplicate") {
        return None;
    }
    match line.heading().filter(|_| line.is_heading()) {
        Some(name) => Some(heading_twice(line, name)),
        None => key_twice(line),
    }
}

fn heading_twice(line: &Line<'_>, name: &str) -> Mistake {
    let first = line.before().filter(|other| {
        let heading = other.is_heading() && other.heading() == Some(name);
        heading || other.pair().is_some_and(|(key, _)| key == name)
    });
    let first = first.last().map_or_else(String::new, |first| format!("the first is in line {}", first.number()));
    let advice = if is_list(name) {
        format!("for one after the other write [[{name}]] each time; {first}")
    } else if first.is_empty() {
        "put everything under one heading".to_owned()
    } else {
        format!("{first}: put everything under one heading")
    };
    Mistake::new(line.place(line.text.trim()), format!("`[{name}]` is there twice"), advice)
}

fn key_twice(line: &Line<'_>) -> Option<Mistake> {
    let (key, _) = line.pair()?;
    let section = line.before().take_while(|other| !other.is_heading());
    let first = section.filter(|other| other.pair().is_some_and(|(other, _)| other == key)).last();
    let advice = first.map_or_else(
        || "keep one of them".to_owned(),
        |first| format!("the first is in line {}: keep one of them", first.number()),
    );
    Some(Mistake::new(line.place(key), format!("`{key}` is there twice"), advice))
}

/// Whether a table of this name is one of several.
fn is_list(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    let tables = |keys: &'static [keys::Key]| keys::find(keys, last).map(|key| key.kind);
    let kind = tables(keys::SCENARIO).or_else(|| tables(keys::TIES)).or_else(|| tables(keys::SWEEP));
    matches!(kind, Some(Kind::Tables(_) | Kind::OneOrMore(_)))
}

/// A comment as other languages write it.
pub(super) fn comment(line: &Line<'_>, _: &str) -> Option<Mistake> {
    const MARKS: &[&str] = &["//", "/*", "<!--", "--", ";", "%", "REM "];
    let text = line.text.trim();
    let mark = MARKS.iter().find(|mark| text.starts_with(**mark))?;
    let rest = text[mark.len()..].trim_end_matches("*/").trim_end_matches("-->").trim();
    Some(Mistake::new(line.place(text), "a comment begins with #", format!("write # {rest}")))
}

/// A list or a table in braces that does not end.
pub(super) fn open_bracket(line: &Line<'_>, said: &str) -> Option<Mistake> {
    let (open, close, what) = if said.contains("array") {
        ('[', ']', "list")
    } else if said.contains("inline table") || said.contains("key-value pairs") {
        ('{', '}', "table")
    } else {
        return None;
    };
    let begins = |line: &Line<'_>| line.pair().is_some_and(|(_, value)| value.starts_with(open));
    let first = if begins(line) { Line::at(line.whole, line.start) } else { line.before().find(begins)? };
    let until_next =
        first.onwards().enumerate().take_while(|(i, l)| *i == 0 || (!l.is_heading() && l.pair().is_none()));
    let depth = |text: &str| {
        outside_quotes(text).fold(0_i32, |depth, (_, c)| depth + i32::from(c == open) - i32::from(c == close))
    };
    let unclosed = until_next.map(|(_, l)| depth(l.text)).sum::<i32>() > 0;
    let (_, value) = first.pair()?;
    unclosed.then(|| {
        let said = format!("this {what} has no `{close}` {NO_END}");
        Mistake::new(first.place(value), said, format!("write `{close}` at its end"))
    })
}

/// A backslash in a text in double quotes.
pub(super) fn escape(line: &Line<'_>, said: &str) -> Option<Mistake> {
    let about = ["escape", "unicode", "hexadecimal"].iter().any(|word| said.contains(word));
    let value = line.value().filter(|value| about && value.contains('\\'))?;
    let text = value.trim_matches('"');
    let advice =
        format!("write single quotes, '{text}', or slashes, \"{}\"", text.replace("\\\\", "/").replace('\\', "/"));
    Some(Mistake::new(line.place(value), "a backslash in double quotes begins an escape", advice))
}

/// A heading that does not end, or with letters that need quotes.
pub(super) fn heading(line: &Line<'_>, _: &str) -> Option<Mistake> {
    let name = line.heading().filter(|_| line.is_heading())?;
    let text = line.text.trim();
    let double = text.starts_with("[[");
    let (open, close) = if double { ("[[", "]]") } else { ("[", "]") };
    let part = |part: &str| {
        if is_bare(part) || part.starts_with(['"', '\'']) { part.to_owned() } else { format!("\"{part}\"") }
    };
    let right = format!("{open}{}{close}", name.split('.').map(|p| part(p.trim())).collect::<Vec<_>>().join("."));
    if !text.contains(close) {
        return Some(Mistake::new(
            line.place(text),
            format!("this heading has no `{close}`"),
            format!("write {right}"),
        ));
    }
    let odd = name.split('.').find(|part| !is_bare(part.trim()) && !part.trim().starts_with(['"', '\'']))?;
    let message = format!("`{}` needs quotes: it is not made of a to z, 0 to 9, _ and - alone", odd.trim());
    Some(Mistake::new(line.place(odd), message, format!("write {right}")))
}

/// Whether a name needs no quotes.
fn is_bare(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// A line without `=`.
pub(super) fn no_equals(line: &Line<'_>, _: &str) -> Option<Mistake> {
    let text = line.text.trim();
    if line.pair().is_some() || line.is_heading() || text.is_empty() {
        return None;
    }
    let word = text.split([' ', '\t', ':', '"']).next().unwrap_or(text);
    let rest = text[word.len()..].trim();
    let message = if rest.starts_with(':') { "here is `:` where a scenario has `=`" } else { "this line has no `=`" };
    let value = rest.trim_start_matches(':').trim();
    let advice = if is_bare(word)
        && !value.is_empty()
        && (rest.starts_with(':') || value.starts_with(['"', '\'']) || is_number(value))
    {
        format!("write {word} = {}", super::value::repaired(value))
    } else {
        "a line is KEY = VALUE, [HEADING], or # and a comment".to_owned()
    };
    Some(Mistake::new(line.place(text), message, advice))
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok()
}

/// A key with letters that need quotes, or with a space.
pub(super) fn key(line: &Line<'_>, _: &str) -> Option<Mistake> {
    let (key, _) = line.pair()?;
    let fine = |part: &str| is_bare(part) || part.starts_with(['"', '\'']);
    if key.is_empty() {
        return Some(Mistake::new(line.place(line.text.trim()), "there is no key before `=`", "a line is KEY = VALUE"));
    }
    if key.split('.').all(|part| fine(part.trim())) {
        return None;
    }
    let joined = key.replace([' ', '-'], "_").to_lowercase();
    if key.contains(' ') && is_bare(&joined) && keys::is_a_key(&joined) {
        return Some(Mistake::new(line.place(key), format!("`{key}` is two words"), format!("write {joined}")));
    }
    let part = |part: &str| if fine(part) { part.to_owned() } else { format!("\"{part}\"") };
    let right = key.split('.').map(|p| part(p.trim())).collect::<Vec<_>>().join(".");
    let message = format!("the key `{key}` needs quotes: it is not made of a to z, 0 to 9, _ and - alone");
    Some(Mistake::new(line.place(key), message, format!("write {right}")))
}
