//! Questionnaires as they come out of a form or a spreadsheet: a line a person, a column for each friend whom they may name
//! (`Name,Friend 1,Friend 2,Friend 3`). Who names somebody sees them.

use super::super::{Fault, Reading, words};
use super::shown;
use crate::network::headings::{is_name, is_time, name_rank, plain};
use crate::network::{Attribute, AttributeValue, Direction, Network};
use crate::text::open_quote;
use std::collections::{BTreeMap, BTreeSet};

/// The columns of a questionnaire.
#[derive(Debug)]
struct Form {
    delimiter: u8,
    /// Whose answers they are.
    name: usize,
    /// Whom they name.
    friends: Vec<usize>,
    /// When they answered.
    times: Vec<usize>,
    headings: Vec<String>,
    /// Whether there is one question, whose answers may be spread over several lines.
    one_question: bool,
}

/// Headings before a number that are not about people.
const NOT_PEOPLE: &[&str] = &[
    "weight", "time", "value", "strength", "score", "item", "question", "x", "y", "t", "w", "col", "column", "var", "v",
];
/// Words of questions about other people, and the beginnings of words for them.
const WHOM: &[&str] = &["who", "whom", "wem", "wen", "qui", "quién", "quien", "quiénes", "quem", "chi"];
const FRIENDS: &[&str] = &[
    "friend",
    "freund",
    "ami",
    "amie",
    "amis",
    "amies",
    "amig",
    "amic",
    "vriend",
    "classmate",
    "mitschüler",
    "mitschueler",
    "klassenkamerad",
    "sitznachbar",
    "banknachbar",
];

/// Reads a questionnaire; nothing where the first line is not that of one.
pub(super) fn read(text: &str, direction: Option<Direction>) -> Option<Result<Reading, Fault>> {
    let start = text.len() - text.trim_start_matches(['\n', '\r', ' ', '\u{feff}']).len();
    let form = match Form::of(&text[start..])? {
        Ok(form) => form,
        Err(message) => return Some(Err(Fault::at(start, message))),
    };
    Some(form.read(text, start, direction))
}

/// The first line, which goes on where a heading has a line end in it.
fn first_line(text: &str) -> &str {
    let ends = text.match_indices('\n').map(|(at, _)| at).take(20).chain([text.len()]);
    let whole = |end: &usize| text[..*end].matches('"').count().is_multiple_of(2);
    let end = ends.into_iter().find(whole).unwrap_or(text.find('\n').unwrap_or(text.len()));
    &text[..end]
}

impl Form {
    /// The form that this is, unless it is something else.
    fn of(text: &str) -> Option<Result<Self, String>> {
        let line = first_line(text);
        let delimiter = [';', '\t', ','].into_iter().max_by_key(|&c| (line.matches(c).count(), c == ','))?;
        let delimiter = delimiter as u8;
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .trim(csv::Trim::All)
            .from_reader(line.as_bytes());
        let record = reader.into_records().next()?.ok()?;
        let headings: Vec<String> = record.iter().map(str::to_owned).collect();
        let all: Vec<&str> = headings.iter().map(String::as_str).collect();
        if let Some(friends) = numbered(&headings) {
            let others: Vec<&str> = (0..all.len()).filter(|at| !friends.contains(at)).map(|at| all[at]).collect();
            if words::ends(&others).is_some() {
                return None; // a list of ties with more columns
            }
            let form = Self { delimiter, name: 0, friends, times: Vec::new(), headings, one_question: false };
            return form.with_names(&sample(text, delimiter));
        }
        let friends: Vec<usize> = (0..all.len()).filter(|&at| asks_for_others(all[at])).collect();
        if friends.is_empty() || words::ends(&all).is_some() || !all.iter().any(|heading| is_name(heading)) {
            return None;
        }
        let form = Self { delimiter, name: 0, friends, times: Vec::new(), headings, one_question: false };
        let rows = sample(text, delimiter);
        form.with_answers(&rows)?.with_names(&rows)
    }

    /// Of the questions those whose answers are people; without a number in their headings they may ask for one.
    fn with_answers(mut self, rows: &[csv::StringRecord]) -> Option<Self> {
        self.friends.retain(|&at| !cells(rows, at).all(|cell| is_blank(cell) || super::number(cell).is_some()));
        self.one_question = self.friends.len() == 1;
        (!self.friends.is_empty()).then_some(self)
    }

