//! Whose face is seen differently from the last tick, and what happened to them.

use crate::model::engine::exposure::Change;
use crate::model::engine::onsets::Notes;
use crate::model::engine::source::Shares;
use bevy_ecs::prelude::Resource;

/// Everyone whose face is seen differently, in the order of expressions and people.
#[derive(Resource, Debug, Default)]
pub struct Changes {
    /// The changes of this tick.
    pub list: Vec<Change>,
    /// Room for what happens to the faces that one thread looks at: kept between ticks.
    pub spare: Vec<Found>,
}

/// What happened to some faces of one expression.
#[derive(Debug, Default)]
pub struct Found {
    /// For the journal.
    pub notes: Notes,
    /// For those who see them.
    pub changes: Vec<Change>,
    /// Room for the people whose clock runs out.
    pub due: Vec<u32>,
    /// Room for what their contacts contributed.
    pub shares: Shares,
}
