//! Sweeps: which keys are varied, over which values, and the points that follow from them.

use super::changes::{self, Variant};
use super::diagnostics::{Diagnostics, Span};
use super::dotted::overrides;
use super::section::Section;
use super::tree::{Node, Raw, float, quoted};
use super::values::dotted_names;
use super::{Arm, Overrides, keys};
use crate::chance::Lot;
use crate::quantity::Range as Bounds;
use std::collections::BTreeSet;

/// A design over parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    /// One of [`keys::DESIGNS`].
    pub design: String,
    /// Runs a point; none: as the scenario says.
    pub replicates: Option<u32>,
    /// Number of points of a sampling design.
    pub samples: Option<u32>,
    /// Runs are added to each point until the interval of each of these metrics reaches no further than so much to either
    /// side.
    pub until_ci: Vec<(String, f64)>,
    /// No point gets more runs than this where `until_ci` adds them.
    pub max_replicates: u32,
    /// What is varied.
    pub vary: Vec<Vary>,
    /// The points of the design "points".
    pub points: Vec<Overrides>,
}

/// One key of a sweep.
#[derive(Clone, Debug, PartialEq)]
pub struct Vary {
    /// A dotted key.
    pub key: String,
    /// Its values.
    pub values: Values,
    /// What charts call it; empty: words made from the key.
    pub label: String,
}

impl Vary {
    /// The label that the scenario gives it.
    pub fn label(&self) -> Option<&str> {
        (!self.label.is_empty()).then_some(self.label.as_str())
    }
}

/// The design that splits variance.
const SPLIT: &str = "variance";

/// The values of a varied key.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// These, as TOML.
    List(Vec<String>),
    /// From one number to another, both included.
    Range {
        /// First.
        from: f64,
        /// Last.
        to: f64,
        /// What both are counted in ("s", "/day"); empty: bare numbers.
        unit: String,
        /// How many; none where the design decides.
        steps: Option<u32>,
        /// Evenly spaced in the logarithm.
        log: bool,
    },
}

impl Values {
    /// How many values there are; nothing for a range without steps.
    pub fn count(&self) -> Option<usize> {
        match self {
            Self::List(list) => Some(list.len()),
            Self::Range { steps, .. } => steps.map(|n| n as usize),
        }
    }

    /// All values, as TOML; none for a range without steps.
    pub fn all(&self) -> Vec<String> {
        match self {
            Self::List(list) => list.clone(),
            Self::Range { steps, .. } => {
                (0..steps.unwrap_or(0) as usize).filter_map(|number| self.value(number)).collect()
            }
        }
    }

    /// Value number `number` of [`all`](Self::all).
    fn value(&self, number: usize) -> Option<String> {
        match self {
            Self::List(list) => list.get(number).cloned(),
            Self::Range { steps, .. } => {
                let steps = steps.filter(|steps| number < *steps as usize)?;
                Some(self.at(number as f64 / f64::from(steps - 1).max(1.0)))
            }
        }
    }

    /// The value that lies this share (0 to 1) of the way along, as TOML.
    pub fn at(&self, share: f64) -> String {
        match self {
            Self::List(list) => list[((share * list.len() as f64) as usize).min(list.len() - 1)].clone(),
            Self::Range { from, to, unit, log, .. } => {
                let number = match (share, log) {
                    (0.0, _) => *from,
                    (1.0, _) => *to,
                    (_, true) => tidy(libm::exp(libm::log(*from) + share * (libm::log(*to) - libm::log(*from)))),
                    (_, false) => tidy(from + share * (to - from)),
                };
                in_unit(&plain(number), unit)
            }
        }
    }

    /// A number that a design drew from the range, as TOML with the range's unit; a listed value stays as it is.
    pub fn counted(&self, number: &str) -> String {
        match self {
            Self::List(_) => number.to_owned(),
            Self::Range { unit, .. } => in_unit(number, unit),
        }
    }
}

/// A number of such a range as TOML.
fn in_unit(plain: &str, unit: &str) -> String {
    if unit.is_empty() { plain.to_owned() } else { quoted(&format!("{plain} {unit}")) }
}

