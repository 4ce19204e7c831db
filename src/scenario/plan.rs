//! Arms: variants side by side, and the overrides that make them.

use super::Arm;
use super::changes::{self, Variant};
use super::diagnostics::Diagnostics;
use super::dotted::dotted;
use super::section::Section;
use super::tree::Node;
use super::{keys, missing};
use crate::text;

/// What tables call a scenario without arms.
pub const MAIN: &str = "main";
/// What tables call the run without imitation: a word that no program takes for something missing.
pub const NO_IMITATION: &str = "no_imitation";
/// What tables of earlier versions call it, and hypotheses may.
const FORMERLY: &str = "null";

/// What follows the name of an arm that is run without imitation.
pub const WITHOUT: &str = ", no imitation";

/// The name of an arm as tables write it now.
pub fn arm_named(name: &str) -> &str {
    if name == FORMERLY { NO_IMITATION } else { name }
}

/// Why an arm cannot have this name; nothing where it can.
pub fn reserved_arm(name: &str) -> Option<&'static str> {
    match name {
        MAIN => Some("that is what the results call a scenario without arms"),
        NO_IMITATION => Some("that is what the results call the run without imitation"),
        FORMERLY => Some("hypotheses mean the run without imitation by it, and programs read it as a missing value"),
        _ if name.ends_with(WITHOUT) => Some("that is what the results call an arm that is run without imitation"),
        _ => None,
    }
}

/// The arms, in order.
pub(super) fn arms(root: &Section<'_>, groups: &[String], diagnostics: &mut Diagnostics) -> Vec<Arm> {
    let mut arms: Vec<Arm> = Vec::new();
    for table in root.tables("arms", keys::ARM) {
        let name = table.text("name").unwrap_or_default();
        if !table.has("name") {
            table.missing("name", "an arm", diagnostics);
        } else if let Some(why) = reserved_arm(&name) {
            let message = format!("an arm cannot be named `{name}`: {why}");
            diagnostics.error(table.key_span("name"), message, "choose another name");
        } else if arms.iter().any(|arm| arm.name == name) {
            diagnostics.error(
                table.key_span("name"),
                format!("there are two arms named `{name}`"),
                "each needs its own name",
            );
        }
        if reserved_arm(&name).is_none() {
            missing::remark("an arm", &name, table.key_span("name"), diagnostics);
        }
        let changed = dotted(table.given("set").map(Node::entries).unwrap_or_default(), "");
        changes::check(&changed, Variant::Arm, groups, diagnostics);
        let set = changed.into_iter().map(|entry| (entry.key, entry.value.to_toml())).collect();
        let null = table.flag("null").unwrap_or(false);
        if null && arms.iter().any(|arm| arm.null) {
            let message = "a second arm says that the others are to be compared with it";
            diagnostics.error(table.key_span("null"), message, "only one arm can be `null = true`");
        }
        arms.push(Arm { name, set, null });
        if let Some(same) = text::look_the_same(arms.iter().map(|arm| arm.name.as_str()))
            && text::look_the_same(arms[..arms.len() - 1].iter().map(|arm| arm.name.as_str())).is_none()
        {
            diagnostics.warning(
                table.key_span("name"),
                format!("arms: {same}"),
                "give it a name that can be told apart",
            );
        }
    }
    arms
}
