//! A fit: draws of the priors are run, each with chance of its own, and held against what was observed.

mod particles;

use super::{Observer, Progress, Study, StudyError};
use crate::chance::Chance;
use crate::experiment::shard::Shard;
use crate::fit::observed::{Observed, Statistic};
use crate::fit::posterior::Table;
use crate::fit::prior::Prior;
use crate::fit::refine::{self, MOST_ROUNDS, Refining};
use crate::fit::{Fit, FitError, Options, prior_draws};
use crate::model;
use crate::results::collect::is_time;
use crate::results::manifest::sha256;
use crate::scenario::{Written, keys};
use particles::{Particles, generator, written_value};
use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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
        let fitting = self.fitting(priors, observed, options)?;
        let mut way = Way::default();
        let table = fitting.table(&mut way, observer)?;
        let fit = fitting.fit(table).map_err(|error| StudyError::Refused(error.to_string()))?;
        let fit = fitting.refined(fit, &mut way, observer)?;
        fitting.predicted(fit, &mut way, observer)
    }

    /// The same step by step, so that draws that are done can be kept and others be left to other machines.
    ///
    /// # Errors
    /// When a key cannot have what its prior says, or what was observed is no outcome.
    pub fn fitting(&self, priors: &[Prior], observed: &Observed, options: &Options) -> Result<Fitting<'_>, StudyError> {
        let refused = |error: crate::fit::FitError| StudyError::Refused(error.to_string());
        if self.design.is_some() || self.other.is_some() || !self.scenario.arms.is_empty() {
            let one = "a fit is about one version: no sweep, no comparison, and of a scenario with arms one of them (`NAME:ARM`)";
            return Err(StudyError::Refused(one.to_owned()));
        }
        if options.refine > MOST_ROUNDS {
            return Err(refused(FitError::Rounds(options.refine)));
        }
        let draws = prior_draws(priors, options.draws, self.scenario.seed).map_err(refused)?;
        let particles = self.particles(priors, observed)?;
        // What no draw can have is said before the first run.
        draws.first().map_or(Ok(()), |draw| particles.scenario(0, draw).map(drop))?;
        Ok(Fitting { study: self, options: *options, particles, draws })
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
}

/// A fit whose question is checked.
pub struct Fitting<'a> {
    study: &'a Study,
    options: Options,
    particles: Arc<Particles>,
    draws: Vec<Vec<f64>>,
}

/// Where statistics of draws are kept that are done, so that a fit goes on where it was stopped.
pub trait Kept {
    /// Those of a draw, if it is done.
    ///
    /// # Errors
    /// When they cannot be read.
    fn find(&mut self, draw: u64) -> io::Result<Option<Vec<f64>>>;

    /// Keeps those of a draw.
    ///
    /// # Errors
    /// When they cannot be written.
    fn keep(&mut self, draw: u64, statistics: &[f64]) -> io::Result<()>;
}

/// Which draws of a fit are run, and how.
#[derive(Default)]
pub struct Way<'a> {
    /// Where those are kept that are done; none: nowhere.
    pub kept: Option<&'a mut dyn Kept>,
    /// No more is run or waited for once this is set.
    pub stop: Option<&'a AtomicBool>,
    /// Only this part of the draws of the priors.
    pub part: Option<Shard>,
}

