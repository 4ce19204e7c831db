//! Nearer to the data: rounds of runs whose parameters are drawn where the best ones so far lie.
//!
//! Adaptive population Monte Carlo (Lenormand et al. 2013): the population are the nearest runs so far, new parameters are drawn
//! around them in normal steps on the logit of the prior's share, and rounds end when few of the new runs come nearer than the
//! population did. They are drawn around what the local regression makes of the population (Blum and François 2010), which lies where
//! the posterior does long before the runs themselves are near: measured, that halves the error with three or four keys. Steps have
//! the covariance of that; twice it (Beaumont et al. 2009) keeps weights from growing large, for which there is the prior here, and
//! drew keys of which little is known too often at the ends of their priors.
//!
//! Every run that was ever made counts, the table's among them, by its prior over the mixture of all that was drawn from (Owen and Zhou
//! 2000; Cornuet et al. 2012). So no run can count more than (all runs) / (runs of the table) times, wherever the regression points; and
//! all runs together, so weighed, are draws of the prior again, on which intervals can be checked as on the table.
//!
//! Sources: M. Lenormand, F. Jabot and G. Deffuant (2013), Comput. Stat. 28, 2777–2796; M. A. Beaumont et al. (2009), Biometrika 96,
//! 983–990; M. G. B. Blum and O. François (2010), Stat. Comput. 20, 63–73; A. Owen and Y. Zhou (2000), JASA 95, 135–143; J.-M. Cornuet
//! et al. (2012), Scand. J. Stat. 39, 798–812.

use super::posterior::{Draw, Table, logistic, logit, nearest};
use super::prior::{LEAST, standard};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::SplitMix64;

/// Rounds that can be asked for.
pub const MOST_ROUNDS: u32 = 100;
/// The table's runs for one of a round.
const OF_TABLE: usize = 10;
/// The smallest and the largest round.
const SIZES: (usize, usize) = (100, 1000);
/// Rounds end when fewer of the new runs than this come nearer.
const FEW: f64 = 0.05;

/// How many runs a round has after a table of so many, and how many of the nearest make the posterior.
pub fn size(draws: usize) -> usize {
    (draws / OF_TABLE).clamp(SIZES.0, SIZES.1).min(draws)
}

/// What a round came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Round {
    /// How many runs it had.
    pub runs: usize,
    /// How far the population reached before it, in median absolute deviations.
    pub reach: f64,
    /// The share of its runs that came nearer.
    pub nearer: f64,
}

/// Rounds that are being done.
#[derive(Clone, Debug)]
pub struct Refining {
    /// The table and all runs of the rounds, and what each counts.
    pub table: Table,
    /// What was done.
    pub rounds: Vec<Round>,
    scales: Vec<f64>,
    target: Vec<f64>,
    size: usize,
    most: usize,
    /// Runs that are draws of the prior.
    prior: usize,
    /// How many runs were drawn from the mixture at each row's parameters, over the prior's density there.
    drawn: Vec<f64>,
    kernels: Vec<Kernel>,
}

impl Refining {
    /// After a table of draws of the prior; at most so many rounds.
    pub fn new(table: Table, target: Vec<f64>, most: u32) -> Self {
        let (prior, scales) = (table.draws.len(), table.scales());
        let drawn = vec![prior as f64; prior];
        let size = size(prior);
        let table = Table { weights: vec![1.0; prior], ..table };
        Self { table, rounds: Vec::new(), scales, target, size, most: most as usize, prior, drawn, kernels: Vec::new() }
    }

    /// The measures of the statistics: those of the table.
    pub fn scales(&self) -> &[f64] {
        &self.scales
    }

    /// What was observed.
    pub fn target(&self) -> &[f64] {
        &self.target
    }

    /// How many of the nearest runs make the posterior.
    pub fn keep(&self) -> usize {
        self.size
    }

    /// Runs of the rounds so far.
    pub fn runs(&self) -> usize {
        self.table.draws.len() - self.prior
    }

    /// Whether rounds ended because new runs hardly come nearer, or all that is kept comes to just what was observed.
    pub fn settled(&self) -> bool {
        self.rounds.last().is_some_and(|round| round.nearer < FEW) || self.population().1 == 0.0
    }

    /// Parameters of the next round, each drawn by chance that its own number names; none when rounds are over.
    pub fn propose(&mut self, seed: u64) -> Option<Vec<Vec<f64>>> {
        if self.rounds.len() >= self.most || self.settled() {
            return None;
        }
        let (_, reach) = self.population();
        let kernel = Kernel::around(&self.table.posterior(&self.scales, &self.target, self.size, None))?;
        let first = self.runs() as u64;
        let proposals = (first..).take(self.size).map(|number| kernel.draw(seed, number)).collect();
        self.kernels.push(kernel);
        self.rounds.push(Round { runs: self.size, reach, nearer: f64::NAN });
        Some(proposals)
    }

