//! The plain exact kernel: one expression with a memory that fades, in continuous time, with nothing around it. No entities, no
//! names of draws, no record of who caught it from whom, no second mechanism. It is what the engine's exact clock is held against.
//!
//! Between changes a person's input n is constant and the trace is A(t) = n + k E(t), E = e^(−t/τ), so that what is left of the
//! exponential draw is r − (λ₀ + βn) t + βτk E(t). A change of the input is three additions. Time is counted from the start of a
//! window; people whose rest is below 0 at its end are solved for, all others are not looked at.

use catching::network::Network;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Rates \[1/s\] and times \[s\] of the process.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Process {
    /// Of beginning by oneself.
    pub alone: f64,
    /// From each neighbour who shows it, in the long run.
    pub imitation: f64,
    /// τ.
    pub memory: f64,
    /// Mean length of an expression.
    pub duration: f64,
    /// Length of a run.
    pub run: f64,
    /// Length of a window; the series has a row at the end of each.
    pub window: f64,
}

/// One who may begin or who stops, within the window.
struct Due {
    at: f64,
    person: u32,
    turn: u32,
}

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Due {}
impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Due {
    fn cmp(&self, other: &Self) -> Ordering {
        other.at.total_cmp(&self.at).then(other.person.cmp(&self.person))
    }
}

#[derive(Clone, Copy)]
struct Person {
    n: f64,
    k: f64,
    rest: f64,
    /// When it stops; before the window: nobody's.
    stop: f64,
    turn: u32,
    shows: bool,
}

/// People and the luck of one run.
pub(crate) struct ExactFloor<'a> {
    network: &'a Network,
    process: Process,
    people: Vec<Person>,
    due: BinaryHeap<Due>,
    luck: u64,
    /// How many began.
    pub begun: u64,
}

impl<'a> ExactFloor<'a> {
    /// Nobody shows anything.
    pub(crate) fn new(network: &'a Network, process: Process, seed: u64) -> Self {
        let still = Person { n: 0.0, k: 0.0, rest: 0.0, stop: f64::INFINITY, turn: 0, shows: false };
        let people = vec![still; network.people()];
        // Seeds that follow each other must not give parts of one stream.
        let luck = mixed(seed.wrapping_add(1).wrapping_mul(0xd134_2543_de82_ef95));
        let mut floor = Self { network, process, people, due: BinaryHeap::new(), luck, begun: 0 };
        for person in 0..network.people() {
            floor.people[person].rest = floor.exponential();
        }
        floor
    }

    /// Runs; returns the mean share of those who show it, over the ends of windows.
    pub(crate) fn run(&mut self) -> f64 {
        let windows = (self.process.run / self.process.window).round() as u64;
        let mut sum = 0;
        for _ in 0..windows {
            self.list();
            while let Some(due) = self.due.pop() {
                self.take(&due);
            }
            self.shift();
            sum += self.people.iter().filter(|person| person.shows).count();
        }
        sum as f64 / windows as f64 / self.people.len() as f64
    }

    /// Those who may begin, and those who stop, before the end of the window.
    fn list(&mut self) {
        let end = self.process.window;
        let left = (-end / self.process.memory).exp();
        for i in 0..self.people.len() {
            let person = self.people[i];
            if person.shows {
                if person.stop < end {
                    self.due.push(Due { at: person.stop, person: i as u32, turn: person.turn });
                }
            } else if self.rest(&person, end, left) < 0.0 {
                self.solve(i as u32, 0.0);
            }
        }
    }

    fn rest(&self, person: &Person, at: f64, left: f64) -> f64 {
        let Process { alone, imitation, memory, .. } = self.process;
        person.rest - (alone + imitation * person.n) * at + imitation * memory * person.k * left
    }

    /// When this one begins if nothing changes: by halving and Newton's steps, in what is left of the window.
    fn solve(&mut self, i: u32, now: f64) {
        let Process { alone, imitation, memory, window, .. } = self.process;
        let person = self.people[i as usize];
        let (mut low, mut high, mut at) = (now, window, now);
        for _ in 0..60 {
            let left = (-at / memory).exp();
            let rest = self.rest(&person, at, left);
            let slope = alone + imitation * (person.n + person.k * left);
            if rest > 0.0 {
                low = at
            } else {
                high = at
            }
            let next = at + rest / slope.max(1e-300);
            let next = if next > low && next < high { next } else { 0.5 * (low + high) };
            let step = (next - at).abs();
            at = next;
            if step < 1e-9 || high - low < 1e-9 {
                break;
            }
        }
        let person = &mut self.people[i as usize];
        person.turn += 1;
        self.due.push(Due { at, person: i, turn: person.turn });
    }

    fn take(&mut self, due: &Due) {
        let person = self.people[due.person as usize];
        if due.turn != person.turn {
            return;
        }
        let left = (-due.at / self.process.memory).exp();
        if !person.shows && self.rest(&person, due.at, left) > 1e-7 {
            // Somebody stopped meanwhile: it is later, perhaps not in this window.
            let end = self.process.window;
            if self.rest(&person, end, (-end / self.process.memory).exp()) < 0.0 {
                self.solve(due.person, due.at);
            }
            return;
        }
        self.turn(due, left);
    }

    /// One begins or stops, and all who see it are told.
    fn turn(&mut self, due: &Due, left: f64) {
        let Process { alone, imitation, memory, duration, window, .. } = self.process;
        let draw = self.exponential();
        let person = &mut self.people[due.person as usize];
        person.shows = !person.shows;
        person.turn += 1;
        let turn = person.turn;
        let change = if person.shows {
            person.stop = due.at + draw * duration;
            if person.stop < window {
                self.due.push(Due { at: person.stop, person: due.person, turn });
            }
            self.begun += 1;
            1.0
        } else {
            person.rest = draw + (alone + imitation * person.n) * due.at - imitation * memory * person.k * left;
            if self.rest(&self.people[due.person as usize], window, (-window / memory).exp()) < 0.0 {
                self.solve(due.person, due.at);
            }
            -1.0
        };
        let end = (-window / memory).exp();
        for &viewer in self.network.seen_by(due.person as usize) {
            let person = &mut self.people[viewer as usize];
            person.n += change;
            person.k -= change / left;
            person.rest += imitation * change * (due.at + memory);
            let person = *person;
            if change > 0.0 && !person.shows && self.rest(&person, window, end) < 0.0 {
                self.solve(viewer, due.at);
            }
        }
    }

    /// Time is counted from the end of this window on.
    fn shift(&mut self) {
        let Process { alone, imitation, memory, window, .. } = self.process;
        let left = (-window / memory).exp();
        for person in &mut self.people {
            person.rest -= (alone + imitation * person.n) * window;
            person.k *= left;
            person.stop -= window;
        }
    }

    fn exponential(&mut self) -> f64 {
        self.luck = self.luck.wrapping_add(0x9e37_79b9_7f4a_7c15);
        -(((mixed(self.luck) >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0).ln()
    }
}

fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
