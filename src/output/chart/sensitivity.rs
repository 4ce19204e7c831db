//! `sensitivity`: how much each key matters. After a Sobol design two bars a key, the share of the outcome's variance that it
//! explains alone and with others; after a Morris design the size of its effects against their spread.

mod bars;
mod plot;

use super::input::Results;
use super::{Chart, Figure, Look, MadeOf, lying};
use crate::output::tongue::say;

/// Bars or dots, as the design was.
pub(super) const SENSITIVITY: Chart = Chart {
    name: "sensitivity",
    made_of: MadeOf::Design,
    shows: "how much each key matters, with 95 % intervals: Sobol indices as bars, or Morris effects as mean size against spread",
    needs: "a sweep with design \"sobol\" or \"morris\"",
    applies: |results| lying::applies(results, "sobol") || lying::applies(results, "morris"),
    usual: |_| true,
    draw,
};

/// What both pictures are called.
pub(super) fn title() -> String {
    say!("which-keys-matter", "Which keys matter")
}

fn draw(results: &Results, look: &Look) -> Figure {
    if lying::applies(results, "morris") { plot::draw(results, look) } else { bars::draw(results, look) }
}
