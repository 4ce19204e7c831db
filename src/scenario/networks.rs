//! The network of a scenario: a generator with its parameters or a file.

use super::check::{misplaced, out_of_place};
use super::diagnostics::{Diagnostics, unreadable};
use super::roster::{self, People};
use super::section::Section;
use super::tree::{Entry, Node, Raw};
use super::{Files, keys};
use crate::chance::Chance;
use crate::network::{Flow, GENERATORS, Listed, Network, NetworkSpec, Param, Source};
use std::collections::BTreeMap;

/// The network, or nothing where it is wrong.
pub(super) fn resolve(root: &Section<'_>, files: Files<'_>, diagnostics: &mut Diagnostics) -> NetworkSpec {
    let table = root.table("network", keys::NETWORK);
    if table.has("people") {
        let message = "the table of people is named twice: here and in `people`";
        diagnostics.error(table.key_span("people"), message, "leave one of them out");
    }
    let people = roster::open(root, files, diagnostics);
    let listed = roster::said(root);
    let spec = match (root.has("network"), table.given("generator"), table.given("file")) {
        (false, ..) => {
            root.missing("network", "a scenario", diagnostics);
            None
        }
        (true, Some(_), Some(_)) => {
            let message = "`network` has both `generator` and `file`";
            diagnostics.error(table.key_span("file"), message, "exactly one of them is needed");
            None
        }
        (true, None, None) => {
            let message = "`network` has neither `generator` nor `file`";
            diagnostics.error(root.key_span("network"), message, "exactly one of them is needed");
            None
        }
        (true, Some(_), None) => generated(&table, people, listed, diagnostics),
        (true, None, Some(_)) => from_file(&table, files, people, listed, diagnostics),
    };
    spec.unwrap_or_else(|| NetworkSpec::file("", None)).with_seed(table.whole("seed"))
}

fn generated(
    table: &Section<'_>,
    people: Option<People>,
    listed: Listed,
    diagnostics: &mut Diagnostics,
) -> Option<NetworkSpec> {
    let generator = table.text("generator")?;
    for key in ["directed", "direction"].into_iter().filter(|key| table.has(key)) {
        diagnostics.error(table.key_span(key), format!("`{key}` is for network files"), "leave it out");
    }
    let entries = table.node.map(Node::entries).unwrap_or_default();
    let foreign = |e: &&Entry| keys::find(keys::NETWORK, &e.key).is_none();
    let (misplaced, others): (Vec<&Entry>, Vec<&Entry>) =
        entries.iter().filter(foreign).partition(|entry| misplaced(&entry.key));
    misplaced.iter().for_each(|entry| out_of_place(entry, "`network`", diagnostics));
    let mut parameters: BTreeMap<String, Param> =
        others.into_iter().filter_map(|e| Some((e.key.clone(), parameter(&e.value)?))).collect();
    if let Some(people) = &people
        && takes_number_of_people(&generator)
    {
        // As many as are listed, unless the scenario says how many: then that must be right.
        parameters.entry("n".to_owned()).or_insert(Param::Integer(people.count() as i64));
    }
    let problems = match NetworkSpec::from_parameters(&generator, &parameters) {
        Ok(spec) => return Some(peopled(spec, table, people, listed, diagnostics)),
        Err(problems) => problems,
    };
    for problem in problems {
        let place = table.node.and_then(|node| node.entry(&problem.parameter));
        let span = place.map_or(table.key_span("generator"), |entry| match problem.parameter.as_str() {
            "generator" => entry.value.span,
            _ => entry.key_span,
        });
        let help = problem.help.unwrap_or_default();
        let message = if help.is_empty() { problem.message } else { format!("{}; {help}", problem.message) };
        diagnostics.error(span, message, help);
    }
    None
}

/// Whether a generator has a parameter for the number of people.
fn takes_number_of_people(generator: &str) -> bool {
    let generator = GENERATORS.iter().find(|known| known.name == generator);
    generator.is_some_and(|known| known.parameters.iter().any(|parameter| parameter.name == "n"))
}

/// A generated network with the people of a table, whose number must be that of the network.
fn peopled(
    spec: NetworkSpec,
    table: &Section<'_>,
    people: Option<People>,
    listed: Listed,
    diagnostics: &mut Diagnostics,
) -> NetworkSpec {
    let Some(people) = people else { return spec.with_listed(listed) };
    let named = named(&spec);
    let size = spec.size().map_or(0, |size| size.people as usize);
    if named.is_none() && size != people.count() {
        let message = format!("the network has {size} people, and `{}` lists {}", people.path(), people.count());
        let key = if table.has("n") { "n" } else { "generator" };
        let advice =
            if table.has("n") { "leave `n` out: it is then as many as are listed" } else { "as many as are listed" };
        diagnostics.error(table.key_span(key), message, advice);
        return spec.with_listed(listed);
    }
    let listed = people.for_drawn(named.as_ref(), listed, diagnostics);
    spec.with_listed(listed)
}

