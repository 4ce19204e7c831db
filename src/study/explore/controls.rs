//! What a reader may move: what the scenario says, else what its sweep varies and what matters in most scenarios.

use crate::experiment::printed;
use crate::model::situation::Closeness;
use crate::quantity;
use crate::scenario::{MOST_MOVED, Moved, Values, Vary};
use crate::study::Study;
use serde::Serialize;

/// One thing that a reader may move.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Control {
    /// Its dotted key.
    pub key: String,
    /// What the page calls it.
    pub label: String,
    /// What its values mean; may be empty.
    pub help: String,
    /// Whether its positions lie on a line; else they are a choice.
    pub range: bool,
    /// Its values, as TOML.
    pub positions: Vec<String>,
    /// The same as a reader reads them.
    pub names: Vec<String>,
    /// Which of them the scenario has.
    pub start: usize,
}

/// So many positions of a range, unless the scenario says how many.
const POSITIONS: u32 = 21;
/// So many controls where the scenario names none.
const USUAL: usize = 4;

/// The controls of a scenario.
pub(super) fn controls(study: &Study, text: &str) -> Vec<Control> {
    let told: Vec<Moved> = study.scenario.explore.iter().flat_map(|explore| explore.vary.clone()).collect();
    let moved = if told.is_empty() { usual(study) } else { told };
    let present = Present::new(study, text);
    moved.iter().take(MOST_MOVED).map(|moved| control(study, moved, &present)).collect()
}

fn control(study: &Study, moved: &Moved, present: &Present) -> Control {
    let Vary { key, values, .. } = &moved.vary;
    let range = matches!(values, Values::Range { .. });
    let mut positions = match values {
        Values::Range { from, to, unit, steps, log } => {
            let steps = Some(steps.unwrap_or(POSITIONS));
            Values::Range { from: *from, to: *to, unit: unit.clone(), steps, log: *log }.all()
        }
        Values::List(list) => list.clone(),
    };
    let mut names: Vec<String> = match moved.names.as_slice() {
        [] => positions.iter().map(|value| printed(value)).collect(),
        names => names.to_vec(),
    };
    let start = match present.of(key) {
        Some(now) => positions.iter().position(|value| is_same(value, &now)).unwrap_or_else(|| {
            let at = if range { place(&positions, &now) } else { 0 };
            positions.insert(at, now.clone());
            names.insert(at, printed(&now));
            at
        }),
        // Nothing is written there: a position of its own, which changes nothing.
        None => {
            positions.insert(0, String::new());
            names.insert(0, "as it is".to_owned());
            0
        }
    };
    let label = moved.vary.label().map_or_else(|| study.scenario.called(key).full, str::to_owned);
    Control { key: key.clone(), label, help: moved.help.clone(), range, positions, names, start }
}

/// Where a value belongs among positions on a line, whichever way that runs.
fn place(positions: &[String], now: &str) -> usize {
    let end = |value: Option<&String>| value.and_then(|value| amount(value));
    let (Some(now), Some(first), Some(last)) = (amount(now), end(positions.first()), end(positions.last())) else {
        return 0;
    };
    let is_before = |value: f64| if first <= last { value < now } else { value > now };
    positions.iter().take_while(|value| amount(value).is_some_and(is_before)).count()
}

fn is_same(a: &str, b: &str) -> bool {
    let close = |(a, b): (f64, f64)| a == b || (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
    a == b || amount(a).zip(amount(b)).is_some_and(close)
}

/// A value as a number that can be compared with another one of the same key.
fn amount(value: &str) -> Option<f64> {
    let plain = printed(value);
    let time = || quantity::duration(&plain, quantity::TimeUnit::Second).ok();
    let rate = || quantity::rate(&plain, quantity::TimeUnit::Second).ok();
    plain.parse().ok().or_else(time).or_else(rate).filter(|value: &f64| value.is_finite())
}

/// What keys have now.
struct Present {
    written: Option<toml::Value>,
    resolved: Option<toml::Value>,
}

impl Present {
    fn new(study: &Study, text: &str) -> Self {
        let read = |text: &str| text.parse::<toml::Table>().ok().map(toml::Value::Table);
        Self { written: read(text), resolved: read(&study.scenario.to_toml()) }
    }

    /// As written, else as it was understood.
    fn of(&self, key: &str) -> Option<String> {
        let mut at = &toml::Value::Table(format!("{key} = 0").parse::<toml::Table>().ok()?);
        let mut steps = Vec::new();
        while let Some((step, inner)) = at.as_table().and_then(|table| table.iter().next()) {
            steps.push(step.clone());
            at = inner;
        }
        let roots = [&self.written, &self.resolved].into_iter().flatten();
        roots.filter_map(|root| found(root, &steps)).map(ToString::to_string).next()
    }
}

fn found<'a>(root: &'a toml::Value, steps: &[String]) -> Option<&'a toml::Value> {
    steps.iter().try_fold(root, |at, step| match at {
        toml::Value::Table(table) => table.get(step),
        toml::Value::Array(items) => {
            let is_named = |item: &&toml::Value| item.get("name").and_then(toml::Value::as_str) == Some(step);
            items.iter().find(is_named).or_else(|| items.get(step.parse::<usize>().ok()?))
        }
        _ => None,
    })
}

/// What the sweep varies, then what matters in most scenarios and can be changed in this one.
fn usual(study: &Study) -> Vec<Moved> {
    let moved = |vary: Vary, help: &str| Moved { vary, names: Vec::new(), help: help.to_owned() };
    let swept = study.scenario.sweep.iter().flat_map(|sweep| sweep.vary.clone());
    let mut all: Vec<Moved> = swept.map(|vary| moved(vary, "")).collect();
    for (key, values, label, help) in candidates(study) {
        let known = all.iter().any(|moved| moved.vary.key == key);
        if !known && all.len() < USUAL && can_have(study, &key, &values) {
            all.push(moved(Vary { key, values, label: label.to_owned() }, help));
        }
    }
    all
}

type Candidate = (String, Values, &'static str, &'static str);

fn candidates(study: &Study) -> Vec<Candidate> {
    let range = |from: f64, to: f64| Values::Range { from, to, unit: String::new(), steps: None, log: false };
    let list = |values: &[&str]| Values::List(values.iter().map(|value| (*value).to_owned()).collect());
    let mut all: Vec<Candidate> = Vec::new();
    if matches!(study.scenario.situation.ties.closeness, Closeness::Drawn(_)) {
        let help = "0 strangers, 0.5 friends, 1 family";
        all.push(("ties.closeness".to_owned(), range(0.0, 1.0), "how close people are", help));
    }
    if let Some(first) = study.scenario.situation.expressions.first() {
        let of = |key: &str| format!("expressions.{}.{key}", crate::scenario::as_key(&first.name));
        all.push((of("attention"), list(&["1", "2", "3", "4", "8"]), "people watched at a time", ""));
        let help = "1: a stranger's face counts as much as a friend's";
        all.push((of("closeness_gain"), range(1.0, 20.0), "how much closeness matters", help));
    }
    all
}

/// Whether both ends can be had.
fn can_have(study: &Study, key: &str, values: &Values) -> bool {
    let understood = |value: String| {
        let mut tried = study.clone();
        tried.changes.push((key.to_owned(), value));
        tried.understand().is_ok()
    };
    [values.at(0.0), values.at(1.0)].into_iter().all(understood)
}
