//! A bundle in one file: the same files give the same bytes.

use super::describe::files;
use crate::cli::file::readable;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// `bundle.zip` for `bundle`.
pub(super) fn beside(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!("{name}.zip"))
}

/// Packs a folder, under a name, into a file beside the place where it will stand.
///
/// # Errors
/// When a file cannot be read or written.
pub(super) fn draft(folder: &Path, name: &str, zip: &Path) -> io::Result<NamedTempFile> {
    let file = tempfile::Builder::new().prefix(".catching-").tempfile_in(super::around(zip))?;
    let mut writer = ZipWriter::new(file);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .large_file(true);
    for path in files(folder)? {
        writer.start_file(format!("{name}/{path}"), options).map_err(io::Error::other)?;
        io::copy(&mut File::open(folder.join(path))?, &mut writer)?;
    }
    let mut file = writer.finish().map_err(io::Error::other)?;
    file.flush()?;
    readable(file.path())?;
    Ok(file)
}

/// Whether a file is a packed bundle of this program.
pub(super) fn is_bundle(zip: &Path) -> bool {
    // A pipe would wait for somebody to write into it.
    if !zip.symlink_metadata().is_ok_and(|about| about.is_file()) {
        return false;
    }
    let Ok(archive) = File::open(zip).map_err(|_| ()).and_then(|file| ZipArchive::new(file).map_err(|_| ())) else {
        return false;
    };
    let has = |ending: &str| archive.file_names().any(|name| name.is_ok_and(|name| name.ends_with(ending)));
    has(super::ro_crate::FILE) && has("/manifest.json")
}
