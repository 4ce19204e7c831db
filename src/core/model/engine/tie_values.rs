//! What is known of each tie: how well the other is seen, and how close the two are. Whoever asks for the one asks for the
//! other, so both stand side by side, and only once as long as all ties are alike.

use prefetch_index::prefetch_index;

/// Of one tie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// o.
    pub visibility: f32,
    /// w.
    pub closeness: f32,
}

/// A number for each tie (or person), or one for all of them.
#[derive(Clone, Debug, PartialEq)]
pub enum Per {
    /// The same everywhere.
    All(f32),
    /// One each.
    Each(Vec<f32>),
}

impl Per {
    /// Packs a list: one number when all are equal.
    pub fn pack(values: Vec<f32>, when_empty: f32) -> Self {
        match values.first() {
            None => Self::All(when_empty),
            Some(&first) if values.iter().all(|&v| v == first) => Self::All(first),
            Some(_) => Self::Each(values),
        }
    }

    /// Number `i`.
    #[inline]
    pub fn get(&self, i: usize) -> f32 {
        match self {
            Self::All(value) => *value,
            Self::Each(values) => values[i],
        }
    }

    /// The largest of them.
    pub fn most(&self) -> f32 {
        match self {
            Self::All(value) => *value,
            Self::Each(values) => values.iter().copied().fold(0.0, f32::max),
        }
    }

    /// Asks memory for number `i`.
    #[inline]
    pub fn fetch(&self, i: usize) {
        if let Self::Each(values) = self {
            prefetch_index(values, i);
        }
    }

    /// The list, written out with `len` numbers if it was one for all.
    #[inline]
    pub fn each(&mut self, len: usize) -> &mut Vec<f32> {
        if let Self::All(value) = *self {
            *self = Self::Each(vec![value; len]);
        }
        match self {
            Self::Each(values) => values,
            Self::All(_) => unreachable!("written out above"),
        }
    }

    fn of_all(&self) -> Option<f32> {
        if let Self::All(value) = self { Some(*value) } else { None }
    }
}

/// Of all ties, by their number.
#[derive(Clone, Debug)]
pub struct Links {
    /// One each; empty as long as all are alike in both.
    each: Vec<Link>,
    ties: usize,
    /// The visibility of all; none: they differ.
    visibility: Option<f32>,
    /// The closeness of all; none: they differ.
    closeness: Option<f32>,
}

impl Links {
    /// Of so many ties; `number` tells where a tie stands in both lists.
    pub fn new(ties: usize, visibility: &Per, closeness: &Per, number: impl Fn(usize) -> usize) -> Self {
        let link = |tie: usize| Link { visibility: visibility.get(number(tie)), closeness: closeness.get(number(tie)) };
        let (o, w) = (visibility.of_all(), closeness.of_all());
        let each = if o.is_some() && w.is_some() { Vec::new() } else { (0..ties).map(link).collect() };
        Self { each, ties, visibility: o, closeness: w }
    }

    /// Of one tie.
    #[inline]
    pub fn get(&self, tie: usize) -> Link {
        match (self.visibility, self.closeness) {
            (Some(visibility), Some(closeness)) => Link { visibility, closeness },
            _ => self.each[tie],
        }
    }

    /// One each, or nothing while all are alike in both.
    #[inline]
    pub fn each(&self) -> &[Link] {
        &self.each
    }

    /// o of all, if it is the same.
    pub const fn visibility(&self) -> Option<f32> {
        self.visibility
    }

    /// w of all, if it is the same.
    pub const fn closeness(&self) -> Option<f32> {
        self.closeness
    }

    /// Written out, because visibility is about to differ.
    pub fn vary_visibility(&mut self) -> &mut [Link] {
        self.write_out();
        self.visibility = None;
        &mut self.each
    }

    /// Written out, because closeness is about to differ.
    pub fn vary_closeness(&mut self) -> &mut [Link] {
        self.write_out();
        self.closeness = None;
        &mut self.each
    }

    fn write_out(&mut self) {
        if let (Some(visibility), Some(closeness)) = (self.visibility, self.closeness) {
            self.each = vec![Link { visibility, closeness }; self.ties];
        }
    }
}

/// Which of many: one bit each, so that the few are found quickly among the many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks(Vec<u64>);

impl Marks {
    /// None of so many.
    pub fn none(of: usize) -> Self {
        Self(vec![0; of.div_ceil(64)])
    }

    /// Marks one, or takes its mark away.
    #[inline]
    pub fn set(&mut self, one: usize, on: bool) {
        let (word, bit) = (&mut self.0[one / 64], 1 << (one % 64));
        *word = if on { *word | bit } else { *word & !bit };
    }

    /// Whether one is marked.
    #[inline]
    pub fn has(&self, one: usize) -> bool {
        self.0[one / 64] >> (one % 64) & 1 == 1
    }

    /// Calls `found` with all of a range that are marked, in order.
    #[inline]
    pub fn each(&self, range: std::ops::Range<usize>, mut found: impl FnMut(usize)) {
        let (first, last) = (range.start / 64, range.end.div_ceil(64));
        for (word, &bits) in (first..last).zip(&self.0[first..last.max(first)]) {
            let mut bits = bits;
            if word * 64 < range.start {
                bits &= !0 << (range.start % 64);
            }
            if (word + 1) * 64 > range.end {
                bits &= !(!0 << (range.end % 64));
            }
            while bits != 0 {
                found(word * 64 + bits.trailing_zeros() as usize);
                bits &= bits - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_in_any_range() {
        let mut marks = Marks::none(300);
        let all: Vec<usize> = (0..300).filter(|i| i * i % 7 == 2).collect();
        all.iter().for_each(|&i| marks.set(i, true));
        for start in 0..300 {
            for end in start..=300 {
                let mut found = Vec::new();
                marks.each(start..end, |i| found.push(i));
                assert!(found.iter().eq(all.iter().filter(|i| (start..end).contains(i))), "{start}..{end}");
            }
        }
        marks.set(all[3], false);
        assert!(!marks.has(all[3]) && marks.has(all[4]));
    }

    #[test]
    fn links_are_written_out_when_they_begin_to_differ() {
        let mut links = Links::new(3, &Per::All(0.5), &Per::All(0.25), |tie| tie);
        assert_eq!((links.each().len(), links.get(2)), (0, Link { visibility: 0.5, closeness: 0.25 }));
        links.vary_closeness()[1].closeness = 1.0;
        assert_eq!((links.visibility(), links.closeness()), (Some(0.5), None));
        assert_eq!([0, 1].map(|tie| links.get(tie).closeness), [0.25, 1.0]);
        assert_eq!([0, 1].map(|tie| links.get(tie).visibility), [0.5, 0.5]);
    }
}
