//! Pajek's `.net` files: `*Vertices n`, then `*Edges` (mutual), `*Arcs` (one-sided), `*Edgeslist`, `*Arcslist`.
//!
//! No kept crate reads Pajek with its labels, lists and line numbers; the format is lines of words.

use super::draft::{Draft, Says, ties_once, weight};
use super::{Fault, Format, Reading};
use crate::network::{Direction, Network};
use std::fmt::Write;

pub(super) const PAJEK: Format = Format {
    name: "Pajek",
    extensions: &["net"],
    about: "`*Vertices n`, lines `1 \"Ana\" x y`, then `*Edges` or `*Arcs` with lines `1 2 weight`",
    keeps_people: true,
    read,
    write,
};

enum Section {
    None,
    Vertices,
    Ties { both: bool, list: bool },
    Ignored,
}

fn read(text: &str, direction: Option<Direction>) -> Result<Reading, Fault> {
    let mut reader = Reader { draft: Draft::default(), section: Section::None, kind: None, expected: None, given: 0 };
    let mut offset = 0;
    for line in text.split('\n') {
        let content = line.trim();
        if !content.is_empty() && !content.starts_with('%') {
            reader.line(content, offset + (line.len() - line.trim_start().len()))?;
        }
        offset += line.len() + 1;
    }
    if reader.expected.is_none() {
        return Err(Fault::of_file(
            "there is no `*Vertices` line: a Pajek file starts with `*Vertices` and the number of people",
        ));
    }
    if reader.given > 0 && reader.given < reader.draft.people() {
        let (given, people) = (reader.given, reader.draft.people());
        reader.draft.notes.push(format!("`*Vertices` announces {people} people, {given} have a line"));
    }
    Ok(reader.draft.finish(direction))
}

struct Reader {
    draft: Draft,
    section: Section,
    kind: Option<String>,
    expected: Option<usize>,
    given: usize,
}

impl Reader {
    fn line(&mut self, line: &str, at: usize) -> Result<(), Fault> {
        if let Some(heading) = line.strip_prefix('*') {
            return self.heading(heading, at);
        }
        let words = words(line, at)?;
        match self.section {
            Section::None => {
                Err(Fault::at(at, format!("expected `*Vertices` and the number of people, found `{line}`")))
            }
            Section::Ignored => Ok(()),
            Section::Vertices => self.vertex(&words, at),
            Section::Ties { both, list: true } => self.tie_list(&words, both, at),
            Section::Ties { both, list: false } => self.tie(&words, both, at),
        }
    }

    fn heading(&mut self, heading: &str, at: usize) -> Result<(), Fault> {
        let mut words = heading.split_whitespace();
        let name = words.next().unwrap_or_default().to_ascii_lowercase();
        let rest = words.collect::<Vec<_>>();
        self.section = match name.as_str() {
            "vertices" => return self.vertices(&rest, at),
            "network" | "partition" | "vector" => Section::Ignored,
            "edges" => Section::Ties { both: true, list: false },
            "arcs" => Section::Ties { both: false, list: false },
            "edgeslist" => Section::Ties { both: true, list: true },
            "arcslist" => Section::Ties { both: false, list: true },
            _ => {
                let message =
                    format!("`*{name}` is not read; expected *Vertices, *Edges, *Arcs, *Edgeslist or *Arcslist");
                return Err(Fault::at(at, message));
            }
        };
        if self.expected.is_none() && matches!(self.section, Section::Ties { .. }) {
            return Err(Fault::at(at, format!("`*{name}` comes before `*Vertices`")));
        }
        // `*Arcs :2 "likes"` starts the ties of one relation.
        self.kind = rest.first().filter(|w| w.starts_with(':')).map(|number| {
            let name = rest[1..].join(" ");
            if name.is_empty() { number[1..].to_owned() } else { name.trim_matches('"').to_owned() }
        });
        Ok(())
    }

