//! Expressions: where each starts from and what is changed.

use super::diagnostics::Diagnostics;
use super::keys::{self, Kind};
use super::names::Names;
use super::section::Section;
use super::tree::{Entry, Node, Raw};
use super::values::{Problem, Read, Reader};
use crate::chance::Distribution;
use crate::evidence::{self, BARE, FIELDS, Preset, Value};
use crate::model::situation::{Expression, MemoryKernel, Response};
use std::borrow::Cow;

/// The expressions in the order of the file, and the preset that each starts from.
pub(super) fn resolve(
    root: &Section<'_>,
    names: &Names,
    diagnostics: &mut Diagnostics,
) -> (Vec<Expression>, Vec<String>) {
    let entries = root.given("expressions").map(Node::entries).unwrap_or_default();
    if entries.is_empty() {
        root.missing("expressions", "a scenario", diagnostics);
    }
    entries.iter().map(|entry| one(entry, root.reader, names, diagnostics)).unzip()
}

fn one(entry: &Entry, reader: Reader, names: &Names, diagnostics: &mut Diagnostics) -> (Expression, String) {
    let table = Section::new(keys::EXPRESSION, Some(&entry.value), reader);
    name(entry, diagnostics);
    let preset = preset_of(&entry.key, &table);
    let mut expression = Preset::named(preset).map_or_else(|| evidence::bare(&entry.key), Preset::expression);
    expression.name.clone_from(&entry.key);
    if preset == BARE && !table.has("duration") {
        let message = format!("`{}` is not a known expression, so it needs its `duration`", entry.key);
        let known: Vec<_> = evidence::PRESETS.iter().map(|p| p.name).collect();
        let near = super::diagnostics::did_you_mean(&entry.key, known.iter().copied());
        let advice = format!("add duration = \"6 s\" (or \"forever\"), or a preset: {}", known.join(", "));
        diagnostics.error(entry.key_span, format!("{message}{near}"), advice);
    } else if preset != BARE {
        expression.triggered_by.retain(|(other, _)| names.expressions.contains(other));
        expression.excludes.retain(|other| names.expressions.contains(other));
    }
    for field in FIELDS {
        let Some(node) = table.given(field.key) else { continue };
        match value(field.key, node, reader, &(field.get)(&expression)) {
            Ok(value) => {
                plausible(
                    Preset::named(preset).and_then(|p| p.parameter(field.key)),
                    &value,
                    node,
                    reader,
                    diagnostics,
                );
                (field.set)(&mut expression, value);
            }
            Err(problem) => diagnostics.error(problem.span, problem.message, problem.advice),
        }
    }
    consistent(entry, &expression, &table, names, diagnostics);
    (expression, preset.to_owned())
}

/// How far beyond what is plausible a number without a unit may lie in a file before it is remarked on: scenarios try things
/// out.
const FAR: f64 = 10.0;
/// How far beyond it a rate with its unit may: who writes a unit means it, and slow things may be meant, though `5 /min` is a
/// slip where `1 /h` is usual.
const FAR_WITH_UNIT: f64 = 90.0;

/// Remarks on a number beyond what the evidence makes plausible; zero switches off and is meant.
fn plausible(
    known: Option<&evidence::Parameter>,
    value: &Value,
    node: &Node,
    reader: Reader,
    diagnostics: &mut Diagnostics,
) {
    let Some((known, (low, high))) = known.and_then(|known| Some((known, known.bounds()?))) else { return };
    let Some(number) = value.number().filter(|n| n.is_finite() && *n != 0.0) else { return };
    let written = match &node.value {
        Raw::Whole(n) => Some(n.to_string()),
        Raw::Number(n) => Some(n.to_string()),
        Raw::Text(text) => Some(text.trim().to_owned()).filter(|text| text.parse::<f64>().is_ok()),
        _ => None,
    };
    let is_rate = matches!(value, Value::Rate(_) | Value::Imitation(_));
    let is_fine = match &written {
        _ if diagnostics.is_set(node.span) => (low..=high).contains(&number),
        // A bound below zero has its room on its own side.
        Some(_) => {
            let least = if low < 0.0 { low * FAR } else { low / FAR };
            let most = if high < 0.0 { high / FAR } else { high * FAR };
            (least..=most).contains(&number)
        }
        None => !is_rate || number <= high * FAR_WITH_UNIT,
    };
    if is_fine {
        return;
    }
    let per = if is_rate { "per " } else { "" };
    let timed = is_rate || matches!(value, Value::Time(_));
    let bare = written.filter(|_| timed);
    let read = bare.map_or_else(String::new, |n| format!("; {n} is read as {n} {per}{}", reader.unit.word()));
    let written = node.to_toml();
    let message =
        format!("`{}` = {written} is outside the plausible range of the evidence ({}){read}", known.key, known.range);
    diagnostics.warning(node.span, message, "it is run as it stands");
}

