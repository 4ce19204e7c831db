//! A network in parts: people are split in ranges without gaps, of about equally many ties. A part holds the rows of its own
//! people; of others nothing but who of its own see them (its *ghosts*, as in other programs that divide space or graphs).
//!
//! People of a part have local numbers: its own come first, in their order, then its ghosts, in theirs. Rows keep the order that
//! they have in the whole network, so that what is added up along a row is added in the same order.

use super::Network;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// How people are split: where each part begins, and where the last one ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds(Vec<u32>);

/// A person is worth so many ties.
const EACH: u64 = 4;
/// People are cut between as many bins at most.
const MOST_BINS: usize = 1 << 16;

impl Bounds {
    /// Everyone in one part.
    pub fn whole(people: usize) -> Self {
        Self(vec![0, people as u32])
    }

    /// So many parts of people whose ties were counted. There may be parts without people where there are more parts than people.
    pub fn balanced(ties: &TieCounts, parts: usize) -> Self {
        let (people, all) = (ties.people as u64, ties.weight_before(ties.bins.len()));
        let mut bounds = vec![0];
        let (mut bin, mut before) = (0, 0u64);
        for part in 1..parts as u64 {
            let most = all * part / parts as u64;
            while bin < ties.bins.len() && before + ties.weight(bin) <= most {
                before += ties.weight(bin);
                bin += 1;
            }
            bounds.push(ties.first_of(bin).min(people) as u32);
        }
        bounds.push(people as u32);
        Self(bounds)
    }

    /// How many parts.
    pub fn parts(&self) -> usize {
        self.0.len() - 1
    }

    /// People in all.
    pub fn people(&self) -> usize {
        self.0.last().copied().unwrap_or(0) as usize
    }

    /// The people of a part.
    pub fn of(&self, part: usize) -> Range<u32> {
        self.0[part]..self.0[part + 1]
    }
}

/// How many directed ties people have, in bins of people with numbers next to each other: little to keep, however many they are.
#[derive(Clone, Debug)]
pub struct TieCounts {
    people: usize,
    /// People a bin.
    width: usize,
    bins: Vec<u64>,
}

impl TieCounts {
    /// None yet.
    pub fn none(people: usize) -> Self {
        let width = people.div_ceil(MOST_BINS).max(1);
        Self { people, width, bins: vec![0; people.div_ceil(width)] }
    }

    /// Those of a network.
    pub fn of(network: &Network) -> Self {
        let mut counts = Self::none(network.people());
        (0..network.people()).for_each(|person| counts.add(person as u32, network.degree(person) as u64));
        counts
    }

    /// So many more ties of a person.
    #[inline]
    pub fn add(&mut self, person: u32, ties: u64) {
        self.bins[person as usize / self.width] += ties;
    }

    /// Those of people between two bounds.
    pub fn within(&self, people: Range<u32>) -> u64 {
        let bins = people.start as usize / self.width..(people.end as usize).div_ceil(self.width);
        self.bins.get(bins).unwrap_or_default().iter().sum()
    }

    /// The first person of a bin.
    fn first_of(&self, bin: usize) -> u64 {
        (bin * self.width) as u64
    }

    fn weight(&self, bin: usize) -> u64 {
        let people = self.width.min(self.people - bin * self.width) as u64;
        self.bins[bin] + EACH * people
    }

    fn weight_before(&self, bin: usize) -> u64 {
        (0..bin).map(|bin| self.weight(bin)).sum()
    }
}

/// A part of a network. It can be written down and sent to where it is played.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Part {
    bounds: Bounds,
    number: usize,
    #[serde(with = "of_one")]
    network: Arc<Network>,
    /// The numbers that ghosts have in the whole network, ascending.
    #[serde(with = "of_one")]
    ghosts: Arc<Vec<u32>>,
    #[serde(with = "of_one")]
    names: Arc<Vec<String>>,
}

/// What several share, written and read as if it were one's own.
mod of_one {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::sync::Arc;

    pub(super) fn serialize<T: Serialize, S: Serializer>(shared: &Arc<T>, to: S) -> Result<S::Ok, S::Error> {
        shared.as_ref().serialize(to)
    }

    pub(super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Arc<T>, D::Error> {
        T::deserialize(from).map(Arc::new)
    }
}

impl Part {
    /// All of a network in one part.
    pub fn whole(network: Arc<Network>) -> Self {
        // Its names are those of its network.
        let names = Arc::default();
        Self { bounds: Bounds::whole(network.people()), number: 0, network, ghosts: Arc::default(), names }
    }

