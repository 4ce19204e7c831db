//! Encounters: who is in view changes. Either at random (each tie is open for a slot of time with the same chance, or each
//! person glimpses one of their ties, in slots that begin at a moment of the tie's or person's own), or as recorded
//! (contacts of a network file that carries times).
//!
//! A glimpse may be a dose of random size: while it lasts the face acts `d` times as strongly, d drawn anew for each glimpse
//! (Dodds & Watts 2004, 2005). With a box memory and a threshold this is their generalised contagion.

use crate::chance::{self, Chance, Distribution, Draws, Stream};
use crate::model::engine::channel::Repertoire;
use crate::model::engine::exposure::Exposure;
use crate::model::engine::phase_bins::PhaseBins;
use crate::model::engine::threads::Threads;
use crate::model::engine::tie_changes::{Changing, TieChange, turn};
use crate::model::engine::tie_values::{Link, Links};
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::mechanism::{Mechanism, Step};
use crate::model::situation::{self, EncounterKind, Situation};
use crate::network::{Contact, Network};
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Res, ResMut, Resource};
use rand::RngExt;

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "encounters",
    claim: "who is in view changes: passers-by, recorded contacts",
    switched_on_by: "[encounters], or a network file with times",
    needs_everyone: Some("who is with whom changes at both ends of a tie at once"),
    is_on: |s| s.encounters.is_some(),
    install: |schedule, situation| match situation.clock {
        situation::Clock::Tick => {
            schedule.add_systems(meet.in_set(Step::Happen).before(super::events::happen));
        }
        situation::Clock::Exact => {
            schedule.add_systems(foretell.in_set(Step::Happen).before(super::events::happen));
        }
    },
};

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
    /// Chance that a tie is open in a slot of time, and the ties by when theirs begin.
    Random { open: f64, luck: Draws, phase_bins: PhaseBins<Pairing> },
    /// Chance that a person sees somebody in a slot of time, people by when theirs begin, and through which tie each sees
    /// somebody now (u32::MAX: none).
    Glimpses { open: f64, dose: Distribution, luck: Draws, phase_bins: PhaseBins<u32>, through: Vec<u32> },
    /// Recorded contacts \[s\].
    Recorded(Recorded),
}

/// Contacts in the order in which they open, and close.
#[derive(Debug)]
struct Recorded {
    contacts: Vec<Contact>,
    /// When each is over \[s\].
    ends: Vec<f64>,
    /// The contacts by when they are over.
    by_end: Vec<u32>,
    /// The next one to open.
    next: usize,
    /// The next one to close, unless it is prolonged: a place in `by_end`.
    over: usize,
    /// When each slot closes \[s\].
    closes: Vec<f64>,
}

impl Encounters {
    /// Everyone meets `at_once` people at a time on average; a tick lasts `dt`.
    pub fn random(law: &situation::Encounters, sight: &mut Sight, chance: Chance, dt: f64) -> Self {
        let luck = chance.of(Stream::Encounter, 0);
        let degree = sight.network.ties() as f64 / sight.people().max(1) as f64;
        let plan = match law.kind {
            EncounterKind::Meetings => {
                let open = if degree > 0.0 { (law.at_once / degree).min(1.0) } else { 0.0 };
                let of = |seen: usize| {
                    let slots = sight.viewers.row(seen).zip(sight.viewers.seen_by(seen));
                    slots.map(move |(slot, &viewer)| Pairing { slot: slot as u32, seen: seen as u32, viewer })
                };
                let pairings = (0..sight.people()).flat_map(of).collect();
                let phase = |pairing: &Pairing| phase(luck, pairing.both());
                Plan::Random { open, luck, phase_bins: PhaseBins::new(pairings, phase, law.length / dt) }
            }
            EncounterKind::Glimpses => {
                let viewers = (0..sight.people() as u32).collect();
                let phase_bins = PhaseBins::new(viewers, |&viewer| phase(luck, viewer.into()), law.length / dt);
                let (open, dose) = (law.at_once.min(1.0), law.dose.clone());
                Plan::Glimpses { open, dose, luck, phase_bins, through: vec![u32::MAX; sight.people()] }
            }
        };
        Self { while_open: close_all(sight), plan, length: law.length }
    }

