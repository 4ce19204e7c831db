//! What fits what was observed.

use super::table::Table;
use super::{failures, tables};
use catching::fit::choice::{choose, kept};
use catching::fit::{Fit as Found, LEVEL};
use catching::output::chart::{Look, Theme};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::sync::Arc;

#[pyclass(frozen, module = "catching._native")]
pub struct Fit(Arc<Found>);

impl Fit {
    pub fn new(found: Found) -> Self {
        Self(Arc::new(found))
    }
}

#[pymethods]
impl Fit {
    #[getter]
    fn name(&self) -> String {
        self.0.name.clone()
    }

    /// What may be said, sentence by sentence.
    fn sentences(&self) -> Vec<String> {
        self.0.sentences()
    }

    /// What was found out about each key.
    fn parameters<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let one = |(prior, found): (&catching::fit::prior::Prior, &catching::fit::Parameter)| {
            let dict = PyDict::new(py);
            dict.set_item("key", &prior.key)?;
            dict.set_item("unit", &prior.unit)?;
            dict.set_item("median", found.median)?;
            dict.set_item("interval", found.interval)?;
            dict.set_item("level", LEVEL)?;
            dict.set_item("width_of_prior", found.width)?;
            dict.set_item("covered", found.check.covered)?;
            dict.set_item("holds", found.check.holds)?;
            Ok(dict)
        };
        self.0.priors.iter().zip(&self.0.parameters).map(one).collect()
    }

    /// The text of a table: `parameters`, `draws`, `predictions`, or `rounds` where there were any.
    fn csv(&self, py: Python<'_>, name: &str) -> PyResult<String> {
        match name {
            "parameters" => Ok(self.0.parameters_csv()),
            "draws" => Ok(self.0.draws_csv()),
            "predictions" => Ok(self.0.predictions_csv()),
            "rounds" => self
                .0
                .rounds_csv()
                .ok_or_else(|| failures::unknown(py, "there are no rounds: the fit was not refined (`refine=True`)")),
            _ => Err(failures::unknown(
                py,
                &format!("there is no table `{name}`; there are parameters, draws, predictions, rounds"),
            )),
        }
    }

    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        tables::of_csv(&self.csv(py, name)?).map_err(|error| failures::failed(py, &error.to_string()))
    }

    /// `posterior` or `prediction`: picture, numbers, caption, and what to read in its place.
    fn figure(&self, py: Python<'_>, name: &str, look: &str) -> PyResult<(String, String, String, String)> {
        let theme = Theme::named(look).ok_or_else(|| failures::unknown(py, &format!("there is no look `{look}`")))?;
        let figure = match name {
            "posterior" => self.0.posterior_figure(&Look::of(theme)),
            "prediction" => self.0.prediction_figure(&Look::of(theme)),
            _ => {
                return Err(failures::unknown(
                    py,
                    &format!("there is no chart `{name}` of a fit; there are posterior, prediction"),
                ));
            }
        };
        Ok((figure.svg, figure.table.csv().to_owned(), figure.caption, figure.alt))
    }

    /// Which of two scenarios what was observed speaks for: the share of the nearest runs that are this one's, how often such a
    /// verdict is wrong near the data, and the sentence.
    fn choose(&self, py: Python<'_>, other: &Self, names: (String, String)) -> PyResult<(f64, f64, String)> {
        if self.0.statistics != other.0.statistics {
            return Err(failures::refused(py, "the two fits are of other observations: fit both to the same ones"));
        }
        let target: Vec<f64> = self.0.statistics.iter().map(|statistic| statistic.target).collect();
        let keep = kept(&self.0.table, &other.0.table);
        let choice = py.detach(|| choose(&self.0.table, &other.0.table, &target, keep));
        Ok((choice.first, choice.wrong, choice.sentence((&names.0, &names.1))))
    }
}
