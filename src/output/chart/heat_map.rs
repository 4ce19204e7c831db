//! `heat-map`: the mean of an outcome over two varied keys, as colours with labelled contours.

use super::axis::{self, Axis, Bare};
use super::colour::{Colour, viridis};
use super::contours;
use super::input::{Point, Results};
use super::outcomes::Outcome;
use super::page::{Frame, Hang, Page, Plane, Stroke, Type};
use super::sweep::{self, Dimension, Spot};
use super::words::{self, arm_alone};
use super::{Chart, Figure, Look, MadeOf, Table, curves};
use crate::output::tongue::say;

/// Colours with contours.
pub(super) const HEAT_MAP: Chart = Chart {
    name: "heat-map",
    made_of: MadeOf::Design,
    shows: "the mean of an outcome over two varied keys, as colours with labelled contours; one map an arm",
    needs: "a sweep over every combination of two keys",
    applies: |results| layout(results).is_some() && Outcome::of(results).is_some(),
    usual: |results| layout(results).is_some_and(|(x, y)| x.values.len() >= 4 && y.values.len() >= 4),
    draw,
};

/// Maps that a page can hold.
const MOST_MAPS: usize = 4;
/// Contours between the lowest and the highest mean.
const CONTOURS: usize = 6;
/// Ticks along an axis.
const TICKS: usize = 10;

/// The two keys, where every combination of them was run.
fn layout(results: &Results) -> Option<(Dimension, Dimension)> {
    let mut dimensions = sweep::dimensions(results);
    if dimensions.len() != 2 || results.facts.design != "grid" {
        return None;
    }
    let x = dimensions.remove(sweep::along(&dimensions));
    Some((x, dimensions.remove(0)))
}

/// One arm's means, cell by cell.
struct Map<'a> {
    label: String,
    /// The arm as tables write it.
    arm: String,
    null: bool,
    /// Place along x, place along y, what is known there.
    cells: Vec<(usize, usize, Spot<'a>)>,
}

fn maps<'a>(results: &'a Results, outcome: &Outcome, x: &Dimension, y: &Dimension) -> Vec<Map<'a>> {
    let mut maps: Vec<(&str, Map)> = Vec::new();
    for point in &results.points {
        let (Some(across), Some(up)) = (x.place(point), y.place(point)) else { continue };
        let value = outcome.estimate(results, point.index);
        if value.n == 0 {
            continue;
        }
        let cell = (across, up, Spot { place: across, point, value });
        match maps.iter_mut().find(|(arm, _)| *arm == point.arm) {
            Some((_, map)) => map.cells.push(cell),
            None => {
                let map = Map { label: arm_alone(point), arm: point.arm.clone(), null: point.null, cells: vec![cell] };
                maps.push((&point.arm, map));
            }
        }
    }
    maps.into_iter().map(|(_, map)| map).collect()
}

fn draw(results: &Results, look: &Look) -> Figure {
    let empty = || Dimension::new("", &results.facts, &[]);
    let nowhere = || (empty(), empty());
    let (x, y) = layout(results).unwrap_or_else(nowhere);
    let outcome = Outcome::of(results).unwrap_or_default();
    let maps = maps(results, &outcome, &x, &y);
    let (own, null): (Vec<&Map>, Vec<&Map>) = maps.iter().partition(|map| !map.null);
    let own: Vec<&Map> = own.into_iter().take(MOST_MAPS).collect();
    let spots = || maps.iter().flat_map(|map| map.cells.iter().map(|cell| cell.2));
    let runs = sweep::runs_of(spots().map(|spot| spot.value.n));
    let (what, key, other) = (outcome.name(), x.name(), y.name());
    let title = axis::capital(&say!("over-and", [what, key, other], "{what} over {key} and {other}"));
    let what = say!("colour-and-contours", [runs], "colour and contours: mean; {runs}");
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let columns = if own.len() > 1 { 2 } else { 1 };
    let rows = own.len().max(1).div_ceil(columns);
    let room = if columns == 1 { 440.0 } else { 330.0 * rows as f64 };
    let mut page = Page::new(look, look.scaled(room), &title, &subtitle);
    let scale = Scale::of(&own, &outcome);
    let bar = look.scaled(80.0);
    let cells = page.body.inset(0.0, 0.0, bar, 0.0).cells(rows, columns, (look.scaled(24.0), look.scaled(18.0)));
    for (map, frame) in own.iter().zip(cells) {
        let frame = if own.len() > 1 { headed(&mut page, frame, &map.label) } else { frame };
        draw_map(&mut page, frame, map, (&x, &y), &scale, &outcome);
    }
    if own.is_empty() {
        let frame = page.body;
        curves::empty(&mut page, frame, &words::no_run());
    }
    scale.bar(&mut page, bar, &outcome);
    let said: String = own.iter().map(|map| tell(map, (&x, &y), &outcome)).collect();
    let without: String = null.iter().map(|map| tell(map, (&x, &y), &outcome)).collect();
    let caption = format!(
        "**{title}.** {} mean over the runs of each point; {runs}; {}.{said}{without} {}{}\n",
        results.facts.led(':'),
        precision(spots(), &outcome),
        words::with_space(words::caveats(results)),
        words::source(results, "`runs.csv`")
    );
    let alt = format!("Heat map of {} by {} values, {runs}.{said}{without}", x.values.len(), y.values.len());
    let table = table(&maps, (&x, &y));
    let svg = page.finish(HEAT_MAP.name, &title, &alt);
    Figure::drawn(HEAT_MAP.name, title, svg, table, (caption, alt))
}

