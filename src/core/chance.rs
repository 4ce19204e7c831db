//! Every random draw has a name: the run's seed, a stream, a scope (an expression or a place), a person (or a tie)
//! and a count. The same name gives the same number whatever else is drawn, so neither threads nor a new mechanism
//! shift anyone's luck, and two runs that differ in one parameter share every draw that the parameter does not touch.
//!
//! The name is hashed (two rounds of Stafford's 64-bit finaliser) to the starting point of a
//! [`SplitMix64`] generator, which then stands behind rand's traits. The engine asks for one or two numbers per name,
//! so what counts is the cost of starting a generator, not of running it.

mod distribution;
mod standard;

pub use distribution::{Distribution, DistributionError};
pub use rand_xoshiro::SplitMix64;
pub use standard::{standard_normal, unit_exponential};

use rand::SeedableRng;

/// What a draw is for. The number of a stream is part of the name of each of its draws: never reuse or reorder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u64)]
pub enum Stream {
    /// The seed of each replicate.
    Replicate = 1,
    /// The random graph.
    Network = 2,
    /// Closeness of a tie.
    Closeness = 3,
    /// Visibility of a tie.
    Visibility = 4,
    /// A trait of a person; the scope names the trait.
    Trait = 5,
    /// Who belongs to a group; the scope names the group.
    Group = 6,
    /// Who is expressing at the start.
    Initial = 7,
    /// Who an event happens to; the scope is the event's index.
    Event = 8,
    /// Whether a person responds to an expression at all.
    Responder = 9,
    /// A person's threshold for an expression.
    Threshold = 10,
    /// The unit exponential of one idle stretch: how much hazard it takes to fire.
    Firing = 11,
    /// Which hazard fired: spontaneous, imitated or deliberate.
    Cause = 12,
    /// From whom an imitated expression was caught.
    Source = 13,
    /// How long the latent stage lasts.
    Latency = 14,
    /// How long an expression lasts.
    Duration = 15,
    /// How long the refractory period lasts.
    Refractory = 16,
    /// Noise of slow mood.
    MoodNoise = 17,
    /// Encounters that come and go.
    Encounter = 18,
    /// Resampling in statistics.
    Bootstrap = 19,
    /// Points of a sampling design.
    Design = 20,
    /// How much of a sad face it takes until somebody comforts.
    Comfort = 21,
    /// How much of what two show it takes until they tie, or part.
    Selection = 22,
}

/// The four lots of chance in a run, each of which can be drawn again while the others stay: what the variance of an
/// outcome is split into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(usize)]
pub enum Lot {
    /// Who is tied to whom, and how closely.
    Network = 0,
    /// Who begins, and whom events happen to.
    Start = 1,
    /// What people are like: traits, groups, who responds, thresholds.
    People = 2,
    /// What happens from moment to moment.
    Dice = 3,
}

impl Lot {
    /// All of them, in the order of tables and charts.
    pub const ALL: [Self; 4] = [Self::Network, Self::Start, Self::People, Self::Dice];

    /// Its name as a key of a scenario.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Start => "start",
            Self::People => "people",
            Self::Dice => "dice",
        }
    }

    /// The dotted key that holds it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Network => "chance.network",
            Self::Start => "chance.start",
            Self::People => "chance.people",
            Self::Dice => "chance.dice",
        }
    }
}

impl Stream {
    /// The lot that its draws belong to.
    pub const fn lot(self) -> Lot {
        match self {
            Self::Network | Self::Closeness | Self::Visibility => Lot::Network,
            Self::Initial | Self::Event => Lot::Start,
            Self::Trait | Self::Group | Self::Responder | Self::Threshold => Lot::People,
            _ => Lot::Dice,
        }
    }
}

/// The source of all chance in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// One seed a [`Lot`]; all the same unless one is held.
    seeds: [u64; 4],
}

impl Chance {
    /// All chance of a run with this seed.
    pub const fn new(seed: u64) -> Self {
        Self { seeds: [seed; 4] }
    }

    /// The same, with one lot drawn from another seed.
    #[must_use]
    pub const fn with(mut self, lot: Lot, seed: u64) -> Self {
        self.seeds[lot as usize] = seed;
        self
    }

    /// The seed of a lot.
    pub const fn seed(self, lot: Lot) -> u64 {
        self.seeds[lot as usize]
    }

    /// The seed of replicate `replicate`; arms and points of one experiment share it.
    pub fn replicate_seed(self, replicate: u64) -> u64 {
        // 53 bits, so that a spreadsheet or JSON reader shows the seed exactly.
        self.of(Stream::Replicate, 0).name(replicate, 0) >> 11
    }

    /// The generator of the draw with this name.
    #[inline]
    pub fn draws(self, stream: Stream, scope: u64, who: u64, count: u64) -> SplitMix64 {
        self.of(stream, scope).draws(who, count)
    }

    /// All draws of one stream and scope: the first half of a name, hashed once.
    #[inline]
    pub fn of(self, stream: Stream, scope: u64) -> Draws {
        let seed = self.seeds[stream.lot() as usize];
        Draws { place: mix(seed ^ mix(scope.wrapping_add((stream as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)))) }
    }
}

/// Lots that are held still: for each the number of the replicate whose luck every run takes; none: each run its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Held {
    /// The seed of the experiment whose replicates are meant.
    experiment: u64,
    replicates: [Option<u64>; 4],
}

