//! A table read row by row, so that it need not fit into memory.

use super::{Folder, FolderError};
use crate::output::reading;
use crate::output::tables::Table;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// The rows of a table that are not read yet.
#[derive(Debug)]
pub struct Rows {
    path: PathBuf,
    names: Vec<String>,
    reader: csv::Reader<BufReader<File>>,
    record: csv::StringRecord,
    read: u64,
    expected: Option<u64>,
}

impl Folder {
    /// A table to be read row by row, from the start.
    ///
    /// # Errors
    /// When it cannot be read or lacks a column.
    pub fn rows(&self, table: Table) -> Result<Rows, FolderError> {
        let rows = Rows::open(&self.path().join(table.file()))?;
        match table.keys().iter().find(|key| rows.place(key).is_none()) {
            Some(missing) => Err(rows.damaged(format!("it has no column `{missing}`"))),
            None => Ok(Rows { expected: self.manifest().rows.get(table.name()).copied(), ..rows }),
        }
    }
}

impl Rows {
    /// Opens a CSV file.
    pub(super) fn open(path: &Path) -> Result<Self, FolderError> {
        let cannot = |source| FolderError::File { path: path.to_owned(), source };
        let damaged = |problem: String| FolderError::Damaged { path: path.to_owned(), problem };
        reading::refuse_others(path).map_err(cannot)?;
        let mut file = File::open(path).map_err(cannot)?;
        if !ends_whole(&mut file).map_err(cannot)? {
            return Err(damaged("its last line is cut short".into()));
        }
        let mut reader = csv::Reader::from_reader(BufReader::with_capacity(1 << 16, file));
        let names = reader.headers().map_err(|error| damaged(error.to_string()))?;
        let names = names.iter().map(str::to_owned).collect();
        Ok(Self { path: path.to_owned(), names, reader, record: csv::StringRecord::new(), read: 0, expected: None })
    }

    /// Names of the columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The place of a column.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n == name)
    }

    /// Goes on to the next row and says whether there is one.
    ///
    /// # Errors
    /// When a row is not as long as the header, or there are not as many as the manifest says.
    pub fn go_on(&mut self) -> Result<bool, FolderError> {
        match self.reader.read_record(&mut self.record) {
            Err(error) => Err(self.damaged(error.to_string())),
            Ok(true) => {
                self.read += 1;
                Ok(true)
            }
            Ok(false) => match self.expected.filter(|expected| *expected != self.read) {
                Some(expected) => Err(self.damaged(format!("it has {} rows instead of {expected}", self.read))),
                None => Ok(false),
            },
        }
    }

    /// The field of this row at a place.
    pub fn word(&self, place: usize) -> &str {
        self.record.get(place).unwrap_or_default()
    }

    /// The same as a number; NaN where there is none. The program never writes that word.
    ///
    /// # Errors
    /// When it is something else.
    pub fn number(&self, place: usize) -> Result<f64, FolderError> {
        let field = self.word(place);
        match field.parse::<f64>() {
            _ if field.is_empty() => Ok(f64::NAN),
            Ok(number) if !number.is_nan() => Ok(number),
            _ => Err(self.wrong(place, "number")),
        }
    }

    /// The same as a whole number.
    ///
    /// # Errors
    /// When it is something else.
    pub fn whole(&self, place: usize) -> Result<i64, FolderError> {
        self.word(place).parse().map_err(|_| self.wrong(place, "whole number"))
    }

    fn wrong(&self, place: usize, what: &str) -> FolderError {
        let (field, line) = (self.word(place), self.record.position().map_or(0, csv::Position::line));
        let column = self.names.get(place).map_or("", String::as_str);
        self.damaged(format!("line {line}: `{field}` is no {what} (column `{column}`)"))
    }

    pub(super) fn damaged(&self, problem: String) -> FolderError {
        FolderError::Damaged { path: self.path.clone(), problem }
    }
}

/// Whether a file ends with a line end; it is at its start again afterwards.
fn ends_whole(file: &mut File) -> std::io::Result<bool> {
    let size = file.seek(SeekFrom::End(0))?;
    if size == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::Start(size - 1))?;
    file.read_exact(&mut last)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(last == *b"\n")
}