/// Writes a heading over a frame and gives what is left.
fn headed(page: &mut Page, frame: Frame, text: &str) -> Frame {
    let (leading, bold) = (page.theme.leading(page.theme.text), Type { bold: true, ..page.label() });
    page.text((frame.left, frame.top + leading / 2.0), text, bold);
    frame.inset(0.0, leading * 1.2, 0.0, 0.0)
}

/// Which colour a mean has.
struct Scale {
    low: f64,
    high: f64,
    dark: bool,
    levels: Vec<f64>,
}

impl Scale {
    fn of(maps: &[&Map], outcome: &Outcome) -> Scale {
        let means = || maps.iter().flat_map(|map| map.cells.iter().map(|cell| cell.2.value.mean));
        let (low, high) = means().fold((f64::MAX, f64::MIN), |ends, v| (ends.0.min(v), ends.1.max(v)));
        let (low, high) = if low < high { (low, high) } else { (low.min(0.0), low.max(0.0) + 1e-3) };
        // Colours do not spend the whole scale on what intervals do not tell apart.
        let intervals = maps.iter().flat_map(|map| map.cells.iter().map(|cell| cell.2.value.high - cell.2.value.low));
        let missing = (2.0 * intervals.filter(|v| v.is_finite()).fold(0.0, f64::max) - (high - low)).max(0.0) / 2.0;
        let (bottom, top) = if outcome.share { (0.0, 1.0) } else { (f64::NEG_INFINITY, f64::INFINITY) };
        let (low, high) = ((low - missing).max(bottom), (high + missing).min(top));
        let ticks = axis::amounts(low, high, &outcome.title, CONTOURS).ticks;
        let levels = ticks.into_iter().map(|tick| tick.0).filter(|level| *level > low && *level < high).collect();
        Scale { low, high, dark: false, levels }
    }

    fn colour(&self, value: f64) -> Colour {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        viridis(if self.dark { share } else { 0.06 + 0.9 * share })
    }

    /// The scale beside the maps.
    fn bar(&self, page: &mut Page, wide: f64, outcome: &Outcome) {
        const STEPS: usize = 60;
        let text = page.theme.text;
        let body = page.body;
        let frame = Frame::new(
            body.right - wide + text,
            body.top + text * 3.0,
            body.right - wide + text * 2.2,
            body.bottom - text * 4.0,
        );
        page.group("scale");
        let height = |value: f64| frame.bottom - (value - self.low) / (self.high - self.low) * frame.height();
        for step in 0..STEPS {
            let value = |step: usize| self.low + (self.high - self.low) * step as f64 / STEPS as f64;
            let cell = Frame::new(frame.left, height(value(step + 1)) - 0.3, frame.right, height(value(step)) + 0.3);
            page.fill(cell, self.colour(value(step) + (self.high - self.low) / STEPS as f64 / 2.0), 1.0);
        }
        let quiet = page.quiet();
        for value in self.levels.iter().copied().chain([self.low, self.high]) {
            let crowded =
                self.levels.iter().any(|level| *level != value && (height(*level) - height(value)).abs() < text * 1.7);
            if !crowded || self.levels.contains(&value) {
                page.text((frame.right + 6.0, height(value)), &outcome.say(value), quiet);
            }
        }
    }
}

/// An axis of cells: each value has the same room.
fn cells_axis(dimension: &Dimension) -> Axis {
    let labels = dimension.labels();
    let every = labels.len().div_ceil(TICKS).max(1);
    let ticks = labels.into_iter().enumerate().map(|(place, label)| (place as f64, label)).step_by(every).collect();
    Axis { ends: (-0.5, dimension.values.len() as f64 - 0.5), ticks, title: dimension.title(), ..Axis::default() }
}

