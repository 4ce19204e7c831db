//! Mirrored events: somebody begins what somebody in view has begun, caught it from them or began within a short time of
//! them.

use crate::model::engine::onsets::{Onset, Traces};
use crate::model::engine::tie_values::Marks;
use crate::model::engine::view::Sight;
use prefetch_index::prefetch_index;
use std::collections::VecDeque;

/// Those who began an expression of late, so that the many who did not are told quickly.
#[derive(Clone, Debug, Default)]
pub struct RecentOnsets {
    expression: usize,
    /// In this tick.
    now: Marks,
    /// By person, the first onset of those who began in this tick.
    first: Vec<u32>,
    /// In this tick, or so shortly before that they may begin together with somebody who does now.
    lately: Marks,
    /// When those did who began before \[s\], about in order.
    past: VecDeque<(f64, u32)>,
}

/// Onsets a person that are kept before only the last ones are.
const MOST: usize = 4;

impl RecentOnsets {
    /// Takes up the onsets of one expression in a tick, by person. Those who began before `since` \[s\] are forgotten.
    pub fn begin(&mut self, onsets: &[Onset], traces: &Traces, since: f64) {
        let Some(expression) = onsets.first().map(|onset| usize::from(onset.expression)) else { return };
        if self.first.len() != traces.people() || self.past.len() > MOST * self.first.len() {
            *self = Self::of(expression, traces);
        }
        while let Some((_, person)) = self.past.pop_front_if(|&mut (time, _)| time < since) {
            let is_past = traces.of(expression, person).started < since;
            self.lately.set(person as usize, !is_past);
        }
        for (number, onset) in onsets.iter().enumerate().rev() {
            self.now.set(onset.person as usize, true);
            self.lately.set(onset.person as usize, true);
            self.first[onset.person as usize] = number as u32;
        }
        self.past.extend(onsets.iter().map(|onset| (onset.time, onset.person)));
    }

    /// From what has been before it was asked for.
    fn of(expression: usize, traces: &Traces) -> Self {
        let people = traces.people();
        let (none, mut lately) = (Marks::none(people), Marks::none(people));
        let started = |person: u32| (traces.of(expression, person).started, person);
        let mut past: Vec<_> = (0..people as u32).map(started).filter(|(time, _)| time.is_finite()).collect();
        past.sort_by(|a, b| a.0.total_cmp(&b.0));
        past.iter().for_each(|&(_, person)| lately.set(person as usize, true));
        Self { expression, now: none, first: vec![0; people], lately, past: past.into() }
    }

    /// The tick is over.
    pub fn close(&mut self, onsets: &[Onset]) {
        onsets.iter().for_each(|onset| self.now.set(onset.person as usize, false));
    }
}

/// A tie in which an onset mirrors somebody, and how much it counts.
#[derive(Clone, Copy, Debug)]
pub struct Mirrored {
    /// Who began.
    pub person: u32,
    /// Through which tie of theirs.
    pub tie: u32,
    /// As far as they see each other.
    pub share: f32,
    /// When \[s\].
    pub time: f64,
}

/// What tells who begins together with whom.
pub struct CoOnsets<'a> {
    /// The ties.
    pub sight: &'a Sight,
    /// The onsets of one expression in this tick, by person.
    pub onsets: &'a [Onset],
    /// The same, to be looked up.
    pub began: &'a RecentOnsets,
    /// The last onset of everyone before this tick.
    pub traces: &'a Traces,
    /// Within which two begin together \[s\].
    pub window: f64,
}

/// Onsets at a time whose rows are looked up together: memory brings them while it brings the first.
const AT_ONCE: usize = 32;

impl CoOnsets<'_> {
    /// The ties in which some onsets mirror somebody: the one it was caught through in full, those to others who began at
    /// about the same time as far as either of the two sees the other.
    pub fn mirrored(&self, onsets: &[Onset]) -> Vec<Mirrored> {
        let (mut found, mut likely) = (Vec::new(), Vec::new());
        for onsets in onsets.chunks(AT_ONCE) {
            self.fetch(onsets);
            let count = self.likely(onsets, &mut likely);
            for &(_, tie) in &likely[..count] {
                self.sight.fetch(tie as usize);
                let contact = self.sight.network.targets()[tie as usize];
                self.traces.fetch(self.began.expression, contact);
            }
            let mirrored = |&(number, tie): &(u32, u32)| self.mirrors(&onsets[number as usize], tie);
            found.extend(likely[..count].iter().filter_map(mirrored));
        }
        found
    }

    fn fetch(&self, onsets: &[Onset]) {
        let network = &self.sight.network;
        for onset in onsets {
            let row = network.row(onset.person as usize);
            prefetch_index(network.targets(), row.start);
            prefetch_index(network.targets(), row.end);
        }
    }

    /// Ties of those who begin, each with the number of the onset: all that count and a few more.
    fn likely(&self, onsets: &[Onset], found: &mut Vec<(u32, u32)>) -> usize {
        let network = &self.sight.network;
        let mut count = 0;
        for (number, onset) in (0..).zip(onsets) {
            let (row, source) = (network.row(onset.person as usize), onset.caught.source.unwrap_or(u32::MAX));
            found.resize(found.len().max(count + row.len() + 1), (0, 0));
            for (tie, &contact) in row.clone().zip(&network.targets()[row]) {
                // Written always and kept sometimes: who began when cannot be predicted.
                found[count] = (number, tie as u32);
                count += usize::from(self.began.lately.has(contact as usize) | (contact == source));
            }
        }
        count
    }

    fn mirrors(&self, onset: &Onset, tie: u32) -> Option<Mirrored> {
        let contact = self.sight.network.targets()[tie as usize];
        let caught = onset.caught.source == Some(contact);
        if !caught && !self.together(onset, contact) {
            return None;
        }
        let there = self.sight.looks.get(tie as usize).visibility;
        let back = self.sight.opposite(tie as usize, onset.person as usize);
        let back = back.map_or(0.0, |slot| self.sight.seen.get(slot).visibility);
        let share = if caught { 1.0 } else { back.max(there) };
        (share > 0.0).then_some(Mirrored { person: onset.person, tie, share, time: onset.time })
    }

    fn together(&self, onset: &Onset, contact: u32) -> bool {
        self.recent(onset, self.traces.of(self.began.expression, contact).started)
            || (self.began.now.has(contact as usize) && self.just_now(onset, contact))
    }

    #[inline]
    fn recent(&self, onset: &Onset, time: f64) -> bool {
        let since = onset.time - time;
        (since >= 0.0) & (since <= self.window)
    }

    /// Of two who begin in one tick the later one, or the higher number, mirrors the other: each pair counts once.
    fn just_now(&self, onset: &Onset, contact: u32) -> bool {
        let first = self.began.first[contact as usize] as usize;
        let theirs = self.onsets[first..].iter().take_while(|other| other.person == contact);
        let earlier = |other: &Onset| other.time < onset.time || (other.time == onset.time && contact < onset.person);
        theirs.into_iter().any(|other| self.recent(onset, other.time) && earlier(other))
    }
}
