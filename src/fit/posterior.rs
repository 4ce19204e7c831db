//! From a table of prior draws and what came of each, to the posterior near what was observed.
//!
//! Runs are compared by statistics over their median absolute deviations; the nearest are kept (those as near as the last of them,
//! too), weighed by Epanechnikov's kernel, and adjusted by a weighted ridge regression of the parameters, on the logit of their share
//! of the prior, on the statistics.
//!
//! Sources: M. A. Beaumont, W. Zhang and D. J. Balding (2002), Genetics 162, 2025–2035; M. G. B. Blum et al. (2013), Stat. Sci. 28,
//! 189–208.

use super::prior::LEAST;

/// Prior draws with what came of each, one a row. Parameters are shares of their priors, between 0 and 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Parameters of each draw.
    pub draws: Vec<Vec<f64>>,
    /// Statistics of each draw.
    pub statistics: Vec<Vec<f64>>,
    /// How much each draw counts among draws of the prior; empty: all alike.
    pub weights: Vec<f64>,
}

/// A draw of the posterior.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// The row that it comes from.
    pub row: usize,
    /// How much it counts; all together 1.
    pub weight: f64,
    /// Its parameters, adjusted; shares of their priors.
    pub at: Vec<f64>,
}

impl Table {
    /// What each statistic is measured by: its median absolute deviation, or where that is 0 its standard deviation; 0 of one
    /// that never differs.
    pub fn scales(&self) -> Vec<f64> {
        let width = self.statistics.first().map_or(0, Vec::len);
        (0..width).map(|place| scale(self.statistics.iter().map(|row| row[place]).collect())).collect()
    }

    /// How far each row is from what was observed.
    pub fn distances(&self, scales: &[f64], target: &[f64]) -> Vec<f64> {
        let of = |row: &Vec<f64>| {
            let parts = row.iter().zip(target).zip(scales).filter(|(_, scale)| **scale > 0.0);
            parts.map(|((value, target), scale)| ((value - target) / scale).powi(2)).sum::<f64>().sqrt()
        };
        self.statistics.iter().map(of).collect()
    }

    /// The posterior near `target` from the `keep` nearest rows, without one of them.
    pub fn posterior(&self, scales: &[f64], target: &[f64], keep: usize, without: Option<usize>) -> Vec<Draw> {
        let distances = self.distances(scales, target);
        let near = nearest(&distances, keep, without);
        let reach = near.iter().map(|row| distances[*row]).fold(0.0, f64::max);
        // The kernel ends where the first begins that is not kept.
        let others = (0..distances.len()).filter(|row| Some(*row) != without).map(|row| distances[row]);
        let end = others.filter(|distance| *distance > reach).fold(f64::INFINITY, f64::min);
        let kernel = |distance: f64| if end.is_finite() && end > 0.0 { 1.0 - (distance / end).powi(2) } else { 1.0 };
        let weights: Vec<f64> = near.iter().map(|row| kernel(distances[*row]) * self.weight(*row)).collect();
        let total: f64 = weights.iter().sum();
        let weights: Vec<f64> = weights.iter().map(|weight| weight / total).collect();
        self.adjusted(&near, &weights, scales, target)
    }

    /// How much a row counts among draws of the prior.
    pub fn weight(&self, row: usize) -> f64 {
        self.weights.get(row).copied().unwrap_or(1.0)
    }

    fn adjusted(&self, near: &[usize], weights: &[f64], scales: &[f64], target: &[f64]) -> Vec<Draw> {
        let logits = |row: usize| self.draws[row].iter().map(|at| logit(*at)).collect::<Vec<f64>>();
        let parameters: Vec<Vec<f64>> = near.iter().map(|row| logits(*row)).collect();
        let off = |row: usize| -> Vec<f64> {
            let parts = self.statistics[row].iter().zip(target).zip(scales).filter(|(_, scale)| **scale > 0.0);
            parts.map(|((value, target), scale)| (value - target) / scale).collect()
        };
        let off: Vec<Vec<f64>> = near.iter().map(|row| off(*row)).collect();
        let slopes = slopes(&off, &parameters, weights);
        let draw = |(place, row): (usize, &usize)| {
            let at = parameters[place].iter().enumerate().map(|(parameter, logit)| {
                let shift: f64 = off[place].iter().zip(&slopes).map(|(off, slopes)| off * slopes[parameter]).sum();
                logistic(logit - shift).clamp(LEAST, 1.0 - LEAST)
            });
            Draw { row: *row, weight: weights[place], at: at.collect() }
        };
        near.iter().enumerate().map(draw).collect()
    }
}

