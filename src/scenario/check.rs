//! Walking a file along the table of keys: unknown names, wrong types, impossible numbers, all in one pass.

use super::diagnostics::{Diagnostics, did_you_mean};
use super::keys::{Key, Kind, SCENARIO, find};
use super::tree::{Entry, Node, Raw};
use super::values::{Problem, Reader};

/// Notes everything that is wrong with a table whose keys are `keys`; `place` names it in messages.
pub(crate) fn table(node: &Node, keys: &'static [Key], place: &str, reader: Reader, diagnostics: &mut Diagnostics) {
    for entry in node.entries() {
        match find(keys, &entry.key) {
            Some(key) => value(entry, key, reader, diagnostics),
            None => unknown(entry, keys, place, diagnostics),
        }
    }
}

fn unknown(entry: &Entry, keys: &'static [Key], place: &str, diagnostics: &mut Diagnostics) {
    let near = did_you_mean(&entry.key, keys.iter().map(|key| key.name));
    if !place.is_empty() && misplaced(&entry.key) {
        return out_of_place(entry, place, diagnostics);
    }
    let place = if place.is_empty() { String::new() } else { format!(" in {place}") };
    let message = format!("unknown key `{}`{place}{near}", entry.key);
    let advice = if near.is_empty() { keys_in_words(keys) } else { near.trim_start_matches("; ").to_owned() };
    diagnostics.error(entry.key_span, message, advice);
}

/// Whether a key is one of the scenario itself, and holds a value rather than a table of its own: below the heading of a table
/// TOML takes it for one of that table.
pub(super) fn misplaced(key: &str) -> bool {
    find(SCENARIO, key).is_some_and(|key| {
        !matches!(
            key.kind,
            Kind::Table(_)
                | Kind::Named(_)
                | Kind::NamedBeside(..)
                | Kind::Tables(_)
                | Kind::OneOrMore(_)
                | Kind::Network(_)
        )
    })
}

/// Says where such a key belongs.
pub(super) fn out_of_place(entry: &Entry, place: &str, diagnostics: &mut Diagnostics) {
    let key = &entry.key;
    let message = format!("`{key}` is a key of the scenario, and stands in {place}");
    diagnostics.error(entry.key_span, message, "put it above the first [table]");
}

fn keys_in_words(keys: &[Key]) -> String {
    format!("known keys: {}", keys.iter().map(|key| key.name).collect::<Vec<_>>().join(", "))
}

fn value(entry: &Entry, key: &'static Key, reader: Reader, diagnostics: &mut Diagnostics) {
    let node = &entry.value;
    let inner = format!("`{}`", key.name);
    match key.kind {
        Kind::Table(keys) | Kind::TableOrFile(keys) => in_table(node, keys, &inner, reader, diagnostics),
        Kind::Named(keys) => named(node, (keys, &[]), key.name, reader, diagnostics),
        Kind::NamedBeside(keys, beside) => named(node, (keys, beside), key.name, reader, diagnostics),
        Kind::Tables(keys) => tables(node, keys, key.name, reader, diagnostics),
        Kind::OneOrMore(keys) if matches!(node.value, Raw::List(_)) => {
            tables(node, keys, key.name, reader, diagnostics)
        }
        Kind::OneOrMore(keys) => in_table(node, keys, &inner, reader, diagnostics),
        Kind::Network(keys) => network(node, keys, reader, diagnostics),
        Kind::Set => expect_table(node, key.name, reader, diagnostics),
        Kind::Sets => node.items().iter().for_each(|item| expect_table(item, key.name, reader, diagnostics)),
        kind => note(reader.accepts(key.name, node, kind), diagnostics),
    }
}

fn in_table(node: &Node, keys: &'static [Key], place: &str, reader: Reader, diagnostics: &mut Diagnostics) {
    expect_table(node, place.trim_matches('`'), reader, diagnostics);
    table(node, keys, place, reader, diagnostics);
}

fn expect_table(node: &Node, name: &str, reader: Reader, diagnostics: &mut Diagnostics) {
    if !matches!(node.value, Raw::Table(_)) {
        note(reader.wrong_table::<()>(name, node, "a table"), diagnostics);
    }
}

fn named(
    node: &Node,
    (keys, beside): (&'static [Key], &'static [Key]),
    name: &str,
    reader: Reader,
    diagnostics: &mut Diagnostics,
) {
    expect_table(node, name, reader, diagnostics);
    for entry in node.entries() {
        if let Some(key) = find(beside, &entry.key) {
            value(entry, key, reader, diagnostics);
            continue;
        }
        in_table(&entry.value, keys, &format!("`{name}.{}`", entry.key), reader, diagnostics);
    }
}

fn tables(node: &Node, keys: &'static [Key], name: &str, reader: Reader, diagnostics: &mut Diagnostics) {
    let Raw::List(items) = &node.value else {
        return note(
            reader.wrong_table::<()>(name, node, &format!("a list of tables, each headed [[{name}]]")),
            diagnostics,
        );
    };
    for item in items {
        in_table(item, keys, &format!("`{name}`"), reader, diagnostics);
    }
}

/// A network's other keys are its generator's: the network layer judges them.
fn network(node: &Node, keys: &'static [Key], reader: Reader, diagnostics: &mut Diagnostics) {
    expect_table(node, "network", reader, diagnostics);
    for entry in node.entries() {
        if let Some(key) = find(keys, &entry.key) {
            value(entry, key, reader, diagnostics);
        }
    }
}

fn note(read: Result<(), Problem>, diagnostics: &mut Diagnostics) {
    if let Err(problem) = read {
        diagnostics.error(problem.span, problem.message, problem.advice);
    }
}
