//! What each table is, and each of its columns.

use super::Type::{Integer, Number, String as Words};
use super::{Column, Constraints, Said, Subject, Type, Unit, outcomes, said, unknown};
use crate::model::Cause;
use crate::output::tables::{FAILED, OK, Table};
use crate::results::manifest::Details;
use crate::scenario::keys;
use serde_json::{Value, json};
use std::path::Path;

const ONE: Unit = Unit::Of("1");
const RUNS: Unit = Unit::Of("runs");
/// Of another unit in each row: that of the outcome.
const MIXED: Unit = Unit::None;

/// Columns that mean the same wherever they are.
const ANYWHERE: &[Said] = &[
    (
        "run_id",
        Integer,
        Unit::None,
        "number of the run: its point × the most runs that a point can have + its replicate",
    ),
    ("point", Integer, Unit::None, "number of the point: an arm at one place of a design (manifest.json lists them)"),
    (
        "arm",
        Words,
        Unit::None,
        "the arm: `main` is a scenario without arms, `no_imitation` the run in which nobody imitates",
    ),
    (
        "replicate",
        Integer,
        Unit::None,
        "number of the run among those of its point; runs of one replicate share their dice",
    ),
    ("agent", Words, Unit::None, "the person: a name, or a number where the network gives none"),
    ("expression", Words, Unit::None, "the expression"),
    ("metric", Words, Unit::None, "the outcome: a column of runs.csv"),
    ("outcome", Words, Unit::None, "the outcome: a column of runs.csv"),
    ("parameter", Words, Unit::None, "the dotted key that is varied, or the part of chance"),
    ("ci_level", Number, ONE, "level of the intervals"),
    ("base_samples", Integer, Unit::Of("samples"), "base samples of the design"),
    ("replicates", Integer, RUNS, "runs of each point"),
    ("S1", Number, ONE, "first-order Sobol index: the share of the variance that this key alone explains"),
    ("S1_conf", Number, ONE, "half of the width of its interval"),
    ("ST", Number, ONE, "total Sobol index: the share of the variance that goes when this key is held still"),
    ("ST_conf", Number, ONE, "half of the width of its interval"),
    ("mu", Number, MIXED, "mean elementary effect (Morris), in the unit of the outcome"),
    ("mu_star", Number, MIXED, "mean size of the elementary effects, in the unit of the outcome"),
    ("mu_star_conf", Number, MIXED, "half of the width of its interval"),
    ("sigma", Number, MIXED, "standard deviation of the elementary effects, in the unit of the outcome"),
    ("noise_floor", Number, MIXED, "what mu_star would be by chance alone, in the unit of the outcome"),
    ("walks", Integer, Unit::Of("walks"), "walks of the design"),
    ("value_unit", Words, Unit::None, "the unit of the values of the key; missing: none"),
];

const OF_RUNS: &[Said] = &[
    ("seed", Integer, Unit::None, "seed of the run's dice, below 2^53"),
    ("status", Words, Unit::None, "whether the run came to its end"),
];

const OF_SERIES: &[Said] = &[("time", Number, Unit::Time, "since the start of the run")];

const OF_EVENTS: &[Said] = &[
    ("time", Number, Unit::Time, "when the expression became visible, since the start of the run"),
    ("cause", Words, Unit::None, "why: of their own accord, imitated, on purpose, or set by the scenario"),
    (
        "source",
        Words,
        Unit::None,
        "from whom it was imitated; missing: it was not, or whoever it was caught from was out of view by the time of the impulse, or it \
         was caught from the surroundings",
    ),
    ("latency", Number, Unit::Time, "from the impulse to the face"),
    ("duration", Number, Unit::Time, "how long it was visible; missing: it still was at the end of the run"),
];

