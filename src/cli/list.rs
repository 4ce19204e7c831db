//! `catching list`: what there is, one line each; alone, what can be listed.

use super::{Failure, Terminal};
use crate::evidence::PRESETS;
use crate::evidence::concepts::{ideas, parts};
use crate::evidence::sources::SOURCES;
use crate::experiment::design::DESIGNS;
use crate::model::measure::association::FARTHEST;
use crate::model::measure::feelings::{FEELING_METRICS, PART_METRICS};
use crate::model::measure::likeness::LIKENESS_METRICS;
use crate::model::measure::outcomes::{EXPRESSION_METRICS, LASTING_METRIC};
use crate::model::schedule::MECHANISMS;
use crate::network::GENERATORS;
use crate::output::chart::CHARTS;
use crate::scenario::{LIBRARY, TEMPLATES, keys};
use clap::ValueEnum;

/// List what there is: scenarios, expressions, ideas, mechanisms, networks, charts, metrics, keys, designs, works
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  catching list                  what can be listed\n  catching list scenarios\n  catching list networks --json"
)]
pub struct Args {
    /// What to list; left out: what can be listed
    #[arg(value_enum, ignore_case = true)]
    pub what: Option<What>,
    /// As JSON: a list of objects with `name` and `about`
    #[arg(long)]
    pub json: bool,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Scenarios that come with the program
    #[value(alias = "scenario")]
    Scenarios,
    /// Expressions with sourced presets
    #[value(alias = "expression", alias = "presets", alias = "preset")]
    Expressions,
    /// Popular ideas that can be explained
    #[value(alias = "idea", alias = "concepts", alias = "concept")]
    Ideas,
    /// Psychological mechanisms and their parts, and what switches each on
    #[value(alias = "mechanism")]
    Mechanisms,
    /// Network generators
    #[value(alias = "network", alias = "generators", alias = "generator")]
    Networks,
    /// Charts
    #[value(alias = "chart")]
    Charts,
    /// Numbers that each run ends with
    #[value(alias = "metric", alias = "outcomes", alias = "outcome")]
    Metrics,
    /// Keys of a scenario
    #[value(alias = "key", alias = "parameters")]
    Keys,
    /// Designs of a sweep
    #[value(alias = "design")]
    Designs,
    /// Short scenarios to start from (`catching new --from`)
    #[value(alias = "template")]
    Templates,
    /// Works that are cited, with how each was seen
    #[value(alias = "work", alias = "sources", alias = "references")]
    Works,
}

/// Lists it.
///
/// # Errors
/// When stdout cannot be written.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let rows = args.what.map_or_else(kinds, rows);
    if args.json {
        return terminal.print(json(&rows));
    }
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    rows.iter().try_for_each(|(name, about)| terminal.line(format_args!("{name:width$}  {about}")))
}

type Row = (String, String);

/// What can be listed.
fn kinds() -> Vec<Row> {
    let about = |what: &What| what.to_possible_value().map(|value| (value.get_name().to_owned(), help(&value)));
    What::value_variants().iter().filter_map(about).collect()
}

fn help(value: &clap::builder::PossibleValue) -> String {
    value.get_help().map(ToString::to_string).unwrap_or_default()
}

fn rows(what: What) -> Vec<Row> {
    let row = |name: &str, about: &str| (name.to_owned(), about.to_owned());
    match what {
        What::Scenarios => LIBRARY.iter().map(|s| row(s.name, &s.question())).collect(),
        What::Expressions => PRESETS.iter().map(|p| row(p.name, p.summary)).collect(),
        What::Networks => GENERATORS.iter().map(|g| (g.name.to_owned(), network(g))).collect(),
        What::Charts => CHARTS.iter().map(|c| row(c.name, c.shows)).collect(),
        What::Metrics => metrics(),
        What::Mechanisms => {
            let whole =
                MECHANISMS.iter().map(|m| (m.name.to_owned(), format!("{} (on: {})", m.claim, m.switched_on_by)));
            whole.chain(parts().map(|p| (p.name.to_owned(), format!("{} (on: {})", p.claim(), p.on())))).collect()
        }
        What::Ideas => ideas().map(|idea| row(idea.name, idea.said)).collect(),
        What::Keys => all_keys(),
        What::Templates => TEMPLATES.iter().map(|t| row(t.name, &t.question())).collect(),
        What::Works => {
            SOURCES.iter().map(|s| (s.label.to_owned(), format!("{} [{}]", s.title, s.seen.word()))).collect()
        }
        What::Designs => DESIGNS.iter().map(|d| row(d.name, d.about)).collect(),
    }
}

fn network(generator: &crate::network::Generator) -> String {
    let parameters: Vec<_> = generator.parameters.iter().map(|p| p.name).collect();
    match parameters.as_slice() {
        [] => generator.about.to_owned(),
        names => format!("{} ({})", generator.about, names.join(", ")),
    }
}

/// Every key with its table.
fn all_keys() -> Vec<Row> {
    let tables = keys::TABLES.iter();
    let path = |table: &str, name: &str| if table.is_empty() { name.to_owned() } else { format!("{table}.{name}") };
    tables.flat_map(|(table, keys)| keys.iter().map(|key| (path(table, key.name), key.doc.to_owned()))).collect()
}

/// Numbers that each run ends with; X stands for an expression, G for a group.
pub(super) fn metrics() -> Vec<Row> {
    let of_expressions = EXPRESSION_METRICS.iter().map(|(name, about)| (format!("X_{name}"), (*about).to_owned()));
    let association = (1..=FARTHEST).map(|d| {
        let about = format!(
            "how much likelier one expresses X when somebody {d} {} away does (relative risk − 1); needs [measure] association",
            if d == 1 { "step" } else { "steps" }
        );
        (format!("X_association_{d}"), about)
    });
    let others = FEELING_METRICS.iter().chain(&LIKENESS_METRICS).chain(&PART_METRICS);
    let (name, about) = LASTING_METRIC;
    let lasting = (format!("X_{name}"), format!("{about}; needs [measure] lasting"));
    of_expressions
        .chain(association)
        .chain([lasting])
        .chain(others.map(|(name, about)| ((*name).to_owned(), (*about).to_owned())))
        .collect()
}

fn json(rows: &[Row]) -> String {
    let rows: Vec<_> = rows.iter().map(|(name, about)| serde_json::json!({ "name": name, "about": about })).collect();
    format!("{:#}\n", serde_json::Value::Array(rows))
}
