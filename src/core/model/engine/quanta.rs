//! Sums of quanta by person. They are read in every tick and changed in no order, so they are kept as narrow as they can be.
//!
//! A face that begins in the middle of a tick was visible for a part of it, and will be for the whole of the next: its
//! part of a sum changes twice. Both changes are known at once, so both are told at once: a sum has a *lasting* part, and a
//! *passing* one that counts for the next tick only.

use crate::model::engine::threads::{Rows, Threads};
use multiversion::multiversion;
use prefetch_index::prefetch_index;

/// What is added to both parts of a sum. Differences wrap; those of a sum that fits telescope exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Quanta from now on.
    pub lasting: u64,
    /// Quanta besides, in the next tick only.
    pub passing: u64,
}

impl Seen {
    /// What has to be added to come from `other` to this.
    #[inline]
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self { lasting: self.lasting.wrapping_sub(other.lasting), passing: self.passing.wrapping_sub(other.passing) }
    }
}

/// One sum a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sums {
    /// Less than 2^31 quanta each.
    Short(Vec<Short>),
    /// More.
    Long(Vec<Long>),
}

impl Sums {
    /// Those of nobody.
    pub const NONE: Self = Self::Short(Vec::new());

    /// Zero for everyone, wide enough for `largest`.
    pub fn new(people: usize, largest: f64) -> Self {
        if Short::holds(largest) {
            Self::Short(vec![Short::default(); people])
        } else {
            Self::Long(vec![Long::default(); people])
        }
    }

    /// A person's sum in the present tick.
    #[inline]
    pub fn get(&self, person: usize) -> f64 {
        match self {
            Self::Short(sums) => sums[person].real(),
            Self::Long(sums) => sums[person].real(),
        }
    }

    /// Adds to a person's sum.
    #[inline]
    pub fn add(&mut self, person: usize, difference: Seen) {
        match self {
            Self::Short(sums) => sums[person].add(Short::from(difference)),
            Self::Long(sums) => sums[person].add(Long::from(difference)),
        }
    }

    /// All of them, to be shared.
    pub fn rows(&mut self) -> SumRows<'_> {
        match self {
            Self::Short(sums) => SumRows::Short(sums),
            Self::Long(sums) => SumRows::Long(sums),
        }
    }

    /// The tick is over: what was passing is past.
    pub fn settle(&mut self, threads: Threads) {
        match self {
            Self::Short(sums) => threads.share(&mut sums[..], |_, sums| settle(sums)),
            Self::Long(sums) => threads.share(&mut sums[..], |_, sums| settle(sums)),
        }
    }
}

#[multiversion(targets("x86_64+avx2"))]
fn settle(sums: &mut [impl Quanta]) {
    sums.iter_mut().for_each(Quanta::settle);
}

/// The sums of some people.
#[derive(Debug)]
pub enum SumRows<'a> {
    /// Less than 2^31 quanta each.
    Short(&'a mut [Short]),
    /// More.
    Long(&'a mut [Long]),
}

impl SumRows<'_> {
    /// Asks memory for a sum.
    #[inline]
    pub fn fetch(&self, person: usize) {
        match self {
            Self::Short(sums) => prefetch_index(&**sums, person),
            Self::Long(sums) => prefetch_index(&**sums, person),
        }
    }
}

impl Rows for SumRows<'_> {
    fn count(&self) -> usize {
        match self {
            Self::Short(sums) => sums.len(),
            Self::Long(sums) => sums.len(),
        }
    }

    fn cut(self, at: usize) -> (Self, Self) {
        match self {
            Self::Short(sums) => {
                let (first, second) = sums.split_at_mut(at);
                (Self::Short(first), Self::Short(second))
            }
            Self::Long(sums) => {
                let (first, second) = sums.split_at_mut(at);
                (Self::Long(first), Self::Long(second))
            }
        }
    }
}

