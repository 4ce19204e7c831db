//! `mood-over-time` and `affect-over-time`: how people feel on average, arm by arm, a panel for each group.

use super::axis::{self, Axis, Bare, Clock};
use super::histogram::with_space;
use super::input::{Point, Results};
use super::labels::{self, EndLabel, Key, Sample};
use super::outcomes;
use super::page::{self, Frame, Page, Plane, Stroke, Type};
use super::words;
use super::{Chart, Figure, Look, Table, curves, marks, turns};
use crate::experiment::statistics::{self, Estimate};

/// Slow mood.
pub const MOOD: Chart = Chart {
    name: "mood-over-time",
    shows: "mean mood over time with its 95 % interval, arm by arm, a panel for each group and for the others",
    needs: "[mood]",
    applies: |results| has(results, &SLOW),
    usual: |results| has(results, &SLOW),
    draw: |results, look| draw(results, look, &SLOW),
};

/// Fast affect.
pub const AFFECT: Chart = Chart {
    name: "affect-over-time",
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
    title: &'static str,
    axis: &'static str,
}

const SLOW: Kind =
    Kind { name: "mood-over-time", column: "mood_mean", title: "Mean mood", axis: "Mood [SD between people]" };
const FAST: Kind = Kind {
    name: "affect-over-time",
    column: "affect_mean",
    title: "Mean affect, what people feel now",
    axis: "Affect [SD between people]",
};

/// Points drawn along a curve.
const STEPS: usize = 180;
/// An axis is at least as long as a small effect (Cohen's 0.2), so that noise is not blown up to fill it.
const SMALL: f64 = 0.2;
/// Panels that a figure can hold.
const MOST_PANELS: usize = 6;
/// Panels share an axis where each of them needs at least this share of it.
const SHARED: f64 = 0.4;

/// One arm's mean in one group, over time.
struct Curve<'a> {
    point: &'a Point,
    stroke: Stroke,
    times: Vec<f64>,
    means: Vec<Estimate>,
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
    let runs = results.curves(point.index, column);
    let longest = runs.iter().map(|run| run.len()).max().unwrap_or(0);
    let steps = longest.min(STEPS);
    let at = |step: usize| if steps < 2 { 0 } else { step * (longest - 1) / (steps - 1) };
    let mean = |index: usize| {
        Estimate::of(statistics::Kind::Signed, runs.iter().filter_map(|run| run.get(index)).map(|&v| f64::from(v)))
    };
    let drawn = (0..steps).map(at).map(|index| (results.series.times[index], mean(index)));
    let (times, means) = drawn.filter(|(_, e)| e.n > 0).unzip();
    Curve { point, stroke, times, means }
}

fn panels<'a>(results: &'a Results, look: &Look, kind: &Kind) -> Vec<Panel<'a>> {
    let points = outcomes::points(results, look);
    let panel = |(group, column): (Option<String>, String)| Panel {
        group,
        curves: points.iter().map(|&p| curve(results, &column, p)).filter(|c| !c.times.is_empty()).collect(),
    };
    columns(results, kind).into_iter().map(panel).filter(|p| !p.curves.is_empty()).collect()
}

fn draw(results: &Results, look: &Look, kind: &Kind) -> Figure {
    let panels = panels(results, look, kind);
    let runs = all(&panels).flat_map(|c| &c.means).map(|e| e.n).max().unwrap_or(0);
    let clock = Clock::new(&results.facts.time_unit, results.facts.duration);
    let by_group = match panels.as_slice() {
        [Panel { group: Some(group), .. }] => format!(", {}", group.replace('_', " ")),
        [_, _, ..] => ", group by group".to_owned(),
        _ => String::new(),
    };
    let title = format!("{} over time{by_group}", kind.title);
    let axes = heights(results, &panels, kind);
    let scales = if axes.windows(2).all(|two| two[0] == two[1]) { "" } else { "; each panel has its own scale" };
    let band = if runs > 1 { "line: mean; band: its 95\u{a0}% interval" } else { "no interval" };
    let subtitle = format!("{} {band}, {} per arm{scales}", results.facts.led(':'), words::runs(runs));
    let rows = page::rows_of(panels.len(), look);
    let room = look.scaled(120.0 + 260.0 * rows as f64);
    let mut page = Page::new(&look.theme, look.width, room, &title, &subtitle);
    let turned = on_page(&mut page, results, (&panels, &axes), kind, &clock, rows);
    if panels.is_empty() {
        let body = page.body;
        curves::empty(&mut page, body, "No run finished.");
    }
    let ends = ends(&panels, &clock);
    let caption = format!(
        "**{title}.** {} {band} (Student's t over {} per arm); the unit is the standard deviation of mood between people{scales}.{}{turned}{ends}{} {}{}\n",
        results.facts.led(','),
        words::runs(runs),
        words::grey(results),
        marks::words(
            &marks::of(results, kind.name),
            |at| format!("time {at}"),
            |y| format!("{}\u{a0}SD", axis::short(y))
        ),
        with_space(words::caveats(results)),
        words::source(results, "`series.csv`")
    );
    let alt = format!("Line chart. {title}, {} per arm.{ends}", words::runs(runs));
    let svg = page.finish(kind.name, &title, &alt);
    Figure { name: kind.name.into(), title, svg, table: table(&panels, &clock), caption, alt }
}

