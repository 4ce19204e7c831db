//! `phase-portrait`: the share of people who show something against how people feel on average, with time along the curve.

use super::axis::{self, Axis, Bare, Clock};
use super::input::{Point, Results};
use super::labels::{self, Key, Sample};
use super::outcomes;
use super::page::{self, Frame, Page, Plane, Stroke, Type};
use super::words::{self, VerbForms};
use super::{Chart, Figure, Look, MadeOf, Table, curves, font};
use crate::experiment::statistics::{Estimate, Kind, mean};
use crate::output::tongue::say;

/// Expression against feeling.
pub(super) const PHASE_PORTRAIT: Chart = Chart {
    name: "phase-portrait",
    made_of: MadeOf::Series,
    shows: "share of people who show something against mean mood or affect, arms side by side, with time along the curve",
    needs: "[mood] and an expression",
    applies: |results| {
        feeling(results).is_some() && expression(results).is_some() && results.facts.size > 2 && !results.is_sweep()
    },
    usual: |_| false,
    draw,
};

/// Points along a curve: each is the mean over a window of time.
const WINDOWS: usize = 16;
/// Arms that a page can hold.
const MOST: usize = 6;
/// An axis of moods is at least so long \[SD\]: what nobody would notice does not fill it.
const NATURAL: f64 = 0.5;
/// Times that are marked along a curve.
const MARKED: usize = 4;
/// Moods that move less than this \[SD\] are told by the affect, where that moves more.
const STILL: f64 = 0.1;

/// One arm's way through the plane.
struct Path<'a> {
    point: &'a Point,
    stroke: Stroke,
    /// The middle of each window, in the tables' unit.
    times: Vec<f64>,
    /// How people feel, and the share that shows it.
    places: Vec<(Estimate, Estimate)>,
}

impl Path<'_> {
    fn line(&self) -> Vec<(f64, f64)> {
        self.places.iter().map(|(felt, shown)| (felt.mean, shown.mean)).collect()
    }
}

/// Mood, or affect where mood hardly moves in the first arm and affect does.
pub(super) fn feeling(results: &Results) -> Option<&'static str> {
    let arm = results.arms().next()?;
    let range = |column: &str| {
        let path: Vec<f64> = windows(&results.curves(arm.index, column)).into_iter().map(|(_, e)| e).collect();
        let (low, high) = path.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |b, v| (b.0.min(*v), b.1.max(*v)));
        high - low
    };
    let there = |column: &str| results.series.columns.iter().any(|name| name == column);
    let (mood, affect) = ("mood_mean", "affect_mean");
    match (there(mood), there(affect)) {
        (false, false) => None,
        (true, true) if range(mood) < STILL && range(affect) > range(mood) => Some(affect),
        (has_mood, _) => Some(if has_mood { mood } else { affect }),
    }
}

/// The expression that most people express, with its column.
fn expression(results: &Results) -> Option<(String, String)> {
    let place = curves::most_expressed(results).unwrap_or(0);
    let name = results.facts.expressions.get(place)?;
    let column = format!("{name}_prevalence");
    results.series.columns.contains(&column).then(|| (name.clone(), column))
}

/// The samples of each window.
fn window(samples: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    let count = samples.min(WINDOWS);
    (0..count).map(move |w| w * samples / count..(w + 1) * samples / count)
}

/// The mean of a run within a window that it has reached.
fn within(run: &[f32], samples: &std::ops::Range<usize>) -> Option<f64> {
    let values: Vec<f64> = run.get(samples.clone())?.iter().map(|v| f64::from(*v)).collect();
    mean(&values)
}

/// Middle sample and mean over runs of each window.
fn windows(runs: &[&[f32]]) -> Vec<(usize, f64)> {
    let longest = runs.iter().map(|run| run.len()).max().unwrap_or(0);
    let of = |samples: std::ops::Range<usize>| {
        let values: Vec<f64> = runs.iter().filter_map(|run| within(run, &samples)).collect();
        Some((usize::midpoint(samples.start, samples.end - 1), mean(&values)?))
    };
    window(longest).filter_map(of).collect()
}

