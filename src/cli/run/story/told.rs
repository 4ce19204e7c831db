//! What happened to one expression, in words.

use super::curve::{mean_curve, sparkline};
use crate::experiment::statistics::Summary;
use crate::output::chart::Results;
use crate::output::chart::axis::Clock;
use crate::output::chart::input::Point;
use crate::output::chart::words::{Voice, arm_label, counted_too, without};
use crate::output::manifest::PointEntry;
use crate::quantity::format_duration;

/// One expression in all arms.
pub(super) struct Told<'a> {
    results: &'a Results,
    people: Vec<u64>,
    expression: &'a str,
    voice: Voice,
    within: String,
}

impl<'a> Told<'a> {
    pub(super) fn new(results: &'a Results, points: &[PointEntry], expression: &'a str, seconds: f64) -> Self {
        let people = points.iter().map(|point| point.people).collect();
        Self { results, people, expression, voice: Voice::of(expression), within: in_words(seconds) }
    }

    /// A few sentences for a scenario without arms, a table for one with arms.
    pub(super) fn lines(&self) -> Vec<String> {
        match Vec::from_iter(self.results.arms())[..] {
            [main] => {
                let told = [Some(self.sentence(main)), self.caught(main), self.survival(main), self.counted()];
                told.into_iter().flatten().collect()
            }
            _ => self.table(),
        }
    }

    /// One sentence an arm.
    pub(super) fn sentences(&self) -> Vec<String> {
        match Vec::from_iter(self.results.arms())[..] {
            [main] => vec![self.sentence(main)],
            ref arms => arms.iter().map(|arm| format!("{}: {}", arm.arm, self.sentence(arm))).collect(),
        }
    }

    /// "Within 30 min, 61 % of the 200 people yawned at least once (middle half of 100 runs: 52–70 %); without imitation
    /// 27 %."
    fn sentence(&self, arm: &Point) -> String {
        let reach = self.summary(arm, "reach");
        let runs = match reach.n {
            0 | 1 => String::new(),
            n => format!(" (middle half of {n} runs: {})", range(&reach)),
        };
        let null = self
            .results
            .null()
            .map(|null| format!("; {} {}", without(null), share(self.summary(null, "reach").median)));
        let (people, did, null) = (self.size(arm), &self.voice.did, null.unwrap_or_default());
        format!(
            "Within {}, {} of {} {did} at least once{runs}{null}.",
            self.within,
            share(reach.median),
            the_people(people)
        )
    }

    fn caught(&self, arm: &Point) -> Option<String> {
        let caught = self.summary(arm, "imitated_share").median?;
        let (did, many) = (&self.voice.did, &self.voice.many);
        Some(format!(
            "They {did} {} times each; {} of the {many} were caught from somebody.",
            self.times(arm)?,
            share(Some(caught))
        ))
    }

    /// Prevalence never without survival: a mean over runs in which it died out says little about those in which it did
    /// not.
    fn survival(&self, arm: &Point) -> Option<String> {
        let now = share(Some(self.summary(arm, "prevalence").mean?));
        let still = match self.survived(arm) {
            // It may yet begin again: that nobody is at it now is all that one run shows.
            (0, 1) => return Some(format!("At the end nobody was {}.", self.voice.doing)),
            (1, 1) => String::new(),
            (survived, runs) => format!(", and in {survived} of {runs} runs somebody still was"),
        };
        Some(format!("At the end {now} were {}{still}.", self.voice.doing))
    }

    fn table(&self) -> Vec<String> {
        let head = ["", &format!("{} at least once", self.voice.did), "times each", "caught", "still at it at the end"];
        let mut rows = vec![head.map(str::to_owned)];
        for point in &self.results.points {
            let reach = self.summary(point, "reach");
            let spread = if reach.n > 1 { format!(" ({})", range(&reach)) } else { String::new() };
            let (survived, runs) = self.survived(point);
            rows.push([
                arm_label(point),
                format!("{}{spread}", share(reach.median)),
                self.times(point).unwrap_or_default(),
                self.summary(point, "imitated_share").median.map_or(String::new(), |c| share(Some(c))),
                format!("{survived} of {runs} {}", if runs == 1 { "run" } else { "runs" }),
            ]);
        }
        let size = match &self.people[..] {
            [first, rest @ ..] if rest.iter().all(|n| n == first) => the_people(*first),
            _ => "the people".to_owned(),
        };
        let intro = format!("What {size} did within {} (in brackets: the middle half of the runs)", self.within);
        [intro].into_iter().chain(columns(&rows)).chain(self.counted().map(|said| format!("  {said}"))).collect()
    }

