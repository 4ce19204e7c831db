//! Network files: one format a file, chosen by extension; any of them may be gzip-compressed.
//!
//! Readers take bytes (opening files is the caller's job) and never panic: whatever is wrong with a file comes back as
//! a [`ReadError`] that says where.

mod draft;
mod edge_list;
mod gml;
mod graphml;
mod node_link;
mod pajek;

use super::parameter::nearest;
use super::{Direction, Dropped, Network};
use std::borrow::Cow;
use std::fmt;
use std::io::{Read, Write};

/// All formats, in the order in which they are listed.
pub const FORMATS: &[Format] = &[edge_list::EDGE_LIST, graphml::GRAPHML, gml::GML, pajek::PAJEK, node_link::NODE_LINK];

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
    read: fn(&str, Option<Direction>) -> Result<Reading, Fault>,
    write: fn(&Network, extension: &str) -> String,
}

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
    let fail = |fault: Fault| fault.locate(name, "");
    let format = by_name(name).map_err(fail)?;
    let bytes = inflated(bytes).map_err(fail)?;
    let (text, mut notes) = decoded(&bytes).map_err(fail)?;
    let mut reading = (format.read)(&text, direction).map_err(|fault| fault.locate(name, &text))?;
    if reading.network.people() == 0 {
        return Err(fail(Fault::of_file("there is nobody in this network: no people and no ties were found")));
    }
    notes.append(&mut reading.notes);
    Ok(Reading { notes, ..reading })
}

/// Writes a network in the format of a file name's extension, compressed when it ends in `.gz`.
///
/// # Errors
/// When no format has this extension.
pub fn write(name: &str, network: &Network) -> Result<Vec<u8>, ReadError> {
    let format = by_name(name).map_err(|fault| fault.locate(name, ""))?;
    let text = (format.write)(network, &extension(name));
    if !is_gzip_name(name) {
        return Ok(text.into_bytes());
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    let packed = packed.write_all(text.as_bytes()).and_then(|()| packed.finish());
    packed.map_err(|e| Fault::of_file(format!("could not be compressed: {e}")).locate(name, ""))
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
    let extension = extension(name);
    let known = || FORMATS.iter().flat_map(|f| f.extensions.iter().copied());
    FORMATS.iter().find(|f| f.extensions.contains(&extension.as_str())).ok_or_else(|| {
        let all = known().map(|e| format!(".{e}")).collect::<Vec<_>>().join(", ");
        let near = nearest(&extension, known()).map_or(String::new(), |near| format!("; did you mean `.{near}`?"));
        let what = if extension.is_empty() { "no extension".to_owned() } else { format!("`.{extension}`") };
        Fault::of_file(format!("{what} is not one of the network formats {all}, each with or without .gz{near}"))
    })
}

const INFLATED_LIMIT: u64 = 8 << 30;

/// Unpacks gzip, by its first bytes, whatever the file is called.
fn inflated(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Fault> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut unpacked = Vec::new();
    let taken = flate2::read::MultiGzDecoder::new(bytes).take(INFLATED_LIMIT).read_to_end(&mut unpacked);
    match taken {
        Ok(size) if size as u64 == INFLATED_LIMIT => Err(Fault::of_file("unpacks to more than 8 GiB")),
        Ok(_) => Ok(Cow::Owned(unpacked)),
        Err(e) => Err(Fault::of_file(format!("the gzip compression is damaged or cut short ({e})"))),
    }
}

/// The text without its byte-order mark and with `\n` at line ends.
fn decoded(bytes: &[u8]) -> Result<(Cow<'_, str>, Vec<String>), Fault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::of_file("the file is empty"));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Fault::of_file("the text is in UTF-16; save it as UTF-8"));
    }
    if let Some(at) = bytes.iter().position(|&b| b < 9 || (14..32).contains(&b) && b != 27) {
        return Err(Fault::of_file(format!("this is not a text file: byte {at} is {}", bytes[at])));
    }
    let (text, notes) = match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), Vec::new()),
        Err(_) => {
            let latin = bytes.iter().map(|&b| char::from(b)).collect::<String>();
            (Cow::Owned(latin), vec!["the text is not UTF-8; it was read as Latin-1".to_owned()])
        }
    };
    // Line ends of old Macintosh files; a \r before \n is white space to all readers.
    let text = if text.contains('\r') && !text.contains('\n') { Cow::Owned(text.replace('\r', "\n")) } else { text };
    Ok((text, notes))
}
