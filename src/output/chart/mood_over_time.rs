//! `mood-over-time` and `affect-over-time`: how people feel on average, arm by arm, a panel for each group.

use super::axis::{self, Axis, Bare, Clock};
use super::course::Line;
use super::input::{Point, Results};
use super::labels::{self, EndLabel, Key, Sample};
use super::outcomes;
use super::page::{self, Frame, Page, Plane, Stroke, Type};
use super::words;
use super::{Chart, Figure, Look, MadeOf, Table, curves, marks, strip, turns};
use crate::experiment::statistics::{self, Estimate};
use crate::output::tongue::say;

/// Slow mood.
pub(super) const MOOD: Chart = Chart {
    name: "mood-over-time",
    made_of: MadeOf::Series,
    shows: "mean mood over time with its 95 % interval, arm by arm, a panel for each group and for the others",
    needs: "[mood]",
    applies: |results| has(results, &SLOW),
    usual: |results| has(results, &SLOW),
    draw: |results, look| draw(results, look, &SLOW),
};

/// Fast affect.
pub(super) const AFFECT: Chart = Chart {
    name: "affect-over-time",
    made_of: MadeOf::Series,
    shows: "mean affect, what people feel right now, over time with its 95 % interval, arm by arm, a panel for each group",
    needs: "[mood]",
    applies: |results| has(results, &FAST),
    usual: |_| false,
    draw: |results, look| draw(results, look, &FAST),
};

/// What tells the two charts apart.
struct Kind {
    name: &'static str,
    column: &'static str,
    title: fn() -> String,
    axis: fn() -> String,
}

const SLOW: Kind = Kind {
    name: "mood-over-time",
    column: "mood_mean",
    title: || say!("title-mood", "Mean mood over time"),
    axis: || say!("axis-mood", "Mood [SD between people]"),
};
const FAST: Kind = Kind {
    name: "affect-over-time",
    column: "affect_mean",
    title: || say!("title-affect", "Mean affect, what people feel now over time"),
    axis: || say!("axis-affect", "Affect [SD between people]"),
};

/// Points drawn along a curve.
const STEPS: usize = 180;
/// The natural scale: moods differ by a standard deviation between people, and every axis shows one up and one down, so that what
/// nobody would notice looks like it. The strip below has a scale for differences.
const NATURAL: f64 = 1.0;
/// A strip reaches at least so far either way \[SD\].
const LEAST: f64 = 0.1;
/// Panels that a figure can hold.
const MOST_PANELS: usize = 6;

/// One arm's mean in one group, over time.
struct Curve<'a> {
    point: &'a Point,
    stroke: Stroke,
    times: Vec<f64>,
    means: Vec<Estimate>,
    /// Its runs at these times, by replicate.
    sampled: Vec<strip::Run>,
    /// What lies between it and its run without imitation, on the same dice; empty where there is none.
    minus: Vec<Estimate>,
}

/// One group: its name (none: everyone) and its arms.
struct Panel<'a> {
    group: Option<String>,
    curves: Vec<Curve<'a>>,
}

fn has(results: &Results, kind: &Kind) -> bool {
    results.series.columns.iter().any(|column| column == kind.column)
}

/// The column of each group, or that of everyone.
fn columns(results: &Results, kind: &Kind) -> Vec<(Option<String>, String)> {
    let prefix = format!("{}.", kind.column);
    let group = |column: &String| column.strip_prefix(&prefix).map(|name| (Some(name.to_owned()), column.clone()));
    let groups: Vec<_> = results.series.columns.iter().filter_map(group).take(MOST_PANELS).collect();
    if groups.is_empty() { vec![(None, kind.column.to_owned())] } else { groups }
}

fn curve<'a>(results: &Results, column: &str, (point, stroke): (&'a Point, Stroke)) -> Curve<'a> {
    let runs = results.curves_by_replicate(point.index, column);
    let longest = runs.iter().map(|(_, run)| run.len()).max().unwrap_or(0);
    let steps = longest.min(STEPS);
    let at = |step: usize| if steps < 2 { 0 } else { step * (longest - 1) / (steps - 1) };
    let mean = |index: usize| {
        let values = runs.iter().filter_map(|(_, run)| run.get(index)).map(|&v| f64::from(v));
        Estimate::of(statistics::Kind::Signed, values)
    };
    let places: Vec<usize> = (0..steps).map(at).filter(|index| mean(*index).n > 0).collect();
    let one = |(replicate, run): &(u32, &[f32])| {
        let value = |index: &usize| run.get(*index).map(|&v| f64::from(v));
        (*replicate, places.iter().map_while(value).collect())
    };
    let sampled = runs.iter().map(one).collect();
    let times = places.iter().map(|index| results.series.times[*index]).collect();
    let means = places.iter().map(|index| mean(*index)).collect();
    Curve { point, stroke, times, means, sampled, minus: Vec::new() }
}

