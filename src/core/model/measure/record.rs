//! What a run leaves behind, in memory, and the record that is kept while it goes on.

use crate::model::engine::exchange::{f64s, of_f64s};
use crate::model::engine::halo::Halo;
use crate::model::engine::onsets::{Ending, Journal, Onset, Tally};
use crate::model::engine::phase::Cause;
use crate::model::situation::Situation;
use bevy_ecs::prelude::Resource;

/// How much of a run is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// Every expression, with its source.
    pub events: bool,
    /// Every person.
    pub agents: bool,
    /// Every tie.
    pub ties: bool,
}

impl Detail {
    /// Everything.
    pub const ALL: Self = Self { events: true, agents: true, ties: true };
    /// Outcomes and series only.
    pub const NONE: Self = Self { events: false, agents: false, ties: false };
}

/// What a run leaves behind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recording {
    /// Parallel to [`metric_names`](crate::model::measure::outcomes::metric_names); times in seconds; none where it does not apply.
    pub metrics: Vec<Option<f64>>,
    /// One row a sample time.
    pub series: Vec<SeriesRow>,
    /// Every expression, by time, person and expression.
    pub events: Vec<ExpressionEvent>,
    /// Every person.
    pub agents: Vec<AgentRow>,
    /// The members of each group of the situation, in its order; nothing where people are not recorded.
    pub groups: Vec<Vec<u32>>,
    /// Every tie.
    pub ties: Vec<TieRow>,
    /// Ticks simulated.
    pub ticks: u64,
    /// When the run ended \[s\].
    pub ended: f64,
}

/// One moment of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesRow {
    /// When \[s\].
    pub time: f64,
    /// Parallel to [`series_names`](crate::model::measure::outcomes::series_names).
    pub values: Vec<f64>,
}

/// One expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExpressionEvent {
    /// When it became visible \[s\].
    pub time: f64,
    /// Whose.
    pub agent: u32,
    /// Which.
    pub expression: u16,
    /// Why.
    pub cause: Cause,
    /// From whom, if imitated and known.
    pub source: Option<u32>,
    /// From the impulse to the face \[s\].
    pub latency: f64,
    /// How long it was visible \[s\]; NaN when it still is at the end of the run.
    pub duration: f64,
}

/// One person at the end of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentRow {
    /// Who.
    pub agent: u32,
    /// Parallel to [`agent_columns`](crate::model::measure::outcomes::agent_columns).
    pub values: Vec<f64>,
}

/// One directed tie at the end of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct TieRow {
    /// Who sees.
    pub viewer: u32,
    /// Who is seen.
    pub seen: u32,
    /// Kind, if the network has kinds: its number among [`Network::kind_names`](crate::network::Network::kind_names). A
    /// name each would be most of the memory of a dense network.
    pub kind: Option<u8>,
    /// w.
    pub closeness: f32,
    /// o.
    pub visibility: f32,
}

/// Running record of a run.
#[derive(Resource, Debug, Default)]
pub struct Record {
    /// Per expression.
    pub peaks: Vec<Peak>,
    /// Rows so far.
    pub series: Vec<SeriesRow>,
    /// Every expression, if asked.
    pub events: Option<Vec<ExpressionEvent>>,
    /// By expression and person: the index of the event that is going on (u32::MAX: none).
    open: Vec<Vec<u32>>,
    /// By expression and person: onsets, and the first of them \[s\].
    pub lives: Option<Vec<Vec<Life>>>,
    /// Ticks between samples.
    pub every: u64,
    /// Ticks of the whole run.
    pub ticks: u64,
    /// Ticks from which the late average is taken.
    pub late_from: u64,
    /// What was measured of whole people at the last sample, see [`feeling_names`](crate::model::measure::feelings::feeling_names).
    pub feelings: Vec<f64>,
    /// When somebody was last latent or expressing \[s\].
    pub last_active: f64,
    /// From when to when the expressions went on of which that is measured.
    pub spans: Vec<Span>,
}

