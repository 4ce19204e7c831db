//! Many runs: a hill where they lie, a box about their middle, and the runs as dots that fall from it.

use super::{Spread, across, median, nothing_finished};
use crate::experiment::statistics::quantile;
use crate::output::chart::axis::{self, Axis, Bare};
use crate::output::chart::density::density;
use crate::output::chart::input::Results;
use crate::output::chart::outcomes::Outcome;
use crate::output::chart::page::{Frame, Page, Plane, Stroke};
use crate::output::chart::{Look, Table, curves, words};
use crate::output::tongue::say;

/// A row from below: the dots, the box, the hill; above it there is room for a label.
const RAIN: (f64, f64) = (0.02, 0.30);
const BOX: (f64, f64) = (0.36, 0.46);
const HILL: (f64, f64) = (0.50, 0.84);

/// Dots of a row; of more runs a dot stands for several.
const DOTS: usize = 200;

/// Values that a hill needs: of fewer it would show what is between them, where nothing is.
const DISTINCT: usize = 4;

/// So many times as high a hill presses others flat.
const FLAT: f64 = 2.5;

/// What is drawn of each row.
pub(super) struct Clouds {
    /// Where runs lie, row by row; empty where they take too few values.
    hills: Vec<Vec<(f64, f64)>>,
    /// The height of the highest hill of the arms, and of the run without imitation.
    heights: [f64; 2],
    /// Runs in a dot.
    in_a_dot: usize,
}

impl Clouds {
    pub(super) fn new(results: &Results, spreads: &[Spread], outcome: &Outcome) -> Self {
        // Shares come in whole people.
        let grain = if outcome.share { 0.6 / results.facts.size.max(1) as f64 } else { 1e-9 };
        let hill = |spread: &Spread| match distinct(&spread.values) {
            // No hill where no run can be: no time is longer than a run lasts.
            DISTINCT.. => density(&spread.values, grain, outcome.sample(results, spread.point.index).possible()),
            _ => Vec::new(),
        };
        let hills: Vec<Vec<(f64, f64)>> = spreads.iter().map(hill).collect();
        let most = spreads.iter().map(|spread| spread.values.len()).max().unwrap_or(0);
        Self { heights: heights(spreads, &hills), hills, in_a_dot: most.div_ceil(DOTS).max(1) }
    }

    /// How to read the picture.
    pub(super) fn reading(&self, runs: usize) -> String {
        let [arms, null] = self.heights;
        let own = if null > arms { say!("own-scale", "; the grey hill has a scale of its own") } else { String::new() };
        let dot = match self.in_a_dot {
            1 => say!("a-dot-is-a-run", "a dot is a run"),
            n => say!("a-dot-is-runs", [n, told = words::runs(n)], "a dot is {told}"),
        };
        let (n, told) = (runs, words::runs(runs));
        say!(
            "hill-and-box",
            [n, told, dot, own],
            "the hill shows where the {told} lie, the box their middle half, the whisker their middle 90\u{a0}%; {dot}; the line marks the median{own}"
        )
    }

    pub(super) fn rows(&self, page: &mut Page, look: &Look, spreads: &[Spread], outcome: &Outcome) {
        let text = look.theme.text;
        let foot = look.theme.leading(text) * 2.0 + 4.0;
        let cells = page.body.inset(text, 0.0, text, foot).cells(spreads.len().max(1), 1, (0.0, text * 0.8));
        let x = self.along(spreads, outcome);
        for (index, (spread, cell)) in spreads.iter().zip(&cells).enumerate() {
            let last = index + 1 == spreads.len();
            let y = Axis { ends: (0.0, 1.0), title: words::arm_label(spread.point), ..Axis::default() };
            let cell = Frame { bottom: cell.bottom + if last { foot } else { 6.0 }, ..*cell };
            let plane = axis::draw(page, cell, &x, &y, Bare { x: !last, y: true });
            if spread.values.is_empty() {
                curves::empty(page, plane.frame, &nothing_finished());
                continue;
            }
            self.hill(page, &plane, index, spread);
            of_the_middle(page, &plane, spread);
            self.rain(page, &plane, spread);
            median(page, &plane, spread, outcome);
        }
    }

