//! `prevalence` and `reach`: shares of people over time, median and bands over runs, beside the run without imitation.

mod marked;
mod told;

use super::axis::{self, Axis, Bare, Clock};
use super::beside;
use super::course::Line;
use super::input::{Point, Results};
use super::labels::{self, EndLabel, Key, Sample};
use super::page::{self, Frame, Hang, Page, Plane, Stroke, Type};
use super::words::{self, VerbForms};
use super::{Chart, Figure, Look, MadeOf, Table, strip, turns};
use crate::experiment::statistics::{Estimate, mean, quantile, sorted};
use crate::output::tongue::say;
use marked::Marked;

/// Share expressing at each moment.
pub(super) const PREVALENCE: Chart = Chart {
    name: "prevalence",
    made_of: MadeOf::Series,
    shows: "share of people expressing at each moment: median and bands over runs, beside the run without imitation",
    needs: "a series",
    applies: has_series,
    usual: more_than_a_pair,
    draw: |results, look| draw(results, look, &MOMENT),
};

/// Share who have expressed at least once.
pub(super) const REACH: Chart = Chart {
    name: "reach",
    made_of: MadeOf::Series,
    shows: "share of people who have expressed at least once so far: median and bands over runs, beside the run without imitation",
    needs: "a series",
    applies: has_series,
    usual: more_than_a_pair,
    draw: |results, look| draw(results, look, &SO_FAR),
};

fn has_series(results: &Results) -> bool {
    !results.series.times.is_empty() && !results.facts.expressions.is_empty()
}

/// The outcome that `prevalence` compares: the late average, or the largest share where all is over by then.
pub(super) fn compared(results: &Results, expression: &str) -> String {
    told::outcome(results, &MOMENT, expression).0
}

/// Whether nobody is seen to express it at any of the moments that are drawn, so that a heading about some would lie over nothing.
pub(super) fn is_empty(results: &Results, expression: &str) -> bool {
    let column = format!("{expression}_prevalence");
    results.arms().all(|arm| results.curves(arm.index, &column).iter().all(|run| run.iter().all(|share| *share == 0.0)))
}

/// The expression that most people expressed in the run shown.
pub(super) fn most_expressed(results: &Results) -> Option<usize> {
    let reached = |x: usize| results.people.iter().filter(|p| p.first.get(x).is_some_and(Option::is_some)).count();
    (0..results.facts.expressions.len()).max_by_key(|&x| (reached(x), std::cmp::Reverse(x)))
}

/// A pair is better told by its responses than by a share of two people.
fn more_than_a_pair(results: &Results) -> bool {
    results.facts.size > 2
}

/// What tells the two charts apart.
struct Kind {
    name: &'static str,
    suffix: &'static str,
    title: fn(&str) -> String,
    /// Averaged over the time between two points drawn: a moment's share jumps, its average is what an eye sees.
    averaged: bool,
}

const MOMENT: Kind = Kind {
    name: "prevalence",
    suffix: "prevalence",
    title: |doing| say!("title-prevalence", [doing], "Share of people {doing} at each moment"),
    averaged: true,
};

const SO_FAR: Kind = Kind {
    name: "reach",
    suffix: "reach",
    title: |did| say!("title-reach", [did, been = words::been(did)], "Share of people who have {been} at least once"),
    averaged: false,
};

/// A mean further from the median than this part of the highest point is drawn beside it.
const APART: f64 = 0.1;
/// Points drawn along a curve.
const STEPS: usize = 180;
/// Points of a curve of averages: at least, at most, and how many people seen expressing one of them should rest on, so
/// that single people do not make it tremble.
const AVERAGES: (usize, usize, f64) = (12, 120, 12.0);
/// Arms that are drawn with both bands, and with the inner one; more arms are lines only.
const TWO_BANDS: usize = 3;
const ONE_BAND: usize = 5;
/// Runs without imitation that one panel can hold.
const MOST_NULLS: usize = 4;
/// Arms that one panel can hold.
pub(super) const MOST_ARMS: usize = 8;
const SHARES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// Quantiles over the runs of one point, at each time drawn.
struct Curve<'a> {
    point: &'a Point,
    label: String,
    stroke: Stroke,
    runs: usize,
    times: Vec<f64>,
    /// One list for each of [`SHARES`].
    levels: [Vec<f64>; 5],
    /// The mean over runs.
    mean: Vec<f64>,
    /// Its runs at these times, by replicate.
    sampled: Vec<strip::Run>,
    /// What lies between it and its run without imitation, on the same dice; empty where there is none.
    minus: Vec<Estimate>,
    /// What theory expects: its label and its share at each time.
    theory: Option<(String, Vec<f64>)>,
}

