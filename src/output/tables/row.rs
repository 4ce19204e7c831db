//! Rows of one run.

use super::{FAILED, GROUPS, Layout, OK, Segments, Table};
use crate::experiment::{Point, Run};
use crate::model::{self, ExpressionEvent, Recording, Threads};
use crate::network::Network;
use crate::results::collect::is_time;
use crate::results::groups;
use crate::results::number::{Digits, Teller};
use crate::text;
use std::collections::BTreeMap;

/// Writes the rows of one run.
pub(super) struct Rows<'a> {
    layout: &'a Layout,
    run: &'a Run,
    point: &'a Point,
    segments: Segments,
}

/// Where each column of a table comes from among the values of this point (arms may have columns of their own), and
/// whether it is a time.
struct Columns(Vec<(Option<usize>, bool)>);

impl Columns {
    fn new(table: &[String], point: &[String]) -> Self {
        Self(table.iter().map(|name| (point.iter().position(|n| n == name), is_time(name))).collect())
    }

    fn write(&self, line: &mut Lines, value: impl Fn(usize) -> f64) {
        for &(place, is_time) in &self.0 {
            match (place.map(&value), is_time) {
                (None, _) => line.word(""),
                (Some(v), true) => line.time(v),
                (Some(v), false) => line.number(v),
            }
        }
    }
}

impl<'a> Rows<'a> {
    pub(super) fn new(layout: &'a Layout, run: &'a Run, point: &'a Point) -> Self {
        Self { layout, run, point, segments: Segments::default() }
    }

    pub(super) fn all(mut self, threads: Threads, network: &Network, recording: &Recording) -> Segments {
        self.run_row(OK, |i| recording.metrics[i].unwrap_or(f64::NAN));
        self.series(recording);
        self.events(threads, network, recording);
        self.people(network, recording);
        self.ties(network, recording);
        self.segments
    }

    pub(super) fn failed(mut self) -> Segments {
        self.run_row(FAILED, |_| f64::NAN);
        self.segments
    }

    /// Adds lines to a table.
    fn lines(&mut self, table: Table, write: impl FnOnce(&mut Lines)) {
        let teller = Teller::new(self.layout.unit);
        self.segments.add(table, |text| write(&mut Lines::new(text, teller)));
    }

    fn run_row(&mut self, status: &str, metric: impl Fn(usize) -> f64) {
        let (run, point) = (self.run, self.point);
        let varied: Vec<String> = self.layout.told(point).collect();
        let columns = Columns::new(&self.layout.metrics, &model::metric_names(&point.situation));
        self.lines(Table::Runs, |line| {
            line.word(&run.id.to_string());
            line.word(&point.index.to_string());
            line.word(&point.arm);
            line.word(&run.replicate.to_string());
            line.word(&run.seed.to_string());
            line.word(status);
            varied.iter().for_each(|varied| line.word(varied));
            columns.write(line, metric);
            line.end();
        });
    }

    fn series(&mut self, recording: &Recording) {
        let columns = Columns::new(&self.layout.series, &model::series_names(&self.point.situation));
        let id = self.run.id.to_string();
        self.lines(Table::Series, |line| {
            for row in &recording.series {
                line.word(&id);
                line.time(row.time);
                columns.write(line, |i| row.values[i]);
                line.end();
            }
        });
    }

    fn events(&mut self, threads: Threads, network: &Network, recording: &Recording) {
        let (id, expressions) = (self.run.id.to_string(), &self.point.situation.expressions);
        let write = |events: &[ExpressionEvent], line: &mut Lines| {
            for event in events {
                line.word(&id);
                line.time(event.time);
                line.person(network, event.agent);
                line.word(&expressions[usize::from(event.expression)].name);
                line.word(event.cause.name());
                match event.source {
                    Some(source) => line.person(network, source),
                    None => line.word(""),
                }
                line.time(event.latency);
                line.time(event.duration);
                line.end();
            }
        };
        let teller = Teller::new(self.layout.unit);
        let texts = threads.gather(&recording.events[..], |_, events| {
            let mut text = Vec::new();
            write(events, &mut Lines::new(&mut text, teller));
            text
        });
        self.segments.add(Table::Events, |all| texts.iter().for_each(|text| all.extend_from_slice(text)));
    }