fn path<'a>(results: &Results, (felt, shown): (&str, &str), (point, stroke): (&'a Point, Stroke)) -> Path<'a> {
    let [feelings, faces] = [felt, shown].map(|column| results.curves(point.index, column));
    let longest = feelings.iter().map(|run| run.len()).max().unwrap_or(0);
    let (mut times, mut places) = (Vec::new(), Vec::new());
    for samples in window(longest) {
        // Both are means over many people and moments: their intervals are Student's.
        let of = |runs: &[&[f32]]| Estimate::of(Kind::Signed, runs.iter().filter_map(|run| within(run, &samples)));
        let shares = of(&faces);
        let shares = Estimate { low: shares.low.max(0.0), high: shares.high.min(1.0), ..shares };
        let place = (of(&feelings), shares);
        let middle = results.series.times.get(usize::midpoint(samples.start, samples.end - 1));
        if let Some(time) = middle.filter(|_| place.0.n > 0 && place.1.n > 0) {
            times.push(*time);
            places.push(place);
        }
    }
    Path { point, stroke: Stroke { dash: "", ..stroke }, times, places }
}

/// A panel: an arm, and its run without imitation.
type Panel<'a> = (Path<'a>, Option<Path<'a>>);

fn panels<'a>(results: &'a Results, look: &Look, columns: (&str, &str)) -> Vec<Panel<'a>> {
    let arms = outcomes::points(results, look).into_iter().filter(|(point, _)| !point.null).take(MOST);
    let panel = |(point, stroke)| {
        let null = results.null_beside(point).filter(|null| null.is_null_of(point));
        (path(results, columns, (point, stroke)), null.map(|null| path(results, columns, (null, look.null()))))
    };
    arms.map(panel).collect()
}

fn draw(results: &Results, look: &Look) -> Figure {
    let (Some(felt), Some((name, shown))) = (feeling(results), expression(results)) else {
        return Figure::empty(PHASE_PORTRAIT.name);
    };
    let panels = panels(results, look, (felt, &shown));
    let voice = VerbForms::of(&results.facts.verbs, &name);
    let VerbForms { doing, act, .. } = &voice;
    let clock = Clock::new(&results.facts.time_unit, results.facts.duration);
    let title = match felt {
        "mood_mean" => say!("title-phase", [doing, act], "Share of people {doing} against mean mood, over time"),
        _ => {
            say!("title-phase-affect", [doing, act], "Share of people {doing} against what people feel now, over time")
        }
    };
    let runs = panels.iter().flat_map(|panel| &panel.0.places).map(|place| place.0.n).max().unwrap_or(0);
    let told = words::runs(runs);
    let what = say!(
        "phase-read",
        [n = runs, told, unit = clock.many()],
        "a curve is the mean of {told}, from its ring to its arrow; numbers: {unit} since the start, with 95\u{a0}% intervals"
    );
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let rows = page::rows_of(panels.len(), look);
    let tall = if panels.len() == 1 { 400.0 } else { 270.0 };
    let mut page = Page::new(look, look.scaled(40.0 + tall * rows as f64), &title, &subtitle);
    legend(&mut page, results, &panels);
    let columns = panels.len().div_ceil(rows).max(1);
    let body = page.body.inset(0.0, 0.0, look.theme.text, 0.0);
    let cells = body.cells(rows, columns, (look.scaled(26.0), look.scaled(10.0)));
    let axes = axes(&panels, felt, doing, columns);
    for (panel, cell) in panels.iter().zip(cells) {
        draw_panel(&mut page, cell, panel, (&axes.0, &axes.1), (&clock, panels.len() > 1));
    }
    let findings = findings(&panels, &clock, felt);
    let caption = format!(
        "**{title}.** {} {told} per arm; each point of a curve is the mean over the runs and over a window of {}, its 95 % intervals are of that mean (Student), cut where an axis ends.{findings}{} That both change together does not say which moves the other. {}{}\n",
        results.facts.led(','),
        clock.words(results.facts.duration / WINDOWS as f64),
        words::grey(results),
        words::with_space(words::caveats(results)),
        words::source(results, "`timeseries.csv`")
    );
    let alt = format!("Curves through a plane, {told}.{findings}");
    let svg = page.finish(PHASE_PORTRAIT.name, &title, &alt);
    Figure::drawn(PHASE_PORTRAIT.name, title, svg, table(&panels, &clock), (caption, alt))
}

