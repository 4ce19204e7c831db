//! (stand-in until the engine lands)
use super::Situation;
use serde::{Deserialize, Serialize};
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause { #[default] Spontaneous, Imitated, Deliberate, Event }
impl Cause { pub const fn name(self) -> &'static str { match self { Self::Spontaneous => "spontaneous", Self::Imitated => "imitated", Self::Deliberate => "deliberate", Self::Event => "event" } } }
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Detail { pub events: bool, pub agents: bool, pub ties: bool }
#[derive(Clone, Debug, Default)]
pub struct Recording { pub metrics: Vec<Option<f64>>, pub series: Vec<SeriesRow>, pub events: Vec<ExpressionEvent>, pub agents: Vec<AgentRow>, pub ties: Vec<TieRow>, pub ticks: u64, pub ended: f64 }
#[derive(Clone, Debug, Default)]
pub struct SeriesRow { pub time: f64, pub values: Vec<f64> }
#[derive(Clone, Debug, Default)]
pub struct ExpressionEvent { pub time: f64, pub agent: u32, pub expression: u16, pub cause: Cause, pub source: Option<u32>, pub latency: f64, pub duration: f64 }
#[derive(Clone, Debug, Default)]
pub struct AgentRow { pub agent: u32, pub values: Vec<f64> }
#[derive(Clone, Debug, Default)]
pub struct TieRow { pub viewer: u32, pub seen: u32, pub kind: Option<String>, pub closeness: f32, pub visibility: f32 }
/// The outcomes of one expression, in the order of the columns.
pub const EXPRESSION_METRICS: [(&str, &str); 9] = [
    ("prevalence", "share of people expressing at the end"),
    ("prevalence_late", "time average of the share expressing, last half of the run"),
    ("events", "number of expressions"),
    ("reach", "share of people who have expressed it at least once"),
    ("peak", "largest share expressing at the end of a tick"),
    ("time_to_peak", "when that was first reached"),
    ("time_to_half", "when half of the people had expressed it"),
    ("imitated_share", "share of the expressions that were imitated"),
    ("survived", "1 when somebody is expressing it, or about to, at the end"),
];

/// The columns of the series of one expression.
pub const EXPRESSION_SERIES: [(&str, &str); 4] = [
    ("prevalence", "share of people expressing now"),
    ("reach", "share of people who have expressed it since the start"),
    ("events", "number of expressions since the start"),
    ("imitated", "number of imitated expressions since the start"),
];

/// The measures of whole people that are on in a situation: moods, loneliness, closeness.
pub fn feeling_names(situation: &Situation) -> Vec<&'static str> {
    let mut names = Vec::new();
    if situation.mood.is_some() {
        names.extend(["mood_mean", "mood_sd", "affect_mean"]);
    }
    if situation.loneliness.is_some() {
        names.push("loneliness_mean");
    }
    if situation.attachment.is_some() {
        names.push("closeness_mean");
    }
    names
}

/// The names of a run's outcomes.
pub fn metric_names(situation: &Situation) -> Vec<String> {
    names(situation, EXPRESSION_METRICS.iter().map(|m| m.0))
}

/// The names of the columns of the series.
pub fn series_names(situation: &Situation) -> Vec<String> {
    names(situation, EXPRESSION_SERIES.iter().map(|m| m.0))
}

fn names<'a>(situation: &Situation, of_expression: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let expressions = situation.expressions.iter().flat_map(|e| of_expression.clone().map(|m| format!("{}_{m}", e.name)));
    expressions.chain(feeling_names(situation).into_iter().map(str::to_owned)).collect()
}

/// The names of the columns of people.
pub fn agent_columns(situation: &Situation) -> Vec<String> {
    let mut columns: Vec<String> =
        ["block", "x", "y", "degree", "susceptibility", "expressiveness", "perception", "reappraisal", "suppression", "mood_baseline"]
            .map(str::to_owned)
            .to_vec();
    if situation.mood.is_some() {
        columns.extend(["mood".into(), "affect".into()]);
    }
    if situation.loneliness.is_some() {
        columns.push("loneliness".into());
    }
    for expression in &situation.expressions {
        columns.extend(["responder", "events", "first_time"].map(|c| format!("{}_{c}", expression.name)));
    }
    columns
}

