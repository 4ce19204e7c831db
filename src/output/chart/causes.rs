//! `causes`: expressions over time, stacked: what people did of their own accord and what they caught from others.

use super::axis::{self, Bare, Clock};
use super::input::{Point, Results};
use super::labels::{self, Key, Sample};
use super::page::{Frame, Page, Plane, Stroke};
use super::raster::cause_colour;
use super::words::{self, VerbForms};
use super::{Chart, Figure, Look, MadeOf, Table, curves, input::Cause};
use crate::experiment::statistics::mean;
use crate::output::tongue::say;

/// Own and caught.
pub(super) const CAUSES: Chart = Chart {
    name: "causes",
    made_of: MadeOf::Series,
    shows: "expressions over time, stacked by cause: of people's own accord and caught from others, beside the run without imitation",
    needs: "a series",
    applies: |results| results.series.times.len() > 1 && results.facts.expressions.len() == 1,
    usual: |results| results.facts.size > 2 && results.facts.pulses.len() > 1,
    draw,
};

/// Arms that a figure can hold.
pub(super) const MOST: usize = 4;
/// Bars across the time axis, at most.
const MOST_BINS: usize = 72;

/// Mean counts of one point in each bin.
#[derive(Default)]
struct Counts {
    runs: usize,
    own: Vec<f64>,
    caught: Vec<f64>,
}

/// Bin edges as positions in the sampled times, equal numbers of samples apart: a round time if the samples allow it.
fn edges(results: &Results) -> Vec<usize> {
    const ROUND: [f64; 14] = [1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0];
    let times = &results.series.times;
    let steps = times.len() - 1;
    let least = steps.div_ceil(MOST_BINS).max(1);
    let sample = (times[steps] - times[0]) / steps as f64 * axis::seconds(&results.facts.time_unit);
    let samples = |round: f64| (round / sample).round();
    let fits = |round: &f64| samples(*round) >= least as f64 && (samples(*round) * sample - round).abs() < 1e-6 * round;
    let round = ROUND.into_iter().find(fits).map(|round| samples(round) as usize);
    let width = round.filter(|w| *w <= least * 3 && *w <= steps).unwrap_or(least);
    (0..=steps / width).map(|bin| bin * width).collect()
}

fn counts(results: &Results, point: &Point, edges: &[usize]) -> Counts {
    let name = &results.facts.expressions[0];
    let [events, imitated] = ["events", "imitated"].map(|what| results.curves(point.index, &format!("{name}_{what}")));
    let at = |curve: &[f32], i: usize| f64::from(curve.get(i).or(curve.last()).copied().unwrap_or(0.0));
    let grown = |curves: &[&[f32]], bin: &[usize], first: bool| {
        // What was there at the very start belongs to the first bin.
        let before = |c: &[f32]| if first { 0.0 } else { at(c, bin[0]) };
        mean(&curves.iter().map(|c| at(c, bin[1]) - before(c)).collect::<Vec<_>>()).unwrap_or(0.0)
    };
    let mut counts = Counts { runs: events.len(), ..Counts::default() };
    if events.is_empty() {
        return counts;
    }
    for (index, bin) in edges.windows(2).enumerate() {
        let caught = if imitated.is_empty() { 0.0 } else { grown(&imitated, bin, index == 0) };
        counts.caught.push(caught);
        counts.own.push((grown(&events, bin, index == 0) - caught).max(0.0));
    }
    counts
}

fn draw(results: &Results, look: &Look) -> Figure {
    let voice = VerbForms::of(&results.facts.verbs, &results.facts.expressions[0]);
    let edges = edges(results);
    let arms: Vec<(&Point, Counts)> = results.arms().take(MOST).map(|a| (a, counts(results, a, &edges))).collect();
    let nulls: Vec<Option<Counts>> = arms.iter().map(|(arm, _)| without(results, arm, &edges)).collect();
    let null = results.null().map(|n| counts(results, n, &edges));
    let span = results.series.times.last().copied().unwrap_or(0.0);
    let clock = Clock::new(&results.facts.time_unit, span);
    let width = results.series.times[edges[1]] - results.series.times[0];
    let title = say!("title-causes", [many = voice.many, act = voice.act], "Where the {many} come from");
    let runs = arms.iter().map(|a| a.1.runs).max().unwrap_or(0);
    let subtitle = {
        let (n, told, many, width) = (runs, words::runs(runs), &voice.many, clock.fine(width));
        let what = say!("in-each", [n, told, many, width, act = voice.act], "{many} in each {width}, mean of {told}");
        format!("{} {what}", words::led(results, ':'))
    };
    let mut page = Page::new(look, look.scaled(400.0), &title, &subtitle);
    labels::legend(&mut page, &keys(look, null.is_some(), !results.facts.pulses.is_empty()));
    let rows = if arms.len() > 2 { 2 } else { 1 };
    let cells = page.body.cells(rows, arms.len().div_ceil(rows).max(1), (look.theme.text * 1.5, look.theme.text));
    let at: Vec<f64> = edges.iter().map(|&e| results.series.times[e]).collect();
    let panel = Panel { look, results, clock: &clock, at: &at, top: top(&arms, &nulls), several: arms.len() > 1 };
    for (((point, counts), null), cell) in arms.iter().zip(&nulls).zip(cells) {
        panel.draw(&mut page, cell, point, (counts, null.as_ref()));
    }
    let findings = findings(results, &voice);
    let caption = format!(
        "**{title}.** {} mean number in each {} over {}; the grey steps are the total without imitation.{} {findings}{} “Of their own accord” holds everything that was not imitated: what the scenario set, what it provoked, and chance. {}{}\n",
        results.facts.led(','),
        clock.fine(width),
        words::runs(runs),
        other_set_up(results),
        against_null(results),
        words::with_space(words::caveats(results)),
        words::source(results, "`series.csv` and `runs.csv`")
    );
    let alt = format!(
        "Stacked areas of {} in each {} over {}, mean of {}.{}",
        voice.many,
        clock.fine(width),
        clock.words(span),
        words::runs(runs),
        areas(&arms, null.as_ref(), &voice, (&clock, &at))
    );
    let table = table(&arms, results.null().zip(null.as_ref()), &at, &clock);
    let svg = page.finish(CAUSES.name, &title, &alt);
    Figure::drawn(CAUSES.name, title, svg, table, (caption, alt))
}

