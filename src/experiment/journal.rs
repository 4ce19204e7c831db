//! What is finished, so that a run that was interrupted (even killed) goes on where it stopped.
//!
//! One file to which a checksummed record is appended for each finished run, in whatever order runs finish. A record that
//! was cut short is recognised and dropped; all before it stay. What a record holds is the caller's business.
//!
//! ```text
//! "catching journal 1\n"  identity "\n"  { run: u64  length: u32  checksum: 8 bytes  payload }*
//! ```

mod places;

pub use places::Finished;

use places::Places;
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

const MAGIC: &str = "catching journal 1";
const HEAD: usize = 8 + 4 + 8;

/// The finished runs of one experiment on disk. Memory does not grow with what they left behind, and by a bit a run.
#[derive(Debug)]
pub struct Journal {
    file: File,
    end: u64,
    places: Places,
}

/// Why a journal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// It was begun for something else.
    #[error("the unfinished runs there belong to another experiment")]
    Foreign,
    /// It is being written by somebody else.
    #[error("another `catching` is writing there at this moment")]
    Locked,
    /// The disk says no.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl Journal {
    /// Opens the journal of the experiment called `identity` (one line), or begins one.
    ///
    /// # Errors
    /// When it belongs to another experiment, is in use or cannot be written.
    pub fn open(path: &Path, identity: &str) -> Result<Self, JournalError> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(JournalError::Locked),
            Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => return Err(error.into()),
            _ => {}
        }
        let places = Places::new(path.parent().unwrap_or(Path::new("")))?;
        let mut journal = Self { file, end: 0, places };
        journal.find_records(&format!("{MAGIC}\n{identity}\n"))?;
        Ok(journal)
    }

    /// Whether this run is finished.
    pub fn has(&self, run: u64) -> bool {
        self.finished().holds(run)
    }

    /// Which runs are finished now.
    pub fn finished(&self) -> &Finished {
        self.places.finished()
    }

    /// How many runs are finished.
    pub fn len(&self) -> usize {
        self.finished().len()
    }

    /// Whether no run is finished.
    pub fn is_empty(&self) -> bool {
        self.finished().is_empty()
    }

    /// Adds a finished run.
    ///
    /// # Errors
    /// When the disk is full or gone; the journal then still holds all earlier runs.
    pub fn append(&mut self, run: u64, payload: &[u8]) -> io::Result<()> {
        let length =
            u32::try_from(payload.len()).map_err(|_| io::Error::other("one run has more than 4 GB of results"))?;
        let head = [&run.to_le_bytes()[..], &length.to_le_bytes(), &checksum(run, payload)].concat();
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(&head)?;
        self.file.write_all(payload)?;
        self.places.put(run, self.end)?;
        self.end += (head.len() + payload.len()) as u64;
        Ok(())
    }

    /// What was added for this run.
    ///
    /// # Errors
    /// When the run is not finished or the disk cannot be read.
    pub fn read(&mut self, run: u64) -> io::Result<Vec<u8>> {
        self.find(run)?.ok_or_else(|| io::Error::other(format!("run {run} is not finished")))
    }

    /// What was added for this run, if it is finished.
    ///
    /// # Errors
    /// When the disk cannot be read.
    pub fn find(&mut self, run: u64) -> io::Result<Option<Vec<u8>>> {
        let Some(start) = self.places.get(run)? else { return Ok(None) };
        let mut head = [0; HEAD];
        self.file.seek(SeekFrom::Start(start))?;
        self.file.read_exact(&mut head)?;
        let mut payload = vec![0; length(&head) as usize];
        self.file.read_exact(&mut payload)?;
        Ok(Some(payload))
    }

    /// Takes over what another journal holds and this one lacks.
    ///
    /// # Errors
    /// When either cannot be read or written.
    pub fn take_over(&mut self, other: &mut Self) -> io::Result<()> {
        let theirs = other.finished().clone();
        theirs.runs().try_for_each(|run| if self.has(run) { Ok(()) } else { self.append(run, &other.read(run)?) })
    }

    /// Reads all whole records and cuts off what follows them.
    fn find_records(&mut self, title: &str) -> Result<(), JournalError> {
        let size = self.file.metadata()?.len();
        let mut reader = BufReader::with_capacity(1 << 20, &self.file);
        let mut start = vec![0; title.len().min(usize::try_from(size).unwrap_or(usize::MAX))];
        reader.read_exact(&mut start)?;
        if !title.as_bytes().starts_with(&start) {
            return Err(JournalError::Foreign);
        }
        self.end = title.len() as u64;
        if start.len() < title.len() {
            return Ok(self.begin(title)?);
        }
        let mut left = size - self.end;
        while let Some((run, length)) = next_record(&mut reader, left)? {
            self.places.put(run, self.end)?;
            let whole = HEAD as u64 + u64::from(length);
            self.end += whole;
            left -= whole;
        }
        Ok(self.file.set_len(self.end)?)
    }

    fn begin(&mut self, title: &str) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(title.as_bytes())
    }
}

