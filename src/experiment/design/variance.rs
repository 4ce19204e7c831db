//! Variance split: the four lots of chance are treated as if they were keys, each drawn twice per base sample, and so are
//! all varied keys together.
//!
//! The blocks are those of [`super::sobol`] with factors in place of keys: A; A with one factor taken from B, for each
//! factor; B. As every lot of every point is held at a replicate of its own ([`crate::chance::Held`]), one run a point is
//! all there is: the outcome is a function of its factors and nothing is left to chance.

use super::{Axis, Design, DesignError, Position, Row, Samples, at_least, sobol};
use crate::chance::{Chance, Lot};

/// Its line for the table.
pub const VARIANCE: Design = Design {
    name: "variance",
    about: "redraws one lot of chance at a time; splits an outcome's variance into network, start, people, dice and \
            keys (samples × 6 runs, × 7 with keys)",
    samples: Some(Samples { counts: "base samples", default: 256 }),
    lay: Some(lay),
};

/// The factors of this many varied keys, the lots of chance among them: each lot, then the other keys together.
pub const fn factors(keys: usize) -> usize {
    if keys > Lot::ALL.len() { Lot::ALL.len() + 1 } else { Lot::ALL.len() }
}

/// `axes` are the lots of chance, then the keys.
fn lay(axes: &[Axis], samples: u32, chance: Chance) -> Result<Vec<Row>, DesignError> {
    at_least(8, &VARIANCE, samples)?;
    let lots = Lot::ALL.len().min(axes.len());
    let (keys, factors) = (axes.len() - lots, factors(axes.len()));
    let halves = sobol::halves(keys, samples, chance)?;
    let block = |(index, (a, b)): (u64, (Row, Row))| {
        let of = |replicate: u64, keys: &Row| -> Row {
            let lots = std::iter::repeat_n(Position::Count(replicate), lots);
            lots.chain(keys.iter().copied()).collect()
        };
        let (a, b) = (of(2 * index, &a), of(2 * index + 1, &b));
        let mut rows = vec![a.clone()];
        rows.extend((0..factors).map(|factor| {
            let taken = if factor < lots { factor..factor + 1 } else { lots..axes.len() };
            let mut row = a.clone();
            row[taken.clone()].copy_from_slice(&b[taken]);
            row
        }));
        rows.push(b);
        rows
    };
    Ok((0..).zip(halves).flat_map(block).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::numbers;
    use super::*;

    #[test]
    fn each_factor_is_redrawn_alone() {
        let mut axes = numbers(&["chance.network", "chance.start", "chance.people", "chance.dice"]);
        axes.extend(numbers(&["a", "b"]));
        let rows = lay(&axes, 8, Chance::new(1)).unwrap();
        assert_eq!(rows.len(), 8 * 7);
        for block in rows.chunks(7) {
            let changed = |row: &Row| (0..6).filter(|i| row[*i] != block[0][*i]).collect::<Vec<_>>();
            let all: Vec<_> = block.iter().map(changed).collect();
            assert_eq!(all, [vec![], vec![0], vec![1], vec![2], vec![3], vec![4, 5], vec![0, 1, 2, 3, 4, 5]]);
        }
    }

    #[test]
    fn without_keys_there_are_four_factors() {
        let axes = numbers(&["chance.network", "chance.start", "chance.people", "chance.dice"]);
        assert_eq!(lay(&axes, 8, Chance::new(1)).unwrap().len(), 8 * 6);
    }
}