impl Curve<'_> {
    fn path(&self, level: usize) -> Vec<(f64, f64)> {
        self.times.iter().copied().zip(self.levels[level].iter().copied()).collect()
    }

    fn last(&self) -> f64 {
        self.levels[2].last().copied().unwrap_or(0.0)
    }

    /// Whether the mean tells another story than the median: waves that are out of step have a median of nearly nothing.
    fn parts(&self) -> bool {
        let top = self.mean.iter().chain(&self.levels[2]).copied().fold(0.0, f64::max);
        self.runs > 1 && self.mean.iter().zip(&self.levels[2]).any(|(mean, median)| (mean - median).abs() > APART * top)
    }

    fn theory_path(&self) -> Vec<(f64, f64)> {
        let expected = self.theory.iter().flat_map(|(_, shares)| shares.iter().copied());
        self.times.iter().copied().zip(expected).collect()
    }
}

/// The points of an experiment that a panel can hold, the null run first so that it lies below.
fn shown(results: &Results) -> Vec<(usize, &Point)> {
    let arms = results.arms().enumerate().take(MOST_ARMS);
    results.nulls().take(MOST_NULLS).map(|null| (0, null)).chain(arms).collect()
}

/// Curves in the order of a legend: the arms, then the null run.
fn in_order<'a, 'b>(curves: &'b [Curve<'a>]) -> impl Iterator<Item = &'b Curve<'a>> {
    curves.iter().filter(|c| !c.point.null).chain(curves.iter().filter(|c| c.point.null))
}

/// Runs of one column, averaged or sampled at the times drawn.
fn resampled(results: &Results, curve: &[f32], bins: &[(usize, usize)], averaged: bool) -> Vec<f64> {
    let at = |index: usize| {
        let held = if averaged { 0.0 } else { curve.last().map_or(0.0, |&v| f64::from(v)) };
        curve.get(index).map_or(held, |&v| f64::from(v))
    };
    debug_assert!(bins.iter().all(|b| b.1 <= results.series.times.len()));
    let value = |&(from, to): &(usize, usize)| {
        if averaged { (from..to).map(at).sum::<f64>() / (to - from) as f64 } else { at(to - 1) }
    };
    bins.iter().map(value).collect()
}

/// Ranges of samples that become one point of a curve each, as even as can be.
///
/// A range that is not averaged gives its last sample; the first sample then has a range of its own.
fn bins(samples: usize, steps: usize, averaged: bool) -> Vec<(usize, usize)> {
    let first = usize::from(!averaged && samples > 1);
    let rest = samples - first;
    let steps = steps.min(rest);
    let range = |step: usize| (first + step * rest / steps, first + (step + 1) * rest / steps);
    std::iter::repeat_n((0, 1), first).chain((0..steps).map(range)).collect()
}

/// How many points a curve of this column gets.
fn steps(results: &Results, points: &[(usize, &Point)], column: &str, kind: &Kind) -> usize {
    if !kind.averaged {
        return STEPS;
    }
    let runs: Vec<&[f32]> = points.iter().flat_map(|(_, p)| results.curves(p.index, column)).collect();
    let samples = results.series.times.len();
    let at =
        |i: usize| runs.iter().filter_map(|r| r.get(i)).map(|&v| f64::from(v)).sum::<f64>() / runs.len().max(1) as f64;
    let busy: Vec<f64> = (0..samples).map(|i| at(i) * results.facts.size as f64).collect();
    // People expressing in a sample, where something happens: quiet times must not coarsen a burst.
    let (sum, squares) = busy.iter().fold((0.0, 0.0), |s, b| (s.0 + b, s.1 + b * b));
    let (least, most, people) = AVERAGES;
    let seen = if sum > 0.0 { squares / sum } else { 0.0 };
    ((samples as f64 * seen / people) as usize).clamp(least, most)
}

