//! What a scenario says about its network: a generator with its parameters, or a file.

use super::generator::{self, Generator, Size};
use super::parameter::{Given, Param, ParameterProblem, Problem, check_each, listed, nearest};
use super::{Direction, Dropped, GENERATORS, Network, ReadError, Reading};
use crate::chance::{Chance, Stream, scope};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Which network. Every one that exists has been checked: [`build`](Self::build) refuses no parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct NetworkSpec {
    source: Source,
    seed: Option<u64>,
}

/// Where a network comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// One of the [`GENERATORS`] with its parameters, as given.
    Generated {
        /// Its name.
        generator: &'static str,
        /// Its parameters (defaults are not filled in).
        parameters: BTreeMap<String, Param>,
    },
    /// A file.
    File {
        /// Its path as written.
        path: String,
        /// Whether ties of an edge list are directed, where the file cannot say so itself.
        directed: Option<bool>,
        /// What was read from it, once it was.
        content: Content,
    },
}

/// What was read from a file; two specifications are equal whether or not their files have been read.
#[derive(Clone, Debug, Default)]
pub struct Content(Option<Arc<Network>>);

impl PartialEq for Content {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Why a network could not be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// The file has not been handed over.
    #[error("the network file `{0}` has not been read")]
    NotRead(String),
    /// Chance did not come up with such a network.
    #[error("no network like this was found in {tries} tries; {help}")]
    Unlucky {
        /// How often it was tried.
        tries: usize,
        /// What would be easier.
        help: String,
    },
}

/// A specification as TOML or JSON writes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Written {
    #[serde(skip_serializing_if = "Option::is_none")]
    generator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    directed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    #[serde(flatten)]
    parameters: BTreeMap<String, Param>,
}

impl TryFrom<Written> for NetworkSpec {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let all =
            |problems: Vec<ParameterProblem>| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        let spec = match (&written.generator, written.file) {
            (Some(generator), None) => Self::from_parameters(generator, &written.parameters).map_err(all)?,
            (None, Some(_)) if !written.parameters.is_empty() => {
                return Err(format!("a file takes no {}", listed(written.parameters.keys().map(String::as_str))));
            }
            (None, Some(path)) => Self::file(path, written.directed),
            _ => return Err("exactly one of `generator` and `file` is needed".to_owned()),
        };
        Ok(Self { seed: written.seed, ..spec })
    }
}

impl From<NetworkSpec> for Written {
    fn from(spec: NetworkSpec) -> Self {
        let (generator, file, directed, parameters) = match spec.source {
            Source::Generated { generator, parameters } => (Some(generator.to_owned()), None, None, parameters),
            Source::File { path, directed, .. } => (None, Some(path), directed, BTreeMap::new()),
        };
        Self { generator, file, directed, seed: spec.seed, parameters }
    }
}

impl NetworkSpec {
    /// Checks a generator's parameters (and the optional `seed`, which fixes the network for all replicates).
    ///
    /// # Errors
    /// Everything that is wrong with them, in one pass.
    pub fn from_parameters(
        generator: &str,
        parameters: &BTreeMap<String, Param>,
    ) -> Result<Self, Vec<ParameterProblem>> {
        let generator = find(generator).map_err(|problem| vec![problem])?;
        let mut parameters = parameters.clone();
        let seed = parameters.remove("seed");
        let mut problems = check(generator, &parameters);
        let seed = seed.map(|value| read_seed(&value)).transpose().unwrap_or_else(|problem| {
            problems.push(problem);
            None
        });
        if problems.is_empty() {
            Ok(Self { source: Source::Generated { generator: generator.name, parameters }, seed })
        } else {
            Err(problems)
        }
    }

