//! `sweep-line`: an outcome against one varied key, with the interval of its mean at each point; one line for each arm or value
//! of a second key, the run without imitation in grey.

use super::axis::{self, Axis, Bare};
use super::beside;
use super::input::{Mark, Point, Results};
use super::labels::{self, EndLabel};
use super::outcomes::{self, Outcome};
use super::page::{Frame, Page, Plane, Stroke};
use super::sweep::{self, Dimension, Line, Spot};
use super::table::Cell;
use super::words;
use super::{Chart, Figure, Look, MadeOf, Table, curves, marks, turns};
use crate::experiment::statistics::Estimate;
use crate::output::tongue::say;

/// Lines with bands.
pub(super) const SWEEP_LINE: Chart = Chart {
    name: "sweep-line",
    made_of: MadeOf::Design,
    shows: "an outcome against a varied key, with the 95 % interval of its mean at each point; one line for each arm or value of a second key",
    needs: "a sweep over a key, with at most eight lines",
    applies,
    usual: |results| layout(results).is_some_and(|(_, others)| others.iter().all(|other| other.values.len() <= 5)),
    draw,
};

/// Lines that can be told apart.
const MOST_LINES: usize = 8;
/// Outcomes that a page can hold.
const MOST_PANELS: usize = 4;
/// Points whose runs a caption can name one by one.
const FEW: usize = 12;

fn applies(results: &Results) -> bool {
    if results.study.is_some() {
        return false;
    }
    let Some((x, others)) = layout(results) else { return false };
    let Some(outcome) = Outcome::of(results) else { return false };
    let points: Vec<&Point> = results.points.iter().collect();
    let lines = sweep::lines(results, &points, &outcome, &x, &others);
    let own = lines.iter().filter(|line| !line.null);
    own.clone().count() <= MOST_LINES && own.clone().all(|line| line.spots.len() > 1) && own.count() > 0
}

/// The key along the axis, and those that make several lines; of keys that change in step one stands for all.
fn layout(results: &Results) -> Option<(Dimension, Vec<Dimension>)> {
    let mut dimensions = sweep::dimensions(results);
    if dimensions.is_empty() {
        return None;
    }
    let x = dimensions.remove(sweep::along(&dimensions));
    let in_step = results.facts.design == "zip";
    Some((x, if in_step { Vec::new() } else { dimensions }))
}

/// One outcome with its lines.
struct Panel<'a> {
    outcome: Outcome,
    lines: Vec<(Line<'a>, Stroke)>,
    /// For each line what theory expects at its places.
    theory: Vec<Vec<(usize, f64)>>,
}

fn panels<'a>(results: &'a Results, look: &Look, x: &Dimension, others: &[Dimension]) -> Vec<Panel<'a>> {
    let panel = |outcome: Outcome| {
        let points: Vec<&Point> = results.points.iter().collect();
        let lines = sweep::lines(results, &points, &outcome, x, others);
        let stroke = |(index, line): (usize, &Line)| match line.null {
            true => Stroke::new(look.theme.grey, look.theme.line).dashed(),
            false => look.arm(index, look.theme.line * 1.15),
        };
        let strokes: Vec<Stroke> = lines.iter().enumerate().map(stroke).collect();
        let at = |spot: &sweep::Spot| Some((spot.place, results.expected_outcome(spot.point.index, &outcome.column)?));
        let theory = lines.iter().map(|line| line.spots.iter().filter_map(at).collect()).collect();
        Panel { outcome, lines: lines.into_iter().zip(strokes).collect(), theory }
    };
    Outcome::shown(results).into_iter().take(MOST_PANELS).map(panel).collect()
}

/// What an interval is, for a subtitle; its kind in brackets is for readers of statistics, in English.
pub(super) fn interval_of_mean(kind: &str) -> String {
    say!("interval-of-mean", [kind], "95\u{a0}% interval of the mean ({kind})")
}

/// That there is none.
pub(super) fn no_interval() -> String {
    say!("no-interval-of-one", "no interval: one run says nothing about chance")
}