/// A sum, or a difference of sums.
pub trait Quanta: Copy + Send + Sync + From<Seen> {
    /// Both parts as a real number.
    fn real(self) -> f64;
    /// Adds both parts.
    fn add(&mut self, difference: Self);
    /// Keeps the lasting part.
    fn settle(&mut self);
}

/// Both parts in one number, so that one addition does for both: 2^32 × lasting + passing, where passing may be negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Short(u64);

impl Short {
    /// Half of what the passing part can hold: brings the lasting part to the nearest whole number when it is cut off.
    const HALF: u64 = 1 << 31;

    /// Whether sums up to `largest` fit.
    pub fn holds(largest: f64) -> bool {
        largest < f64::from(i32::MAX)
    }
}

impl From<Seen> for Short {
    #[inline]
    fn from(seen: Seen) -> Self {
        Self((seen.lasting << 32).wrapping_add(seen.passing))
    }
}

impl Quanta for Short {
    #[inline]
    fn real(self) -> f64 {
        let lasting = (self.0.wrapping_add(Self::HALF) >> 32) as u32;
        f64::from(lasting.wrapping_add(self.0 as u32) as i32)
    }

    #[inline]
    fn add(&mut self, difference: Self) {
        self.0 = self.0.wrapping_add(difference.0);
    }

    #[inline(always)]
    fn settle(&mut self) {
        self.0 = self.0.wrapping_add(Self::HALF) & !u64::from(u32::MAX);
    }
}

/// The parts side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Long(Seen);

impl From<Seen> for Long {
    fn from(seen: Seen) -> Self {
        Self(seen)
    }
}

impl Quanta for Long {
    #[inline]
    fn real(self) -> f64 {
        self.0.lasting.wrapping_add(self.0.passing) as f64
    }

    #[inline]
    fn add(&mut self, difference: Self) {
        self.0.lasting = self.0.lasting.wrapping_add(difference.0.lasting);
        self.0.passing = self.0.passing.wrapping_add(difference.0.passing);
    }

    #[inline]
    fn settle(&mut self) {
        self.0.passing = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is seen of a face: `now` in this tick, `then` from the next on.
    fn seen(now: u64, then: u64) -> Seen {
        Seen { lasting: then, passing: now.wrapping_sub(then) }
    }

    #[test]
    fn sums_of_either_width_telescope() {
        let faces = [seen(0, 0), seen(700_000, 1 << 20), seen(1 << 20, 1 << 20), seen(3, 0), seen(0, 0), seen(5, 5)];
        for largest in [1e6, 1e12] {
            let mut sums = Sums::new(2, largest);
            for faces in faces.windows(2) {
                sums.add(1, faces[1].minus(faces[0]));
            }
            assert_eq!([sums.get(0), sums.get(1)], [0.0, 5.0], "{sums:?}");
        }
    }

    #[test]
    fn what_passes_counts_for_one_tick() {
        for largest in [1e6, 1e12] {
            let mut sums = Sums::new(1, largest);
            sums.add(0, seen(3, 1 << 20));
            sums.add(0, seen(1_000_000, 0));
            assert_eq!(sums.get(0), 1_000_003.0, "{sums:?}");
            sums.settle(Threads::ALONE);
            assert_eq!(sums.get(0), f64::from(1 << 20), "{sums:?}");
            sums.add(0, seen(12, 0).minus(seen(1 << 20, 1 << 20)));
            assert_eq!(sums.get(0), 12.0, "{sums:?}");
            sums.settle(Threads::ALONE);
            assert_eq!(sums.get(0), 0.0, "{sums:?}");
        }
    }

    #[test]
    fn a_sum_is_exact_up_to_the_largest() {
        for largest in [f64::from(i32::MAX - 1), 1e15] {
            let mut sums = Sums::new(1, largest);
            sums.add(0, seen(0, largest as u64));
            assert_eq!(sums.get(0), 0.0);
            sums.settle(Threads::ALONE);
            assert_eq!(sums.get(0), largest);
            sums.add(0, seen(largest as u64, 0).minus(seen(largest as u64, largest as u64)));
            assert_eq!(sums.get(0), largest);
        }
    }
}