fn legend(page: &mut Page, results: &Results, panels: &[Panel]) {
    let one = panels.len() == 1;
    let arm = panels.iter().filter(|_| one).map(|(path, _)| (path.stroke, words::arm_label(path.point)));
    let null = panels.iter().find_map(|panel| panel.1.as_ref());
    let null = null.map(|null| (null_stroke(page), words::arm_label(null.point)));
    let null = null.map(|(stroke, label)| {
        let each = results.nulls().count() > 1;
        (stroke, if each { say!("each-without", "each without imitation") } else { label })
    });
    let keys: Vec<Key> = arm.chain(null).map(|(stroke, text)| Key { stroke, sample: Sample::Line, text }).collect();
    if !keys.is_empty() {
        labels::legend(page, &keys);
    }
}

fn null_stroke(page: &Page) -> Stroke {
    page.look.null()
}

/// The same axes for all panels.
fn axes(panels: &[Panel], felt: &str, doing: &str, columns: usize) -> (Axis, Axis) {
    let places = || panels.iter().flat_map(|(arm, null)| [Some(arm), null.as_ref()]).flatten().flat_map(|p| &p.places);
    let ends = |b: (f64, f64), low: f64, high: f64| (b.0.min(low), b.1.max(high));
    let (low, high) = places().fold((f64::INFINITY, f64::NEG_INFINITY), |b, p| ends(b, p.0.mean, p.0.mean));
    let (low, high) = if low <= high { (low, high) } else { (0.0, 0.0) };
    let short = ((NATURAL - (high - low)) / 2.0).max(0.0);
    let top = places().map(|p| p.1.mean).fold(0.0, f64::max);
    let title = match felt {
        "mood_mean" => say!("axis-mood", "Mood [SD between people]"),
        _ => say!("axis-affect", "Affect [SD between people]"),
    };
    let x = axis::amounts(low - short, high + short, &title, if columns > 1 { 4 } else { 8 });
    let share = say!("share-of-people-doing", [doing], "Share of people {doing}");
    let y = axis::shares((top * 1.05).max(1e-3), &axis::capital(&share), 5);
    (x, y)
}

fn draw_panel(
    page: &mut Page,
    cell: Frame,
    (arm, null): &Panel,
    (x, y): (&Axis, &Axis),
    (clock, named): (&Clock, bool),
) {
    let theme = *page.theme;
    let mut frame = cell;
    if named {
        let bold = Type { bold: true, ..page.label() };
        let lines = font::wrap_at_most(&axis::capital(&words::arm_label(arm.point)), theme.text, true, cell.width(), 2);
        for line in lines {
            page.text((cell.left, frame.top + theme.leading(theme.text) / 2.0), &line, bold);
            frame.top += theme.leading(theme.text);
        }
    }
    let plane = axis::draw(page, frame, x, y, Bare::default());
    if arm.places.is_empty() {
        curves::empty(page, plane.frame, &words::no_run());
        return;
    }
    page.group("null");
    if let Some(null) = null {
        plane.curve(&null.line(), null_stroke(page));
    }
    page.group("path");
    plane.curve(&arm.line(), arm.stroke);
    ends(page, &plane, arm);
    marked(page, &plane, arm, clock);
}

/// A ring at the start and an arrow head at the end.
fn ends(page: &mut Page, plane: &Plane, arm: &Path) {
    let theme = *page.theme;
    let line: Vec<(f64, f64)> = arm.line().into_iter().map(|(x, y)| plane.at(x, y)).collect();
    let (Some(&first), Some(&tip)) = (line.first(), line.last()) else { return };
    page.group("ends");
    page.dot(first, theme.text * 0.34, theme.ground);
    page.ring(first, theme.text * 0.3, Stroke::new(arm.stroke.colour, theme.line));
    let long = theme.text * 0.75;
    let before = line.iter().rev().find(|p| (p.0 - tip.0).hypot(p.1 - tip.1) >= long * 0.6);
    let Some(&before) = before else { return };
    let (dx, dy) = (tip.0 - before.0, tip.1 - before.1);
    let length = dx.hypot(dy);
    let (ux, uy) = (dx / length, dy / length);
    let neck = (tip.0 - ux * long, tip.1 - uy * long);
    let side = long * 0.42;
    let head = [tip, (neck.0 - uy * side, neck.1 + ux * side), (neck.0 + uy * side, neck.1 - ux * side)];
    page.area(&head, arm.stroke.colour, 1.0);
}

