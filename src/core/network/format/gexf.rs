//! GEXF 1.1 to 1.3, as Gephi writes it: people and ties with declared attributes, places, times.
//!
//! The crates that exist only write it; it is read by the elements, as GraphML is.

use super::draft::{Draft, Meaning, Says};
use super::text::{number, weight};
use super::writing::{Once, Text, all_named};
use super::xml::{self, Elements, Tag, escaped};
use super::{Fault, Format, Options, Reading};
use crate::network::{Direction, Network};
use std::fmt::Write;

pub(super) const GEXF: Format = Format {
    name: "GEXF",
    extensions: &["gexf"],
    about: "XML of Gephi: `<node id=\"0\" label=\"Ana\"/>`, `<edge source=\"0\" target=\"1\" weight=\"2\"/>`",
    keeps_people: true,
    read,
    write,
};

fn read(text: &str, options: &Options<'_>) -> Result<Reading, Fault> {
    let mut reader = Reader::default();
    xml::read(text, &mut reader)?;
    reader.finish(options.direction)
}

/// An attribute as `<attribute>` declares it, for people or for ties.
struct Key {
    id: String,
    name: String,
    of_nodes: bool,
    fallback: Option<String>,
}

struct Edge {
    source: String,
    target: String,
    both: bool,
    says: Says,
    at: usize,
}

#[derive(Default)]
struct Reader {
    draft: Draft,
    keys: Vec<Key>,
    /// Whether the attributes being declared are those of people.
    of_nodes: bool,
    in_key: bool,
    people: Vec<u32>,
    has: Vec<Vec<usize>>,
    in_edge: bool,
    edges: Vec<Edge>,
    /// Whether ties go one way unless they say otherwise.
    directed: bool,
    graphs: usize,
    /// Ends of times that have no beginning.
    ends: usize,
}

impl Elements for Reader {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        match tag.name.as_str() {
            "graph" => {
                self.graphs += 1;
                if self.graphs > 1 {
                    return Err(Fault::at(
                        tag.at,
                        "a second `<graph>`: one network a file; put them in files of their own",
                    ));
                }
                self.directed = tag.attribute("defaultedgetype")?.as_deref() == Some("directed");
            }
            "attributes" => self.of_nodes = tag.attribute("class")?.as_deref() == Some("node"),
            "attribute" => {
                let id = tag.required("id")?;
                let name = tag.attribute("title")?.unwrap_or_else(|| id.clone());
                self.keys.push(Key { id, name, of_nodes: self.of_nodes, fallback: None });
                self.in_key = true;
            }
            "node" => self.open_node(tag)?,
            "edge" => self.open_edge(tag)?,
            "attvalue" => self.value(tag)?,
            "position" => {
                for (key, person) in ["x", "y"].iter().filter_map(|key| Some((key, *self.people.last()?))) {
                    self.draft.attribute(person, key, &tag.attribute(key)?.unwrap_or_default());
                }
            }
            "spell" | "slice" if self.in_edge => self.times(tag)?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str, text: String, _: usize) -> Result<(), Fault> {
        match name {
            "default" if self.in_key => {
                if let Some(key) = self.keys.last_mut() {
                    key.fallback = Some(text);
                }
            }
            "attribute" => self.in_key = false,
            "node" => drop(self.people.pop()),
            "edge" => self.in_edge = false,
            _ => {}
        }
        Ok(())
    }
}

impl Reader {
    fn open_node(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let person = self.draft.person(&tag.required("id")?, tag.at)?;
        if let Some(label) = tag.attribute("label")? {
            self.draft.label(person, &label);
        }
        self.people.push(person);
        self.has.push(Vec::new());
        Ok(())
    }

    fn open_edge(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let (source, target) = (tag.required("source")?, tag.required("target")?);
        let both = tag.attribute("type")?.map_or(!self.directed, |kind| kind != "directed");
        let mut says = Says::default();
        if let Some(text) = tag.attribute("weight")? {
            says.weight = Some(weight(&text).map_err(|message| Fault::at(tag.at, message))?);
        }
        says.kind = tag.attribute("kind")?.filter(|kind| !kind.is_empty());
        self.edges.push(Edge { source, target, both, says, at: tag.at });
        self.in_edge = true;
        self.times(tag)
    }

    /// When a tie is there: a moment, or from a start to an end.
    fn times(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let first = |names: &[&str]| -> Result<Option<String>, Fault> {
            let told = names.iter().map(|name| tag.attribute(name)).collect::<Result<Vec<_>, _>>()?;
            // Gephi writes what has no beginning or no end so.
            let endless = |text: &String| number(text).is_some_and(|n| !n.is_finite()) || text.contains("Infinity");
            Ok(told.into_iter().flatten().find(|text| !text.is_empty() && !endless(text)))
        };
        let (start, end) = (first(&["timestamp", "start", "startopen"])?, first(&["end", "endopen"])?);
        match (start, self.edges.last_mut()) {
            (Some(start), Some(edge)) => edge.says.times.push((start, end)),
            (None, _) => self.ends += usize::from(end.is_some()),
            _ => {}
        }
        Ok(())
    }

