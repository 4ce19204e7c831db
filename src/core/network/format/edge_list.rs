//! Edge lists: one tie a line, `u v [weight] [time]`, or a table with a header. Each line with a time is a recorded
//! moment of contact; the network then holds everybody's ties and the contacts say when they were open.
//!
//! Lists of millions of numbered people are common: whole numbers are kept as numbers until the end, and only other
//! names go through a table of names.

use super::draft::together;
use super::moments::Moments;
use super::text::{number, weight};
use super::words::shown;
use super::writing::{Once, Text};
use super::{Fault, Flow, Format, Options, Reading, writing};
use crate::network::{Contact, Direction, Dropped, Network, Tie};
use columns::{Columns, Row, learn, way};
use comments::Comments;
use fields::{Delimiter, Records};
use indexmap::IndexSet;
use people::People;
use std::borrow::Cow;
use std::fmt::Write;

mod columns;
mod comments;
mod fields;
mod intervals;
mod matrix;
mod people;
mod unread;
mod wide;

pub(super) const EDGE_LIST: Format = Format {
    name: "edge list",
    extensions: &["edges", "edgelist", "txt", "csv", "tsv"],
    about: "a tie a line: `u v [weight] [time]`, split by space, comma, semicolon or tab; header and `#` comments allowed; a name alone is a person without ties",
    keeps_people: false,
    read,
    write,
};

fn read(text: &str, options: &Options<'_>) -> Result<Reading, Fault> {
    other_format(text)?;
    if let Some(reading) = wide::read(text, options.direction).or_else(|| matrix::read(text, options.direction)) {
        return reading;
    }
    let start = Start::of(text, options)?;
    let mut list = EdgeList::new(start, options);
    for record in Records::new(text, list.from, list.columns.delimiter) {
        let (offset, record) = record?;
        list.record(record, offset)?;
    }
    list.finish()
}

/// Files of another format under a name that says edge list.
fn other_format(text: &str) -> Result<(), Fault> {
    let start = text.trim_start().get(..9).unwrap_or(text.trim_start()).to_ascii_lowercase();
    let looks = |beginning: &str, name: &str, extension: &str| {
        let message =
            format!("this looks like {name}, not like an edge list: give the file the extension .{extension}");
        if start.starts_with(beginning) { Err(Fault::at(0, message)) } else { Ok(()) }
    };
    let gexf = text.get(..2000.min(text.len())).is_some_and(|head| head.contains("<gexf"));
    if gexf {
        looks("<", "GEXF", "gexf")?
    } else {
        looks("<", "GraphML", "graphml")?
    }
    looks("{", "JSON", "json")?;
    looks("*vertices", "Pajek", "net")?;
    looks("graph [", "GML", "gml")?;
    unread::refuse(text)
}

/// So many rows are looked at before the first is taken for a tie.
const SAMPLE: usize = 1000;

/// What the comments and the first rows say of a list.
struct Start {
    /// Where the records begin: behind Excel's `sep=;`.
    from: usize,
    comments: Comments,
    columns: Columns,
    heading: bool,
    notes: Vec<String>,
}

