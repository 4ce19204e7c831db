//! `association`: how much likelier people express something when somebody one, two or three steps away does.

use super::axis::{self, Axis, Bare};
use super::input::{Point, Results};
use super::labels::{self, EndLabel};
use super::outcomes;
use super::page::{Frame, Page, Plane, Stroke};
use super::words::{self, VerbForms};
use super::{Chart, Figure, Look, MadeOf, Table, curves};
use crate::experiment::statistics::Estimate;
use crate::output::tongue::say;

/// Association against distance.
pub(super) const ASSOCIATION: Chart = Chart {
    name: "association",
    made_of: MadeOf::Outcomes,
    shows: "how much likelier one expresses when somebody one, two or three steps away does, arm by arm, with published values where the scenario names some",
    needs: "[measure] association",
    applies: |results| !measured(results).is_empty(),
    usual: |_| true,
    draw,
};

/// Panels that a figure can hold.
const MOST: usize = 3;

/// One arm: its association at each distance that some run could give.
struct Line<'a> {
    point: &'a Point,
    stroke: Stroke,
    path: Vec<(usize, Estimate)>,
}

/// Name of the outcome at a distance.
fn column(expression: &str, distance: usize) -> String {
    format!("{expression}_association_{distance}")
}

/// The distances at which an expression was measured.
fn distances(results: &Results, expression: &str) -> usize {
    (1..).take_while(|&d| results.outcomes.contains(&column(expression, d))).count()
}

fn measured(results: &Results) -> Vec<&str> {
    let expressions = results.facts.expressions.iter().map(String::as_str);
    expressions.filter(|e| distances(results, e) > 0).take(MOST).collect()
}

/// The association between contacts of the first expression that is measured, in each arm that has some.
pub(super) fn nearest(results: &Results) -> Option<(&str, Vec<(&Point, Estimate)>)> {
    let expression = *measured(results).first()?;
    let found = |arm: &'_ Point| results.summary(arm.index, &column(expression, 1)).estimate();
    Some((expression, results.arms().map(|arm| (arm, found(arm))).filter(|(_, found)| found.n > 1).collect()))
}

fn lines<'a>(results: &'a Results, look: &Look, expression: &str) -> Vec<Line<'a>> {
    let line = |(point, stroke): (&'a Point, Stroke)| {
        let at = |distance: usize| {
            let found = results.summary(point.index, &column(expression, distance)).estimate();
            (found.n > 0).then_some((distance, found))
        };
        Line { point, stroke, path: (1..=distances(results, expression)).filter_map(at).collect() }
    };
    outcomes::points(results, look).into_iter().map(line).filter(|line| !line.path.is_empty()).collect()
}

/// What it is about.
pub(super) fn title(results: &Results) -> String {
    match measured(results).as_slice() {
        [only] => {
            let VerbForms { doing, act, .. } = VerbForms::of(&results.facts.verbs, only);
            say!("title-association", [doing, act], "How much likelier one is {doing} when somebody near is")
        }
        _ => say!("title-association-several", "How much likelier one expresses when somebody near does"),
    }
}

/// Published values: the distance, the association, and whoever found it.
fn marks(results: &Results) -> Vec<(f64, f64, &str)> {
    let marks = super::marks::of(results, ASSOCIATION.name).into_iter();
    marks.filter_map(|mark| Some((mark.x?, mark.y?, mark.label.as_str()))).collect()
}

