//! One file that a command writes: beside its place first, then there, as readable as any other.

use super::Failure;
use crate::output::reading::refuse_others;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Whether a file may be written here: nothing is there, or with `force` a file that gives way. Devices, pipes and links stay.
///
/// # Errors
/// When something else is in the way.
pub(super) fn may_be_written(path: &Path, force: bool) -> Result<(), Failure> {
    let shown = path.display();
    let about = match path.symlink_metadata() {
        Ok(about) => about,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::unwritten(format_args!("`{shown}`"), &error)),
    };
    if about.is_dir() {
        return Err(Failure::usage(format_args!("`{shown}` is a folder; what is written here is a file")));
    }
    if about.is_symlink() {
        return Err(Failure::usage(format_args!("`{shown}` is a link to another place\nhelp: name that place itself")));
    }
    refuse_others(path).map_err(|error| {
        Failure::usage(format_args!("`{shown}` cannot be written: {error}\nhelp: give another name"))
    })?;
    if force {
        return Ok(());
    }
    Err(Failure::usage(format_args!("{shown}: there is such a file already; `--force` replaces it")))
}

/// The folder in which it lies.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes it, all or nothing; what is there gives way.
///
/// # Errors
/// When it cannot be written.
pub(super) fn put(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let unwritten = |error: io::Error| Failure::unwritten(format_args!("`{}`", path.display()), &error);
    let mut draft = tempfile::Builder::new().prefix(".catching-").tempfile_in(folder_of(path)).map_err(unwritten)?;
    draft.write_all(content).map_err(unwritten)?;
    readable(draft.path()).map_err(unwritten)?;
    draft.persist(path).map_err(|error| unwritten(error.error))?;
    Ok(())
}

/// A result is for others to read, which a file made for a moment is not.
#[cfg(unix)]
pub(super) fn readable(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
pub(super) fn readable(_: &Path) -> io::Result<()> {
    Ok(())
}
