//! The model as it was run: every parameter with where it comes from and how sure that is, what is assumed, how to do it again.

use serde::Serialize;

use super::Sources;
use crate::evidence::{FIELDS, Mark, Preset};
use crate::model::situation::Expression;
use crate::output::chart::axis::{capital, plain};
use crate::output::manifest::Manifest;
use crate::quantity::format_duration;
use crate::scenario::Scenario;

/// A parameter of an expression.
#[derive(Clone, Serialize)]
pub(super) struct Parameter {
    key: String,
    symbol: &'static str,
    value: String,
    mark: &'static str,
    source: String,
    changed: bool,
}

/// An expression with its parameters.
#[derive(Serialize)]
pub(super) struct Shown {
    name: String,
    summary: String,
    parameters: Vec<Parameter>,
}

/// Every expression of a scenario.
pub(super) fn expressions(scenario: &Scenario) -> Vec<Shown> {
    let expressions = &scenario.situation.expressions;
    expressions.iter().zip(presets(scenario)).map(|(expression, preset)| shown(expression, preset)).collect()
}

/// The preset that each expression starts from.
fn presets(scenario: &Scenario) -> Vec<Option<&'static Preset>> {
    let of = |place: usize| scenario.presets.get(place).and_then(|name| Preset::named(name));
    (0..scenario.situation.expressions.len()).map(of).collect()
}

fn shown(expression: &Expression, preset: Option<&'static Preset>) -> Shown {
    Shown {
        name: capital(&expression.name.replace('_', " ")),
        summary: preset.map_or("A bare channel: every number is this scenario's own.", |p| p.summary).to_owned(),
        parameters: FIELDS.iter().map(|field| parameter(field.key, &(field.get)(expression), preset)).collect(),
    }
}

fn parameter(key: &str, value: &crate::evidence::Value, preset: Option<&'static Preset>) -> Parameter {
    let known = preset.and_then(|p| p.parameter(key));
    let words = value.words();
    let (symbol, mark, source, changed) = match known {
        Some(known) if known.value.words() == words => {
            (known.symbol, known.mark.word(), known.source.to_owned(), false)
        }
        Some(known) => {
            let source = format!("this scenario (the preset has {}: {})", known.value.words(), known.source);
            (known.symbol, "scenario", source, true)
        }
        None => ("", "scenario", "this scenario, or the bare channel".to_owned(), false),
    };
    Parameter { key: key.to_owned(), symbol, value: words, mark, source, changed }
}

/// What the scenario is, in a few rows.
pub(super) fn facts(sources: &Sources<'_>) -> Vec<(&'static str, String)> {
    let (manifest, situation) = (sources.manifest, &sources.scenario.situation);
    let mut arms: Vec<String> = sources.results.points.iter().map(crate::output::chart::words::arm_label).collect();
    // The points of a sweep have arms in common.
    let mut seen = std::collections::HashSet::new();
    arms.retain(|arm| seen.insert(arm.clone()));
    vec![
        ("People", plain(manifest.people as f64, 0)),
        ("Ties (directed)", plain(manifest.ties as f64, 0)),
        ("Length of a run", format_duration(situation.duration)),
        ("Step", format_duration(situation.dt)),
        ("Arms", arms.join("; ")),
        ("Runs of each arm", plain(manifest.replicates as f64, 0)),
    ]
}

/// Parameters in use that nobody has measured, expression by expression.
pub(super) fn assumed(scenario: &Scenario) -> Vec<(String, Vec<Parameter>)> {
    let unsure = |p: &&Parameter| p.mark == Mark::Assumed.word() || p.mark == Mark::Unverified.word();
    let of = |shown: Shown| {
        let parameters: Vec<Parameter> = shown.parameters.iter().filter(unsure).cloned().collect();
        (shown.name, parameters)
    };
    expressions(scenario).into_iter().map(of).filter(|(_, parameters)| !parameters.is_empty()).collect()
}

/// What is said of an expression, and what the evidence says instead.
pub(super) fn caveats(scenario: &Scenario) -> Vec<(&'static str, &'static str)> {
    let known = presets(scenario).into_iter().flatten();
    known.flat_map(|preset| preset.caveats.iter().map(|c| (c.claim, c.instead))).collect()
}

/// What nobody knows yet.
pub(super) fn unknown(scenario: &Scenario) -> Vec<String> {
    let known = presets(scenario).into_iter().flatten();
    known.flat_map(|preset| preset.unknown.iter().map(|u| format!("{}: {u}", capital(preset.name)))).collect()
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
    Reproduce {
        command: "catching run scenario.toml -o again".to_owned(),
        typed: words.collect::<Vec<_>>().join(" "),
        rows,
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
