//! A fit: draws of the priors are run, each with chance of its own, and held against what was observed.

use super::{Observer, Progress, Study, StudyError};
use crate::chance::Chance;
use crate::experiment::{Plan, simulate};
use crate::fit::observed::{Observation, Observed, Statistic};
use crate::fit::posterior::Table;
use crate::fit::prior::Prior;
use crate::fit::{Fit, Options, prior_draws};
use crate::model::{self, Detail, Recording};
use crate::network::{Network, NetworkSpec, Source};
use crate::results::collect::is_time;
use crate::scenario::{Scenario, Written, keys};
use rand::RngExt;
use rand::SeedableRng;
use rand_xoshiro::SplitMix64;
use std::ops::ControlFlow;
use std::sync::Arc;

impl Study {
    /// Fits free keys to what was observed: which of their values are likely after it, and what cannot be told.
    ///
    /// ```
    /// use catching::fit::{Options, observed::Observed, prior::Prior};
    /// use catching::quantity::TimeUnit;
    /// use catching::study::{Files, Study};
    ///
    /// let class = "duration = \"10 min\"\n[network]\ngenerator = \"complete\"\nn = 28\n[expressions.yawn]\n";
    /// let study = Study::read("class", class, &Files::none())?;
    /// let free = [Prior::parse("ties.closeness", "0..1").unwrap()];
    /// let seen = Observed::read("outcome,count,of\nyawn_reach,2,28\n", TimeUnit::Minute).unwrap();
    /// let fit = study.fit(&free, &seen, &Options { draws: 500, ..Options::default() }, &mut ())?;
    /// assert_eq!(fit.parameters.len(), 1);
    /// # Ok::<(), catching::study::StudyError>(())
    /// ```
    ///
    /// # Errors
    /// When a key cannot have what its prior says, what was observed is no outcome, or no run comes near it.
    pub fn fit(
        &self,
        priors: &[Prior],
        observed: &Observed,
        options: &Options,
        observer: &mut impl Observer,
    ) -> Result<Fit, StudyError> {
        let refused = |error: crate::fit::FitError| StudyError::Refused(error.to_string());
        if self.design.is_some() || self.other.is_some() || !self.scenario.arms.is_empty() {
            let one = "a fit is about one version: no sweep, no comparison, and of a scenario with arms one of them (`NAME:ARM`)";
            return Err(StudyError::Refused(one.to_owned()));
        }
        let draws = prior_draws(priors, options.draws, self.scenario.seed).map_err(refused)?;
        let particles = self.particles(priors, observed)?;
        let runs = u64::from(options.draws) + u64::from(options.predictions);
        let mut told = Telling { done: 0, planned: runs, observer };
        let statistics = self.all(&particles, &draws, 0, &mut told)?;
        let unit = self.scenario.time_unit;
        let end = self.scenario.situation.duration / unit.seconds();
        let of_data = observed.statistics(end, unit);
        let table = Table { draws, statistics };
        let about = (self.scenario.name.clone(), self.scenario.title.clone());
        let fit = Fit::new(about, priors.to_vec(), of_data, table, options, self.scenario.seed).map_err(refused)?;
        let again = fit.resampled(options.predictions);
        let rows = self.all(&particles, &again, u64::from(options.draws), &mut told)?;
        Ok(fit.predicted(&rows))
    }

    /// What a fit is about: these free keys besides those that the scenario has under `[fit]` (whose place they take where the key is
    /// the same), and what was observed and how many draws are run, if not as the scenario says.
    ///
    /// # Errors
    /// When nothing is free or nothing was observed.
    pub fn question(
        &self,
        free: Vec<Prior>,
        observed: Option<Observed>,
        draws: Option<u32>,
    ) -> Result<(Vec<Prior>, Observed, Options), StudyError> {
        let refused = |why: &str| StudyError::Refused(why.to_owned());
        let asked = self.scenario.fit.clone().unwrap_or_default();
        let mut priors = asked.free;
        priors.retain(|prior| free.iter().all(|other| other.key != prior.key));
        priors.extend(free);
        if priors.is_empty() {
            return Err(refused(
                "nothing is free: name a key and its prior (--free ties.closeness=0..1), or write it under [fit]",
            ));
        }
        let observed = match observed {
            Some(observed) => observed,
            None if asked.observed.is_empty() => {
                let nothing = "nothing was observed: name a table (--data FILE), or write it under [fit]";
                return Err(refused(nothing));
            }
            None => Observed::of(&asked.observed).map_err(|why| refused(&format!("[fit] observed: {why}")))?,
        };
        let usual = Options::default();
        Ok((priors, observed, Options { draws: draws.or(asked.draws).unwrap_or(usual.draws), ..usual }))
    }

