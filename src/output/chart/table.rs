//! The numbers that a figure draws, as a table.

use std::fmt::Write as _;

/// Rows of text and numbers, written as CSV.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    columns: usize,
    text: String,
    rows: usize,
}

/// One field.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A number; empty where it is not finite.
    Number(f64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Cell {
        Cell::Number(number)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Cell {
        Cell::Number(number as f64)
    }
}

impl Table {
    /// A table with these columns.
    pub fn new(columns: &[&str]) -> Table {
        let mut table = Table { columns: columns.len(), ..Table::default() };
        table.line(columns.iter().map(|c| Cell::from(*c)).collect());
        table
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Cell>) {
        debug_assert_eq!(cells.len(), self.columns);
        self.rows += 1;
        self.line(cells);
    }

    fn line(&mut self, cells: Vec<Cell>) {
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            match cell {
                Cell::Number(number) if number.is_finite() => {
                    let _ = write!(self.text, "{}", rounded(number));
                }
                Cell::Number(_) => {}
                Cell::Text(text) => self.text.push_str(&quoted(&text)),
            }
        }
        self.text.push('\n');
    }

    /// Number of rows below the header.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no row below the header.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The table as CSV text.
    pub fn csv(&self) -> &str {
        &self.text
    }
}

/// Nine digits: more than can be seen, few enough that the last bit of a sum does not show.
fn rounded(number: f64) -> f64 {
    format!("{number:.8e}").parse().unwrap_or(number)
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
