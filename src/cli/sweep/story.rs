//! The last words of `catching sweep`: what happened at each point, for people and for programs.

mod record;
mod until;

use crate::cli::charts;
use crate::cli::job::{Job, Seconds};
use crate::cli::run::story::columns;
use crate::cli::{Failure, Terminal};
use crate::output::chart::Results;
use crate::output::chart::input::Point;
use crate::output::chart::outcomes::Outcome;
use crate::output::chart::words::{self, arm_label};
use crate::output::findings;
use crate::results::manifest::Manifest;
use crate::scenario::is_label;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// So many points are printed; all of them are in `summary.csv`.
const MOST_ROWS: usize = 16;

/// What came out.
pub(super) struct Story<'a> {
    pub(super) results: &'a Results,
    pub(super) manifest: &'a Manifest,
    pub(super) job: &'a Job,
    pub(super) pictures: &'a [PathBuf],
    pub(super) seconds: Seconds,
}

impl Story<'_> {
    /// Tells it.
    pub(super) fn tell(&self, json: bool, terminal: &mut Terminal) -> Result<(), Failure> {
        if json {
            return terminal.line(self.json());
        }
        if terminal.is_quiet() {
            return Ok(());
        }
        let bold = crate::cli::style::Style::BOLD;
        terminal.line(format_args!("{bold}{}{bold:#}", self.results.facts.title))?;
        terminal.line(self.size())?;
        for lines in self.tables() {
            terminal.line("")?;
            lines.into_iter().try_for_each(|line| terminal.line(line))?;
        }
        for said in self.reached_in_words() {
            terminal.line("")?;
            terminal.line(said)?;
        }
        terminal.line("")?;
        self.places().into_iter().try_for_each(|line| terminal.line(line))
    }

    /// "10 points of ties.closeness, 20 runs each, with and without imitation: 400 runs"
    fn size(&self) -> String {
        let arms: BTreeSet<&str> = self.results.points.iter().map(|p| p.arm.as_str()).collect();
        // Walks may come by the same point twice, which the rows would show as one.
        let points =
            if self.results.study.is_some() { self.results.points.len() / arms.len() } else { self.rows().len() };
        let arms = if arms.len() > 1 { format!(" in {} arms", arms.len()) } else { String::new() };
        let runs = self.manifest.runs.total;
        let points = if points == 1 { "1 point".to_owned() } else { format!("{points} points") };
        let runs = words::runs(runs as usize);
        format!("{points} over {}, {runs}{arms}", words::listed(&self.results.facts.varied))
    }

    /// Design points: their values, and what was run there.
    fn rows(&self) -> Vec<(Vec<String>, Vec<&Point>)> {
        let points = &self.results.points;
        let first = points.first().map(|point| point.arm.as_str());
        let values = |point: &Point| point.varied.iter().map(|(_, value)| value.clone()).collect();
        let stretches = points.chunk_by(|_, next| Some(next.arm.as_str()) != first);
        stretches.map(|points| (values(&points[0]), points.iter().collect())).collect()
    }

    /// What was found about each outcome: what matters if that was asked, else point by point.
    fn tables(&self) -> Vec<Vec<String>> {
        if self.results.study.is_none() {
            return Outcome::shown(self.results).iter().map(|outcome| self.table(outcome)).collect();
        }
        let lines = |told: findings::Told| match told.rows.as_slice() {
            [] => vec![told.answer],
            rows => {
                let cells: Vec<Vec<String>> = [told.columns].into_iter().chain(rows.iter().cloned()).collect();
                let more = (!told.more.is_empty()).then(|| format!("  {}", told.more));
                [told.title].into_iter().chain(columns(&cells)).chain(more).collect()
            }
        };
        findings::told(self.results).into_iter().map(lines).collect()
    }

    /// One row a design point, one column an arm.
    fn table(&self, outcome: &Outcome) -> Vec<String> {
        let rows = self.rows();
        let Some((_, arms)) = rows.first() else { return Vec::new() };
        let keys = self.results.facts.varied.iter().cloned();
        let labels: Vec<&String> = self.manifest.varied.iter().filter(|key| is_label(key)).collect();
        let mut cells: Vec<Vec<String>> = vec![
            labels.iter().map(|key| (*key).clone()).chain(keys).chain(arms.iter().map(|arm| arm_label(arm))).collect(),
        ];
        for (values, points) in rows.iter().take(MOST_ROWS) {
            let said = points.iter().map(|point| self.cell(point, outcome));
            // Nothing where a point leaves a key as the scenario has it.
            let values = values.iter().map(|value| if value.is_empty() { "–".to_owned() } else { value.clone() });
            let called = labels.iter().map(|key| self.label(points, key).unwrap_or_default().to_owned());
            cells.push(called.chain(values).chain(said).collect());
        }
        let intro =
            format!("{} (mean; in brackets its 95\u{a0}% interval: {})", outcome.title, outcome.kind_of_interval());
        let more = rows.len().saturating_sub(MOST_ROWS);
        let rest = match more {
            0 => None,
            1 => Some("  … and one point more, in summary.csv".to_owned()),
            more => Some(format!("  … and {more} points more, in summary.csv")),
        };
        [intro].into_iter().chain(columns(&cells)).chain(rest).collect()
    }

    /// What the table of points calls a design point.
    fn label(&self, points: &[&Point], key: &str) -> Option<&str> {
        let entry = self.manifest.points.get(points.first()?.index as usize)?;
        entry.varied.iter().find(|(name, _)| name == key).map(|(_, label)| label.as_str())
    }

    fn cell(&self, point: &Point, outcome: &Outcome) -> String {
        let e = outcome.estimate(self.results, point.index);
        match e.n {
            0 => "no run".to_owned(),
            1 => format!("{} (one run)", outcome.say(e.mean)),
            n if e.high <= e.low => format!("{} (all {} alike, no interval)", outcome.say(e.mean), words::runs(n)),
            n => format!(
                "{} ({} to {}; {})",
                outcome.say(e.mean),
                outcome.say(e.low),
                outcome.say(e.high),
                words::runs(n)
            ),
        }
    }

    fn places(&self) -> Vec<String> {
        let folder = self.job.folder.display();
        let mut lines = Vec::new();
        lines.extend(charts::told(self.pictures));
        let own = if self.results.study.is_some() { "sensitivity.csv, " } else { "" };
        lines.push(format!("Tables    {folder}: {own}runs.csv, summary.csv and more"));
        if self.job.folder.join("report.html").is_file() {
            lines.push(format!("Report    {folder}/report.html"));
        }
        lines
    }
}
