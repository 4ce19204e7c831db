//! The last words of `catching run`: what happened, for people and for programs.

use super::job::{Job, Seconds};
use crate::cli::{Failure, Terminal};
use crate::experiment::statistics::{LEVEL, Summary};
use crate::output::chart::Results;
use crate::output::chart::axis::Clock;
use crate::output::chart::input::Point;
use crate::output::chart::words::{Voice, arm_label};
use crate::output::manifest::{Manifest, Runs};
use crate::quantity::format_duration;
use serde::Serialize;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// What came out.
pub(super) struct Story<'a> {
    pub(super) results: &'a Results,
    pub(super) manifest: &'a Manifest,
    pub(super) job: &'a Job,
    pub(super) pictures: &'a [PathBuf],
    pub(super) seconds: Seconds,
}

/// How many characters wide the little curves are.
const WIDTH: usize = 48;
const BARS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

impl Story<'_> {
    /// Tells it.
    pub(super) fn tell(&self, json: bool, terminal: &mut Terminal) -> Result<(), Failure> {
        if json {
            return terminal.line(serde_json::to_string_pretty(&self.record()).expect("words and numbers are JSON"));
        }
        if terminal.is_quiet() {
            return Ok(());
        }
        let bold = anstyle::Style::new().bold();
        terminal.line(format_args!("{bold}{}{bold:#}", self.results.facts.title))?;
        for expression in &self.results.facts.expressions {
            terminal.line("")?;
            self.tell_expression(expression, terminal)?;
        }
        terminal.line("")?;
        self.tell_places(terminal)
    }

    fn tell_expression(&self, expression: &str, terminal: &mut Terminal) -> Result<(), Failure> {
        terminal.line(self.reach(expression))?;
        for sentence in [self.share_caught(expression), self.survival(expression)].into_iter().flatten() {
            terminal.line(sentence)?;
        }
        terminal.line("")?;
        self.curves(expression).into_iter().try_for_each(|curve| terminal.line(curve))
    }

    /// "Within 30 min, 61 % of the 200 people yawned at least once (middle half of 100 runs: 52–70 %); without imitation 27 %."
    fn reach(&self, expression: &str) -> String {
        let name = format!("{expression}_reach");
        let spread = |point: &Point| {
            let s = self.summary(point, &name);
            let n = self.results.replicates(point.index);
            let middle = range(s.q25, s.q75);
            if n > 1 { format!("{} (middle half of {n} runs: {middle})", share(s.median)) } else { share(s.median) }
        };
        let did = Voice::of(expression).did;
        let within = format_duration(self.job.scenario.situation.duration);
        let arms: Vec<&Point> = self.results.arms().collect();
        let null =
            self.results.null().map(|null| format!("; without imitation {}", share(self.summary(null, &name).median)));
        let null = null.unwrap_or_default();
        let size = self.results.facts.size;
        match arms[..] {
            [main] => {
                let (number, rest) = (spread(main), format!("of the {size} people {did} at least once"));
                let (share, runs) =
                    number.split_once(" (").map_or((number.as_str(), String::new()), |(a, b)| (a, format!(" ({b}")));
                format!("Within {within}, {share} {rest}{runs}{null}.")
            }
            _ => {
                let each =
                    arms.iter().map(|arm| format!("\n  {}: {}", arm_label(arm), spread(arm))).collect::<String>();
                format!(
                    "Within {within}, this share of the {size} people {did} at least once:{each}{}",
                    null.replace("; ", "\n  ").replace("imitation ", "imitation: ")
                )
            }
        }
    }

    fn share_caught(&self, expression: &str) -> Option<String> {
        let main = self.results.arms().next()?;
        let caught = self.summary(main, &format!("{expression}_imitated_share")).median?;
        let voice = Voice::of(expression);
        Some(format!("Of the {}, {} were caught from somebody.", voice.many, share(Some(caught))))
    }

    /// Prevalence never without survival: a mean over runs in which it died out says little about those in which it did not.
    fn survival(&self, expression: &str) -> Option<String> {
        let main = self.results.arms().next()?;
        let alive = self.results.outcome(main.index, &format!("{expression}_survived"));
        let now = self.summary(main, &format!("{expression}_prevalence")).mean?;
        let runs = alive.len();
        let survived = alive.iter().filter(|(_, alive)| *alive > 0.5).count();
        let doing = Voice::of(expression).doing;
        let someone = if runs == 1 {
            if survived == 1 { "and it had not died out".to_owned() } else { "and it had died out".to_owned() }
        } else {
            format!("and in {survived} of {runs} runs somebody still was")
        };
        Some(format!("At the end {} were {doing}, {someone}.", share(Some(now))))
    }

    /// How many were at it over time, half of the runs above and half below, each arm on the same scale.
    fn curves(&self, expression: &str) -> Vec<String> {
        let column = format!("{expression}_prevalence");
        let curves: Vec<(String, Vec<f64>)> = self
            .results
            .points
            .iter()
            .map(|point| (arm_label(point), mean_curve(&self.results.curves(point.index, &column))))
            .collect();
        let top = curves.iter().flat_map(|(_, curve)| curve).copied().fold(0.0, f64::max);
        let widest = curves.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
        let end =
            Clock::new(&self.results.facts.time_unit, self.results.facts.duration).words(self.results.facts.duration);
        let line = |(label, curve): &(String, Vec<f64>)| format!("  {label:<widest$} {}", sparkline(curve, top));
        let mut lines: Vec<String> = curves.iter().map(line).collect();
        let scale = format!(
            "share {} at a time, mean of the runs; up to {}, over {end}",
            Voice::of(expression).doing,
            share(Some(top))
        );
        lines.push(format!("  {:<widest$} {scale}", ""));
        lines
    }

    fn tell_places(&self, terminal: &mut Terminal) -> Result<(), Failure> {
        let folder = self.job.folder.display();
        if let Some(first) = self.pictures.first() {
            let place = first.parent().unwrap_or(first).display();
            terminal.line(format_args!("Pictures  {place}: {}", self.names_of_pictures()))?;
        }
        terminal.line(format_args!("Tables    {folder}: runs.csv, series.csv, summary.csv and more"))?;
        if self.job.folder.join("report.html").is_file() {
            terminal.line(format_args!("Report    {folder}/report.html"))?;
        }
        match self.next() {
            Some((why, command)) => terminal.line(format_args!("Next      {why}:\n          {command}")),
            None => Ok(()),
        }
    }

    /// "reach, raster (.svg, .png)"
    fn names_of_pictures(&self) -> String {
        let part = |part: fn(&Path) -> Option<&OsStr>| {
            let mut parts: Vec<_> = self.pictures.iter().filter_map(|p| part(p)).map(OsStr::to_string_lossy).collect();
            let mut seen = HashSet::new();
            parts.retain(|p| seen.insert(p.clone()));
            parts
        };
        format!("{} (.{})", part(Path::file_stem).join(", "), part(Path::extension).join(", ."))
    }

    /// Something to try, from the scenario's own list.
    fn next(&self) -> Option<(String, String)> {
        let given = self.job.scenario.try_.iter().find_map(|text| text.split_once(": --"));
        let (why, flags) = given?;
        let name = self.job.source.name().trim_end_matches(".toml");
        Some((why.to_owned(), format!("catching run {name} --{flags} -o {}-2", self.job.folder.display())))
    }

    fn summary(&self, point: &Point, outcome: &str) -> Summary {
        Summary::of(self.results.outcome(point.index, outcome).into_iter().map(|(_, value)| Some(value)))
    }

    fn record(&self) -> Record<'_> {
        let facts = &self.results.facts;
        let points = self.results.points.iter();
        Record {
            scenario: &facts.name,
            title: &facts.title,
            question: &facts.question,
            sentences: facts.expressions.iter().map(|e| self.reach(e)).collect(),
            folder: &self.job.folder,
            version: &self.manifest.version,
            seed: self.manifest.seed,
            runs: self.manifest.runs,
            people: self.manifest.people,
            ties: self.manifest.ties,
            time_unit: &self.manifest.time_unit,
            outcomes: points.flat_map(|p| self.results.outcomes.iter().map(move |o| self.outcome(p, o))).collect(),
            pictures: self.pictures,
            seconds: self.seconds,
        }
    }

    fn outcome<'a>(&'a self, point: &'a Point, metric: &'a str) -> OutcomeRecord<'a> {
        let s = self.summary(point, metric);
        OutcomeRecord {
            point: point.index,
            arm: &point.arm,
            metric,
            n: s.n,
            mean: s.mean,
            sd: s.sd,
            se: s.se,
            ci_low: s.interval.map(|i| i.0),
            ci_high: s.interval.map(|i| i.1),
            ci_level: s.interval.map(|_| LEVEL),
            q10: s.q10,
            median: s.median,
            q90: s.q90,
        }
    }
}