impl Fitting<'_> {
    /// What identifies the question: two fits with the same text have the same draws and compare the same.
    pub fn question(&self) -> String {
        let Particles { priors, observed, files, .. } = &*self.particles;
        // Rounds are drawn from what the table gives: with and without them its draws are the same.
        let Options { draws, keep, predictions, refine: _ } = self.options;
        let files: String = files.iter().map(|(name, content)| format!("{name} {}\n", sha256(content))).collect();
        format!("{priors:?}\n{observed:?}\n{draws} {keep} {predictions}\n{files}{}", self.study.scenario.to_toml())
    }

    /// Draws of the priors, in all and of a part.
    pub fn draws(&self, part: Option<Shard>) -> u64 {
        let all = self.draws.len() as u64;
        part.map_or(all, |part| part.size(all))
    }

    /// Runs of a whole fit at most, those of its rounds and of its posterior among them; of a part only its draws.
    pub fn runs(&self, part: Option<Shard>) -> u64 {
        let rounds = u64::from(self.options.refine) * self.round();
        self.draws(part) + if part.is_none() { rounds + u64::from(self.options.predictions) } else { 0 }
    }

    /// Runs of a round.
    fn round(&self) -> u64 {
        refine::size(self.draws.len()) as u64
    }

    /// The number of the first run after so many rounds, which is one of the posterior. The next round's come after those: a run is the
    /// same however many rounds are asked for.
    fn after(&self, rounds: usize) -> u64 {
        self.draws.len() as u64 + rounds as u64 * (u64::from(self.options.predictions) + self.round())
    }

    /// What was observed, as it is compared.
    pub fn observed(&self) -> Vec<Statistic> {
        let unit = self.study.scenario.time_unit;
        self.particles.observed.statistics(self.study.scenario.situation.duration / unit.seconds(), unit)
    }

    /// Runs the draws of the priors. Of a part of them, the rows of all others are empty.
    ///
    /// # Errors
    /// When a run fails, what is done cannot be kept, or the observer or somebody else stopped it.
    pub fn table(&self, way: &mut Way<'_>, observer: &mut impl Observer) -> Result<Table, StudyError> {
        let all = self.draws.len() as u64;
        let wanted = |number: u64| way.part.is_none_or(|part| part.holds(number, all));
        let numbers: Vec<u64> = (0..all).filter(|number| wanted(*number)).collect();
        let mut told = Telling { done: 0, planned: self.runs(way.part), observer };
        let mut statistics = vec![Vec::new(); self.draws.len()];
        let jobs = numbers.into_iter().map(|number| (number, self.draws[number as usize].clone())).collect();
        for (number, row) in self.all(jobs, way, &mut told)? {
            statistics[number as usize] = row;
        }
        Ok(Table { draws: self.draws.clone(), statistics, weights: Vec::new() })
    }

    /// What follows from the draws of the priors.
    ///
    /// # Errors
    /// When none of them comes to what was observed.
    pub fn fit(&self, table: Table) -> Result<Fit, FitError> {
        let scenario = &self.study.scenario;
        let about = (scenario.name.clone(), scenario.title.clone());
        Fit::new(about, self.particles.priors.clone(), self.observed(), table, &self.options, scenario.seed)
    }

    /// A fit with rounds of runs nearer to the data, if the options ask for any.
    ///
    /// # Errors
    /// As [`table`](Self::table).
    pub fn refined(&self, fit: Fit, way: &mut Way<'_>, observer: &mut impl Observer) -> Result<Fit, StudyError> {
        if self.options.refine == 0 {
            return Ok(fit);
        }
        let target = fit.statistics.iter().map(|statistic| statistic.target).collect();
        let mut refining = Refining::new(fit.table.clone(), target, self.options.refine);
        let mut told = Telling { done: self.draws.len() as u64, planned: self.runs(None), observer };
        while let Some(proposals) = refining.propose(fit.seed) {
            let first = self.after(refining.rounds.len()) - self.round();
            let jobs = (first..).zip(proposals.iter().cloned()).collect();
            let rows = self.all(jobs, way, &mut told)?.into_values().collect();
            refining.take(proposals, rows);
        }
        Ok(fit.refined_by(refining))
    }

    /// A fit with runs of its posterior.
    ///
    /// # Errors
    /// As [`table`](Self::table).
    pub fn predicted(&self, fit: Fit, way: &mut Way<'_>, observer: &mut impl Observer) -> Result<Fit, StudyError> {
        let rounds = fit.refined.as_ref().map_or(0, |refined| refined.rounds.len());
        let again = fit.resampled(self.options.predictions);
        let done = self.draws.len() as u64 + rounds as u64 * self.round();
        let mut told = Telling { done, planned: done + again.len() as u64, observer };
        let jobs = (self.after(rounds)..).zip(again).collect();
        let rows: Vec<Vec<f64>> = self.all(jobs, way, &mut told)?.into_values().collect();
        Ok(fit.predicted(&rows))
    }

    /// The statistics of each of these draws, with its number.
    fn all(
        &self,
        jobs: Vec<(u64, Vec<f64>)>,
        way: &mut Way<'_>,
        told: &mut Telling<'_, impl Observer>,
    ) -> Result<BTreeMap<u64, Vec<f64>>, StudyError> {
        let mut rows = BTreeMap::new();
        let mut missing = Vec::new();
        for (number, draw) in jobs {
            match way.kept.as_mut().map_or(Ok(None), |kept| kept.find(number))? {
                Some(row) => {
                    rows.insert(number, row);
                    told.done += 1;
                }
                None => missing.push((number, draw)),
            }
        }
        let never = AtomicBool::new(false);
        let stop = way.stop.unwrap_or(&never);
        let mut take = |(number, row): (u64, Result<Vec<f64>, StudyError>)| {
            let row = row?;
            way.kept.as_mut().map_or(Ok(()), |kept| kept.keep(number, &row))?;
            rows.insert(number, row);
            told.step()?;
            // Where runs are done one by one, this is when somebody is heard.
            if stop.load(Ordering::Relaxed) { Err(StudyError::Stopped(told.done)) } else { Ok(()) }
        };
        // A run of somebody who may want to stop is not waited for, even on one thread.
        #[cfg(feature = "threads")]
        if self.study.threads.get() > 1 || way.stop.is_some() {
            let shared = Arc::clone(&self.particles);
            let work = move |(number, draw): &(u64, Vec<f64>)| (*number, shared.play(*number, draw));
            let end = crate::experiment::workers::work_through(missing, self.study.threads, stop, work, take)?;
            return match end {
                crate::experiment::workers::End::Done => Ok(rows),
                crate::experiment::workers::End::Stopped => Err(StudyError::Stopped(told.done)),
            };
        }
        missing.into_iter().try_for_each(|(number, draw)| take((number, self.particles.play(number, &draw))))?;
        Ok(rows)
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
        study.fit(&free, &observed, &Options { draws, predictions: 50, keep: 0.05, refine: 0 }, &mut ())
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

    #[cfg(feature = "threads")]
    #[test]
    fn a_fit_is_the_same_on_any_number_of_threads() {
        let data = "outcome,count,of\nyawn_reach,3,28\n";
        let alone = fitted(&study(), data, 500).unwrap();
        let two = fitted(&study().threads(std::num::NonZeroUsize::new(2).unwrap()), data, 500).unwrap();
        assert_eq!((alone.draws_csv(), alone.predictions_csv()), (two.draws_csv(), two.predictions_csv()));
    }
}
