//! `small-multiples`: an outcome against one varied key, one panel for each value of a second key, all on the same axes.

use super::axis::{self, Axis, Bare};
use super::font;
use super::input::{Point, Results};
use super::labels::{self, Key, Sample};
use super::outcomes::Outcome;
use super::page::{Frame, Page, Stroke, Type};
use super::sweep::{self, Dimension, Line};
use super::sweep_line::{draw_line, in_turns, table_of};
use super::words;
use super::{Chart, Figure, Look, MadeOf, curves};
use crate::output::tongue::say;

/// Panels on the same axes.
pub(super) const SMALL_MULTIPLES: Chart = Chart {
    name: "small-multiples",
    made_of: MadeOf::Design,
    shows: "an outcome against a varied key, one panel for each value of a second key, all on the same axes",
    needs: "a sweep over every combination of two or three keys",
    applies: |results| layout(results).is_some() && Outcome::of(results).is_some(),
    usual: |results| layout(results).is_some_and(|layout| layout.panels.values.len() * layout.lines(results) > 5),
    draw,
};

/// Panels that a page can hold.
const MOST_PANELS: usize = 12;
/// Panels side by side.
const COLUMNS: usize = 3;
/// Lines in a panel that can be told apart.
const MOST_LINES: usize = 6;

/// Which key goes where.
struct Layout {
    x: Dimension,
    panels: Dimension,
    others: Vec<Dimension>,
}

impl Layout {
    /// Lines in a panel, without those of the null run.
    fn lines(&self, results: &Results) -> usize {
        let arms: std::collections::BTreeSet<&str> = results.arms().map(|arm| arm.arm.as_str()).collect();
        arms.len() * self.others.iter().map(|other| other.values.len()).product::<usize>()
    }
}

fn layout(results: &Results) -> Option<Layout> {
    let mut dimensions = sweep::dimensions(results);
    if !(2..=3).contains(&dimensions.len()) || results.facts.design != "grid" {
        return None;
    }
    let x = dimensions.remove(sweep::along(&dimensions));
    let most = dimensions.iter().map(|d| d.values.len()).max();
    let panels = dimensions.remove(dimensions.iter().position(|d| Some(d.values.len()) == most)?);
    let layout = Layout { x, panels, others: dimensions };
    let fits = layout.panels.values.len() <= MOST_PANELS && layout.lines(results) <= MOST_LINES;
    fits.then_some(layout)
}

/// One panel's lines.
fn lines<'a>(results: &'a Results, outcome: &Outcome, layout: &Layout, place: usize) -> Vec<Line<'a>> {
    let here = |point: &&Point| layout.panels.place(point) == Some(place);
    let points: Vec<&Point> = results.points.iter().filter(here).collect();
    sweep::lines(results, &points, outcome, &layout.x, &layout.others)
}

fn draw(results: &Results, look: &Look) -> Figure {
    let empty = || Dimension::new("", &results.facts, &[]);
    let nowhere = || Layout { x: empty(), panels: empty(), others: Vec::new() };
    let layout = layout(results).unwrap_or_else(nowhere);
    let outcome = Outcome::of(results).unwrap_or_default();
    let panels: Vec<Vec<Line>> =
        (0..layout.panels.values.len()).map(|place| lines(results, &outcome, &layout, place)).collect();
    let all = || panels.iter().flatten().flat_map(|line| &line.spots);
    let runs = sweep::runs_of(all().map(|spot| spot.value.n));
    let (what, key, other) = (outcome.name(), layout.x.name(), layout.panels.name());
    let title = say!("against-for-each", [what, key, other], "{what} against {key}, for each value of {other}");
    let title = axis::capital(&title);
    let band = super::sweep_line::interval_of_mean(&outcome.kind_of_interval());
    let what = say!("line-band", [band, runs], "line: mean; band: {band}; {runs}");
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let columns = panels.len().clamp(1, COLUMNS);
    let rows = panels.len().max(1).div_ceil(columns);
    let mut page = Page::new(look, look.scaled(56.0 + 210.0 * rows as f64), &title, &subtitle);
    let keys = keys(&panels, look);
    labels::legend(&mut page, &keys);
    let y = {
        let low = all().map(|s| s.value.low).fold(0.0, f64::min);
        outcome.axis(low, all().map(|s| s.value.high).fold(1e-3, f64::max), 4)
    };
    // Labels stand outside of the cells, so that all panels are of one size.
    let beside = y.ticks.iter().map(|(_, label)| font::width(label, look.theme.text, false)).fold(0.0, f64::max) + 8.0;
    let below = 2.0 * look.theme.leading(look.theme.text);
    let cells = page.body.inset(beside, 0.0, 0.0, below).cells(rows, columns, (look.scaled(20.0), look.scaled(10.0)));
    let mut turned = "";
    for (place, (frame, lines)) in cells.into_iter().zip(&panels).enumerate() {
        let bare = Bare { x: place + columns < panels.len(), y: place % columns > 0 };
        let (left, bottom) = (if bare.y { 0.0 } else { -beside }, if bare.x { 0.0 } else { -below });
        let frame = frame.inset(left, 0.0, 0.0, bottom);
        turned = turned.max(panel(&mut page, frame, (&layout, place), lines, &y, bare));
    }
    if panels.is_empty() {
        let frame = page.body;
        curves::empty(&mut page, frame, &words::no_run());
    }
    let said: String = panels.iter().enumerate().map(|(place, lines)| tell(lines, &outcome, &layout, place)).collect();
    let caption = format!(
        "**{title}.** {} mean over the runs of each point; {band}; {runs}.{turned}{said} {}{}\n",
        results.facts.led(':'),
        words::with_space(words::caveats(results)),
        words::source(results, "`runs.csv`")
    );
    let alt = format!("{} line charts on the same axes, {runs}.{said}", panels.len());
    let named = panels.iter().enumerate().flat_map(|(place, lines)| {
        let panel = heading(&layout, place);
        lines.iter().map(move |line| (panel.clone(), line))
    });
    let table = table_of(named, &outcome.column, &layout.x);
    let svg = page.finish(SMALL_MULTIPLES.name, &title, &alt);
    Figure::drawn(SMALL_MULTIPLES.name, title, svg, table, (caption, alt))
}

