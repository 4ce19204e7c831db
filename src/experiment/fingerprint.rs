//! Simple or complex contagion? What the recorded expressions say of how a person's chance grows with the number of contacts who express.
//!
//! From [exposures] (how long each person was at risk with so many contacts expressing, and how often they began) a
//! [dose–response](fit) is fitted by maximum likelihood, and resampled over people or runs to say how sure its shape is.

pub mod exposures;
pub mod fit;

use crate::chance::{Chance, Stream};
use exposures::Exposed;
use fit::{Doses, Fit, Level};
use rand::RngExt;
#[cfg(feature = "threads")]
use rayon::prelude::*;

/// What the dose is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dose {
    /// Number of contacts who express.
    Number,
    /// Their share among all contacts.
    Share,
}

/// What the data say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Each expressing contact adds to the chance on its own, or less.
    Simple,
    /// Several together do more than the sum of each.
    Complex,
    /// The chance does not grow with the dose.
    None,
    /// The data leave it open.
    CannotTell,
}

impl Verdict {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Simple => "simple contagion",
            Verdict::Complex => "complex contagion",
            Verdict::None => "no contagion",
            Verdict::CannotTell => "cannot tell",
        }
    }
}

/// What is resampled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Whole runs.
    Runs,
    /// People.
    People,
}

/// An estimate with its interval at [`super::statistics::LEVEL`], from percentiles of the bootstrap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Between {
    /// The estimate.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A fitted shape with how much worse it is than the best, in units of AIC.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its name.
    pub name: &'static str,
    /// Whether it is a shape of complex contagion.
    pub complex: bool,
    /// The fit.
    pub fit: Fit,
    /// AIC less the smallest AIC.
    pub behind: f64,
}

/// The two ways of counting the dose say different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// What the number of contacts says.
    pub number: Verdict,
    /// What their share says.
    pub share: Verdict,
    /// Whether the way that was asked for fits clearly worse than the other.
    pub asked_is_worse: bool,
}

/// A fingerprint.
#[derive(Clone, Debug, PartialEq)]
pub struct Fingerprint {
    /// What the dose is counted in.
    pub dose: Dose,
    /// Whether the other dose would fit nearly as well, or cannot differ.
    pub dose_is_open: bool,
    /// What the other dose says, where it says something else and is not clearly the worse one. Then nothing can be told.
    pub disputed: Option<Dispute>,
    /// How long people were at risk and how often they began, dose by dose.
    pub levels: Vec<Level>,
    /// The exponent of the dose: 1 for independent doses, above 1 for doses that reinforce each other.
    pub exponent: Between,
    /// How many times as likely people begin with some contact expressing as with none.
    pub growth: Between,
    /// The shapes that were fitted, best first.
    pub candidates: Vec<Candidate>,
    /// What it comes to.
    pub verdict: Verdict,
    /// What was resampled, and how often.
    pub resampled: (Unit, usize),
    /// People, over all runs.
    pub people: usize,
    /// Runs.
    pub runs: usize,
    /// Expressions begun while at risk.
    pub begun: f64,
}

/// From how many runs on whole runs are resampled; people of one run hang together.
const ENOUGH_RUNS: usize = 10;
/// How often.
const RESAMPLES: usize = 200;
/// Fewer expressions than this say nothing about a shape.
const LEAST_BEGUN: f64 = 30.0;
/// An exponent whose interval lies above this is complex; one whose interval lies below the other is simple.
pub const COMPLEX_ABOVE: f64 = 1.2;
/// See [`COMPLEX_ABOVE`].
pub const SIMPLE_BELOW: f64 = 1.5;
/// A chance that grows by less than this factor does not grow.
pub const GROWS_BY: f64 = 1.25;
/// Log-likelihood by which one way of counting the dose must beat the other.
const TELLING: f64 = 2.0;

/// Takes the fingerprint of runs, each the people of one run; `dose` none: whichever fits better.
pub fn take(runs: &[Vec<Exposed>], dose: Option<Dose>, seed: u64) -> Fingerprint {
    let everyone: Vec<&Exposed> = runs.iter().flatten().collect();
    let both = [Dose::Number, Dose::Share].map(|dose| (dose, Doses::of(&everyone, dose)));
    let (dose, standing) = choose(&both, dose);
    let counted = |dose: Dose| {
        let (_, doses) = both.iter().find(|(way, _)| *way == dose).unwrap_or(&both[0]);
        counted(runs, doses, dose, seed)
    };
    let print = counted(dose);
    let as_many = everyone.windows(2).all(|two| two[0].in_view == two[1].in_view);
    if standing == Standing::Better || as_many {
        return Fingerprint { dose_is_open: standing == Standing::Open, ..print };
    }
    let verdicts =
        [Dose::Number, Dose::Share].map(|way| if way == dose { print.verdict } else { counted(way).verdict });
    let [number, share] = verdicts;
    let dispute = Dispute { number, share, asked_is_worse: standing == Standing::Worse };
    let disputed = (number != share && print.verdict != Verdict::CannotTell).then_some(dispute);
    let verdict = if disputed.is_some() { Verdict::CannotTell } else { print.verdict };
    Fingerprint { dose_is_open: standing == Standing::Open, disputed, verdict, ..print }
}