/// Gives each arm what lies between it and its run without imitation.
fn subtract<'a>(results: &Results, mut panel: Panel<'a>) -> Panel<'a> {
    for place in 0..panel.curves.len() {
        let arm = panel.curves[place].point;
        let null = results.null_beside(arm).filter(|null| !arm.null && null.is_null_of(arm));
        let beside = null.and_then(|null| panel.curves.iter().find(|curve| curve.point.index == null.index));
        let minus = beside.map(|beside| strip::differences(&panel.curves[place].sampled, &beside.sampled));
        panel.curves[place].minus = minus.unwrap_or_default();
    }
    panel
}

fn panels<'a>(results: &'a Results, look: &Look, kind: &Kind) -> Vec<Panel<'a>> {
    let points = outcomes::points(results, look);
    let panel = |(group, column): (Option<String>, String)| Panel {
        group,
        curves: points.iter().map(|&p| curve(results, &column, p)).filter(|c| !c.times.is_empty()).collect(),
    };
    let all = columns(results, kind).into_iter().map(panel).filter(|p| !p.curves.is_empty());
    all.map(|panel| subtract(results, panel)).collect()
}

/// The mean of the first arm in the panel of which the heading speaks.
pub(super) fn first_line(results: &Results, look: &Look, column: &str, group: Option<&str>) -> Option<Line> {
    let kind = if column == SLOW.column { &SLOW } else { &FAST };
    let panels = panels(results, look, kind);
    let told = |panel: &&Panel| panel.group.is_some() && panel.group.as_deref() == group;
    let panel = panels.iter().find(told).or(panels.first())?;
    let curve = panel.curves.iter().find(|curve| !curve.point.null)?;
    let label = words::arm_label(curve.point);
    let label = match &panel.group {
        Some(group) => {
            let group = group.replace('_', " ");
            say!("arm-of-group", [label, group], "{label} ({group})")
        }
        None => label,
    };
    let (low, high) = needed(all(&panels).flat_map(|c| &c.means).flat_map(|e| [e.low, e.high]));
    let points = curve.means.iter().map(|e| e.mean).collect();
    Some(Line { label, points, axis: high - low, stirred: false })
}

fn draw(results: &Results, look: &Look, kind: &Kind) -> Figure {
    let mut panels = panels(results, look, kind);
    let runs = all(&panels).flat_map(|c| &c.means).map(|e| e.n).max().unwrap_or(0);
    let clock = Clock::new(&results.facts.time_unit, results.facts.duration);
    let by_group = match panels.as_slice() {
        [Panel { group: Some(group), .. }] => format!(", {}", group.replace('_', " ")),
        [_, _, ..] => say!("group-by-group", ", group by group"),
        _ => String::new(),
    };
    let title = format!("{}{by_group}", (kind.title)());
    let axes = heights(results, &panels, kind);
    let band = match runs {
        0 | 1 => say!("no-interval", "no interval"),
        _ => say!("line-and-band", "line: mean; band: its 95\u{a0}% interval"),
    };
    let subtitle = format!("{} {}", words::led(results, ':'), words::per_arm(&band, runs));
    let rows = page::rows_of(panels.len(), look);
    let strips = all(&panels).any(|c| !c.minus.is_empty());
    let room = look.scaled(120.0 + if strips { 390.0 } else { 260.0 } * rows as f64);
    let mut page = Page::new(look, room, &title, &subtitle);
    if page.body.height() / (rows as f64) < strip::LEAST * look.theme.text {
        panels.iter_mut().flat_map(|panel| &mut panel.curves).for_each(|curve| curve.minus.clear());
    }
    let strips = all(&panels).any(|c| !c.minus.is_empty());
    let turned = on_page(&mut page, results, (&panels, &axes), kind, &clock, rows);
    if panels.is_empty() {
        let body = page.body;
        curves::empty(&mut page, body, &words::no_run());
    }
    let ends = ends(&panels, &clock);
    let caption = format!(
        "**{title}.** {} {band} (Student's t over {} per arm); the unit is the standard deviation of mood between people.{}{}{turned}{ends}{} {}{}\n",
        results.facts.led(','),
        words::runs(runs),
        if strips { strip::said(&minus(&panels)) } else { String::new() },
        words::grey(results),
        marks::words(
            &marks::of(results, kind.name),
            |at| format!("time {at}"),
            |y| format!("{}\u{a0}SD", axis::short(y))
        ),
        words::with_space(words::caveats(results)),
        words::source(results, "`series.csv`")
    );
    let alt = format!("Line chart. {title}, {} per arm.{ends}", words::runs(runs));
    let svg = page.finish(kind.name, &title, &alt);
    Figure::drawn(kind.name, title, svg, table(&panels, &clock), (caption, alt))
}