    /// Ties are open until each recorded contact is over, for `length` where the recording does not say when. Clocks of
    /// recordings start anywhere, the run at zero.
    pub fn recorded(law: &situation::Encounters, sight: &mut Sight) -> Self {
        let length = law.length;
        let recorded = sight.network.contacts();
        let origin = law.from.or(recorded.first().map(|c| c.time)).unwrap_or(0.0);
        let told = sight.network.contact_ends();
        // One that is over when it begins is a moment.
        let end = |at: usize| told.get(at).copied().filter(|end| *end > recorded[at].time).map(|end| end - origin);
        let since = recorded.iter().enumerate().map(|(at, c)| {
            let contact = Contact { time: c.time - origin, ..*c };
            (contact, end(at).unwrap_or(contact.time + length))
        });
        let (contacts, ends): (Vec<Contact>, Vec<f64>) = since.filter(|(_, end)| *end > 0.0).unzip();
        let mut by_end: Vec<u32> = (0..contacts.len() as u32).collect();
        by_end.sort_by(|&a, &b| ends[a as usize].total_cmp(&ends[b as usize]));
        let closes = vec![f64::NEG_INFINITY; sight.network.ties()];
        let plan = Plan::Recorded(Recorded { contacts, ends, by_end, next: 0, over: 0, closes });
        Self { while_open: close_all(sight), plan, length }
    }
}

/// Closes every tie until people meet; what each will be like when open.
pub(super) fn close_all(sight: &mut Sight) -> Vec<f32> {
    let visible = (0..sight.network.ties()).map(|slot| sight.seen.get(slot).visibility).collect();
    sight.close_all();
    visible
}

/// A network that carries times is played as it was recorded, whatever the scenario says of encounters.
pub fn as_recorded(situation: &Situation, network: &Network) -> Situation {
    let mut situation = situation.clone();
    if situation.encounters.is_none()
        && let Some(length) = moment(network)
    {
        situation.encounters = Some(situation::Encounters {
            length,
            at_once: 0.0,
            kind: EncounterKind::Meetings,
            dose: Distribution::fixed(1.0),
            from: None,
        });
    }
    situation
}

/// How long a recorded contact lasts when nobody says \[s\]: the shortest time between two that begin, else the shortest
/// contact. None where nothing is recorded.
pub fn moment(network: &Network) -> Option<f64> {
    let told = network.contacts().iter().zip(network.contact_ends()).map(|(contact, end)| end - contact.time);
    let shortest = told.filter(|&length| length > 0.0).min_by(f64::total_cmp);
    resolution(network.contacts()).or(shortest)
}

/// The shortest time between two recorded moments.
fn resolution(contacts: &[Contact]) -> Option<f64> {
    contacts.windows(2).map(|w| w[1].time - w[0].time).filter(|&gap| gap > 0.0).min_by(f64::total_cmp)
}

/// Fewest ties that are worth a thread.
const LEAST: usize = 5_000;

/// Opens and closes ties at the start of the tick.
pub fn meet(
    mut encounters: ResMut<Encounters>,
    mut sight: ResMut<Sight>,
    mut exposure: ResMut<Exposure>,
    repertoire: Res<Repertoire>,
    clock: Res<Clock>,
    threads: Res<Threads>,
) {
    let Encounters { while_open, plan, length } = &mut *encounters;
    let (length, clock, meetings) = (*length, *clock, Meetings { sight: &sight, while_open });
    let turns = match plan {
        Plan::Random { open, luck, phase_bins } => {
            let draw = |due: Vec<Pairing>| meetings.drawn(*open, *luck, &due, length, clock);
            threads.for_long_rows(LEAST).gather(phase_bins.turn(length, clock), |_, due| draw(due.merged()))
        }
        Plan::Glimpses { open, dose, luck, phase_bins, through } => {
            let glances = Glances { meetings: &meetings, open: *open, dose, luck: *luck };
            vec![glances.turns(phase_bins, through, length, clock)]
        }
        Plan::Recorded(recorded) => vec![recorded.turn(&meetings, clock)],
    };
    if let Some(open) = &mut sight.open {
        turns.iter().flatten().for_each(|turn| open.set(turn.slot as usize, turn.change.is_open()));
    }
    turn(&turns, &mut sight, &mut exposure, &repertoire, *threads);
}