fn curve<'a>(
    results: &Results,
    (index, point): (usize, &'a Point),
    (expression, column, steps): (usize, &str, usize),
    kind: &Kind,
    look: &Look,
) -> Curve<'a> {
    let bins = bins(results.series.times.len(), steps, kind.averaged);
    let sampled: Vec<strip::Run> = results
        .curves_by_replicate(point.index, column)
        .into_iter()
        .map(|(replicate, curve)| (replicate, resampled(results, curve, &bins, kind.averaged)))
        .collect();
    let runs: Vec<&Vec<f64>> = sampled.iter().map(|(_, run)| run).collect();
    let mut levels: [Vec<f64>; 5] = Default::default();
    let mut means = Vec::new();
    for step in 0..bins.len() {
        let values = sorted(runs.iter().map(|run| run[step]));
        means.push(mean(&values).unwrap_or(0.0));
        for (level, share) in levels.iter_mut().zip(SHARES) {
            level.push(if values.is_empty() { 0.0 } else { quantile(&values, share) });
        }
    }
    let times = &results.series.times;
    let middle = |&(from, to): &(usize, usize)| {
        if kind.averaged && to - from > 1 { (times[from] + times[to - 1]) / 2.0 } else { times[to - 1] }
    };
    let stroke = if point.null {
        Stroke::new(look.theme.grey, look.theme.line).dashed()
    } else {
        look.arm(index, look.theme.line * 1.25)
    };
    let times = bins.iter().map(middle).collect();
    let theory = results.expected(point.index, expression).map(|expected| {
        let shares = if kind.averaged { &expected.prevalence } else { &expected.reach };
        let alone = results.arms().nth(1).is_none();
        (beside::label(expected, point, alone), resampled(results, shares, &bins, kind.averaged))
    });
    let (runs, label, minus) = (runs.len(), words::arm_label(point), Vec::new());
    Curve { point, label, stroke, runs, times, levels, mean: means, sampled, minus, theory }
}

/// Gives each arm what lies between it and its run without imitation.
fn subtract(results: &Results, curves: &mut [Curve]) {
    for place in 0..curves.len() {
        let arm = curves[place].point;
        let null = results.null_beside(arm).filter(|null| !arm.null && null.is_null_of(arm));
        let beside = null.and_then(|null| curves.iter().find(|curve| curve.point.index == null.index));
        let minus = beside.map(|beside| strip::differences(&curves[place].sampled, &beside.sampled));
        curves[place].minus = minus.unwrap_or_default();
    }
}

/// How theory is drawn: dotted, in the colour of its arm, or in ink beside a single one.
fn theory_stroke(curves: &[Curve], curve: &Curve, theme: &super::Theme) -> Stroke {
    let alone = curves.iter().filter(|c| c.theory.is_some()).count() == 1;
    let colour = if alone { theme.ink } else { curve.stroke.colour };
    Stroke::new(colour, theme.line * 1.1).dotted()
}

