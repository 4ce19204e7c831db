//! From whom an expression was caught: drawn in proportion to what each contact contributed to the mirror activation.
//!
//! With memory a contact may have stopped long ago. What is left of its last expression follows from when it began and
//! ended, so that nothing has to be tracked tie by tie. The last tick counts as the activation took it up: by its mean, so
//! that of two who were seen in one long tick neither counts more for having been the last.
//!
//! ```text
//! none    X of the last tick
//! leaky   X (1 − k) + k (e^{−(t − end)/τ} − e^{−(t − start)/τ})     k = e^{−dt/τ}, t: the start of the last tick
//! box     X dt + how much of start..end lies between the last T and the last tick
//! ```

use super::channel::{Channel, Repertoire};
use super::exponential::exponential;
use super::journal::Trace;
use super::muting::Mutes;
use super::perception::{Exposure, attend};
use super::sight::Sight;
use super::situation::MemoryKernel;
use rand::RngExt;

/// Everything that tells who contributed what.
pub struct Sources<'a> {
    /// The ties.
    pub sight: &'a Sight,
    /// What everyone showed.
    pub exposure: &'a Exposure,
    /// When everyone last showed it, by expression; empty when nobody asks.
    pub traces: &'a [Trace],
    /// The expressions.
    pub repertoire: &'a Repertoire,
    /// Faces that somebody is not to see, where that is asked.
    pub mutes: Option<&'a Mutes>,
    /// The present moment \[s\].
    pub now: f64,
    /// Length of a tick \[s\].
    pub dt: f64,
}

impl Sources<'_> {
    /// The source of a person's imitated expression; nobody when it was the medium or is no longer known.
    pub fn find(&self, channel: &Channel, person: u32, stretch: u32) -> Option<u32> {
        if self.traces.is_empty() {
            return None;
        }
        let shares: Vec<(u32, f64)> = self.contributions(channel, person).filter(|&(_, share)| share > 0.0).collect();
        let total: f64 = shares.iter().map(|(_, share)| share).sum();
        let u: f64 = channel.luck.source.draws(person.into(), stretch.into()).random();
        let mut left = u * total;
        shares.into_iter().find_map(|(contact, share)| {
            left -= share;
            (left < 0.0).then_some(contact)
        })
    }

    /// How close a person is to one they see.
    pub fn closeness(&self, viewer: u32, seen: u32) -> f64 {
        let row = self.sight.network.row(viewer as usize);
        let place = self.sight.network.seen_by(viewer as usize).binary_search(&seen);
        place.map_or(0.0, |place| f64::from(self.sight.closeness.get(self.sight.slot_of()[row.start + place] as usize)))
    }

    /// What each contact contributed to a person's mirror activation, expression by expression of those that set this
    /// one off.
    pub fn contributions<'b>(&'b self, channel: &'b Channel, person: u32) -> impl Iterator<Item = (u32, f64)> + 'b {
        let row = self.sight.network.row(person as usize);
        let in_view = f64::from(self.sight.in_view[person as usize]);
        channel.triggers.iter().flat_map(move |&(expression, weight)| {
            let source = &self.repertoire.0[expression];
            let weight = attend(weight, source.attention, in_view);
            let memory = Memory::new(channel, self.now, self.dt);
            row.clone().map(move |tie| {
                let contact = self.sight.network.targets()[tie];
                (contact, self.share(tie, (person, contact), expression, weight, &memory))
            })
        })
    }

    /// What is left of what one contact showed, as strongly as it is seen.
    #[inline]
    fn share(&self, tie: usize, (person, contact): (u32, u32), expression: usize, weight: f64, memory: &Memory) -> f64 {
        let is_hidden = || self.mutes.is_some_and(|mutes| mutes.hides(person, contact, self.now));
        // Who is out of sight now does not count.
        if self.sight.view.get(tie) == 0.0 || is_hidden() {
            return 0.0;
        }
        let seen = contact as usize;
        let shown = f64::from(self.exposure.shown[expression][seen].quanta()) * self.exposure.unit();
        let last = || (self.traces[expression].started[seen], self.traces[expression].ended[seen]);
        let remains = memory.remains(shown, last);
        if remains == 0.0 {
            return 0.0;
        }
        let gain = self.repertoire.0[expression].closeness_gain;
        weight * self.sight.look_through(tie).weight(gain) * remains
    }
}

/// What a mirror activation keeps of a contact's last expression.
struct Memory {
    kernel: MemoryKernel,
    /// τ or T \[s\].
    length: f64,
    /// k.
    keep: f64,
    now: f64,
    dt: f64,
}

impl Memory {
    fn new(channel: &Channel, now: f64, dt: f64) -> Self {
        let keep = if channel.memory > 0.0 { exponential(-dt / channel.memory) } else { 0.0 };
        Self { kernel: channel.memory_kernel, length: channel.memory, keep, now, dt }
    }

    /// What remains of a face that was visible for a share of the last tick; `last` tells when it last began and ended.
    #[inline]
    fn remains(&self, shown: f64, last: impl FnOnce() -> (f64, f64)) -> f64 {
        if self.length <= 0.0 {
            return shown;
        }
        let ((start, end), before) = (last(), self.now - self.dt);
        let (end, older) = (end.min(before), start < before);
        match self.kernel {
            MemoryKernel::Leaky => {
                let part = |time: f64| if time == before { 1.0 } else { exponential((time - before) / self.length) };
                shown * (1.0 - self.keep) + if older { self.keep * (part(end) - part(start)) } else { 0.0 }
            }
            MemoryKernel::Box => {
                let first = start.max(self.now - self.length);
                shown * self.dt + if older { (end - first).max(0.0) } else { 0.0 }
            }
        }
    }
}
