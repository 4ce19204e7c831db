//! Dose–response curves by maximum likelihood.
//!
//! ```text
//! λ(d) = a + c φ(d)       φ = dⁿ/(θⁿ + dⁿ)  (Hill), or dⁿ as θ → ∞
//! ```
//!
//! Beginnings are Poisson with mean λ(d) × time at risk. For given θ and n the best a, c ≥ 0 come from the EM iteration
//! of a mixture (each beginning is either of one's own accord or caught); θ and n are searched on a grid. No crate fits
//! this in less than its own set-up: the likelihood is concave in (a, c), and the grid keeps the fit from local maxima.

use super::Dose;
use super::exposures::{Cell, Exposed};

/// Time at risk at one dose, over everyone.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Level {
    /// Number or share of contacts who express (the mean, where doses were put together).
    pub dose: f64,
    /// Time at risk.
    pub time: f64,
    /// Expressions begun in it.
    pub begun: f64,
}

/// A fitted curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// a: rate with no contact expressing.
    pub base: f64,
    /// c: what is added at most (Hill), or at dose 1.
    pub gain: f64,
    /// θ: dose of half the gain; infinite: never saturates.
    pub half: f64,
    /// n.
    pub exponent: f64,
    /// Logarithm of the likelihood.
    pub likelihood: f64,
    /// How many numbers were fitted.
    pub parameters: usize,
}

impl Fit {
    /// λ at a dose.
    pub fn rate(&self, dose: f64) -> f64 {
        self.base + self.gain * shape(dose, self.half, self.exponent)
    }

    /// Akaike's criterion: the smaller, the better.
    pub fn aic(&self) -> f64 {
        2.0 * self.parameters as f64 - 2.0 * self.likelihood
    }
}

/// The exponent that stands for a threshold: Hill's curve is a step then.
const STEP: f64 = 16.0;
/// Exponents tried: from, to, how many.
const EXPONENTS: (f64, f64, usize) = (0.4, STEP, 28);
/// Doses of half the gain tried, besides none.
const HALVES: usize = 14;
/// Rounds of the EM iteration: while searching, and for the curve that is kept.
const ROUNDS: (usize, usize) = (25, 400);
/// Levels that a fit works on.
const MOST_LEVELS: usize = 40;

fn shape(dose: f64, half: f64, exponent: f64) -> f64 {
    if dose <= 0.0 {
        0.0
    } else if half.is_infinite() {
        libm::pow(dose, exponent)
    } else {
        1.0 / (1.0 + libm::pow(half / dose, exponent))
    }
}

/// Levels of the dose; many are put together with their neighbours.
fn binned(all: Vec<Level>) -> Vec<Level> {
    if all.len() <= MOST_LEVELS {
        return all;
    }
    let enough = all.iter().map(|l| l.begun).sum::<f64>() / (MOST_LEVELS / 2) as f64;
    let longest = all.iter().map(|l| l.time).sum::<f64>() / (MOST_LEVELS / 2) as f64;
    let mut binned: Vec<Level> = Vec::new();
    for level in all {
        match binned.last_mut() {
            Some(bin) if bin.dose > 0.0 && bin.begun < enough && bin.time < longest => *bin = merged(bin, &level),
            _ => binned.push(level),
        }
    }
    binned
}

fn merged(a: &Level, b: &Level) -> Level {
    let time = a.time + b.time;
    let dose = if time > 0.0 { (a.dose * a.time + b.dose * b.time) / time } else { (a.dose + b.dose) / 2.0 };
    Level { dose, time, begun: a.begun + b.begun }
}

/// The exposures of people by the levels of their doses, which are looked up once: samples of the same people are added up
/// often.
pub struct Doses {
    /// Every dose that occurred, from the smallest.
    doses: Vec<f64>,
    /// For each person the number of the level, the time at risk and what was begun, cell by cell.
    people: Vec<Vec<(u32, f64, f64)>>,
}

impl Doses {
    /// Of everyone.
    pub fn of(everyone: &[&Exposed], dose: Dose) -> Self {
        let of_cell = |person: &Exposed, cell: &Cell| match dose {
            Dose::Number => cell.dose,
            Dose::Share if person.in_view > 0.0 => cell.dose / person.in_view,
            Dose::Share => 0.0,
        };
        let cells = everyone.iter().flat_map(|person| person.cells.iter().map(|cell| of_cell(person, cell)));
        let mut doses: Vec<f64> = cells.collect();
        // Doses are not negative, so that their bits are in their order.
        doses.sort_unstable_by_key(|dose| dose.to_bits());
        doses.dedup_by_key(|dose| dose.to_bits());
        let place = |dose: f64| doses.partition_point(|other| other.to_bits() < dose.to_bits()) as u32;
        let person = |person: &&Exposed| {
            person.cells.iter().map(|cell| (place(of_cell(person, cell)), cell.time, cell.begun)).collect()
        };
        let people = everyone.iter().map(person).collect();
        Self { doses, people }
    }