/// A panel for each expression.
fn panels<'a>(
    results: &'a Results,
    look: &Look,
    kind: &Kind,
    points: &[(usize, &'a Point)],
) -> Vec<(VerbForms, Vec<Curve<'a>>)> {
    let panel = |(place, name): (usize, &String)| {
        let column = format!("{name}_{}", kind.suffix);
        let steps = steps(results, points, &column, kind);
        (
            VerbForms::of(&results.facts.verbs, name),
            points.iter().map(|&p| curve(results, p, (place, &column, steps), kind, look)).collect(),
        )
    };
    results.facts.expressions.iter().enumerate().map(panel).collect()
}

/// The median of the first arm in the first panel, as far as the axis shows it.
pub(super) fn first_line(results: &Results, look: &Look, chart: &str) -> Option<Line> {
    let kind = if chart == MOMENT.name { &MOMENT } else { &SO_FAR };
    let panels = panels(results, look, kind, &shown(results));
    let marked = Marked::of(results, look, kind, &shown(results));
    let span = span(results, &panels, &marked);
    let curve = panels.first()?.1.iter().find(|curve| !curve.point.null && curve.runs > 0)?;
    let shown = curve.times.iter().zip(&curve.levels[2]).take_while(|(t, _)| **t <= span * (1.0 + 1e-9));
    let label = match panels.as_slice() {
        [_] => curve.label.clone(),
        [(voice, _), ..] => say!("arm-of-group", [label = curve.label, group = voice.doing], "{label} ({group})"),
        [] => return None,
    };
    let axis = panels.first()?.1.iter().flat_map(|curve| &curve.levels[4]).copied().fold(0.0, f64::max);
    let stirred = kind.averaged && results.facts.pulses.len() > 1;
    Some(Line { label, points: shown.map(|(_, v)| *v).collect(), axis, stirred })
}

fn draw(results: &Results, look: &Look, kind: &Kind) -> Figure {
    let points = shown(results);
    let mut panels = panels(results, look, kind, &points);
    panels.iter_mut().for_each(|(_, curves)| subtract(results, curves));
    let marked = Marked::of(results, look, kind, &points);
    let span = span(results, &panels, &marked);
    let clock = Clock::new(&results.facts.time_unit, span);
    let said = words::listed(
        &panels.iter().map(|(v, _)| if kind.averaged { v.doing.clone() } else { v.did.clone() }).collect::<Vec<_>>(),
    );
    let title = if panels.len() > 1 { several(kind) } else { (kind.title)(&said) };
    let parts = panels.iter().flat_map(|p| &p.1).any(Curve::parts);
    let thin = if parts { say!("thin-the-mean", "; thin: the mean") } else { String::new() };
    let bands = bands_in_words(&points, results);
    let subtitle = format!("{} {bands}{thin}{}", words::led(results, ':'), marked.words(panels.len() > 1));
    let rows = page::rows_of(panels.len(), look);
    let strips = panels.iter().any(|(_, curves)| curves.iter().any(|c| !c.minus.is_empty()));
    let row = if strips { 390.0 } else { 260.0 };
    let room = look.scaled(120.0 + row * rows as f64);
    let mut page = Page::new(look, room, &title, &subtitle);
    // In a low picture a strip would be a line.
    if page.body.height() / (rows as f64) < strip::LEAST * look.theme.text {
        panels.iter_mut().flat_map(|panel| &mut panel.1).for_each(|curve| curve.minus.clear());
    }
    let turned = panels_on(&mut page, results, &panels, (kind, &marked), (&clock, span), rows);
    let table = table(&panels, results, &clock, &marked);
    let caption = told::caption(results, &panels, (kind, marked.said()), &format!("**{title}.**"), (&clock, turned));
    let alt = told::alt(results, &panels, kind, &title, (&clock, span));
    let svg = page.finish(kind.name, &title, &alt);
    Figure::drawn(kind.name, title, svg, table, (caption, alt))
}

/// The whole time, or its beginning where nothing changes for the arms in the rest: a run without imitation in which somebody
/// does something now and then does not make an axis long. What a heading speaks of is always shown.
fn span(results: &Results, panels: &[(VerbForms, Vec<Curve>)], marked: &Marked) -> f64 {
    let whole = results.series.times.last().copied().unwrap_or(results.facts.duration);
    if matches!(marked, Marked::From(_)) {
        return whole;
    }
    let arms = |null: bool| panels.iter().flat_map(|p| &p.1).filter(move |curve| null || !curve.point.null);
    // The last time at which a level is not yet what it is in the end.
    let seen = |curve: &Curve| {
        let top = curve.levels[4].iter().copied().fold(0.0, f64::max);
        let changes = |level: &Vec<f64>| {
            let end = level.last().copied().unwrap_or(0.0);
            level.iter().rposition(|v| (v - end).abs() > NOTHING * top)
        };
        let last = curve.levels.iter().filter_map(changes).max();
        last.map_or(0.0, |i| curve.times[(i + 1).min(curve.times.len() - 1)])
    };
    let last = |null: bool| arms(null).map(seen).fold(0.0, f64::max);
    let last = if last(false) > 0.0 { last(false) } else { last(true) }.max(marked.last());
    if last > 0.0 && last < 0.6 * whole { last * 1.1 } else { whole }
}

/// Of the highest point, what is as good as nothing.
const NOTHING: f64 = 0.01;

fn several(kind: &Kind) -> String {
    if kind.averaged {
        say!("title-prevalence-several", "Share of people expressing at each moment")
    } else {
        say!("title-reach-several", "Share of people who have expressed at least once")
    }
}

/// What line and bands are, for the subtitle and the caption.
fn bands_in_words(points: &[(usize, &Point)], results: &Results) -> String {
    let runs = points.iter().map(|(_, p)| results.replicates(p.index)).max().unwrap_or(0);
    let both = points.len() <= TWO_BANDS;
    let (n, told) = (runs, words::runs(runs));
    match (runs, both, points.len() <= ONE_BAND) {
        (0 | 1, ..) => told,
        // A few runs have no middle 90 %.
        (2..10, both, true) => format!("{}; {}", say!("median-of", [n, told], "median of {told}"), few(both)),
        (_, true, _) => {
            say!(
                "median-two-bands",
                [n, told],
                "median of {told}, with the middle 50\u{a0}% (dark) and 90\u{a0}% (light) of runs"
            )
        }
        (_, _, true) => {
            say!("median-one-band", [n, told], "median of {told}, with the middle 50\u{a0}% of runs")
        }
        _ => say!("median-of", [n, told], "median of {told}"),
    }
}

/// What the bands about a median of few runs are.
fn few(both: bool) -> String {
    if both {
        say!("few-two-bands", "light band: nearly all of them, dark: the middle half")
    } else {
        say!("few-one-band", "band: the middle half of them")
    }
}

/// Draws the panels and gives what the caption says of lines that take turns.
fn panels_on(
    page: &mut Page,
    results: &Results,
    panels: &[(VerbForms, Vec<Curve>)],
    (kind, marked): (&Kind, &Marked),
    (clock, span): (&Clock, f64),
    rows: usize,
) -> &'static str {
    let direct = panels.len() == 1;
    if !direct && let Some((_, curves)) = panels.first() {
        let mut keys: Vec<Key> =
            in_order(curves).map(|c| Key { stroke: c.stroke, sample: Sample::Line, text: c.label.clone() }).collect();
        if panels.iter().flat_map(|p| &p.1).any(|c| c.theory.is_some()) {
            let stroke = Stroke::new(page.theme.ink, page.theme.line * 1.1).dotted();
            keys.push(Key { stroke, sample: Sample::Line, text: "theory".to_owned() });
        }
        labels::legend(page, &keys);
    }
    let columns = panels.len().div_ceil(rows).max(1);
    let cells = page.body.cells(rows, columns, (page.theme.text * 2.0, page.theme.text));
    let mut turned = "";
    let x = clock.axis(span, if columns > 1 { 5 } else { 8 });
    for (place, (((voice, curves), expression), cell)) in
        panels.iter().zip(&results.facts.expressions).zip(cells).enumerate()
    {
        let nobody = words::nobody(results, expression);
        let small = results.facts.negligible_share;
        // A heading speaks of the first expression.
        let marked = if place == 0 { marked } else { &Marked::Nothing };
        turned = turned.max(panel(page, cell, (voice, curves, &nobody), (kind, small, marked), &x, clock, direct));
    }
    turned
}