fn all<'a, 'b>(panels: &'b [Panel<'a>]) -> impl Iterator<Item = &'b Curve<'a>> {
    panels.iter().flat_map(|panel| &panel.curves)
}

/// An axis for each panel: the same for all where they need about the same, else what the panel's curves need.
fn heights(results: &Results, panels: &[Panel], kind: &Kind) -> Vec<Axis> {
    let marked = marks::heights(&marks::of(results, kind.name));
    let need = |panel: &Panel| {
        let drawn = panel.curves.iter().flat_map(|c| &c.means).flat_map(|e| [e.low, e.high, e.mean]);
        needed(drawn.chain(marked.iter().copied()).filter(|v| v.is_finite()))
    };
    let own: Vec<(f64, f64)> = panels.iter().map(need).collect();
    let shortest = own.iter().map(|(low, high)| high - low).fold(f64::INFINITY, f64::min);
    let all = own.iter().copied().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((-SMALL, SMALL));
    let shared = shortest >= SHARED * (all.1 - all.0);
    let ends = own.into_iter().map(|own| if shared { all } else { own });
    ends.map(|(low, high)| axis::amounts(low, high, kind.axis, 6)).collect()
}

/// From where to where an axis goes: what is drawn, not shorter than a small effect, and zero where it is near.
fn needed(drawn: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = drawn.fold((f64::INFINITY, f64::NEG_INFINITY), |b, v| (b.0.min(v), b.1.max(v)));
    if low > high {
        return (-SMALL, SMALL);
    }
    let missing = (SMALL - (high - low)).max(0.0) / 2.0;
    let (low, high) = (low - missing, high + missing);
    let long = high - low;
    (if low <= long { low.min(0.0) } else { low }, if -high <= long { high.max(0.0) } else { high })
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
        turned = turned.max(one(page, cell, (panel, direct), (&x, y), clock, &marks));
    }
    turned
}

fn one(
    page: &mut Page,
    cell: Frame,
    (panel, direct): (&Panel, bool),
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
    let plane = axis::draw(page, frame, x, y, Bare::default());
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
        plane.band(&ends[0], &ends[1], c.stroke.colour, depth);
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
    let mut table = Table::new(&["group", "arm", &time, "runs", "mean", "ci_low", "ci_high"]);
    for panel in panels {
        let group = panel.group.as_deref().unwrap_or("everyone");
        for c in &panel.curves {
            for (t, e) in c.times.iter().zip(&c.means) {
                let mut row = vec![group.into(), c.point.arm.as_str().into(), clock.read(*t).into(), e.n.into()];
                row.extend([e.mean, e.low, e.high].map(Into::into));
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
    fn an_axis_follows_what_is_drawn_and_does_not_blow_up_noise() {
        assert_eq!(needed([-2.2, -1.4].into_iter()), (-2.2, -1.4));
        let (low, high) = needed([0.01, 0.03].into_iter());
        assert!(low <= 0.0 && (high - low - SMALL).abs() < 1e-9, "{low} to {high}");
        assert_eq!(needed([0.3, 0.8].into_iter()), (0.0, 0.8));
        assert_eq!(needed(std::iter::empty()), (-SMALL, SMALL));
    }
}
