//! Pictures of one line: a scale to guess on, and the class over what came out.

use super::facts::{Arm, Lesson};
use crate::cli::explore::page::escaped;
use crate::experiment::statistics::{quantile, sorted};
use crate::output::chart::axis::{Axis, amounts, shares_between};
use crate::output::chart::metric::Metric;
use std::fmt::Write;

const WIDTH: f64 = 720.0;
const LEFT: f64 = 14.0;
const RIGHT: f64 = 706.0;

/// A scale between two values.
struct Scale {
    axis: Axis,
}

impl Scale {
    /// Wide enough for these values; of a share from 0 to 100 %. It says nothing of where the answer lies.
    fn of(values: impl Iterator<Item = f64>, metric: &Metric) -> Self {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for value in values.filter(|value| value.is_finite()) {
            (low, high) = (low.min(value), high.max(value));
        }
        if metric.kind.is_share() {
            return Self { axis: shares_between(0.0, 1.0, "", 10) };
        }
        // What may lie on either side of zero is asked for on both.
        if low < 0.0 {
            (low, high) = (-high.max(-low), high.max(-low));
        }
        let high = if high <= 0.0 { 1.0 } else { high };
        Self { axis: amounts(low, high, "", 10) }
    }

    fn at(&self, value: f64) -> f64 {
        let (low, high) = self.axis.ends;
        LEFT + (value.clamp(low, high) - low) / (high - low) * (RIGHT - LEFT)
    }

    fn draw(&self, svg: &mut String, y: f64, unit: &str) {
        let _ = write!(svg, "<path d=\"M{LEFT} {y}H{RIGHT}\" stroke=\"{INK}\" stroke-width=\"1.5\" fill=\"none\"/>");
        for (value, label) in &self.axis.ticks {
            let x = self.at(*value);
            let anchor = if x < LEFT + 1.0 {
                "start"
            } else if x > RIGHT - 1.0 {
                "end"
            } else {
                "middle"
            };
            let at = if anchor == "start" {
                0.0
            } else if anchor == "end" {
                WIDTH
            } else {
                x
            };
            let _ = write!(
                svg,
                "<path d=\"M{x:.1} {y}v7\" stroke=\"{INK}\" stroke-width=\"1.5\"/><text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" \
                 fill=\"{INK}\" font-size=\"15\">{}</text>",
                y + 24.0,
                escaped(label)
            );
        }
        if !unit.is_empty() {
            let _ = write!(
                svg,
                "<text x=\"{WIDTH}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"{INK}\" font-size=\"15\">{}</text>",
                y + 44.0,
                escaped(unit)
            );
        }
    }
}

const INK: &str = "#1b1c1f";
const GREY: &str = "#6b6e76";
/// Okabe and Ito: vermilion for the class, blue for the runs.
const GUESS: &str = "#b84a00";
const RUNS: &str = "#0063a3";

/// All that scales are made of: the runs, far beyond which a guess may lie.
fn values(lesson: &Lesson) -> impl Iterator<Item = f64> + '_ {
    lesson.arms.iter().flat_map(|arm| arm.values.iter().map(|value| value * 2.4))
}

/// A scale to mark a guess on.
pub(super) fn empty(lesson: &Lesson) -> String {
    let scale = Scale::of(values(lesson), &lesson.metric);
    let unit = lesson.outcome.unit.as_str();
    let mut inner = String::new();
    scale.draw(&mut inner, 34.0, unit);
    let about = format!("An empty scale for a guess: {}, {}.", lesson.phrase, lesson.asked_in);
    framed(&inner, if unit.is_empty() { 62.0 } else { 84.0 }, &about)
}

/// The class over what came out, and the same in words.
pub(super) struct Drawn {
    pub(super) svg: String,
    pub(super) alt: String,
}

/// Draws a class's guesses over the runs.
pub(super) fn class(lesson: &Lesson, guesses: &[f64]) -> Drawn {
    let scale = Scale::of(values(lesson).chain(guesses.iter().copied()), &lesson.metric);
    let mut svg = String::new();
    let arms: Vec<&Arm> =
        lesson.arms.iter().find(|arm| !arm.null).into_iter().chain(lesson.arms.iter().find(|arm| arm.null)).collect();
    let mut y =
        row(&mut svg, &scale, 0.0, &Row { title: &counted(guesses.len()), values: guesses, colour: GUESS, mean: None });
    for arm in &arms {
        let title = {
            let runs = crate::output::chart::words::runs(arm.runs);
            format!("{}, {runs}: {} on average", crate::output::chart::axis::capital(&arm.label), arm.mean)
        };
        let colour = if arm.null { GREY } else { RUNS };
        let mean = arm.average.map(|mean| (mean, arm.ends));
        y = row(&mut svg, &scale, y, &Row { title: &title, values: &arm.values, colour, mean });
    }
    scale.draw(&mut svg, y + 6.0, &lesson.outcome.unit);
    let alt = in_words(lesson, guesses, &arms);
    Drawn { svg: framed(&svg, y + if lesson.outcome.unit.is_empty() { 36.0 } else { 58.0 }, &alt), alt }
}

