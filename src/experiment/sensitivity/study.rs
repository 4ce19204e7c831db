//! A whole study: every outcome of every arm of a sampled design.

use super::{Effects, Indices, Lead, Outcome, Split, Swing, effects, indices, split, swings};
use crate::chance::Chance;
use crate::experiment::design::{Axis, Row, morris, sobol, variance};
use crate::experiment::statistics::{Kind, Sample};
use crate::quantity::TimeUnit;

/// What a design says about all outcomes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Study {
    /// The design.
    pub design: String,
    /// The keys, the lots of chance not among them.
    pub keys: Vec<Key>,
    /// What each outcome of each arm says.
    pub findings: Vec<Finding>,
}

/// A varied key.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The dotted key.
    pub name: String,
    /// Its first and last value.
    pub ends: (String, String),
    /// The unit of time of its bare numbers.
    pub unit: TimeUnit,
}

/// What an outcome of an arm says.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The arm.
    pub arm: String,
    /// The outcome.
    pub outcome: String,
    /// Runs a point.
    pub replicates: usize,
    /// Base samples, walks or points that are counted.
    pub samples: usize,
    /// Those that are left out because runs of them failed.
    pub left_out: usize,
    /// What it says.
    pub says: Says,
}

/// What a design says about an outcome.
#[derive(Clone, Debug, PartialEq)]
pub enum Says {
    /// Design "sobol".
    Indices(Indices),
    /// Design "morris": one a key, and the lead of the largest.
    Effects(Vec<Effects>, Option<Lead>),
    /// Design "oat": one a key, and the lead of the largest.
    Swings(Vec<Swing>, Option<Lead>),
    /// Design "variance".
    Split(Split),
    /// The outcome varies no more than replicates of one point do.
    Nothing,
}

/// The outcomes of the points of one arm, in the order of the design: of each point its replicates' values, none where a
/// run failed.
pub type Runs = Vec<Vec<Option<f64>>>;

/// A design with its points, to ask outcomes about.
pub struct Questions<'a> {
    /// Its name.
    pub design: &'a str,
    /// What it varies.
    pub axes: &'a [Axis],
    /// Its points.
    pub rows: &'a [Row],
    /// How long the runs of each point last, in the unit of their times; empty: not known.
    pub lasts: &'a [f64],
    /// The experiment's seed.
    pub seed: u64,
}

impl Questions<'_> {
    /// Points that stand and fall together.
    fn block(&self) -> usize {
        match self.design {
            "sobol" => sobol::block_size(self.axes.len()),
            "morris" => morris::walk_size(self.axes.len()),
            "variance" => variance::factors(self.axes.len()) + 2,
            _ => self.rows.len().max(1),
        }
    }

    /// What an outcome of an arm says; none where too few runs came to their end.
    pub fn ask(&self, arm: &str, outcome: &str, runs: &Runs) -> Option<Finding> {
        let block = self.block();
        let replicates = usual_length(runs);
        let whole = |(runs, _): &(&[Vec<Option<f64>>], &[Row])| {
            runs.iter().all(|run| run.len() >= replicates && run[..replicates].iter().all(Option::is_some))
        };
        let (mut points, mut rows) = (Vec::new(), Vec::new());
        for (runs, of) in runs.chunks_exact(block).zip(self.rows.chunks_exact(block)).filter(whole) {
            points.extend(runs.iter().map(|run| run[..replicates].iter().copied().flatten().collect::<Vec<f64>>()));
            rows.extend_from_slice(of);
        }
        let samples = points.len() / block;
        if replicates == 0 || samples < if self.design == "oat" { 1 } else { 2 } {
            return None;
        }
        let says = self.listen(&points, &rows, arm, outcome);
        let left_out = self.rows.len() / block - samples;
        Some(Finding { arm: arm.to_owned(), outcome: outcome.to_owned(), replicates, samples, left_out, says })
    }

    /// Values of an outcome at a point of a design whose points all stand and fall together.
    fn sample(&self, outcome: &str, point: usize, values: &[f64]) -> Sample {
        let lasts = self.lasts.get(point).copied().unwrap_or(f64::INFINITY);
        Sample::plain(Kind::of(outcome), values.iter().copied()).lasting(lasts)
    }

    fn listen(&self, points: &Outcome, rows: &[Row], arm: &str, outcome: &str) -> Says {
        let what = &format!("{arm}\n{outcome}");
        let luck = Chance::new(self.seed);
        let first = points[0][0];
        if points.iter().flatten().all(|value| *value == first) {
            return Says::Nothing;
        }
        let said = match self.design {
            "sobol" => indices(points, self.axes.len(), luck, what).map(Says::Indices),
            "morris" => {
                let (effects, lead) = effects(points, rows, luck, what);
                Some(Says::Effects(effects, lead))
            }
            "variance" => split(points, variance::factors(self.axes.len()), luck, what).map(Says::Split),
            _ => {
                let (swings, lead) = swings(points, rows, |point, values| self.sample(outcome, point, values));
                Some(Says::Swings(swings, lead))
            }
        };
        said.unwrap_or(Says::Nothing)
    }
}

/// How many replicates most points have: failed runs leave some with fewer.
fn usual_length(runs: &Runs) -> usize {
    let mut lengths: Vec<usize> = runs.iter().map(Vec::len).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or(0)
}
