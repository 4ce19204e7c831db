//! Separate groups in which everyone sees everyone: tables, families, conversations.

use super::{Generator, Rows, Size, exactly_one, pairs_among};
use crate::network::{Given, Network, Parameter, ParameterKind, ParameterProblem, Problem};

pub(super) const GROUPS: Generator = Generator {
    name: "groups",
    about: "separate groups (tables, families) in which everyone sees everyone",
    source: "NetworkX caveman_graph, with groups of any size",
    random: false,
    parameters: &[
        Parameter::new("sizes", ParameterKind::Counts(1), "people in each group").alternative(),
        Parameter::new("count", ParameterKind::Count(1), "number of groups of equal size").alternative(),
        Parameter::new("size", ParameterKind::Count(1), "people in each group of equal size").alternative(),
        Parameter::new("in_view", ParameterKind::Flag, "whether people also see and hear those of other groups")
            .or("false"),
    ],
    example: "count = 25\nsize = 4",
    check,
    size,
    build: |given, _| {
        let sizes = listed(given);
        Ok(if given.flag("in_view") { groups_in_view(&sizes) } else { groups(&sizes) })
    },
    rows: Some(Rows {
        pairs: |given, _, tell| each_pair(&listed(given), tell),
        can: |given| !given.flag("in_view"),
        blocks: Some(|given| {
            let ends: Vec<usize> = listed(given)
                .iter()
                .scan(0, |end, size| {
                    Some({
                        *end += size;
                        *end
                    })
                })
                .collect();
            Box::new(move |person| ends.partition_point(|&end| end <= person as usize) as u32)
        }),
        kinds: &["within"],
    }),
};

fn check(given: &Given) -> Vec<ParameterProblem> {
    if let Some(problem) = exactly_one(given, &["sizes", "count"]).or_else(|| both_or_none(given)) {
        return vec![problem];
    }
    if given.has("sizes") && given.counts("sizes").is_empty() {
        return vec![ParameterProblem::range("sizes", "[]", "at least one group is needed")];
    }
    Vec::new()
}

fn both_or_none(given: &Given) -> Option<ParameterProblem> {
    match (given.has("count"), given.has("size")) {
        (true, false) => Some(
            ParameterProblem::new("size", Problem::Missing, "`count` needs `size`: people in each group")
                .help("a whole number, 1 or more"),
        ),
        (false, true) => Some(
            ParameterProblem::new("size", Problem::Conflict, "`sizes` and `size` exclude each other")
                .help("give one of them"),
        ),
        _ => None,
    }
}

fn size(given: &Given) -> Size {
    if given.flag("in_view") {
        let people = listed(given).iter().sum::<usize>() as f64;
        return Size::pairs(people, pairs_among(people));
    }
    if given.has("sizes") {
        let sizes = given.counts("sizes");
        return Size::pairs(sizes.iter().sum::<usize>() as f64, sizes.iter().map(|&s| pairs_among(s as f64)).sum());
    }
    let (count, size) = (given.count("count") as f64, given.count("size") as f64);
    Size::pairs(count * size, count * pairs_among(size))
}

fn listed(given: &Given) -> Vec<usize> {
    if given.has("sizes") { given.counts("sizes") } else { vec![given.count("size"); given.count("count")] }
}

/// Groups of these sizes, numbered one after the other; a person's block is the group.
pub fn groups(sizes: &[usize]) -> Network {
    let pairs = super::listed_pairs(0.0, |tell| each_pair(sizes, tell));
    let blocks: Vec<u32> = (0..).zip(sizes).flat_map(|(group, &size)| std::iter::repeat_n(group, size)).collect();
    Network::from_pairs(blocks.len(), &pairs).0.with_kind_names(["within"]).with_blocks(blocks)
}

fn each_pair(sizes: &[usize], tell: &mut dyn FnMut(u32, u32)) {
    let mut first = 0;
    for &size in sizes {
        let last = first + size as u32;
        (first..last).for_each(|i| (i + 1..last).for_each(|j| tell(i, j)));
        first = last;
    }
}

/// The same groups in one room: people also see those of other groups, by ties of the kind `between`.
pub(super) fn groups_in_view(sizes: &[usize]) -> Network {
    let blocks = groups(sizes).blocks().to_vec();
    let kind = |viewer: u32, seen: u32| u8::from(blocks[viewer as usize] != blocks[seen as usize]);
    super::complete(blocks.len()).with_kinds(&["within", "between"], kind).with_blocks(blocks)
}