/// The rows nearest to what was observed, in their own order; those as near as the last of them are kept, too.
pub fn nearest(distances: &[f64], keep: usize, without: Option<usize>) -> Vec<usize> {
    let rows = (0..distances.len()).filter(|row| Some(*row) != without && distances[*row].is_finite());
    let mut sorted: Vec<f64> = rows.clone().map(|row| distances[row]).collect();
    if sorted.is_empty() {
        return Vec::new();
    }
    let last = keep.clamp(1, sorted.len()) - 1;
    let (_, limit, _) = sorted.select_nth_unstable_by(last, f64::total_cmp);
    let limit = *limit;
    rows.filter(|row| distances[*row] <= limit).collect()
}

fn scale(mut values: Vec<f64>) -> f64 {
    values.retain(|value| value.is_finite());
    let middle = |values: &mut Vec<f64>| {
        values.sort_by(f64::total_cmp);
        crate::experiment::statistics::quantile(values, 0.5)
    };
    let median = middle(&mut values);
    let mut off: Vec<f64> = values.iter().map(|value| (value - median).abs()).collect();
    let mad = 1.4826 * middle(&mut off);
    if mad > 0.0 {
        return mad;
    }
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / values.len().max(2) as f64).sqrt()
}

pub(super) fn logit(share: f64) -> f64 {
    let share = share.clamp(LEAST, 1.0 - LEAST);
    libm::log(share / (1.0 - share))
}

pub(super) fn logistic(logit: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-logit))
}

/// How much is added to the diagonal, as a share of the weights: what lets statistics that say the same be used together.
const RIDGE: f64 = 1e-3;

/// Slopes of the parameters over the statistics: a row a statistic, a column a parameter.
fn slopes(off: &[Vec<f64>], parameters: &[Vec<f64>], weights: &[f64]) -> Vec<Vec<f64>> {
    let (width, count) = (off.first().map_or(0, Vec::len), parameters.first().map_or(0, Vec::len));
    let mean =
        |of: &dyn Fn(usize) -> f64| weights.iter().enumerate().map(|(row, weight)| weight * of(row)).sum::<f64>();
    let centres: Vec<f64> = (0..width).map(|j| mean(&|row| off[row][j])).collect();
    let spreads: Vec<f64> = (0..width).map(|j| mean(&|row| (off[row][j] - centres[j]).powi(2)).sqrt()).collect();
    let standard =
        |row: usize, j: usize| if spreads[j] > 1e-12 { (off[row][j] - centres[j]) / spreads[j] } else { 0.0 };
    let means: Vec<f64> = (0..count).map(|p| mean(&|row| parameters[row][p])).collect();
    let matrix: Vec<Vec<f64>> = (0..width)
        .map(|i| {
            (0..width)
                .map(|j| mean(&|row| standard(row, i) * standard(row, j)) + if i == j { RIDGE } else { 0.0 })
                .collect()
        })
        .collect();
    let right: Vec<Vec<f64>> = (0..width)
        .map(|i| (0..count).map(|p| mean(&|row| standard(row, i) * (parameters[row][p] - means[p]))).collect())
        .collect();
    let mut solved = solve(matrix, right);
    for (slopes, spread) in solved.iter_mut().zip(&spreads) {
        slopes.iter_mut().for_each(|slope| *slope = if *spread > 1e-12 { *slope / spread } else { 0.0 });
    }
    solved
}

/// Solves a symmetric positive system by elimination; the ridge keeps pivots away from zero.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let n = matrix.len();
    for pivot in 0..n {
        for row in pivot + 1..n {
            let factor = matrix[row][pivot] / matrix[pivot][pivot];
            let (above, below) = matrix.split_at_mut(row);
            below[0].iter_mut().zip(&above[pivot]).for_each(|(value, over)| *value -= factor * over);
            let (above, below) = right.split_at_mut(row);
            below[0].iter_mut().zip(&above[pivot]).for_each(|(value, over)| *value -= factor * over);
        }
    }
    for row in (0..n).rev() {
        for (column, known) in matrix[row].iter().enumerate().skip(row + 1) {
            let (above, below) = right.split_at_mut(column);
            above[row].iter_mut().zip(&below[0]).for_each(|(value, under)| *value -= known * under);
        }
        let pivot = matrix[row][row];
        right[row].iter_mut().for_each(|value| *value /= pivot);
    }
    right
}

