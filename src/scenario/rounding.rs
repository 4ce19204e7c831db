//! What is rounded when a scenario is run, where it matters: shares to whole people, a box memory to whole ticks.

use super::diagnostics::{Diagnostics, Span};
use super::keys;
use super::section::Section;
use super::tree::Node;
use crate::model::situation::{Clock, Expression, MemoryKernel, Situation, Who};
use crate::network::NetworkSpec;
use crate::quantity::format_duration;

/// A number that is rounded by more than this part of itself is remarked on.
const MUCH: f64 = 0.1;

/// Remarks on everything that is rounded by much.
pub(super) fn remarks(root: &Section<'_>, situation: &Situation, network: &NetworkSpec, diagnostics: &mut Diagnostics) {
    let expressions = root.given("expressions").map(Node::entries).unwrap_or_default();
    for (entry, expression) in expressions.iter().zip(&situation.expressions) {
        let table = Section::new(keys::EXPRESSION, Some(&entry.value), root.reader);
        // From event to event nothing is rounded.
        if situation.clock == Clock::Tick {
            memory(&table, expression, situation.dt, diagnostics);
        }
    }
    let Some(people) = network.size().map(|size| size.people.round()).filter(|people| *people >= 1.0) else { return };
    let mut share = |key: &str, span: Span, who: &Who| {
        if let Some(share) = share_of(who) {
            rounded(key, span, share, people, diagnostics);
        }
    };
    for (entry, expression) in expressions.iter().zip(&situation.expressions) {
        if let (Some(who), Some(node)) = (&expression.initial, entry.value.get("initial")) {
            share(&format!("expressions.{}.initial", expression.name), node.span, who);
        }
    }
    for (table, group) in root.tables("groups", keys::GROUP).iter().zip(&situation.groups) {
        share(&format!("group {}", group.name), table.key_span("share"), &group.who);
    }
    for (place, table) in root.tables("events", keys::EVENT).iter().enumerate() {
        let who = table.given("who").and_then(|node| Some((node.span, table.reader.who("who", node).ok()?)));
        if let Some((span, who)) = who {
            share(&format!("events.{place}.who"), span, &who);
        }
    }
}

/// The share of everyone that is chosen, if it is one.
fn share_of(who: &Who) -> Option<f64> {
    match who {
        Who::Share(share, _) => Some(*share),
        Who::Near(who, _) => share_of(who),
        _ => None,
    }
}

fn rounded(key: &str, span: Span, share: f64, people: f64, diagnostics: &mut Diagnostics) {
    let exact = share * people;
    let whole = exact.round();
    if (whole - exact).abs() <= MUCH * exact {
        return;
    }
    let count = |number: f64| format!("{}", (number * 1e4).round() / 1e4);
    let end = if whole == 0.0 { "nobody".to_owned() } else { count(whole) };
    let message = format!("`{key}`: {share} of {people} people is {} people, which is rounded to {end}", count(exact));
    let advice = match whole {
        0.0 => "a larger share, more people, or `{ count = 1 }`",
        _ => "`{ count = … }` says how many",
    };
    diagnostics.warning_once(span, message, advice);
}

/// A box memory is a whole number of ticks long, at least one.
fn memory(table: &Section<'_>, expression: &Expression, dt: f64, diagnostics: &mut Diagnostics) {
    if expression.memory_kernel != MemoryKernel::Box || expression.memory <= 0.0 || dt <= 0.0 {
        return;
    }
    let ticks = (expression.memory / dt).round().max(1.0);
    if (ticks * dt - expression.memory).abs() <= 0.01 * expression.memory {
        return;
    }
    let message = format!(
        "`memory` of `{}`: a box of {} is rounded to {}, whole ticks of {}",
        expression.name,
        format_duration(expression.memory),
        format_duration(super::ticks::round(ticks * dt)),
        format_duration(dt)
    );
    diagnostics.warning_once(table.key_span("memory"), message, "a tick that goes into it, or another length");
}
