//! `outcome-by-arm`: the mean of an outcome with its interval, arm by arm; along an axis where the arms differ in one number.

use super::axis::{self, Axis, Bare};
use super::input::{Point, Results};
use super::labels::{self, EndLabel};
use super::outcomes::{self, Outcome};
use super::page::{Frame, Hang, Page, Plane, Stroke, Type};
use super::words;
use super::{Chart, Figure, Look, MadeOf, Table, curves, font};
use crate::experiment::statistics::Estimate;
use crate::output::tongue::say;

/// Means with intervals.
pub(super) const OUTCOME_BY_ARM: Chart = Chart {
    name: "outcome-by-arm",
    made_of: MadeOf::Outcomes,
    shows: "mean of an outcome with its 95 % interval, arm by arm, the run without imitation in grey",
    needs: "arms",
    applies: |results| Outcome::of(results).is_some() && results.arms().count() > 0,
    usual: |results| results.arms().count() > 1 && !results.is_sweep(),
    draw,
};

/// Outcomes that a page can hold.
const MOST_PANELS: usize = 4;

/// One arm's mean.
struct Dot<'a> {
    point: &'a Point,
    stroke: Stroke,
    value: Estimate,
}

fn dots<'a>(results: &'a Results, look: &Look, outcome: &Outcome) -> Vec<Dot<'a>> {
    let dot = |(point, stroke): (&'a Point, Stroke)| {
        let value = outcome.estimate(results, point.index);
        (value.n > 0).then_some(Dot { point, stroke, value })
    };
    outcomes::points(results, look).into_iter().filter_map(dot).collect()
}

/// One outcome, arm by arm.
struct Panel<'a> {
    outcome: Outcome,
    dots: Vec<Dot<'a>>,
    /// The decimals at which means and differences add up, where any are compared.
    digits: Option<usize>,
}

impl Panel<'_> {
    /// What is found, after the outcome's name where there are several.
    fn tell(&self, results: &Results, several: bool, compared: bool) -> String {
        let lead = if several { format!(" {}:", self.outcome.title) } else { String::new() };
        let compared = match compared {
            true => {
                outcomes::to_be_said(results, &self.outcome.column) + &outcomes::comparisons(results, &self.outcome)
            }
            false => String::new(),
        };
        format!("{lead}{}{compared}", self.means())
    }

    fn digits(&self, value: Estimate) -> usize {
        self.digits.unwrap_or_else(|| words::decimals(value, self.factor()))
    }

    fn factor(&self) -> f64 {
        if self.outcome.share { 100.0 } else { 1.0 }
    }

    /// A mean beside its dot, to the digits of the caption.
    fn label(&self, value: Estimate) -> String {
        match value.n {
            1 => self.outcome.say(value.mean),
            _ => {
                let mean = words::mean_to(value, self.factor(), self.digits(value));
                if self.outcome.share { axis::percent_of(&mean) } else { mean }
            }
        }
    }

    fn means(&self) -> String {
        let unit = if self.outcome.share { "%" } else { "" };
        let mean = |dot: &Dot| {
            let (label, v) = (axis::capital(&words::arm_label(dot.point)), dot.value);
            match v.n {
                1 => format!(" {label}: {} in one run.", self.outcome.say(v.mean)),
                _ => format!(" {label}: mean {}.", words::interval_to(v, self.factor(), unit, self.digits(v))),
            }
        };
        self.dots.iter().map(mean).collect()
    }
}

fn panels<'a>(results: &'a Results, look: &Look) -> Vec<Panel<'a>> {
    let panel = |outcome: Outcome| Panel {
        dots: dots(results, look, &outcome),
        digits: outcomes::digits(results, &outcome),
        outcome,
    };
    Outcome::shown(results).into_iter().take(MOST_PANELS).map(panel).collect()
}

