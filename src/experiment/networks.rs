//! Each network is drawn once and shared by the runs that need it at about the same time, and let go after them.

use super::{Plan, Run, RunError};
use crate::chance::Lot;
use crate::network::Network;
use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// The networks of the runs that are being done. Runs come in an order in which those that share a network follow each
/// other ([`Plan::in_order`]), so that a short shelf will do however many runs there are.
#[derive(Debug)]
pub struct Networks {
    shelf: Mutex<VecDeque<(Key, Slot)>>,
    room: usize,
}

/// Which of the plan's networks, and drawn from which seed if it is random.
pub(super) type Key = (usize, Option<u64>);

/// A network, or why there is none, once somebody has drawn it.
type Slot = Arc<OnceLock<Result<Arc<Network>, Arc<RunError>>>>;

impl Networks {
    /// An empty shelf for runs on so many threads.
    pub fn new(threads: NonZeroUsize) -> Self {
        Self { shelf: Mutex::default(), room: threads.get() + 1 }
    }

    /// The network of a run.
    ///
    /// # Errors
    /// When it could not be drawn.
    pub fn take(&self, plan: &Plan, run: &Run) -> Result<Arc<Network>, Arc<RunError>> {
        let slot = self.slot(key(plan, run));
        // The shelf is free while a network is drawn; who needs the same one waits here.
        slot.get_or_init(|| plan.draw_network(run).map_err(Arc::new)).clone()
    }

    fn slot(&self, key: Key) -> Slot {
        let mut shelf = self.shelf();
        let slot = match shelf.iter().position(|(known, _)| *known == key) {
            Some(place) => shelf.remove(place).expect("it was found there").1,
            None => Slot::default(),
        };
        shelf.push_back((key, Arc::clone(&slot)));
        if shelf.len() > self.room {
            shelf.pop_front();
        }
        slot
    }

    fn shelf(&self) -> MutexGuard<'_, VecDeque<(Key, Slot)>> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What runs on the same network have in common.
pub(super) fn key(plan: &Plan, run: &Run) -> Key {
    let spec = plan.points[run.point].network;
    (spec, plan.networks[spec].is_random().then(|| plan.chance(run).seed(Lot::Network)))
}
