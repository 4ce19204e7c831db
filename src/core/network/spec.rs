//! What a scenario says about its network: a generator with its parameters, or a file.

use super::generator::{self, Generator, Rows, Size};
use super::parameter::{Given, Param, ParameterProblem, Problem, check_each, listed, nearest};
use super::{
    Attribute, Bounds, Direction, Dropped, Flow, GENERATORS, Listed, Network, Options, Part, ReadError, Reading,
    TieCounts,
};
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
    listed: Listed,
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
        /// Which way feelings run along ties that go one way.
        flow: Flow,
        /// What was read from it, once it was.
        content: Content,
    },
}

/// What was read from a file; two specifications are equal whether or not their files have been read.
#[derive(Clone, Debug, Default)]
pub struct Content {
    network: Option<Arc<Network>>,
    notes: Vec<String>,
    attributes: Arc<[Attribute]>,
}

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
    /// A table of people lists another number of people than the generator draws.
    #[error("the table of people lists {listed} people, and the network has {people}")]
    OtherPeople {
        /// In the table.
        listed: usize,
        /// In the network.
        people: usize,
    },
    /// Its ties are recorded over time, and it is to be in parts.
    #[error(
        "contacts that were recorded over time cannot be played on a network in parts: who is with whom changes at both ends of a tie at once"
    )]
    Recorded,
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
    direction: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<String>,
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
            (None, Some(path)) => {
                let flow = written.direction.as_deref().map(Flow::parse).transpose();
                let flow = flow.map_err(|message| format!("`direction`: {message}"))?;
                Self::file(path, written.directed).with_flow(flow.unwrap_or_default())
            }
            _ => return Err("exactly one of `generator` and `file` is needed".to_owned()),
        };
        Ok(Self { seed: written.seed, listed: Listed { path: written.people, ..Listed::default() }, ..spec })
    }
}

impl From<NetworkSpec> for Written {
    fn from(spec: NetworkSpec) -> Self {
        let (seed, people) = (spec.seed, spec.listed.path);
        match spec.source {
            Source::Generated { generator, parameters } => {
                let generator = Some(generator.to_owned());
                Self { generator, file: None, directed: None, direction: None, seed, people, parameters }
            }
            Source::File { path, directed, flow, .. } => {
                let direction = (flow != Flow::default()).then(|| flow.word().to_owned());
                let parameters = BTreeMap::new();
                Self { generator: None, file: Some(path), directed, direction, seed, people, parameters }
            }
        }
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
            let source = Source::Generated { generator: generator.name, parameters };
            Ok(Self { source, seed, listed: Listed::default() })
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
        let (flow, content) = (Flow::default(), Content::default());
        let source = Source::File { path: path.into(), directed, flow, content };
        Self { source, seed: None, listed: Listed::default() }
    }

    /// The same file with feelings that run this way along ties that go one way; does nothing for a generated network.
    #[must_use]
    pub fn with_flow(mut self, given: Flow) -> Self {
        if let Source::File { flow, .. } = &mut self.source {
            *flow = given;
        }
        self
    }

    /// Reads the bytes of the file; does nothing for a generated network.
    ///
    /// # Errors
    /// What is wrong with the file, and where.
    pub fn load(&mut self, bytes: &[u8]) -> Result<(Dropped, Vec<String>), ReadError> {
        let Source::File { path, directed, flow, content } = &mut self.source else { return Ok(Default::default()) };
        let direction = directed.map(|d| if d { Direction::Directed } else { Direction::Undirected });
        let options = Options { direction, flow: *flow, ..Options::default() };
        let Reading { network, dropped, notes, attributes } = super::read_with(path, bytes, &options)?;
        let remarks = dropped.remarks().into_iter().chain(notes.iter().cloned()).collect();
        *content = Content { network: Some(Arc::new(network)), notes: remarks, attributes: attributes.into() };
        Ok((dropped, notes))
    }

    /// What the file says about people besides their names and places: one column an attribute, one value a person, in
    /// the order of person numbers. Empty for a generated network, and before the file has been read.
    pub fn attributes(&self) -> &[Attribute] {
        if let Source::File { content, .. } = &self.source { &content.attributes } else { &[] }
    }

