//! GraphML: XML with declared attributes, as NetworkX, igraph, Gephi and yEd write it.

use super::draft::{Draft, Says};
use super::writing::{Once, Text, all_named};
use super::xml::{self, Elements, Tag, escaped};
use super::{Fault, Format, Options, Reading};
use crate::network::{Direction, Network};
use indexmap::IndexMap;
use std::fmt::{self, Write};

pub(super) const GRAPHML: Format = Format {
    name: "GraphML",
    extensions: &["graphml"],
    about: "XML: `<node id=\"a\"/>`, `<edge source=\"a\" target=\"b\"/>`, attributes declared by `<key>`",
    keeps_people: true,
    read,
    write,
};

fn read(text: &str, options: &Options<'_>) -> Result<Reading, Fault> {
    let mut reader = Reader::default();
    xml::read(text, &mut reader)?;
    reader.finish(options.direction)
}

/// An attribute as `<key>` declares it.
struct Key {
    id: String,
    name: String,
    of_nodes: bool,
    of_edges: bool,
    fallback: Option<String>,
}

/// An edge whose ends may not have been read yet.
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
    /// As declared; two may have one name, for people and for ties.
    keys: Vec<Key>,
    in_key: bool,
    /// The people whose elements are open: in a group of yEd there are others.
    people: Vec<u32>,
    /// Which declared attributes each person has a value of.
    has: Vec<Vec<usize>>,
    in_edge: bool,
    /// The key of the `<data>` being read.
    data: Option<String>,
    edges: Vec<Edge>,
    /// Whether ties of the graphs that are open go one way.
    directed: Vec<bool>,
    graphs: usize,
    groups: usize,
    /// Lines without a direction by their arrowheads, and lines that go the other way.
    plain: usize,
    turned: usize,
}