impl Start {
    fn of(text: &str, options: &Options<'_>) -> Result<Self, Fault> {
        let (from, told) = separator(text);
        let lines = || text[from..].split('\n').filter(|line| !line.trim_ascii().is_empty());
        let rows = lines().filter(|line| !line.trim_ascii_start().starts_with(['#', '%'])).take(50);
        let mut first: Vec<&str> = rows.map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
        if first.is_empty() {
            first = lines().take(50).collect(); // nothing but lines that begin with #
        }
        let delimiter = told.unwrap_or_else(|| Delimiter::of(&first));
        let attributes = delimiter == Delimiter::Space
            && first.first().is_some_and(|line| {
                line.contains('{')
                    && Delimiter::split_before_braces(line)
                        .is_some_and(|f| f.last().is_some_and(|f| f.starts_with('{')))
            });
        let mut comments = Comments::new(text, delimiter, options);
        let mut rows = Vec::new();
        for record in Records::new(text, from, delimiter) {
            let (offset, record) = record?;
            let at = offset + (record.len() - record.trim_ascii_start().len());
            let line = content(record, delimiter);
            if line.trim_ascii().is_empty() {
                continue;
            }
            if comments.is_comment(line) && !comments.is_row(line, None) {
                if rows.is_empty() {
                    comments.above(line, at)?;
                }
                continue;
            }
            let fields = if attributes { Delimiter::split_before_braces(line) } else { delimiter.split(line) };
            let fields = fields.unwrap_or_default();
            if fields.is_empty() {
                // Says what is wrong where the row is read.
                rows.push(Row { at, line, fields: vec![Cow::Borrowed(line); 2] });
            } else if fields.iter().any(|field| !field.is_empty()) {
                rows.push(Row { at, line, fields });
            }
            if rows.len() == SAMPLE {
                break;
            }
        }
        if rows.is_empty() {
            // Nobody, or people without ties in a comment.
            let columns = Columns::pair(delimiter, 2, false);
            return Ok(Self { from, comments, columns, heading: false, notes: Vec::new() });
        }
        let learnt = learn(delimiter, attributes, &rows, &comments.leading())?;
        let mut columns = learnt.columns.with_ways(&rows, learnt.heading);
        columns.plain &= !comments.two_mode();
        Ok(Self { from, comments, columns, heading: learnt.heading, notes: learnt.notes })
    }
}

/// Excel's own first line, `sep=;`.
fn separator(text: &str) -> (usize, Option<Delimiter>) {
    let end = text.find('\n').unwrap_or(text.len());
    let line = text[..end].trim_ascii().trim_matches('"').to_ascii_lowercase();
    let between = line.strip_prefix("sep=").and_then(|rest| rest.chars().next());
    between.map_or((0, None), |between| ((end + 1).min(text.len()), Some(Delimiter::Char(between))))
}

/// A record without its line end, and without blanks at its ends where those say nothing.
#[inline]
fn content(record: &str, delimiter: Delimiter) -> &str {
    match delimiter {
        Delimiter::Space => record.trim_ascii(),
        Delimiter::Char(_) => record.strip_suffix('\r').unwrap_or(record),
    }
}

struct EdgeList {
    from: usize,
    columns: Columns,
    /// Whether the next row is the heading.
    heading: bool,
    /// Whether there is none, so that the first row may be one in words that nobody knows.
    no_heading: bool,
    comments: Comments,
    direction: Direction,
    people: People,
    weights: Vec<f32>,
    /// Not a number where a tie has no time.
    times: Vec<f64>,
    /// When each contact is over, where the list says so; parallel to `times`.
    ends: Vec<f64>,
    moments: Moments,
    /// Whether each tie goes one way, where the list says so of each.
    ways: Vec<bool>,
    kinds: Vec<u8>,
    kind_names: IndexSet<String>,
    /// The groups of the two people of each tie, and what the groups are called.
    groups: Vec<(u32, u32)>,
    group_names: IndexSet<String>,
    counted: Counted,
    notes: Vec<String>,
}

/// Rows that were read in a way worth mentioning.
#[derive(Default)]
struct Counted {
    alone: usize,
    without_weight: usize,
    without_time: usize,
    decimal_comma: Option<String>,
}

