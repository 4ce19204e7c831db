//! Where half-written files wait, and how it is cleared.

use crate::results::manifest::MANIFEST;
use std::path::Path;
use std::{fs, io};

/// Makes the folders of a path inside a result folder, but never the result folder itself: one that was removed meanwhile
/// is not ours any more, and somebody else may be making it anew.
///
/// # Errors
/// When one cannot be made.
pub(super) fn make_inside(folder: &Path, inner: &Path) -> io::Result<()> {
    let mut path = folder.to_owned();
    for part in inner.components() {
        path.push(part);
        match fs::create_dir(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {}
            made => made?,
        }
    }
    Ok(())
}

/// Removes a workshop in which no work is begun: what a kill left there after the last table, or while charts were drawn.
///
/// # Errors
/// When something cannot be removed.
pub fn sweep_out_idle(workshop: &Path) -> io::Result<()> {
    if workshop.join(MANIFEST).exists() { Ok(()) } else { sweep_out(workshop) }
}

/// Removes a workshop, if there is one; its manifest first, so that what a kill leaves over is not taken for begun work.
pub fn sweep_out(workshop: &Path) -> io::Result<()> {
    if !workshop.is_dir() {
        return Ok(());
    }
    match fs::remove_file(workshop.join(MANIFEST)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => fs::remove_dir_all(workshop),
    }
}
