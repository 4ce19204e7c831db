//! Edge lists: one tie a line, `u v [weight] [time]`, or a table with a header. Each line with a time is a recorded
//! moment of contact; the network then holds everybody's ties and the contacts say when they were open.
//!
//! Lists of millions of numbered people are common: whole numbers are kept as numbers until the end, and only other
//! names go through a table of names.

use super::draft::{ties_once, time, weight};
use super::{Fault, Format, Reading};
use crate::network::{Contact, Direction, Dropped, Network, Tie};
use columns::{Columns, Delimiter};
use people::People;
use std::fmt::Write;

mod columns;
mod people;

pub(super) const EDGE_LIST: Format = Format {
    name: "edge list",
    extensions: &["edges", "edgelist", "txt", "csv", "tsv"],
    about: "a tie a line: `u v [weight] [time]`, split by space, comma, semicolon or tab; header and `#` comments allowed",
    keeps_people: false,
    read,
    write,
};

fn read(text: &str, direction: Option<Direction>) -> Result<Reading, Fault> {
    other_format(text)?;
    let mut list = EdgeList { direction, ..EdgeList::default() };
    let mut offset = 0;
    for line in text.split('\n') {
        list.line(line, offset)?;
        offset += line.len() + 1;
    }
    Ok(list.finish())
}

/// Files of another format under a name that says edge list.
fn other_format(text: &str) -> Result<(), Fault> {
    let start = text.trim_start().get(..9).unwrap_or(text.trim_start()).to_ascii_lowercase();
    let looks = |beginning: &str, name: &str, extension: &str| {
        let message =
            format!("this looks like {name}, not like an edge list: give the file the extension .{extension}");
        if start.starts_with(beginning) { Err(Fault::at(0, message)) } else { Ok(()) }
    };
    looks("<", "GraphML", "graphml")?;
    looks("{", "JSON", "json")?;
    looks("*vertices", "Pajek", "net")?;
    looks("graph [", "GML", "gml")
}

#[derive(Default)]
struct EdgeList {
    direction: Option<Direction>,
    columns: Option<Columns>,
    people: People,
    weights: Vec<f32>,
    times: Vec<f64>,
    kinds: Vec<u8>,
    kind_names: Vec<String>,
    /// The groups of the two people of each tie, and what the groups are called.
    groups: Vec<(u32, u32)>,
    group_names: Vec<String>,
    notes: Vec<String>,
}

impl EdgeList {
    fn line(&mut self, line: &str, offset: usize) -> Result<(), Fault> {
        let content = line.trim_ascii();
        if content.is_empty() {
            return Ok(());
        }
        if let Some(comment) = content.strip_prefix(['#', '%']) {
            self.comment(comment);
            return Ok(());
        }
        let at = offset + (line.len() - line.trim_ascii_start().len());
        if self.columns.is_none() && self.header(content, at)? {
            return Ok(());
        }
        self.tie(content, at)
    }

    /// Some collections say in a comment what the list is: SNAP, KONECT and this program's own.
    fn comment(&mut self, comment: &str) {
        let comment = comment.trim();
        if let Some(list) = comment.strip_prefix("people:") {
            self.people.announced(list.trim());
        }
        let lower = comment.to_ascii_lowercase();
        let first = lower.split_ascii_whitespace().next();
        if self.direction.is_none()
            && self.columns.is_none()
            && (lower.starts_with("directed") || first == Some("asym"))
        {
            self.direction = Some(Direction::Directed);
            self.notes.push(format!("read as one-sided ties, as its comment says: {comment}"));
        }
    }

    fn header(&mut self, line: &str, at: usize) -> Result<bool, Fault> {
        let (columns, is_header, notes) = Columns::of_first_line(line).map_err(|m| Fault::at(at, m))?;
        self.columns = Some(columns);
        self.notes.extend(notes);
        Ok(is_header)
    }

