//! Sums of quanta by person. They are read in every tick and changed in no order, so they are kept as narrow as they can be:
//! in 32 bits where nobody can ever see more than that, which halves the memory that a tick goes through.

/// One number a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sums {
    /// At most 2^32 quanta each.
    Short(Vec<u32>),
    /// More.
    Long(Vec<u64>),
}

impl Sums {
    /// Zero for everyone, wide enough for `largest`.
    pub fn new(people: usize, largest: f64) -> Self {
        if largest < f64::from(u32::MAX) { Self::Short(vec![0; people]) } else { Self::Long(vec![0; people]) }
    }

    /// A person's sum.
    #[inline]
    pub fn get(&self, person: usize) -> f64 {
        match self {
            Self::Short(sums) => f64::from(sums[person]),
            Self::Long(sums) => sums[person] as f64,
        }
    }

    /// Adds a difference, which wraps when it is negative.
    #[inline]
    pub fn add(&mut self, person: usize, difference: u64) {
        match self {
            Self::Short(sums) => add(sums, person, difference),
            Self::Long(sums) => add(sums, person, difference),
        }
    }

    /// Adds a difference to each of these.
    #[inline]
    pub fn add_to_all(&mut self, people: &[u32], difference: u64) {
        match self {
            Self::Short(sums) => people.iter().for_each(|&person| add(sums, person as usize, difference)),
            Self::Long(sums) => people.iter().for_each(|&person| add(sums, person as usize, difference)),
        }
    }
}

/// A whole number of quanta.
pub trait Quanta: Copy + Sync {
    /// As a real number.
    fn real(self) -> f64;
    /// With a difference added, modulo its width: differences of a sum that fits telescope exactly.
    #[must_use]
    fn plus(self, difference: u64) -> Self;
}

impl Quanta for u32 {
    #[inline]
    fn real(self) -> f64 {
        f64::from(self)
    }

    #[inline]
    fn plus(self, difference: u64) -> Self {
        self.wrapping_add(difference as Self)
    }
}

impl Quanta for u64 {
    #[inline]
    fn real(self) -> f64 {
        self as f64
    }

    #[inline]
    fn plus(self, difference: u64) -> Self {
        self.wrapping_add(difference)
    }
}

#[inline]
fn add<Q: Quanta>(sums: &mut [Q], person: usize, difference: u64) {
    let sum = &mut sums[person];
    *sum = sum.plus(difference);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_either_width_telescope() {
        for largest in [1e6, 1e12] {
            let mut sums = Sums::new(2, largest);
            for (from, to) in [(0_u64, 700_000_u64), (700_000, 3_u64), (3, 1 << 20)] {
                sums.add(1, to.wrapping_sub(from));
            }
            sums.add_to_all(&[0, 1], 5);
            assert_eq!([sums.get(0), sums.get(1)], [5.0, 1_048_581.0], "{sums:?}");
        }
    }
}
