//! What the charts of outcomes share: which outcome, of which arms, with which words.

use super::Look;
use super::axis::{self, Axis};
use super::input::{Point, Results};
use super::metric::Metric;
use super::page::Stroke;
use super::words::{self, VerbForms};
use crate::experiment::statistics::{Estimate, Kind, Sample, Summary};
use crate::experiment::stopping::Tally;
use crate::output::adding_up;
use crate::output::censored;
use crate::output::tongue::{self, say};

/// An outcome to draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Its column in `runs.csv`.
    pub column: String,
    /// What it is, as an axis says it.
    pub title: String,
    /// A share of people, not a number.
    pub share: bool,
    /// Each run either has it or has not.
    pub yes_or_no: bool,
    /// It may be below zero.
    pub signed: bool,
    /// What it counts, for "mean difference 3.2 …".
    pub unit: String,
    /// Only those count who could respond, not those who began.
    pub responders: bool,
    /// How the interval of its mean comes about.
    pub interval: Interval,
}

/// How the interval of a mean comes about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Interval {
    /// At a number of runs that was fixed before.
    #[default]
    Fixed,
    /// Runs were added until this interval was narrow: it stays valid however often one looks.
    Sequence,
    /// Runs were added until the interval of something else was narrow.
    Stopped,
}

impl Outcome {
    /// The outcome that a chart with one panel shows: the first that the scenario asks for, else the usual one.
    pub fn of(results: &Results) -> Option<Outcome> {
        match results.facts.outcomes.first() {
            Some(metric) => Some(Self::named(metric, results)),
            None => Self::usual(results),
        }
    }

    /// The outcomes that the scenario asks for, else the usual one.
    pub fn shown(results: &Results) -> Vec<Outcome> {
        match results.facts.outcomes.as_slice() {
            [] => Self::usual(results).into_iter().collect(),
            metrics => metrics.iter().map(|metric| Self::named(metric, results)).collect(),
        }
    }

    /// The share of people reached by the first expression, or the number of expressions where few people or
    /// nothing but all or none of them make that share dull.
    fn usual(results: &Results) -> Option<Outcome> {
        let expression = results.facts.expressions.first()?;
        let [reach, events] = ["reach", "events"].map(|m| Self::named(&format!("{expression}_{m}"), results));
        let varies = results.arms().any(|arm| {
            let values = results.outcome(arm.index, &reach.column);
            values.iter().any(|v| v.1 != values[0].1)
        });
        let telling = results.facts.size > 10 && varies || results.is_sweep();
        Some(if telling || !results.outcomes.contains(&events.column) { reach } else { events })
    }

    /// A metric as a chart speaks of it.
    pub fn named(metric: &str, results: &Results) -> Outcome {
        let of = results
            .facts
            .expressions
            .iter()
            .filter(|e| metric.strip_prefix(e.as_str()).is_some_and(|r| r.starts_with('_')));
        let expression = of.max_by_key(|e| e.len()).map_or("", String::as_str);
        let rest = metric.strip_prefix(expression).unwrap_or(metric).trim_start_matches('_');
        let VerbForms { doing, did, many, act, once, .. } = VerbForms::of(&results.facts.verbs, expression);
        let time = &results.facts.time_unit;
        let unit = axis::unit_alone(time);
        let points = || "percentage points".to_owned();
        // Of a group: `smile_reach.others`.
        let (rest, group) = rest.split_once('.').map_or((rest, None), |(rest, group)| (rest, Some(group)));
        let (title, unit) = match rest {
            _ if expression.is_empty() => {
                let known = Metric::of(&results.facts, metric);
                (known.axis_title(), known.difference_unit().to_owned())
            }
            "reach" => (say!("share-reached", [did], "Share of people who {did} at least once"), points()),
            "events" => (in_a_run(&axis::capital(&many), &act), many),
            "prevalence" => (say!("share-at-the-end", [doing], "Share of people {doing} at the end"), points()),
            "prevalence_late" => {
                (say!("share-late", [doing], "Share of people {doing}, mean of the second half"), points())
            }
            "peak" => (say!("share-at-once", [doing], "Largest share of people {doing} at once"), points()),
            "imitated_share" => (say!("share-caught", [many, act], "Share of the {many} that were caught"), points()),
            "survived" => {
                (say!("share-survived", [doing], "Share of runs that end with somebody still {doing}"), points())
            }
            "time_to_peak" => (
                say!("time-to-peak", [doing, unit], "Time of the largest share of people {doing} [{unit}]"),
                time.clone(),
            ),
            "time_to_half" => {
                (say!("time-to-half", [did, unit], "Time until half of the people had {did} [{unit}]"), time.clone())
            }
            "lasting" => (
                say!("time-lasting", [did, once, unit], "Time from the first to the last who {did} [{unit}]"),
                time.clone(),
            ),
            "association_1" => (
                say!("contact-association", [doing, act], "How much likelier one is {doing} when a contact is"),
                String::new(),
            ),
            other if other.starts_with("association_") => {
                let steps = other.trim_start_matches("association_").to_owned();
                let title = say!(
                    "distant-association",
                    [doing, act, steps],
                    "How much likelier one is {doing} when somebody {steps} steps away is"
                );
                (title, String::new())
            }
            other => (format!("{}: {}", axis::capital(expression), other.replace('_', " ")), String::new()),
        };
        let title = match group.filter(|_| !expression.is_empty()) {
            Some(group) => format!("{title}, {}", group.replace('_', " ")),
            None => title,
        };
        let kind = Kind::of(metric);
        let interval = match results.facts.waited_for.as_slice() {
            [] => Interval::Fixed,
            // The rule waits for the mean of the runs' own shares, which is not the pooled one.
            _ if kind.is_pooled() => Interval::Stopped,
            waited_for if waited_for.iter().any(|name| name == metric) => Interval::Sequence,
            _ => Interval::Stopped,
        };
        Outcome {
            column: metric.to_owned(),
            title,
            share: kind.is_share(),
            yes_or_no: kind == Kind::YesNo,
            signed: kind.is_signed(),
            unit,
            responders: false,
            interval,
        }
    }

