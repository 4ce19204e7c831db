//! Pajek's `.net` files: `*Vertices n`, then `*Edges` (mutual), `*Arcs` (one-sided), `*Edgeslist`, `*Arcslist`,
//! `*Matrix`; a project file's `*Partition` and `*Vector` are groups and attributes of the people.
//!
//! No kept crate reads Pajek with its labels, lists and line numbers; the format is lines of words.

use super::draft::{Draft, Says};
use super::text::{number, unescaped, weight};
use super::words::shown;
use super::writing::{Once, Text, all_named};
use super::{Fault, Format, Options, Reading};
use crate::network::Network;
use indexmap::IndexMap;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;

pub(super) const PAJEK: Format = Format {
    name: "Pajek",
    extensions: &["net", "paj"],
    about: "`*Vertices n`, lines `1 \"Ana\" x y`, then `*Edges` or `*Arcs` with lines `1 2 weight`",
    keeps_people: true,
    read,
    write,
};

enum Section {
    None,
    Vertices,
    Ties {
        both: bool,
        list: bool,
    },
    Matrix {
        row: u32,
    },
    /// Values of people, one a line: the name of what they are, and the next person.
    Values {
        name: String,
        group: bool,
        next: u32,
    },
    Ignored,
}

fn read(text: &str, options: &Options<'_>) -> Result<Reading, Fault> {
    let mut reader = Reader::new(text.len(), options);
    let mut offset = 0;
    for line in text.split('\n') {
        let content = line.trim();
        if !content.is_empty() && !content.starts_with('%') && !content.starts_with("/*") {
            reader.line(content, offset + (line.len() - line.trim_start().len()))?;
        }
        offset += line.len() + 1;
    }
    reader.finish()
}

struct Reader<'o> {
    options: &'o Options<'o>,
    file: usize,
    draft: Draft,
    section: Section,
    kind: Option<String>,
    /// Names of relations by their numbers.
    relations: IndexMap<String, String>,
    expected: Option<usize>,
    /// People of the first of two modes.
    first_mode: Option<u32>,
    /// A partition or a vector waits for its own `*Vertices`.
    values: Option<(String, bool)>,
    given: usize,
    /// Who has had a line of their own.
    told: BTreeSet<u32>,
    /// Time marks of ties without an end, or of another kind.
    open_ended: usize,
    /// Cells of a matrix row that goes on over lines.
    cells: Vec<f32>,
    skipped: Vec<String>,
}

impl<'o> Reader<'o> {
    fn new(file: usize, options: &'o Options<'o>) -> Self {
        Self {
            options,
            file,
            draft: Draft::default(),
            section: Section::None,
            kind: None,
            relations: IndexMap::new(),
            expected: None,
            first_mode: None,
            values: None,
            given: 0,
            told: BTreeSet::new(),
            open_ended: 0,
            cells: Vec::new(),
            skipped: Vec::new(),
        }
    }

    fn line(&mut self, line: &str, at: usize) -> Result<(), Fault> {
        if let Some(heading) = line.strip_prefix('*') {
            return self.heading(heading, at);
        }
        match &self.section {
            Section::None => {
                let found = shown(line);
                Err(Fault::at(at, format!("expected `*Vertices` and the number of people, found `{found}`")))
            }
            Section::Ignored => Ok(()),
            Section::Vertices => self.vertex(&words(line, at)?, at),
            Section::Ties { both, list: true } => self.tie_list(&words(line, at)?, *both, at),
            Section::Ties { both, list: false } => self.tie(&words(line, at)?, *both, at),
            Section::Matrix { .. } => self.matrix(line, at),
            Section::Values { .. } => self.value(line, at),
        }
    }