fn keys(look: &Look, null: bool, pulses: bool) -> Vec<Key> {
    let theme = &look.theme;
    let patch = |cause: Cause, sample: Sample, text: &str| Key {
        stroke: Stroke::new(cause_colour(theme, cause), theme.line),
        sample,
        text: text.to_owned(),
    };
    let caught = patch(Cause::Imitated, Sample::Hatch, &say!("caught-from-others", "Caught from others"));
    let mut keys = vec![caught, patch(Cause::Spontaneous, Sample::Patch, &say!("own-accord", "Of their own accord"))];
    if null {
        let stroke = Stroke::new(theme.soft, theme.line);
        keys.push(Key { stroke, sample: Sample::Line, text: say!("total-without", "total without imitation") });
    }
    if pulses {
        let stroke = Stroke::new(theme.ink, 1.0);
        keys.push(Key { stroke, sample: Sample::Marker, text: say!("scenario-intervenes", "the scenario intervenes") });
    }
    keys
}

/// The run without imitation beside an arm: its own, else that of the scenario as it stands.
fn without(results: &Results, arm: &Point, edges: &[usize]) -> Option<Counts> {
    results.null_beside(arm).map(|null| counts(results, null, edges))
}

fn top(arms: &[(&Point, Counts)], nulls: &[Option<Counts>]) -> f64 {
    let counts = arms.iter().map(|a| &a.1).chain(nulls.iter().flatten());
    counts.flat_map(|c| c.own.iter().zip(&c.caught).map(|(a, b)| a + b)).fold(0.0, f64::max)
}

/// What the panels share.
struct Panel<'a> {
    look: &'a Look,
    results: &'a Results,
    clock: &'a Clock,
    at: &'a [f64],
    top: f64,
    several: bool,
}

impl Panel<'_> {
    fn draw(&self, page: &mut Page, cell: Frame, point: &Point, (counts, null): (&Counts, Option<&Counts>)) {
        let theme = &self.look.theme;
        let voice = VerbForms::of(&self.results.facts.verbs, &self.results.facts.expressions[0]);
        let many = axis::capital(&voice.many);
        let title = if self.several { format!("{}: {many}", words::arm_label(point)) } else { many };
        let mut y = axis::amounts(0.0, if self.top > 0.0 { self.top } else { 1.0 }, &title, 6);
        if !self.results.facts.pulses.is_empty() {
            y.ends.1 = y.ends.1.max(self.top * 1.07);
        }
        let x = self.clock.axis(self.at.last().copied().unwrap_or(1.0), if self.several { 5 } else { 9 });
        let plane = axis::draw(page, cell.inset(0.0, 0.0, theme.text, 0.0), &x, &y, Bare::default());
        let total: Vec<f64> = counts.own.iter().zip(&counts.caught).map(|(a, b)| a + b).collect();
        let floor = vec![0.0; total.len()];
        page.group("areas");
        plane.band(&self.steps(&floor), &self.steps(&counts.own), cause_colour(theme, Cause::Spontaneous), 1.0);
        plane.hatched(
            &self.steps(&counts.own),
            &self.steps(&total),
            cause_colour(theme, Cause::Imitated),
            theme.ground,
        );
        if let Some(null) = null {
            self.levels(page, &plane, null);
        }
        if total.iter().all(|v| *v <= 0.0) {
            curves::empty(page, plane.frame, &words::nobody_in_any(&voice));
        }
        self.pulses(page, &plane);
    }

    /// The null run's total as a level over each bin, with a halo: it lies on the areas.
    fn levels(&self, page: &mut Page, plane: &Plane, null: &Counts) {
        let theme = &self.look.theme;
        page.group("null");
        for (bin, (own, caught)) in null.own.iter().zip(&null.caught).enumerate() {
            let end = |at: usize| plane.at(self.clock.read(self.at[at]), own + caught);
            let level = [end(bin), end(bin + 1)];
            page.line(&level, Stroke::new(theme.ground, theme.line * 2.2));
            page.line(&level, Stroke::new(theme.soft, theme.line));
        }
    }

    /// A level for each bin, as steps.
    fn steps(&self, levels: &[f64]) -> Vec<(f64, f64)> {
        let step = |(bin, &level): (usize, &f64)| {
            [(self.clock.read(self.at[bin]), level), (self.clock.read(self.at[bin + 1]), level)]
        };
        levels.iter().enumerate().flat_map(step).collect()
    }

    /// A small mark at the top of the plane where the scenario intervenes.
    fn pulses(&self, page: &mut Page, plane: &Plane) {
        let theme = &self.look.theme;
        page.group("pulses");
        for pulse in self.results.facts.pulses.iter().take(200) {
            let (x, _) = plane.at(self.clock.read(pulse.at), 0.0);
            if x <= plane.frame.right + 0.5 {
                labels::marker(page, (x, plane.frame.top + theme.text * 0.5), Stroke::new(theme.ink, 1.0));
            }
        }
    }
}

