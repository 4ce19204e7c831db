//! Designs: which points of a parameter space are run.
//!
//! One design a file, one line in [`DESIGNS`]. Each sampling design is a pure function: keys, a number of samples and a
//! seed give rows of [`Position`]s, and an [`Axis`] says what value a position stands for. Every draw is named after the
//! key that it concerns ([`Stream::Design`]), so that varying one more key leaves the others' samples in place.

mod axis;
pub mod latin_hypercube;
pub mod morris;
pub mod one_at_a_time;
pub mod random;
pub mod sobol;
pub mod sound;
pub mod variance;

pub use axis::{Axis, Position, Reach};

use crate::chance::{Chance, Lot, Stream, scope};
use crate::network::Source;
use crate::scenario::{Overrides, Scenario, Sweep, keys};
use rand::RngExt;

/// A point: one position an axis.
pub type Row = Vec<Position>;

/// A way to lay out points.
#[derive(Clone, Copy)]
pub struct Design {
    /// Its name.
    pub name: &'static str,
    /// What it does and what it is for.
    pub about: &'static str,
    /// What `samples` counts; absent where it means nothing.
    pub samples: Option<Samples>,
    /// Lays out the points of a sampling design; absent where the scenario's own lists are the points.
    pub lay: Option<Lay>,
}

/// Lays out points: axes, samples, chance.
pub type Lay = fn(&[Axis], u32, Chance) -> Result<Vec<Row>, DesignError>;

/// What the number of samples means to a design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Samples {
    /// What is counted.
    pub counts: &'static str,
    /// How many, unless said otherwise.
    pub default: u32,
}

const POINTS: Option<Samples> = Some(Samples { counts: "points", default: 64 });

/// Every design, in the order of [`crate::scenario::keys::DESIGNS`].
pub const DESIGNS: &[Design] = &[
    Design {
        name: "grid",
        about: "every combination of the values; for one or two keys, to see the whole curve or map",
        samples: None,
        lay: None,
    },
    Design {
        name: "zip",
        about: "first values together, second values together, ...; for keys that change in step",
        samples: None,
        lay: None,
    },
    Design {
        name: "points",
        about: "the points that the scenario lists; for cases that you chose, such as real classes",
        samples: None,
        lay: None,
    },
    random::RANDOM,
    latin_hypercube::LATIN_HYPERCUBE,
    sobol::SOBOL,
    one_at_a_time::ONE_AT_A_TIME,
    morris::MORRIS,
    variance::VARIANCE,
];

/// The design of this name.
pub fn named(name: &str) -> Option<&'static Design> {
    DESIGNS.iter().find(|design| design.name == name)
}

/// What a sweep varies: its keys and, where the design is to split variance, the lots of chance before them.
pub fn axes(scenario: &Scenario, sweep: &Sweep) -> Vec<Axis> {
    let generator = match scenario.network.source() {
        Source::Generated { generator, .. } => Some(*generator),
        Source::File { .. } => None,
    };
    let lots = if sweep.design == variance::VARIANCE.name { &Lot::ALL[..] } else { &[] };
    let replicates = Reach::Numbers { from: 0.0, to: f64::MAX, steps: None, log: false, whole: true };
    let lots = lots.iter().map(|lot| Axis { key: lot.key().to_owned(), reach: replicates.clone() });
    let whole = |key: &str| keys::takes_whole_numbers(key, generator);
    lots.chain(sweep.vary.iter().map(|vary| Axis::new(vary, whole(&vary.key)))).collect()
}

/// The points of a sampling design, in their order; nothing for a design that only lists ([`Design::lay`]).
///
/// # Errors
/// When the design cannot have so many keys or samples.
pub fn rows(design: &Design, axes: &[Axis], samples: Option<u32>, seed: u64) -> Result<Vec<Row>, DesignError> {
    let Some(lay) = design.lay else { return Ok(Vec::new()) };
    if axes.is_empty() {
        return Err(DesignError::NothingVaries);
    }
    let samples = samples.or(design.samples.map(|samples| samples.default)).unwrap_or(0);
    lay(axes, samples, Chance::new(seed))
}

/// Every point of a scenario's design, each with what it changes.
///
/// # Errors
/// When the design cannot be laid out, or there is none of its name.
pub fn points(scenario: &Scenario, sweep: &Sweep) -> Result<Vec<Overrides>, String> {
    if let Some(points) = sweep.laid_out() {
        return Ok(points);
    }
    let design = named(&sweep.design).ok_or_else(|| format!("there is no design `{}`", sweep.design))?;
    let axes = axes(scenario, sweep);
    let rows = rows(design, &axes, sweep.samples, scenario.seed).map_err(|error| error.to_string())?;
    Ok(rows.iter().map(|row| values_at(sweep, &axes, row)).collect())
}

