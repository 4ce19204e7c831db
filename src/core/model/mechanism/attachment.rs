//! Attachment: a tie grows with every mirrored event and fades without.
//!
//! ```text
//! mirrored: i imitates j                   w ← w + η_w (1 − w), both directions
//!           both begin within the window   w ← w + η_w o (1 − w), both directions: as far as they see each other
//! between:  w ← w e^{−dt/τ_w}, kin excepted
//! ```

use crate::model::engine::channel::{Channel, Repertoire};
use crate::model::engine::co_onsets::{CoOnsets, Mirrored, RecentOnsets};
use crate::model::engine::exponential::exponential;
use crate::model::engine::exposure::Exposure;
use crate::model::engine::onsets::{Journal, Traces};
use crate::model::engine::shown::Shown;
use crate::model::engine::threads::{ByTie, Rows, Threads};
use crate::model::engine::tie_changes::{Changing, TieChange, turn};
use crate::model::engine::tie_values::{Link, Links};
use crate::model::engine::time::Clock;
use crate::model::engine::view::{Look, Sight};
use crate::model::mechanism::{Mechanism, Step};
use crate::model::situation;
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Res, ResMut, Resource};
use bevy_ecs::system::SystemParam;

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "attachment",
    claim: "mirrored events strengthen a tie, time weakens it",
    switched_on_by: "[attachment]",
    needs_everyone: Some("a mirrored event changes a tie at both of its ends at once"),
    is_on: |s| s.attachment.is_some(),
    install: |schedule, _| {
        schedule.add_systems((bond, fade).chain().in_set(Step::Bond));
    },
};

/// The law of attachment, and what it remembers by tie.
#[derive(Resource, Clone, Debug)]
pub struct Attachment {
    law: situation::Attachment,
    kin: Vec<bool>,
    /// Mirrored events by tie; empty where nobody asks.
    mirrored: Vec<Count>,
    /// τ_ρ \[s\].
    memory: f64,
    /// Ticks between two steps of decay: each is small, so that none is lost to rounding.
    stride: u64,
    /// Who began of late, by expression.
    began: Vec<RecentOnsets>,
}

impl Attachment {
    /// `kin` by slot; `memory` is τ_ρ, infinite where nobody asks for recent events.
    pub fn new(law: situation::Attachment, kin: Vec<bool>, memory: f64, ties: usize, dt: f64) -> Self {
        let stride = (law.decay * 1e-4 / dt).clamp(1.0, 1e9) as u64;
        let counted = if memory.is_finite() { ties } else { 0 };
        Self { law, kin, mirrored: vec![Count::NONE; counted], memory, stride, began: Vec::new() }
    }

    /// Counts mirrored events; one that was hardly seen counts in part.
    fn note_all(&mut self, turns: &[Vec<TieChange<Closer>>], sight: &Sight, threads: Threads) {
        if self.mirrored.is_empty() {
            return;
        }
        let (bounds, memory) = (sight.network.offsets(), self.memory);
        let threads = if turns.iter().map(Vec::len).sum::<usize>() < LEAST { Threads::ALONE } else { threads };
        threads.divide_ties(bounds, ByTie::new(bounds, &mut self.mirrored), |first, mut mirrored| {
            let people = first as u32..(first + mirrored.count()) as u32;
            for turns in turns.iter().flat_map(|turns| turns.chunks(AT_ONCE)) {
                let mine = || turns.iter().filter(|turn| people.contains(&turn.viewer));
                for turn in mine() {
                    mirrored.fetch(turn.tie);
                }
                mine().for_each(|turn| mirrored.at(turn.tie).note(turn.change, memory));
            }
        });
    }

    /// ρ: recent mirrored events of a tie \[/s\].
    pub fn contact_rate(&self, tie: usize, now: f64) -> f64 {
        self.mirrored.get(tie).map_or(0.0, |count| count.left(now, self.memory) / self.memory)
    }
}

/// Leaky count of mirrored events, and when it was brought up to date.
#[derive(Clone, Copy, Debug)]
struct Count {
    events: f32,
    /// \[s\]
    since: f64,
}

impl Count {
    const NONE: Self = Self { events: 0.0, since: 0.0 };

