//! The model as it was run: every parameter with where it comes from and how sure that is, what is assumed, how to do it again.

use serde::Serialize;

use super::Sources;
use crate::evidence::concepts::Concept;
use crate::output::chart::axis::{capital, lasting, plain};
use crate::output::tick_error;
use crate::quantity::{TimeUnit, duration};
use crate::results::manifest::Manifest;
use crate::scenario::Scenario;
use crate::scenario::provenance::{self, Row, Section};
use crate::scenario::ticks::told;

/// A number in use.
#[derive(Clone, Serialize)]
pub(super) struct Parameter {
    key: &'static str,
    symbol: &'static str,
    value: String,
    preset: Option<String>,
    mark: &'static str,
    seen: &'static str,
    source: String,
    note: &'static str,
    changed: bool,
}

impl From<&Row> for Parameter {
    fn from(row: &Row) -> Self {
        Self {
            key: row.key,
            symbol: row.symbol,
            value: row.value.clone(),
            preset: row.preset.clone(),
            mark: row.mark,
            seen: row.seen,
            source: row.source.clone(),
            note: row.note,
            changed: row.is_changed(),
        }
    }
}

/// An expression (or people and their feelings) with the numbers in use.
#[derive(Serialize)]
pub(super) struct Shown {
    name: String,
    summary: String,
    parameters: Vec<Parameter>,
    changed: usize,
    idle: String,
}

/// Every expression of a scenario, then feelings and ties.
pub(super) fn expressions(scenario: &Scenario) -> Vec<Shown> {
    provenance::sections(scenario).into_iter().map(shown).collect()
}

fn shown(section: Section) -> Shown {
    Shown {
        name: capital(&section.name.replace('_', " ")),
        summary: section.summary,
        changed: section.rows.iter().filter(|row| row.is_changed()).count(),
        parameters: section.rows.iter().map(Parameter::from).collect(),
        idle: section.idle.join(", "),
    }
}

/// What the scenario is, in a few rows.
pub(super) fn facts(sources: &Sources<'_>) -> Vec<(&'static str, String)> {
    let (manifest, situation) = (sources.manifest, &sources.scenario.situation);
    let mut arms: Vec<String> = sources.results.points.iter().map(crate::output::chart::words::arm_label).collect();
    // The points of a sweep have arms in common.
    let mut seen = std::collections::BTreeSet::new();
    arms.retain(|arm| seen.insert(arm.clone()));
    let mut rows = vec![
        ("People", plain(manifest.people as f64, 0)),
        ("Ties (directed)", plain(manifest.ties as f64, 0)),
        ("Length of a run", lasting(situation.duration)),
        ("Clock", told(situation, &step(manifest, situation.dt))),
        ("Arms", arms.join("; ")),
        ("Runs of each arm", plain(manifest.replicates as f64, 0)),
    ];
    if let Some(told) = tick_error::told(sources.results) {
        rows.insert(4, ("Error of the tick", told));
    }
    rows
}

/// The length of a tick, which may differ from point to point of a sweep.
fn step(manifest: &Manifest, first: f64) -> String {
    let told = manifest.points.iter().filter_map(|point| duration(&point.dt, TimeUnit::Second).ok());
    let (shortest, longest) = told.fold((first, first), |(low, high), dt| (low.min(dt), high.max(dt)));
    match (lasting(shortest), lasting(longest)) {
        (shortest, longest) if shortest == longest => shortest,
        (shortest, longest) => format!("{shortest} to {longest}, point by point (manifest.json)"),
    }
}

/// Numbers in use that nobody has measured.
pub(super) fn assumed(scenario: &Scenario) -> Vec<(String, Vec<Parameter>)> {
    let of = |section: Section| {
        let unsure: Vec<Parameter> = section.rows.iter().filter(|row| row.is_unsure()).map(Parameter::from).collect();
        (capital(&section.name.replace('_', " ")), unsure)
    };
    provenance::sections(scenario).into_iter().map(of).filter(|(_, parameters)| !parameters.is_empty()).collect()
}

