//! What is measured of whole people at each sample time: moods, loneliness, closeness, and the same part by part where
//! the scenario names groups.

use super::affect::Affect;
use super::attachment::Attachment;
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
    mut record: ResMut<Record>,
) {
    let (mood, affect, lonely) = people.contiguous_iter().expect("people live in one table").next().unwrap_or_default();
    let measures = &mut record.feelings;
    measures.clear();
    if let (Some(mood), Some(affect)) = (mood, affect) {
        let average = mean(mood.iter().map(|m| m.0));
        let variance = mean(mood.iter().map(|m| (m.0 - average) * (m.0 - average)));
        measures.extend([average, variance.sqrt(), mean(affect.iter().map(|q| q.0))]);
    }
    if let Some(lonely) = lonely {
        measures.push(mean(lonely.iter().map(|l| l.0)));
    }
    if attachment.is_some() {
        measures.push(mean((0..sight.network.ties()).map(|slot| f64::from(sight.closeness.get(slot)))));
    }
    let Some(parts) = parts else { return };
    let reached = reached(&faces, &parts, sight.people());
    for (members, reached) in parts.0.iter().zip(reached) {
        measures.extend(reached);
        measures.extend(mood.map(|m| mean_of(members, |i| m[i].0)));
        measures.extend(affect.map(|q| mean_of(members, |i| q[i].0)));
        measures.extend(lonely.map(|l| mean_of(members, |i| l[i].0)));
    }
}

/// By part and expression: the share of members who have expressed it.
fn reached(faces: &Query<&Face>, parts: &Parts, people: usize) -> Vec<Vec<f64>> {
    let mut shares: Vec<Vec<(usize, f64)>> = vec![Vec::new(); parts.0.len()];
    for table in faces.contiguous_iter().expect("faces live in tables") {
        for (expression, rows) in blocks(table, people) {
            let face = &table[rows];
            for (shares, members) in shares.iter_mut().zip(&parts.0) {
                let share = mean_of(members, |i| f64::from(u8::from(face[i].has(Face::EXPRESSED))));
                shares.push((expression, share));
            }
        }
    }
    let in_order = |mut shares: Vec<(usize, f64)>| {
        shares.sort_by_key(|(expression, _)| *expression);
        shares.into_iter().map(|(_, share)| share).collect()
    };
    shares.into_iter().map(in_order).collect()
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len().max(1) as f64;
    values.sum::<f64>() / count
}

/// NaN of nobody.
fn mean_of(members: &[u32], value: impl Fn(usize) -> f64) -> f64 {
    members.iter().map(|&i| value(i as usize)).sum::<f64>() / members.len() as f64
}
