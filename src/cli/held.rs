//! Work in a result folder that is locked for it.

use super::Failure;
use crate::output::folder::lock::FolderLock;
use std::io;
use std::thread;
use std::time::Duration;

/// Does work in a locked folder (none: in one that is not there). If the folder was removed or replaced meanwhile, this is
/// what is said, however the work ended: a file that cannot be found then is no mistake of the user's, and results that are
/// gone were not written.
///
/// # Errors
/// As the work, or when the folder is no longer the one that was locked.
pub(super) fn within<T>(lock: Option<&FolderLock>, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    let ended = work();
    let Some(lock) = lock else { return ended };
    let still_there = if ended.is_ok() { lock.check() } else { check_for_a_while(lock) };
    let folder = lock.folder().display();
    still_there.map_err(|gone| Failure::unwritten(format_args!("results into `{folder}`"), &gone))?;
    ended
}

/// A folder goes file by file: work may fail for the first that is missing while the lock, too, is about to go.
fn check_for_a_while(lock: &FolderLock) -> io::Result<()> {
    for _ in 0..LOOKS {
        lock.check()?;
        thread::sleep(BETWEEN);
    }
    lock.check()
}

const LOOKS: usize = 5;
const BETWEEN: Duration = Duration::from_millis(20);
