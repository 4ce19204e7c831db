//! Questionnaires as they come out of a form or a spreadsheet: a line a person, a column for each friend whom they may name
//! (`Name,Friend 1,Friend 2,Friend 3`). Who names somebody sees them.

use super::super::{Fault, Reading, words};
use crate::network::{Attribute, AttributeValue, Direction, Network};
use std::collections::{BTreeMap, BTreeSet};

/// The columns of a questionnaire.
struct Form {
    delimiter: u8,
    /// Whose answers they are.
    name: usize,
    /// Whom they name.
    friends: Vec<usize>,
    headings: Vec<String>,
}

/// Headings before a number that are not about people.
const NOT_PEOPLE: &[&str] = &[
    "weight", "time", "value", "strength", "score", "item", "question", "x", "y", "t", "w", "col", "column", "var", "v",
];

/// Reads a questionnaire; nothing where the first line is not that of one.
pub(super) fn read(text: &str, direction: Option<Direction>) -> Option<Result<Reading, Fault>> {
    let start = text.len() - text.trim_start_matches(['\n', '\r', ' ', '\u{feff}']).len();
    let first = text[start..].lines().next()?;
    let form = Form::of(first).filter(|form| form.names_people(&text[start..]))?;
    Some(form.read(text, start, direction))
}

impl Form {
    /// The form whose first line this is.
    fn of(line: &str) -> Option<Self> {
        let delimiter = [';', '\t', ','].into_iter().max_by_key(|&c| (line.matches(c).count(), c == ','))?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter as u8)
            .has_headers(false)
            .trim(csv::Trim::All)
            .from_reader(line.as_bytes());
        let record = reader.records().next()?.ok()?;
        let headings: Vec<String> = record.iter().map(str::to_owned).collect();
        let friends = numbered(&headings)?;
        let others: Vec<&str> =
            (0..headings.len()).filter(|at| !friends.contains(at)).map(|at| headings[at].as_str()).collect();
        if words::ends(&others).is_some() {
            return None; // a list of ties with more columns
        }
        // The first column that is not a friend has the names of those who answer; it stands before them.
        let name = (0..headings.len()).find(|at| !friends.contains(at)).filter(|&name| name < friends[0])?;
        Some(Self { delimiter: delimiter as u8, name, friends, headings })
    }

    fn rows<'a>(&self, text: &'a str) -> csv::Reader<&'a [u8]> {
        let mut reader = csv::ReaderBuilder::new();
        reader.delimiter(self.delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes())
    }

    /// Whether the columns hold names rather than numbers, such as marks: numbers are names where all people have one.
    fn names_people(&self, text: &str) -> bool {
        let number = |text: &str| super::number(text).is_some();
        let mut rows = self.rows(text);
        let records: Vec<csv::StringRecord> = rows.records().flatten().take(1000).collect();
        let names = records.iter().filter_map(|record| record.get(self.name)).filter(|name| !name.is_empty());
        let cells = records.iter().flat_map(|record| self.friends.iter().filter_map(|&at| record.get(at)));
        let mut named = cells.filter(|cell| !is_blank(cell)).peekable();
        named.peek().is_none() || !named.all(number) || names.into_iter().all(number)
    }

    fn read(&self, text: &str, start: usize, direction: Option<Direction>) -> Result<Reading, Fault> {
        let mut reader = self.rows(&text[start..]);
        let mut answers = Answers::default();
        for record in reader.records() {
            let at = |position: Option<&csv::Position>| start + position.map_or(0, |place| place.byte() as usize);
            let record = record.map_err(|error| Fault::at(at(error.position()), error.to_string()))?;
            answers.take(&record, self, line_start(text, at(record.position())))?;
        }
        answers.all_named();
        Ok(answers.reading(self, direction.unwrap_or(Direction::Directed)))
    }

    /// `Friend 1` to `Friend 3`.
    fn asked(&self) -> String {
        let heading = |at: Option<&usize>| at.map_or("", |&at| self.headings[at].as_str());
        format!("`{}` to `{}`", heading(self.friends.first()), heading(self.friends.last()))
    }
}

/// A record begins at the first thing in its line.
fn line_start(text: &str, from: usize) -> usize {
    from + (text[from..].len() - text[from..].trim_start_matches(['\n', '\r']).len())
}