/// The ties that open and close in a step, each at its moment \[s\].
#[derive(Resource, Debug, Default)]
pub struct Openings(pub Vec<(f64, Opening)>);

/// Foretells which ties open and close in the step, and when.
pub fn foretell(
    mut encounters: ResMut<Encounters>,
    mut openings: ResMut<Openings>,
    sight: Res<Sight>,
    clock: Res<Clock>,
) {
    let Encounters { while_open, plan, length } = &mut *encounters;
    let (span, meetings) = (Span::of(*clock, *length), Meetings { sight: &sight, while_open });
    openings.0 = match plan {
        Plan::Random { open, luck, phase_bins } => {
            let due = phase_bins.turn(*length, span.asked).merged();
            due.iter().flat_map(|pairing| meetings.opens(*open, *luck, *pairing, &span)).collect()
        }
        Plan::Glimpses { open, dose, luck, phase_bins, through } => {
            let viewers = phase_bins.turn(*length, span.asked).merged();
            let glances = Glances { meetings: &meetings, open: *open, dose, luck: *luck };
            let of = |viewer: u32| glances.within(viewer, &mut through[viewer as usize], &span);
            viewers.into_iter().flat_map(of).collect()
        }
        Plan::Recorded(recorded) => recorded.openings(&meetings, *clock),
    };
}

/// Opens or closes a tie.
pub fn open(opening: &Opening, sight: &mut Sight, exposure: &mut Exposure, repertoire: &Repertoire) {
    if let Some(open) = &mut sight.open {
        open.set(opening.slot as usize, opening.change.is_open());
    }
    turn(&[vec![*opening]], sight, exposure, repertoire, Threads::ALONE);
}

/// A step, for slots of time that begin in it.
struct Span {
    start: f64,
    end: f64,
    /// Length of a slot \[s\].
    length: f64,
    is_first: bool,
    /// The clock by which those whose slots begin within the step are listed; in the first step all of them.
    asked: Clock,
}

impl Span {
    fn of(clock: Clock, length: f64) -> Self {
        let is_first = clock.tick == 0;
        let asked = if is_first { clock } else { Clock { tick: clock.tick + 1, ..clock } };
        Self { start: clock.start(), end: clock.end(), length, is_first, asked }
    }

    /// The slots that begin within the step, with their moments; in the first step the one that is under way, too.
    fn slots(&self, phase: f64) -> impl Iterator<Item = (u64, f64)> + use<> {
        let (start, length) = (self.start, self.length);
        let number = |time: f64| (time / length + phase).floor() as u64;
        let (first, last) = (number(start), number(self.end));
        let first = if self.is_first { first } else { first + 1 };
        (first..=last).map(move |number| (number, ((number as f64 - phase) * length).max(start)))
    }
}

/// How well somebody is seen from now on.
#[derive(Clone, Copy, Debug)]
pub struct Visibility(f32);

impl Visibility {
    /// o.
    pub(super) const fn new(o: f32) -> Self {
        Self(o)
    }

    /// Whether anything is seen.
    pub(super) fn is_open(self) -> bool {
        self.0 != 0.0
    }
}

impl Changing for Visibility {
    fn of(self, link: Link) -> Link {
        Link { visibility: self.0, ..link }
    }

    fn rows(links: &mut Links) -> &mut [Link] {
        links.vary_visibility()
    }

    fn matters(_: f64) -> bool {
        true
    }
}

/// A tie that opens or closes.
pub type Opening = TieChange<Visibility>;

/// Opens a tie before anybody has shown anything.
pub(super) fn begin_open(opening: &Opening, sight: &mut Sight) {
    let Opening { viewer, tie, slot, change, .. } = *opening;
    sight.looks.vary_visibility()[tie as usize].visibility = change.0;
    sight.seen.vary_visibility()[slot as usize].visibility = change.0;
    sight.in_view[viewer as usize] += change.0;
    if let Some(open) = &mut sight.open {
        open.set(slot as usize, change.is_open());
    }
}

