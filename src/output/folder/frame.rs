//! A table in memory, column by column.

use super::FolderError;
use std::path::Path;

/// Columns that hold words, even where the words look like numbers (people without names have numbers).
const WORDS: [&str; 10] =
    ["arm", "status", "metric", "agent", "expression", "cause", "source", "viewer", "seen", "kind"];

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    names: Vec<String>,
    columns: Vec<Column>,
    rows: usize,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Numbers; NaN where there is none.
    Numbers(Vec<f64>),
    /// Words; empty where there is none.
    Words(Vec<String>),
}

impl Frame {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Names of the columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// A column.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.names.iter().position(|n| n == name).map(|place| &self.columns[place])
    }

    /// A column of numbers; empty when there is none of this name.
    pub fn numbers(&self, name: &str) -> &[f64] {
        if let Some(Column::Numbers(numbers)) = self.column(name) { numbers } else { &[] }
    }

    /// A column of words; empty when there is none of this name.
    pub fn words(&self, name: &str) -> &[String] {
        if let Some(Column::Words(words)) = self.column(name) { words } else { &[] }
    }

    /// Reads a CSV file. Beside the usual ones, columns with these names hold words.
    ///
    /// # Errors
    /// When it cannot be read, rows differ in length, or a number is none.
    pub(super) fn read(path: &Path, words: &[String]) -> Result<Self, FolderError> {
        let text = std::fs::read(path).map_err(|source| FolderError::File { path: path.to_owned(), source })?;
        let frame = Self::parse(&text, words);
        frame.map_err(|problem| FolderError::Damaged { path: path.to_owned(), problem })
    }

    fn parse(text: &[u8], words: &[String]) -> Result<Self, String> {
        if !text.ends_with(b"\n") {
            return Err("its last line is cut short".into());
        }
        let mut reader = csv::Reader::from_reader(text);
        let names: Vec<String> = reader.headers().map_err(|e| e.to_string())?.iter().map(str::to_owned).collect();
        let mut frame = Self { columns: names.iter().map(|name| Column::new(name, words)).collect(), names, rows: 0 };
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(|e| e.to_string())? {
            let line = record.position().map_or(0, csv::Position::line);
            for ((column, name), field) in frame.columns.iter_mut().zip(&frame.names).zip(&record) {
                column.push(field).ok_or_else(|| format!("line {line}: `{field}` is no number (column `{name}`)"))?;
            }
            frame.rows += 1;
        }
        Ok(frame)
    }
}

impl Column {
    fn new(name: &str, words: &[String]) -> Self {
        if WORDS.contains(&name) || words.iter().any(|word| word == name) {
            Self::Words(Vec::new())
        } else {
            Self::Numbers(Vec::new())
        }
    }

    fn push(&mut self, field: &str) -> Option<()> {
        match self {
            Self::Words(words) => words.push(field.to_owned()),
            Self::Numbers(numbers) if field.is_empty() => numbers.push(f64::NAN),
            Self::Numbers(numbers) => numbers.push(field.parse().ok()?),
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_numbers_or_words_by_name() {
        let text = b"run_id,agent,x,network.n\n0,7,,all\n0,\"a, b\",0.5,3\n";
        let frame = Frame::parse(text, &["network.n".to_owned()]).unwrap();
        assert_eq!(frame.words("network.n"), ["all", "3"]);
        assert_eq!(frame.words("agent"), ["7", "a, b"]);
        assert_eq!(frame.numbers("run_id"), [0.0, 0.0]);
        assert!(frame.numbers("x")[0].is_nan() && frame.numbers("x")[1] == 0.5);
        assert!(frame.numbers("y").is_empty());
    }

    #[test]
    fn damage_is_named() {
        let problem = |text: &str| Frame::parse(text.as_bytes(), &[]).unwrap_err();
        assert!(problem("run_id,x\n0,1\n0,").contains("cut short"));
        assert!(problem("run_id,x\n0,one\n").contains("line 2: `one` is no number (column `x`)"));
        assert!(problem("run_id,x\n0\n").contains("line: 2"));
        assert!(problem("").contains("cut short"));
    }
}