/// The columns that are called alike but for a number, two or more: `Friend 1`, `friend_2`. Of people, not of weights.
fn numbered(headings: &[String]) -> Option<Vec<usize>> {
    let mut stems: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    for (at, heading) in headings.iter().enumerate() {
        if let Some((stem, number)) = stem(heading) {
            stems.entry(stem).or_default().push((at, number));
        }
    }
    let asked = |columns: &&Vec<(usize, u32)>| {
        let different: BTreeSet<u32> = columns.iter().map(|column| column.1).collect();
        columns.len() > 1 && different.len() == columns.len()
    };
    let found = stems.into_iter().filter(|(stem, columns)| asked(&columns) && !NOT_PEOPLE.contains(&stem.as_str()));
    let columns = found.map(|(_, columns)| columns).max_by_key(Vec::len)?;
    Some(columns.into_iter().map(|(at, _)| at).collect())
}

/// `Friend 1`, `friend_1`, `Friend no. 1`, `1. Freund`: what stands beside the number, in small letters, and the number.
fn stem(heading: &str) -> Option<(String, u32)> {
    let digits: String = heading.chars().filter(char::is_ascii_digit).collect();
    let letters: String = heading.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let letters = letters.strip_suffix("no").or_else(|| letters.strip_suffix("nr")).unwrap_or(&letters).to_owned();
    let at_an_end = heading.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ')' | ']'))
        || heading.starts_with(|c: char| c.is_ascii_digit());
    (at_an_end && !letters.is_empty()).then(|| digits.parse().ok().map(|number| (letters, number))).flatten()
}

/// Who named whom.
#[derive(Default)]
struct Answers {
    names: Vec<String>,
    index: BTreeMap<String, u32>,
    /// How many of the names are those of people who answered.
    answered: usize,
    /// Whom each of those named, by name.
    named: Vec<(u32, Vec<String>)>,
    /// Everything that each of them wrote.
    told: Vec<Vec<String>>,
    pairs: Vec<(u32, u32)>,
}

impl Answers {
    fn take(&mut self, record: &csv::StringRecord, form: &Form, at: usize) -> Result<(), Fault> {
        let fields: Vec<&str> = record.iter().collect();
        if fields.iter().all(|field| field.is_empty()) {
            return Ok(());
        }
        if let Some(beyond) = fields.iter().skip(form.headings.len()).find(|field| !field.is_empty()) {
            let (found, expected) = (fields.len(), form.headings.len());
            let message = format!("expected {expected} columns as in the first line, found {found} (`{beyond}`)");
            return Err(Fault::at(at, message));
        }
        let name = fields.get(form.name).copied().unwrap_or_default();
        if name.is_empty() {
            return Err(Fault::at(at, "somebody answered who has no name"));
        }
        if self.index.contains_key(name) {
            return Err(Fault::at(
                at,
                format!("`{name}` answers twice: each person needs a line and a name of their own"),
            ));
        }
        let number = self.number(name);
        self.answered += 1;
        self.told.push(fields.iter().map(|field| (*field).to_owned()).collect());
        let friends = form.friends.iter().filter_map(|&at| fields.get(at)).filter(|friend| !is_blank(friend));
        self.named.push((number, friends.map(|friend| (*friend).to_owned()).collect()));
        Ok(())
    }

