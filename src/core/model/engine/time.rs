//! Time. Ticks are counted, so that a long run does not drift.

use bevy_ecs::prelude::Resource;

/// The present tick: from `start` to `start + dt`.
#[derive(Resource, Clone, Copy, Debug)]
pub struct Clock {
    /// Number of the present tick.
    pub tick: u64,
    /// Length of a tick \[s\].
    pub dt: f64,
    /// Whether what happens within it is worked out event by event.
    pub is_exact: bool,
}

impl Clock {
    /// Before the first tick.
    pub const fn new(dt: f64, is_exact: bool) -> Self {
        Self { tick: 0, dt, is_exact }
    }

    /// When the present tick begins \[s\].
    pub fn start(self) -> f64 {
        self.tick as f64 * self.dt
    }

    /// When the present tick ends \[s\].
    pub fn end(self) -> f64 {
        (self.tick + 1) as f64 * self.dt
    }
}
