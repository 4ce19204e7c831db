//! Which values of free keys fit what was observed: approximate Bayesian computation over runs.
//!
//! Parameters are drawn from their priors (a scrambled Sobol sequence), each draw is run once for each room that was observed, with
//! draws of chance of its own, and those whose outcomes are nearest to what was observed are kept and adjusted ([`posterior`]). Chance
//! that all draws share, or means over several runs of a draw, would give a posterior that is far too narrow. Every fit checks its
//! own intervals on the same table, near the data ([`calibration`]); where they do not hold none is given. Rounds of further runs can be
//! drawn where the best ones lie ([`refine`]).

pub mod calibration;
pub mod choice;
mod figure;
pub mod observed;
mod onsets;
pub mod posterior;
pub mod prior;
pub mod refine;
mod words;

use crate::output::chart::{Figure, Look};
use crate::output::tables::csv_of;
use crate::results::number::number;
use calibration::Check;
use observed::Statistic;
use posterior::{Draw, Table, correlation, effective, weighted_quantile};
use prior::{Prior, tidy};
use refine::{Refining, Round};

/// The level of intervals.
pub const LEVEL: f64 = 0.9;
/// What lies below an interval, and above it.
const TAIL: f64 = 0.05;

/// How a fit is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Draws from the prior.
    pub draws: u32,
    /// The share of them that is kept.
    pub keep: f64,
    /// Runs that show what the posterior expects.
    pub predictions: u32,
    /// Rounds nearer to the data after the draws of the priors, at most; 0: none.
    pub refine: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { draws: 10_000, keep: 0.03, predictions: 200, refine: 0 }
    }
}

impl Options {
    /// How many draws are kept, of so many.
    pub fn kept(&self, draws: usize) -> usize {
        ((draws as f64 * self.keep).ceil() as usize).max(FEWEST_KEPT.min(draws))
    }
}

/// Fewer draws are no posterior.
const FEWEST_KEPT: usize = 100;

/// What a fit found out about one key.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Half of the posterior lies below.
    pub median: f64,
    /// The interval at [`LEVEL`]; none where the check refused it.
    pub interval: Option<(f64, f64)>,
    /// The width of the interval over that of the prior, in shares of the prior: 1 where the data say nothing.
    pub width: f64,
    /// Whether the intervals hold.
    pub check: Check,
}

/// Two keys that cannot be told apart, or hardly.
#[derive(Clone, Debug, PartialEq)]
pub struct Together {
    /// Their places.
    pub keys: (usize, usize),
    /// Their correlation in the posterior, −1 to 1.
    pub correlation: f64,
}

/// What was observed beside what the posterior expects.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// What it is.
    pub statistic: Statistic,
    /// What runs of the posterior came to.
    pub values: Vec<f64>,
    /// The share of them below what was observed, those at it counted half.
    pub below: f64,
}

/// What rounds nearer to the data added to the draws of the priors.
#[derive(Clone, Debug)]
pub struct Refined {
    /// The rounds.
    pub rounds: Vec<Round>,
    /// Whether more of them would hardly come nearer; else they ended because no more were asked for.
    pub settled: bool,
    /// All runs, those of the priors first, with what each counts.
    pub table: Table,
    /// Where the posterior lay before, a key each.
    pub before: Vec<Before>,
}

/// What the draws of the priors alone said about a key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Before {
    /// Its median.
    pub median: f64,
    /// How far the posterior has moved since: the largest change of the share below its median or below either end of its interval, in
    /// standard errors of both posteriors.
    pub moved: f64,
}

/// What fits what was observed.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The scenario's name and title.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The free keys.
    pub priors: Vec<Prior>,
    /// What was observed.
    pub statistics: Vec<Statistic>,
    /// The table of draws from the prior.
    pub table: Table,
    /// What rounds after it added, if there were any.
    pub refined: Option<Refined>,
    /// The posterior.
    pub draws: Vec<Draw>,
    /// What was found out about each key.
    pub parameters: Vec<Parameter>,
    /// What runs of the posterior come to.
    pub predictions: Vec<Prediction>,
    /// The master seed.
    pub seed: u64,
}