/// The places at round times.
fn at_round_times<'p>(arm: &'p Path, clock: &Clock) -> Vec<(String, &'p (Estimate, Estimate))> {
    let span = arm.times.last().copied().unwrap_or(0.0);
    let ticks = clock.axis(span.max(f64::MIN_POSITIVE), MARKED).ticks;
    let nearest = |at: f64| {
        let far = |i: &usize| (clock.read(arm.times[*i]) - at).abs();
        (0..arm.times.len()).min_by(|a, b| far(a).total_cmp(&far(b)))
    };
    ticks.into_iter().filter_map(|(at, label)| Some((label, &arm.places[nearest(at)?]))).collect()
}

/// Round times along the curve, each with its intervals.
fn marked(page: &mut Page, plane: &Plane, arm: &Path, clock: &Clock) {
    let theme = *page.theme;
    let mut points = Vec::new();
    page.group("times");
    for (label, (felt, shown)) in at_round_times(arm, clock) {
        let at = plane.at(felt.mean, shown.mean);
        let fine = Stroke { width: (theme.line * 0.5).max(0.8), ..arm.stroke }.faded(0.8);
        if felt.n > 1 {
            plane.curve(&[(felt.low.max(plane.x.0), shown.mean), (felt.high.min(plane.x.1), shown.mean)], fine);
            plane.curve(&[(felt.mean, shown.low.max(plane.y.0)), (felt.mean, shown.high.min(plane.y.1))], fine);
        }
        if Some(felt.mean) != arm.places.first().map(|first| first.0.mean) {
            page.dot(at, theme.text * 0.24, arm.stroke.colour);
        }
        points.push((at, theme.text * 0.24, label));
    }
    let look = Type { colour: arm.stroke.colour.readable_on(theme.ground), ..page.label() };
    page.halo(true);
    labels::beside_points(page, &points, plane.frame, look);
    page.halo(false);
}

/// Where each arm starts and ends.
fn findings(panels: &[Panel], clock: &Clock, felt: &str) -> String {
    let what = if felt == "mood_mean" { "mood" } else { "affect" };
    let arm = |(arm, _): &Panel| {
        let (first, last) = arm.places.first().zip(arm.places.last())?;
        let top = arm.places.iter().zip(&arm.times).max_by(|a, b| a.0.1.mean.total_cmp(&b.0.1.mean))?;
        Some(format!(
            " {}: mean {what} from {} to {} SD, share from {} to {}, most {} after {}.",
            axis::capital(&words::arm_label(arm.point)),
            axis::plain(first.0.mean, 2),
            axis::plain(last.0.mean, 2),
            axis::percent(first.1.mean),
            axis::percent(last.1.mean),
            axis::percent(top.0.1.mean),
            clock.words(*top.1)
        ))
    };
    panels.iter().take(words::NAMED).filter_map(arm).collect::<String>() + &words::further(panels.len())
}

fn table(panels: &[Panel], clock: &Clock) -> Table {
    let time = format!("time_{}", clock.unit);
    let ends = ["feeling", "feeling_low", "feeling_high", "share", "share_low", "share_high"];
    let mut table = Table::new(&[&["arm", &time, "runs"], &ends[..]].concat());
    let mut seen: Vec<u32> = Vec::new();
    for path in panels.iter().flat_map(|(arm, null)| [Some(arm), null.as_ref()]).flatten() {
        if seen.contains(&path.point.index) {
            continue;
        }
        seen.push(path.point.index);
        for (at, (felt, shown)) in path.times.iter().zip(&path.places) {
            let mut row = vec![path.point.arm.as_str().into(), clock.read(*at).into(), felt.n.into()];
            row.extend([felt.mean, felt.low, felt.high, shown.mean, shown.low, shown.high].map(Into::into));
            table.row(row);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_hold_every_sample_once_and_short_runs_are_left_out_where_they_end() {
        for samples in [1, 7, 16, 17, 1000] {
            let all: Vec<usize> = window(samples).flatten().collect();
            assert_eq!(all, (0..samples).collect::<Vec<_>>());
        }
        let (long, short): (Vec<f32>, Vec<f32>) = (vec![1.0; 32], vec![3.0; 16]);
        let means: Vec<f64> = windows(&[&long, &short]).into_iter().map(|w| w.1).collect();
        assert_eq!((means[0], means[7], means[8], means[15]), (2.0, 2.0, 1.0, 1.0));
    }
}
