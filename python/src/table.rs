//! A table that pandas, polars, pyarrow and DuckDB take over without a copy (the PyCapsule interface of Arrow).

use super::failures;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    Array, ArrayRef, Float32Array, Float64Array, Int64Array, RecordBatch, RecordBatchIterator, StringArray, UInt64Array,
};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::sync::Arc;

/// A column: its name and values; what is missing is none (of numbers with a point: NaN).
pub enum Column {
    Whole(Vec<Option<i64>>),
    Seeds(Vec<u64>),
    Numbers(Vec<f64>),
    Short(Vec<f32>),
    Words(Vec<Option<String>>),
}

impl Column {
    fn array(self) -> ArrayRef {
        match self {
            Self::Whole(values) => Arc::new(Int64Array::from(values)),
            Self::Seeds(values) => Arc::new(UInt64Array::from(values)),
            Self::Numbers(values) if values.iter().any(|value| value.is_nan()) => Arc::new(
                values.into_iter().map(|value| Some(value).filter(|value| !value.is_nan())).collect::<Float64Array>(),
            ),
            Self::Numbers(values) => Arc::new(Float64Array::from(values)),
            Self::Short(values) if values.iter().any(|value| value.is_nan()) => Arc::new(
                values.into_iter().map(|value| Some(value).filter(|value| !value.is_nan())).collect::<Float32Array>(),
            ),
            Self::Short(values) => Arc::new(Float32Array::from(values)),
            Self::Words(values) => Arc::new(StringArray::from(values)),
        }
    }
}

#[pyclass(frozen, module = "catching")]
pub struct Table(RecordBatch);

impl Table {
    /// Of columns of one length.
    pub fn new(columns: Vec<(String, Column)>) -> Result<Self, ArrowError> {
        let (names, arrays): (Vec<_>, Vec<_>) =
            columns.into_iter().map(|(name, column)| (name, column.array())).unzip();
        let fields = names.iter().zip(&arrays).map(|(name, array)| Field::new(name, array.data_type().clone(), true));
        RecordBatch::try_new(Arc::new(Schema::new(fields.collect::<Vec<_>>())), arrays).map(Self)
    }

    fn values<'py>(&self, py: Python<'py>, place: usize) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let column = self.0.column(place);
        let one = |row: usize| -> PyResult<Bound<'py, PyAny>> {
            if column.is_null(row) {
                return Ok(py.None().into_bound(py));
            }
            let any = column.as_any();
            match column.data_type() {
                DataType::Int64 => any.downcast_ref::<Int64Array>().map(|a| a.value(row)).into_bound_py_any(py),
                DataType::UInt64 => any.downcast_ref::<UInt64Array>().map(|a| a.value(row)).into_bound_py_any(py),
                DataType::Float32 => any.downcast_ref::<Float32Array>().map(|a| a.value(row)).into_bound_py_any(py),
                DataType::Float64 => any.downcast_ref::<Float64Array>().map(|a| a.value(row)).into_bound_py_any(py),
                _ => any.downcast_ref::<StringArray>().map(|a| a.value(row)).into_bound_py_any(py),
            }
        };
        (0..self.0.num_rows()).map(one).collect()
    }
}

#[pymethods]
impl Table {
    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.0.schema_ref().fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    /// A column as a list.
    fn __getitem__<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let place = self.0.schema_ref().index_of(name).map_err(|_| {
            failures::unknown(py, &format!("there is no column `{name}`; there are {}", self.columns().join(", ")))
        })?;
        self.values(py, place)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.0.schema_ref().as_ref());
        let schema = schema.map_err(|error| failures::failed(py, &error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // Whoever asks for another schema converts what is given: the interface leaves it open.
        let _ = requested_schema;
        let reader = RecordBatchIterator::new([Ok(self.0.clone())], self.0.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
    }
}
