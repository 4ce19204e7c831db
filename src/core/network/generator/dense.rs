//! Networks with most ties present are cheaper to write down as those that are absent.

use crate::network::Network;

/// Ties exactly where `absent` has none.
pub(super) fn complement(people: usize, absent: &Network) -> Network {
    let missing = (0..people).map(|i| absent.degree(i)).sum::<usize>();
    let mut offsets = Vec::with_capacity(people + 1);
    let mut seen = Vec::with_capacity(people * people.saturating_sub(1) - missing);
    offsets.push(0);
    for i in 0..people {
        let mut row = absent.seen_by(i).iter().copied().peekable();
        seen.extend((0..people as u32).filter(|&j| j as usize != i && row.next_if_eq(&j).is_none()));
        offsets.push(seen.len() as u32);
    }
    Network::from_sorted_rows(offsets, seen, true)
}
