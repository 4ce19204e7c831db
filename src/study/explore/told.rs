//! Why somebody expressed something: whom they saw, and what would have come without each of them.

use super::living::recorded;
use super::{Explorable, Settings};
use crate::experiment::RunError;
use crate::experiment::why::Played;
use crate::study::StudyError;
use serde::Serialize;

/// Why somebody expressed something. Times in seconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// Who.
    pub who: u32,
    /// Which expression.
    pub what: u16,
    /// When it showed.
    pub time: f64,
    /// When it was set off.
    pub fired: f64,
    /// Why, as tables have it.
    pub cause: &'static str,
    /// From whom.
    pub source: Option<u32>,
    /// How many people were in view; none where nothing was looked at.
    pub in_view: Option<f64>,
    /// The chance, at that moment, that it was caught rather than of their own accord; none where that is not known.
    pub caught: Option<f64>,
    /// Who had left a trace, the strongest first.
    pub seen: Vec<Seen>,
    /// The same run in which one of them, then all, were not seen.
    pub without: Vec<Without>,
}

/// Somebody who was seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Seen {
    /// Who.
    pub who: u32,
    /// Which expression of theirs.
    pub what: u16,
    /// When it began.
    pub from: f64,
    /// Their part of what was seen, 0 to 1.
    pub part: f64,
    /// How close they are.
    pub closeness: f64,
}

/// The same run without somebody's face.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Without {
    /// Whose.
    pub whom: Vec<u32>,
    /// When it came instead; none: not before the end.
    pub time: Option<f64>,
    /// How much later.
    pub later: Option<f64>,
    /// Why it came then.
    pub cause: Option<&'static str>,
}

impl Explorable {
    /// Why expression number `event` of a world (0: the scenario, 1: the same without imitation) came.
    ///
    /// # Errors
    /// What is wrong with the settings, or that there is no such expression.
    pub fn why(&self, settings: &Settings, world: usize, event: usize) -> Result<Reason, StudyError> {
        let (_, plan) = self.planned(settings, 1)?;
        let mut points: Vec<_> = plan.points.iter().collect();
        points.sort_by_key(|point| point.null);
        let gone = || StudyError::Unknown(format!("there is no expression {event} in world {world}"));
        let point = points.get(world).ok_or_else(gone)?;
        let run = plan.run(point.index, 0);
        let (network, recording) = recorded(&plan, point, &run)?;
        let chosen = *recording.events.get(event).ok_or_else(gone)?;
        let played = Played { situation: &point.situation, network: &network, seed: run.seed };
        let failed = |error: RunError| StudyError::Run(run.id, error.to_string());
        let explained = played.explain(&recording.events, &chosen).map_err(failed)?;
        let probe = explained.probe.as_ref();
        let total = probe.map(|g| g.spontaneous + g.imitation + g.deliberate).filter(|t| t.is_finite() && *t > 0.0);
        let contacts = probe.map(|probe| probe.contacts.as_slice()).unwrap_or_default().iter();
        let seen = contacts.map(|contact| Seen {
            who: contact.person,
            what: contact.expression.into(),
            from: contact.started,
            part: contact.share,
            closeness: contact.closeness,
        });
        let without = explained.without.iter().map(|without| Without {
            whom: without.whom.clone(),
            time: without.instead.map(|instead| instead.time),
            later: explained.delay(without),
            cause: without.instead.map(|instead| instead.cause.name()),
        });
        Ok(Reason {
            who: chosen.agent,
            what: chosen.expression,
            time: chosen.time,
            fired: explained.fired,
            cause: chosen.cause.name(),
            source: chosen.source,
            in_view: probe.map(|probe| probe.in_view),
            caught: probe.zip(total).map(|(probe, total)| probe.imitation / total),
            seen: seen.collect(),
            without: without.collect(),
        })
    }
}
