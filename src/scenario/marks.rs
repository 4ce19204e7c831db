//! Published values to draw beside the result.

use super::diagnostics::Diagnostics;
use super::section::Section;
use super::{Mark, keys};

/// The marks, in order.
pub(super) fn marks(root: &Section<'_>, diagnostics: &mut Diagnostics) -> Vec<Mark> {
    root.tables("marks", keys::MARK).iter().map(|table| mark(table, diagnostics)).collect()
}

fn mark(table: &Section<'_>, diagnostics: &mut Diagnostics) -> Mark {
    for name in ["chart", "label"].into_iter().filter(|name| table.text(name).unwrap_or_default().is_empty()) {
        table.missing(name, "a mark", diagnostics);
    }
    let (x, y, y_to) = (table.number("x"), table.number("y"), table.number("y_to"));
    if !table.has("x") && !table.has("y") {
        diagnostics.error(table.span(), "a mark does not say where", "add x, y or both");
    }
    if table.has("y_to") && (table.has("x") || !table.has("y")) {
        let message = "`y_to` is the other edge of a band right across that begins at `y`";
        diagnostics.error(table.key_span("y_to"), message, "give `y` and `y_to`, and leave `x` out");
    }
    let text = |name| table.text(name).unwrap_or_default();
    Mark { chart: text("chart"), x, y, y_to, label: text("label") }
}
