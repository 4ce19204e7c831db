//! What each outcome, each column of the series and each column of people is.

use super::{Column, Said, Subject, Type, Unit, said};
use crate::model::measure::association::FARTHEST;
use crate::model::measure::feelings::{FEELING_METRICS, PART_METRICS};
use crate::model::measure::likeness::LIKENESS_METRICS;
use crate::model::measure::outcomes::{EXPRESSION_METRICS, EXPRESSION_SERIES, LASTING_METRIC};

/// The expressions that outcomes are of, in their order: each begins with its prevalence.
pub(super) fn expressions(metrics: &[String]) -> Vec<String> {
    let [(first, _), (second, _), ..] = EXPRESSION_METRICS;
    let of = |pair: &[String]| {
        let name = pair[0].strip_suffix(first)?.strip_suffix('_')?;
        (pair[1] == format!("{name}_{second}")).then(|| name.to_owned())
    };
    metrics.windows(2).filter_map(of).collect()
}

/// An outcome of a run.
pub(super) fn outcome(name: &str, subject: &Subject) -> Option<Column> {
    let (expression, rest) = split(name, subject)?;
    let found = match rest.split_once('.') {
        Some((_, group)) => return part(name, expression, rest, group, subject),
        None if expression.is_empty() => feeling(rest)?,
        None => of_expression(rest)?,
    };
    Some(about_expression(name, expression, &found, subject))
}

/// A column of the series.
pub(super) fn series(name: &str, subject: &Subject) -> Option<Column> {
    let (expression, rest) = split(name, subject)?;
    let found = EXPRESSION_SERIES.iter().find(|(known, _)| *known == rest && !expression.is_empty());
    match found {
        Some((known, about)) => {
            let (kind, unit) = counted(known);
            Some(about_expression(name, expression, &(known, kind, unit, about), subject))
        }
        None => {
            let column = outcome(name, subject)?;
            Some(Column { description: column.description.replace(" at the end", ""), ..column })
        }
    }
}

/// A column of people.
pub(super) fn person(name: &str, subject: &Subject) -> Option<Column> {
    const OF_EACH: &[Said] = &[
        ("responder", Type::Integer, Unit::Of("1"), "1 where the person responds to others' at all, 0 where not"),
        ("events", Type::Integer, Unit::Of("expressions"), "how often the person expressed it"),
        ("first_time", Type::Number, Unit::Time, "when the person first expressed it; missing: never"),
    ];
    let (expression, rest) = split(name, subject)?;
    let found = OF_EACH.iter().find(|(known, ..)| *known == rest && !expression.is_empty())?;
    Some(about_expression(name, expression, found, subject))
}

/// The expression that a column is about (empty: none), and the rest of its name.
fn split<'a>(name: &'a str, subject: &Subject) -> Option<(&'a str, &'a str)> {
    let of = |expression: &String| {
        let rest = name.strip_prefix(expression.as_str())?.strip_prefix('_')?;
        Some((&name[..expression.len()], rest))
    };
    let known = |rest: &str| {
        let plain = rest.split('.').next().unwrap_or(rest);
        EXPRESSION_METRICS.iter().chain(&EXPRESSION_SERIES).any(|(metric, _)| *metric == plain)
            || plain.starts_with("association_")
            || [LASTING_METRIC.0, "responder", "first_time"].contains(&plain)
    };
    let mut found = subject.expressions.iter().filter_map(of).filter(|(_, rest)| known(rest));
    // `mood` may be an expression, too: the longest name that fits is meant.
    let longest = found.by_ref().max_by_key(|(expression, _)| expression.len());
    longest.or(Some(("", name)))
}

/// The unit of what is counted so, and whether it is whole.
fn counted(metric: &str) -> (Type, Unit) {
    match metric {
        "events" | "imitated" => (Type::Integer, Unit::Of("expressions")),
        "survived" => (Type::Integer, Unit::Of("1")),
        "time_to_peak" | "time_to_half" => (Type::Number, Unit::Time),
        _ => (Type::Number, Unit::Of("1")),
    }
}

fn of_expression(rest: &str) -> Option<Said> {
    if rest == LASTING_METRIC.0 {
        return Some((LASTING_METRIC.0, Type::Number, Unit::Time, LASTING_METRIC.1));
    }
    let (number, one) = (Type::Number, Unit::Of("1"));
    if let Some(steps) = rest.strip_prefix("association_").and_then(|steps| steps.parse::<usize>().ok()) {
        const ABOUT: [&str; 3] = [
            "how much likelier one expresses it when somebody 1 step away does (relative risk less 1)",
            "how much likelier one expresses it when somebody 2 steps away does (relative risk less 1)",
            "how much likelier one expresses it when somebody 3 steps away does (relative risk less 1)",
        ];
        let about = ABOUT.get(steps.checked_sub(1)?).filter(|_| steps <= FARTHEST)?;
        return Some(("association", number, one, about));
    }
    let (known, about) = EXPRESSION_METRICS.iter().find(|(known, _)| *known == rest)?;
    let (kind, unit) = counted(known);
    Some((known, kind, unit, about))
}

/// A measure of whole people.
fn feeling(name: &str) -> Option<Said> {
    let known = FEELING_METRICS.iter().chain(&LIKENESS_METRICS).find(|(known, _)| *known == name);
    known.map(|(known, about)| (*known, Type::Number, felt(known), plain(about)))
}

fn felt(name: &str) -> Unit {
    let of_mood = matches!(name, "mood_mean" | "mood_sd" | "affect_mean");
    if of_mood { Unit::Of("SD") } else { Unit::Of("1") }
}

/// What is said of a measure, without its unit and without what switches it on.
fn plain(about: &'static str) -> &'static str {
    let about = about.split(" [SD]").next().unwrap_or(about);
    about.split("; with [").next().unwrap_or(about)
}

/// The same of a group, or of those in none.
fn part(name: &str, expression: &str, rest: &str, group: &str, subject: &Subject) -> Option<Column> {
    let measure = rest.split('.').next().unwrap_or(rest);
    let pattern = if expression.is_empty() { format!("{measure}.G") } else { format!("X_{measure}.G") };
    let (known, about) = PART_METRICS.iter().find(|(known, _)| *known == pattern)?;
    let column = said(name, &(known, Type::Number, felt(measure), plain(about)), &subject.time);
    let said = column.description.replace("X", expression);
    Some(Column { description: format!("{said}; here {group}"), ..column })
}

fn about_expression(name: &str, expression: &str, found: &Said, subject: &Subject) -> Column {
    let column = said(name, found, &subject.time);
    let of = if expression.is_empty() { String::new() } else { format!("{expression}: ") };
    Column { description: format!("{of}{}", column.description), ..column }
}