/// The fingerprint with the dose counted this way.
fn counted(runs: &[Vec<Exposed>], doses: &Doses, dose: Dose, seed: u64) -> Fingerprint {
    let levels = doses.levels(0..doses.people());
    let mut candidates = candidates(&levels);
    candidates.sort_by(|a, b| a.behind.total_cmp(&b.behind));
    let unit = if runs.len() >= ENOUGH_RUNS { Unit::Runs } else { Unit::People };
    let begun = levels.iter().map(|l| l.begun).sum();
    let (exponent, growth) = if begun >= LEAST_BEGUN {
        resample(runs, doses, unit, &levels, seed)
    } else {
        let open = |value| Between { value, low: 0.0, high: f64::INFINITY };
        (open(fit::hill(&levels).exponent), open(fit::growth(&levels)))
    };
    Fingerprint {
        dose,
        dose_is_open: false,
        disputed: None,
        verdict: agreed(verdict(begun, exponent, growth), &candidates),
        levels,
        exponent,
        growth,
        candidates,
        resampled: (unit, if begun >= LEAST_BEGUN { RESAMPLES } else { 0 }),
        people: doses.people(),
        runs: runs.len(),
        begun,
    }
}

fn verdict(begun: f64, exponent: Between, growth: Between) -> Verdict {
    if begun < LEAST_BEGUN {
        return Verdict::CannotTell;
    }
    match (growth, exponent) {
        (g, _) if g.low <= 1.0 && g.high < GROWS_BY => Verdict::None,
        (g, _) if g.low <= 1.0 => Verdict::CannotTell,
        (_, n) if n.low > COMPLEX_ABOVE => Verdict::Complex,
        (_, n) if n.high < SIMPLE_BELOW => Verdict::Simple,
        _ => Verdict::CannotTell,
    }
}

/// A verdict by the exponent that the shape which fits best does not contradict.
fn agreed(verdict: Verdict, candidates: &[Candidate]) -> Verdict {
    match (verdict, candidates.first().map(|best| best.complex)) {
        (Verdict::Complex, Some(false)) | (Verdict::Simple, Some(true)) => Verdict::CannotTell,
        _ => verdict,
    }
}

/// How a way of counting the dose compares with the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Better,
    Open,
    Worse,
}

/// The way of counting the dose under which the recorded beginnings are likelier, unless one is asked for.
fn choose(both: &[(Dose, Doses); 2], asked: Option<Dose>) -> (Dose, Standing) {
    let likelihood = |doses: &Doses| match doses.people() {
        0 => 0.0,
        people => fit::hill(&doses.unbinned(0..people)).likelihood,
    };
    let [number, share] = both.each_ref().map(|(_, doses)| likelihood(doses));
    let better = if share > number + TELLING { Dose::Share } else { Dose::Number };
    let dose = asked.unwrap_or(better);
    let standing = match dose {
        _ if (share - number).abs() <= TELLING => Standing::Open,
        dose if dose == better => Standing::Better,
        _ => Standing::Worse,
    };
    (dose, standing)
}