    /// What came of them.
    pub fn take(&mut self, proposals: Vec<Vec<f64>>, statistics: Vec<Vec<f64>>) {
        let count = self.size as f64;
        if let Some(newest) = self.kernels.last() {
            self.table.draws.iter().zip(&mut self.drawn).for_each(|(at, drawn)| *drawn += count * newest.density(at));
        }
        let of_all = |at: &Vec<f64>| self.kernels.iter().map(|kernel| count * kernel.density(at)).sum::<f64>();
        let drawn = proposals.iter().map(|at| self.prior as f64 + of_all(at)).collect::<Vec<_>>();
        self.drawn.extend(drawn);
        self.table.draws.extend(proposals);
        self.table.statistics.extend(statistics);
        let all = self.drawn.len() as f64;
        self.table.weights = self.drawn.iter().map(|drawn| all / drawn).collect();
        let distances = self.table.distances(&self.scales, &self.target);
        if let Some(round) = self.rounds.last_mut() {
            let newest = &distances[distances.len() - round.runs..];
            // One person more or fewer is as near, but for rounding.
            let limit = round.reach * (1.0 - 1e-9);
            round.nearer = newest.iter().filter(|distance| **distance < limit).count() as f64 / count;
        }
    }

    /// The nearest runs, and how far they reach.
    fn population(&self) -> (Vec<usize>, f64) {
        let distances = self.table.distances(&self.scales, &self.target);
        let rows = nearest(&distances, self.size, None);
        let reach = rows.iter().map(|row| distances[*row]).fold(0.0, f64::max);
        (rows, reach)
    }
}

/// Normal steps from weighed runs, on the logit of their shares of the prior.
#[derive(Clone, Debug)]
struct Kernel {
    /// Where steps begin, and up to which share of all they do.
    centres: Vec<(Vec<f64>, f64)>,
    /// The same, in steps.
    standard: Vec<(Vec<f64>, f64)>,
    /// The steps' covariance is this lower triangle times its transpose.
    steps: Vec<Vec<f64>>,
    /// The height of one step's density.
    height: f64,
}

impl Kernel {
    /// Around draws of a posterior; none where they are all in one place.
    fn around(draws: &[Draw]) -> Option<Self> {
        let at: Vec<Vec<f64>> = draws.iter().map(|draw| logits(&draw.at)).collect();
        let weights: Vec<f64> = draws.iter().map(|draw| draw.weight).collect();
        let steps = triangle(&covariance(&at, &weights))?;
        let mut below = 0.0;
        let sum = |weight: &f64| {
            below += weight;
            below
        };
        let reached: Vec<f64> = weights.iter().map(sum).collect();
        let standard = at.iter().map(|at| solved(&steps, at)).zip(weights).collect();
        let sides: f64 = steps.iter().enumerate().map(|(place, row)| row[place]).product();
        let height = libm::pow(2.0 * std::f64::consts::PI, -(steps.len() as f64) / 2.0) / sides;
        Some(Self { centres: at.into_iter().zip(reached).collect(), standard, steps, height })
    }

    /// Parameters by the chance of this number.
    fn draw(&self, seed: u64, number: u64) -> Vec<f64> {
        let mut dice = SplitMix64::seed_from_u64(seed ^ PROPOSED ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let wanted: f64 = dice.random();
        let place = self.centres.partition_point(|(_, reached)| *reached <= wanted).min(self.centres.len() - 1);
        let normal: Vec<f64> =
            self.steps.iter().map(|_| standard(dice.random::<f64>().clamp(1e-12, 1.0 - 1e-12))).collect();
        let step = |row: &Vec<f64>| row.iter().zip(&normal).map(|(side, normal)| side * normal).sum::<f64>();
        let from = self.centres[place].0.iter().zip(&self.steps);
        from.map(|(from, row)| logistic(from + step(row)).clamp(LEAST, 1.0 - LEAST)).collect()
    }

    /// Its density over the prior's, which is even in shares.
    fn density(&self, at: &[f64]) -> f64 {
        let here = solved(&self.steps, &logits(at));
        let one = |(centre, weight): &(Vec<f64>, f64)| {
            let off: f64 = centre.iter().zip(&here).map(|(centre, here)| (here - centre).powi(2)).sum();
            // Beyond this nothing is left of it.
            if off > 80.0 { 0.0 } else { weight * libm::exp(-off / 2.0) }
        };
        let prior: f64 = at.iter().map(|share| share * (1.0 - share)).product();
        self.height * self.standard.iter().map(one).sum::<f64>() / prior
    }
}

/// Tells the draws of parameters from those of runs.
const PROPOSED: u64 = 0x7265_6669_6e65;

fn logits(shares: &[f64]) -> Vec<f64> {
    shares.iter().map(|share| logit(*share)).collect()
}

fn covariance(at: &[Vec<f64>], weights: &[f64]) -> Vec<Vec<f64>> {
    let width = at.first().map_or(0, Vec::len);
    let mean = |of: &dyn Fn(&Vec<f64>) -> f64| at.iter().zip(weights).map(|(at, weight)| weight * of(at)).sum::<f64>();
    let means: Vec<f64> = (0..width).map(|place| mean(&|at| at[place])).collect();
    let of = |i: usize, j: usize| mean(&|at| (at[i] - means[i]) * (at[j] - means[j]));
    (0..width).map(|i| (0..width).map(|j| of(i, j)).collect()).collect()
}

/// The lower triangle whose product with its transpose a covariance is (Cholesky); none where it is flat.
fn triangle(covariance: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let mut lower = vec![vec![0.0; covariance.len()]; covariance.len()];
    for i in 0..covariance.len() {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
            if i == j {
                // Two keys of which one follows from the other still get steps of their own, if small ones.
                let left = (covariance[i][i] - known).max(1e-6 * covariance[i][i]);
                lower[i][i] = (left > 0.0 && left.is_finite()).then(|| left.sqrt())?;
            } else {
                lower[i][j] = (covariance[i][j] - known) / lower[j][j];
            }
        }
    }
    Some(lower)
}

