//! Whether closeness does anything, and what became of the weights that it is taken from.

use super::diagnostics::Diagnostics;
use super::keys;
use super::section::Section;
use super::tree::{Node, bare_or_quoted};
use crate::model::situation::{Averaging, Closeness, Expression, Situation};
use crate::network::{Network, NetworkSpec};

/// Remarks on closeness that makes no difference, and on weights that are scaled.
pub(super) fn remarks(root: &Section<'_>, situation: &Situation, network: &NetworkSpec, diagnostics: &mut Diagnostics) {
    let table = root.table("ties", keys::TIES);
    let Some(written) = table.given("closeness") else { return strangers(root, situation, network, diagnostics) };
    if let Some(path) = network.path().filter(|_| situation.ties.closeness != Closeness::Weight && weighs(network)) {
        let message = format!("the weights of `{path}` are read and not used: closeness comes from here");
        diagnostics.note(written.span, format!("{message}; closeness = \"weight\" would take it from them"));
    }
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

/// Says that all ties of a file count as those of strangers where nothing says how close people are: those who wrote down who
/// is whose friend mean something else.
fn strangers(root: &Section<'_>, situation: &Situation, network: &NetworkSpec, diagnostics: &mut Diagnostics) {
    let Some(path) = network.path().filter(|_| network.content().is_some_and(|network| network.ties() > 0)) else {
        return;
    };
    let place =
        root.given("network").and_then(|table| table.get("file")).map_or_else(Default::default, |node| node.span);
    let told = situation.ties.rules.iter().any(|rule| rule.closeness.is_some()) || varied(root);
    if told || !felt_otherwise(situation) && situation.expressions.iter().all(is_blind) {
        return;
    }
    if weighs(network) {
        let message = format!(
            "the weights of `{path}` are read and not used: all ties count as those of strangers (closeness 0)"
        );
        diagnostics.warning(place, message, "write closeness = \"weight\" in [ties]: each weight over the largest");
        return;
    }
    let kinds = network.content().map(|network| network.kind_names()).unwrap_or_default();
    let kinds =
        kinds.iter().filter(|kind| !kind.is_empty()).take(3).map(|kind| format!("{} = 0.7", bare_or_quoted(kind)));
    let example = match kinds.collect::<Vec<_>>().join(", ") {
        none if none.is_empty() => "closeness = 0.6".to_owned(),
        kinds => format!("closeness = {{ {kinds} }}"),
    };
    let message = format!(
        "nothing says how close the people of `{path}` are: all ties count as those of strangers (closeness 0)"
    );
    diagnostics.note(place, format!("{message}; for friends write, for example, {example} in [ties]"));
}

fn weighs(network: &NetworkSpec) -> bool {
    network.content().is_some_and(Network::is_weighted)
}

/// Whether an arm or a sweep says how close people are.
fn varied(root: &Section<'_>) -> bool {
    let says = |node: Option<&Node>| node.is_some_and(|node| node.to_toml().contains("closeness"));
    says(root.given("arms")) || says(root.given("sweep"))
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
