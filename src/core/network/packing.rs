//! From collected ties to compressed rows: a counting sort into rows, then each row sorted and thinned in place.
//! Plain ties cost 4 bytes a directed tie while being packed besides the pairs themselves; weighted ones 8 to 13.

use super::{Direction, Dropped, Network, Tie};

impl Network {
    /// Packs plain undirected ties (weight 1, one kind) into rows: the lean path for large generated networks.
    ///
    /// # Panics
    /// When a tie names a person that does not exist or there are more than `u32::MAX` directed ties.
    pub fn from_pairs(people: usize, pairs: &[(u32, u32)]) -> (Self, Dropped) {
        Self::from_plain(people, pairs, Direction::Undirected)
    }

    /// Packs plain ties (weight 1, one kind) into rows.
    ///
    /// # Panics
    /// When a tie names a person that does not exist or there are more than `u32::MAX` directed ties.
    pub fn from_plain(people: usize, pairs: &[(u32, u32)], direction: Direction) -> (Self, Dropped) {
        let both = direction == Direction::Undirected;
        let mut offsets = row_bounds(people, pairs.iter().copied(), both);
        let mut seen = vec![0u32; offsets[people] as usize];
        scatter(&offsets, pairs.iter().copied(), both, |slot, _, other| seen[slot] = other);
        let before = seen.len();
        let kept = sort_rows(&mut offsets, &mut seen, |&other| other);
        seen.truncate(kept);
        let network = Self { offsets, seen, symmetric: both, ..Self::default() };
        let dropped = dropped(pairs.len(), before, kept, both);
        let dropped =
            if dropped.duplicates > 0 && both { named_from_both_sides(people, pairs, dropped) } else { dropped };
        (network.knowing_its_symmetry(), dropped)
    }

    /// Packs ties into rows; weights and kinds are kept only when they say something (a weight other than 1, a kind
    /// other than 0). Of ties given more than once the first stays.
    ///
    /// # Panics
    /// When a tie names a person that does not exist or there are more than `u32::MAX` directed ties.
    pub fn from_ties(people: usize, ties: &[Tie], direction: Direction) -> (Self, Dropped) {
        let both = direction == Direction::Undirected;
        let pairs = || ties.iter().map(|t| (t.viewer, t.seen));
        let mut offsets = row_bounds(people, pairs(), both);
        // Whom and which tie in one number: sorting by it keeps the first of several equal ties first.
        let mut keys = vec![0u64; offsets[people] as usize];
        scatter(&offsets, pairs(), both, |slot, tie, other| keys[slot] = (u64::from(other) << 32) | tie as u64);
        let before = keys.len();
        let bounds = offsets.clone();
        let kept = sort_rows(&mut offsets, &mut keys, |&key| (key >> 32) as u32);
        // Only rows that got shorter hold anything again.
        let again = if kept < before { shortened(&bounds, &offsets) } else { Vec::new() };
        keys.truncate(kept);
        let tie = |key: &u64| &ties[(key & u64::from(u32::MAX)) as usize];
        let network = Self {
            weights: list_unless(ties.iter().all(|t| t.weight == 1.0), &keys, |key| tie(key).weight),
            kinds: list_unless(ties.iter().all(|t| t.kind == 0), &keys, |key| tie(key).kind),
            seen: keys.iter().map(|key| (key >> 32) as u32).collect(),
            offsets,
            symmetric: both,
            ..Self::default()
        };
        let dropped = dropped(ties.len(), before, kept, both);
        let dropped = if dropped.duplicates > 0 { repeated(&again, ties, both, dropped) } else { dropped };
        (network.knowing_its_symmetry(), dropped)
    }

    pub(super) fn knowing_its_symmetry(self) -> Self {
        let symmetric = self.symmetric || self.every_tie_has_its_opposite();
        Self { symmetric, ..self }
    }

    fn every_tie_has_its_opposite(&self) -> bool {
        let opposite = |i: usize, j: u32| self.seen_by(j as usize).binary_search(&(i as u32)).is_ok();
        (0..self.people()).all(|i| self.seen_by(i).iter().all(|&j| opposite(i, j)))
    }

    /// Takes rows that are sorted already and have neither loops nor repetitions.
    pub(super) fn from_sorted_rows(offsets: Vec<u32>, seen: Vec<u32>, symmetric: bool) -> Self {
        Self { offsets, seen, symmetric, ..Self::default() }
    }

    /// Gives every tie a kind: an index into `names`, by who sees whom.
    #[must_use]
    pub fn with_kinds(mut self, names: &[&str], kind: impl Fn(u32, u32) -> u8) -> Self {
        let mut kinds = Vec::with_capacity(self.ties());
        for viewer in 0..self.people() {
            kinds.extend(self.seen_by(viewer).iter().map(|&seen| kind(viewer as u32, seen)));
        }
        self.kinds = kinds;
        self.with_kind_names(names.iter().copied())
    }
}

