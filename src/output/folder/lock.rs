//! One program at a time in a result folder: from the first look at what is there to the last chart.
//!
//! The lock is the system's own lock on a hidden file in the folder, [`LOCK`]. It goes with the program that holds it,
//! however that ends, so that a file that a kill leaves behind keeps nobody out; the next command takes it over and removes
//! it when it is done.

use super::exchange;
use super::refusal::ClaimError;
use crate::output::tables::is_draft;
use same_file::Handle;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// The file whose lock says that somebody is at work in the folder; there only while somebody is.
pub const LOCK: &str = ".catching.lock";

/// A folder that nobody else writes into while this lives.
#[derive(Debug)]
pub struct FolderLock {
    folder: PathBuf,
    file: Option<Handle>,
    /// Folders that were made for it, the innermost first.
    made: Vec<PathBuf>,
}

impl FolderLock {
    /// Locks a folder, making it if need be. Half-written files that a kill left there are removed, and results that were
    /// about to take the place of others do so.
    ///
    /// # Errors
    /// When somebody else is at work there, or it cannot be written, or is the root of a disk.
    pub fn take(folder: &Path) -> Result<Self, ClaimError> {
        refuse_root(folder)?;
        let mut lock = Self { folder: folder.to_owned(), file: None, made: Vec::new() };
        let unwritable = |source| ClaimError::Unwritable { folder: folder.to_owned(), source };
        let mut patience = PATIENCE;
        for _ in 0..ATTEMPTS {
            lock.make_folder().map_err(unwritable)?;
            match lock.attempt() {
                Ok(true) => {
                    lock.tidy();
                    exchange::complete(folder).map_err(unwritable)?;
                    return Ok(lock);
                }
                // Whoever held it removed the file, or the folder, before the lock was ours: there may be a new one now.
                Ok(false) => {}
                Err(TryLockError::WouldBlock) if patience > 0 => {
                    patience -= 1;
                    thread::sleep(MOMENT);
                }
                Err(TryLockError::WouldBlock) => break,
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::NotFound => {}
                Err(TryLockError::Error(error)) => return Err(unwritable(error)),
            }
        }
        Err(ClaimError::InUse { folder: folder.to_owned() })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Shows that the folder is still the one that was locked.
    ///
    /// # Errors
    /// When it was removed or replaced meanwhile: what was begun there is gone.
    pub fn check(&self) -> io::Result<()> {
        // Where the disk knows no locks there is no file to know the folder by.
        let there = self.file.as_ref().map_or_else(|| self.folder.is_dir(), |file| is_at(file, &self.path()));
        if there {
            return Ok(());
        }
        Err(io::Error::other(
            "the folder was removed or replaced while the program was at work in it; type the command again",
        ))
    }

    fn path(&self) -> PathBuf {
        self.folder.join(LOCK)
    }

    fn make_folder(&mut self) -> io::Result<()> {
        let missing = self.folder.ancestors().take_while(|a| !a.as_os_str().is_empty() && !a.exists());
        let missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
        fs::create_dir_all(&self.folder)?;
        self.made.splice(..0, missing.into_iter().filter(|folder| !self.made.contains(folder)).collect::<Vec<_>>());
        Ok(())
    }

    /// Tries once; `false` where the file that was locked is no longer there.
    fn attempt(&mut self) -> Result<bool, TryLockError> {
        let path = self.path();
        let error = |error: io::Error| TryLockError::Error(error);
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(error)?;
        if !locked(&file)? {
            drop(fs::remove_file(&path));
            return Ok(true);
        }
        let handle = Handle::from_file(file).map_err(error)?;
        let ours = is_at(&handle, &path);
        self.file = ours.then_some(handle);
        Ok(ours)
    }

    /// Removes what was being written when a program was killed; nobody is writing it any more.
    fn tidy(&self) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        entries.filter(|entry| is_draft(&entry.file_name())).for_each(|entry| drop(fs::remove_file(entry.path())));
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // While it is still locked, so that nobody else's is removed.
        if self.file.as_ref().is_some_and(|file| is_at(file, &self.path())) {
            drop(fs::remove_file(self.path()));
        }
        // Of the folders that were made only those go in which nothing was written.
        self.made.iter().for_each(|folder| drop(fs::remove_dir(folder)));
    }
}

