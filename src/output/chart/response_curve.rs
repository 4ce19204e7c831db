//! `response-curve`: share of people who have caught the expression so far, one line an arm, with its interval.

use crate::output::tongue::say;
use std::collections::BTreeMap;

use super::axis::{self, Bare, Clock};
use super::beside;
use super::input::{Cause, Event, Point, Results};
use super::labels::{self, EndLabel};
use super::outcomes;
use super::page::{Page, Stroke};
use super::words::{self, VerbForms, Verdict};
use super::{Chart, Figure, Look, MadeOf, Table, curves};
use crate::experiment::statistics::{Estimate, Kind, Sample, Summary, sorted};

/// Who has responded by when.
pub const RESPONSE_CURVE: Chart = Chart {
    name: "response-curve",
    made_of: MadeOf::Series,
    shows: "share of people who have caught the expression so far, one line an arm, with its 95 % interval and where it ends",
    needs: "a series, and an expression that somebody shows at the start",
    applies: |results| {
        !results.series.times.is_empty() && !results.facts.expressions.is_empty() && results.facts.size > 1
    },
    usual: Results::is_only_caught,
    draw,
};

/// Points drawn along a curve.
const STEPS: usize = 120;

/// Arms that a panel can hold, and that can have their intervals drawn.
const MOST: usize = 8;
const BANDS: usize = 5;

/// One arm's responses.
struct Arm<'a> {
    point: &'a Point,
    stroke: Stroke,
    /// Runs.
    runs: usize,
    /// People who could have responded, over all runs.
    could: f64,
    /// Share, low and high end at each time.
    path: Vec<[f64; 3]>,
    /// Share that theory expects at each time.
    theory: Option<Vec<f64>>,
    /// The runs at the end, by replicate.
    end: Sample,
}

/// A run: its replicate, how many could respond, and how many had at each time.
struct Run {
    replicate: u64,
    could: f64,
    did: Vec<f64>,
}

type Counted = Vec<Run>;

fn times(results: &Results) -> Vec<f64> {
    let all = &results.series.times;
    let steps = STEPS.min(all.len().saturating_sub(1)).max(1);
    (0..=steps).map(|s| all[s * (all.len() - 1) / steps]).collect()
}

/// From the events: somebody whose first one the scenario set could not respond; a first one that is imitated is a response.
fn from_events(results: &Results, point: u32, times: &[f64]) -> Counted {
    let mut runs: BTreeMap<u64, BTreeMap<u32, &Event>> = BTreeMap::new();
    for event in results.events.iter().filter(|e| e.expression == 0) {
        let first = runs.entry(event.run).or_default().entry(event.person).or_insert(event);
        if event.time < first.time {
            *first = event;
        }
    }
    let none = BTreeMap::new();
    let count = |run: &super::input::Run| {
        let first = runs.get(&run.id).unwrap_or(&none);
        let set = first.values().filter(|e| e.cause == Cause::Event).count();
        let responses: Vec<f64> = sorted(first.values().filter(|e| e.cause == Cause::Imitated).map(|e| e.time));
        let by = |&t: &f64| responses.partition_point(|r| *r <= t) as f64;
        let could = results.people_of(point).saturating_sub(set) as f64;
        Run { replicate: run.replicate.into(), could, did: times.iter().map(by).collect() }
    };
    results.runs.of(point).iter().map(count).collect()
}

/// From the series: of those who were not expressing at the start, and whom the scenario did not make do it later, who have expressed
/// since.
fn from_series(results: &Results, point: u32, times: &[f64]) -> Counted {
    let name = &results.facts.expressions[0];
    let size = results.people_of(point) as f64;
    let replicates: BTreeMap<u64, u32> = results.runs.of(point).iter().map(|run| (run.id, run.replicate)).collect();
    let reach = results.curves(point, &format!("{name}_reach"));
    let index: Vec<usize> = times.iter().map(|t| results.series.times.partition_point(|s| s <= t) - 1).collect();
    let told = results.told_to(0) as f64 / size.max(1.0);
    let at = |curve: &[f32], i: usize| curve.get(i).or(curve.last()).map_or(0.0, |&v| f64::from(v));
    let count = |(reach, replicate): (&&[f32], &u32)| {
        let set = f64::max(at(reach, 0), told);
        let by = |&i: &usize| (at(reach, i) - set).max(0.0) * size;
        Run { replicate: (*replicate).into(), could: (1.0 - set) * size, did: index.iter().map(by).collect() }
    };
    reach.iter().zip(replicates.values()).map(count).collect()
}

