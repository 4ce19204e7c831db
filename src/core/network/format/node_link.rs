//! Node-link JSON, as NetworkX and D3 write it: `nodes` and `links` (or `edges`); also in the words of vis.js, Sigma,
//! Cytoscape and the JSON Graph Format, and NetworkX's lists of neighbours.
//!
//! The pieces are first cut out as raw text, so that a complaint about one of them can say where it is.

use super::draft::{Draft, Says};
use super::words::shown;
use super::writing::{Once, Text};
use super::{Fault, Format, Options, Place, Reading};
use crate::network::Network;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
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

fn read(text: &str, options: &Options<'_>) -> Result<Reading, Fault> {
    let fields = network(text)?;
    let mut reader = Reader { text, draft: Draft::default(), named_by_number: false, positions: false };
    let nodes = fields
        .get("nodes")
        .ok_or_else(|| Fault::of_file("`nodes` is not there: node-link JSON needs the list of people"))?;
    let directed = fields.get("directed").is_some_and(|d| is_true(&parsed_plain(d)));
    if let Some(neighbours) = fields.get("adjacency") {
        reader.nodes(nodes)?;
        reader.neighbours(neighbours, !directed)?;
        return Ok(reader.draft.finish(options.direction));
    }
    let links = match (fields.get("links"), fields.get("edges")) {
        (Some(links), Some(_)) => {
            reader.draft.notes.push("both `links` and `edges` are there; `links` were read".to_owned());
            links
        }
        (Some(links), None) | (None, Some(links)) => links,
        (None, None) => {
            return Err(Fault::of_file("neither `links` nor `edges` is there: node-link JSON needs one of them"));
        }
    };
    reader.nodes(nodes)?;
    reader.links(links, !directed)?;
    Ok(reader.draft.finish(options.direction))
}

/// The table that holds nodes and links: the file itself, `graph` in the JSON Graph Format, `elements` in Cytoscape.
fn network(text: &str) -> Result<Fields<'_>, Fault> {
    let fields = table(text, 0, text)?;
    if fields.contains_key("nodes") || fields.contains_key("links") || fields.contains_key("edges") {
        return Ok(fields);
    }
    let inner = ["graph", "elements"].iter().find_map(|key| fields.get(*key)).filter(|raw| raw.get().starts_with('{'));
    if let Some(inner) = inner {
        let mut inside = table(text, offset(text, inner), inner.get())?;
        if let Some(directed) = fields.get("directed") {
            inside.entry("directed".to_owned()).or_insert(directed);
        }
        return Ok(inside);
    }
    if fields.contains_key("children") {
        return Err(Fault::of_file(
            "this is a tree (`children` in `children`), not node-link JSON: write its ties as lines `parent,child` of a .csv",
        ));
    }
    if fields.contains_key("graphs") {
        return Err(Fault::of_file(
            "`graphs` holds several networks: one network a file; put one in a file of its own",
        ));
    }
    Ok(fields)
}

/// The entries of a table, none of which may stand there twice: one of the two would be lost.
fn table<'a>(text: &str, at: usize, part: &'a str) -> Result<Fields<'a>, Fault> {
    let Pairs(pairs) = parsed(text, at, part)?;
    told_once(text, at, &pairs)?;
    Ok(pairs.into_iter().collect())
}

fn told_once(text: &str, at: usize, pairs: &[(String, &RawValue)]) -> Result<(), Fault> {
    let mut keys = BTreeSet::new();
    match pairs.iter().find(|(key, _)| !keys.insert(key.as_str())) {
        Some((twice, value)) => {
            Err(Fault::at(offset(text, value).max(at), format!("`{}` stands there twice", shown(twice))))
        }
        None => Ok(()),
    }
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

fn parsed_plain(raw: &RawValue) -> Value {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

fn offset(text: &str, part: &RawValue) -> usize {
    (part.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// The items of a list, or of a table, each with its key.
fn items<'a>(text: &'a str, raw: &&'a RawValue, name: &str) -> Result<Vec<(Option<String>, &'a RawValue)>, Fault> {
    if raw.get().starts_with('{') {
        let table: Vec<(String, &RawValue)> = parsed(text, offset(text, raw), raw.get()).map(|Pairs(pairs)| pairs)?;
        return Ok(table.into_iter().map(|(key, item)| (Some(key), item)).collect());
    }
    if !raw.get().starts_with('[') {
        return Err(Fault::at(offset(text, raw), format!("`{name}` must be a list")));
    }
    let list: Vec<&RawValue> = parsed(text, offset(text, raw), raw.get())?;
    Ok(list.into_iter().map(|item| (None, item)).collect())
}

/// The entries of a table in the order of the file.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<'a>(std::marker::PhantomData<&'a ()>);
        impl<'de: 'a, 'a> serde::de::Visitor<'de> for Visitor<'a> {
            type Value = Pairs<'a>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a table")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'a>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Visitor(std::marker::PhantomData))
    }
}

/// The attributes of a node or link, in the order of the file; those in a table of their own (`attributes`, `data`,
/// `metadata`) as if they stood outside.
struct Item<'a> {
    fields: Vec<Field<'a>>,
    at: usize,
}

