//! Which of two scenarios what was observed speaks for, and how often such a verdict is wrong.
//!
//! Odds from rejection alone can mislead where statistics say less about which scenario it was than runs do (C. P. Robert et al. 2011,
//! PNAS 108, 15112–15117). So the verdict is judged by how often it is wrong near the data, and may be that nobody can tell.

use super::posterior::{Table, nearest};

/// What can be said of two scenarios.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The share of the nearest runs that are the first one's.
    pub first: f64,
    /// How often the same rule names the wrong one, near the data.
    pub wrong: f64,
    /// What may be said.
    pub verdict: Verdict,
}

/// Which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The first.
    First,
    /// The second.
    Second,
    /// It cannot be told.
    CannotTell,
}

/// A share from which on a verdict is given.
const SURE: f64 = 0.95;
/// A verdict that is wrong more often near the data is none.
const WRONG: f64 = 0.2;
/// Rows near the data that are judged.
const TRIALS: usize = 200;

/// How many of the nearest rows of two tables of so many draws each a choice looks at.
pub fn kept(first: &Table, second: &Table) -> usize {
    super::Options::default().kept(2 * first.draws.len().min(second.draws.len()))
}

/// Chooses between the scenarios of two tables with the same statistics, from the `keep` nearest rows of both.
pub fn choose(first: &Table, second: &Table, target: &[f64], keep: usize) -> Choice {
    let count = first.statistics.len().min(second.statistics.len());
    let statistics: Vec<Vec<f64>> =
        first.statistics.iter().take(count).chain(second.statistics.iter().take(count)).cloned().collect();
    let both = Table { draws: vec![Vec::new(); statistics.len()], statistics, weights: Vec::new() };
    let scales = both.scales();
    let share = |target: &[f64], without: Option<usize>| {
        let near = nearest(&both.distances(&scales, target), keep, without);
        near.iter().filter(|row| **row < count).count() as f64 / near.len().max(1) as f64
    };
    let mut trials = nearest(&both.distances(&scales, target), TRIALS, None);
    // Of as near ones not the first scenario's alone.
    let step = (trials.len() / TRIALS).max(1);
    trials = trials.into_iter().step_by(step).collect();
    let is_wrong = |row: &&usize| (share(&both.statistics[**row], Some(**row)) > 0.5) != (**row < count);
    let wrong = trials.iter().filter(is_wrong).count() as f64 / trials.len().max(1) as f64;
    let first = share(target, None);
    let verdict = match first {
        _ if wrong > WRONG => Verdict::CannotTell,
        share if share > SURE => Verdict::First,
        share if share < 1.0 - SURE => Verdict::Second,
        _ => Verdict::CannotTell,
    };
    Choice { first, wrong, verdict }
}

impl Choice {
    /// What may be said of them.
    pub fn sentence(&self, names: (&str, &str)) -> String {
        use crate::output::chart::axis::percent;
        let odds = format!("{} of the nearest runs are of “{}”", percent(self.first), names.0);
        let wrong = format!("near these data this way of choosing is wrong in {} of cases", percent(self.wrong));
        match self.verdict {
            Verdict::First => format!("What was observed speaks for “{}”: {odds}; {wrong}.", names.0),
            Verdict::Second => format!("What was observed speaks for “{}”: {odds}; {wrong}.", names.1),
            Verdict::CannotTell => {
                format!(
                    "Which of “{}” and “{}” it was cannot be told from what was observed: {odds}; {wrong}.",
                    names.0, names.1
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(centre: f64, seed: u32) -> Table {
        let value = |i: u32| centre + f64::from(sobol_burley::sample(i, 0, seed));
        Table {
            draws: vec![vec![0.5]; 1000],
            statistics: (0..1000).map(|i| vec![value(i)]).collect(),
            weights: Vec::new(),
        }
    }

    #[test]
    fn what_only_one_can_do_speaks_for_it() {
        let choice = choose(&table(0.0, 1), &table(2.0, 2), &[0.5], 100);
        assert_eq!((choice.verdict, choice.wrong), (Verdict::First, 0.0));
        assert_eq!(choose(&table(2.0, 1), &table(0.0, 2), &[0.5], 100).verdict, Verdict::Second);
    }

    #[test]
    fn what_both_can_do_speaks_for_neither() {
        let choice = choose(&table(0.0, 1), &table(0.0, 2), &[0.5], 100);
        assert!(choice.verdict == Verdict::CannotTell && choice.wrong > 0.2, "{choice:?}");
        assert!(choice.sentence(("a", "b")).contains("cannot be told"));
    }
}