fn list_unless<T>(dull: bool, keys: &[u64], value: impl Fn(&u64) -> T) -> Vec<T> {
    if dull { Vec::new() } else { keys.iter().map(value).collect() }
}

fn dropped(given: usize, before: usize, kept: usize, both: bool) -> Dropped {
    let sides = if both { 2 } else { 1 };
    Dropped { self_loops: given - before / sides, duplicates: (before - kept) / sides, ..Dropped::default() }
}

/// Which rows have fewer entries now.
fn shortened(before: &[u32], now: &[u32]) -> Vec<bool> {
    before.windows(2).zip(now.windows(2)).map(|(b, n)| n[1] - n[0] < b[1] - b[0]).collect()
}

/// Of ties given again, how many only from the other side.
fn named_from_both_sides(people: usize, pairs: &[(u32, u32)], dropped: Dropped) -> Dropped {
    let given = row_bounds(people, pairs.iter().copied(), false);
    let mut one_sided = given.clone();
    let mut seen = vec![0u32; given[people] as usize];
    scatter(&given, pairs.iter().copied(), false, |slot, _, other| seen[slot] = other);
    let distinct = sort_rows(&mut one_sided, &mut seen, |&other| other);
    let duplicates = seen.len() - distinct;
    Dropped { duplicates, mutual: dropped.duplicates - duplicates, ..dropped }
}

/// Of ties given again, how many only from the other side, and how many with another weight. People in whose rows nothing
/// was repeated are passed over.
fn repeated(again: &[bool], ties: &[Tie], both: bool, dropped: Dropped) -> Dropped {
    let mut suspects: Vec<(u32, u32, usize)> = ties
        .iter()
        .enumerate()
        .filter(|(_, t)| t.viewer != t.seen && again[t.viewer as usize] && (!both || again[t.seen as usize]))
        .map(|(i, t)| if both { (t.viewer.min(t.seen), t.viewer.max(t.seen), i) } else { (t.viewer, t.seen, i) })
        .collect();
    suspects.sort_unstable();
    let (mut mutual, mut conflicting) = (0, 0);
    for of_two in suspects.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let first = &ties[of_two[0].2];
        let rest = || of_two[1..].iter().map(|&(_, _, i)| &ties[i]);
        mutual += usize::from(rest().any(|t| t.viewer != first.viewer));
        conflicting += rest().filter(|t| t.weight != first.weight).count();
    }
    Dropped { duplicates: dropped.duplicates - mutual, mutual, conflicting, ..dropped }
}

/// Where each person's row begins when self-loops are left out; the last bound is the number of directed ties.
fn row_bounds(people: usize, pairs: impl Iterator<Item = (u32, u32)>, both: bool) -> Vec<u32> {
    let mut bounds = vec![0u32; people + 1];
    let mut ties = 0u64;
    for (a, b) in pairs {
        assert!((a as usize) < people && (b as usize) < people, "a tie of a person who does not exist");
        if a != b {
            bounds[a as usize + 1] += 1;
            bounds[b as usize + 1] += u32::from(both);
            ties += if both { 2 } else { 1 };
        }
    }
    assert!(ties <= u64::from(u32::MAX), "at most 4,294,967,295 directed ties");
    for i in 0..people {
        bounds[i + 1] += bounds[i];
    }
    bounds
}

/// Tells for each directed tie (slot, number of the pair, whom) where in the rows it goes.
fn scatter(
    bounds: &[u32],
    pairs: impl Iterator<Item = (u32, u32)>,
    both: bool,
    mut put: impl FnMut(usize, usize, u32),
) {
    let mut next = bounds.to_vec();
    let mut place = |viewer: u32, tie: usize, other: u32| {
        let slot = &mut next[viewer as usize];
        put(*slot as usize, tie, other);
        *slot += 1;
    };
    for (tie, (a, b)) in pairs.enumerate().filter(|(_, (a, b))| a != b) {
        place(a, tie, b);
        if both {
            place(b, tie, a);
        }
    }
}

/// Sorts each row, keeps the first entry of each person in it, and closes the gaps. Returns how many entries are left.
pub(super) fn sort_rows<T: Ord + Copy>(bounds: &mut [u32], entries: &mut [T], whom: impl Fn(&T) -> u32) -> usize {
    let mut kept = 0;
    let mut start = 0;
    for bound in &mut bounds[1..] {
        let end = *bound as usize;
        entries[start..end].sort_unstable();
        let row = kept;
        for slot in start..end {
            if kept == row || whom(&entries[kept - 1]) != whom(&entries[slot]) {
                entries[kept] = entries[slot];
                kept += 1;
            }
        }
        start = end;
        *bound = kept as u32;
    }
    kept
}
