//! A scenario with its files and changes, and the runs that are asked of it.

use super::failures;
use super::fit::Fit;
use super::results::Results;
use super::values::toml_of;
use super::waiting::wait;
use catching::fit::Options;
use catching::fit::observed::Observed;
use catching::fit::prior::Prior;
use catching::output::reading;
use catching::scenario;
use catching::study::{self, Design, Files, StudyError};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use toml::Value;

/// More than any file that a scenario names \[bytes\].
const MOST: u64 = 1 << 32;

/// What was done to a scenario since its text was read.
#[derive(Clone)]
enum Step {
    Set(Vec<(String, Value)>),
    Arm(String),
}

/// A scenario: its text, the files that it names, and everything that was changed.
#[pyclass(frozen, module = "catching._native")]
#[derive(Clone)]
pub struct Study {
    name: String,
    text: String,
    /// Where its files lie, if it is a file itself.
    folder: Option<PathBuf>,
    given: BTreeMap<String, Vec<u8>>,
    steps: Vec<Step>,
    /// Whether it is a sweep or two versions, which steps alone do not say.
    laid_out: bool,
    study: study::Study,
}

/// Keys with their values, as Python gives them.
type Changes<'py> = Vec<(String, Bound<'py, PyAny>)>;

fn written(changes: &Changes<'_>) -> PyResult<Vec<(String, Value)>> {
    changes.iter().map(|(key, value)| Ok((key.clone(), toml_of(key, value)?))).collect()
}

impl Study {
    fn new(
        name: &str,
        text: &str,
        folder: Option<PathBuf>,
        given: BTreeMap<String, Vec<u8>>,
        steps: Vec<Step>,
    ) -> Result<Self, StudyError> {
        let files = opened(name, text, folder.as_deref(), &given, &steps);
        let (first, rest) = match steps.split_first() {
            Some((Step::Set(changes), rest)) => (changes.clone(), rest),
            _ => (Vec::new(), &steps[..]),
        };
        let mut study = study::Study::read_with(name, text, &files, first)?;
        for step in rest {
            study = match step {
                Step::Set(changes) => study.set_all(changes.iter().cloned())?,
                Step::Arm(arm) => study.arm(arm)?,
            };
        }
        Ok(Self { name: name.to_owned(), text: text.to_owned(), folder, given, steps, laid_out: false, study })
    }

    /// The same with one more step.
    fn then(&self, step: Step) -> Result<Self, StudyError> {
        let steps = [&self.steps[..], std::slice::from_ref(&step)].concat();
        let changed = match step {
            Step::Set(changes) => self.study.clone().set_all(changes),
            Step::Arm(arm) => self.study.clone().arm(&arm),
        };
        match changed {
            Ok(study) => Ok(Self { steps, study, ..self.clone() }),
            // It may name a file that was not opened before.
            Err(StudyError::Scenario(_)) if self.folder.is_some() && !self.laid_out => {
                Self::new(&self.name, &self.text, self.folder.clone(), self.given.clone(), steps)
            }
            Err(error) => Err(error),
        }
    }
}

/// The files that a scenario names: those that were given, and those that lie beside it.
fn opened(name: &str, text: &str, folder: Option<&Path>, given: &BTreeMap<String, Vec<u8>>, steps: &[Step]) -> Files {
    let Some(folder) = folder else { return given.clone().into_iter().collect() };
    let found = RefCell::new(given.clone());
    let open = |file: &str| {
        if let Some(content) = found.borrow().get(file) {
            return Ok(content.clone());
        }
        let content = reading::read(&folder.join(file), MOST)?;
        reading::refuse_bomb(&content, MOST)?;
        found.borrow_mut().insert(file.to_owned(), content.clone());
        Ok(content)
    };
    let set = steps.iter().filter_map(|step| if let Step::Set(changes) = step { Some(changes) } else { None });
    let changes: Vec<_> = set.flatten().map(|(key, value)| (key.clone(), value.to_string())).collect();
    // What is wrong is said when it is read for good.
    let _ = scenario::inspect(name, text, &changes, &open);
    found.into_inner().into_iter().collect()
}

#[pymethods]
impl Study {
    /// Reads a scenario's text. `folder` is where the files lie that it names; `given` are files by name; `changes` come first.
    #[staticmethod]
    fn read(
        py: Python<'_>,
        name: &str,
        text: &str,
        folder: Option<PathBuf>,
        given: BTreeMap<String, Vec<u8>>,
        changes: Changes<'_>,
    ) -> PyResult<Self> {
        let changes = written(&changes)?;
        let steps = if changes.is_empty() { Vec::new() } else { vec![Step::Set(changes)] };
        let read = py.detach(|| Self::new(name, text, folder, given, steps));
        read.map_err(|error| failures::of(py, &error))
    }

    /// The text of a scenario that comes with the program.
    #[staticmethod]
    fn shipped(py: Python<'_>, name: &str) -> PyResult<(&'static str, &'static str)> {
        match scenario::shipped(name) {
            Some(shipped) => Ok((shipped.name, shipped.text)),
            // For its message, with what may have been meant.
            None => Err(study::Study::shipped(name)
                .map_or_else(|error| failures::of(py, &error), |_| failures::unknown(py, name))),
        }
    }