    /// Those who are named come after those who answered, so that people are in the order of the lines.
    fn all_named(&mut self) {
        for (viewer, friends) in std::mem::take(&mut self.named) {
            for friend in friends {
                let seen = self.number(&friend);
                self.pairs.push((viewer, seen));
            }
        }
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.index.get(name) {
            return number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.index.insert(name.to_owned(), number);
        number
    }

    fn reading(self, form: &Form, direction: Direction) -> Reading {
        let (network, dropped) = Network::from_plain(self.names.len(), &self.pairs, direction);
        let notes = self.notes(form, direction);
        let attributes = self.attributes(form);
        let plain = self.names.iter().enumerate().all(|(number, name)| *name == number.to_string());
        let network = if plain { network } else { network.with_names(self.names) };
        Reading { network, dropped, notes, attributes }
    }

    fn notes(&self, form: &Form, direction: Direction) -> Vec<String> {
        let way = match direction {
            Direction::Directed => "whoever names somebody sees them, not the other way round",
            Direction::Undirected => "whoever names somebody or is named sees the other",
        };
        let asked = form.asked();
        let mut notes = vec![format!("read as a questionnaire, a line a person who names others in {asked}: {way}")];
        let silent = &self.names[self.answered.min(self.names.len())..];
        if !silent.is_empty() {
            let more = if silent.len() > 6 { format!(" and {} more", silent.len() - 6) } else { String::new() };
            let shown = silent.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
            notes.push(format!("named by others, without a line of their own: {shown}{more}"));
        }
        notes.extend(self.nearly_alike());
        notes
    }

    /// What the other columns say of those who answered.
    fn attributes(&self, form: &Form) -> Vec<Attribute> {
        let others = (0..form.headings.len()).filter(|at| *at != form.name && !form.friends.contains(at));
        let others = others.filter(|&at| !form.headings[at].is_empty());
        let value = |person: usize, at: usize| AttributeValue::parse(self.told.get(person)?.get(at)?);
        let column = |at: usize| Attribute {
            name: form.headings[at].clone(),
            values: (0..self.names.len()).map(|person| value(person, at)).collect(),
        };
        others.map(column).collect()
    }

    /// The same name in other letters is likelier a slip of the pen than another person.
    fn nearly_alike(&self) -> Option<String> {
        let mut plain: BTreeMap<String, &String> = BTreeMap::new();
        for name in &self.names {
            let letters = name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(other) = plain.insert(letters, name) {
                return Some(format!("`{other}` and `{name}` are read as two people"));
            }
        }
        None
    }
}

/// An answer that names nobody.
fn is_blank(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().as_str(),
        "" | "-" | "–" | "—" | "na" | "n/a" | "nan" | "none" | "null" | "?" | "."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(line: &str) -> Option<(usize, Vec<usize>)> {
        Form::of(line).map(|form| (form.name, form.friends))
    }

    #[test]
    fn questionnaires_are_told_from_lists_of_ties() {
        assert_eq!(form("Name,Friend 1,Friend 2,Friend 3"), Some((0, vec![1, 2, 3])));
        assert_eq!(form("Vorname;1. Freund;2. Freund"), Some((0, vec![1, 2])));
        assert_eq!(form("pupil\tclass\tfriend_1\tfriend_2"), Some((0, vec![2, 3])));
        for list in [
            "node_1,node_2",
            "Name 1,Name 2,weight",
            "source,target,weight1,weight2",
            "from,to,q1,q2",
            "u,v",
            "a1,b1,a2",
            "id1;id2;t",
        ] {
            assert_eq!(form(list), None, "{list}");
        }
    }

    #[test]
    fn whoever_names_somebody_sees_them() {
        let text = "Name;Friend 1;Friend 2\r\nAna;Ben;\r\nBen;;-\r\nCem;Ana;Dora\r\n;;\r\n";
        let reading = read(text, None).unwrap().unwrap();
        assert_eq!(reading.network.names(), ["Ana", "Ben", "Cem", "Dora"]);
        let seen: Vec<&[u32]> = (0..4).map(|i| reading.network.seen_by(i)).collect();
        assert_eq!(seen, [&[1][..], &[], &[0, 3], &[]]);
        assert!(reading.notes[0].contains("`Friend 1` to `Friend 2`") && reading.notes[1].contains("Dora"));
        let mutual = read(text, Some(Direction::Undirected)).unwrap().unwrap().network;
        assert_eq!(mutual.seen_by(0), [1, 2]);
    }

    #[test]
    fn marks_are_no_friends() {
        assert!(read("name,test1,test2\nAna,12,15\n", None).is_none());
        assert!(read("name,friend1,friend2\n1,2,\n2,1,\n", None).is_some());
    }

    #[test]
    fn mistakes_are_refused() {
        let said = |text: &str| read(text, None).unwrap().unwrap_err().message;
        assert!(said("Name,Friend 1,Friend 2\nAna,Ben,\nAna,Cem,\n").contains("answers twice"));
        assert!(said("Name,Friend 1,Friend 2\n,Ben,\n").contains("no name"));
        assert!(said("Name,Friend 1,Friend 2\nAna,Ben,Cem,Dora\n").contains("expected 3 columns"));
    }
}
