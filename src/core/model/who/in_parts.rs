//! Choosing people of a network that is in parts: each part finds those of its own people who are chosen, and no part needs a
//! list of everyone.

use super::{WhoError, group, hint};
use crate::chance::Draws;
use crate::model::engine::exchange::{u32s, u64_at};
use crate::model::engine::halo::Halo;
use crate::model::situation::{Pick, Who};
use rand::RngExt;
use std::collections::{BTreeMap, BTreeSet};

/// The part's own people who are chosen, ascending, by local numbers; so are the members of `groups`.
pub(super) fn choose(
    halo: &mut Halo,
    who: &Who,
    groups: &[(String, Vec<u32>)],
    luck: Draws,
    count: u64,
) -> Result<Vec<u32>, WhoError> {
    let (people, own) = (halo.part.population(), halo.part.own());
    Ok(match who {
        Who::Everyone => (0..own.len() as u32).collect(),
        Who::Share(share, pick) => first_of(halo, *pick, (share * people as f64).round() as usize, luck, count),
        Who::Count(wanted, _) if *wanted > people => return Err(WhoError::TooMany { wanted: *wanted, people }),
        Who::Count(wanted, pick) => first_of(halo, *pick, *wanted, luck, count),
        Who::Ids(names) => named(halo, names)?,
        Who::Group(name) => group(groups, name)?.to_vec(),
        Who::Listed(numbers) => numbers.iter().filter_map(|&i| halo.part.local(i)).collect(),
        Who::OnePerBlock => first_of_blocks(halo),
        Who::OneBlock => one_block(halo, luck, count),
        Who::Near(who, steps) => {
            let people = choose(halo, who, groups, luck, count)?;
            around(halo, &people, *steps)
        }
    })
}

fn named(halo: &Halo, names: &[String]) -> Result<Vec<u32>, WhoError> {
    let (part, people) = (&halo.part, halo.part.population());
    let find = |name: &String| {
        let known = part.names();
        let found = if known.is_empty() { name.parse().ok() } else { known.iter().position(|n| n == name) };
        let hint = || hint(people, known);
        found.filter(|&i| i < people).ok_or_else(|| WhoError::NoPerson { name: name.clone(), hint: hint() })
    };
    let all = names.iter().map(find).collect::<Result<BTreeSet<usize>, _>>()?;
    Ok(all.into_iter().filter_map(|i| part.local(i as u32)).collect())
}

/// A place in the order of a pick: ties, lot, number.
type Key = u128;

/// The first so many in the order of a pick.
fn first_of(halo: &mut Halo, pick: Pick, wanted: usize, luck: Draws, count: u64) -> Vec<u32> {
    let part = &halo.part;
    let own = part.own();
    let key = |local: u32, ties: u32| -> Key {
        let number = own.start + local;
        let lot = luck.draws(number.into(), count).random::<u64>();
        (Key::from(ties) << 96) | (Key::from(lot) << 32) | Key::from(number)
    };
    let ties = |local: u32| part.network().degree(local as usize) as u32;
    let key = |local: u32| match pick {
        Pick::First => Key::from(own.start + local),
        Pick::Random => key(local, 0),
        Pick::Hubs => key(local, u32::MAX - ties(local)),
        Pick::Periphery => key(local, ties(local)),
    };
    if wanted >= part.population() {
        return (0..own.len() as u32).collect();
    }
    let mut keys: Vec<Key> = (0..own.len() as u32).map(key).collect();
    keys.sort_unstable();
    let bound = bound(halo, &keys, wanted as u64);
    let chosen = keys.partition_point(|&key| key < bound);
    // The lowest bits of a key are the number.
    let mut people: Vec<u32> = keys[..chosen].iter().map(|&key| key as u32 - own.start).collect();
    people.sort_unstable();
    people
}

/// Bits of a bound that are found at once.
const AT_ONCE: u32 = 8;

/// The bound below which so many keys of all parts lie: no two keys are the same.
fn bound(halo: &mut Halo, own: &[Key], wanted: u64) -> Key {
    let mut bound: Key = 0;
    for shift in (0..Key::BITS).step_by(AT_ONCE as usize).rev() {
        let tries = (1..1 << AT_ONCE).map(|bits: Key| bound | (bits << shift));
        let mut below: Vec<u64> = tries.map(|bound| own.partition_point(|&key| key < bound) as u64).collect();
        halo.exchange().sum(&mut below);
        bound |= (below.partition_point(|&below| below <= wanted) as Key) << shift;
    }
    bound
}

/// A block drawn by chance: the one whose lot is the lowest.
fn one_block(halo: &mut Halo, luck: Draws, count: u64) -> Vec<u32> {
    let own = own_blocks(halo);
    let lowest = own.iter().map(|&b| (luck.draws(b.into(), count).random::<u64>(), u64::from(b))).min();
    let told = lowest.map_or_else(Vec::new, |(lot, block)| [lot, block].map(u64::to_le_bytes).concat());
    let all = halo.exchange().gather(told);
    let drawn = all.iter().filter(|bytes| !bytes.is_empty()).map(|bytes| (u64_at(bytes, 0), u64_at(bytes, 1))).min();
    let is_drawn = |block: u32| drawn.is_some_and(|(_, drawn)| drawn == u64::from(block));
    (0..).zip(own).filter(|&(_, block)| is_drawn(block)).map(|(local, _)| local).collect()
}

fn first_of_blocks(halo: &mut Halo) -> Vec<u32> {
    let mut first = BTreeMap::new();
    for (local, block) in (0u32..).zip(own_blocks(halo)) {
        first.entry(block).or_insert(local);
    }
    let here = halo.part.number();
    let all = halo.exchange().gather(first.keys().flat_map(|block| block.to_le_bytes()).collect());
    let met: BTreeSet<u32> = all[..here].iter().flat_map(|bytes| u32s(bytes)).collect();
    let mut people: Vec<u32> =
        first.into_iter().filter(|(block, _)| !met.contains(block)).map(|(_, local)| local).collect();
    people.sort_unstable();
    people
}

fn own_blocks(halo: &Halo) -> Vec<u32> {
    halo.part.network().blocks().iter().take(halo.part.own().len()).copied().collect()
}

/// These people and those whom they reach in so many ties.
fn around(halo: &mut Halo, people: &[u32], steps: u8) -> Vec<u32> {
    let (own, everyone) = (halo.part.own().len(), halo.part.everyone());
    let mut is_in = vec![false; everyone];
    people.iter().for_each(|&i| is_in[i as usize] = true);
    let mut rim = people.to_vec();
    for _ in 0..steps {
        let mut reached = vec![false; everyone];
        let network = halo.part.network();
        rim.iter().flat_map(|&i| network.seen_by(i as usize)).for_each(|&i| reached[i as usize] = true);
        halo.return_marks(&mut reached);
        rim = (0..own as u32).filter(|&i| reached[i as usize] && !is_in[i as usize]).collect();
        rim.iter().for_each(|&i| is_in[i as usize] = true);
    }
    (0..own as u32).filter(|&i| is_in[i as usize]).collect()
}
