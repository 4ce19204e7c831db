//! Threads that share the rows of a large population. Only steps in which no row depends on what another row
//! becomes are shared, so that any number of threads gives the same bytes; and only where every thread gets enough rows to
//! be worth its start, so that a small run is never slower for them.

use bevy_ecs::prelude::Resource;
use prefetch_index::prefetch_index;
use std::num::NonZeroUsize;
#[cfg(feature = "threads")]
use std::sync::{Mutex, PoisonError};
#[cfg(feature = "threads")]
use std::thread;

/// How many threads work on one run.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threads {
    threads: usize,
    /// Fewest rows that are worth a thread.
    least: usize,
}

/// Starting a thread and waiting for it takes a tenth of a millisecond and more, as long as tens of thousands of simple rows.
const LEAST: usize = 100_000;

impl Threads {
    /// The thread that asks, and no other.
    pub const ALONE: Self = Self { threads: 1, least: LEAST };

    /// So many threads.
    pub const fn new(threads: NonZeroUsize) -> Self {
        Self { threads: threads.get(), least: LEAST }
    }

    /// The same, with another idea of how many rows are worth a thread.
    #[must_use]
    pub const fn from_rows(self, least: usize) -> Self {
        Self { least, ..self }
    }

    /// The same for rows that take longer: so many are worth a thread already.
    #[must_use]
    pub fn for_long_rows(self, least: usize) -> Self {
        Self { least: self.least.min(least), ..self }
    }

    /// Has the rows worked on in pieces; what each piece gave, in order. `work` is told the number of its first row.
    pub fn gather<R: Rows, T: Send>(self, rows: R, work: impl Fn(usize, R) -> T + Sync) -> Vec<T> {
        let (count, threads) = (rows.count(), self.for_rows(rows.count()));
        let pieces = pieces(threads);
        gather_cut(threads, (1..pieces).map(|piece| count * piece / pieces), rows, work)
    }

    /// How many threads so many rows are worth.
    fn for_rows(self, rows: usize) -> usize {
        if cfg!(feature = "threads") { self.threads.min(rows / self.least.max(1)).max(1) } else { 1 }
    }

    /// Has people worked on in pieces with about as many ties each. `bounds`: where the ties of each person begin, and where
    /// the last one's end.
    pub fn gather_ties<R: Rows, T: Send>(
        self,
        bounds: &[u32],
        people: R,
        work: impl Fn(usize, R) -> T + Sync,
    ) -> Vec<T> {
        let threads = self.for_rows(weight(bounds, bounds.len() - 1));
        gather_cut(threads, cuts(bounds, pieces(threads)), people, work)
    }

    /// The same for work that gives nothing back.
    pub fn share_ties<R: Rows>(self, bounds: &[u32], people: R, work: impl Fn(usize, R) + Sync) {
        self.gather_ties(bounds, people, work);
    }

    /// The same with one piece a thread, for work that goes through the same list for every piece.
    pub fn divide_ties<R: Rows>(self, bounds: &[u32], people: R, work: impl Fn(usize, R) + Sync) {
        let threads = self.for_rows(weight(bounds, bounds.len() - 1));
        gather_cut(threads, cuts(bounds, threads), people, work);
    }

    /// The same for work that gives nothing back.
    pub fn share<R: Rows>(self, rows: R, work: impl Fn(usize, R) + Sync) {
        self.gather(rows, work);
    }
}

/// Pieces a thread: whoever is done early takes another one.
const PIECES: usize = 4;

const fn pieces(threads: usize) -> usize {
    if threads == 1 { 1 } else { threads * PIECES }
}

/// A person is worth so many ties.
const EACH: usize = 4;

/// What there is of people before one.
fn weight(bounds: &[u32], person: usize) -> usize {
    bounds[person] as usize + EACH * person
}

/// Where to cut people into so many pieces.
fn cuts(bounds: &[u32], pieces: usize) -> impl ExactSizeIterator<Item = usize> {
    let people = bounds.len() - 1;
    let all = weight(bounds, people);
    (1..pieces).map(move |piece| first_of_weight(|person| weight(bounds, person), people, all * piece / pieces))
}

/// The first of some people before whom there is so much.
fn first_of_weight(weight: impl Fn(usize) -> usize, people: usize, most: usize) -> usize {
    let (mut low, mut high) = (0, people);
    while low < high {
        let middle = (low + high) / 2;
        if weight(middle) < most { low = middle + 1 } else { high = middle }
    }
    low
}

/// Has the pieces between those bounds worked on at the same time.
fn gather_cut<R: Rows, T: Send>(
    threads: usize,
    bounds: impl ExactSizeIterator<Item = usize>,
    rows: R,
    work: impl Fn(usize, R) -> T + Sync,
) -> Vec<T> {
    if threads == 1 {
        return vec![work(0, rows)];
    }
    let mut pieces = Vec::with_capacity(bounds.len() + 1);
    let (mut rest, mut first) = (rows, 0);
    for bound in bounds {
        let (piece, left) = rest.cut(bound - first);
        pieces.push((first, piece));
        (rest, first) = (left, bound);
    }
    pieces.push((first, rest));
    share_out(threads, pieces, work)
}

#[cfg(not(feature = "threads"))]
fn share_out<R: Rows, T: Send>(_: usize, pieces: Vec<(usize, R)>, work: impl Fn(usize, R) -> T + Sync) -> Vec<T> {
    pieces.into_iter().map(|(first, piece)| work(first, piece)).collect()
}

