//! GML, the Graph Modelling Language: nested `key value` and `key [ … ]`.
//!
//! The GML crates that exist keep no line numbers and were last touched in 2021 and 2023; the grammar has four kinds of
//! tokens.

use super::draft::{Draft, Says};
use super::text::unescaped;
use super::words::shown as cut;
use super::writing::{Once, Text, all_named};
use super::{Fault, Format, Options, Reading};
use crate::network::Network;
use std::fmt::Write;

pub(super) const GML: Format = Format {
    name: "GML",
    extensions: &["gml"],
    about: "`graph [ node [ id 0 label \"Ana\" ] edge [ source 0 target 1 value 2 ] ]`",
    keeps_people: true,
    read,
    write,
};

#[derive(Clone, Debug, PartialEq)]
enum Token<'a> {
    Word(&'a str),
    Text(&'a str),
    Open,
    Close,
}

/// Splits the text into tokens, with the place of each.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    fn skip_blank(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            self.at += rest.len() - rest.trim_start().len();
            if !self.text[self.at..].starts_with('#') {
                return;
            }
            self.at += self.text[self.at..].find('\n').unwrap_or(self.text.len() - self.at);
        }
    }

    fn next(&mut self) -> Result<Option<(usize, Token<'a>)>, Fault> {
        self.skip_blank();
        let at = self.at;
        let rest = &self.text[at..];
        let (token, length) = match rest.bytes().next() {
            None => return Ok(None),
            Some(b'[') => (Token::Open, 1),
            Some(b']') => (Token::Close, 1),
            Some(b'"') => {
                let end = rest[1..].find('"').ok_or_else(|| Fault::at(at, "a quotation mark is never closed"))?;
                (Token::Text(&rest[1..=end]), end + 2)
            }
            Some(_) => {
                let end = rest.find(|c: char| c.is_whitespace() || c == '[' || c == ']').unwrap_or(rest.len());
                (Token::Word(&rest[..end]), end)
            }
        };
        self.at += length;
        Ok(Some((at, token)))
    }
}

/// A `key value` pair; lists hold further pairs.
struct Entry<'a> {
    key: &'a str,
    at: usize,
    value: Value<'a>,
}

enum Value<'a> {
    Plain(&'a str, bool),
    List(Vec<Entry<'a>>),
}

impl Entry<'_> {
    fn text(&self) -> Result<Option<String>, Fault> {
        match self.value {
            Value::Plain(text, true) => {
                let resolved = unescaped(text).map_err(|why| Fault::at(self.at, why))?;
                Ok(Some(resolved.into_owned()))
            }
            Value::Plain(text, false) => Ok(Some(text.to_owned())),
            Value::List(_) => Ok(None),
        }
    }
}

/// How deep lists may be nested: no real file needs more, and a made-up one must not exhaust the stack.
const DEPTH_LIMIT: usize = 32;

fn entries<'a>(tokens: &mut Tokens<'a>, opened: Option<usize>, depth: usize) -> Result<Vec<Entry<'a>>, Fault> {
    let mut list = Vec::new();
    loop {
        let (at, key) = match (tokens.next()?, opened) {
            (None, None) | (Some((_, Token::Close)), Some(_)) => return Ok(list),
            (None, Some(at)) => return Err(Fault::at(at, "the file ends before this `[` is closed")),
            (Some((at, Token::Close)), None) => return Err(Fault::at(at, "a `]` too many")),
            (Some((at, Token::Word(key))), _) if key.starts_with(|c: char| c.is_alphabetic() || c == '_') => (at, key),
            (Some((at, found)), _) => {
                return Err(Fault::at(at, format!("expected a key such as `node`, found {}", shown(&found))));
            }
        };
        let value = match tokens.next()? {
            Some((open, Token::Open)) if depth < DEPTH_LIMIT => Value::List(entries(tokens, Some(open), depth + 1)?),
            Some((open, Token::Open)) => {
                return Err(Fault::at(open, format!("lists are nested more than {DEPTH_LIMIT} deep")));
            }
            Some((_, Token::Word(word))) => Value::Plain(word, false),
            Some((_, Token::Text(text))) => Value::Plain(text, true),
            Some((_, Token::Close)) | None => return Err(Fault::at(at, format!("`{}` has no value", cut(key)))),
        };
        list.push(Entry { key, at, value });
    }
}

fn shown(token: &Token) -> String {
    match token {
        Token::Word(word) => format!("`{}`", cut(word)),
        Token::Text(text) => format!("\"{}\"", cut(text)),
        Token::Open => "`[`".to_owned(),
        Token::Close => "`]`".to_owned(),
    }
}

