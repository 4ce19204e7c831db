//! Two fits, and which of them what was observed speaks for.

use super::folder;
use crate::cli::Failure;
use crate::fit::Fit;
use crate::fit::choice::{Choice, Verdict, choose, kept};
use crate::fit::observed::Statistic;
use crate::fit::posterior::Table;
use crate::output::tables::csv_of;
use crate::results::number::number;
use crate::study::Fitting;
use serde_json::{Value, json};

/// Refuses two scenarios that are asked of other observations.
///
/// # Errors
/// When they are.
pub(super) fn same_observations(fittings: &[Fitting<'_>]) -> Result<(), Failure> {
    match fittings {
        [first, second] if first.observed() != second.observed() => Err(Failure::usage(
            "the two scenarios are asked of other observations, or of other times\nhelp: `--data FILE` asks both of the same; both need \
             the same `duration` and `time_unit`",
        )),
        _ => Ok(()),
    }
}

/// What was found of two scenarios.
pub(super) struct Chosen {
    /// Their fits; none where no run of one comes to what was observed.
    pub(super) fits: [Option<Fit>; 2],
    /// Why there is none.
    without: [Option<String>; 2],
    /// Which it was.
    pub(super) choice: Choice,
    /// How many of the nearest runs were looked at, and of how many draws of each.
    of: (usize, usize),
    names: [String; 2],
}

impl Chosen {
    /// From the tables of both.
    ///
    /// # Errors
    /// When no run of either comes to what was observed.
    pub(super) fn new(
        names: [String; 2],
        fits: [Result<Fit, String>; 2],
        tables: &[Table],
        observed: &[Statistic],
    ) -> Result<Self, Failure> {
        if let [Err(first), Err(second)] = &fits {
            return Err(Failure::usage(format_args!("of neither scenario: {first}\nand: {second}")));
        }
        let target: Vec<f64> = observed.iter().map(|statistic| statistic.target).collect();
        let keep = kept(&tables[0], &tables[1]);
        let choice = choose(&tables[0], &tables[1], &target, keep);
        let of = (keep, tables[0].draws.len().min(tables[1].draws.len()));
        let first_line = |why: &String| format!("{}.", why.lines().next().unwrap_or_default());
        let without = fits.each_ref().map(|fit| fit.as_ref().err().map(first_line));
        Ok(Self { fits: fits.map(Result::ok), without, choice, of, names })
    }

    fn names(&self) -> (&str, &str) {
        (&self.names[0], &self.names[1])
    }

    /// Which it was, then what was found of each.
    pub(super) fn sentences(&self) -> Vec<String> {
        let mut all = vec![self.choice.sentence(self.names())];
        let explains = |fit: &Option<Fit>| fit.as_ref().is_some_and(Fit::explains);
        if !self.fits.iter().any(explains) {
            all.push("Neither of the two explains all that was observed: another may do better than both.".to_owned());
        }
        for ((fit, without), name) in self.fits.iter().zip(&self.without).zip(&self.names) {
            let said =
                fit.as_ref().map(Fit::sentences).or_else(|| without.clone().map(|why| vec![why])).unwrap_or_default();
            all.extend(said.into_iter().map(|sentence| format!("“{name}”: {sentence}")));
        }
        all
    }

    fn verdict(&self) -> &'static str {
        match self.choice.verdict {
            Verdict::First => "first",
            Verdict::Second => "second",
            Verdict::CannotTell => "cannot tell",
        }
    }

    /// For programs.
    pub(super) fn told(&self) -> Value {
        json!({
            "first": self.names[0],
            "second": self.names[1],
            "share_of_first": self.choice.first,
            "wrong": self.choice.wrong,
            "verdict": self.verdict(),
            "nearest": self.of.0,
            "draws_of_each": self.of.1,
            "parameters": self.fits.each_ref().map(|fit| fit.as_ref().map(folder::parameters)),
        })
    }

    /// One row: the share of the nearest runs that are the first one's, how often that is wrong, and the verdict.
    fn csv(&self) -> String {
        let head = ["first", "second", "share_of_first", "wrong", "verdict", "nearest", "draws_of_each"];
        let (first, second) = self.names();
        let (kept, draws) = self.of;
        let row = [
            first.to_owned(),
            second.to_owned(),
            number(self.choice.first),
            number(self.choice.wrong),
            self.verdict().to_owned(),
            kept.to_string(),
            draws.to_string(),
        ];
        csv_of([head.map(str::to_owned).to_vec(), row.to_vec()])
    }

    /// The choice, and the files of both fits in folders `a` and `b`.
    ///
    /// # Errors
    /// When a picture cannot be made.
    pub(super) fn files(&self) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        let mut all = vec![
            ("choice.csv".to_owned(), self.csv().into_bytes()),
            ("fit.md".to_owned(), (self.sentences().join("\n\n") + "\n").into_bytes()),
        ];
        for (fit, inside) in self.fits.iter().zip(["a", "b"]) {
            let files = fit.as_ref().map_or(Ok(Vec::new()), folder::files)?;
            all.extend(files.into_iter().map(|(name, content)| (format!("{inside}/{name}"), content)));
        }
        Ok(all)
    }
}
