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

use super::WORKSHOP;
use super::lock::FolderLock;
use super::staging::{make_inside, sweep_out};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// Where new files are put together.
const NEW: &str = "new";
/// The same when they are complete and old files give way.
const READY: &str = "ready";
/// The same when old files are out of the way.
const PLACING: &str = "placing";
/// Where old files are until the new ones stand.
const OLD: &str = "old";
/// What is to be done, written before the first step.
const ORDER: &str = "exchange.json";

/// New results that are put together inside the folder whose old ones they replace.
#[derive(Debug)]
pub struct Stage<'a> {
    lock: &'a FolderLock,
}

/// What an exchange does.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Order {
    /// Files that give way, the most telling first; those that are not there are passed over.
    away: Vec<String>,
    /// The new file that comes last: with it the new results are there.
    last: String,
}

impl<'a> Stage<'a> {
    /// An empty stage in a locked folder; what an earlier one left half-done is removed.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn begin(lock: &'a FolderLock) -> io::Result<Self> {
        lock.check()?;
        let stage = Self { lock };
        match fs::remove_dir_all(stage.folder()) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => make_inside(lock.folder(), &Path::new(WORKSHOP).join(NEW))?,
        }
        Ok(stage)
    }

    /// Where the new files are put together.
    pub fn folder(&self) -> PathBuf {
        self.lock.folder().join(WORKSHOP).join(NEW)
    }

    /// Where a file of the stage will be.
    pub fn placed(&self, file: &Path) -> PathBuf {
        file.strip_prefix(self.folder()).map_or_else(|_| file.to_owned(), |inside| self.lock.folder().join(inside))
    }

    /// Lets the new files take the place of these old ones; `last` is the new file that makes them results.
    ///
    /// # Errors
    /// When the disk says no. What is there then is completed by the next command that opens the folder.
    pub fn take_place(self, away: Vec<String>, last: &str) -> io::Result<()> {
        self.lock.check()?;
        let workshop = self.lock.folder().join(WORKSHOP);
        for tidy in [OLD, READY, PLACING] {
            if workshop.join(tidy).is_dir() {
                fs::remove_dir_all(workshop.join(tidy))?;
            }
        }
        let mut names = Vec::new();
        files(&self.folder(), Path::new(""), &mut names)?;
        names.iter().try_for_each(|name| is_free(self.lock.folder(), name))?;
        let order = Order { away, last: last.to_owned() };
        fs::write(workshop.join(ORDER), serde_json::to_vec(&order)?)?;
        fs::rename(self.folder(), workshop.join(READY))?;
        carry_out(self.lock.folder())
    }
}

/// Whether an exchange was begun in a folder and is not over.
pub fn is_begun(folder: &Path) -> bool {
    let workshop = folder.join(WORKSHOP);
    workshop.join(READY).is_dir() || workshop.join(PLACING).is_dir()
}

/// Completes an exchange that was cut short, in a folder that nobody else writes into now.
///
/// # Errors
/// When the disk says no.
pub(super) fn complete(folder: &Path) -> io::Result<()> {
    if is_begun(folder) { carry_out(folder) } else { Ok(()) }
}

/// The same for somebody who only wants to read: where nobody is at work there, and it can be done.
pub(super) fn complete_for_a_reader(folder: &Path) {
    if is_begun(folder) {
        drop(FolderLock::take(folder));
    }
}