/// Twelve digits: 0.3, not 0.30000000000000004.
fn tidy(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}

/// A whole number is written as one, so that it also does for keys that take nothing else.
fn plain(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { float(number) }
}

impl Sweep {
    /// How many points there are, where the values alone decide that.
    pub fn count(&self) -> Option<u64> {
        let counts = self.vary.iter().map(|vary| vary.values.count().map(|n| n as u64));
        match self.design.as_str() {
            "grid" => counts.into_iter().try_fold(1, |all: u64, n| Some(all.saturating_mul(n?))),
            "zip" => counts.into_iter().next().flatten(),
            "points" => Some(self.points.len() as u64),
            _ => None,
        }
    }

    /// The points of the designs "grid" (the last key varies fastest), "zip" and "points"; nothing for those that draw
    /// their points.
    pub fn laid_out(&self) -> Option<Vec<Overrides>> {
        let columns = || self.vary.iter().map(|vary| (vary.key.clone(), vary.values.all()));
        match self.design.as_str() {
            "grid" => Some(columns().fold(vec![Vec::new()], crossed)),
            "zip" => {
                let columns: Vec<_> = columns().collect();
                let shortest = columns.iter().map(|c| c.1.len()).min().unwrap_or(0);
                let row = |row: usize| columns.iter().map(|(key, values)| (key.clone(), values[row].clone())).collect();
                Some((0..shortest).map(row).collect())
            }
            "points" => Some(self.points.clone()),
            _ => None,
        }
    }

    /// Point number `number` of the design "grid" by itself, as [`laid_out`](Self::laid_out) has it: a grid may have more
    /// points than fit into memory.
    pub fn of_grid(&self, number: u64) -> Overrides {
        let mut rest = number;
        let mut point: Overrides = Vec::with_capacity(self.vary.len());
        for vary in self.vary.iter().rev() {
            let count = vary.values.count().unwrap_or(0).max(1) as u64;
            point.extend(vary.values.value((rest % count) as usize).map(|value| (vary.key.clone(), value)));
            rest /= count;
        }
        point.reverse();
        point
    }

    /// Whether its points are there to tell how much each key matters, rather than to be looked at one by one.
    pub fn asks_what_matters(&self) -> bool {
        matches!(self.design.as_str(), "sobol" | "oat" | "morris" | SPLIT)
    }

    /// Whether all arms are but values of a varied key, so that the sweep takes their place.
    pub fn replaces(&self, arms: &[Arm]) -> bool {
        Self::take_the_place(&self.keys(), arms)
    }

    /// As [`replaces`](Self::replaces), of a sweep that varies these keys.
    pub fn take_the_place(keys: &[String], arms: &[Arm]) -> bool {
        let set = |arm: &Arm| arm.set.iter().any(|(key, _)| keys.contains(key));
        !arms.is_empty() && arms.iter().all(set)
    }

    /// Runs a point, where the scenario has so many.
    pub fn runs_a_point(&self, scenario: u32) -> u32 {
        // All chance of a point that splits variance is held: a second run of it would be the first again.
        if self.design == SPLIT { 1 } else { self.replicates.unwrap_or(scenario) }
    }

    /// The varied keys, in order: the lots of chance among them where variance is split.
    pub fn keys(&self) -> Vec<String> {
        let lots = if self.design == SPLIT { &Lot::ALL[..] } else { &[] };
        let mut keys: Vec<String> = lots.iter().map(|lot| lot.key().to_owned()).collect();
        keys.extend(self.vary.iter().map(|vary| vary.key.clone()));
        if self.design == "points" {
            keys = self.points.iter().flatten().map(|set| set.0.clone()).collect();
        }
        let mut seen = BTreeSet::new();
        keys.retain(|key| seen.insert(key.clone()));
        keys
    }
}

