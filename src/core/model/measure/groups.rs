//! The parts of a population that are measured on their own: each named group, and all who are in none.

use crate::model::engine::halo::Halo;
use crate::model::engine::onsets::Journal;
use crate::model::setup::Groups;
use crate::model::situation::Situation;
use bevy_ecs::prelude::{Res, ResMut, Resource};

/// What the results call those who are in no group.
pub const OTHERS: &str = "others";

/// The members of each named group, then those of none.
#[derive(Resource, Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// In ascending order; in a part of a network, its own people.
    pub members: Vec<Vec<u32>>,
    /// How many there are, in all parts of the network together.
    pub sizes: Vec<u64>,
    /// By part and expression: how many have expressed it.
    pub reached: Vec<Vec<u64>>,
}

impl Parts {
    /// The parts of so many people.
    pub fn new(groups: &Groups, people: usize, expressions: usize) -> Self {
        let mut alone = vec![true; people];
        groups.iter().flat_map(|(_, members)| members).for_each(|&i| alone[i as usize] = false);
        let others = (0..people as u32).filter(|&i| alone[i as usize]).collect();
        let members: Vec<_> = groups.iter().map(|(_, members)| members.clone()).chain([others]).collect();
        let sizes = members.iter().map(|members| members.len() as u64).collect();
        Self { reached: vec![vec![0; expressions]; members.len()], members, sizes }
    }
}

/// Counts those who expressed something for the first time.
pub fn count(parts: Option<ResMut<Parts>>, journal: Res<Journal>, halo: Option<ResMut<Halo>>) {
    let Some(mut parts) = parts else { return };
    let Parts { members, reached, .. } = &mut *parts;
    for onset in journal.onsets.iter().filter(|onset| onset.first) {
        for (members, reached) in members.iter().zip(&mut *reached) {
            let is_member = members.binary_search(&onset.person).is_ok();
            reached[usize::from(onset.expression)] += u64::from(is_member);
        }
    }
    if let Some(mut halo) = halo {
        let mut counts = reached.concat();
        halo.add_up_groups(&mut counts);
        let expressions = reached.first().map_or(1, Vec::len).max(1);
        reached
            .iter_mut()
            .zip(counts.chunks(expressions))
            .for_each(|(reached, counts)| reached.copy_from_slice(counts));
    }
}

/// The parts as columns name them; none without groups.
pub fn part_names(situation: &Situation) -> Vec<String> {
    let others = (!situation.groups.is_empty()).then(|| OTHERS.to_owned());
    situation.groups.iter().map(|group| column_name(&group.name)).chain(others).collect()
}

/// A group's name as the end of a column's name: letters, digits and `_`.
pub fn column_name(group: &str) -> String {
    group.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}
