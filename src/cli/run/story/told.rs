//! What happened to one expression, in words.

use super::curve::{averages, mean_curve, sparkline};
use crate::experiment::statistics::Summary;
use crate::output::chart::Results;
use crate::output::chart::axis::{Clock, lasting, percent};
use crate::output::chart::input::Point;
use crate::output::chart::response_curve;
use crate::output::chart::words::{VerbForms, arm_label, counted_too, nobody, without};
use crate::results::manifest::PointEntry;

/// One expression in all arms.
pub(super) struct Told<'a> {
    results: &'a Results,
    people: Vec<u64>,
    expression: &'a str,
    voice: VerbForms,
    within: String,
}

impl<'a> Told<'a> {
    pub(super) fn new(results: &'a Results, points: &[PointEntry], expression: &'a str, seconds: f64) -> Self {
        let people = points.iter().map(|point| point.people).collect();
        let voice = VerbForms::of(&results.facts.verbs, expression);
        Self { results, people, expression, voice, within: lasting(seconds) }
    }

    /// A few sentences for a scenario without arms, a table for one with arms.
    pub(super) fn lines(&self) -> Vec<String> {
        match Vec::from_iter(self.results.arms())[..] {
            [main] => {
                let told = [
                    Some(self.sentence(main)),
                    self.others(main),
                    self.caught(main),
                    self.survival(main),
                    self.counted(),
                ];
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

    /// "Within 30 min, 61 % of the 200 people yawned at least once (mean of 100 runs, its 95 % interval 59 % to 63 %; half
    /// of the single runs: 52 % to 70 %); without imitation 27 %."
    fn sentence(&self, arm: &Point) -> String {
        let reach = self.summary(arm, "reach");
        let runs = reach.interval.zip(reach.q25.zip(reach.q75)).map_or_else(String::new, |(interval, middle)| {
            let (mean, middle) = (range(interval), range(middle));
            format!(" (mean of {} runs, its 95\u{a0}% interval {mean}; half of the single runs: {middle})", reach.n)
        });
        let null =
            self.results.null().map(|null| format!("; {} {}", without(null), share(self.summary(null, "reach").mean)));
        let (people, did, null) = (self.size(arm), &self.voice.did, null.unwrap_or_default());
        format!(
            "Within {}, {} of {} {did} at least once{runs}{null}.",
            self.within,
            share(reach.mean),
            the_people(people)
        )
    }

    /// Who caught it of those who did not begin it.
    fn others(&self, arm: &Point) -> Option<String> {
        let of = self.could_catch(arm)?;
        let interval = of.interval.map_or_else(String::new, |ends| format!(" (95\u{a0}% interval {})", range(ends)));
        Some(format!("Of those who did not begin it, {} caught it{interval}.", share(of.mean)))
    }

    fn reach(&self, point: &Point) -> String {
        let of = self.summary(point, "reach");
        let settled = self.results.is_settled(point.index, &format!("{}_reach", self.expression));
        with_interval(&Summary { interval: of.interval.filter(|_| !settled), ..of })
    }

    fn could_catch(&self, arm: &Point) -> Option<Summary> {
        let first = self.results.facts.expressions.first().is_some_and(|first| first == self.expression);
        let of = Summary::of_sample(&response_curve::caught(self.results, arm.index).filter(|_| first)?);
        // Without imitation nothing can be caught: that is no estimate and has no interval.
        Some(Summary { interval: of.interval.filter(|_| !arm.null), ..of })
    }

    fn caught(&self, arm: &Point) -> Option<String> {
        let caught = self.summary(arm, "imitated_share").mean?;
        let (did, many) = (&self.voice.did, &self.voice.many);
        let pooled = if self.results.replicates(arm.index) > 1 { " in all runs together" } else { "" };
        Some(format!(
            "They {did} {} times each; {} of the {many}{pooled} were caught from somebody.",
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
        let seeded = self.results.points.iter().any(|point| self.could_catch(point).is_some());
        let did = &self.voice.did;
        let mut head = vec![String::new(), format!("{did} at least once")];
        head.extend(seeded.then(|| "of those who did not begin".to_owned()));
        head.extend(["times each", "caught", "still at it at the end"].map(str::to_owned));
        let mut rows = vec![head];
        for point in &self.results.points {
            let (survived, runs) = self.survived(point);
            let mut row = vec![arm_label(point), self.reach(point)];
            row.extend(seeded.then(|| self.could_catch(point).map_or_else(String::new, |of| with_interval(&of))));
            row.extend([
                self.times(point).unwrap_or_default(),
                self.summary(point, "imitated_share").mean.map_or(String::new(), |c| share(Some(c))),
                format!("{survived} of {runs} {}", if runs == 1 { "run" } else { "runs" }),
            ]);
            rows.push(row);
        }
        let size = match &self.people[..] {
            [first, rest @ ..] if rest.iter().all(|n| n == first) => the_people(*first),
            _ => "the people".to_owned(),
        };
        let intro = format!(
            "What {size} did within {} (mean of the runs, caught: of all expressions; in brackets the 95\u{a0}% interval)",
            self.within
        );
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
        let curve =
            |point: &Point| (arm_label(point), averages(&mean_curve(&self.results.curves(point.index, &column))));
        let curves: Vec<(String, Vec<f64>)> = self.results.points.iter().map(curve).collect();
        let top = curves.iter().flat_map(|(_, curve)| curve).copied().fold(0.0, f64::max);
        let widest = curves.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
        let facts = &self.results.facts;
        let end = Clock::new(&facts.time_unit, facts.duration).words(facts.duration);
        let doing = &self.voice.doing;
        if top <= 0.0 {
            return vec![format!("  {}{}", nobody(self.results, self.expression), self.on_average())];
        }
        let bars = curves.iter().map(|(_, curve)| curve.len()).max().unwrap_or(1).max(1);
        let each = facts.duration / bars as f64;
        let each = Clock::new(&facts.time_unit, each).words(each);
        let scale = format!(
            "share {doing}, mean of the runs in each {each}; the highest bar is {}, over {end}",
            share(Some(top))
        );
        let lines = curves.iter().map(|(label, curve)| format!("  {label:<widest$}  {}", sparkline(curve, top)));
        lines.chain([format!("  {:<widest$}  {scale}", "")]).collect()
    }

    /// What the runs measured between the moments sampled.
    fn on_average(&self) -> String {
        let late = self.results.arms().filter_map(|arm| self.summary(arm, "prevalence_late").mean);
        match late.fold(0.0, f64::max) {
            most if most > 0.0 => format!(" Over the second half as many as {} were, on average.", share(Some(most))),
            _ => String::new(),
        }
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
        let alive = self.results.sample(point.index, &format!("{}_survived", self.expression)).values();
        (alive.iter().filter(|alive| **alive > 0.5).count(), alive.len())
    }

    fn summary(&self, point: &Point, outcome: &str) -> Summary {
        self.results.summary(point.index, &format!("{}_{outcome}", self.expression))
    }
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

fn share(value: Option<f64>) -> String {
    value.map_or("an unknown share".to_owned(), percent)
}

fn range((low, high): (f64, f64)) -> String {
    format!("{} to {}", percent(low), percent(high))
}

/// "61 % (59 % to 63 %)"
fn with_interval(of: &Summary) -> String {
    let interval = of.interval.map_or_else(String::new, |ends| format!(" ({})", range(ends)));
    format!("{}{interval}", share(of.mean))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!((lasting(80.0 * 31_557_600.0).as_str(), lasting(86400.0).as_str()), ("80 years", "1 day"));
        assert_eq!((lasting(1800.0).as_str(), the_people(1).as_str()), ("30 min", "the one person"));
    }

    #[test]
    fn columns_stand_under_each_other() {
        let row = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
        assert_eq!(columns(&[row("", "b"), row("aa", "c")]), ["      b", "  aa  c"]);
    }
}