impl EdgeList {
    fn new(start: Start, options: &Options<'_>) -> Self {
        let Start { from, mut comments, columns, heading, mut notes } = start;
        notes.extend(comments.notes());
        let one_way = (options.flow == Flow::SourceToTarget).then_some(Direction::Directed);
        let direction = options.direction.or(comments.direction()).or(one_way).unwrap_or(Direction::Undirected);
        let mut people = People::default();
        comments.announce(&mut people);
        let two_mode = comments.two_mode();
        let mut list = Self {
            from,
            columns,
            heading,
            no_heading: !heading,
            comments,
            direction,
            people,
            weights: Vec::new(),
            times: Vec::new(),
            ends: Vec::new(),
            moments: Moments::default(),
            ways: Vec::new(),
            kinds: Vec::new(),
            kind_names: IndexSet::new(),
            groups: Vec::new(),
            group_names: IndexSet::new(),
            counted: Counted::default(),
            notes,
        };
        if options.direction.is_some() {
            list.columns.way = None; // asked for, and so not the list's to say
        }
        if two_mode {
            list.group_names.extend(["left", "right"].map(str::to_owned));
        }
        list
    }

    #[inline]
    fn record(&mut self, record: &str, offset: usize) -> Result<(), Fault> {
        let line = content(record, self.columns.delimiter);
        // Plain lines of numbers, by far the most common in large files, need no list of fields.
        if self.columns.plain && !self.heading && self.people.plain_pair(line) {
            return Ok(());
        }
        self.line(record, line, offset)
    }

    fn line(&mut self, record: &str, line: &str, offset: usize) -> Result<(), Fault> {
        if line.trim_ascii().is_empty() {
            return Ok(());
        }
        let at = offset + (record.len() - record.trim_ascii_start().len());
        if self.comments.is_comment(line) && !self.comments.is_row(line, Some(self.columns.count)) {
            self.comments.skipped(line, self.columns.count);
            return Ok(());
        }
        self.comments.below();
        // A heading may be shorter than the rows; a name alone may stand above it.
        if self.heading && self.columns.delimiter.split(line).is_some_and(|fields| fields.len() > 1) {
            self.heading = false;
            return Ok(());
        }
        let fields = self.columns.split(line, at)?;
        self.row(line, &fields, at)
    }