    fn heading(&mut self, heading: &str, at: usize) -> Result<(), Fault> {
        let words = words(heading, at)?;
        let name = words.first().map(|w| w.to_ascii_lowercase()).unwrap_or_default();
        let rest: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
        self.whole_matrix(at)?;
        self.section = match name.as_str() {
            "vertices" => return self.vertices(&rest, at),
            "network" if self.expected.is_some() => {
                return Err(Fault::at(at, "a second `*Network`: one network a file; put them in files of their own"));
            }
            "network" => Section::Ignored,
            "partition" | "vector" => {
                self.values = Some((rest.join(" "), name == "partition"));
                Section::Ignored
            }
            "permutation" | "cluster" | "hierarchy" => {
                self.skipped.push(format!("*{name}"));
                self.values = Some((String::new(), false));
                Section::Ignored
            }
            "edges" => Section::Ties { both: true, list: false },
            "arcs" => Section::Ties { both: false, list: false },
            "edgeslist" => Section::Ties { both: true, list: true },
            "arcslist" => Section::Ties { both: false, list: true },
            "matrix" => Section::Matrix { row: 0 },
            _ => {
                let message = format!(
                    "`*{}` is not read; expected *Vertices, *Edges, *Arcs, *Edgeslist, *Arcslist, *Matrix, *Partition or *Vector",
                    shown(&name)
                );
                return Err(Fault::at(at, message));
            }
        };
        if self.expected.is_none() && matches!(self.section, Section::Ties { .. } | Section::Matrix { .. }) {
            return Err(Fault::at(at, format!("`*{name}` comes before `*Vertices`")));
        }
        self.relation(&rest, at)
    }

    /// `*Arcs :2 "likes"` starts the ties of one relation, or only names it.
    fn relation(&mut self, rest: &[&str], at: usize) -> Result<(), Fault> {
        self.kind = None;
        if let Some(number) = rest.first().and_then(|word| word.strip_prefix(':')) {
            let name = rest[1..].join(" ");
            let name = if name.is_empty() { number.to_owned() } else { unescaped_numbers(&name, at)? };
            self.relations.insert(number.to_owned(), name.clone());
            self.kind = Some(name);
        }
        Ok(())
    }

    fn vertices(&mut self, rest: &[&str], at: usize) -> Result<(), Fault> {
        let announced = rest.first().copied().unwrap_or_default();
        let count = self.options.limits.people(announced, "`*Vertices`", self.file).and_then(|count| {
            u32::try_from(count).map_err(|_| format!("`*Vertices {count}` is more than can be read"))
        });
        let count = count.map_err(|message| Fault::at(at, message))?;
        if let Some((name, group)) = self.values.take() {
            if Some(count as usize) != self.expected {
                self.skipped.push(format!("values of {count} others"));
                self.section = Section::Ignored;
            } else if !name.is_empty() || group {
                let name = if name.is_empty() { "partition".to_owned() } else { name };
                self.section = Section::Values { name, group: group && self.draft.without_groups(), next: 0 };
            }
            return Ok(());
        }
        if self.expected.is_some() {
            return Err(Fault::at(at, "a second `*Vertices`: one network a file; put them in files of their own"));
        }
        if rest.len() > 1 {
            self.draft.notes.push("a two-mode network: both modes are taken as people".to_owned());
            self.first_mode = rest[1].parse().ok().filter(|&first| first <= count);
        }
        (1..=count).try_for_each(|i| self.draft.person(&i.to_string(), at).map(drop))?;
        self.expected = Some(count as usize);
        self.section = Section::Vertices;
        Ok(())
    }

    fn vertex(&mut self, words: &[String], at: usize) -> Result<(), Fault> {
        let person = self.number(&words[0], at)?;
        if !self.told.insert(person) {
            return Err(Fault::at(at, format!("person {} stands there twice", shown(&words[0]))));
        }
        self.given += 1;
        if let Some(label) = words.get(1) {
            self.draft.label(person, &unescaped_numbers(label, at)?);
        }
        let coordinates = words.iter().skip(2).take_while(|word| word.parse::<f32>().is_ok());
        for (key, value) in ["x", "y"].iter().zip(coordinates) {
            self.draft.attribute(person, key, value);
        }
        // Further parameters come as `key value`; those of drawing say nothing about people.
        let numbers = words.iter().skip(2).take_while(|word| word.parse::<f32>().is_ok()).count();
        let others =
            words.iter().skip(2 + numbers).filter(|word| !word.starts_with('[') && !SHAPES.contains(&&***word));
        let others: Vec<&String> = others.collect();
        for pair in others.chunks_exact(2).filter(|pair| !DRAWING.contains(&pair[0].as_str())) {
            self.draft.attribute(person, pair[0], &unescaped_numbers(pair[1], at)?);
        }
        Ok(())
    }

