//! Events and mood.

use super::diagnostics::Diagnostics;
use super::keys;
use super::names::Names;
use super::section::Section;
use crate::model::situation::{Averaging, Event, Happening, Mood, Who};

/// What happens at set times.
pub(super) fn events(root: &Section<'_>, names: &Names, diagnostics: &mut Diagnostics) -> Vec<Event> {
    let end = root.duration("duration").unwrap_or(f64::INFINITY);
    let has_mood = root.has("mood");
    let tables = root.tables("events", keys::EVENT);
    tables.iter().filter_map(|table| event(table, end, has_mood, names, diagnostics)).collect()
}

fn event(table: &Section<'_>, end: f64, has_mood: bool, names: &Names, diagnostics: &mut Diagnostics) -> Option<Event> {
    let at = table.duration("at").unwrap_or(0.0);
    if at >= end {
        diagnostics.warning(table.key_span("at"), "this event is never reached: the run ends before it", "");
    }
    let every = table.duration("every").unwrap_or(f64::INFINITY);
    let until = table.duration("until").unwrap_or(f64::INFINITY);
    if until <= at {
        diagnostics.error(table.key_span("until"), "`until` is not after `at`", "an event is repeated from `at` on");
    }
    if until.is_finite() && every.is_infinite() {
        diagnostics.error(table.key_span("until"), "`until` without `every`", "add every = \"30 s\"");
    }
    let who = table.read("who", |node, _| table.reader.who("who", node));
    if let Some(node) = table.given("who") {
        super::people::known(&who, node, names, diagnostics);
    }
    let what = happening(table, has_mood, names, diagnostics)?;
    Some(Event { at, every, until, who: who.unwrap_or(Who::Everyone), what })
}

fn happening(table: &Section<'_>, has_mood: bool, names: &Names, diagnostics: &mut Diagnostics) -> Option<Happening> {
    const KINDS: [&str; 3] = ["express", "mood", "spontaneous_factor"];
    let given: Vec<_> = KINDS.into_iter().filter(|kind| table.has(kind)).collect();
    match given[..] {
        ["express"] => express(table, names, diagnostics),
        ["mood"] => mood_event(table, has_mood, diagnostics),
        [_] => factor(table, names, diagnostics),
        [] => {
            diagnostics.error(table.span(), "nothing happens in this event", "add express, mood or spontaneous_factor");
            None
        }
        [first, second, ..] => {
            let message = format!("an event has both `{first}` and `{second}`");
            diagnostics.error(table.key_span(second), message, "write two events");
            None
        }
    }
}

fn express(table: &Section<'_>, names: &Names, diagnostics: &mut Diagnostics) -> Option<Happening> {
    let name = table.text("express")?;
    names.expression(&name, table.given("express")?.span, diagnostics);
    for key in ["for", "expression"].into_iter().filter(|key| table.has(key)) {
        let message = format!("`{key}` does not go with `express`: an expression lasts as long as its `duration` says");
        diagnostics.error(table.key_span(key), message, "leave it out");
    }
    Some(Happening::Express(name))
}

fn mood_event(table: &Section<'_>, has_mood: bool, diagnostics: &mut Diagnostics) -> Option<Happening> {
    if !has_mood {
        let message = "an event changes mood, but nobody has one: there is no `mood` table";
        diagnostics.error(table.key_span("mood"), message, "add a [mood] table");
    }
    Some(Happening::Mood { shift: table.number("mood")?, lasting: lasting(table, "mood", diagnostics)? })
}

fn factor(table: &Section<'_>, names: &Names, diagnostics: &mut Diagnostics) -> Option<Happening> {
    let expression = table.text("expression");
    if let (Some(name), Some(node)) = (&expression, table.given("expression")) {
        names.expression(name, node.span, diagnostics);
    }
    let factor = table.number("spontaneous_factor")?;
    Some(Happening::SpontaneousFactor {
        expression,
        factor,
        lasting: lasting(table, "spontaneous_factor", diagnostics)?,
    })
}

fn lasting(table: &Section<'_>, what: &str, diagnostics: &mut Diagnostics) -> Option<f64> {
    if !table.has("for") {
        diagnostics.error(table.key_span(what), format!("`{what}` does not say how long"), "add for = \"3 s\"");
    }
    table.duration("for")
}

/// Mood, if its table is there.
pub(super) fn mood(root: &Section<'_>) -> Option<Mood> {
    let table = root.table("mood", keys::MOOD);
    table.node?;
    Some(Mood {
        onset: table.duration("onset").unwrap_or(1.0),
        decay: table.duration("decay").unwrap_or(1.0),
        relaxation: table.duration("relaxation").unwrap_or(1.0),
        coupling: table.duration("coupling").unwrap_or(1.0),
        noise: table.number("noise").unwrap_or(0.0),
        averaging: table.rate("averaging").unwrap_or(0.0),
        averaging_kind: averaging(&table),
        confidence: table.number("confidence").unwrap_or(f64::INFINITY),
        display_cost: table.rate("display_cost").unwrap_or(0.0),
        initial: table.draw("initial"),
    })
}

fn averaging(table: &Section<'_>) -> Averaging {
    match table.choice("averaging_kind") {
        Some("absorption") => Averaging::Absorption,
        Some("amplification") => Averaging::Amplification {
            share: table.number("amplification_share").unwrap_or(0.5),
            bias: table.number("amplification_bias").unwrap_or(0.5),
        },
        _ => Averaging::Sum,
    }
}
