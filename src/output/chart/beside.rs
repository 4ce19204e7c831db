//! What theory expects beside the runs, as charts draw and say it.

pub use crate::results::theory::{Answer, Curve, Expectation, Finding, Theory};

use super::axis::capital;
use super::input::{Point, Results};
use super::words;
use crate::output::tongue::say;

impl Results {
    /// The curve that theory expects of an expression at a point.
    pub fn expected(&self, point: u32, expression: usize) -> Option<&Curve> {
        self.theory.iter().flat_map(|theory| &theory.courses).find_map(|e| match &e.finding {
            Finding::Curve(curve) if (e.point, e.expression) == (point, expression) => Some(curve),
            _ => None,
        })
    }
}

impl Results {
    /// How often theory expects people of a point to answer the one whom they watch.
    pub fn answer(&self, point: u32) -> Option<&Answer> {
        self.theory.iter().flat_map(|theory| &theory.answers).find(|answer| answer.point == point)
    }
}

/// What a caption says of [answers](Answer) that are drawn; empty where none are.
pub fn answers(results: &Results) -> String {
    let Some(theory) = &results.theory else { return String::new() };
    if theory.answers.is_empty() {
        return " No theory is drawn here: it needs people who each watch one other, who shows what they do on a timetable."
            .to_owned();
    }
    let caveats = distinct(theory.answers.iter().flat_map(|answer| &answer.caveats));
    let care = if caveats.is_empty() { String::new() } else { format!(" Read it with care: {}.", caveats.join("; ")) };
    format!(
        " Dotted: the chance of answering, π (1 − exp(−∫ λ dt)), with the hazard λ that memory and habituation leave after what was shown.{care}"
    )
}

impl Results {
    /// What theory expects of an outcome at a point, where that can be read off its curve.
    pub fn expected_outcome(&self, point: u32, column: &str) -> Option<f64> {
        let of = |name: &&String| column.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('_'));
        let expression = self.facts.expressions.iter().rposition(|name| of(&name))?;
        let curve = self.expected(point, expression)?;
        let shares = || curve.prevalence.iter().map(|v| f64::from(*v));
        let last = |shares: &[f32]| shares.last().map(|v| f64::from(*v));
        match &column[self.facts.expressions[expression].len() + 1..] {
            "reach" => last(&curve.reach),
            "prevalence" => last(&curve.prevalence),
            "peak" => shares().fold(None, |most, v| Some(most.map_or(v, |m: f64| m.max(v)))),
            "prevalence_late" if !curve.prevalence.is_empty() => {
                let late = shares().skip(curve.prevalence.len() / 2);
                Some(late.clone().sum::<f64>() / late.count().max(1) as f64)
            }
            _ => None,
        }
    }
}

/// What a caption says of expected outcomes against a varied key; empty when nobody asked.
pub fn of_outcomes(results: &Results, columns: &[&str]) -> String {
    if results.theory.is_none() {
        return String::new();
    }
    let arms = || results.arms().map(|p| p.index);
    let read = |column: &&str| arms().any(|point| results.expected_outcome(point, column).is_some());
    if !columns.iter().any(read) {
        let all: String = (0..results.facts.expressions.len()).map(|e| caption(results, e)).collect();
        return if all.contains("no theory is drawn") || all.contains("No theory is drawn") {
            all
        } else {
            " No theory is drawn: it gives shares of people, not these outcomes.".to_owned()
        };
    }
    (0..results.facts.expressions.len())
        .map(|e| caption(results, e).replace("drawn as medians", "drawn as means"))
        .collect()
}

/// How the label of a curve names it.
pub fn label(curve: &Curve, point: &Point, alone: bool) -> String {
    let what = if alone { curve.model.clone() } else { words::arm_label(point) };
    say!("theory", [what], "theory: {what}")
}

/// What a caption says about theory for one expression; empty when nobody asked.
pub fn caption(results: &Results, expression: usize) -> String {
    let Some(theory) = &results.theory else { return String::new() };
    let mine: Vec<&Expectation> = theory.courses.iter().filter(|e| e.expression == expression).collect();
    let several = results.facts.expressions.len() > 1;
    let lead = if several { format!("{}: ", results.facts.expressions[expression]) } else { String::new() };
    told(results, &mine, (&lead, "dotted: "))
}

