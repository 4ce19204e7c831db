//! Where each finished run stands in the journal: a bit a run in memory, the places themselves in an unnamed file.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Runs whose places stand together in the file.
const STRETCH: u64 = 4096;
const PLACE: u64 = size_of::<u64>() as u64;

/// Which runs are finished, a bit each; stretches without any cost nothing.
#[derive(Clone, Debug, Default)]
pub struct Finished {
    stretches: BTreeMap<u64, Stretch>,
    count: usize,
}

#[derive(Clone, Debug)]
struct Stretch {
    /// Its number in the order in which stretches were begun, which is its place in the file.
    slot: u64,
    bits: [u64; (STRETCH / 64) as usize],
}

impl Finished {
    /// Whether this run is finished.
    pub fn holds(&self, run: u64) -> bool {
        let bit = run % STRETCH;
        self.stretches.get(&(run / STRETCH)).is_some_and(|s| s.bits[(bit / 64) as usize] >> (bit % 64) & 1 == 1)
    }

    /// How many are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The numbers of those that are, in order.
    pub fn runs(&self) -> impl Iterator<Item = u64> + '_ {
        let of_stretch = |(number, stretch): (&u64, &Stretch)| {
            let (first, bits) = (number * STRETCH, stretch.bits);
            (0..STRETCH).filter(move |bit| bits[(bit / 64) as usize] >> (bit % 64) & 1 == 1).map(move |bit| first + bit)
        };
        self.stretches.iter().flat_map(of_stretch)
    }

    /// Notes a run and says where in the file its place is to stand.
    fn note(&mut self, run: u64) -> u64 {
        let (next, bit) = (self.stretches.len() as u64, run % STRETCH);
        let new = || Stretch { slot: next, bits: [0; (STRETCH / 64) as usize] };
        let stretch = self.stretches.entry(run / STRETCH).or_insert_with(new);
        let word = &mut stretch.bits[(bit / 64) as usize];
        self.count += usize::from(*word >> (bit % 64) & 1 == 0);
        *word |= 1 << (bit % 64);
        (stretch.slot * STRETCH + bit) * PLACE
    }
}

/// The places of all records.
#[derive(Debug)]
pub(super) struct Places {
    finished: Finished,
    file: File,
}

impl Places {
    /// None yet; the file is made in `folder` and is gone when the program ends, however it ends.
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        Ok(Self { finished: Finished::default(), file: tempfile::tempfile_in(folder)? })
    }

    pub(super) fn finished(&self) -> &Finished {
        &self.finished
    }

    /// Notes that the record of a run begins here.
    pub(super) fn put(&mut self, run: u64, start: u64) -> io::Result<()> {
        let at = self.finished.note(run);
        self.file.seek(SeekFrom::Start(at))?;
        self.file.write_all(&start.to_le_bytes())
    }

    /// Where the record of a run begins.
    pub(super) fn get(&mut self, run: u64) -> io::Result<Option<u64>> {
        let Some(stretch) = self.finished.stretches.get(&(run / STRETCH)).filter(|_| self.finished.holds(run)) else {
            return Ok(None);
        };
        let mut start = [0; PLACE as usize];
        self.file.seek(SeekFrom::Start((stretch.slot * STRETCH + run % STRETCH) * PLACE))?;
        self.file.read_exact(&mut start)?;
        Ok(Some(u64::from_le_bytes(start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_again_however_far_apart_the_runs_are() {
        let folder = tempfile::tempdir().unwrap();
        let mut places = Places::new(folder.path()).unwrap();
        let runs = [5, 0, 64, STRETCH - 1, STRETCH, 40 * STRETCH + 7, 1 << 60];
        runs.iter().enumerate().for_each(|(i, run)| places.put(*run, 100 + i as u64).unwrap());
        places.put(5, 99).unwrap();
        for (i, run) in runs.iter().enumerate().skip(1) {
            assert_eq!(places.get(*run).unwrap(), Some(100 + i as u64));
        }
        assert_eq!(
            (places.get(5).unwrap(), places.get(6).unwrap(), places.get(9 << 50).unwrap()),
            (Some(99), None, None)
        );
        let finished = places.finished();
        assert_eq!((finished.len(), finished.is_empty()), (7, false));
        assert!(finished.runs().eq([0, 5, 64, STRETCH - 1, STRETCH, 40 * STRETCH + 7, 1 << 60]));
        // A few stretches of a bit a run, and no more.
        assert_eq!(finished.stretches.len(), 4);
    }

    #[test]
    fn a_million_runs_take_a_bit_each() {
        let mut finished = Finished::default();
        (0..1_000_000).for_each(|run| {
            finished.note(run);
        });
        let bytes = finished.stretches.len() * (size_of::<Stretch>() + size_of::<u64>());
        assert!(finished.len() == 1_000_000 && bytes < 150_000, "{bytes}");
    }
}
