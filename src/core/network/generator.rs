//! The table of network generators: one a file, with NetworkX's names and parameters where NetworkX has the generator.
//!
//! Each file has, in this order: what the network is and who described it, its line for the table, and a function that
//! takes plain numbers (and dice, when it is random) and returns the network. People are numbered as NetworkX numbers
//! them. The same seed gives the same network on every machine; it is not the one that NetworkX draws.

mod barabasi_albert;
mod complete;
mod configuration_model;
mod dense;
mod erdos_renyi;
mod gnm;
mod grid_2d;
mod groups;
mod karate_club;
mod les_miserables;
mod newman_watts_strogatz;
mod path;
mod powerlaw_cluster;
mod random_geometric;
mod random_regular;
mod relaxed_caveman;
mod ring_lattice;
mod seating;
mod star;
mod stochastic_block_model;
mod watts_strogatz;

pub use barabasi_albert::barabasi_albert;
pub use complete::complete;
pub use configuration_model::configuration_model;
pub use erdos_renyi::erdos_renyi;
pub use gnm::gnm;
pub use grid_2d::grid_2d;
pub use groups::groups;
pub use karate_club::karate_club;
pub use les_miserables::les_miserables;
pub use newman_watts_strogatz::newman_watts_strogatz;
pub use path::path;
pub use powerlaw_cluster::powerlaw_cluster;
pub use random_geometric::random_geometric;
pub use random_regular::random_regular;
pub use relaxed_caveman::relaxed_caveman;
pub use ring_lattice::ring_lattice;
pub use seating::{View, seating};
pub use star::star;
pub use stochastic_block_model::stochastic_block_model;
pub use watts_strogatz::watts_strogatz;

use super::parameter::{Given, Param, Parameter, ParameterProblem, Problem};
use super::{Network, NetworkError};
use crate::chance::SplitMix64;
use std::collections::BTreeMap;

/// All generators, in the order in which they are listed.
pub const GENERATORS: &[Generator] = &[
    seating::SEATING,
    groups::GROUPS,
    complete::COMPLETE,
    star::STAR,
    path::PATH,
    ring_lattice::RING_LATTICE,
    grid_2d::GRID_2D,
    erdos_renyi::ERDOS_RENYI,
    gnm::GNM,
    watts_strogatz::WATTS_STROGATZ,
    newman_watts_strogatz::NEWMAN_WATTS_STROGATZ,
    barabasi_albert::BARABASI_ALBERT,
    powerlaw_cluster::POWERLAW_CLUSTER,
    random_regular::RANDOM_REGULAR,
    configuration_model::CONFIGURATION_MODEL,
    stochastic_block_model::STOCHASTIC_BLOCK_MODEL,
    relaxed_caveman::RELAXED_CAVEMAN,
    random_geometric::RANDOM_GEOMETRIC,
    karate_club::KARATE_CLUB,
    les_miserables::LES_MISERABLES,
];

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Generator {
    /// Its name in scenarios.
    pub name: &'static str,
    /// What it is, in a line.
    pub about: &'static str,
    /// Who described it.
    pub source: &'static str,
    /// Whether chance has a part in it.
    pub random: bool,
    /// What it may be told.
    pub parameters: &'static [Parameter],
    /// Parameters that work, as a scenario file would write them.
    pub example: &'static str,
    /// Contradictions between parameters that are each possible by themselves.
    pub check: fn(&Given) -> Vec<ParameterProblem>,
    /// How large it will be.
    pub size: fn(&Given) -> Size,
    /// Builds it.
    pub build: fn(&Given, &mut SplitMix64) -> Result<Network, NetworkError>,
    /// How some of its rows can be had without the others; none: it is there as a whole or not at all.
    pub rows: Option<Rows>,
}

/// A generator that tells the pairs who see each other one by one, so that whoever wants a part of the network keeps what concerns
/// it and forgets the rest: the same pairs that [`build`](Generator::build) makes its rows of.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    /// Tells all pairs, in any order; some perhaps twice, or of a person with themselves.
    pub pairs: fn(&Given, &mut SplitMix64, &mut dyn FnMut(u32, u32)),
    /// Whether it can with these parameters.
    pub can: fn(&Given) -> bool,
    /// Everyone's block, where people have one.
    pub blocks: Option<fn(&Given) -> BlockOf>,
    /// The kinds of ties: of two of one block, of two of different ones.
    pub kinds: &'static [&'static str],
}

