//! `trials`: share of listeners who express at each repetition of something that the scenario repeats.

use crate::output::tongue::say;
use std::collections::{BTreeMap, BTreeSet};

use super::axis::{self, Axis, Bare};
use super::beside;
use super::input::{Cause, Event, Point, Results};
use super::labels::{self, EndLabel};
use super::outcomes;
use super::page::{Page, Plane, Stroke};
use super::words::{self, VerbForms, Verdict};
use super::{Chart, Figure, Look, MadeOf, Table, curves, marks};
use crate::experiment::statistics::{Estimate, Kind, Sample, Summary};

/// Repetition by repetition.
pub(super) const TRIALS: Chart = Chart {
    name: "trials",
    made_of: MadeOf::Events,
    shows: "share of listeners who express at each repetition of a repeated event, with published values where the scenario names some",
    needs: "events, and something that repeats",
    applies: |results| repetitions(results).len() > 1 && !results.events.is_empty(),
    usual: |results| {
        (2..=40).contains(&repetitions(results).len()) && (results.facts.actors > 0 || results.facts.size == 1)
    },
    draw,
};

/// Arms that a panel can hold.
const MOST: usize = 8;

/// One arm's shares.
struct Arm<'a> {
    point: &'a Point,
    stroke: Stroke,
    runs: usize,
    /// Share, low and high end at each repetition.
    path: Vec<[f64; 3]>,
    /// The runs (of one run its listeners, where they are independent of each other) at the first and the last.
    ends: Option<[Sample; 2]>,
    /// Share that theory expects at each repetition.
    theory: Option<Vec<f64>>,
}

/// From when to when each repetition lasts: until the next one.
fn repetitions(results: &Results) -> Vec<(f64, f64)> {
    let mut starts: Vec<f64> = results.facts.pulses.iter().map(|p| p.at).collect();
    starts.sort_by(f64::total_cmp);
    starts.dedup();
    let end = results.facts.duration;
    starts.retain(|at| *at < end);
    let next = |index: usize| starts.get(index + 1).copied().unwrap_or(end);
    starts.iter().enumerate().map(|(index, &at)| (at, next(index))).collect()
}

