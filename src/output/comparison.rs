//! `comparison.csv`, and what a newspaper may print of it.

pub mod record;

use super::chart::axis::plain;
use super::chart::input::{Point, Results};
use super::chart::metric::Metric;
use super::chart::outcomes::Outcome;
use super::tables::{draft, number};
use crate::experiment::comparison::{Comparison, Finding, Pairing, adjust};
use crate::experiment::statistics::LEVEL;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The file.
pub const COMPARISON: &str = "comparison.csv";

/// Its columns.
pub const COLUMNS: [&str; 29] = [
    "metric",
    "a",
    "b",
    "design",
    "n",
    "n_a",
    "n_b",
    "mean_a",
    "mean_b",
    "difference",
    "ci_low",
    "ci_high",
    "ci_level",
    "ci_kind",
    "test",
    "p",
    "p_holm",
    "second_test",
    "second_p",
    "effect_size",
    "effect_kind",
    "cliffs_delta",
    "p_b_above",
    "p_b_above_low",
    "p_b_above_high",
    "p_b_above_kind",
    "equal",
    "shared_dice_gain",
    "finding",
];

/// Compares every outcome of the two arms of some results; nothing where there are not two. Runs of one replicate share
/// their dice, and no others do.
pub fn of_arms(results: &Results) -> Option<Vec<Comparison>> {
    let &[a, b] = results.arms().collect::<Vec<_>>().as_slice() else { return None };
    let mut comparisons: Vec<Comparison> = results.outcomes.iter().map(|name| of_two(results, a, b, name)).collect();
    adjust(&mut comparisons);
    Some(comparisons)
}

/// Compares an outcome of two points of some results.
pub fn of_two(results: &Results, a: &Point, b: &Point, outcome: &str) -> Comparison {
    let rows = |arm: &Point| -> Vec<(u64, f64)> {
        let runs = results.outcome(arm.index, outcome).into_iter();
        runs.map(|(replicate, value)| (u64::from(replicate), value)).collect()
    };
    Comparison::of(outcome, &rows(a), &rows(b))
}

/// The outcome that a sentence or a chart is about: the one asked for, or who was reached.
pub fn main_outcome(results: &Results) -> Option<String> {
    results.facts.outcomes.first().cloned().or_else(|| Outcome::of(results).map(|outcome| outcome.column))
}

/// The fields of a row, in the order of [`COLUMNS`]; `names` are those of the two versions.
pub fn row(comparison: &Comparison, names: (&str, &str)) -> [String; COLUMNS.len()] {
    let c = comparison;
    let maybe = |value: Option<f64>| value.map(number).unwrap_or_default();
    [
        c.metric.clone(),
        names.0.to_owned(),
        names.1.to_owned(),
        c.pairing.name().to_owned(),
        c.n.to_string(),
        c.a.n.to_string(),
        c.b.n.to_string(),
        maybe(c.a.mean),
        maybe(c.b.mean),
        maybe(c.difference),
        maybe(c.interval.map(|i| i.0)),
        maybe(c.interval.map(|i| i.1)),
        maybe(c.interval.map(|_| LEVEL)),
        c.interval_kind.to_owned(),
        c.test.name.clone(),
        maybe(c.test.p),
        maybe(c.p_holm),
        c.second.name.clone(),
        maybe(c.second.p),
        maybe(c.effect),
        c.effect_kind.to_owned(),
        maybe(c.cliffs_delta),
        maybe(c.above.share),
        maybe(c.above.interval.map(|i| i.0)),
        maybe(c.above.interval.map(|i| i.1)),
        c.above.kind.to_owned(),
        maybe(c.above.equal),
        maybe(c.shared_dice),
        c.finding().name().to_owned(),
    ]
}

/// Writes the table into a folder, whole or not at all.
///
/// # Errors
/// When it cannot be written.
pub fn write(folder: &Path, comparisons: &[Comparison], names: (&str, &str)) -> io::Result<PathBuf> {
    let path = folder.join(COMPARISON);
    let mut file = draft(folder)?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    comparisons.iter().try_for_each(|c| writer.write_record(row(c, names)))?;
    file.write_all(&writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?)?;
    file.persist(&path)?;
    Ok(path)
}

/// A mean difference with its interval: "+11 percentage points (9 to 13)".
pub fn short(c: &Comparison, metric: &Metric) -> String {
    let (Some(mean), Some((low, high))) = (c.difference, c.interval) else { return "–".to_owned() };
    let digits = decimals(c, metric);
    let say = |value: f64| plain(possible(metric, value), digits);
    let sign = if mean > 0.0 { "+" } else { "" };
    let of = spaced(&format!("{sign}{}", say(mean)), metric.difference_unit());
    format!("{of} ({} to {})", say(low), say(high))
}

