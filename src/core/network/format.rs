//! Network files: one format a file, chosen by extension; any of them may be gzip-compressed.
//!
//! Readers take bytes (opening files is the caller's job) and never panic: whatever is wrong with a file comes back as
//! a [`ReadError`] that says where. Whatever is guessed, skipped or called otherwise stands in [`Reading::notes`].

mod attributes;
mod draft;
mod edge_list;
mod encoding;
mod gexf;
mod gml;
mod graphml;
mod moments;
mod node_link;
mod options;
mod pajek;
mod text;
mod words;
mod writing;
mod xml;

pub use attributes::{Attribute, AttributeValue};
pub(super) use moments::is_date;
pub use moments::moment;
pub use options::{Flow, Limits, Options};

use super::parameter::nearest;
use super::{Direction, Dropped, Network};
use std::fmt;
use std::io::{self, Write};
use text::{decoded, inflated};
use words::shown;
use writing::Text;

/// All formats, in the order in which they are listed.
pub const FORMATS: &[Format] =
    &[edge_list::EDGE_LIST, graphml::GRAPHML, gml::GML, pajek::PAJEK, node_link::NODE_LINK, gexf::GEXF];

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// What it is called.
    pub name: &'static str,
    /// How its files end, without the dot.
    pub extensions: &'static [&'static str],
    /// What its files look like, in a line.
    pub about: &'static str,
    /// Whether it can hold places and blocks of people.
    pub keeps_people: bool,
    read: fn(&str, &Options<'_>) -> Result<Reading, Fault>,
    write: fn(&Network, extension: &str, to: &mut Text<'_>) -> Result<(), Fault>,
}

/// What was read from a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The network.
    pub network: Network,
    /// What was left out.
    pub dropped: Dropped,
    /// What a user should know about how the file was understood.
    pub notes: Vec<String>,
    /// What the file says about people besides their names and places, in the order in which it says it: one column an
    /// attribute, one value a person. Groups are there as the file writes them, too; their numbers are
    /// [`Network::blocks`].
    pub attributes: Vec<Attribute>,
}

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The file, as it was named.
    pub file: String,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// What is wrong and what was expected.
    pub message: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        self.line.iter().try_for_each(|line| write!(f, ":{line}"))?;
        self.column.iter().try_for_each(|column| write!(f, ":{column}"))?;
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for ReadError {}

/// What a reader complains about.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    place: Place,
    message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The file as a whole.
    File,
    /// A byte of the text.
    Offset(usize),
    /// Line and column, from 1.
    LineColumn(usize, usize),
}

impl Fault {
    fn at(offset: usize, message: impl Into<String>) -> Self {
        Self { place: Place::Offset(offset), message: message.into() }
    }

    fn of_file(message: impl Into<String>) -> Self {
        Self { place: Place::File, message: message.into() }
    }

    fn locate(self, file: &str, text: &str) -> ReadError {
        let (line, column) = match self.place {
            Place::File => (None, None),
            Place::LineColumn(line, column) => (Some(line), Some(column)),
            Place::Offset(offset) => {
                let before = &text.as_bytes()[..offset.min(text.len())];
                let start = before.iter().rposition(|&b| b == b'\n').map_or(0, |newline| newline + 1);
                let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
                (Some(line), Some(String::from_utf8_lossy(&before[start..]).chars().count() + 1))
            }
        };
        ReadError { file: file.to_owned(), line, column, message: self.message }
    }
}

/// Reads a network file. `direction` says whether ties are one-sided, where the file's own word is not to be taken.
///
/// # Errors
/// What is wrong with it, and where.
pub fn read(name: &str, bytes: &[u8], direction: Option<Direction>) -> Result<Reading, ReadError> {
    read_with(name, bytes, &Options { direction, ..Options::default() })
}

/// Reads a network file, with everything that can be said about how.
///
/// # Errors
/// What is wrong with it, and where.
pub fn read_with(name: &str, bytes: &[u8], options: &Options<'_>) -> Result<Reading, ReadError> {
    let fail = |fault: Fault| fault.locate(name, "");
    let format = match options.format {
        Some(extension) => by_extension(extension).map_err(fail)?,
        None => by_name(name).map_err(fail)?,
    };
    let bytes = inflated(bytes, &options.limits).map_err(fail)?;
    let (text, mut notes) = decoded(&bytes).map_err(fail)?;
    let mut reading = (format.read)(&text, options).map_err(|fault| fault.locate(name, &text))?;
    if reading.network.people() == 0 {
        return Err(fail(Fault::of_file("there is nobody in this network: no people and no ties were found")));
    }
    notes.append(&mut reading.notes);
    notes.extend(crate::text::look_the_same(reading.network.names().iter().map(String::as_str)));
    if !reading.network.is_symmetric() {
        notes.push(options.flow.about().to_owned());
        if options.flow == Flow::SourceToTarget {
            reading.network = reading.network.reversed();
        }
    }
    Ok(Reading { notes, ..reading })
}

/// The format that a text without a name has: the extension to give for it.
pub fn sniffed(bytes: &[u8]) -> &'static str {
    let unpacked = inflated(bytes, &Limits::default());
    let text = unpacked.ok().map(|bytes| {
        let start = &bytes[..bytes.len().min(4096)];
        encoding::start_of(start).to_lowercase()
    });
    let text = text.unwrap_or_default();
    let first_word = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('%')).unwrap_or("");
    match first_word {
        line if line.starts_with('<') => {
            if text.contains("<gexf") {
                "gexf"
            } else {
                "graphml"
            }
        }
        line if line.starts_with(['{', '[']) => "json",
        line if line.starts_with("*vertices") || line.starts_with("*network") => "net",
        line if line.starts_with("graph") && text.contains('[') => "gml",
        line if line.starts_with("creator") && text.contains("graph") && text.contains('[') => "gml",
        _ => "edges",
    }
}

