//! Why somebody expressed something: what they saw, what it did, and whether it would have happened without each of
//! those they saw. The last is a but-for question inside the model: the same run with the same dice, in which one person
//! does not see one face.

use super::RunError;
use super::one_run::caught;
use crate::model::{Cause, Detail, ExpressionEvent, Mute, Probe, Simulation, Situation};
use crate::network::Network;
use std::sync::Arc;

/// Contacts whose absence is tried one by one: those who left the strongest traces.
pub const MOST: usize = 8;

/// The run in which it happened.
#[derive(Clone, Copy, Debug)]
pub struct Played<'a> {
    /// What the run is told.
    pub situation: &'a Situation,
    /// Its network.
    pub network: &'a Arc<Network>,
    /// Its dice.
    pub seed: u64,
}

/// Why somebody expressed something.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// What is explained.
    pub event: ExpressionEvent,
    /// How many such expressions of this person came before.
    pub before: usize,
    /// The impulse \[s\]: the onset less the latency.
    pub fired: f64,
    /// What was about to make it happen, at the start of that tick; none where the scenario made it happen.
    pub probe: Option<Probe>,
    /// The same run without one of those seen, and without all of them.
    pub without: Vec<Without>,
}

/// The same run without some faces.
#[derive(Clone, Debug, PartialEq)]
pub struct Without {
    /// Whose face was hidden.
    pub whom: Vec<u32>,
    /// From when on \[s\], face by face.
    pub from: Vec<f64>,
    /// What came of it: the expression that takes the place of the explained one; none before the end of the run.
    pub instead: Option<ExpressionEvent>,
}

impl Played<'_> {
    /// Every expression of the run.
    ///
    /// # Errors
    /// When the run fails.
    pub fn events(&self) -> Result<Vec<ExpressionEvent>, RunError> {
        self.events_without(&[])
    }

    fn events_without(&self, mutes: &[Mute]) -> Result<Vec<ExpressionEvent>, RunError> {
        caught(|| {
            let mut simulation = self.simulation()?;
            if !mutes.is_empty() {
                simulation.mute(mutes)?;
            }
            Ok(simulation.run().events)
        })
    }

    fn simulation(&self) -> Result<Simulation, RunError> {
        let detail = Detail { events: true, ..Detail::NONE };
        Ok(Simulation::new(self.situation, Arc::clone(self.network), self.seed, detail)?)
    }

    /// Explains one of the run's expressions.
    ///
    /// # Errors
    /// When the run fails.
    pub fn explain(&self, events: &[ExpressionEvent], event: &ExpressionEvent) -> Result<Explanation, RunError> {
        let same = |other: &&ExpressionEvent| other.agent == event.agent && other.expression == event.expression;
        let before = events.iter().filter(same).take_while(|other| other.time < event.time).count();
        let fired = event.time - event.latency;
        let probe = match event.cause {
            Cause::Event => None,
            _ => self.probe(event, fired)?.filter(|probe| probe.idle),
        };
        let seen = probe.as_ref().map(seen).unwrap_or_default();
        let mut trials: Vec<Vec<(u32, f64)>> = seen.iter().take(MOST).map(|one| vec![*one]).collect();
        if seen.len() > 1 {
            trials.push(seen);
        }
        let without = trials.into_iter().map(|hidden| self.without(event, before, &hidden));
        Ok(Explanation { event: *event, before, fired, without: without.collect::<Result<_, _>>()?, probe })
    }

    /// Plays up to the tick of the impulse and looks.
    fn probe(&self, event: &ExpressionEvent, fired: f64) -> Result<Option<Probe>, RunError> {
        let tick = (fired / self.situation.dt + 1e-9).floor().max(0.0) as u64;
        caught(|| {
            let mut simulation = self.simulation()?;
            simulation.watch(event.agent, event.expression as u8, fired)?;
            (0..=tick).for_each(|_| simulation.tick());
            Ok(simulation.probe().cloned())
        })
    }

    fn without(&self, event: &ExpressionEvent, before: usize, hidden: &[(u32, f64)]) -> Result<Without, RunError> {
        let mute = |&(seen, from): &(u32, f64)| Mute { viewer: event.agent, seen, from };
        let events = self.events_without(&hidden.iter().map(mute).collect::<Vec<_>>())?;
        let mut mine = events.iter().filter(|e| e.agent == event.agent && e.expression == event.expression);
        Ok(Without {
            whom: hidden.iter().map(|h| h.0).collect(),
            from: hidden.iter().map(|h| h.1).collect(),
            instead: mine.nth(before).copied(),
        })
    }
}

/// Those who had left a trace, the strongest first, each with the start of what was seen of them.
fn seen(probe: &Probe) -> Vec<(u32, f64)> {
    let mut people: Vec<(u32, f64, f64)> = Vec::new();
    for contact in &probe.contacts {
        match people.iter_mut().find(|one| one.0 == contact.person) {
            Some(one) => (one.1, one.2) = (one.1.min(contact.started), one.2 + contact.share),
            None => people.push((contact.person, contact.started, contact.share)),
        }
    }
    people.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
    people.into_iter().map(|(person, from, _)| (person, from)).collect()
}

impl Explanation {
    /// How much later it would have come \[s\] without somebody; none: not before the end of the run. Negative: earlier.
    pub fn delay(&self, without: &Without) -> Option<f64> {
        without.instead.map(|instead| instead.time - self.event.time)
    }
}
