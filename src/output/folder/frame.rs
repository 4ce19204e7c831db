//! A table in memory, column by column.

use super::{FolderError, Rows};

/// Columns that hold words, even where the words look like numbers (people without names have numbers).
pub(super) const WORDS: [&str; 11] =
    ["arm", "groups", "status", "metric", "agent", "expression", "cause", "source", "viewer", "seen", "kind"];

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

    /// Reads what is left of a table. Beside the usual ones, columns with these names hold words.
    ///
    /// # Errors
    /// When it cannot be read, rows differ in length, or a number is none.
    pub(super) fn read(mut rows: Rows, words: &[String]) -> Result<Self, FolderError> {
        let mut columns: Vec<Column> = rows.names().iter().map(|name| Column::new(name, words)).collect();
        let mut count = 0;
        while rows.go_on()? {
            columns.iter_mut().enumerate().try_for_each(|(place, column)| column.take(&rows, place))?;
            count += 1;
        }
        Ok(Self { names: rows.names().to_vec(), columns, rows: count })
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

    fn take(&mut self, rows: &Rows, place: usize) -> Result<(), FolderError> {
        match self {
            Self::Words(words) => words.push(rows.word(place).to_owned()),
            Self::Numbers(numbers) => numbers.push(rows.number(place)?),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8], words: &[String]) -> Result<Frame, FolderError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        std::fs::write(&path, text).unwrap();
        Frame::read(Rows::open(&path)?, words)
    }

    #[test]
    fn columns_are_numbers_or_words_by_name() {
        let text = b"run_id,agent,x,network.n\n0,7,,all\n0,\"a, b\",0.5,3\n";
        let frame = read(text, &["network.n".to_owned()]).unwrap();
        assert_eq!(frame.words("network.n"), ["all", "3"]);
        assert_eq!(frame.words("agent"), ["7", "a, b"]);
        assert_eq!(frame.numbers("run_id"), [0.0, 0.0]);
        assert!(frame.numbers("x")[0].is_nan() && frame.numbers("x")[1] == 0.5);
        assert!(frame.numbers("y").is_empty());
    }

    #[test]
    fn damage_is_named() {
        let problem = |text: &str| read(text.as_bytes(), &[]).unwrap_err().to_string();
        assert!(problem("run_id,x\n0,1\n0,").contains("cut short"));
        assert!(problem("run_id,x\n0,one\n").contains("line 2: `one` is no number (column `x`)"));
        assert!(problem("run_id,x\n0\n").contains("line: 2"));
        assert!(problem("").contains("cut short"));
    }
}