    /// What is left of it.
    fn left(self, now: f64, memory: f64) -> f64 {
        if self.events > 0.0 { f64::from(self.events) * exponential((self.since - now) / memory) } else { 0.0 }
    }

    fn note(&mut self, event: Closer, memory: f64) {
        let left = self.left(event.time, memory);
        *self = Self { events: (left + f64::from(event.share)) as f32, since: event.time };
    }
}

/// Fewest onsets that are worth a thread.
const LEAST: usize = 2_000;

/// Changes at a time that are looked up together.
const AT_ONCE: usize = 64;

/// Who began in this tick and before.
#[derive(SystemParam)]
pub struct Lately<'w> {
    journal: Res<'w, Journal>,
    traces: Res<'w, Traces>,
    clock: Res<'w, Clock>,
}

/// Strengthens the ties of the tick's mirrored events.
pub fn bond(
    mut attachment: ResMut<Attachment>,
    mut sight: ResMut<Sight>,
    mut exposure: ResMut<Exposure>,
    lately: Lately,
    repertoire: Res<Repertoire>,
    threads: Res<Threads>,
) {
    let Lately { journal, traces, clock } = lately;
    let Attachment { law, began, .. } = &mut *attachment;
    began.resize_with(repertoire.0.len(), RecentOnsets::default);
    let mut turns = Vec::new();
    for onsets in journal.onsets.chunk_by(|a, b| a.expression == b.expression) {
        let expression = usize::from(onsets[0].expression);
        if !repertoire.0[expression].bonding {
            continue;
        }
        let (sight, began) = (&*sight, &mut began[expression]);
        // A tick more, for what rounding does to times.
        began.begin(onsets, &traces, clock.start() - law.window - clock.dt);
        let together = CoOnsets { sight, onsets, began, traces: &traces, window: law.window };
        turns.extend(threads.for_long_rows(LEAST).gather(onsets, |_, onsets| {
            let mirrored = together.mirrored(onsets);
            let mut turns = Vec::with_capacity(2 * mirrored.len());
            turns.extend(mirrored.iter().flat_map(|mirrored| closer(mirrored, law.growth, sight)));
            turns
        }));
        began.close(onsets);
    }
    turn(&turns, &mut sight, &mut exposure, &repertoire, *threads);
    attachment.note_all(&turns, &sight, *threads);
}

/// The tie of a mirrored event comes closer, and its opposite, if there is one.
fn closer(mirrored: &Mirrored, growth: f64, sight: &Sight) -> impl Iterator<Item = TieChange<Closer>> {
    let (person, tie) = (mirrored.person, mirrored.tie);
    let (slot, contact) = (sight.slot_of()[tie as usize], sight.network.targets()[tie as usize]);
    let change = Closer { growth: growth * f64::from(mirrored.share), share: mirrored.share, time: mirrored.time };
    let there = TieChange { viewer: person, seen: contact, tie, slot, change };
    let back = sight.opposite(tie as usize, person as usize).map(|slot| TieChange {
        viewer: contact,
        seen: person,
        tie: sight.tie_of()[slot],
        slot: slot as u32,
        change,
    });
    std::iter::once(there).chain(back)
}

/// Two come closer.
#[derive(Clone, Copy, Debug)]
struct Closer {
    /// η_w, or a part of it.
    growth: f64,
    /// What it counts.
    share: f32,
    /// When \[s\].
    time: f64,
}

impl Changing for Closer {
    fn of(self, link: Link) -> Link {
        let closeness = f64::from(link.closeness);
        Link { closeness: (closeness + self.growth * (1.0 - closeness)) as f32, ..link }
    }

    fn rows(links: &mut Links) -> &mut [Link] {
        links.vary_closeness()
    }

    fn matters(gain: f64) -> bool {
        gain != 1.0
    }
}

impl Exposure {
    /// A viewer sees a person otherwise than before: takes off the old contribution and adds the new one.
    pub fn reweigh(&mut self, now: (&Sight, &Repertoire), viewer: usize, seen: usize, before: Look, after: Look) {
        let (sight, repertoire) = now;
        for (expression, channel) in repertoire.0.iter().enumerate() {
            let [before, after] = [before, after].map(|look| sight.look_in(expression, seen, look));
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
            exposure.reweigh((sight, repertoire), sight.viewers.targets()[slot] as usize, seen, before, after);
        }
    }
}
