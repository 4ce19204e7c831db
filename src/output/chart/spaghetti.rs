//! `spaghetti`: every run's share expressing as a fine line, the median on top, and how long it lasted beside.

use super::axis::{self, Bare, Clock};
use super::histogram::{beside, with_space};
use super::input::{Point, Results};
use super::labels::{self, Key, Sample};
use super::numbers::{quantile, sorted};
use super::page::{Frame, Page, Stroke};
use super::words::{self, Voice};
use super::{Chart, Figure, Look, Table, curves};

/// Every run a line.
pub const SPAGHETTI: Chart = Chart {
    name: "spaghetti",
    shows: "every run's share expressing as a fine line with the median on top, and beside it how long it lasted",
    needs: "a series of at least two runs",
    applies: |results| {
        !results.series.times.is_empty() && results.facts.expressions.len() == 1 && main(results).is_some()
    },
    usual: |results| results.facts.expressions == ["applause"],
    draw,
};

/// Lines that can be told from a cloud.
const MOST_LINES: usize = 200;
/// Points along a line.
const STEPS: usize = 240;
/// Bars of the histogram.
const BARS: f64 = 20.0;

fn main(results: &Results) -> Option<&Point> {
    results.arms().next()
}

/// What is drawn of one point.
struct Runs {
    times: Vec<f64>,
    /// Every run's shares at these times.
    runs: Vec<Vec<f64>>,
    median: Vec<f64>,
    /// How long it went on in each run, from the first to the last seen, ascending, in the tables' unit.
    lengths: Vec<f64>,
    /// When the last of any run was seen.
    end: f64,
    /// Runs in which somebody was still at it at the end.
    open: usize,
}

fn runs(results: &Results, point: &Point) -> Runs {
    let curves = results.curves(point.index, &format!("{}_prevalence", results.facts.expressions[0]));
    let all = &results.series.times;
    let steps = STEPS.min(all.len() - 1).max(1);
    let index: Vec<usize> = (0..=steps).map(|s| s * (all.len() - 1) / steps).collect();
    let at = |curve: &[f32], i: usize| curve.get(i).map_or(0.0, |&v| f64::from(v));
    let runs: Vec<Vec<f64>> = curves.iter().map(|c| index.iter().map(|&i| at(c, i)).collect()).collect();
    let median = (0..index.len()).map(|s| quantile(&sorted(runs.iter().map(|r| r[s])), 0.5)).collect();
    let first = |c: &[f32]| c.iter().position(|v| *v > 0.0).map_or(0.0, |first| all[first.saturating_sub(1)]);
    let last = |c: &[f32]| c.iter().rposition(|v| *v > 0.0).map_or(0.0, |last| all[(last + 1).min(all.len() - 1)]);
    Runs {
        times: index.iter().map(|&i| all[i]).collect(),
        runs,
        median,
        lengths: sorted(curves.iter().map(|c| last(c) - first(c))),
        end: curves.iter().map(|c| last(c)).fold(0.0, f64::max),
        open: curves.iter().filter(|c| c.last().is_some_and(|v| *v > 0.0)).count(),
    }
}

