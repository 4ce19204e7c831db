//! A run of a finished folder, made ready to be run once more: its scenario, network and dice are what the folder says.

use super::results::alone;
use super::{Folder, FolderError, SCENARIO, SCENARIO_B, inputs};
use crate::experiment::{Point, Run, RunError};
use crate::network::Network;
use crate::output::reading;
use crate::output::tables::{Layout, OK, Segments, Table};
use crate::results::manifest::{Manifest, PointEntry};
use crate::scenario::{self, Overrides, Scenario};
use std::io;
use std::sync::Arc;

/// A run, ready to be run again.
#[derive(Debug)]
pub struct Again {
    /// The scenario at the run's point.
    pub scenario: Scenario,
    /// The point.
    pub point: Point,
    /// The run.
    pub run: Run,
    /// Its network.
    pub network: Arc<Network>,
    /// The columns of the folder's tables.
    pub layout: Layout,
}

/// Why a run cannot be run again.
#[derive(Debug, thiserror::Error)]
pub enum AgainError {
    /// The folder cannot be read.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// It is of another version of the program.
    #[error("`{folder}` was written by catching {theirs} and this is {ours}: other versions may give other numbers")]
    Version {
        /// The folder.
        folder: String,
        /// Who wrote it.
        theirs: String,
        /// Who reads it.
        ours: String,
    },
    /// There is no such run.
    #[error("there is no run {id} in `{folder}`; its runs are 0 to {last}")]
    NoRun {
        /// The run.
        id: u64,
        /// The folder.
        folder: String,
        /// The last run there is.
        last: u64,
    },
    /// The run failed when it was run.
    #[error("run {0} failed when it was first run; it left no numbers to compare with")]
    Failed(u64),
    /// Its network cannot be drawn again.
    #[error(transparent)]
    Run(#[from] RunError),
}

impl Folder {
    /// Makes a run ready to be run again.
    ///
    /// # Errors
    /// When there is no such run, or the folder is damaged or of another version.
    pub fn again(&self, id: u64) -> Result<Again, AgainError> {
        let manifest = self.manifest();
        let ours = env!("CARGO_PKG_VERSION");
        if manifest.version != ours {
            let (folder, theirs) = (self.path().display().to_string(), manifest.version.clone());
            return Err(AgainError::Version { folder, theirs, ours: ours.to_owned() });
        }
        let run = self.run(id)?;
        let entry = manifest.points.get(run.point).ok_or_else(|| self.damaged("it names a point that is not there"))?;
        let scenario = self.scenario_at(entry)?;
        let network = scenario.network.shared(scenario.situation.held.chance(run.seed)).map_err(RunError::from)?;
        let point = Point {
            index: run.point,
            arm: entry.arm.clone(),
            overrides: entry.set.clone().into_iter().collect(),
            varied: entry.varied.clone(),
            null: entry.null,
            situation: scenario.situation.clone(),
            timing: scenario.timing,
            stretch: 0,
            network: 0,
        };
        Ok(Again { layout: self.layout(manifest, &scenario)?, scenario, point, run, network })
    }

    /// A run as the table of runs has it.
    fn run(&self, id: u64) -> Result<Run, AgainError> {
        let mut rows = self.rows(Table::Runs)?;
        let place = |name: &str| rows.place(name).unwrap_or_default(); // that it is there was looked at
        let [run, point, replicate, seed, status] = ["run_id", "point", "replicate", "seed", "status"].map(place);
        let (mut last, mut found) = (0, None);
        // To the end: a table that was cut short is not to be trusted.
        while rows.go_on()? {
            let number = |place| rows.number(place).map(|number| number as u64);
            last = number(run)?.max(last);
            if number(run)? == id {
                let this =
                    Run { id, point: number(point)? as usize, replicate: number(replicate)?, seed: number(seed)? };
                found = Some((this, rows.word(status) == OK));
            }
        }
        match found {
            Some((run, true)) => Ok(run),
            Some((_, false)) => Err(AgainError::Failed(id)),
            None => Err(AgainError::NoRun { id, folder: self.path().display().to_string(), last }),
        }
    }

    /// The scenario at a point: as resolved, with what its design and its arm change.
    fn scenario_at(&self, entry: &PointEntry) -> Result<Scenario, FolderError> {
        let second = self.manifest().compared_with.is_some() && entry.point == 1;
        let (name, text) = match &self.manifest().compared_with {
            Some(other) if second => (SCENARIO_B, other.resolved.clone()),
            _ => (SCENARIO, self.scenario()?),
        };
        let varied = entry.varied.iter().filter(|(key, value)| !value.is_empty() && !scenario::is_label(key));
        let kept = inputs::local_names(self.manifest().inputs.iter().map(|input| input.file.as_str()));
        let mut changes: Overrides =
            varied.map(|(key, value)| (key.clone(), inputs::of_shown(key, value, &kept))).collect();
        changes.extend(entry.set.clone());
        // Other arms and points have no say in this one, and may not fit it.
        let text = if changes.iter().any(|(key, _)| scenario::overlap(key, "arms", &[])) { text } else { alone(&text) };
        let files = |file: &str| std::fs::read(self.path().join(file));
        let mut scenario = scenario::read(name, &text, &changes, &files).map_err(|problems| FolderError::Damaged {
            path: self.path().join(name),
            problem: problems.lines().join("; "),
        })?;
        entry.time(&mut scenario);
        Ok(scenario)
    }

