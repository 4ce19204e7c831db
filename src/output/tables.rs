//! The tables of a result folder: one row a run, a sample time, an outcome, an expression, a person, a tie.
//!
//! One header row, UTF-8, `.` decimals, nothing for what is missing. Rows are in the order of runs, whatever order the
//! runs finished in, and numbers are the shortest that read back the same, so equal results are equal bytes.

#[cfg(feature = "files")]
mod collector;
#[cfg(feature = "files")]
mod earlier;
mod row;
mod segments;
mod sensitivity;
mod summary;
#[cfg(feature = "files")]
mod write;

pub use crate::results::Varied;
pub use crate::results::number::{number, told};
pub use segments::Segments;
pub use sensitivity::{SENSITIVITY, sensitivity_csv, sensitivity_rows, told_ends};
pub use summary::{INTERVAL_COLUMN, Outcome, SUMMARY_COLUMNS, UNTIL_COLUMNS, summary_csv};
#[cfg(feature = "files")]
pub use write::{Written, is_free, keep, keep_all, write_tables};
#[cfg(feature = "files")]
pub(crate) use write::{draft, is_draft};

#[cfg(feature = "files")]
use crate::experiment::running;
use crate::experiment::statistics::weighed_by;
use crate::experiment::stopping::Until;
use crate::experiment::{Point, Run};
use crate::model::{self, Recording, Threads};
use crate::network::Network;
use crate::quantity::TimeUnit;
use crate::results::collect::union;
use row::Rows;

/// A table of a result folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// One row a run.
    Runs,
    /// One row a run and sample time.
    Series,
    /// One row an expression.
    Events,
    /// One row a person.
    Agents,
    /// One row a directed tie.
    Ties,
    /// One row a point and outcome, over its runs.
    Summary,
}

impl Table {
    /// The tables that are rows of single runs, one after the other.
    pub const PER_RUN: [Self; 5] = [Self::Runs, Self::Series, Self::Events, Self::Agents, Self::Ties];
    /// All tables.
    pub const ALL: [Self; 6] = [Self::Runs, Self::Series, Self::Summary, Self::Events, Self::Agents, Self::Ties];

    /// Its name, as people and the manifest call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Runs => "runs",
            Self::Series => "series",
            Self::Events => "events",
            Self::Agents => "agents",
            Self::Ties => "ties",
            Self::Summary => "summary",
        }
    }

    /// The columns that it always begins with.
    pub const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Runs => &["run_id", "point", "arm", "replicate", "seed", "status"],
            Self::Series => &["run_id", "time"],
            Self::Events => &["run_id", "time", "agent", "expression", "cause", "source", "latency", "duration"],
            Self::Agents => &["run_id", "agent"],
            Self::Ties => &["run_id", "viewer", "seen", "kind", "closeness", "visibility"],
            Self::Summary => &["point", "arm"],
        }
    }

    /// Its file.
    pub fn file(self) -> String {
        format!("{}.csv", self.name())
    }
}

/// What every table of one experiment has in common: which columns there are.
#[derive(Clone, Debug)]
pub struct Layout {
    unit: TimeUnit,
    until: Option<Until>,
    varied: Vec<Varied>,
    metrics: Vec<String>,
    series: Vec<String>,
    people: Vec<String>,
}

impl Layout {
    /// The columns of an experiment with these points; times are told in `unit`.
    pub fn new(points: &[Point], unit: TimeUnit) -> Self {
        let all = |names| union(points, names);
        Self {
            unit,
            until: None,
            varied: varied(points, unit),
            metrics: all(model::metric_names),
            series: all(model::series_names),
            people: people(points),
        }
    }

    /// The same for a plan that adds runs until intervals are narrow.
    #[must_use]
    pub fn until(self, until: Option<Until>) -> Self {
        Self { until, ..self }
    }

    /// Outcomes of a run, read from what was kept of it, with how much each counts in a pooled share; absent where it has none.
    pub fn measured(&self, packet: &[u8], metrics: &[String]) -> Vec<(Option<f64>, f64)> {
        let row = Segments::unpack(packet).and_then(|segments| summary::fields(segments.of(Table::Runs)).ok());
        let place = |metric: &String| self.metrics.iter().position(|m| m == metric).map(|p| p + self.before_metrics());
        let read = |metric: &String| row.as_ref()?.get(place(metric)?)?.parse().ok();
        let weight = |metric: &String| weighed_by(metric).map_or(Some(1.0), |events| read(&events)).unwrap_or(0.0);
        metrics.iter().map(|metric| (read(metric), weight(metric))).collect()
    }

    /// Columns of `runs.csv` before the outcomes.
    fn before_metrics(&self) -> usize {
        Table::Runs.keys().len() + self.varied.len()
    }

