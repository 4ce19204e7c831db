//! What runs came to: sentences, tables, figures, a report.

use super::table::Table;
use super::{failures, tables};
use catching::cli::why;
use catching::experiment::comparison::Comparison;
use catching::output::chart::metric::Metric;
use catching::output::chart::picture;
use catching::output::comparison;
use catching::study;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::sync::Arc;

#[pyclass(frozen, module = "catching._native")]
pub struct Results(Arc<study::Results>);

impl Results {
    pub fn new(results: study::Results) -> Self {
        Self(Arc::new(results))
    }

    fn two(&self, py: Python<'_>, a: &str, b: &str) -> PyResult<()> {
        let arms: Vec<&str> = self.0.points().iter().map(|point| point.arm.as_str()).collect();
        match [a, b].into_iter().find(|name| !arms.contains(name)) {
            Some(name) => {
                Err(failures::unknown(py, &format!("there is no arm `{name}`; there are {}", arms.join(", "))))
            }
            None => Ok(()),
        }
    }
}

#[pymethods]
impl Results {
    /// The answer in sentences.
    fn answer(&self, py: Python<'_>) -> Vec<String> {
        py.detach(|| self.0.answer())
    }

    #[getter]
    fn name(&self) -> String {
        self.0.data().facts.name.clone()
    }

    #[getter]
    fn title(&self) -> String {
        self.0.data().facts.title.clone()
    }

    #[getter]
    fn runs(&self) -> usize {
        self.0.points().iter().map(|point| self.0.data().runs.count(point.index)).sum()
    }

    #[getter]
    fn outcomes(&self) -> Vec<String> {
        self.0.outcomes().to_vec()
    }

    #[getter]
    fn arms(&self) -> Vec<String> {
        let mut arms: Vec<String> = Vec::new();
        for point in self.0.points() {
            if !arms.contains(&point.arm) {
                arms.push(point.arm.clone());
            }
        }
        arms
    }

    /// The unit of every time.
    #[getter]
    fn time_unit(&self) -> String {
        self.0.data().facts.time_unit.clone()
    }

    fn scenario_toml(&self) -> String {
        self.0.scenario_toml().to_owned()
    }

    /// The tables that these results have.
    fn tables(&self) -> Vec<&'static str> {
        let has = |name: &&&str| match **name {
            "series" => !self.0.data().series.runs.is_empty(),
            "events" => !self.0.data().events.is_empty(),
            "people" => !self.0.data().people.is_empty(),
            "runs" => true,
            name => tables::text(&self.0, name).is_some(),
        };
        tables::NAMES.iter().filter(has).copied().collect()
    }

    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        if !tables::NAMES.contains(&name) {
            return Err(failures::unknown(
                py,
                &format!("there is no table `{name}`; there are {}", tables::NAMES.join(", ")),
            ));
        }
        let made = py.detach(|| tables::named(&self.0, name));
        let made = made.ok_or_else(|| {
            failures::refused(
                py,
                &format!("these results have no table `{name}`; they have {}", self.tables().join(", ")),
            )
        })?;
        made.map_err(|error| failures::failed(py, &error.to_string()))
    }

    /// The text of a table that files have, too.
    fn csv(&self, py: Python<'_>, name: &str) -> PyResult<String> {
        let text = py.detach(|| tables::text(&self.0, name));
        text.ok_or_else(|| failures::refused(py, &format!("these results have no text of a table `{name}`")))
    }

    fn figures(&self) -> Vec<&'static str> {
        self.0.figures()
    }

    fn first_figure(&self) -> Option<&'static str> {
        self.0.first_figure()
    }

    /// A chart: picture, numbers, caption, and what to read in its place.
    fn figure(&self, py: Python<'_>, name: &str, look: &str) -> PyResult<(String, String, String, String)> {
        let figure = py.detach(|| self.0.figure_in(name, look)).map_err(|error| failures::of(py, &error))?;
        Ok((figure.svg, figure.csv, figure.caption, figure.alt))
    }

    #[staticmethod]
    fn png(py: Python<'_>, svg: &str) -> PyResult<Vec<u8>> {
        py.detach(|| picture::png(svg)).map_err(|error| failures::failed(py, &error.to_string()))
    }

    fn report(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| self.0.report()).map_err(|error| failures::of(py, &error))
    }

    /// How far arm `b` lies from arm `a` in an outcome.
    fn difference<'py>(
        &self,
        py: Python<'py>,
        a: &str,
        b: &str,
        outcome: Option<&str>,
    ) -> PyResult<Bound<'py, PyDict>> {
        self.two(py, a, b)?;
        let main = comparison::main_outcome(self.0.data());
        let outcome = outcome.map(str::to_owned).or(main);
        let outcome =
            outcome.ok_or_else(|| failures::refused(py, "these results have no outcome that can be compared"))?;
        let found = self.0.difference(a, b, &outcome).ok_or_else(|| {
            let all = self.0.outcomes().join(", ");
            failures::unknown(py, &format!("there is no outcome `{outcome}`; there are {all}"))
        })?;
        let sentence = comparison::sentence(&found, &Metric::of(&self.0.data().facts, &outcome), (a, b));
        told(py, &found, sentence)
    }

    /// What the runs say to the scenario's hypotheses: what was expected, the verdict, the evidence.
    fn hypotheses(&self) -> Vec<(String, String, String)> {
        let tested = self.0.hypotheses();
        tested.iter().map(|one| (one.title(), one.verdict().name().to_owned(), one.evidence())).collect()
    }

    /// Why somebody expressed something in a run: in words, and as JSON.
    fn why(
        &self,
        py: Python<'_>,
        run: u64,
        agent: String,
        at: Option<String>,
        expression: Option<String>,
    ) -> PyResult<(String, String)> {
        let again = self.0.again(run).map_err(|error| failures::of(py, &error))?;
        let asked = why::Asked { agent, at, expression };
        let told = py.detach(|| why::told(&asked, &again));
        told.map_err(|failure| failures::unknown(py, failure.message()))
    }
}

fn told<'py>(py: Python<'py>, found: &Comparison, sentence: String) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("outcome", &found.metric)?;
    dict.set_item("n", found.n)?;
    dict.set_item("mean_a", found.a.mean)?;
    dict.set_item("mean_b", found.b.mean)?;
    dict.set_item("difference", found.difference)?;
    dict.set_item("interval", found.interval)?;
    dict.set_item("level", catching::experiment::statistics::LEVEL)?;
    dict.set_item("p", found.test.p)?;
    dict.set_item("finding", found.finding().name())?;
    dict.set_item("sentence", sentence)?;
    Ok(dict)
}