/// Every point so far with every value of one more key.
fn crossed(points: Vec<Overrides>, (key, values): (String, Vec<String>)) -> Vec<Overrides> {
    let with = |point: &Overrides, value: &String| {
        let mut point = point.clone();
        point.push((key.clone(), value.clone()));
        point
    };
    points.iter().flat_map(|point| values.iter().map(|value| with(point, value)).collect::<Vec<_>>()).collect()
}

/// The sweep, if there is one.
pub(super) fn sweep(root: &Section<'_>, groups: &[String], diagnostics: &mut Diagnostics) -> Option<Sweep> {
    let table = root.table("sweep", keys::SWEEP);
    table.node?;
    let design = table.choice("design").unwrap_or("grid");
    let given = table.tables("vary", keys::VARY);
    let vary: Vec<_> = given.iter().filter_map(|vary| varied(vary, design, diagnostics)).collect();
    let points = table.given("points").map(Node::items).unwrap_or_default();
    if diagnostics.has_errors() && points.is_empty() && given.is_empty() {
        // What was typed in their place is wrong, and that has been said.
    } else if design == "points" && points.is_empty() {
        let advice = "add points = [{ \"ties.closeness\" = 0.5 }]";
        diagnostics.error(table.key_span("points"), "design \"points\" needs `points`: the design is empty", advice);
    } else if design != "points" && design != SPLIT && given.is_empty() {
        diagnostics.error(table.key_span("vary"), "a sweep needs `vary`: which keys, over which values", "");
    }
    one_key_once(&given, groups, diagnostics);
    if design == "zip" {
        of_one_length(&given, &vary, diagnostics);
    }
    changes::check_points(points, groups, diagnostics);
    Some(Sweep {
        design: design.to_owned(),
        replicates: table.whole("replicates").map(|n| n as u32),
        samples: table.whole("samples").map(|n| n as u32),
        until_ci: until_ci(&table, diagnostics),
        max_replicates: table.whole("max_replicates").unwrap_or(1) as u32,
        vary,
        points: points.iter().map(|point| overrides(Some(point))).collect(),
    })
}

/// Metrics with the width that their intervals are to have; whether there are such metrics is asked later.
fn until_ci(table: &Section<'_>, diagnostics: &mut Diagnostics) -> Vec<(String, f64)> {
    for entry in table.given("until_ci").map(dotted_names).unwrap_or_default() {
        if number(&entry.value).is_some_and(|(half, _)| half <= 0.0) {
            let message = format!("`until_ci`: an interval of `{}` cannot be that narrow", entry.key);
            diagnostics.error(entry.value.span, message, "half of its width, above 0");
        }
    }
    table.read("until_ci", |node, _| table.reader.weights("until_ci", node, Bounds::NOT_NEGATIVE)).unwrap_or_default()
}