    /// One level for each dose that occurred among these people, by their numbers; somebody may be there several times.
    pub fn unbinned(&self, people: impl IntoIterator<Item = usize>) -> Vec<Level> {
        let mut sums: Vec<Option<(f64, f64)>> = vec![None; self.doses.len()];
        for person in people {
            for (level, time, begun) in &self.people[person] {
                let (at_risk, began) = sums[*level as usize].get_or_insert_default();
                *at_risk += time;
                *began += begun;
            }
        }
        let levels = self.doses.iter().zip(sums);
        levels.filter_map(|(dose, sum)| sum.map(|(time, begun)| Level { dose: *dose, time, begun })).collect()
    }

    /// The same with many levels put together with their neighbours.
    pub fn levels(&self, people: impl IntoIterator<Item = usize>) -> Vec<Level> {
        binned(self.unbinned(people))
    }

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.people.len()
    }
}

/// How many times as often people begin with some contact expressing as with none.
pub fn growth(levels: &[Level]) -> f64 {
    let rate = |some: bool| {
        let of = levels.iter().filter(|l| (l.dose > 0.0) == some);
        let (time, begun) = of.fold((0.0, 0.0), |sum, l| (sum.0 + l.time, sum.1 + l.begun));
        if time > 0.0 { begun / time } else { 0.0 }
    };
    match (rate(true), rate(false)) {
        (some, none) if none > 0.0 => some / none,
        (some, _) if some > 0.0 => f64::INFINITY,
        _ => 1.0,
    }
}

/// λ = a.
pub fn constant(levels: &[Level]) -> Fit {
    Fit { parameters: 1, ..fit(levels, (f64::INFINITY, 1.0), true) }
}

/// λ = a + c d: each contact adds the same hazard, 1 − (1 − p)^d in a given time.
pub fn linear(levels: &[Level]) -> Fit {
    Fit { parameters: 2, ..fit(levels, (f64::INFINITY, 1.0), false) }
}

/// λ = a + c d/(θ + d): each further contact adds less.
pub fn saturating(levels: &[Level]) -> Fit {
    Fit { parameters: 3, ..best(levels, halves(levels).into_iter().map(|half| (half, 1.0))) }
}

/// λ = a below a dose and a + c from it on.
pub fn threshold(levels: &[Level]) -> Fit {
    // A step between every two doses that occur.
    let steps = levels.windows(2).map(|w| (f64::midpoint(w[0].dose, w[1].dose), STEP * 8.0));
    Fit { parameters: 3, ..best(levels, steps) }
}

/// λ = a + c φ(d) with n > 1.
pub fn reinforcing(levels: &[Level]) -> Fit {
    let steep = exponents().filter(|n| *n > 1.0);
    Fit { parameters: 4, ..best(levels, grid(levels, steep)) }
}

/// λ = a + c φ(d), any n.
pub fn hill(levels: &[Level]) -> Fit {
    Fit { parameters: 4, ..best(levels, grid(levels, exponents())) }
}

/// The smallest and the largest exponent that can be found: an estimate there stands for anything beyond.
pub fn reach() -> (f64, f64) {
    exponents().fold((f64::INFINITY, 0.0), |(least, most), n| (n.min(least), n.max(most)))
}

fn exponents() -> impl Iterator<Item = f64> {
    let (from, to, count) = EXPONENTS;
    // One of them is exactly 1.
    let step = libm::pow(to / from, 1.0 / (count - 1) as f64);
    let shift = (1.0f64 / from).log(step).fract();
    (0..count).map(move |i| from * libm::pow(step, i as f64 + shift))
}

/// Doses of half the gain: never, and from below the smallest dose to beyond the largest.
fn halves(levels: &[Level]) -> Vec<f64> {
    let doses = levels.iter().map(|l| l.dose).filter(|d| *d > 0.0);
    let (least, most) = doses.fold((f64::INFINITY, 0.0), |(a, b), d| (d.min(a), d.max(b)));
    if most <= 0.0 {
        return vec![f64::INFINITY];
    }
    let (from, to) = (least / 2.0, most * 2.0);
    let step = libm::pow(to / from, 1.0 / (HALVES - 1) as f64);
    std::iter::once(f64::INFINITY).chain((0..HALVES).map(|i| from * step.powi(i as i32))).collect()
}

fn grid(levels: &[Level], exponents: impl Iterator<Item = f64>) -> impl Iterator<Item = (f64, f64)> {
    let halves = halves(levels);
    exponents.flat_map(move |n| halves.clone().into_iter().map(move |half| (half, n)))
}

/// The likeliest of these curves.
fn best(levels: &[Level], curves: impl Iterator<Item = (f64, f64)>) -> Fit {
    let tried = curves.map(|(half, n)| climb(levels, (half, n), ROUNDS.0));
    let best = tried.fold(None, |best: Option<Fit>, fit| match best {
        Some(best) if best.likelihood >= fit.likelihood => Some(best),
        _ => Some(fit),
    });
    best.map_or_else(|| constant(levels), |found| climb(levels, (found.half, found.exponent), ROUNDS.1))
}

