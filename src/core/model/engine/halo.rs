//! What one part of a network has to know of the others: what those show whom its people see (its *ghosts*), and what is added up
//! over everyone. There in runs of [parts](Part) only.
//!
//! In a tick every part tells each part that sees some of its people who of them changed, between *express* and *show*, so that
//! changes of ghosts are pushed to those who see them together with all others. Sums are of whole quanta, and what is counted is
//! whole numbers, so that no order matters; where real numbers are added up, parts go on one after the other, in the order of people.

use crate::model::engine::changes::Changes;
use crate::model::engine::exchange::{Exchange, f64s, of_f64s, u32s, u64_at};
use crate::model::engine::exposure::{Change, Exposure};
use crate::model::engine::onsets::{Caught, Ending, Journal, Onset, Tally, Traces};
use crate::model::engine::phase::Cause;
use crate::model::engine::shown::Shown;
use crate::network::Part;
use bevy_ecs::prelude::{Res, ResMut, Resource};
use std::fmt;
use std::ops::Range;

/// A part among the others.
#[derive(Resource)]
pub struct Halo {
    /// Whose rows are here, and what numbers they have elsewhere.
    pub part: Part,
    exchange: Box<dyn Exchange>,
    /// The parts that see some of these people, or that have some whom these see.
    partners: Vec<Partner>,
    /// Where the seers of each of the part's own people begin, and where the last one's end.
    bounds: Vec<u32>,
    seers: Vec<Seer>,
    /// Counts over all parts, when they were last added up.
    added_up: Vec<u64>,
    /// The same of people in groups.
    in_groups: Vec<u64>,
    /// The most people, by visibility, that anybody in any part has in view.
    pub most_in_view: f32,
    /// What was sent from here in ticks.
    pub traffic: Traffic,
}

/// What one part sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Ticks.
    pub ticks: u64,
    /// Messages about changes, those without any included.
    pub messages: u64,
    /// Those that told of a change.
    pub telling: u64,
    /// Bytes in all of them.
    pub bytes: u64,
}

/// Another part that sees some of these people, or some of whose people are seen from here.
struct Partner {
    part: usize,
    /// Those of its people who are seen from here, by their local numbers.
    ghosts: Range<u32>,
    /// Those of this part's own people whom it sees, in the order of its ghosts.
    seen: Vec<u32>,
}

/// A partner who sees somebody.
#[derive(Clone, Copy)]
struct Seer {
    partner: u32,
    /// The number of the person among those whom it sees of this part.
    number: u32,
}

impl fmt::Debug for Halo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Halo")
            .field("part", &self.part.number())
            .field("traffic", &self.traffic)
            .finish_non_exhaustive()
    }
}

impl Halo {
    /// Finds out who sees whom across parts.
    pub fn new(part: Part, mut exchange: Box<dyn Exchange>) -> Self {
        let (here, own) = (exchange.part(), part.own().len());
        let others: Vec<usize> = (0..exchange.parts()).filter(|&other| other != here).collect();
        let ghosts = |other: usize| {
            let people = part.bounds().of(other);
            let place = |person: u32| part.ghosts().partition_point(|&ghost| ghost < person);
            place(people.start)..place(people.end)
        };
        let wanted = |other: usize| {
            let first = part.bounds().of(other).start;
            let numbers = part.ghosts()[ghosts(other)].iter().map(|ghost| ghost - first);
            (other, numbers.flat_map(u32::to_le_bytes).collect::<Vec<u8>>())
        };
        let told = exchange.swap(others.iter().map(|&other| wanted(other)).collect());
        let partner = |(&other, told): (&usize, Vec<u8>)| {
            let ghosts = ghosts(other);
            let ghosts = (own + ghosts.start) as u32..(own + ghosts.end) as u32;
            let partner = Partner { part: other, ghosts, seen: u32s(&told).collect() };
            (!partner.ghosts.is_empty() || !partner.seen.is_empty()).then_some(partner)
        };
        let partners: Vec<Partner> = others.iter().zip(told).filter_map(partner).collect();
        let (bounds, seers) = seers(&partners, own);
        let (added_up, in_groups) = (Vec::new(), Vec::new());
        let traffic = Traffic::default();
        Self { part, exchange, partners, bounds, seers, added_up, in_groups, most_in_view: 0.0, traffic }
    }

