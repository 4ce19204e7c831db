//! What every part of a scenario may refer to: its expressions and groups.

use super::diagnostics::{Diagnostics, did_you_mean};
use super::keys;
use super::section::Section;
use super::tree::Node;
use crate::network::Listed;

/// What every part of a scenario may refer to.
pub(super) struct Names {
    pub(super) expressions: Vec<String>,
    pub(super) groups: Vec<String>,
}

impl Names {
    pub(super) fn of(root: &Section<'_>, listed: &Listed) -> Self {
        let expressions = root.given("expressions").map(Node::entries).unwrap_or_default();
        let groups = root.tables("groups", keys::GROUP);
        let listed_groups = listed.roster.iter().flat_map(|roster| roster.groups.iter().map(|(name, _)| name.clone()));
        Self {
            expressions: expressions.iter().map(|e| e.key.clone()).collect(),
            groups: groups.iter().filter_map(|group| group.text("name")).chain(listed_groups).collect(),
        }
    }

    /// Notes an expression that does not exist.
    pub(super) fn expression(&self, name: &str, at: super::Span, diagnostics: &mut Diagnostics) {
        refers(name, &self.expressions, "expression", at, diagnostics);
    }

    /// Notes a group that does not exist.
    pub(super) fn group(&self, name: &str, at: super::Span, diagnostics: &mut Diagnostics) {
        refers(name, &self.groups, "group", at, diagnostics);
    }
}

fn refers(name: &str, known: &[String], what: &str, at: super::Span, diagnostics: &mut Diagnostics) {
    if known.iter().any(|k| k == name) {
        return;
    }
    let near = did_you_mean(name, known.iter().map(String::as_str));
    let advice = match known {
        [] => format!("the scenario has no {what}s"),
        _ => format!("{what}s of this scenario: {}", known.join(", ")),
    };
    diagnostics.error(at, format!("there is no {what} `{name}`{near}"), advice);
}

/// Says where something is no metric of a scenario.
pub(super) fn is_metric(name: &str, known: &[String], at: super::Span, diagnostics: &mut Diagnostics) {
    if !known.iter().any(|metric| metric == name) {
        let near = did_you_mean(name, known.iter().map(String::as_str));
        let advice = format!("metrics of this scenario: {}", known.join(", "));
        diagnostics.error(at, format!("there is no metric `{name}`{near}"), advice);
    }
}