/// Where people meet.
struct Meetings<'a> {
    sight: &'a Sight,
    /// Visibility of each slot while open.
    while_open: &'a [f32],
}

/// When slots of time begin: a phase of one's own, 0..1.
fn phase(luck: Draws, who: u64) -> f64 {
    luck.draws(who, u64::MAX).random()
}

/// Whether a slot of time begins with this tick, and its number.
fn begins(luck: Draws, who: u64, length: f64, clock: Clock) -> Option<u64> {
    let phase = phase(luck, who);
    let number = |time: f64| (time / length + phase).floor() as u64;
    let now = number(clock.start());
    (clock.tick == 0 || now != number(clock.start() - clock.dt)).then_some(now)
}

/// A tie through which somebody may meet somebody; in the order of slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pairing {
    slot: u32,
    seen: u32,
    viewer: u32,
}

impl Pairing {
    /// The two as one number, the same for both directions.
    fn both(self) -> u64 {
        chance::tie(self.viewer.min(self.seen), self.viewer.max(self.seen))
    }
}

impl Meetings<'_> {
    fn turn(&self, slot: usize, seen: u32, is_open: bool) -> Opening {
        self.turn_to(slot, seen, if is_open { 1.0 } else { 0.0 })
    }

    /// Opens a tie so many times as wide as it is, or closes it.
    fn turn_to(&self, slot: usize, seen: u32, times: f32) -> Opening {
        let change = Visibility(times * self.while_open[slot]);
        let (viewer, tie) = (self.sight.viewers.targets()[slot], self.sight.tie_of()[slot]);
        TieChange { viewer, seen, tie, slot: slot as u32, change }
    }

    fn drawn(&self, open: f64, luck: Draws, due: &[Pairing], length: f64, clock: Clock) -> Vec<Opening> {
        let was_open = |slot: usize| self.sight.open.as_ref().is_some_and(|open| open.has(slot));
        let opening = |pairing: &Pairing| {
            let number = begins(luck, pairing.both(), length, clock)?;
            let is_open = luck.draws(pairing.both(), number).random::<f64>() < open;
            (is_open != was_open(pairing.slot as usize)).then_some((pairing.slot as usize, pairing.seen, is_open))
        };
        let mut openings = Vec::with_capacity(due.len());
        openings.extend(due.iter().filter_map(opening));
        openings.iter().map(|&(slot, seen, is_open)| self.turn(slot, seen, is_open)).collect()
    }

    /// When a tie opens and closes within a step.
    fn opens(&self, open: f64, luck: Draws, pairing: Pairing, span: &Span) -> Vec<(f64, Opening)> {
        let is_open = |number: u64| luck.draws(pairing.both(), number).random::<f64>() < open;
        let slots = span.slots(phase(luck, pairing.both()));
        let changes = slots.filter_map(|(number, at)| {
            let was_open = number > 0 && !(span.is_first && at <= span.start) && is_open(number - 1);
            (is_open(number) != was_open).then(|| (at, self.turn(pairing.slot as usize, pairing.seen, is_open(number))))
        });
        changes.collect()
    }
}

/// Where people glimpse each other.
struct Glances<'a> {
    meetings: &'a Meetings<'a>,
    /// Chance to see somebody.
    open: f64,
    dose: &'a Distribution,
    luck: Draws,
}

