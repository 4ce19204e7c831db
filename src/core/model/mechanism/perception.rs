//! Perception: each person's input is what the people in view showed in the last tick.
//!
//! ```text
//! I_ic = p_i · Σ_c' M_cc' · min(1, B_c'/K_i) · Σ_j o_ij ε_j (1 − u_j) X_jc' g_c'(w_ij)  +  M^H_c H
//! g_c(w) = 1 + (G_c − 1) w
//! ```
//!
//! The inner sum changes only when somebody in view starts or stops, so it is not gathered every tick: whoever changes
//! pushes the difference to those who see them, once (see `sums`). It is kept in whole quanta, so that no order of pushes
//! can matter.

use crate::model::engine::changes::Changes;
use crate::model::engine::channel::Repertoire;
use crate::model::engine::exposure::{Exposure, Input, attend};
use crate::model::engine::face::{Face, blocks};
use crate::model::engine::quanta::{Quanta, Sums};
use crate::model::engine::threads::Crew;
use crate::model::engine::view::Sight;
use crate::model::mechanism::{Mechanism, Step};
use crate::model::person::{Dealt, Trait};
use crate::model::situation;
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Query, Res, ResMut};

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "perception",
    claim: "people see those they are tied to, as far as attention reaches",
    switched_on_by: "always",
    is_on: |_| true,
    install: |schedule, situation| {
        if situation.clock == situation::Clock::Tick {
            schedule.add_systems((perceive.in_set(Step::Perceive), show.in_set(Step::Show)));
        }
    },
};

/// Pushes what changed in this tick to those who see it.
pub fn show(
    mut changes: ResMut<Changes>,
    mut exposure: ResMut<Exposure>,
    sight: Res<Sight>,
    repertoire: Res<Repertoire>,
    crew: Res<Crew>,
) {
    exposure.settle(*crew);
    for changes in changes.list.chunk_by(|a, b| a.expression == b.expression) {
        let expression = usize::from(changes[0].expression);
        exposure.note(expression, changes);
        exposure.tell(changes, &sight, &repertoire.0[expression], *crew);
    }
    changes.list.clear();
}

/// Turns the sums into each face's input.
pub fn perceive(
    mut faces: Query<(&Face, &mut Input)>,
    exposure: Res<Exposure>,
    sight: Res<Sight>,
    repertoire: Res<Repertoire>,
    dealt: Res<Dealt>,
    crew: Res<Crew>,
) {
    for (face, mut input) in faces.contiguous_iter_mut().expect("faces live in tables") {
        let input = input.bypass_change_detection();
        for (expression, rows) in blocks(face, sight.people()) {
            let triggers = &repertoire.0[expression].triggers;
            crew.share(&mut input[rows], |first, input| {
                input.fill(Input(0.0));
                let in_view = &sight.in_view[first..];
                // Where nobody shows anything, nothing is seen.
                let is_shown = |&&(source, _): &&(usize, f64)| exposure.total[source] > 0;
                for &(source, weight) in triggers.iter().filter(is_shown) {
                    let attention = repertoire.0[source].attention;
                    match &exposure.seen[source] {
                        Sums::Short(seen) => add(input, &seen[first..], weight * exposure.unit(), attention, in_view),
                        Sums::Long(seen) => add(input, &seen[first..], weight * exposure.unit(), attention, in_view),
                    }
                }
                match &dealt.perception {
                    Trait::Shared(perception) => input.iter_mut().for_each(|input| input.0 *= perception),
                    Trait::Own(perception) => {
                        input
                            .iter_mut()
                            .zip(&perception[first..])
                            .for_each(|(input, perception)| input.0 *= perception);
                    }
                }
            });
        }
    }
}

fn add(input: &mut [Input], seen: &[impl Quanta], weight: f64, attention: f64, in_view: &[f32]) {
    for ((input, seen), &in_view) in input.iter_mut().zip(seen).zip(in_view) {
        input.0 += attend(seen.real() * weight, attention, f64::from(in_view));
    }
}