    fn tie(&mut self, line: &str, at: usize) -> Result<(), Fault> {
        let columns = self.columns.as_ref().expect("the first line has set the columns");
        // Plain lines of numbers, by far the most common in large files, need no list of fields.
        if columns.plain && self.people.plain_pair(line) {
            return Ok(());
        }
        let fields = columns.split(line, at)?;
        let column_of = |index: usize| at + place_of(line, &fields[index]);
        let field = |index: Option<usize>| index.map(|i| (fields[i].as_ref(), column_of(i)));
        if let Some((text, at)) = field(columns.weight) {
            self.weights.push(weight(weight_text(text)).map_err(|m| Fault::at(at, m))?);
        }
        if let Some((text, at)) = field(columns.time) {
            self.times.push(time(text).map_err(|m| Fault::at(at, m))?);
        }
        if let Some((text, at)) = field(columns.kind) {
            let number = number_of(&mut self.kind_names, text);
            self.kinds.push(u8::try_from(number).map_err(|_| Fault::at(at, "there are more than 256 kinds of ties"))?);
        }
        if let Some((of_viewer, of_seen)) = columns.groups {
            let mut number = |index: usize| number_of(&mut self.group_names, &fields[index]) as u32;
            self.groups.push((number(of_viewer), number(of_seen)));
            if self.group_names.len() > GROUPS_LIMIT {
                return Err(Fault::at(at, format!("there are more than {GROUPS_LIMIT} groups of people")));
            }
        }
        let (viewer, seen) = (&fields[columns.viewer], &fields[columns.seen]);
        if viewer.is_empty() || seen.is_empty() {
            return Err(Fault::at(at, "one of the two people of this tie has no name"));
        }
        self.people.pair(viewer, seen);
        Ok(())
    }

    fn finish(mut self) -> Reading {
        let (names, people, pairs) = self.people.numbered();
        self.notes.extend(doubtful_header(&names, &pairs));
        let direction = self.direction.unwrap_or(Direction::Undirected);
        let plain = self.weights.is_empty() && self.kinds.is_empty();
        let (network, mut dropped) = if plain {
            Network::from_plain(people, &pairs, direction)
        } else {
            let tie = |(i, &(viewer, seen)): (usize, &(u32, u32))| Tie {
                viewer,
                seen,
                weight: self.weights.get(i).copied().unwrap_or(1.0),
                kind: self.kinds.get(i).copied().unwrap_or(0),
            };
            let ties: Vec<Tie> = pairs.iter().enumerate().map(tie).collect();
            Network::from_ties(people, &ties, direction)
        };
        let mut network = network.with_kind_names(self.kind_names);
        if !names.is_empty() {
            network = network.with_names(names);
        }
        if !self.groups.is_empty() {
            network = network.with_blocks(blocks(people, &pairs, &self.groups));
        }
        if !self.times.is_empty() {
            dropped = Dropped { duplicates: 0, ..dropped }; // the same tie at another time is no repetition
            network = network.with_contacts(contacts(&pairs, &self.times, direction));
        }
        Reading { network, dropped, notes: self.notes }
    }
}

/// A first line of two words that no other line has may be a heading in words that we do not know.
fn doubtful_header(names: &[String], pairs: &[(u32, u32)]) -> Option<String> {
    let (&(a, b), others) = pairs.split_first()?;
    let alone = !others.is_empty() && others.iter().all(|&(u, v)| ![u, v].contains(&a) && ![u, v].contains(&b));
    let (viewer, seen) = (names.get(a as usize)?, names.get(b as usize)?);
    let words = [viewer, seen].iter().all(|name| name.parse::<f64>().is_err());
    (alone && words).then(|| {
        format!(
            "`{viewer}` and `{seen}` of the first line are read as two people, who have no other tie: if they are a \
             heading, call the columns `source` and `target`"
        )
    })
}

const GROUPS_LIMIT: usize = 4096;

/// Each person's group, as first told.
fn blocks(people: usize, pairs: &[(u32, u32)], groups: &[(u32, u32)]) -> Vec<u32> {
    let mut blocks = vec![0; people];
    for (&(viewer, seen), &(of_viewer, of_seen)) in pairs.iter().zip(groups).rev() {
        blocks[viewer as usize] = of_viewer;
        blocks[seen as usize] = of_seen;
    }
    blocks
}