fn candidates(levels: &[Level]) -> Vec<Candidate> {
    let fits = [
        ("the dose does not matter", false, fit::constant(levels)),
        ("independent doses", false, fit::linear(levels)),
        ("independent doses, saturating", false, fit::saturating(levels)),
        ("a threshold", true, fit::threshold(levels)),
        ("doses that reinforce each other", true, fit::reinforcing(levels)),
    ];
    let best = fits.iter().map(|(_, _, fit)| fit.aic()).fold(f64::INFINITY, f64::min);
    let candidate =
        |(name, complex, fit): (&'static str, bool, Fit)| Candidate { name, complex, behind: fit.aic() - best, fit };
    fits.into_iter().map(candidate).collect()
}

/// Exponent and growth with their intervals: percentiles over samples drawn with replacement.
fn resample(runs: &[Vec<Exposed>], doses: &Doses, unit: Unit, levels: &[Level], seed: u64) -> (Between, Between) {
    let draws = Chance::new(seed).of(Stream::Bootstrap, crate::chance::scope("fingerprint"));
    let people = doses.people();
    // The people of each run stand together.
    let ends = runs.iter().scan(0, |end, run| {
        *end += run.len();
        Some(*end)
    });
    let of_run: Vec<std::ops::Range<usize>> = ends.zip(runs).map(|(end, run)| end - run.len()..end).collect();
    let sample = |round: usize| -> (f64, f64) {
        let mut dice = draws.draws(round as u64, 0);
        let drawn: Vec<usize> = match unit {
            Unit::Runs => (0..runs.len()).flat_map(|_| of_run[dice.random_range(0..runs.len())].clone()).collect(),
            Unit::People => (0..people).map(|_| dice.random_range(0..people)).collect(),
        };
        let levels = doses.levels(drawn);
        (fit::hill(&levels).exponent, fit::growth(&levels))
    };
    let (exponents, growths) = resampled(sample);
    (between(fit::hill(levels).exponent, exponents), between(fit::growth(levels), growths))
}

/// The samples in their order, several at once where that was asked for: inside a pool of threads.
fn resampled(sample: impl Fn(usize) -> (f64, f64) + Send + Sync) -> (Vec<f64>, Vec<f64>) {
    #[cfg(feature = "threads")]
    if rayon::current_thread_index().is_some() {
        return (0..RESAMPLES).into_par_iter().map(sample).unzip();
    }
    (0..RESAMPLES).map(sample).unzip()
}

fn between(value: f64, mut samples: Vec<f64>) -> Between {
    samples.sort_by(f64::total_cmp);
    let tail = (1.0 - super::statistics::LEVEL) / 2.0;
    let at = |share: f64| samples[((samples.len() - 1) as f64 * share).round() as usize];
    Between { value, low: at(tail), high: at(1.0 - tail) }
}

#[cfg(test)]
mod tests {
    use super::exposures::Cell;
    use super::*;

    /// People with ten contacts who are at risk for a second with each dose, ten times over.
    fn crowd(people: usize, hazard: impl Fn(f64) -> f64) -> Vec<Vec<Exposed>> {
        let mut dice = Chance::new(7).draws(Stream::Bootstrap, 1, 0, 0);
        let mut poisson = |mean: f64| {
            let (mut k, mut p) = (0.0, dice.random::<f64>());
            while p > libm::exp(-mean) {
                p *= dice.random::<f64>();
                k += 1.0;
            }
            k
        };
        let mut person = || {
            let cell = |m: u32| Cell { dose: f64::from(m), time: 10.0 / f64::from(m + 1), begun: 0.0 };
            let mut cells: Vec<Cell> = (0..=8).map(cell).collect();
            cells.iter_mut().for_each(|c| c.begun = poisson(c.time * hazard(c.dose)));
            Exposed { in_view: 10.0, cells }
        };
        let run: Vec<Exposed> = (0..people).map(|_| person()).collect();
        vec![run]
    }

    #[test]
    fn independent_doses_are_called_simple() {
        let print = take(&crowd(300, |d| 0.01 + 0.02 * d), None, 1);
        assert_eq!(print.verdict, Verdict::Simple, "{print:#?}");
        assert!(print.exponent.low < 1.1 && print.exponent.high > 0.9, "{:?}", print.exponent);
    }

    #[test]
    fn a_threshold_and_a_steep_response_are_called_complex() {
        let threshold = take(&crowd(300, |d| if d >= 2.0 { 0.1 } else { 0.005 }), None, 1);
        assert_eq!(threshold.verdict, Verdict::Complex, "{threshold:#?}");
        assert!(threshold.candidates[0].complex);
        let hill = take(&crowd(300, |d| 0.005 + 0.2 * d.powi(4) / (81.0 + d.powi(4))), None, 1);
        assert_eq!(hill.verdict, Verdict::Complex, "{hill:#?}");
    }

    #[test]
    fn few_data_and_no_growth_are_called_by_their_names() {
        assert_eq!(take(&crowd(3, |d| 0.01 * d), None, 1).verdict, Verdict::CannotTell);
        assert_eq!(take(&crowd(20, |d| 0.01 + 0.005 * d), None, 1).verdict, Verdict::CannotTell);
        assert_eq!(take(&crowd(600, |_| 0.1), None, 1).verdict, Verdict::None);
        assert_eq!(take(&[], None, 1).verdict, Verdict::CannotTell);
    }

    /// People of whom half see four others and half see twenty, who respond to the share of those who express.
    fn mixed_company() -> Vec<Vec<Exposed>> {
        let of = |in_view: f64| {
            let cell = |m: u32| {
                let (dose, time) = (f64::from(m), 4000.0 / f64::from(m + 1));
                Cell { dose, time, begun: (time * (0.01 + 0.2 * dose / in_view)).round() }
            };
            Exposed { in_view, cells: (0..=4).map(cell).collect() }
        };
        vec![(0..40).map(|i| of(if i % 2 == 0 { 4.0 } else { 20.0 })).collect()]
    }

    #[test]
    fn a_way_of_counting_that_fits_worse_is_not_believed_against_the_other() {
        let free = take(&mixed_company(), None, 1);
        assert_eq!((free.dose, free.verdict, free.disputed), (Dose::Share, Verdict::Simple, None), "{free:#?}");
        let asked = take(&mixed_company(), Some(Dose::Number), 1);
        assert_eq!(asked.dose, Dose::Number);
        assert!(asked.disputed.is_none_or(|d| d.asked_is_worse && asked.verdict == Verdict::CannotTell), "{asked:#?}");
        assert_ne!(asked.verdict, Verdict::Complex);
    }

    #[test]
    fn the_same_seed_gives_the_same_intervals() {
        let crowd = crowd(60, |d| 0.01 + 0.02 * d);
        assert_eq!(take(&crowd, None, 3).exponent, take(&crowd, None, 3).exponent);
    }
}
