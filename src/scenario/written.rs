//! A scenario as written, read many times with different changes.

use super::diagnostics::Diagnostics;
use super::resolve::Networks;
use super::tree::{self, Node, Raw};
use super::{Files, Scenario, apply, keys, points, roster, stem, understand};
use crate::network::NetworkSpec;

/// A scenario without its sweep, parsed once.
#[derive(Clone, Debug)]
pub struct Written {
    name: String,
    root: Node,
    network: NetworkSpec,
}

impl Written {
    /// What `text` with these overrides says; `scenario` is what was read from it.
    pub fn new(name: &str, text: &str, overrides: &[(String, String)], scenario: &Scenario) -> Self {
        let mut diagnostics = Diagnostics::new(name, text);
        let mut root = tree::parse(text, 0, &mut diagnostics);
        for (key, value) in overrides {
            apply("--set", &mut root, key, value, &mut diagnostics);
        }
        if let Raw::Table(entries) = &mut root.value {
            entries.retain(|entry| !matches!(entry.key.as_str(), "sweep" | "explore" | "fit"));
            // Hypotheses that a change put out of place were left out.
            let is_kept = |node: &Node| {
                let expect = node.get("expect").and_then(Node::text);
                scenario.hypotheses.iter().any(|kept| Some(kept.expect.as_str()) == expect)
            };
            for entry in entries.iter_mut().filter(|entry| entry.key == "hypotheses") {
                if let Raw::List(all) = &mut entry.value.value {
                    all.retain(is_kept);
                }
            }
        }
        Self { name: stem(name).to_owned(), root, network: scenario.network.clone() }
    }

    /// What it means with these changes; `source` names where they come from.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn variant(
        &self,
        source: &str,
        changes: &[(String, String)],
        files: Files<'_>,
    ) -> Result<Scenario, Diagnostics> {
        let mut diagnostics = Diagnostics::new(&self.name, "");
        let mut root = self.root.clone();
        let mut spans = Vec::new();
        for (key, value) in changes.iter().filter(|(key, _)| !points::is_label(key)) {
            spans.push((key, apply(source, &mut root, key, value, &mut diagnostics)));
        }
        let redraws = changes.iter().any(|(key, _)| keys::changes_network(key));
        let network = if redraws { Networks::Read(files) } else { Networks::Known(&self.network) };
        let scenario = understand(&self.name, &root, network, &mut diagnostics);
        let listed = scenario.network.listed();
        spans.into_iter().for_each(|(key, span)| roster::no_effect(key, span, listed, &mut diagnostics));
        if diagnostics.has_errors() { Err(diagnostics) } else { Ok(scenario) }
    }
}
