//! Network files.
use super::{Direction, Dropped, Network};

/// What was read from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The network.
    pub network: Network,
    /// What was left out.
    pub dropped: Dropped,
    /// What a user should know about how the file was understood.
    pub notes: Vec<String>,
}

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The file, as it was named.
    pub file: String,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column, from 1.
    pub column: Option<usize>,
    /// What is wrong and what was expected.
    pub message: String,
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.file)?;
        self.line.iter().try_for_each(|line| write!(f, ":{line}"))?;
        self.column.iter().try_for_each(|column| write!(f, ":{column}"))?;
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for ReadError {}

/// A file format.
pub struct Format;
/// All formats.
pub const FORMATS: &[Format] = &[];

/// Reads a network file.
///
/// # Errors
/// What is wrong with it, and where.
pub fn read(name: &str, _bytes: &[u8], _direction: Option<Direction>) -> Result<Reading, ReadError> {
    Err(ReadError { file: name.to_owned(), line: None, column: None, message: "under construction".to_owned() })
}

/// Writes a network file.
///
/// # Errors
/// When no format has this extension.
pub fn write(name: &str, _network: &Network) -> Result<Vec<u8>, ReadError> {
    Err(ReadError { file: name.to_owned(), line: None, column: None, message: "under construction".to_owned() })
}