    fn tie(&mut self, words: &[String], both: bool, at: usize) -> Result<(), Fault> {
        // `2: 1 3` is a tie of the second relation.
        let (relation, words) = match words.split_first() {
            Some((first, rest)) if first.ends_with(':') => (Some(first.trim_end_matches(':')), rest),
            _ => (None, words),
        };
        let [a, b, rest @ ..] = words else {
            return Err(Fault::at(at, format!("a tie needs two people, found only `{}`", shown(&words.join(" ")))));
        };
        let (a, b) = (self.number(a, at)?, self.number(b, at)?);
        // `l "[5]"` is a label that looks like a time.
        let label = rest.iter().position(|word| word == "l").filter(|at| at + 1 < rest.len()).map(|at| at + 1);
        let is_mark = |at: usize| rest[at].starts_with('[') && Some(at) != label;
        let (marks, others): (Vec<usize>, Vec<usize>) = (0..rest.len()).partition(|&at| is_mark(at));
        // The weight may be left out before parameters such as `c Blue` or `l "kind"`.
        let first = others.first().map(|&at| &rest[at]);
        let given = first.filter(|w| !w.starts_with(|c: char| c.is_ascii_alphabetic()) || number(w).is_some());
        let weight = given.map(|w| weight(w)).transpose().map_err(|m| Fault::at(at, m))?;
        let label = label.map(|word| unescaped_numbers(&rest[word], at)).transpose()?;
        let named = relation.map(|number| self.relations.get(number).cloned().unwrap_or_else(|| number.to_owned()));
        let mut says = Says { weight, kind: label.or(named).or_else(|| self.kind.clone()), ..Says::default() };
        for mark in marks {
            self.times(&rest[mark], &mut says);
        }
        self.draft.tie(a, b, both, &says, at)
    }

    /// `[5,8]` are moments, `[5-8]` is from 5 to 8, `[5-*]` has no end that the program could use.
    fn times(&mut self, mark: &str, says: &mut Says) {
        let inside = mark.trim_start_matches('[').trim_end_matches(']');
        for part in inside.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            // A minus at the beginning belongs to the number.
            let dashes = part.match_indices('-').map(|(at, _)| at);
            let mut spans = dashes.filter(|&at| at > 0).map(|at| (&part[..at], &part[at + 1..]));
            let span = spans.find(|(start, end)| number(start).is_some() && number(end).is_some());
            match span {
                _ if number(part).is_some() => says.times.push((part.to_owned(), None)),
                Some((start, end)) => says.times.push((start.to_owned(), Some(end.to_owned()))),
                None => self.open_ended += 1,
            }
        }
    }

    fn tie_list(&mut self, words: &[String], both: bool, at: usize) -> Result<(), Fault> {
        let viewer = self.number(&words[0], at)?;
        let says = Says { kind: self.kind.clone(), ..Says::default() };
        for seen in &words[1..] {
            let seen = self.number(seen, at)?;
            self.draft.tie(viewer, seen, both, &says, at)?;
        }
        Ok(())
    }

    /// Cells of a matrix: a row a line, or rows that go on over lines; 0 is no tie.
    fn matrix(&mut self, line: &str, at: usize) -> Result<(), Fault> {
        let people = self.draft.people();
        let first = self.first_mode.map_or(0, |first| first as usize);
        for word in line.split_whitespace() {
            self.cells.push(weight(word).map_err(|message| Fault::at(at, message))?);
            if self.cells.len() < people - first {
                continue;
            }
            let Section::Matrix { row } = self.section else { return Ok(()) };
            let rows = if first == 0 { people } else { first };
            if row as usize >= rows {
                return Err(Fault::at(
                    at,
                    format!("the matrix has more rows than the {rows} that belong to its people"),
                ));
            }
            for (column, weight) in std::mem::take(&mut self.cells).into_iter().enumerate().filter(|(_, w)| *w != 0.0) {
                let says = Says { weight: Some(weight), kind: self.kind.clone(), ..Says::default() };
                // Between two modes there is nothing that one of them alone could see.
                self.draft.tie(row, (first + column) as u32, first > 0, &says, at)?;
            }
            self.section = Section::Matrix { row: row + 1 };
        }
        Ok(())
    }

    /// Complains of a matrix that ends too early.
    fn whole_matrix(&mut self, at: usize) -> Result<(), Fault> {
        let Section::Matrix { row } = self.section else { return Ok(()) };
        let rows = self.first_mode.filter(|&first| first > 0).map_or(self.draft.people(), |first| first as usize);
        if self.cells.is_empty() && row as usize == rows {
            return Ok(());
        }
        Err(Fault::at(at, format!("the matrix ends after {row} rows; its people need {rows}")))
    }

    fn value(&mut self, line: &str, at: usize) -> Result<(), Fault> {
        let people = self.draft.people();
        let Section::Values { name, group, next } = &mut self.section else { return Ok(()) };
        if *next as usize >= people {
            return Err(Fault::at(at, format!("there are more values than the {people} people")));
        }
        let (person, name, group) = (*next, name.clone(), *group);
        *next += 1;
        self.draft.say(person, &name, line);
        if group {
            self.draft.group(person, line);
        }
        Ok(())
    }

    fn number(&self, word: &str, at: usize) -> Result<u32, Fault> {
        let people = self.draft.people();
        let number = word
            .parse::<u32>()
            .map_err(|_| Fault::at(at, format!("expected the number of a person, found `{}`", shown(word))))?;
        if number == 0 || number as usize > people {
            return Err(Fault::at(at, format!("there is no person {number}: people are numbered from 1 to {people}")));
        }
        Ok(number - 1)
    }

    fn finish(mut self) -> Result<Reading, Fault> {
        self.whole_matrix(self.file)?;
        if self.expected.is_none() {
            return Err(Fault::of_file(
                "there is no `*Vertices` line: a Pajek file starts with `*Vertices` and the number of people",
            ));
        }
        if self.given > 0 && self.given < self.draft.people() {
            let (given, people) = (self.given, self.draft.people());
            self.draft.notes.push(format!("`*Vertices` announces {people} people, {given} have a line"));
        }
        if self.open_ended > 0 {
            let count = self.open_ended;
            self.draft.notes.push(format!("{count} time marks without an end, such as `[5-*]`, are left out"));
        }
        if !self.skipped.is_empty() {
            self.draft.notes.push(format!("sections without a use are left out: {}", self.skipped.join(", ")));
        }
        Ok(self.draft.finish(self.options.direction))
    }
}

