//! One draw of a fit: its scenario, its runs with chance of their own, and what of them was observed.

use crate::experiment::{Plan, simulate};
use crate::fit::observed::{Observation, Observed, Statistic};
use crate::fit::prior::Prior;
use crate::model::{self, Detail, Recording};
use crate::network::{Network, NetworkSpec, Source};
use crate::results::collect::is_time;
use crate::scenario::{Scenario, Written, keys};
use crate::study::{Files, StudyError};
use rand::RngExt;
use rand::SeedableRng;
use rand_xoshiro::SplitMix64;
use std::sync::Arc;

/// What all draws have in common.
pub(super) struct Particles {
    pub(super) written: Written,
    pub(super) files: Files,
    pub(super) priors: Vec<Prior>,
    pub(super) observed: Observed,
    /// What draws the network, where something does.
    pub(super) generator: Option<&'static str>,
    /// The network, where it is the same for every draw and every room.
    pub(super) network: Option<Arc<Network>>,
}

impl Particles {
    /// The scenario of a draw.
    pub(super) fn scenario(&self, number: u64, draw: &[f64]) -> Result<Scenario, StudyError> {
        let changes: Vec<(String, String)> = self
            .priors
            .iter()
            .zip(draw)
            .map(|(prior, at)| (prior.key.clone(), written_value(prior, prior.value(*at), self.generator)))
            .collect();
        let files = |file: &str| self.files.open(file);
        let scenario = self.written.variant(&format!("draw {number} of the priors"), &changes, &files)?;
        Ok(Scenario { arms: Vec::new(), null_run: false, ..scenario })
    }

    /// Runs a draw once for each room, and gives its statistics.
    pub(super) fn play(&self, number: u64, draw: &[f64]) -> Result<Vec<f64>, StudyError> {
        let alone = self.scenario(number, draw)?;
        let plan = Plan::new(&alone, |_| Ok::<_, StudyError>(alone.clone()))?;
        let rooms = self.observed.rooms.max(1) as u64;
        let mut seen: Vec<Vec<Option<f64>>> = vec![Vec::new(); self.observed.all.len()];
        for room in 0..rooms {
            // Chance of its own for every room of every draw: what they shared would pass for knowledge.
            let run = plan.run(0, number * rooms + room);
            let failed = |error: String| StudyError::Run(number, error);
            let network = match &self.network {
                Some(network) => Arc::clone(network),
                None => plan.draw_network(&run).map_err(|error| failed(error.to_string()))?,
            };
            let recording = simulate(&plan.points[0], &network, run.seed, Detail::NONE);
            let recording = recording.map_err(|error| failed(error.to_string()))?;
            for (values, one) in seen.iter_mut().zip(&self.observed.all) {
                let value = look(one, &alone, &recording);
                let asked = one.of[room as usize].zip(value);
                values.push(asked.map_or(value, |(of, share)| Some(of_some(share, network.people(), of, run.seed))));
            }
        }
        let unit = alone.time_unit;
        let end = alone.situation.duration / unit.seconds();
        let all = self.observed.all.iter().zip(&seen).flat_map(|(one, values)| one.statistics(values, end, unit));
        Ok(all.map(|Statistic { target, .. }| target).collect())
    }
}

/// What of a run was observed, in the scenario's unit of time; none where it did not come.
fn look(one: &Observation, scenario: &Scenario, recording: &Recording) -> Option<f64> {
    let situation = &scenario.situation;
    let Some(time) = one.time else {
        let place = model::metric_names(situation).iter().position(|name| *name == one.outcome)?;
        let value = recording.metrics[place]?;
        return Some(if is_time(&one.outcome) { value / scenario.time_unit.seconds() } else { value });
    };
    let place = model::series_names(situation).iter().position(|name| *name == one.outcome)?;
    let before = recording.series.iter().take_while(|row| row.time <= time + 1e-6 * situation.dt);
    before.last().or(recording.series.first()).map(|row| row.values[place]).filter(|value| !value.is_nan())
}

/// The share among `of` people who were asked, of all of whom `share` did it: drawn without anybody twice.
fn of_some(share: f64, people: usize, of: u32, seed: u64) -> f64 {
    let (of, mut did) = (of as usize, (share * people as f64).round());
    if of >= people {
        return share;
    }
    let mut dice = SplitMix64::seed_from_u64(seed ^ ASKED);
    let mut hits = 0;
    for asked in 0..of {
        if dice.random::<f64>() * ((people - asked) as f64) < did {
            hits += 1;
            did -= 1.0;
        }
    }
    f64::from(hits) / of as f64
}

/// Tells the draws of who is asked from those of the run.
const ASKED: u64 = 0x61736b6564;

/// A value of a free key as TOML: whole where the key takes nothing else.
pub(super) fn written_value(prior: &Prior, value: f64, generator: Option<&str>) -> String {
    if prior.unit.is_empty() && keys::takes_whole_numbers(&prior.key, generator) {
        return format!("{:.0}", value.round());
    }
    prior.written(value)
}

pub(super) fn generator(network: &NetworkSpec) -> Option<&'static str> {
    match network.source() {
        Source::Generated { generator, .. } => Some(*generator),
        Source::File { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_of_people_is_noisier_than_all_of_them() {
        let shares: Vec<f64> = (0..400).map(|seed| of_some(0.5, 100, 10, seed)).collect();
        let mean = shares.iter().sum::<f64>() / 400.0;
        let sd = (shares.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / 399.0).sqrt();
        // Hypergeometric: √(.5 · .5 / 10 · 90 / 99).
        assert!((mean - 0.5).abs() < 0.03 && (sd - 0.151).abs() < 0.02, "{mean} {sd}");
        assert_eq!(of_some(0.25, 28, 28, 1), 0.25);
    }
}
