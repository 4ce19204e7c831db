//! `catching list`: what there is, one line each.

use super::{Failure, Terminal};
use crate::evidence::PRESETS;
use crate::experiment::design::DESIGNS;
use crate::model::association::FARTHEST;
use crate::model::feelings::{FEELING_METRICS, PART_METRICS};
use crate::model::likeness::LIKENESS_METRICS;
use crate::model::recording::{EXPRESSION_METRICS, LASTING_METRIC};
use crate::model::schedule::MECHANISMS;
use crate::network::GENERATORS;
use crate::output::chart::CHARTS;
use crate::scenario::LIBRARY;
use clap::ValueEnum;

/// List what there is: scenarios, expressions, networks, charts, metrics, mechanisms, designs
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  catching list scenarios\n  catching list networks --json")]
pub struct Args {
    /// What to list
    #[arg(value_enum)]
    pub what: What,
    /// As JSON: a list of objects with `name` and `about`
    #[arg(long)]
    pub json: bool,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Scenarios that come with the program
    Scenarios,
    /// Expressions with sourced presets
    Expressions,
    /// Network generators
    Networks,
    /// Charts
    Charts,
    /// Numbers that each run ends with
    Metrics,
    /// Psychological mechanisms, and what switches each on
    Mechanisms,
    /// Designs of a sweep
    Designs,
}

/// Lists it.
///
/// # Errors
/// When stdout cannot be written.
pub fn run(args: Args, terminal: &mut Terminal) -> Result<(), Failure> {
    let rows = rows(args.what);
    if args.json {
        return terminal.print(json(&rows));
    }
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    rows.iter().try_for_each(|(name, about)| terminal.line(format_args!("{name:width$}  {about}")))
}

type Row = (String, String);

fn rows(what: What) -> Vec<Row> {
    let row = |name: &str, about: &str| (name.to_owned(), about.to_owned());
    match what {
        What::Scenarios => LIBRARY.iter().map(|s| row(s.name, &s.question())).collect(),
        What::Expressions => PRESETS.iter().map(|p| row(p.name, p.summary)).collect(),
        What::Networks => GENERATORS.iter().map(|g| (g.name.to_owned(), network(g))).collect(),
        What::Charts => CHARTS.iter().map(|c| row(c.name, c.shows)).collect(),
        What::Metrics => metrics(),
        What::Mechanisms => {
            MECHANISMS.iter().map(|m| (m.name.to_owned(), format!("{} (on: {})", m.claim, m.switched_on_by))).collect()
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

fn metrics() -> Vec<Row> {
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