    fn value(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let id = match tag.attribute("for")? {
            Some(id) => id,
            None => tag.attribute("id")?.unwrap_or_default(), // GEXF 1.1
        };
        let value = tag.attribute("value")?.unwrap_or_default();
        let nodes = !self.in_edge;
        let key = self.keys.iter().position(|key| key.id == id && key.of_nodes == nodes);
        let name = key.map_or(id.as_str(), |key| &self.keys[key].name);
        if let Some(edge) = self.edges.last_mut().filter(|_| self.in_edge) {
            // A weight in the tag comes before an attribute of that name.
            if edge.says.lacks(name) || Meaning::of(name) == Meaning::Time || Meaning::of(name) == Meaning::Nothing {
                self.draft.tie_attribute(&mut edge.says, name, &value, tag.at)?;
            }
        } else if let Some(&person) = self.people.last() {
            self.has[person as usize].extend(key);
            self.draft.attribute(person, name, &value);
        }
        Ok(())
    }

    fn finish(mut self, direction: Option<Direction>) -> Result<Reading, Fault> {
        if self.graphs == 0 {
            return Err(Fault::of_file("there is no `<graph>` in this file"));
        }
        for (number, key) in self.keys.iter().enumerate().filter(|(_, key)| key.of_nodes) {
            let Some(value) = &key.fallback else { continue };
            let without = self.has.iter().enumerate().filter(|(_, has)| !has.contains(&number));
            without.for_each(|(person, _)| self.draft.attribute(person as u32, &key.name, value));
        }
        let defaults = self.keys.iter().filter(|key| !key.of_nodes);
        let defaults: Vec<(&str, &str)> = defaults.filter_map(|k| Some((&*k.name, k.fallback.as_deref()?))).collect();
        for edge in &mut self.edges {
            let (viewer, seen) = (self.draft.find(&edge.source, edge.at)?, self.draft.find(&edge.target, edge.at)?);
            for (name, value) in &defaults {
                if edge.says.lacks(name) {
                    edge.says.attribute(name, value, edge.at)?;
                }
            }
            self.draft.tie(viewer, seen, edge.both, &edge.says, edge.at)?;
        }
        if self.ends > 0 {
            let count = self.ends;
            self.draft.notes.push(format!("{count} times of ties that end without having begun are left out"));
        }
        Ok(self.draft.finish(direction))
    }
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
"#;

fn write(network: &Network, _: &str, text: &mut Text<'_>) -> Result<(), Fault> {
    all_named(network)?;
    let once = Once::new(network);
    let mode = if network.contacts().is_empty() { "static" } else { "dynamic" };
    let way = if once.mutual { "undirected" } else { "directed" };
    let times = if network.contact_ends().is_empty() { "timestamp" } else { "interval" };
    text.push_str(HEAD)?;
    writeln!(
        text,
        "<graph mode=\"{mode}\" defaultedgetype=\"{way}\" timerepresentation=\"{times}\" timeformat=\"double\">"
    )?;
    text.push_str(
        "<attributes class=\"node\"><attribute id=\"block\" title=\"block\" type=\"integer\"/></attributes>\n",
    )?;
    text.push_str(
        "<attributes class=\"edge\"><attribute id=\"kind\" title=\"kind\" type=\"string\"/></attributes>\n<nodes>\n",
    )?;
    for person in 0..network.people() {
        let name = network.name(person);
        write!(text, "<node id=\"{person}\" label=\"{}\">", escaped(&name)?)?;
        if let Some(block) = network.blocks().get(person) {
            write!(text, "<attvalues><attvalue for=\"block\" value=\"{block}\"/></attvalues>")?;
        }
        if let Some([x, y]) = network.positions().get(person) {
            write!(text, "<viz:position x=\"{x:?}\" y=\"{y:?}\"/>")?;
        }
        text.push_str("</node>\n")?;
    }
    text.push_str("</nodes>\n<edges>\n")?;
    for (id, row) in once.rows().enumerate() {
        write!(text, "<edge id=\"{id}\" source=\"{}\" target=\"{}\"", row.viewer, row.seen)?;
        if network.is_weighted() {
            write!(text, " weight=\"{:?}\"", network.weight(row.tie))?;
        }
        match (row.time, row.end) {
            (Some(time), Some(end)) => write!(text, " start=\"{time:?}\" end=\"{end:?}\"")?,
            (Some(time), None) => write!(text, " timestamp=\"{time:?}\"")?,
            (None, _) => {}
        }
        match network.kind(row.tie).filter(|k| !k.is_empty()) {
            Some(kind) => {
                let kind = escaped(kind)?;
                writeln!(text, "><attvalues><attvalue for=\"kind\" value=\"{kind}\"/></attvalues></edge>")?;
            }
            None => text.push_str("/>\n")?,
        }
    }
    text.push_str("</edges>\n</graph>\n</gexf>\n")?;
    Ok(())
}