/// The next record if it is whole; `left` bytes remain in the file.
fn next_record(reader: &mut impl Read, left: u64) -> io::Result<Option<(u64, u32)>> {
    let mut head = [0; HEAD];
    if left < HEAD as u64 {
        return Ok(None);
    }
    reader.read_exact(&mut head)?;
    let run = u64::from_le_bytes(head[..8].try_into().expect("eight bytes"));
    let length = length(&head);
    if left - (HEAD as u64) < u64::from(length) {
        return Ok(None);
    }
    let mut payload = vec![0; length as usize];
    reader.read_exact(&mut payload)?;
    Ok((checksum(run, &payload) == head[12..]).then_some((run, length)))
}

/// The length that a record's head gives what follows it.
fn length(head: &[u8; HEAD]) -> u32 {
    u32::from_le_bytes(head[8..12].try_into().expect("four bytes"))
}

fn checksum(run: u64, payload: &[u8]) -> [u8; 8] {
    let hash = Sha256::new().chain_update(run.to_le_bytes()).chain_update(payload).finalize();
    hash[..8].try_into().expect("SHA-256 has 32 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn finished_runs_are_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let mut journal = Journal::open(&path, "a").unwrap();
        journal.append(3, b"three").unwrap();
        journal.append(0, b"").unwrap();
        drop(journal);
        let mut journal = Journal::open(&path, "a").unwrap();
        assert_eq!(journal.len(), 2);
        assert_eq!(journal.read(3).unwrap(), b"three");
        assert!(journal.has(0) && !journal.has(1));
        assert!(journal.finished().runs().eq([0, 3]));
        assert!(journal.read(1).is_err());
    }

    #[test]
    fn wherever_it_is_cut_the_whole_records_before_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let mut ends = Vec::new();
        let mut journal = Journal::open(&path, "a").unwrap();
        for run in 0..3 {
            ends.push(journal.end);
            journal.append(run, format!("run {run}").as_bytes()).unwrap();
        }
        drop(journal);
        let bytes = fs::read(&path).unwrap();
        for cut in 0..bytes.len() {
            fs::write(&path, &bytes[..cut]).unwrap();
            let mut journal = Journal::open(&path, "a").unwrap();
            let whole = ends.iter().skip(1).filter(|&&end| end <= cut as u64).count();
            assert_eq!(journal.len(), whole, "cut at {cut}");
            journal.append(9, b"nine").unwrap();
            drop(journal);
            let mut journal = Journal::open(&path, "a").unwrap();
            assert_eq!((journal.len(), journal.read(9).unwrap()), (whole + 1, b"nine".to_vec()));
        }
    }

    #[test]
    fn a_damaged_record_ends_the_journal() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let mut journal = Journal::open(&path, "a").unwrap();
        journal.append(0, b"zero").unwrap();
        journal.append(1, b"one").unwrap();
        drop(journal);
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, bytes).unwrap();
        assert_eq!(Journal::open(&path, "a").unwrap().len(), 1);
    }

    #[test]
    fn another_experiment_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        drop(Journal::open(&path, "a").unwrap());
        assert!(matches!(Journal::open(&path, "b"), Err(JournalError::Foreign)));
        fs::write(&path, "something else").unwrap();
        assert!(matches!(Journal::open(&path, "b"), Err(JournalError::Foreign)));
    }

    #[test]
    fn one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let _first = Journal::open(&path, "a").unwrap();
        assert!(matches!(Journal::open(&path, "a"), Err(JournalError::Locked)));
    }
}