    /// Its values over the runs of a point.
    pub fn sample(&self, results: &Results, point: u32) -> Sample {
        results.sample(point, &self.column)
    }

    /// The mean with its 95 % interval over the runs of a point: as in `summary.csv`, or that of the confidence sequence where
    /// runs were added for it.
    pub fn estimate(&self, results: &Results, point: u32) -> Estimate {
        let sample = self.sample(results, point);
        let e = Summary::of_sample(&sample).estimate();
        if results.is_settled(point, &self.column) {
            return Estimate { low: e.mean, high: e.mean, ..e };
        }
        match Tally::of_sample(&sample).interval().filter(|_| self.interval == Interval::Sequence) {
            Some((low, high)) => self.possible(Estimate { low, high, ..e }),
            None => e,
        }
    }

    /// The kind of interval that [`estimate`](Self::estimate) gives.
    pub fn kind_of_interval(&self) -> String {
        let kind = words::within_brackets(Kind::of(&self.column).interval_name());
        match self.interval {
            Interval::Sequence => "confidence sequence, which holds however often one looks".to_owned(),
            Interval::Fixed => kind,
            Interval::Stopped => format!("{kind}, as if the number of runs had been fixed before"),
        }
    }

    /// An axis for values up to `top`.
    pub fn axis(&self, low: f64, top: f64, most: usize) -> Axis {
        if self.share {
            axis::shares(top, &self.title, most)
        } else {
            // Moods are shown on their natural scale: what is nothing does not fill the axis.
            let least = if self.signed && self.unit == "SD" { NATURAL } else { 0.0 };
            let top = if self.signed { top.max(least) } else { top };
            axis::amounts(low.min(-least), top, &self.title, most)
        }
    }

    /// An estimate whose interval does not leave what is possible: a confidence sequence of few runs may.
    fn possible(&self, e: Estimate) -> Estimate {
        let (bottom, top) = Kind::of(&self.column).possible();
        Estimate { low: e.low.max(bottom), high: e.high.min(top), ..e }
    }

    /// A value that does not leave what is possible: a straight trend may.
    pub fn within_possible(&self, value: f64) -> f64 {
        let (bottom, top) = Kind::of(&self.column).possible();
        value.clamp(bottom, top)
    }

    /// What it is within a sentence: without its unit.
    pub fn name(&self) -> String {
        let plain = self.title.rsplit_once(" [").map_or(self.title.as_str(), |(name, _)| name);
        let group = plain.rsplit_once(", ").filter(|_| self.column.contains('.'));
        let plain = group.map_or_else(|| plain.to_owned(), |(name, group)| format!("{name} ({group})"));
        // German has capitals within sentences.
        if tongue::said("keeps-capitals", &[]).is_some_and(|keeps| keeps == "yes") {
            return plain;
        }
        let mut letters = plain.chars();
        letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
    }

    /// A value in words.
    pub fn say(&self, value: f64) -> String {
        if self.share { axis::percent(value) } else { axis::short(value) }
    }

