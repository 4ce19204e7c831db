//! Morris screening: short walks through the space that change one key at a time, each time by half of its range or a
//! little more. A walk of k keys has k + 1 points and tells one effect of each key.
//!
//! Source: M. D. Morris (1991), Technometrics 33, 161–174. Walks are drawn at random as there, not picked for spread.

use super::{Axis, Design, DesignError, Position, Purpose, Row, Samples, at_least, dice, shuffled};
use crate::chance::Chance;
use rand::RngExt;

/// Its line for the table.
pub const MORRIS: Design = Design {
    name: "morris",
    about: "Morris screening: many short one-at-a-time walks; for sorting out which of many keys matter \
            (samples × (keys + 1) points)",
    samples: Some(Samples { counts: "walks", default: 20 }),
    lay: Some(sample),
};

/// Values of a key in the grid that walks move on, unless `steps` says otherwise.
const LEVELS: u32 = 4;

fn sample(axes: &[Axis], samples: u32, chance: Chance) -> Result<Vec<Row>, DesignError> {
    at_least(2, &MORRIS, samples)?;
    let levels = axes.iter().map(levels).collect::<Result<Vec<_>, _>>()?;
    Ok((0..samples).flat_map(|number| walk(axes, &levels, u64::from(number), chance)).collect())
}

/// Points of one walk.
pub const fn walk_size(keys: usize) -> usize {
    keys + 1
}

/// The number of levels of a key: even, so that a step crosses half of them and every level is as likely as the others.
fn levels(axis: &Axis) -> Result<u32, DesignError> {
    if let super::Reach::Numbers { steps: Some(steps), .. } = axis.reach {
        let odd = || DesignError::OddLevels { key: axis.key.clone(), steps };
        return if steps % 2 == 0 { Ok(steps) } else { Err(odd()) };
    }
    // Few values need no level between them; an odd number of them gets two levels each.
    Ok(axis.few().map_or(LEVELS, |few| if few % 2 == 0 { few } else { 2 * few }))
}

fn walk(axes: &[Axis], levels: &[u32], number: u64, chance: Chance) -> Vec<Row> {
    let mut at = Vec::new();
    let mut goal = Vec::new();
    for (axis, levels) in axes.iter().zip(levels) {
        let mut dice = dice(chance, &axis.key, number, Purpose::Start);
        let low = dice.random_range(0..levels / 2);
        let (from, to) = if dice.random() { (low, low + levels / 2) } else { (low + levels / 2, low) };
        at.push(from);
        goal.push(to);
    }
    let place = |at: &[u32]| -> Row { at.iter().zip(levels).map(|(level, levels)| unit(*level, *levels)).collect() };
    let mut rows = vec![place(&at)];
    for key in shuffled(axes.len(), &mut dice(chance, "", number, Purpose::Order)) {
        at[key] = goal[key];
        rows.push(place(&at));
    }
    rows
}

fn unit(level: u32, levels: u32) -> Position {
    Position::Unit(f64::from(level) / f64::from(levels - 1))
}

#[cfg(test)]
mod tests {
    use super::super::Reach;
    use super::super::tests::{numbers, units};
    use super::*;

    #[test]
    fn a_walk_changes_every_key_once_by_two_thirds_of_its_range() {
        let rows = units(&sample(&numbers(&["a", "b", "c"]), 30, Chance::new(1)).unwrap());
        for walk in rows.chunks(walk_size(3)) {
            let mut changed = Vec::new();
            for pair in walk.windows(2) {
                let moved: Vec<_> = (0..3).filter(|k| pair[0][*k] != pair[1][*k]).collect();
                assert_eq!(moved.len(), 1);
                assert!(((pair[0][moved[0]] - pair[1][moved[0]]).abs() - 2.0 / 3.0).abs() < 1e-12);
                changed.push(moved[0]);
            }
            changed.sort_unstable();
            assert_eq!(changed, [0, 1, 2]);
        }
    }

    #[test]
    fn every_level_is_as_likely_as_the_others() {
        let rows = units(&sample(&numbers(&["a"]), 4000, Chance::new(2)).unwrap());
        let share = |level: f64| rows.iter().filter(|r| (r[0] - level).abs() < 1e-9).count() as f64 / rows.len() as f64;
        for level in [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0] {
            // Each walk holds one of two pairs of levels: standard error of a share 0.25·√(1/4000) = 0.004.
            assert!((share(level) - 0.25).abs() < 0.02, "{level}: {}", share(level));
        }
    }

    #[test]
    fn a_step_changes_a_listed_value_always() {
        for count in 2..=7 {
            let values: Vec<String> = (0..count).map(|i| i.to_string()).collect();
            let axes = [Axis { key: "k".to_owned(), reach: Reach::Values(values) }];
            let rows = sample(&axes, 200, Chance::new(1)).unwrap();
            let mut seen = std::collections::BTreeSet::new();
            for walk in rows.chunks(2) {
                let value = |row: &Row| axes[0].at(row[0]).unwrap();
                assert_ne!(value(&walk[0]), value(&walk[1]), "{count} values");
                seen.extend([value(&walk[0]), value(&walk[1])]);
            }
            assert_eq!(seen.len(), count);
        }
    }

    #[test]
    fn odd_steps_are_refused() {
        let reach = Reach::Numbers { from: 0.0, to: 1.0, steps: Some(5), log: false, whole: false };
        let axes = [Axis { key: "ties.closeness".to_owned(), reach }];
        let error = sample(&axes, 4, Chance::new(1)).unwrap_err();
        assert!(error.to_string().contains("an even number of `steps` for `ties.closeness`, not 5"), "{error}");
    }
}
