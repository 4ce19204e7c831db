//! Work in a result folder that is locked for it.

use super::Failure;
use crate::output::folder::lock::FolderLock;

/// Does work in a locked folder (none: in one that is not there). If the folder was removed or replaced meanwhile, this is
/// what is said, however the work ended: a file that cannot be found then is no mistake of the user's, and results that are
/// gone were not written.
///
/// # Errors
/// As the work, or when the folder is no longer the one that was locked.
pub(super) fn within<T>(lock: Option<&FolderLock>, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    let ended = work();
    match lock.map(|lock| (lock.folder().display(), lock.check())) {
        Some((folder, Err(gone))) => Err(Failure::unwritten(format_args!("results into `{folder}`"), &gone)),
        _ => ended,
    }
}