    /// A length along its axis in words: of shares in percentage points.
    pub fn say_difference(&self, length: f64) -> String {
        if !self.share {
            return axis::short(length);
        }
        let points = axis::short(length * 100.0);
        format!("{points} {}", axis::unit_after(&points, "percentage points"))
    }

    /// The verdict on a comparison, to so many decimals or as many as it deserves.
    pub fn verdict(&self, verdict: words::Verdict, digits: Option<usize>) -> String {
        words::verdict_in(verdict, self.factor(), &self.unit, digits)
    }

    /// What values are multiplied by when they are told.
    fn factor(&self) -> f64 {
        if self.share { 100.0 } else { 1.0 }
    }

    /// A value in words, to so many decimals.
    pub fn say_to(&self, value: f64, digits: usize) -> String {
        let printed = axis::plain(value * self.factor(), digits);
        if self.share { axis::percent_of(&printed) } else { printed }
    }

    /// The decimals at which pairs of means (first, second) and the differences that verdicts tell of them add up.
    pub fn digits(&self, pairs: &[(f64, f64, words::Verdict)]) -> Option<usize> {
        let told = |e: Estimate| words::decimals(e, self.factor());
        let wanted = pairs.iter().filter_map(|(.., verdict)| verdict.difference().map(told)).max()?;
        let means: Vec<(f64, f64)> = pairs.iter().map(|(a, b, _)| (a * self.factor(), b * self.factor())).collect();
        Some(adding_up::digits(&means, wanted))
    }
}

/// The title of an axis that counts expressions.
pub fn in_a_run(many: &str, act: &str) -> String {
    say!("in-a-run", [many, act], "{many} in a run")
}

/// What a caption says of differences where runs were added until intervals were narrow.
pub fn looked(results: &Results) -> &'static str {
    if results.facts.waited_for.is_empty() {
        return "";
    }
    " Runs were added until intervals were narrow; intervals of differences take their number as fixed before."
}

/// An axis of moods shows at least this much either way \[SD between people\].
const NATURAL: f64 = 0.5;
/// Arms that a chart of outcomes can hold.
pub(super) const MOST: usize = 24;

/// The arms, then the null run, with their colours.
pub fn points<'a>(results: &'a Results, look: &Look) -> Vec<(&'a Point, Stroke)> {
    let arms = results.arms().take(MOST).enumerate();
    let arms = arms.map(|(index, arm)| (arm, look.arm(index, look.theme.line * 1.25)));
    arms.chain(results.nulls().map(|null| (null, look.null()))).collect()
}

/// The number that the arms differ in, where they all differ in the same one.
pub fn varied(results: &Results) -> Option<String> {
    let mut keys = results.arms().map(|arm| arm.only_number().map(|(key, _)| key));
    let first = keys.next()??;
    (results.arms().count() > 2 && keys.all(|key| key == Some(first))).then(|| first.to_owned())
}

/// Each arm against the null run: the arm, the means of both, and the verdict.
fn against_null<'a>(results: &'a Results, outcome: &Outcome) -> Vec<(&'a Point, (f64, f64, words::Verdict))> {
    let of = |arm: &'a Point| {
        let null = results.null_beside(arm).filter(|null| null.is_null_of(arm))?;
        let without = outcome.sample(results, null.index);
        let with = outcome.sample(results, arm.index);
        let means = (without.mean().unwrap_or(0.0), with.mean().unwrap_or(0.0));
        Some((arm, (means.0, means.1, words::compare(&with, &without))))
    };
    results.arms().take(MOST).filter_map(of).collect()
}

/// The decimals at which the means of all arms and their differences from the null run add up; none where nothing is compared.
pub fn digits(results: &Results, outcome: &Outcome) -> Option<usize> {
    let pairs: Vec<_> = against_null(results, outcome).into_iter().map(|(_, pair)| pair).collect();
    outcome.digits(&pairs)
}

/// What has to be said of the numbers of an outcome: that people are counted who began, that times were cut off.
pub fn to_be_said(results: &Results, column: &str) -> String {
    words::counted_too_of(results, column) + &censored::said(results, &results.points, column)
}

/// Each arm against the null run, as sentences.
pub fn comparisons(results: &Results, outcome: &Outcome) -> String {
    let digits = digits(results, outcome);
    let mut text = String::new();
    let compared = against_null(results, outcome);
    let several = words::each_by_itself(compared.len());
    for (arm, (.., verdict)) in compared {
        let verdict = outcome.verdict(verdict, digits);
        text += &format!(
            " {} against {}: {}",
            axis::capital(&words::arm_label(arm)),
            results.null_beside(arm).map(words::arm_label).unwrap_or_default(),
            words::after_colon(&verdict)
        );
    }
    text + &several
}
