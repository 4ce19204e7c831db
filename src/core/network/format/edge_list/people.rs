//! The people of an edge list: whole numbers as long as all are, names otherwise.

use indexmap::IndexSet;

/// Ends of ties in the order of the file.
#[derive(Default)]
pub(super) struct People {
    /// Both ends as numbers, as long as all are numbers.
    numbers: Vec<(u64, u64)>,
    /// People with a line of their own, as numbers.
    alone: Vec<u64>,
    /// How many people there are, if a comment says so.
    count: u64,
    named: Option<Named>,
}

#[derive(Default)]
struct Named {
    names: IndexSet<String>,
    pairs: Vec<(u32, u32)>,
}

impl Named {
    fn number(&mut self, name: &str) -> u32 {
        let known = self.names.get_index_of(name);
        known.unwrap_or_else(|| self.names.insert_full(name.to_owned()).0) as u32
    }

    fn pair(&mut self, viewer: &str, seen: &str) {
        let pair = (self.number(viewer), self.number(seen));
        self.pairs.push(pair);
    }
}

impl People {
    /// There are this many people, numbered from 0.
    pub(super) fn announced(&mut self, count: u64) {
        self.count = count;
    }

    /// These people there are, in this order.
    pub(super) fn listed(&mut self, names: &[String]) {
        let named = self.named();
        names.iter().for_each(|name| _ = named.number(name));
    }

    /// Somebody with or without ties.
    pub(super) fn person(&mut self, name: &str) {
        match number(name).filter(|_| self.named.is_none()) {
            Some(number) => self.alone.push(number),
            None => _ = self.named().number(name),
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
        let (numbers, alone, count) = (&mut self.numbers, &mut self.alone, self.count);
        self.named.get_or_insert_with(|| {
            let mut named = Named::default();
            (0..count).for_each(|i| _ = named.number(&i.to_string()));
            std::mem::take(alone).iter().for_each(|i| _ = named.number(&i.to_string()));
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
            return (if plain { Vec::new() } else { named.names.into_iter().collect() }, people, named.pairs);
        }
        number_people(&self.numbers, &self.alone, self.count)
    }
}

/// Numbers people in the order of their numbers, which become names unless they run from 0 without a gap.
fn number_people(numbers: &[(u64, u64)], alone: &[u64], count: u64) -> (Vec<String>, usize, Vec<(u32, u32)>) {
    let highest = numbers.iter().map(|&(a, b)| a.max(b)).chain(alone.iter().copied()).max();
    let bound = highest.map_or(count, |h| count.max(h.saturating_add(1)));
    // A table over all numbers, unless there are huge gaps.
    if bound <= 8 * (numbers.len() + alone.len()) as u64 + count + 1024 {
        let mut there = vec![u32::MAX; bound as usize];
        there[..count as usize].fill(0);
        numbers.iter().for_each(|&(a, b)| (there[a as usize], there[b as usize]) = (0, 0));
        alone.iter().for_each(|&i| there[i as usize] = 0);
        let mut ids = Vec::new();
        for (id, place) in there.iter_mut().enumerate().filter(|(_, place)| **place == 0) {
            *place = ids.len() as u32;
            ids.push(id as u64);
        }
        let pairs = numbers.iter().map(|&(a, b)| (there[a as usize], there[b as usize])).collect();
        return (names(&ids), ids.len(), pairs);
    }
    let mut ids: Vec<u64> =
        numbers.iter().flat_map(|&(a, b)| [a, b]).chain(alone.iter().copied()).chain(0..count).collect();
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
