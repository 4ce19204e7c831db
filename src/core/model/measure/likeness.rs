//! How alike the moods of people are who belong together: in a team, or along a tie.
//!
//! Alike moods are what contagion leaves behind, and also what a shared event leaves behind: neither number can tell the
//! two apart.

use crate::model::engine::exchange::{f64s, of_f64s};
use crate::model::engine::halo::{Halo, in_order};
use crate::network::Network;
use std::collections::BTreeMap;

/// The outcomes of this file, at the end of a run.
pub const LIKENESS_METRICS: [(&str, &str); 2] = [
    (
        "mood_assortativity",
        "correlation of mood along ties: of the one who sees with the one who is seen (Newman's assortativity)",
    ),
    ("mood_icc", "intraclass correlation of mood, ICC(1): within tables, teams, blocks of the network; empty without"),
];

/// Both, in the order of [`LIKENESS_METRICS`]; over the ties that count. In a part of a network `moods` has those of ghosts, too.
pub fn likeness(
    moods: &[f64],
    network: &Network,
    mut halo: Option<&mut Halo>,
    counts: impl Fn(usize) -> bool,
) -> [Option<f64>; 2] {
    let own = &moods[..network.people()];
    let blocks = network.blocks().get(..network.people()).unwrap_or_default();
    [assortativity(moods, network, halo.as_deref_mut(), counts), intraclass(own, blocks, halo)]
}

/// Pearson's correlation over directed ties that count of the viewer's value with the value of the person seen; none where nothing
/// varies.
pub fn assortativity(
    values: &[f64],
    network: &Network,
    mut halo: Option<&mut Halo>,
    counts: impl Fn(usize) -> bool,
) -> Option<f64> {
    let counts = &counts;
    let pairs = || {
        let of = move |i: usize, tie: usize| (values[i], values[network.targets()[tie] as usize]);
        let row = move |i: usize| network.row(i).filter(move |&tie| counts(tie)).map(move |tie| of(i, tie));
        (0..network.people()).flat_map(row)
    };
    let [ties, x, y] = in_order(halo.as_deref_mut(), [0.0; 3], |sums| {
        *sums = pairs().fold(*sums, |sum, (a, b)| [sum[0] + 1.0, sum[1] + a, sum[2] + b]);
    });
    let (x, y) = (x / ties, y / ties);
    let product = |sum: [f64; 3], (a, b): (f64, f64)| {
        let (a, b) = (a - x, b - y);
        [sum[0] + a * b, sum[1] + a * a, sum[2] + b * b]
    };
    let [both, of_viewers, of_seen] = in_order(halo, [0.0; 3], |sums| *sums = pairs().fold(*sums, product));
    let spread = (of_viewers * of_seen).sqrt();
    // Equal values differ by the rounding of their mean.
    (spread > 1e-18 * ties).then(|| both / spread)
}

/// ICC(1) of a one-way analysis of variance, blocks of any size: (MSB − MSW) / (MSB + (n₀ − 1) MSW); none without at
/// least two blocks and somebody to compare within one.
pub fn intraclass(values: &[f64], blocks: &[u32], mut halo: Option<&mut Halo>) -> Option<f64> {
    let sums = sums_of_blocks(values, blocks, halo.as_deref_mut());
    let people = halo.as_deref().map_or(values.len(), |halo| halo.part.population()) as f64;
    let groups = sums.len() as f64;
    let in_blocks: f64 = sums.values().map(|(count, _)| count).sum();
    if in_blocks != people || groups < 2.0 || people <= groups {
        return None;
    }
    let nothing = std::iter::empty::<f64>().sum::<f64>();
    let [all] = in_order(halo.as_deref_mut(), [nothing], |sum| sum[0] = values.iter().fold(sum[0], |sum, v| sum + v));
    let grand = all / people;
    let between: f64 = sums.values().map(|(n, sum)| n * (sum / n - grand).powi(2)).sum::<f64>() / (groups - 1.0);
    let own_mean = |block: &u32| sums[block].1 / sums[block].0;
    let squares = || values.iter().zip(blocks).map(|(v, b)| (v - own_mean(b)).powi(2));
    let [within] = in_order(halo, [nothing], |sum| sum[0] = squares().fold(sum[0], |sum, square| sum + square));
    let within = within / (people - groups);
    let size = (people - sums.values().map(|(n, _)| n * n).sum::<f64>() / people) / (groups - 1.0);
    let spread = between + (size - 1.0) * within;
    (spread > 1e-18).then(|| (between - within) / spread)
}

/// By block: how many there are, and the sum of their values in their order.
fn sums_of_blocks(values: &[f64], blocks: &[u32], halo: Option<&mut Halo>) -> BTreeMap<u32, (f64, f64)> {
    let add = |mut sums: BTreeMap<u32, (f64, f64)>| {
        for (value, block) in values.iter().zip(blocks) {
            let (count, sum) = sums.entry(*block).or_default();
            (*count, *sum) = (*count + 1.0, *sum + value);
        }
        sums
    };
    let Some(halo) = halo else { return add(BTreeMap::new()) };
    let written = |sums: BTreeMap<u32, (f64, f64)>| {
        of_f64s(sums.into_iter().flat_map(|(block, (count, sum))| [f64::from(block), count, sum]))
    };
    let read = |bytes: &[u8]| {
        let numbers: Vec<f64> = f64s(bytes).collect();
        numbers.as_chunks::<3>().0.iter().map(|&[block, count, sum]| (block as u32, (count, sum))).collect()
    };
    read(&halo.exchange().relay(Vec::new(), &mut |before| written(add(read(&before)))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_intraclass_correlation_is_that_of_a_worked_example() {
        // Means 2, 5, 8: MSB = 3 (9 + 0 + 9)/2 = 27, MSW = 6/6 = 1, three in each block.
        let values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
        let blocks = [0, 0, 0, 1, 1, 1, 2, 2, 2];
        let icc = intraclass(&values, &blocks, None).unwrap();
        assert!((icc - (27.0 - 1.0) / (27.0 + 2.0)).abs() < 1e-12, "{icc}");
    }

    #[test]
    fn blocks_of_different_sizes_count_as_their_mean_size() {
        let icc = intraclass(&[0.0, 1.0, 4.0, 5.0, 6.0], &[0, 0, 1, 1, 1], None).unwrap();
        let (between, within, size) = (24.3, 2.5 / 3.0, 5.0 - 13.0 / 5.0);
        assert!((icc - (between - within) / (between + (size - 1.0) * within)).abs() < 1e-12, "{icc}");
    }

    #[test]
    fn without_blocks_or_without_company_in_them_there_is_no_intraclass_correlation() {
        assert_eq!(intraclass(&[1.0, 2.0], &[], None), None);
        assert_eq!(intraclass(&[1.0, 2.0], &[0, 1], None), None);
        assert_eq!(intraclass(&[1.0, 2.0], &[0, 0], None), None);
        assert_eq!(intraclass(&[1.0, 1.0, 1.0, 1.0], &[0, 0, 1, 1], None), None);
    }
}
