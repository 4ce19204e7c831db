//! Encounters: who is in view changes. Either at random (each tie is open for a slot of time with the same chance, or each
//! person glimpses one of their ties, in slots that begin at a moment of the tie's or person's own), or as recorded
//! (contacts of a network file that carries times).

use super::attachment::weights;
use super::channel::Repertoire;
use super::clock::Clock;
use super::perception::Exposure;
use super::sight::Sight;
use super::situation::{self, EncounterKind, Situation};
use crate::chance::{self, Chance, Draws, Stream};
use crate::network::{Contact, Network};
use bevy_ecs::prelude::{Res, ResMut, Resource};
use rand::RngExt;

/// Which ties are open when.
#[derive(Resource, Debug)]
pub struct Encounters {
    /// Visibility of each slot while open.
    while_open: Vec<f32>,
    plan: Plan,
    length: f64,
}

#[derive(Debug)]
enum Plan {
    /// Chance that a tie is open in a slot of time.
    Random { open: f64, luck: Draws },
    /// Chance that a person sees somebody in a slot of time, and through which tie each does now (u32::MAX: none).
    Glimpses { open: f64, luck: Draws, through: Vec<u32> },
    /// Recorded contacts \[s\], the next one to come, and when each slot closes.
    Recorded { contacts: Vec<Contact>, next: usize, closes: Vec<f64> },
}

impl Encounters {
    /// Everyone meets `at_once` people at a time on average.
    pub fn random(law: &situation::Encounters, sight: &mut Sight, chance: Chance) -> Self {
        let luck = chance.of(Stream::Encounter, 0);
        let degree = sight.network.ties() as f64 / sight.people().max(1) as f64;
        let plan = match law.kind {
            EncounterKind::Meetings => {
                let open = if degree > 0.0 { (law.at_once / degree).min(1.0) } else { 0.0 };
                Plan::Random { open, luck }
            }
            EncounterKind::Glimpses => {
                Plan::Glimpses { open: law.at_once.min(1.0), luck, through: vec![u32::MAX; sight.people()] }
            }
        };
        Self { while_open: close_all(sight), plan, length: law.length }
    }

    /// Ties are open for `length` from each recorded contact on. Clocks of recordings start anywhere, the run at zero.
    pub fn recorded(law: &situation::Encounters, sight: &mut Sight) -> Self {
        let length = law.length;
        let recorded = sight.network.contacts();
        let origin = law.from.or(recorded.first().map(|c| c.time)).unwrap_or(0.0);
        let since = recorded.iter().map(|c| Contact { time: c.time - origin, ..*c });
        let contacts = since.filter(|c| c.time + length > 0.0).collect();
        let plan = Plan::Recorded { contacts, next: 0, closes: vec![f64::NEG_INFINITY; sight.network.ties()] };
        Self { while_open: close_all(sight), plan, length }
    }
}

/// Closes every tie until people meet; what each will be like when open.
fn close_all(sight: &mut Sight) -> Vec<f32> {
    let visible = (0..sight.network.ties()).map(|slot| sight.visibility.get(slot)).collect();
    sight.close_all();
    visible
}

/// A network that carries times is played as it was recorded, whatever the scenario says of encounters.
pub fn as_recorded(situation: &Situation, network: &Network) -> Situation {
    let mut situation = situation.clone();
    if situation.encounters.is_none()
        && let Some(length) = resolution(network.contacts())
    {
        situation.encounters =
            Some(situation::Encounters { length, at_once: 0.0, kind: EncounterKind::Meetings, from: None });
    }
    situation
}

/// The shortest time between two recorded moments: how long one recorded contact lasts when nobody says.
fn resolution(contacts: &[Contact]) -> Option<f64> {
    contacts.windows(2).map(|w| w[1].time - w[0].time).filter(|&gap| gap > 0.0).min_by(f64::total_cmp)
}

