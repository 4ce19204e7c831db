//! Rows of one run.

use super::number::{Digits, Teller};
use super::{FAILED, Layout, OK, Segments, Table};
use crate::experiment::{Point, Run};
use crate::model::{self, Recording};
use crate::network::Network;

/// Column names that end so are times.
const TIMES: [&str; 4] = ["_time_to_peak", "_time_to_half", "_lasting", "_first_time"];

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
        let is_time = |name: &str| TIMES.iter().any(|t| name.ends_with(t));
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

    pub(super) fn all(mut self, network: &Network, recording: &Recording) -> Segments {
        self.run_row(OK, |i| recording.metrics[i].unwrap_or(f64::NAN));
        self.series(recording);
        self.events(network, recording);
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
        let columns = Columns::new(&self.layout.metrics, &model::metric_names(&point.situation));
        self.lines(Table::Runs, |line| {
            line.word(&run.id.to_string());
            line.word(&point.index.to_string());
            line.word(&point.arm);
            line.word(&run.replicate.to_string());
            line.word(&run.seed.to_string());
            line.word(status);
            point.varied.iter().for_each(|varied| line.word(&varied.1));
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

    fn events(&mut self, network: &Network, recording: &Recording) {
        let (id, expressions) = (self.run.id.to_string(), &self.point.situation.expressions);
        self.lines(Table::Events, |line| {
            for event in &recording.events {
                line.word(&id);
                line.time(event.time);
                line.word(&network.name(event.agent as usize));
                line.word(&expressions[usize::from(event.expression)].name);
                line.word(event.cause.name());
                line.word(&event.source.map(|person| network.name(person as usize)).unwrap_or_default());
                line.time(event.latency);
                line.time(event.duration);
                line.end();
            }
        });
    }

    fn people(&mut self, network: &Network, recording: &Recording) {
        let columns = Columns::new(&self.layout.people, &model::agent_columns(&self.point.situation));
        let id = self.run.id.to_string();
        self.lines(Table::Agents, |line| {
            for row in &recording.agents {
                line.word(&id);
                line.word(&network.name(row.agent as usize));
                columns.write(line, |i| row.values[i]);
                line.end();
            }
        });
    }

    fn ties(&mut self, network: &Network, recording: &Recording) {
        let id = self.run.id.to_string();
        self.lines(Table::Ties, |line| {
            for tie in &recording.ties {
                line.word(&id);
                line.word(&network.name(tie.viewer as usize));
                line.word(&network.name(tie.seen as usize));
                line.word(tie.kind.as_deref().unwrap_or_default());
                // As f32: 0.6, not 0.6000000238418579.
                line.word(&tie.closeness.to_string());
                line.word(&tie.visibility.to_string());
                line.end();
            }
        });
    }
}

/// Lines of CSV that are added to a text, field by field.
struct Lines<'a> {
    writer: csv::Writer<&'a mut Vec<u8>>,
    teller: Teller,
    digits: Digits,
}

/// Why no line can fail.
const IN_MEMORY: &str = "writing into memory cannot fail";

impl<'a> Lines<'a> {
    fn new(text: &'a mut Vec<u8>, teller: Teller) -> Self {
        let writer = csv::WriterBuilder::new().flexible(true).from_writer(text);
        Self { writer, teller, digits: Digits::default() }
    }

    fn word(&mut self, word: &str) {
        self.writer.write_field(word).expect(IN_MEMORY);
    }

    fn number(&mut self, value: f64) {
        self.writer.write_field(&*self.digits.of(value)).expect(IN_MEMORY);
    }

    fn time(&mut self, seconds: f64) {
        self.number(self.teller.tell(seconds));
    }

    fn end(&mut self) {
        self.writer.write_record(None::<&[u8]>).expect(IN_MEMORY);
    }
}
