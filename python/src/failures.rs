//! Rust's errors as the exceptions of `catching.errors`, with the same text and place.

use catching::scenario::{Diagnostics, Severity};
use catching::study::StudyError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// The exception of this name, with this text and, for a scenario, its mistakes one by one.
fn raised(py: Python<'_>, class: &str, text: &str, errors: Option<Bound<'_, PyList>>) -> PyErr {
    let made = py.import("catching.errors").and_then(|module| module.getattr(class)).and_then(|class| match errors {
        Some(errors) => class.call1((text, errors)),
        None => class.call1((text,)),
    });
    made.map_or_else(|error| error, PyErr::from_value)
}

/// What was asked for does not go together.
pub(crate) fn refused(py: Python<'_>, text: &str) -> PyErr {
    raised(py, "RefusedError", text, None)
}

/// There is no such thing.
pub(crate) fn unknown(py: Python<'_>, text: &str) -> PyErr {
    raised(py, "UnknownError", text, None)
}

/// A run or a result failed.
pub(crate) fn failed(py: Python<'_>, text: &str) -> PyErr {
    raised(py, "RunError", text, None)
}

/// An error of the door.
pub(crate) fn of(py: Python<'_>, error: &StudyError) -> PyErr {
    match error {
        StudyError::Scenario(diagnostics) => match listed(py, diagnostics) {
            Ok(errors) => raised(py, "ScenarioError", diagnostics.render(false).trim_end(), Some(errors)),
            Err(error) => error,
        },
        StudyError::Unknown(text) => unknown(py, text),
        StudyError::Refused(text) => refused(py, text),
        other => failed(py, &other.to_string()),
    }
}

fn listed<'py>(py: Python<'py>, diagnostics: &Diagnostics) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for diagnostic in diagnostics.iter() {
        let place = diagnostics.place(diagnostic);
        // `file:line:column`; a file's name may have colons of its own.
        let mut parts = place.rsplitn(3, ':');
        let (column, line) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let entry = PyDict::new(py);
        entry.set_item("file", parts.next().unwrap_or_default())?;
        entry.set_item("line", line.parse::<usize>().unwrap_or(1))?;
        entry.set_item("column", column.parse::<usize>().unwrap_or(1))?;
        entry.set_item("severity", word(diagnostic.severity))?;
        entry.set_item("message", &diagnostic.message)?;
        entry.set_item("advice", &diagnostic.advice)?;
        list.append(entry)?;
    }
    Ok(list)
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
