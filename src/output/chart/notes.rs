//! An editor's remarks on a drawing: words at a time, at a value, or at both.

use super::labels;
use super::page::{Drawn, Page, Plane, Stroke};
use super::{Hand, marks};
use crate::scenario::Mark;
use crate::scenario::figures::{At, Note};

/// Draws them on the first axes that have their place; those that have none there are left out.
pub(super) fn draw(page: &mut Page, hand: &Hand) {
    for note in &hand.notes {
        let found = page.planes.iter().find_map(|drawn| Some((*drawn, placed(note, drawn)?)));
        let Some((Drawn { frame, x, y, .. }, mark)) = found else { continue };
        let plane = page.plane(frame, x, y);
        page.group("note");
        one(page, &plane, &mark);
    }
}

/// How many of the notes a finished picture lacks.
pub(super) fn missing(hand: &Hand, svg: &str) -> usize {
    hand.notes.len().saturating_sub(svg.matches("class=\"note\"").count())
}

/// A note as a mark in the units of these axes, where it is on them.
fn placed(note: &Note, drawn: &Drawn) -> Option<Mark> {
    let x = match note.at {
        None => None,
        Some(At::Number(number)) => Some(number),
        Some(At::Seconds(_)) if drawn.seconds <= 0.0 => return None,
        Some(At::Seconds(seconds)) => Some(seconds / drawn.seconds),
    };
    let on = |value: Option<f64>, ends: (f64, f64)| value.is_none_or(|v| ends.0 <= v && v <= ends.1);
    let there = on(x, drawn.x) && on(note.value, drawn.y);
    there.then(|| Mark { chart: String::new(), x, y: note.value, y_to: None, label: note.text.clone() })
}

fn one(page: &mut Page, plane: &Plane, mark: &Mark) {
    let theme = *page.theme;
    page.halo(true);
    if let (Some(x), Some(y)) = (mark.x, mark.y) {
        let at = plane.at(x, y);
        page.ring(at, theme.text * 0.4, Stroke::new(theme.ink, theme.line * 0.75));
        let look = page.label();
        labels::call_out(
            page,
            &[(at, theme.text * 0.4, mark.label.clone())],
            plane.frame,
            look,
            labels::Crowded::Overlap,
        );
    } else {
        marks::line(page, plane, (mark.x, mark.y));
        marks::name(page, plane, mark);
    }
    page.halo(false);
}