fn draw(results: &Results, look: &Look) -> Figure {
    let voice = Voice::of(&results.facts.expressions[0]);
    let point = main(results).cloned().unwrap_or_default();
    let drawn = runs(results, &point);
    let null = results.null().map(|null| runs(results, null));
    let longest = drawn.end.max(null.as_ref().map_or(0.0, |n| n.end));
    let whole = results.series.times.last().copied().unwrap_or(1.0);
    let span = if longest > 0.0 && longest < 0.7 * whole { (longest * 1.1).min(whole) } else { whole };
    let clock = Clock::new(&results.facts.time_unit, span);
    let title = format!("{}, run by run", axis::capital(&voice.doing));
    let subtitle = format!("{}: each fine line is one of {}", results.facts.title, words::runs(drawn.runs.len()));
    let mut page = Page::new(&look.theme, look.width, look.scaled(390.0), &title, &subtitle);
    let theme = look.theme;
    let mut keys = vec![Key {
        stroke: Stroke::new(theme.arm(0), theme.line * 2.0),
        sample: Sample::Line,
        text: format!("median, {}", words::arm_label(&point)),
    }];
    if null.is_some() {
        keys.push(Key {
            stroke: Stroke::new(theme.grey, theme.line).dashed(),
            sample: Sample::Line,
            text: "median, no imitation".to_owned(),
        });
    }
    labels::legend(&mut page, &keys);
    let split = page.body.left + page.body.width() * 0.62;
    let body = page.body;
    lines(
        &mut page,
        look,
        Frame { right: split - theme.text, ..body },
        (&drawn, null.as_ref()),
        (&clock, span),
        &voice,
    );
    lengths(&mut page, look, Frame { left: split + theme.text, ..body }, &drawn, &clock);
    let findings = findings(&drawn, &clock, &voice);
    let compared = compared(results, &point, &voice);
    let caption = format!(
        "**{title}.** {}, {}; left: share of people {} in each, thick: the median, dashed: the median without imitation; right: how long it went on, from the first to the last. {findings}{compared} {}{}\n",
        results.facts.title,
        words::runs(drawn.runs.len()),
        voice.doing,
        with_space(words::caveats(results)),
        words::source(results, "`series.csv`")
    );
    let alt = format!(
        "{} lines of the share {} over {}, and a histogram of how long it lasted. {findings}",
        drawn.runs.len().min(MOST_LINES),
        voice.doing,
        clock.words(span)
    );
    let table = table(&drawn, &clock);
    let svg = page.finish(SPAGHETTI.name, &title, &alt);
    Figure { name: SPAGHETTI.name.into(), title, svg, table, caption, alt }
}

fn lines(
    page: &mut Page,
    look: &Look,
    frame: Frame,
    (drawn, null): (&Runs, Option<&Runs>),
    (clock, span): (&Clock, f64),
    voice: &Voice,
) {
    let theme = look.theme;
    let top = drawn.runs.iter().flatten().copied().fold(0.0, f64::max);
    let y = axis::shares(top.max(0.01), &format!("Share of people {}", voice.doing), 6);
    let plane = axis::draw(page, frame.inset(0.0, 0.0, theme.text, 0.0), &clock.axis(span, 6), &y, Bare::default());
    let path = |of: &Runs, run: &[f64]| -> Vec<(f64, f64)> {
        let points = of.times.iter().zip(run).take_while(|(t, _)| **t <= span * (1.0 + 1e-9));
        points.map(|(t, v)| (clock.read(*t), *v)).collect()
    };
    let opacity = (14.0 / drawn.runs.len().max(1) as f64).clamp(0.13, 0.5);
    page.group("runs");
    for run in evenly(&drawn.runs) {
        plane.curve(&path(drawn, run), Stroke::new(theme.arm(0), theme.line * 0.45).faded(opacity));
    }
    page.group("medians");
    if let Some(null) = null.filter(|n| !n.runs.is_empty()) {
        plane.curve(&path(null, &null.median), Stroke::new(theme.grey, theme.line).dashed());
    }
    if !drawn.runs.is_empty() {
        plane.curve(&path(drawn, &drawn.median), Stroke::new(theme.arm(0), theme.line * 2.0));
    }
    if top <= 0.0 {
        curves::empty(page, plane.frame, &format!("Nobody {} in any run.", voice.did));
    }
}

/// At most [`MOST_LINES`] of them, evenly chosen.
fn evenly(runs: &[Vec<f64>]) -> impl Iterator<Item = &Vec<f64>> {
    let kept = runs.len().min(MOST_LINES);
    (0..kept).map(move |i| &runs[i * runs.len() / kept])
}