fn draw(results: &Results, look: &Look) -> Figure {
    let nowhere = || (Dimension::new("", &results.facts, &[]), Vec::new());
    let (x, others) = layout(results).unwrap_or_else(nowhere);
    let panels = panels(results, look, &x, &others);
    let lines: Vec<Line> = panels.iter().flat_map(|panel| panel.lines.iter().map(|l| l.0.clone())).collect();
    let what: Vec<String> = panels.iter().map(|panel| panel.outcome.name()).collect();
    let title = axis::capital(&say!("against", [what = words::listed(&what), key = x.name()], "{what} against {key}"));
    let runs = sweep::runs_of(lines.iter().flat_map(|line| &line.spots).map(|spot| spot.value.n));
    let band = if lines.iter().flat_map(|l| &l.spots).any(|s| s.value.n > 1) {
        let mut kinds: Vec<String> = panels.iter().map(|panel| panel.outcome.kind_of_interval()).collect();
        kinds.dedup();
        interval_of_mean(&kinds.join("; "))
    } else {
        no_interval()
    };
    let most = panels.iter().map(|panel| panel.lines.len()).max().unwrap_or(0);
    let theory = panels.iter().flat_map(|p| &p.theory).any(|path| !path.is_empty());
    let dotted = if theory { say!("dotted-theory-too", "; dotted: theory") } else { String::new() };
    let what = match x.numbers.is_some() && most <= MOST_BANDS {
        true => say!("dot-band", [band, runs, dotted], "dot: mean; band: {band}; {runs}{dotted}"),
        false => say!("dot-whisker", [band, runs, dotted], "dot: mean; whisker: {band}; {runs}{dotted}"),
    };
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let room = 300.0 * panels.len().max(1) as f64 + if panels.len() > 1 { 0.0 } else { 60.0 };
    let mut page = Page::new(look, look.scaled(room), &title, &subtitle);
    let cells = page.body.cells(panels.len().max(1), 1, (0.0, look.scaled(14.0)));
    let marks = marks::of(results, SWEEP_LINE.name);
    let mut turned = "";
    for (panel, frame) in panels.iter().zip(cells) {
        turned = turned.max(draw_panel(&mut page, frame, panel, &x, &marks));
    }
    let step = match (results.facts.design.as_str(), results.facts.varied.len()) {
        ("zip", 2..) => {
            let names: Vec<String> = results.facts.varied.iter().map(|key| results.facts.called(key).full).collect();
            format!(" These change in step: {}.", words::listed(&names))
        }
        _ => String::new(),
    };
    let mut said: String = panels.iter().map(|panel| tell(results, panel, &x)).collect();
    said += turned;
    said += outcomes::looked(results);
    said += &marks::words(&marks, |at| format!("{at} ({})", x.name()), axis::short);
    let caption = format!(
        "**{title}.** {} mean over the runs of each point; {band}; {runs}{}.{said}{step}{} {}{}\n",
        results.facts.led(':'),
        counts(&lines, &x),
        beside::of_outcomes(results, &panels.iter().map(|p| p.outcome.column.as_str()).collect::<Vec<_>>()),
        words::with_space(words::caveats(results)),
        words::source(results, "`runs.csv`")
    );
    let alt = format!("Line chart over {} values of {}, {runs}.{said}", x.values.len(), x.title());
    let table = table(&panels, &x, results.theory.is_some());
    let svg = page.finish(SWEEP_LINE.name, &title, &alt);
    Figure::drawn(SWEEP_LINE.name, title, svg, table, (caption, alt))
}

/// Draws a panel and gives what the caption says of lines that take turns.
fn draw_panel(page: &mut Page, frame: Frame, panel: &Panel, x: &Dimension, marks: &[&Mark]) -> &'static str {
    let theme = *page.theme;
    let across: Axis = x.axis(11);
    let values = || panel.lines.iter().flat_map(|(line, _)| &line.spots).map(|spot| spot.value);
    let theory = panel.theory.iter().flatten().map(|(_, value)| *value);
    let marked = marks::heights(marks);
    let low = values().map(|v| v.low).chain(marked.iter().copied()).fold(0.0, f64::min);
    let top = values().map(|v| v.high).chain(marked).chain(theory).fold(1e-3, f64::max);
    let y = panel.outcome.axis(low, top, 6);
    let texts: Vec<String> = panel.lines.iter().map(|(line, _)| line.label.clone()).collect();
    let (room, texts) = labels::end_room(page, &texts, theme.text * 12.0);
    let plane = axis::draw(page, frame.inset(0.0, 0.0, room.max(theme.text), 0.0), &across, &y, Bare::default());
    marks::behind(page, &plane, marks);
    if panel.lines.is_empty() {
        curves::empty(page, plane.frame, &words::no_run());
    }
    // Grey first: what was asked about lies on top of what it is compared with.
    let (grey, own): (Vec<_>, Vec<_>) = panel.lines.iter().partition(|(line, _)| line.null);
    let order: Vec<&(Line, Stroke)> = grey.into_iter().chain(own).collect();
    let (strokes, turned) = in_turns(&plane, &order, x);
    for (place, ((line, _), stroke)) in order.iter().zip(strokes).enumerate() {
        draw_line(page, &plane, line, stroke, x, (place, panel.lines.len()));
    }
    expected(page, &plane, panel, x);
    let end = |((line, stroke), lines): (&(Line, Stroke), Vec<String>)| {
        let last = line.spots.last()?;
        let from = plane.at(x.position(last.place), last.value.mean);
        Some(EndLabel { end: from, lines, stroke: *stroke })
    };
    let ends: Vec<EndLabel> = panel.lines.iter().zip(texts).filter_map(end).collect();
    labels::at_ends(page, plane.frame.right, (plane.frame.top, plane.frame.bottom), &ends);
    // Along names there is no place for what stands at a number.
    let fit: Vec<&Mark> = marks.iter().filter(|mark| x.numbers.is_some() || mark.x.is_none()).copied().collect();
    marks::before(page, &plane, &fit, |y| panel.outcome.say(y));
    turned
}