/// Why a network was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// No format has this extension, or the format cannot hold this network.
    #[error(transparent)]
    Format(#[from] ReadError),
    /// The disk is full or gone.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

/// Writes a network in the format of a file name's extension, compressed when it ends in `.gz`. What comes out is read
/// back as the same people and ties.
///
/// # Errors
/// When no format has this extension, or when the format cannot hold this network; nothing is lost without a word, but
/// for what [`Format::keeps_people`] says.
pub fn write(name: &str, network: &Network) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    match write_to(name, network, &mut bytes) {
        Ok(()) => Ok(bytes),
        Err(WriteError::Format(error)) => Err(error),
        Err(WriteError::Disk(error)) => Err(Fault::of_file(error.to_string()).locate(name, "")),
    }
}

/// The same, piece by piece, so that a large network need not be in memory as text.
///
/// # Errors
/// As [`write()`], and when it cannot be written there; what is written until then is half a file.
pub fn write_to(name: &str, network: &Network, to: &mut dyn Write) -> Result<(), WriteError> {
    let fail = |fault: Fault| fault.locate(name, "");
    let format = by_name(name).map_err(fail)?;
    writing::possible(network).map_err(fail)?;
    let spaced = network.names().iter().any(|name| name.contains(char::is_whitespace));
    if spaced && !comes_back(name, format, network)? {
        let why = "names with spaces would be read as several columns; `.csv`, `.graphml` and `.json` keep them";
        return Err(fail(Fault::of_file(why.to_owned())).into());
    }
    if !is_gzip_name(name) {
        return piece_by_piece(name, format, network, to);
    }
    let mut packed = flate2::write::GzEncoder::new(to, flate2::Compression::default());
    piece_by_piece(name, format, network, &mut packed)?;
    packed.finish()?;
    Ok(())
}

fn piece_by_piece(name: &str, format: &Format, network: &Network, to: &mut dyn Write) -> Result<(), WriteError> {
    let mut text = Text::new(to);
    let written = (format.write)(network, &extension(name), &mut text);
    match text.failed() {
        Some(error) => Err(WriteError::Disk(error)),
        None => Ok(written.map_err(|fault| fault.locate(name, ""))?),
    }
}

/// The first part of a text, at most so many bytes of it.
struct Beginning {
    bytes: Vec<u8>,
    is_whole: bool,
}

/// More of a text than this is not read back to see whether it can be \[bytes\].
const READ_BACK: usize = 16 << 20;

impl Write for Beginning {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + part.len() > READ_BACK {
            self.is_whole = false;
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether what is written of a network is read as the same people and ties; of a long list of ties its first lines, which
/// decide how the others are read, and which name everybody.
fn comes_back(name: &str, format: &Format, network: &Network) -> Result<bool, WriteError> {
    let plain = name.strip_suffix(".gz").unwrap_or(name);
    let mut beginning = Beginning { bytes: Vec::new(), is_whole: true };
    let written = piece_by_piece(plain, format, network, &mut beginning);
    let Beginning { mut bytes, is_whole } = beginning;
    if is_whole {
        written?;
    } else if format.name == edge_list::EDGE_LIST.name {
        bytes.truncate(memchr::memrchr(b'\n', &bytes).map_or(0, |end| end + 1));
    } else {
        return Ok(true); // names are in quotation marks there
    }
    let Ok(again) = read(plain, &bytes, None) else { return Ok(false) };
    let sorted = |network: &Network| {
        let mut names = network.names().to_vec();
        names.sort();
        names
    };
    Ok((!is_whole || again.network.ties() == network.ties()) && sorted(&again.network) == sorted(network))
}

/// The format of a file with this name, if there is one.
pub fn format_of(name: &str) -> Option<&'static Format> {
    by_name(name).ok()
}

fn is_gzip_name(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".gz")
}

/// The extension without the dot, in lower case, `.gz` aside.
fn extension(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let stem = lower.strip_suffix(".gz").unwrap_or(&lower);
    let file = stem.rsplit(['/', '\\']).next().unwrap_or(stem);
    file.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_owned())
}

fn by_name(name: &str) -> Result<&'static Format, Fault> {
    by_extension(&extension(name))
}

fn by_extension(extension: &str) -> Result<&'static Format, Fault> {
    let known = || FORMATS.iter().flat_map(|f| f.extensions.iter().copied());
    FORMATS.iter().find(|f| f.extensions.contains(&extension)).ok_or_else(|| {
        let all = known().map(|e| format!(".{e}")).collect::<Vec<_>>().join(", ");
        let near = nearest(extension, known()).map_or(String::new(), |near| format!("; did you mean `.{near}`?"));
        let what = if extension.is_empty() { "no extension".to_owned() } else { format!("`.{}`", shown(extension)) };
        Fault::of_file(format!("{what} is not one of the network formats {all}, each with or without .gz{near}"))
    })
}

/// The text of a table or list, as network files are read: packed or not, whatever its encoding; and what is to be said
/// about it.
///
/// # Errors
/// Why it is no text.
pub fn text_of(bytes: &[u8]) -> Result<(String, Vec<String>), String> {
    let fail = |fault: Fault| fault.message;
    let bytes = inflated(bytes, &Limits::default()).map_err(fail)?;
    let (text, notes) = decoded(&bytes).map_err(fail)?;
    Ok((text.into_owned(), notes))
}