/// Shares of those who could respond, to be pooled over runs: yes or no where each run holds one answer.
fn shares(counted: &Counted, step: usize) -> Sample {
    let outcome = if one_each(counted) { "x_survived" } else { "x_imitated_share" };
    let runs = counted.iter().filter(|run| run.could > 0.0);
    Sample::weighed(outcome, runs.map(|run| (run.replicate, run.did[step] / run.could, run.could)))
}

/// Whether each run holds one answer, yes or no.
fn one_each(counted: &Counted) -> bool {
    counted.iter().all(|run| run.could <= 1.0 + 1e-6)
}

/// Of each run, the share of those who did not begin it but had caught the first expression by the end, where all who do not
/// begin can only catch it. What a yawn ladder is about: the share of all people counts those who began, too.
pub fn caught(results: &Results, point: u32) -> Option<Sample> {
    let end = [*results.series.times.last()?];
    if !results.is_only_caught() {
        return None;
    }
    let counted = if results.every_run_has_events() {
        from_events(results, point, &end)
    } else {
        from_series(results, point, &end)
    };
    Some(shares(&counted, 0))
}

fn arms<'a>(results: &'a Results, look: &Look, times: &[f64]) -> (Vec<Arm<'a>>, bool) {
    let events = results.every_run_has_events();
    let caught = events || results.is_only_caught();
    let arm = |(point, stroke): (&'a Point, Stroke)| {
        let counted =
            if events { from_events(results, point.index, times) } else { from_series(results, point.index, times) };
        // Without imitation nothing can be caught: that is no estimate and has no interval.
        let at = |step| {
            if point.null && caught {
                return [0.0; 3];
            }
            let Estimate { mean, low, high, n } = Summary::of_sample(&shares(&counted, step)).estimate();
            if n == 0 { [0.0; 3] } else { [mean, low, high] }
        };
        let path = never_less((0..times.len()).map(at).collect());
        let theory = results.answer(point.index).map(|answer| expected(results, &answer.so_far, times));
        let (could, end) = (counted.iter().map(|run| run.could).sum(), shares(&counted, times.len() - 1));
        Arm { point, stroke, runs: counted.len(), could, path, theory, end }
    };
    let points = outcomes::points(results, look);
    let arms = points.iter().filter(|p| !p.0.null).take(MOST);
    let null = points.iter().filter(|p| p.0.null);
    (null.chain(arms).copied().map(arm).collect(), events)
}

/// Shares of those who have responded so far can only grow, and so do the ends of their intervals: a bound on what there is later
/// is one on what there was before, and the other way round.
fn never_less(mut path: Vec<[f64; 3]>) -> Vec<[f64; 3]> {
    for step in (1..path.len()).rev() {
        path[step - 1][2] = path[step - 1][2].min(path[step][2]);
    }
    for step in 1..path.len() {
        path[step][1] = path[step][1].max(path[step - 1][1]);
    }
    path
}

/// What theory expects at the times drawn.
fn expected(results: &Results, so_far: &[f64], times: &[f64]) -> Vec<f64> {
    let place = |t: &f64| results.series.times.partition_point(|s| s <= t).saturating_sub(1);
    times.iter().map(|t| so_far.get(place(t)).copied().unwrap_or(0.0)).collect()
}