    /// A generator with parameters known to be right, for code and tests.
    ///
    /// # Errors
    /// As [`from_parameters`](Self::from_parameters).
    pub fn generated<V: Into<Param>>(
        generator: &str,
        parameters: impl IntoIterator<Item = (&'static str, V)>,
    ) -> Result<Self, Vec<ParameterProblem>> {
        let parameters = parameters.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        Self::from_parameters(generator, &parameters)
    }

    /// A network from a file, which the caller opens and hands to [`load`](Self::load).
    pub fn file(path: impl Into<String>, directed: Option<bool>) -> Self {
        Self { source: Source::File { path: path.into(), directed, content: Content::default() }, seed: None }
    }

    /// Reads the bytes of the file; does nothing for a generated network.
    ///
    /// # Errors
    /// What is wrong with the file, and where.
    pub fn load(&mut self, bytes: &[u8]) -> Result<(Dropped, Vec<String>), ReadError> {
        let Source::File { path, directed, content } = &mut self.source else { return Ok(Default::default()) };
        let direction = directed.map(|d| if d { Direction::Directed } else { Direction::Undirected });
        let Reading { network, dropped, notes } = super::read(path, bytes, direction)?;
        content.0 = Some(Arc::new(network));
        Ok((dropped, notes))
    }

    /// Where it comes from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The path of its file, if it comes from one.
    pub fn path(&self) -> Option<&str> {
        if let Source::File { path, .. } = &self.source { Some(path) } else { None }
    }

    /// The seed that fixes it for all replicates.
    pub fn seed(&self) -> Option<u64> {
        self.seed
    }

    /// The same network for all replicates.
    #[must_use]
    pub fn with_seed(self, seed: Option<u64>) -> Self {
        Self { seed, ..self }
    }

    /// Whether each replicate draws a network of its own.
    pub fn is_random(&self) -> bool {
        self.seed.is_none() && matches!(self.source, Source::Generated { generator, .. } if is_drawn(generator))
    }

    /// How large it will be (its expectation, where chance decides); nothing before its file has been read.
    pub fn size(&self) -> Option<Size> {
        match &self.source {
            Source::Generated { generator, parameters } => {
                let generator = GENERATORS.iter().find(|g| g.name == *generator)?;
                Some((generator.size)(&Given::new(generator.parameters, parameters)))
            }
            Source::File { content, .. } => {
                content.0.as_ref().map(|n| Size { people: n.people() as f64, ties: n.ties() as f64 })
            }
        }
    }

    /// What was read from its file, if it comes from one that has been read.
    pub fn content(&self) -> Option<&Network> {
        if let Source::File { content, .. } = &self.source { content.0.as_deref() } else { None }
    }

    /// The smallest and the largest weight of the ties that were read from its file; none without weights.
    pub fn weights(&self) -> Option<(f32, f32)> {
        let network = self.content().filter(|network| network.is_weighted())?;
        let mut weights = (0..network.ties()).map(|tie| network.weight(tie));
        let first = weights.next()?;
        Some(weights.fold((first, first), |(least, most), weight| (least.min(weight), most.max(weight))))
    }

    /// Draws it, or hands out what was read.
    ///
    /// # Errors
    /// When its file has not been read or chance does not come up with such a network.
    pub fn build(&self, chance: Chance) -> Result<Network, NetworkError> {
        match &self.source {
            Source::Generated { generator, parameters } => self.draw(generator, parameters, chance),
            Source::File { path, content, .. } => {
                content.0.as_deref().cloned().ok_or_else(|| NetworkError::NotRead(path.clone()))
            }
        }
    }

    /// As [`build`](Self::build), without a copy of what was read.
    ///
    /// # Errors
    /// As [`build`](Self::build).
    pub fn shared(&self, chance: Chance) -> Result<Arc<Network>, NetworkError> {
        match &self.source {
            Source::File { content: Content(Some(network)), .. } => Ok(Arc::clone(network)),
            _ => self.build(chance).map(Arc::new),
        }
    }

    fn draw(&self, name: &str, parameters: &BTreeMap<String, Param>, chance: Chance) -> Result<Network, NetworkError> {
        let generator = GENERATORS.iter().find(|g| g.name == name).expect("a checked name");
        let chance = self.seed.map_or(chance, Chance::new);
        let mut dice = chance.draws(Stream::Network, scope(name), 0, 0);
        (generator.build)(&Given::new(generator.parameters, parameters), &mut dice)
    }
}

fn is_drawn(name: &str) -> bool {
    GENERATORS.iter().any(|g| g.name == name && g.random)
}

fn find(name: &str) -> Result<&'static Generator, ParameterProblem> {
    GENERATORS.iter().find(|g| g.name == name).ok_or_else(|| {
        let message = format!("there is no network generator `{name}`");
        let names = || GENERATORS.iter().map(|g| g.name);
        let help = nearest(name, names())
            .map_or_else(|| format!("there are {}", listed(names())), |near| format!("did you mean `{near}`?"));
        ParameterProblem::new("generator", Problem::UnknownGenerator, message).help(help)
    })
}

fn read_seed(value: &Param) -> Result<u64, ParameterProblem> {
    value.as_count().and_then(|seed| u64::try_from(seed).ok()).ok_or_else(|| {
        let message = format!("`seed` cannot be {value}");
        ParameterProblem::new("seed", Problem::WrongType, message).help("it takes a whole number, 0 or more")
    })
}

fn check(generator: &'static Generator, parameters: &BTreeMap<String, Param>) -> Vec<ParameterProblem> {
    let problems = check_each(generator.name, generator.parameters, parameters);
    if !problems.is_empty() {
        return problems;
    }
    let given = Given::new(generator.parameters, parameters);
    let problems = (generator.check)(&given);
    if problems.is_empty() { generator::too_large(generator, parameters).into_iter().collect() } else { problems }
}
