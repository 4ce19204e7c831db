//! `raster`: who expressed when in one run, a bar from onset to end, coloured by cause.

use super::axis::{self, Axis, Bare, Clock};
use super::colour::Colour;
use super::input::{Cause, Event, Results};
use super::labels::{self, Key, Sample};
use super::page::{Frame, Page, Plane, Stroke};
use super::theme::Theme;
use super::words::{self, VerbForms};
use super::{Chart, Figure, Look, MadeOf, Table, curves, made_of};
use crate::output::tongue::{self, say};

/// Who expressed when.
pub(super) const RASTER: Chart = Chart {
    name: "raster",
    made_of: MadeOf::ShownRun,
    shows: "who expressed when in one run: a bar from onset to end for each expression, coloured by cause",
    needs: "events",
    applies: |results| !results.people.is_empty() && !results.facts.expressions.is_empty(),
    usual: |results| {
        let bars = || results.shown_run().map_or(0, |run| results.events_of(run.id).count());
        results.facts.size > 2 && results.facts.size <= 1000 && bars() <= MOST_BARS
    },
    draw,
};

/// Rows that a panel can hold; of more people who expressed something, evenly spread ones are shown.
const MOST_ROWS: usize = 400;

/// Bars beyond which a picture is a grey surface, and is only drawn for those who ask for it.
const MOST_BARS: usize = 20_000;

/// Bars at least so high are hatched \[px\].
const HATCHED: f64 = 5.0;

/// Rows that can have their names beside them.
const NAMED: usize = 30;

/// The colour of a cause.
pub(super) fn cause_colour(theme: &Theme, cause: Cause) -> Colour {
    match cause {
        Cause::Spontaneous => theme.causes[0],
        Cause::Imitated => theme.causes[1],
        Cause::Deliberate => theme.causes[2],
        Cause::Event => theme.ink,
    }
}

/// A legend of the causes that occur.
pub(super) fn cause_keys(theme: &Theme, causes: &[Cause]) -> Vec<Key> {
    let key = |&cause: &Cause| Key {
        stroke: Stroke::new(cause_colour(theme, cause), theme.line),
        sample: if cause == Cause::Imitated { Sample::Hatch } else { Sample::Patch },
        text: words_of(cause),
    };
    causes.iter().map(key).collect()
}

/// A cause as a legend says it.
pub(super) fn words_of(cause: Cause) -> String {
    let id = match cause {
        Cause::Spontaneous => "own-accord",
        Cause::Imitated => "caught-from-others",
        Cause::Deliberate => "on-purpose",
        Cause::Event => "set-by-scenario",
    };
    axis::capital(&tongue::said(id, &[]).unwrap_or_else(|| cause.words().to_owned()))
}

/// The causes among these events, in the order of legends.
pub(super) fn causes<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<Cause> {
    let found: std::collections::BTreeSet<Cause> = events.into_iter().map(|e| e.cause).collect();
    found.into_iter().collect()
}

/// People who expressed anything, by their first time.
fn rows(events: &[&Event]) -> Vec<u32> {
    let mut first: std::collections::BTreeMap<u32, f64> = std::collections::BTreeMap::new();
    for event in events {
        let time = first.entry(event.person).or_insert(event.time);
        *time = time.min(event.time);
    }
    let mut order: Vec<(u32, f64)> = first.into_iter().collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let step = (order.len() as f64 / MOST_ROWS as f64).max(1.0);
    let kept = (order.len() as f64 / step) as usize;
    (0..kept).map(|i| order[(i as f64 * step) as usize].0).collect()
}