    /// The axis that all rows share.
    fn along(&self, spreads: &[Spread], outcome: &Outcome) -> Axis {
        let hills = self.hills.iter().flatten().map(|point| point.0);
        let all = hills.chain(spreads.iter().flat_map(|spread| spread.values.iter().copied()));
        let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |b, v| (b.0.min(v), b.1.max(v)));
        let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
        if outcome.signed { outcome.axis(low, high, 8) } else { across(outcome, low, high) }
    }

    fn hill(&self, page: &mut Page, plane: &Plane, index: usize, spread: &Spread) {
        let curve = &self.hills[index];
        let top = self.heights[usize::from(spread.point.null)].max(1e-12);
        let up = |height: f64| HILL.0 + (HILL.1 - HILL.0) * height / top;
        let edge: Vec<(f64, f64)> = curve.iter().map(|&(value, height)| (value, up(height))).collect();
        let (Some(first), Some(last)) = (edge.first(), edge.last()) else { return };
        page.group("hill");
        let line: Vec<(f64, f64)> = edge.iter().map(|&(value, height)| plane.at(value, height)).collect();
        let foot = [plane.at(last.0, HILL.0), plane.at(first.0, HILL.0)];
        page.area(&[&line[..], &foot[..]].concat(), spread.stroke.colour, 0.3);
        page.line(&line, Stroke { width: page.theme.line * 0.75, dash: "", ..spread.stroke });
    }

    fn rain(&self, page: &mut Page, plane: &Plane, spread: &Spread) {
        let radius = page.theme.text * 0.16;
        page.group("runs");
        for (x, level) in self.heap(plane, spread, radius) {
            let y = plane.at(0.0, RAIN.1).1 + radius + level;
            page.dot((x, y), radius, spread.stroke.colour);
        }
    }

    /// Where dots stand along the axis, and how far below the first row: those of nearly the same value below each other, closer where
    /// they are many.
    fn heap(&self, plane: &Plane, spread: &Spread, radius: f64) -> Vec<(f64, f64)> {
        let wide = 2.0 * radius + 0.4;
        let column = |value: f64| ((plane.at(value, 0.0).0 - plane.frame.left) / wide).round() as i64;
        let columns: Vec<i64> = self.dots(spread).map(column).collect();
        let highest = columns.chunk_by(|a, b| a == b).map(<[i64]>::len).max().unwrap_or(1) as f64;
        let room = plane.at(0.0, RAIN.0).1 - plane.at(0.0, RAIN.1).1 - 2.0 * radius;
        let step = wide.min((room / (highest - 1.0).max(1.0)).max(0.0));
        let levels =
            columns.chunk_by(|a, b| a == b).flat_map(|stack| (0..stack.len()).map(|level| level as f64 * step));
        let places = columns.iter().map(|column| plane.frame.left + *column as f64 * wide);
        places.zip(levels).collect()
    }

    /// The values of the dots in ascending order: each the middle one of the runs that it stands for.
    fn dots<'a>(&self, spread: &'a Spread) -> impl Iterator<Item = f64> + 'a {
        spread.values.chunks(self.in_a_dot).map(|runs| runs[runs.len() / 2])
    }

    /// What is drawn: of each arm its levels, its dots and its hill.
    pub(super) fn table(&self, spreads: &[Spread]) -> Table {
        let mut table = Table::new(&["arm", "runs", "what", "value", "height"]);
        for (spread, hill) in spreads.iter().zip(&self.hills) {
            let mut row = |what: &str, value: f64, height: f64| {
                let arm = spread.point.arm.as_str();
                table.row(vec![arm.into(), spread.values.len().into(), what.into(), value.into(), height.into()]);
            };
            if spread.values.is_empty() {
                continue;
            }
            for (what, share) in [("q05", 0.05), ("q25", 0.25), ("median", 0.5), ("q75", 0.75), ("q95", 0.95)] {
                row(what, quantile(&spread.values, share), f64::NAN);
            }
            self.dots(spread).for_each(|value| row("dot", value, f64::NAN));
            hill.iter().for_each(|&(value, height)| row("hill", value, height));
        }
        table
    }
}

fn distinct(sorted: &[f64]) -> usize {
    sorted.chunk_by(|a, b| a == b).count()
}

/// The highest hill of the arms and that of the run without imitation: the same, unless the latter's runs are so much alike that its
/// hill would press the others flat.
fn heights(spreads: &[Spread], hills: &[Vec<(f64, f64)>]) -> [f64; 2] {
    let of = |null: bool| {
        let mine = spreads.iter().zip(hills).filter(|(spread, _)| spread.point.null == null);
        mine.flat_map(|(_, hill)| hill.iter().map(|point| point.1)).fold(0.0, f64::max)
    };
    let (arms, null) = (of(false), of(true));
    if arms > 0.0 && null > FLAT * arms { [arms, null] } else { [arms.max(null); 2] }
}

/// The box of the middle half of the runs, and a whisker over their middle 90 %.
fn of_the_middle(page: &mut Page, plane: &Plane, spread: &Spread) {
    let theme = *page.theme;
    let at = |share: f64| plane.at(quantile(&spread.values, share), 0.0).0;
    let [top, bottom] = [BOX.1, BOX.0].map(|y| plane.at(0.0, y).1);
    let middle = f64::midpoint(top, bottom);
    page.group("box");
    page.line(&[(at(0.05), middle), (at(0.95), middle)], Stroke::new(spread.stroke.colour, theme.line));
    let (left, right) = (at(0.25), at(0.75).max(at(0.25) + 2.0));
    page.fill(Frame::new(left, top, right, bottom), spread.stroke.colour, 1.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::chart::colour::Colour;
    use crate::output::chart::input::Point;

    #[test]
    fn dots_stand_for_all_runs_and_no_hill_is_made_of_two_values() {
        let point = Point::default();
        let runs: Vec<(u32, f64)> = (0..1000).map(|run| (run, f64::from(run % 2))).collect();
        let mut values: Vec<f64> = runs.iter().map(|run| run.1).collect();
        values.sort_by(f64::total_cmp);
        let spread = Spread { point: &point, stroke: Stroke::new(Colour::BLACK, 1.0), values, runs };
        let clouds = Clouds::new(&Results::default(), &[spread], &Outcome::default());
        assert_eq!(clouds.in_a_dot, 5);
        assert!(clouds.hills[0].is_empty());
    }
}
