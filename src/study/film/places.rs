//! Where everybody stands: on seats, by their ties, or in circles of those who belong together.

use super::Wish;
use crate::scenario::Picture;
use crate::study::explore::Crowd;
use std::collections::BTreeMap;

/// Places on a stage of some width and height.
#[derive(Clone, Debug)]
pub(super) struct Places {
    pub(super) at: Vec<(f64, f64)>,
    pub(super) radius: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) shown: Picture,
}

/// The angle that puts seeds of a sunflower beside each other.
const TURN: f64 = 2.399_963_229_728_653;

/// How people can be shown, what is wished first.
pub(super) fn fitting(crowd: &Crowd, wish: &Wish<'_>) -> Picture {
    let told = wish.scenario.explore.iter().flat_map(|explore| explore.pictures.iter());
    let told = told.filter_map(|word| Picture::named(word));
    let can = |picture: &Picture| match picture {
        Picture::Seats => crowd.seats,
        Picture::Network => !crowd.x.is_empty() && !crowd.seats,
        Picture::Groups => true,
    };
    wish.picture.into_iter().chain(told).chain(Picture::ALL).find(can).unwrap_or(Picture::Groups)
}

impl Places {
    pub(super) fn of(crowd: &Crowd, picture: &Picture, width: f64) -> Self {
        match picture {
            Picture::Groups => in_groups(crowd, width),
            other => where_they_are(crowd, *other, width),
        }
    }
}

fn where_they_are(crowd: &Crowd, shown: Picture, width: f64) -> Places {
    let ends = |values: &[f32]| {
        let fold = |(low, high): (f64, f64), value: &f32| (low.min(f64::from(*value)), high.max(f64::from(*value)));
        values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), fold)
    };
    let ((left, right), (top, bottom)) = (ends(&crowd.x), ends(&crowd.y));
    let (across, down) = ((right - left).max(1e-9), (bottom - top).max(1e-9));
    let mut columns = crowd.x.clone();
    columns.sort_by(f32::total_cmp);
    columns.dedup();
    let radius = match shown {
        Picture::Seats => (width / (columns.len() as f64 + 0.4) * 0.3).max(1.5),
        _ => (width * 0.22 / (crowd.people as f64).sqrt()).clamp(1.6, 11.0),
    };
    let margin = (radius * 2.4).max(12.0);
    let scale = (width - 2.0 * margin) / across;
    let tall = (down * scale).min(width * 0.95);
    let front = if shown == Picture::Seats { 22.0 } else { 0.0 };
    let x = |value: f32| margin + (f64::from(value) - left) * scale;
    let y = |value: f32| front + margin + (f64::from(value) - top) / down * tall;
    let at = crowd.x.iter().zip(&crowd.y).map(|(a, b)| (x(*a), y(*b))).collect();
    Places { at, radius, width, height: tall + 2.0 * margin + front, shown }
}

/// Group by group, each a sunflower; one large one where there are no groups.
fn in_groups(crowd: &Crowd, width: f64) -> Places {
    let mut groups = BTreeMap::<u32, Vec<usize>>::new();
    for who in 0..crowd.people {
        groups.entry(crowd.block.get(who).copied().unwrap_or(0)).or_default().push(who);
    }
    let scattered = groups.len() > 1 && groups.len() > crowd.people / 2;
    let lists: Vec<Vec<usize>> =
        if scattered { vec![(0..crowd.people).collect()] } else { groups.into_values().collect() };
    let biggest = lists.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let alone = lists.len() == 1;
    let columns = if alone { 1 } else { (lists.len() as f64 * 1.7).sqrt().ceil() as usize };
    let (cell, flat) = (width / columns as f64, if alone { 0.62 } else { 1.0 });
    let high = cell * flat;
    let spread = cell / 2.0 * 0.88 / biggest.sqrt();
    let mut at = vec![(0.0, 0.0); crowd.people];
    for (place, list) in lists.iter().enumerate() {
        let middle = (((place % columns) as f64 + 0.5) * cell, ((place / columns) as f64 + 0.5) * high);
        let inward = if list.len() == 1 { 0.0 } else { 1.0 };
        for (seed, who) in list.iter().enumerate() {
            let (far, turn) = (spread * (seed as f64 + 0.5).sqrt() * inward, seed as f64 * TURN);
            at[*who] = (middle.0 + far * turn.cos(), middle.1 + far * turn.sin() * flat);
        }
    }
    let rows = lists.len().div_ceil(columns) as f64;
    Places { at, radius: (spread * 0.62).clamp(1.0, 12.0), width, height: rows * high, shown: Picture::Groups }
}
