//! Below a chart over time: each arm minus its run without imitation, pair by pair on the same dice, with the zone of what nobody
//! would notice. Runs that share their dice differ in what the arm does and not in their luck, so that the interval is narrow.

use super::axis::{self, Axis, Bare};
use super::font;
use super::page::{Frame, Hang, Page, Stroke, Type};
use crate::experiment::statistics::{Estimate, Kind};
use crate::output::tongue::say;

/// The values of a run at the times drawn, with its replicate.
pub(super) type Run = (u32, Vec<f64>);

/// An arm's differences over time.
pub(super) struct Pair {
    /// The arm's line.
    pub stroke: Stroke,
    /// Times and differences.
    pub path: Vec<(f64, Estimate)>,
}

/// What is told of a strip.
pub(super) struct Scale<'a> {
    /// Percentage points, or the unit of the outcome.
    pub shares: bool,
    /// Title of its axis.
    pub title: &'a str,
    /// What nobody would notice.
    pub negligible: Option<f64>,
    /// The axis reaches at least so far either way: a difference that is nothing does not fill it.
    pub least: f64,
}

/// A panel lower than this, in sizes of its letters, has no room for a strip.
pub(super) const LEAST: f64 = 17.0;
/// Share of a panel's height that a strip takes.
const PART: f64 = 0.3;
/// And the gap above it.
const GAP: f64 = 0.02;

/// The difference at each step over the runs that have a partner; nothing where fewer than two do.
pub(super) fn differences(with: &[Run], without: &[Run]) -> Vec<Estimate> {
    let partner = |(replicate, values): &Run| {
        let (_, other) = without.iter().find(|(other, _)| other == replicate)?;
        Some(values.iter().zip(other).map(|(a, b)| a - b).collect::<Vec<f64>>())
    };
    let pairs: Vec<Vec<f64>> = with.iter().filter_map(partner).collect();
    if pairs.len() < 2 {
        return Vec::new();
    }
    let steps = pairs.iter().map(Vec::len).max().unwrap_or(0);
    let at = |step: usize| Estimate::of(Kind::Signed, pairs.iter().filter_map(|pair| pair.get(step)).copied());
    (0..steps).map(at).collect()
}

/// A cell in two: the panel above, the strip below.
pub(super) fn split(cell: Frame) -> (Frame, Frame) {
    let seam = cell.bottom - cell.height() * PART;
    (Frame { bottom: seam - cell.height() * GAP, ..cell }, Frame { top: seam, ..cell })
}

/// The vertical axis of a strip.
pub(super) fn axis(pairs: &[Pair], scale: &Scale<'_>) -> Axis {
    let ends = pairs.iter().flat_map(|pair| &pair.path).flat_map(|(_, e)| [e.low, e.high]).filter(|v| v.is_finite());
    let reach = scale.negligible.map_or(0.0, |n| n * 1.5).max(scale.least);
    let (low, high) = ends.fold((-reach, reach), |b, v| (b.0.min(v), b.1.max(v)));
    let factor = if scale.shares { 100.0 } else { 1.0 };
    let raw = axis::amounts(low * factor, high * factor, scale.title, 3);
    let ticks = raw.ticks.into_iter().map(|(v, label)| {
        let sign = if v > 1e-12 { "+" } else { "" };
        (v / factor, format!("{sign}{label}"))
    });
    Axis { ends: (raw.ends.0 / factor, raw.ends.1 / factor), ticks: ticks.collect(), own_title: true, ..raw }
}

/// The room that the labels of an axis take.
pub(super) fn label_room(page: &Page, axis: &Axis) -> f64 {
    axis.ticks.iter().map(|(_, label)| font::width(label, page.theme.text, false)).fold(0.0, f64::max)
}

/// Draws a strip; `read` turns a time into the place on the axis.
pub(super) fn draw(
    page: &mut Page,
    frame: Frame,
    (x, y): (&Axis, &Axis),
    pairs: &[Pair],
    scale: &Scale<'_>,
    read: impl Fn(f64) -> f64,
) {
    let theme = *page.theme;
    let plane = axis::draw(page, frame, x, y, Bare::default());
    page.group("negligible");
    if let Some(small) = scale.negligible {
        let edge = |v: f64| [(plane.x.0, v), (plane.x.1, v)];
        plane.band(&edge(-small), &edge(small), theme.grey, 0.2);
    }
    plane.curve(&[(plane.x.0, 0.0), (plane.x.1, 0.0)], Stroke::new(theme.soft, 1.0));
    let shown = |t: f64| read(t) <= plane.x.1 * (1.0 + 1e-9);
    let path = |pair: &Pair, value: fn(&Estimate) -> f64| -> Vec<(f64, f64)> {
        pair.path.iter().filter(|(t, _)| shown(*t)).map(|(t, e)| (read(*t), value(e))).collect()
    };
    page.group("differences");
    for pair in pairs {
        plane.band(&path(pair, |e| e.low), &path(pair, |e| e.high), pair.stroke.colour, 0.16);
    }
    for pair in pairs {
        plane.curve(&path(pair, |e| e.mean), pair.stroke);
    }
    if scale.negligible.is_some() {
        page.halo(true);
        let at = (plane.frame.right - 4.0, plane.at(0.0, y.ends.0).1 - theme.text * 0.6);
        let look = Type { hang: Hang::Right, ..page.quiet() };
        page.text(at, &say!("grey-negligible", "grey: negligible"), look);
        page.halo(false);
    }
}

/// What is taken from what: one arm.
pub(super) fn with_minus_without() -> String {
    say!("with-minus-without", "with minus without imitation, same dice")
}

/// Several arms.
pub(super) fn each_minus_without() -> String {
    say!("each-minus-without", "each minus its run without imitation, same dice")
}

/// Arms beside one that the scenario names.
pub(super) fn minus_that(null: &str) -> String {
    say!("minus-that", [null], "minus that {null}, same dice")
}

/// The sentence that a caption gets.
pub(super) fn said(minus: &str) -> String {
    format!(
        " Below, {minus}: the mean difference between runs that share their dice, with its 95\u{a0}% interval (Student's t over \
         pairs)."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_taken_between_runs_that_share_their_dice() {
        let (with, without) = (
            vec![(0, vec![1.0, 2.0]), (1, vec![3.0, 5.0]), (7, vec![9.0, 9.0])],
            vec![(1, vec![2.0, 2.0]), (0, vec![0.0, 1.0])],
        );
        let found = differences(&with, &without);
        assert_eq!(found.iter().map(|e| (e.mean, e.n)).collect::<Vec<_>>(), [(1.0, 2), (2.0, 2)]);
        assert!(differences(&with, &without[..1]).is_empty());
    }

    #[test]
    fn a_difference_that_is_nothing_does_not_fill_the_axis() {
        let e = Estimate { mean: 0.0, low: -0.001, high: 0.001, n: 9 };
        let stroke = Stroke::new(super::super::colour::Colour::BLACK, 1.0);
        let pair = Pair { stroke, path: vec![(0.0, e)] };
        let scale = Scale { shares: false, title: "", negligible: Some(0.1), least: 0.0 };
        let ends = axis(&[pair], &scale).ends;
        assert!(ends.0 <= -0.15 && ends.1 >= 0.15, "{ends:?}");
    }
}