    /// The columns of tables that exist.
    pub fn known(
        unit: TimeUnit,
        varied: Vec<Varied>,
        metrics: &[String],
        series: &[String],
        people: Vec<String>,
    ) -> Self {
        let [metrics, series] = [metrics, series].map(<[String]>::to_vec);
        Self { unit, until: None, varied, metrics, series, people }
    }

    /// The varied keys.
    pub fn varied(&self) -> &[Varied] {
        &self.varied
    }

    /// What is varied at a point, as tables write it.
    fn told<'a>(&'a self, point: &'a Point) -> impl Iterator<Item = String> + 'a {
        self.varied.iter().zip(&point.varied).map(|(varied, (_, value))| varied.told(value, self.unit))
    }

    /// The names of the outcomes.
    pub fn metrics(&self) -> &[String] {
        &self.metrics
    }

    /// The names of what the series holds.
    pub fn series(&self) -> &[String] {
        &self.series
    }

    /// The unit of time.
    pub fn unit(&self) -> TimeUnit {
        self.unit
    }

    /// The header of a table.
    pub fn header(&self, table: Table) -> Vec<&str> {
        let columns: &[&[String]] = match table {
            Table::Runs => &[&self.metrics],
            Table::Series => &[&self.series],
            Table::Agents => &[&self.people],
            Table::Summary | Table::Events | Table::Ties => &[],
        };
        let varied = self.varied.iter().filter(|_| matches!(table, Table::Runs | Table::Summary));
        let varied = varied.map(|varied| varied.key.as_str());
        let after: &[&[&str]] = match (table, &self.until) {
            (Table::Summary, None) => &[&SUMMARY_COLUMNS, &[INTERVAL_COLUMN]],
            (Table::Summary, Some(_)) => &[&SUMMARY_COLUMNS, &UNTIL_COLUMNS, &[INTERVAL_COLUMN]],
            _ => &[],
        };
        let columns = columns.iter().copied().flatten().map(String::as_str);
        table
            .keys()
            .iter()
            .copied()
            .chain(varied)
            .chain(columns)
            .chain(after.iter().copied().flatten().copied())
            .collect()
    }

    /// The rows of a run that came to its end.
    pub fn rows(&self, run: &Run, point: &Point, network: &Network, recording: &Recording) -> Segments {
        self.rows_by(Threads::ALONE, run, point, network, recording)
    }

    /// The same, written by several threads.
    pub fn rows_by(
        &self,
        threads: Threads,
        run: &Run,
        point: &Point,
        network: &Network,
        recording: &Recording,
    ) -> Segments {
        Rows::new(self, run, point).all(threads, network, recording)
    }

    /// What is kept of a run, however it ended, until the tables are written.
    #[cfg(feature = "files")]
    pub fn packet(&self, run: &Run, point: &Point, left: &running::Outcome<'_>) -> Vec<u8> {
        match left {
            running::Outcome::Ended(network, recording, threads) => {
                self.rows_by(*threads, run, point, network, recording).pack()
            }
            running::Outcome::Failed(_) => self.failed_row(run, point).pack(),
        }
    }

    /// The row of a run that did not.
    pub fn failed_row(&self, run: &Run, point: &Point) -> Segments {
        Rows::new(self, run, point).failed()
    }
}

/// What is told of people: their groups, where there are any, and the numbers that the model knows them by.
fn people(points: &[Point]) -> Vec<String> {
    let grouped = points.iter().any(|point| !point.situation.groups.is_empty());
    let groups = grouped.then(|| GROUPS.to_owned());
    groups.into_iter().chain(union(points, model::agent_columns)).collect()
}

/// The column of a person's groups in `agents.csv`: their names, in the order of the scenario.
pub const GROUPS: &str = "groups";

/// The varied keys, each in a unit that fits all of its values.
fn varied(points: &[Point], unit: TimeUnit) -> Vec<Varied> {
    let keys = points.first().map(|point| point.varied.as_slice()).unwrap_or_default();
    let values = |place: usize| points.iter().filter_map(move |point| Some(point.varied.get(place)?.1.as_str()));
    keys.iter().enumerate().map(|(place, (key, _))| Varied::of(key, values(place), unit)).collect()
}

/// Records as CSV text.
pub(crate) fn csv_of<R: AsRef<[u8]>, I: IntoIterator<Item = R>>(records: impl IntoIterator<Item = I>) -> String {
    const IN_MEMORY: &str = "writing into memory cannot fail";
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    records.into_iter().for_each(|record| writer.write_record(record).expect(IN_MEMORY));
    String::from_utf8(writer.into_inner().expect(IN_MEMORY)).expect("names and numbers are text")
}

/// The word in the `status` column for a run that came to its end.
pub const OK: &str = "ok";
/// The word in the `status` column for a run that did not.
pub const FAILED: &str = "failed";
