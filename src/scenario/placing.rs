//! Puts overrides in their place.

use super::changes;
use super::diagnostics::Span;
use super::tree::{Entry, Node, ONE_OR_MANY, PEOPLE_FILE, Raw, is_people, split_path};

/// Puts an override in its place: `events.0.at`, `groups.cheerful.share`, `expressions.yawn.attention`.
///
/// # Errors
/// Says which part of the path leads nowhere.
pub(crate) fn put(root: &mut Node, path: &str, key_span: Span, value: Node) -> Result<(), String> {
    let parts = split_path(path).ok_or_else(|| format!("`{path}` is not a key"))?;
    if parts.is_empty() {
        return Err(format!("`{path}` is not a key"));
    }
    let (value, people) = match parts.as_slice() {
        [network] if network == "network" => without_people(value),
        _ => (value, None),
    };
    if let Some(Entry { key_span, value, .. }) = people {
        put(root, "people.file", key_span, value)?;
    }
    let parts =
        if value.text().is_some() && is_people(&parts) { PEOPLE_FILE.map(str::to_owned).to_vec() } else { parts };
    let mut place = root;
    for (at, part) in parts.iter().enumerate() {
        let one_or_many = at > 0 && ONE_OR_MANY.contains(&parts[at - 1].as_str());
        if one_or_many && part == "0" && matches!(place.value, Raw::Table(_)) {
            continue;
        }
        if one_or_many && part.parse::<usize>().is_err() && is_list_of_one(place) {
            place = step(place, "0", key_span)?;
        }
        place = step(place, part, key_span)?;
        if at == 2
            && let [arms, _, set, rest @ ..] = parts.as_slice()
            && (arms.as_str(), set.as_str()) == ("arms", "set")
            && !rest.is_empty()
        {
            changes::set_in_arm(place, rest, key_span, value);
            return Ok(());
        }
    }
    *place = value;
    Ok(())
}

/// A whole network without its table of people, which has a place of its own, and that table.
fn without_people(mut network: Node) -> (Node, Option<Entry>) {
    let Raw::Table(entries) = &mut network.value else { return (network, None) };
    let at = entries.iter().position(|entry| entry.key == "people" && entry.value.text().is_some());
    let people = at.map(|at| entries.remove(at));
    (network, people)
}

fn is_list_of_one(place: &Node) -> bool {
    matches!(&place.value, Raw::List(items) if items.len() == 1)
}

fn step<'a>(place: &'a mut Node, part: &str, key_span: Span) -> Result<&'a mut Node, String> {
    if !matches!(place.value, Raw::List(_) | Raw::Table(_)) {
        place.value = Raw::Table(Vec::new());
    }
    match &mut place.value {
        Raw::List(items) => item(items, part),
        Raw::Table(entries) => Ok(entry(entries, part, key_span)),
        _ => Err(format!("`{part}` is not in a table")),
    }
}

/// A key of a table, made where there is none.
fn entry<'a>(entries: &'a mut Vec<Entry>, part: &str, key_span: Span) -> &'a mut Node {
    let index = entries.iter().position(|entry| entry.key == part).unwrap_or_else(|| {
        let value = Node { span: key_span, value: Raw::Table(Vec::new()) };
        entries.push(Entry { key: part.to_owned(), key_span, value });
        entries.len() - 1
    });
    entries[index].key_span = key_span;
    &mut entries[index].value
}

/// An item of a list, by number or by its `name`.
fn item<'a>(items: &'a mut [Node], part: &str) -> Result<&'a mut Node, String> {
    let count = items.len();
    let named = items.iter().position(|item| item.get("name").and_then(Node::text) == Some(part));
    let index = named.or_else(|| part.parse::<usize>().ok().filter(|&i| i < count));
    index.map(|i| &mut items[i]).ok_or_else(|| match count {
        0 => format!("there is no item `{part}`: the list is empty"),
        1 => format!("there is no item `{part}`: the list has only item 0"),
        _ => format!("there is no item `{part}`: the list has items 0 to {}", count - 1),
    })
}