/// Lines in the order drawn, each with gaps where it would hide another; what a caption says of it.
pub(super) fn in_turns(plane: &Plane, order: &[&(Line, Stroke)], x: &Dimension) -> (Vec<Stroke>, &'static str) {
    let wanted: Vec<Stroke> = order.iter().map(|line| line.1).collect();
    // Names have dots only, side by side.
    if x.numbers.is_none() {
        return (wanted, "");
    }
    let path = |line: &Line| line.spots.iter().map(|s| plane.at(x.position(s.place), s.value.mean)).collect();
    let lines: Vec<turns::Line> = order.iter().map(|(line, stroke)| (path(line), *stroke)).collect();
    let strokes = turns::taken(&lines);
    let said = turns::words(&strokes, &wanted);
    (strokes, said)
}

/// Draws a line with its band, or dots with whiskers where its places are names; `place` of so many lines.
pub(super) fn draw_line(
    page: &mut Page,
    plane: &Plane,
    line: &Line,
    stroke: Stroke,
    x: &Dimension,
    (place, count): (usize, usize),
) {
    page.group(if line.null { "null" } else { "line" });
    match (&x.numbers, count) {
        (Some(_), ..=MOST_BANDS) => banded(page, plane, line, stroke, x),
        (Some(_), _) => {
            // Where they are: beside its place on an axis of numbers a point would tell another number.
            let path: Vec<_> = line.spots.iter().map(|s| (x.position(s.place), s.value.mean)).collect();
            plane.curve(&path, stroke);
            whiskered(page, plane, line, stroke, |place| x.position(place));
        }
        (None, _) => whiskered(page, plane, line, stroke, |at| at as f64 + shift(place, count)),
    }
}

/// Bands that can lie on each other and still be told apart; more lines get whiskers.
pub(super) const MOST_BANDS: usize = 3;

/// What theory expects: dotted along numbers, rings beside names.
fn expected(page: &mut Page, plane: &Plane, panel: &Panel, x: &Dimension) {
    let stroke = Stroke::new(page.theme.ink, page.theme.line);
    page.group("theory");
    for path in panel.theory.iter().filter(|path| !path.is_empty()) {
        let path: Vec<(f64, f64)> = path.iter().map(|(place, value)| (x.position(*place), *value)).collect();
        if x.numbers.is_some() && path.len() > 1 {
            plane.curve(&path, stroke.dotted());
        } else {
            path.iter().for_each(|&(x, y)| page.ring(plane.at(x, y), page.theme.text * 0.4, stroke));
        }
    }
}

/// Side by side along names, so that whiskers of different lines do not hide each other.
fn shift(place: usize, count: usize) -> f64 {
    (place as f64 - (count as f64 - 1.0) / 2.0) * (0.5 / count.max(1) as f64).min(0.14)
}

fn banded(page: &mut Page, plane: &Plane, line: &Line, stroke: Stroke, x: &Dimension) {
    let path = |value: fn(&Estimate) -> f64| {
        line.spots.iter().map(|s| (x.position(s.place), value(&s.value).max(plane.y.0))).collect::<Vec<_>>()
    };
    let (low, mean, high) = (path(|v| v.low), path(|v| v.mean), path(|v| v.high));
    if line.spots.iter().any(|s| s.value.high > s.value.low) {
        plane.band(&low, &high, stroke.colour, 0.18);
    }
    plane.curve(&mean, stroke);
    for &(x, y) in &mean {
        page.dot(plane.at(x, y), page.theme.text * if line.null { 0.16 } else { 0.24 }, stroke.colour);
    }
}

fn whiskered(page: &mut Page, plane: &Plane, line: &Line, stroke: Stroke, place: impl Fn(usize) -> f64) {
    let solid = Stroke { dash: "", width: stroke.width * 0.7, ..stroke };
    for spot in &line.spots {
        let x = place(spot.place);
        if spot.value.high > spot.value.low {
            page.line(&[plane.at(x, spot.value.low.max(plane.y.0)), plane.at(x, spot.value.high)], solid);
        }
        page.dot(plane.at(x, spot.value.mean), page.theme.text * 0.3, stroke.colour);
    }
}