/// What a lower triangle must be multiplied with to give this.
fn solved(lower: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut found: Vec<f64> = Vec::with_capacity(right.len());
    for (row, right) in lower.iter().zip(right) {
        let known: f64 = row.iter().zip(&found).map(|(side, found)| side * found).sum();
        found.push((right - known) / row[found.len()]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::Options;
    use crate::fit::calibration::check;

    /// So many people of each of some kinds, who each do it for themselves at a rate whose prior is even ratios from 0.0001 to 1 /min:
    /// how many had within ten minutes is binomial.
    const PEOPLE: u32 = 100;

    fn chance(share: f64) -> f64 {
        1.0 - libm::exp(-10.0 * libm::pow(10.0, 4.0 * share - 4.0))
    }

    fn counted(at: &[f64], run: u64) -> Vec<f64> {
        let mut dice = SplitMix64::seed_from_u64(run.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ 77);
        let mut count = |share: &f64| {
            let chance = chance(*share);
            (0..PEOPLE).filter(|_| dice.random::<f64>() < chance).count() as f64 / f64::from(PEOPLE)
        };
        at.iter().map(&mut count).collect()
    }

    fn table(keys: u32, draws: u32, seed: u32) -> Table {
        let at = |index| (0..keys).map(|key| f64::from(sobol_burley::sample(index, key, seed))).collect::<Vec<f64>>();
        let draws: Vec<Vec<f64>> = (0..draws).map(at).collect();
        let statistics = draws.iter().zip(0..).map(|(at, run)| counted(at, run + (u64::from(seed) << 32))).collect();
        Table { draws, statistics, weights: Vec::new() }
    }

    fn refined(table: Table, target: &[f64], most: u32, seed: u64) -> Refining {
        let mut refining = Refining::new(table, target.to_vec(), most);
        while let Some(proposals) = refining.propose(seed) {
            let first = (refining.table.draws.len() as u64) + (seed << 32) + (1 << 60);
            let statistics = (first..).zip(&proposals).map(|(run, at)| counted(at, run)).collect();
            refining.take(proposals, statistics);
        }
        refining
    }

    /// The largest distance of the posterior's shares from the exact ones, over all keys.
    fn off(draws: &[Draw], target: &[f64]) -> f64 {
        let key = |(place, share): (usize, &f64)| {
            let density = |at: f64| {
                let all = f64::from(PEOPLE);
                libm::exp(
                    all * (share * libm::log(chance(at) / share)
                        + (1.0 - share) * libm::log((1.0 - chance(at)) / (1.0 - share))),
                )
            };
            let grid: Vec<(f64, f64)> =
                (0..3000).map(|i| (f64::from(i) + 0.5) / 3000.0).map(|s| (s, density(s))).collect();
            let whole: f64 = grid.iter().map(|(_, density)| density).sum();
            let mut draws: Vec<(f64, f64)> = draws.iter().map(|draw| (draw.at[place], draw.weight)).collect();
            draws.sort_by(|a, b| a.0.total_cmp(&b.0));
            let (mut exact, mut have, mut next, mut worst) = (0.0, 0.0, 0, 0.0_f64);
            for (share, density) in grid {
                exact += density / whole;
                while draws.get(next).is_some_and(|(at, _)| *at <= share) {
                    have += draws[next].1;
                    next += 1;
                }
                worst = worst.max((exact - have).abs());
            }
            worst
        };
        target.iter().enumerate().map(key).sum::<f64>() / target.len() as f64
    }

    fn plain(table: &Table, target: &[f64]) -> Vec<Draw> {
        table.posterior(&table.scales(), target, Options::default().kept(table.draws.len()), None)
    }

    fn posterior(refining: &Refining) -> Vec<Draw> {
        refining.table.posterior(refining.scales(), refining.target(), refining.keep(), None)
    }

    #[test]
    fn steps_are_drawn_from_the_density_that_they_are_weighed_by() {
        let table = table(1, 500, 3);
        let kernel = Kernel::around(&plain(&table, &[0.4])).unwrap();
        let grid = |place: u32| (f64::from(place) + 0.5) / 4000.0;
        let density: Vec<f64> = (0..4000).map(|place| kernel.density(&[grid(place)]) / 4000.0).collect();
        assert!((density.iter().sum::<f64>() - 1.0).abs() < 1e-3, "{}", density.iter().sum::<f64>());
        let drawn: Vec<f64> = (0..4000).map(|number| kernel.draw(9, number)[0]).collect();
        for end in [500, 1500, 2000, 2500, 3500] {
            let exact: f64 = density[..end].iter().sum();
            let have = drawn.iter().filter(|at| **at < end as f64 / 4000.0).count() as f64 / 4000.0;
            assert!((have - exact).abs() < 0.03, "{end}: {have} for {exact}");
        }
        assert_eq!(kernel.draw(9, 7), [drawn[7]], "a number has its own chance, whatever was drawn before it");
    }

    #[test]
    fn all_runs_so_weighed_are_draws_of_the_prior_and_none_counts_much_more_than_one_of_the_table() {
        let refining = refined(table(2, 1000, 3), &[0.3, 0.5], 6, 1);
        let Table { weights, draws, .. } = &refining.table;
        let all = weights.len() as f64;
        assert!(weights.iter().all(|weight| *weight <= all / 1000.0), "{weights:?}");
        assert!((weights.iter().sum::<f64>() / all - 1.0).abs() < 0.05, "{}", weights.iter().sum::<f64>() / all);
        for place in [0, 1] {
            let mean = draws.iter().zip(weights).map(|(at, weight)| at[place] * weight).sum::<f64>() / all;
            assert!((mean - 0.5).abs() < 0.02, "{mean}");
        }
    }

    /// Against the exact posterior, and against as many runs of the prior.
    #[test]
    fn a_refined_posterior_is_nearer_to_the_exact_one_than_a_table_of_as_many_runs() {
        for (keys, draws, least) in [(1, 500, 1.1), (2, 700, 0.8), (3, 1000, 0.6)] {
            let (mut of_table, mut of_refined, mut runs) = (0.0, 0.0, 0);
            let sets = 6;
            for set in 0..sets {
                let target = counted(&vec![0.5 + 0.04 * set as f64; keys as usize], 99_000 + set);
                let refining = refined(table(keys, draws, 5 + set as u32), &target, 10, set);
                runs += refining.table.draws.len();
                of_refined += off(&posterior(&refining), &target) / sets as f64;
                let alike = table(keys, refining.table.draws.len() as u32, 5 + set as u32);
                of_table += off(&plain(&alike, &target), &target) / sets as f64;
            }
            println!("{keys} keys, {} runs: table {of_table:.3}, refined {of_refined:.3}", runs / sets as usize);
            assert!(of_refined < least * of_table, "{keys} keys: {of_refined} for {of_table}");
        }
    }

    /// Of data whose parameters are known: how often intervals hold them, and how often the check near the data says so.
    #[test]
    fn intervals_of_refined_posteriors_hold_as_often_as_they_say() {
        let (mut held, mut refused, mut covered) = (0, 0, 0.0);
        let sets = 100;
        for set in 0..sets {
            let at = |key| 0.25 + 0.6 * f64::from(sobol_burley::sample(set, key, 21));
            let truth = [at(0), at(1)];
            let target = counted(&truth, 55_000 + u64::from(set));
            let refining = refined(table(2, 500, 40 + set), &target, 6, u64::from(set));
            let draws = posterior(&refining);
            for (place, truth) in truth.iter().enumerate() {
                let below: f64 = draws.iter().filter(|draw| draw.at[place] < *truth).map(|draw| draw.weight).sum();
                held += u32::from((0.05..=0.95).contains(&below));
            }
            if set % 5 == 0 {
                let (scales, keep) = (refining.scales(), refining.keep());
                for check in check(&refining.table, scales, &target, keep, 0.9) {
                    refused += u32::from(!check.holds);
                    covered += check.covered / 40.0;
                }
            }
        }
        println!("held {held} of 200; checks said {covered:.3}, and refused {refused} of 40");
        assert!((166..=194).contains(&held), "{held} of 200");
        assert!(refused <= 3 && (covered - f64::from(held) / 200.0).abs() < 0.07, "{refused} of 40, {covered}");
    }
}