impl Elements for Reader {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        match tag.name.as_str() {
            "graph" => self.open_graph(tag)?,
            "key" => self.open_key(tag)?,
            "node" => {
                self.people.push(self.draft.person(&tag.required("id")?, tag.at)?);
                self.has.push(Vec::new());
            }
            "edge" => self.open_edge(tag)?,
            "data" => self.data = Some(tag.required("key")?),
            "hyperedge" => return Err(Fault::at(tag.at, "hyperedges are not read: a tie has two ends")),
            "Arrows" if self.in_edge => self.arrows(tag)?,
            // yEd's own way of placing people.
            "Geometry" => {
                for (key, person) in ["x", "y"].iter().filter_map(|key| Some((key, *self.people.last()?))) {
                    self.draft.attribute(person, key, &tag.attribute(key)?.unwrap_or_default());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str, text: String, at: usize) -> Result<(), Fault> {
        match name {
            "graph" => drop(self.directed.pop()),
            "default" if self.in_key => {
                if let Some(key) = self.keys.last_mut() {
                    key.fallback = Some(text);
                }
            }
            "key" => self.in_key = false,
            "node" => drop(self.people.pop()),
            "edge" => self.in_edge = false,
            "data" => self.close_data(&text, at)?,
            // yEd's name of a person; inner elements say where it stands.
            "NodeLabel" => {
                if let Some(&person) = self.people.last().filter(|_| !self.in_edge) {
                    self.draft.label(person, &text);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl Reader {
    fn open_graph(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        if self.directed.is_empty() {
            self.graphs += 1;
        } else {
            self.groups += 1;
        }
        if self.graphs > 1 {
            return Err(Fault::at(tag.at, "a second `<graph>`: one network a file; put them in files of their own"));
        }
        let default = tag.attribute("edgedefault")?;
        let outer = self.directed.last().copied().unwrap_or(false);
        self.directed.push(default.map_or(outer, |default| default == "directed"));
        Ok(())
    }

    fn open_key(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let id = tag.required("id")?;
        let name = tag.attribute("attr.name")?.unwrap_or_else(|| id.clone());
        let of = tag.attribute("for")?.unwrap_or_else(|| "all".to_owned());
        let (of_nodes, of_edges) = (["node", "all"].contains(&&*of), ["edge", "all"].contains(&&*of));
        self.keys.push(Key { id, name, of_nodes, of_edges, fallback: None });
        self.in_key = true;
        Ok(())
    }

    fn open_edge(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let default = self.directed.last().copied().unwrap_or(false);
        let directed = tag.attribute("directed")?.map_or(default, |d| d == "true" || d == "1");
        let (source, target) = (tag.required("source")?, tag.required("target")?);
        self.edges.push(Edge { source, target, both: !directed, says: Says::default(), at: tag.at });
        self.in_edge = true;
        Ok(())
    }

    /// yEd draws every line with a direction, and shows by arrowheads which ones have one.
    fn arrows(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let has = |end: &str| Ok::<_, Fault>(tag.attribute(end)?.is_some_and(|arrow| arrow != "none"));
        let (source, target) = (has("source")?, has("target")?);
        let Some(edge) = self.edges.last_mut() else { return Ok(()) };
        match (source, target) {
            (true, false) => {
                std::mem::swap(&mut edge.source, &mut edge.target);
                self.turned += 1;
            }
            (false, true) => {}
            _ => {
                self.plain += usize::from(!edge.both);
                edge.both = true;
            }
        }
        Ok(())
    }

    /// Says what arrowheads made of lines.
    fn tell_of_arrows(&mut self) {
        let lines = |n: usize| if n == 1 { "1 line".to_owned() } else { format!("{n} lines") };
        if self.plain > 0 {
            self.draft.notes.push(format!(
                "{} with no arrowhead, or with one at each end, read as ties both ways",
                lines(self.plain)
            ));
        }
        if self.turned > 0 {
            self.draft.notes.push(format!(
                "{} with an arrowhead at the start only, read the way the arrow points",
                lines(self.turned)
            ));
        }
    }

    /// Takes the text of a `<data>` for an attribute of the person or tie that is open.
    fn close_data(&mut self, text: &str, at: usize) -> Result<(), Fault> {
        let Some(id) = self.data.take() else { return Ok(()) };
        if self.in_edge {
            let key = self.keys.iter().position(|key| key.id == id && key.of_edges);
            let name = key.or_else(|| self.key(&id)).map_or(id.as_str(), |key| &self.keys[key].name);
            if let Some(edge) = self.edges.last_mut() {
                self.draft.tie_attribute(&mut edge.says, name, text, at)?;
            }
        } else if let Some(&person) = self.people.last() {
            let key = self.keys.iter().position(|key| key.id == id && key.of_nodes).or_else(|| self.key(&id));
            self.has[person as usize].extend(key);
            let name = key.map_or(id.as_str(), |key| &self.keys[key].name);
            self.draft.attribute(person, name, text);
        }
        Ok(())
    }

    fn key(&self, id: &str) -> Option<usize> {
        self.keys.iter().position(|key| key.id == id)
    }

    fn finish(mut self, direction: Option<Direction>) -> Result<Reading, Fault> {
        if self.graphs == 0 {
            return Err(Fault::of_file("there is no `<graph>` in this file"));
        }
        if self.groups > 0 {
            let note =
                "graphs inside people are read as part of the network: groups and their members are people alike";
            self.draft.notes.push(note.to_owned());
        }
        self.tell_of_arrows();
        self.defaults_of_people();
        let defaults: Vec<(&str, &str)> =
            self.keys.iter().filter(|k| k.of_edges).filter_map(|k| Some((&*k.name, k.fallback.as_deref()?))).collect();
        for edge in &mut self.edges {
            let (viewer, seen) = (self.draft.find(&edge.source, edge.at)?, self.draft.find(&edge.target, edge.at)?);
            for (name, value) in &defaults {
                if edge.says.lacks(name) {
                    edge.says.attribute(name, value, edge.at)?;
                }
            }
            self.draft.tie(viewer, seen, edge.both, &edge.says, edge.at)?;
        }
        Ok(self.draft.finish(direction))
    }

    fn defaults_of_people(&mut self) {
        for (number, key) in self.keys.iter().enumerate().filter(|(_, key)| key.of_nodes) {
            let Some(value) = &key.fallback else { continue };
            for (person, has) in self.has.iter().enumerate() {
                // A name that everybody has by default tells nobody apart.
                if !has.contains(&number) && !["label", "name"].contains(&key.name.to_lowercase().as_str()) {
                    self.draft.attribute(person as u32, &key.name, value);
                }
            }
        }
    }
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="block" for="node" attr.name="block" attr.type="int"/>
<key id="x" for="node" attr.name="x" attr.type="double"/>
<key id="y" for="node" attr.name="y" attr.type="double"/>
<key id="weight" for="edge" attr.name="weight" attr.type="double"/>
<key id="kind" for="edge" attr.name="kind" attr.type="string"/>
<key id="time" for="edge" attr.name="time" attr.type="double"/>
<key id="end" for="edge" attr.name="end" attr.type="double"/>
"#;

fn write(network: &Network, _: &str, text: &mut Text<'_>) -> Result<(), Fault> {
    all_named(network)?;
    let once = Once::new(network);
    text.push_str(HEAD)?;
    let default = if once.mutual { "undirected" } else { "directed" };
    writeln!(text, "<graph edgedefault=\"{default}\">")?;
    for person in 0..network.people() {
        let name = network.names().get(person).map(|name| escaped(name)).transpose()?;
        let block = network.blocks().get(person).map(|block| ("block", block.to_string()));
        let place = network.positions().get(person).map(|[x, y]| [("x", format!("{x:?}")), ("y", format!("{y:?}"))]);
        let name = name.map(|name| ("label", name.into_owned()));
        let data = name.into_iter().chain(block).chain(place.into_iter().flatten());
        element(text, "node", &format!("id=\"{person}\""), data)?;
    }
    let mut kinds = IndexMap::new();
    for kind in network.kind_names() {
        kinds.insert(kind.as_str(), escaped(kind)?);
    }
    for row in once.rows() {
        let weight = network.is_weighted().then(|| ("weight", format!("{:?}", network.weight(row.tie))));
        let kind = network.kind(row.tie).and_then(|kind| kinds.get(kind)).filter(|kind| !kind.is_empty());
        let kind = kind.map(|kind| ("kind", kind.clone().into_owned()));
        let time = row.time.map(|time| ("time", format!("{time:?}")));
        let end = row.end.map(|end| ("end", format!("{end:?}")));
        let ends = format!("source=\"{}\" target=\"{}\"", row.viewer, row.seen);
        element(text, "edge", &ends, weight.into_iter().chain(kind).chain(time).chain(end))?;
    }
    text.push_str("</graph>\n</graphml>\n")?;
    Ok(())
}

fn element(
    text: &mut Text<'_>,
    name: &str,
    attributes: &str,
    data: impl Iterator<Item = (&'static str, String)>,
) -> fmt::Result {
    let data: String = data.map(|(key, value)| format!("<data key=\"{key}\">{value}</data>")).collect();
    match data.as_str() {
        "" => writeln!(text, "<{name} {attributes}/>"),
        _ => writeln!(text, "<{name} {attributes}>{data}</{name}>"),
    }
}
