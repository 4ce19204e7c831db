//! One at a time: the scenario as it stands, then each key at each of its values while all others stay put. It shows what
//! each key does from where one stands, and nothing about keys acting together.

use super::{Axis, Design, DesignError, Position, Row};
use crate::chance::Chance;

/// Its line for the table.
pub const ONE_AT_A_TIME: Design = Design {
    name: "oat",
    about: "the scenario as it is, then one key at a time from low to high; for a tornado chart",
    samples: None,
    lay: Some(lay),
};

fn lay(axes: &[Axis], _: u32, _: Chance) -> Result<Vec<Row>, DesignError> {
    let own = vec![Position::Own; axes.len()];
    let mut rows = vec![own.clone()];
    for (key, axis) in axes.iter().enumerate() {
        for step in 0..axis.steps().len() {
            let mut row = own.clone();
            row[key] = Position::Step(step);
            rows.push(row);
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::super::tests::numbers;
    use super::*;

    #[test]
    fn each_point_differs_from_the_scenario_in_one_key() {
        let rows = lay(&numbers(&["a", "b"]), 0, Chance::new(1)).unwrap();
        let moved = |row: &Row| row.iter().filter(|p| **p != Position::Own).count();
        assert_eq!(rows.iter().map(moved).collect::<Vec<_>>(), [0, 1, 1, 1, 1]);
        assert_eq!(rows[4], [Position::Own, Position::Step(1)]);
    }
}
