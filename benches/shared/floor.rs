//! The plain kernel: the same epidemic as the reference work, with nothing around it. No entities, no event times, no
//! record of who caught it from whom: states in bytes, counts of active neighbours in 16 bits, one hash a person and
//! tick. It is what the engine is held against, so that "fast" means the same on any machine.

use catching::network::Network;
use prefetch_index::prefetch_index;

/// Chances per tick, as integers that a 32-bit draw is compared with.
pub(crate) struct Chances {
    /// To become active with this many active neighbours.
    start: Vec<u32>,
    /// To stop.
    stop: u32,
}

impl Chances {
    /// A chance `beta` from each active neighbour, `alone` from none, `stop` to recover.
    pub(crate) fn new(beta: f64, alone: f64, stop: f64, largest_degree: usize) -> Self {
        let whole = |chance: f64| (chance * 4_294_967_296.0).min(4_294_967_295.0) as u32;
        let start = |k| whole(1.0 - (1.0 - alone) * (1.0 - beta).powi(k as i32));
        Self { start: (0..=largest_degree).map(start).collect(), stop: whole(stop) }
    }
}

/// People, ticks and the luck of one run.
pub(crate) struct Floor<'a> {
    network: &'a Network,
    chances: &'a Chances,
    active: Vec<u8>,
    neighbours: Vec<u16>,
    flipped: Vec<u32>,
    /// Too many for the counts to stay near the processor.
    is_far: bool,
}

impl<'a> Floor<'a> {
    /// One person in a hundred is active.
    pub(crate) fn new(network: &'a Network, chances: &'a Chances, seed: u64) -> Self {
        let people = network.people();
        let key = Key::new(seed, u64::MAX);
        let active: Vec<u8> = (0..people as u32).map(|i| u8::from(key.draw(i) < u32::MAX / 100)).collect();
        let mut floor = Self {
            network,
            chances,
            neighbours: vec![0; people],
            flipped: vec![0; people],
            active: vec![0; people],
            is_far: people > 1 << 15,
        };
        for (person, _) in active.iter().enumerate().filter(|(_, a)| **a == 1) {
            floor.flip(person);
        }
        floor
    }

    /// Runs; returns how many were active after each tick.
    pub(crate) fn run(&mut self, seed: u64, ticks: u64) -> Vec<u64> {
        let mut active: u64 = self.active.iter().map(|&a| u64::from(a)).sum();
        let mut record = Vec::with_capacity(ticks as usize);
        for tick in 0..ticks {
            let count = self.decide(Key::new(seed, tick));
            for i in 0..count {
                let person = self.flipped[i] as usize;
                active = if self.active[person] == 1 { active - 1 } else { active + 1 };
                if self.is_far {
                    self.fetch(&self.flipped[i..count]);
                }
                self.flip(person);
            }
            record.push(active);
        }
        record
    }

    /// Lists those who change, without a branch that depends on luck.
    fn decide(&mut self, key: Key) -> usize {
        const WIDTH: usize = 64;
        let mut draws = [0; WIDTH];
        let mut count = 0;
        let rows = self.active.chunks(WIDTH).zip(self.neighbours.chunks(WIDTH));
        for (chunk, (active, neighbours)) in rows.enumerate() {
            let first = (chunk * WIDTH) as u32;
            draws.iter_mut().enumerate().for_each(|(i, draw)| *draw = key.draw(first + i as u32));
            for (i, ((&draw, &active), &neighbours)) in draws.iter().zip(active).zip(neighbours).enumerate() {
                let start = self.chances.start[usize::from(neighbours)];
                let limit = if active == 1 { self.chances.stop } else { start };
                self.flipped[count] = first + i as u32;
                count += usize::from(draw < limit);
            }
        }
        count
    }

    /// Asks memory for the neighbours of one who changes soon, and for the counts of those of one who changes sooner.
    fn fetch(&self, next: &[u32]) {
        if let Some(&later) = next.get(24) {
            let row = self.network.row(later as usize);
            prefetch_index(self.network.targets(), row.start);
            prefetch_index(self.network.targets(), row.end);
        }
        if let Some(&soon) = next.get(8) {
            let others = self.network.seen_by(soon as usize);
            others.iter().for_each(|&other| prefetch_index(&self.neighbours, other as usize));
        }
    }

    /// Changes one and tells the neighbours.
    fn flip(&mut self, person: usize) {
        self.active[person] ^= 1;
        let step = if self.active[person] == 1 { 1 } else { u16::MAX };
        for &other in self.network.seen_by(person) {
            let count = &mut self.neighbours[other as usize];
            *count = count.wrapping_add(step);
        }
    }
}

/// The key of a tick.
#[derive(Clone, Copy)]
struct Key(u32, u32);

impl Key {
    fn new(seed: u64, tick: u64) -> Self {
        let mut z = (seed ^ tick.rotate_left(32)).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        Self(z as u32, (z >> 32) as u32)
    }

    /// A well mixed number of a person: two rounds of multiplication, so that a compiler can do eight at once.
    #[inline(always)]
    fn draw(self, person: u32) -> u32 {
        let mut x = person ^ self.0;
        x = (x ^ (x >> 16)).wrapping_mul(0x21f0_aaad) ^ self.1;
        x = (x ^ (x >> 15)).wrapping_mul(0xd35a_2d97);
        x ^ (x >> 15)
    }
}
