//! What is measured of whole people at each sample time: moods, loneliness, closeness, and the same part by part where
//! the scenario names groups.

use super::affect::Affect;
use super::attachment::Attachment;
use super::crew::Crew;
use super::face::{Face, blocks};
use super::loneliness::Lonely;
use super::mood::Mood;
use super::parts::{Parts, part_names};
use super::person::Person;
use super::recording::Record;
use super::sight::Sight;
use super::situation::Situation;
use bevy_ecs::prelude::{Query, Res, ResMut, With};

/// The measures of whole people, with what switches each on.
pub const FEELING_METRICS: [(&str, &str); 5] = [
    ("mood_mean", "mean slow mood at the end [SD]; with [mood]"),
    ("mood_sd", "spread of slow mood at the end [SD]; with [mood]"),
    ("affect_mean", "mean fast affect at the end [SD]; with [mood]"),
    ("loneliness_mean", "mean loneliness at the end, 0 to 1; with [loneliness]"),
    ("closeness_mean", "mean closeness of ties at the end, 0 to 1; with [attachment]"),
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
    let on = on.chain([situation.attachment.is_some()]);
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
    faces: Query<&Face>,
    attachment: Option<Res<Attachment>>,
    parts: Option<Res<Parts>>,
    sight: Res<Sight>,
    crew: Res<Crew>,
    mut record: ResMut<Record>,
) {
    let (mood, affect, lonely) = people.contiguous_iter().expect("people live in one table").next().unwrap_or_default();
    let felt =
        |i: usize| [mood.map_or(0.0, |m| m[i].0), affect.map_or(0.0, |q| q[i].0), lonely.map_or(0.0, |l| l[i].0)];
    let measures = &mut record.feelings;
    measures.clear();
    let [average, affect_mean, lonely_mean] = means(sight.people(), *crew, felt);
    if let Some(mood) = mood {
        let [variance] = means(mood.len(), *crew, |i| [(mood[i].0 - average) * (mood[i].0 - average)]);
        measures.extend([average, variance.sqrt(), affect_mean]);
    }
    measures.extend(lonely.map(|_| lonely_mean));
    if attachment.is_some() {
        let [closeness] = means(sight.network.ties(), *crew, |slot| [f64::from(sight.closeness.get(slot))]);
        measures.push(closeness);
    }
    let Some(parts) = parts else { return };
    let reached = reached(&faces, &parts, sight.people());
    for (members, reached) in parts.0.iter().zip(reached) {
        measures.extend(reached);
        let means = means_of(members, felt);
        let is_on = [mood.is_some(), affect.is_some(), lonely.is_some()];
        measures.extend(means.into_iter().zip(is_on).filter(|(_, is_on)| *is_on).map(|(mean, _)| mean));
    }
}

/// By part and expression: the share of members who have expressed it.
fn reached(faces: &Query<&Face>, parts: &Parts, people: usize) -> Vec<Vec<f64>> {
    let mut shares: Vec<Vec<(usize, f64)>> = vec![Vec::new(); parts.0.len()];
    for table in faces.contiguous_iter().expect("faces live in tables") {
        for (expression, rows) in blocks(table, people) {
            let face = &table[rows];
            for (shares, members) in shares.iter_mut().zip(&parts.0) {
                let count: u64 = members.iter().map(|&i| u64::from(face[i as usize].has(Face::EXPRESSED))).sum();
                shares.push((expression, count as f64 / members.len() as f64));
            }
        }
    }
    let in_order = |mut shares: Vec<(usize, f64)>| {
        shares.sort_by_key(|(expression, _)| *expression);
        shares.into_iter().map(|(_, share)| share).collect()
    };
    shares.into_iter().map(in_order).collect()
}

/// Numbers that are added up one after the other; sums of such blocks are added up in order. So a long sum need not wait
/// for one addition after the other, nor for one thread, and is the same whoever adds.
const BLOCK: usize = 32_768;

/// Blocks at a time.
const ABREAST: usize = 4;

/// The means of several numbers that each of so many have.
fn means<const N: usize>(count: usize, crew: Crew, values: impl Fn(usize) -> [f64; N] + Sync) -> [f64; N] {
    let firsts: Vec<usize> = (0..count).step_by(BLOCK).collect();
    let of_blocks = |firsts: &[usize]| firsts.chunks(ABREAST).flat_map(|f| sums(f, count, &values)).collect::<Vec<_>>();
    let parts = crew.from_rows(ABREAST).gather(&firsts[..], |_, firsts| of_blocks(firsts));
    parts.into_iter().flatten().fold([-0.0; N], plus).map(|sum| sum / count.max(1) as f64)
}

/// The sums of blocks that begin there, side by side.
fn sums<const N: usize>(firsts: &[usize], count: usize, values: impl Fn(usize) -> [f64; N]) -> Vec<[f64; N]> {
    if let &[a, b, c, d] = firsts
        && d + BLOCK <= count
    {
        let add = |sums: [[f64; N]; ABREAST], i: usize| {
            [(0, a), (1, b), (2, c), (3, d)].map(|(block, first)| plus(sums[block], values(first + i)))
        };
        return (0..BLOCK).fold([[-0.0; N]; ABREAST], add).to_vec();
    }
    let block = |&first: &usize| (first..count.min(first + BLOCK)).fold([-0.0; N], |sum, i| plus(sum, values(i)));
    firsts.iter().map(block).collect()
}

#[inline]
fn plus<const N: usize>(a: [f64; N], b: [f64; N]) -> [f64; N] {
    std::array::from_fn(|i| a[i] + b[i])
}

/// NaN of nobody.
fn means_of<const N: usize>(members: &[u32], values: impl Fn(usize) -> [f64; N]) -> [f64; N] {
    let sums = members.iter().fold([-0.0; N], |sums, &i| plus(sums, values(i as usize)));
    sums.map(|sum| sum / members.len() as f64)
}
