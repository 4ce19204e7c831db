//! A check: what it claims, what it plays, how it is judged; and the choice of those to run.

use super::row::{Row, Verdict};
use super::runner::{CheckError, Runner};
use crate::scenario::Shipped;
use std::time::{Duration, Instant};

/// When a check is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// With the others of its tier within a minute.
    Fast,
    /// With all others within ten minutes.
    Full,
}

/// One check.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its number: T for a limit or a finding, M for a classical model, A for the agreement of two ways to compute the same.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What should be true.
    pub claim: &'static str,
    /// Where the reference comes from.
    pub reference: &'static str,
    /// When it is run.
    pub tier: Tier,
    /// What it plays.
    pub scenarios: &'static [Shipped],
    /// Plays and compares.
    pub measure: fn(&Runner<'_>) -> Result<Vec<Row>, CheckError>,
}

/// What came of a check.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its comparisons.
    pub rows: Vec<Row>,
    /// How long it took.
    pub took: Duration,
}

impl Check {
    /// Runs it.
    ///
    /// # Errors
    /// When it was stopped, or a run did not come to its end.
    pub fn run(&self, runner: &Runner<'_>) -> Result<Outcome, CheckError> {
        let begun = Instant::now();
        let rows = (self.measure)(runner)?;
        Ok(Outcome { rows, took: begun.elapsed() })
    }

    /// Whether someone who wrote `word` means it.
    pub fn is_called(&self, word: &str) -> bool {
        self.id.eq_ignore_ascii_case(word) || self.name.eq_ignore_ascii_case(word)
    }
}

impl Outcome {
    /// How many comparisons came out as expected.
    pub fn held(&self) -> usize {
        self.rows.iter().filter(|row| row.verdict() == Verdict::Holds).count()
    }

    /// Whether all of them did.
    pub fn holds(&self) -> bool {
        !self.rows.is_empty() && self.held() == self.rows.len()
    }
}

/// The checks that are called one of `names`, whatever their tier; without names those of the tier and faster ones.
///
/// # Errors
/// The first name that no check has.
pub fn chosen<'a>(checks: &'static [Check], names: &'a [String], tier: Tier) -> Result<Vec<&'static Check>, &'a str> {
    if let Some(unknown) = names.iter().find(|name| !checks.iter().any(|check| check.is_called(name))) {
        return Err(unknown);
    }
    let is_meant = |check: &&Check| {
        if names.is_empty() { check.tier <= tier } else { names.iter().any(|name| check.is_called(name)) }
    };
    Ok(checks.iter().filter(is_meant).collect())
}
