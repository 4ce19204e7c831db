//! What a generator may be told, and what is wrong with what it was told.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A value as a scenario gives it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Param {
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// Any number.
    Number(f64),
    /// Text.
    Text(String),
    /// A list; a matrix is a list of lists.
    List(Vec<Param>),
}

impl Param {
    /// Reads a value as a scenario file writes it; what is not a TOML value is text (`view=neighbours`).
    pub fn parse(text: &str) -> Self {
        toml::from_str::<BTreeMap<String, Self>>(&format!("value = {text}"))
            .ok()
            .and_then(|mut table| table.remove("value"))
            .unwrap_or_else(|| Self::Text(text.to_owned()))
    }

    /// As a whole number, if it is one.
    pub fn as_count(&self) -> Option<i64> {
        match *self {
            Self::Integer(i) => Some(i),
            Self::Number(x) if x.fract() == 0.0 && x.abs() < 1e15 => Some(x as i64),
            _ => None,
        }
    }

    /// As a number, if it is one.
    pub fn as_real(&self) -> Option<f64> {
        match *self {
            Self::Integer(i) => Some(i as f64),
            Self::Number(x) => Some(x),
            _ => None,
        }
    }

    /// As a list, if it is one.
    pub fn as_list(&self) -> Option<&[Self]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }
}

impl fmt::Display for Param {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(x) => write!(f, "{x}"),
            Self::Integer(x) => write!(f, "{x}"),
            Self::Number(x) => write!(f, "{x:?}"),
            Self::Text(x) => write!(f, "{x:?}"),
            Self::List(list) => {
                let items: Vec<_> = list.iter().map(Self::to_string).collect();
                write!(f, "[{}]", items.join(", "))
            }
        }
    }
}

macro_rules! param_from {
    ($($from:ty => $variant:ident),*) => { $(
        impl From<$from> for Param {
            fn from(value: $from) -> Self { Self::$variant(value.into()) }
        }
    )* };
}
param_from!(bool => Flag, i64 => Integer, i32 => Integer, u32 => Integer, f64 => Number, &str => Text, String => Text);

impl<T: Into<Param>> From<Vec<T>> for Param {
    fn from(list: Vec<T>) -> Self {
        Self::List(list.into_iter().map(Into::into).collect())
    }
}

/// What kind of value a parameter takes, with the range that is always needed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ParameterKind {
    /// A whole number, at least this.
    Count(u64),
    /// A number in 0..1.
    Share,
    /// A number from the first to the second.
    Real(f64, f64),
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of whole numbers, each at least this.
    Counts(u64),
    /// A symmetric square matrix of numbers in 0..1.
    Matrix,
}

impl fmt::Display for ParameterKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(min) => write!(f, "a whole number, {min} or more"),
            Self::Share => write!(f, "a number from 0 to 1"),
            Self::Real(min, max) if max.is_infinite() => write!(f, "a number, {min} or more"),
            Self::Real(min, max) => write!(f, "a number from {min} to {max}"),
            Self::Flag => write!(f, "true or false"),
            Self::Choice(words) => {
                let quoted: Vec<_> = words.iter().map(|w| format!("\"{w}\"")).collect();
                write!(f, "{}", quoted.join(" or "))
            }
            Self::Counts(min) => write!(f, "a list of whole numbers, {min} or more each"),
            Self::Matrix => {
                write!(f, "a square list of lists of numbers from 0 to 1, the same above and below its diagonal")
            }
        }
    }
}

/// Whether a parameter must be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Required,
    /// It need not: this is taken (as a scenario file would write it).
    Default(&'static str),
    /// It is one of several ways to say the same; the generator's `check` knows which are missing or too many.
    Alternative,
}

/// One parameter of a generator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// Its key in a scenario: NetworkX's name.
    pub name: &'static str,
    /// What it takes.
    pub kind: ParameterKind,
    /// Whether it must be given.
    pub need: Need,
    /// What it is, with its unit.
    pub doc: &'static str,
}

impl Parameter {
    /// A parameter that must be given.
    pub const fn new(name: &'static str, kind: ParameterKind, doc: &'static str) -> Self {
        Self { name, kind, need: Need::Required, doc }
    }

    /// The same with a default, as a scenario file would write it.
    pub const fn or(self, default: &'static str) -> Self {
        Self { need: Need::Default(default), ..self }
    }

