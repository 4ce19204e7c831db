//! Synchronous thresholds: in each round everyone looks at who had joined before it.

use super::Contacts;

/// How many have joined after each round, from `seeds` on, until nothing changes. People join when at least `threshold` of
/// their contacts have.
pub fn joined(contacts: &Contacts, seeds: &[usize], threshold: usize) -> Vec<usize> {
    let mut has_joined = vec![false; contacts.len()];
    seeds.iter().for_each(|&i| has_joined[i] = true);
    let mut counts = vec![seeds.len()];
    loop {
        let before = has_joined.clone();
        for (person, seen) in contacts.iter().enumerate() {
            has_joined[person] |= seen.iter().filter(|&&other| before[other]).count() >= threshold;
        }
        let now = has_joined.iter().filter(|&&joined| joined).count();
        if counts.last() == Some(&now) {
            return counts;
        }
        counts.push(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_walked_a_step_a_round() {
        let path = vec![vec![1], vec![0, 2], vec![1, 3], vec![2]];
        assert_eq!(joined(&path, &[0], 1), [1, 2, 3, 4]);
        assert_eq!(joined(&path, &[0, 2], 2), [2, 3]);
    }
}