struct Field<'a> {
    key: String,
    value: Value,
    /// As it is written: a parsed number may be off by its last digit.
    raw: &'a str,
}

impl Field<'_> {
    /// The value as text.
    fn text(&self) -> String {
        if self.value.is_number() { self.raw.to_owned() } else { id(&self.value) }
    }
}

impl<'a> Item<'a> {
    fn of(text: &'a str, raw: &'a RawValue) -> Result<Self, Fault> {
        Self::with(text, raw, true)
    }

    /// Tables within tables within the item are values as they stand.
    fn with(text: &'a str, raw: &'a RawValue, outside: bool) -> Result<Self, Fault> {
        let at = offset(text, raw);
        let Pairs(pairs) = parsed(text, at, raw.get())?;
        told_once(text, at, &pairs)?;
        let mut fields = Vec::new();
        for (key, raw) in pairs {
            let inside = ["attributes", "data", "metadata", "attr"].contains(&key.as_str());
            if outside && inside && raw.get().starts_with('{') {
                fields.extend(Self::with(text, raw, false)?.fields);
            } else {
                let value = parsed::<Value>(text, offset(text, raw), raw.get())?;
                fields.push(Field { key, value, raw: raw.get() });
            }
        }
        Ok(Self { fields, at })
    }

    fn get(&self, keys: &[&str]) -> Option<&Value> {
        keys.iter().find_map(|key| self.fields.iter().find(|field| field.key == *key).map(|field| &field.value))
    }
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(is) => *is,
        Value::Number(number) => number.as_f64() == Some(1.0),
        Value::String(text) => text.eq_ignore_ascii_case("true") || text == "1",
        _ => false,
    }
}

/// An id as text: NetworkX allows numbers (1 and 1.0 are one), and tuples come as lists.
fn id(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9e15 => format!("{float:.0}"),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

/// The id of somebody: a text or a number; NetworkX writes tuples (`(0, 1)`, a place on a grid) as lists of these.
fn name_of(value: &Value, at: usize) -> Result<String, Fault> {
    let is_plain = |value: &Value| value.is_string() || value.is_number();
    let is_tuple =
        |value: &Value| value.as_array().is_some_and(|parts| !parts.is_empty() && parts.iter().all(is_plain));
    if is_plain(value) || is_tuple(value) {
        return Ok(id(value));
    }
    let message = format!("an id is a text, a number, or a list of these; found {}", shown(&value.to_string()));
    Err(Fault::at(at, message))
}

struct Reader<'a> {
    text: &'a str,
    draft: Draft,
    /// Whether the id of anybody is a number, or left out: numbers in links are ids then.
    named_by_number: bool,
    /// Whether links name people by their places in the list.
    positions: bool,
}

/// Names for the ends of a link.
const SOURCE: &[&str] = &["source", "from"];
const TARGET: &[&str] = &["target", "to"];

