//! What is said where the tick moves an outcome by more than the runs leave open.

use super::chart::axis;
use crate::experiment::statistics::Summary;
use crate::experiment::statistics::student::Student;
use crate::experiment::tick_error::TickError;
use crate::quantity::TimeUnit;
use crate::results::Results;
use crate::scenario::outcome::Kind;

/// The outcome that the tick moves most, measured in widths of its interval, where that is more than half of one and no chance:
/// among as many outcomes as were looked at, one in twenty would be so far off by luck.
pub fn warning(results: &Results) -> Option<String> {
    let all = &results.facts.tick_errors;
    let certain = all.iter().filter(|of| is_no_chance(of, all.len()));
    let (_, of, (low, high)) = certain
        .filter_map(|of| {
            let (low, high) = Summary::of_sample(&results.sample(of.point as u32, &of.outcome)).interval?;
            let widths = in_tables(results, of).abs() / (high - low).max(f64::MIN_POSITIVE);
            (widths > HALF_OF_IT).then_some((widths, of, (low, high)))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(format!(
        "ticks of {} move `{}` by about {}, more than half the width of its interval ({} to {}), as {} runs with the same dice at \
         half the tick tell\nhelp: `clock = \"exact\"` has no such error; a shorter `dt` has less",
        axis::lasting(results.facts.tick * TimeUnit::from_symbol(&results.facts.time_unit)?.seconds()),
        of.outcome,
        signed(in_tables(results, of)),
        axis::short(low),
        axis::short(high),
        of.pairs
    ))
}

/// The same for the report, where it was asked at all.
pub fn told(results: &Results) -> Option<String> {
    let pairs = results.facts.tick_errors.first()?.pairs;
    Some(match warning(results) {
        Some(warning) => axis::capital(&warning.replace("\nhelp: ", ". ").replace('`', "")),
        None => format!(
            "no outcome is seen to be off by half the width of its interval ({pairs} runs with the same dice at half the tick)"
        ),
    })
}

/// An error that is larger than this share of an interval's width is what a reader would take for a result.
const HALF_OF_IT: f64 = 0.5;

fn is_no_chance(of: &TickError, outcomes: usize) -> bool {
    let level = 1.0 - 0.05 / outcomes as f64;
    of.error.abs() > Student::new(of.pairs as f64 - 1.0).quantile(level) * of.se
}

/// In the unit of the tables.
fn in_tables(results: &Results, of: &TickError) -> f64 {
    let unit = TimeUnit::from_symbol(&results.facts.time_unit).map_or(1.0, TimeUnit::seconds);
    if Kind::of(&of.outcome) == Kind::Time { of.error / unit } else { of.error }
}

fn signed(value: f64) -> String {
    format!("{}{}", if value < 0.0 { "−" } else { "+" }, axis::short(value.abs()))
}