    /// One part of a network that is there as a whole.
    pub fn cut(network: &Network, bounds: Bounds, number: usize) -> Self {
        let own = bounds.of(number);
        let ties = match own.is_empty() {
            true => 0..0,
            false => network.row(own.start as usize).start..network.row(own.end as usize - 1).end,
        };
        let begin = ties.start as u32;
        let rows = Rows {
            offsets: match own.is_empty() {
                true => vec![0],
                false => {
                    network.offsets[own.start as usize..=own.end as usize].iter().map(|bound| bound - begin).collect()
                }
            },
            seen: network.seen[ties.clone()].to_vec(),
            weights: network.weights.get(ties.clone()).unwrap_or_default().to_vec(),
            kinds: network.kinds.get(ties).unwrap_or_default().to_vec(),
        };
        let own = own.start as usize..own.end as usize;
        let (mut part, ghosts) = rows.localized(&own, network.symmetric);
        let with_ghosts = || own.clone().chain(ghosts.iter().map(|&ghost| ghost as usize));
        if !network.blocks.is_empty() {
            part.blocks = with_ghosts().map(|person| network.blocks[person]).collect();
        }
        part.positions = network.positions.get(own.clone()).unwrap_or_default().to_vec();
        part.kind_names.clone_from(&network.kind_names);
        Self {
            bounds,
            number,
            network: Arc::new(part),
            ghosts: Arc::new(ghosts),
            names: Arc::new(network.names().to_vec()),
        }
    }

    /// A part made from the pairs of its own people who see each other: (one of them, anyone), in any order.
    pub(super) fn of_pairs(
        bounds: Bounds,
        number: usize,
        pairs: Vec<(u32, u32)>,
        blocks: Option<&dyn Fn(u32) -> u32>,
        kinds: &[&str],
    ) -> Self {
        let own = bounds.of(number);
        let mut rows = Rows::of_pairs(&own, pairs);
        if let Some(block) = blocks.filter(|_| kinds.len() > 1) {
            let kind = |viewer: u32, &seen: &u32| u8::from(block(viewer) != block(seen));
            let row = |i: usize| rows.seen[rows.offsets[i] as usize..rows.offsets[i + 1] as usize].iter();
            rows.kinds =
                (0..own.len()).flat_map(|i| row(i).map(move |seen| kind(own.start + i as u32, seen))).collect();
        }
        let own = own.start as usize..own.end as usize;
        let (mut part, ghosts) = rows.localized(&own, true);
        if let Some(block) = blocks {
            part.blocks = own.map(|person| person as u32).chain(ghosts.iter().copied()).map(block).collect();
        }
        part.kind_names = kinds.iter().map(|&name| name.to_owned()).collect();
        Self { bounds, number, network: Arc::new(part), ghosts: Arc::new(ghosts), names: Arc::default() }
    }

    /// Who sees whom, by local numbers. Rows are those of its own people; in a network in which everyone is seen by those whom
    /// they see, each ghost has one too, of those of the part's own who see the ghost.
    pub fn network(&self) -> &Arc<Network> {
        &self.network
    }

    /// How people are split.
    pub fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// Which part it is.
    pub fn number(&self) -> usize {
        self.number
    }

    /// People in all parts together.
    pub fn population(&self) -> usize {
        self.bounds.people()
    }

    /// Its own people, by their numbers in the whole network.
    pub fn own(&self) -> Range<u32> {
        self.bounds.of(self.number)
    }

    /// The number that its first person has in the whole network.
    pub fn first(&self) -> usize {
        self.own().start as usize
    }

    /// The people of other parts whom its own see, by their numbers in the whole network, ascending.
    pub fn ghosts(&self) -> &[u32] {
        &self.ghosts
    }

    /// Its own people and its ghosts.
    pub fn everyone(&self) -> usize {
        self.own().len() + self.ghosts.len()
    }

    /// The number that a person has in the whole network.
    #[inline]
    pub fn global(&self, local: u32) -> u32 {
        let own = self.own();
        match (local as usize).checked_sub(own.len()) {
            None => own.start + local,
            Some(ghost) => self.ghosts[ghost],
        }
    }

    /// The local number of one of its own people.
    pub fn local(&self, global: u32) -> Option<u32> {
        let own = self.own();
        own.contains(&global).then(|| global - own.start)
    }

    /// The names of everyone in all parts, or nothing where people are numbered.
    pub fn names(&self) -> &[String] {
        if self.names.is_empty() { self.network.names() } else { &self.names }
    }