/// That a folder is not where a disk begins, however its name leads there.
///
/// # Errors
/// When it is.
pub fn refuse_root(folder: &Path) -> Result<(), ClaimError> {
    match fs::canonicalize(folder) {
        Ok(there) if there.parent().is_none() => Err(ClaimError::Root { folder: folder.to_owned() }),
        _ => Ok(()),
    }
}

/// Whether somebody is writing into a folder at this moment, for those who only read there.
///
/// # Errors
/// When somebody is.
pub fn refuse_if_in_use(folder: &Path) -> Result<(), ClaimError> {
    let Ok(file) = File::open(folder.join(LOCK)) else { return Ok(()) };
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Err(ClaimError::InUse { folder: folder.to_owned() }),
        _ => Ok(()),
    }
}

/// Locks a file; `false` where the disk knows no locks (some network drives), and all has to go without.
fn locked(file: &File) -> Result<bool, TryLockError> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(false),
        Err(error) => Err(error),
    }
}

fn is_at(file: &Handle, path: &Path) -> bool {
    Handle::from_path(path).is_ok_and(|there| there == *file)
}

/// Those who only look hold the lock for a moment, too ([`refuse_if_in_use`]): so many moments are waited for them.
const PATIENCE: usize = 3;
const MOMENT: Duration = Duration::from_millis(10);
/// So many times a folder that vanishes under our hands is made again.
const ATTEMPTS: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(folder: &Path) -> Result<FolderLock, ClaimError> {
        FolderLock::take(folder)
    }

    #[test]
    fn one_at_a_time_and_nothing_is_left_over() {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path().join("a/b");
        let first = taken(&folder).unwrap();
        assert!(matches!(taken(&folder), Err(ClaimError::InUse { .. })));
        assert!(refuse_if_in_use(&folder).is_err());
        drop(first);
        assert!(refuse_if_in_use(&folder).is_ok());
        assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 0, "folders in which nothing was written are gone");
        drop(taken(&folder).unwrap());
    }

    #[test]
    #[cfg(unix)]
    fn where_a_disk_begins_nothing_is_written() {
        for root in ["/", "//", "/tmp/.."] {
            assert!(matches!(taken(Path::new(root)), Err(ClaimError::Root { .. })), "{root}");
        }
        assert!(refuse_root(Path::new("/tmp/not-there-yet")).is_ok());
    }

    #[test]
    fn a_file_that_a_kill_left_keeps_nobody_out() {
        let desk = tempfile::tempdir().unwrap();
        fs::write(desk.path().join(LOCK), "").unwrap();
        let half = crate::output::tables::draft(desk.path()).unwrap().keep().unwrap().1;
        drop(taken(desk.path()).unwrap());
        assert!(!half.exists() && !desk.path().join(LOCK).exists());
    }

    #[test]
    fn a_folder_that_was_replaced_is_noticed_and_the_new_one_is_free() {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path().join("out");
        let first = taken(&folder).unwrap();
        first.check().unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert!(first.check().is_err());
        let second = taken(&folder).unwrap();
        drop(first);
        second.check().unwrap();
        assert!(matches!(taken(&folder), Err(ClaimError::InUse { .. })), "the first did not remove the second's lock");
    }

    #[test]
    fn many_at_once_take_turns() {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path().join("out");
        let inside = std::sync::atomic::AtomicUsize::new(0);
        let turn = || {
            for _ in 0..200 {
                if let Ok(lock) = taken(&folder) {
                    use std::sync::atomic::Ordering::SeqCst;
                    assert_eq!(inside.fetch_add(1, SeqCst), 0, "two are in the folder");
                    lock.check().unwrap();
                    inside.fetch_sub(1, SeqCst);
                }
            }
        };
        std::thread::scope(|scope| drop([0; 4].map(|_| scope.spawn(turn))));
    }
}