fn draw(results: &Results, look: &Look) -> Figure {
    let panels: Vec<(&str, Vec<Line>)> = measured(results).into_iter().map(|e| (e, lines(results, look, e))).collect();
    let most = panels.iter().flat_map(|p| &p.1).flat_map(|l| &l.path).map(|p| p.1.n).max().unwrap_or(0);
    let title = title(results);
    let interval = match most {
        0 | 1 => words::one_run_no_interval(),
        _ => say!("whisker-of-mean", "whisker: 95\u{a0}% interval of the mean"),
    };
    let (n, told) = (most, words::runs(most));
    let what = say!("mean-per-arm", [n, told, interval], "mean of {told} per arm; {interval}");
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let room = look.scaled(360.0) * panels.len().max(1) as f64;
    let mut page = Page::new(look, room, &title, &subtitle);
    let frames = page.body.cells(panels.len().max(1), 1, (0.0, look.scaled(18.0)));
    for ((expression, lines), frame) in panels.iter().zip(frames) {
        panel(&mut page, frame, results, expression, lines);
    }
    let found: String = panels.iter().map(|(e, lines)| findings(results, e, lines, panels.len() > 1)).collect();
    let caption = format!(
        "**{title}.** {} {} per arm, 95\u{a0}% intervals (Student's t over runs). {DEFINITION}{found}{} {CAVEAT} {}{}\n",
        results.facts.led(','),
        words::runs(most),
        published(results),
        words::with_space(words::caveats(results)),
        words::source(results, "`runs.csv`")
    );
    let alt = format!(
        "Line chart of association against distance, {} per arm.{found}{}",
        words::runs(most),
        published(results)
    );
    let svg = page.finish(ASSOCIATION.name, &title, &alt);
    Figure::drawn(ASSOCIATION.name, title, svg, table(&panels), (caption, alt))
}

const DEFINITION: &str = "Association at a distance: the chance of expressing given that somebody so many steps away does, divided by the chance given that this person does not, less one; all pairs at that shortest distance, pooled over the sampled moments of the second half of each run.";

const CAVEAT: &str = "An association is not a cause: people near each other share surroundings, and friends may have become friends because they were alike.";

fn panel(page: &mut Page, frame: Frame, results: &Results, expression: &str, lines: &[Line]) {
    let theme = *page.theme;
    let marks = marks(results);
    let values = lines.iter().flat_map(|l| l.path.iter().flat_map(|p| [p.1.low, p.1.high]));
    let (low, high) =
        values.chain(marks.iter().map(|m| m.1)).fold((0.0, 0.02), |(a, b): (f64, f64), v| (a.min(v), b.max(v)));
    let VerbForms { doing, act, .. } = VerbForms::of(&results.facts.verbs, expression);
    let title = say!("axis-association", [doing, act], "How much likelier {doing} (0\u{a0}%: no association)");
    let y = upright(axis::shares_between(low, high, &title, 6), low);
    let farthest = distances(results, expression);
    let ticks = (1..=farthest).map(|d| (d as f64, steps(d))).collect();
    let x = Axis {
        ends: (0.75, farthest as f64 + 0.15),
        ticks,
        title: say!("distance-between", "Distance between the two people"),
        ..Axis::default()
    };
    let texts: Vec<String> = lines.iter().map(|l| words::arm_label(l.point)).collect();
    let (room, words) = labels::end_room(page, &texts, theme.text * 11.0);
    let plane = axis::draw(page, frame.inset(0.0, 0.0, room.max(theme.text), 0.0), &x, &y, Bare::default());
    page.line(&[plane.at(x.ends.0, 0.0), plane.at(x.ends.1, 0.0)], Stroke::new(theme.soft, 1.0));
    for (place, line) in lines.iter().enumerate() {
        // Side by side, so that whiskers of different arms do not hide each other.
        one(page, &plane, line, (place as f64 - (lines.len() as f64 - 1.0) / 2.0) * 0.03);
    }
    let end = |line: &Line| line.path.last().map_or(0.0, |p| p.1.mean);
    let ends: Vec<EndLabel> = lines
        .iter()
        .zip(words)
        .map(|(line, lines)| EndLabel { end: plane.at(farthest as f64 + 0.06, end(line)), lines, stroke: line.stroke })
        .collect();
    labels::at_ends(page, plane.frame.right, (plane.frame.top, plane.frame.bottom), &ends);
    published_values(page, &plane, &marks);
    if lines.is_empty() {
        curves::empty(
            page,
            plane.frame,
            &say!("nobody-at-distances", "No run had people both with and without it at these distances."),
        );
    }
}