fn preset_of<'a>(name: &'a str, table: &Section<'_>) -> &'a str {
    let known = Preset::named(name).map_or(BARE, |preset| preset.name);
    table.choice("preset").unwrap_or(known)
}

/// A name becomes part of column names.
fn name(entry: &Entry, diagnostics: &mut Diagnostics) {
    let fine = !entry.key.is_empty() && entry.key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    super::missing::remark("an expression", &entry.key, entry.key_span, diagnostics);
    if !fine {
        let message = format!("`{}` cannot be the name of an expression", entry.key);
        diagnostics.error(entry.key_span, message, "letters, digits, `_` and `-`: it becomes part of column names");
    }
}

/// The value of a parameter, of the kind that it has now.
fn value(key: &'static str, node: &Node, reader: Reader, now: &Value) -> Read<Value> {
    let kind = keys::find(keys::EXPRESSION, key).map_or(Kind::Any, |key| key.kind);
    Ok(match (kind, now) {
        (Kind::Number(range), Value::Maybe(_)) => Value::Maybe(Some(reader.number(key, node, range)?)),
        (Kind::Number(range), _) => Value::Number(reader.number(key, node, range)?),
        (Kind::Rate, _) => Value::Rate(reader.rate(key, node)?),
        (Kind::Duration(range), _) => Value::Time(reader.duration(key, node, range)?),
        (Kind::Times(range), now) => Value::Times(reader.draw(key, node, range, true, base(now))?),
        (Kind::Imitation, _) => Value::Imitation(reader.imitation(key, node)?),
        (Kind::Attention, _) => Value::Attention(reader.attention(key, node)?),
        (Kind::Response, _) => Value::Response(reader.response(key, node)?),
        (Kind::Draw(range), _) => Value::Draw(reader.draw(key, node, range, false, None)?),
        (Kind::Texts, _) => Value::Names(reader.texts(key, node)?.into_iter().map(Cow::Owned).collect()),
        (Kind::Weights(range), _) => {
            let weights = reader.weights(key, node, range)?;
            Value::Weights(weights.into_iter().map(|(name, weight)| (Cow::Owned(name), weight)).collect())
        }
        (Kind::Who, _) => Value::People(Some(reader.who(key, node)?)),
        (Kind::Flag, _) => Value::Flag(reader.flag(key, node)?),
        (Kind::Choice(words), _) => Value::Kernel(match reader.choice(key, node, words)? {
            "box" => MemoryKernel::Box,
            _ => MemoryKernel::Leaky,
        }),
        _ => {
            return Err(Problem { span: node.span, message: format!("`{key}` cannot be read"), advice: String::new() });
        }
    })
}

fn base(now: &Value) -> Option<&Distribution> {
    if let Value::Times(distribution) = now { Some(distribution) } else { None }
}

fn consistent(
    entry: &Entry,
    expression: &Expression,
    table: &Section<'_>,
    names: &Names,
    diagnostics: &mut Diagnostics,
) {
    for other in table.given("triggered_by").map(Node::entries).unwrap_or_default() {
        names.expression(&other.key, other.key_span, diagnostics);
        if other.key == entry.key {
            let message = format!("`{}` cannot be triggered by itself: that is what `imitation_rate` says", entry.key);
            diagnostics.error(other.key_span, message, "leave it out");
        }
    }
    for other in table.given("excludes").map(Node::items).unwrap_or_default() {
        let name = other.text().unwrap_or_default();
        names.expression(name, other.span, diagnostics);
        if name == entry.key {
            let message = format!("`{name}` cannot exclude itself: nobody shows it twice at once");
            diagnostics.error(other.span, message, "leave it out");
        }
    }
    if let Some(node) = table.given("initial") {
        super::people::known(&expression.initial, node, names, diagnostics);
    }
    if matches!(expression.response, Response::Pairs { .. }) && expression.attention <= 1.0 {
        let message = "`pairs` reinforces where two people are seen at once, and attention reaches one";
        let at = if table.has("response") { table.key_span("response") } else { entry.key_span };
        diagnostics.warning(at, message, "set attention = \"all\", or 2 or more");
    }
    let endless = expression.duration.constant() == Some(f64::INFINITY);
    if endless && table.has("refractory") {
        let message = "`refractory` never comes to bear: one expression lasts forever";
        diagnostics.warning(table.key_span("refractory"), message, "give `duration` an end, or leave `refractory` out");
    }
    if expression.memory_kernel == MemoryKernel::Box && expression.memory == 0.0 {
        let message = "a box memory needs its length";
        diagnostics.error(table.key_span("memory_kernel"), message, "add memory = \"10 s\"");
    }
}