    /// Whether this is the first part, which keeps what all recorded.
    pub fn is_first(&self) -> bool {
        self.exchange.part() == 0
    }

    /// How the parts talk.
    pub fn exchange(&mut self) -> &mut dyn Exchange {
        &mut *self.exchange
    }

    /// Tells partners something of each of the part's own people whom they see, and is told the same of its ghosts: of each
    /// partner, its ghosts by their local numbers, and what it says of them, one after the other.
    fn spread(&mut self, tell: impl Fn(u32, &mut Vec<u8>)) -> Vec<(Range<u32>, Vec<u8>)> {
        let packet = |partner: &Partner| {
            let mut bytes = Vec::new();
            partner.seen.iter().for_each(|&person| tell(person, &mut bytes));
            (partner.part, bytes)
        };
        let told = self.exchange.swap(self.partners.iter().map(packet).collect());
        self.partners.iter().map(|partner| partner.ghosts.clone()).zip(told).collect()
    }

    /// Continues a list of numbers of the part's own people with those of its ghosts.
    pub fn spread_numbers(&mut self, numbers: &mut Vec<f64>) {
        let own = self.part.own().len();
        numbers.truncate(own);
        let told = self.spread(|person, bytes| bytes.extend(numbers[person as usize].to_le_bytes()));
        numbers.resize(self.part.everyone(), 0.0);
        for (ghosts, bytes) in told {
            ghosts.zip(f64s(&bytes)).for_each(|(ghost, number)| numbers[ghost as usize] = number);
        }
    }

    /// Ghosts are marked as they are in their own part.
    pub fn spread_marks(&mut self, marks: &mut [bool]) {
        let told = self.spread(|person, bytes| bytes.push(u8::from(marks[person as usize])));
        for (ghosts, bytes) in told {
            ghosts.zip(bytes).for_each(|(ghost, mark)| marks[ghost as usize] = mark == 1);
        }
    }

    /// The part's own people are marked, too, who are marked as ghosts elsewhere.
    pub fn return_marks(&mut self, marks: &mut [bool]) {
        let packet = |partner: &Partner| {
            (partner.part, partner.ghosts.clone().map(|ghost| u8::from(marks[ghost as usize])).collect())
        };
        let told = self.exchange.swap(self.partners.iter().map(packet).collect());
        for (partner, bytes) in self.partners.iter().zip(told) {
            partner.seen.iter().zip(bytes).for_each(|(&person, mark)| marks[person as usize] |= mark == 1);
        }
    }

    /// Has every part go on with numbers as the one before it left them; what the last one came to.
    pub fn relay(&mut self, numbers: Vec<f64>, own: &mut dyn FnMut(&mut [f64])) -> Vec<f64> {
        let told = self.exchange.relay(of_f64s(numbers), &mut |before| {
            let mut numbers: Vec<f64> = f64s(&before).collect();
            own(&mut numbers);
            of_f64s(numbers)
        });
        f64s(&told).collect()
    }

    /// The sum of a number over all parts.
    pub fn total(&mut self, own: u64) -> u64 {
        let mut numbers = [own];
        self.exchange.sum(&mut numbers);
        numbers[0]
    }

    /// The largest of a number over all parts.
    pub fn most(&mut self, own: f64) -> f64 {
        self.exchange.gather(of_f64s([own])).iter().flat_map(|bytes| f64s(bytes)).fold(own, f64::max)
    }

    /// The sum of a number over the parts before this one.
    pub fn before(&mut self, own: u64) -> u64 {
        let here = self.exchange.part();
        self.exchange.gather(own.to_le_bytes().to_vec())[..here].iter().map(|bytes| u64_at(bytes, 0)).sum()
    }

