//! The editor's hand on a chart: which arms, in which order, what they are called and how they are coloured.

use super::colour::Colour;
use super::input::{Point, Results};
use super::{Hand, Look};
use std::borrow::Cow;

/// Results with the arms that an editor wants, as the editor calls them; the run without imitation stays.
pub(super) fn applied<'a>(results: &'a Results, hand: &Hand) -> Cow<'a, Results> {
    if hand.arms.is_empty() && hand.labels.is_empty() {
        return Cow::Borrowed(results);
    }
    let mut edited = results.clone();
    if !hand.arms.is_empty() {
        let place = |point: &Point| match hand.arms.iter().position(|arm| *arm == point.arm) {
            None if point.null => Some(usize::MAX),
            found => found,
        };
        edited.points.retain(|point| place(point).is_some());
        edited.points.sort_by_key(place);
    }
    for point in &mut edited.points {
        if let Some((_, label)) = hand.labels.iter().find(|(arm, _)| *arm == point.arm) {
            point.label.clone_from(label);
        }
    }
    Cow::Owned(edited)
}

/// Gives arms the colours that an editor wants.
pub(super) fn paint(look: &mut Look, results: &Results) {
    for (arm, [r, g, b]) in look.hand.colours.clone() {
        let colour = Colour(r, g, b);
        let place = results.arms().position(|point| point.arm == arm);
        match place.and_then(|place| look.theme.palette.get_mut(place)) {
            Some(own) => *own = colour,
            None if results.null().is_some_and(|null| null.arm == arm) => look.theme.grey = colour,
            None => {}
        }
    }
}
