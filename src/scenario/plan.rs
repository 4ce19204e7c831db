//! Arms and sweeps: what is varied.

use super::diagnostics::Diagnostics;
use super::keys;
use super::resolve::dotted;
use super::section::Section;
use super::tree::{Node, Raw};
use super::{Arm, Sweep, Values, Vary};

/// Names that the result tables use for themselves.
const RESERVED: &[&str] = &["main", "null"];

/// The arms, in order.
pub(super) fn arms(root: &Section<'_>, diagnostics: &mut Diagnostics) -> Vec<Arm> {
    let mut arms: Vec<Arm> = Vec::new();
    for table in root.tables("arms", keys::ARM) {
        let name = table.text("name").unwrap_or_default();
        if !table.has("name") {
            table.missing("name", "an arm", diagnostics);
        } else if RESERVED.contains(&name.as_str()) {
            let message =
                format!("an arm cannot be named `{name}`: that is what the results call {}", reserved_for(&name));
            diagnostics.error(table.key_span("name"), message, "choose another name");
        } else if arms.iter().any(|arm| arm.name == name) {
            diagnostics.error(
                table.key_span("name"),
                format!("there are two arms named `{name}`"),
                "each needs its own name",
            );
        }
        let set = overrides(table.given("set"));
        let null = table.flag("null").unwrap_or(false);
        if null && arms.iter().any(|arm| arm.null) {
            let message = "a second arm says that the others are to be compared with it";
            diagnostics.error(table.key_span("null"), message, "only one arm can be `null = true`");
        }
        arms.push(Arm { name, set, null });
    }
    arms
}

fn reserved_for(name: &str) -> &'static str {
    if name == "null" { "the run without imitation" } else { "a scenario without arms" }
}

/// Dotted keys with their values as TOML.
pub(super) fn overrides(node: Option<&Node>) -> Vec<(String, String)> {
    let entries = node.map(Node::entries).unwrap_or_default();
    dotted(entries, "").into_iter().map(|e| (e.key, e.value.to_toml())).collect()
}

/// The sweep, if there is one.
pub(super) fn sweep(root: &Section<'_>, diagnostics: &mut Diagnostics) -> Option<Sweep> {
    let table = root.table("sweep", keys::SWEEP);
    table.node?;
    let vary: Vec<_> = table.tables("vary", keys::VARY).iter().filter_map(|vary| varied(vary, diagnostics)).collect();
    let points: Vec<_> =
        table.given("points").map(Node::items).unwrap_or_default().iter().map(|p| overrides(Some(p))).collect();
    let design = table.choice("design").unwrap_or("grid");
    if design == "points" && points.is_empty() {
        diagnostics.error(
            table.span(),
            "design \"points\" needs `points`",
            "add points = [{ \"ties.closeness\" = 0.5 }]",
        );
    } else if design != "points" && !table.has("vary") {
        diagnostics.error(table.span(), "a sweep needs `vary`: which keys, over which values", "");
    }
    Some(Sweep {
        design: design.to_owned(),
        replicates: table.whole("replicates").map(|n| n as u32),
        samples: table.whole("samples").map(|n| n as u32),
        vary,
        points,
    })
}

fn varied(table: &Section<'_>, diagnostics: &mut Diagnostics) -> Option<Vary> {
    let Some(key) = table.text("key") else {
        table.missing("key", "`vary`", diagnostics);
        return None;
    };
    let ranged: Vec<_> = ["from", "to", "steps", "scale"].into_iter().filter(|k| table.has(k)).collect();
    match (table.given("values"), ranged.first()) {
        (Some(_), Some(other)) => {
            let message = format!("`vary` has both `values` and `{other}`");
            diagnostics.error(table.key_span(other), message, "either a list of `values` or `from`, `to` and `steps`");
            None
        }
        (Some(values), None) => listed(key, values, diagnostics),
        (None, _) => range(table, key, diagnostics),
    }
}

fn listed(key: String, values: &Node, diagnostics: &mut Diagnostics) -> Option<Vary> {
    let Raw::List(items) = &values.value else { return None };
    if items.is_empty() {
        diagnostics.error(values.span, "`values` is empty", "at least one value is needed");
    }
    Some(Vary { key, values: Values::List(items.iter().map(Node::to_toml).collect()) })
}

fn range(table: &Section<'_>, key: String, diagnostics: &mut Diagnostics) -> Option<Vary> {
    for name in ["from", "to"].into_iter().filter(|name| !table.has(name)) {
        table.missing(name, &format!("the variation of `{key}`"), diagnostics);
    }
    let (from, to) = (table.number("from")?, table.number("to")?);
    let steps = table.whole("steps").map(|n| n as u32);
    let log = table.choice("scale") == Some("log");
    if log && (from <= 0.0 || to <= 0.0) {
        diagnostics.error(table.key_span("scale"), "a log scale needs `from` and `to` above 0", "");
    }
    Some(Vary { key, values: Values::Range { from, to, steps, log } })
}
