//! Which part of the chains a page can hold, and in which row each expression stands.

use crate::output::chart::chains::Link;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// An expression that is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Node {
    /// Its place among the links.
    pub link: usize,
    /// Its row, from the top.
    pub row: usize,
    /// The one that it was caught from, by its place among the nodes.
    pub parent: Option<usize>,
    /// The first of its chain, by its place among the nodes.
    pub root: usize,
}

/// The chains as they are drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tree {
    /// Each after the one that it was caught from.
    pub nodes: Vec<Node>,
    /// Rows that they take.
    pub rows: usize,
    /// Expressions that were caught from nobody who can be named and led to no other.
    pub alone: usize,
    /// Others that are not drawn.
    pub cut: usize,
}

/// The chains of which most came, within so many rows and nodes: a chain from nobody who can be named at the top, then the largest.
pub(super) fn grow(links: &[Link], most: (usize, usize)) -> Tree {
    let alone = links.iter().filter(|link| link.parent.is_none() && link.descendants == 0).count();
    let kept = kept(links, most);
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); links.len()];
    let mut roots = Vec::new();
    for place in (0..links.len()).filter(|place| kept[*place]) {
        match links[place].parent {
            Some(parent) => children[parent].push(place),
            None => roots.push(place),
        }
    }
    let size = |place: &usize| (Reverse(links[*place].descendants), *place);
    roots.sort_by_key(|place| (!links[*place].is_of_unknown(), size(place)));
    // The largest branch goes straight on.
    children.iter_mut().for_each(|list| list.sort_by_key(size));
    let mut tree = Tree { alone, ..Tree::default() };
    for root in roots {
        rows(&children, root, &mut tree);
    }
    tree.cut = links.len() - alone - tree.nodes.len();
    tree
}

/// The links that are drawn: the largest chain, then the next, as long as there are rows; of a chain that is larger than that those
/// of which most came. A link comes after the one it was caught from.
fn kept(links: &[Link], (rows, nodes): (usize, usize)) -> Vec<bool> {
    let mut root: Vec<usize> = (0..links.len()).collect();
    for (place, link) in links.iter().enumerate() {
        link.parent.into_iter().for_each(|parent| root[place] = root[parent]);
    }
    let entry = |place: usize| {
        let first = root[place];
        ((links[first].descendants, Reverse(first), links[place].descendants), Reverse(place))
    };
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); links.len()];
    for (place, link) in links.iter().enumerate() {
        link.parent.into_iter().for_each(|parent| children[parent].push(place));
    }
    let roots = (0..links.len()).filter(|place| links[*place].parent.is_none() && links[*place].descendants > 0);
    let mut waiting: BinaryHeap<_> = roots.map(entry).collect();
    let (mut kept, mut goes_on) = (vec![false; links.len()], vec![false; links.len()]);
    let (mut used, mut drawn) = (0, 0);
    while let Some((_, Reverse(place))) = waiting.pop() {
        // The first that is caught from somebody stands in their row.
        let straight = links[place].parent.is_some_and(|parent| !goes_on[parent]);
        if drawn == nodes || (used == rows && !straight) {
            continue;
        }
        used += usize::from(!straight);
        drawn += 1;
        kept[place] = true;
        links[place].parent.into_iter().for_each(|parent| goes_on[parent] = true);
        waiting.extend(children[place].iter().map(|child| entry(*child)));
    }
    kept
}

/// Puts a root and all that was caught from it into rows; without calling itself, since chains can be long.
fn rows(children: &[Vec<usize>], root: usize, tree: &mut Tree) {
    let mut waiting: Vec<(usize, Option<usize>, bool)> = vec![(root, None, false)];
    while let Some((link, parent, straight)) = waiting.pop() {
        let row = match parent.filter(|_| straight) {
            Some(parent) => tree.nodes[parent].row,
            None => {
                tree.rows += 1;
                tree.rows - 1
            }
        };
        let here = tree.nodes.len();
        let root = parent.map_or(here, |parent| tree.nodes[parent].root);
        tree.nodes.push(Node { link, row, parent, root });
        // The last that is put on the pile is taken first: the largest branch, then the next below it.
        for (rank, child) in children[link].iter().enumerate().rev() {
            waiting.push((*child, Some(here), rank == 0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::chart::chains;
    use crate::output::chart::input::{Cause, Event};

    /// Each catches it from the one of that number; none: nobody.
    fn events(sources: &[Option<u32>]) -> Vec<Event> {
        let event = |(person, source): (u32, &Option<u32>)| Event {
            run: 0,
            time: f64::from(person),
            person,
            expression: 0,
            cause: if source.is_some() { Cause::Imitated } else { Cause::Spontaneous },
            source: *source,
            latency: 0.5,
            duration: 1.0,
        };
        (0..).zip(sources).map(event).collect()
    }

    #[test]
    fn every_expression_is_drawn_or_counted_as_left_out() {
        let sources: Vec<Option<u32>> = (0..60u32).map(|i| (i % 7 != 0).then_some(i / 2)).collect();
        let events = events(&sources);
        let links = chains::links(events.iter().collect());
        for most in [(100, 500), (5, 500), (44, 9), (1, 1), (0, 0)] {
            let tree = grow(&links, most);
            assert_eq!(tree.nodes.len() + tree.alone + tree.cut, 60, "{most:?}");
            assert!(tree.rows <= most.0 && tree.nodes.len() <= most.1, "{most:?}: {tree:?}");
            let all_rows: std::collections::BTreeSet<usize> = tree.nodes.iter().map(|node| node.row).collect();
            assert_eq!(all_rows.len(), tree.rows, "no row is empty");
        }
        assert_eq!(grow(&links, (100, 500)).cut, 0);
    }

    #[test]
    fn the_largest_chain_is_drawn_whole_before_another() {
        // One of whom five caught it, and one of whom a chain of four came.
        let events =
            events(&[None, Some(0), Some(0), Some(0), Some(0), Some(0), None, Some(6), Some(7), Some(8), Some(9)]);
        let links = chains::links(events.iter().collect());
        let drawn = |rows: usize| grow(&links, (rows, 99)).nodes.iter().map(|node| node.link).collect::<Vec<_>>();
        assert_eq!(drawn(5), [0, 1, 2, 3, 4, 5]);
        assert_eq!(drawn(6).len(), 11);
    }

    #[test]
    fn the_largest_branch_goes_straight_on_and_no_two_share_a_place() {
        let events = events(&[None, Some(0), Some(0), Some(2), Some(0), None]);
        let links = chains::links(events.iter().collect());
        let tree = grow(&links, (9, 99));
        let row = |link: usize| tree.nodes.iter().find(|node| node.link == link).map(|node| node.row);
        assert_eq!((row(0), row(2), row(3)), (Some(0), Some(0), Some(0)));
        assert_eq!((row(1), row(4), row(5)), (Some(1), Some(2), None));
        assert_eq!((tree.rows, tree.alone, tree.cut), (3, 1, 0));
    }

    #[test]
    fn a_chain_of_many_thousands_is_cut_and_not_followed_to_the_end_of_the_stack() {
        let sources: Vec<Option<u32>> = (0..100_000u32).map(|i| i.checked_sub(1)).collect();
        let events = events(&sources);
        let links = chains::links(events.iter().collect());
        let tree = grow(&links, (44, 320));
        assert_eq!((tree.nodes.len(), tree.rows, tree.cut), (320, 1, 99_680));
    }
}
