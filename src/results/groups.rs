//! Who is in which group of the scenario, run by run: a group may be drawn by chance anew for each run.

use std::collections::BTreeMap;

/// Stands between the names of several groups of one person in a table.
pub const BETWEEN_GROUPS: &str = "; ";

/// The groups that a scenario names, of each person, for the runs that recorded their people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedGroups {
    /// What people are in, in the order in which it is first met: a group, or several with [`BETWEEN_GROUPS`] between them; empty: in
    /// none.
    pub names: Vec<String>,
    /// For each run the place in `names` of each person.
    pub runs: Vec<(u64, Vec<u32>)>,
}

impl NamedGroups {
    /// Adds what the people of a run are in, person by person.
    pub fn add<'a>(&mut self, run: u64, people: impl Iterator<Item = &'a str>) {
        let people = people.map(|name| self.place(name)).collect();
        self.runs.push((run, people));
    }

    fn place(&mut self, name: &str) -> u32 {
        let known = self.names.iter().position(|known| known == name);
        let place = known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// What the people of a run are in; nothing where that was not recorded.
    pub fn of_run(&self, run: u64) -> Option<&[u32]> {
        self.runs.iter().find(|(id, _)| *id == run).map(|(_, people)| people.as_slice())
    }

    /// Whether anybody is in a group.
    pub fn any(&self) -> bool {
        self.names.iter().any(|name| !name.is_empty())
    }
}

/// The groups of those who are in one, from the members of each group in the scenario's order.
pub fn by_person<'a>(groups: impl Iterator<Item = (&'a str, &'a [u32])>) -> BTreeMap<u32, String> {
    let mut told: BTreeMap<u32, String> = BTreeMap::new();
    for (name, members) in groups {
        for person in members {
            let told = told.entry(*person).or_default();
            if !told.is_empty() {
                told.push_str(BETWEEN_GROUPS);
            }
            told.push_str(name);
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_of_two_groups_are_in_both_and_of_none_in_nothing() {
        let told = by_person([("low", &[0, 2][..]), ("new", &[2])].into_iter());
        assert_eq!(told, BTreeMap::from([(0, "low".to_owned()), (2, "low; new".to_owned())]));
        let mut groups = NamedGroups::default();
        groups.add(3, (0..4).map(|person| told.get(&person).map_or("", String::as_str)));
        groups.add(4, ["", "low", "", ""].into_iter());
        assert_eq!(groups.names, ["low", "", "low; new"]);
        assert_eq!((groups.of_run(4), groups.of_run(5)), (Some(&[1, 0, 1, 1][..]), None));
        assert!(groups.any());
    }

    #[test]
    fn where_nobody_is_in_a_group_there_is_none() {
        let mut groups = NamedGroups::default();
        assert!(!groups.any());
        groups.add(0, ["", ""].into_iter());
        assert!(!groups.any());
    }
}