    fn layout(&self, manifest: &Manifest, scenario: &Scenario) -> Result<Layout, FolderError> {
        let people = self.header(Table::Agents)?.into_iter().skip(Table::Agents.keys().len()).collect();
        Ok(Layout::known(scenario.time_unit, manifest.varied_columns(), &manifest.metrics, &manifest.series, people))
    }

    fn header(&self, table: Table) -> Result<Vec<String>, FolderError> {
        Ok(self.reader(table)?.headers().map(|names| names.iter().map(str::to_owned).collect()).unwrap_or_default())
    }

    fn reader(&self, table: Table) -> Result<csv::Reader<std::fs::File>, FolderError> {
        let path = self.path().join(table.file());
        let cannot = |source: io::Error| FolderError::File { path: path.clone(), source };
        reading::refuse_others(&path).map_err(cannot)?;
        csv::ReaderBuilder::new().flexible(true).from_path(&path).map_err(|error| cannot(error.into()))
    }

    fn damaged(&self, problem: &str) -> FolderError {
        FolderError::Damaged { path: self.path().join(Table::Runs.file()), problem: problem.to_owned() }
    }

    /// What the folder's tables say otherwise than the rows of a run that was run again. Tables in which the folder has
    /// no row of it are left out; the second list names the tables that were compared, with their number of rows.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn differences(&self, again: &Again, rows: &Segments) -> Result<(Vec<Difference>, Vec<Compared>), FolderError> {
        let (mut found, mut compared) = (Vec::new(), Vec::new());
        for table in Table::PER_RUN {
            let recorded = self.records(table, again.run.id)?;
            // Of every run there is a row of its outcomes and its series; the rest is kept of some.
            if recorded.is_empty() && !matches!(table, Table::Runs | Table::Series) {
                continue;
            }
            let replayed = records(rows.of(table));
            let header: Vec<String> = again.layout.header(table).into_iter().map(str::to_owned).collect();
            compared.push((table, recorded.len()));
            found.extend(difference(table, &header, &recorded, &replayed));
        }
        Ok((found, compared))
    }

    fn records(&self, table: Table, run: u64) -> Result<Vec<csv::StringRecord>, FolderError> {
        let (mut reader, id) = (self.reader(table)?, run.to_string());
        let path = self.path().join(table.file());
        let mut found = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|e| FolderError::Damaged { path: path.clone(), problem: e.to_string() })?;
            match record.get(0) == Some(&id) {
                true => found.push(record),
                // The rows of a run stand together.
                false if !found.is_empty() => break,
                false => {}
            }
        }
        Ok(found)
    }
}

/// A table and how many rows of it were compared.
pub type Compared = (Table, usize);

/// A number that came out differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// In which table.
    pub table: Table,
    /// In which of the run's rows, from 0.
    pub row: usize,
    /// In which column.
    pub column: String,
    /// What the folder says.
    pub recorded: String,
    /// What came out now.
    pub replayed: String,
}

fn records(text: &[u8]) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    reader.records().filter_map(Result::ok).collect()
}

/// The first row that differs, column by column.
fn difference(
    table: Table,
    header: &[String],
    recorded: &[csv::StringRecord],
    replayed: &[csv::StringRecord],
) -> Vec<Difference> {
    let rows = recorded.len().max(replayed.len());
    let Some(row) = (0..rows).find(|&row| recorded.get(row) != replayed.get(row)) else { return Vec::new() };
    let (Some(old), Some(new)) = (recorded.get(row), replayed.get(row)) else {
        let [recorded, replayed] = [recorded.len(), replayed.len()].map(|n| format!("{n} rows"));
        return vec![Difference { table, row, column: "number of rows".to_owned(), recorded, replayed }];
    };
    let field = |record: &csv::StringRecord, place: usize| record.get(place).unwrap_or_default().to_owned();
    let columns = (0..old.len().max(new.len())).filter(|&place| old.get(place) != new.get(place));
    columns
        .map(|place| Difference {
            table,
            row,
            column: header.get(place).cloned().unwrap_or_default(),
            recorded: field(old, place),
            replayed: field(new, place),
        })
        .collect()
}
