//! What GraphML and GEXF have in common: XML elements with attributes and text in them.

use super::Fault;
use super::text::{known, unescaped};
use super::words::shown;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// An element that begins.
pub(super) struct Tag<'a> {
    pub(super) name: String,
    pub(super) at: usize,
    start: &'a BytesStart<'a>,
}

impl Tag<'_> {
    /// An attribute with its entities resolved.
    pub(super) fn attribute(&self, name: &str) -> Result<Option<String>, Fault> {
        let found = self.start.try_get_attribute(name).map_err(|e| self.broken(&e))?;
        // White space as it stands in the file is a blank; what entities stand for is kept.
        let resolved = |value: String| unescaped(&value).map(Cow::into_owned).map_err(|why| Fault::at(self.at, why));
        found.map(|a| resolved(a.value.replace(['\n', '\r', '\t'], " "))).transpose()
    }

    /// An attribute that must be there.
    pub(super) fn required(&self, name: &str) -> Result<String, Fault> {
        let missing = || Fault::at(self.at, format!("this `<{}>` has no `{name}`", shown(&self.name)));
        self.attribute(name)?.ok_or_else(missing)
    }

    fn broken(&self, error: &dyn std::fmt::Display) -> Fault {
        Fault::at(self.at, format!("the XML is damaged: {error}"))
    }
}

/// What is told of the elements of a file, one after the other.
pub(super) trait Elements {
    /// An element begins.
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Fault>;
    /// An element ends; `text` is what stood directly in it.
    fn close(&mut self, name: &str, text: String, at: usize) -> Result<(), Fault>;
}

/// The text of an element that is open: blanks at its ends are layout, unless they are written as entities.
#[derive(Default)]
struct Text {
    all: String,
    /// How much of it is more than layout.
    solid: usize,
}

impl Text {
    fn raw(&mut self, part: &str) {
        let lines = part.replace("\r\n", "\n");
        let part = if self.solid == 0 { lines.trim_ascii_start() } else { &lines };
        self.all.push_str(part);
        if !part.trim_ascii().is_empty() {
            self.solid = self.all.len() - (part.len() - part.trim_ascii_end().len());
        }
    }

    fn meant(&mut self, part: &str) {
        self.all.push_str(part);
        self.solid = self.all.len();
    }

    fn take(mut self) -> String {
        self.all.truncate(self.solid);
        self.all
    }
}

/// Levels of elements: no real file needs more.
const DEPTH_LIMIT: usize = 1000;

/// Goes through a file from its first element to its last.
pub(super) fn read(text: &str, elements: &mut impl Elements) -> Result<usize, Fault> {
    let mut xml = quick_xml::Reader::from_str(text);
    xml.config_mut().allow_dangling_amp = true;
    let mut open: Vec<(String, Text)> = Vec::new();
    loop {
        let at = xml.buffer_position() as usize;
        let event = xml.read_event();
        let event = event.map_err(|e| Fault::at(xml.error_position() as usize, format!("the XML is damaged: {e}")))?;
        let into = |open: &mut Vec<(String, Text)>, part: &str, raw: bool| {
            if let Some((_, text)) = open.last_mut() {
                if raw { text.raw(part) } else { text.meant(part) }
            }
        };
        match event {
            Event::Start(start) => {
                let name = start.local_name().as_ref().to_owned();
                elements.open(&Tag { name: name.clone(), at, start: &start })?;
                open.push((name, Text::default()));
                if open.len() > DEPTH_LIMIT {
                    return Err(Fault::at(at, format!("elements are nested more than {DEPTH_LIMIT} deep")));
                }
            }
            Event::Empty(start) => {
                let name = start.local_name().as_ref().to_owned();
                elements.open(&Tag { name: name.clone(), at, start: &start })?;
                elements.close(&name, String::new(), at)?;
            }
            Event::End(_) => {
                if let Some((name, text)) = open.pop() {
                    elements.close(&name, text.take(), at)?;
                }
            }
            Event::Text(part) => into(&mut open, &part, true),
            Event::CData(part) => into(&mut open, &part, false),
            Event::GeneralRef(part) => match known(&part).map_err(|why| Fault::at(at, why))? {
                Some(resolved) => into(&mut open, &resolved, false),
                None => into(&mut open, &format!("&{};", &*part), false),
            },
            Event::Eof => {
                return match open.last() {
                    Some((name, _)) => {
                        Err(Fault::at(at, format!("the file ends before `<{}>` is closed", shown(name))))
                    }
                    None => Ok(at),
                };
            }
            _ => {}
        }
    }
}

/// A text as XML holds it, in elements and in attributes; blanks at its ends are kept.
///
/// # Errors
/// XML 1.0 has no way to write some characters.
pub(super) fn escaped(text: &str) -> Result<Cow<'_, str>, Fault> {
    let impossible = |c: &char| (*c < ' ' && !"\t\n\r".contains(*c)) || "\u{fffe}\u{ffff}".contains(*c);
    if let Some(c) = text.chars().find(impossible) {
        let message = "which XML cannot hold; .json can";
        return Err(Fault::of_file(format!("`{}` has the character U+{:04X} in it, {message}", shown(text), c as u32)));
    }
    let special = |c: char| "&<>\"'\t\n\r".contains(c);
    let edge = text.starts_with(' ') || text.ends_with(' ');
    if !edge && !text.contains(special) {
        return Ok(Cow::Borrowed(text));
    }
    let inner = text.trim_matches(' ');
    let blank = |count: usize| "&#32;".repeat(count);
    let before = text.len() - text.trim_start_matches(' ').len();
    let after = if inner.is_empty() { 0 } else { text.len() - text.trim_end_matches(' ').len() };
    let mut written = blank(before);
    for c in inner.chars() {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&apos;"),
            '\t' | '\n' | '\r' => written.push_str(&format!("&#{};", c as u32)),
            c => written.push(c),
        }
    }
    Ok(Cow::Owned(written + &blank(after)))
}
