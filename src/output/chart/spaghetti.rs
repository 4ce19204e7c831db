//! `spaghetti`: every run's share expressing as a fine line, the median on top, and how long it lasted beside.

use super::axis::{self, Bare, Clock};
use super::course::Line;
use super::input::{Point, Results};
use super::labels::{self, Key, Sample};
use super::page::{Frame, Page, Stroke, Type};
use super::raincloud::beside;
use super::words::{self, VerbForms};
use super::{Chart, Figure, Look, MadeOf, Table, curves};
use crate::experiment::statistics::{mean, quantile, sorted};
use crate::output::tongue::say;

/// Every run a line.
pub(super) const SPAGHETTI: Chart = Chart {
    name: "spaghetti",
    made_of: MadeOf::Series,
    shows: "every run's share expressing as a fine line with the median on top, and beside it how long it lasted; one row an arm",
    needs: "a series of at least two runs",
    applies: |results| {
        !results.series.times.is_empty() && results.facts.expressions.len() == 1 && results.arms().next().is_some()
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

/// Arms that a page can hold.
pub(super) const MOST_ARMS: usize = 4;

/// One arm.
struct Arm<'a> {
    point: &'a Point,
    stroke: Stroke,
    drawn: Runs,
}

fn arms<'a>(results: &'a Results, look: &Look) -> Vec<Arm<'a>> {
    let arm = |(index, point): (usize, &'a Point)| Arm {
        point,
        stroke: Stroke::new(look.theme.arm(index), look.theme.line),
        drawn: runs(results, point),
    };
    results.arms().take(MOST_ARMS).enumerate().map(arm).collect()
}

/// What is drawn of one point.
struct Runs {
    times: Vec<f64>,
    /// Every run's shares at these times.
    runs: Vec<Vec<f64>>,
    median: Vec<f64>,
    /// How long it went on in each run, from the first to the last, ascending, in the tables' unit.
    lengths: Vec<f64>,
    /// Whether these lengths are those of the tables, and not between sampled moments.
    exact: bool,
    /// When the last of any run was seen.
    end: f64,
    /// Runs in which somebody was still at it at the end.
    open: usize,
    /// What is said where nothing is seen.
    nobody: String,
}

fn runs(results: &Results, point: &Point) -> Runs {
    let expression = &results.facts.expressions[0];
    let curves = results.curves(point.index, &format!("{expression}_prevalence"));
    let all = &results.series.times;
    let steps = STEPS.min(all.len() - 1).max(1);
    let index: Vec<usize> = (0..=steps).map(|s| s * (all.len() - 1) / steps).collect();
    let at = |curve: &[f32], i: usize| curve.get(i).map_or(0.0, |&v| f64::from(v));
    let runs: Vec<Vec<f64>> = curves.iter().map(|c| index.iter().map(|&i| at(c, i)).collect()).collect();
    let median = (0..index.len()).map(|s| quantile(&sorted(runs.iter().map(|r| r[s])), 0.5)).collect();
    let first = |c: &[f32]| c.iter().position(|v| *v > 0.0).map_or(0.0, |first| all[first.saturating_sub(1)]);
    let last = |c: &[f32]| c.iter().rposition(|v| *v > 0.0).map_or(0.0, |last| all[(last + 1).min(all.len() - 1)]);
    let measured = format!("{expression}_lasting");
    let exact = results.outcomes.contains(&measured);
    let lengths = match exact {
        true => sorted(results.sample(point.index, &measured).values()),
        false => sorted(curves.iter().map(|c| last(c) - first(c))),
    };
    Runs {
        times: index.iter().map(|&i| all[i]).collect(),
        runs,
        median,
        lengths,
        exact,
        end: curves.iter().map(|c| last(c)).fold(0.0, f64::max),
        open: curves.iter().filter(|c| c.last().is_some_and(|v| *v > 0.0)).count(),
        nobody: words::nobody(results, expression),
    }
}