fn draw(results: &Results, look: &Look) -> Figure {
    let panels = panels(results, look);
    let several = panels.len() > 1;
    let runs = panels.iter().flat_map(|panel| &panel.dots).map(|d| d.value.n).max().unwrap_or(0);
    let interval = match runs {
        0 | 1 => words::one_run_no_interval(),
        _ => say!("dot-and-whisker", "dot: mean; whisker: its 95\u{a0}% interval"),
    };
    let names: Vec<String> = panels.iter().map(|panel| panel.outcome.name()).collect();
    let title = axis::capital(&say!("arm-by-arm", [what = words::listed(&names)], "{what}, arm by arm"));
    let subtitle = format!("{} {}", words::led(results, ':'), words::per_arm(&interval, runs));
    let along = outcomes::varied(results);
    let rows = panels.iter().map(|panel| panel.dots.len()).max().unwrap_or(0).max(2) as f64;
    let row = if along.is_some() { 360.0 } else { rows * 38.0 + 84.0 };
    let room = look.scaled(row * panels.len().max(1) as f64);
    let mut page = Page::new(look, room, &title, &subtitle);
    let cells = page.body.cells(panels.len().max(1), 1, (0.0, look.scaled(10.0)));
    for (panel, frame) in panels.iter().zip(cells) {
        let called = along.as_ref().map(|key| axis::capital(&results.facts.called(key).full));
        match called {
            Some(key) => numbered(&mut page, look, frame, panel, &key),
            None => named(&mut page, look, frame, panel),
        }
    }
    let mut kinds: Vec<String> = panels.iter().map(|panel| panel.outcome.kind_of_interval()).collect();
    kinds.dedup();
    let caption = format!(
        "**{title}.** {} {interval} ({}; {} per arm).{}{} {}{}\n",
        results.facts.led(','),
        kinds.join("; "),
        words::runs(runs),
        other_set_up(results),
        panels.iter().map(|panel| panel.tell(results, several, true)).collect::<String>(),
        words::with_space(words::caveats(results)),
        words::source(results, "`runs.csv`")
    );
    let alt = format!(
        "Dot plot with whiskers over {} per arm. {}:{}",
        words::runs(runs),
        title,
        panels.iter().map(|panel| panel.tell(results, several, false)).collect::<String>()
    );
    let svg = page.finish(OUTCOME_BY_ARM.name, &title, &alt);
    Figure::drawn(OUTCOME_BY_ARM.name, title, svg, table(&panels, &along), (caption, alt))
}

fn top(dots: &[Dot]) -> f64 {
    dots.iter().map(|d| d.value.high).fold(0.0, f64::max)
}

/// Names down the left side, whiskers lying.
fn named(page: &mut Page, look: &Look, frame: Frame, panel: &Panel) {
    let (theme, dots, outcome) = (look.theme, &panel.dots[..], &panel.outcome);
    let x = outcome.axis(dots.iter().map(|d| d.value.low).fold(0.0, f64::min), top(dots).max(1e-3), 7);
    let count = dots.len().max(1) as f64;
    let most = look.width * 0.32;
    let lines: Vec<Vec<String>> =
        dots.iter().map(|d| font::wrap_at_most(&words::arm_label(d.point), theme.text, false, most, 2)).collect();
    let wide = lines.iter().flatten().map(|l| font::width(l, theme.text, false)).fold(0.0, f64::max);
    let y = Axis { ends: (0.0, count), ..Axis::default() };
    let frame = frame.inset(wide + 16.0, 0.0, theme.text * 4.0, 0.0);
    let plane = axis::draw(page, frame, &x, &y, Bare { x: false, y: true });
    for (value, _) in &x.ticks {
        let at = plane.at(*value, 0.0).0;
        page.line(&[(at, plane.frame.top), (at, plane.frame.bottom)], Stroke::new(theme.grid, 1.0));
    }
    if dots.is_empty() {
        curves::empty(page, plane.frame, &words::no_run());
    }
    for (row, (dot, lines)) in dots.iter().zip(lines).enumerate() {
        let height = plane.at(0.0, count - row as f64 - 0.5).1;
        let right = Type { hang: Hang::Right, colour: dot.stroke.colour.readable_on(theme.ground), ..page.label() };
        page.block((plane.frame.left - 12.0, height), &lines, right);
        let [low, mean, high] =
            [dot.value.low, dot.value.mean, dot.value.high].map(|v| plane.at(v.max(x.ends.0), 0.0).0);
        whisker(page, dot, [(low, height), (mean, height), (high, height)]);
        let label = page.label();
        let said = panel.label(dot.value);
        // A long number beside a long whisker stands on it rather than beyond the sheet.
        let most = frame.right + theme.text * 4.0 - font::width(&said, theme.text, false);
        page.halo(true);
        page.text(((high.max(mean + theme.text * 0.4) + 8.0).min(most), height), &said, label);
        page.halo(false);
    }
}

