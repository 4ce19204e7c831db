//! Of which runs a chart is made: the one place from which its caption to print, its text alternative and its subtitle have it.

use super::axis::capital;
use super::communities::Groups;
use super::input::Results;
use super::words;
use super::{fingerprint, group_flows};
use crate::output::tongue::say;
use std::collections::BTreeSet;

/// What a chart is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MadeOf {
    /// One run, that which is shown person by person.
    ShownRun,
    /// The outcomes of all finished runs of every arm.
    Outcomes,
    /// What was sampled over time in the runs of every arm.
    Series,
    /// The expressions of those runs of every arm that recorded them.
    Events,
    /// The people of those runs of every arm that recorded them.
    People,
    /// The expressions and ties of runs of the first arm.
    Ties,
    /// The expressions of those runs of the first arm that recorded them, and of which it is known who is in which group.
    Groups,
    /// All runs of a design together.
    Design,
}

/// The runs that a chart is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// One run; of which arm, where there are several.
    One(Option<String>),
    /// So many runs of each arm, at least and at most; arms without a run are not drawn.
    Each {
        /// Of the arm with the fewest.
        least: usize,
        /// Of the arm with the most.
        most: usize,
        /// How many runs there are of it.
        of: usize,
        /// How many arms.
        arms: usize,
        /// Whether these are points of a design.
        points: bool,
    },
    /// So many in all.
    All(usize),
}

impl MadeOf {
    /// The runs of these results of which such a chart is made.
    pub fn drawn(self, results: &Results) -> Drawn {
        let count = |of: &dyn Fn(u32) -> usize| each(results, of);
        match self {
            Self::ShownRun => Drawn::One(shown_arm(results)),
            Self::Outcomes => count(&|point| results.replicates(point)),
            Self::Series => count(&|point| results.runs_with_series(point)),
            Self::Events => count(&|point| results.runs_with_events(point).len()),
            Self::People => count(&|point| {
                let mine = results.runs.ids(point);
                results.moods.iter().filter(|(run, _)| mine.contains(run)).count()
            }),
            Self::Ties => {
                let first = results.arms().next().map_or(0, |arm| fingerprint::recorded(results, arm.index, 0).len());
                of_first_arm(results, first)
            }
            Self::Groups => {
                let groups = Groups::named_or_found(results);
                of_first_arm(results, groups.map_or(0, |groups| group_flows::recorded(results, &groups).len()))
            }
            Self::Design => Drawn::All(results.arms().map(|arm| results.replicates(arm.index)).sum()),
        }
    }
}

/// So many runs of the first arm.
fn of_first_arm(results: &Results, drawn: usize) -> Drawn {
    let of = results.arms().next().map_or(0, |arm| results.replicates(arm.index));
    Drawn::Each { least: drawn, most: drawn, of, arms: 1, points: false }
}

fn each(results: &Results, of: &dyn Fn(u32) -> usize) -> Drawn {
    let counts: Vec<usize> = results.arms().map(|arm| of(arm.index)).filter(|n| *n > 0).collect();
    Drawn::Each {
        least: counts.iter().copied().min().unwrap_or(0),
        most: counts.iter().copied().max().unwrap_or(0),
        of: results.arms().map(|arm| results.replicates(arm.index)).max().unwrap_or(0),
        arms: counts.len(),
        points: results.is_sweep(),
    }
}

/// The arm of the run that is shown, where there are several that it could be of.
pub fn shown_arm(results: &Results) -> Option<String> {
    let run = results.shown_run()?;
    let arm = results.points.iter().find(|point| point.index == run.point)?;
    let names: BTreeSet<&str> = results.arms().map(|arm| arm.arm.as_str()).collect();
    (names.len() > 1 || arm.null).then(|| words::arm_label(arm))
}

/// Which run it is that is shown, before what else a subtitle says: `one run of “friends”: lines are ties`.
pub fn of_run(results: &Results, what: &str) -> String {
    let run = MadeOf::ShownRun.drawn(results).words();
    say!("of-run", [run, what], "{run}: {what}")
}

/// The same as the full record says it: `run 12 (friends, replicate 0)`.
pub fn which(results: &Results) -> String {
    results.shown_run().map_or_else(String::new, |run| {
        let arm = results.points.iter().find(|p| p.index == run.point).map(words::arm_label).unwrap_or_default();
        format!("run {} ({arm}, replicate {})", run.id, run.replicate)
    })
}

impl Drawn {
    /// `6 runs per arm`, `one run of “friends”`, `96 runs`.
    pub fn words(&self) -> String {
        match self {
            Self::One(None) => words::runs(1),
            Self::One(Some(arm)) => say!("one-run-of", [arm], "one run of “{arm}”"),
            Self::All(n) => words::runs(*n),
            Self::Each { least, most, of, arms, points } => {
                let told = match () {
                    () if least != most => between(*least, *most),
                    () if most < of => {
                        let (n, some, told) = (*of, most.to_string(), words::runs(*of));
                        say!("some-of-runs", [n, some, told], "{some} of {told}")
                    }
                    () => words::runs(*most),
                };
                match (*arms > 1, points) {
                    (false, _) => told,
                    (true, false) => say!("runs-per-arm", [told], "{told} per arm"),
                    (true, true) => say!("runs-per-point", [told], "{told} a point"),
                }
            }
        }
    }

    /// How many runs there are, where fewer are drawn.
    pub fn fewer_than_all(&self) -> Option<usize> {
        match self {
            Self::Each { most, of, .. } if most < of => Some(*of),
            _ => None,
        }
    }

    /// The same as the end of a caption: that nobody has seen these people.
    pub fn simulated(&self) -> String {
        let n = match self {
            Self::One(_) => 1,
            Self::All(n) => *n,
            Self::Each { most, arms, .. } => most * arms,
        };
        let told = capital(&self.words());
        say!("simulated", [n, told], "{told}, simulated; not observed.")
    }
}

/// `4 to 6 runs`.
fn between(least: usize, most: usize) -> String {
    let (n, low, high) = (most, least.to_string(), most.to_string());
    say!("runs-between", [n, low, high], "{low} to {high} runs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_how_many_runs_of_what() {
        let each = |least, most, arms, points| Drawn::Each { least, most, of: most, arms, points }.simulated();
        let some = Drawn::Each { least: 1, most: 1, of: 6, arms: 2, points: false };
        assert_eq!((some.words(), some.fewer_than_all()), ("1 of 6 runs per arm".to_owned(), Some(6)));
        assert_eq!(each(6, 6, 1, false), "6 runs, simulated; not observed.");
        assert_eq!(each(1, 1, 3, false), "One run per arm, simulated; not observed.");
        assert_eq!(each(4, 6, 2, false), "4 to 6 runs per arm, simulated; not observed.");
        assert_eq!(each(8, 8, 5, true), "8 runs a point, simulated; not observed.");
        assert_eq!(Drawn::All(96).simulated(), "96 runs, simulated; not observed.");
        assert_eq!(Drawn::One(None).simulated(), "One run, simulated; not observed.");
        let friends = Drawn::One(Some("friends".to_owned()));
        assert_eq!(friends.simulated(), "One run of “friends”, simulated; not observed.");
    }
}
