//! How close the people of each tie are, and how well they see each other.

use crate::chance::{self, Chance, Distribution, Draws, Stream};
use crate::model::engine::halo::Halo;
use crate::model::engine::tie_values::Per;
use crate::model::situation::{Between, Closeness, Ties};
use crate::model::who::{self, WhoError};
use crate::network::{Network, Part};
use rand::RngExt;

/// What a scenario makes of the ties of a network, by tie of the viewer's row.
#[derive(Clone, Debug)]
pub struct DealtTies {
    /// o.
    pub visibility: Per,
    /// w.
    pub closeness: Per,
    /// Ties that do not decay; empty: none.
    pub kin: Vec<bool>,
}

impl DealtTies {
    /// Sums of one number for all differ in their last bits from sums of a number each: written out in every part or in none.
    pub fn as_in_all_parts(&mut self, halo: &mut Halo, ties: usize) {
        for per in [&mut self.visibility, &mut self.closeness] {
            if halo.total(u64::from(matches!(per, Per::Each(_)))) > 0 {
                per.each(ties);
            }
        }
    }
}

/// Deals closeness and visibility.
///
/// # Errors
/// When a rule names a group or kind of tie that is not there: where, and what.
pub fn deal(
    ties: &Ties,
    named: &Named<'_>,
    groups: &[(String, Vec<u32>)],
    chance: Chance,
) -> Result<DealtTies, (String, WhoError)> {
    let network = named.network();
    let mut closeness =
        closeness(&ties.closeness, named, chance).map_err(|error| ("ties.closeness".to_owned(), error))?;
    let mut visibility = drawn(&ties.visibility, named, chance.of(Stream::Visibility, 0), false);
    let mut kin = Vec::new();
    for (index, rule) in ties.rules.iter().enumerate() {
        let applies =
            selector(&rule.between, network, groups).map_err(|error| (format!("ties.rules[{index}]"), error))?;
        let lots = chance.of(Stream::Closeness, 1 + 2 * index as u64);
        let luck = chance.of(Stream::Closeness, 2 + 2 * index as u64);
        for viewer in 0..network.everyone() {
            for tie in network.row(viewer) {
                let seen = network.targets()[tie];
                let pair = named.unordered(viewer as u32, seen);
                if !applies(viewer as u32, seen, tie) || lots.draws(pair, 0).random::<f64>() >= rule.share {
                    continue;
                }
                if let Some(distribution) = &rule.closeness {
                    closeness.each(network.ties())[tie] = named.number(distribution, tie, luck, pair);
                }
                if let Some(distribution) = &rule.visibility {
                    visibility.each(network.ties())[tie] = named.number(distribution, tie, luck, pair);
                }
                if let Some(is_kin) = rule.kin {
                    kin.resize(network.ties(), false);
                    kin[tie] = is_kin;
                }
            }
        }
    }
    Ok(DealtTies { visibility, closeness, kin })
}

/// The people and ties of a network, or of a part of one, by the numbers that draws are named by: those of the whole network.
pub struct Named<'a> {
    part: &'a Part,
    /// Directed ties of the people before them.
    first_tie: usize,
    /// The largest weight, where ties have weights and somebody asks for them.
    largest_weight: Option<f32>,
}

impl<'a> Named<'a> {
    /// Those of a network, or of a part, which asks the others.
    pub fn new(part: &'a Part, halo: Option<&mut Halo>, ties: &Ties) -> Self {
        let network = part.network();
        let weights = (0..network.ties()).map(|tie| network.weight(tie));
        let is_asked = ties.closeness == Closeness::Weight && network.is_weighted();
        let largest = if is_asked { weights.fold(f32::MIN_POSITIVE, f32::max) } else { 0.0 };
        let (first_tie, largest) = match halo {
            None => (0, largest),
            Some(halo) => {
                let own = network.offsets().last().copied().unwrap_or(0);
                (halo.before(own.into()) as usize, halo.most(largest.into()) as f32)
            }
        };
        Self { part, first_tie, largest_weight: (largest > 0.0).then_some(largest) }
    }

    fn network(&self) -> &'a Network {
        self.part.network()
    }

    /// The name of a tie, whoever of the two is asked.
    fn unordered(&self, a: u32, b: u32) -> u64 {
        unordered(self.part.global(a), self.part.global(b))
    }

    fn number(&self, distribution: &Distribution, tie: usize, luck: Draws, who: u64) -> f32 {
        distribution.sample(self.first_tie + tie, &mut luck.draws(who, 0)).clamp(0.0, 1.0) as f32
    }
}

fn closeness(closeness: &Closeness, named: &Named<'_>, chance: Chance) -> Result<Per, WhoError> {
    let network = named.network();
    Ok(match closeness {
        Closeness::Drawn(distribution) => drawn(distribution, named, chance.of(Stream::Closeness, 0), true),
        Closeness::Weight => {
            let largest = named.largest_weight.ok_or(WhoError::NoWeights)?;
            Per::pack((0..network.ties()).map(|tie| network.weight(tie) / largest).collect(), 0.0)
        }
        Closeness::ByKind(kinds) => {
            kinds.iter().try_for_each(|(kind, _)| who::kind(network, kind))?;
            let of =
                |tie| kinds.iter().find(|(kind, _)| network.kind(tie) == Some(kind)).map_or(0.0, |(_, w)| *w as f32);
            Per::pack((0..network.ties()).map(of).collect(), 0.0)
        }
    })
}

fn drawn(distribution: &Distribution, named: &Named<'_>, luck: Draws, mutual: bool) -> Per {
    let (network, part) = (named.network(), named.part);
    if let Some(value) = distribution.constant() {
        return Per::All(value as f32);
    }
    let mut values = Vec::with_capacity(network.ties());
    for viewer in 0..network.everyone() {
        for tie in network.row(viewer) {
            let (viewer, seen) = (part.global(viewer as u32), part.global(network.targets()[tie]));
            let who = if mutual { unordered(viewer, seen) } else { chance::tie(viewer, seen) };
            values.push(named.number(distribution, tie, luck, who));
        }
    }
    Per::pack(values, 1.0)
}

const fn unordered(a: u32, b: u32) -> u64 {
    if a < b { chance::tie(a, b) } else { chance::tie(b, a) }
}

type Selector<'a> = Box<dyn Fn(u32, u32, usize) -> bool + 'a>;

fn selector<'a>(
    between: &'a Between,
    network: &'a Network,
    groups: &'a [(String, Vec<u32>)],
) -> Result<Selector<'a>, WhoError> {
    let members = |name: &str| who::group(groups, name);
    let same =
        |a: u32, b: u32| network.blocks().get(a as usize).is_some_and(|x| network.blocks().get(b as usize) == Some(x));
    Ok(match between {
        Between::All => Box::new(|_, _, _| true),
        Between::Kind(kind) => {
            who::kind(network, kind)?;
            Box::new(|_, _, tie| network.kind(tie) == Some(kind.as_str()))
        }
        Between::SameBlock => Box::new(move |a, b, _| same(a, b)),
        Between::OtherBlocks => Box::new(move |a, b, _| !same(a, b)),
        Between::Groups(first, second) => {
            let (first, second) = (members(first)?, members(second)?);
            Box::new(move |a, b, _| first.binary_search(&a).is_ok() && second.binary_search(&b).is_ok())
        }
        Between::Member(name) => {
            let members = members(name)?;
            Box::new(move |a, b, _| members.binary_search(&a).is_ok() || members.binary_search(&b).is_ok())
        }
    })
}