    /// Counts of the part's own people since the last time become those of everyone.
    fn add_up(exchange: &mut dyn Exchange, last: &mut Vec<u64>, counts: &mut [u64]) {
        last.resize(counts.len(), 0);
        counts.iter_mut().zip(&*last).for_each(|(count, last)| *count = count.wrapping_sub(*last));
        exchange.sum(counts);
        counts.iter_mut().zip(&*last).for_each(|(count, last)| *count = count.wrapping_add(*last));
        last.copy_from_slice(counts);
    }

    /// The same, of people in groups.
    pub fn add_up_groups(&mut self, counts: &mut [u64]) {
        Self::add_up(&mut *self.exchange, &mut self.in_groups, counts);
    }
}

fn seers(partners: &[Partner], own: usize) -> (Vec<u32>, Vec<Seer>) {
    let mut bounds = vec![0u32; own + 1];
    partners.iter().flat_map(|partner| &partner.seen).for_each(|&person| bounds[person as usize + 1] += 1);
    (0..own).for_each(|i| bounds[i + 1] += bounds[i]);
    let (mut next, mut seers) = (bounds.clone(), vec![Seer { partner: 0, number: 0 }; bounds[own] as usize]);
    for (partner, number, person) in (0..)
        .zip(partners)
        .flat_map(|(number, partner)| (0..).zip(&partner.seen).map(move |(place, &person)| (number, place, person)))
    {
        seers[next[person as usize] as usize] = Seer { partner, number };
        next[person as usize] += 1;
    }
    (bounds, seers)
}

/// Goes on with numbers in the order of people, part after part; in a run that is not in parts there is one.
pub fn in_order<const N: usize>(
    halo: Option<&mut Halo>,
    mut numbers: [f64; N],
    mut own: impl FnMut(&mut [f64; N]),
) -> [f64; N] {
    match halo {
        None => own(&mut numbers),
        Some(halo) => {
            let told = halo.relay(numbers.to_vec(), &mut |before| {
                numbers.copy_from_slice(before);
                own(&mut numbers);
                before.copy_from_slice(&numbers);
            });
            numbers.copy_from_slice(&told);
        }
    }
    numbers
}

/// Bytes of a change: whose, and what is seen.
const OF_A_CHANGE: usize = 8;
/// Bytes of a moment: whose, of which expression, whether it ended, and when.
const OF_A_MOMENT: usize = 16;

/// Where the number of an expression stands among the bits of what is seen: above the quanta of a whole tick.
const EXPRESSION: u32 = 22;
const VISIBLE: u32 = 1 << 31;
/// Marks the end of an expression among the bits of its number.
const ENDING: u32 = 1 << 8;

/// Tells other parts whose faces changed, and takes up what they tell.
pub fn exchange_changes(
    mut halo: ResMut<Halo>,
    mut changes: ResMut<Changes>,
    mut traces: ResMut<Traces>,
    journal: Res<Journal>,
    exposure: Res<Exposure>,
) {
    let halo = &mut *halo;
    let packets = halo.packets(&changes.list, (!traces.is_empty()).then_some(&*journal));
    halo.traffic.ticks += 1;
    for (_, packet) in &packets {
        halo.traffic.messages += 1;
        halo.traffic.telling += u64::from(packet.len() > 4);
        halo.traffic.bytes += packet.len() as u64;
    }
    let told = halo.exchange.swap(packets);
    for (partner, packet) in halo.partners.iter().zip(told) {
        let Some((count, rest)) = packet.split_first_chunk::<4>() else { continue };
        let all = rest.len().min(OF_A_CHANGE * u32::from_le_bytes(*count) as usize);
        let (seen, moments) = rest.split_at(all);
        let ghost = |number: u32| partner.ghosts.start + number;
        changes.list.extend(seen.as_chunks::<OF_A_CHANGE>().0.iter().map(|bytes| read_change(bytes, ghost, &exposure)));
        let (onsets, endings) = read_moments(moments, ghost);
        traces.follow_all(&onsets, &endings);
    }
}

