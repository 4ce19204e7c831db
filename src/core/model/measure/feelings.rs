//! What is measured of whole people at each sample time: moods, loneliness, closeness, and the same part by part where
//! the scenario names groups.

use crate::model::engine::halo::{Halo, in_order};
use crate::model::engine::threads::Threads;
use crate::model::engine::view::Sight;
use crate::model::measure::groups::{Parts, part_names};
use crate::model::measure::record::Record;
use crate::model::mechanism::attachment::Attachment;
use crate::model::mechanism::feeling::Affect;
use crate::model::mechanism::feeling::Mood;
use crate::model::mechanism::loneliness::Lonely;
use crate::model::mechanism::selection::Selection;
use crate::model::person::Person;
use crate::model::situation::Situation;
use bevy_ecs::prelude::{Query, Res, ResMut, With};

/// The measures of whole people, with what switches each on.
pub const FEELING_METRICS: [(&str, &str); 6] = [
    ("mood_mean", "mean slow mood at the end [SD]; with [mood]"),
    ("mood_sd", "spread of slow mood at the end [SD]; with [mood]"),
    ("affect_mean", "mean fast affect at the end [SD]; with [mood]"),
    ("loneliness_mean", "mean loneliness at the end, 0 to 1; with [loneliness]"),
    ("closeness_mean", "mean closeness of ties at the end, 0 to 1; with [attachment]"),
    ("ties_mean", "mean number of ties that a person has at the end; with [selection]"),
];

/// The measures of each part, G being a group's name or `others`.
pub const PART_METRICS: [(&str, &str); 4] = [
    ("X_reach.G", "share of the people of group G, or of all in no group (`others`), who have expressed X"),
    ("mood_mean.G", "mean slow mood of group G or of the others at the end [SD]; with [mood]"),
    ("affect_mean.G", "mean fast affect of group G or of the others at the end [SD]; with [mood]"),
    ("loneliness_mean.G", "mean loneliness of group G or of the others at the end; with [loneliness]"),
];

/// The measures that are on in a situation, those of everyone first.
pub fn feeling_names(situation: &Situation) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let on = [situation.mood.is_some(); 3].into_iter().chain([situation.loneliness.is_some()]);
    let on = on.chain([situation.attachment.is_some(), situation.selection.is_some()]);
    names.extend(FEELING_METRICS.iter().zip(on).filter(|(_, on)| *on).map(|(metric, _)| metric.0.to_owned()));
    for part in part_names(situation) {
        names.extend(situation.expressions.iter().map(|e| format!("{}_reach.{part}", e.name)));
        if situation.mood.is_some() {
            names.extend([format!("mood_mean.{part}"), format!("affect_mean.{part}")]);
        }
        if situation.loneliness.is_some() {
            names.push(format!("loneliness_mean.{part}"));
        }
    }
    names
}

/// What a person may feel.
type Felt<'a> = (Option<&'a Mood>, Option<&'a Affect>, Option<&'a Lonely>);

/// Measures everyone, then each part, in the order of [`feeling_names`].
pub fn measure(
    people: Query<Felt, With<Person>>,
    (attachment, selection): (Option<Res<Attachment>>, Option<Res<Selection>>),
    parts: Option<Res<Parts>>,
    sight: Res<Sight>,
    threads: Res<Threads>,
    mut record: ResMut<Record>,
    mut halo: Option<ResMut<Halo>>,
) {
    let (mood, affect, lonely) = people.contiguous_iter().expect("people live in one table").next().unwrap_or_default();
    let felt =
        |i: usize| [mood.map_or(0.0, |m| m[i].0), affect.map_or(0.0, |q| q[i].0), lonely.map_or(0.0, |l| l[i].0)];
    let measures = &mut record.feelings;
    measures.clear();
    let mut halo = halo.as_deref_mut();
    let [average, affect_mean, lonely_mean] = means(sight.people(), *threads, halo.as_deref_mut(), felt);
    if let Some(mood) = mood {
        let square = |i: usize| [(mood[i].0 - average) * (mood[i].0 - average)];
        let [variance] = means(mood.len(), *threads, halo.as_deref_mut(), square);
        measures.extend([average, variance.sqrt(), affect_mean]);
    }
    measures.extend(lonely.map(|_| lonely_mean));
    if attachment.is_some() {
        let ties = sight.network.ties();
        let [closeness] = match sight.seen.closeness() {
            Some(w) => means(ties, *threads, None, |_| [f64::from(w)]),
            None => means(ties, *threads, None, |slot| [f64::from(sight.seen.each()[slot].closeness)]),
        };
        measures.push(closeness);
    }
    measures.extend(selection.map(|selection| selection.mean_ties()));
    let Some(parts) = parts else { return };
    for ((members, reached), &size) in parts.members.iter().zip(&parts.reached).zip(&parts.sizes) {
        measures.extend(reached.iter().map(|&count| count as f64 / size as f64));
        let means = means_of(members, size, halo.as_deref_mut(), felt);
        let is_on = [mood.is_some(), affect.is_some(), lonely.is_some()];
        measures.extend(means.into_iter().zip(is_on).filter(|(_, is_on)| *is_on).map(|(mean, _)| mean));
    }
}

