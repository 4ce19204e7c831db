//! One file that a command writes: beside its place first, then there, as readable as any other.

use super::Failure;
use crate::output::reading::refuse_others;
use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

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
    put_with(path, |file| file.write_all(content).map_err(|error| unwritten(path, &error)))
}

/// Writes a file where none is, all or nothing.
///
/// # Errors
/// When one is there, or it cannot be written.
pub(super) fn put_new(path: &Path, content: &[u8]) -> io::Result<()> {
    // What is there is said before what is wrong with its folder.
    if path.symlink_metadata().is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let mut draft = tempfile::Builder::new().prefix(".catching-").tempfile_in(folder_of(path))?;
    draft.write_all(content)?;
    readable(draft.path())?;
    draft.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

/// The same of something that is written piece by piece.
///
/// # Errors
/// When it cannot be written, and what `write` says.
pub(super) fn put_with(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>) -> Result<(), Failure> {
    let cannot = |error: io::Error| unwritten(path, &error);
    let draft = tempfile::Builder::new().prefix(".catching-").tempfile_in(folder_of(path)).map_err(cannot)?;
    let mut to = BufWriter::with_capacity(1 << 16, draft);
    write(&mut to)?;
    let draft = to.into_inner().map_err(|error| cannot(error.into_error()))?;
    readable(draft.path()).map_err(cannot)?;
    draft.persist(path).map_err(|error| cannot(error.error))?;
    Ok(())
}

/// Folders that were made, and go again while nothing is in them.
#[derive(Default)]
pub(super) struct Made(Vec<PathBuf>);

impl Made {
    /// Makes a folder and those around it, as far as they are not there.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(super) fn folder(&mut self, folder: &Path) -> io::Result<()> {
        let missing = folder.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists());
        let missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
        fs::create_dir_all(folder)?;
        // The innermost first.
        self.0.splice(..0, missing);
        Ok(())
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        self.0.iter().for_each(|folder| drop(fs::remove_dir(folder)));
    }
}

/// Several files that belong together: written beside their places first, and put there when all are.
#[derive(Default)]
pub(super) struct Batch {
    files: Vec<(tempfile::TempPath, PathBuf)>,
    // After the files: they must be gone before.
    made: Made,
}

impl Batch {
    /// Adds a file; its folder is made if need be.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn add(&mut self, path: PathBuf, content: &[u8]) -> Result<(), Failure> {
        let cannot = |error: io::Error| unwritten(&path, &error);
        let folder = folder_of(&path);
        self.made.folder(folder).map_err(cannot)?;
        let mut draft = tempfile::Builder::new().prefix(".catching-").tempfile_in(folder).map_err(cannot)?;
        draft.write_all(content).map_err(cannot)?;
        readable(draft.path()).map_err(cannot)?;
        self.files.push((draft.into_temp_path(), path));
        Ok(())
    }

    /// Puts all of them in their places.
    ///
    /// # Errors
    /// When one cannot be.
    pub(super) fn put(self) -> Result<(), Failure> {
        let place = |(draft, path): (tempfile::TempPath, PathBuf)| {
            draft.persist(&path).map_err(|error| unwritten(&path, &error.error))
        };
        self.files.into_iter().try_for_each(place)
    }
}

pub(super) fn unwritten(path: &Path, error: &io::Error) -> Failure {
    Failure::unwritten(format_args!("`{}`", path.display()), error)
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
