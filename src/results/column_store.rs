//! Rows of numbers go in, columns come out: more of them than fit into memory wait in an unnamed file.

use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[cfg(feature = "files")]
use tempfile::SpooledTempFile as Overflow;
/// Where there are no files all of it is in memory.
#[cfg(not(feature = "files"))]
type Overflow = io::Cursor<Vec<u8>>;

/// Rows that are put down together: a column is read in so many pieces, and so many rows wait in memory.
const BLOCK: usize = 4096;

/// Bytes that are kept in memory before there is a file.
#[cfg(feature = "files")]
const IN_MEMORY: usize = 4 << 20;

/// Rows of equal length under keys. Memory grows with the number of keys, not with that of rows.
#[derive(Clone, Debug)]
pub struct ColumnStore {
    width: usize,
    blocks: BTreeMap<u32, Vec<Block>>,
    /// The rows that came last, one after the other, and their key.
    open: (u32, Vec<f64>),
    /// Only ever added to at its end, so that copies of a store can share it.
    file: Arc<Mutex<Overflow>>,
}

/// Rows in the file, column after column.
#[derive(Clone, Copy, Debug)]
struct Block {
    start: u64,
    rows: usize,
}

impl ColumnStore {
    /// An empty store for rows of so many numbers.
    pub fn new(width: usize) -> Self {
        #[cfg(feature = "files")]
        let file = Overflow::new(IN_MEMORY);
        #[cfg(not(feature = "files"))]
        let file = Overflow::default();
        let file = Arc::new(Mutex::new(file));
        Self { width, blocks: BTreeMap::new(), open: (0, Vec::new()), file }
    }

    /// Numbers in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Adds a row under a key. Rows of one key should come together.
    ///
    /// # Errors
    /// When the disk is full.
    ///
    /// # Panics
    /// When the row has another length.
    pub fn add(&mut self, key: u32, row: &[f64]) -> io::Result<()> {
        assert_eq!(row.len(), self.width, "rows of a store are of one length");
        if self.open.0 != key || self.open_rows() == BLOCK {
            self.put_down()?;
            self.open.0 = key;
        }
        self.open.1.extend_from_slice(row);
        Ok(())
    }

    /// The keys that have rows.
    pub fn keys(&self) -> Vec<u32> {
        let open = (self.open_rows() > 0 && !self.blocks.contains_key(&self.open.0)).then_some(self.open.0);
        self.blocks.keys().copied().chain(open).collect()
    }

    /// How many rows there are under a key.
    pub fn count(&self, key: u32) -> usize {
        self.of(key).iter().map(|block| block.rows).sum::<usize>() + self.open_of(key).len() / self.width.max(1)
    }

    /// A column of the rows under a key, in the order in which they came.
    pub fn column(&self, key: u32, column: usize) -> Vec<f64> {
        let mut values = Vec::with_capacity(self.count(key));
        for block in self.of(key) {
            let from = block.start + (column * block.rows * size_of::<f64>()) as u64;
            values.extend(self.read(from, block.rows));
        }
        values.extend(self.open_of(key).chunks_exact(self.width.max(1)).map(|row| row[column]));
        values
    }