    fn people(&mut self, network: &Network, recording: &Recording) {
        let told = self.layout.people.strip_prefix(&[GROUPS.to_owned()][..]);
        let groups = told.map(|_| self.groups(recording));
        let numbers = told.unwrap_or(&self.layout.people);
        let columns = Columns::new(numbers, &model::agent_columns(&self.point.situation));
        let id = self.run.id.to_string();
        self.lines(Table::Agents, |line| {
            for row in &recording.agents {
                line.word(&id);
                line.person(network, row.agent);
                if let Some(groups) = &groups {
                    line.word(groups.get(&row.agent).map_or("", String::as_str));
                }
                columns.write(line, |i| row.values[i]);
                line.end();
            }
        });
    }

    /// The groups of those who are in one.
    fn groups(&self, recording: &Recording) -> BTreeMap<u32, String> {
        let names = self.point.situation.groups.iter().map(|group| group.name.as_str());
        groups::by_person(names.zip(recording.groups.iter().map(Vec::as_slice)))
    }

    fn ties(&mut self, network: &Network, recording: &Recording) {
        let id = self.run.id.to_string();
        self.lines(Table::Ties, |line| {
            for tie in &recording.ties {
                line.word(&id);
                line.person(network, tie.viewer);
                line.person(network, tie.seen);
                let kind = tie.kind.and_then(|kind| network.kind_names().get(usize::from(kind)));
                line.word(kind.map_or("", String::as_str));
                // As f32: 0.6, not 0.6000000238418579.
                line.word(&tie.closeness.to_string());
                line.word(&tie.visibility.to_string());
                line.end();
            }
        });
    }
}

/// Lines of CSV that are added to a text, field by field. Most fields are numbers, which never need quotes: they are written
/// as they are, without a look at every byte.
struct Lines<'a> {
    text: &'a mut Vec<u8>,
    begun: bool,
    teller: Teller,
    digits: Digits,
    whole: itoa::Buffer,
}

impl<'a> Lines<'a> {
    fn new(text: &'a mut Vec<u8>, teller: Teller) -> Self {
        Self { text, begun: false, teller, digits: Digits::default(), whole: itoa::Buffer::new() }
    }

    fn next(&mut self) {
        if self.begun {
            self.text.push(b',');
        }
        self.begun = true;
    }

    fn word(&mut self, word: &str) {
        self.next();
        // Names from network files may hold anything; a NUL ends a table for R and pandas.
        let word = &text::written(word);
        if word.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r')) {
            self.text.extend(quoted(word));
        } else {
            self.text.extend(word.as_bytes());
        }
    }

    /// Somebody's name, or number where there are no names.
    fn person(&mut self, network: &Network, person: u32) {
        match network.names().get(person as usize) {
            Some(name) => self.word(name),
            None => {
                self.next();
                self.text.extend(self.whole.format(person).as_bytes());
            }
        }
    }

    fn number(&mut self, value: f64) {
        self.next();
        self.text.extend(self.digits.of(value).as_bytes());
    }

    fn time(&mut self, seconds: f64) {
        self.number(self.teller.tell(seconds));
    }

    fn end(&mut self) {
        self.text.push(b'\n');
        self.begun = false;
    }
}

/// A word as one field.
fn quoted(word: &str) -> Vec<u8> {
    const IN_MEMORY: &str = "writing into memory cannot fail";
    let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
    // A quote is closed by what follows it.
    writer.write_record([word]).expect(IN_MEMORY);
    let mut text = writer.into_inner().expect(IN_MEMORY);
    text.pop();
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::TimeUnit;

    #[test]
    fn lines_are_what_a_csv_reader_reads() {
        let words = ["", "1", "Ann", "two words", "Smith, Ann", "the \"boss\"", "a\nb", "\r", "#", "é"];
        let (mut text, network) = (Vec::new(), Network::from_pairs(12, &[(0, 1)]).0);
        let mut line = Lines::new(&mut text, Teller::new(TimeUnit::Second));
        for word in words {
            line.person(&network, 11);
            line.word(word);
            line.number(0.25);
            line.number(f64::NAN);
            line.end();
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&text[..]);
        let read: Vec<_> = reader.records().map(|record| record.expect("a line")).collect();
        // A letter that a terminal would obey is shown instead.
        let shown = words.map(|word| if word == "\r" { "␍" } else { word });
        assert!(read.iter().zip(shown).all(|(line, word)| line == vec!["11", word, "0.25", ""]), "{read:?}");
        assert_eq!(read.len(), words.len());
    }
}
