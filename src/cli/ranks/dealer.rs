//! The first process: deals runs to the others as they become free, and passes on what comes of them.

use super::message::Message;
use super::ship::{Post, Ship};
use super::{Task, task};
use crate::experiment::running::{Elsewhere, Finished, Played};
use crate::experiment::workers::Dispatcher;
use crate::experiment::{Plan, Run};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How often a waiting dealer looks whether somebody waits for it.
const GLANCE: Duration = Duration::from_millis(20);
/// Runs are dealt ahead for so long a time: what a message takes is hidden then, and nobody hoards.
const AHEAD: f64 = 0.01;
/// But no more than so many to a hand.
const MOST_AHEAD: usize = 64;
/// Of longer runs none ahead: they take so long that a message does not matter \[s\].
const LONG: f64 = 0.25;

/// Deals a task to every other process.
pub(super) struct Dealer {
    ship: Arc<Ship>,
    plan: Arc<Plan>,
    /// Which of the others have understood the task.
    ready: Mutex<Vec<bool>>,
}

impl Dealer {
    /// Tells the others what is to be done.
    pub(super) fn begin(ship: Arc<Ship>, task: Task<'_>) -> Self {
        let message = Arc::new(Message::Begin(&task::write(&task)).write());
        (1..ship.size()).for_each(|rank| ship.send(rank, Arc::clone(&message)));
        let ready = Mutex::new(vec![false; ship.size()]);
        Self { ship, plan: Arc::clone(task.plan), ready }
    }
}

impl Elsewhere for Dealer {
    fn processes(&self) -> NonZeroUsize {
        NonZeroUsize::new(self.ship.size() - 1).unwrap_or(NonZeroUsize::MIN)
    }

    fn serve(&self, dispatcher: &dyn Dispatcher<Run, Played>, hands: NonZeroUsize, threads_a_run: NonZeroUsize) {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        let mut table = Table::new(hands, &ready);
        loop {
            for (rank, runs) in table.deal(dispatcher) {
                let runs = runs.iter().map(|run| (run.point as u64, run.replicate)).collect();
                self.ship.send(rank, Message::Runs(threads_a_run.get() as u32, runs).write());
            }
            if dispatcher.is_closed() || table.is_over() {
                return;
            }
            let Some(Post::Message(rank, bytes)) = self.ship.receive(GLANCE) else { continue };
            let played = match Message::read(&bytes) {
                Some(Message::Ready) => {
                    (ready[rank], table.ready[rank]) = (true, true);
                    continue;
                }
                Some(Message::Over(over)) => {
                    let run = self.plan.run(over.run.0 as usize, over.run.1);
                    table.is_back(&run, over.seconds.iter().sum());
                    let (packet, failure) = (over.packet.to_vec(), over.failure.map(str::to_owned));
                    Ok(Finished { run, packet, failure, spent: over.spent() })
                }
                Some(Message::Broken(why)) => Err(why.to_owned()),
                _ => Err(format!("rank {rank} sent what no `catching` of this build sends")),
            };
            if !dispatcher.give(played) {
                return;
            }
        }
    }
}

/// Who has what.
struct Table {
    hands: usize,
    ready: Vec<bool>,
    /// How many runs each hand has, rank after rank.
    has: Vec<usize>,
    /// Which hand has which run.
    out: BTreeMap<u64, usize>,
    /// How long a run takes, as far as is known \[s\].
    takes: Option<f64>,
    exhausted: bool,
}

impl Table {
    fn new(hands: NonZeroUsize, ready: &[bool]) -> Self {
        let hands = hands.get();
        let has = vec![0; hands * (ready.len() - 1)];
        Self { hands, ready: ready.to_vec(), has, out: BTreeMap::new(), takes: None, exhausted: false }
    }

    /// How many runs a hand may have at once.
    fn most(&self) -> usize {
        let ahead = |takes: f64| ((AHEAD / takes) as usize).clamp(usize::from(takes < LONG), MOST_AHEAD);
        1 + self.takes.map_or(0, ahead)
    }

    /// Runs for every hand that has too few, by rank.
    fn deal(&mut self, dispatcher: &dyn Dispatcher<Run, Played>) -> BTreeMap<usize, Vec<Run>> {
        let (mut dealt, most) = (BTreeMap::<usize, Vec<Run>>::new(), self.most());
        // One each before a second to any.
        for have in 0..most {
            for hand in 0..self.has.len() {
                let rank = 1 + hand / self.hands;
                if self.has[hand] > have || !self.ready[rank] || self.exhausted {
                    continue;
                }
                let Some(run) = dispatcher.next(hand) else {
                    self.exhausted = true;
                    return dealt;
                };
                self.has[hand] += 1;
                self.out.insert(run.id, hand);
                dealt.entry(rank).or_default().push(run);
            }
        }
        dealt
    }

    /// A run has come back after so long \[s\].
    fn is_back(&mut self, run: &Run, took: f64) {
        if let Some(hand) = self.out.remove(&run.id) {
            self.has[hand] -= 1;
        }
        self.takes = Some(self.takes.map_or(took, |takes| takes + (took - takes) / 16.0).max(1e-9));
    }

    /// Whether nothing is left to deal and nothing is out.
    fn is_over(&self) -> bool {
        self.exhausted && self.out.is_empty()
    }
}