    /// The same as one of several ways to say something.
    pub const fn alternative(self) -> Self {
        Self { need: Need::Alternative, ..self }
    }

    /// Number of people: the parameter that most generators have.
    pub const fn people(min: u64) -> Self {
        Self::new("n", ParameterKind::Count(min), "number of people")
    }
}

/// The values a generator is built from; checked, so that its answers need no second look.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    parameters: &'static [Parameter],
    values: &'a BTreeMap<String, Param>,
}

impl<'a> Given<'a> {
    pub(super) fn new(parameters: &'static [Parameter], values: &'a BTreeMap<String, Param>) -> Self {
        Self { parameters, values }
    }

    /// Whether it was given.
    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// The value given, or the default.
    fn value(&self, name: &str) -> Option<Param> {
        self.values.get(name).cloned().or_else(|| {
            let parameter = self.parameters.iter().find(|p| p.name == name)?;
            if let Need::Default(text) = parameter.need { Some(Param::parse(text)) } else { None }
        })
    }

    /// A whole number; 0 when it was not given.
    pub fn count(&self, name: &str) -> usize {
        self.value(name).and_then(|v| v.as_count()).unwrap_or(0) as usize
    }

    /// A number; 0 when it was not given.
    pub fn real(&self, name: &str) -> f64 {
        self.value(name).and_then(|v| v.as_real()).unwrap_or(0.0)
    }

    /// `true` or `false`.
    pub fn flag(&self, name: &str) -> bool {
        self.value(name) == Some(Param::Flag(true))
    }

    /// A word.
    pub fn text(&self, name: &str) -> String {
        if let Some(Param::Text(text)) = self.value(name) { text } else { String::new() }
    }

    /// A list of whole numbers.
    pub fn counts(&self, name: &str) -> Vec<usize> {
        let list = self.value(name);
        let items = list.as_ref().and_then(Param::as_list).unwrap_or_default();
        items.iter().map(|v| v.as_count().unwrap_or(0) as usize).collect()
    }

    /// A matrix.
    pub fn matrix(&self, name: &str) -> Vec<Vec<f64>> {
        let list = self.value(name);
        let rows = list.as_ref().and_then(Param::as_list).unwrap_or_default();
        rows.iter().map(|row| row.as_list().unwrap_or_default().iter().filter_map(Param::as_real).collect()).collect()
    }
}

/// What is wrong with a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No generator has this name.
    UnknownGenerator,
    /// The generator has no such parameter.
    UnknownParameter,
    /// It must be given.
    Missing,
    /// It is not the kind of value that is needed.
    WrongType,
    /// Its value cannot work.
    OutOfRange,
    /// It contradicts another parameter.
    Conflict,
    /// The network would not fit in memory.
    TooLarge,
}

/// A parameter that cannot be used, and what would work instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterProblem {
    /// The key at fault (`generator` when it is the name of the generator); for a missing one, the key to add.
    pub parameter: String,
    /// What is wrong.
    pub problem: Problem,
    /// The same in words, without the key's place.
    pub message: String,
    /// What would work: a range, or the nearest name.
    pub help: Option<String>,
}

impl ParameterProblem {
    pub(super) fn new(parameter: &str, problem: Problem, message: impl Into<String>) -> Self {
        Self { parameter: parameter.to_owned(), problem, message: message.into(), help: None }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// A value that cannot work and the range that would.
    pub(super) fn range(parameter: &str, value: impl fmt::Display, would: impl Into<String>) -> Self {
        Self::new(parameter, Problem::OutOfRange, format!("`{parameter} = {value}` cannot work")).help(would)
    }
}

impl fmt::Display for ParameterProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        self.help.iter().try_for_each(|help| write!(f, "; {help}"))
    }
}

/// Checks each value by itself: known name, right type, possible range; and that nothing required is missing.
pub(super) fn check_each(
    generator: &str,
    parameters: &'static [Parameter],
    values: &BTreeMap<String, Param>,
) -> Vec<ParameterProblem> {
    let mut problems = Vec::new();
    for (name, value) in values {
        match parameters.iter().find(|p| p.name == name) {
            None => problems.push(unknown(generator, parameters, name)),
            Some(parameter) => problems.extend(check_one(parameter, value)),
        }
    }
    for parameter in parameters.iter().filter(|p| p.need == Need::Required && !values.contains_key(p.name)) {
        let message = format!("`{generator}` needs `{}`: {}", parameter.name, parameter.doc);
        problems
            .push(ParameterProblem::new(parameter.name, Problem::Missing, message).help(parameter.kind.to_string()));
    }
    problems
}

