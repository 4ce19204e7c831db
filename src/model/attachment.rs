//! Attachment: a tie grows with every mirrored event and fades without.
//!
//! ```text
//! mirrored: i imitates j                   w ← w + η_w (1 − w), both directions
//!           both begin within the window   w ← w + η_w o (1 − w), both directions: as far as they see each other
//! between:  w ← w e^{−dt/τ_w}, kin excepted
//! ```

use super::channel::{Channel, Repertoire};
use super::clock::Clock;
use super::crew::Crew;
use super::journal::{Journal, Onset, Trace, Traces};
use super::perception::Exposure;
use super::shown::Shown;
use super::sight::{Look, Sight};
use super::situation;
use bevy_ecs::prelude::{Res, ResMut, Resource};

/// The law of attachment, and what it remembers by slot.
#[derive(Resource, Clone, Debug)]
pub struct Attachment {
    law: situation::Attachment,
    kin: Vec<bool>,
    /// Leaky count of mirrored events by slot, and when it was brought up to date \[s\]; empty where nobody asks.
    mirrored: Vec<(f32, f64)>,
    /// τ_ρ \[s\].
    memory: f64,
    /// Ticks between two steps of decay: each is small, so that none is lost to rounding.
    stride: u64,
    /// Room for those who began in a tick: kept between ticks.
    began: Marks,
}

impl Attachment {
    /// `kin` by slot; `memory` is τ_ρ, infinite where nobody asks for recent events.
    pub fn new(law: situation::Attachment, kin: Vec<bool>, memory: f64, ties: usize, dt: f64) -> Self {
        let stride = (law.decay * 1e-4 / dt).clamp(1.0, 1e9) as u64;
        let counted = if memory.is_finite() { ties } else { 0 };
        Self { law, kin, mirrored: vec![(0.0, 0.0); counted], memory, stride, began: Marks::default() }
    }

    /// Counts a mirrored event; one that was hardly seen counts in part.
    fn note(&mut self, slot: usize, share: f64, now: f64) {
        let Some(counted) = self.mirrored.get_mut(slot) else { return };
        let (count, since) = *counted;
        let left = if count > 0.0 { f64::from(count) * libm::exp((since - now) / self.memory) } else { 0.0 };
        *counted = ((left + share) as f32, now);
    }

    /// ρ: recent mirrored events of a slot \[/s\].
    pub fn contact_rate(&self, slot: usize, now: f64) -> f64 {
        match self.mirrored.get(slot) {
            Some(&(count, since)) if count > 0.0 => {
                f64::from(count) * libm::exp((since - now) / self.memory) / self.memory
            }
            _ => 0.0,
        }
    }
}

/// Fewest onsets that are worth a thread.
const LEAST: usize = 2_000;

/// Strengthens the ties of the tick's mirrored events.
pub fn bond(
    mut attachment: ResMut<Attachment>,
    mut sight: ResMut<Sight>,
    mut exposure: ResMut<Exposure>,
    journal: Res<Journal>,
    traces: Res<Traces>,
    repertoire: Res<Repertoire>,
    crew: Res<Crew>,
) {
    let mut began = std::mem::take(&mut attachment.began);
    for onsets in journal.onsets.chunk_by(|a, b| a.expression == b.expression) {
        let expression = usize::from(onsets[0].expression);
        if !repertoire.0[expression].bonding {
            continue;
        }
        began.set(onsets, sight.people());
        let traces = &traces.0[expression];
        let together = Together { onsets, began: &began, traces, window: attachment.law.window };
        let find = |onsets: &[Onset]| onsets.iter().flat_map(|o| together.mirrored_ties(o, &sight)).collect::<Vec<_>>();
        let found = crew.for_long_rows(LEAST).gather(onsets, |_, onsets| find(onsets));
        began.clear(onsets);
        for mirrored in found.iter().flatten() {
            for (slot, seen) in [Some(mirrored.there), mirrored.back].into_iter().flatten() {
                let closeness = f64::from(sight.closeness.get(slot));
                let closer = closeness + attachment.law.growth * mirrored.share * (1.0 - closeness);
                attachment.note(slot, mirrored.share, mirrored.time);
                set_closeness(&mut sight, &mut exposure, &repertoire, slot, seen, closer as f32);
            }
        }
    }
    attachment.began = began;
}

/// Who began in this tick: one bit a person, so that the many who did not are told quickly.
#[derive(Clone, Debug, Default)]
struct Marks(Vec<u64>);

impl Marks {
    fn set(&mut self, onsets: &[Onset], people: usize) {
        self.0.resize(people.div_ceil(64), 0);
        onsets.iter().for_each(|onset| self.0[onset.person as usize / 64] |= 1 << (onset.person % 64));
    }

    fn clear(&mut self, onsets: &[Onset]) {
        onsets.iter().for_each(|onset| self.0[onset.person as usize / 64] = 0);
    }

