//! Where half-written files wait, and how it is cleared.

use crate::results::manifest::MANIFEST;
use std::path::Path;
use std::{fs, io};

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