fn fit(levels: &[Level], (half, exponent): (f64, f64), flat: bool) -> Fit {
    if !flat {
        return climb(levels, (half, exponent), ROUNDS.1);
    }
    let (time, begun) = levels.iter().fold((0.0, 0.0), |sum, l| (sum.0 + l.time, sum.1 + l.begun));
    let base = if time > 0.0 { begun / time } else { 0.0 };
    let fit = Fit { base, gain: 0.0, half, exponent, likelihood: 0.0, parameters: 1 };
    Fit { likelihood: likelihood(levels, levels.iter().map(|level| fit.rate(level.dose))), ..fit }
}

/// The EM iteration for a and c.
fn climb(levels: &[Level], (half, exponent): (f64, f64), rounds: usize) -> Fit {
    let phi: Vec<f64> = levels.iter().map(|l| shape(l.dose, half, exponent)).collect();
    let (time, begun) = levels.iter().fold((0.0, 0.0), |sum, l| (sum.0 + l.time, sum.1 + l.begun));
    let weight: f64 = levels.iter().zip(&phi).map(|(l, phi)| l.time * phi).sum();
    let (mut base, mut gain) = if time > 0.0 { (begun / time / 2.0, 0.0) } else { (0.0, 0.0) };
    if weight > 0.0 {
        gain = begun / weight / 2.0;
    }
    // Where nothing was begun there is nothing to share out.
    let some = levels.iter().zip(&phi).filter(|(l, _)| l.begun > 0.0);
    let some: Vec<(f64, f64)> = some.map(|(level, phi)| (level.begun, *phi)).collect();
    for _ in 0..rounds {
        let (mut own, mut caught) = (0.0, 0.0);
        for (begun, phi) in &some {
            let rate = (base + gain * phi).max(f64::MIN_POSITIVE);
            own += begun * base / rate;
            caught += begun * gain * phi / rate;
        }
        base = if time > 0.0 { own / time } else { 0.0 };
        gain = if weight > 0.0 { caught / weight } else { 0.0 };
    }
    let rates = phi.iter().map(|phi| base + gain * phi);
    Fit { base, gain, half, exponent, likelihood: likelihood(levels, rates), parameters: 2 }
}

/// Of levels with these rates.
fn likelihood(levels: &[Level], rates: impl Iterator<Item = f64>) -> f64 {
    let term = |(l, rate): (&Level, f64)| {
        let begun = if l.begun > 0.0 { l.begun * libm::log(rate.max(1e-300)) } else { 0.0 };
        begun - rate * l.time
    };
    levels.iter().zip(rates).map(term).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(hazard: impl Fn(f64) -> f64) -> Vec<Level> {
        let level = |m: u32| {
            let dose = f64::from(m);
            let time = 1e4 / (dose + 1.0);
            Level { dose, time, begun: time * hazard(dose) }
        };
        (0..9).map(level).collect()
    }

    #[test]
    fn data_without_noise_give_their_own_curve_back() {
        let line = linear(&exact(|d| 0.01 + 0.03 * d));
        assert!((line.base - 0.01).abs() < 1e-4 && (line.gain - 0.03).abs() < 1e-4, "{line:?}");
        assert!((hill(&exact(|d| 0.01 + 0.03 * d)).exponent - 1.0).abs() < 1e-9);
        let steep = hill(&exact(|d| 0.01 + 0.3 * d.powi(4) / (81.0 + d.powi(4))));
        assert!((3.0..5.5).contains(&steep.exponent) && (2.0..4.0).contains(&steep.half), "{steep:?}");
        let step = threshold(&exact(|d| if d >= 3.0 { 0.2 } else { 0.02 }));
        assert!((step.rate(2.0) - 0.02).abs() < 1e-3 && (step.rate(3.0) - 0.2).abs() < 1e-3, "{step:?}");
    }

    #[test]
    fn one_exponent_is_exactly_one_and_they_reach_from_concave_to_a_step() {
        let all: Vec<f64> = exponents().collect();
        assert!(all.iter().any(|n| (n - 1.0).abs() < 1e-9), "{all:?}");
        assert!(all[0] < 0.6 && all[all.len() - 1] > 12.0);
    }

    #[test]
    fn growth_compares_some_with_none() {
        let two = |a: (f64, f64), b: (f64, f64)| {
            let level = |dose, (time, begun)| Level { dose, time, begun };
            growth(&[level(0.0, a), level(1.0, b)])
        };
        assert!((two((10.0, 1.0), (10.0, 3.0)) - 3.0).abs() < 1e-9);
        assert_eq!(two((10.0, 0.0), (10.0, 3.0)), f64::INFINITY);
        assert_eq!(two((10.0, 0.0), (10.0, 0.0)), 1.0);
    }
}