    fn has(&self, person: u32) -> bool {
        self.0[person as usize / 64] >> (person % 64) & 1 == 1
    }
}

/// A slot and the person who is seen through it.
type Seen = (usize, usize);

/// A tie in which an onset mirrors somebody, both ways, and how much it counts.
struct Mirrored {
    there: Seen,
    back: Option<Seen>,
    share: f64,
    /// When \[s\].
    time: f64,
}

/// What tells who begins together with whom.
struct Together<'a> {
    /// The onsets of one expression in this tick, by person.
    onsets: &'a [Onset],
    began: &'a Marks,
    /// The last onset of everyone before this tick.
    traces: &'a [Trace],
    window: f64,
}

impl Together<'_> {
    /// The ties in which an onset mirrors somebody: the one it was caught through in full, those to others who began at
    /// about the same time as far as either of the two sees the other.
    fn mirrored_ties<'b>(&'b self, onset: &'b Onset, sight: &'b Sight) -> impl Iterator<Item = Mirrored> + use<'b> {
        let person = onset.person as usize;
        let slots = sight.slot_of();
        sight.network.row(person).filter_map(move |tie| {
            let contact = sight.network.targets()[tie];
            let caught = onset.caught.source == Some(contact);
            if !caught && !self.together(onset, contact) {
                return None;
            }
            let (there, back) = (slots[tie] as usize, sight.opposite(tie, person));
            let seen = |slot: usize| f64::from(sight.visibility.get(slot));
            let share = if caught { 1.0 } else { back.map_or(0.0, seen).max(seen(there)) };
            let back = back.map(|slot| (slot, person));
            (share > 0.0).then_some(Mirrored { there: (there, contact as usize), back, share, time: onset.time })
        })
    }

    fn together(&self, onset: &Onset, contact: u32) -> bool {
        self.recent(onset, self.traces[contact as usize].started)
            || (self.began.has(contact) && self.just_now(onset, contact))
    }

    fn recent(&self, onset: &Onset, time: f64) -> bool {
        (0.0..=self.window).contains(&(onset.time - time))
    }

    /// Of two who begin in one tick the later one, or the higher number, mirrors the other: each pair counts once.
    fn just_now(&self, onset: &Onset, contact: u32) -> bool {
        let first = self.onsets.partition_point(|other| other.person < contact);
        let theirs = self.onsets[first..].iter().take_while(|other| other.person == contact);
        let earlier = |other: &Onset| other.time < onset.time || (other.time == onset.time && contact < onset.person);
        theirs.into_iter().any(|other| self.recent(onset, other.time) && earlier(other))
    }
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
    let before = sight.look(slot, seen);
    sight.set_closeness(slot, closeness);
    let after = Look { closeness, ..before };
    exposure.reweigh(repertoire, sight.viewers.targets()[slot] as usize, seen, before, after);
}

impl Exposure {
    /// A viewer sees a person otherwise than before: takes off the old contribution and adds the new one.
    pub fn reweigh(&mut self, repertoire: &Repertoire, viewer: usize, seen: usize, before: Look, after: Look) {
        for (expression, channel) in repertoire.0.iter().enumerate() {
            let (before, after) = (before.weight(channel.closeness_gain), after.weight(channel.closeness_gain));
            if before == after {
                continue;
            }
            let shown = self.shown[expression][seen];
            if shown != Shown::NOTHING {
                let difference = self.contribution(after, shown).minus(self.contribution(before, shown));
                self.seen[expression].add(viewer, difference);
            }
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
    let matters = |gain: f64| gain != 1.0;
    if repertoire.0.iter().any(|channel| matters(channel.closeness_gain)) {
        for seen in 0..sight.people() {
            // Nobody looks otherwise at somebody who shows nothing.
            let shows = |(shown, channel): (&Vec<_>, &Channel)| {
                shown[seen] != Shown::NOTHING && matters(channel.closeness_gain)
            };
            if exposure.shown.iter().zip(&repertoire.0).any(shows) {
                fade_face(&attachment, &sight, &mut exposure, &repertoire, seen, keep);
            }
        }
    }
    sight.fade(keep, &attachment.kin);
}

/// What those who see a person see less of the face, now that they are less close.
fn fade_face(
    attachment: &Attachment,
    sight: &Sight,
    exposure: &mut Exposure,
    repertoire: &Repertoire,
    seen: usize,
    keep: f32,
) {
    for slot in sight.viewers.row(seen).filter(|&slot| !attachment.kin.get(slot).copied().unwrap_or(false)) {
        let before = sight.look(slot, seen);
        if before.visibility != 0.0 {
            let after = Look { closeness: before.closeness * keep, ..before };
            exposure.reweigh(repertoire, sight.viewers.targets()[slot] as usize, seen, before, after);
        }
    }
}