fn panel(
    page: &mut Page,
    cell: Frame,
    (voice, curves, nobody_did): (&VerbForms, &[Curve], &str),
    (kind, negligible, marked): (&Kind, Option<f64>, &Marked),
    x: &Axis,
    clock: &Clock,
    direct: bool,
) -> &'static str {
    let expected: Vec<&Curve> = curves.iter().filter(|c| c.theory.is_some()).collect();
    let labelled = if direct && expected.len() <= TWO_BANDS { expected } else { Vec::new() };
    let theory_texts = labelled.iter().filter_map(|c| c.theory.as_ref().map(|(label, _)| label.clone()));
    let texts: Vec<String> =
        if direct { curves.iter().map(|c| c.label.clone()).chain(theory_texts).collect() } else { Vec::new() };
    let (room, lines) = labels::end_room(page, &texts, page.theme.text * 11.0);
    let top_level = if curves.len() <= TWO_BANDS {
        4
    } else if curves.len() <= ONE_BAND {
        3
    } else {
        2
    };
    let theory_top = curves.iter().flat_map(Curve::theory_path).map(|p| p.1).fold(0.0, f64::max);
    let top = curves.iter().flat_map(|c| c.levels[top_level].iter().copied()).fold(theory_top, f64::max);
    let top = top.max(marked.top());
    let nobody = curves.iter().all(|c| c.levels[4].iter().all(|&v| v <= 0.0));
    let what = if kind.averaged { &voice.doing } else { &voice.did };
    let title = match direct {
        true => say!("share-of-people", "Share of people"),
        false => {
            say!("of-what-share-of-people", [clause = what, what = axis::capital(what)], "{what}: share of people")
        }
    };
    let y = axis::shares(if nobody { 0.1 } else { top }, &title, 6);
    let cell = cell.inset(0.0, 0.0, room.max(page.theme.text), 0.0);
    let pairs = pairs(curves);
    let (above, below) = if pairs.is_empty() { (cell, cell) } else { strip::split(cell) };
    let minus = format!("{} [{}]", axis::capital(&minus(curves)), axis::unit_alone("percentage points"));
    let scale = strip::Scale { shares: true, title: &minus, negligible, least: y.ends.1 * 0.1 };
    let differences = strip::axis(&pairs, &scale);
    page.gutter = strip::label_room(page, &y);
    if !pairs.is_empty() {
        page.gutter = page.gutter.max(strip::label_room(page, &differences));
    }
    let plane = axis::draw(page, above, x, &y, Bare { x: !pairs.is_empty(), y: false });
    if !pairs.is_empty() {
        strip::draw(page, below, (x, &differences), &pairs, &scale, |t| clock.read(t));
    }
    page.gutter = 0.0;
    marked.behind(page, &plane, clock);
    let turned = curves_on(page, &plane, curves, clock);
    marked.before(page, &plane, clock);
    if nobody {
        empty(page, plane.frame, nobody_did);
    }
    let end = |c: &Curve, share: f64| {
        let time = clock.read(c.times.last().copied().unwrap_or(0.0)).min(x.ends.1);
        plane.at(time, share.min(y.ends.1))
    };
    let theme = *page.theme;
    // A label stands where its line leaves the picture, which may be before the run is over.
    let level = |c: &Curve| {
        let shown = c.times.iter().zip(&c.levels[2]).take_while(|(t, _)| clock.read(**t) <= x.ends.1 * (1.0 + 1e-9));
        shown.last().map_or(c.last(), |(_, level)| *level)
    };
    let medians = curves.iter().map(|c| (end(c, level(c)), c.stroke));
    let theories = labelled.iter().map(|c| {
        let shown = c.theory_path().into_iter().take_while(|(t, _)| clock.read(*t) <= x.ends.1 * (1.0 + 1e-9));
        (end(c, shown.last().map_or(0.0, |p| p.1)), theory_stroke(curves, c, &theme))
    });
    let ends: Vec<EndLabel> =
        medians.chain(theories).zip(lines).map(|((end, stroke), lines)| EndLabel { end, lines, stroke }).collect();
    labels::at_ends(page, plane.frame.right, (plane.frame.top, plane.frame.bottom), &ends);
    turned
}

