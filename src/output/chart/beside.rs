//! What theory expects beside the runs, as charts draw and say it.

use super::axis::capital;
use super::input::{Point, Results};
use super::words;

/// What theory says of one expression at one point.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// The point.
    pub point: u32,
    /// Position in [`super::input::Facts::expressions`].
    pub expression: usize,
    /// What it says.
    pub finding: Finding,
}

/// A curve, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// It can be drawn.
    Curve(Curve),
    /// It cannot, and these are the reasons.
    Refused(Vec<String>),
}

/// A curve that theory expects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// The model: `SISa`.
    pub model: String,
    /// Where it comes from, and how it was computed.
    pub source: String,
    /// Share expressing, at the times of the series.
    pub prevalence: Vec<f32>,
    /// Share who have expressed since the start, at the same times.
    pub reach: Vec<f32>,
    /// Its numbers: `R₀ = 2`, `levels off at 50 %`.
    pub numbers: Vec<String>,
    /// In which ways the runs are not quite what it is about.
    pub caveats: Vec<String>,
}

impl Results {
    /// The curve that theory expects of an expression at a point.
    pub fn expected(&self, point: u32, expression: usize) -> Option<&Curve> {
        self.theory.iter().flatten().find_map(|e| match &e.finding {
            Finding::Curve(curve) if (e.point, e.expression) == (point, expression) => Some(curve),
            _ => None,
        })
    }
}

/// How the label of a curve names it.
pub fn label(curve: &Curve, point: &Point, alone: bool) -> String {
    if alone { format!("theory: {}", curve.model) } else { format!("theory: {}", words::arm_label(point)) }
}

/// What a caption says about theory for one expression; empty when nobody asked.
pub fn caption(results: &Results, expression: usize) -> String {
    let Some(theory) = &results.theory else { return String::new() };
    let mine: Vec<&Expectation> = theory.iter().filter(|e| e.expression == expression).collect();
    let several = results.facts.expressions.len() > 1;
    let lead = if several { format!("{}: ", results.facts.expressions[expression]) } else { String::new() };
    let curves: Vec<(&Expectation, &Curve)> = mine
        .iter()
        .filter_map(|e| match &e.finding {
            Finding::Curve(curve) => Some((*e, curve)),
            Finding::Refused(_) => None,
        })
        .collect();
    let mut text = String::new();
    if let Some((_, first)) = curves.first() {
        text += &format!(" {}", capital(&format!("{lead}dotted: {} ({})", first.model, first.source)));
        text += &numbers(results, &curves);
        text += ". It is the mean of infinitely many people who mix; the solid lines are medians of runs.";
        let caveats = distinct(curves.iter().flat_map(|(_, curve)| curve.caveats.iter()));
        if !caveats.is_empty() {
            text += &format!(" Read it with care: {}.", caveats.join("; "));
        }
    }
    text + &refusals(results, &mine, &lead)
}

/// Arms whose numbers are named; of more, the table tells.
const NAMED: usize = 4;

fn numbers(results: &Results, curves: &[(&Expectation, &Curve)]) -> String {
    if let [(_, only)] = curves {
        let list = only.numbers.join(", ");
        return if list.is_empty() { list } else { format!(": {list}") };
    }
    let of = |(e, curve): &(&Expectation, &Curve)| {
        let arm = results.points.iter().find(|p| p.index == e.point).map(words::arm_label).unwrap_or_default();
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
        let arm = results.points.iter().find(|p| p.index == e.point).map(words::arm_label).unwrap_or_default();
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

/// The same for a terminal: one line an expression.
pub fn lines(results: &Results) -> Vec<String> {
    let names = results.facts.expressions.iter().enumerate();
    let text = |(expression, name): (usize, &String)| {
        let said = caption(results, expression).trim().replace('\u{a0}', " ");
        let lead = format!("{}: ", capital(name));
        format!("theory, {name}: {}", said.strip_prefix(&lead).unwrap_or(&said))
    };
    names.map(text).collect()
}
