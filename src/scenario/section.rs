//! A table that has been checked, read key by key; what is left out comes from the table of keys.

use super::diagnostics::{Diagnostics, Span};
use super::keys::{Key, Kind, find};
use super::tree::{self, Node};
use super::values::{Read, Reader};
use crate::chance::Distribution;

/// A table of the file (or nothing where it is left out) with its keys.
#[derive(Clone, Copy)]
pub(super) struct Section<'a> {
    pub(super) keys: &'static [Key],
    pub(super) node: Option<&'a Node>,
    pub(super) reader: Reader,
}

impl<'a> Section<'a> {
    pub(super) fn new(keys: &'static [Key], node: Option<&'a Node>, reader: Reader) -> Self {
        Self { keys, node, reader }
    }

    /// The value as written.
    pub(super) fn given(&self, name: &str) -> Option<&'a Node> {
        self.node.and_then(|node| node.get(name))
    }

    /// Whether it is written.
    pub(super) fn has(&self, name: &str) -> bool {
        self.given(name).is_some()
    }

    /// Where a key is written, or the whole table.
    pub(super) fn key_span(&self, name: &str) -> Span {
        self.node.map_or(Span::default(), |node| node.entry(name).map_or(node.span, |entry| entry.key_span))
    }

    /// Where the table is written.
    pub(super) fn span(&self) -> Span {
        self.node.map_or(Span::default(), |node| node.span)
    }

    /// The value, else the default. Nothing where there is neither, or where it is wrong (which has been noted).
    pub(super) fn read<T>(&self, name: &str, read: impl Fn(&Node, Kind) -> Read<T>) -> Option<T> {
        let key = find(self.keys, name)?;
        match self.given(name) {
            Some(node) => read(node, key.kind).ok(),
            None if key.default.is_empty() => None,
            None => read(&tree::parse_value(key.default, 0, 0), key.kind).ok(),
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.read(name, |node, _| self.reader.text(name, node).map(str::to_owned))
    }

    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        self.read(name, |node, _| self.reader.texts(name, node)).unwrap_or_default()
    }

    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.read(name, |node, _| self.reader.flag(name, node))
    }

    pub(super) fn whole(&self, name: &str) -> Option<u64> {
        self.read(name, |node, kind| match kind {
            Kind::Whole(low, high) => self.reader.whole(name, node, low, high),
            _ => self.reader.whole(name, node, 0.0, f64::MAX),
        })
    }

    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.read(name, |node, kind| match kind {
            Kind::Number(range) => self.reader.number(name, node, range),
            _ => self.reader.number(name, node, crate::quantity::Range::ANY),
        })
    }

    pub(super) fn duration(&self, name: &str) -> Option<f64> {
        self.read(name, |node, kind| match kind {
            Kind::Duration(range) => self.reader.duration(name, node, range),
            _ => self.reader.duration(name, node, crate::quantity::Range::UP_TO_FOREVER),
        })
    }

    pub(super) fn rate(&self, name: &str) -> Option<f64> {
        self.read(name, |node, _| self.reader.rate(name, node))
    }

    pub(super) fn choice(&self, name: &str) -> Option<&'static str> {
        self.read(name, |node, kind| match kind {
            Kind::Choice(words) => self.reader.choice(name, node, words),
            _ => self.reader.choice(name, node, &[]),
        })
    }

    pub(super) fn draw(&self, name: &str) -> Option<Distribution> {
        self.read(name, |node, kind| match kind {
            Kind::Draw(range) => self.reader.draw(name, node, range, false, None),
            _ => self.reader.draw(name, node, crate::quantity::Range::ANY, false, None),
        })
    }

    /// The items of a list of tables.
    pub(super) fn tables(&self, name: &str, keys: &'static [Key]) -> Vec<Section<'a>> {
        let items = self.given(name).map(Node::items).unwrap_or_default();
        items.iter().map(|item| Section::new(keys, Some(item), self.reader)).collect()
    }

    /// A table in this one, if it is written.
    pub(super) fn table(&self, name: &str, keys: &'static [Key]) -> Section<'a> {
        Section::new(keys, self.given(name), self.reader)
    }

    /// Notes that a key that is needed is not there.
    pub(super) fn missing(&self, name: &str, place: &str, diagnostics: &mut Diagnostics) {
        let example = find(self.keys, name).map_or("", |key| key.example);
        diagnostics.error(self.span(), format!("{place} needs `{name}`"), format!("add {name} = {example}"));
    }
}