/// The value below which a share of the weight lies.
pub fn weighted_quantile(values: impl IntoIterator<Item = (f64, f64)>, share: f64) -> f64 {
    let mut values: Vec<(f64, f64)> = values.into_iter().collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut below = 0.0;
    let mut last = (0.0, f64::NAN);
    for (value, weight) in values {
        let middle = below + weight / 2.0;
        if middle >= share {
            let (at, before) = last;
            return if f64::is_nan(before) { value } else { before + (share - at) / (middle - at) * (value - before) };
        }
        last = (middle, value);
        below += weight;
    }
    last.1
}

/// How many equal draws the weighed ones are worth.
pub fn effective(draws: &[Draw]) -> f64 {
    1.0 / draws.iter().map(|draw| draw.weight * draw.weight).sum::<f64>()
}

/// How closely two parameters go together in the posterior, on the logit of their shares: −1 to 1.
pub fn correlation(draws: &[Draw], a: usize, b: usize) -> f64 {
    let mean = |of: &dyn Fn(&Draw) -> f64| draws.iter().map(|draw| draw.weight * of(draw)).sum::<f64>();
    let (x, y) = (|draw: &Draw| logit(draw.at[a]), |draw: &Draw| logit(draw.at[b]));
    let (mx, my) = (mean(&x), mean(&y));
    let (vx, vy) = (mean(&|draw| (x(draw) - mx).powi(2)), mean(&|draw| (y(draw) - my).powi(2)));
    mean(&|draw| (x(draw) - mx) * (y(draw) - my)) / (vx * vy).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A coin: 20 throws, the share of heads is even before; after 14 heads it is Beta(15, 7).
    fn coins(draws: u32) -> Table {
        let mut table = Table::default();
        for index in 0..draws {
            let at = f64::from(sobol_burley::sample(index, 0, 7));
            let throw = |toss: u32| f64::from(sobol_burley::sample(index % 4096, 1 + toss, index / 4096 + 11)) < at;
            let heads = (0..20).filter(|toss| throw(*toss)).count();
            table.draws.push(vec![at]);
            table.statistics.push(vec![heads as f64]);
        }
        table
    }

    #[test]
    fn the_posterior_of_a_coin_is_the_exact_one() {
        let table = coins(16_384);
        let draws = table.posterior(&table.scales(), &[14.0], 300, None);
        let at = |share| weighted_quantile(draws.iter().map(|draw| (draw.at[0], draw.weight)), share);
        // Quantiles of Beta(15, 7).
        for (share, exact) in [(0.05, 0.5144), (0.5, 0.6874), (0.95, 0.8329)] {
            assert!((at(share) - exact).abs() < 0.025, "{share}: {} for {exact}", at(share));
        }
        assert!((draws.iter().map(|draw| draw.weight).sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(effective(&draws) > 200.0);
    }

    #[test]
    fn adjusting_takes_out_what_lies_off_the_target() {
        // A parameter that the statistic tells exactly: all that is kept must come to the same.
        let draws: Vec<Vec<f64>> = (1..1000).map(|i| vec![f64::from(i) / 1000.0]).collect();
        let statistics = draws.iter().map(|at| vec![logit(at[0])]).collect();
        let table = Table { draws, statistics, weights: Vec::new() };
        let posterior = table.posterior(&table.scales(), &[logit(0.3)], 100, None);
        assert!(posterior.iter().all(|draw| (draw.at[0] - 0.3).abs() < 0.002), "{posterior:?}");
    }

    #[test]
    fn rows_as_near_as_the_last_are_kept_and_one_can_be_left_out() {
        let distances = [0.0, 1.0, 1.0, 2.0, 0.5];
        assert_eq!(nearest(&distances, 3, None), [0, 1, 2, 4]);
        assert_eq!(nearest(&distances, 1, Some(0)), [4]);
        assert_eq!(nearest(&[f64::NAN], 3, None), [0usize; 0]);
    }

    #[test]
    fn equations_are_solved() {
        let solved = solve(vec![vec![4.0, 1.0], vec![1.0, 3.0]], vec![vec![1.0], vec![2.0]]);
        assert!((solved[0][0] - 1.0 / 11.0).abs() < 1e-12 && (solved[1][0] - 7.0 / 11.0).abs() < 1e-12);
    }
}
