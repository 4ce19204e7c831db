//! `comparison.csv`, and what a newspaper may print of it.

pub mod record;

use super::adding_up;
use super::chart::axis::{percent, plain, short as short_number, unit_after};
use super::chart::input::{Point, Results};
use super::chart::metric::Metric;
use super::chart::outcomes::Outcome;
use super::chart::words;
use super::tables::{csv_of, number};
use crate::experiment::comparison::{Comparison, Finding, Pairing, adjust};
use crate::experiment::statistics::{LEVEL, Sample, unseen};

/// The file.
pub const COMPARISON: &str = "comparison.csv";

/// Its columns.
pub const COLUMNS: [&str; 31] = [
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
    "no_partner_a",
    "no_partner_b",
];

/// Compares every outcome of the two arms of some results; nothing where there are not two. Runs of one replicate share
/// their dice, and no others do. The outcome that is asked about is tested by itself, all others together.
pub fn of_arms(results: &Results) -> Option<Vec<Comparison>> {
    let &[a, b] = results.arms().collect::<Vec<_>>().as_slice() else { return None };
    let mut comparisons: Vec<Comparison> = results.outcomes.iter().map(|name| of_two(results, a, b, name)).collect();
    adjust(&mut comparisons, main_outcome(results).as_deref());
    Some(comparisons)
}

/// Compares an outcome of the two arms of some results as [`of_arms`] does: by itself where it is the one that was asked about,
/// otherwise among all the others. Its runs may be other than those of the tables, such as those who could respond.
pub fn of_two_among_all(results: &Results, outcome: &Outcome, a: &Sample, b: &Sample) -> Comparison {
    let this = Comparison::of(&outcome.column, a, b);
    let asked = main_outcome(results);
    let &[first, second] = results.arms().collect::<Vec<_>>().as_slice() else { return this };
    if asked.as_ref() == Some(&outcome.column) {
        return Comparison { family: 1, ..this };
    }
    let others = results.outcomes.iter().filter(|name| **name != outcome.column);
    let mut all = vec![this];
    all.extend(others.map(|name| of_two(results, first, second, name)));
    adjust(&mut all, asked.as_deref());
    all.swap_remove(0)
}

/// A p-value after `p`: `= 0.03`, `< 0.001`.
pub fn said_p(p: f64) -> String {
    if p < 0.001 { "< 0.001".to_owned() } else { format!("= {}", short_number(p)) }
}

/// Compares an outcome of two points of some results.
pub fn of_two(results: &Results, a: &Point, b: &Point, outcome: &str) -> Comparison {
    Comparison::of(outcome, &results.sample(a.index, outcome), &results.sample(b.index, outcome))
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
        c.left_out[0].to_string(),
        c.left_out[1].to_string(),
    ]
}

/// The table as text.
pub fn csv(comparisons: &[Comparison], names: (&str, &str)) -> String {
    csv_of([COLUMNS.map(str::to_owned)].into_iter().chain(comparisons.iter().map(|c| row(c, names))))
}

/// The numbers of a comparison as they are printed: the two means, how far B lies above A, and the interval of that, to so many
/// digits that the difference is the difference of the means as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Mean of A with its unit.
    pub a: String,
    /// Mean of B with its unit.
    pub b: String,
    /// "+11 percentage points (9 to 13)".
    pub difference: String,
    /// The size of the difference with its unit, without a sign.
    size: String,
    /// Lower end of the interval, as a number.
    low: String,
    /// Upper end.
    high: String,
    digits: usize,
}

impl Printed {
    /// Prints a comparison.
    pub fn new(c: &Comparison, metric: &Metric) -> Self {
        let told = |mean: Option<f64>| mean.map(|mean| metric.difference(mean));
        let (a, b) = (told(c.a.mean), told(c.b.mean));
        // Where the interval keeps away from zero, its ends as printed do, too.
        let apart = c.interval.filter(|(low, high)| *low > 0.0 || *high < 0.0);
        let ends: Vec<f64> =
            apart.into_iter().flat_map(|(low, high)| [low, high]).map(|v| possible(metric, v)).collect();
        let wanted = seen(&ends, decimals(c, metric));
        let together = match (a, b, c.difference) {
            (Some(a), Some(b), Some(_)) => Some(adding_up::difference(a, b, seen(&[a, b], wanted))),
            _ => None,
        };
        let digits = together.map_or(wanted, |together| together.digits);
        let difference = together.map(|together| together.difference).or(c.difference.map(|d| metric.difference(d)));
        let mean = |mean: Option<f64>| mean.map_or("–".to_owned(), |mean| metric.told_to(mean, digits));
        let (low, high) = c.interval.unwrap_or_default();
        let say = |value: f64| plain(possible(metric, value), digits);
        let (low, high) = (say(low), say(high));
        let unit = metric.difference_unit();
        let sign = if difference.is_some_and(|d| d > 0.0) { "+" } else { "" };
        let of = difference.map(|d| spaced(&format!("{sign}{}", plain(d, digits)), unit));
        Self {
            a: mean(together.map(|t| t.a).or(a)),
            b: mean(together.map(|t| t.b).or(b)),
            difference: match (of, c.interval) {
                (Some(of), Some((low, high))) if low == high => format!("{of} in every pair"),
                (Some(of), Some(_)) => format!("{of} ({low} to {high})"),
                (Some(of), None) => of,
                _ => "–".to_owned(),
            },
            size: spaced(&plain(difference.unwrap_or(0.0).abs(), digits), unit),
            low,
            high,
            digits,
        }
    }
}

/// As many digits as show of every number that it is not zero, within reason.
fn seen(values: &[f64], digits: usize) -> usize {
    let shows = |digits: usize| values.iter().all(|v| *v == 0.0 || v.abs() * 10f64.powi(digits as i32) >= 0.5);
    (digits..digits + 3).find(|digits| shows(*digits)).unwrap_or(digits)
}

