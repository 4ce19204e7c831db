//! Runs dealt to hands that share no memory: those that share a network go to the same hand, as long as nobody is idle for it.

use super::networks::{Key, key};
use super::workers::Deal;
use super::{Plan, Run};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// The most runs that are looked at ahead, and the fewest.
const ROOM: (usize, usize) = (64, 16_384);

/// Deals the runs of an order; a hand that has a network goes on with it, one that has none gets one that nobody has, and
/// where all are taken it helps where most is left.
pub(super) struct ByNetwork<I> {
    runs: I,
    plan: Arc<Plan>,
    waiting: BTreeMap<Key, VecDeque<Run>>,
    looked_at: usize,
    room: usize,
    held: Vec<Option<Key>>,
    holders: BTreeMap<Key, usize>,
}

impl<I: Iterator<Item = Run>> ByNetwork<I> {
    /// Deals these runs to so many hands.
    pub(super) fn new(runs: I, plan: &Arc<Plan>, hands: usize) -> Self {
        let room = hands.saturating_mul(plan.points.len()).clamp(ROOM.0, ROOM.1);
        let plan = Arc::clone(plan);
        let (waiting, holders) = (BTreeMap::new(), BTreeMap::new());
        Self { runs, plan, waiting, looked_at: 0, room, held: vec![None; hands], holders }
    }

    fn look_ahead(&mut self) {
        while self.looked_at < self.room {
            let Some(run) = self.runs.next() else { return };
            self.waiting.entry(key(&self.plan, &run)).or_default().push_back(run);
            self.looked_at += 1;
        }
    }

    /// The network that a hand goes on with.
    fn choose(&self, hand: usize) -> Option<Key> {
        let own = self.held[hand].filter(|own| self.waiting.contains_key(own));
        let free = || self.waiting.keys().find(|key| !self.holders.contains_key(key)).copied();
        let longest = || self.waiting.iter().max_by_key(|(_, runs)| runs.len()).map(|(key, _)| *key);
        own.or_else(free).or_else(longest)
    }

    fn hold(&mut self, hand: usize, key: Key) {
        if self.held[hand] == Some(key) {
            return;
        }
        *self.holders.entry(key).or_default() += 1;
        if let Some(before) = self.held[hand].replace(key) {
            let others = self.holders.get_mut(&before).map_or(0, |holders| {
                *holders -= 1;
                *holders
            });
            if others == 0 {
                self.holders.remove(&before);
            }
        }
    }
}

impl<I: Iterator<Item = Run> + Send> Deal for ByNetwork<I> {
    type Job = Run;

    fn next_for(&mut self, hand: usize) -> Option<Run> {
        self.look_ahead();
        let key = self.choose(hand)?;
        self.hold(hand, key);
        let runs = self.waiting.get_mut(&key)?;
        let run = runs.pop_front();
        if runs.is_empty() {
            self.waiting.remove(&key);
        }
        self.looked_at -= 1;
        run
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;
    use std::io;
    use std::num::NonZeroUsize;

    /// Three points that share a network, which every replicate draws anew.
    fn plan() -> Arc<Plan> {
        let text = "duration = \"1 min\"\nreplicates = 8\n[network]\ngenerator = \"erdos_renyi\"\nn = 9\np = 0.5\n[expressions.yawn]\n\
            [[arms]]\nname = \"near\"\nset = { ties.closeness = 0.9 }\n[[arms]]\nname = \"far\"\nset = { ties.closeness = 0.1 }\n";
        let read = |set: &[(String, String)]| {
            scenario::read("x", text, set, &|_: &str| Err(io::Error::from(io::ErrorKind::NotFound)))
        };
        Arc::new(Plan::new(&read(&[]).unwrap(), read).unwrap())
    }

    #[test]
    fn runs_that_share_a_network_go_to_one_hand_and_every_run_is_dealt_once() {
        let plan = plan();
        let hands = NonZeroUsize::new(4).unwrap();
        let order = plan.in_order(vec![0..8; plan.points.len()], hands);
        let mut deal = ByNetwork::new(order, &plan, 4);
        let (mut dealt, mut drawn) = (Vec::new(), Vec::new());
        for turn in 0.. {
            let Some(run) = deal.next_for(turn % 4) else { break };
            dealt.push(run.id);
            drawn.push((run.replicate, turn % 4));
        }
        dealt.sort_unstable();
        assert_eq!(dealt, (0..plan.points.len() as u64 * 8).collect::<Vec<_>>());
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), 8, "each network is drawn by one hand: {drawn:?}");
    }

    #[test]
    fn nobody_is_idle_while_another_has_much_left() {
        let plan = plan();
        let order = plan.in_order(vec![0..1; plan.points.len()], NonZeroUsize::MIN);
        let mut deal = ByNetwork::new(order, &plan, 2);
        assert!((0..plan.points.len()).all(|turn| deal.next_for(turn % 2).is_some()), "one network, two hands");
        assert_eq!(deal.next_for(0), None);
    }
}
