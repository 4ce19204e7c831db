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

use crate::model::engine::channel::{Channel, Repertoire};
use crate::model::engine::exponential::{exponential, exponentials};
use crate::model::engine::exposure::{Exposure, attend};
use crate::model::engine::muting::Mutes;
use crate::model::engine::onsets::{Trace, Traces};
use crate::model::engine::tie_values::Link;
use crate::model::engine::view::{Look, Sight};
use crate::model::situation::MemoryKernel;
use prefetch_index::prefetch_index;
use rand::RngExt;

/// Everything that tells who contributed what.
pub struct Sources<'a> {
    /// The ties.
    pub sight: &'a Sight,
    /// What everyone showed.
    pub exposure: &'a Exposure,
    /// When everyone last showed what.
    pub traces: &'a Traces,
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
    /// How close a person is to one they see.
    pub fn closeness(&self, viewer: u32, seen: u32) -> f64 {
        let tie = self.sight.network.tie(viewer as usize, seen);
        tie.map_or(0.0, |tie| f64::from(self.sight.looks.get(tie).closeness))
    }

    /// What contacts contributed to a person's mirror activation, expression by expression of those that set this one off;
    /// those who did not are left out.
    pub fn contributions(&self, channel: &Channel, person: u32) -> Vec<Contribution> {
        let mut shares = Shares::default();
        shares.work_out(self, channel, std::iter::once(person));
        let expressions = channel.triggers.iter().map(|&(expression, _)| expression);
        let found = expressions.zip(shares.of(0)).flat_map(|(expression, (glances, shares))| {
            let of =
                move |(glance, &share): (&Glance, &f64)| Contribution { contact: glance.contact, expression, share };
            glances.iter().zip(shares).map(of)
        });
        found.filter(|found| found.share > 0.0).collect()
    }
}

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

/// Somebody in view.
#[derive(Clone, Copy, Debug)]
struct Glance {
    contact: u32,
    link: Link,
}

impl Glance {
    const NOBODY: Self = Self { contact: 0, link: Link { visibility: 0.0, closeness: 0.0 } };
}

/// What contacts contributed to the mirror activations of some people, worked out for all of them in one go: most of it is
/// waiting for what is far away in memory, and that can be waited for together.
#[derive(Debug, Default)]
pub struct Shares {
    people: Vec<u32>,
    /// Where the glances of each begin, and where the last one's end.
    bounds: Vec<usize>,
    /// Who is in view.
    glances: Vec<Glance>,
    /// By expression that sets this one off: how much, by glance.
    shares: Vec<Vec<f64>>,
    /// Which of the people was asked for last.
    at: usize,
}

/// Contacts at a time.
const WIDTH: usize = 64;

impl Shares {
    /// The source of a person's imitated expression; nobody when it was the medium or is no longer known. People are asked
    /// for in ascending order.
    pub fn find(&mut self, sources: &Sources, channel: &Channel, person: u32, stretch: u32) -> Option<u32> {
        if sources.traces.is_empty() {
            return None;
        }
        while self.people.get(self.at).is_some_and(|&next| next < person) {
            self.at += 1;
        }
        if self.people.len() < 2 {
            // Nobody was asked for ahead.
            self.work_out(sources, channel, std::iter::once(person));
        }
        if self.people.get(self.at) != Some(&person) {
            let mut own = Self::default();
            own.work_out(sources, channel, std::iter::once(person));
            return own.pick(0, channel, person, stretch);
        }
        self.pick(self.at, channel, person, stretch)
    }

    fn pick(&self, row: usize, channel: &Channel, person: u32, stretch: u32) -> Option<u32> {
        let total: f64 = self.of(row).flat_map(|(_, shares)| shares).sum();
        let u: f64 = channel.luck.source.draws(person.into(), stretch.into()).random();
        let mut left = u * total;
        self.of(row).flat_map(|(glances, shares)| glances.iter().zip(shares)).find_map(|(glance, share)| {
            left -= share;
            (left < 0.0).then_some(glance.contact)
        })
    }

    /// What contributed to the activation of one of the people, by expression that sets this one off.
    fn of(&self, row: usize) -> impl Iterator<Item = (&[Glance], &[f64])> {
        let range = self.bounds[row]..self.bounds[row + 1];
        self.shares.iter().map(move |shares| (&self.glances[range.clone()], &shares[range.clone()]))
    }

    /// Looks at the contacts of some people, in ascending order, who may catch an expression.
    pub fn work_out(&mut self, sources: &Sources, channel: &Channel, people: impl Iterator<Item = u32>) {
        self.at = 0;
        self.people.clear();
        if sources.traces.is_empty() {
            return;
        }
        self.people.extend(people);
        self.look_around(sources.sight);
        self.shares.resize_with(channel.triggers.len(), Vec::new);
        let memory = Memory::new(channel, sources.now, sources.dt);
        for (number, &(expression, weight)) in channel.triggers.iter().enumerate() {
            // What inhibits is not what it was caught from.
            self.attend(number, sources, expression, weight.max(0.0));
            let shares = self.shares[number].chunks_mut(WIDTH);
            let mut later = self.glances.chunks(WIDTH);
            later.next().into_iter().for_each(|first| sources.fetch(first, expression));
            for (glances, shares) in self.glances.chunks(WIDTH).zip(shares) {
                later.next().into_iter().for_each(|next| sources.fetch(next, expression));
                sources.weigh(glances, shares, expression, &memory);
            }
        }
        if let Some(mutes) = sources.mutes {
            self.hide(mutes, sources.now);
        }
    }