fn draw(results: &Results, look: &Look) -> Figure {
    let run = results.shown_run();
    let events: Vec<&Event> = run.map(|run| results.events_of(run.id).collect()).unwrap_or_default();
    let rows = rows(&events);
    let span = span(&events, results.facts.duration);
    let clock = Clock::new(&results.facts.time_unit, span);
    let title = single(results);
    let what =
        say!("rows-of-people", "each row is a person, ordered by their first time; each bar lasts from onset to end");
    // The heading says that it is one run; where there are several, the subtitle says of which version.
    let what = if made_of::shown_arm(results).is_some() { made_of::of_run(results, &what) } else { what };
    let subtitle = format!("{} {what}", words::led(results, ':'));
    let tall = if rows.len() <= NAMED { rows.len() as f64 * 15.5 + 125.0 } else { 460.0 };
    let room = look.scaled(tall.max(220.0));
    let mut page = Page::new(look, room, &title, &subtitle);
    labels::legend(&mut page, &cause_keys(&look.theme, &causes(events.iter().copied())));
    let panels = results.facts.expressions.len().max(1);
    let cells = page.body.cells(1, panels, (look.theme.text * 1.5, 0.0));
    let x = clock.axis(span, if panels > 1 { 5 } else { 9 });
    for (index, cell) in cells.into_iter().enumerate() {
        panel(&mut page, cell, results, &events, &rows, (index, &x, &clock));
    }
    let caption = caption(results, &events, &rows);
    let alt = alt(results, &events, &clock, span);
    let svg = page.finish(RASTER.name, &title, &alt);
    Figure::drawn(RASTER.name, title, svg, table(results, &events, &clock), (caption, alt))
}

/// The whole run, or its beginning where nothing happens in the rest.
fn span(events: &[&Event], duration: f64) -> f64 {
    let last = events.iter().map(|e| e.time + e.duration).filter(|t| t.is_finite()).fold(0.0, f64::max);
    if last > 0.0 && last < 0.6 * duration { last * 1.1 } else { duration }
}

/// One expression has a verb.
fn single(results: &Results) -> String {
    match results.facts.expressions.as_slice() {
        [one] => {
            say!("who-when", [once = VerbForms::of(&results.facts.verbs, one).once], "Who {once} when, in one run")
        }
        _ => say!("who-expressed-when", "Who expressed when, in one run"),
    }
}

fn panel(page: &mut Page, cell: Frame, results: &Results, events: &[&Event], rows: &[u32], at: (usize, &Axis, &Clock)) {
    let (index, x, clock) = at;
    let voice = VerbForms::of(&results.facts.verbs, &results.facts.expressions[index]);
    let several = results.facts.expressions.len() > 1;
    let title = match several {
        true => axis::capital(&voice.act),
        false => say!("of-people", [n = rows.len(), people = results.facts.size], "{n} of {people} people"),
    };
    let y = Axis {
        ends: (0.0, rows.len().max(1) as f64),
        ticks: names(results, rows, page, cell, index),
        title,
        ..Axis::default()
    };
    let plane =
        axis::draw(page, cell.inset(0.0, 0.0, page.theme.text, 0.0), x, &y, Bare { x: false, y: y.ticks.is_empty() });
    let mine: Vec<&&Event> = events.iter().filter(|e| e.expression == index).collect();
    if mine.is_empty() {
        curves::empty(page, plane.frame, &words::nobody_in_this(&voice));
        return;
    }
    bars(page, &plane, &mine, rows, clock);
}

/// Names beside the rows, where there is room for them.
fn names(results: &Results, rows: &[u32], page: &Page, cell: Frame, index: usize) -> Vec<(f64, String)> {
    let fits = rows.len() as f64 * page.theme.text * 1.1 < cell.height() - page.theme.text * 5.0;
    let named = results.people.iter().any(|p| p.name.parse::<u64>().is_err());
    if !fits || !named || index > 0 {
        return Vec::new();
    }
    let name = |(row, person): (usize, &u32)| {
        let text = results.people.get(*person as usize).map_or("".into(), |p| crate::text::shown(&p.name));
        (rows.len() as f64 - row as f64 - 0.5, super::font::shorten(&text, page.theme.text, false, 110.0))
    };
    rows.iter().enumerate().map(name).collect()
}

