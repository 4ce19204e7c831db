//! The network of a scenario: a generator with its parameters or a file.

use super::diagnostics::Diagnostics;
use super::section::Section;
use super::tree::{Node, Raw};
use super::{Files, keys};
use crate::network::{NetworkSpec, Param};
use std::collections::BTreeMap;

/// The network, or nothing where it is wrong.
pub(super) fn resolve(root: &Section<'_>, files: Files<'_>, diagnostics: &mut Diagnostics) -> NetworkSpec {
    let table = root.table("network", keys::NETWORK);
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
        (true, Some(_), None) => generated(&table, diagnostics),
        (true, None, Some(_)) => from_file(&table, files, diagnostics),
    };
    spec.unwrap_or_else(|| NetworkSpec::file("", None)).with_seed(table.whole("seed"))
}

fn generated(table: &Section<'_>, diagnostics: &mut Diagnostics) -> Option<NetworkSpec> {
    let generator = table.text("generator")?;
    if table.has("directed") {
        diagnostics.error(table.key_span("directed"), "`directed` is for network files", "leave it out");
    }
    let entries = table.node.map(Node::entries).unwrap_or_default();
    let others = entries.iter().filter(|e| keys::find(keys::NETWORK, &e.key).is_none());
    let parameters: BTreeMap<String, Param> =
        others.filter_map(|e| Some((e.key.clone(), parameter(&e.value)?))).collect();
    let problems = match NetworkSpec::from_parameters(&generator, &parameters) {
        Ok(spec) => return Some(spec),
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

fn from_file(table: &Section<'_>, files: Files<'_>, diagnostics: &mut Diagnostics) -> Option<NetworkSpec> {
    let path = table.text("file")?;
    let node = table.given("file")?;
    for entry in table.node.map(Node::entries).unwrap_or_default() {
        if keys::find(keys::NETWORK, &entry.key).is_none() {
            diagnostics.error(
                entry.key_span,
                format!("`{}` is for generators; a network file has no parameters", entry.key),
                "leave it out",
            );
        }
    }
    let mut spec = NetworkSpec::file(path.clone(), table.flag("directed"));
    let loaded = files(&path).map_err(|error| error.to_string());
    match loaded.and_then(|bytes| spec.load(&bytes).map_err(|error| error.to_string())) {
        Ok((dropped, notes)) => {
            let remarks = dropped.remarks().into_iter().chain(notes);
            remarks.for_each(|remark| diagnostics.note(node.span, format!("`{path}`: {remark}")));
        }
        Err(error) => {
            diagnostics.error(node.span, format!("cannot read `{path}`: {error}"), advice(&path));
        }
    }
    Some(spec)
}

/// What to do about a file that cannot be read.
fn advice(path: &str) -> &'static str {
    if path.contains(char::is_control) {
        "a backslash in double quotes begins an escape: write the name in single quotes, or with slashes"
    } else {
        "relative to the scenario's folder"
    }
}
