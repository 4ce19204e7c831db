//! Arms: variants side by side, and the overrides that make them.

use super::Arm;
use super::diagnostics::Diagnostics;
use super::keys;
use super::resolve::dotted;
use super::section::Section;
use super::tree::Node;

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
