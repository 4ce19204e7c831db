//! Random points: each key uniform over its range, independent of the others. The plainest sample, and the yardstick of
//! the others.

use super::{Axis, Design, DesignError, POINTS, Position, Purpose, Row, at_least, dice};
use crate::chance::Chance;
use rand::RngExt;

/// Its line for the table.
pub const RANDOM: Design = Design {
    name: "random",
    about: "points drawn at random; for a quick look round, or when runs are added later",
    samples: POINTS,
    lay: Some(sample),
};

fn sample(axes: &[Axis], samples: u32, chance: Chance) -> Result<Vec<Row>, DesignError> {
    at_least(1, &RANDOM, samples)?;
    let place = |axis: &Axis, row: u32| dice(chance, &axis.key, u64::from(row), Purpose::Place).random::<f64>();
    Ok((0..samples).map(|row| axes.iter().map(|axis| Position::Unit(place(axis, row))).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{numbers, units};
    use super::*;

    #[test]
    fn keys_are_uniform_and_independent() {
        let rows = units(&sample(&numbers(&["a", "b"]), 4000, Chance::new(1)).unwrap());
        let mean = |f: &dyn Fn(&Vec<f64>) -> f64| rows.iter().map(f).sum::<f64>() / rows.len() as f64;
        // Standard errors: 0.289/√4000 = 0.005 for a mean, 1/12/√4000 = 0.0013 for the product.
        assert!((mean(&|r| r[0]) - 0.5).abs() < 0.02 && (mean(&|r| r[1]) - 0.5).abs() < 0.02);
        assert!(mean(&|r| (r[0] - 0.5) * (r[1] - 0.5)).abs() < 0.006);
    }
}
