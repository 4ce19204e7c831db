//! Which runs keep more than their outcomes.

use super::Run;
use crate::model::Detail;

/// Of which runs to keep details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "mpi", derive(serde::Serialize, serde::Deserialize))]
pub enum Keep {
    /// Every run.
    All,
    /// No run.
    None,
    /// The first replicate.
    First,
    /// The very first run.
    One,
    /// The first replicate of every point, where `First` is only that of the first point.
    Each,
}

/// Which details are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "mpi", derive(serde::Serialize, serde::Deserialize))]
pub struct Selection {
    /// Of which runs every expression; the first replicate of every point.
    pub events: Keep,
    /// Of which runs every person and tie; `First` is the first replicate of the first point.
    pub agents: Keep,
}

impl Selection {
    /// The details of a run.
    pub fn of(self, run: &Run) -> Detail {
        let each = run.replicate == 0;
        let wanted = |keep, first| match keep {
            Keep::All => true,
            Keep::None => false,
            Keep::First => first,
            Keep::One => run.id == 0,
            Keep::Each => each,
        };
        let agents = wanted(self.agents, run.id == 0);
        Detail { events: wanted(self.events, each), agents, ties: agents }
    }
}