/// The arms with what lies between them and their runs without imitation.
fn pairs(curves: &[Curve]) -> Vec<strip::Pair> {
    let of = |c: &Curve| strip::Pair {
        stroke: Stroke { width: c.stroke.width * 0.8, ..c.stroke },
        path: c.times.iter().copied().zip(c.minus.iter().copied()).collect(),
    };
    curves.iter().filter(|c| !c.minus.is_empty()).map(of).collect()
}

/// What is taken from what: "with minus without imitation, same dice".
fn minus(curves: &[Curve]) -> String {
    let arms: Vec<&Curve> = curves.iter().filter(|c| !c.minus.is_empty()).collect();
    let null = curves.iter().find(|c| c.point.null).map(|c| words::without(c.point)).unwrap_or_default();
    let plain = null == words::without_imitation();
    match arms.as_slice() {
        [one] if plain && curves.iter().filter(|c| !c.point.null).count() > 1 => {
            say!("arm-minus-without", [arm = one.label], "“{arm}” minus the same without imitation, same dice")
        }
        [_] if plain => strip::with_minus_without(),
        _ if plain => strip::each_minus_without(),
        _ => strip::minus_that(&null),
    }
}

fn curves_on(page: &mut Page, plane: &Plane, curves: &[Curve], clock: &Clock) -> &'static str {
    let shown = |t: f64| clock.read(t) <= plane.x.1 * (1.0 + 1e-9);
    let read = |path: Vec<(f64, f64)>| {
        path.into_iter().filter(|(t, _)| shown(*t)).map(|(t, v)| (clock.read(t), v)).collect::<Vec<_>>()
    };
    page.group("bands");
    // Grey is the run without imitation's: its band has edges and no fill, so that two bands over each other are not taken for it.
    for curve in curves.iter().filter(|c| c.runs > 1 && c.point.null && curves.len() <= TWO_BANDS) {
        let fine = Stroke { width: 1.0, ..curve.stroke }.faded(0.7);
        [0, 4].iter().for_each(|level| plane.curve(&read(curve.path(*level)), fine));
    }
    for curve in curves.iter().filter(|c| c.runs > 1 && (!c.point.null || curves.len() == 1)) {
        let colour = curve.stroke.colour;
        if curves.len() <= TWO_BANDS {
            plane.band(&read(curve.path(0)), &read(curve.path(4)), colour, 0.14);
        }
        if curves.len() <= ONE_BAND {
            plane.band(&read(curve.path(1)), &read(curve.path(3)), colour, 0.22);
        }
    }
    page.group("medians");
    let medians: Vec<_> = curves.iter().map(|curve| read(curve.path(2))).collect();
    let turned = turns::draw(plane, medians, curves.iter().map(|curve| curve.stroke).collect());
    page.group("means");
    for curve in curves.iter().filter(|c| c.parts()) {
        let path = curve.times.iter().copied().zip(curve.mean.iter().copied()).collect();
        plane.curve(&read(path), Stroke { width: page.theme.line * 0.6, dash: "", ..curve.stroke });
    }
    page.group("theory");
    for curve in curves.iter().filter(|c| c.theory.is_some()) {
        plane.curve(&read(curve.theory_path()), theory_stroke(curves, curve, page.theme));
    }
    turned
}

