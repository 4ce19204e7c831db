//! The description of a folder's tables, kept beside them.

use super::Failure;
use crate::output::dictionary;
use crate::output::folder::DATAPACKAGE;
use std::path::Path;

/// Writes what every column of every table of a folder is.
///
/// # Errors
/// When the folder cannot be read or written.
pub(super) fn tables(folder: &Path) -> Result<(), Failure> {
    let cannot = |error| Failure::unwritten(format_args!("`{DATAPACKAGE}` into `{}`", folder.display()), &error);
    dictionary::keep(folder).map_err(cannot)
}
