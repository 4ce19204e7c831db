//! From the journal to the finished tables, run by run, in constant memory.

use super::collector::Collector;
use super::earlier;
use super::summary;
use super::{Layout, Outcome, Segments, Table};
use crate::experiment::{Plan, Point};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// Runs that failed.
    pub failed: u64,
    /// Rows of each table, without the header.
    pub rows: BTreeMap<String, u64>,
}

/// Writes all tables into `folder`; each appears there whole or not at all. `packet` gives what a run left behind
/// (see [`Segments`]); runs that left nothing are not there. Half-written files are kept in `workshop`, on the same disk.
///
/// # Errors
/// When the disk is full or gone, or a packet is none.
pub fn write_tables(
    layout: &Layout,
    plan: &Plan,
    mut packet: impl FnMut(u64) -> io::Result<Option<Vec<u8>>>,
    folder: &Path,
    workshop: &Path,
) -> io::Result<Written> {
    let mut sheets =
        Table::ALL.into_iter().map(|t| Sheet::begin(t, layout, workshop)).collect::<io::Result<Vec<_>>>()?;
    let mut written = Written { failed: 0, rows: BTreeMap::new() };
    for point in &plan.points {
        let mut collector = Collector::new(layout);
        for run in (0..plan.most_replicates()).map(|replicate| plan.run(point.index, replicate).id) {
            let Some(packet) = packet(run)? else {
                // Runs that are added until an interval is narrow have no gaps, and may be far fewer than there can be.
                if plan.until.is_some() { break } else { continue }
            };
            let segments = Segments::unpack(packet).ok_or_else(|| io::Error::other("a finished run is damaged"))?;
            let segments = earlier::brought_up_to_date(segments, layout, point)?;
            written.failed += u64::from(!collector.take(segments.of(Table::Runs))?);
            sheets.iter_mut().try_for_each(|sheet| sheet.add(&segments))?;
        }
        if collector.is_empty() {
            continue;
        }
        let outcomes = collector.finish(layout, point);
        let mut summaries = sheets.iter_mut().filter(|sheet| sheet.table == Table::Summary);
        summaries.try_for_each(|sheet| sheet.add_outcomes(layout, point, &outcomes))?;
    }
    // All are whole before the first is in its place.
    let whole = sheets.into_iter().map(Sheet::whole).collect::<io::Result<Vec<_>>>()?;
    for (table, rows, file) in whole {
        written.rows.insert(table.name().to_owned(), rows);
        file.persist(folder.join(table.file()))?;
    }
    Ok(written)
}

/// A table being written.
struct Sheet {
    table: Table,
    file: BufWriter<NamedTempFile>,
    rows: u64,
}

impl Sheet {
    fn begin(table: Table, layout: &Layout, workshop: &Path) -> io::Result<Self> {
        let mut file = BufWriter::with_capacity(1 << 16, draft(workshop)?);
        csv::Writer::from_writer(&mut file).write_record(layout.header(table))?;
        Ok(Self { table, file, rows: 0 })
    }

    fn add(&mut self, segments: &Segments) -> io::Result<()> {
        if self.table == Table::Summary {
            return Ok(());
        }
        let text = segments.of(self.table);
        self.rows += rows(text);
        self.file.write_all(text)
    }

    fn add_outcomes(&mut self, layout: &Layout, point: &Point, outcomes: &[Outcome]) -> io::Result<()> {
        self.rows += outcomes.len() as u64;
        let mut writer = csv::Writer::from_writer(&mut self.file);
        Ok(outcomes.iter().try_for_each(|outcome| writer.write_record(summary::row(layout, point, outcome)))?)
    }

    /// The table, its rows, and the file with all of them.
    fn whole(self) -> io::Result<(Table, u64, NamedTempFile)> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok((self.table, self.rows, file))
    }
}

/// A file without a name yet, in `workshop`, that everyone may read once it has one.
pub(crate) fn draft(workshop: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(DRAFT).suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666)); // less what the user's umask takes
    builder.tempfile_in(workshop)
}

/// Writes a file into a folder, whole or not at all.
///
/// # Errors
/// When it cannot be written.
pub fn keep(folder: &Path, name: &str, content: &[u8]) -> io::Result<PathBuf> {
    let path = folder.join(name);
    is_free(&path)?;
    let mut file = draft(folder)?;
    file.write_all(content)?;
    file.persist(&path)?;
    Ok(path)
}

/// Writes files into a folder in this order: all of them beside their places first, so that a full disk leaves what was
/// there as it was, then each in its place.
///
/// # Errors
/// When one cannot be written.
pub fn keep_all(folder: &Path, files: &[(&str, &[u8])]) -> io::Result<()> {
    files.iter().try_for_each(|(name, _)| is_free(&folder.join(name)))?;
    let write = |(name, content): &(&str, &[u8])| {
        let mut file = draft(folder)?;
        file.write_all(content)?;
        io::Result::Ok((folder.join(name), file.into_temp_path()))
    };
    let written = files.iter().map(write).collect::<io::Result<Vec<_>>>()?;
    written.into_iter().try_for_each(|(path, file)| Ok(file.persist(path)?))
}

/// Refuses a place where something lies that is no file: it would be lost, or could not give way.
///
/// # Errors
/// With what is in the way.
pub fn is_free(path: &Path) -> io::Result<()> {
    match path.symlink_metadata() {
        Ok(about) if !about.is_file() => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let what = if about.is_dir() { "a folder" } else { "no file but a link, a pipe or a device" };
            Err(io::Error::other(format!("`{name}` is {what}")))
        }
        _ => Ok(()),
    }
}

/// How the names of half-written files begin.
const DRAFT: &str = ".catching-";

/// Whether a file of this name is a [`draft`]: half-written, and left behind by a kill if nobody is at work there.
pub(crate) fn is_draft(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(DRAFT) && name.ends_with(".tmp"))
}

/// Rows of a CSV text: line ends that are not inside quotes.
fn rows(text: &[u8]) -> u64 {
    if !text.contains(&b'"') {
        return text.iter().map(|&byte| u64::from(byte == b'\n')).sum();
    }
    let mut quoted = false;
    let mut rows = 0;
    for &byte in text {
        quoted ^= byte == b'"';
        rows += u64::from(byte == b'\n' && !quoted);
    }
    rows
}
