//! A place with a medium: a loud room, a feed. Everything shown there lingers and everyone perceives it.
//!
//! ```text
//! H_c ← H_c e^{−dt/τ_H} + Σ_i X_ic dt
//! ```

use crate::model::engine::channel::Repertoire;
use crate::model::engine::exposure::{Exposure, Input};
use crate::model::engine::face::{Face, blocks};
use crate::model::engine::threads::Threads;
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::mechanism::{Mechanism, Step};
use crate::model::situation;
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Query, Res, ResMut, Resource};

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "place",
    claim: "what is shown lingers in a room or a feed and reaches everyone",
    switched_on_by: "[place]",
    needs_everyone: None,
    is_on: |s| s.place.is_some(),
    install: |schedule, situation| match situation.clock {
        situation::Clock::Tick => {
            schedule.add_systems((linger, overhear).chain().in_set(Step::Perceive).after(super::perception::perceive));
        }
        // What it adds is taken up where a step unfolds.
        situation::Clock::Exact => {
            schedule.add_systems(linger.in_set(Step::Perceive));
        }
    },
};

/// H: the medium, by expression.
#[derive(Resource, Clone, Debug)]
pub struct Medium {
    /// Σ X dt, fading \[person-seconds\].
    pub level: Vec<f64>,
    /// M^H by expression.
    perceived: Vec<f64>,
    fading: f64,
}

impl Medium {
    /// A silent place.
    pub fn new(place: &situation::Place, repertoire: &Repertoire) -> Self {
        let weight = |name: &str| place.perceived.iter().find(|(n, _)| n == name).map_or(0.0, |(_, w)| *w);
        let perceived = repertoire.0.iter().map(|c| weight(&c.name)).collect();
        Self { level: vec![0.0; repertoire.0.len()], perceived, fading: place.fading }
    }
}

impl Medium {
    /// What everyone perceives of an expression through it.
    pub fn heard(&self, expression: usize) -> f64 {
        self.perceived[expression] * self.level[expression]
    }
}

/// Lets the medium fade and take up what was shown in the last tick.
pub fn linger(mut medium: ResMut<Medium>, exposure: Res<Exposure>, clock: Res<Clock>) {
    let keep = libm::exp(-clock.dt / medium.fading);
    for (level, &total) in medium.level.iter_mut().zip(&exposure.total) {
        *level = *level * keep + total as f64 * exposure.unit() * clock.dt;
    }
}

/// Adds the medium to what everyone perceives.
pub fn overhear(mut faces: Query<(&Face, &mut Input)>, medium: Res<Medium>, sight: Res<Sight>, threads: Res<Threads>) {
    for (face, mut input) in faces.contiguous_iter_mut().expect("faces live in tables") {
        let input = input.bypass_change_detection();
        for (expression, rows) in blocks(face, sight.people()) {
            let heard = medium.heard(expression);
            if heard != 0.0 {
                threads.share(&mut input[rows], |_, input| input.iter_mut().for_each(|i| i.0 += heard));
            }
        }
    }
}
