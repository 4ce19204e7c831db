//! New results that are put together inside the folder whose old ones they replace.

use super::STAGING;
use super::exchange::{self, is_begun};
use super::lock::FolderLock;
use super::staging::make_inside;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// New results beside old ones, in a locked folder.
#[derive(Debug)]
pub struct Stage<'a> {
    lock: &'a FolderLock,
}

impl<'a> Stage<'a> {
    /// An empty stage in a locked folder; what an earlier one left half-done is removed.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn begin(lock: &'a FolderLock) -> io::Result<Self> {
        lock.check()?;
        exchange::forget(lock.folder());
        let stage = Self { lock };
        match fs::remove_dir_all(stage.folder()) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => make_inside(lock.folder(), &Path::new(STAGING).join(exchange::NEW))?,
        }
        Ok(stage)
    }

    /// Where the new files are put together.
    pub fn folder(&self) -> PathBuf {
        exchange::stage(self.lock.folder())
    }

    /// Where a file of the stage will be.
    pub fn placed(&self, file: &Path) -> PathBuf {
        file.strip_prefix(self.folder()).map_or_else(|_| file.to_owned(), |inside| self.lock.folder().join(inside))
    }

    /// Lets the new files take the place of these old ones; `last` is the new file that makes them results.
    ///
    /// # Errors
    /// When something is in the way, and nothing is moved then; or when the disk says no. What is there then is completed by
    /// the next command that opens the folder.
    pub fn take_place(self, away: Vec<String>, last: &str) -> io::Result<()> {
        self.lock.check()?;
        exchange::begin(self.lock.folder(), away, last)
    }
}

impl Drop for Stage<'_> {
    /// What did not take its place takes no room; what it was made of may be kept elsewhere.
    fn drop(&mut self) {
        if self.lock.check().is_ok() {
            drop(fs::remove_dir_all(self.folder()));
        }
    }
}

/// Completes an exchange that was cut short for somebody who only wants to read: where nobody is at work there, and it can
/// be done.
pub(super) fn complete_for_a_reader(folder: &Path) {
    if is_begun(folder) {
        drop(FolderLock::take(folder));
    }
}

#[cfg(test)]
mod tests {
    use super::exchange::{NEW, OLD, ORDER, Order, PLACING, READY, put_away};
    use super::*;

    /// A folder with old results, a user's own files, and new results on the stage.
    fn staged(desk: &Path) -> FolderLock {
        for (name, text) in [
            ("manifest.json", "old"),
            ("runs.csv", "old"),
            ("figures/a.svg", "old"),
            ("figures/mine.txt", "mine"),
            ("notes.txt", "mine"),
        ] {
            fs::create_dir_all(desk.join(name).parent().unwrap()).unwrap();
            fs::write(desk.join(name), text).unwrap();
        }
        let lock = FolderLock::take(desk).unwrap();
        let stage = std::mem::ManuallyDrop::new(Stage::begin(&lock).unwrap());
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
        assert!(!desk.join("figures/a.svg").exists() && !desk.join(STAGING).exists());
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
            let workshop = desk.path().join(STAGING);
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
