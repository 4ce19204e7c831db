//! Loneliness: follows belonging, the close ties that are lived. It gates mimicry (see `regulation`), so that fewer
//! mirrored events mean weaker ties and more loneliness: the disconnection loop.
//!
//! ```text
//! B_i = Σ_j w_ij min(1, ρ_ij/ρ₀)      ℓ* = e^{−B/B₀}      ℓ ← ℓ* + (ℓ − ℓ*) e^{−dt/τ_ℓ}
//! ```

use crate::model::engine::threads::Threads;
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::mechanism::attachment::Attachment;
use crate::model::mechanism::{Mechanism, Step};
use crate::model::situation;
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Component, Query, Res, Resource};

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "loneliness",
    claim: "loneliness follows the close ties that are lived, and gates mimicry",
    switched_on_by: "[loneliness]",
    needs_everyone: Some("it follows `attachment`, which changes ties at both of their ends at once"),
    is_on: |s| s.loneliness.is_some(),
    install: |schedule, _| {
        schedule.add_systems(belong.in_set(Step::Bond).after(super::attachment::fade));
    },
};

/// ℓ: loneliness, 0..1.
#[derive(Component, Clone, Copy, Debug, Default)]
pub struct Lonely(pub f64);

/// The law of loneliness.
#[derive(Resource, Clone, Debug)]
pub struct LonelinessLaw {
    law: situation::Loneliness,
    /// Ticks between two steps: belonging changes slowly.
    stride: u64,
}

impl LonelinessLaw {
    /// Steps are a thousandth of τ_ℓ, or a tick.
    pub fn new(law: situation::Loneliness, dt: f64) -> Self {
        let stride = (law.relaxation * 1e-3 / dt).clamp(1.0, 1e9) as u64;
        Self { law, stride }
    }
}

/// Lets loneliness follow belonging.
pub fn belong(
    mut people: Query<&mut Lonely>,
    law: Res<LonelinessLaw>,
    attachment: Res<Attachment>,
    sight: Res<Sight>,
    clock: Res<Clock>,
    threads: Res<Threads>,
) {
    if !(clock.tick + 1).is_multiple_of(law.stride) {
        return;
    }
    let keep = libm::exp(-(law.stride as f64) * clock.dt / law.law.relaxation);
    for mut lonely in people.contiguous_iter_mut().expect("people live in one table") {
        threads.share(lonely.bypass_change_detection(), |first, lonely| {
            for (person, l) in (first..).zip(lonely) {
                let belonging = belonging(person, &law.law, &attachment, &sight, clock.end());
                let settled = libm::exp(-belonging / law.law.belonging);
                l.0 = settled + (l.0 - settled) * keep;
            }
        });
    }
}

fn belonging(person: usize, law: &situation::Loneliness, attachment: &Attachment, sight: &Sight, now: f64) -> f64 {
    let lived = |tie: usize| {
        f64::from(sight.looks.get(tie).closeness) * (attachment.contact_rate(tie, now) / law.contact_rate).min(1.0)
    };
    sight.network.row(person).map(lived).sum()
}