    fn look_around(&mut self, sight: &Sight) {
        self.bounds.clear();
        self.bounds.push(0);
        let mut count = 0;
        for &person in &self.people {
            sight.fetch_row(person as usize);
        }
        for &person in &self.people {
            let row = sight.network.row(person as usize);
            self.glances.resize(count + row.len() + 1, Glance::NOBODY);
            for (tie, &contact) in row.clone().zip(&sight.network.targets()[row]) {
                let link = sight.looks.get(tie);
                // Written always and kept sometimes: who is in view cannot be predicted.
                self.glances[count] = Glance { contact, link };
                count += usize::from(link.visibility != 0.0);
            }
            self.bounds.push(count);
        }
        self.glances.truncate(count);
    }

    /// Writes down how much everyone attends to an expression.
    fn attend(&mut self, number: usize, sources: &Sources, expression: usize, weight: f64) {
        let attention = sources.repertoire.0[expression].attention;
        let shares = &mut self.shares[number];
        shares.clear();
        for (&person, &end) in self.people.iter().zip(&self.bounds[1..]) {
            shares.resize(end, attend(weight, attention, f64::from(sources.sight.in_view[person as usize])));
        }
    }

    fn hide(&mut self, mutes: &Mutes, now: f64) {
        for (row, &person) in self.people.iter().enumerate() {
            for glance in self.bounds[row]..self.bounds[row + 1] {
                if mutes.hides(person, self.glances[glance].contact, now) {
                    self.shares.iter_mut().for_each(|shares| shares[glance] = 0.0);
                }
            }
        }
    }
}

impl Sources<'_> {
    /// Asks memory for what is known of the contacts.
    fn fetch(&self, glances: &[Glance], expression: usize) {
        for glance in glances {
            self.sight.signal_in(expression).fetch(glance.contact as usize);
            prefetch_index(&self.exposure.shown[expression], glance.contact as usize);
            self.traces.fetch(expression, glance.contact);
        }
    }

    /// Turns the attention for each glance into what it contributed.
    fn weigh(&self, glances: &[Glance], shares: &mut [f64], expression: usize, memory: &Memory) {
        let (shown, signal_of) = (&self.exposure.shown[expression], self.sight.signal_in(expression));
        let (gain, unit) = (self.repertoire.0[expression].closeness_gain, self.exposure.unit());
        let (mut signals, mut remains, mut seen) = ([0.0; WIDTH], [0.0; WIDTH], [Trace::default(); WIDTH]);
        let (remains, seen) = (&mut remains[..glances.len()], &mut seen[..glances.len()]);
        // First what is far away, with as little else as can be.
        for (((glance, signal), shows), trace) in glances.iter().zip(&mut signals).zip(&mut *remains).zip(&mut *seen) {
            let contact = glance.contact as usize;
            (*signal, *shows) = (signal_of.get(contact), f64::from(shown[contact].quanta()));
            *trace = self.traces.of(expression, glance.contact);
        }
        for (((glance, signal), shows), share) in glances.iter().zip(signals).zip(&mut *remains).zip(&mut *shares) {
            *share *= Look::new(glance.link, signal).weight(gain);
            *shows *= unit;
        }
        memory.remains(remains, seen);
        shares.iter_mut().zip(remains).for_each(|(share, remains)| *share *= *remains);
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

    /// What remains of faces that were visible for some share of the last tick each, in the place of the shares.
    fn remains(&self, shown: &mut [f64], traces: &[Trace]) {
        if self.length <= 0.0 {
            return;
        }
        let before = self.now - self.dt;
        match self.kernel {
            MemoryKernel::Leaky => self.leak(shown, traces, before),
            MemoryKernel::Box => {
                let first = self.now - self.length;
                for (shown, trace) in shown.iter_mut().zip(traces) {
                    let (start, end) = (trace.started.max(first), trace.ended.min(before));
                    *shown = *shown * self.dt + if trace.started < before { (end - start).max(0.0) } else { 0.0 };
                }
            }
        }
    }

    fn leak(&self, shown: &mut [f64], traces: &[Trace], before: f64) {
        let (mut ends, mut starts) = ([0.0; WIDTH], [0.0; WIDTH]);
        let (ends, starts) = (&mut ends[..traces.len()], &mut starts[..traces.len()]);
        for ((end, start), trace) in ends.iter_mut().zip(&mut *starts).zip(traces) {
            // Of one that was not there before, nothing: both are the same.
            let older = trace.started < before;
            *end = if older { (trace.ended.min(before) - before) / self.length } else { 0.0 };
            *start = if older { (trace.started - before) / self.length } else { 0.0 };
        }
        exponentials(ends);
        exponentials(starts);
        for ((shown, end), start) in shown.iter_mut().zip(ends).zip(starts) {
            *shown = *shown * (1.0 - self.keep) + self.keep * (*end - *start);
        }
    }
}