const OF_AGENTS: &[Said] = &[
    ("groups", Words, Unit::None, "the groups of the scenario that the person is in, `; ` between them; missing: none"),
    ("block", Integer, Unit::None, "number of the block (table, clique, group) of the network; missing: it has none"),
    ("x", Number, Unit::None, "place in the network's own coordinates; missing: it has none"),
    ("y", Number, Unit::None, "place in the network's own coordinates; missing: it has none"),
    ("degree", Integer, Unit::Of("ties"), "how many people the person can see"),
    ("susceptibility", Number, ONE, "s: multiplies the imitation rate"),
    ("expressiveness", Number, ONE, "ε: how strongly an expression shows, 0 to 1"),
    ("perception", Number, ONE, "p: understanding of others' expressions, 0 to 1"),
    ("reappraisal", Number, ONE, "r: share of a negative feeling that is reappraised away, 0 to 1"),
    ("suppression", Number, ONE, "u: share of a display that is suppressed, 0 to 1"),
    ("mood_baseline", Number, Unit::Of("SD"), "b: where slow mood returns to"),
    ("mood", Number, Unit::Of("SD"), "slow mood at the end of the run"),
    ("affect", Number, Unit::Of("SD"), "fast affect at the end of the run"),
    ("loneliness", Number, ONE, "loneliness at the end of the run, 0 to 1"),
];

const OF_TIES: &[Said] = &[
    ("viewer", Words, Unit::None, "who sees"),
    ("seen", Words, Unit::None, "who is seen"),
    ("kind", Words, Unit::None, "kind of the tie; missing: the network has no kinds"),
    ("closeness", Number, ONE, "w at the end of the run: 0 a stranger, 1 the closest"),
    ("visibility", Number, ONE, "o: how well the one is seen or heard, 0 to 1"),
];

const OF_SUMMARY: &[Said] = &[
    ("n", Integer, RUNS, "runs that have this outcome"),
    ("mean", Number, MIXED, "mean over these runs, in the unit of the outcome"),
    ("sd", Number, MIXED, "standard deviation over these runs, in the unit of the outcome"),
    ("se", Number, MIXED, "standard error of the mean, in the unit of the outcome"),
    ("ci_low", Number, MIXED, "lower end of the interval of the mean, in the unit of the outcome"),
    ("ci_high", Number, MIXED, "upper end of the interval of the mean, in the unit of the outcome"),
    ("q10", Number, MIXED, "10 % of the runs lie below, in the unit of the outcome"),
    ("median", Number, MIXED, "half of the runs lie below, in the unit of the outcome"),
    ("q90", Number, MIXED, "90 % of the runs lie below, in the unit of the outcome"),
    ("stopped", Words, Unit::None, "why no more runs were added"),
    ("cs_low", Number, MIXED, "lower end of the interval that holds however often one looks"),
    ("cs_high", Number, MIXED, "upper end of the interval that holds however often one looks"),
    ("interval", Words, Unit::None, "how the intervals were made"),
];

const OF_SENSITIVITY: &[Said] = &[
    ("variance", Number, MIXED, "variance of the outcome over all points, in the unit of the outcome squared"),
    ("noise_variance", Number, MIXED, "variance between runs of one point, in the unit of the outcome squared"),
    ("share", Number, ONE, "share of the variance that this part has"),
    ("low_value", Words, Unit::None, "first value of the key"),
    ("high_value", Words, Unit::None, "last value of the key"),
    ("low_mean", Number, MIXED, "mean of the outcome at the first value"),
    ("high_mean", Number, MIXED, "mean of the outcome at the last value"),
    ("low_effect", Number, MIXED, "outcome at the first value less that of the scenario as it is"),
    ("low_effect_ci_low", Number, MIXED, "lower end of its interval"),
    ("low_effect_ci_high", Number, MIXED, "upper end of its interval"),
    ("high_effect", Number, MIXED, "outcome at the last value less that of the scenario as it is"),
    ("high_effect_ci_low", Number, MIXED, "lower end of its interval"),
    ("high_effect_ci_high", Number, MIXED, "upper end of its interval"),
    ("swing", Number, MIXED, "outcome at the last value less that at the first"),
    ("swing_ci_low", Number, MIXED, "lower end of its interval"),
    ("swing_ci_high", Number, MIXED, "upper end of its interval"),
];

