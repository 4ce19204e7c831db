//! Charts and report for the commands that make them.

use super::options::{Beside, Drawing};
use super::{Failure, Terminal, again};
use crate::output::chart::{self, CHARTS, Chart, Look, Results};
use crate::output::expected;
use crate::output::folder::{Folder, FolderError, figures};
use crate::output::report::Sources;
use crate::scenario::{Scenario, nearest};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Refuses names of charts that do not exist.
///
/// # Errors
/// When there is one.
pub(super) fn check_names(names: &[String]) -> Result<(), Failure> {
    unknown_name(names).map_or(Ok(()), |message| Err(Failure::usage(message)))
}

/// What is wrong with the first of the names that is no chart.
pub(super) fn unknown_name(names: &[String]) -> Option<String> {
    let unknown = names.iter().find(|name| chart::named(name).is_none())?;
    let all = || CHARTS.iter().map(|chart| chart.name);
    let help = match nearest(unknown, all()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", Vec::from_iter(all()).join(", ")),
    };
    Some(format!("there is no chart `{unknown}`\nhelp: {help}"))
}

/// The charts that were asked for, or that the scenario names, or that fit.
pub(super) fn chosen(
    asked: &[String],
    scenario: &Scenario,
    results: &Results,
    terminal: &mut Terminal,
) -> Vec<&'static Chart> {
    let names = if asked.is_empty() { &scenario.charts } else { asked };
    let known: Vec<&Chart> = names.iter().filter_map(|name| chart::named(name)).collect();
    if known.is_empty() {
        return chart::usual(results);
    }
    let (fitting, others): (Vec<&Chart>, Vec<&Chart>) = known.into_iter().partition(|chart| (chart.applies)(results));
    if asked.is_empty() && fitting.is_empty() {
        // A scenario names the charts of its runs; those of its sweep are others.
        return chart::usual(results);
    }
    for chart in others {
        terminal.warn(format_args!("the chart `{}` is left out: it needs {}", chart.name, chart.needs));
    }
    fitting
}

/// "Pictures  out/figures: reach, raster (.svg, .png)"; nothing where none were drawn.
pub(super) fn told(pictures: &[PathBuf]) -> Option<String> {
    let first = pictures.first()?;
    let part = |part: fn(&Path) -> Option<&OsStr>| {
        let mut parts: Vec<_> = pictures.iter().filter_map(|p| part(p)).map(OsStr::to_string_lossy).collect();
        let mut seen = BTreeSet::new();
        parts.retain(|p| seen.insert(p.clone()));
        parts
    };
    let (place, names) = (first.parent().unwrap_or(first).display(), part(Path::file_stem).join(", "));
    Some(format!("Pictures  {place}: {names} (.{})", part(Path::extension).join(", .")))
}

/// The results of a folder; with what theory expects of them where that is asked for, which is then said.
///
/// # Errors
/// When they cannot be read.
pub(super) fn results(folder: &Folder, beside: Beside, terminal: &mut Terminal) -> Result<Results, FolderError> {
    let mut results = folder.results()?;
    if beside.theory {
        results.theory = Some(expected::beside(folder, &results)?);
        chart::beside::lines(&results).iter().for_each(|line| terminal.note(as_a_remark(line)));
    }
    Ok(results)
}

/// `theory, yawn: no theory is drawn …`: what follows a colon begins small.
fn as_a_remark(line: &str) -> String {
    let Some((lead, said)) = line.split_once(": ").filter(|(lead, _)| lead.starts_with("theory")) else {
        return line.to_owned();
    };
    // Not the name of a model: `SISa`.
    let word = said.chars().nth(1).is_some_and(char::is_lowercase);
    let mut letters = said.chars();
    match letters.next() {
        Some(first) if word => format!("{lead}: {}{}", first.to_lowercase(), letters.as_str()),
        _ => line.to_owned(),
    }
}

/// What to draw of a result folder, and how.
pub(super) struct Task<'a> {
    pub(super) folder: &'a Folder,
    pub(super) results: &'a Results,
    pub(super) scenario: &'a Scenario,
    pub(super) charts: &'a [&'static Chart],
    pub(super) look: Look,
    pub(super) drawing: &'a Drawing,
    pub(super) threads: NonZeroUsize,
}

impl Task<'_> {
    /// Draws the charts and says which pictures there are.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(super) fn draw(&self, terminal: &mut Terminal) -> Result<Vec<PathBuf>, Failure> {
        let (path, formats) = (self.folder.path(), self.drawing.formats());
        let (results, charts, look) = (self.results, self.charts, &self.look());
        let drawn = self.pool().install(|| figures::draw(path, results, charts, look, formats));
        let drawn =
            drawn.map_err(|error| Failure::unwritten(format_args!("charts into `{}`", path.display()), &error))?;
        drawn.remarks.iter().for_each(|remark| terminal.warn(remark));
        Ok(drawn.pictures)
    }

    /// The look, with what the scenario says of single charts; what was typed comes first.
    pub(super) fn look(&self) -> Look {
        let mut look = self.look.clone();
        for of_scenario in &self.scenario.figures {
            match look.hands.iter_mut().find(|hand| hand.chart == of_scenario.chart) {
                Some(typed) => *typed = typed.clone().or(of_scenario.clone()),
                None => look.hands.push(of_scenario.clone()),
            }
        }
        look
    }

    /// Writes the report with these charts.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn report(&self) -> Result<PathBuf, Failure> {
        let text = self.folder.scenario().map_err(Failure::failed)?;
        let living = again::for_page(self.folder, self.results);
        let sources = Sources {
            results: self.results,
            scenario: self.scenario,
            scenario_text: &text,
            manifest: self.folder.manifest(),
            charts: self.charts,
            language: self.look.language,
            living: living.as_ref(),
        };
        let path = self.folder.path();
        let written = self.pool().install(|| figures::report(path, &sources));
        written.map_err(|error| Failure::unwritten(format_args!("a report into `{}`", path.display()), &error))
    }

    fn pool(&self) -> rayon::ThreadPool {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(self.threads.get());
        threads.build().expect("a few threads can be had")
    }
}