    fn vertices(&mut self, rest: &[&str], at: usize) -> Result<(), Fault> {
        if self.expected.is_some() {
            return Err(Fault::at(at, "a second `*Vertices`: one network a file"));
        }
        let wrong = || Fault::at(at, format!("`*Vertices` needs the number of people, found `{}`", rest.join(" ")));
        let count = rest.first().and_then(|n| n.parse::<u32>().ok()).ok_or_else(wrong)?;
        if count > PEOPLE_LIMIT {
            return Err(Fault::at(
                at,
                format!("`*Vertices {count}` is more than the {PEOPLE_LIMIT} people that can be read"),
            ));
        }
        if rest.len() > 1 {
            self.draft.notes.push("a two-mode network: both modes are taken as people".to_owned());
        }
        (1..=count).try_for_each(|i| self.draft.person(&i.to_string(), at).map(drop))?;
        self.expected = Some(count as usize);
        self.section = Section::Vertices;
        Ok(())
    }

    fn vertex(&mut self, words: &[String], at: usize) -> Result<(), Fault> {
        let person = self.number(&words[0], at)?;
        self.given += 1;
        if let Some(label) = words.get(1) {
            self.draft.attribute(person, "label", label);
        }
        for (key, value) in ["x", "y"].iter().zip(words.iter().skip(2)).take_while(|(_, v)| v.parse::<f32>().is_ok()) {
            self.draft.attribute(person, key, value);
        }
        // Further parameters come as `key value`: `block` is this program's own, NetworkX adds what it knows.
        for pair in words.windows(2).skip(2).filter(|pair| GROUPS.contains(&pair[0].as_str())) {
            self.draft.attribute(person, &pair[0], &pair[1]);
        }
        Ok(())
    }

    fn tie(&mut self, words: &[String], both: bool, at: usize) -> Result<(), Fault> {
        let [a, b, rest @ ..] = words else {
            return Err(Fault::at(at, format!("a tie needs two people, found only `{}`", words.join(" "))));
        };
        let (a, b) = (self.number(a, at)?, self.number(b, at)?);
        // The weight may be left out before parameters such as `c Blue` or `l "kind"`.
        let given = rest.first().filter(|w| !w.starts_with(|c: char| c.is_ascii_alphabetic()) || is_number(w));
        let weight = given.map(|w| weight(w)).transpose().map_err(|m| Fault::at(at, m))?;
        let label = rest.windows(2).find(|pair| pair[0] == "l").map(|pair| pair[1].clone());
        self.draft.tie(a, b, both, &Says { weight, kind: label.or_else(|| self.kind.clone()), time: None }, at)
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

    fn number(&self, word: &str, at: usize) -> Result<u32, Fault> {
        let people = self.draft.people();
        let number = word
            .parse::<u32>()
            .map_err(|_| Fault::at(at, format!("expected the number of a person, found `{word}`")))?;
        if number == 0 || number as usize > people {
            return Err(Fault::at(at, format!("there is no person {number}: people are numbered from 1 to {people}")));
        }
        Ok(number - 1)
    }
}

const GROUPS: [&str; 4] = ["block", "community", "group", "club"];
const PEOPLE_LIMIT: u32 = 50_000_000;

fn is_number(word: &str) -> bool {
    word.parse::<f64>().is_ok()
}

/// Words of a line; quotes hold a word with spaces together.
fn words(line: &str, at: usize) -> Result<Vec<String>, Fault> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or_else(|| Fault::at(at, "a quotation mark is never closed"))?,
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    Ok(words)
}

fn write(network: &Network, _: &str) -> String {
    let mut text = format!("*Vertices {}\n", network.people());
    for person in 0..network.people() {
        let _ = write!(text, "{} \"{}\"", person + 1, network.name(person).replace('"', "'"));
        if let Some([x, y]) = network.positions().get(person) {
            let _ = write!(text, " {x} {y}");
        }
        if let Some(block) = network.blocks().get(person) {
            let _ = write!(text, " block {block}");
        }
        text.push('\n');
    }
    text.push_str(if network.is_symmetric() { "*Edges\n" } else { "*Arcs\n" });
    for (viewer, seen, tie) in ties_once(network) {
        let _ = write!(text, "{} {} {}", viewer + 1, seen + 1, network.weight(tie));
        if let Some(kind) = network.kind(tie).filter(|k| !k.is_empty()) {
            let _ = write!(text, " l \"{}\"", kind.replace('"', "'"));
        }
        text.push('\n');
    }
    text
}