/// What the grey is where it is no arm without imitation.
fn other_set_up(results: &Results) -> String {
    let differs = results.null().is_some_and(|null| results.arms().any(|arm| !null.is_null_of(arm)));
    if differs { words::grey(results).replace(" Grey, dashed:", " That is") } else { String::new() }
}

/// The areas as they are drawn: how many in all, and when most.
fn areas(arms: &[(&Point, Counts)], null: Option<&Counts>, voice: &VerbForms, (clock, at): (&Clock, &[f64])) -> String {
    let sum = |counts: &[f64]| axis::short(counts.iter().sum());
    let mut text = String::new();
    for (point, counts) in arms {
        let label = axis::capital(&words::arm_label(point));
        let most = counts.own.iter().zip(&counts.caught).map(|(own, caught)| own + caught).enumerate();
        let (bin, most) = most.fold((0, 0.0), |best, (bin, n)| if n > best.1 { (bin, n) } else { best });
        if most <= 0.0 {
            text += &format!(" {label}: nobody {}.", voice.did);
            continue;
        }
        text += &format!(
            " {label}: {} of their own accord and {} caught from others on average; most, {}, from {} on.",
            sum(&counts.own),
            sum(&counts.caught),
            axis::short(most),
            clock.words(at[bin])
        );
    }
    if let Some(null) = null {
        text += &format!(" Grey, without imitation: {}.", axis::short(null.own.iter().chain(&null.caught).sum()));
    }
    text
}

/// How many there were, and what share of them was caught.
fn findings(results: &Results, voice: &VerbForms) -> String {
    let name = &results.facts.expressions[0];
    let mut text = String::new();
    for arm in results.arms().take(MOST) {
        let events = results.summary(arm.index, &format!("{name}_events")).estimate();
        let caught = results.summary(arm.index, &format!("{name}_imitated_share")).estimate();
        let label = axis::capital(&words::arm_label(arm));
        if caught.n == 0 {
            text += &format!("{label}: nobody {}. ", voice.did);
            continue;
        }
        let caught = if caught.n > 1 { words::interval(caught, 100.0, "%") } else { axis::percent(caught.mean) };
        text += &format!(
            "{label}: {} a run, of which caught from others: {caught}. ",
            voice.counted(&axis::short(events.mean))
        );
    }
    text.trim_end().to_owned()
}

fn against_null(results: &Results) -> String {
    let (Some(null), name) = (results.null(), &results.facts.expressions[0]) else { return String::new() };
    let column = format!("{name}_events");
    let without = results.sample(null.index, &column);
    let many = VerbForms::of(&results.facts.verbs, name).many;
    let verdict =
        |arm: &Point| words::verdict_on_number(words::compare(&results.sample(arm.index, &column), &without), &many);
    results
        .arms()
        .take(MOST)
        .filter(|arm| null.is_null_of(arm))
        .map(|arm| {
            format!(
                " {} against {}: {}",
                axis::capital(&words::arm_label(arm)),
                words::arm_label(null),
                words::after_colon(&verdict(arm))
            )
        })
        .collect()
}

fn table(arms: &[(&Point, Counts)], null: Option<(&Point, &Counts)>, at: &[f64], clock: &Clock) -> Table {
    let (from, to) = (format!("from_{}", clock.unit), format!("to_{}", clock.unit));
    let mut table = Table::new(&["arm", "runs", &from, &to, "own_accord", "caught"]);
    let all = arms.iter().map(|(p, c)| (p.arm.as_str(), c)).chain(null.map(|(point, c)| (point.arm.as_str(), c)));
    for (arm, counts) in all {
        for (bin, (own, caught)) in counts.own.iter().zip(&counts.caught).enumerate() {
            let (low, high) = (clock.read(at[bin]), clock.read(at[bin + 1]));
            table.row(vec![arm.into(), counts.runs.into(), low.into(), high.into(), (*own).into(), (*caught).into()]);
        }
    }
    table
}