fn draw(results: &Results, look: &Look) -> Figure {
    let times = times(results);
    let (arms, events) = arms(results, look, &times);
    let voice = VerbForms::of(&results.facts.verbs, &results.facts.expressions[0]);
    let span = span(&arms, &times);
    let clock = Clock::new(&results.facts.time_unit, span);
    let runs = arms.iter().map(|a| a.runs).max().unwrap_or(0);
    let caught = events || results.is_only_caught();
    let title = if caught {
        say!("title-responses", [did = voice.did], "Who has caught it: share of people who {did} in response")
    } else {
        let been = words::been(&voice.did);
        say!("title-others", [been, did = voice.did], "Share of the others who have {been}")
    };
    let shaded =
        if arms.len() <= BANDS + 1 { say!("shaded-interval", ", shaded: 95\u{a0}% interval") } else { String::new() };
    let theory = arms.iter().any(|a| a.theory.is_some());
    let dotted = if theory { say!("dotted-theory", ", dotted: theory") } else { String::new() };
    let subtitle = {
        let (n, told) = (runs, words::runs(runs));
        let what = say!(
            "responses-counted",
            [n, told, shaded, dotted],
            "{told} per arm{shaded}{dotted}; whoever began is not counted"
        );
        format!("{} {what}", words::led(results, ':'))
    };
    let mut page = Page::new(look, look.scaled(390.0), &title, &subtitle);
    lines(&mut page, look, &arms, &times, (&clock, span));
    let ends = ends(&arms);
    let method = if arms.iter().all(|a| a.could <= a.runs as f64 + 1e-6) {
        Kind::YesNo.interval_name()
    } else {
        Kind::ShareOfEvents.interval_name()
    };
    let kind = if events {
        "Counted: first expressions that were imitated."
    } else if caught {
        "Nobody here begins by chance, so all of them caught it."
    } else {
        "Counted: everybody who has expressed it, for whatever reason but that the scenario made them; compare with the grey line."
    };
    let method = words::within_brackets(method);
    let caption = format!(
        "**{title}.** {} {} per arm, 95\u{a0}% intervals ({method}). {kind}{ends}{}{} {}{}\n",
        results.facts.led(','),
        words::runs(runs),
        order(&arms),
        beside::answers(results),
        words::with_space(words::caveats(results)),
        words::source(results, if events { "`events.csv`" } else { "`series.csv`" })
    );
    let alt =
        format!("Line chart of cumulative responses over {}, {} per arm.{ends}", clock.words(span), words::runs(runs));
    let table = table(&arms, &times, &clock, results.theory.is_some());
    let svg = page.finish(RESPONSE_CURVE.name, &title, &alt);
    Figure::drawn(RESPONSE_CURVE.name, title, svg, table, (caption, alt))
}

/// The whole time, or its beginning where nobody responds in the rest.
fn span(arms: &[Arm], times: &[f64]) -> f64 {
    let whole = times.last().copied().unwrap_or(0.0);
    let settled = |arm: &Arm| {
        let end = arm.path.last().map_or(0.0, |p| p[0]);
        let last = arm.path.iter().rposition(|p| p[0] < end);
        last.map_or(0.0, |i| times[(i + 1).min(times.len() - 1)])
    };
    let last = arms.iter().map(settled).fold(0.0, f64::max);
    if last > 0.0 && last < 0.5 * whole { last * 1.25 } else { whole }
}

/// That nobody did anything in response.
pub fn nobody_responded() -> String {
    say!("nobody-responded", "Nobody responded in any run.")
}

fn lines(page: &mut Page, look: &Look, arms: &[Arm], times: &[f64], (clock, span): (&Clock, f64)) {
    let theme = look.theme;
    let last = |arm: &Arm| arm.path.last().copied().unwrap_or([0.0; 3]);
    let texts: Vec<String> =
        arms.iter().map(|a| format!("{}: {}", words::arm_label(a.point), axis::percent(last(a)[0]))).collect();
    let (room, lines) = labels::end_room(page, &texts, theme.text * 11.5);
    let top = arms.iter().flat_map(|a| a.path.iter().map(|p| p[2])).fold(0.0, f64::max);
    let y = axis::shares(top.max(0.01), &say!("could-respond", "Share of people who could respond"), 6);
    let x = clock.axis(span, 8);
    let frame = page.body.inset(0.0, 0.0, room.max(theme.text), 0.0);
    let plane = axis::draw(page, frame, &x, &y, Bare::default());
    let path = |arm: &Arm, level: usize| -> Vec<(f64, f64)> {
        let shown = times.iter().zip(&arm.path).take_while(|(t, _)| **t <= span * (1.0 + 1e-9));
        shown.map(|(t, p)| (clock.read(*t), p[level])).collect()
    };
    page.group("curves");
    for arm in arms {
        if arm.runs > 1 && arms.len() <= BANDS + 1 {
            plane.band(&path(arm, 1), &path(arm, 2), arm.stroke.colour, 0.2);
        }
        plane.curve(&path(arm, 0), arm.stroke);
    }
    for shares in arms.iter().filter_map(|a| a.theory.as_ref()) {
        let shown = times.iter().zip(shares).take_while(|(t, _)| **t <= span * (1.0 + 1e-9));
        let path: Vec<(f64, f64)> = shown.map(|(t, share)| (clock.read(*t), *share)).collect();
        plane.curve(&path, Stroke::new(theme.ink, theme.line).dotted());
    }
    if arms.iter().all(|a| last(a)[0] <= 0.0) {
        curves::empty(page, plane.frame, &nobody_responded());
    }
    let ends: Vec<EndLabel> = arms
        .iter()
        .zip(lines)
        .map(|(arm, lines)| {
            // Where its line leaves the picture.
            let level = path(arm, 0).last().map_or(last(arm)[0], |p| p.1);
            EndLabel { end: plane.at(x.ends.1, level), lines, stroke: arm.stroke }
        })
        .collect();
    labels::at_ends(page, plane.frame.right, (plane.frame.top, plane.frame.bottom), &ends);
}