fn heading(layout: &Layout, place: usize) -> String {
    let unit = if layout.panels.unit.is_empty() {
        String::new()
    } else {
        format!("\u{a0}{}", axis::unit_alone(&layout.panels.unit))
    };
    let label = layout.panels.labels().get(place).cloned().unwrap_or_default();
    format!("{} = {label}{unit}", layout.panels.short())
}

/// The same line has the same colour in every panel.
fn stroke(lines: &[Line], place: usize, theme: &super::Theme) -> Stroke {
    match lines[place].null {
        true => Stroke::new(theme.grey, theme.line).dashed(),
        false => Stroke::new(theme.arm(place), theme.line * 1.15),
    }
}

fn keys(panels: &[Vec<Line>], look: &Look) -> Vec<Key> {
    let Some(lines) = panels.iter().max_by_key(|lines| lines.len()) else { return Vec::new() };
    let key = |place: usize| Key {
        stroke: stroke(lines, place, &look.theme),
        sample: Sample::Line,
        text: lines[place].label.clone(),
    };
    (0..lines.len()).map(key).collect()
}

/// Draws a panel and gives what the caption says of lines that take turns.
fn panel(
    page: &mut Page,
    frame: Frame,
    (layout, place): (&Layout, usize),
    lines: &[Line],
    y: &Axis,
    bare: Bare,
) -> &'static str {
    let theme = *page.theme;
    let leading = theme.leading(theme.text);
    let bold = Type { bold: true, ..page.label() };
    let x = layout.x.axis(6);
    // What the vertical axes measure stands in the heading of the figure.
    let y = Axis { title: String::new(), ..y.clone() };
    let plane = axis::draw(page, frame.inset(0.0, leading, 0.0, 0.0), &x, &y, bare);
    page.text((plane.frame.left, frame.top + leading / 2.0), &heading(layout, place), bold);
    let order = (0..lines.len()).filter(|&l| lines[l].null).chain((0..lines.len()).filter(|&l| !lines[l].null));
    let drawn: Vec<(usize, (Line, Stroke))> =
        order.map(|line| (line, (lines[line].clone(), stroke(lines, line, &theme)))).collect();
    let (strokes, turned) = in_turns(&plane, &drawn.iter().map(|d| &d.1).collect::<Vec<_>>(), &layout.x);
    for ((place, (line, _)), stroke) in drawn.iter().zip(strokes) {
        draw_line(page, &plane, line, stroke, &layout.x, (*place, lines.len()));
    }
    turned
}

fn tell(lines: &[Line], outcome: &Outcome, layout: &Layout, place: usize) -> String {
    let say = |line: &Line| {
        let [first, .., last] = line.spots.as_slice() else { return None };
        let say = |v: f64| outcome.say(v);
        Some(format!("{} from {} to {}", line.label, say(first.value.mean), say(last.value.mean)))
    };
    let said: Vec<String> = lines.iter().filter_map(say).collect();
    if said.is_empty() {
        String::new()
    } else {
        format!(" {}: {}.", axis::capital(&heading(layout, place)), said.join("; "))
    }
}