fn all<'a, 'b>(panels: &'b [Panel<'a>]) -> impl Iterator<Item = &'b Curve<'a>> {
    panels.iter().flat_map(|panel| &panel.curves)
}

/// One axis for all panels.
fn heights(results: &Results, panels: &[Panel], kind: &Kind) -> Vec<Axis> {
    let marked = marks::heights(&marks::of(results, kind.name));
    let drawn = all(panels).flat_map(|c| &c.means).flat_map(|e| [e.low, e.high, e.mean]);
    let (low, high) = needed(drawn.chain(marked).filter(|v| v.is_finite()));
    panels.iter().map(|_| axis::amounts(low, high, &(kind.axis)(), 6)).collect()
}

/// From where to where an axis goes: what is drawn, and the natural scale.
fn needed(drawn: impl Iterator<Item = f64>) -> (f64, f64) {
    drawn.fold((-NATURAL, NATURAL), |b, v| (b.0.min(v), b.1.max(v)))
}

/// What is taken from what, for the title of a strip.
fn minus(panels: &[Panel]) -> String {
    let several = panels.iter().any(|p| p.curves.iter().filter(|c| !c.minus.is_empty()).count() > 1);
    let null = all(panels).find(|c| c.point.null).map(|c| words::without(c.point)).unwrap_or_default();
    match (several, null == words::without_imitation()) {
        (false, true) => strip::with_minus_without(),
        (true, true) => strip::each_minus_without(),
        _ => strip::minus_that(&null),
    }
}

/// The arms with what lies between them and their runs without imitation.
fn pairs(curves: &[Curve]) -> Vec<strip::Pair> {
    let of = |c: &Curve| strip::Pair {
        stroke: Stroke { width: c.stroke.width * 0.8, ..c.stroke },
        path: c.times.iter().copied().zip(c.minus.iter().copied()).collect(),
    };
    curves.iter().filter(|c| !c.minus.is_empty()).map(of).collect()
}

/// Draws the panels and gives what the caption says of lines that take turns.
fn on_page(
    page: &mut Page,
    results: &Results,
    (panels, axes): (&[Panel], &[Axis]),
    kind: &Kind,
    clock: &Clock,
    rows: usize,
) -> &'static str {
    let direct = panels.len() == 1;
    if !direct && let Some(panel) = panels.first() {
        let key = |c: &Curve| Key { stroke: c.stroke, sample: Sample::Line, text: words::arm_label(c.point) };
        labels::legend(page, &panel.curves.iter().map(key).collect::<Vec<_>>());
    }
    let columns = panels.len().div_ceil(rows).max(1);
    let cells = page.body.cells(rows, columns, (page.theme.text * 2.0, page.theme.text));
    let x = clock.axis(results.facts.duration, if columns > 1 { 5 } else { 8 });
    let marks = marks::of(results, kind.name);
    let mut turned = "";
    for ((panel, y), cell) in panels.iter().zip(axes).zip(cells) {
        let minus = axis::capital(&minus(panels));
        let small = results.facts.negligible;
        let scale = strip::Scale { shares: false, title: &minus, negligible: small, least: LEAST };
        turned = turned.max(one(page, cell, (panel, direct, &scale), (&x, y), clock, &marks));
    }
    turned
}

fn one(
    page: &mut Page,
    cell: Frame,
    (panel, direct, scale): (&Panel, bool, &strip::Scale<'_>),
    (x, y): (&Axis, &Axis),
    clock: &Clock,
    marks: &[&super::input::Mark],
) -> &'static str {
    let theme = *page.theme;
    let texts: Vec<String> =
        if direct { panel.curves.iter().map(|c| words::arm_label(c.point)).collect() } else { Vec::new() };
    let (room, lines) = labels::end_room(page, &texts, theme.text * 11.0);
    let mut frame = cell.inset(0.0, 0.0, room.max(theme.text), 0.0);
    if let Some(group) = panel.group.as_ref().filter(|_| !direct) {
        let bold = Type { bold: true, ..page.label() };
        page.text((frame.left, frame.top + theme.text * 0.6), &axis::capital(&group.replace('_', " ")), bold);
        frame.top += theme.leading(theme.text);
    }
    let pairs = pairs(&panel.curves);
    let (above, below) = if pairs.is_empty() { (frame, frame) } else { strip::split(frame) };
    let differences = strip::axis(&pairs, scale);
    page.gutter = strip::label_room(page, y);
    if !pairs.is_empty() {
        page.gutter = page.gutter.max(strip::label_room(page, &differences));
    }
    let plane = axis::draw(page, above, x, y, Bare { x: !pairs.is_empty(), y: false });
    if !pairs.is_empty() {
        strip::draw(page, below, (x, &differences), &pairs, scale, |t| clock.read(t));
    }
    page.gutter = 0.0;
    marks::behind(page, &plane, marks);
    if y.ends.0 <= 0.0 && y.ends.1 >= 0.0 {
        plane.curve(&[(x.ends.0, 0.0), (x.ends.1, 0.0)], Stroke::new(theme.soft, 1.0));
    }
    let turned = on_plane(page, &plane, &panel.curves, clock);
    let end = |(c, lines): (&Curve, Vec<String>)| {
        let last = c.means.last().map_or(0.0, |e| e.mean);
        EndLabel { end: plane.at(clock.read(c.times.last().copied().unwrap_or(0.0)), last), lines, stroke: c.stroke }
    };
    let ends: Vec<EndLabel> = panel.curves.iter().zip(lines).map(end).collect();
    labels::at_ends(page, plane.frame.right, (plane.frame.top, plane.frame.bottom), &ends);
    marks::before(page, &plane, marks, axis::short);
    turned
}

