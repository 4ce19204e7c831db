//! `datapackage.json`: what every column of every table is, its type and its unit, as a Frictionless Data Package
//! (<https://datapackage.org>), so that other programs need not guess.

mod figures;
mod outcomes;
mod tables;

use super::folder::FolderError;
use super::folder::inputs;
use super::folder::{DATAPACKAGE, FIGURES};
use super::tables::{Table, Varied};
use crate::output::comparison::COMPARISON;
use crate::output::folder::read_manifest;
use crate::output::hypotheses::HYPOTHESES;
use crate::output::tables::SENSITIVITY;
use crate::results::manifest::{Details, MANIFEST, Manifest, sha256};
use serde::Serialize;
use serde_json::Value;
use std::fs;
use std::io;
use std::path::Path;

/// The form of the file.
const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";
/// Larger tables have no hash: that would take longer than drawing the charts.
const HASHED: u64 = 1 << 25;

/// The type of a column, as a Table Schema calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// Words.
    String,
    /// `true` or `false`.
    Boolean,
    /// Whatever there is.
    Any,
}

/// In what a column is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// It is no quantity, or one of another unit in each row.
    None,
    /// The unit of time of the tables.
    Time,
    /// This one; "1" for a share or another number without a unit.
    Of(&'static str),
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: Type,
    /// What it is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// In what it is counted.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What it can be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constraints: Option<Constraints>,
}

/// What a value can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Constraints {
    /// One of these.
    #[serde(rename = "enum")]
    pub words: &'static [&'static str],
}

/// What is said of a column in the code: its name, type, unit and meaning.
pub(crate) type Said = (&'static str, Type, Unit, &'static str);

/// What the tables of a folder have in common.
#[derive(Clone, Debug, Default)]
struct Subject {
    name: String,
    title: String,
    time: String,
    expressions: Vec<String>,
    varied: Vec<Varied>,
    /// Which runs have events, people and ties.
    details: Details,
    /// The files that the scenario reads, as they are kept.
    inputs: Vec<String>,
}

#[derive(Serialize)]
struct Package {
    #[serde(rename = "$schema")]
    schema: &'static str,
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    description: &'static str,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Resource {
    name: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    profile: &'static str,
    path: String,
    description: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    format: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    mediatype: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<Schema>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Column>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    primary_key: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<Value>,
}

/// Writes the description of all tables that are in a folder, whole or not at all.
///
/// # Errors
/// When the folder cannot be read or written.
pub fn keep(folder: &Path) -> io::Result<()> {
    let subject = Subject::of(folder);
    let package = package(folder, &subject)?;
    let text = serde_json::to_string_pretty(&package).map_err(io::Error::other)? + "\n";
    super::tables::keep(folder, DATAPACKAGE, text.as_bytes()).map(|_| ())
}

impl Subject {
    /// What a folder's manifest says; of a comparison of two folders, which has none, nothing.
    fn of(folder: &Path) -> Self {
        match read_manifest(folder) {
            Ok(manifest) => Self::from(&manifest),
            // The run that was replayed is of the folder around it.
            Err(FolderError::Foreign(_)) => folder
                .parent()
                .filter(|around| around.join(MANIFEST).is_file() && folder.join(Table::Runs.file()).is_file())
                .and_then(|around| read_manifest(around).ok())
                // Its tables hold all of that one run.
                .map(|manifest| Self { details: Details::default(), ..Self::from(&manifest) })
                .unwrap_or_default(),
            Err(_) => Self::default(),
        }
    }
}

impl From<&Manifest> for Subject {
    fn from(manifest: &Manifest) -> Self {
        Self {
            name: manifest.scenario.name.clone(),
            title: manifest.scenario.title.clone(),
            time: manifest.time_unit.clone(),
            expressions: outcomes::expressions(&manifest.metrics),
            varied: manifest.varied_columns(),
            details: manifest.details.clone(),
            inputs: inputs::local_names(manifest.inputs.iter().map(|input| input.file.as_str())),
        }
    }
}

