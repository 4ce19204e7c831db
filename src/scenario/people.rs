//! People, groups and ties.

use super::diagnostics::Diagnostics;
use super::keys;
use super::resolve::Names;
use super::section::Section;
use super::tree::Node;
use crate::chance::Distribution;
use crate::model::parts::{OTHERS, column_name};
use crate::model::situation::{Between, Closeness, Deliberate, Group, People, Policy, TieRule, Ties, Traits, Who};

/// Traits of everyone.
pub(super) fn everyone(root: &Section<'_>) -> People {
    let table = root.table("people", keys::PEOPLE);
    let draw = |name| table.draw(name).unwrap_or(Distribution::fixed(0.0));
    People {
        susceptibility: draw("susceptibility"),
        expressiveness: draw("expressiveness"),
        perception: draw("perception"),
        reappraisal: draw("reappraisal"),
        suppression: draw("suppression"),
        mood_baseline: draw("mood_baseline"),
    }
}

/// Groups, in order.
pub(super) fn groups(root: &Section<'_>, names: &Names, diagnostics: &mut Diagnostics) -> Vec<Group> {
    let tables = root.tables("groups", keys::GROUP);
    let mut seen = Vec::new();
    tables.iter().map(|table| group(table, names, &mut seen, diagnostics)).collect()
}

fn group(table: &Section<'_>, names: &Names, seen: &mut Vec<String>, diagnostics: &mut Diagnostics) -> Group {
    let name = table.text("name").unwrap_or_default();
    if !table.has("name") {
        table.missing("name", "a group", diagnostics);
    } else if seen.contains(&name) {
        diagnostics.error(
            table.key_span("name"),
            format!("there are two groups named `{name}`"),
            "each needs its own name",
        );
    }
    reserved(&name, seen, table, diagnostics);
    super::missing::remark("a group", &name, table.key_span("name"), diagnostics);
    seen.push(name.clone());
    let who = table.node.map(|node| table.reader.chosen(&format!("group {name}"), node));
    if let Some(Err(problem)) = &who {
        let advice = "exactly one of `share`, `count` and `ids` is needed";
        diagnostics.error(problem.span, problem.message.clone(), advice);
    }
    if table.has("pick") && table.has("ids") {
        diagnostics.error(table.key_span("pick"), "`pick` has no say where `ids` names the people", "leave it out");
    }
    Group {
        name,
        who: who.and_then(Result::ok).unwrap_or(Who::Everyone),
        traits: traits(table),
        deliberate: deliberate(table, names, diagnostics),
        loneliness: table.number("loneliness"),
    }
}

/// Names that two columns of the results would share.
fn reserved(name: &str, seen: &[String], table: &Section<'_>, diagnostics: &mut Diagnostics) {
    let column = column_name(name);
    let at = table.key_span("name");
    if column == OTHERS {
        let message = "a group cannot be named `others`: that is what the results call those who are in no group";
        diagnostics.error(at, message, "choose another name");
    } else if let Some(other) = seen.iter().find(|other| *other != name && column_name(other) == column) {
        let message = format!("the groups `{other}` and `{name}` would share the column `mood_mean.{column}`");
        diagnostics.error(at, message, "names need to differ in letters or digits");
    }
}

fn traits(table: &Section<'_>) -> Traits {
    Traits {
        susceptibility: table.draw("susceptibility"),
        expressiveness: table.draw("expressiveness"),
        perception: table.draw("perception"),
        reappraisal: table.draw("reappraisal"),
        suppression: table.draw("suppression"),
        mood_baseline: table.draw("mood_baseline"),
    }
}

fn deliberate(group: &Section<'_>, names: &Names, diagnostics: &mut Diagnostics) -> Vec<Deliberate> {
    let mut policies = Vec::new();
    for table in group.tables("deliberate", keys::DELIBERATE) {
        let Some(node) = table.given("expression") else {
            table.missing("expression", "`deliberate`", diagnostics);
            continue;
        };
        let expression = node.text().unwrap_or_default().to_owned();
        names.expression(&expression, node.span, diagnostics);
        policies.extend(policy(&table, diagnostics).map(|policy| Deliberate { expression, policy }));
    }
    policies
}

