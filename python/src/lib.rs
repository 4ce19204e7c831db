//! What the Python package `catching` calls: the door of the library, tables as Arrow, and the command line. The package's own Python
//! turns what people have (graphs, frames, dicts) into what this takes; nothing here knows of any Python library.

mod failures;
mod fit;
mod results;
mod study;
mod table;
mod tables;
mod values;
mod waiting;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    use super::*;

    #[pymodule_export]
    use super::fit::Fit;
    #[pymodule_export]
    use super::results::Results;
    #[pymodule_export]
    use super::study::Study;
    #[pymodule_export]
    use super::table::Table;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }

    /// The command line: takes the arguments after the program's name, prints, and gives the exit code.
    #[pyfunction]
    fn program(py: Python<'_>, arguments: Vec<std::ffi::OsString>) -> u8 {
        py.detach(|| catching::cli::program(std::iter::once("catching".into()).chain(arguments)))
    }

    /// The scenarios that come with the program: name, title, question.
    #[pyfunction]
    fn scenarios() -> Vec<(&'static str, String, String)> {
        let read = |shipped: &catching::scenario::Shipped| {
            let told = catching::study::Study::shipped(shipped.name);
            told.map(|study| (shipped.name, study.scenario().title.clone(), study.scenario().question.clone())).ok()
        };
        catching::scenario::LIBRARY.iter().filter_map(read).collect()
    }

    /// A dict as the text of a scenario.
    #[pyfunction]
    fn toml_text(scenario: &Bound<'_, PyAny>) -> PyResult<String> {
        let value = super::values::toml_of("", scenario)?;
        toml::to_string(&value).map_err(|error| super::failures::refused(scenario.py(), &error.to_string()))
    }
}
