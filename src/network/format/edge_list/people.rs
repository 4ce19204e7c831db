//! The people of an edge list: whole numbers as long as all are, names otherwise.

use std::collections::HashMap;

/// Ends of ties in the order of the file.
#[derive(Default)]
pub(super) struct People {
    /// Both ends as numbers, as long as all are numbers.
    numbers: Vec<(u64, u64)>,
    /// How many people there are, if a comment says so.
    count: u64,
    named: Option<Named>,
}

#[derive(Default)]
struct Named {
    names: Vec<String>,
    index: HashMap<String, u32>,
    pairs: Vec<(u32, u32)>,
}

impl Named {
    fn number(&mut self, name: &str) -> u32 {
        self.index.get(name).copied().unwrap_or_else(|| {
            let number = self.names.len() as u32;
            self.names.push(name.to_owned());
            self.index.insert(name.to_owned(), number);
            number
        })
    }

    fn pair(&mut self, viewer: &str, seen: &str) {
        let pair = (self.number(viewer), self.number(seen));
        self.pairs.push(pair);
    }
}

/// No more people are believed to be without ties than this.
const ALONE_LIMIT: u64 = 50_000_000;

impl People {
    /// What a `people:` comment says: their number, or the list of their names.
    pub(super) fn announced(&mut self, list: &str) {
        if let Ok(count) = list.parse::<u64>() {
            self.count = count.min(ALONE_LIMIT);
        } else if let Ok(names) = serde_json::from_str::<Vec<String>>(list) {
            let named = self.named();
            for name in &names {
                named.number(name);
            }
        }
    }

    /// Takes a line that is nothing but two numbers; says whether it was one.
    #[inline]
    pub(super) fn plain_pair(&mut self, line: &str) -> bool {
        let Some((a, b)) = two_numbers(line).filter(|_| self.named.is_none()) else { return false };
        self.numbers.push((a, b));
        true
    }

    /// Takes the two ends of a tie.
    pub(super) fn pair(&mut self, viewer: &str, seen: &str) {
        if self.named.is_none()
            && let (Some(a), Some(b)) = (number(viewer), number(seen))
        {
            self.numbers.push((a, b));
        } else {
            self.named().pair(viewer, seen);
        }
    }

    /// From here on names; what came before is taken by name, too.
    fn named(&mut self) -> &mut Named {
        let numbers = &mut self.numbers;
        self.named.get_or_insert_with(|| {
            let mut named = Named::default();
            for (a, b) in std::mem::take(numbers) {
                named.pair(&a.to_string(), &b.to_string());
            }
            named
        })
    }

    /// Names (none when people are numbered from 0 without gaps), the number of people, and the ties.
    pub(super) fn numbered(self) -> (Vec<String>, usize, Vec<(u32, u32)>) {
        if let Some(named) = self.named {
            let plain = named.names.iter().enumerate().all(|(i, name)| *name == i.to_string());
            let people = named.names.len();
            return (if plain { Vec::new() } else { named.names }, people, named.pairs);
        }
        number_people(self.numbers, self.count)
    }
}

/// Numbers people in the order of their numbers, which become names unless they run from 0 without a gap.
fn number_people(numbers: Vec<(u64, u64)>, count: u64) -> (Vec<String>, usize, Vec<(u32, u32)>) {
    let highest = numbers.iter().map(|&(a, b)| a.max(b)).max();
    let bound = highest.map_or(count, |h| count.max(h.saturating_add(1)));
    // A table over all numbers, unless there are huge gaps.
    if bound <= 8 * numbers.len() as u64 + count + 1024 {
        let mut there = vec![u32::MAX; bound as usize];
        there[..count as usize].fill(0);
        numbers.iter().for_each(|&(a, b)| (there[a as usize], there[b as usize]) = (0, 0));
        let mut ids = Vec::new();
        for (id, place) in there.iter_mut().enumerate().filter(|(_, place)| **place == 0) {
            *place = ids.len() as u32;
            ids.push(id as u64);
        }
        let pairs = numbers.iter().map(|&(a, b)| (there[a as usize], there[b as usize])).collect();
        return (names(&ids), ids.len(), pairs);
    }
    let mut ids: Vec<u64> = numbers.iter().flat_map(|&(a, b)| [a, b]).collect();
    ids.sort_unstable();
    ids.dedup();
    let place = |id: u64| ids.partition_point(|&other| other < id) as u32;
    let pairs = numbers.iter().map(|&(a, b)| (place(a), place(b))).collect();
    (names(&ids), ids.len(), pairs)
}

fn names(ids: &[u64]) -> Vec<String> {
    let gapless = ids.last().is_none_or(|&last| last == ids.len() as u64 - 1);
    if gapless { Vec::new() } else { ids.iter().map(u64::to_string).collect() }
}

/// A whole number without a sign and without leading zeros (007 is a name).
fn number(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    let (number, end) = leading_number(bytes)?;
    (end == bytes.len()).then_some(number)
}

fn two_numbers(line: &str) -> Option<(u64, u64)> {
    let bytes = line.as_bytes();
    let (first, mut at) = leading_number(bytes)?;
    let gap = at;
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    let (second, end) = leading_number(&bytes[at..])?;
    (at > gap && at + end == bytes.len()).then_some((first, second))
}

fn leading_number(bytes: &[u8]) -> Option<(u64, usize)> {
    let end = bytes.iter().position(|b| !b.is_ascii_digit()).unwrap_or(bytes.len());
    // 18 digits always fit.
    if end == 0 || end > 18 || (end > 1 && bytes[0] == b'0') {
        return None;
    }
    Some((bytes[..end].iter().fold(0, |n, &b| n * 10 + u64::from(b - b'0')), end))
}
