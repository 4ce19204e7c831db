//! Whether the resolved text of a scenario, which is all that a result folder keeps of it, means what the scenario does.

use super::diagnostics::Diagnostics;
use super::resolve::Networks;
use super::{Files, Scenario, Values, inspect, tree, understand};

/// So many points and values of a sweep are written and read again; more are written in the same way.
const ENOUGH: usize = 20;

/// Reads the resolved text of a scenario again and says what of it would be refused or differ; nothing where it means the same.
/// `files` opens the files that it names; without it (they are too large to be read twice) its network is taken as it is.
pub fn lost_in_writing(mut scenario: Scenario, files: Option<Files<'_>>) -> Option<String> {
    shorten(&mut scenario);
    let (name, text) = (format!("{}.toml", scenario.name), scenario.to_toml());
    let (again, diagnostics) = match files {
        Some(files) => {
            let reading = inspect(&name, &text, &[], files);
            (reading.scenario, reading.diagnostics)
        }
        None => {
            let mut diagnostics = Diagnostics::new(&name, &text);
            let root = tree::parse(&text, 0, &mut diagnostics);
            let again = understand(&scenario.name, &root, Networks::Known(&scenario.network), &mut diagnostics);
            ((!diagnostics.has_errors()).then_some(again), diagnostics)
        }
    };
    let Some(mut again) = again else {
        let errors: Vec<&str> = diagnostics.errors().map(|error| error.message.as_str()).collect();
        return Some(errors.join("; "));
    };
    // What is chosen is chosen for all points of a plan together, and told beside them.
    if scenario.timing.clock.is_none() {
        again.situation.clock = scenario.situation.clock;
    }
    if scenario.timing.dt.is_none() {
        again.situation.dt = scenario.situation.dt;
    }
    if scenario.timing.sample_every.is_none() {
        again.situation.sample_every = scenario.situation.sample_every;
    }
    (again != scenario).then(|| what_differs(&scenario, &again))
}

/// The lines of the two texts that differ, as far as the texts tell.
fn what_differs(scenario: &Scenario, again: &Scenario) -> String {
    let (before, after) = (scenario.to_toml(), again.to_toml());
    let differing = before.lines().zip(after.lines()).find(|(before, after)| before != after);
    differing.map_or_else(
        || "something that it says is lost in writing".to_owned(),
        |(before, after)| format!("`{before}` would be read as `{after}`"),
    )
}

/// Leaves no more points and values of its sweep than tell how they are written.
fn shorten(scenario: &mut Scenario) {
    let Some(sweep) = &mut scenario.sweep else { return };
    sweep.points.truncate(ENOUGH);
    for vary in &mut sweep.vary {
        match &mut vary.values {
            Values::List(list) => list.truncate(ENOUGH),
            Values::Range { steps, .. } => *steps = steps.map(|steps| steps.min(ENOUGH as u32)),
        }
    }
}