fn read(text: &str, options: &Options<'_>) -> Result<Reading, Fault> {
    let entries = entries(&mut Tokens { text, at: 0 }, None, 0)?;
    let mut graphs = entries.iter().filter(|e| e.key == "graph");
    let graph = graphs.next();
    if let Some(second) = graphs.next() {
        return Err(Fault::at(second.at, "a second `graph`: one network a file; put them in files of their own"));
    }
    let Some(Entry { value: Value::List(graph), .. }) = graph else {
        return Err(Fault::of_file("there is no `graph [ … ]` in this file"));
    };
    let mut draft = Draft::default();
    let directed = graph.iter().any(|e| e.key == "directed" && matches!(e.value, Value::Plain("1", _)));
    graph.iter().filter(|e| e.key == "node").try_for_each(|node| read_node(&mut draft, node))?;
    graph.iter().filter(|e| e.key == "edge").try_for_each(|edge| read_edge(&mut draft, edge, !directed))?;
    Ok(draft.finish(options.direction))
}

fn inside<'e, 'a>(entry: &'e Entry<'a>) -> Result<&'e [Entry<'a>], Fault> {
    if let Value::List(list) = &entry.value {
        Ok(list)
    } else {
        Err(Fault::at(entry.at, format!("`{}` needs `[ … ]`", entry.key)))
    }
}

fn required(entry: &Entry, key: &str) -> Result<String, Fault> {
    let mut all = inside(entry)?.iter().filter(|e| e.key == key);
    let found = all.next().map_or(Ok(None), Entry::text)?;
    if let Some(twice) = all.next() {
        return Err(Fault::at(twice.at, format!("this `{}` has a second `{key}`", entry.key)));
    }
    found.ok_or_else(|| Fault::at(entry.at, format!("this `{}` has no `{key}`", entry.key)))
}

fn read_node(draft: &mut Draft, node: &Entry) -> Result<(), Fault> {
    let person = draft.person(&required(node, "id")?, node.at)?;
    for entry in inside(node)?.iter().filter(|entry| entry.key != "id") {
        if let Value::List(graphics) = &entry.value {
            for place in graphics.iter().filter(|e| ["x", "y"].contains(&e.key)) {
                draft.attribute(person, place.key, &place.text()?.unwrap_or_default());
            }
        } else {
            draft.attribute(person, entry.key, &entry.text()?.unwrap_or_default());
        }
    }
    Ok(())
}

fn read_edge(draft: &mut Draft, edge: &Entry, both: bool) -> Result<(), Fault> {
    let viewer = draft.find(&required(edge, "source")?, edge.at)?;
    let seen = draft.find(&required(edge, "target")?, edge.at)?;
    let mut says = Says::default();
    for entry in inside(edge)?.iter().filter(|e| !["source", "target", "id", "key"].contains(&e.key)) {
        if let Some(text) = entry.text()? {
            draft.tie_attribute(&mut says, entry.key, &text, entry.at)?;
        }
    }
    draft.tie(viewer, seen, both, &says, edge.at)
}

/// A text between quotation marks: these, what is not printed and what is not ASCII as entities, as GML has them and NetworkX wants them.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => written.push_str("&amp;"),
            '"' => written.push_str("&quot;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            c if c.is_control() || !c.is_ascii() => written.push_str(&format!("&#{};", c as u32)),
            c => written.push(c),
        }
    }
    written
}

fn write(network: &Network, _: &str, text: &mut Text<'_>) -> Result<(), Fault> {
    all_named(network)?;
    let once = Once::new(network);
    write!(text, "graph [\n  directed {}\n", u8::from(!once.mutual))?;
    for person in 0..network.people() {
        write!(text, "  node [ id {person} label \"{}\"", escaped(&network.name(person)))?;
        if let Some(block) = network.blocks().get(person) {
            write!(text, " block {block}")?;
        }
        if let Some([x, y]) = network.positions().get(person) {
            write!(text, " graphics [ x {x:?} y {y:?} ]")?;
        }
        text.push_str(" ]\n")?;
    }
    for row in once.rows() {
        write!(text, "  edge [ source {} target {}", row.viewer, row.seen)?;
        if network.is_weighted() {
            write!(text, " weight {:?}", network.weight(row.tie))?;
        }
        if let Some(kind) = network.kind(row.tie).filter(|k| !k.is_empty()) {
            write!(text, " kind \"{}\"", escaped(kind))?;
        }
        if let Some(time) = row.time {
            write!(text, " time {time:?}")?;
        }
        if let Some(end) = row.end {
            write!(text, " end {end:?}")?;
        }
        text.push_str(" ]\n")?;
    }
    text.push_str("]\n")?;
    Ok(())
}