/// Why nothing can be fitted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FitError {
    /// No key is free.
    #[error("no key is free: name one with its prior, such as `ties.closeness=0..0.9`")]
    NothingFree,
    /// A key is free twice.
    #[error("`{0}` is free twice")]
    Twice(String),
    /// Too few or too many draws.
    #[error("{0} draws: a fit takes from 500 to 65536")]
    Draws(u32),
    /// Too many rounds.
    #[error("{0} rounds: a fit takes up to 100")]
    Rounds(u32),
    /// No run came near.
    #[error(
        "no draw of the priors comes to what was observed: {statistic} was {target}, and runs lie between {low} and {high}\nhelp: widen \
         the priors, or another mechanism is at work than those in the scenario"
    )]
    OutOfReach {
        /// What was observed.
        statistic: String,
        /// What it was.
        target: String,
        /// The lowest that runs came to.
        low: String,
        /// The highest.
        high: String,
    },
}

impl Fit {
    /// From a table that is complete.
    ///
    /// # Errors
    /// When what was observed is out of reach of the priors.
    pub fn new(
        (name, title): (String, String),
        priors: Vec<Prior>,
        statistics: Vec<Statistic>,
        table: Table,
        options: &Options,
        seed: u64,
    ) -> Result<Self, FitError> {
        within_reach(&statistics, &table)?;
        let target: Vec<f64> = statistics.iter().map(|statistic| statistic.target).collect();
        let (scales, keep) = (table.scales(), options.kept(table.draws.len()));
        let draws = table.posterior(&scales, &target, keep, None);
        let checks = calibration::check(&table, &scales, &target, keep, LEVEL);
        let parameters = parameters(&priors, &draws, checks);
        Ok(Self {
            name,
            title,
            priors,
            statistics,
            table,
            refined: None,
            draws,
            parameters,
            predictions: Vec::new(),
            seed,
        })
    }

    /// With the posterior of all runs, those of rounds among them, and its own checks.
    #[must_use]
    pub fn refined_by(mut self, refining: Refining) -> Self {
        let settled = refining.settled();
        let (scales, target, keep) = (refining.scales(), refining.target(), refining.keep());
        let medians = self.parameters.iter().map(|parameter| parameter.median);
        let mut before: Vec<Before> = medians.map(|median| Before { median, moved: 0.0 }).collect();
        if !refining.rounds.is_empty() {
            let draws = refining.table.posterior(scales, target, keep, None);
            let checks = calibration::check(&refining.table, scales, target, keep, LEVEL);
            for (place, before) in before.iter_mut().enumerate() {
                before.moved = moved(&self.draws, &draws, place);
            }
            self.parameters = parameters(&self.priors, &draws, checks);
            self.draws = draws;
        }
        let Refining { table, rounds, .. } = refining;
        self.refined = Some(Refined { rounds, settled, table, before });
        self
    }

    /// Parameters of the posterior for so many runs, each as often as it counts; shares of the priors.
    pub fn resampled(&self, runs: u32) -> Vec<Vec<f64>> {
        let mut drawn = Vec::new();
        let (mut place, mut below) = (0, self.draws.first().map_or(0.0, |draw| draw.weight));
        for run in 0..runs {
            let wanted = (f64::from(run) + 0.5) / f64::from(runs);
            while below < wanted && place + 1 < self.draws.len() {
                place += 1;
                below += self.draws[place].weight;
            }
            drawn.extend(self.draws.get(place).map(|draw| draw.at.clone()));
        }
        drawn
    }