/// Who responded in each repetition of the runs that recorded their events: one share a repetition, over all listeners.
fn arm<'a>(results: &'a Results, (point, stroke): (&'a Point, Stroke), trials: &[(f64, f64)]) -> Arm<'a> {
    let runs: BTreeSet<u64> = results.runs_with_events(point.index).iter().map(|run| run.id).collect();
    let mut sorted: Vec<u64> = runs.iter().copied().collect();
    sorted.sort_unstable();
    let mut responded: Vec<BTreeSet<(u64, u32)>> = vec![BTreeSet::new(); trials.len()];
    let response = |e: &&Event| e.expression == 0 && matches!(e.cause, Cause::Imitated | Cause::Spontaneous);
    for event in results.events.iter().filter(response).filter(|e| runs.contains(&e.run)) {
        let trial = trials.partition_point(|t| t.0 <= event.time);
        if trial > 0 {
            responded[trial - 1].insert((event.run, event.person));
        }
    }
    let alone = if let [run] = sorted[..] { independent(results, run) } else { None };
    let sample = |who: &BTreeSet<(u64, u32)>| match &alone {
        Some(listeners) => of_listeners(listeners, who),
        None => of_runs(results, &sorted, who),
    };
    let samples: Vec<Sample> = if runs.is_empty() { Vec::new() } else { responded.iter().map(sample).collect() };
    let estimate = |sample: &Sample| {
        let Estimate { mean, low, high, .. } = Summary::of_sample(sample).estimate();
        [mean, low, high]
    };
    let path = samples.iter().map(estimate).collect();
    let ends = samples.first().cloned().zip(samples.last().cloned()).map(|(first, last)| [first, last]);
    let theory = results.answer(point.index).map(|answer| answer.each_time.clone()).filter(|t| t.len() == trials.len());
    Arm { point, stroke, runs: runs.len(), path, ends, theory }
}

/// People of one run hang together: of each run the share of its listeners.
fn of_runs(results: &Results, runs: &[u64], who: &BTreeSet<(u64, u32)>) -> Sample {
    let mut counts: BTreeMap<u64, f64> = BTreeMap::new();
    who.iter().for_each(|(run, _)| *counts.entry(*run).or_default() += 1.0);
    let share = |run: &u64| counts.get(run).copied().unwrap_or(0.0) / listeners(results) as f64;
    Sample::plain(kind(results), runs.iter().map(share))
}

/// Of one run whose listeners are independent of each other: of each listener yes or no.
fn of_listeners(listeners: &[u32], who: &BTreeSet<(u64, u32)>) -> Sample {
    let responded: BTreeSet<u32> = who.iter().map(|(_, person)| *person).collect();
    Sample::plain(Kind::YesNo, listeners.iter().map(|person| f64::from(u8::from(responded.contains(person)))))
}

/// The listeners of a run, where none of them perceives another, so that each is a trial of their own.
fn independent(results: &Results, run: u64) -> Option<Vec<u32>> {
    let acts = |e: &&Event| matches!(e.cause, Cause::Deliberate | Cause::Event);
    let actors: BTreeSet<u32> = results.events_of(run).filter(acts).map(|e| e.person).collect();
    let all: Vec<u32> = (0..results.facts.size as u32).filter(|person| !actors.contains(person)).collect();
    let apart = |(viewer, seen): &(u32, u32)| actors.contains(viewer) || actors.contains(seen);
    let apart = !results.ties.is_empty() && results.ties.iter().all(apart);
    let known = all.len() == listeners(results) && results.facts.one_network;
    (apart && known && !results.facts.has_medium && !results.facts.company_changes).then_some(all)
}

/// One listener says yes or no in each run.
fn kind(results: &Results) -> Kind {
    if listeners(results) == 1 { Kind::YesNo } else { Kind::ShareOfPeople }
}

/// Everybody but those who act on the scenario's orders.
fn listeners(results: &Results) -> usize {
    results.facts.size.saturating_sub(results.facts.actors).max(1)
}

/// The share of listeners at the first repetition and at the last, of the first arm, and what the same runs say of the two.
pub(super) fn first_and_last(results: &Results) -> Option<(&Point, [f64; 2], Verdict)> {
    let (point, trials) = (results.arms().next()?, repetitions(results));
    let arm = arm(results, (point, Stroke::new(super::colour::Colour::BLACK, 1.0)), &trials);
    let [first, last] = arm.ends.as_ref()?;
    let verdict = words::compare(last, first);
    Some((point, [arm.path.first()?[0], arm.path.last()?[0]], verdict))
}

fn draw(results: &Results, look: &Look) -> Figure {
    let voice = VerbForms::of(&results.facts.verbs, results.facts.expressions.first().map_or("", String::as_str));
    let trials = repetitions(results);
    let points = outcomes::points(results, look);
    let null = points.iter().filter(|p| p.0.null);
    let arms: Vec<Arm> = null
        .chain(points.iter().filter(|p| !p.0.null).take(MOST))
        .map(|&p| arm(results, p, &trials))
        .filter(|a| !a.path.is_empty())
        .collect();
    let runs = arms.iter().map(|a| a.runs).max().unwrap_or(0);
    let title = match results.facts.expressions.first().map(String::as_str) {
        Some("laugh" | "laughter") => {
            say!("who-still-laughs", "Who still laughs: share of listeners at each repetition")
        }
        _ => say!("who-still-responds", "Who still responds: share of listeners at each repetition"),
    };
    let (n, told) = (runs, words::runs(runs));
    let listeners = match listeners(results) {
        1 => say!("of-one-listener", [n, told], "{told} of one listener"),
        people => say!("of-listeners", [n, told, people], "{told} of {people} listeners"),
    };
    let theory = arms.iter().any(|a| a.theory.is_some());
    let dotted = if theory { say!("dotted-theory", ", dotted: theory") } else { String::new() };
    let spread = arms.iter().any(|a| a.path.iter().any(|p| p[2] > p[1]));
    let whiskers = if spread { whiskers() } else { String::new() };
    let what = say!("listeners-per-arm", [listeners, whiskers, dotted], "{listeners} per arm{whiskers}{dotted}");
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let mut page = Page::new(look, look.scaled(380.0), &title, &subtitle);
    panel(&mut page, look, results, &arms, trials.len());
    let ends = ends(&arms, &voice);
    let marks = marks::words(&marks::of(results, TRIALS.name), |at| format!("repetition {at}"), axis::percent);
    let caption = format!(
        "**{title}.** {} {listeners} per arm{}.{ends}{marks} A listener counts once for each {} between one repetition and the next.{} {}{}\n",
        results.facts.led(','),
        intervals(&arms, spread),
        voice.one,
        beside::answers(results),
        words::with_space(words::caveats(results)),
        words::source(results, "`events.csv`")
    );
    let alt = format!("Line chart over {} repetitions, {listeners} per arm.{ends}{marks}", trials.len());
    let table = table(&arms, results.theory.is_some());
    let svg = page.finish(TRIALS.name, &title, &alt);
    Figure::drawn(TRIALS.name, title, svg, table, (caption, alt))
}

/// What whiskers are, after something else.
pub(super) fn whiskers() -> String {
    say!("whiskers", "; whiskers: 95\u{a0}% interval")
}

fn panel(page: &mut Page, look: &Look, results: &Results, arms: &[Arm], count: usize) {
    let theme = look.theme;
    let marks = marks::of(results, TRIALS.name);
    let top = arms.iter().flat_map(|a| a.path.iter().map(|p| p[2])).chain(marks::heights(&marks)).fold(0.0, f64::max);
    let y = axis::shares(top.max(0.05), &say!("share-of-listeners", "Share of listeners"), 6);
    let step = axis::nice_step(count as f64, 12).max(1.0) as usize;
    let ticks = (1..=count).filter(|t| t % step == 0 || *t == 1).map(|t| (t as f64, t.to_string())).collect();
    let x = Axis { ends: (0.5, count as f64 + 0.5), ticks, title: say!("repetition", "Repetition"), ..Axis::default() };
    let texts: Vec<String> = arms.iter().map(|a| words::arm_label(a.point)).collect();
    let (room, lines) = labels::end_room(page, &texts, theme.text * 11.0);
    let plane = axis::draw(page, page.body.inset(0.0, 0.0, room.max(theme.text), 0.0), &x, &y, Bare::default());
    marks::behind(page, &plane, &marks);
    for (place, arm) in arms.iter().enumerate() {
        // Side by side, so that whiskers of different arms do not hide each other.
        let shift = (place as f64 - (arms.len() as f64 - 1.0) / 2.0) * 0.12;
        one(page, &plane, arm, shift);
    }
    page.group("theory");
    for shares in arms.iter().filter_map(|a| a.theory.as_ref()) {
        let path: Vec<(f64, f64)> = shares.iter().enumerate().map(|(i, share)| (i as f64 + 1.0, *share)).collect();
        plane.curve(&path, Stroke::new(theme.ink, theme.line).dotted());
    }
    let ends: Vec<EndLabel> = arms
        .iter()
        .zip(lines)
        .map(|(arm, lines)| {
            let last = arm.path.last().map_or(0.0, |p| p[0]);
            EndLabel { end: plane.at(x.ends.1, last), lines, stroke: arm.stroke }
        })
        .collect();
    labels::at_ends(page, plane.frame.right, (plane.frame.top, plane.frame.bottom), &ends);
    marks::before(page, &plane, &marks, axis::percent);
    if arms.iter().all(|a| a.path.iter().all(|p| p[0] <= 0.0)) {
        curves::empty(page, plane.frame, &super::response_curve::nobody_responded());
    }
}

fn one(page: &mut Page, plane: &Plane, arm: &Arm, shift: f64) {
    let theme = *page.theme;
    let point = |(i, p): (usize, &[f64; 3])| (i as f64 + 1.0 + shift, p[0]);
    let path: Vec<(f64, f64)> = arm.path.iter().enumerate().map(point).collect();
    page.group("arm");
    plane.curve(&path, arm.stroke);
    let solid = Stroke { dash: "", ..arm.stroke };
    for ((x, mean), [_, low, high]) in path.into_iter().zip(&arm.path) {
        if high > low {
            page.line(&[plane.at(x, *low), plane.at(x, *high)], Stroke { width: theme.line * 0.75, ..solid });
        }
        page.dot(plane.at(x, mean), theme.text * 0.28, solid.colour);
    }
}

/// What the intervals are about.
fn intervals(arms: &[Arm], spread: bool) -> String {
    let kind = arms.iter().filter(|a| !a.point.null).find_map(|a| a.ends.as_ref()).map(|ends| ends[0].kind);
    let Some(kind) = kind.filter(|_| spread) else { return String::new() };
    let name = words::within_brackets(kind.interval_name());
    match arms.iter().all(|a| a.runs <= 1) {
        true => format!(", 95\u{a0}% intervals ({name}, over listeners, none of whom perceives another)"),
        false => format!(", 95\u{a0}% intervals ({name})"),
    }
}

fn ends(arms: &[Arm], voice: &VerbForms) -> String {
    let mut text = String::new();
    let told = arms.iter().filter(|a| !a.point.null).take(words::NAMED);
    for arm in told.chain(arms.iter().filter(|a| a.point.null)) {
        let (Some(first), Some(last)) = (arm.path.first(), arm.path.last()) else { continue };
        let say = |p: &[f64; 3]| match p[2] > p[1] {
            true => format!("{} ({} to {})", axis::percent(p[0]), axis::percent(p[1]), axis::percent(p[2])),
            false => axis::percent(p[0]),
        };
        let label = axis::capital(&words::arm_label(arm.point));
        text += &format!(
            " {label}: {} {} at the first repetition, {} at the last{}.",
            say(first),
            voice.did,
            say(last),
            change(arm)
        );
    }
    text + &words::further(arms.iter().filter(|a| !a.point.null).count())
}

/// Whether it became less: what the same runs, or the same listeners, did at the last and at the first.
fn change(arm: &Arm) -> &'static str {
    let Some([first, last]) = &arm.ends else { return "" };
    match words::compare(last, first) {
        Verdict::Apart(e) | Verdict::OnAverage(e) | Verdict::Means(e) => {
            if e.mean < 0.0 {
                ": fewer at the end"
            } else {
                ": more at the end"
            }
        }
        Verdict::Indistinct(_) => ": first and last are not distinguishable here",
        Verdict::TooFew(_) | Verdict::Unknown => "",
    }
}

fn table(arms: &[Arm], theory: bool) -> Table {
    let mut columns = vec!["arm", "runs", "repetition", "share", "ci_low", "ci_high"];
    columns.extend(theory.then_some("theory"));
    let mut table = Table::new(&columns);
    for arm in arms {
        for (index, p) in arm.path.iter().enumerate() {
            let mut row = vec![arm.point.arm.as_str().into(), arm.runs.into(), (index + 1).into()];
            row.extend(p.iter().map(|v| (*v).into()));
            row.extend(theory.then(|| arm.theory.as_ref().map_or(f64::NAN, |shares| shares[index]).into()));
            table.row(row);
        }
    }
    table
}