/// A network that is always the same and whose people have names, such as that of a novel.
fn named(spec: &NetworkSpec) -> Option<Network> {
    let Source::Generated { parameters, .. } = spec.source() else { return None };
    let network = (parameters.is_empty() && !spec.is_random()).then(|| spec.build(Chance::new(0)).ok()).flatten()?;
    (!network.names().is_empty()).then_some(network)
}

/// Remarks on people and kinds of ties whose names other programs would take for something missing.
fn names_in(spec: &NetworkSpec, node: &Node, diagnostics: &mut Diagnostics) {
    let Some(network) = spec.content() else { return };
    for (what, names) in [("a person", network.names()), ("a kind of tie", network.kind_names())] {
        names.iter().for_each(|name| super::missing::remark(what, name, node.span, diagnostics));
    }
}

fn parameter(node: &Node) -> Option<Param> {
    Some(match &node.value {
        Raw::Text(text) => Param::Text(text.clone()),
        Raw::Whole(whole) => Param::Integer(*whole),
        Raw::Number(number) => Param::Number(*number),
        Raw::Flag(flag) => Param::Flag(*flag),
        Raw::List(items) => Param::List(items.iter().filter_map(parameter).collect()),
        Raw::Date(text) => Param::Text(text.clone()),
        Raw::Table(_) => Param::Text(node.to_toml()),
    })
}

fn from_file(
    table: &Section<'_>,
    files: Files<'_>,
    people: Option<People>,
    listed: Listed,
    diagnostics: &mut Diagnostics,
) -> Option<NetworkSpec> {
    let path = table.text("file")?;
    let node = table.given("file")?;
    for entry in table.node.map(Node::entries).unwrap_or_default() {
        if misplaced(&entry.key) && keys::find(keys::NETWORK, &entry.key).is_none() {
            out_of_place(entry, "`network`", diagnostics);
        } else if keys::find(keys::NETWORK, &entry.key).is_none() {
            diagnostics.error(
                entry.key_span,
                format!("`{}` is for generators; a network file has no parameters", entry.key),
                "leave it out",
            );
        }
    }
    let flow = table.choice("direction").and_then(|word| Flow::parse(word).ok()).unwrap_or_default();
    let mut spec = NetworkSpec::file(path.clone(), table.flag("directed")).with_flow(flow);
    let loaded = files(&path).map_err(|error| unreadable(&error));
    match loaded.and_then(|bytes| spec.load(&bytes).map_err(|error| error.to_string())) {
        Ok((dropped, notes)) => {
            let remarks = dropped.remarks().into_iter().chain(notes);
            remarks.for_each(|remark| diagnostics.note(node.span, format!("`{path}`: {remark}")));
            names_in(&spec, node, diagnostics);
        }
        Err(error) => {
            diagnostics.error(node.span, format!("cannot read `{path}`: {error}"), advice(&path));
            return Some(spec.with_listed(listed));
        }
    }
    let Some(network) = spec.network().cloned() else { return Some(spec.with_listed(listed)) };
    let columns = roster::attributes(&path, node.span, spec.attributes(), &listed);
    let listed = match people {
        Some(people) => people.join(&network, columns, listed, diagnostics),
        None => roster::from_network(&path, node.span, &columns, &network, listed, diagnostics),
    };
    Some(with_people(spec, &network, listed))
}

/// The network of a file with those who are listed besides, and without those who are absent.
fn with_people(spec: NetworkSpec, network: &Network, listed: Listed) -> NetworkSpec {
    let changed = listed.roster.as_ref().and_then(|roster| {
        let newcomers = roster.names.get(network.people()..)?;
        let changes = !newcomers.is_empty() || roster.absent.contains(&true);
        changes.then(|| network.clone().joined_by(newcomers).without(&roster.absent))
    });
    match changed {
        Some(network) => spec.with_network(network).with_listed(listed),
        None => spec.with_listed(listed),
    }
}

/// What to do about a file that cannot be read.
fn advice(path: &str) -> &'static str {
    if path.contains(char::is_control) {
        "a backslash in double quotes begins an escape: write the name in single quotes, or with slashes"
    } else {
        "relative to the scenario's folder"
    }
}