fn draw_map(
    page: &mut Page,
    frame: Frame,
    map: &Map,
    (x, y): (&Dimension, &Dimension),
    scale: &Scale,
    outcome: &Outcome,
) {
    let plane = axis::draw(page, frame, &cells_axis(x), &cells_axis(y), Bare::default());
    page.group("cells");
    for (across, up, spot) in &map.cells {
        let (left, top) = plane.at(*across as f64 - 0.5, *up as f64 + 0.5);
        let (right, bottom) = plane.at(*across as f64 + 0.5, *up as f64 - 0.5);
        // A hair over each edge: no seams between cells.
        page.fill(Frame::new(left - 0.2, top - 0.2, right + 0.2, bottom + 0.2), scale.colour(spot.value.mean), 1.0);
    }
    match x.numbers.is_some() && y.numbers.is_some() && x.values.len() > 2 && y.values.len() > 2 {
        true => draw_contours(page, &plane, map, (x.values.len(), y.values.len()), scale, outcome),
        false => write_cells(page, &plane, map, scale, outcome),
    }
}

fn draw_contours(page: &mut Page, plane: &Plane, map: &Map, size: (usize, usize), scale: &Scale, outcome: &Outcome) {
    let mut grid = vec![f64::NAN; size.0 * size.1];
    map.cells.iter().for_each(|(across, up, spot)| grid[up * size.0 + across] = spot.value.mean);
    let mut labels: Vec<((f64, f64), f64, Colour)> = Vec::new();
    page.group("contours");
    for &level in &scale.levels {
        // Light on dark colours, dark on light ones.
        let ground = scale.colour(level);
        let ink = if ground.luminance() > 0.35 { Colour::BLACK } else { Colour::WHITE };
        for path in contours::at(&grid, size.0, level) {
            let path: Vec<(f64, f64)> = path.into_iter().map(|(x, y)| plane.at(x, y)).collect();
            page.line(&path, Stroke::new(ink, 1.2).faded(0.85));
            labels.extend(contours::middle(&path).map(|at| (at, level, ink)));
        }
    }
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for (at, level, ink) in labels {
        let apart = page.theme.text * 3.0;
        if taken.iter().all(|other| (other.0 - at.0).hypot(other.1 - at.1) > apart) {
            let look = Type { hang: Hang::Middle, colour: ink, bold: true, ..page.label() };
            page.text((at.0, at.1 - page.theme.text * 0.75), &outcome.say(level), look);
            taken.push(at);
        }
    }
}

fn write_cells(page: &mut Page, plane: &Plane, map: &Map, scale: &Scale, outcome: &Outcome) {
    for (across, up, spot) in &map.cells {
        let ground = scale.colour(spot.value.mean);
        let ink = if ground.luminance() > 0.35 { Colour::BLACK } else { Colour::WHITE };
        let look = Type { hang: Hang::Middle, colour: ink, ..page.label() };
        page.text(plane.at(*across as f64, *up as f64), &outcome.say(spot.value.mean), look);
    }
}

/// How far intervals reach: what the colours do not show.
fn precision<'a>(spots: impl Iterator<Item = Spot<'a>>, outcome: &Outcome) -> String {
    let halves: Vec<f64> = spots.filter(|s| s.value.n > 1).map(|s| (s.value.high - s.value.low) / 2.0).collect();
    let widest = halves.iter().copied().fold(0.0, f64::max);
    match halves.len() {
        0 => "no interval: one run says nothing about chance".to_owned(),
        n => format!(
            "the 95\u{a0}% intervals ({}) reach {} to either side on average, {} at most",
            outcome.kind_of_interval(),
            outcome.say_difference(halves.iter().sum::<f64>() / n as f64),
            outcome.say_difference(widest)
        ),
    }
}

fn tell(map: &Map, (x, y): (&Dimension, &Dimension), outcome: &Outcome) -> String {
    let by_mean = |a: &&(usize, usize, Spot), b: &&(usize, usize, Spot)| a.2.value.mean.total_cmp(&b.2.value.mean);
    let (Some(least), Some(most)) = (map.cells.iter().min_by(by_mean), map.cells.iter().max_by(by_mean)) else {
        return String::new();
    };
    let say = |cell: &(usize, usize, Spot)| {
        let at = |d: &Dimension, point: &Point| format!("{} = {}", d.short(), point.value(&d.key).unwrap_or_default());
        format!("{} at {}, {}", outcome.say(cell.2.value.mean), at(x, cell.2.point), at(y, cell.2.point))
    };
    if least.2.value.mean == most.2.value.mean {
        return format!(" {}: {} everywhere.", axis::capital(&map.label), outcome.say(most.2.value.mean));
    }
    format!(" {}: from {} to {}.", axis::capital(&map.label), say(least), say(most))
}

fn table(maps: &[Map], (x, y): (&Dimension, &Dimension)) -> Table {
    let mut table = Table::new(&["arm", "point", &x.column(), &y.column(), "runs", "mean", "ci_low", "ci_high"]);
    for (map, (across, up, spot)) in maps.iter().flat_map(|map| map.cells.iter().map(move |cell| (map, cell))) {
        let v = spot.value;
        table.row(vec![
            map.arm.as_str().into(),
            (spot.point.index as usize).into(),
            x.cell(*across),
            y.cell(*up),
            v.n.into(),
            v.mean.into(),
            v.low.into(),
            v.high.into(),
        ]);
    }
    table
}