/// What is said of the expressions and mechanisms in use, and what the evidence says instead.
pub(super) fn caveats(scenario: &Scenario) -> Vec<(&'static str, &'static str)> {
    provenance::caveats(scenario).into_iter().map(|c| (c.claim, c.instead)).collect()
}

/// A popular idea that the scenario raises.
#[derive(Serialize)]
pub(super) struct Idea {
    name: String,
    said: &'static str,
    known: Vec<(&'static str, String)>,
    has: &'static str,
    lacks: &'static str,
}

/// The popular ideas that a scenario raises.
pub(super) fn ideas(scenario: &Scenario) -> Vec<Idea> {
    let known = |concept: &Concept| concept.known.iter().map(|known| (known.says, known.mark())).collect();
    let idea = |c: &Concept| Idea { name: capital(c.name), said: c.said, known: known(c), has: c.has, lacks: c.lacks };
    provenance::ideas(scenario).into_iter().map(idea).collect()
}

/// What nobody knows yet.
pub(super) fn unknown(scenario: &Scenario) -> Vec<String> {
    provenance::unknown(scenario).into_iter().map(|(name, item)| format!("{}: {item}", capital(name))).collect()
}

/// How to get the same numbers again.
#[derive(Serialize)]
pub(super) struct Reproduce {
    command: String,
    typed: String,
    rows: Vec<(&'static str, String)>,
}

/// The command and what it depends on.
pub(super) fn reproduce(manifest: &Manifest) -> Reproduce {
    let mut rows = vec![
        ("Program", format!("{} {}", manifest.program, manifest.version)),
        ("Seed", manifest.seed.to_string()),
        ("Generator of chance", manifest.rng.clone()),
        ("Scenario (SHA-256 of scenario.toml)", manifest.scenario.sha256.clone()),
    ];
    rows.extend(manifest.git_commit.clone().map(|commit| ("Commit", commit)));
    rows.extend(manifest.inputs.iter().map(|input| ("Input file", format!("{} ({})", input.file, input.sha256))));
    let name = manifest.command.first().map(|p| p.rsplit(['/', '\\']).next().unwrap_or(p).to_owned());
    let words = name.into_iter().chain(telling(&manifest.command)).map(|word| quoted(&word));
    let typed = words.collect::<Vec<_>>().join(" ");
    Reproduce {
        command: if manifest.points.is_empty() { typed.clone() } else { again(manifest).to_owned() },
        typed,
        rows,
    }
}

/// What makes the same results out of the files beside the page.
fn again(manifest: &Manifest) -> &'static str {
    match manifest.command.get(1).map(String::as_str) {
        Some("compare") if manifest.compared_with.is_some() => {
            "catching compare scenario.toml scenario-b.toml -o again"
        }
        Some("compare") => "catching compare scenario.toml -o again",
        Some("sweep") => "catching sweep scenario.toml -o again",
        _ => "catching run scenario.toml -o again",
    }
}

/// The arguments that bear on the numbers: not where to, nor on how many cores.
fn telling(command: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut arguments = command.iter().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "-o" | "--out" | "-j" | "--threads" => drop(arguments.next()),
            "--force" | "-q" | "--quiet" | "-v" | "--verbose" | "--json" => {}
            a if ["-j", "--out=", "--threads="].iter().any(|flag| a.starts_with(flag)) => {}
            _ => kept.push(argument.clone()),
        }
    }
    kept
}

/// A word as a shell reads it back.
fn quoted(word: &str) -> String {
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "-_./=:,+".contains(c));
    if plain && !word.is_empty() { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_can_be_pasted() {
        assert_eq!(quoted("duration=30 min"), "'duration=30 min'");
        assert_eq!(quoted("--seed"), "--seed");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        let typed = ["catching", "run", "-o", "x", "-j4", "--seed", "7"].map(String::from);
        assert_eq!(telling(&typed), ["run", "--seed", "7"]);
    }
}