/// From when to when an expression went on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Which expression.
    pub expression: u8,
    /// The first onset \[s\]; NaN: none.
    pub first: f64,
    /// The last end \[s\]; NaN: none.
    pub last: f64,
}

impl Span {
    pub(in crate::model) fn note(&mut self, journal: &Journal) {
        let onsets = journal.onsets.iter().filter(|onset| onset.expression == self.expression);
        self.first = onsets.fold(self.first, |first, onset| first.min(onset.time));
        let endings = journal.endings.iter().filter(|ending| ending.expression == self.expression);
        self.last = endings.fold(self.last, |last, ending| last.max(ending.time));
    }

    /// How long it went on by the end of a run \[s\].
    fn length(&self, journal: &Journal, ended: f64) -> Option<f64> {
        let open = journal.tally[usize::from(self.expression)].expressing > 0;
        let last = if open { ended } else { self.last };
        Some(last - self.first).filter(|length| !length.is_nan())
    }
}

/// What one person did with one expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Life {
    /// Onsets.
    pub events: u32,
    /// Time of the first \[s\]; NaN: never.
    pub first: f64,
}

/// Extremes and averages of one expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peak {
    /// Most people expressing at the end of a tick.
    pub most: u64,
    /// When first \[s\].
    pub at: f64,
    /// When half of the people had expressed it \[s\].
    pub half: f64,
    /// Sum over late ticks of the people expressing.
    pub late: f64,
    /// Number of late ticks.
    pub late_ticks: u64,
}

impl Record {
    /// An empty record.
    pub fn new(situation: &Situation, people: usize, detail: Detail) -> Self {
        let expressions = situation.expressions.len();
        let ticks = situation.ticks();
        let life = Life { events: 0, first: f64::NAN };
        Self {
            peaks: vec![Peak { most: 0, at: 0.0, half: f64::NAN, late: 0.0, late_ticks: 0 }; expressions],
            series: Vec::new(),
            events: detail.events.then(Vec::new),
            open: if detail.events { vec![vec![u32::MAX; people]; expressions] } else { Vec::new() },
            lives: detail.agents.then(|| vec![vec![life; people]; expressions]),
            every: (situation.sample_every / situation.dt).round().max(1.0) as u64,
            ticks,
            late_from: ticks / 2,
            feelings: Vec::new(),
            last_active: 0.0,
            spans: spans(situation),
        }
    }

    /// From the first to the last in all parts of a network.
    pub(in crate::model) fn spans_of_all(&mut self, halo: &mut Halo) {
        let own = of_f64s(self.spans.iter().flat_map(|span| [span.first, span.last]));
        for told in halo.exchange().gather(own) {
            let times: Vec<f64> = f64s(&told).collect();
            for (span, [first, last]) in self.spans.iter_mut().zip(times.as_chunks().0) {
                (span.first, span.last) = (span.first.min(*first), span.last.max(*last));
            }
        }
    }

    /// How long the expressions went on of which that is measured.
    pub fn lengths(&self, journal: &Journal, ended: f64) -> impl Iterator<Item = Option<f64>> {
        self.spans.iter().map(move |span| span.length(journal, ended))
    }

    /// Notes an onset.
    pub fn began(&mut self, onset: Onset) {
        let (expression, person) = (usize::from(onset.expression), onset.person as usize);
        if let Some(events) = &mut self.events {
            self.open[expression][person] = events.len() as u32;
            events.push(ExpressionEvent {
                time: onset.time,
                agent: onset.person,
                expression: onset.expression.into(),
                cause: onset.cause,
                source: onset.caught.source.filter(|_| onset.cause == Cause::Imitated),
                latency: onset.caught.latency,
                duration: f64::NAN,
            });
        }
        if let Some(lives) = &mut self.lives {
            let life = &mut lives[expression][person];
            life.events += 1;
            life.first = if life.first.is_nan() { onset.time } else { life.first };
        }
    }