impl Held {
    /// Nothing is held in the experiment with this seed.
    pub const fn nothing(experiment: u64) -> Self {
        Self { experiment, replicates: [None; 4] }
    }

    /// The same with a lot held at a replicate's luck.
    #[must_use]
    pub const fn at(mut self, lot: Lot, replicate: Option<u64>) -> Self {
        self.replicates[lot as usize] = replicate;
        self
    }

    /// Whether no lot is held.
    pub fn is_nothing(&self) -> bool {
        self.replicates.iter().all(Option::is_none)
    }

    /// The replicate whose luck a lot takes.
    pub const fn replicate(self, lot: Lot) -> Option<u64> {
        self.replicates[lot as usize]
    }

    /// The chance of a run with this seed.
    pub fn chance(self, seed: u64) -> Chance {
        let held = Lot::ALL.into_iter().filter_map(|lot| Some((lot, self.replicate(lot)?)));
        let experiment = Chance::new(self.experiment);
        held.fold(Chance::new(seed), |chance, (lot, k)| chance.with(lot, experiment.replicate_seed(k)))
    }
}

/// What one person more adds to the name of a draw.
const OF_A_PERSON: u64 = 0xd134_2543_de82_ef95;

/// The draws of one stream and scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    place: u64,
}

impl Draws {
    /// The same draws for people whose numbers are told from a first one on: number 0 draws what person `first` does.
    #[must_use]
    pub const fn counted_from(self, first: usize) -> Self {
        Self { place: self.place.wrapping_add((first as u64).wrapping_mul(OF_A_PERSON)) }
    }

    /// The generator of one person's (or tie's) draw number `count`.
    #[inline]
    pub fn draws(self, who: u64, count: u64) -> SplitMix64 {
        SplitMix64::seed_from_u64(self.name(who, count))
    }

    #[inline]
    const fn name(self, who: u64, count: u64) -> u64 {
        mix(self.place.wrapping_add(who.wrapping_mul(OF_A_PERSON)) ^ count.wrapping_mul(0xa076_1d64_78bd_642f))
    }
}

/// The scope of a named thing (an expression, a group, a trait): a hash of its name, so that order does not matter.
pub fn scope(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Who a tie is, as one number: the viewer and the person seen.
pub const fn tie(viewer: u32, seen: u32) -> u64 {
    ((viewer as u64) << 32) | seen as u64
}

#[inline]
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;
    use std::collections::BTreeSet;

    #[test]
    fn the_same_name_gives_the_same_number() {
        let draw = || Chance::new(1).draws(Stream::Firing, 2, 3, 4).random::<f64>();
        assert_eq!(draw(), draw());
    }

    #[test]
    fn every_part_of_the_name_matters() {
        let chance = Chance::new(1);
        let mut numbers = BTreeSet::new();
        for stream in [Stream::Firing, Stream::Cause, Stream::Source] {
            for scope in 0..5 {
                for who in 0..50 {
                    for count in 0..50 {
                        numbers.insert(chance.draws(stream, scope, who, count).random::<u64>());
                    }
                }
            }
        }
        assert_eq!(numbers.len(), 3 * 5 * 50 * 50);
    }

    #[test]
    fn neighbouring_names_are_not_correlated() {
        let chance = Chance::new(7);
        let u = |who, count| chance.draws(Stream::Firing, 0, who, count).random::<f64>() - 0.5;
        let n = 20_000;
        let by_person: f64 = (0..n).map(|i| u(i, 0) * u(i + 1, 0)).sum::<f64>() / n as f64;
        let by_count: f64 = (0..n).map(|i| u(0, i) * u(0, i + 1)).sum::<f64>() / n as f64;
        // The product of two independent uniforms on ±1/2 has sd 1/12; 4 standard errors of its mean.
        let bound = 4.0 / 12.0 / (n as f64).sqrt();
        assert!(by_person.abs() < bound && by_count.abs() < bound, "{by_person} {by_count}");
    }

    #[test]
    fn a_held_lot_stays_while_the_others_change() {
        let held = Held::nothing(1).at(Lot::Network, Some(3));
        let draw = |chance: Chance, stream| chance.draws(stream, 0, 0, 0).random::<u64>();
        let (a, b) = (held.chance(10), held.chance(11));
        assert_eq!(draw(a, Stream::Closeness), draw(b, Stream::Closeness));
        assert_ne!(draw(a, Stream::Firing), draw(b, Stream::Firing));
        assert_eq!(a.seed(Lot::Network), Chance::new(1).replicate_seed(3));
        assert_eq!(Held::nothing(1).chance(10), Chance::new(10));
    }

    #[test]
    fn people_draw_the_same_from_whomever_they_are_counted() {
        let draws = Chance::new(3).of(Stream::Firing, 9);
        for (first, who) in [(0, 5), (3, 2), (1 << 31, 7)] {
            let draw = |draws: Draws, who| draws.draws(who, 4).random::<u64>();
            assert_eq!(draw(draws.counted_from(first), who), draw(draws, first as u64 + who));
        }
    }

    #[test]
    fn the_bytes_of_a_seed_never_change() {
        assert_eq!(Chance::new(1).replicate_seed(0), 2_456_138_580_440_137);
    }
}
