//! Whether closeness does anything, and what became of the weights that it is taken from.

use super::diagnostics::Diagnostics;
use super::keys;
use super::section::Section;
use super::tree::Node;
use crate::model::situation::{Averaging, Closeness, Expression, Situation};
use crate::network::NetworkSpec;

/// Remarks on closeness that makes no difference, and on weights that are scaled.
pub(super) fn remarks(root: &Section<'_>, situation: &Situation, network: &NetworkSpec, diagnostics: &mut Diagnostics) {
    let table = root.table("ties", keys::TIES);
    let Some(written) = table.given("closeness") else { return };
    if situation.ties.closeness == Closeness::Weight
        && let Some((least, most)) = network.weights().filter(|(_, most)| *most != 1.0)
    {
        let scaled = (f64::from(least) / f64::from(most) * 1e4).round() / 1e4;
        let message = format!(
            "closeness is the weight of a tie over the largest: {most} becomes 1, and the smallest, {least}, becomes {scaled}"
        );
        diagnostics.note(written.span, message);
    }
    let differs = !matches!(&situation.ties.closeness, Closeness::Drawn(drawn) if drawn.constant() == Some(0.0));
    if !differs || felt_otherwise(situation) {
        return;
    }
    for expression in situation.expressions.iter().filter(|expression| is_blind(expression)) {
        let name = &expression.name;
        let entry = root.given("expressions").and_then(|node: &Node| node.entry(name));
        let message = format!(
            "closeness makes no difference to `{name}`: its `closeness_gain` is 1, so that it is caught from everyone alike"
        );
        diagnostics.note(entry.map_or(written.span, |entry| entry.key_span), message);
    }
}

/// Whether an expression is caught alike from near and far.
fn is_blind(expression: &Expression) -> bool {
    expression.closeness_gain == 1.0 && expression.latency_closeness == 0.0
}

/// Whether closeness moves something besides expressions.
fn felt_otherwise(situation: &Situation) -> bool {
    let averaged = situation.mood.as_ref().is_some_and(|mood| mood.averaging > 0.0);
    let by_closeness = situation.mood.as_ref().is_some_and(|mood| mood.averaging_kind != Averaging::Sum);
    situation.comfort.is_some()
        || situation.attachment.is_some()
        || situation.loneliness.is_some()
        || averaged && by_closeness
}