/// A key that leads where an earlier one does, or around it, would undo that one's variation.
pub(super) fn one_key_once(vary: &[Section<'_>], groups: &[String], diagnostics: &mut Diagnostics) {
    let mut before: Vec<(Vec<String>, String)> = Vec::new();
    for table in vary {
        let Some(key) = table.text("key") else { continue };
        let place = changes::place(&key, groups);
        if place.is_empty() {
            continue; // That it is no key is said where it is used.
        }
        if let Some((_, other)) = before.iter().find(|(other, _)| other.starts_with(&place)) {
            let span = table.given("key").map_or(table.span(), |node| node.span);
            match other == &key {
                true => diagnostics.error(span, format!("`{key}` is varied twice"), "put all its values into one list"),
                false => {
                    let message = format!("`{key}` takes the place of `{other}`, which is varied before it");
                    diagnostics.error(span, message, "vary one of them");
                }
            }
        }
        before.push((place, key));
    }
}

fn of_one_length(given: &[Section<'_>], vary: &[Vary], diagnostics: &mut Diagnostics) {
    let counts: Vec<usize> = vary.iter().filter_map(|vary| vary.values.count()).collect();
    let Some((odd, _)) = counts.iter().enumerate().find(|(_, count)| **count != counts[0]) else { return };
    let said: Vec<String> = vary.iter().zip(&counts).map(|(v, n)| format!("`{}` has {n}", v.key)).collect();
    let span = given.get(odd).map_or(Span::default(), Section::span);
    let message = format!("a zip needs as many values of each key: {}", said.join(", "));
    diagnostics.error(span, message, "first values go together, second values go together, …");
}

fn varied(table: &Section<'_>, design: &str, diagnostics: &mut Diagnostics) -> Option<Vary> {
    varied_by(Variant::Swept, table, design, diagnostics)
}

/// What a table of `vary` says, where `variant` varies it.
pub(super) fn varied_by(
    variant: Variant,
    table: &Section<'_>,
    design: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Vary> {
    let Some(key) = table.text("key") else {
        table.missing("key", "`vary`", diagnostics);
        return None;
    };
    let span = table.given("key").map_or(table.span(), |node| node.span);
    variant.may_have(&key, span, diagnostics);
    if design == SPLIT && key.starts_with("chance.") {
        diagnostics.error(span, format!("design \"{SPLIT}\" redraws `{key}` by itself"), "leave it out of `vary`");
    }
    let ranged: Vec<_> = ["from", "to", "steps", "scale"].into_iter().filter(|k| table.has(k)).collect();
    match (table.given("values"), ranged.first()) {
        (Some(_), Some(other)) => {
            let message = format!("`vary` has both `values` and `{other}`");
            diagnostics.error(table.key_span(other), message, "either a list of `values` or `from`, `to` and `steps`");
            None
        }
        (Some(values), None) => listed(&key, values, diagnostics),
        (None, _) => range(table, &key, design, diagnostics),
    }
    .map(|values| Vary { key, values, label: table.text("label").unwrap_or_default() })
}

fn listed(key: &str, values: &Node, diagnostics: &mut Diagnostics) -> Option<Values> {
    let Raw::List(items) = &values.value else { return None };
    let texts: Vec<String> = items.iter().map(Node::to_toml).collect();
    let number = |text: &str| text.parse::<f64>().ok();
    let same = |a: &str, b: &str| a == b || number(a).is_some() && number(a) == number(b);
    match texts.as_slice() {
        [] => diagnostics.error(values.span, "`values` is empty", "at least two values are needed"),
        [first, rest @ ..] if rest.iter().all(|value| same(value, first)) => {
            let message = format!("`{key}` does not vary: its only value is {first}");
            diagnostics.error(values.span, message, "give at least two values, or set it with `--set`");
        }
        _ => {
            let mut seen = BTreeSet::new();
            // Numbers are the same however they are written.
            let told = |text: &String| number(text).map_or_else(|| text.clone(), |number| float(number + 0.0));
            let again = texts.iter().position(|text| !seen.insert(told(text)));
            if let Some(again) = again {
                let message = format!("`{key}` has the value {} twice", texts[again]);
                diagnostics.error(items[again].span, message, "the points would be the same");
            }
        }
    }
    Some(Values::List(texts))
}

fn range(table: &Section<'_>, key: &str, design: &str, diagnostics: &mut Diagnostics) -> Option<Values> {
    for name in ["from", "to"].into_iter().filter(|name| !table.has(name)) {
        table.missing(name, &format!("the variation of `{key}`"), diagnostics);
    }
    let ((from, unit), (to, other)) = (end(table, "from", diagnostics)?, end(table, "to", diagnostics)?);
    if unit != other {
        let message = format!("`from` is in “{unit}” and `to` in “{other}”");
        diagnostics.error(table.key_span("to"), message, "both ends need the same unit");
    }
    if from == to {
        let message = format!("`{key}` does not vary: it goes from {from} to {to}");
        diagnostics.error(table.key_span("to"), message, "the ends must differ");
    }
    let steps = table.whole("steps").map(|n| n as u32);
    if steps.is_none() && matches!(design, "grid" | "zip") && !table.has("steps") {
        match diagnostics.typed_vary(table.span()) {
            Some(typed) => diagnostics.error(
                table.span(),
                format!("`{key}` has a range without a number of values"),
                format!("write how many after it: --vary {typed}/5 (both ends included)"),
            ),
            None => table.missing("steps", &format!("the variation of `{key}`"), diagnostics),
        }
    }
    let log = table.choice("scale") == Some("log");
    if log && (from <= 0.0 || to <= 0.0) {
        diagnostics.error(table.key_span("scale"), "a log scale needs `from` and `to` above 0", "");
    }
    Some(Values::Range { from, to, unit, steps, log })
}

/// The range that a table of `vary` says, if it is one.
pub(super) fn range_of(vary: &Node) -> Option<Values> {
    let (from, unit) = number(vary.get("from")?)?;
    let (to, _) = number(vary.get("to")?)?;
    let steps =
        vary.get("steps").and_then(|node| if let Raw::Whole(n) = node.value { u32::try_from(n).ok() } else { None });
    let log = vary.get("scale").and_then(Node::text) == Some("log");
    Some(Values::Range { from, to, unit, steps, log })
}

/// An end of a range: a number with or without a unit.
fn end(table: &Section<'_>, name: &str, diagnostics: &mut Diagnostics) -> Option<(f64, String)> {
    let node = table.given(name)?;
    let read = number(node);
    if read.is_none() {
        let message = format!("`{name}` must be a number, or one with a unit such as \"30 s\"");
        diagnostics.error(node.span, message, "expected a number");
    }
    read
}

fn number(node: &Node) -> Option<(f64, String)> {
    let read = match &node.value {
        Raw::Whole(whole) => Some((*whole as f64, String::new())),
        Raw::Number(number) => Some((*number, String::new())),
        Raw::Text(text) => measured(text),
        _ => None,
    };
    read.filter(|(number, _)| number.is_finite())
}

/// The number at the start of a text, and what follows it.
fn measured(text: &str) -> Option<(f64, String)> {
    let text = text.trim();
    let split = text.find(|c: char| !matches!(c, '0'..='9' | '.' | '-' | '+' | '_' | 'e' | 'E')).unwrap_or(text.len());
    let number = text[..split].trim().parse().ok()?;
    Some((number, text[split..].trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: f64, to: f64, steps: u32, log: bool, unit: &str) -> Values {
        Values::Range { from, to, steps: Some(steps), log, unit: unit.to_owned() }
    }

    #[test]
    fn both_ends_of_a_range_are_among_its_values_and_none_carries_dust() {
        assert_eq!(range(0.0, 0.9, 4, false, "").all(), ["0", "0.3", "0.6", "0.9"]);
        assert_eq!(range(0.1, 1000.0, 5, true, "").all(), ["0.1", "1", "10", "100", "1000"]);
        assert_eq!(range(10.0, 30.0, 3, false, "s").all(), ["\"10 s\"", "\"20 s\"", "\"30 s\""]);
    }

    #[test]
    fn a_list_is_cut_into_equal_parts() {
        let list = Values::List(["a", "b", "c"].map(str::to_owned).to_vec());
        assert_eq!([0.0, 0.34, 0.99, 1.0].map(|share| list.at(share)), ["a", "b", "c", "c"]);
    }

    #[test]
    fn the_last_key_of_a_grid_varies_fastest() {
        let vary = |key: &str, n: u32| Vary {
            key: key.to_owned(),
            values: range(1.0, f64::from(n), n, false, ""),
            label: String::new(),
        };
        let sweep = |design: &str| Sweep {
            design: design.to_owned(),
            replicates: None,
            samples: None,
            until_ci: Vec::new(),
            max_replicates: 1000,
            vary: vec![vary("a", 2), vary("b", 3)],
            points: Vec::new(),
        };
        let points = sweep("grid").laid_out().unwrap();
        let values: Vec<String> = points.iter().map(|p| format!("{}{}", p[0].1, p[1].1)).collect();
        assert_eq!(values, ["11", "12", "13", "21", "22", "23"]);
        assert_eq!(sweep("grid").count(), Some(6));
        assert_eq!(sweep("lhs").laid_out(), None);
    }
}
