//! Do the intervals hold? Near what was observed, rows of the table are taken for data in turn; where their own parameters lie in the
//! posterior that the others give must be even, and the interval must hold them as often as it says.
//!
//! Sources: S. Talts et al. (2018), arXiv:1804.06788; T. Säilynoja et al. (2025), arXiv:2502.03279.

use super::posterior::{Table, nearest};
use statrs::distribution::{Binomial, DiscreteCDF};

/// How many rows are taken for data.
pub const TRIALS: usize = 200;

/// What came of it for one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The share of trials whose interval held the parameter.
    pub covered: f64,
    /// √n times the largest distance of the ranks from even ones (Kolmogorov).
    pub unevenness: f64,
    /// How many trials; of such that count differently, how many equal ones they are worth.
    pub trials: usize,
    /// Whether chance explains both.
    pub holds: bool,
}

/// Checks intervals of this level near `target`, of all parameters together at 1 in 100.
pub fn check(table: &Table, scales: &[f64], target: &[f64], keep: usize, level: f64) -> Vec<Check> {
    let parameters = table.draws.first().map_or(0, Vec::len);
    let trials = trials(table, nearest(&table.distances(scales, target), TRIALS, None));
    let ranks: Vec<Vec<f64>> = trials.iter().map(|row| ranks(table, scales, keep, *row)).collect();
    let weighed = |place: usize| ranks.iter().zip(&trials).map(move |(ranks, row)| (ranks[place], table.weight(*row)));
    (0..parameters).map(|place| judge(weighed(place).collect(), level, parameters)).collect()
}

/// Which of the nearest rows are taken for data. Where rows count differently, of many that are as near not the first ones, which are
/// all draws of the prior.
fn trials(table: &Table, mut near: Vec<usize>) -> Vec<usize> {
    if !table.weights.is_empty() && near.len() > TRIALS {
        return (0..TRIALS).map(|place| near[place * near.len() / TRIALS]).collect();
    }
    near.truncate(TRIALS);
    near
}

/// Where a row's own parameters lie in the posterior that the others give: 0 below all of it, 1 above.
fn ranks(table: &Table, scales: &[f64], keep: usize, row: usize) -> Vec<f64> {
    let draws = table.posterior(scales, &table.statistics[row], keep, Some(row));
    let rank = |(place, own): (usize, &f64)| {
        let part = |at: f64| {
            if at < *own {
                1.0
            } else if at == *own {
                0.5
            } else {
                0.0
            }
        };
        draws.iter().map(|draw| draw.weight * part(draw.at[place])).sum()
    };
    table.draws[row].iter().enumerate().map(rank).collect()
}

/// Judges ranks, each with what it counts.
fn judge(mut ranks: Vec<(f64, f64)>, level: f64, parameters: usize) -> Check {
    let all: f64 = ranks.iter().map(|(_, weight)| weight).sum();
    // So many equal ones tell as much.
    let n =
        if ranks.is_empty() { 0.0 } else { all * all / ranks.iter().map(|(_, weight)| weight * weight).sum::<f64>() };
    let tail = (1.0 - level) / 2.0;
    let held = ranks.iter().filter(|(rank, _)| (tail..=1.0 - tail).contains(rank));
    let covered = held.map(|(_, weight)| weight).sum::<f64>() / all;
    ranks.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut below = 0.0;
    let mut off = |(rank, weight): &(f64, f64)| {
        let before = below / all;
        below += weight;
        (rank - before).abs().max((below / all - rank).abs())
    };
    let unevenness = n.sqrt() * ranks.iter().map(&mut off).fold(0.0, f64::max);
    // Two questions a parameter.
    let risk = 0.01 / (2.0 * parameters.max(1) as f64);
    let limit = (-libm::log(risk / 2.0) / 2.0).sqrt();
    let trials = n as usize;
    let inside = (covered * trials as f64).round();
    let by_chance = Binomial::new(level, trials as u64).map_or(1.0, |binomial| binomial.cdf(inside as u64));
    let holds = trials > 0 && unevenness <= limit && by_chance >= risk;
    Check { covered, unevenness, trials, holds }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge_alike(ranks: Vec<f64>) -> Check {
        judge(ranks.into_iter().map(|rank| (rank, 1.0)).collect(), 0.9, 1)
    }

    #[test]
    fn even_ranks_hold_and_heaped_ones_do_not() {
        let even: Vec<f64> = (0..200).map(|i| (f64::from(i) + 0.5) / 200.0).collect();
        let check = judge_alike(even.clone());
        assert!(check.holds && (check.covered - 0.9).abs() < 0.011, "{check:?}");
        let narrow: Vec<f64> =
            even.iter().map(|rank| if *rank < 0.5 { rank * 0.3 } else { 1.0 - (1.0 - rank) * 0.3 }).collect();
        assert!(!judge_alike(narrow).holds);
        assert!(!judge_alike(even.iter().map(|rank| rank * 0.8).collect()).holds);
    }

    #[test]
    fn intervals_of_a_table_that_is_one_hold() {
        // The statistic is the parameter with noise.
        let noise = |i: u32| f64::from(sobol_burley::sample(i, 1, 3)) - 0.5;
        let draws: Vec<Vec<f64>> = (0..4096).map(|i| vec![f64::from(sobol_burley::sample(i, 0, 3))]).collect();
        let statistics = draws.iter().zip(0..).map(|(at, i)| vec![at[0] + 0.3 * noise(i)]).collect();
        let table = Table { draws, statistics, weights: Vec::new() };
        let [check] = &check(&table, &table.scales(), &[0.5], 200, 0.9)[..] else { panic!("one parameter") };
        assert!(check.holds, "{check:?}");
    }

    #[test]
    fn shared_draws_are_caught() {
        // Every row has the same noise, the data another: the parameter seems to be known exactly, and is not.
        let draws: Vec<Vec<f64>> = (0..2048).map(|i| vec![f64::from(sobol_burley::sample(i, 0, 3))]).collect();
        let statistics = draws.iter().map(|at| vec![at[0] + 0.1]).collect();
        let table = Table { draws, statistics, weights: Vec::new() };
        let scales = table.scales();
        let posterior = table.posterior(&scales, &[0.5], 100, None);
        let width = posterior.iter().map(|d| d.at[0]).fold(0.0, f64::max)
            - posterior.iter().map(|d| d.at[0]).fold(1.0, f64::min);
        assert!(width < 0.02, "{width}: this is why every particle has draws of its own");
    }
}
