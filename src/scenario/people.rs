//! People, groups and ties.

use super::diagnostics::{Diagnostics, Span};
use super::keys;
use super::names::Names;
use super::roster;
use super::section::Section;
use super::tree::Node;
use crate::chance::Distribution;
use crate::model::measure::groups::{OTHERS, column_name};
use crate::model::situation::{Between, Closeness, Deliberate, Group, People, Policy, TieRule, Ties, Traits, Who};
use crate::network::{Listed, Roster};
use std::collections::BTreeMap;

/// Traits of everyone.
pub(super) fn everyone(root: &Section<'_>, listed: &Listed) -> People {
    let table = root.table("people", keys::PEOPLE);
    let draw = |name| table.draw(name).unwrap_or(Distribution::fixed(0.0));
    People {
        susceptibility: draw("susceptibility"),
        expressiveness: draw("expressiveness"),
        perception: draw("perception"),
        reappraisal: draw("reappraisal"),
        suppression: draw("suppression"),
        mood_baseline: draw("mood_baseline"),
        own: roster::own_traits(listed),
    }
}

/// Groups, in order: those of the scenario, then those that only the table of people has.
pub(super) fn groups(root: &Section<'_>, listed: &Listed, names: &Names, diagnostics: &mut Diagnostics) -> Vec<Group> {
    let tables = root.tables("groups", keys::GROUP);
    let mut seen = Vec::new();
    let mut groups: Vec<Group> =
        tables.iter().map(|table| group(table, listed, names, &mut seen, diagnostics)).collect();
    for (name, members) in listed.roster.iter().flat_map(|roster| &roster.groups) {
        if !seen.contains(name) {
            groups.push(listed_group(name, members));
        }
    }
    groups
}

/// A group that the scenario says nothing about.
fn listed_group(name: &str, members: &[u32]) -> Group {
    Group {
        name: name.to_owned(),
        who: Who::Listed(members.to_vec()),
        traits: Traits::default(),
        deliberate: Vec::new(),
        loneliness: None,
        authority: None,
    }
}

fn group(
    table: &Section<'_>,
    listed: &Listed,
    names: &Names,
    seen: &mut Vec<String>,
    diagnostics: &mut Diagnostics,
) -> Group {
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
    let mut columns = seen.iter().filter(|other| **other != name).map(|n| (column_name(n), n.as_str())).collect();
    reserved(&name, table.key_span("name"), &mut columns, diagnostics);
    super::missing::remark("a group", &name, table.key_span("name"), diagnostics);
    seen.push(name.clone());
    let who = members(table, &name, listed, diagnostics);
    if table.has("pick") && table.has("ids") {
        diagnostics.error(table.key_span("pick"), "`pick` has no say where `ids` names the people", "leave it out");
    }
    Group {
        name,
        who: who.unwrap_or(Who::Everyone),
        traits: traits(table),
        deliberate: deliberate(table, names, diagnostics),
        loneliness: table.number("loneliness"),
        authority: table.number("authority"),
    }
}

/// Who belongs to a group: as the scenario says, else as the table of people says.
fn members(table: &Section<'_>, name: &str, listed: &Listed, diagnostics: &mut Diagnostics) -> Option<Who> {
    let says_who = ["share", "count", "ids", "pick"].into_iter().find(|key| table.has(key));
    let roster = listed.roster.as_ref();
    match (roster.and_then(|roster| roster.group(name)), says_who) {
        (Some(members), None) => {
            let within = table.read("within", |node, _| table.reader.whole("within", node, 0.0, 255.0));
            let who = Who::Listed(members.to_vec());
            Some(within.map_or(who.clone(), |steps| Who::Near(Box::new(who), steps as u8)))
        }
        (Some(_), Some(key)) => {
            let message = format!("`{key}` has no say: the table of people says who is in the group `{name}`");
            diagnostics.error(table.key_span(key), message, "leave it out, or give the group another name");
            None
        }
        (None, _) => {
            let who = table.reader.chosen(&format!("group {name}"), table.node?);
            if let Err(problem) = &who {
                diagnostics.error(problem.span, problem.message.clone(), advice(roster.map(AsRef::as_ref)));
            }
            who.ok()
        }
    }
}

fn advice(roster: Option<&Roster>) -> String {
    let needed = "exactly one of `share`, `count` and `ids` is needed";
    match roster.map(|roster| roster.groups.iter().map(|group| group.0.as_str()).collect::<Vec<_>>()) {
        Some(groups) if !groups.is_empty() => {
            format!("{needed}, or the name of a group of the table: {}", groups.join(", "))
        }
        _ => needed.to_owned(),
    }
}

/// Names that the results use for themselves, or that two of their columns would share; `columns` are those before.
pub(super) fn reserved<'a>(
    name: &'a str,
    at: Span,
    columns: &mut BTreeMap<String, &'a str>,
    diagnostics: &mut Diagnostics,
) {
    let column = column_name(name);
    if column == OTHERS {
        let message = "a group cannot be named `others`: that is what the results call those who are in no group";
        diagnostics.error(at, message, "choose another name");
    } else if let Some(other) = columns.insert(column.clone(), name) {
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