/// Numbers that are added up one after the other; sums of such blocks are added up in order. So a long sum need not wait
/// for one addition after the other, nor for one thread, and is the same whoever adds.
const BLOCK: usize = 32_768;

/// Blocks at a time.
const ABREAST: usize = 4;

/// Fewest blocks that are worth a thread.
const LEAST: usize = 2;

/// The means of several numbers that each of so many have.
fn means<const N: usize>(
    count: usize,
    threads: Threads,
    halo: Option<&mut Halo>,
    values: impl Fn(usize) -> [f64; N] + Sync,
) -> [f64; N] {
    if let Some(halo) = halo {
        return means_over_parts(count, halo, values);
    }
    let firsts: Vec<usize> = (0..count).step_by(BLOCK).collect();
    let of_blocks = |firsts: &[usize]| firsts.chunks(ABREAST).flat_map(|f| sums(f, count, &values)).collect::<Vec<_>>();
    let parts = threads.for_long_rows(LEAST).gather(&firsts[..], |_, firsts| of_blocks(firsts));
    let mut all = [-0.0; N];
    parts.into_iter().flatten().for_each(|sum| add(&mut all, sum));
    all.map(|sum| sum / count.max(1) as f64)
}

/// The same over all parts of a network: each goes on where the one before it ended, perhaps amid a block.
fn means_over_parts<const N: usize>(own: usize, halo: &mut Halo, values: impl Fn(usize) -> [f64; N]) -> [f64; N] {
    let (first, count) = (halo.part.first(), halo.part.population());
    // Sums of whole blocks, and of the one that is begun.
    let sums = halo.relay(vec![-0.0; 2 * N], &mut |sums| {
        let (all, block) = sums.split_at_mut(N);
        for i in 0..own {
            add(block, values(i));
            if (first + i + 1).is_multiple_of(BLOCK) {
                all.iter_mut().zip(&*block).for_each(|(all, block)| *all += block);
                block.fill(-0.0);
            }
        }
    });
    let mean = |of: usize| {
        let rest = if count.is_multiple_of(BLOCK) { -0.0 } else { sums[N + of] };
        (sums[of] + rest) / count.max(1) as f64
    };
    std::array::from_fn(mean)
}

/// The sums of blocks that begin there, side by side.
fn sums<const N: usize>(firsts: &[usize], count: usize, values: impl Fn(usize) -> [f64; N]) -> Vec<[f64; N]> {
    let mut sums = [[-0.0; N]; ABREAST];
    let whole = match firsts.last() {
        Some(&last) if firsts.len() == ABREAST && last + BLOCK <= count => BLOCK,
        _ => 0,
    };
    for i in 0..whole {
        for (sum, first) in sums.iter_mut().zip(firsts) {
            add(sum, values(first + i));
        }
    }
    // Of the last few, one after the other.
    for (sum, &first) in sums.iter_mut().zip(firsts) {
        (first + whole..count.min(first + BLOCK)).for_each(|i| add(sum, values(i)));
    }
    sums[..firsts.len()].to_vec()
}

#[inline]
fn add<const N: usize>(sum: &mut [f64], values: [f64; N]) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum += value;
    }
}

/// NaN of nobody. `size`: how many members there are in all parts of the network.
fn means_of<const N: usize>(
    members: &[u32],
    size: u64,
    halo: Option<&mut Halo>,
    values: impl Fn(usize) -> [f64; N],
) -> [f64; N] {
    let own = |sums: &mut [f64; N]| members.iter().for_each(|&i| add(sums, values(i as usize)));
    in_order(halo, [-0.0; N], own).map(|sum| sum / size as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroUsize;

    #[test]
    fn long_sums_are_the_same_whoever_adds_and_short_ones_are_plain() {
        for count in [0, 1, 1000, BLOCK, 3 * BLOCK + 7, 9 * BLOCK + 1] {
            let value = |i: usize| (i as f64 * 0.618).fract() - 0.25;
            let threads = Threads::new(NonZeroUsize::new(3).expect("some"));
            let alone = means(count, Threads::ALONE, None, |i| [value(i), -value(i)]);
            assert_eq!(alone, means(count, threads, None, |i| [value(i), -value(i)]), "{count}");
            let plain = (0..count).map(value).sum::<f64>() / count.max(1) as f64;
            assert!((alone[0] - plain).abs() < 1e-12 && alone[1] == -alone[0], "{count}: {} {plain}", alone[0]);
            assert!(count > BLOCK || alone[0] == plain, "{count}");
        }
    }
}