/// The story for programs.
#[derive(Serialize)]
struct Record<'a> {
    scenario: &'a str,
    title: &'a str,
    question: &'a str,
    sentences: Vec<String>,
    folder: &'a Path,
    version: &'a str,
    seed: u64,
    runs: Runs,
    people: u64,
    ties: u64,
    time_unit: &'a str,
    outcomes: Vec<OutcomeRecord<'a>>,
    pictures: &'a [PathBuf],
    seconds: Seconds,
}

/// A row of `summary.csv`.
#[derive(Serialize)]
struct OutcomeRecord<'a> {
    point: u32,
    arm: &'a str,
    metric: &'a str,
    n: usize,
    mean: Option<f64>,
    sd: Option<f64>,
    se: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
    ci_level: Option<f64>,
    q10: Option<f64>,
    median: Option<f64>,
    q90: Option<f64>,
}

fn share(value: Option<f64>) -> String {
    value.map_or("an unknown share".to_owned(), |v| format!("{}\u{a0}%", percentage(v)))
}

fn range(low: Option<f64>, high: Option<f64>) -> String {
    match low.zip(high) {
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

/// The mean of curves of which some may end early: what has ended stays as it was.
fn mean_curve(curves: &[&[f32]]) -> Vec<f64> {
    let longest = curves.iter().map(|c| c.len()).max().unwrap_or(0);
    let at = |curve: &&[f32], time: usize| curve.get(time).or(curve.last()).copied().map_or(0.0, f64::from);
    (0..longest).map(|time| curves.iter().map(|c| at(c, time)).sum::<f64>() / curves.len() as f64).collect()
}

/// A curve as a row of bars.
fn sparkline(curve: &[f64], top: f64) -> String {
    let bins = WIDTH.min(curve.len());
    (0..bins)
        .map(|bin| {
            let part = &curve[bin * curve.len() / bins..(bin + 1) * curve.len() / bins];
            let mean = part.iter().sum::<f64>() / part.len() as f64;
            BARS[if top > 0.0 { (mean / top * 8.0).round().clamp(0.0, 8.0) as usize } else { 0 }]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_becomes_bars() {
        assert_eq!(sparkline(&[0.0, 0.5, 1.0], 1.0), " ▄█");
        assert_eq!(sparkline(&[0.0; 3], 0.0), "   ");
        assert_eq!(sparkline(&[1.0; 1000], 1.0).chars().count(), WIDTH);
        assert_eq!(sparkline(&[], 1.0), "");
    }

    #[test]
    fn a_little_is_not_nothing() {
        assert_eq!(percentage(0.0), "0");
        assert_eq!(percentage(0.0004), "less than 0.1");
        assert_eq!(percentage(0.0312), "3.1");
        assert_eq!(percentage(0.608), "61");
    }

    #[test]
    fn runs_that_ended_stay_as_they_were() {
        assert_eq!(mean_curve(&[&[1.0, 0.0], &[1.0, 1.0, 1.0]]), [1.0, 0.5, 0.5]);
    }
}
