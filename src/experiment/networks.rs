//! Each network is drawn once and shared by all runs that need it, and let go after the last of them.

use super::{Plan, Run, RunError};
use crate::chance::Lot;
use crate::network::Network;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// The networks of the runs that are still to be done.
#[derive(Debug)]
pub struct Networks {
    shelf: Mutex<HashMap<Key, Slot>>,
}

/// Which of the plan's networks, and drawn from which seed if it is random.
type Key = (usize, Option<u64>);

#[derive(Debug, Default)]
struct Slot {
    network: Arc<OnceLock<Result<Arc<Network>, Arc<RunError>>>>,
    awaited: usize,
}

impl Networks {
    /// The shelf for these runs, with nothing on it yet.
    pub fn new(plan: &Plan, runs: &[Run]) -> Self {
        let mut shelf: HashMap<Key, Slot> = HashMap::new();
        for run in runs {
            shelf.entry(key(plan, run)).or_default().awaited += 1;
        }
        Self { shelf: Mutex::new(shelf) }
    }

    /// The network of a run; each run asks once.
    ///
    /// # Errors
    /// When it could not be drawn.
    pub fn take(&self, plan: &Plan, run: &Run) -> Result<Arc<Network>, Arc<RunError>> {
        let key = key(plan, run);
        let cell = Arc::clone(&self.shelf().entry(key).or_default().network);
        // The shelf is free while a network is drawn; who needs the same one waits here.
        let network = cell.get_or_init(|| plan.draw_network(run).map_err(Arc::new));
        let network = network.clone();
        self.release(key);
        network
    }

    fn release(&self, key: Key) {
        let mut shelf = self.shelf();
        if let Some(slot) = shelf.get_mut(&key) {
            slot.awaited = slot.awaited.saturating_sub(1);
            if slot.awaited == 0 {
                shelf.remove(&key);
            }
        }
    }

    fn shelf(&self) -> MutexGuard<'_, HashMap<Key, Slot>> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(plan: &Plan, run: &Run) -> Key {
    let spec = plan.points[run.point].network;
    (spec, plan.networks[spec].is_random().then(|| plan.chance(run).seed(Lot::Network)))
}
