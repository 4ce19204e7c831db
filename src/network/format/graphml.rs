//! GraphML: XML with declared attributes, as NetworkX, igraph, Gephi and yEd write it.

use super::draft::{Draft, Says, ties_once};
use super::{Fault, Format, Reading};
use crate::network::{Direction, Network};
use quick_xml::XmlVersion;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::fmt::Write;

pub(super) const GRAPHML: Format = Format {
    name: "GraphML",
    extensions: &["graphml"],
    about: "XML: `<node id=\"a\"/>`, `<edge source=\"a\" target=\"b\"/>`, attributes declared by `<key>`",
    keeps_people: true,
    read,
    write,
};

fn read(text: &str, direction: Option<Direction>) -> Result<Reading, Fault> {
    let mut xml = quick_xml::Reader::from_str(text);
    let mut reader = Reader::default();
    loop {
        let at = xml.buffer_position() as usize;
        let broken = |e: quick_xml::Error| Fault::at(at, format!("the XML is damaged: {e}"));
        match xml
            .read_event()
            .map_err(|e| Fault::at(xml.error_position() as usize, format!("the XML is damaged: {e}")))?
        {
            Event::Start(tag) => reader.open(&tag, at, false)?,
            Event::Empty(tag) => reader.open(&tag, at, true)?,
            Event::End(tag) => reader.close(tag.local_name().as_ref(), at)?,
            Event::Text(part) => reader.text.push_str(&part),
            Event::CData(part) => reader.text.push_str(&part),
            Event::GeneralRef(part) => match part.resolve_char_ref().map_err(broken)? {
                Some(char) => reader.text.push(char),
                None => reader.text.push_str(quick_xml::escape::resolve_predefined_entity(&part).unwrap_or_default()),
            },
            Event::Eof => return reader.finish(direction, at),
            _ => {}
        }
    }
}

/// An attribute as `<key>` declares it.
struct Key {
    name: String,
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
    keys: HashMap<String, Key>,
    /// What is being read: the id of a key, the number of a person, the last of the edges.
    key: Option<String>,
    person: Option<u32>,
    in_edge: bool,
    /// The key of the `<data>` being read.
    data: Option<String>,
    text: String,
    edges: Vec<Edge>,
    directed: bool,
    open: Vec<String>,
    graphs: usize,
}

impl Reader {
    fn open(&mut self, tag: &BytesStart, at: usize, empty: bool) -> Result<(), Fault> {
        let name = tag.local_name().as_ref().to_owned();
        self.text.clear();
        match name.as_str() {
            "graph" => self.open_graph(tag, at)?,
            "key" => self.open_key(tag, at)?,
            "node" => self.person = Some(self.draft.person(&required(tag, "id", at)?, at)?),
            "edge" => self.open_edge(tag, at)?,
            "data" => self.data = Some(required(tag, "key", at)?),
            "hyperedge" => return Err(Fault::at(at, "hyperedges are not read: a tie has two ends")),
            // yEd's own way of placing people.
            "Geometry" => {
                for (key, person) in ["x", "y"].iter().filter_map(|key| Some((key, self.person?))) {
                    self.draft.attribute(person, key, &attribute(tag, key, at)?.unwrap_or_default());
                }
            }
            _ => {}
        }
        if empty {
            return self.close(&name, at);
        }
        self.open.push(name);
        Ok(())
    }

    fn open_graph(&mut self, tag: &BytesStart, at: usize) -> Result<(), Fault> {
        self.graphs += 1;
        if self.graphs > 1 {
            return Err(Fault::at(at, "a second `<graph>`: one network a file, without networks inside people"));
        }
        self.directed = attribute(tag, "edgedefault", at)?.as_deref() == Some("directed");
        Ok(())
    }

    fn open_key(&mut self, tag: &BytesStart, at: usize) -> Result<(), Fault> {
        let id = required(tag, "id", at)?;
        let name = attribute(tag, "attr.name", at)?.unwrap_or_else(|| id.clone());
        self.keys.insert(id.clone(), Key { name, fallback: None });
        self.key = Some(id);
        Ok(())
    }

    fn open_edge(&mut self, tag: &BytesStart, at: usize) -> Result<(), Fault> {
        let directed = attribute(tag, "directed", at)?.map_or(self.directed, |d| d == "true");
        let (source, target) = (required(tag, "source", at)?, required(tag, "target", at)?);
        self.edges.push(Edge { source, target, both: !directed, says: Says::default(), at });
        self.in_edge = true;
        Ok(())
    }

