//! Few runs are drawn one by one: a dot each, joined to the run on the same dice in the row below.

use super::{Spread, across, median};
use crate::experiment::statistics::quantile;
use crate::output::chart::axis::{self, Axis, Bare};
use crate::output::chart::outcomes::Outcome;
use crate::output::chart::page::{Frame, Page, Plane, Stroke};
use crate::output::chart::{Look, Table, curves, words};
use std::collections::BTreeMap;

/// An axis of moods shows at least this much either way \[SD\]: a difference that is nothing does not fill it.
const NATURAL: f64 = 0.5;

pub(super) fn rows(page: &mut Page, look: &Look, spreads: &[Spread], outcome: &Outcome) {
    let text = look.theme.text;
    let foot = look.theme.leading(text) * 2.0 + 4.0;
    let cells = page.body.inset(text, 0.0, text, foot).cells(spreads.len().max(1), 1, (0.0, text * 0.8));
    let x = along(spreads, outcome);
    let mut planes = Vec::new();
    for (index, (spread, cell)) in spreads.iter().zip(&cells).enumerate() {
        let last = index + 1 == spreads.len();
        let y = Axis { ends: (0.0, 1.0), title: words::arm_label(spread.point), ..Axis::default() };
        let below = if last { foot } else { 6.0 };
        let cell = Frame { bottom: cell.bottom + below, ..*cell };
        planes.push(axis::draw(page, cell, &x, &y, Bare { x: !last, y: true }));
    }
    let places: Vec<_> =
        spreads.iter().zip(&planes).map(|(spread, plane)| heaped(plane, spread, text * 0.24)).collect();
    page.group("pairs");
    for (two, spread) in places.windows(2).zip(spreads) {
        let fine = Stroke::new(spread.stroke.colour.mix(look.theme.ground, 0.35), 0.7).faded(0.6);
        for (replicate, from) in &two[0] {
            if let Some(to) = two[1].get(replicate) {
                page.line(&[*from, *to], fine);
            }
        }
    }
    for ((spread, plane), places) in spreads.iter().zip(&planes).zip(&places) {
        if spread.values.is_empty() {
            curves::empty(page, plane.frame, &super::nothing_finished());
            continue;
        }
        page.group("runs");
        places.values().for_each(|at| page.dot(*at, text * 0.24, spread.stroke.colour));
        median(page, plane, spread, outcome);
    }
}

/// The axis that all rows share.
fn along(spreads: &[Spread], outcome: &Outcome) -> Axis {
    let all = || spreads.iter().flat_map(|spread| spread.values.iter().copied());
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
    if outcome.signed {
        return axis::amounts(low.min(-NATURAL), high.max(NATURAL), &outcome.title, 8);
    }
    let margin = (high - low).max(if outcome.share { 0.02 } else { 1.0 }) * 0.06;
    across(outcome, (low - margin).max(0.0), if outcome.share { (high + margin).min(1.0) } else { high + margin })
}

/// Where each run's dot stands: runs of nearly the same value stand on each other.
fn heaped(plane: &Plane, spread: &Spread, radius: f64) -> BTreeMap<u32, (f64, f64)> {
    let wide = 2.0 * radius + 0.5;
    let column = |value: f64| ((plane.at(value, 0.0).0 - plane.frame.left) / wide).round() as i64;
    let mut heights: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, value) in &spread.runs {
        *heights.entry(column(*value)).or_default() += 1;
    }
    let highest = heights.values().copied().max().unwrap_or(1) as f64;
    // Room is left at the top for the median's label.
    let step = wide.min((plane.frame.height() - radius * 8.0).max(radius) / highest);
    let mut level: BTreeMap<i64, usize> = BTreeMap::new();
    let place = |(replicate, value): &(u32, f64)| {
        let level = level.entry(column(*value)).or_default();
        let at = (plane.at(*value, 0.0).0, plane.frame.bottom - radius - 2.0 - step * *level as f64);
        *level += 1;
        (*replicate, at)
    };
    spread.runs.iter().map(place).collect()
}

/// One row a run: it is from its value to its value.
pub(super) fn table(spreads: &[Spread]) -> Table {
    let mut table = Table::new(&["arm", "runs", "median", "from", "to", "share_of_runs", "replicate"]);
    for spread in spreads {
        let runs = spread.runs.len();
        for (replicate, value) in &spread.runs {
            table.row(vec![
                spread.point.arm.as_str().into(),
                runs.into(),
                quantile(&spread.values, 0.5).into(),
                (*value).into(),
                (*value).into(),
                (1.0 / runs.max(1) as f64).into(),
                (*replicate as usize).into(),
            ]);
        }
    }
    table
}