/// Everyone's block.
pub type BlockOf = Box<dyn Fn(u32) -> u32>;

impl Rows {
    /// Pairs, of people without blocks, whatever the parameters.
    const fn plain(pairs: fn(&Given, &mut SplitMix64, &mut dyn FnMut(u32, u32))) -> Self {
        Self { pairs, can: |_| true, blocks: None, kinds: &[] }
    }
}

/// All pairs that are told, as a list with room for about so many.
fn listed_pairs(about: f64, tell: impl FnOnce(&mut dyn FnMut(u32, u32))) -> Vec<(u32, u32)> {
    let mut pairs = Vec::with_capacity(about as usize);
    tell(&mut |a, b| pairs.push((a, b)));
    pairs
}

impl Generator {
    /// The parameters of [`example`](Self::example).
    pub fn example_parameters(&self) -> BTreeMap<String, Param> {
        toml::from_str(self.example).unwrap_or_default()
    }
}

/// How large a network will be (its expectation, where chance decides).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// People.
    pub people: f64,
    /// Directed ties: two for each pair who see each other.
    pub ties: f64,
}

impl Size {
    /// So many people and so many pairs who see each other.
    pub const fn pairs(people: f64, pairs: f64) -> Self {
        Self { people, ties: 2.0 * pairs }
    }

    /// About how much memory a run on it takes \[bytes\]: rows and their opposites, closeness and visibility of each
    /// tie, and the state of each person.
    pub fn memory(self) -> f64 {
        self.ties * 28.0 + self.people * 400.0
    }
}

/// Networks estimated to take more memory than this \[bytes\] are refused.
pub const MEMORY_LIMIT: f64 = 16.0 * GIBIBYTE;
const GIBIBYTE: f64 = (1u64 << 30) as f64;

fn fits(size: Size) -> bool {
    size.memory() <= MEMORY_LIMIT && size.ties <= f64::from(u32::MAX)
}

/// Refuses what would not fit in memory, with the estimate and the number of people that would.
pub(super) fn too_large(generator: &Generator, values: &BTreeMap<String, Param>) -> Option<ParameterProblem> {
    let size_of = |values: &BTreeMap<String, Param>| (generator.size)(&Given::new(generator.parameters, values));
    let size = size_of(values);
    if fits(size) {
        return None;
    }
    let culprit = generator.parameters.iter().find(|p| values.contains_key(p.name)).map_or("generator", |p| p.name);
    let message = format!(
        "this network would not fit in memory: about {:.3e} people and {:.3e} ties, {:.0} GiB",
        size.people,
        size.ties,
        size.memory() / GIBIBYTE
    );
    let limit = format!("the limit is {:.0} GiB", MEMORY_LIMIT / GIBIBYTE);
    let help = largest_that_fits(values, &size_of)
        .map_or_else(|| limit.clone(), |n| format!("{limit}, `{culprit}` up to {n}"));
    Some(ParameterProblem::new(culprit, Problem::TooLarge, message).help(help))
}

/// The largest `n` that fits when all else stays, by bisection.
fn largest_that_fits(values: &BTreeMap<String, Param>, size: &dyn Fn(&BTreeMap<String, Param>) -> Size) -> Option<i64> {
    let (mut low, mut high) = (1, values.get("n")?.as_count()?);
    let fits_with = |n: i64| {
        let mut values = values.clone();
        values.insert("n".to_owned(), Param::Integer(n));
        fits(size(&values))
    };
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if fits_with(middle) { low = middle } else { high = middle }
    }
    fits_with(low).then_some(low)
}

/// No contradictions are possible.
fn nothing(_: &Given) -> Vec<ParameterProblem> {
    Vec::new()
}

/// Exactly one of these may be given.
fn exactly_one(given: &Given, names: &[&'static str]) -> Option<ParameterProblem> {
    let there: Vec<_> = names.iter().filter(|n| given.has(n)).collect();
    let all = names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(" and ");
    match there.as_slice() {
        [] => Some(
            ParameterProblem::new(names[0], Problem::Missing, format!("one of {all} is needed"))
                .help("give one of them"),
        ),
        [_] => None,
        [.., last] => Some(
            ParameterProblem::new(last, Problem::Conflict, format!("{all} exclude each other"))
                .help("give one of them"),
        ),
    }
}

/// Pairs of `n` people.
fn pairs_among(n: f64) -> f64 {
    n * (n - 1.0) / 2.0
}
