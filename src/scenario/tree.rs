//! What was written, value by value, each with its place: the raw side of a scenario.

use super::diagnostics::{Diagnostics, Span};
use super::grammar;
use toml::de::{DeTable, DeValue};

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Raw,
}

/// A value as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Raw {
    Text(String),
    Whole(i64),
    Number(f64),
    Flag(bool),
    Date(String),
    List(Vec<Node>),
    Table(Vec<Entry>),
}

/// A key with its value, in the order of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) value: Node,
}

impl Node {
    /// What kind of value it is, in words.
    pub(crate) fn kind(&self) -> &'static str {
        match self.value {
            Raw::Text(_) => "a text",
            Raw::Whole(_) => "a whole number",
            Raw::Number(_) => "a number",
            Raw::Flag(_) => "true or false",
            Raw::Date(_) => "a date",
            Raw::List(_) => "a list",
            Raw::Table(_) => "a table",
        }
    }

    /// The entries of a table.
    pub(crate) fn entries(&self) -> &[Entry] {
        if let Raw::Table(entries) = &self.value { entries } else { &[] }
    }

    /// The value of a key of a table.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// A key of a table, with its place.
    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The text, if it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        if let Raw::Text(text) = &self.value { Some(text) } else { None }
    }

    /// The items of a list, or the value itself as the only one.
    pub(crate) fn items(&self) -> &[Node] {
        if let Raw::List(items) = &self.value { items } else { std::slice::from_ref(self) }
    }

    /// The value as TOML on one line.
    pub(crate) fn to_toml(&self) -> String {
        match &self.value {
            Raw::Text(text) => quoted(text),
            Raw::Whole(number) => number.to_string(),
            Raw::Number(number) => float(*number),
            Raw::Flag(flag) => flag.to_string(),
            Raw::Date(date) => date.clone(),
            Raw::List(items) => format!("[{}]", items.iter().map(Self::to_toml).collect::<Vec<_>>().join(", ")),
            Raw::Table(entries) => {
                let pair = |e: &Entry| format!("{} = {}", bare_or_quoted(&e.key), e.value.to_toml());
                format!("{{ {} }}", entries.iter().map(pair).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// A text as a TOML string.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A key as TOML: bare where that is allowed.
pub(crate) fn bare_or_quoted(key: &str) -> String {
    let bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if bare { key.to_owned() } else { quoted(key) }
}

/// A number as a TOML float.
pub(crate) fn float(number: f64) -> String {
    match number {
        n if n.is_nan() => "nan".to_owned(),
        f64::INFINITY => "inf".to_owned(),
        f64::NEG_INFINITY => "-inf".to_owned(),
        n if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.1}"),
        n => format!("{n:?}"),
    }
}

/// Reads a whole TOML text; what is wrong with its grammar is noted, the rest is kept.
pub(crate) fn parse(text: &str, number: usize, diagnostics: &mut Diagnostics) -> Node {
    let (table, errors) = DeTable::parse_recoverable(text);
    let errors: Vec<_> =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message().to_owned())).collect();
    for mistake in grammar::told(text, &errors) {
        let span = Span { text: number, start: mistake.place.start, end: mistake.place.end };
        diagnostics.error(span, format!("not TOML: {}", mistake.message), mistake.advice);
    }
    let range = table.span();
    let place = Span { text: number, start: range.start, end: range.end };
    let mut root = Node { span: place, value: from_table(table.get_ref(), number) };
    people_in_a_table(&mut root);
    root
}

/// `people = "class.csv"`, at the top or in `[network]`, is `people.file`: traits can then be set beside it.
fn people_in_a_table(root: &mut Node) {
    let Raw::Table(entries) = &mut root.value else { return };
    if let Some(entry) = entries.iter_mut().find(|e| e.key == "people" && e.value.text().is_some()) {
        let file = Entry { key: "file".to_owned(), ..entry.clone() };
        entry.value.value = Raw::Table(vec![file]);
    }
    let said_twice = entries.iter().any(|e| e.key == "people" && e.value.get("file").is_some());
    if said_twice {
        return; // What the network says stays where it is, and is refused there.
    }
    let Some(said) = taken_from_network(entries) else { return };
    let file = Entry { key: "file".to_owned(), ..said.clone() };
    match entries.iter_mut().find(|e| e.key == "people").map(|e| &mut e.value.value) {
        Some(Raw::Table(people)) => people.push(file),
        _ => {
            let value = Node { span: said.value.span, value: Raw::Table(vec![file]) };
            entries.push(Entry { value, ..said });
        }
    }
}

/// `people` of the network, if that is a text.
fn taken_from_network(entries: &mut [Entry]) -> Option<Entry> {
    let network = entries.iter_mut().find(|e| e.key == "network")?;
    let Raw::Table(network) = &mut network.value.value else { return None };
    let at = network.iter().position(|e| e.key == "people" && e.value.text().is_some())?;
    Some(network.remove(at))
}

/// Reads the value of an override: TOML if it is, else a bare word.
pub(crate) fn parse_value(text: &str, number: usize, offset: usize) -> Node {
    let whole = Span { text: number, start: offset, end: offset + text.len() };
    match DeValue::parse(text) {
        Ok(value) if !matches!(value.get_ref(), DeValue::Datetime(_)) => {
            shifted(&from_value(value.get_ref(), whole, number), whole)
        }
        _ => Node { span: whole, value: Raw::Text(text.trim().to_owned()) },
    }
}

/// Every part of an override is shown where the override is.
fn shifted(node: &Node, span: Span) -> Node {
    let value = match &node.value {
        Raw::List(items) => Raw::List(items.iter().map(|item| shifted(item, span)).collect()),
        Raw::Table(entries) => Raw::Table(
            entries
                .iter()
                .map(|e| Entry { key: e.key.clone(), key_span: span, value: shifted(&e.value, span) })
                .collect(),
        ),
        plain => plain.clone(),
    };
    Node { span, value }
}

fn from_table(table: &DeTable<'_>, number: usize) -> Raw {
    let mut entries: Vec<Entry> = table.iter().map(|(key, value)| from_entry(key, value, number)).collect();
    entries.sort_by_key(|entry| entry.key_span);
    Raw::Table(entries)
}

fn from_entry(key: &toml::Spanned<toml::de::DeString<'_>>, value: &toml::Spanned<DeValue<'_>>, number: usize) -> Entry {
    let span = |range: std::ops::Range<usize>| Span { text: number, start: range.start, end: range.end };
    Entry {
        key: key.get_ref().to_string(),
        key_span: span(key.span()),
        value: from_value(value.get_ref(), span(value.span()), number),
    }
}

fn from_value(value: &DeValue<'_>, span: Span, number: usize) -> Node {
    let raw = match value {
        DeValue::String(text) => Raw::Text(text.to_string()),
        DeValue::Integer(whole) => i64::from_str_radix(whole.as_str(), whole.radix())
            .map_or_else(|_| large(whole.as_str(), whole.radix()), Raw::Whole),
        DeValue::Float(number) => Raw::Number(finite(number.as_str())),
        DeValue::Boolean(flag) => Raw::Flag(*flag),
        DeValue::Datetime(date) => Raw::Date(date.to_string()),
        DeValue::Array(items) => Raw::List(
            items
                .iter()
                .map(|item| {
                    let range = item.span();
                    from_value(item.get_ref(), Span { text: number, start: range.start, end: range.end }, number)
                })
                .collect(),
        ),
        DeValue::Table(table) => from_table(table, number),
    };
    Node { span, value: raw }
}

/// A whole number of more digits than 64 bits hold.
fn large(digits: &str, radix: u32) -> Raw {
    if radix == 10 {
        return Raw::Number(finite(digits));
    }
    let base = f64::from(radix);
    let digit = |c: char| c.to_digit(radix).map(f64::from);
    let size = digits.chars().filter_map(digit).fold(0.0, |sum, digit| sum * base + digit);
    Raw::Number((if digits.starts_with('-') { -size } else { size }).clamp(-f64::MAX, f64::MAX))
}

/// A number with a point. One too large to be kept is not the same as one that was said to be infinite.
fn finite(text: &str) -> f64 {
    match text.parse::<f64>() {
        Ok(number) if number.is_infinite() && !text.contains("inf") => number.signum() * f64::MAX,
        read => read.unwrap_or(f64::NAN),
    }
}

/// The value at the end of these keys.
pub(crate) fn find_mut<'a>(root: &'a mut Node, keys: &[&str]) -> Option<&'a mut Node> {
    keys.iter().try_fold(root, |node, key| match &mut node.value {
        Raw::Table(entries) => entries.iter_mut().find(|entry| entry.key == *key).map(|entry| &mut entry.value),
        _ => None,
    })
}

/// Where a table of people is named.
pub(crate) const PEOPLE_FILE: [&str; 2] = ["people", "file"];

/// Whether a key is a short form of [`PEOPLE_FILE`].
pub(crate) fn is_people(parts: &[String]) -> bool {
    matches!(parts, [people] if people == "people")
        || matches!(parts, [network, people] if network == "network" && people == "people")
}

/// Keys that hold a table or a list of tables: one table is a list of one, whichever way it is written.
pub(crate) const ONE_OR_MANY: [&str; 1] = ["deliberate"];

/// The parts of a dotted key; parts may be quoted. Nothing when it is not one.
pub(crate) fn split_path(path: &str) -> Option<Vec<String>> {
    let mut parts = vec![String::new()];
    let mut quote = None;
    for c in path.trim().chars() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            (None, '.') => parts.push(String::new()),
            (_, c) => parts.last_mut()?.push(c),
        }
    }
    (quote.is_none() && parts.iter().all(|p| !p.is_empty()))
        .then(|| parts.iter().map(|p| p.trim().to_owned()).collect())
}