/// The median of the first arm, as far as the axis shows it.
pub(super) fn first_line(results: &Results, look: &Look) -> Option<Line> {
    let arms = arms(results, look);
    let null = results.null().map(|null| runs(results, null)).filter(|null| !null.runs.is_empty());
    let span = span(results, &arms, null.as_ref());
    let arm = arms.first().filter(|arm| !arm.drawn.runs.is_empty())?;
    let shown = arm.drawn.times.iter().zip(&arm.drawn.median).take_while(|(t, _)| **t <= span * (1.0 + 1e-9));
    let axis = arms.iter().flat_map(|arm| &arm.drawn.runs).flatten().copied().fold(0.0, f64::max);
    let (label, stirred) = (words::arm_label(arm.point), results.facts.pulses.len() > 1);
    Some(Line { label, points: shown.map(|(_, v)| *v).collect(), axis, stirred })
}

fn draw(results: &Results, look: &Look) -> Figure {
    let voice = VerbForms::of(&results.facts.verbs, &results.facts.expressions[0]);
    let arms = arms(results, look);
    let null = results.null().map(|null| runs(results, null)).filter(|null| !null.runs.is_empty());
    let span = span(results, &arms, null.as_ref());
    let clock = Clock::new(&results.facts.time_unit, span);
    let count = arms.iter().map(|arm| arm.drawn.runs.len()).max().unwrap_or(0);
    let title = super::raincloud::run_by_run(&axis::capital(&voice.act));
    let (n, told) = (count, words::runs(count));
    let what = say!("fine-lines", [n, told], "each fine line is one of {told} per arm");
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let row = if arms.len() > 1 { 300.0 } else { 350.0 };
    let room = look.scaled(40.0 + row * arms.len().max(1) as f64);
    let mut page = Page::new(look, room, &title, &subtitle);
    labels::legend(&mut page, &keys(&arms, null.as_ref(), look));
    rows(&mut page, look, (&arms, null.as_ref()), (&clock, span), &voice);
    let told: String = arms.iter().map(|arm| tell(results, arm, arms.len() > 1, &clock, &voice)).collect();
    let more = results.arms().count().saturating_sub(arms.len());
    let further = if more > 0 { format!(" {more} further arms are not drawn.") } else { String::new() };
    let caption = format!(
        "**{title}.** {} {} per arm; left: share of people {} in each, thick: the median, dashed: the median without imitation; right: how long it went on, from the first to the last.{told}{further} {}{}\n",
        results.facts.led(','),
        words::runs(count),
        voice.doing,
        words::with_space(words::caveats(results)),
        words::source(results, "`series.csv`")
    );
    let alt = format!(
        "{} lines per arm of the share {} over {}, and a histogram of how long it lasted.{told}",
        count.min(MOST_LINES),
        voice.doing,
        clock.words(span)
    );
    let table = table(&arms, &clock);
    let svg = page.finish(SPAGHETTI.name, &title, &alt);
    Figure::drawn(SPAGHETTI.name, title, svg, table, (caption, alt))
}

/// The whole time, or its beginning where nothing of the arms is left to see in the rest.
fn span(results: &Results, arms: &[Arm], null: Option<&Runs>) -> f64 {
    let own = arms.iter().map(|arm| arm.drawn.end).fold(0.0, f64::max);
    let longest = if own > 0.0 { own } else { null.map_or(0.0, |null| null.end) };
    let whole = results.series.times.last().copied().unwrap_or(1.0);
    if longest > 0.0 && longest < 0.7 * whole { (longest * 1.1).min(whole) } else { whole }
}

fn keys(arms: &[Arm], null: Option<&Runs>, look: &Look) -> Vec<Key> {
    let key = |stroke, text| Key { stroke, sample: Sample::Line, text };
    let mut keys: Vec<Key> = arms
        .iter()
        .map(|arm| {
            let thick = Stroke { width: look.theme.line * 2.0, ..arm.stroke };
            key(thick, median_of(&words::arm_label(arm.point)))
        })
        .collect();
    let grey = Stroke::new(look.theme.grey, look.theme.line).dashed();
    keys.extend(null.map(|_| key(grey, say!("median-no-imitation", "median, no imitation"))));
    keys
}

/// Whose median a thick line is.
fn median_of(arm: &str) -> String {
    say!("median-of-arm", [arm], "median, {arm}")
}