    /// Other files beside those that it has, and changes that name them.
    fn with_files(&self, py: Python<'_>, given: BTreeMap<String, Vec<u8>>, changes: Changes<'_>) -> PyResult<Self> {
        let mut all = self.given.clone();
        all.extend(given);
        let steps = [&self.steps[..], &[Step::Set(written(&changes)?)]].concat();
        let read = py.detach(|| Self::new(&self.name, &self.text, self.folder.clone(), all, steps));
        read.map_err(|error| failures::of(py, &error))
    }

    fn set(&self, py: Python<'_>, changes: Changes<'_>) -> PyResult<Self> {
        let changes = written(&changes)?;
        py.detach(|| self.then(Step::Set(changes))).map_err(|error| failures::of(py, &error))
    }

    fn arm(&self, py: Python<'_>, name: String) -> PyResult<Self> {
        py.detach(|| self.then(Step::Arm(name))).map_err(|error| failures::of(py, &error))
    }

    fn sweep(&self, py: Python<'_>, vary: Vec<String>, design: Option<String>, samples: Option<u32>) -> PyResult<Self> {
        let design = Design { vary, name: design, samples };
        let study = py.detach(|| self.study.clone().sweep(&design)).map_err(|error| failures::of(py, &error))?;
        Ok(Self { study, laid_out: true, ..self.clone() })
    }

    fn compare(&self, py: Python<'_>, other: &Self, names: (String, String)) -> PyResult<Self> {
        if names.0 == names.1 {
            return Err(failures::refused(py, &format!("both versions are called `{}`: give them two names", names.0)));
        }
        let beside = || {
            let other = other.study.clone().called(&names.1)?;
            self.study.clone().called(&names.0)?.compare(&other)
        };
        let study = py.detach(beside).map_err(|error| failures::of(py, &error))?;
        let plan = study.plan().map_err(|error| failures::of(py, &error))?;
        if let [a, b] = &plan.points[..]
            && a.situation == b.situation
            && a.network == b.network
        {
            let same = "the two versions are the same in everything that is simulated: there is nothing to compare";
            return Err(failures::refused(py, same));
        }
        Ok(Self { study, laid_out: true, ..self.clone() })
    }

    /// Does all runs.
    fn run(&self, py: Python<'_>, threads: usize, progress: Option<Bound<'_, PyAny>>) -> PyResult<Results> {
        let threads = NonZeroUsize::new(threads).ok_or_else(|| PyValueError::new_err("threads must be at least 1"))?;
        let study = self.study.clone().threads(threads);
        let results = wait(py, progress.as_ref(), move |mut watched| study.run(&mut watched))?;
        results.map(Results::new).map_err(|error| failures::of(py, &error))
    }

    /// Fits keys, each with its prior as text, to observations, a table as text. Of the runs: how many draws of the priors, and the rounds of
    /// refinement.
    #[pyo3(signature = (free, observed, runs, threads, progress))]
    fn fit(
        &self,
        py: Python<'_>,
        free: Vec<(String, String)>,
        observed: Option<&str>,
        runs: (Option<u32>, u32),
        threads: usize,
        progress: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Fit> {
        let (draws, refine) = runs;
        let refused = |why: String| failures::refused(py, &why);
        let priors =
            free.iter().map(|(key, text)| Prior::parse(key, text)).collect::<Result<Vec<_>, _>>().map_err(refused)?;
        let unit = self.study.scenario().time_unit;
        let observed = observed.map(|table| Observed::read(table, unit)).transpose().map_err(refused)?;
        let (priors, observed, options) =
            self.study.question(priors, observed, draws).map_err(|error| failures::of(py, &error))?;
        let options = Options { refine, ..options };
        let threads = NonZeroUsize::new(threads).ok_or_else(|| PyValueError::new_err("threads must be at least 1"))?;
        let study = self.study.clone().threads(threads);
        let fit =
            wait(py, progress.as_ref(), move |mut watched| study.fit(&priors, &observed, &options, &mut watched))?;
        fit.map(Fit::new).map_err(|error| failures::of(py, &error))
    }

    /// How many runs there are to do.
    fn runs(&self, py: Python<'_>) -> PyResult<u64> {
        self.study.plan().map(|plan| plan.runs()).map_err(|error| failures::of(py, &error))
    }

    #[getter]
    fn name(&self) -> &str {
        &self.study.scenario().name
    }

    #[getter]
    fn title(&self) -> &str {
        &self.study.scenario().title
    }

    #[getter]
    fn question(&self) -> &str {
        &self.study.scenario().question
    }

    #[getter]
    fn replicates(&self) -> u32 {
        self.study.scenario().replicates
    }

    #[getter]
    fn seed(&self) -> u64 {
        self.study.scenario().seed
    }

    #[getter]
    fn arms(&self) -> Vec<String> {
        self.study.scenario().arms.iter().map(|arm| arm.name.clone()).collect()
    }

    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.study.warnings()
    }

    /// The scenario with every value explicit.
    fn toml(&self) -> String {
        self.study.scenario().to_toml()
    }

    /// The page in which a reader plays with it.
    fn page(&self, py: Python<'_>) -> PyResult<String> {
        let (name, text) = (self.study.scenario().name.clone(), self.toml());
        let given: Vec<(String, Vec<u8>)> = self.given.clone().into_iter().collect();
        let page = py.detach(|| catching::cli::explore::html_of(&name, &text, &given));
        page.map_err(|why| failures::refused(py, &why))
    }

    /// The files that were given.
    fn given(&self) -> BTreeMap<String, Vec<u8>> {
        self.given.clone()
    }
}