/// How many runs each point has, where they are not the same and few enough to say.
fn counts(lines: &[Line], x: &Dimension) -> String {
    let differ = lines.iter().flat_map(|l| &l.spots).any(|s| s.value.n != lines[0].spots[0].value.n);
    if !differ || x.values.len() > FEW {
        return String::new();
    }
    let labels = x.labels();
    let of = |line: &Line| {
        let counts: Vec<String> = line.spots.iter().map(|s| format!("{} at {}", s.value.n, labels[s.place])).collect();
        format!("{}: {}", line.label, counts.join(", "))
    };
    format!(" (runs of {})", lines.iter().map(of).collect::<Vec<_>>().join("; "))
}

/// Where each line starts and ends, where it is highest, and whether its ends can be told apart.
fn tell(results: &Results, panel: &Panel, x: &Dimension) -> String {
    let outcome = &panel.outcome;
    let labels = x.labels();
    let unit = if x.unit.is_empty() { String::new() } else { format!("\u{a0}{}", x.unit) };
    let say_to = |spot: &sweep::Spot, digits: Option<usize>| {
        let (v, at) = (spot.value, &labels[spot.place]);
        let say = |value: f64| digits.map_or_else(|| outcome.say(value), |digits| outcome.say_to(value, digits));
        let range = if v.n > 1 { format!(" ({} to {})", say(v.low), say(v.high)) } else { String::new() };
        format!("{}{range} at {at}{unit}", say(v.mean))
    };
    let say = |spot: &sweep::Spot| say_to(spot, None);
    let mut text = String::new();
    for (line, _) in &panel.lines {
        let [first, .., last] = line.spots.as_slice() else { continue };
        let most = line.spots.iter().max_by(|a, b| a.value.mean.total_cmp(&b.value.mean)).unwrap_or(first);
        let peak = match most.place == first.place || most.place == last.place {
            true => String::new(),
            false => format!(", highest {}", say(most)),
        };
        let rows = |spot: &sweep::Spot| outcome.sample(results, spot.point.index);
        let verdict = words::compare(&rows(last), &rows(first));
        let digits = outcome.digits(&[(first.value.mean, last.value.mean, verdict)]).filter(|_| !line.null);
        let verdict = match line.null {
            true => String::new(),
            false => format!(" Last against first: {}", words::after_colon(&outcome.verdict(verdict, digits))),
        };
        let (first, last) = (say_to(first, digits), say_to(last, digits));
        text += &format!(" {}: {first} and {last}{peak}.{verdict}", axis::capital(&line.label));
    }
    text
}

fn table(panels: &[Panel], x: &Dimension, theory: bool) -> Table {
    let title = x.column();
    let mut columns = vec!["outcome", "line", "point", &title, "runs", "mean", "ci_low", "ci_high"];
    columns.extend(theory.then_some("theory"));
    let mut table = Table::new(&columns);
    for panel in panels {
        for ((line, _), expected) in panel.lines.iter().zip(&panel.theory) {
            for spot in &line.spots {
                let there = expected.iter().find(|(place, _)| *place == spot.place).map_or(f64::NAN, |e| e.1);
                let mut row = row(&panel.outcome.column, line, spot, x);
                row.extend(theory.then(|| there.into()));
                table.row(row);
            }
        }
    }
    table
}

/// The numbers of lines in several panels.
pub(super) fn table_of<'a>(lines: impl Iterator<Item = (String, &'a Line<'a>)>, outcome: &str, x: &Dimension) -> Table {
    let mut table = columns(&format!("{outcome} where"), x);
    lines.for_each(|(panel, line)| rows(&mut table, &panel, line, x));
    table
}

fn columns(panel: &str, x: &Dimension) -> Table {
    Table::new(&[panel, "line", "point", &x.column(), "runs", "mean", "ci_low", "ci_high"])
}

fn rows(table: &mut Table, panel: &str, line: &Line, x: &Dimension) {
    line.spots.iter().for_each(|spot| table.row(row(panel, line, spot, x)));
}

fn row(panel: &str, line: &Line, spot: &Spot, x: &Dimension) -> Vec<Cell> {
    let v = spot.value;
    vec![
        panel.into(),
        line.name.as_str().into(),
        (spot.point.index as usize).into(),
        x.cell(spot.place),
        v.n.into(),
        v.mean.into(),
        v.low.into(),
        v.high.into(),
    ]
}
