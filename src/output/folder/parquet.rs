//! The tables of a folder as Parquet too, with a type for each column: for programs that read columns, and large tables.

use super::{FolderError, Rows};
use crate::output::comparison::COMPARISON;
use crate::output::hypotheses::HYPOTHESES;
use crate::output::tables::{SENSITIVITY, Table, draft};
use crate::results::manifest::Manifest;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Columns of whole numbers.
const WHOLE: [&str; 11] =
    ["run_id", "point", "replicate", "seed", "n", "n_a", "n_b", "base_samples", "walks", "replicates", "hypothesis"];

/// Columns of words beside those of [`super::frame::WORDS`]: of tables that nobody reads back.
const WORDS: [&str; 23] = [
    "interval",
    "stopped",
    "a",
    "b",
    "design",
    "ci_kind",
    "test",
    "second_test",
    "effect_kind",
    "p_b_above_kind",
    "finding",
    "outcome",
    "parameter",
    "value_unit",
    "low_value",
    "high_value",
    "name",
    "expect",
    "at",
    "verdict",
    "agent",
    "arm",
    "metric",
];

/// Rows that are written together, and wait in memory until then.
const GROUP: usize = 1 << 16;

/// Why a table was not written.
#[derive(Debug, thiserror::Error)]
pub enum ParquetProblem {
    /// The table itself cannot be read.
    #[error(transparent)]
    Read(#[from] FolderError),
    /// It cannot be written.
    #[error(transparent)]
    Write(#[from] io::Error),
}

impl From<ParquetError> for ParquetProblem {
    fn from(error: ParquetError) -> Self {
        Self::Write(match error {
            ParquetError::External(cause) => cause.downcast().map_or_else(io::Error::other, |cause| *cause),
            other => io::Error::other(other),
        })
    }
}

/// The tables that a folder may have.
pub(super) fn tables() -> impl Iterator<Item = String> {
    Table::ALL.into_iter().map(Table::file).chain([SENSITIVITY, COMPARISON, HYPOTHESES].map(str::to_owned))
}

/// The names of the files that there may be.
pub fn names() -> impl Iterator<Item = String> {
    tables().map(|table| of(Path::new(&table)).to_string_lossy().into_owned())
}

fn of(table: &Path) -> PathBuf {
    table.with_extension("parquet")
}

/// Writes every table of a folder again as Parquet, each whole or not at all, and says which files these are.
///
/// # Errors
/// When a table is damaged, or the disk is full.
pub fn write(folder: &Path, manifest: Option<&Manifest>) -> Result<Vec<PathBuf>, ParquetProblem> {
    let words = manifest.map(in_words).unwrap_or_default();
    let tables = tables().map(|table| folder.join(table)).filter(|path| path.is_file());
    tables.map(|table| one(&table, folder, &words)).collect()
}

/// The varied keys whose values are not all numbers.
fn in_words(manifest: &Manifest) -> Vec<String> {
    if manifest.varied_units.is_some() {
        let words = manifest.varied_columns().into_iter().filter(|varied| varied.unit.is_none());
        return words.map(|varied| varied.key).collect();
    }
    let number = |value: &str| value.is_empty() || value.parse::<f64>().is_ok();
    let values = manifest.points.iter().flat_map(|point| &point.varied);
    let mut keys: Vec<String> = values.filter(|(_, value)| !number(value)).map(|(key, _)| key.clone()).collect();
    keys.dedup();
    keys
}

fn one(table: &Path, folder: &Path, words: &[String]) -> Result<PathBuf, ParquetProblem> {
    let mut rows = Rows::open(table)?;
    let mut columns: Vec<Column> = rows.names().iter().map(|name| Column::new(name, words)).collect();
    let mut file = draft(folder)?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = SerializedFileWriter::new(&mut file, schema(rows.names(), &columns)?, Arc::new(properties))?;
    loop {
        let mut count = 0;
        while count < GROUP && rows.go_on()? {
            columns.iter_mut().enumerate().try_for_each(|(place, column)| column.take(&rows, place))?;
            count += 1;
        }
        if count == 0 {
            break;
        }
        put_down(&mut writer, &mut columns)?;
    }
    writer.close()?;
    let path = of(table);
    file.persist(&path).map_err(|error| error.error)?;
    Ok(path)
}

fn schema(names: &[String], columns: &[Column]) -> Result<Arc<Type>, ParquetError> {
    let field = |(name, column): (&String, &Column)| {
        let (physical, logical) = match column.values {
            Values::Whole(_) => (Physical::INT64, None),
            Values::Numbers(_) => (Physical::DOUBLE, None),
            Values::Words(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        builder.with_logical_type(logical).build().map(Arc::new)
    };
    let fields = names.iter().zip(columns).map(field).collect::<Result<Vec<_>, _>>()?;
    Type::group_type_builder("table").with_fields(fields).build().map(Arc::new)
}

fn put_down<W: Write + Send>(
    writer: &mut SerializedFileWriter<W>,
    columns: &mut [Column],
) -> Result<(), ParquetProblem> {
    let mut group = writer.next_row_group()?;
    for Column { values, there } in columns {
        let mut column = group.next_column()?.ok_or_else(|| io::Error::other("a column too many"))?;
        match values {
            Values::Whole(values) => column.typed::<Int64Type>().write_batch(values, Some(there), None)?,
            Values::Numbers(values) => column.typed::<DoubleType>().write_batch(values, Some(there), None)?,
            Values::Words(values) => column.typed::<ByteArrayType>().write_batch(values, Some(there), None)?,
        };
        column.close()?;
        values.clear();
        there.clear();
    }
    group.close()?;
    Ok(())
}

/// A column of the rows that wait.
struct Column {
    /// The values that are there.
    values: Values,
    /// Of each row, 1 where there is a value.
    there: Vec<i16>,
}

enum Values {
    Whole(Vec<i64>),
    Numbers(Vec<f64>),
    Words(Vec<ByteArray>),
}

impl Column {
    fn new(name: &str, words: &[String]) -> Self {
        let values = match name {
            _ if words.iter().any(|word| word == name) => Values::Words(Vec::new()),
            _ if WHOLE.contains(&name) => Values::Whole(Vec::new()),
            _ if WORDS.contains(&name) || super::frame::WORDS.contains(&name) => Values::Words(Vec::new()),
            _ => Values::Numbers(Vec::new()),
        };
        Self { values, there: Vec::new() }
    }

    fn take(&mut self, rows: &Rows, place: usize) -> Result<(), FolderError> {
        let there = !rows.word(place).is_empty();
        self.there.push(i16::from(there));
        if there {
            match &mut self.values {
                Values::Whole(values) => values.push(rows.whole(place)?),
                Values::Numbers(values) => values.push(rows.number(place)?),
                Values::Words(values) => values.push(rows.word(place).into()),
            }
        }
        Ok(())
    }
}

impl Values {
    fn clear(&mut self) {
        match self {
            Self::Whole(values) => values.clear(),
            Self::Numbers(values) => values.clear(),
            Self::Words(values) => values.clear(),
        }
    }
}