impl Glances<'_> {
    fn turn(&self, tie: usize, times: f32) -> Opening {
        let sight = self.meetings.sight;
        self.meetings.turn_to(sight.slot_of()[tie] as usize, sight.network.targets()[tie], times)
    }

    /// Somebody looks away from whom they saw, and at one of their ties or at nobody: what closes and what opens.
    fn look(&self, viewer: u32, number: u64, through: &mut u32) -> [Option<Opening>; 2] {
        let closes = (*through != u32::MAX).then(|| self.turn(*through as usize, 0.0));
        *through = u32::MAX;
        let row = self.meetings.sight.network.row(viewer as usize);
        let mut dice = self.luck.draws(viewer.into(), number);
        if dice.random::<f64>() >= self.open || row.is_empty() {
            return [closes, None];
        }
        *through = dice.random_range(row.start as u32..row.end as u32);
        let dose = self.dose.sample(viewer as usize, &mut dice).clamp(0.0, situation::Encounters::MOST_DOSE);
        [closes, Some(self.turn(*through as usize, dose as f32))]
    }

    /// When somebody looks away from whom they saw, and at one of their ties or at nobody, within a step.
    fn within(&self, viewer: u32, through: &mut u32, span: &Span) -> Vec<(f64, Opening)> {
        let slots = span.slots(phase(self.luck, viewer.into()));
        slots
            .flat_map(|(number, at)| self.look(viewer, number, through).into_iter().flatten().map(move |t| (at, t)))
            .collect()
    }

    /// Everyone looks away from whom they saw, and at one of their ties or at nobody.
    fn turns(&self, phase_bins: &PhaseBins<u32>, through: &mut [u32], length: f64, clock: Clock) -> Vec<Opening> {
        let mut turns = Vec::new();
        for viewer in phase_bins.turn(length, clock).merged() {
            let Some(number) = begins(self.luck, viewer.into(), length, clock) else { continue };
            turns.extend(self.look(viewer, number, &mut through[viewer as usize]).into_iter().flatten());
        }
        turns
    }
}

impl Recorded {
    /// What opens and closes in a step, at its moment; at the same moment those that open come first, so that a contact that
    /// follows another at once prolongs it.
    fn openings(&mut self, meetings: &Meetings, clock: Clock) -> Vec<(f64, Opening)> {
        let (mut openings, sight) = (Vec::new(), meetings.sight);
        loop {
            let opens = self.contacts.get(self.next).map_or(f64::INFINITY, |contact| contact.time.max(clock.start()));
            let over = self.by_end.get(self.over).map(|&at| at as usize);
            let closes = over.filter(|&at| at < self.next).map_or(f64::INFINITY, |at| self.ends[at].max(clock.start()));
            if opens.min(closes) >= clock.end() {
                return openings;
            }
            if opens <= closes {
                let contact = self.contacts[self.next];
                if let Some(slot) = slot_of(sight, &contact) {
                    let was_open = self.closes[slot] > opens;
                    self.closes[slot] = self.closes[slot].max(self.ends[self.next]);
                    let opening = (!was_open).then(|| (opens, meetings.turn(slot, contact.seen, true)));
                    openings.extend(opening);
                }
                self.next += 1;
            } else if let Some(at) = over {
                let contact = self.contacts[at];
                // Not if another contact has prolonged it.
                let slot = slot_of(sight, &contact).filter(|&slot| self.closes[slot] == self.ends[at]);
                openings.extend(slot.map(|slot| (closes, meetings.turn(slot, contact.seen, false))));
                self.over += 1;
            }
        }
    }

    fn turn(&mut self, meetings: &Meetings, clock: Clock) -> Vec<Opening> {
        let (mut changes, sight) = (Vec::new(), meetings.sight);
        let has_begun = |at: u32, next: usize| (at as usize) < next;
        while let Some(at) = self.by_end.get(self.over).copied().filter(|&at| has_begun(at, self.next))
            && self.ends[at as usize] <= clock.start()
        {
            self.over += 1;
            let contact = self.contacts[at as usize];
            // Not if another contact has prolonged it.
            if let Some(slot) = slot_of(sight, &contact).filter(|&slot| self.closes[slot] == self.ends[at as usize]) {
                changes.push((slot, contact.seen, false));
            }
        }
        changes.sort_unstable();
        while let Some(contact) = self.contacts.get(self.next).filter(|c| c.time < clock.end()) {
            self.next += 1;
            if let Some(slot) = slot_of(sight, contact) {
                self.closes[slot] = self.closes[slot].max(self.ends[self.next - 1]);
                changes.push((slot, contact.seen, true));
            }
        }
        changes.into_iter().map(|(slot, seen, is_open)| meetings.turn(slot, seen, is_open)).collect()
    }
}

fn slot_of(sight: &Sight, contact: &Contact) -> Option<usize> {
    let row = sight.network.row(contact.viewer as usize);
    let place = sight.network.seen_by(contact.viewer as usize).binary_search(&contact.seen).ok()?;
    Some(sight.slot_of()[row.start + place] as usize)
}

#[cfg(test)]
mod tests;
