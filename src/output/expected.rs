//! What theory expects of the runs of a folder: for each expression of each point a curve, or why there is none.
//!
//! Nothing is simulated: the network of the first run is drawn again from its seed, measured, and held against the
//! [conditions] under which the well-mixed limit holds.

pub mod conditions;
mod mean_field;
pub mod surroundings;
mod watchers;

use super::chart::Results;
use super::chart::beside::{Answer, Expectation, Finding, Theory};
use super::folder::{Folder, FolderError};
use crate::chance::Chance;
use crate::network::NetworkSpec;
use crate::results::manifest::PointEntry;
use crate::scenario::{Scenario, is_label};
use conditions::Case;
use surroundings::Surroundings;

/// What theory expects of every expression of every point but the null run.
///
/// # Errors
/// When the folder's scenario cannot be read.
pub fn beside(folder: &Folder, results: &Results) -> Result<Theory, FolderError> {
    let mut drawn = Drawn { seed: Chance::new(folder.manifest().seed).replicate_seed(0), known: Vec::new() };
    let mut theory = Theory::default();
    for entry in folder.manifest().points.iter().filter(|entry| !entry.null) {
        let scenario = of_point(folder, entry)?;
        let around = drawn.surroundings(&scenario);
        for expression in 0..scenario.situation.expressions.len() {
            let finding = match around {
                Ok(around) => find(&scenario, expression, around, results),
                Err(problem) => Finding::Refused(vec![problem.clone()]),
            };
            theory.courses.push(Expectation { point: entry.point as u32, expression, finding });
        }
        let answer = around.ok().and_then(|around| watchers::answer(&scenario, around, results));
        theory.answers.extend(answer.map(|answer| Answer { point: entry.point as u32, ..answer }));
    }
    Ok(theory)
}

fn of_point(folder: &Folder, entry: &PointEntry) -> Result<Scenario, FolderError> {
    let varied =
        entry.varied.iter().filter(|(key, _)| !is_label(key)).map(|(key, value)| (key.clone(), as_toml(value)));
    let overrides: Vec<(String, String)> = varied.chain(entry.set.clone()).collect();
    let mut scenario = folder.read_variant(&overrides)?;
    entry.time(&mut scenario);
    Ok(scenario)
}

/// A value as tables print it, as TOML: what is none stands for itself.
fn as_toml(value: &str) -> String {
    let is_toml = toml::from_str::<toml::Table>(&format!("value = {value}")).is_ok_and(|table| table.len() == 1);
    if is_toml { value.to_owned() } else { toml::Value::from(value).to_string() }
}

/// Times at which a curve is computed where the runs have none.
const STEPS: u32 = 400;

/// A curve where no condition forbids one.
fn find(scenario: &Scenario, expression: usize, around: &Surroundings, results: &Results) -> Finding {
    let situation = &scenario.situation;
    let case = Case { situation, expression: &situation.expressions[expression], around };
    let (reasons, caveats) = conditions::judge(&case);
    if !reasons.is_empty() {
        return Finding::Refused(reasons);
    }
    let unit = scenario.time_unit.seconds();
    let mut times: Vec<f64> = results.series.times.iter().map(|t| t * unit).collect();
    if times.is_empty() {
        // A sweep keeps no series, but its outcomes are read off the same curve.
        times = (0..=STEPS).map(|step| situation.duration * f64::from(step) / f64::from(STEPS)).collect();
    }
    match mean_field::curve(&case, &times) {
        Some(curve) => Finding::Curve(super::chart::beside::Curve { caveats, ..curve }),
        None => Finding::Refused(vec!["it would take millions of steps to compute".to_owned()]),
    }
}

/// The networks that points share, each drawn and measured once.
struct Drawn {
    seed: u64,
    known: Vec<(NetworkSpec, Result<Surroundings, String>)>,
}

impl Drawn {
    fn surroundings(&mut self, scenario: &Scenario) -> Result<&Surroundings, &String> {
        let (spec, chance) = (&scenario.network, scenario.situation.held.chance(self.seed));
        let place = self.known.iter().position(|(known, _)| known == spec).unwrap_or_else(|| {
            let network = spec.shared(chance).map_err(|error| error.to_string());
            self.known.push((spec.clone(), network.map(|network| Surroundings::of(&network))));
            self.known.len() - 1
        });
        self.known[place].1.as_ref()
    }
}