    fn close(&mut self, name: &str, at: usize) -> Result<(), Fault> {
        if self.open.last().is_some_and(|open| open == name) {
            self.open.pop();
        }
        match name {
            "default" => {
                if let Some(key) = self.key.as_ref().and_then(|key| self.keys.get_mut(key)) {
                    key.fallback = Some(self.text.trim().to_owned());
                }
            }
            "key" => self.key = None,
            "node" => self.person = None,
            "edge" => self.in_edge = false,
            "data" => self.close_data(at)?,
            "NodeLabel" => self.say("label", at)?,
            _ => {}
        }
        Ok(())
    }

    fn close_data(&mut self, at: usize) -> Result<(), Fault> {
        let Some(id) = self.data.take() else { return Ok(()) };
        let name = self.keys.get(&id).map_or(id, |key| key.name.clone());
        self.say(&name, at)
    }

    /// Takes the text just read for an attribute of the person or tie that is open.
    fn say(&mut self, name: &str, at: usize) -> Result<(), Fault> {
        let text = std::mem::take(&mut self.text);
        match (self.person, self.edges.last_mut()) {
            (Some(person), _) => self.draft.attribute(person, name, text.trim()),
            (None, Some(edge)) if self.in_edge => edge.says.attribute(name, text.trim(), at)?,
            _ => {}
        }
        Ok(())
    }

    fn finish(mut self, direction: Option<Direction>, at: usize) -> Result<Reading, Fault> {
        if let Some(open) = self.open.last() {
            return Err(Fault::at(at, format!("the file ends before `<{open}>` is closed")));
        }
        if self.graphs == 0 {
            return Err(Fault::of_file("there is no `<graph>` in this file"));
        }
        let fallback = self.keys.values().find(|k| k.name == "weight").and_then(|k| k.fallback.clone());
        for edge in std::mem::take(&mut self.edges) {
            let (viewer, seen) = (self.draft.find(&edge.source, edge.at)?, self.draft.find(&edge.target, edge.at)?);
            let mut says = edge.says;
            if let Some(weight) = fallback.as_ref().filter(|_| says.weight.is_none()) {
                says.attribute("weight", weight, edge.at)?;
            }
            self.draft.tie(viewer, seen, edge.both, &says, edge.at)?;
        }
        Ok(self.draft.finish(direction))
    }
}

fn attribute(tag: &BytesStart, name: &str, at: usize) -> Result<Option<String>, Fault> {
    let broken = |e: &dyn std::fmt::Display| Fault::at(at, format!("the XML is damaged: {e}"));
    let found = tag.try_get_attribute(name).map_err(|e| broken(&e))?;
    found
        .map(|a| a.normalized_value(XmlVersion::Implicit1_0).map(|v| v.into_owned()).map_err(|e| broken(&e)))
        .transpose()
}

fn required(tag: &BytesStart, name: &str, at: usize) -> Result<String, Fault> {
    let missing = || Fault::at(at, format!("this `<{}>` has no `{name}`", tag.local_name().as_ref()));
    attribute(tag, name, at)?.ok_or_else(missing)
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="block" for="node" attr.name="block" attr.type="int"/>
<key id="x" for="node" attr.name="x" attr.type="double"/>
<key id="y" for="node" attr.name="y" attr.type="double"/>
<key id="weight" for="edge" attr.name="weight" attr.type="double"/>
<key id="kind" for="edge" attr.name="kind" attr.type="string"/>
"#;

fn write(network: &Network, _: &str) -> String {
    let mut text = HEAD.to_owned();
    let default = if network.is_symmetric() { "undirected" } else { "directed" };
    let _ = writeln!(text, "<graph edgedefault=\"{default}\">");
    for person in 0..network.people() {
        let name = network.names().get(person).map(|name| ("label", escape(name.as_str()).into_owned()));
        let block = network.blocks().get(person).map(|block| ("block", block.to_string()));
        let place = network.positions().get(person).map(|[x, y]| [("x", format!("{x:?}")), ("y", format!("{y:?}"))]);
        let data = name.into_iter().chain(block).chain(place.into_iter().flatten());
        element(&mut text, "node", &format!("id=\"{person}\""), data);
    }
    for (viewer, seen, tie) in ties_once(network) {
        let weight = network.is_weighted().then(|| ("weight", format!("{:?}", network.weight(tie))));
        let kind = network.kind(tie).filter(|k| !k.is_empty()).map(|kind| ("kind", escape(kind).into_owned()));
        let ends = format!("source=\"{viewer}\" target=\"{seen}\"");
        element(&mut text, "edge", &ends, weight.into_iter().chain(kind));
    }
    text.push_str("</graph>\n</graphml>\n");
    text
}

fn element(text: &mut String, name: &str, attributes: &str, data: impl Iterator<Item = (&'static str, String)>) {
    let data: String = data.map(|(key, value)| format!("<data key=\"{key}\">{value}</data>")).collect();
    let _ = match data.as_str() {
        "" => writeln!(text, "<{name} {attributes}/>"),
        _ => writeln!(text, "<{name} {attributes}>{data}</{name}>"),
    };
}