    /// Who is counted although the scenario had them do it.
    fn counted(&self) -> Option<String> {
        let said = counted_too(self.results, self.expression);
        (!said.is_empty()).then(|| said.trim_start().to_owned())
    }

    /// How many were at it over time, each arm on the same scale.
    pub(super) fn curves(&self) -> Vec<String> {
        let column = format!("{}_prevalence", self.expression);
        let curve = |point: &Point| (arm_label(point), mean_curve(&self.results.curves(point.index, &column)));
        let curves: Vec<(String, Vec<f64>)> = self.results.points.iter().map(curve).collect();
        let top = curves.iter().flat_map(|(_, curve)| curve).copied().fold(0.0, f64::max);
        let widest = curves.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
        let facts = &self.results.facts;
        let end = Clock::new(&facts.time_unit, facts.duration).words(facts.duration);
        let doing = &self.voice.doing;
        let scale = format!("share {doing} at a time, mean of the runs; up to {}, over {end}", share(Some(top)));
        let lines = curves.iter().map(|(label, curve)| format!("  {label:<widest$}  {}", sparkline(curve, top)));
        lines.chain([format!("  {:<widest$}  {scale}", "")]).collect()
    }

    fn size(&self, point: &Point) -> u64 {
        self.people.get(point.index as usize).copied().unwrap_or_default()
    }

    /// How many times a person did it, on average.
    fn times(&self, point: &Point) -> Option<String> {
        let each = self.summary(point, "events").mean? / self.size(point).max(1) as f64;
        Some(if each < 9.95 { format!("{:.1}", each) } else { format!("{each:.0}") })
    }

    fn survived(&self, point: &Point) -> (usize, usize) {
        let alive = self.results.outcome(point.index, &format!("{}_survived", self.expression));
        (alive.iter().filter(|(_, alive)| *alive > 0.5).count(), alive.len())
    }

    fn summary(&self, point: &Point, outcome: &str) -> Summary {
        summary(self.results, point, &format!("{}_{outcome}", self.expression))
    }
}

/// An outcome over the runs of a point.
pub(super) fn summary(results: &Results, point: &Point, outcome: &str) -> Summary {
    Summary::of_outcome(outcome, results.outcome(point.index, outcome).into_iter().map(|(_, value)| Some(value)))
}

/// Rows with their columns aligned, indented.
pub(in crate::cli) fn columns(rows: &[impl AsRef<[String]>]) -> Vec<String> {
    let rows: Vec<&[String]> = rows.iter().map(AsRef::as_ref).collect();
    let count = rows.first().map_or(0, |row| row.len());
    let wide = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(wide).collect();
    let line = |row: &&[String]| {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}"));
        format!("  {}", cells.collect::<Vec<_>>().join("  ")).trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// `the 200 people`, `the one person`.
fn the_people(count: u64) -> String {
    if count == 1 { "the one person".to_owned() } else { format!("the {count} people") }
}

/// `30 min`, `80 years`: the units that are words take an s.
fn in_words(seconds: f64) -> String {
    let text = format_duration(seconds);
    let word = ["day", "week", "month", "year"].iter().any(|unit| text.ends_with(&format!(" {unit}")));
    if word && !text.starts_with("1 ") { format!("{text}s") } else { text }
}

fn share(value: Option<f64>) -> String {
    value.map_or("an unknown share".to_owned(), |v| format!("{}\u{a0}%", percentage(v)))
}

fn range(summary: &Summary) -> String {
    match summary.q25.zip(summary.q75) {
        Some((low, high)) => format!("{}–{}\u{a0}%", percentage(low), percentage(high)),
        None => "unknown".to_owned(),
    }
}

/// Whole per cent, but never nothing for a little.
fn percentage(share: f64) -> String {
    let hundredths = share * 100.0;
    match hundredths {
        p if p > 0.0 && p < 0.1 => "less than 0.1".to_owned(),
        p if p > 0.0 && p < 9.95 => format!("{}", (p * 10.0).round() / 10.0),
        p => format!("{p:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_little_is_not_nothing() {
        assert_eq!(percentage(0.0), "0");
        assert_eq!(percentage(0.0004), "less than 0.1");
        assert_eq!(percentage(0.0312), "3.1");
        assert_eq!(percentage(0.608), "61");
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!((in_words(80.0 * 31_557_600.0).as_str(), in_words(86400.0).as_str()), ("80 years", "1 day"));
        assert_eq!((in_words(1800.0).as_str(), the_people(1).as_str()), ("30 min", "the one person"));
    }

    #[test]
    fn columns_stand_under_each_other() {
        let row = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
        assert_eq!(columns(&[row("", "b"), row("aa", "c")]), ["      b", "  aa  c"]);
    }
}