const OF_COMPARISON: &[Said] = &[
    ("a", Words, Unit::None, "the version A"),
    ("b", Words, Unit::None, "the version B"),
    ("design", Words, Unit::None, "whether runs are compared in pairs that share their dice"),
    (
        "n",
        Integer,
        Unit::Of("pairs"),
        "pairs of runs that are compared, those in which both have the outcome; unpaired: runs of both",
    ),
    ("n_a", Integer, RUNS, "runs of A over which mean_a is taken: those of the pairs"),
    ("n_b", Integer, RUNS, "runs of B over which mean_b is taken: those of the pairs"),
    (
        "no_partner_a",
        Integer,
        RUNS,
        "runs of A that have this outcome and are left out, because B has none of their seed that has it",
    ),
    ("no_partner_b", Integer, RUNS, "the same of B"),
    ("mean_a", Number, MIXED, "mean of A, in the unit of the outcome"),
    ("mean_b", Number, MIXED, "mean of B, in the unit of the outcome"),
    ("difference", Number, MIXED, "B minus A, in the unit of the outcome"),
    ("ci_low", Number, MIXED, "lower end of the interval of the difference"),
    ("ci_high", Number, MIXED, "upper end of the interval of the difference"),
    ("ci_kind", Words, Unit::None, "how the interval was made"),
    ("test", Words, Unit::None, "the test"),
    ("p", Number, ONE, "its p-value"),
    ("p_holm", Number, ONE, "the p-value adjusted for the number of outcomes (Holm)"),
    ("second_test", Words, Unit::None, "another test, with other assumptions"),
    ("second_p", Number, ONE, "its p-value"),
    ("effect_size", Number, ONE, "the effect size"),
    ("effect_kind", Words, Unit::None, "which effect size that is"),
    ("cliffs_delta", Number, ONE, "Cliff's delta, −1 to 1"),
    ("p_b_above", Number, ONE, "probability that B is above A, ties counted half"),
    ("p_b_above_low", Number, ONE, "lower end of its interval"),
    ("p_b_above_high", Number, ONE, "upper end of its interval"),
    ("p_b_above_kind", Words, Unit::None, "how that interval was made"),
    ("equal", Number, ONE, "share of pairs in which A and B are equal"),
    ("shared_dice_gain", Number, ONE, "how many times more runs would be needed without shared dice"),
    ("finding", Words, Unit::None, "what can be said of the difference"),
];

const OF_HYPOTHESES: &[Said] = &[
    ("hypothesis", Integer, Unit::None, "number of the hypothesis in the scenario, from 0"),
    ("name", Words, Unit::None, "what it means, in words"),
    ("expect", Words, Unit::None, "the comparison that is expected to hold"),
    ("at", Words, Unit::None, "which point of a design, and which arm; missing: there is only one"),
    ("n", Integer, RUNS, "runs that have all its outcomes"),
    ("left_minus_right", Number, MIXED, "mean of the left side less the right one, in the unit of the outcome"),
    ("ci_low", Number, MIXED, "lower end of its interval"),
    ("ci_high", Number, MIXED, "upper end of its interval"),
    ("ci_kind", Words, Unit::None, "how the interval was made"),
    ("p", Number, ONE, "how surprising the runs would be if left and right were equal"),
    ("p_holm", Number, ONE, "the same, corrected for the number of judgements (Holm)"),
    ("verdict", Words, Unit::None, "what the runs say to it"),
];

