//! The last words of `catching run`: what happened, for people and for programs.

mod arms;
mod curve;
mod record;
mod told;

pub(in crate::cli) use told::columns;

use crate::cli::charts;
use crate::cli::job::{Job, Seconds};
use crate::cli::options::{Changes, for_shell};
use crate::cli::{Failure, Terminal};
use crate::output::chart::Results;
use crate::output::report::feelings;
use crate::results::manifest::Manifest;
use crate::scenario::advice;
use std::path::PathBuf;
use told::Told;

/// What came out.
pub(super) struct Story<'a> {
    pub(super) results: &'a Results,
    pub(super) manifest: &'a Manifest,
    pub(super) job: &'a Job,
    /// What the user changed, to be changed again.
    pub(super) changes: &'a Changes,
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
        for expression in &self.results.facts.expressions {
            terminal.line("")?;
            let told = self.told(expression);
            told.lines().into_iter().try_for_each(|line| terminal.line(line))?;
            terminal.line("")?;
            told.curves().into_iter().try_for_each(|line| terminal.line(line))?;
        }
        let differences = arms::lines(self.results);
        if !differences.is_empty() {
            terminal.line("")?;
            differences.into_iter().try_for_each(|line| terminal.line(line))?;
        }
        for sentence in feelings(self.results) {
            terminal.line("")?;
            terminal.line(sentence)?;
        }
        terminal.line("")?;
        self.tell_places(terminal)
    }

    fn told<'a>(&'a self, expression: &'a str) -> Told<'a> {
        let seconds = self.job.scenario.situation.duration;
        Told::new(self.results, &self.manifest.points, expression, seconds)
    }

    fn tell_places(&self, terminal: &mut Terminal) -> Result<(), Failure> {
        let folder = self.job.folder.display();
        if let Some(line) = charts::told(self.pictures) {
            terminal.line(line)?;
        }
        terminal.line(format_args!("Tables    {folder}: runs.csv, series.csv, summary.csv and more"))?;
        self.details().into_iter().try_for_each(|line| terminal.line(line))?;
        if self.job.folder.join("report.html").is_file() {
            terminal.line(format_args!("Report    {folder}/report.html"))?;
        }
        match self.next() {
            Some((why, command)) => terminal.line(format_args!("Next      {why}:\n          {command}")),
            None => Ok(()),
        }
    }

    /// The tables that do not hold every run, and which they hold.
    fn details(&self) -> Vec<String> {
        let partly = |tables: &str, of: &str| {
            let there = self.manifest.rows.get(of).is_some_and(|rows| *rows > 0);
            let runs = self.manifest.details.of(of).filter(|_| there && self.manifest.runs.total > 1)?;
            Some(format!("          {tables}: of {runs}"))
        };
        [partly("events.csv", "events"), partly("agents.csv, ties.csv", "agents")].into_iter().flatten().collect()
    }

    /// Something to try that has not just been done, from the scenario's own list.
    fn next(&self) -> Option<(String, String)> {
        let (scenario, source, made) = (&self.job.scenario, &self.job.source, self.changes.overrides());
        let files = |file: &str| source.open(file);
        let mut lines = scenario.try_.iter();
        let line = lines
            .find(|line| line.contains(": --") && !advice::is_there(scenario, source.text(), &made, line, &files))?;
        let (why, flags) = line.split_once(": --")?;
        let proposed = advice::proposed(line);
        // What is proposed takes the place of what was changed there.
        let kept = |(key, _): &&(String, String)| proposed.iter().all(|(other, _)| other != key);
        let changes = Changes { set: self.changes.set.iter().filter(kept).cloned().collect(), ..self.changes.clone() };
        let name = for_shell(source.typed());
        let changes: String = changes.typed().iter().map(|change| format!(" {change}")).collect();
        let folder = for_shell(&format!("{}-2", self.job.folder.display()));
        Some((why.to_owned(), format!("catching run {name}{changes} --{flags} -o {folder}")))
    }
}