fn contacts(pairs: &[(u32, u32)], times: &[f64], direction: Direction) -> Vec<Contact> {
    let mut contacts = Vec::new();
    for (&(viewer, seen), &time) in pairs.iter().zip(times).filter(|((a, b), _)| a != b) {
        contacts.push(Contact { time, viewer, seen });
        if direction == Direction::Undirected {
            contacts.push(Contact { time, viewer: seen, seen: viewer });
        }
    }
    contacts
}

/// NetworkX writes the attributes of a tie as `{'weight': 3}` unless told otherwise.
fn weight_text(text: &str) -> &str {
    let Some(attributes) = text.strip_prefix('{') else { return text };
    let value = attributes.split_once("'weight':").map_or("1", |(_, rest)| rest);
    value.split([',', '}']).next().unwrap_or(value).trim()
}

fn number_of(names: &mut Vec<String>, name: &str) -> usize {
    names.iter().position(|n| n == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    })
}

fn place_of(line: &str, field: &str) -> usize {
    let offset = (field.as_ptr() as usize).wrapping_sub(line.as_ptr() as usize);
    if offset <= line.len() { offset } else { 0 }
}

fn write(network: &Network, extension: &str) -> String {
    let delimiter = match extension {
        "csv" => Delimiter::Char(','),
        "tsv" => Delimiter::Char('\t'),
        _ if network.names().iter().any(|n| n.contains(char::is_whitespace)) => Delimiter::Char('\t'),
        _ => Delimiter::Space,
    };
    let direction = if network.is_symmetric() { "undirected" } else { "directed" };
    let mut text = format!("# {direction}: {} people\n", network.people());
    let _ = match network.names() {
        [] => writeln!(text, "# people: {}", network.people()),
        names => writeln!(text, "# people: {}", serde_json::to_string(names).unwrap_or_default()),
    };
    // Other programs take a header in a plain list for a tie: it is written where columns could not be told without.
    let header = matches!(extension, "csv" | "tsv") || !network.kind_names().is_empty();
    let rows = Rows::new(network, header);
    if header {
        text.push_str(&delimiter.line(&rows.header()));
    }
    if network.contacts().is_empty() {
        ties_once(network)
            .for_each(|(viewer, seen, tie)| text.push_str(&delimiter.line(&rows.row(viewer, seen, tie, None))));
        return text;
    }
    let mutual = network.is_symmetric();
    for contact in network.contacts().iter().filter(|c| !mutual || c.viewer < c.seen) {
        let (viewer, seen) = (contact.viewer as usize, contact.seen as usize);
        if let Ok(place) = network.seen_by(viewer).binary_search(&contact.seen) {
            let tie = network.row(viewer).start + place;
            text.push_str(&delimiter.line(&rows.row(viewer, seen, tie, Some(contact.time))));
        }
    }
    text
}

/// What each line of a written list holds.
struct Rows<'a> {
    network: &'a Network,
    weighted: bool,
    kinds: bool,
    timed: bool,
}

impl<'a> Rows<'a> {
    fn new(network: &'a Network, header: bool) -> Self {
        let timed = !network.contacts().is_empty();
        let weighted = network.is_weighted() || (timed && !header); // `u v weight time`: no time without a weight
        Self { network, weighted, kinds: !network.kind_names().is_empty(), timed }
    }

    fn header(&self) -> Vec<String> {
        let optional = [(self.weighted, "weight"), (self.timed, "time"), (self.kinds, "kind")];
        let optional = optional.iter().filter(|(there, _)| *there).map(|(_, name)| *name);
        ["source", "target"].into_iter().chain(optional).map(str::to_owned).collect()
    }

    fn row(&self, viewer: usize, seen: usize, tie: usize, time: Option<f64>) -> Vec<String> {
        let mut row = vec![self.network.name(viewer), self.network.name(seen)];
        row.extend(self.weighted.then(|| self.network.weight(tie).to_string()));
        row.extend(time.map(|t| t.to_string()));
        row.extend(self.kinds.then(|| self.network.kind(tie).unwrap_or_default().to_owned()));
        row
    }
}