fn package(folder: &Path, subject: &Subject) -> io::Result<Package> {
    let own = Table::ALL.map(Table::file).into_iter().chain([SENSITIVITY, COMPARISON, HYPOTHESES].map(str::to_owned));
    let mut resources = Vec::new();
    for path in own.filter(|file| folder.join(file).is_file()) {
        let name = path.trim_end_matches(".csv").to_owned();
        let columns =
            header(&folder.join(&path))?.iter().map(|column| tables::column(&name, column, subject)).collect();
        let (description, primary, foreign) = tables::about(&name, folder, &subject.details);
        resources.push(resource(folder, name, path, description, (columns, primary, foreign))?);
    }
    for name in figures_in(folder) {
        let path = format!("{FIGURES}/{name}.csv");
        let (description, columns) = figures::describe(&name, &folder.join(&path), subject)?;
        let name = format!("figure-{}", slug(&name));
        resources.push(resource(folder, name, path, description, (columns, Vec::new(), Vec::new()))?);
    }
    for (number, path) in subject.inputs.iter().enumerate().filter(|(_, path)| folder.join(path).is_file()) {
        resources.push(input(folder, number, path)?);
    }
    let name = if subject.name.is_empty() { "comparison".to_owned() } else { slug(&subject.name) };
    Ok(Package {
        schema: PROFILE,
        name,
        title: subject.title.clone(),
        description: "Results of an agent-based simulation of emotional contagion (catching). An empty field is a missing \
            value: something that does not apply, or did not happen.",
        resources,
    })
}

type Described = (Vec<Column>, Vec<&'static str>, Vec<Value>);

fn resource(
    folder: &Path,
    name: String,
    path: String,
    description: String,
    (fields, primary_key, foreign_keys): Described,
) -> io::Result<Resource> {
    let (bytes, hash) = known(&folder.join(&path))?;
    Ok(Resource {
        name,
        kind: Some("table"),
        profile: "tabular-data-resource",
        path,
        description,
        format: "csv".to_owned(),
        mediatype: Some("text/csv"),
        encoding: Some("utf-8"),
        bytes,
        hash,
        schema: Some(Schema { fields, missing_values: [""], primary_key, foreign_keys }),
    })
}

/// A file that the scenario reads, as somebody else wrote it: a network, people, points.
fn input(folder: &Path, number: usize, path: &str) -> io::Result<Resource> {
    let (bytes, hash) = known(&folder.join(path))?;
    let file = Path::new(path);
    let name = slug(&file.file_stem().unwrap_or_default().to_string_lossy());
    let format = file.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    Ok(Resource {
        name: format!("input-{number}-{name}"),
        kind: None,
        profile: "data-resource",
        path: path.to_owned(),
        description: "a file that the scenario reads (scenario.toml says what for), kept as it was".to_owned(),
        format,
        mediatype: None,
        encoding: None,
        bytes,
        hash,
        schema: None,
    })
}

/// The size of a file and, unless it is very large, the hash of its content.
fn known(file: &Path) -> io::Result<(u64, Option<String>)> {
    let bytes = fs::metadata(file)?.len();
    let hash = if bytes <= HASHED { Some(format!("sha256:{}", sha256(&fs::read(file)?))) } else { None };
    Ok((bytes, hash))
}

/// The names of the columns of a CSV file.
fn header(path: &Path) -> io::Result<Vec<String>> {
    let mut reader = csv::Reader::from_path(path)?;
    Ok(reader.headers()?.iter().map(str::to_owned).collect())
}

/// The charts whose numbers are there.
fn figures_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join(FIGURES)).into_iter().flatten().flatten();
    let name = |entry: fs::DirEntry| entry.file_name().to_str()?.strip_suffix(".csv").map(str::to_owned);
    let mut names: Vec<String> = entries.filter_map(name).collect();
    names.sort();
    names
}

/// A name as a package may have it: small letters, digits, `.`, `_`, `-`.
fn slug(name: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c.to_ascii_lowercase() } else { '-' };
    let slug: String = name.chars().map(letter).collect();
    if slug.trim_matches('-').is_empty() { "results".to_owned() } else { slug }
}

/// A column as it is said to be.
fn said(name: &str, (_, kind, unit, about): &Said, time: &str) -> Column {
    let unit = match unit {
        Unit::None => String::new(),
        Unit::Time => time.to_owned(),
        Unit::Of(unit) => (*unit).to_owned(),
    };
    Column { name: name.to_owned(), kind: *kind, description: (*about).to_owned(), unit, constraints: None }
}

/// A column of which nothing is known but its name.
fn unknown(name: &str) -> Column {
    let (name, description, unit) = (name.to_owned(), String::new(), String::new());
    Column { name, kind: Type::Any, description, unit, constraints: None }
}