    fn particles(&self, priors: &[Prior], observed: &Observed) -> Result<Arc<Particles>, StudyError> {
        let situation = &self.scenario.situation;
        let (outcomes, series) = (model::metric_names(situation), model::series_names(situation));
        for prior in priors {
            if let Some(why) = crate::scenario::fixed(&prior.key) {
                return Err(StudyError::Refused(format!("`{}` cannot be free: {why}", prior.key)));
            }
        }
        let written = Written::new(&self.name, &self.text, &self.changes, &self.scenario);
        let generator = generator(&self.scenario.network);
        for prior in priors {
            // In the middle of its prior a key that there is has a value that can be had.
            let middle = (prior.key.clone(), written_value(prior, prior.value(0.5), generator));
            let files = |file: &str| self.files.open(file);
            written.variant(&format!("the free key {}", prior.key), &[middle], &files)?;
        }
        for one in &observed.all {
            let known = if one.time.is_some() { &series } else { &outcomes };
            if !known.contains(&one.outcome) {
                let near = crate::scenario::nearest(&one.outcome, known.iter().map(String::as_str));
                let near = near.map_or_else(
                    || format!("; there are {}", known.join(", ")),
                    |near| format!(": did you mean `{near}`?"),
                );
                return Err(StudyError::Unknown(format!("`{}` is no outcome of this scenario{near}", one.outcome)));
            }
            let people = self.scenario.network.size().map(|size| size.people);
            if let Some((of, people)) =
                one.of.iter().flatten().zip(people).find(|(of, people)| f64::from(**of) > *people)
            {
                return Err(StudyError::Refused(format!(
                    "`{}` was observed of {of} people, and the scenario has {people}",
                    one.outcome
                )));
            }
            if one.values.contains(&None) && (one.time.is_some() || !is_time(&one.outcome)) {
                return Err(StudyError::Refused(format!(
                    "`{}` has no value: only a time until something can be left empty, where it did not come",
                    one.outcome
                )));
            }
            if let Some(late) = one.time.filter(|time| *time > situation.duration * (1.0 + 1e-9) || *time < 0.0) {
                let (late, end) =
                    (late / self.scenario.time_unit.seconds(), situation.duration / self.scenario.time_unit.seconds());
                let unit = self.scenario.time_unit.symbol();
                return Err(StudyError::Refused(format!(
                    "`{}` was observed at {late} {unit}, and a run lasts {end} {unit}: set `duration`",
                    one.outcome
                )));
            }
        }
        let changed = priors.iter().any(|prior| keys::changes_network(&prior.key));
        let network = (!changed && !self.scenario.network.is_random())
            .then(|| self.scenario.network.shared(Chance::new(self.scenario.seed)))
            .transpose()
            .map_err(|error| StudyError::Refused(error.to_string()))?;
        Ok(Arc::new(Particles {
            written,
            files: self.files.clone(),
            priors: priors.to_vec(),
            observed: observed.clone(),
            generator,
            network,
        }))
    }

    /// The statistics of each of these draws; the first has this number.
    fn all(
        &self,
        particles: &Arc<Particles>,
        draws: &[Vec<f64>],
        first: u64,
        told: &mut Telling<'_, impl Observer>,
    ) -> Result<Vec<Vec<f64>>, StudyError> {
        let mut rows = vec![Vec::new(); draws.len()];
        let mut take = |(number, row): (usize, Result<Vec<f64>, StudyError>)| {
            rows[number] = row?;
            told.step()
        };
        #[cfg(feature = "threads")]
        if self.threads.get() > 1 {
            let shared = Arc::clone(particles);
            let jobs: Vec<(usize, Vec<f64>)> = draws.iter().cloned().enumerate().collect();
            let work = move |(number, draw): &(usize, Vec<f64>)| (*number, shared.play(first + *number as u64, draw));
            let never = std::sync::atomic::AtomicBool::new(false);
            crate::experiment::workers::work_through(jobs, self.threads, &never, work, take)?;
            return Ok(rows);
        }
        draws
            .iter()
            .enumerate()
            .try_for_each(|(number, draw)| take((number, particles.play(first + number as u64, draw))))?;
        Ok(rows)
    }
}

/// A value of a free key as TOML: whole where the key takes nothing else.
fn written_value(prior: &Prior, value: f64, generator: Option<&str>) -> String {
    if prior.unit.is_empty() && keys::takes_whole_numbers(&prior.key, generator) {
        return format!("{:.0}", value.round());
    }
    prior.written(value)
}

fn generator(network: &NetworkSpec) -> Option<&'static str> {
    match network.source() {
        Source::Generated { generator, .. } => Some(*generator),
        Source::File { .. } => None,
    }
}

/// Tells of draws that are done.
struct Telling<'a, O> {
    done: u64,
    planned: u64,
    observer: &'a mut O,
}

