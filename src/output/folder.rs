//! A result folder: [claimed](claim) while an experiment runs, [opened](Folder) to draw and tell what came out.

pub mod again;
pub mod claim;
pub mod excel;
mod exchange;
pub mod figures;
mod frame;
pub mod inputs;
pub mod lock;
pub mod own;
pub mod parquet;
mod refusal;
pub mod replayed;
mod results;
mod rows;
pub mod stage;
pub mod staging;

pub use frame::{Column, Frame};
pub use rows::Rows;

use super::reading;
use super::tables::Table;
use crate::results::manifest::{MANIFEST, Manifest, SCHEMA_VERSION};
use std::cell::OnceCell;
use std::io;
use std::path::{Path, PathBuf};

/// The resolved scenario.
pub const SCENARIO: &str = "scenario.toml";
/// The resolved scenario of the second version, where two are compared.
pub const SCENARIO_B: &str = "scenario-b.toml";
/// The finished runs of a part of a sweep, from which the parts are put together.
pub const SHARD_RUNS: &str = "runs.journal";
/// The folder of the charts, inside the result folder.
pub const FIGURES: &str = "figures";
/// The file.
pub const DATAPACKAGE: &str = "datapackage.json";
/// Where finished runs are kept until all are: hidden, and removed at the end.
pub const STAGING: &str = ".catching";

/// A finished result folder; tables are read when they are asked for.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    manifest: Manifest,
    tables: [OnceCell<Frame>; Table::ALL.len()],
}

/// Why a result folder cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is none.
    #[error("there is no folder `{}`\nhelp: give one that `catching run` or `catching sweep` has written; without `-o` they are in `output`", .0.display())]
    Missing(PathBuf),
    /// Its runs are not all done.
    #[error("the runs in `{}` are not finished; the command that began them goes on from there", .0.display())]
    Unfinished(PathBuf),
    /// It is some other folder.
    #[error("`{}` is not a result folder: it has no {MANIFEST}", .0.display())]
    Foreign(PathBuf),
    /// Its manifest is damaged or of another program.
    #[error("`{}` cannot be read: {problem}", .path.display())]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// A file cannot be read.
    #[error("`{}` cannot be read: {source}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A table is not what it was.
    #[error("`{}` is damaged: {problem}", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
}

impl Folder {
    /// Opens a finished result folder.
    ///
    /// # Errors
    /// When it is none.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, FolderError> {
        let path = path.into();
        stage::complete_for_a_reader(&path);
        let manifest = read_manifest(&path)?;
        Ok(Self { path, manifest, tables: Default::default() })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it holds and how it came to be.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The resolved scenario, as TOML.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn scenario(&self) -> Result<String, FolderError> {
        let path = self.path.join(SCENARIO);
        reading::read_text(&path, MOST).map_err(|source| FolderError::File { path, source })
    }

    /// A table, whole; see [`Self::rows`] for one that may not fit into memory.
    ///
    /// # Errors
    /// When it cannot be read, or has not as many rows as the manifest says.
    pub fn table(&self, table: Table) -> Result<&Frame, FolderError> {
        let cell = &self.tables[table as usize];
        if let Some(frame) = cell.get() {
            return Ok(frame);
        }
        let frame = Frame::read(self.rows(table)?, &self.manifest.varied)?;
        Ok(cell.get_or_init(|| frame))
    }
}

/// More than any manifest or scenario of ours has \[bytes\]: a million points with all that they set.
const MOST: u64 = 4 << 30;

/// Reads a folder's manifest.
///
/// # Errors
/// When there is none or it is not one of ours.
pub fn read_manifest(folder: &Path) -> Result<Manifest, FolderError> {
    let path = folder.join(MANIFEST);
    let problem = |problem: String| FolderError::Manifest { path: path.clone(), problem };
    let text = match reading::read_text(&path, MOST) {
        Ok(text) => text,
        Err(_) if !folder.is_dir() => return Err(FolderError::Missing(folder.to_owned())),
        Err(_) if folder.join(STAGING).is_dir() => return Err(FolderError::Unfinished(folder.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(FolderError::Foreign(folder.to_owned())),
        Err(error) => return Err(problem(error.to_string())),
    };
    let value: serde_json::Value = serde_json::from_str(&text).map_err(|e| problem(e.to_string()))?;
    match value["schema_version"].as_u64() {
        Some(version) if version > u64::from(SCHEMA_VERSION) => {
            Err(problem(format!("it was written by a newer version of the program ({})", value["version"])))
        }
        Some(_) => serde_json::from_value(value).map_err(|e| problem(e.to_string())),
        None => Err(problem("it was not written by this program".into())),
    }
}