/// Bands of several arms cover each other: they are pale then, and have edges.
fn on_plane(page: &mut Page, plane: &Plane, curves: &[Curve], clock: &Clock) -> &'static str {
    let path = |c: &Curve, value: fn(&Estimate) -> f64| -> Vec<(f64, f64)> {
        c.times.iter().zip(&c.means).map(|(t, e)| (clock.read(*t), value(e))).collect()
    };
    page.group("bands");
    // The grey of what is compared with lies below.
    let order: Vec<&Curve> =
        curves.iter().filter(|c| c.point.null).chain(curves.iter().filter(|c| !c.point.null)).collect();
    let (depth, edge) = if order.len() > 1 { (0.1, 0.6) } else { (0.18, 0.0) };
    for c in order.iter().filter(|c| c.means.iter().any(|e| e.n > 1)) {
        let ends = [path(c, |e| e.low), path(c, |e| e.high)];
        // Grey is the run without imitation's: its band has edges and no fill.
        if !c.point.null || order.len() == 1 {
            plane.band(&ends[0], &ends[1], c.stroke.colour, depth);
        }
        if edge > 0.0 {
            let fine = Stroke { width: 0.8, dash: "", ..c.stroke }.faded(edge);
            ends.iter().for_each(|end| plane.curve(end, fine));
        }
    }
    page.group("means");
    let means = order.iter().map(|c| path(c, |e| e.mean)).collect();
    turns::draw(plane, means, order.iter().map(|c| c.stroke).collect())
}

/// Group by group, each arm's mean where it is farthest from the start.
fn ends(panels: &[Panel], clock: &Clock) -> String {
    let panel = |panel: &Panel| {
        let whose = panel.group.as_ref().map_or_else(|| "everyone".to_owned(), |g| g.replace('_', " "));
        let arms: Vec<String> = panel.curves.iter().filter_map(|c| farthest(c, clock)).collect();
        format!(" {}, farthest from the start: {}.", axis::capital(&whose), arms.join("; "))
    };
    panels.iter().map(panel).collect()
}

fn farthest(curve: &Curve, clock: &Clock) -> Option<String> {
    let first = curve.means.first()?.mean;
    let off = |e: &Estimate| (e.mean - first).abs();
    let (when, e) = curve.times.iter().zip(&curve.means).max_by(|a, b| off(a.1).total_cmp(&off(b.1)))?;
    let interval = if e.n > 1 {
        format!(" (95\u{a0}% interval {} to {})", axis::plain(e.low, 3), axis::plain(e.high, 3))
    } else {
        String::new()
    };
    let label = words::arm_label(curve.point);
    Some(format!("{label} {}{interval} after {}", axis::plain(e.mean, 3), clock.words(*when)))
}

fn table(panels: &[Panel], clock: &Clock) -> Table {
    let time = format!("time_{}", clock.unit);
    let columns = ["mean", "ci_low", "ci_high", "minus_without", "minus_low", "minus_high"];
    let mut table = Table::new(&[&["group", "arm", &time, "runs"], &columns[..]].concat());
    for panel in panels {
        let group = panel.group.as_deref().unwrap_or("everyone");
        for c in &panel.curves {
            for (step, (t, e)) in c.times.iter().zip(&c.means).enumerate() {
                let mut row = vec![group.into(), c.point.arm.as_str().into(), clock.read(*t).into(), e.n.into()];
                row.extend([e.mean, e.low, e.high].map(Into::into));
                let minus = c.minus.get(step).map_or([f64::NAN; 3], |e| [e.mean, e.low, e.high]);
                row.extend(minus.map(Into::into));
                table.row(row);
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_is_the_natural_scale_and_longer_where_moods_are() {
        assert_eq!(needed([-2.2, -1.4].into_iter()), (-2.2, 1.0));
        assert_eq!(needed([0.01, 0.03].into_iter()), (-1.0, 1.0));
        assert_eq!(needed(std::iter::empty()), (-1.0, 1.0));
    }
}