    /// With what runs of the posterior came to, a row of statistics a run.
    #[must_use]
    pub fn predicted(mut self, rows: &[Vec<f64>]) -> Self {
        let predict = |(place, statistic): (usize, &Statistic)| {
            let values: Vec<f64> = rows.iter().map(|row| row[place]).collect();
            let part = |value: &f64| match value.total_cmp(&statistic.target) {
                std::cmp::Ordering::Less => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Greater => 0.0,
            };
            let below = values.iter().map(part).sum::<f64>() / values.len().max(1) as f64;
            Prediction { statistic: statistic.clone(), values, below }
        };
        self.predictions = self.statistics.iter().enumerate().map(predict).collect();
        self
    }

    /// How many equal draws the posterior is worth.
    pub fn effective(&self) -> f64 {
        effective(&self.draws)
    }

    /// Keys that go together so closely that only a combination of them is known.
    pub fn together(&self) -> Vec<Together> {
        let keys = self.priors.len();
        let pairs = (0..keys).flat_map(|a| (a + 1..keys).map(move |b| (a, b)));
        let all = pairs.map(|(a, b)| Together { keys: (a, b), correlation: correlation(&self.draws, a, b) });
        all.filter(|pair| pair.correlation.abs() > CLOSE).collect()
    }

    /// Whether runs of the posterior come to all that was observed.
    pub fn explains(&self) -> bool {
        self.predictions.iter().all(|prediction| words::missed(prediction).is_none())
    }

    /// What may be said, sentence by sentence.
    pub fn sentences(&self) -> Vec<String> {
        words::sentences(self)
    }

    /// A row a key: prior, median, interval, and how the interval was checked.
    pub fn parameters_csv(&self) -> String {
        let row = |(prior, found): (&Prior, &Parameter)| {
            let Parameter { median, interval, width, check } = found;
            let (low, high) = interval.map_or_else(Default::default, |(low, high)| (number(low), number(high)));
            vec![
                prior.key.clone(),
                prior.unit.clone(),
                number(prior.value(TAIL)),
                number(prior.value(1.0 - TAIL)),
                number(*median),
                low,
                high,
                number(LEVEL),
                number(*width),
                number(check.covered),
                number(check.unevenness),
                check.trials.to_string(),
                check.holds.to_string(),
            ]
        };
        let head = PARAMETERS.map(str::to_owned).to_vec();
        csv_of([head].into_iter().chain(self.priors.iter().zip(&self.parameters).map(row)))
    }

    /// A row a draw of the posterior: its weight, and a column a key.
    pub fn draws_csv(&self) -> String {
        let keys = self.priors.iter().map(|prior| prior.key.clone());
        let head: Vec<String> = ["draw", "weight"].map(str::to_owned).into_iter().chain(keys).collect();
        let row = |draw: &Draw| {
            let values = draw.at.iter().zip(&self.priors).map(|(at, prior)| number(prior.value(*at)));
            [draw.row.to_string(), number(draw.weight)].into_iter().chain(values).collect::<Vec<_>>()
        };
        csv_of([head].into_iter().chain(self.draws.iter().map(row)))
    }

    /// A row a round after the draws of the priors: how far the nearest runs reached before it, and the share of its own that came
    /// nearer; none where there were none.
    pub fn rounds_csv(&self) -> Option<String> {
        let rounds = &self.refined.as_ref()?.rounds;
        let row = |(place, round): (usize, &Round)| {
            vec![(place + 1).to_string(), round.runs.to_string(), number(round.reach), number(round.nearer)]
        };
        let head = ["round", "runs", "reach", "nearer"].map(str::to_owned).to_vec();
        Some(csv_of([head].into_iter().chain(rounds.iter().enumerate().map(row))))
    }

    /// A row a statistic: what was observed and what runs of the posterior come to.
    pub fn predictions_csv(&self) -> String {
        let row = |Prediction { statistic, values, below }: &Prediction| {
            let even = 1.0 / values.len().max(1) as f64;
            let at = |share| number(tidy(weighted_quantile(values.iter().map(|value| (*value, even)), share)));
            let (low, high) = (at(TAIL), at(1.0 - TAIL));
            vec![statistic.name.clone(), number(statistic.target), low, at(0.5), high, number(LEVEL), number(*below)]
        };
        let head = ["statistic", "observed", "low", "median", "high", "level", "below"].map(str::to_owned).to_vec();
        csv_of([head].into_iter().chain(self.predictions.iter().map(row)))
    }