/// A row an arm, all on the same axes.
fn rows(
    page: &mut Page,
    look: &Look,
    (arms, null): (&[Arm], Option<&Runs>),
    (clock, span): (&Clock, f64),
    voice: &VerbForms,
) {
    let text = look.theme.text;
    let split = page.body.left + page.body.width() * 0.62;
    let bins = Bins::of(arms, clock);
    let top = arms.iter().flat_map(|arm| &arm.drawn.runs).flatten().copied().fold(0.0, f64::max);
    let cells = page.body.cells(arms.len().max(1), 1, (0.0, text));
    for (arm, mut cell) in arms.iter().zip(cells) {
        if arms.len() > 1 {
            let bold = Type { bold: true, ..page.label() };
            let label = axis::capital(&words::arm_label(arm.point));
            page.text((cell.left, cell.top + text * 0.6), &label, bold);
            cell.top += look.theme.leading(text);
        }
        let left = Frame { right: split - text, ..cell };
        lines(page, look, (left, top), (arm, null), (clock, span), voice);
        lengths(page, look, Frame { left: split + text, ..cell }, (arm, &bins), clock);
    }
}

fn lines(
    page: &mut Page,
    look: &Look,
    (frame, top): (Frame, f64),
    (arm, null): (&Arm, Option<&Runs>),
    (clock, span): (&Clock, f64),
    voice: &VerbForms,
) {
    let theme = look.theme;
    let drawn = &arm.drawn;
    let y = axis::shares(top.max(0.01), &say!("share-doing", [doing = voice.doing], "Share of people {doing}"), 6);
    let plane = axis::draw(page, frame.inset(0.0, 0.0, theme.text, 0.0), &clock.axis(span, 6), &y, Bare::default());
    let path = |of: &Runs, run: &[f64]| -> Vec<(f64, f64)> {
        let points = of.times.iter().zip(run).take_while(|(t, _)| **t <= span * (1.0 + 1e-9));
        points.map(|(t, v)| (clock.read(*t), *v)).collect()
    };
    let opacity = (14.0 / drawn.runs.len().max(1) as f64).clamp(0.13, 0.5);
    page.group("runs");
    for run in evenly(&drawn.runs) {
        plane.curve(&path(drawn, run), Stroke { width: theme.line * 0.45, ..arm.stroke }.faded(opacity));
    }
    page.group("medians");
    if let Some(null) = null {
        plane.curve(&path(null, &null.median), Stroke::new(theme.grey, theme.line).dashed());
    }
    if !drawn.runs.is_empty() {
        plane.curve(&path(drawn, &drawn.median), Stroke { width: theme.line * 2.0, ..arm.stroke });
    }
    if drawn.end <= 0.0 {
        curves::empty(page, plane.frame, &drawn.nobody);
    }
}

/// At most [`MOST_LINES`] of them, evenly chosen.
fn evenly(runs: &[Vec<f64>]) -> impl Iterator<Item = &Vec<f64>> {
    let kept = runs.len().min(MOST_LINES);
    (0..kept).map(move |i| &runs[i * runs.len() / kept])
}

/// Bars of how long it lasted, the same for all arms.
struct Bins {
    /// How wide a bar is, on the clock.
    width: f64,
    /// How many there are.
    count: usize,
    /// Share of runs in the fullest.
    tallest: f64,
}

impl Bins {
    fn of(arms: &[Arm], clock: &Clock) -> Bins {
        let longest = arms.iter().filter_map(|arm| arm.drawn.lengths.last()).copied().fold(0.0, f64::max);
        let longest = clock.read(longest);
        let width = axis::nice_step(longest.max(1e-9), BARS as usize);
        let mut bins = Bins { width, count: (longest / width).floor() as usize + 1, tallest: 0.0 };
        let shares = arms.iter().flat_map(|arm| bins.shares(&arm.drawn.lengths, clock));
        bins.tallest = shares.fold(0.0, f64::max);
        bins
    }

    /// Share of runs in each bar.
    fn shares(&self, lengths: &[f64], clock: &Clock) -> Vec<f64> {
        let mut bars = vec![0.0; self.count];
        for length in lengths {
            bars[(clock.read(*length) / self.width).floor() as usize] += 1.0 / lengths.len() as f64;
        }
        bars
    }
}

