//! The hypotheses of a scenario, judged for every command that runs it.

use super::{Failure, Terminal};
use crate::experiment::hypotheses::Verdict;
use crate::output::chart::Results;
use crate::output::hypotheses::{self, HYPOTHESES, Tested};
use crate::output::tables::keep;
use crate::scenario::Scenario;
use std::path::Path;

/// Judges them and writes their table.
///
/// # Errors
/// When the table cannot be written.
pub(super) fn judge(
    folder: &Path,
    results: &Results,
    scenario: &Scenario,
    terminal: &mut Terminal,
) -> Result<Vec<Tested>, Failure> {
    let tested = hypotheses::test(results, scenario);
    let is_judged = |expect: &String| tested.iter().any(|one| one.hypothesis.expect == *expect && !one.rows.is_empty());
    for left in scenario.hypotheses.iter().filter(|hypothesis| !is_judged(&hypothesis.expect)) {
        terminal.note(format_args!(
            "not judged, because some of the runs that it is about are not there: “{}”",
            left.title()
        ));
    }
    if !tested.is_empty() {
        keep(folder, HYPOTHESES, hypotheses::csv(&tested).as_bytes())
            .map_err(|error| Failure::unwritten(format_args!("`{}`", folder.join(HYPOTHESES).display()), &error))?;
    }
    Ok(tested)
}

/// A line for each.
pub(super) fn tell(all: &[Tested], json: bool, terminal: &mut Terminal) -> Result<(), Failure> {
    if all.is_empty() || json || terminal.is_quiet() {
        return Ok(());
    }
    terminal.line("")?;
    terminal.line("Hypotheses")?;
    for tested in all {
        terminal.line(format_args!("  {:<14} {}", tested.verdict().name(), tested.title()))?;
        terminal.line(format_args!("  {:<14} ({})", "", tested.evidence()))?;
    }
    if let Some(said) = hypotheses::corrected(all) {
        terminal.line(format_args!("  {said}"))?;
    }
    Ok(())
}

/// With `--strict` a hypothesis that is not supported is a failure.
pub(super) fn insist(tested: &[Tested], strict: bool) -> Result<(), Failure> {
    let wrong: Vec<String> = tested
        .iter()
        .filter(|t| t.verdict() == Verdict::NotSupported)
        .map(|t| format!("`{}`", t.hypothesis.expect))
        .collect();
    if !strict || wrong.is_empty() {
        return Ok(());
    }
    Err(Failure::check(format_args!("the runs do not support {}", wrong.join(" and "))))
}
