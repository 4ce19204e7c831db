//! Rows of one run.

use super::{FAILED, Layout, OK, Segments, Table, number, told};
use crate::experiment::{Point, Run};
use crate::model::{self, ExpressionEvent, Recording};
use crate::network::Network;
use crate::quantity::TimeUnit;

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

    fn values<'a>(&'a self, unit: TimeUnit, value: impl Fn(usize) -> f64 + 'a) -> impl Iterator<Item = String> + 'a {
        let tell = move |&(place, is_time): &(Option<usize>, bool)| match (place.map(&value), is_time) {
            (None, _) => String::new(),
            (Some(v), true) => number(told(v, unit)),
            (Some(v), false) => number(v),
        };
        self.0.iter().map(tell)
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

    fn run_row(&mut self, status: &str, metric: impl Fn(usize) -> f64) {
        let run = self.run;
        let start = [run.id.to_string(), self.point.index.to_string(), self.point.arm.clone()];
        let next = [run.replicate.to_string(), run.seed.to_string(), status.to_owned()];
        let varied = self.point.varied.iter().map(|v| v.1.clone());
        let columns = Columns::new(&self.layout.metrics, &model::metric_names(&self.point.situation));
        let metrics = columns.values(self.layout.unit, metric);
        let row = start.into_iter().chain(next).chain(varied).chain(metrics);
        write_rows(self.segments.of_mut(Table::Runs), [row]);
    }

    fn series(&mut self, recording: &Recording) {
        let columns = Columns::new(&self.layout.series, &model::series_names(&self.point.situation));
        let (id, unit) = (self.run.id.to_string(), self.layout.unit);
        let rows = recording.series.iter().map(|row| {
            let start = [id.clone(), number(told(row.time, unit))];
            start.into_iter().chain(columns.values(unit, |i| row.values[i]))
        });
        write_rows(self.segments.of_mut(Table::Series), rows);
    }

    fn events(&mut self, network: &Network, recording: &Recording) {
        let (id, unit) = (self.run.id.to_string(), self.layout.unit);
        let expressions = &self.point.situation.expressions;
        let name = |person: u32| network.name(person as usize);
        let rows = recording.events.iter().map(|event: &ExpressionEvent| {
            [
                id.clone(),
                number(told(event.time, unit)),
                name(event.agent),
                expressions[usize::from(event.expression)].name.clone(),
                event.cause.name().to_owned(),
                event.source.map(name).unwrap_or_default(),
                number(told(event.latency, unit)),
                number(told(event.duration, unit)),
            ]
        });
        write_rows(self.segments.of_mut(Table::Events), rows);
    }

    fn people(&mut self, network: &Network, recording: &Recording) {
        let columns = Columns::new(&self.layout.people, &model::agent_columns(&self.point.situation));
        let (id, unit) = (self.run.id.to_string(), self.layout.unit);
        let rows = recording.agents.iter().map(|row| {
            let start = [id.clone(), network.name(row.agent as usize)];
            start.into_iter().chain(columns.values(unit, |i| row.values[i]))
        });
        write_rows(self.segments.of_mut(Table::Agents), rows);
    }

    fn ties(&mut self, network: &Network, recording: &Recording) {
        let id = self.run.id.to_string();
        let name = |person: u32| network.name(person as usize);
        let rows = recording.ties.iter().map(|tie| {
            let kind = tie.kind.clone().unwrap_or_default();
            // As f32: 0.6, not 0.6000000238418579.
            [id.clone(), name(tie.viewer), name(tie.seen), kind, tie.closeness.to_string(), tie.visibility.to_string()]
        });
        write_rows(self.segments.of_mut(Table::Ties), rows);
    }
}

/// Appends CSV rows to a text.
fn write_rows<R: IntoIterator<Item = String>>(text: &mut Vec<u8>, rows: impl IntoIterator<Item = R>) {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(text);
    for row in rows {
        writer.write_record(row).expect("writing into memory cannot fail");
    }
    writer.flush().expect("writing into memory cannot fail");
}