fn bars(page: &mut Page, plane: &Plane, events: &[&&Event], rows: &[u32], clock: &Clock) {
    let place: std::collections::BTreeMap<u32, usize> = rows.iter().enumerate().map(|(i, p)| (*p, i)).collect();
    let pitch = plane.frame.height() / rows.len().max(1) as f64;
    let thick = (pitch * 0.85).clamp(1.7, 12.0);
    page.group("expressions");
    for event in events {
        let Some(&row) = place.get(&event.person) else { continue };
        let middle = plane.frame.top + (row as f64 + 0.5) * pitch;
        let left = plane.at(clock.read(event.time), 0.0).0;
        let end = clock.read(event.time + if event.duration.is_finite() { event.duration } else { f64::MAX });
        let right = plane.at(end.min(plane.x.1), 0.0).0.max(left + 3.0).min(plane.frame.right + 3.0);
        let bar = Frame::new(left, middle - thick / 2.0, right, middle + thick / 2.0);
        let colour = cause_colour(page.theme, event.cause);
        // What was caught is hatched where a bar is high enough to show it.
        if event.cause == Cause::Imitated && thick >= HATCHED {
            page.hatch(bar, colour);
        } else {
            page.fill(bar, colour, 1.0);
        }
    }
}

fn table(results: &Results, events: &[&Event], clock: &Clock) -> Table {
    let (onset, end) = (format!("onset_{}", clock.unit), format!("end_{}", clock.unit));
    let mut table = Table::new(&["person", "expression", &onset, &end, "cause"]);
    for event in events {
        let name =
            results.people.get(event.person as usize).map_or_else(|| event.person.to_string(), |p| p.name.clone());
        table.row(vec![
            name.into(),
            results.facts.expressions[event.expression].as_str().into(),
            clock.read(event.time).into(),
            clock.read(event.time + event.duration).into(),
            event.cause.name().into(),
        ]);
    }
    table
}

/// "34 by 28 people: 12 caught from others, 21 of their own accord, 1 set by the scenario".
fn counts(results: &Results, events: &[&Event]) -> String {
    let mut parts = Vec::new();
    for (index, name) in results.facts.expressions.iter().enumerate() {
        let mine: Vec<&&Event> = events.iter().filter(|e| e.expression == index).collect();
        let people: std::collections::BTreeSet<u32> = mine.iter().map(|e| e.person).collect();
        let cause = |cause: Cause| (mine.iter().filter(|e| e.cause == cause).count(), cause);
        let by_cause: Vec<String> = Cause::ALL
            .into_iter()
            .map(cause)
            .filter(|(n, _)| *n > 0)
            .map(|(n, cause)| format!("{n} {}", cause.words()))
            .collect();
        let voice = VerbForms::of(&results.facts.verbs, name);
        parts.push(if mine.is_empty() {
            format!("Nobody {} in this run.", voice.did)
        } else {
            format!(
                "{} by {} of {} people: {}.",
                voice.counted(&mine.len().to_string()),
                people.len(),
                results.facts.size,
                words::listed(&by_cause)
            )
        });
    }
    parts.join(" ")
}

fn caption(results: &Results, events: &[&Event], rows: &[u32]) -> String {
    let people: std::collections::BTreeSet<u32> = events.iter().map(|e| e.person).collect();
    let mut text = format!(
        "**{}.** {} {}. {}",
        single(results),
        results.facts.led(','),
        made_of::which(results),
        counts(results, events)
    );
    if people.len() > rows.len() {
        text += &format!(" Only {} of {} people are drawn, evenly spread.", rows.len(), people.len());
    }
    text += " One run is one story, not an average; who caught it from whom is the model's, by its rule for closeness and attention.";
    format!("{text} {}\n", words::source(results, "`events.csv`"))
}

fn alt(results: &Results, events: &[&Event], clock: &Clock, span: f64) -> String {
    let last = events.iter().map(|e| e.time).fold(0.0, f64::max);
    let until =
        if events.is_empty() { String::new() } else { format!(" The last one starts after {}.", clock.words(last)) };
    format!("Raster of bars, one row a person, {} long. {}{until}", clock.words(span), counts(results, events))
}
