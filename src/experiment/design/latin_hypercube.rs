//! Latin hypercube: each key's range is cut into as many equal slices as there are points, and every slice is used once,
//! in random order.
//!
//! Source: M. D. McKay, R. J. Beckman and W. J. Conover (1979), Technometrics 21, 239–245.

use super::{Axis, Design, DesignError, POINTS, Position, Purpose, Row, at_least, dice, shuffled};
use crate::chance::Chance;
use rand::RngExt;

/// Its line for the table.
pub const LATIN_HYPERCUBE: Design = Design {
    name: "lhs",
    about: "a Latin hypercube: every slice of each key's range is used once; for many keys and few points",
    samples: POINTS,
    lay: Some(sample),
};

fn sample(axes: &[Axis], samples: u32, chance: Chance) -> Result<Vec<Row>, DesignError> {
    at_least(1, &LATIN_HYPERCUBE, samples)?;
    let columns: Vec<Vec<f64>> = axes.iter().map(|axis| column(&axis.key, samples, chance)).collect();
    Ok((0..samples as usize).map(|row| columns.iter().map(|c| Position::Unit(c[row])).collect()).collect())
}

/// One key: a random place inside each slice, the slices in random order.
fn column(key: &str, samples: u32, chance: Chance) -> Vec<f64> {
    let order = shuffled(samples as usize, &mut dice(chance, key, 0, Purpose::Order));
    let inside = |row: usize| dice(chance, key, row as u64, Purpose::Place).random::<f64>();
    order.iter().enumerate().map(|(row, slice)| (*slice as f64 + inside(row)) / f64::from(samples)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{numbers, units};
    use super::*;

    #[test]
    fn every_slice_of_every_key_is_used_once() {
        for samples in [1, 7, 50] {
            let rows = units(&sample(&numbers(&["a", "b", "c"]), samples, Chance::new(3)).unwrap());
            for key in 0..3 {
                let mut slices: Vec<u32> = rows.iter().map(|row| (row[key] * f64::from(samples)) as u32).collect();
                slices.sort_unstable();
                assert_eq!(slices, (0..samples).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn keys_are_ordered_independently() {
        let rows = units(&sample(&numbers(&["a", "b"]), 2000, Chance::new(3)).unwrap());
        let product = rows.iter().map(|r| (r[0] - 0.5) * (r[1] - 0.5)).sum::<f64>() / 2000.0;
        // 1/12/√2000 = 0.0019
        assert!(product.abs() < 0.008, "{product}");
    }
}