    /// Nobody's rows, but the names of everyone in all parts and of the kinds of ties: what tables need to tell of them.
    pub fn told(&self) -> Network {
        let names = self.names().to_vec();
        let nobody = Network::from_pairs(names.len(), &[]).0;
        nobody.with_names(names).with_kind_names(self.network.kind_names().iter().cloned())
    }
}

/// The rows of a part's own people.
struct Rows {
    offsets: Vec<u32>,
    /// By their numbers in the whole network, ascending within a row.
    seen: Vec<u32>,
    weights: Vec<f32>,
    kinds: Vec<u8>,
}

impl Rows {
    /// From pairs whose first is one of its own people. Who is paired with themselves is left out, what comes twice is kept once.
    fn of_pairs(own: &Range<u32>, pairs: Vec<(u32, u32)>) -> Self {
        let mut offsets = vec![0u32; own.len() + 1];
        let kept = |&&(viewer, seen): &&(u32, u32)| viewer != seen;
        pairs.iter().filter(kept).for_each(|(viewer, _)| offsets[(viewer - own.start) as usize + 1] += 1);
        (0..own.len()).for_each(|i| offsets[i + 1] += offsets[i]);
        let (mut next, mut seen) = (offsets.clone(), vec![0; offsets[own.len()] as usize]);
        for (viewer, other) in pairs.iter().filter(kept) {
            let place = &mut next[(viewer - own.start) as usize];
            seen[*place as usize] = *other;
            *place += 1;
        }
        drop(pairs);
        let kept = super::packing::sort_rows(&mut offsets, &mut seen, |&other| other);
        seen.truncate(kept);
        Self { offsets, seen, weights: Vec::new(), kinds: Vec::new() }
    }

