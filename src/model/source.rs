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
use std::ops::Range;

/// Everything that tells who contributed what.
pub struct Sources<'a> {
    /// The ties.
    pub sight: &'a Sight,
    /// What everyone showed.
    pub exposure: &'a Exposure,
    /// When everyone last showed it, by expression; empty when nobody asks.
    pub traces: &'a [Vec<Trace>],
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
        let shares = self.contributions(channel, person);
        let total: f64 = shares.iter().map(|found| found.share).sum();
        let u: f64 = channel.luck.source.draws(person.into(), stretch.into()).random();
        let mut left = u * total;
        shares.into_iter().find_map(|found| {
            left -= found.share;
            (left < 0.0).then_some(found.contact)
        })
    }

    /// How close a person is to one they see.
    pub fn closeness(&self, viewer: u32, seen: u32) -> f64 {
        let row = self.sight.network.row(viewer as usize);
        let place = self.sight.network.seen_by(viewer as usize).binary_search(&seen);
        place.map_or(0.0, |place| f64::from(self.sight.looks.get(row.start + place).closeness))
    }

    /// What contacts contributed to a person's mirror activation, expression by expression of those that set this one off;
    /// those who did not are left out.
    pub fn contributions(&self, channel: &Channel, person: u32) -> Vec<Contribution> {
        let row = self.sight.network.row(person as usize);
        let mut found = Vec::with_capacity(row.len());
        for &(expression, weight) in &channel.triggers {
            let attention = self.repertoire.0[expression].attention;
            let weight = attend(weight, attention, f64::from(self.sight.in_view[person as usize]));
            let memory = Memory::new(channel, self.now, self.dt);
            for first in row.clone().step_by(WIDTH) {
                let ties = first..row.end.min(first + WIDTH);
                self.add_contributions(ties, person, expression, weight, &memory, &mut found);
            }
        }
        found
    }

    /// First all that has to be fetched from far away, then what is worked out from it, so that no fetching waits for the
    /// outcome of another.
    fn add_contributions(
        &self,
        ties: Range<usize>,
        person: u32,
        expression: usize,
        weight: f64,
        memory: &Memory,
        found: &mut Vec<Contribution>,
    ) {
        let mut faces = [Glance::default(); WIDTH];
        let faces = self.glance(ties, expression, &mut faces);
        let gain = self.repertoire.0[expression].closeness_gain;
        let hidden = |contact: u32| self.mutes.is_some_and(|mutes| mutes.hides(person, contact, self.now));
        for face in faces {
            let shown = f64::from(face.shown) * self.exposure.unit();
            let strength = self.sight.look_through(face.tie).weight(gain);
            let share = weight * strength * memory.remains(shown, face.trace);
            if share > 0.0 && !hidden(face.contact) {
                found.push(Contribution { contact: face.contact, expression, share });
            }
        }
    }

    /// The faces of those who are in view.
    fn glance<'b>(&self, ties: Range<usize>, expression: usize, faces: &'b mut [Glance; WIDTH]) -> &'b [Glance] {
        let mut count = 0;
        for tie in ties {
            // Written always and kept sometimes: who is in view cannot be predicted.
            faces[count % WIDTH].tie = tie;
            count += usize::from(self.sight.looks.get(tie).visibility != 0.0);
        }
        let (shown, traces) = (&self.exposure.shown[expression], &self.traces[expression]);
        for face in &mut faces[..count] {
            face.contact = self.sight.network.targets()[face.tie];
            face.shown = shown[face.contact as usize].quanta();
            face.trace = traces[face.contact as usize];
        }
        &faces[..count]
    }
}

/// Ties at a time.
const WIDTH: usize = 16;

/// A part of a mirror activation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// Whose.
    pub contact: u32,
    /// Which expression of theirs.
    pub expression: usize,
    /// How much.
    pub share: f64,
}

/// A face in view: through which tie, whose, what it shows and when it last began and ended.
#[derive(Clone, Copy, Default)]
struct Glance {
    tie: usize,
    contact: u32,
    shown: u32,
    trace: Trace,
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

    /// What remains of a face that was visible for a share of the last tick.
    #[inline]
    fn remains(&self, shown: f64, trace: Trace) -> f64 {
        if self.length <= 0.0 {
            return shown;
        }
        let before = self.now - self.dt;
        let (start, end, older) = (trace.started, trace.ended.min(before), trace.started < before);
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
