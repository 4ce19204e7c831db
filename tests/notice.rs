//! "Things to notice" speak of charts that are drawn, "things to try" are commands that work, ideas lead somewhere.

use crate::common::Desk;
use catching::evidence::concepts::concepts;
use catching::output::chart::CHARTS;
use catching::scenario::{LIBRARY, Scenario, keys, read};

fn scenario(name: &str, text: &str) -> Scenario {
    read(name, text, &[], &|_| Err(std::io::ErrorKind::NotFound.into())).expect("a good scenario")
}

/// Words that speak of a picture.
const PICTURES: &[&str] = &[
    "chart",
    "charts",
    "curve",
    "curves",
    "map",
    "line",
    "lines",
    "band",
    "bands",
    "bar",
    "bars",
    "dot",
    "dots",
    "dotted",
    "grey",
    "picture",
    "panel",
    "panels",
    "axis",
    "histogram",
    "tree",
    "cloud",
    "marked",
];

/// The names in backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The charts that a line names.
fn named(line: &str) -> Vec<&str> {
    quoted(line).into_iter().filter(|name| CHARTS.iter().any(|chart| chart.name == *name)).collect()
}

fn speaks_of_a_picture(line: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric()).any(|word| PICTURES.contains(&word.to_lowercase().as_str()))
}

/// Whether a line speaks of the picture of a sweep.
fn of_a_sweep(line: &str) -> bool {
    line.contains("`catching sweep")
}

/// Checks that what is to be noticed in a scenario is in these figures.
pub(crate) fn names_what_is_drawn(name: &str, figures: &[&String]) {
    let text = LIBRARY.iter().find(|shipped| shipped.name == name).expect("shipped").text;
    for line in scenario(name, text).notice.iter().filter(|line| !of_a_sweep(line)) {
        for chart in named(line) {
            let file = format!("figures/{chart}.svg");
            assert!(figures.iter().any(|figure| figure.ends_with(&file)), "{name} does not draw `{chart}`: {line}");
        }
    }
}

#[test]
fn a_notice_that_speaks_of_a_picture_names_its_chart() {
    for shipped in LIBRARY {
        for line in &scenario(shipped.name, shipped.text).notice {
            assert!(!speaks_of_a_picture(line) || !named(line).is_empty(), "{}: {line}", shipped.name);
        }
    }
    assert!(speaks_of_a_picture("The grey band") && !speaks_of_a_picture("The order of the ties"));
}

#[test]
fn a_notice_of_a_sweep_names_a_chart_that_the_sweep_draws() {
    let desk = Desk::new();
    let mut sweeps = Vec::new();
    for shipped in LIBRARY {
        for line in scenario(shipped.name, shipped.text).notice.iter().filter(|line| of_a_sweep(line)) {
            sweeps.push((shipped.name, line.clone()));
        }
    }
    assert!(sweeps.len() >= 2);
    for (name, line) in sweeps {
        if !desk.path(name).exists() {
            desk.ok(&["sweep", name, "--replicates", "2", "-q", "-o", name]);
        }
        let charts = named(&line);
        assert!(!charts.is_empty(), "{name}: {line}");
        for chart in charts {
            assert!(desk.path(&format!("{name}/figures/{chart}.svg")).exists(), "{name}: {line}");
        }
    }
}

/// A line's words after `mark`, as a shell reads them.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (None, '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            (None, ' ') => words.push(String::new()),
            (_, c) => words.last_mut().expect("never empty").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_thing_to_try_is_a_command_that_is_understood() {
    let desk = Desk::new();
    for shipped in LIBRARY {
        for line in &scenario(shipped.name, shipped.text).try_ {
            if let Some(at) = line.find("--set") {
                let set = words(&line[at..]);
                let mut arguments = vec!["check", shipped.name];
                arguments.extend(set.iter().map(String::as_str));
                let (_, err) = desk.ok(&arguments);
                assert!(!err.contains("error"), "{}: {line}\n{err}", shipped.name);
            } else {
                // A dry run would time a run first; that the file's own design is understood was checked when it was read.
                let named = line.split("catching sweep ").nth(1).and_then(|rest| rest.split_whitespace().next());
                let named = named.unwrap_or_else(|| panic!("{} has no command: {line}", shipped.name));
                assert!(named == shipped.name && scenario(shipped.name, shipped.text).sweep.is_some(), "{line}");
            }
        }
    }
}

#[test]
fn every_idea_leads_to_scenarios_and_keys_that_exist() {
    for concept in concepts() {
        for name in concept.scenarios {
            assert!(LIBRARY.iter().any(|shipped| shipped.name == *name), "{}: {name}", concept.name);
        }
        for key in concept.keys {
            assert!(keys::documented(key).is_some(), "{}: {key}", concept.name);
        }
    }
}