/// What a row of a sampling design changes.
pub fn values_at(sweep: &Sweep, axes: &[Axis], row: &Row) -> Overrides {
    let counted = |axis: &Axis, value: String| match sweep.vary.iter().find(|vary| vary.key == axis.key) {
        Some(vary) => vary.values.counted(&value),
        None => value,
    };
    let drawn = axes.iter().zip(row).filter_map(|(axis, position)| Some((axis, axis.at(*position)?)));
    drawn.map(|(axis, value)| (axis.key.clone(), counted(axis, value))).collect()
}

/// Why a design cannot be laid out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DesignError {
    /// There is no key.
    #[error("nothing varies: a design needs at least one key")]
    NothingVaries,
    /// Too few samples to learn anything.
    #[error("design \"{design}\" needs at least {least} {counts}, not {given}; leave `samples` out to get {default}")]
    TooFewSamples {
        /// The design.
        design: &'static str,
        /// What is counted.
        counts: &'static str,
        /// What was asked for.
        given: u32,
        /// What would do.
        least: u32,
        /// What is taken when nothing is said.
        default: u32,
    },
    /// More samples than the sequence has.
    #[error("design \"sobol\" has at most {most} base samples, not {given}; more precision comes from `replicates`")]
    TooManySamples {
        /// What was asked for.
        given: u32,
        /// What there is.
        most: u32,
    },
    /// More keys than the sequence has dimensions.
    #[error("design \"sobol\" varies at most {most} keys, not {given}; screen them with design \"morris\" first")]
    TooManyKeys {
        /// What was asked for.
        given: usize,
        /// What there is.
        most: usize,
    },
    /// Morris levels must split into two halves.
    #[error("design \"morris\" needs an even number of `steps` for `{key}`, not {steps}: a step crosses half of them")]
    OddLevels {
        /// The key.
        key: String,
        /// Its steps.
        steps: u32,
    },
}

/// Refuses fewer samples than `least`.
fn at_least(least: u32, design: &Design, given: u32) -> Result<(), DesignError> {
    let Some(Samples { counts, default }) = design.samples else { return Ok(()) };
    if given >= least {
        return Ok(());
    }
    Err(DesignError::TooFewSamples { design: design.name, counts, given, least, default })
}

/// What one number of a key's sample is drawn for; part of its name.
#[derive(Clone, Copy)]
enum Purpose {
    Place = 0,
    Order = 1,
    Start = 2,
}

/// The dice of a key's `sample`.
fn dice(chance: Chance, key: &str, sample: u64, purpose: Purpose) -> crate::chance::SplitMix64 {
    chance.draws(Stream::Design, scope(key), sample, purpose as u64)
}

/// The numbers 0 to n − 1 in random order (Fisher and Yates).
fn shuffled(n: usize, dice: &mut crate::chance::SplitMix64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    for last in (1..n).rev() {
        order.swap(last, dice.random_range(0..=last));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn numbers(keys: &[&str]) -> Vec<Axis> {
        let reach = Reach::Numbers { from: 0.0, to: 1.0, steps: None, log: false, whole: false };
        keys.iter().map(|key| Axis { key: (*key).to_owned(), reach: reach.clone() }).collect()
    }

    pub(super) fn units(rows: &[Row]) -> Vec<Vec<f64>> {
        let unit = |position: &Position| if let Position::Unit(u) = position { *u } else { f64::NAN };
        rows.iter().map(|row| row.iter().map(unit).collect()).collect()
    }

    #[test]
    fn the_scenario_knows_the_same_designs() {
        assert_eq!(DESIGNS.iter().map(|d| d.name).collect::<Vec<_>>(), keys::DESIGNS);
    }

    #[test]
    fn the_same_seed_lays_the_same_points_and_another_seed_others() {
        for design in DESIGNS.iter().filter(|d| d.lay.is_some() && !["oat", "variance"].contains(&d.name)) {
            let axes = numbers(&["a", "b", "c"]);
            let lay = |seed| units(&rows(design, &axes, Some(8), seed).unwrap());
            assert_eq!(lay(1), lay(1), "{}", design.name);
            assert_ne!(lay(1), lay(2), "{}", design.name);
        }
    }

    #[test]
    fn one_more_key_leaves_the_others_in_place() {
        for design in [&random::RANDOM, &latin_hypercube::LATIN_HYPERCUBE] {
            let two = units(&rows(design, &numbers(&["a", "c"]), Some(8), 1).unwrap());
            let three = units(&rows(design, &numbers(&["a", "b", "c"]), Some(8), 1).unwrap());
            assert!(two.iter().zip(&three).all(|(t, u)| t[0] == u[0] && t[1] == u[2]), "{}", design.name);
        }
    }

    #[test]
    fn a_design_over_nothing_is_refused() {
        assert_eq!(rows(&random::RANDOM, &[], None, 1), Err(DesignError::NothingVaries));
    }
}
