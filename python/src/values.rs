//! Python's values as those of a scenario.

use super::failures;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use toml::Value;

/// Deeper than any scenario.
const DEEPEST: usize = 32;

/// A value for the key of this name. Numbers of NumPy are numbers; None, NaN and other objects are refused.
pub(crate) fn toml_of(key: &str, value: &Bound<'_, PyAny>) -> PyResult<Value> {
    within(key, value, DEEPEST)
}

fn within(key: &str, value: &Bound<'_, PyAny>, depth: usize) -> PyResult<Value> {
    let py = value.py();
    let said = || if key.is_empty() { "the scenario".to_owned() } else { format!("`{key}`") };
    if depth == 0 {
        return Err(failures::refused(py, &format!("{} is nested more than {DEEPEST} deep", said())));
    }
    if value.is_instance_of::<PyBool>() {
        return Ok(Value::Boolean(value.extract()?));
    }
    if value.is_instance_of::<PyString>() {
        let text = value.extract::<String>();
        return text
            .map(Value::String)
            .map_err(|_| failures::refused(py, &format!("{} is no text that UTF-8 can write", said())));
    }
    if value.is_instance_of::<PyInt>() {
        let most = format!("{} is {value}: whole numbers lie between −2⁶³ and 2⁶³ − 1", said());
        return value.extract::<i64>().map(Value::Integer).map_err(|_| failures::refused(py, &most));
    }
    if value.is_instance_of::<PyFloat>() {
        let number: f64 = value.extract()?;
        if !number.is_finite() {
            return Err(failures::refused(py, &format!("{} is {value}: a scenario has finite numbers only", said())));
        }
        return Ok(Value::Float(number));
    }
    if let Ok(table) = value.cast::<PyDict>() {
        let entry = |(name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>)| {
            let name = name
                .extract::<String>()
                .map_err(|_| PyTypeError::new_err(format!("{} has the key {name:?}: keys are text", said())))?;
            let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
            Ok((name, within(&key, &value, depth - 1)?))
        };
        return Ok(Value::Table(table.iter().map(entry).collect::<PyResult<_>>()?));
    }
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        let items = value.try_iter()?.map(|item| within(key, &item?, depth - 1));
        return Ok(Value::Array(items.collect::<PyResult<_>>()?));
    }
    // Arrays and numbers of other libraries know themselves as Python's.
    for plain in ["item", "tolist"] {
        if let Ok(plain) = value.call_method0(plain)
            && !plain.get_type().is(value.get_type())
        {
            return within(key, &plain, depth - 1);
        }
    }
    let kind = value.get_type().name()?;
    Err(PyTypeError::new_err(format!(
        "{} cannot be a value of type {kind}: it takes a number, a text, True or False, a list or a dict",
        said()
    )))
}