fn whisker(page: &mut Page, dot: &Dot, [low, mean, high]: [(f64, f64); 3]) {
    let stroke = Stroke { dash: "", ..dot.stroke };
    page.group("estimates");
    if dot.value.high > dot.value.low {
        page.line(&[low, high], stroke);
    }
    page.dot(mean, page.theme.text * 0.36, stroke.colour);
}

/// Along the number that the arms differ in.
fn numbered(page: &mut Page, look: &Look, frame: Frame, panel: &Panel, along: &str) {
    let (theme, dots, outcome) = (look.theme, &panel.dots[..], &panel.outcome);
    let placed = |d: &Dot| d.point.only_number().filter(|_| !d.point.null).map(|v| v.1);
    let values: Vec<f64> = dots.iter().filter_map(placed).collect();
    let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |b, v| (b.0.min(*v), b.1.max(*v)));
    let mut x = axis::amounts(low, high.max(low + 1e-9), along, 8);
    let margin = (high - low).max(1e-9) * 0.04;
    x.ends = (low - margin, high + margin);
    x.ticks.retain(|(v, _)| *v >= x.ends.0 && *v <= x.ends.1);
    let y = outcome.axis(dots.iter().map(|d| d.value.low).fold(0.0, f64::min), top(dots).max(1e-3), 6);
    let null = dots.iter().find(|d| d.point.null);
    let label: Vec<String> =
        null.iter().map(|d| format!("{}: {}", words::arm_label(d.point), panel.label(d.value))).collect();
    let (room, lines) = labels::end_room(page, &label, theme.text * 9.0);
    let frame = frame.inset(0.0, 0.0, room.max(theme.text), 0.0);
    let plane = axis::draw(page, frame, &x, &y, Bare::default());
    if let (Some(null), Some(lines)) = (null, lines.into_iter().next()) {
        grey(page, &plane, null, lines);
    }
    let arms: Vec<&Dot> = dots.iter().filter(|d| placed(d).is_some()).collect();
    let mut path: Vec<(f64, f64)> = arms.iter().map(|d| (placed(d).unwrap_or(0.0), d.value.mean)).collect();
    path.sort_by(|a, b| a.0.total_cmp(&b.0));
    plane.curve(&path, Stroke::new(theme.arm(0), theme.line));
    for dot in arms {
        let x = placed(dot).unwrap_or(0.0);
        let points = [dot.value.low, dot.value.mean, dot.value.high].map(|v| plane.at(x, v.max(plane.y.0)));
        whisker(page, &Dot { stroke: Stroke::new(theme.arm(0), theme.line), ..*dot }, points);
    }
}

/// The null run as a line right across, with its interval.
fn grey(page: &mut Page, plane: &Plane, null: &Dot, lines: Vec<String>) {
    let across = |v: f64| [(plane.x.0, v), (plane.x.1, v)];
    page.group("null");
    plane.band(&across(null.value.low.max(plane.y.0)), &across(null.value.high), null.stroke.colour, 0.16);
    plane.curve(&across(null.value.mean), null.stroke);
    let end = EndLabel { end: plane.at(plane.x.1, null.value.mean), lines, stroke: null.stroke };
    labels::at_ends(page, plane.frame.right, (plane.frame.top, plane.frame.bottom), &[end]);
}

/// What the grey is where it is no arm without imitation.
fn other_set_up(results: &Results) -> String {
    let differs = results.null().is_some_and(|null| results.arms().any(|arm| !null.is_null_of(arm)));
    if differs { words::grey(results).replace("Grey, dashed", "Grey") } else { String::new() }
}

fn table(panels: &[Panel], along: &Option<String>) -> Table {
    let key = along.as_deref().unwrap_or("value");
    let mut table = Table::new(&["arm", key, "runs", "mean", "ci_low", "ci_high", "outcome"]);
    for (panel, dot) in panels.iter().flat_map(|panel| panel.dots.iter().map(move |dot| (panel, dot))) {
        let value = dot.point.only_number().map_or(f64::NAN, |v| v.1);
        let Estimate { mean, low, high, n } = dot.value;
        let mut row = vec![dot.point.arm.as_str().into(), value.into(), n.into()];
        row.extend([mean, low, high].map(Into::into));
        row.push(panel.outcome.column.as_str().into());
        table.row(row);
    }
    table
}
