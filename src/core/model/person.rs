//! People: an entity each, with the traits that the scenario deals them.

use super::situation::{Situation, Traits};
use crate::chance::{Chance, Distribution, Stream, scope};
use crate::network::Part;
use bevy_ecs::prelude::{Component, Resource};

/// Marks a person; row `i` of the people is person `i`.
#[derive(Component, Clone, Copy, Debug)]
pub struct Person(pub u32);

/// The traits of everyone, by person. Dealt once; they do not change in a run.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Dealt {
    /// s.
    pub susceptibility: Trait,
    /// ε.
    pub expressiveness: Trait,
    /// p.
    pub perception: Trait,
    /// r.
    pub reappraisal: Trait,
    /// u.
    pub suppression: Trait,
    /// b \[SD\].
    pub mood_baseline: Trait,
}

/// One trait: the same number for everyone, or one each.
#[derive(Clone, Debug, PartialEq)]
pub enum Trait {
    /// The same for everyone.
    Shared(f64),
    /// One each.
    Own(Vec<f64>),
}

impl Default for Trait {
    fn default() -> Self {
        Self::Shared(0.0)
    }
}

impl Trait {
    /// Person `i`'s.
    #[inline]
    pub fn of(&self, person: usize) -> f64 {
        match self {
            Self::Shared(value) => *value,
            Self::Own(values) => values[person],
        }
    }

    /// The number that everyone shares.
    pub fn shared(&self) -> Option<f64> {
        match self {
            Self::Shared(value) => Some(*value),
            Self::Own(_) => None,
        }
    }
}

/// How a trait is dealt: its name, where it stands in the scenario, and its range.
struct Deal {
    name: &'static str,
    everyone: fn(&Situation) -> &Distribution,
    group: fn(&Traits) -> Option<&Distribution>,
    range: (f64, f64),
}

impl Dealt {
    /// Deals everyone's traits: what is known of a person goes first, then the last group with the trait, then what holds
    /// for everyone. A group draws with the same luck as everyone.
    ///
    /// In a part of a network its ghosts are dealt theirs, too, for what they show is seen there.
    pub fn new(situation: &Situation, groups: &[(String, Vec<u32>)], part: &Part, chance: Chance) -> Self {
        let deal = |deal: Deal| deal.trait_of(situation, groups, part, chance);
        Self {
            susceptibility: deal(Deal {
                name: "susceptibility",
                everyone: |s| &s.people.susceptibility,
                group: |t| t.susceptibility.as_ref(),
                range: (0.0, f64::INFINITY),
            }),
            expressiveness: deal(Deal {
                name: "expressiveness",
                everyone: |s| &s.people.expressiveness,
                group: |t| t.expressiveness.as_ref(),
                range: (0.0, 1.0),
            }),
            perception: deal(Deal {
                name: "perception",
                everyone: |s| &s.people.perception,
                group: |t| t.perception.as_ref(),
                range: (0.0, 1.0),
            }),
            reappraisal: deal(Deal {
                name: "reappraisal",
                everyone: |s| &s.people.reappraisal,
                group: |t| t.reappraisal.as_ref(),
                range: (0.0, 1.0),
            }),
            suppression: deal(Deal {
                name: "suppression",
                everyone: |s| &s.people.suppression,
                group: |t| t.suppression.as_ref(),
                range: (0.0, 1.0),
            }),
            mood_baseline: deal(Deal {
                name: "mood_baseline",
                everyone: |s| &s.people.mood_baseline,
                group: |t| t.mood_baseline.as_ref(),
                range: (f64::NEG_INFINITY, f64::INFINITY),
            }),
        }
    }
}

impl Deal {
    fn trait_of(&self, situation: &Situation, groups: &[(String, Vec<u32>)], part: &Part, chance: Chance) -> Trait {
        let everyone = (self.everyone)(situation);
        let of_groups: Vec<_> = situation
            .groups
            .iter()
            .zip(groups)
            .filter_map(|(group, (_, members))| Some(((self.group)(&group.traits)?, members)))
            .collect();
        let (low, high) = self.range;
        let own = situation.people.own(self.name);
        match everyone.constant() {
            Some(value) if of_groups.is_empty() && own.is_none() => Trait::Shared(value.clamp(low, high)),
            _ => {
                let luck = chance.of(Stream::Trait, scope(self.name));
                let draw = |distribution: &Distribution, i: u32| {
                    let i = part.global(i);
                    distribution.sample(i as usize, &mut luck.draws(i.into(), 0)).clamp(low, high)
                };
                let mut values: Vec<f64> = (0..part.everyone() as u32).map(|i| draw(everyone, i)).collect();
                for (distribution, members) in of_groups {
                    members.iter().for_each(|&i| values[i as usize] = draw(distribution, i));
                }
                put_own(&mut values, own, part);
                Trait::Own(values)
            }
        }
    }
}

/// Puts in what is known of people one by one.
pub(super) fn put_own(values: &mut [f64], own: Option<&[Option<f64>]>, part: &Part) {
    let Some(own) = own else { return };
    for (person, value) in (0..).zip(values) {
        let known = own.get(part.global(person) as usize).copied().flatten();
        *value = known.unwrap_or(*value);
    }
}