fn policy(table: &Section<'_>, diagnostics: &mut Diagnostics) -> Option<Policy> {
    let scheduled: Vec<_> = ["on", "hold", "every", "until"].into_iter().filter(|key| table.has(key)).collect();
    match (table.has("rate"), scheduled.first()) {
        (true, Some(key)) => {
            let message = format!("`deliberate` has both `rate` and `{key}`");
            diagnostics.error(
                table.key_span(key),
                message,
                "either at random moments (`rate`) or on a schedule (`on`, `hold`, `every`)",
            );
            None
        }
        (false, None) => {
            diagnostics.error(
                table.span(),
                "`deliberate` does not say when",
                "add rate = \"1 /min\", or on = \"0 s\", hold = \"18 s\"",
            );
            None
        }
        (true, None) => table.rate("rate").map(Policy::Rate),
        (false, Some(_)) => schedule(table, diagnostics),
    }
}

fn schedule(table: &Section<'_>, diagnostics: &mut Diagnostics) -> Option<Policy> {
    if !table.has("hold") {
        diagnostics.error(table.span(), "`deliberate` does not say how long", "add hold = \"18 s\"");
        return None;
    }
    let (hold, every) = (table.duration("hold")?, table.duration("every")?);
    if every < hold {
        let message = "`every` is shorter than `hold`: one showing would begin before the last has ended";
        diagnostics.error(table.key_span("every"), message, "make `every` at least as long as `hold`");
    }
    Some(Policy::Schedule { on: table.duration("on").unwrap_or(0.0), hold, every, until: table.duration("until")? })
}

/// Closeness and visibility.
pub(super) fn ties(root: &Section<'_>, names: &Names, diagnostics: &mut Diagnostics) -> Ties {
    let table = root.table("ties", keys::TIES);
    let closeness = table.read("closeness", |node, _| table.reader.closeness("closeness", node));
    Ties {
        closeness: closeness.unwrap_or(Closeness::Drawn(Distribution::fixed(0.0))),
        visibility: table.draw("visibility").unwrap_or(Distribution::fixed(1.0)),
        rules: table.tables("rules", keys::RULE).iter().map(|rule| tie_rule(rule, names, diagnostics)).collect(),
    }
}

fn tie_rule(table: &Section<'_>, names: &Names, diagnostics: &mut Diagnostics) -> TieRule {
    if !table.has("between") {
        table.missing("between", "a rule for ties", diagnostics);
    }
    if !["closeness", "visibility", "kin"].iter().any(|key| table.has(key)) {
        diagnostics.error(table.span(), "a rule for ties changes nothing", "add closeness, visibility or kin");
    }
    let between = table.read("between", |node, _| table.reader.between("between", node)).unwrap_or(Between::All);
    let at = table.given("between").map_or(table.span(), |node| node.span);
    match &between {
        Between::Groups(viewer, seen) => [viewer, seen].into_iter().for_each(|name| names.group(name, at, diagnostics)),
        Between::Member(name) => names.group(name, at, diagnostics),
        Between::Kind(kind) => super::missing::remark("a kind of tie", kind, at, diagnostics),
        _ => {}
    }
    TieRule {
        between,
        share: table.number("share").unwrap_or(1.0),
        closeness: table.draw("closeness"),
        visibility: table.draw("visibility"),
        kin: table.flag("kin"),
    }
}

/// Notes a group in a choice of people that does not exist.
pub(super) fn known(who: &Option<Who>, node: &Node, names: &Names, diagnostics: &mut Diagnostics) {
    if let Some(Who::Group(name)) = who {
        let at = node.get("group").map_or(node.span, |group| group.span);
        names.group(name, at, diagnostics);
    }
}