    fn row(&mut self, line: &str, fields: &[Cow<'_, str>], at: usize) -> Result<(), Fault> {
        if self.stands_alone(fields, at)? {
            return Ok(());
        }
        self.tie(line, fields, at)
    }

    /// A row with one name and nothing else is a person without ties; one with nothing at all is no row.
    fn stands_alone(&mut self, fields: &[Cow<'_, str>], at: usize) -> Result<bool, Fault> {
        let of = |i: usize| fields.get(i).map_or("", AsRef::as_ref);
        let (viewer, seen) = (of(self.columns.viewer), of(self.columns.seen));
        if !viewer.is_empty() && !seen.is_empty() && fields.len() > 1 {
            return Ok(false);
        }
        let mut told = fields.iter().filter(|field| !field.is_empty());
        let Some(name) = told.next() else { return Ok(true) };
        let only = told.next().is_none() && (fields.len() == 1 || !viewer.is_empty() || !seen.is_empty());
        if !only {
            return Err(Fault::at(at, "one of the two people of this tie has no name"));
        }
        if self.columns.delimiter == Delimiter::Space && number(name).is_some() {
            let expected = self.columns.count;
            return Err(Fault::at(at, format!("expected {expected} columns as in the first line, found 1")));
        }
        self.person(name, self.columns.seen == 0 || viewer.is_empty() && fields.len() > 1);
        self.counted.alone += 1;
        Ok(true)
    }

    fn person(&mut self, name: &str, right: bool) {
        match (self.comments.two_mode(), right) {
            (false, _) => self.people.person(name),
            (true, false) => self.people.person(&format!("left-{name}")),
            (true, true) => self.people.person(&format!("right-{name}")),
        }
    }

    fn tie(&mut self, line: &str, fields: &[Cow<'_, str>], at: usize) -> Result<(), Fault> {
        let columns = &self.columns;
        let column_of = |index: usize| at_of(line, &fields[index], at);
        let field = |index: Option<usize>| index.map(|i| (fields[i].as_ref(), column_of(i)));
        if let Some(open) =
            fields.iter().find(|field| columns.attributes && field.starts_with('{') && !field.contains('}'))
        {
            return Err(Fault::at(at_of(line, open, at), "this `{` is never closed"));
        }
        if let Some((text, at)) = field(columns.weight) {
            self.weights.push(self.counted.weight(text, columns).map_err(|m| Fault::at(at, m))?);
        }
        if let Some((text, at)) = field(columns.time) {
            let time = self.counted.time(text, &mut self.moments).map_err(|m| Fault::at(at, m))?;
            self.times.push(time);
            if columns.span.is_told() {
                let [_, end, length] = columns.span.used().map(field);
                let at = end.or(length).map_or(at, |(_, at)| at);
                let (end, length) = (end.map(|end| end.0), length.map(|length| length.0));
                let end = intervals::end(time, end, length, &mut self.moments).map_err(|m| Fault::at(at, m))?;
                self.ends.push(end);
            }
        }
        if let Some((text, at)) = field(columns.kind) {
            let number = number_of(&mut self.kind_names, text);
            self.kinds.push(u8::try_from(number).map_err(|_| Fault::at(at, "there are more than 256 kinds of ties"))?);
        }
        if let Some((text, at)) = field(columns.way) {
            let message = || format!("`{}` is neither Directed nor Undirected, as the rows above are", shown(text));
            let one_way = if text.is_empty() { Some(false) } else { way(text) };
            self.ways.push(one_way.ok_or_else(|| Fault::at(at, message()))?);
        }
        if let Some((of_viewer, of_seen)) = columns.groups {
            let mut number = |index: usize| number_of(&mut self.group_names, &fields[index]) as u32;
            self.groups.push((number(of_viewer), number(of_seen)));
            if self.group_names.len() > GROUPS_LIMIT {
                return Err(Fault::at(at, format!("there are more than {GROUPS_LIMIT} groups of people")));
            }
        }
        let (viewer, seen) = (&fields[columns.viewer], &fields[columns.seen]);
        if self.comments.two_mode() {
            self.people.pair(&format!("left-{viewer}"), &format!("right-{seen}"));
            self.groups.push((0, 1));
        } else {
            self.people.pair(viewer, seen);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Reading, Fault> {
        self.notes.extend(self.comments.counts());
        self.notes.extend(self.counted.notes());
        self.notes.extend(self.moments.note());
        let (names, people, pairs) = self.people.numbered();
        if self.no_heading {
            self.notes.extend(doubtful_header(&names, &pairs));
        }
        let direction = self.direction;
        let plain = self.weights.is_empty() && self.kinds.is_empty() && self.ways.is_empty();
        let (network, mut dropped) = if plain {
            Network::from_plain(people, &pairs, direction)
        } else {
            let tie = |(i, &(viewer, seen)): (usize, &(u32, u32))| Tie {
                viewer,
                seen,
                weight: self.weights.get(i).copied().unwrap_or(1.0),
                kind: self.kinds.get(i).copied().unwrap_or(0),
            };
            let ties = pairs.iter().enumerate().map(tie);
            if self.ways.is_empty() {
                Network::from_ties(people, &ties.collect::<Vec<Tie>>(), direction)
            } else {
                let (directed, undirected): (Vec<_>, Vec<_>) = ties.zip(&self.ways).partition(|(_, one_way)| **one_way);
                let only = |ties: Vec<(Tie, &bool)>| ties.into_iter().map(|(tie, _)| tie).collect::<Vec<Tie>>();
                together(people, &only(undirected), &only(directed), None)
            }
        };
        let mut network = network.with_kind_names(self.kind_names);
        if !names.is_empty() {
            network = network.with_names(names);
        }
        if !self.groups.is_empty() {
            network = network.with_blocks(blocks(people, &pairs, &self.groups));
        }
        if !self.times.is_empty() {
            let both = |i: usize| match self.ways.get(i) {
                Some(one_way) => !one_way,
                None => direction == Direction::Undirected,
            };
            // The same tie at another time is no repetition.
            dropped = Dropped { duplicates: 0, mutual: 0, ..dropped };
            let contacts = contacts(&pairs, &self.times, both);
            network = if self.ends.is_empty() {
                network.with_contacts(contacts.into_iter().map(|(contact, _)| contact).collect())
            } else {
                network.with_intervals(contacts.into_iter().map(|(contact, row)| (contact, self.ends[row])).collect())
            };
        }
        Ok(Reading { network, dropped, notes: self.notes, attributes: Vec::new() })
    }
}

impl Counted {
    fn weight(&mut self, text: &str, columns: &Columns) -> Result<f32, String> {
        let text = weight_text(text);
        if text.is_empty() {
            self.without_weight += 1;
            return Ok(1.0);
        }
        if text.contains(',') {
            let part = text.rsplit(',').next().unwrap_or_default();
            let whole = text.split(',').next().unwrap_or_default();
            if columns.delimiter == Delimiter::Char(',')
                && part.len() == 3
                && !whole.starts_with('0')
                && number(text).is_some()
            {
                return Err(format!("`{}` may be a thousand or one: write it without a comma", shown(text)));
            }
            if self.decimal_comma.is_none() {
                self.decimal_comma = number(text).map(|n| format!("`{}` is {n}", shown(text)));
            }
        }
        weight(text)
    }

    fn time(&mut self, text: &str, moments: &mut Moments) -> Result<f64, String> {
        if text.is_empty() {
            self.without_time += 1;
            return Ok(f64::NAN);
        }
        moments.read(text)
    }

    fn notes(&self) -> Vec<String> {
        let rows = |count: usize| if count == 1 { "1 row".to_owned() } else { format!("{count} rows") };
        let alone = match self.alone {
            0 => None,
            1 => Some("1 row has one name only: read as a person without ties".to_owned()),
            n => Some(format!("{n} rows have one name only: read as people without ties")),
        };
        let weight =
            (self.without_weight > 0).then(|| format!("{} without a weight: read as 1", rows(self.without_weight)));
        let time = (self.without_time > 0)
            .then(|| format!("{} without a time: ties that were never recorded", rows(self.without_time)));
        let comma = self
            .decimal_comma
            .as_ref()
            .map(|example| format!("commas in numbers are read as decimal points: {example}"));
        [alone, weight, time, comma].into_iter().flatten().collect()
    }
}

/// A first line of two words that no other line has may be a heading in words that we do not know.
fn doubtful_header(names: &[String], pairs: &[(u32, u32)]) -> Option<String> {
    let (&(a, b), others) = pairs.split_first()?;
    let (viewer, seen) = (names.get(a as usize)?, names.get(b as usize)?);
    let words = [viewer, seen].iter().all(|name| number(name).is_none());
    let alone = || !others.is_empty() && others.iter().all(|&(u, v)| ![u, v].contains(&a) && ![u, v].contains(&b));
    (words && alone()).then(|| {
        format!(
            "`{}` and `{}` of the first line are read as two people, who have no other tie: if they are a \
             heading, call the columns `source` and `target`",
            shown(viewer),
            shown(seen)
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

/// Each contact with the row that tells it.
fn contacts(pairs: &[(u32, u32)], times: &[f64], both: impl Fn(usize) -> bool) -> Vec<(Contact, usize)> {
    let mut contacts = Vec::new();
    let timed = pairs.iter().zip(times).enumerate().filter(|(_, ((a, b), time))| a != b && !time.is_nan());
    for (i, (&(viewer, seen), &time)) in timed {
        contacts.push((Contact { time, viewer, seen }, i));
        if both(i) {
            contacts.push((Contact { time, viewer: seen, seen: viewer }, i));
        }
    }
    contacts
}

/// NetworkX writes the attributes of a tie as `{'weight': 3}` unless told otherwise.
fn weight_text(text: &str) -> &str {
    let Some(attributes) = text.strip_prefix('{') else { return text };
    let value = ["'weight':", "\"weight\":"].iter().find_map(|key| attributes.split_once(key));
    let value = value.map_or("1", |(_, rest)| rest);
    value.split([',', '}']).next().unwrap_or(value).trim()
}

fn number_of(names: &mut IndexSet<String>, name: &str) -> usize {
    names.get_index_of(name).unwrap_or_else(|| names.insert_full(name.to_owned()).0)
}

/// Where a field of a line is in the text.
fn at_of(line: &str, field: &str, at: usize) -> usize {
    let offset = (field.as_ptr() as usize).wrapping_sub(line.as_ptr() as usize);
    if offset <= line.len() { at + offset } else { at }
}

fn write(network: &Network, extension: &str, text: &mut Text<'_>) -> Result<(), Fault> {
    all_written(network)?;
    let once = Once::new(network);
    let some_untimed = !network.contacts().is_empty() && once.rows().any(|row| row.time.is_none());
    let kinds = !network.kind_names().is_empty();
    let delimiter = match extension {
        "csv" => Delimiter::Char(','),
        "tsv" => Delimiter::Char('\t'),
        _ if kinds || some_untimed || network.names().iter().any(|n| n.contains(char::is_whitespace)) => {
            Delimiter::Char('\t')
        }
        _ => Delimiter::Space,
    };
    let direction = if once.mutual { "undirected" } else { "directed" };
    writeln!(text, "# {direction}: {} people", network.people())?;
    match network.names() {
        [] => writeln!(text, "# people: {}", network.people())?,
        names => {
            for (number, name) in names.iter().enumerate() {
                write!(text, "{}{}", if number == 0 { "# people: [" } else { "," }, serde_json::json!(name))?;
            }
            text.push_str("]\n")?;
        }
    }
    let weighted = network.is_weighted();
    let timed = !network.contacts().is_empty();
    let spans = !network.contact_ends().is_empty();
    let optional = [(weighted, "weight"), (timed, "time"), (spans, "end"), (kinds, "kind")];
    let optional = optional.iter().filter(|(there, _)| *there).map(|(_, name)| *name);
    let heading: Vec<String> = ["source", "target"].into_iter().chain(optional).map(str::to_owned).collect();
    // Other programs take a heading in a plain list for a tie: it is a comment there.
    let as_comment = !matches!(extension, "csv" | "tsv");
    // The first two people may be called `target` and `source`.
    let as_told = heading.len() > 2 || !network.names().is_empty();
    if as_comment && as_told {
        text.push_str("# ")?;
    }
    if !as_comment || as_told {
        text.push_str(&delimiter.line(&heading))?;
    }
    for row in once.rows() {
        let mut fields = vec![network.name(row.viewer), network.name(row.seen)];
        fields.extend(weighted.then(|| network.weight(row.tie).to_string()));
        fields.extend(timed.then(|| row.time.map_or(String::new(), |time| time.to_string())));
        fields.extend(spans.then(|| row.end.map_or(String::new(), |end| end.to_string())));
        fields.extend(kinds.then(|| network.kind(row.tie).unwrap_or_default().to_owned()));
        text.push_str(&delimiter.line(&fields))?;
    }
    Ok(())
}

/// Refuses names and kinds that a text of lines cannot hold.
fn all_written(network: &Network) -> Result<(), Fault> {
    writing::all_named(network)?;
    let odd = |c: char| (c < ' ' && !"\t\n\u{b}\u{c}\u{1b}".contains(c)) || c == '\u{feff}';
    for text in network.names().iter().chain(network.kind_names()) {
        if let Some(c) = text.chars().find(|&c| odd(c)) {
            let message = "which an edge list cannot hold; .json can";
            return Err(Fault::of_file(format!(
                "`{}` has the character U+{:04X} in it, {message}",
                shown(text),
                c as u32
            )));
        }
    }
    Ok(())
}