/// Words that stand alone among the parameters of a person.
const SHAPES: [&str; 9] = ["ellipse", "box", "diamond", "triangle", "cross", "empty", "house", "man", "woman"];
/// Parameters of drawing.
const DRAWING: [&str; 20] = [
    "x_fact", "y_fact", "s_size", "ic", "bc", "bw", "lc", "la", "lr", "lphi", "fos", "font", "phi", "r", "q", "c", "p",
    "w", "s", "a",
];

/// `&#252;` as Pajek writes what is not in ASCII; other ampersands are themselves.
fn unescaped_numbers(text: &str, at: usize) -> Result<String, Fault> {
    if !text.contains("&#") {
        return Ok(text.to_owned());
    }
    let resolved = unescaped(&text.replace('&', "&amp;").replace("&amp;#", "&#")).map(Cow::into_owned);
    resolved.map_err(|why| Fault::at(at, why))
}

/// Words of a line; quotes hold a word with spaces together, brackets a time mark.
fn words(line: &str, at: usize) -> Result<Vec<String>, Fault> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or_else(|| Fault::at(at, "a quotation mark is never closed"))?,
            None if rest.starts_with('[') => match rest.find(']') {
                Some(end) => rest.split_at(end + 1),
                None => (rest, ""),
            },
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    Ok(words)
}

/// A text between quotation marks: these, and what is not printed, as numbers.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '&' if text[at..].starts_with("&#") => written.push_str("&#38;"),
            '"' => written.push_str("&#34;"),
            c if c.is_control() => {
                let _ = write!(written, "&#{};", c as u32);
            }
            c => written.push(c),
        }
    }
    written
}

fn write(network: &Network, _: &str, text: &mut Text<'_>) -> Result<(), Fault> {
    all_named(network)?;
    let once = Once::new(network);
    writeln!(text, "*Vertices {}", network.people())?;
    for person in 0..network.people() {
        write!(text, "{} \"{}\"", person + 1, escaped(&network.name(person)))?;
        if let Some([x, y]) = network.positions().get(person) {
            write!(text, " {x} {y}")?;
        }
        if let Some(block) = network.blocks().get(person) {
            write!(text, " block {block}")?;
        }
        text.push('\n')?;
    }
    text.push_str(if once.mutual { "*Edges\n" } else { "*Arcs\n" })?;
    for row in once.rows() {
        write!(text, "{} {} {}", row.viewer + 1, row.seen + 1, network.weight(row.tie))?;
        if let Some(kind) = network.kind(row.tie).filter(|k| !k.is_empty()) {
            write!(text, " l \"{}\"", escaped(kind))?;
        }
        match (row.time, row.end) {
            (Some(time), Some(end)) => write!(text, " [{time}-{end}]")?,
            (Some(time), None) => write!(text, " [{time}]")?,
            (None, _) => {}
        }
        text.push('\n')?;
    }
    Ok(())
}