fn ends(arms: &[Arm]) -> String {
    let mut text = String::new();
    let told = arms.iter().filter(|a| !a.point.null).take(words::NAMED);
    for arm in told.chain(arms.iter().filter(|a| a.point.null)) {
        let [share, low, high] = arm.path.last().copied().unwrap_or([0.0; 3]);
        let label = axis::capital(&words::arm_label(arm.point));
        let interval = format!(" ({} to {})", axis::percent(low), axis::percent(high));
        let interval = if high > low { interval } else { String::new() };
        text += &format!(" {label}: {} by the end{interval}.", axis::percent(share));
    }
    text + &words::further(arms.iter().filter(|a| !a.point.null).count())
}

/// Whether neighbouring arms can be told apart: runs of one replicate share their dice, so that it is their differences that tell.
fn order(arms: &[Arm]) -> String {
    let share = |arm: &Arm| arm.path.last().map_or(0.0, |p| p[0]);
    let mut ends: Vec<&Arm> = arms.iter().filter(|a| !a.point.null && !a.path.is_empty()).collect();
    ends.sort_by(|a, b| share(a).total_cmp(&share(b)));
    let verdicts: Vec<Verdict> = ends.windows(2).map(|pair| words::compare(&pair[1].end, &pair[0].end)).collect();
    let few = |verdict: &Verdict| matches!(verdict, Verdict::TooFew(_) | Verdict::Unknown);
    let label = |arm: &Arm| format!("“{}”", words::arm_label(arm.point));
    let alike: Vec<String> = ends
        .windows(2)
        .zip(&verdicts)
        .filter(|(_, verdict)| matches!(verdict, Verdict::Indistinct(_)))
        .map(|(pair, _)| format!("{} and {}", label(pair[0]), label(pair[1])))
        .collect();
    match alike.is_empty() {
        _ if verdicts.is_empty() => String::new(),
        _ if verdicts.iter().any(few) => " So few runs do not tell arms apart.".to_owned(),
        true => " Every arm lies above the one below it: the 95\u{a0}% intervals of their differences, run by run with the same \
                 dice, leave out zero."
            .to_owned(),
        false => format!(
            " Not distinguishable here, because the 95\u{a0}% interval of their difference, run by run with the same dice, holds zero: {}.",
            words::listed_apart(&alike, words::NAMED)
        ),
    }
}

fn table(arms: &[Arm], times: &[f64], clock: &Clock, theory: bool) -> Table {
    let time = format!("time_{}", clock.unit);
    let mut columns = vec!["arm", "runs", &time, "share", "ci_low", "ci_high"];
    columns.extend(theory.then_some("theory"));
    let mut table = Table::new(&columns);
    for arm in arms {
        for (step, (t, p)) in times.iter().zip(&arm.path).enumerate() {
            let mut row = vec![arm.point.arm.as_str().into(), arm.runs.into(), clock.read(*t).into()];
            row.extend(p.iter().map(|v| (*v).into()));
            row.extend(theory.then(|| arm.theory.as_ref().map_or(f64::NAN, |shares| shares[step]).into()));
            table.row(row);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_on_what_there_is_later_is_one_on_what_there_was_before() {
        let path = vec![[0.0, 0.0, 0.28], [0.02, 0.01, 0.05], [0.03, 0.005, 0.06]];
        assert_eq!(never_less(path), [[0.0, 0.0, 0.05], [0.02, 0.01, 0.05], [0.03, 0.01, 0.06]]);
    }
}