    /// The rows under a key, in the order in which they came.
    pub fn rows(&self, key: u32) -> impl Iterator<Item = Vec<f64>> + '_ {
        let whole = |block: &Block| {
            let (numbers, rows) = (self.read(block.start, block.rows * self.width), block.rows);
            let row = move |row: usize| numbers.iter().skip(row).step_by(rows).copied().collect();
            (0..rows).map(row)
        };
        let open = self.open_of(key).chunks_exact(self.width.max(1)).map(<[f64]>::to_vec);
        self.of(key).iter().flat_map(whole).chain(open)
    }

    fn of(&self, key: u32) -> &[Block] {
        self.blocks.get(&key).map_or(&[], Vec::as_slice)
    }

    fn open_of(&self, key: u32) -> &[f64] {
        if self.open.0 == key { &self.open.1 } else { &[] }
    }

    fn open_rows(&self) -> usize {
        self.open.1.len() / self.width.max(1)
    }

    fn file(&self) -> MutexGuard<'_, Overflow> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the open rows into the file.
    fn put_down(&mut self) -> io::Result<()> {
        let (rows, numbers) = (self.open_rows(), std::mem::take(&mut self.open.1));
        if rows == 0 {
            return Ok(());
        }
        let column = |column: usize| numbers.iter().skip(column).step_by(self.width);
        let bytes: Vec<u8> = (0..self.width).flat_map(column).flat_map(|number| number.to_le_bytes()).collect();
        let mut file = self.file();
        let start = file.seek(SeekFrom::End(0))?;
        file.write_all(&bytes)?;
        drop(file);
        self.blocks.entry(self.open.0).or_default().push(Block { start, rows });
        Ok(())
    }

    fn read(&self, start: u64, count: usize) -> Vec<f64> {
        let mut bytes = vec![0; count * size_of::<f64>()];
        let mut file = self.file();
        let read = file.seek(SeekFrom::Start(start)).and_then(|_| file.read_exact(&mut bytes));
        read.expect("what this program put into a file of its own can be read back");
        let number = |bytes: &[u8]| f64::from_le_bytes(bytes.try_into().expect("eight bytes"));
        bytes.chunks_exact(size_of::<f64>()).map(number).collect()
    }

    /// How many numbers are in memory as numbers.
    #[cfg(test)]
    fn held(&self) -> usize {
        self.open.1.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_out_as_rows_went_in_and_few_are_in_memory() {
        let mut store = ColumnStore::new(3);
        let row = |key: u32, i: usize| [f64::from(key), i as f64, if i.is_multiple_of(2) { f64::NAN } else { 0.5 }];
        for key in [7, 2] {
            for i in 0..3 * BLOCK + 5 {
                store.add(key, &row(key, i)).unwrap();
                assert!(store.held() <= 3 * BLOCK);
            }
        }
        assert_eq!((store.keys(), store.count(7), store.count(3)), (vec![2, 7], 3 * BLOCK + 5, 0));
        assert!(store.column(7, 1).into_iter().eq((0..3 * BLOCK + 5).map(|i| i as f64)));
        assert!(store.column(2, 2)[..2].iter().map(|v| v.is_nan()).eq([true, false]));
        let rows: Vec<Vec<f64>> = store.rows(2).collect();
        assert_eq!(
            (rows.len(), &rows[BLOCK][..2], &rows[3 * BLOCK + 4][..2]),
            (3 * BLOCK + 5, &row(2, BLOCK)[..2], &row(2, 3 * BLOCK + 4)[..2])
        );
    }

    #[test]
    fn a_copy_can_be_added_to_without_changing_the_first() {
        let mut one = ColumnStore::new(1);
        (0..BLOCK + 1).for_each(|i| one.add(0, &[i as f64]).unwrap());
        let mut two = one.clone();
        two.add(1, &[9.0]).unwrap();
        one.add(2, &[8.0]).unwrap();
        two.add(0, &[7.0]).unwrap();
        assert_eq!((one.count(0), one.count(1), two.count(0)), (BLOCK + 1, 0, BLOCK + 2));
        assert_eq!((one.column(0, 0)[BLOCK], two.column(0, 0)[BLOCK + 1]), (BLOCK as f64, 7.0));
        assert_eq!((one.column(2, 0), two.column(1, 0)), (vec![8.0], vec![9.0]));
    }

    #[test]
    fn more_than_fits_into_memory_waits_on_disk() {
        let mut store = ColumnStore::new(64);
        let rows = IN_MEMORY / (64 * size_of::<f64>()) + 2 * BLOCK;
        (0..rows).for_each(|i| store.add(0, &[i as f64; 64]).unwrap());
        assert!(store.file().is_rolled());
        assert_eq!(store.column(0, 63).last(), Some(&(rows as f64 - 1.0)));
    }
}