/// A mean difference with its interval: "+11 percentage points (9 to 13)".
pub fn short(c: &Comparison, metric: &Metric) -> String {
    Printed::new(c, metric).difference
}

/// What may be said of an outcome, in a sentence: how large, how sure, from how many runs; and no more than that.
pub fn sentence(c: &Comparison, metric: &Metric, names: (&str, &str)) -> String {
    let (a, b) = (quoted(names.0), quoted(names.1));
    let printed = Printed::new(c, metric);
    let Printed { a: mean_a, b: mean_b, size, .. } = &printed;
    let (phrase, runs) = (&metric.phrase, runs(c));
    match c.finding() {
        Finding::TooFew if c.n == 0 => format!("No run of {a} or of {b} says anything about the {phrase}."),
        Finding::TooFew => {
            let means = format!("The {phrase} was {mean_a} in {a} and {mean_b} in {b}.");
            format!("{means} {} too few to test{}.", how_few(c), mean_difference(c, &printed))
        }
        Finding::Identical => format!(
            "The {phrase} was exactly the same in both of {runs}: nothing in which {a} and {b} differ made a difference to it there. Up to {} of such pairs may differ all the same ({:.0}\u{a0}% bound).",
            percent(unseen(c.n, LEVEL)),
            LEVEL * 100.0
        ),
        Finding::NotFound => format!(
            "In {runs}{}, no difference in the {phrase} was found between {a} ({mean_a}) and {b} ({mean_b}); {}, so this does not show that there is none.",
            mostly_equal(c),
            would_fit(&printed, metric, &b)
        ),
        found => {
            let word = if found == Finding::Above { "higher" } else { "lower" };
            format!(
                "The {phrase} was {mean_b} in {b} and {mean_a} in {a}: {size} {word} ({}, from {runs}{}){}.",
                interval(&printed, found == Finding::Below),
                mostly_equal(c),
                how_often(c, word)
            )
        }
    }
}

/// ", 78 of them equal": where most pairs are, few say how far apart the two lie.
fn mostly_equal(c: &Comparison) -> String {
    match c.above.equal {
        Some(equal) if equal > 0.5 && c.pairing == Pairing::Paired => {
            format!(", {:.0} of them equal", equal * c.n as f64)
        }
        _ => String::new(),
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

fn spaced(number: &str, unit: &str) -> String {
    if unit.is_empty() { number.to_owned() } else { format!("{number} {}", unit_after(number, unit)) }
}

/// The interval; of how much lower when `turned`.
fn interval(printed: &Printed, turned: bool) -> String {
    if printed.low == printed.high {
        return "the same in every pair".to_owned();
    }
    let turn = |end: &str| match end.strip_prefix('−') {
        Some(size) => size.to_owned(),
        None if end.chars().all(|c| matches!(c, '0' | '.')) => end.to_owned(),
        None => format!("−{end}"),
    };
    let (low, high) =
        if turned { (turn(&printed.high), turn(&printed.low)) } else { (printed.low.clone(), printed.high.clone()) };
    format!("{:.0}\u{a0}% interval {low} to {high}", LEVEL * 100.0)
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
fn would_fit(printed: &Printed, metric: &Metric, b: &str) -> String {
    let say = |end: &str| {
        let lower = end.starts_with('−');
        let size = spaced(end.trim_start_matches('−'), metric.difference_unit());
        format!("{size} {}", if lower { "lower" } else { "higher" })
    };
    format!(
        "anything from {} to {} in {b} would fit these runs ({:.0}\u{a0}% interval)",
        say(&printed.low),
        say(&printed.high),
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
fn mean_difference(c: &Comparison, printed: &Printed) -> String {
    let Some(difference) = c.difference else { return String::new() };
    let sign = if difference < 0.0 { "−" } else { "+" };
    let interval = c.interval.map_or_else(String::new, |_| format!(" ({})", interval(printed, false)));
    format!("; the mean difference is {sign}{}{interval}", printed.size)
}

/// The p-value of a row, with the one that its finding goes by in brackets where that is another.
pub fn both_p(c: &Comparison, less: &str) -> String {
    let say = |p: f64| if p < 0.001 { format!("<{less}0.001") } else { short_number(p) };
    let adjusted = c.p_holm.map_or(String::new(), |adjusted| format!(" ({})", say(adjusted)));
    c.test.p.map_or("–".to_owned(), |p| say(p) + &adjusted)
}

/// Whether an outcome is compared over fewer runs than there are: a time until something is there only where it happened.
pub fn is_partial(c: &Comparison) -> bool {
    c.left_out.iter().any(|n| *n > 0)
}

/// "40 pairs", "4 pairs that both have it", "20 and 21 runs".
pub fn over(c: &Comparison) -> String {
    match c.pairing {
        Pairing::Paired if c.n == 1 => "1 pair".to_owned(),
        Pairing::Paired => format!("{} pairs", c.n),
        Pairing::Unpaired => format!("{} and {} runs", c.a.n, c.b.n),
    }
}

/// That runs without a partner were left out; nothing where there are none.
pub fn left_out(c: &Comparison, names: (&str, &str)) -> String {
    let said = |n: usize, name: &str| (n > 0).then(|| format!("{} of {}", words::runs(n), quoted(name)));
    let said: Vec<String> =
        [said(c.left_out[0], names.0), said(c.left_out[1], names.1)].into_iter().flatten().collect();
    if said.is_empty() {
        return String::new();
    }
    format!(
        " Only pairs of runs that both have this outcome count. Left out, because they have no partner: {}.",
        words::listed(&said)
    )
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