    /// The form with the column of the names of those who answer: what is called so, else the first that does not say when
    /// they did. It stands before the friends, unless it is surely one. Columns of numbers, such as marks, are no friends.
    fn with_names(mut self, rows: &[csv::StringRecord]) -> Option<Result<Self, String>> {
        let others = || (0..self.headings.len()).filter(|at| !self.friends.contains(at));
        self.times = others().filter(|&at| is_time(&self.headings[at], cells(rows, at))).collect();
        let before = |at: &usize| *at < self.friends[0];
        let free = || others().filter(|at| !self.times.contains(at));
        let anywhere = self.one_question || self.friends.len() > 2;
        let called = free().filter(|at| before(at) || anywhere && is_name(&self.headings[*at]));
        let called = called.filter_map(|at| Some((name_rank(&self.headings[at])?, at))).min();
        let name = called.map(|(_, at)| at).or_else(|| free().find(before));
        let Some(name) = name else {
            let message = "nobody can tell who answers: a column with their names is missing; call it `Name`";
            return (!self.times.is_empty()).then(|| Err(message.to_owned()));
        };
        self.name = name;
        self.names_people(rows).then_some(Ok(self))
    }

    fn rows<'a>(&self, text: &'a str) -> csv::Reader<&'a [u8]> {
        rows(text, self.delimiter)
    }

    /// Whether the columns hold names rather than numbers, such as marks: numbers are names where all people have one.
    fn names_people(&self, rows: &[csv::StringRecord]) -> bool {
        let number = |text: &str| super::number(text).is_some();
        let mut names = cells(rows, self.name).filter(|name| !name.is_empty());
        let mut named = self.friends.iter().flat_map(|&at| cells(rows, at)).filter(|cell| !is_blank(cell)).peekable();
        if self.one_question && !self.times.is_empty() {
            // Who has several lines with a time in each tells of contacts.
            let mut seen = BTreeSet::new();
            return cells(rows, self.name).all(|name| seen.insert(name));
        }
        named.peek().is_none() || !named.all(number) || names.all(number)
    }

    fn read(&self, text: &str, start: usize, direction: Option<Direction>) -> Result<Reading, Fault> {
        if let Some(open) = open_quote(&text[start..], self.delimiter) {
            return Err(Fault::at(start + open, "a quotation mark is never closed"));
        }
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
        let heading = |at: usize| shown(&self.headings[at]);
        match self.friends.as_slice() {
            [one] => format!("`{}`", heading(*one)),
            [first, .., last] => format!("`{}` to `{}`", heading(*first), heading(*last)),
            [] => String::new(),
        }
    }
}

fn rows(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes())
}

/// The first lines below the headings.
fn sample(text: &str, delimiter: u8) -> Vec<csv::StringRecord> {
    rows(text, delimiter).into_records().flatten().take(1000).collect()
}

/// What stands in a column.
fn cells(rows: &[csv::StringRecord], at: usize) -> impl Iterator<Item = &str> {
    rows.iter().filter_map(move |row| row.get(at))
}

