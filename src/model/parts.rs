//! The parts of a population that are measured on their own: each named group, and all who are in none.

use super::setup::Groups;
use super::situation::Situation;
use bevy_ecs::prelude::Resource;

/// What the results call those who are in no group.
pub const OTHERS: &str = "others";

/// The members of each named group, then those of none.
#[derive(Resource, Clone, Debug, PartialEq, Eq)]
pub struct Parts(pub Vec<Vec<u32>>);

impl Parts {
    /// The parts of so many people.
    pub fn new(groups: &Groups, people: usize) -> Self {
        let mut alone = vec![true; people];
        groups.iter().flat_map(|(_, members)| members).for_each(|&i| alone[i as usize] = false);
        let others = (0..people as u32).filter(|&i| alone[i as usize]).collect();
        Self(groups.iter().map(|(_, members)| members.clone()).chain([others]).collect())
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
