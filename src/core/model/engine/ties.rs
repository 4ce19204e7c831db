//! How close the people of each tie are, and how well they see each other.

use crate::chance::{self, Chance, Distribution, Draws, Stream};
use crate::model::engine::tie_values::Per;
use crate::model::situation::{Between, Closeness, Ties};
use crate::model::who::{self, WhoError};
use crate::network::Network;
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

/// Deals closeness and visibility.
///
/// # Errors
/// When a rule names a group or kind of tie that is not there: where, and what.
pub fn deal(
    ties: &Ties,
    network: &Network,
    groups: &[(String, Vec<u32>)],
    chance: Chance,
) -> Result<DealtTies, (String, WhoError)> {
    let mut closeness =
        closeness(&ties.closeness, network, chance).map_err(|error| ("ties.closeness".to_owned(), error))?;
    let mut visibility = drawn(&ties.visibility, network, chance.of(Stream::Visibility, 0), false);
    let mut kin = Vec::new();
    for (index, rule) in ties.rules.iter().enumerate() {
        let applies =
            selector(&rule.between, network, groups).map_err(|error| (format!("ties.rules[{index}]"), error))?;
        let lots = chance.of(Stream::Closeness, 1 + 2 * index as u64);
        let luck = chance.of(Stream::Closeness, 2 + 2 * index as u64);
        for viewer in 0..network.people() {
            for tie in network.row(viewer) {
                let seen = network.targets()[tie];
                let pair = unordered(viewer as u32, seen);
                if !applies(viewer as u32, seen, tie) || lots.draws(pair, 0).random::<f64>() >= rule.share {
                    continue;
                }
                if let Some(distribution) = &rule.closeness {
                    closeness.each(network.ties())[tie] = number(distribution, tie, luck, pair);
                }
                if let Some(distribution) = &rule.visibility {
                    visibility.each(network.ties())[tie] = number(distribution, tie, luck, pair);
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

fn closeness(closeness: &Closeness, network: &Network, chance: Chance) -> Result<Per, WhoError> {
    Ok(match closeness {
        Closeness::Drawn(distribution) => drawn(distribution, network, chance.of(Stream::Closeness, 0), true),
        Closeness::Weight if !network.is_weighted() => return Err(WhoError::NoWeights),
        Closeness::Weight => {
            let largest = (0..network.ties()).map(|tie| network.weight(tie)).fold(f32::MIN_POSITIVE, f32::max);
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

fn drawn(distribution: &Distribution, network: &Network, luck: Draws, mutual: bool) -> Per {
    if let Some(value) = distribution.constant() {
        return Per::All(value as f32);
    }
    let mut values = Vec::with_capacity(network.ties());
    for viewer in 0..network.people() {
        for tie in network.row(viewer) {
            let seen = network.targets()[tie];
            let who = if mutual { unordered(viewer as u32, seen) } else { chance::tie(viewer as u32, seen) };
            values.push(number(distribution, tie, luck, who));
        }
    }
    Per::pack(values, 1.0)
}

fn number(distribution: &Distribution, tie: usize, luck: Draws, who: u64) -> f32 {
    distribution.sample(tie, &mut luck.draws(who, 0)).clamp(0.0, 1.0) as f32
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