fn counted(guesses: usize) -> String {
    if guesses == 1 { "One guess".to_owned() } else { format!("{guesses} guesses of the class") }
}

/// A row of dots.
struct Row<'a> {
    title: &'a str,
    values: &'a [f64],
    colour: &'a str,
    mean: Option<(f64, Option<(f64, f64)>)>,
}

/// Dots, those that would lie on each other stacked; gives where the next row begins.
fn row(svg: &mut String, scale: &Scale, top: f64, row: &Row<'_>) -> f64 {
    const TALL: f64 = 96.0;
    let stacks = |size: f64| {
        let mut columns = std::collections::BTreeMap::<i64, usize>::new();
        for value in row.values {
            *columns.entry((scale.at(*value) / size).round() as i64).or_default() += 1;
        }
        columns
    };
    let sizes = [13.0, 11.0, 9.0, 7.0, 5.0, 4.0, 3.0, 2.0, 1.5, 1.0];
    let size =
        sizes.into_iter().find(|size| stacks(*size).values().max().is_none_or(|most| *most as f64 * size <= TALL));
    let size = size.unwrap_or(1.0);
    let columns = stacks(size);
    let most = columns.values().max().copied().unwrap_or(0) as f64;
    let floor = top + 30.0 + (most * size).min(TALL);
    let _ = write!(
        svg,
        "<text x=\"0\" y=\"{:.1}\" fill=\"{INK}\" font-size=\"16\" font-weight=\"600\">{}</text>",
        top + 16.0,
        escaped(row.title)
    );
    let _ = write!(svg, "<g fill=\"{}\">", row.colour);
    for (column, count) in columns {
        let x = (column as f64 * size).clamp(LEFT - 8.0, RIGHT + 8.0);
        for place in 0..count.min((TALL / size) as usize + 1) {
            let _ = write!(
                svg,
                "<circle cx=\"{x:.1}\" cy=\"{:.1}\" r=\"{:.1}\"/>",
                floor - size * (place as f64 + 0.5),
                size * 0.45
            );
        }
    }
    svg.push_str("</g>");
    let Some((mean, ends)) = row.mean else { return floor + 14.0 };
    if let Some((low, high)) = ends.filter(|(low, high)| low < high) {
        let (from, to) = (scale.at(low), scale.at(high));
        let _ = write!(svg, "<path d=\"M{from:.1} {:.1}H{to:.1}\" stroke=\"{INK}\" stroke-width=\"3\"/>", floor + 8.0);
    }
    let _ = write!(svg, "<path d=\"M{x:.1} {y:.1}l-6 9h12z\" fill=\"{INK}\"/>", x = scale.at(mean), y = floor + 3.0);
    floor + 26.0
}

fn framed(inner: &str, height: f64, about: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"{}\" font-family=\"Inter, \
         system-ui, sans-serif\">{inner}</svg>",
        escaped(about)
    )
}

/// What the picture shows, for those who cannot see it, and for the teacher to say.
fn in_words(lesson: &Lesson, guesses: &[f64], arms: &[&Arm]) -> String {
    let say = |value: f64| lesson.metric.say(value);
    let all = sorted(guesses.iter().copied());
    let mut text = match &all[..] {
        [] => return String::new(),
        [only] => format!("One guess: {}.", say(*only)),
        [low, .., high] => format!(
            "{}, from {} to {}; the middle one is {}.",
            counted(all.len()),
            say(*low),
            say(*high),
            say(quantile(&all, 0.5))
        ),
    };
    for arm in arms {
        let spread = if arm.lowest == arm.highest {
            String::new()
        } else {
            format!(" (single runs {} to {})", arm.lowest, arm.highest)
        };
        let _ = write!(text, " {}: {} on average{spread}.", crate::output::chart::axis::capital(&arm.label), arm.mean);
    }
    if let Some(arm) = arms.first().filter(|arm| !arm.values.is_empty()) {
        let runs = sorted(arm.values.iter().copied());
        let (low, high) = (runs[0], runs[runs.len() - 1]);
        let below = all.iter().filter(|guess| **guess < low).count();
        let above = all.iter().filter(|guess| **guess > high).count();
        let _ = write!(
            text,
            " {} too low for every run, {} too high for every run, {} where runs lie.",
            below,
            above,
            all.len() - below - above
        );
    }
    text
}