/// The axis does not begin a whole step below zero where an association is only a little negative.
fn upright(axis: Axis, low: f64) -> Axis {
    let room = (axis.ends.1 - axis.ends.0) * 0.02;
    let bottom = axis.ends.0.max((low - room).min(0.0));
    let ticks = axis.ticks.into_iter().filter(|(value, _)| *value >= bottom).collect();
    Axis { ends: (bottom, axis.ends.1), ticks, ..axis }
}

fn steps(distance: usize) -> String {
    match distance {
        1 => say!("one-step", "1 step (a contact)"),
        2 => say!("two-steps", "2 steps (a contact’s contact)"),
        more => say!("many-steps", [more], "{more} steps"),
    }
}

fn one(page: &mut Page, plane: &Plane, line: &Line, shift: f64) {
    let theme = *page.theme;
    let place = |&(distance, e): &(usize, Estimate)| (distance as f64 + shift, e);
    page.group("arm");
    let path: Vec<(f64, f64)> = line.path.iter().map(place).map(|(x, e)| (x, e.mean)).collect();
    plane.curve(&path, line.stroke);
    let solid = Stroke { dash: "", ..line.stroke };
    for (x, e) in line.path.iter().map(place) {
        if e.high > e.low {
            page.line(&[plane.at(x, e.low), plane.at(x, e.high)], Stroke { width: theme.line * 0.75, ..solid });
        }
        page.dot(plane.at(x, e.mean), theme.text * 0.3, solid.colour);
    }
}

/// Rings, each with its number; whoever found them is named beside the first.
fn published_values(page: &mut Page, plane: &Plane, marks: &[(f64, f64, &str)]) {
    let theme = *page.theme;
    page.group("marks");
    let mut points = Vec::new();
    let mut named: Vec<&str> = Vec::new();
    for &(x, y, label) in marks {
        let at = plane.at(x, y);
        page.ring(at, theme.text * 0.5, Stroke::new(theme.ink, theme.line));
        let who = if named.contains(&label) { String::new() } else { format!("{label}: ") };
        named.push(label);
        points.push((at, theme.text * 0.5, format!("{who}{}", axis::percent(y))));
    }
    let look = page.label();
    page.halo(true);
    labels::beside_points(page, &points, plane.frame, look);
    page.halo(false);
}

fn findings(results: &Results, expression: &str, lines: &[Line], named: bool) -> String {
    let mut text = if named {
        format!(" {}:", axis::capital(&VerbForms::of(&results.facts.verbs, expression).doing))
    } else {
        String::new()
    };
    for line in lines {
        let at = |&(_, e): &(usize, Estimate)| match e.n {
            1 => axis::percent(e.mean),
            _ => format!("{} ({} to {})", axis::percent(e.mean), axis::percent(e.low), axis::percent(e.high)),
        };
        let values: Vec<String> = line.path.iter().map(at).collect();
        text += &format!(" {}: {}.", axis::capital(&words::arm_label(line.point)), values.join(", "));
    }
    text
}

fn published(results: &Results) -> String {
    let marks = marks(results);
    let Some(first) = marks.first() else { return String::new() };
    let values: Vec<String> = marks.iter().map(|m| axis::percent(m.1)).collect();
    format!(" Rings: {}, {}.", first.2, words::listed(&values))
}

fn table(panels: &[(&str, Vec<Line>)]) -> Table {
    let mut table = Table::new(&["expression", "arm", "distance", "runs", "association", "ci_low", "ci_high"]);
    for (expression, lines) in panels {
        for line in lines {
            for &(distance, Estimate { mean, low, high, n }) in &line.path {
                let arm = line.point.arm.as_str();
                table.row(vec![
                    (*expression).into(),
                    arm.into(),
                    distance.into(),
                    n.into(),
                    mean.into(),
                    low.into(),
                    high.into(),
                ]);
            }
        }
    }
    table
}
