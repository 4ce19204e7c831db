//! Sobol sequence: points that leave neither gaps nor heaps, in the blocks A, B and AB that sensitivity indices need.
//!
//! For each base sample there are k + 2 points: A; A with key i taken from B, for each of the k keys; and B (SALib's
//! order, without second-order indices). A and B are the two halves of one sequence of 2k dimensions, with Owen's
//! scrambling seeded by the experiment, so that different seeds give independent, unbiased designs.
//!
//! Sources: I. M. Sobol' (1967), USSR Comput. Math. Math. Phys. 7, 86–112; A. Saltelli et al. (2010), Comput. Phys.
//! Commun. 181, 259–270; B. Burley (2020), J. Comput. Graph. Tech. 9(4), 1–20.

use super::{Axis, Design, DesignError, Position, Purpose, Row, Samples, at_least, dice};
use crate::chance::Chance;
use rand::RngExt;

/// Its line for the table.
pub const SOBOL: Design = Design {
    name: "sobol",
    about: "a Sobol sequence in blocks for sensitivity indices: which keys matter, alone and together \
            (samples × (keys + 2) points)",
    samples: Some(Samples { counts: "base samples", default: 128 }),
    lay: Some(sample),
};

/// The length of the sequence.
const LONGEST: u32 = 1 << 16;

fn sample(axes: &[Axis], samples: u32, chance: Chance) -> Result<Vec<Row>, DesignError> {
    at_least(2, &SOBOL, samples)?;
    let halves = halves(axes.len(), samples, chance)?;
    Ok(halves.into_iter().flat_map(|(a, b)| block(a, b)).collect())
}

/// The two halves, A and B, of each base sample.
pub(super) fn halves(keys: usize, samples: u32, chance: Chance) -> Result<Vec<(Row, Row)>, DesignError> {
    let most = sobol_burley::NUM_DIMENSIONS as usize / 2;
    if keys > most {
        return Err(DesignError::TooManyKeys { given: keys, most });
    }
    if samples > LONGEST {
        return Err(DesignError::TooManySamples { given: samples, most: LONGEST });
    }
    let seed = dice(chance, "", 0, Purpose::Start).random::<u32>();
    let unit = |index, dimension: usize| Position::Unit(sobol_burley::sample(index, dimension as u32, seed).into());
    let half = |index, first: usize| (first..first + keys).map(|dimension| unit(index, dimension)).collect();
    Ok((0..samples).map(|index| (half(index, 0), half(index, keys))).collect())
}

/// Points that one base sample takes: A, each AB, B.
pub const fn block_size(keys: usize) -> usize {
    keys + 2
}

/// The points of one base sample.
fn block(a: Row, b: Row) -> Vec<Row> {
    let mut rows = vec![a.clone()];
    rows.extend((0..a.len()).map(|key| {
        let mut ab = a.clone();
        ab[key] = b[key];
        ab
    }));
    rows.push(b);
    rows
}

/// Whether the sequence is cut where it is even: at a power of two.
pub const fn even(samples: u32) -> bool {
    samples.is_power_of_two()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{numbers, units};
    use super::*;

    #[test]
    fn a_block_is_a_then_each_ab_then_b() {
        let rows = units(&sample(&numbers(&["a", "b", "c"]), 4, Chance::new(1)).unwrap());
        assert_eq!(rows.len(), 4 * block_size(3));
        for block in rows.chunks(block_size(3)) {
            let (a, b) = (&block[0], &block[4]);
            for key in 0..3 {
                for other in 0..3 {
                    assert_eq!(block[1 + key][other], if other == key { b[key] } else { a[other] });
                }
                assert_ne!(a[key], b[key]);
            }
        }
    }

    #[test]
    fn the_sequence_fills_every_square_of_every_pair_of_keys_evenly() {
        // 16 points of a (0, 4, 2)-net put one point into each elementary box of the first two dimensions.
        let rows = units(&sample(&numbers(&["a", "b"]), 16, Chance::new(5)).unwrap());
        let base: Vec<_> = rows.chunks(4).map(|block| &block[0]).collect();
        for (columns, lines) in [(16.0, 1.0), (8.0, 2.0), (4.0, 4.0), (2.0, 8.0), (1.0, 16.0)] {
            let mut boxes: Vec<_> = base.iter().map(|p| ((p[0] * columns) as u8, (p[1] * lines) as u8)).collect();
            boxes.sort_unstable();
            boxes.dedup();
            assert_eq!(boxes.len(), 16, "{columns} × {lines}");
        }
    }

    #[test]
    fn the_limits_of_the_sequence_are_said() {
        let error = sample(&numbers(&["a"]), 70_000, Chance::new(1)).unwrap_err();
        assert!(error.to_string().contains("at most 65536 base samples, not 70000"), "{error}");
        let many: Vec<String> = (0..129).map(|i| format!("k{i}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let error = sample(&numbers(&many), 4, Chance::new(1)).unwrap_err();
        assert!(error.to_string().contains("at most 128 keys, not 129"), "{error}");
    }
}