    /// With local numbers, and what numbers ghosts have in the whole network.
    fn localized(self, own: &Range<usize>, symmetric: bool) -> (Network, Vec<u32>) {
        let Self { mut offsets, mut seen, mut weights, mut kinds } = self;
        let is_own = |other: u32| own.contains(&(other as usize));
        let mut ghosts: Vec<u32> = seen.iter().copied().filter(|&other| !is_own(other)).collect();
        ghosts.sort_unstable();
        ghosts.dedup();
        ghosts.shrink_to_fit();
        for other in &mut seen {
            // A ghost is in the list that was made of them.
            let ghost = |other: u32| own.len() + ghosts.partition_point(|&ghost| ghost < other);
            *other = if is_own(*other) { *other - own.start as u32 } else { ghost(*other) as u32 };
        }
        let ghosts_before = ghosts.partition_point(|&ghost| (ghost as usize) < own.start) as u32;
        let own_ties = seen.len();
        let mut counts = vec![0u32; ghosts.len()];
        if symmetric {
            seen.iter().filter_map(|&other| (other as usize).checked_sub(own.len())).for_each(|g| counts[g] += 1);
        }
        for count in counts {
            offsets.push(offsets.last().copied().unwrap_or(0) + count);
        }
        if symmetric && !ghosts.is_empty() {
            let mut next = offsets[own.len()..].to_vec();
            let ties = offsets.last().copied().unwrap_or(0) as usize;
            seen.reserve_exact(ties - own_ties);
            seen.resize(ties, 0);
            weights.resize(if weights.is_empty() { 0 } else { ties }, 1.0);
            kinds.resize(if kinds.is_empty() { 0 } else { ties }, 0);
            for viewer in 0..own.len() {
                for tie in offsets[viewer] as usize..offsets[viewer + 1] as usize {
                    let Some(ghost) = (seen[tie] as usize).checked_sub(own.len()) else { continue };
                    let place = next[ghost] as usize;
                    next[ghost] += 1;
                    seen[place] = viewer as u32;
                    if let Some(&weight) = weights.get(tie) {
                        weights[place] = weight;
                    }
                    if let Some(&kind) = kinds.get(tie) {
                        kinds[place] = kind;
                    }
                }
            }
        }
        let network = Network {
            offsets,
            seen,
            symmetric,
            weights,
            kinds,
            ghosts: ghosts.len() as u32,
            ghosts_before,
            ..Network::default()
        };
        (network, ghosts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;
    use crate::network::{Direction, GENERATORS, NetworkSpec, Tie};

    fn network(direction: Direction) -> Network {
        let tie = |(viewer, seen): (u32, u32)| Tie { weight: (viewer + 2 * seen) as f32, ..Tie::new(viewer, seen) };
        let pairs = (0..40u32).flat_map(|i| [(i, (i + 1) % 40), (i, (i * 7 + 3) % 40), (i, i / 2)]);
        Network::from_ties(40, &pairs.map(tie).collect::<Vec<_>>(), direction).0
    }

    #[test]
    fn the_rows_of_the_parts_are_the_rows_of_the_whole() {
        for direction in [Direction::Directed, Direction::Undirected] {
            let whole = network(direction);
            for parts in [1, 2, 3, 7, 50] {
                let bounds = Bounds::balanced(&TieCounts::of(&whole), parts);
                assert_eq!((bounds.parts(), bounds.people()), (parts, 40));
                let mut people = 0;
                for number in 0..parts {
                    let part = Part::cut(&whole, bounds.clone(), number);
                    for (local, person) in part.own().enumerate() {
                        let row = part.network().row(local);
                        let seen: Vec<u32> = part.network().seen_by(local).iter().map(|&i| part.global(i)).collect();
                        assert_eq!(seen, whole.seen_by(person as usize));
                        let weights = row.map(|tie| part.network().weight(tie));
                        assert!(weights.eq(whole.row(person as usize).map(|tie| whole.weight(tie))));
                        assert_eq!(part.local(person), Some(local as u32));
                        people += 1;
                    }
                    assert_eq!(part.network().people(), part.own().len());
                    assert!(part.ghosts().iter().all(|&ghost| part.local(ghost).is_none()));
                }
                assert_eq!(people, 40);
            }
        }
    }

    #[test]
    fn those_who_see_a_ghost_are_found_from_the_ghost() {
        for direction in [Direction::Directed, Direction::Undirected] {
            let whole = network(direction);
            let bounds = Bounds::balanced(&TieCounts::of(&whole), 3);
            let part = Part::cut(&whole, bounds, 1);
            let (viewers, _) = part.network().viewers();
            let viewers = if part.network().is_symmetric() { part.network() } else { &Arc::new(viewers) };
            for local in part.own().len()..part.everyone() {
                let ghost = part.global(local as u32);
                let seen: Vec<u32> = viewers.seen_by(local).iter().map(|&i| part.global(i)).collect();
                let expected: Vec<u32> =
                    part.own().filter(|&i| whole.seen_by(i as usize).binary_search(&ghost).is_ok()).collect();
                assert!(seen == expected && !seen.is_empty(), "{direction:?}: {seen:?}, {expected:?}");
            }
        }
    }

    #[test]
    fn parts_have_about_equally_many_ties() {
        // A star: one person has half of all ties.
        let star = Network::from_pairs(1001, &(1..=1000).map(|i| (0, i)).collect::<Vec<_>>()).0;
        let bounds = Bounds::balanced(&TieCounts::of(&star), 2);
        let weight = |part: usize| bounds.of(part).map(|i| star.degree(i as usize) as u64 + EACH).sum::<u64>();
        assert!(weight(0).abs_diff(weight(1)) < 2 * EACH + 1000, "{} {}", weight(0), weight(1));
        let ring = Network::from_pairs(200_000, &(0..200_000).map(|i| (i, (i + 1) % 200_000)).collect::<Vec<_>>()).0;
        let bounds = Bounds::balanced(&TieCounts::of(&ring), 3);
        assert!((0..3).all(|part| bounds.of(part).len().abs_diff(66_667) < 10));
    }

    #[test]
    fn every_generator_gives_parts_of_the_network_that_it_gives() {
        let chance = Chance::new(11);
        let mut by_pairs = 0;
        for generator in GENERATORS {
            let spec =
                NetworkSpec::from_parameters(generator.name, &generator.example_parameters()).expect("an example");
            let whole = spec.build(chance).expect("a network");
            by_pairs += usize::from(spec.tells_pairs());
            for (parts, number) in [(1, 0), (3, 0), (3, 1), (3, 2), (8, 5)] {
                let part = spec.part(chance, parts, number).expect("a part");
                let cut = Part::cut(&whole, part.bounds().clone(), number);
                assert_eq!((part.network(), part.ghosts()), (cut.network(), cut.ghosts()), "{}", generator.name);
                assert!(part.names() == whole.names() && part.population() == whole.people(), "{}", generator.name);
            }
        }
        assert!(by_pairs > 7, "{by_pairs} generators tell pairs one by one");
    }

    #[test]
    fn who_comes_twice_is_seen_once_and_nobody_sees_themselves() {
        let pairs = vec![(3, 9), (2, 3), (3, 2), (3, 3), (3, 9), (2, 7)];
        let part = Part::of_pairs(Bounds(vec![0, 2, 4, 10]), 1, pairs, None, &[]);
        assert_eq!(
            (part.network().seen_by(0), part.network().seen_by(1), part.ghosts()),
            (&[1, 2][..], &[0, 3][..], &[7, 9][..])
        );
        assert_eq!(part.network().ties(), 6);
    }

    #[test]
    fn a_part_that_was_written_down_is_the_part() {
        let whole = network(Direction::Directed).with_names((0..40).map(|i| format!("no {i}")).collect());
        let part = Part::cut(&whole, Bounds::balanced(&TieCounts::of(&whole), 2), 1);
        let back: Part = serde_json::from_str(&serde_json::to_string(&part).expect("text")).expect("a part");
        assert_eq!((back.network(), back.ghosts(), back.names()), (part.network(), part.ghosts(), whole.names()));
        assert_eq!(back.told().names(), whole.names());
    }
}
