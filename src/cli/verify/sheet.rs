//! The table of checks for people, as JSON and as CSV.

use super::Done;
use crate::cli::style::Style;
use crate::verification::{Check, Estimate, Expected, Outcome, Row, Tier, Verdict};
use serde_json::{Value, json};
use std::fmt::Write;

/// A check: its claim, its comparisons below each other, where the reference comes from.
pub(super) fn table(check: &Check, outcome: &Outcome) -> String {
    let bold = Style::BOLD;
    let mut text = format!("{bold}{} {}{bold:#}: {}\n", check.id, check.name, check.claim);
    let _ = writeln!(text, "  reference: {}", check.reference);
    let cells: Vec<[String; 4]> = outcome.rows.iter().map(cells).collect();
    let heads = ["", "reference", "measured ± SE (n)", "tolerance"].map(String::from);
    let width =
        |column: usize| std::iter::once(&heads).chain(&cells).map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [0, 1, 2, 3].map(width);
    let line = |row: &[String; 4]| {
        let [w, r, m, t] = widths;
        format!("  {:w$}  {:>r$}  {:>m$}  {:>t$}", row[0], row[1], row[2], row[3])
    };
    let _ = writeln!(text, "{}  verdict", line(&heads));
    for (row, cells) in outcome.rows.iter().zip(&cells) {
        let style = style(row.verdict());
        let _ = writeln!(text, "{}  {style}{}{style:#}", line(cells), row.verdict().word());
    }
    let _ =
        writeln!(text, "  {} of {} hold, {:.1} s\n", outcome.held(), outcome.rows.len(), outcome.took.as_secs_f64());
    text
}

fn style(verdict: Verdict) -> Style {
    if verdict == Verdict::Holds { Style::GREEN } else { Style::RED }
}

fn cells(row: &Row) -> [String; 4] {
    let tolerance = match row.expected {
        Expected::Near { .. } if row.tolerance() == 0.0 => "exact".to_owned(),
        Expected::Near { .. } => format!("± {}", figure(row.tolerance())),
        _ => format!("by {}", figure(row.tolerance())),
    };
    [row.what.clone(), reference(&row.expected), with_error(row.measured), tolerance]
}

fn reference(expected: &Expected) -> String {
    match *expected {
        Expected::Near { reference, .. } => with_error(reference),
        Expected::AtMost(most) => format!("< {}", figure(most)),
        Expected::AtLeast(least) => format!("> {}", figure(least)),
        Expected::Between(low, high) => format!("{} to {}", figure(low), figure(high)),
    }
}

fn with_error(estimate: Estimate) -> String {
    let value = figure(estimate.value);
    if estimate.se == 0.0 { value } else { format!("{value} ± {} ({})", figure(estimate.se), estimate.n) }
}

/// Four decimals where they say something, fewer for large numbers, powers of ten for tiny ones.
fn figure(x: f64) -> String {
    let size = x.abs();
    match size {
        _ if x == x.round() && size < 1e6 => format!("{x:.0}"),
        _ if !(1e-4..1e6).contains(&size) => format!("{x:.1e}"),
        _ if size >= 100.0 => format!("{x:.1}"),
        _ if size >= 10.0 => format!("{x:.2}"),
        _ => format!("{x:.4}"),
    }
}

/// The last words.
pub(super) fn summary(done: &[Done], seconds: f64) -> String {
    let rows: usize = done.iter().map(|(_, outcome)| outcome.rows.len()).sum();
    let held: usize = done.iter().map(|(_, outcome)| outcome.held()).sum();
    let verdict = if held == rows { "all hold".to_owned() } else { format!("{} do not hold", rows - held) };
    format!("{} checks, {rows} comparisons: {verdict} ({seconds:.1} s)\n", done.len())
}

/// A line a check.
pub(super) fn list(checks: &[&Check]) -> String {
    let width = checks.iter().map(|check| check.name.len()).max().unwrap_or(0);
    let line =
        |check: &&Check| format!("{:<4} {:width$}  {:<4}  {}\n", check.id, check.name, tier(check.tier), check.claim);
    checks.iter().map(line).collect()
}

/// The same for machines.
pub(super) fn json_list(checks: &[&Check]) -> String {
    format!("{:#}\n", Value::Array(checks.iter().map(|check| about(check)).collect()))
}

fn about(check: &Check) -> Value {
    let scenarios: Vec<_> = check.scenarios.iter().map(|scenario| scenario.name).collect();
    json!({
        "test": check.id, "name": check.name, "tier": tier(check.tier), "claim": check.claim,
        "reference": check.reference, "scenarios": scenarios,
    })
}

fn tier(tier: Tier) -> &'static str {
    if tier == Tier::Fast { "fast" } else { "full" }
}

/// Everything for machines.
pub(super) fn json(done: &[Done], seconds: f64) -> String {
    let check = |(check, outcome): &Done| {
        let mut value = about(check);
        value["holds"] = outcome.holds().into();
        value["seconds"] = outcome.took.as_secs_f64().into();
        value["comparisons"] = outcome.rows.iter().map(comparison).collect();
        value
    };
    let holds = done.iter().all(|(_, outcome)| outcome.holds());
    let checks: Vec<Value> = done.iter().map(check).collect();
    format!("{:#}\n", json!({ "holds": holds, "seconds": seconds, "checks": checks }))
}

fn comparison(row: &Row) -> Value {
    let bounds = Bounds::of(row);
    json!({
        "what": row.what, "reference": bounds.reference, "reference_se": bounds.se, "low": bounds.low, "high": bounds.high,
        "measured": row.measured.value, "se": row.measured.se, "n": row.measured.n, "tolerance": row.tolerance(),
        "verdict": row.verdict().word().to_lowercase(),
    })
}

/// What was expected, in columns: a number with its error, or the ends of a range.
#[derive(Default)]
struct Bounds {
    reference: Option<f64>,
    se: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

impl Bounds {
    fn of(row: &Row) -> Self {
        let none = Self::default();
        match row.expected {
            Expected::Near { reference, .. } => {
                Self { reference: Some(reference.value), se: Some(reference.se), ..none }
            }
            Expected::AtMost(high) => Self { high: Some(high), ..none },
            Expected::AtLeast(low) => Self { low: Some(low), ..none },
            Expected::Between(low, high) => Self { low: Some(low), high: Some(high), ..none },
        }
    }
}

const COLUMNS: [&str; 13] = [
    "test",
    "name",
    "tier",
    "what",
    "reference",
    "reference_se",
    "low",
    "high",
    "measured",
    "se",
    "n",
    "tolerance",
    "verdict",
];

/// One row a comparison.
pub(super) fn csv(done: &[Done]) -> std::io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    let number = |x: Option<f64>| x.map_or(String::new(), |x| x.to_string());
    for (check, outcome) in done {
        for row in &outcome.rows {
            let bounds = Bounds::of(row);
            writer.write_record([
                check.id.to_owned(),
                check.name.to_owned(),
                tier(check.tier).to_owned(),
                row.what.clone(),
                number(bounds.reference),
                number(bounds.se),
                number(bounds.low),
                number(bounds.high),
                number(Some(row.measured.value)),
                number(Some(row.measured.se)),
                row.measured.n.to_string(),
                number(Some(row.tolerance())),
                row.verdict().word().to_lowercase(),
            ])?;
        }
    }
    writer.into_inner().map_err(|error| error.into_error())
}