/// What may be said of an outcome, in a sentence: how large, how sure, from how many runs; and no more than that.
pub fn sentence(c: &Comparison, metric: &Metric, names: (&str, &str)) -> String {
    let (a, b) = (quoted(names.0), quoted(names.1));
    // As many decimals as the difference has: "66 % and 67 %: 0.4 points" would puzzle.
    let digits = if c.interval.is_some() { decimals(c, metric) } else { 1 };
    let say = |mean: Option<f64>| mean.map_or("unknown".to_owned(), |m| metric.say_to(m, digits));
    let (mean_a, mean_b) = (say(c.a.mean), say(c.b.mean));
    let (phrase, runs) = (&metric.phrase, runs(c));
    match c.finding() {
        Finding::TooFew if c.n == 0 => format!("No run of {a} or of {b} says anything about the {phrase}."),
        Finding::TooFew => {
            let means = format!("The {phrase} was {mean_a} in {a} and {mean_b} in {b}.");
            format!("{means} {} too few to test{}.", how_few(c), mean_difference(c, metric))
        }
        Finding::Identical => format!(
            "The {phrase} was exactly the same in both of {runs}: nothing in which {a} and {b} differ made a difference to it there."
        ),
        Finding::NotFound => format!(
            "In {runs}, no difference in the {phrase} was found between {a} ({mean_a}) and {b} ({mean_b}); {}, so this does not show that there is none.",
            would_fit(c, metric, &b)
        ),
        found => {
            let word = if found == Finding::Above { "higher" } else { "lower" };
            format!(
                "The {phrase} was {mean_b} in {b} and {mean_a} in {a}: {} {word} ({}, from {runs}){}.",
                amount(c, metric),
                interval(c, metric, found == Finding::Below),
                how_often(c, word)
            )
        }
    }
}

fn quoted(name: &str) -> String {
    format!("“{name}”")
}

fn runs(c: &Comparison) -> String {
    match c.pairing {
        Pairing::Paired => format!("{} pairs of simulated runs that shared their dice", c.n),
        Pairing::Unpaired => format!("{} and {} simulated runs that did not share their dice", c.a.n, c.b.n),
    }
}

/// The size of the difference with its unit.
fn amount(c: &Comparison, metric: &Metric) -> String {
    let size = metric.difference(c.difference.unwrap_or(0.0)).abs();
    spaced(&plain(size, decimals(c, metric)), metric.difference_unit())
}

fn spaced(number: &str, unit: &str) -> String {
    if unit.is_empty() { number.to_owned() } else { format!("{number} {unit}") }
}

/// The interval; of how much lower when `turned`.
fn interval(c: &Comparison, metric: &Metric, turned: bool) -> String {
    let (low, high) = c.interval.unwrap_or_default();
    let (low, high) = if turned { (-high, -low) } else { (low, high) };
    let digits = decimals(c, metric);
    let say = |value: f64| plain(possible(metric, value), digits);
    format!("{:.0}\u{a0}% interval {} to {}", LEVEL * 100.0, say(low), say(high))
}

/// A difference as it is told; shares cannot lie further apart than the whole, whatever an interval that knows nothing of
/// that says.
fn possible(metric: &Metric, value: f64) -> f64 {
    let told = metric.difference(value);
    if metric.difference_unit() == "percentage points" { told.clamp(-100.0, 100.0) } else { told }
}

/// The decimals that the interval's width deserves.
fn decimals(c: &Comparison, metric: &Metric) -> usize {
    let (low, high) = c.interval.unwrap_or_default();
    let half = metric.difference((high - low) / 2.0);
    if half > 0.0 { (-half.log10().floor()).clamp(0.0, 6.0) as usize } else { 1 }
}

/// What cannot be ruled out.
fn would_fit(c: &Comparison, metric: &Metric, b: &str) -> String {
    let (low, high) = c.interval.unwrap_or_default();
    let digits = decimals(c, metric);
    let say = |value: f64| {
        let size = plain(possible(metric, value).abs(), digits);
        format!("{} {}", spaced(&size, metric.difference_unit()), if value < 0.0 { "lower" } else { "higher" })
    };
    format!(
        "anything from {} to {} in {b} would fit these runs ({:.0}\u{a0}% interval)",
        say(low),
        say(high),
        LEVEL * 100.0
    )
}

/// "3 pairs are"
fn how_few(c: &Comparison) -> String {
    match (c.pairing, c.n) {
        (Pairing::Paired, 1) => "One pair is".to_owned(),
        (Pairing::Paired, n) => format!("{n} pairs are"),
        (Pairing::Unpaired, _) => format!("{} and {} runs are", c.a.n, c.b.n),
    }
}

/// "; the mean difference is +11 percentage points (95 % interval 9 to 13)"
fn mean_difference(c: &Comparison, metric: &Metric) -> String {
    let Some(difference) = c.difference else { return String::new() };
    let sign = if difference < 0.0 { "−" } else { "+" };
    let interval = c.interval.map_or_else(String::new, |_| format!(" ({})", interval(c, metric, false)));
    format!("; the mean difference is {sign}{}{interval}", amount(c, metric))
}

/// ", and higher in 97 of the 100 pairs"
fn how_often(c: &Comparison, word: &str) -> String {
    let (Some(above), Some(equal), Pairing::Paired) = (c.above.share, c.above.equal, c.pairing) else {
        return String::new();
    };
    let share = if word == "higher" { above } else { 1.0 - above - equal };
    match (share * c.n as f64).round() as usize {
        hits if hits == c.n => format!(", and {word} in every one of them"),
        hits => format!(", and {word} in {hits} of the {}", c.n),
    }
}