/// Bars: where they begin, how wide they are, share of runs in each.
fn bars(lengths: &[f64], clock: &Clock) -> (f64, Vec<f64>) {
    let longest = clock.read(lengths.last().copied().unwrap_or(0.0));
    let width = axis::nice_step(longest.max(1e-9), BARS as usize);
    let mut bars = vec![0.0; (longest / width).floor() as usize + 1];
    for length in lengths {
        bars[(clock.read(*length) / width).floor() as usize] += 1.0 / lengths.len() as f64;
    }
    (width, bars)
}

fn lengths(page: &mut Page, look: &Look, frame: Frame, drawn: &Runs, clock: &Clock) {
    let theme = look.theme;
    if drawn.lengths.last().is_none_or(|longest| *longest <= 0.0) {
        return;
    }
    let (width, bars) = bars(&drawn.lengths, clock);
    let tallest = bars.iter().copied().fold(0.0, f64::max);
    let y = axis::with_headroom(axis::shares(tallest.max(0.01), "Share of runs", 5));
    let mut x = axis::amounts(0.0, width * bars.len() as f64, &format!("Went on for ({})", clock.plural), 5);
    x.ends.1 = x.ends.1.max(width * bars.len() as f64);
    let plane = axis::draw(page, frame.inset(0.0, 0.0, theme.text, 0.0), &x, &y, Bare::default());
    page.group("durations");
    for (bar, &share) in bars.iter().enumerate().filter(|(_, s)| **s > 0.0) {
        let (left, top) = plane.at(bar as f64 * width, share);
        let (right, bottom) = plane.at((bar + 1) as f64 * width, 0.0);
        page.fill(Frame::new(left + 0.5, top, right - 0.5, bottom), theme.arm(0), 0.75);
    }
    let middle = quantile(&drawn.lengths, 0.5);
    let (at, _) = plane.at(clock.read(middle), 0.0);
    page.line(&[(at, plane.frame.top), (at, plane.frame.bottom)], Stroke::new(theme.ink, theme.line));
    beside(page, &plane, at, &format!("median {}", clock.words(middle)));
}

fn findings(drawn: &Runs, clock: &Clock, voice: &Voice) -> String {
    if drawn.lengths.last().copied().unwrap_or(0.0) <= 0.0 {
        return format!("Nobody {} in any run.", voice.did);
    }
    let say = |share: f64| clock.words(quantile(&drawn.lengths, share));
    let spread = if drawn.lengths.len() > 1 {
        format!("; 90\u{a0}% of runs: {} to {}", say(0.05), say(0.95))
    } else {
        String::new()
    };
    let open = if drawn.open > 0 {
        format!(" {} of {} were still going when the simulation stopped.", drawn.open, drawn.lengths.len())
    } else {
        String::new()
    };
    format!("From the first to the last it went on for {} (median{spread}).{open}", say(0.5))
}

fn compared(results: &Results, point: &Point, voice: &Voice) -> String {
    let Some(null) = results.null() else { return String::new() };
    let column = format!("{}_events", results.facts.expressions[0]);
    let verdict = words::compare(&results.outcome(point.index, &column), &results.outcome(null.index, &column));
    format!(
        " Number of {} with and without imitation: {}",
        voice.many,
        words::after_colon(&words::verdict_on_number(verdict, ""))
    )
}

fn table(drawn: &Runs, clock: &Clock) -> Table {
    let time = format!("time_{}", clock.unit);
    let mut table = Table::new(&["kind", "line", &time, "share"]);
    for (step, t) in drawn.times.iter().enumerate() {
        table.row(vec!["median".into(), f64::NAN.into(), clock.read(*t).into(), drawn.median[step].into()]);
    }
    for (line, run) in evenly(&drawn.runs).enumerate() {
        for (t, share) in drawn.times.iter().zip(run) {
            table.row(vec!["run".into(), line.into(), clock.read(*t).into(), (*share).into()]);
        }
    }
    let (width, bars) = if drawn.lengths.is_empty() { (0.0, Vec::new()) } else { bars(&drawn.lengths, clock) };
    for (bar, share) in bars.into_iter().enumerate() {
        table.row(vec!["lasted_from".into(), bar.into(), (bar as f64 * width).into(), share.into()]);
    }
    table
}
