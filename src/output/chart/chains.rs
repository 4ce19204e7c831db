//! Chains of "caught it from": which expression each one was caught from, and what came of it.

use super::input::{Cause, Event};
use std::collections::BTreeMap;

/// An expression within a chain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Link<'a> {
    /// The expression.
    pub event: &'a Event,
    /// The one that it was caught from, by its place among the links; none: it was not caught, or its source cannot be named.
    pub parent: Option<usize>,
    /// How many steps of imitation stand behind it: one more than behind the one it was caught from.
    pub steps: usize,
    /// How many were caught from it, directly or through others.
    pub descendants: usize,
}

impl Link<'_> {
    /// Whether it was caught from somebody who cannot be named.
    pub(super) fn is_of_unknown(&self) -> bool {
        self.event.cause == Cause::Imitated && self.parent.is_none()
    }
}

/// The links of one run, in the order of their onsets. What somebody caught they caught from the latest expression of its source
/// that could be seen when it was decided.
pub(super) fn links<'a>(mut events: Vec<&'a Event>) -> Vec<Link<'a>> {
    events.sort_by(|a, b| a.time.total_cmp(&b.time).then(a.person.cmp(&b.person)));
    let mut of_person: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut links: Vec<Link> = Vec::with_capacity(events.len());
    for (place, event) in events.into_iter().enumerate() {
        let source = event.source.filter(|_| event.cause == Cause::Imitated);
        let parent = source.and_then(|source| seen(&links, of_person.get(&source)?, event));
        let steps = match parent {
            Some(parent) => links[parent].steps + 1,
            // Caught from somebody who cannot be named: at least one step.
            None => usize::from(event.cause == Cause::Imitated),
        };
        links.push(Link { event, parent, steps, descendants: 0 });
        of_person.entry(event.person).or_default().push(place);
    }
    // Whoever caught comes after whom they caught it from.
    for place in (0..links.len()).rev() {
        if let Some(parent) = links[place].parent {
            links[parent].descendants += links[place].descendants + 1;
        }
    }
    links
}

/// Of these expressions of the source the latest that had begun when the imitation was decided; printed times are rounded.
fn seen(links: &[Link], of_source: &[usize], event: &Event) -> Option<usize> {
    let decided = event.time - event.latency;
    let begun = |place: &&usize| links[**place].event.time <= decided + 1e-6 * event.time.abs().max(1.0);
    of_source.iter().rev().find(begun).or(of_source.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(time: f64, person: u32, source: Option<u32>, latency: f64) -> Event {
        let cause = if source.is_some() { Cause::Imitated } else { Cause::Spontaneous };
        Event { run: 0, time, person, expression: 0, cause, source, latency, duration: 1.0 }
    }

    #[test]
    fn what_was_caught_comes_from_what_could_be_seen_then_and_counts_for_all_before_it() {
        // Person 0 begins at 0 and again at 4; what person 1 shows at 5 was decided at 3, so it came from the first.
        let events = [
            event(0.0, 0, None, 0.0),
            event(4.0, 0, None, 0.0),
            event(5.0, 1, Some(0), 2.0),
            event(6.0, 2, Some(1), 0.5),
        ];
        let links = links(events.iter().collect());
        let parents: Vec<Option<usize>> = links.iter().map(|link| link.parent).collect();
        assert_eq!(parents, [None, None, Some(0), Some(2)]);
        assert_eq!(links.iter().map(|link| link.descendants).collect::<Vec<_>>(), [2, 0, 1, 0]);
        assert_eq!(links.iter().map(|link| link.steps).collect::<Vec<_>>(), [0, 0, 1, 2]);
    }

    #[test]
    fn what_comes_from_nobody_who_can_be_named_begins_a_chain_of_one_step() {
        let mut unknown = event(1.0, 3, None, 0.0);
        unknown.cause = Cause::Imitated;
        let events = [unknown, event(2.0, 4, Some(3), 0.1)];
        let links = links(events.iter().collect());
        assert!(links[0].is_of_unknown() && !links[1].is_of_unknown());
        assert_eq!((links[0].steps, links[1].steps, links[0].descendants), (1, 2, 1));
    }
}