impl Reader<'_> {
    fn nodes(&mut self, nodes: &&RawValue) -> Result<(), Fault> {
        for (key, raw) in items(self.text, nodes, "nodes")? {
            // A list of names alone.
            if !raw.get().starts_with('{') && key.is_none() {
                let value: Value = parsed(self.text, offset(self.text, raw), raw.get())?;
                if !value.is_string() && !value.is_number() {
                    let message = format!("expected a person such as {{\"id\": \"Ana\"}}, found {}", shown(raw.get()));
                    return Err(Fault::at(offset(self.text, raw), message));
                }
                self.named_by_number |= value.is_number();
                self.draft.person(&id(&value), offset(self.text, raw))?;
                continue;
            }
            let node = Item::of(self.text, raw)?;
            let given = node.get(&["id", "key"]);
            // D3 counts people who have no id.
            let number = self.draft.people().to_string();
            self.named_by_number |= key.is_none() && given.is_none_or(Value::is_number);
            let given = given.map(|given| name_of(given, node.at)).transpose()?;
            let name = key.or(given).unwrap_or(number);
            let person = self.draft.person(&name, node.at)?;
            node.fields.iter().for_each(|field| self.person_says(person, field));
        }
        Ok(())
    }

    fn person_says(&mut self, person: u32, field: &Field<'_>) {
        match (field.key.as_str(), &field.value) {
            ("id" | "key", _) | (_, Value::Null) => {}
            ("position", Value::Object(place)) => {
                place.iter().for_each(|(key, value)| self.draft.attribute(person, key, &id(value)));
            }
            (key, Value::Object(_) | Value::Array(_)) => self.draft.say(person, key, field.raw),
            (key, _) => self.draft.attribute(person, key, &field.text()),
        }
    }

    fn links(&mut self, links: &&RawValue, both: bool) -> Result<(), Fault> {
        let items = items(self.text, links, "links")?;
        let links = items.iter().map(|(_, raw)| Item::of(self.text, raw)).collect::<Result<Vec<_>, _>>()?;
        self.positions = self.are_positions(&links);
        if self.positions {
            self.draft.notes.push("links name people by their place in the list, from 0".to_owned());
        }
        links.iter().try_for_each(|link| self.link(link, both))
    }

    /// Whether all ends are whole numbers that are places in the list of people, who have names of their own, and not all
    /// of them names.
    fn are_positions(&self, links: &[Item<'_>]) -> bool {
        let place = |value: &Value| value.as_u64().is_some_and(|place| place < self.draft.people() as u64);
        let ends = || links.iter().flat_map(|link| [link.get(SOURCE), link.get(TARGET)]);
        let all = !links.is_empty() && ends().all(|end| end.is_some_and(place));
        all && !self.named_by_number && !ends().flatten().all(|end| self.draft.known(&id(end)).is_some())
    }

    fn link(&mut self, link: &Item<'_>, both: bool) -> Result<(), Fault> {
        let (viewer, seen) = (self.end(link, SOURCE)?, self.end(link, TARGET)?);
        let mut says = Says::default();
        let mut both = both;
        for field in link.fields.iter().filter(|field| !field.value.is_null()) {
            match field.key.as_str() {
                "source" | "target" | "from" | "to" | "id" | "key" | "index" => {}
                "directed" => both = !is_true(&field.value),
                key if field.value.is_object() || field.value.is_array() => self.draft.left_out(key),
                key => self.draft.tie_attribute(&mut says, key, &field.text(), link.at)?,
            }
        }
        self.draft.tie(viewer, seen, both, &says, link.at)
    }

    fn end(&self, link: &Item<'_>, keys: &[&str]) -> Result<u32, Fault> {
        let end = link.get(keys).ok_or_else(|| Fault::at(link.at, format!("this link has no `{}`", keys[0])))?;
        // D3 replaces ends by the whole node once it has laid out the network.
        let end = end.get("id").or_else(|| end.get("index")).unwrap_or(end);
        match end.as_u64().filter(|_| self.positions) {
            Some(place) => Ok(place as u32),
            None => self.draft.find(&name_of(end, link.at)?, link.at),
        }
    }

    /// NetworkX's `adjacency`: for each person the list of neighbours, each tie of a mutual network from both sides.
    fn neighbours(&mut self, lists: &&RawValue, both: bool) -> Result<(), Fault> {
        for (viewer, (_, list)) in items(self.text, lists, "adjacency")?.into_iter().enumerate() {
            if viewer >= self.draft.people() {
                return Err(Fault::at(offset(self.text, list), "`adjacency` has more lists than there are people"));
            }
            for (_, raw) in items(self.text, &list, "adjacency")? {
                let item = Item::of(self.text, raw)?;
                let neighbour = item.get(&["id"]).ok_or_else(|| Fault::at(item.at, "this neighbour has no `id`"))?;
                let seen = self.draft.find(&name_of(neighbour, item.at)?, item.at)?;
                if both && (seen as usize) < viewer {
                    continue;
                }
                let mut says = Says::default();
                for field in item.fields.iter().filter(|field| !field.value.is_null() && field.key != "id") {
                    self.draft.tie_attribute(&mut says, &field.key, &field.text(), item.at)?;
                }
                self.draft.tie(viewer as u32, seen, both, &says, item.at)?;
            }
        }
        Ok(())
    }
}

fn write(network: &Network, _: &str, text: &mut Text<'_>) -> Result<(), Fault> {
    let once = Once::new(network);
    let directed = !once.mutual;
    write!(text, "{{\n\"directed\": {directed},\n\"multigraph\": false,\n\"graph\": {{}},\n\"nodes\": [")?;
    for person in 0..network.people() {
        let named = !network.names().is_empty();
        let id = if named { json!(network.name(person)) } else { json!(person) };
        write!(text, "{}\n{{\"id\": {id}", if person == 0 { "" } else { "," })?;
        if let Some(block) = network.blocks().get(person) {
            write!(text, ", \"block\": {block}")?;
        }
        if let Some([x, y]) = network.positions().get(person) {
            write!(text, ", \"x\": {x:?}, \"y\": {y:?}")?;
        }
        text.push('}')?;
    }
    text.push_str("\n],\n\"links\": [")?;
    for (number, row) in once.rows().enumerate() {
        let id = |person: usize| if network.names().is_empty() { json!(person) } else { json!(network.name(person)) };
        let comma = if number == 0 { "" } else { "," };
        write!(text, "{comma}\n{{\"source\": {}, \"target\": {}", id(row.viewer), id(row.seen))?;
        if network.is_weighted() {
            write!(text, ", \"weight\": {:?}", network.weight(row.tie))?;
        }
        if let Some(kind) = network.kind(row.tie).filter(|k| !k.is_empty()) {
            write!(text, ", \"kind\": {}", json!(kind))?;
        }
        if let Some(time) = row.time {
            write!(text, ", \"time\": {time:?}")?;
        }
        if let Some(end) = row.end {
            write!(text, ", \"end\": {end:?}")?;
        }
        text.push('}')?;
    }
    text.push_str("\n]\n}\n")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_floats_are_the_numbers_they_are() {
        let ids: Vec<String> = [json!(1.0), json!(1), json!("1.0"), json!(1.5)].iter().map(id).collect();
        assert_eq!(ids, ["1", "1", "1.0", "1.5"]);
    }
}