    pub(in crate::model) fn ended(&mut self, ending: Ending) {
        let Some(events) = &mut self.events else { return };
        let open = self.open[usize::from(ending.expression)][ending.person as usize];
        if let Some(event) = events.get_mut(open as usize) {
            event.duration = ending.time - event.time;
        }
    }

    /// Follows what happened in a step moment by moment: how many were expressing at most, and when half had.
    pub(in crate::model) fn follow(&mut self, journal: &Journal, people: usize) {
        for (expression, (tally, peak)) in (0..).zip(journal.tally.iter().zip(&mut self.peaks)) {
            let onsets = journal.onsets.iter().filter(|onset| onset.expression == expression);
            let endings = journal.endings.iter().filter(|ending| ending.expression == expression);
            // What begins when something else ends comes after it.
            let ends = endings.map(|ending| (ending.time, -1, 0));
            let mut moments: Vec<(f64, i64, u64)> =
                ends.chain(onsets.map(|onset| (onset.time, 1, u64::from(onset.first)))).collect();
            moments.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut expressing = tally.expressing as i64 - moments.iter().map(|moment| moment.1).sum::<i64>();
            let mut reached = tally.reached - moments.iter().map(|moment| moment.2).sum::<u64>();
            for (time, change, first) in moments {
                (expressing, reached) = (expressing + change, reached + first);
                if expressing > peak.most as i64 {
                    (peak.most, peak.at) = (expressing as u64, time);
                }
                if peak.half.is_nan() && 2 * reached >= people as u64 {
                    peak.half = time;
                }
            }
        }
    }

    /// Adds the rows up to the end, all of them the present state: nothing can happen any more.
    pub fn fill_up(&mut self, ticks: u64, dt: f64, journal: &Journal, people: usize) {
        let next = self.series.len() as u64;
        for peak in &mut self.peaks {
            peak.late_ticks = ticks - self.late_from;
        }
        for row in next..=ticks / self.every {
            self.sample((row * self.every) as f64 * dt, journal, people);
        }
    }

    /// The outcomes, parallel to [`metric_names`](crate::model::measure::outcomes::metric_names) but for those that need the ties.
    pub fn metrics(&self, journal: &Journal, people: usize, ended: f64) -> Vec<Option<f64>> {
        let share = |count: u64| (people > 0).then(|| count as f64 / people as f64);
        let of_expression = |(tally, peak): (&Tally, &Peak)| {
            let number = |x: f64| (!x.is_nan()).then_some(x);
            let late =
                if peak.late_ticks == 0 { 0.0 } else { peak.late / (peak.late_ticks as f64 * people.max(1) as f64) };
            let imitated = tally.onsets[Cause::Imitated as usize] as f64 / tally.events() as f64;
            [
                share(tally.expressing),
                number(late),
                Some(tally.events() as f64),
                share(tally.reached),
                share(peak.most),
                (peak.most > 0).then_some(peak.at.min(ended)),
                number(peak.half),
                number(imitated),
                Some(f64::from(u8::from(tally.latent + tally.expressing > 0))),
            ]
        };
        let expressions = journal.tally.iter().zip(&self.peaks).flat_map(of_expression);
        expressions.chain(self.feelings.iter().map(|&x| (!x.is_nan()).then_some(x))).collect()
    }

    /// Appends a row of the series.
    pub fn sample(&mut self, time: f64, journal: &Journal, people: usize) {
        let share = |count: u64| if people == 0 { 0.0 } else { count as f64 / people as f64 };
        let of = |t: &Tally| {
            [share(t.expressing), share(t.reached), t.events() as f64, t.onsets[Cause::Imitated as usize] as f64]
        };
        let values = journal.tally.iter().flat_map(of).chain(self.feelings.iter().copied()).collect();
        self.series.push(SeriesRow { time, values });
    }
}

fn spans(situation: &Situation) -> Vec<Span> {
    let place = |name: &String| situation.expressions.iter().position(|e| e.name == *name);
    let span = |expression: usize| Span { expression: expression as u8, first: f64::NAN, last: f64::NAN };
    situation.measure.lasting.iter().filter_map(place).map(span).collect()
}