fn lengths(page: &mut Page, look: &Look, frame: Frame, (arm, bins): (&Arm, &Bins), clock: &Clock) {
    let theme = look.theme;
    let lengths = &arm.drawn.lengths;
    if lengths.last().is_none_or(|longest| *longest <= 0.0) {
        return;
    }
    let end = bins.width * bins.count as f64;
    let y = axis::with_headroom(axis::shares(bins.tallest.max(0.01), &say!("share-of-runs", "Share of runs"), 5));
    let mut x = axis::amounts(0.0, end, &say!("went-on-for", [unit = clock.many()], "Went on for ({unit})"), 5);
    x.ends.1 = x.ends.1.max(end);
    let plane = axis::draw(page, frame.inset(0.0, 0.0, theme.text, 0.0), &x, &y, Bare::default());
    page.group("durations");
    for (bar, &share) in bins.shares(lengths, clock).iter().enumerate().filter(|(_, s)| **s > 0.0) {
        let (left, top) = plane.at(bar as f64 * bins.width, share);
        let (right, bottom) = plane.at((bar + 1) as f64 * bins.width, 0.0);
        page.fill(Frame::new(left + 0.5, top, right - 0.5, bottom), arm.stroke.colour, 0.75);
    }
    let middle = quantile(lengths, 0.5);
    let (at, _) = plane.at(clock.read(middle), 0.0);
    page.line(&[(at, plane.frame.top), (at, plane.frame.bottom)], Stroke::new(theme.ink, theme.line));
    beside(page, &plane, at, &super::raincloud::median_at(&clock.words(middle)));
}

/// What is found of an arm, and how it compares with the run without imitation.
fn tell(results: &Results, arm: &Arm, named: bool, clock: &Clock, voice: &VerbForms) -> String {
    let name = if named { format!(" {}:", axis::capital(&words::arm_label(arm.point))) } else { String::new() };
    let found = findings(&arm.drawn, clock);
    let found = if named { words::after_colon(&found) } else { found };
    format!("{name} {found}{}", compared(results, arm.point, voice))
}

fn findings(drawn: &Runs, clock: &Clock) -> String {
    if drawn.lengths.last().copied().unwrap_or(0.0) <= 0.0 {
        return drawn.nobody.clone();
    }
    let say = |share: f64| clock.words(quantile(&drawn.lengths, share));
    let spread = if drawn.lengths.len() > 1 {
        format!("; {}", words::band(&drawn.lengths, |length| clock.words(length)))
    } else {
        String::new()
    };
    let open = if drawn.open > 0 {
        format!(" {} of {} were still going when the simulation stopped.", drawn.open, drawn.runs.len())
    } else {
        String::new()
    };
    let mean = mean(&drawn.lengths).filter(|_| drawn.lengths.len() > 1);
    let mean = mean.map_or_else(String::new, |mean| format!(", mean {}", clock.words(mean)));
    let sampled = if drawn.exact { "" } else { " Lengths are those between sampled moments." };
    format!("From the first to the last it went on for {} (median{spread}{mean}).{open}{sampled}", say(0.5))
}

fn compared(results: &Results, point: &Point, voice: &VerbForms) -> String {
    let Some(null) = results.null().filter(|null| null.is_null_of(point)) else { return String::new() };
    let column = format!("{}_events", results.facts.expressions[0]);
    let verdict = words::compare(&results.sample(point.index, &column), &results.sample(null.index, &column));
    format!(
        " Number of {} with and without imitation: {}",
        voice.many,
        words::after_colon(&words::verdict_on_number(verdict, ""))
    )
}

fn table(arms: &[Arm], clock: &Clock) -> Table {
    let time = format!("time_{}", clock.unit);
    let mut table = Table::new(&["kind", "line", &time, "share", "arm"]);
    let bins = Bins::of(arms, clock);
    for Arm { point, drawn, .. } in arms {
        let arm = || point.arm.as_str().into();
        for (step, t) in drawn.times.iter().enumerate() {
            table.row(vec!["median".into(), f64::NAN.into(), clock.read(*t).into(), drawn.median[step].into(), arm()]);
        }
        for (line, run) in evenly(&drawn.runs).enumerate() {
            for (t, share) in drawn.times.iter().zip(run) {
                table.row(vec!["run".into(), line.into(), clock.read(*t).into(), (*share).into(), arm()]);
            }
        }
        let bars = if drawn.lengths.is_empty() { Vec::new() } else { bins.shares(&drawn.lengths, clock) };
        for (bar, share) in bars.into_iter().enumerate() {
            let from = bar as f64 * bins.width;
            table.row(vec!["lasted_from".into(), bar.into(), from.into(), share.into(), arm()]);
        }
    }
    table
}