/// Every step may have been done before, as far as it goes.
fn carry_out(folder: &Path) -> io::Result<()> {
    let workshop = folder.join(WORKSHOP);
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
        name.parent().map_or(Ok(()), |inner| make_inside(folder, inner))?;
        fs::rename(placing.join(name), folder.join(name))?;
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

/// A path that leads nowhere else.
fn stays_inside(name: &str) -> bool {
    !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Moves a file out of the way, and removes folders in which nothing is left.
fn put_away(folder: &Path, old: &Path, name: &str) -> io::Result<()> {
    let file = folder.join(name);
    if !file.symlink_metadata().is_ok_and(|about| !about.is_dir()) {
        return Ok(());
    }
    fs::create_dir_all(old.join(name).parent().unwrap_or(old))?;
    fs::rename(&file, old.join(name))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with old results, a user's own files, and new results on the stage.
    fn staged(desk: &Path) -> FolderLock {
        for (name, text) in
            [("manifest.json", "old"), ("runs.csv", "old"), ("figures/a.svg", "old"), ("figures/mine.txt", "mine"), ("notes.txt", "mine")]
        {
            fs::create_dir_all(desk.join(name).parent().unwrap()).unwrap();
            fs::write(desk.join(name), text).unwrap();
        }
        let lock = FolderLock::take(desk).unwrap();
        let stage = Stage::begin(&lock).unwrap();
        for name in ["manifest.json", "runs.csv", "figures/b.svg"] {
            fs::create_dir_all(stage.folder().join(name).parent().unwrap()).unwrap();
            fs::write(stage.folder().join(name), "new").unwrap();
        }
        assert_eq!(stage.placed(&stage.folder().join("figures/b.svg")), desk.join("figures/b.svg"));
        lock
    }

    fn away() -> Vec<String> {
        ["manifest.json", "runs.csv", "figures/a.svg", "absent.csv", "../outside"].map(str::to_owned).to_vec()
    }

    fn is_new(desk: &Path) {
        let read = |name: &str| fs::read_to_string(desk.join(name)).unwrap();
        assert_eq!(["manifest.json", "runs.csv", "figures/b.svg"].map(read), ["new", "new", "new"]);
        assert_eq!(["notes.txt", "figures/mine.txt"].map(read), ["mine", "mine"]);
        assert!(!desk.join("figures/a.svg").exists() && !desk.join(WORKSHOP).exists());
    }

    #[test]
    fn new_files_take_the_place_of_old_ones_and_nobody_elses_move() {
        let desk = tempfile::tempdir().unwrap();
        let lock = staged(desk.path());
        Stage { lock: &lock }.take_place(away(), "manifest.json").unwrap();
        is_new(desk.path());
    }

    #[test]
    fn what_stands_in_the_way_is_found_before_anything_moves() {
        for obstacle in ["runs.csv/mine", "figures"] {
            let desk = tempfile::tempdir().unwrap();
            let lock = staged(desk.path());
            let path = desk.path().join(obstacle);
            let _ = fs::remove_file(desk.path().join("runs.csv"));
            if obstacle == "figures" {
                fs::remove_dir_all(&path).unwrap();
            } else {
                fs::create_dir(path.parent().unwrap()).unwrap();
            }
            fs::write(&path, "mine").unwrap();
            let error = Stage { lock: &lock }.take_place(away(), "manifest.json").unwrap_err();
            assert!(error.to_string().contains("folder"), "{error}");
            assert_eq!(fs::read_to_string(desk.path().join("manifest.json")).unwrap(), "old");
            assert!(!is_begun(desk.path()) && fs::read_to_string(path).unwrap() == "mine");
        }
    }

    /// Wherever an exchange stops, taking the lock completes it: every single move is tried as the last one before a kill.
    #[test]
    fn an_exchange_that_was_cut_short_anywhere_is_completed() {
        for done in 0..=9 {
            let desk = tempfile::tempdir().unwrap();
            let lock = staged(desk.path());
            let workshop = desk.path().join(WORKSHOP);
            let order = Order { away: away(), last: "manifest.json".into() };
            fs::write(workshop.join(ORDER), serde_json::to_vec(&order).unwrap()).unwrap();
            fs::rename(workshop.join(NEW), workshop.join(READY)).unwrap();
            let (old, placing) = (workshop.join(OLD), workshop.join(PLACING));
            let place = |name: &str| {
                fs::create_dir_all(desk.path().join(name).parent().unwrap()).unwrap();
                fs::rename(placing.join(name), desk.path().join(name)).unwrap();
            };
            let steps: [&dyn Fn(); 9] = [
                &|| put_away(desk.path(), &old, "manifest.json").unwrap(),
                &|| put_away(desk.path(), &old, "runs.csv").unwrap(),
                &|| put_away(desk.path(), &old, "figures/a.svg").unwrap(),
                &|| fs::rename(workshop.join(READY), &placing).unwrap(),
                &|| place("runs.csv"),
                &|| place("figures/b.svg"),
                &|| place("manifest.json"),
                &|| fs::remove_dir_all(&placing).unwrap(),
                &|| fs::remove_dir_all(&workshop).unwrap(),
            ];
            steps[..done].iter().for_each(|step| step());
            drop(lock);
            drop(FolderLock::take(desk.path()).unwrap());
            is_new(desk.path());
        }
    }
}
