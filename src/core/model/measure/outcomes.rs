//! What is measured of a run: the names of its outcomes, of what is followed over time, and of what is said of each person.

use crate::model::measure::association;
use crate::model::measure::feelings::feeling_names;
use crate::model::measure::likeness::LIKENESS_METRICS;
use crate::model::situation::Situation;

/// The outcomes of one expression, in the order of the columns.
pub const EXPRESSION_METRICS: [(&str, &str); 9] = [
    ("prevalence", "share of people expressing at the end"),
    ("prevalence_late", "time average of the share expressing, last half of the run"),
    ("events", "number of expressions"),
    ("reach", "share of people who have expressed it at least once"),
    ("peak", "largest share expressing at the same time (with ticks: at the end of one)"),
    ("time_to_peak", "when that was first reached"),
    ("time_to_half", "when half of the people had expressed it"),
    ("imitated_share", "share of the expressions that were imitated"),
    ("survived", "1 when somebody is expressing it, or about to, at the end"),
];

/// How long an expression went on; measured where it is asked for.
pub const LASTING_METRIC: (&str, &str) =
    ("lasting", "how long it went on, from the first to the last who expressed it");

/// The columns of the series of one expression.
pub const EXPRESSION_SERIES: [(&str, &str); 4] = [
    ("prevalence", "share of people expressing now"),
    ("reach", "share of people who have expressed it since the start"),
    ("events", "number of expressions since the start"),
    ("imitated", "number of imitated expressions since the start"),
];

/// The names of a run's outcomes.
pub fn metric_names(situation: &Situation) -> Vec<String> {
    let mut all = names(situation, EXPRESSION_METRICS.iter().map(|m| m.0));
    all.extend(association::metric_names(situation));
    all.extend(situation.measure.lasting.iter().map(|name| format!("{name}_{}", LASTING_METRIC.0)));
    if situation.mood.is_some() {
        all.extend(LIKENESS_METRICS.map(|m| m.0.to_owned()));
    }
    all
}

/// The names of the columns of the series.
pub fn series_names(situation: &Situation) -> Vec<String> {
    names(situation, EXPRESSION_SERIES.iter().map(|m| m.0))
}

fn names<'a>(situation: &Situation, of_expression: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let expressions =
        situation.expressions.iter().flat_map(|e| of_expression.clone().map(|m| format!("{}_{m}", e.name)));
    expressions.chain(feeling_names(situation)).collect()
}

/// The names of the columns of people.
pub fn agent_columns(situation: &Situation) -> Vec<String> {
    let mut columns: Vec<String> = [
        "block",
        "x",
        "y",
        "degree",
        "susceptibility",
        "expressiveness",
        "perception",
        "reappraisal",
        "suppression",
        "mood_baseline",
    ]
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
