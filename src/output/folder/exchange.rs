//! New results in the place of old ones: the old stay whole until the new are complete.
//!
//! Systems have no way to exchange what a folder holds at once, and the folder itself may be where somebody stands, or a
//! disk. So new files are put together in `.catching/new`, in the folder whose place they will take; then, by names alone,
//!
//! 1. `new` becomes `ready`: from here on the exchange is carried out, by whoever comes next if this program is killed;
//! 2. old files go into `.catching/old`, the one that makes a folder one of results first;
//! 3. `ready` becomes `placing`, and new files go to their places, the one that makes them results last;
//! 4. `.catching` is removed with what is old.
//!
//! A kill before the first step leaves the old results, a kill after it leaves both, which the next command that opens the
//! folder completes. Files of anybody else are in no list and stay where they are.

use super::STAGING;
use super::staging::{make_inside, sweep_out};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Where new files are put together.
pub(super) const NEW: &str = "new";
/// The same when they are complete and old files give way.
pub(super) const READY: &str = "ready";
/// The same when old files are out of the way.
pub(super) const PLACING: &str = "placing";
/// Where old files are until the new ones stand.
pub(super) const OLD: &str = "old";
/// What is to be done, written before the first step.
pub(super) const ORDER: &str = "exchange.json";

/// What an exchange does.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Order {
    /// Files that give way, the most telling first; those that are not there are passed over.
    pub(super) away: Vec<String>,
    /// The new file that comes last: with it the new results are there.
    pub(super) last: String,
}

/// Where new files are put together.
pub(super) fn stage(folder: &Path) -> PathBuf {
    folder.join(STAGING).join(NEW)
}

/// Lets the files of the stage take the place of these old ones; `last` is the new file that makes them results.
///
/// # Errors
/// When something is in the way, and nothing is moved then; or when the disk says no.
pub(super) fn begin(folder: &Path, away: Vec<String>, last: &str) -> io::Result<()> {
    let workshop = folder.join(STAGING);
    for tidy in [OLD, READY, PLACING] {
        if workshop.join(tidy).is_dir() {
            fs::remove_dir_all(workshop.join(tidy))?;
        }
    }
    let mut names = Vec::new();
    files(&stage(folder), Path::new(""), &mut names)?;
    names.iter().try_for_each(|name| is_free(folder, name))?;
    let order = Order { away, last: last.to_owned() };
    fs::write(workshop.join(ORDER), serde_json::to_vec(&order)?)?;
    fs::rename(stage(folder), workshop.join(READY)).inspect_err(|_| forget(folder))?;
    carry_out(folder)
}

/// Forgets what was to be done and was not begun.
pub(super) fn forget(folder: &Path) {
    // Where it cannot be removed, it is written anew before it is looked at.
    drop(fs::remove_file(folder.join(STAGING).join(ORDER)));
}

/// Whether an exchange was begun in a folder and is not over.
pub(super) fn is_begun(folder: &Path) -> bool {
    let workshop = folder.join(STAGING);
    workshop.join(READY).is_dir() || workshop.join(PLACING).is_dir()
}

/// Completes an exchange that was cut short, in a folder that nobody else writes into now.
///
/// # Errors
/// When the disk says no.
pub(super) fn complete(folder: &Path) -> io::Result<()> {
    let workshop = folder.join(STAGING);
    match is_begun(folder) {
        true => carry_out(folder),
        // All stands where it is to be: only what is old was still to be removed.
        false if workshop.join(ORDER).exists() && !stage(folder).exists() => sweep_out(&workshop),
        false => Ok(()),
    }
}

/// Every step may have been done before, as far as it goes.
fn carry_out(folder: &Path) -> io::Result<()> {
    let workshop = folder.join(STAGING);
    let order: Order = serde_json::from_slice(&fs::read(workshop.join(ORDER))?)?;
    if workshop.join(READY).is_dir() {
        for name in order.away.iter().filter(|name| stays_inside(name)) {
            put_away(folder, &workshop.join(OLD), name)?;
        }
        fs::rename(workshop.join(READY), workshop.join(PLACING))?;
    }
    let placing = workshop.join(PLACING);
    let mut names = Vec::new();
    files(&placing, Path::new(""), &mut names)?;
    let (last, others): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| *name == Path::new(&order.last));
    for name in others.iter().chain(&last) {
        let placed = name.parent().map_or(Ok(()), |inner| make_inside(folder, inner));
        let placed = placed.and_then(|()| fs::rename(placing.join(name), folder.join(name)));
        placed.map_err(|error| stuck(name, &error))?;
    }
    // First what says that there is something to do, and while it can be read what that is.
    fs::remove_dir_all(&placing)?;
    sweep_out(&workshop)
}

/// Refuses what would stop an exchange half-way: a folder where a file is to be, or anything else where its folder is.
fn is_free(folder: &Path, name: &Path) -> io::Result<()> {
    let above = name.ancestors().skip(1).take_while(|inner| !inner.as_os_str().is_empty());
    let not_a_folder = |inner: &&Path| folder.join(inner).symlink_metadata().is_ok() && !folder.join(inner).is_dir();
    let what = match above.into_iter().find(not_a_folder) {
        Some(inner) => format!("`{}` is no folder", inner.display()),
        None if folder.join(name).symlink_metadata().is_ok_and(|about| about.is_dir()) => {
            format!("`{}` is a folder", name.display())
        }
        None => return Ok(()),
    };
    Err(io::Error::other(what))
}

/// Why an exchange stands still, with the file for which it does.
fn stuck(name: &Path, error: &io::Error) -> io::Error {
    let name = name.display();
    io::Error::other(format!("`{name}`: {error}; all results, old and new, are in `{STAGING}` until that is mended"))
}

/// A path that leads nowhere else.
fn stays_inside(name: &str) -> bool {
    !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Moves a file out of the way, and removes folders in which nothing is left.
pub(super) fn put_away(folder: &Path, old: &Path, name: &str) -> io::Result<()> {
    let file = folder.join(name);
    if !file.symlink_metadata().is_ok_and(|about| !about.is_dir()) {
        return Ok(());
    }
    fs::create_dir_all(old.join(name).parent().unwrap_or(old))?;
    fs::rename(&file, old.join(name)).map_err(|error| stuck(Path::new(name), &error))?;
    // They stay where somebody else's files are in them.
    let inside = file.ancestors().skip(1).take_while(|above| *above != folder);
    inside.for_each(|folder| drop(fs::remove_dir(folder)));
    Ok(())
}

/// All files in a folder by their paths from there.
fn files(folder: &Path, inner: &Path, into: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder.join(inner))? {
        let entry = entry?;
        let name = inner.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            files(folder, &name, into)?;
        } else {
            into.push(name);
        }
    }
    Ok(())
}
