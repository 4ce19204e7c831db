//! Muting: somebody does not see a face from a certain moment on. Not a mechanism of the model but a question put to it:
//! would this have happened without them? Everything else stays as it was, the dice included.
//!
//! The person stays in view (attention is divided as before), and others see the face as before; only what this viewer
//! is shown by it is taken out of what the viewer perceives. Nothing of this is installed unless it is asked for.

use crate::model::engine::channel::Repertoire;
use crate::model::engine::exposure::Exposure;
use crate::model::engine::quanta::Seen;
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use bevy_ecs::prelude::{Res, ResMut, Resource};

/// One face that one person does not see.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mute {
    /// Who does not see it.
    pub viewer: u32,
    /// Whose face it is.
    pub seen: u32,
    /// From when on \[s\].
    pub from: f64,
}

/// The faces that are hidden, and what of each is taken out at present.
#[derive(Resource, Debug)]
pub struct Mutes(Vec<Hidden>);

#[derive(Debug)]
struct Hidden {
    mute: Mute,
    slot: usize,
    /// By expression, of [`Exposure::seen`].
    taken: Vec<Seen>,
}

impl Mutes {
    /// Mutes between people who are tied; others see nothing of each other anyway.
    pub fn new(mutes: &[Mute], sight: &Sight, expressions: usize) -> Self {
        let hidden = |mute: &Mute| {
            let place = sight.network.seen_by(mute.viewer as usize).binary_search(&mute.seen).ok()?;
            let slot = sight.slot_of()[sight.network.row(mute.viewer as usize).start + place] as usize;
            Some(Hidden { mute: *mute, slot, taken: vec![Seen::default(); expressions] })
        };
        Self(mutes.iter().filter_map(hidden).collect())
    }

    /// Whether a change of somebody's face is hidden from a viewer at a moment; it is kept in mind then.
    pub fn takes_out(&mut self, viewer: u32, seen: u32, expression: usize, difference: Seen, now: f64) -> bool {
        let is_it = |h: &&mut Hidden| h.mute.viewer == viewer && h.mute.seen == seen && h.mute.from <= now;
        let Some(hidden) = self.0.iter_mut().find(is_it) else { return false };
        let taken = &mut hidden.taken[expression];
        *taken = taken.minus(Seen::default().minus(difference));
        true
    }

    /// When faces are hidden, between two moments.
    pub fn moments(&self, from: f64, to: f64) -> impl Iterator<Item = f64> + '_ {
        self.0.iter().map(|hidden| hidden.mute.from).filter(move |&at| at > from && at < to)
    }

    /// Takes out of what viewers perceive what some mutes hide at present: (viewer, expression, the difference).
    pub fn renew(
        &mut self,
        which: impl Fn(&Mute) -> bool,
        exposure: &Exposure,
        sight: &Sight,
        repertoire: &Repertoire,
    ) -> Vec<(usize, usize, Seen)> {
        let mut found = Vec::new();
        for hidden in self.0.iter_mut().filter(|hidden| which(&hidden.mute)) {
            let seen = hidden.mute.seen as usize;
            for (expression, (channel, taken)) in repertoire.0.iter().zip(&mut hidden.taken).enumerate() {
                let weight = sight.weight(hidden.slot, seen, sight.signal_in(expression), channel.closeness_gain);
                let now = exposure.contribution(weight, exposure.shown[expression][seen]);
                found.push((hidden.mute.viewer as usize, expression, taken.minus(now)));
                *taken = now;
            }
        }
        found
    }

    /// Whether a viewer does not see somebody at a moment.
    pub fn hides(&self, viewer: u32, seen: u32, now: f64) -> bool {
        self.0.iter().any(|h| h.mute.viewer == viewer && h.mute.seen == seen && h.mute.from <= now)
    }
}

/// What was taken out for one tick only is past with it.
pub fn settle(mut mutes: ResMut<Mutes>) {
    mutes.0.iter_mut().flat_map(|hidden| &mut hidden.taken).for_each(|taken| taken.passing = 0);
}

/// Takes out of what viewers perceive what they are not to see. Runs whenever sums may have changed; what was taken out
/// before is known, so that it can be put back exactly.
pub fn hide(
    mut mutes: ResMut<Mutes>,
    mut exposure: ResMut<Exposure>,
    sight: Res<Sight>,
    repertoire: Res<Repertoire>,
    clock: Res<Clock>,
) {
    for hidden in &mut mutes.0 {
        let (viewer, seen) = (hidden.mute.viewer as usize, hidden.mute.seen as usize);
        let muted = if clock.is_exact { hidden.mute.from <= clock.start() } else { hidden.mute.from < clock.end() };
        for (expression, (channel, taken)) in repertoire.0.iter().zip(&mut hidden.taken).enumerate() {
            let weight = sight.weight(hidden.slot, seen, sight.signal_in(expression), channel.closeness_gain);
            let shown = exposure.shown[expression][seen];
            let now = if muted { exposure.contribution(weight, shown) } else { Seen::default() };
            exposure.seen[expression].add(viewer, taken.minus(now));
            *taken = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Distribution;
    use crate::model::situation::{Expression, ImitationRate, Pick, Situation, Who};
    use crate::model::{Detail, ExpressionEvent, Simulation};
    use crate::network::Network;
    use std::sync::Arc;

    /// Person 0 yawns from the start; 1 and 2 see 0 and nobody else.
    fn events(mutes: &[Mute]) -> Vec<ExpressionEvent> {
        let yawn = Expression {
            imitation_rate: ImitationRate::Rate(0.5),
            duration: Distribution::fixed(1e4),
            initial: Some(Who::Count(1, Pick::First)),
            ..Expression::bare("yawn")
        };
        let network = Arc::new(Network::from_pairs(3, &[(0, 1), (0, 2)]).0);
        let situation = Situation::plain(vec![yawn], 600.0, 0.5);
        let mut run = Simulation::new(&situation, network, 1, Detail { events: true, ..Detail::NONE }).expect("a run");
        run.mute(mutes).expect("an order");
        run.run().events
    }

    #[test]
    fn who_does_not_see_a_face_does_not_catch_it_and_nobody_else_notices() {
        let all = events(&[]);
        assert_eq!(all.len(), 3);
        let muted = events(&[Mute { viewer: 1, seen: 0, from: 0.0 }]);
        let others: Vec<_> = all.iter().filter(|event| event.agent != 1).copied().collect();
        // What is still going on has no duration yet, and NaN equals nothing.
        assert_eq!(format!("{muted:?}"), format!("{others:?}"));
    }

    #[test]
    fn muting_from_a_later_moment_leaves_what_came_before() {
        let all = events(&[]);
        let after = Mute { viewer: 1, seen: 0, from: 500.0 };
        assert_eq!(format!("{:?}", events(&[after])), format!("{all:?}"));
    }
}
