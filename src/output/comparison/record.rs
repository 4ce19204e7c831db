//! `comparison.json`: what was compared and what was asked, so that the charts can be drawn again.

use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file.
pub const RECORD: &str = "comparison.json";

/// What a comparison was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The outcome that was asked for, if one was.
    pub outcome: Option<String>,
    /// The command as typed.
    #[serde(default)]
    pub command: Vec<String>,
    /// The two versions, where they are results of other folders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sides: Option<[Side; 2]>,
}

/// A version: a point of a result folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The folder.
    pub folder: PathBuf,
    /// The point.
    pub point: u32,
    /// What it is called.
    pub name: String,
    /// When its results were complete, which tells whether they are still the same.
    pub finished: String,
}

impl Record {
    /// The record of a folder, if it has one.
    ///
    /// # Errors
    /// When it is damaged or cannot be read.
    pub fn read(folder: &Path) -> io::Result<Option<Self>> {
        match fs::read_to_string(folder.join(RECORD)) {
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(error),
            Ok(text) => serde_json::from_str(&text).map(Some).map_err(io::Error::other),
        }
    }

    /// As text.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("names and numbers are always JSON") + "\n"
    }
}