impl Halo {
    /// What partners are told.
    fn packets(&self, changes: &[Change], journal: Option<&Journal>) -> Vec<(usize, Vec<u8>)> {
        let mut packets: Vec<(usize, Vec<u8>)> =
            self.partners.iter().map(|partner| (partner.part, vec![0; 4])).collect();
        let mut counts = vec![0u32; packets.len()];
        for change in changes {
            let now = change.now;
            let bits = now.quanta() | u32::from(change.expression) << EXPRESSION;
            let bits = bits | if now.is_visible() { VISIBLE } else { 0 };
            for seer in self.seers(change.person) {
                counts[seer.partner as usize] += 1;
                let packet = &mut packets[seer.partner as usize].1;
                packet.extend(seer.number.to_le_bytes());
                packet.extend(bits.to_le_bytes());
            }
        }
        for ((_, packet), count) in packets.iter_mut().zip(counts) {
            packet[..4].copy_from_slice(&count.to_le_bytes());
        }
        let Some(journal) = journal else { return packets };
        let begun = journal.onsets.iter().map(|onset| (onset.person, u32::from(onset.expression), onset.time));
        let ended = journal.endings.iter();
        let ended = ended.map(|ending| (ending.person, u32::from(ending.expression) | ENDING, ending.time));
        for (person, what, time) in begun.chain(ended) {
            for seer in self.seers(person) {
                let packet = &mut packets[seer.partner as usize].1;
                packet.extend(seer.number.to_le_bytes());
                packet.extend(what.to_le_bytes());
                packet.extend(time.to_le_bytes());
            }
        }
        packets
    }

    fn seers(&self, person: u32) -> &[Seer] {
        let person = person as usize;
        &self.seers[self.bounds[person] as usize..self.bounds[person + 1] as usize]
    }
}

fn read_change(bytes: &[u8; OF_A_CHANGE], ghost: impl Fn(u32) -> u32, exposure: &Exposure) -> Change {
    let [number, bits] = two(bytes);
    let (person, expression) = (ghost(number), (bits & !VISIBLE) >> EXPRESSION);
    let now = Shown::new(bits & ((1 << EXPRESSION) - 1), bits & VISIBLE != 0);
    let before = exposure.shown[expression as usize][person as usize].settled(exposure.full());
    Change { person, expression: expression as u8, before, now }
}

fn read_moments(bytes: &[u8], ghost: impl Fn(u32) -> u32) -> (Vec<Onset>, Vec<Ending>) {
    let (mut onsets, mut endings) = (Vec::new(), Vec::new());
    for bytes in bytes.as_chunks::<OF_A_MOMENT>().0 {
        let [number, what] = two(bytes);
        let (person, expression) = (ghost(number), (what & !ENDING) as u8);
        let time = f64::from_bits(u64_at(bytes, 1));
        if what & ENDING != 0 {
            endings.push(Ending { time, person, expression });
        } else {
            let (cause, caught) = (Cause::Spontaneous, Caught::FROM_NOBODY);
            onsets.push(Onset { time, person, expression, cause, first: false, caught });
        }
    }
    (onsets, endings)
}

fn two(bytes: &[u8]) -> [u32; 2] {
    let mut numbers = u32s(bytes);
    [numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)]
}

/// What was counted of the part's own people in this tick is added up over everyone.
pub fn add_up(mut halo: ResMut<Halo>, mut exposure: ResMut<Exposure>, mut journal: ResMut<Journal>) {
    let Halo { exchange, added_up, .. } = &mut *halo;
    let mut counts: Vec<u64> = journal.tally.iter().flat_map(Tally::counts).collect();
    let tallies = counts.len();
    counts.extend(&exposure.total);
    Halo::add_up(&mut **exchange, added_up, &mut counts);
    for (tally, counts) in journal.tally.iter_mut().zip(counts.as_chunks().0) {
        *tally = Tally::of_counts(*counts);
    }
    exposure.total.copy_from_slice(&counts[tallies..]);
}