/// What theory says, after `lead`; a curve is introduced by what it looks like.
fn told(results: &Results, mine: &[&Expectation], (lead, look): (&str, &str)) -> String {
    let curves: Vec<(&Expectation, &Curve)> = mine
        .iter()
        .filter_map(|e| match &e.finding {
            Finding::Curve(curve) => Some((*e, curve)),
            Finding::Refused(_) => None,
        })
        .collect();
    let mut text = String::new();
    if let Some((_, first)) = curves.first() {
        text += &format!(" {}", capital(&format!("{lead}{look}{} ({})", first.model, first.source)));
        text += &numbers(results, &curves);
        text += ". It is the mean of infinitely many people who mix; the runs are drawn as medians.";
        let caveats = distinct(curves.iter().flat_map(|(_, curve)| curve.caveats.iter()));
        if !caveats.is_empty() {
            text += &format!(" Read it with care: {}.", caveats.join("; "));
        }
    }
    text + &refusals(results, mine, lead)
}

/// A point by its arm, or by what a design varies.
fn name(results: &Results, point: u32) -> String {
    let Some(point) = results.points.iter().find(|p| p.index == point) else { return String::new() };
    if point.varied.is_empty() {
        return words::arm_label(point);
    }
    point
        .varied
        .iter()
        .map(|(key, value)| format!("{} = {value}", results.facts.called(key).full))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Arms whose numbers are named; of more, the table tells.
const NAMED: usize = 4;

fn numbers(results: &Results, curves: &[(&Expectation, &Curve)]) -> String {
    if curves.iter().all(|c| c.1.numbers == curves[0].1.numbers) {
        let only = curves[0].1;
        let list = only.numbers.join(", ");
        return if list.is_empty() { list } else { format!(": {list}") };
    }
    let of = |(e, curve): &(&Expectation, &Curve)| {
        let arm = name(results, e.point);
        format!("{arm} {}", curve.numbers.join(", "))
    };
    let told = curves.iter().filter(|c| !c.1.numbers.is_empty()).take(NAMED).map(of).collect::<Vec<_>>();
    let more = if curves.len() > NAMED { format!("; and {} more", curves.len() - NAMED) } else { String::new() };
    if told.is_empty() { String::new() } else { format!(": {}{more}", told.join("; ")) }
}

/// Why there is no curve: for all arms at once where they share their reasons.
fn refusals(results: &Results, mine: &[&Expectation], lead: &str) -> String {
    let mut told: Vec<(&Vec<String>, Vec<String>)> = Vec::new();
    for e in mine {
        let Finding::Refused(reasons) = &e.finding else { continue };
        let arm = name(results, e.point);
        match told.iter_mut().find(|(known, _)| *known == reasons) {
            Some((_, arms)) => arms.push(arm),
            None => told.push((reasons, vec![arm])),
        }
    }
    let all = |arms: &[String]| arms.len() == mine.len();
    let sentence = |(reasons, arms): &(&Vec<String>, Vec<String>)| {
        let of = if all(arms) { String::new() } else { format!(" for {}", words::named(arms, NAMED)) };
        let start = capital(&format!("{lead}no theory is drawn{of}"));
        format!(" {start}: {}.", reasons.join("; "))
    };
    told.iter().map(sentence).collect()
}

fn distinct<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut kept: Vec<&str> = Vec::new();
    for text in texts {
        if !kept.contains(&text.as_str()) {
            kept.push(text);
        }
    }
    kept
}

/// The same for a terminal: a line an expression.
pub fn lines(results: &Results) -> Vec<String> {
    let Some(theory) = &results.theory else { return Vec::new() };
    let line = |(expression, name): (usize, &String)| {
        let mine: Vec<&Expectation> = theory.courses.iter().filter(|e| e.expression == expression).collect();
        format!("theory, {name}:{}", told(results, &mine, ("", "")).replace('\u{a0}', " "))
    };
    let mut lines: Vec<String> = results.facts.expressions.iter().enumerate().map(line).collect();
    if !theory.answers.is_empty() {
        lines.push("theory: drawn on the charts of responses, where each watches one other".to_owned());
    }
    lines
}