    /// Prior and posterior of each key.
    pub fn posterior_figure(&self, look: &Look) -> Figure {
        figure::posterior(self, look)
    }

    /// What was observed beside runs of the posterior.
    pub fn prediction_figure(&self, look: &Look) -> Figure {
        figure::predictions(self, look)
    }
}

/// The columns of what was found about each key.
const PARAMETERS: [&str; 13] = [
    "key",
    "unit",
    "prior_low",
    "prior_high",
    "median",
    "ci_low",
    "ci_high",
    "ci_level",
    "width_of_prior",
    "covered",
    "unevenness",
    "trials",
    "holds",
];

/// From this correlation on two keys are told of together.
const CLOSE: f64 = 0.6;

/// What a posterior says about each key, and whether its interval holds.
fn parameters(priors: &[Prior], draws: &[Draw], checks: Vec<Check>) -> Vec<Parameter> {
    let parameter = |(place, check): (usize, Check)| {
        let prior = &priors[place];
        let at = |share| weighted_quantile(draws.iter().map(|draw| (draw.at[place], draw.weight)), share);
        let (low, high) = (at(TAIL), at(1.0 - TAIL));
        Parameter {
            median: prior.value(at(0.5)),
            interval: check.holds.then(|| (prior.value(low), prior.value(high))),
            width: (high - low) / LEVEL,
            check,
        }
    };
    checks.into_iter().enumerate().map(parameter).collect()
}

/// How far a posterior has moved: the largest change of the share below a quantile of the first, in standard errors of both. Both share
/// runs, and errors of the regression are left out: what is larger than a few is no chance of draws.
fn moved(first: &[Draw], second: &[Draw], place: usize) -> f64 {
    let of = |share: f64| {
        let quantile = weighted_quantile(first.iter().map(|draw| (draw.at[place], draw.weight)), share);
        let below: f64 = second.iter().filter(|draw| draw.at[place] < quantile).map(|draw| draw.weight).sum();
        let error = (share * (1.0 - share) * (1.0 / effective(first) + 1.0 / effective(second))).sqrt();
        (below - share).abs() / error
    };
    [TAIL, 0.5, 1.0 - TAIL].map(of).into_iter().fold(0.0, f64::max)
}

fn within_reach(statistics: &[Statistic], table: &Table) -> Result<(), FitError> {
    for (place, Statistic { name, target }) in statistics.iter().enumerate() {
        let values = table.statistics.iter().map(|row| row[place]).filter(|value| value.is_finite());
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
        if !(low..=high).contains(target) {
            let [target, low, high] = [*target, low, high].map(number);
            return Err(FitError::OutOfReach { statistic: name.clone(), target, low, high });
        }
    }
    Ok(())
}

/// The draws of the priors: a scrambled Sobol sequence, a row of shares a draw.
///
/// # Errors
/// When no key is free, or one twice, or there are too few or too many draws.
pub fn prior_draws(priors: &[Prior], draws: u32, seed: u64) -> Result<Vec<Vec<f64>>, FitError> {
    if priors.is_empty() {
        return Err(FitError::NothingFree);
    }
    if let Some(twice) =
        priors.iter().enumerate().find(|(place, one)| priors[..*place].iter().any(|o| o.key == one.key))
    {
        return Err(FitError::Twice(twice.1.key.clone()));
    }
    if !(500..=1 << 16).contains(&draws) {
        return Err(FitError::Draws(draws));
    }
    // The seed of a design is short; all of the master seed counts.
    let short = (seed ^ (seed >> 32)) as u32;
    let row = |index| (0..priors.len() as u32).map(|key| f64::from(sobol_burley::sample(index, key, short))).collect();
    Ok((0..draws).map(row).collect())
}
