//! Nested tables of overrides as dotted keys.

use super::keys;
use super::tree::{Entry, Node, Raw};

/// Flattens nested tables of overrides to dotted keys: `{ ties.closeness = 1 }` is `{ "ties.closeness" = 1 }`.
pub(super) fn dotted(entries: &[Entry], before: &str) -> Vec<Entry> {
    let mut flat = Vec::new();
    for entry in entries {
        let part = if entry.key.contains('.') && !before.is_empty() {
            super::tree::quoted(&entry.key)
        } else {
            entry.key.clone()
        };
        let key = if before.is_empty() { part } else { format!("{before}.{part}") };
        match &entry.value.value {
            Raw::Table(inner) if !inner.is_empty() && keys::holds_keys(&key) => flat.extend(dotted(inner, &key)),
            _ => flat.push(Entry { key, key_span: entry.key_span, value: entry.value.clone() }),
        }
    }
    flat
}

/// Dotted keys with their values as TOML.
pub(super) fn overrides(node: Option<&Node>) -> Vec<(String, String)> {
    let entries = node.map(Node::entries).unwrap_or_default();
    dotted(entries, "").into_iter().map(|e| (e.key, e.value.to_toml())).collect()
}
