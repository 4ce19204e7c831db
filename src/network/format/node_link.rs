//! Node-link JSON, as NetworkX and D3 write it: `nodes` and `links` (or `edges`).
//!
//! The pieces are first cut out as raw text, so that a complaint about one of them can say where it is.

use super::draft::{Draft, Says, ties_once};
use super::{Fault, Format, Place, Reading};
use crate::network::{Direction, Network};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

pub(super) const NODE_LINK: Format = Format {
    name: "node-link JSON",
    extensions: &["json"],
    about: "`{\"nodes\": [{\"id\": \"Ana\"}], \"links\": [{\"source\": \"Ana\", \"target\": \"Ben\"}]}`, or `edges` for `links`",
    keeps_people: true,
    read,
    write,
};

type Fields<'a> = BTreeMap<String, &'a RawValue>;

fn read(text: &str, direction: Option<Direction>) -> Result<Reading, Fault> {
    let place = |part: &str| (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let fields: Fields = parsed(text, 0, text)?;
    let mut draft = Draft::default();
    let links = match (fields.get("links"), fields.get("edges")) {
        (Some(links), Some(_)) => {
            draft.notes.push("both `links` and `edges` are there; `links` were read".to_owned());
            links
        }
        (Some(links), None) | (None, Some(links)) => links,
        (None, None) => {
            return Err(Fault::of_file("neither `links` nor `edges` is there: node-link JSON needs one of them"));
        }
    };
    let nodes = fields
        .get("nodes")
        .ok_or_else(|| Fault::of_file("`nodes` is not there: node-link JSON needs the list of people"))?;
    for node in list(text, nodes, "nodes")? {
        read_node(&mut draft, &object(text, node)?, place(node.get()))?;
    }
    let directed = fields.get("directed").is_some_and(|d| d.get() == "true");
    for link in list(text, links, "links")? {
        read_link(&mut draft, &object(text, link)?, !directed, place(link.get()))?;
    }
    Ok(draft.finish(direction))
}

/// Parses a part of the text; complaints are placed in the whole.
fn parsed<'a, T: Deserialize<'a>>(text: &str, offset: usize, part: &'a str) -> Result<T, Fault> {
    serde_json::from_str(part).map_err(|e| {
        let message = e.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        let message = format!("this is not the JSON of a network: {message}");
        if offset == 0 && part.len() == text.len() {
            Fault { place: Place::LineColumn(e.line(), e.column().max(1)), message }
        } else {
            Fault::at(offset, message)
        }
    })
}

fn offset(text: &str, part: &RawValue) -> usize {
    (part.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

fn list<'a>(text: &'a str, raw: &&'a RawValue, name: &str) -> Result<Vec<&'a RawValue>, Fault> {
    if !raw.get().starts_with('[') {
        return Err(Fault::at(offset(text, raw), format!("`{name}` must be a list")));
    }
    parsed(text, offset(text, raw), raw.get())
}

fn object(text: &str, raw: &RawValue) -> Result<Map<String, Value>, Fault> {
    parsed(text, offset(text, raw), raw.get())
}

/// An id as text: NetworkX allows numbers, and tuples come as lists.
fn id(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn read_node(draft: &mut Draft, node: &Map<String, Value>, at: usize) -> Result<(), Fault> {
    // D3 counts people who have no id.
    let number = draft.people().to_string();
    let person = draft.person(&node.get("id").map_or(number, id), at)?;
    node.iter().for_each(|(key, value)| draft.attribute(person, key, &id(value)));
    Ok(())
}

fn read_link(draft: &mut Draft, link: &Map<String, Value>, both: bool, at: usize) -> Result<(), Fault> {
    let end = |key: &str| {
        let end = link.get(key).ok_or_else(|| Fault::at(at, format!("this link has no `{key}`")))?;
        // D3 replaces ends by the whole node once it has laid out the network.
        let end = end.get("id").unwrap_or(end);
        draft.find(&id(end), at)
    };
    let (viewer, seen) = (end("source")?, end("target")?);
    let mut says = Says::default();
    for (key, value) in link.iter().filter(|(_, value)| !value.is_null()) {
        says.attribute(key, &id(value), at)?;
    }
    draft.tie(viewer, seen, both, &says, at)
}

fn write(network: &Network, _: &str) -> String {
    let directed = !network.is_symmetric();
    let mut text = format!("{{\n\"directed\": {directed},\n\"multigraph\": false,\n\"graph\": {{}},\n\"nodes\": [");
    for person in 0..network.people() {
        let named = !network.names().is_empty();
        let id = if named { json!(network.name(person)) } else { json!(person) };
        let _ = write!(text, "{}\n{{\"id\": {id}", if person == 0 { "" } else { "," });
        if let Some(block) = network.blocks().get(person) {
            let _ = write!(text, ", \"block\": {block}");
        }
        if let Some([x, y]) = network.positions().get(person) {
            let _ = write!(text, ", \"x\": {x:?}, \"y\": {y:?}");
        }
        text.push('}');
    }
    text.push_str("\n],\n\"links\": [");
    for (number, (viewer, seen, tie)) in ties_once(network).enumerate() {
        let id = |person: usize| if network.names().is_empty() { json!(person) } else { json!(network.name(person)) };
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(text, "{comma}\n{{\"source\": {}, \"target\": {}", id(viewer), id(seen));
        if network.is_weighted() {
            let _ = write!(text, ", \"weight\": {:?}", network.weight(tie));
        }
        if let Some(kind) = network.kind(tie).filter(|k| !k.is_empty()) {
            let _ = write!(text, ", \"kind\": {}", json!(kind));
        }
        text.push('}');
    }
    text.push_str("\n]\n}\n");
    text
}
