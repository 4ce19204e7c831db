//! Who is due next.

use bevy_ecs::prelude::Resource;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Something is to happen to a face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Due {
    /// When \[s\].
    pub time: f64,
    /// Whose.
    pub person: u32,
    /// Which expression.
    pub expression: u8,
}

impl Eq for Due {}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Due {
    /// The first is the greatest, as a heap wants it: by time, then person, then expression.
    fn cmp(&self, other: &Self) -> Ordering {
        let by_time = other.time.total_cmp(&self.time);
        by_time.then_with(|| (other.person, other.expression).cmp(&(self.person, self.expression)))
    }
}

/// Those to whom something is to happen before the present window ends. Everybody is looked at once a window, so a window is
/// as long as makes that and a queue of so many cheapest; nothing depends on it.
#[derive(Resource, Debug)]
pub struct Pending {
    /// Those who are due, and some who no longer are.
    queue: BinaryHeap<Due>,
    /// When the present window ends \[s\].
    pub end: f64,
    /// How long the next one is to be \[s\].
    length: f64,
    /// What happened in the present one.
    pub happened: usize,
    /// Faces.
    faces: usize,
}

/// Fewest and most things that are to happen in a window, beside a share of the faces.
const FEWEST: f64 = 16.0;
const SHARE: f64 = 1.0 / 16.0;

impl Pending {
    /// Nothing yet; the first window lasts `length` \[s\].
    pub fn new(faces: usize, length: f64) -> Self {
        Self { queue: BinaryHeap::new(), end: 0.0, length, happened: 0, faces }
    }

    /// Opens the next window at a moment; it ends at the latest at `latest`.
    pub fn open(&mut self, now: f64, latest: f64) {
        let wanted = FEWEST + SHARE * self.faces as f64;
        let factor = wanted / (self.happened as f64 + 1.0);
        self.length *= factor.clamp(0.5, 2.0);
        self.end = (now + self.length).min(latest);
        // Too short to be a time of its own.
        if self.end <= now {
            self.end = latest;
        }
        self.happened = 0;
        self.queue.clear();
    }

    /// What is known is out of date: the window ends now.
    pub const fn close(&mut self, now: f64) {
        self.end = now;
    }

    /// The next that is due before a moment.
    #[inline]
    pub fn next_before(&mut self, moment: f64) -> Option<Due> {
        self.queue.peek().filter(|due| due.time < moment)?;
        self.queue.pop()
    }

    /// Takes up one that is due.
    #[inline]
    pub fn queue(&mut self, due: Due) {
        self.queue.push(due);
    }
}