/// Opens and closes ties at the start of the tick.
pub fn meet(
    mut encounters: ResMut<Encounters>,
    mut sight: ResMut<Sight>,
    mut exposure: ResMut<Exposure>,
    repertoire: Res<Repertoire>,
    clock: Res<Clock>,
) {
    let Encounters { while_open, plan, length } = &mut *encounters;
    let changes = match plan {
        Plan::Random { open, luck } => drawn(&sight, *open, *luck, *length, *clock),
        Plan::Glimpses { open, luck, through } => glimpsed(&sight, *open, *luck, through, *length, *clock),
        Plan::Recorded { contacts, next, closes } => replayed(&sight, contacts, next, closes, *length, *clock),
    };
    for (slot, seen, open) in changes {
        let visibility = if open { while_open[slot] } else { 0.0 };
        set_visibility(&mut sight, &mut exposure, &repertoire, slot, seen, visibility);
    }
}

/// A slot, the person seen through it, and whether it is open from now on.
type Opening = (usize, usize, bool);

/// Whether a slot of time begins with this tick, and its number. Slots begin at a phase of one's own.
fn begins(luck: Draws, who: u64, length: f64, clock: Clock) -> Option<u64> {
    let phase: f64 = luck.draws(who, u64::MAX).random();
    let number = |time: f64| (time / length + phase).floor() as u64;
    let now = number(clock.start());
    (clock.tick == 0 || now != number(clock.start() - clock.dt)).then_some(now)
}

fn drawn(sight: &Sight, open: f64, luck: Draws, length: f64, clock: Clock) -> Vec<Opening> {
    let mut changes = Vec::new();
    for seen in 0..sight.people() {
        for slot in sight.viewers.row(seen) {
            let viewer = sight.viewers.targets()[slot];
            let pair = chance::tie(viewer.min(seen as u32), viewer.max(seen as u32));
            if let Some(number) = begins(luck, pair, length, clock) {
                let is_open = luck.draws(pair, number).random::<f64>() < open;
                changes.push((slot, seen, is_open));
            }
        }
    }
    changes
}

/// Everyone looks away from whom they saw, and at one of their ties or at nobody.
fn glimpsed(sight: &Sight, open: f64, luck: Draws, through: &mut [u32], length: f64, clock: Clock) -> Vec<Opening> {
    let mut changes = Vec::new();
    let opening =
        |tie: usize, is_open: bool| (sight.slot_of()[tie] as usize, sight.network.targets()[tie] as usize, is_open);
    for (viewer, through) in through.iter_mut().enumerate() {
        let Some(number) = begins(luck, viewer as u64, length, clock) else { continue };
        let row = sight.network.row(viewer);
        if *through != u32::MAX {
            changes.push(opening(*through as usize, false));
            *through = u32::MAX;
        }
        let mut dice = luck.draws(viewer as u64, number);
        if dice.random::<f64>() < open && !row.is_empty() {
            *through = dice.random_range(row.start as u32..row.end as u32);
            changes.push(opening(*through as usize, true));
        }
    }
    changes
}

fn replayed(
    sight: &Sight,
    contacts: &[Contact],
    next: &mut usize,
    closes: &mut [f64],
    length: f64,
    clock: Clock,
) -> Vec<Opening> {
    let mut changes = Vec::new();
    if clock.tick > 0 {
        let over = |&slot: &usize| closes[slot] > clock.start() - clock.dt && closes[slot] <= clock.start();
        let rows = (0..sight.people()).flat_map(|seen| sight.viewers.row(seen).map(move |slot| (slot, seen)));
        changes.extend(rows.filter(|(slot, _)| over(slot)).map(|(slot, seen)| (slot, seen, false)));
    }
    while let Some(contact) = contacts.get(*next).filter(|c| c.time < clock.end()) {
        *next += 1;
        let row = sight.network.row(contact.viewer as usize);
        if let Ok(place) = sight.network.seen_by(contact.viewer as usize).binary_search(&contact.seen) {
            let slot = sight.slot_of()[row.start + place] as usize;
            closes[slot] = contact.time + length;
            changes.push((slot, contact.seen as usize, true));
        }
    }
    changes
}

fn set_visibility(
    sight: &mut Sight,
    exposure: &mut Exposure,
    repertoire: &Repertoire,
    slot: usize,
    seen: usize,
    visibility: f32,
) {
    if sight.visibility.get(slot) == visibility {
        return;
    }
    let before = weights(sight, repertoire, slot, seen);
    sight.set_visibility(slot, seen, visibility);
    let after = weights(sight, repertoire, slot, seen);
    let viewer = sight.viewers.targets()[slot] as usize;
    exposure.reweigh(viewer, seen, &before, &after);
}
