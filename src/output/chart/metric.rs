//! An outcome as readers are told of it: what it is, in what it is counted, how much of it.

use super::axis::{self, Axis};
use super::input::Facts;
use super::words::VerbForms;
use crate::experiment::statistics::Kind;
use crate::output::tongue::{self, say};

/// An outcome in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metric {
    /// Its column in `runs.csv`.
    pub column: String,
    /// What it is, as a sentence goes on: "share of people who yawned at least once".
    pub phrase: String,
    /// What kind of number it is.
    pub kind: Kind,
    unit: String,
}

impl Metric {
    /// The outcome of this name; one that is not known is told by its name.
    pub fn of(facts: &Facts, column: &str) -> Self {
        // Of a group: `mood_mean.smilers`.
        let (column_of_all, group) = column.split_once('.').map_or((column, None), |(all, group)| (all, Some(group)));
        let of_expression = |expression: &String| {
            let outcome = column_of_all.strip_prefix(expression.as_str())?.strip_prefix('_')?;
            about(&VerbForms::of(&facts.verbs, expression), outcome)
        };
        let kind = Kind::of(column);
        let feeling = feeling(column_of_all);
        let counted = feeling.map_or("", |(_, unit)| unit);
        let phrase = facts
            .expressions
            .iter()
            .find_map(of_expression)
            .or_else(|| {
                feeling.map(|(phrase, _)| {
                    tongue::said(&format!("outcome-{}", column_of_all.replace('_', "-")), &[])
                        .unwrap_or_else(|| phrase.to_owned())
                })
            })
            .unwrap_or_else(|| column_of_all.replace('_', " "));
        let phrase = group.map_or(phrase.clone(), |group| format!("{phrase}, {}", group.replace('_', " ")));
        let unit = match kind {
            Kind::Time => facts.time_unit.clone(),
            _ => counted.to_owned(),
        };
        Self { column: column.to_owned(), phrase, kind, unit }
    }

    /// What it is, as a heading.
    pub fn title(&self) -> String {
        axis::capital(&self.phrase)
    }

    /// What it is, with its unit, beside an axis.
    pub fn axis_title(&self) -> String {
        if self.unit.is_empty() { self.title() } else { format!("{} [{}]", self.title(), axis::unit_alone(&self.unit)) }
    }

    /// A value in words.
    pub fn say(&self, value: f64) -> String {
        match self.kind {
            kind if kind.is_share() => axis::percent(value),
            _ if self.unit.is_empty() => axis::short(value),
            _ => self.with_unit(&axis::short(value)),
        }
    }

    fn with_unit(&self, number: &str) -> String {
        format!("{number}\u{a0}{}", axis::unit_after(number, &self.unit))
    }

    /// A value in words, to so many decimals of what differences are counted in.
    pub fn say_to(&self, value: f64, decimals: usize) -> String {
        self.told_to(self.difference(value), decimals)
    }

    /// The same of a value that is in what differences are counted in already.
    pub fn told_to(&self, told: f64, decimals: usize) -> String {
        let number = axis::plain(told, decimals);
        match self.kind {
            kind if kind.is_share() => axis::percent_of(&number),
            _ if self.unit.is_empty() => number,
            _ => self.with_unit(&number),
        }
    }

    /// What differences of it are counted in.
    pub fn difference_unit(&self) -> &str {
        if self.kind.is_share() { "percentage points" } else { &self.unit }
    }

    /// A difference as it is told: of shares in percentage points.
    pub fn difference(&self, value: f64) -> f64 {
        if self.kind.is_share() { value * 100.0 } else { value }
    }

    /// An axis from `low` to `high`, which need not begin at zero.
    pub fn axis(&self, low: f64, high: f64, most: usize) -> Axis {
        let title = self.axis_title();
        match self.kind {
            kind if kind.is_share() => axis::shares_between(low, high, &title, most),
            _ => axis::amounts(low, high, &title, most),
        }
    }
}

/// An outcome of one expression.
fn about(voice: &VerbForms, outcome: &str) -> Option<String> {
    let VerbForms { doing, did, many, act, once, .. } = voice;
    Some(match outcome {
        "prevalence" => say!("share-at-the-end", [doing], "share of people {doing} at the end"),
        "prevalence_late" => say!("share-late", [doing], "mean share of people {doing} in the second half"),
        "events" => say!("number-in-a-run", [many, act], "number of {many} in a run"),
        "reach" => say!("share-reached", [did], "share of people who {did} at least once"),
        "peak" => say!("share-at-once", [doing], "largest share of people {doing} at one moment"),
        "time_to_peak" => say!("when-most", [doing], "time of the largest share of people {doing}"),
        "time_to_half" => say!("until-half", [did], "time until half of the people had {did}"),
        "imitated_share" => say!("share-caught", [many, act], "share of the {many} that were caught from somebody"),
        "lasting" => say!("from-first-to-last", [did, once], "time from the first to the last who {did}"),
        "survived" => say!("share-survived", [doing], "share of runs in which somebody was still {doing} at the end"),
        _ => return None,
    })
}

/// An outcome of whole people, and what it is counted in.
fn feeling(column: &str) -> Option<(&'static str, &'static str)> {
    Some(match column {
        "mood_mean" => ("mean mood at the end", "SD"),
        "mood_sd" => ("spread of moods at the end", "SD"),
        "affect_mean" => ("mean feeling of the moment at the end", "SD"),
        "loneliness_mean" => ("mean loneliness at the end", ""),
        "closeness_mean" => ("mean closeness of ties at the end", ""),
        "ties_mean" => ("mean number of ties at the end", "ties"),
        "mood_icc" => ("correlation of mood within teams (intraclass)", ""),
        "mood_assortativity" => ("correlation of mood along ties", ""),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts { expressions: vec!["yawn".into()], time_unit: "min".into(), ..Facts::default() }
    }

    #[test]
    fn an_outcome_is_told_in_words_with_its_unit() {
        let metric = |column| Metric::of(&facts(), column);
        assert_eq!(metric("yawn_reach").title(), "Share of people who yawned at least once");
        assert_eq!(metric("yawn_reach").say(0.61), "61\u{a0}%");
        assert_eq!(metric("yawn_time_to_half").say(12.5), "12.5\u{a0}min");
        assert_eq!(metric("mood_mean").axis_title(), "Mean mood at the end [SD]");
        assert_eq!(metric("mood_mean.cheerful").axis_title(), "Mean mood at the end, cheerful [SD]");
        assert_eq!(metric("spread_of_news").phrase, "spread of news");
    }
}