/// Has each piece worked on by the next thread that is free; what each gave, in their order.
#[cfg(feature = "threads")]
fn share_out<R: Rows, T: Send>(threads: usize, pieces: Vec<(usize, R)>, work: impl Fn(usize, R) -> T + Sync) -> Vec<T> {
    let queue = Mutex::new(pieces.into_iter().enumerate());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let help = || std::iter::from_fn(next).map(|(number, (first, piece))| (number, work(first, piece))).collect();
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(help)).collect();
        let mut done: Vec<_> = help();
        for other in others {
            done.extend(other.join().unwrap_or_else(|p| std::panic::resume_unwind(p)));
        }
        done
    });
    done.sort_unstable_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, given)| given).collect()
}

/// Rows that can be cut in two.
pub trait Rows: Send + Sized {
    /// How many.
    fn count(&self) -> usize;
    /// The first so many, and the others.
    fn cut(self, at: usize) -> (Self, Self);
}

impl<T: Sync> Rows for &[T] {
    fn count(&self) -> usize {
        self.len()
    }

    fn cut(self, at: usize) -> (Self, Self) {
        self.split_at(at)
    }
}

impl<T: Send> Rows for &mut [T] {
    fn count(&self) -> usize {
        self.len()
    }

    fn cut(self, at: usize) -> (Self, Self) {
        self.split_at_mut(at)
    }
}

/// Rows that go along with others, or are not there.
impl<R: Rows> Rows for Option<R> {
    fn count(&self) -> usize {
        self.as_ref().map_or(0, Rows::count)
    }

    fn cut(self, at: usize) -> (Self, Self) {
        self.map(|rows| rows.cut(at)).unzip()
    }
}

impl<A: Rows, B: Rows> Rows for (A, B) {
    fn count(&self) -> usize {
        self.0.count()
    }

    fn cut(self, at: usize) -> (Self, Self) {
        let ((a, c), (b, d)) = (self.0.cut(at), self.1.cut(at));
        ((a, b), (c, d))
    }
}

/// Several that go together; none of them is as good as no people.
impl<R: Rows> Rows for Vec<R> {
    fn count(&self) -> usize {
        self.first().map_or(0, Rows::count)
    }

    fn cut(self, at: usize) -> (Self, Self) {
        self.into_iter().map(|rows| rows.cut(at)).unzip()
    }
}

/// Something of each tie, person by person.
pub struct ByTie<'a, T> {
    /// Where the ties of each person begin, and where the last one's end.
    bounds: &'a [u32],
    rows: &'a mut [T],
}

impl<'a, T> ByTie<'a, T> {
    /// Those of everyone; `bounds` has one more than there are people.
    pub fn new(bounds: &'a [u32], rows: &'a mut [T]) -> Self {
        Self { bounds, rows }
    }

    /// That of a tie, by its number among all.
    #[inline]
    pub fn at(&mut self, tie: u32) -> &mut T {
        &mut self.rows[(tie - self.bounds[0]) as usize]
    }

    /// Asks memory for that of a tie.
    #[inline]
    pub fn fetch(&self, tie: u32) {
        prefetch_index(&*self.rows, (tie - self.bounds[0]) as usize);
    }
}

impl<T: Send> Rows for ByTie<'_, T> {
    fn count(&self) -> usize {
        self.bounds.len() - 1
    }

    fn cut(self, at: usize) -> (Self, Self) {
        let (first, second) = self.rows.split_at_mut((self.bounds[at] - self.bounds[0]) as usize);
        (Self { bounds: &self.bounds[..=at], rows: first }, Self { bounds: &self.bounds[at..], rows: second })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sharing(threads: usize) -> Threads {
        Threads::new(NonZeroUsize::new(threads).expect("some")).from_rows(1)
    }

    #[test]
    fn every_row_is_worked_on_once_by_its_own_number() {
        for threads in [1, 2, 3, 7, 200] {
            let (mut squares, numbers) = (vec![0; 100], (0..100).collect::<Vec<usize>>());
            sharing(threads).share((&mut squares[..], &numbers[..]), |first, (squares, numbers)| {
                for (i, (square, number)) in squares.iter_mut().zip(numbers).enumerate() {
                    assert_eq!(first + i, *number);
                    *square += number * number;
                }
            });
            assert!(squares.iter().zip(&numbers).all(|(s, n)| *s == n * n), "{threads} threads");
        }
    }

    #[cfg(feature = "threads")]
    #[test]
    fn parts_come_back_in_order() {
        let rows: Vec<u32> = (0..100).collect();
        let parts = sharing(3).gather(&rows[..], |first, rows| {
            // The first pieces take longest.
            (0..100 - first).for_each(|_| thread::yield_now());
            rows.to_vec()
        });
        assert_eq!((parts.len(), parts.concat()), (3 * PIECES, rows));
    }

    #[cfg(feature = "threads")]
    #[test]
    fn people_are_cut_where_their_ties_are() {
        let bounds = [0u32, 60, 70, 80, 90, 100];
        let mut ties = [0u32; 100];
        sharing(2).divide_ties(&bounds, (ByTie::new(&bounds, &mut ties), &[0; 5][..]), |first, (mut ties, people)| {
            assert_eq!((first, people.len()), if first == 0 { (0, 1) } else { (1, 4) });
            let own = bounds[first]..bounds[first + people.len()];
            own.for_each(|tie| *ties.at(tie) += tie);
        });
        assert!(ties.iter().zip(0..).all(|(&tie, number)| tie == number), "{ties:?}");
    }

    #[test]
    fn few_rows_are_not_shared() {
        let parts = Threads::new(NonZeroUsize::new(8).expect("some")).gather(&[0; 1000][..], |_, rows| rows.len());
        assert_eq!(parts, [1000]);
    }
}