impl<O: Observer> Telling<'_, O> {
    fn step(&mut self) -> Result<(), StudyError> {
        self.done += 1;
        let progress = Progress { done: self.done, planned: self.planned, arm: "", varied: &[] };
        match self.observer.run_is_over(&progress) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(StudyError::Stopped(self.done)),
        }
    }
}

/// What all draws have in common.
struct Particles {
    written: Written,
    files: super::Files,
    priors: Vec<Prior>,
    observed: Observed,
    /// What draws the network, where something does.
    generator: Option<&'static str>,
    /// The network, where it is the same for every draw and every room.
    network: Option<Arc<Network>>,
}

impl Particles {
    /// Runs a draw once for each room, and gives its statistics.
    fn play(&self, number: u64, draw: &[f64]) -> Result<Vec<f64>, StudyError> {
        let changes: Vec<(String, String)> = self
            .priors
            .iter()
            .zip(draw)
            .map(|(prior, at)| (prior.key.clone(), written_value(prior, prior.value(*at), self.generator)))
            .collect();
        let files = |file: &str| self.files.open(file);
        let scenario = self.written.variant(&format!("draw {number} of the priors"), &changes, &files)?;
        let alone = Scenario { arms: Vec::new(), null_run: false, ..scenario };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::TimeUnit;

    const CLASS: &str = "duration = \"10 min\"\nseed = 3\n[network]\ngenerator = \"complete\"\nn = 28\n\
        [expressions.yawn]\ninitial = { count = 1 }\n";

    fn study() -> Study {
        Study::read("class", CLASS, &super::super::Files::none()).unwrap()
    }

    fn fitted(study: &Study, data: &str, draws: u32) -> Result<Fit, StudyError> {
        let free = [Prior::parse("ties.closeness", "0..1").unwrap()];
        let observed = Observed::read(data, TimeUnit::Minute).unwrap();
        study.fit(&free, &observed, &Options { draws, predictions: 50, keep: 0.05 }, &mut ())
    }

    #[test]
    fn every_draw_has_chance_of_its_own() {
        let particles = study()
            .particles(
                &[Prior::parse("ties.closeness", "0..1").unwrap()],
                &Observed::read("outcome,value\nyawn_events,3\n", TimeUnit::Minute).unwrap(),
            )
            .unwrap();
        let same: Vec<Vec<f64>> = (0..40).map(|number| particles.play(number, &[0.5]).unwrap()).collect();
        assert!(same.iter().any(|row| *row != same[0]), "the same parameters give other runs");
        assert_eq!(particles.play(7, &[0.5]).unwrap(), same[7], "and the same draw the same");
    }

    #[test]
    fn a_key_that_there_is_not_is_no_draw() {
        let free = [Prior::parse("ties.closness", "0..1").unwrap()];
        let observed = Observed::read("outcome,value\nyawn_events,3\n", TimeUnit::Minute).unwrap();
        let why = study().fit(&free, &observed, &Options::default(), &mut ()).unwrap_err().to_string();
        assert!(why.contains("ties.closness") && why.contains("closeness") && !why.contains("draw 0"), "{why}");
    }

    #[test]
    fn what_was_observed_must_be_an_outcome_within_the_run_and_within_reach() {
        let why = |data: &str| fitted(&study(), data, 500).unwrap_err().to_string();
        assert!(why("outcome,value\nyawn_raech,0.5\n").contains("did you mean `yawn_reach`"));
        assert!(why("outcome,time,value\nyawn_reach,20 min,0.5\n").contains("a run lasts 600 s"));
        let out = why("outcome,value\nyawn_events,1000000\n");
        assert!(out.contains("no draw of the priors") && out.contains("yawn_events"), "{out}");
    }

    #[test]
    fn a_sample_of_people_is_noisier_than_all_of_them() {
        let shares: Vec<f64> = (0..400).map(|seed| of_some(0.5, 100, 10, seed)).collect();
        let mean = shares.iter().sum::<f64>() / 400.0;
        let sd = (shares.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / 399.0).sqrt();
        // Hypergeometric: √(.5 · .5 / 10 · 90 / 99).
        assert!((mean - 0.5).abs() < 0.03 && (sd - 0.151).abs() < 0.02, "{mean} {sd}");
        assert_eq!(of_some(0.25, 28, 28, 1), 0.25);
    }

    #[cfg(feature = "threads")]
    #[test]
    fn a_fit_is_the_same_on_any_number_of_threads() {
        let data = "outcome,count,of\nyawn_reach,3,28\n";
        let alone = fitted(&study(), data, 500).unwrap();
        let two = fitted(&study().threads(std::num::NonZeroUsize::new(2).unwrap()), data, 500).unwrap();
        assert_eq!((alone.draws_csv(), alone.predictions_csv()), (two.draws_csv(), two.predictions_csv()));
    }
}
