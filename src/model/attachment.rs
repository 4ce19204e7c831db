//! Attachment: a tie grows with every mirrored event and fades without.
//!
//! ```text
//! mirrored: i imitates j                   w ← w + η_w (1 − w), both directions
//!           both begin within the window   w ← w + η_w o (1 − w), both directions: as far as they see each other
//! between:  w ← w e^{−dt/τ_w}, kin excepted
//! ```

use super::channel::Repertoire;
use super::clock::Clock;
use super::journal::{Journal, Onset, Traces};
use super::perception::Exposure;
use super::sight::Sight;
use super::situation;
use bevy_ecs::prelude::{Res, ResMut, Resource};

/// The law of attachment, and what it remembers by slot.
#[derive(Resource, Clone, Debug)]
pub struct Attachment {
    law: situation::Attachment,
    kin: Vec<bool>,
    /// Leaky count of mirrored events by slot, and when it was brought up to date \[s\].
    pub mirrored: Vec<(f32, f64)>,
    /// τ_ρ \[s\].
    pub memory: f64,
    /// Ticks between two steps of decay: each is small, so that none is lost to rounding.
    stride: u64,
}

impl Attachment {
    /// `kin` by slot; `memory` is τ_ρ.
    pub fn new(law: situation::Attachment, kin: Vec<bool>, memory: f64, ties: usize, dt: f64) -> Self {
        let stride = (law.decay * 1e-4 / dt).clamp(1.0, 1e9) as u64;
        Self { law, kin, mirrored: vec![(0.0, 0.0); ties], memory, stride }
    }

    /// Counts a mirrored event; one that was hardly seen counts in part.
    fn note(&mut self, slot: usize, share: f64, now: f64) {
        let (count, since) = self.mirrored[slot];
        self.mirrored[slot] = ((f64::from(count) * libm::exp((since - now) / self.memory) + share) as f32, now);
    }

    /// ρ: recent mirrored events of a slot \[/s\].
    pub fn contact_rate(&self, slot: usize, now: f64) -> f64 {
        let (count, since) = self.mirrored[slot];
        f64::from(count) * libm::exp((since - now) / self.memory) / self.memory
    }
}

/// Strengthens the ties of the tick's mirrored events.
pub fn bond(
    mut attachment: ResMut<Attachment>,
    mut sight: ResMut<Sight>,
    mut exposure: ResMut<Exposure>,
    journal: Res<Journal>,
    traces: Res<Traces>,
    repertoire: Res<Repertoire>,
) {
    for onset in journal.onsets.iter().filter(|o| repertoire.0[usize::from(o.expression)].bonding) {
        for mirrored in mirrored_ties(onset, &journal, &traces, &sight, attachment.law.window) {
            for (slot, seen) in [Some(mirrored.there), mirrored.back].into_iter().flatten() {
                let closeness = f64::from(sight.closeness.get(slot));
                let closer = closeness + attachment.law.growth * mirrored.share * (1.0 - closeness);
                attachment.note(slot, mirrored.share, onset.time);
                set_closeness(&mut sight, &mut exposure, &repertoire, slot, seen, closer as f32);
            }
        }
    }
}

/// A slot and the person who is seen through it.
type Seen = (usize, usize);

/// A tie in which an onset mirrors somebody, both ways, and how much it counts.
struct Mirrored {
    there: Seen,
    back: Option<Seen>,
    share: f64,
}

/// The ties in which an onset mirrors somebody: the one it was caught through in full, those to others who began at about
/// the same time as far as either of the two sees the other.
fn mirrored_ties(onset: &Onset, journal: &Journal, traces: &Traces, sight: &Sight, window: f64) -> Vec<Mirrored> {
    let (expression, person) = (usize::from(onset.expression), onset.person);
    let source = onset.caught.source;
    let recent = |time: f64| (0.0..=window).contains(&(onset.time - time));
    // Of two who begin in one tick the later one, or the higher number, mirrors the other: each pair counts once.
    let earlier = |other: &Onset| {
        other.expression == onset.expression
            && recent(other.time)
            && (other.time < onset.time || (other.time == onset.time && other.person < person))
    };
    let just_now: Vec<u32> = journal.onsets.iter().filter(|other| earlier(other)).map(|other| other.person).collect();
    let started = &traces.0[expression].started;
    let together = |contact: u32| recent(started[contact as usize]) || just_now.contains(&contact);
    let row = sight.network.row(person as usize);
    let mirrored = |tie: usize| {
        let contact = sight.network.targets()[tie];
        let there = sight.slot_of()[tie] as usize;
        let back = tie_between(sight, contact, person);
        let seen = |slot: usize| f64::from(sight.visibility.get(slot));
        let share = match (source == Some(contact), together(contact)) {
            (true, _) => 1.0,
            (false, true) => back.map_or(0.0, seen).max(seen(there)),
            (false, false) => 0.0,
        };
        let back = back.map(|slot| (slot, person as usize));
        (share > 0.0).then_some(Mirrored { there: (there, contact as usize), back, share })
    };
    row.filter_map(mirrored).collect()
}

fn tie_between(sight: &Sight, viewer: u32, seen: u32) -> Option<usize> {
    let place = sight.network.seen_by(viewer as usize).binary_search(&seen).ok()?;
    Some(sight.slot_of()[sight.network.row(viewer as usize).start + place] as usize)
}

/// Changes a closeness and what the viewer sees because of it.
fn set_closeness(
    sight: &mut Sight,
    exposure: &mut Exposure,
    repertoire: &Repertoire,
    slot: usize,
    seen: usize,
    closeness: f32,
) {
    let before = weights(sight, repertoire, slot, seen);
    let ties = sight.network.ties();
    sight.closeness.each(ties)[slot] = closeness;
    let after = weights(sight, repertoire, slot, seen);
    exposure.reweigh(sight.viewers.targets()[slot] as usize, seen, &before, &after);
}

/// The weight of a slot in every expression.
pub fn weights(sight: &Sight, repertoire: &Repertoire, slot: usize, seen: usize) -> Vec<f64> {
    repertoire.0.iter().map(|c| sight.weight(slot, seen, c.closeness_gain)).collect()
}

impl Exposure {
    /// A viewer sees a person with other weights than before: takes off the old contribution and adds the new one.
    pub fn reweigh(&mut self, viewer: usize, seen: usize, before: &[f64], after: &[f64]) {
        for (expression, (before, after)) in before.iter().zip(after).enumerate() {
            let shown = self.shown[expression][seen];
            let difference = self.contribution(*after, shown).minus(self.contribution(*before, shown));
            self.seen[expression].add(viewer, difference);
        }
    }
}

/// Lets ties fade, in steps of a ten-thousandth of the decay time or a tick, whichever is longer.
pub fn fade(
    attachment: Res<Attachment>,
    mut sight: ResMut<Sight>,
    mut exposure: ResMut<Exposure>,
    repertoire: Res<Repertoire>,
    clock: Res<Clock>,
) {
    if !(clock.tick + 1).is_multiple_of(attachment.stride) || attachment.law.decay.is_infinite() {
        return;
    }
    let keep = libm::exp(-(attachment.stride as f64) * clock.dt / attachment.law.decay) as f32;
    for seen in 0..sight.people() {
        for slot in sight.viewers.row(seen) {
            if !attachment.kin.get(slot).copied().unwrap_or(false) {
                let closeness = sight.closeness.get(slot) * keep;
                set_closeness(&mut sight, &mut exposure, &repertoire, slot, seen, closeness);
            }
        }
    }
}