/// A column of a table.
pub(super) fn column(table: &str, name: &str, subject: &Subject) -> Column {
    let own = match table {
        "runs" => OF_RUNS,
        "series" => OF_SERIES,
        "events" => OF_EVENTS,
        "agents" => OF_AGENTS,
        "ties" => OF_TIES,
        "summary" => OF_SUMMARY,
        "sensitivity" => OF_SENSITIVITY,
        "comparison" => OF_COMPARISON,
        "hypotheses" => OF_HYPOTHESES,
        _ => &[],
    };
    let found = own.iter().chain(ANYWHERE).find(|(known, ..)| *known == name);
    let column = found.map(|found| said(name, found, &subject.time)).or_else(|| match table {
        "runs" | "summary" => varied(name, subject).or_else(|| outcomes::outcome(name, subject)),
        "series" => outcomes::series(name, subject),
        "agents" => outcomes::person(name, subject),
        _ => None,
    });
    Column { constraints: words(table, name), ..column.unwrap_or_else(|| unknown(name)) }
}

/// The same of a column whose meaning does not depend on the table.
pub(super) fn anywhere(name: &str, subject: &Subject) -> Option<Column> {
    ANYWHERE.iter().find(|(known, ..)| *known == name).map(|found| said(name, found, &subject.time))
}

/// A varied key.
pub(super) fn varied(name: &str, subject: &Subject) -> Option<Column> {
    let varied = subject.varied.iter().find(|varied| varied.key == name)?;
    let about = keys::about(name);
    let meaning = if about.is_empty() { String::new() } else { format!(" ({about})") };
    let unit = varied.unit.as_deref().unwrap_or_default();
    let kind = if varied.unit.is_some() { Number } else { Words };
    Some(Column {
        name: name.to_owned(),
        kind,
        description: format!("value of the varied key{meaning}; missing: as the scenario has it"),
        unit: if unit.is_empty() && kind == Type::Number { "1".to_owned() } else { unit.to_owned() },
        constraints: None,
    })
}

/// The words of a column that has few.
fn words(table: &str, name: &str) -> Option<Constraints> {
    const CAUSES: [&str; 4] =
        [Cause::Spontaneous.name(), Cause::Imitated.name(), Cause::Deliberate.name(), Cause::Event.name()];
    let words: &'static [&'static str] = match (table, name) {
        ("runs", "status") => &[OK, FAILED],
        ("events", "cause") => &CAUSES,
        _ => return None,
    };
    Some(Constraints { words })
}

/// What a table is, the columns that tell its rows apart, and what they refer to.
pub(super) fn about(table: &str, folder: &Path, details: &Details) -> (String, Vec<&'static str>, Vec<Value>) {
    let refers = |fields: &[&str], to: &str, there: &[&str]| {
        let there_is = folder.join(format!("{to}.csv")).is_file();
        there_is.then(|| json!({ "fields": fields, "reference": { "resource": to, "fields": there } }))
    };
    let run = || refers(&["run_id"], Table::Runs.name(), &["run_id"]);
    let person = |column: &str| refers(&["run_id", column], Table::Agents.name(), &["run_id", "agent"]);
    let (about, primary, foreign) = match table {
        "runs" => ("a row a run: its outcomes", vec!["run_id"], vec![]),
        "series" => ("a row a run and sampling time", vec!["run_id", "time"], vec![run()]),
        "summary" => ("a row a point and outcome, over the point's runs", vec!["point", "metric"], vec![]),
        "events" => ("a row an expression", vec![], vec![run()]),
        "agents" => ("a row a person", vec!["run_id", "agent"], vec![run()]),
        "ties" => {
            let foreign = vec![run(), person("viewer"), person("seen")];
            ("a row a directed tie", vec!["run_id", "viewer", "seen"], foreign)
        }
        "sensitivity" => ("how much each key matters for each outcome", vec!["arm", "outcome", "parameter"], vec![]),
        "comparison" => ("a row an outcome: how far two versions lie apart", vec!["metric"], vec![]),
        "hypotheses" => ("a row a hypothesis and point: what the runs say to it", vec![], vec![]),
        _ => ("", vec![], vec![]),
    };
    let about = match details.of(table) {
        Some(runs) => format!("{about}, of {runs}"),
        None => about.to_owned(),
    };
    (about, primary, foreign.into_iter().flatten().collect())
}
