//! The sign-flip test of a mean difference: if the two versions did the same, each difference could as well have had the
//! other sign. Presumes no shape of the differences; equal pairs neither help nor harm.

use crate::chance::{Chance, Stream};
use rand::Rng;

/// Up to so many unequal pairs all patterns of signs are tried.
const ALL_UP_TO: u32 = 16;
/// Patterns drawn where there are too many to try them all.
const DRAWS: u32 = 9_999;

/// Two-sided p, and whether all patterns of signs were tried. Nothing for fewer than two differences.
///
/// # Formula
/// The share of patterns whose mean is at least as far from zero as the one observed; of drawn patterns
/// (1 + hits) / (1 + draws), for the observed one is a pattern, too (Phipson and Smyth 2010).
pub fn flips(differences: &[f64]) -> Option<(f64, bool)> {
    if differences.len() < 2 {
        return None;
    }
    let unequal: Vec<f64> = differences.iter().copied().filter(|d| *d != 0.0).collect();
    let all = unequal.len() <= ALL_UP_TO as usize;
    Some((if all { every_pattern(&unequal) } else { drawn_patterns(&unequal) }, all))
}

/// What counts as "at least as far": sums in another order differ in their last bits.
fn reach(differences: &[f64]) -> f64 {
    differences.iter().sum::<f64>().abs() * (1.0 - 1e-9) - 1e-300
}

fn every_pattern(differences: &[f64]) -> f64 {
    let (far, patterns) = (reach(differences), 1u32 << differences.len());
    let hits = (0..patterns).filter(|&pattern| flipped(differences, || u64::from(pattern)).abs() >= far).count();
    hits as f64 / f64::from(patterns)
}

fn drawn_patterns(differences: &[f64]) -> f64 {
    let far = reach(differences);
    let luck = Chance::new(0).of(Stream::Bootstrap, 0);
    let is_far = |draw: &u32| {
        let mut signs = luck.draws(u64::from(*draw), 0);
        flipped(differences, || signs.next_u64()).abs() >= far
    };
    let hits = (0..DRAWS).filter(is_far).count();
    (1 + hits) as f64 / f64::from(1 + DRAWS)
}

/// The sum with some signs turned: a bit for each, sixty-four at a time.
fn flipped(differences: &[f64], mut bits: impl FnMut() -> u64) -> f64 {
    let mut sum = 0.0;
    for part in differences.chunks(64) {
        let signs = bits();
        sum += part.iter().zip(0..).map(|(d, bit)| if signs >> bit & 1 == 1 { -d } else { *d }).sum::<f64>();
    }
    sum
}