    /// What a reader of results should know about how the file was understood: what was left out, guessed, renamed.
    pub fn notes(&self) -> &[String] {
        if let Source::File { content, .. } = &self.source { &content.notes } else { &[] }
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

    /// What a table of people says about who is there.
    pub fn listed(&self) -> &Listed {
        &self.listed
    }

    /// With a table of people. Those of a generated network are named in its order; of a file, see
    /// [`with_network`](Self::with_network).
    #[must_use]
    pub fn with_listed(self, listed: Listed) -> Self {
        Self { listed, ..self }
    }

    /// What was read from its file, once it was; nothing of a generated network.
    pub fn network(&self) -> Option<&Arc<Network>> {
        if let Source::File { content, .. } = &self.source { content.network.as_ref() } else { None }
    }

    /// With another network in the place of what was read from its file; does nothing for a generated network.
    #[must_use]
    pub fn with_network(mut self, network: Network) -> Self {
        if let Source::File { content, .. } = &mut self.source {
            content.network = Some(Arc::new(network));
        }
        self
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
                content.network.as_ref().map(|n| Size { people: n.people() as f64, ties: n.ties() as f64 })
            }
        }
    }

    /// What was read from its file, if it comes from one that has been read.
    pub fn content(&self) -> Option<&Network> {
        if let Source::File { content, .. } = &self.source { content.network.as_deref() } else { None }
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
                content.network.as_deref().cloned().ok_or_else(|| NetworkError::NotRead(path.clone()))
            }
        }
    }

    /// One of so many parts of it. Where its generator can tell pairs one by one, nothing but this part is ever there; else the
    /// whole is built, cut, and forgotten ([`tells_pairs`](Self::tells_pairs)).
    ///
    /// # Errors
    /// As [`build`](Self::build), and for contacts that were recorded over time, which cannot be in parts.
    pub fn part(&self, chance: Chance, parts: usize, number: usize) -> Result<Part, NetworkError> {
        if let Some((generator, given, rows)) = self.rows() {
            let chance = self.seed.map_or(chance, Chance::new);
            let dice = || chance.draws(Stream::Network, scope(generator.name), 0, 0);
            let mut ties = TieCounts::none((generator.size)(&given).people as usize);
            (rows.pairs)(&given, &mut dice(), &mut |a, b| [a, b].into_iter().for_each(|i| ties.add(i, 1)));
            let bounds = Bounds::balanced(&ties, parts);
            let own = bounds.of(number);
            let mut pairs = Vec::with_capacity(ties.within(own.clone()) as usize);
            (rows.pairs)(&given, &mut dice(), &mut |a, b| {
                let both = [(a, b), (b, a)].into_iter();
                pairs.extend(both.filter(|(viewer, _)| own.contains(viewer)));
            });
            let blocks = rows.blocks.map(|blocks| blocks(&given));
            return Ok(Part::of_pairs(bounds, number, pairs, blocks.as_deref(), rows.kinds));
        }
        let whole = self.shared(chance)?;
        if !whole.contacts().is_empty() {
            return Err(NetworkError::Recorded);
        }
        Ok(Part::cut(&whole, Bounds::balanced(&TieCounts::of(&whole), parts), number))
    }

    /// Whether its generator tells pairs one by one, so that a part can be had without the whole.
    pub fn tells_pairs(&self) -> bool {
        self.rows().is_some()
    }

    fn rows(&self) -> Option<(&'static Generator, Given<'_>, Rows)> {
        let Source::Generated { generator, parameters } = &self.source else { return None };
        let generator = GENERATORS.iter().find(|g| g.name == *generator)?;
        let given = Given::new(generator.parameters, parameters);
        let rows = generator.rows.filter(|rows| (rows.can)(&given) && self.listed.path.is_none())?;
        Some((generator, given, rows))
    }

    /// As [`build`](Self::build), without a copy of what was read.
    ///
    /// # Errors
    /// As [`build`](Self::build).
    pub fn shared(&self, chance: Chance) -> Result<Arc<Network>, NetworkError> {
        match &self.source {
            Source::File { content: Content { network: Some(network), .. }, .. } => Ok(Arc::clone(network)),
            _ => self.build(chance).map(Arc::new),
        }
    }

    fn draw(&self, name: &str, parameters: &BTreeMap<String, Param>, chance: Chance) -> Result<Network, NetworkError> {
        let generator = GENERATORS.iter().find(|g| g.name == name).expect("a checked name");
        let chance = self.seed.map_or(chance, Chance::new);
        let mut dice = chance.draws(Stream::Network, scope(name), 0, 0);
        let network = (generator.build)(&Given::new(generator.parameters, parameters), &mut dice)?;
        self.peopled(network)
    }

    /// A drawn network with the people of the table: in the table's order, but for a network whose people have names of
    /// their own, which those who are listed besides join. Without those who are absent.
    fn peopled(&self, network: Network) -> Result<Network, NetworkError> {
        let Some(roster) = self.listed.roster.as_ref().filter(|_| self.listed.path.is_some()) else {
            return Ok(network);
        };
        let (listed, people) = (roster.names.len(), network.people());
        if !network.names().is_empty() && listed >= people {
            return Ok(network.joined_by(&roster.names[people..]).without(&roster.absent));
        }
        if listed != people {
            return Err(NetworkError::OtherPeople { listed, people });
        }
        Ok(network.with_names(roster.names.clone()).without(&roster.absent))
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