fn unknown(generator: &str, parameters: &[Parameter], name: &str) -> ParameterProblem {
    let message = format!("`{generator}` has no parameter `{name}`");
    let problem = ParameterProblem::new(name, Problem::UnknownParameter, message);
    match nearest(name, parameters.iter().map(|p| p.name)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None if parameters.is_empty() => problem.help("it takes none but `seed`"),
        None => problem.help(format!("it takes {}", listed(parameters.iter().map(|p| p.name)))),
    }
}

pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")
}

/// The known name that was probably meant.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .filter(|_| name.len() <= 200) // nothing is like a word of megabytes
        .map(|k| (strsim::jaro_winkler(name, k), k))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, k)| k)
}

fn check_one(parameter: &Parameter, value: &Param) -> Option<ParameterProblem> {
    let name = parameter.name;
    let too_large = matches!(parameter.kind, ParameterKind::Count(_)) && whole(value).is_some_and(|x| x > MOST);
    let would = if too_large {
        format!("it takes a whole number, at most {MOST}")
    } else {
        format!("it takes {}", parameter.kind)
    };
    let wrong = || {
        let message = format!("`{name}` cannot be {value}");
        Some(ParameterProblem::new(name, Problem::WrongType, message).help(would.clone()))
    };
    match fits(parameter.kind, value) {
        Fit::Yes => None,
        Fit::WrongType => wrong(),
        Fit::OutOfRange => Some(ParameterProblem::range(name, value, would)),
    }
}

/// The largest count.
const MOST: f64 = 4_294_967_294.0;

/// A whole number, however large.
fn whole(value: &Param) -> Option<f64> {
    let large = || value.as_real().filter(|x| x.abs() >= 1e15 && x.is_finite());
    value.as_count().map(|count| count as f64).or_else(large)
}

enum Fit {
    Yes,
    WrongType,
    OutOfRange,
}

fn fits(kind: ParameterKind, value: &Param) -> Fit {
    let within = |x: Option<f64>, min: f64, max: f64| match x {
        None => Fit::WrongType,
        Some(x) if x >= min && x <= max && x.is_finite() => Fit::Yes,
        Some(_) => Fit::OutOfRange,
    };
    match (kind, value) {
        (ParameterKind::Count(min), v) => within(whole(v), min as f64, MOST),
        (ParameterKind::Share, v) => within(v.as_real(), 0.0, 1.0),
        (ParameterKind::Real(min, max), v) => within(v.as_real(), min, max),
        (ParameterKind::Flag, Param::Flag(_)) => Fit::Yes,
        (ParameterKind::Choice(words), Param::Text(word)) if words.contains(&word.as_str()) => Fit::Yes,
        (ParameterKind::Choice(_), Param::Text(_)) => Fit::OutOfRange,
        (ParameterKind::Counts(min), Param::List(list)) => {
            worst(list.iter().map(|v| fits(ParameterKind::Count(min), v)))
        }
        (ParameterKind::Matrix, Param::List(rows)) => fits_matrix(rows),
        _ => Fit::WrongType,
    }
}

fn worst(all: impl Iterator<Item = Fit>) -> Fit {
    all.fold(Fit::Yes, |worst, one| match (worst, one) {
        (Fit::WrongType, _) | (_, Fit::WrongType) => Fit::WrongType,
        (Fit::OutOfRange, _) | (_, Fit::OutOfRange) => Fit::OutOfRange,
        _ => Fit::Yes,
    })
}

fn fits_matrix(rows: &[Param]) -> Fit {
    let Some(lists) = rows.iter().map(Param::as_list).collect::<Option<Vec<_>>>() else { return Fit::WrongType };
    if lists.iter().any(|row| row.len() != rows.len()) {
        return Fit::OutOfRange;
    }
    let symmetric = (0..rows.len()).all(|i| (0..i).all(|j| lists[i][j].as_real() == lists[j][i].as_real()));
    if !symmetric {
        return Fit::OutOfRange;
    }
    worst(lists.iter().flat_map(|row| row.iter()).map(|v| fits(ParameterKind::Share, v)))
}