/// Says in the middle of a panel why it is empty.
pub(super) fn empty(page: &mut Page, frame: Frame, text: &str) {
    let look = Type { hang: Hang::Middle, ..page.quiet() };
    let lines = super::font::wrap(text, look.size, false, frame.width() * 0.9);
    page.block(((frame.left + frame.right) / 2.0, (frame.top + frame.bottom) / 2.0), &lines, look);
}

fn table(panels: &[(VerbForms, Vec<Curve>)], results: &Results, clock: &Clock, marked: &Marked) -> Table {
    let time = format!("time_{}", clock.unit);
    let mut columns = vec!["expression", "arm", "runs", &time, "q05", "q25", "median", "q75", "q95", "mean"];
    columns.extend(["minus_without", "minus_low", "minus_high"]);
    columns.extend(results.theory.as_ref().map(|_| "theory"));
    let peak = format!("peak_{}", clock.unit);
    columns.extend(marked.has_peaks().then_some([&*peak, "peak"]).into_iter().flatten());
    let mut table = Table::new(&columns);
    for (place, ((_, curves), expression)) in panels.iter().zip(&results.facts.expressions).enumerate() {
        for curve in curves {
            let peak = marked.peak_of(curve.point.index).filter(|_| place == 0).unwrap_or((f64::NAN, f64::NAN));
            for (step, &t) in curve.times.iter().enumerate() {
                let mut row = vec![
                    expression.as_str().into(),
                    curve.point.arm.as_str().into(),
                    curve.runs.into(),
                    clock.read(t).into(),
                ];
                // Series are kept in single precision: what lies beyond it is noise.
                let levels = curve.levels.iter().chain([&curve.mean]);
                row.extend(levels.map(|level| ((level[step] * 1e7).round() / 1e7).into()));
                let minus = curve.minus.get(step).map_or([f64::NAN; 3], |e| [e.mean, e.low, e.high]);
                row.extend(minus.map(|value| ((value * 1e7).round() / 1e7).into()));
                let expected = curve.theory.as_ref().map_or(f64::NAN, |(_, shares)| shares[step]);
                row.extend(results.theory.as_ref().map(|_| expected.into()));
                if marked.has_peaks() {
                    row.extend([clock.read(peak.0).into(), peak.1.into()]);
                }
                table.row(row);
            }
        }
    }
    table
}
