//! A scenario with its question, as typed.

use super::{Args, failure};
use crate::cli::compare::versions::Operand;
use crate::cli::source::Source;
use crate::cli::{Failure, Terminal};
use crate::fit::Options;
use crate::fit::observed::Observed;
use crate::fit::prior::Prior;
use crate::output::reading;
use crate::quantity::TimeUnit;
use crate::scenario::unreadable;
use crate::study::{Files, Fitting, Study};
use std::path::Path;

/// One of the scenarios that are fitted.
pub(super) struct Side {
    /// The scenario's own name.
    pub(super) name: String,
    /// What it is called beside the other.
    pub(super) called: String,
    pub(super) study: Study,
    priors: Vec<Prior>,
    observed: Observed,
    options: Options,
}

impl Side {
    /// The scenario, and the one that it is held against.
    ///
    /// # Errors
    /// Everything that is wrong with them or with what was observed.
    pub(super) fn all(args: &Args, terminal: &mut Terminal) -> Result<Vec<Self>, Failure> {
        let first = Self::read(args, (&args.scenario, &args.free), None, terminal)?;
        let Some(other) = &args.against else { return Ok(vec![first]) };
        let mut second = Self::read(args, (other, &args.against_free), Some(&first), terminal)?;
        let mut first = first;
        if first.called == second.called {
            first.called += " (A)";
            second.called += " (B)";
        }
        Ok(vec![first, second])
    }

    fn read(
        args: &Args,
        (scenario, free): (&str, &[String]),
        beside: Option<&Self>,
        terminal: &mut Terminal,
    ) -> Result<Self, Failure> {
        let typed = free.iter().map(|free| prior(free)).collect::<Result<Vec<_>, _>>()?;
        let operand = Operand::of(scenario);
        let source = Source::find(Some(&operand.name))?;
        let changes = args.changes.overrides();
        let scenario = source.read(&changes, terminal)?;
        let observed = args.data.as_deref().map(|path| observed(path, scenario.time_unit)).transpose()?;
        let files: Files = source.inputs().into_iter().map(|(input, content)| (input.file, content)).collect();
        let changed = changes.iter().map(|(key, value)| (key.clone(), value_of(value)));
        let study = Study::read_with(source.name(), source.text(), &files, changed).map_err(failure)?;
        let study = operand.arm.as_ref().map_or(Ok(study.clone()), |arm| study.arm(arm)).map_err(failure)?;
        let study = args
            .threads
            .or_else(|| std::thread::available_parallelism().ok())
            .map_or(study.clone(), |threads| study.threads(threads));
        // What was observed may stand in the first scenario alone.
        let asked = study.scenario().fit.as_ref().is_some_and(|fit| !fit.observed.is_empty());
        let observed = observed.or_else(|| beside.filter(|_| !asked).map(|beside| beside.observed.clone()));
        let draws = args.draws.or(beside.map(|beside| beside.options.draws));
        let (priors, observed, options) = study.question(typed, observed, draws).map_err(failure)?;
        let options = Options { refine: args.refine.unwrap_or(0), ..options };
        Ok(Self { name: scenario.name, called: operand.short(), study, priors, observed, options })
    }

    /// The fit of it, checked.
    ///
    /// # Errors
    /// When a key cannot have what its prior says, or what was observed is no outcome.
    pub(super) fn fitting(&self) -> Result<Fitting<'_>, Failure> {
        self.study.fitting(&self.priors, &self.observed, &self.options).map_err(failure)
    }
}

fn prior(free: &str) -> Result<Prior, Failure> {
    let split = free.split_once('=').map(|(key, prior)| Prior::parse(key.trim(), prior.trim()));
    split
        .unwrap_or_else(|| Err(format!("`{free}`: expected KEY=PRIOR, such as `ties.closeness=0..0.9`")))
        .map_err(|why| Failure::usage(format_args!("--free {}", crate::text::shown(&why))))
}

fn observed(path: &Path, unit: TimeUnit) -> Result<Observed, Failure> {
    let text = reading::read_text(path, reading::SMALL)
        .map_err(|error| Failure::usage(format_args!("cannot read `{}`: {}", path.display(), unreadable(&error))))?;
    Observed::read(&text, unit)
        .map_err(|why| Failure::usage(format_args!("{}: {}", path.display(), crate::text::shown(&why))))
}

/// A typed value, which was checked when the scenario was read.
fn value_of(written: &str) -> toml::Value {
    let table = format!("value = {written}").parse::<toml::Table>().ok();
    table.and_then(|mut table| table.remove("value")).unwrap_or_else(|| written.into())
}