/// Whether a heading asks whom somebody names: `Who do you sit next to?`, `Mit wem …`, `Best friend`.
fn asks_for_others(heading: &str) -> bool {
    let plain = plain(heading);
    let words: Vec<&str> = plain.split('_').collect();
    let friend = |word: &&str| match FRIENDS.iter().find(|start| word.starts_with(**start)) {
        Some(start) => start.len() > 4 || word == start || start.len() == 4 && start.starts_with("ami"),
        None => false,
    };
    !is_name(heading) && (words.len() > 1 && words.iter().any(|word| WHOM.contains(word)) || words.iter().any(friend))
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
    /// The first answer with several names in it.
    several: String,
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
        if self.index.contains_key(name) && !form.one_question {
            return Err(Fault::at(
                at,
                format!("`{name}` answers twice: each person needs a line and a name of their own"),
            ));
        }
        let number = self.number(name);
        if number as usize == self.told.len() {
            self.answered += 1;
            self.told.push(fields.iter().map(|field| (*field).to_owned()).collect());
        }
        let friends = form.friends.iter().filter_map(|&at| fields.get(at)).filter(|friend| !is_blank(friend));
        self.named.push((number, friends.map(|friend| (*friend).to_owned()).collect()));
        Ok(())
    }

    /// Those who are named come after those who answered, so that people are in the order of the lines.
    fn all_named(&mut self) {
        for (viewer, friends) in std::mem::take(&mut self.named) {
            for friend in friends.iter().flat_map(|answer| self.taken_apart(answer)).collect::<Vec<_>>() {
                let seen = self.number(&friend);
                self.pairs.push((viewer, seen));
            }
        }
    }

    /// An answer with several names in it: those of people who answered, too, so that `Meier, Ana` stays one.
    fn taken_apart(&mut self, answer: &str) -> Vec<String> {
        let parts: Vec<&str> =
            answer.split([',', ';', '\n', '/']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let known = |part: &&str| self.index.get(*part).is_some_and(|&number| (number as usize) < self.answered);
        if parts.len() < 2 || self.index.contains_key(answer) || !parts.iter().all(known) {
            return vec![answer.to_owned()];
        }
        if self.several.is_empty() {
            answer.clone_into(&mut self.several);
        }
        parts.into_iter().map(str::to_owned).collect()
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
        let heading = |at: usize| shown(&form.headings[at]);
        let name = heading(form.name);
        let mut notes = vec![
            format!("read as a questionnaire, a line a person who names others in {asked}: {way}"),
            format!("the names of those who answer are taken from the column `{name}`"),
        ];
        if !form.times.is_empty() {
            let times: Vec<String> = form.times.iter().map(|&at| format!("`{}`", heading(at))).collect();
            notes.push(format!("left out, since it says when somebody answered: {}", times.join(", ")));
        }
        if !self.several.is_empty() {
            let example = shown(&self.several);
            notes.push(format!("answers with several names in them are taken apart, such as `{example}`"));
        }
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
        let used = |at: &usize| *at == form.name || form.friends.contains(at) || form.times.contains(at);
        let others = (0..form.headings.len()).filter(|at| !used(at));
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
        "" | "-"
            | "–"
            | "—"
            | "na"
            | "n/a"
            | "nan"
            | "none"
            | "null"
            | "?"
            | "."
            | "nobody"
            | "no one"
            | "niemand"
            | "keiner"
            | "keine"
            | "personne"
            | "aucun"
            | "nadie"
            | "ninguno"
            | "nessuno"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Option<(usize, Vec<usize>)> {
        Form::of(text).map(|form| form.unwrap()).map(|form| (form.name, form.friends))
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
        assert!(reading.notes[0].contains("`Friend 1` to `Friend 2`") && reading.notes[1].contains("column `Name`"));
        assert!(reading.notes[2].contains("Dora"), "{:?}", reading.notes);
        let mutual = read(text, Some(Direction::Undirected)).unwrap().unwrap().network;
        assert_eq!(mutual.seen_by(0), [1, 2]);
    }

    #[test]
    fn forms_say_who_answers_and_not_when() {
        let rows = "\n2024/09/01 10:03:22 AM GMT+2,Ana,Ben,Cem,\n2024/09/01 10:03:22 AM GMT+2,Ben,Ana,,\n";
        for heading in [
            "Timestamp,What is your name?,Friend 1,Friend 2,Friend 3",
            "Zeitstempel,Vor- und Nachname,Freund 1,Freund 2,Freund 3",
            "Horodateur,Qui,Ami 1,Ami 2,Ami 3",
            "When,Who,Friend 1,Friend 2,Friend 3",
        ] {
            let reading = read(&(heading.to_owned() + rows), None).unwrap().unwrap();
            assert_eq!(reading.network.names(), ["Ana", "Ben", "Cem"], "{heading}");
            assert!(
                reading.attributes.is_empty() && reading.notes[1].contains("are taken from the column"),
                "{reading:?}"
            );
        }
        assert_eq!(form("ID,Start time,Email,Name,Friend 1,Friend 2\n1,x,a@b,Ana,Ben,\n"), Some((3, vec![4, 5])));
        assert_eq!(
            form("Timestamp,Friend 1,Friend 2,Friend 3,Your name\n1/2/2024,B,C,D,A\n"),
            Some((4, vec![1, 2, 3]))
        );
        let nobody = read("Timestamp,Friend 1,Friend 2\n1/2/2024,B,C\n", None).unwrap().unwrap_err();
        assert!(nobody.message.contains("call it `Name`"), "{nobody:?}");
    }

    #[test]
    fn one_question_may_have_several_answers() {
        let text = "Zeitstempel;Name;Mit wem sitzt du gern zusammen?;Alter\n01.09.2024 10:03;Ana;Ben, Cem;12\n\
                    01.09.2024 10:03;Ben;Ana;13\n01.09.2024 10:04;Cem;;12\n01.09.2024 10:05;Dora;Meier, Eva;12\n";
        let reading = read(text, None).unwrap().unwrap();
        assert_eq!(reading.network.names(), ["Ana", "Ben", "Cem", "Dora", "Meier, Eva"]);
        let seen: Vec<&[u32]> = (0..5).map(|i| reading.network.seen_by(i)).collect();
        assert_eq!(seen, [&[1, 2][..], &[0], &[], &[4], &[]]);
        assert_eq!(reading.attributes.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["Alter"]);
        assert!(reading.notes.iter().any(|note| note.contains("such as `Ben, Cem`")), "{:?}", reading.notes);
        let again = read("Name,Best friend\nAna,Ben\nAna,Cem\n", None).unwrap().unwrap().network;
        assert_eq!((again.names().len(), again.ties()), (3, 2));
        for list in
            ["pupil,friend\nAna,Ben\n", "name,friends\nAna,3\nBen,4\n", "Time,Name,Friend\n1,Ana,Ben\n2,Ana,Ben\n"]
        {
            assert!(read(list, None).is_none(), "{list}");
        }
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
