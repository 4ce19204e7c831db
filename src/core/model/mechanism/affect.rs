//! Fast affect: what one feels right now. It is pulled from mood by one's own face, by what is seen, and by events.
//!
//! ```text
//! q* = m + Σ_c f_c a_c X_c + Σ_c ē_c min(1, A_c) + ev       ē_c = e_c (1 − r) where e_c < 0, events likewise
//! q  ← q* + (q − q*) e^{−dt/τ}       τ = τ_on while moving away from mood, τ_off while returning
//! ```
//!
//! The face sets a target, it does not inject: however often one smiles, one's own face cannot add more than f.
//! Facial feedback is small (a meta-analysis finds d ≈ 0.2); no more is modelled.

use crate::model::engine::channel::{Channel, Repertoire};
use crate::model::engine::exact::stimulus::Taken;
use crate::model::engine::exposure::{Exposure, Input};
use crate::model::engine::face::{Face, blocks};
use crate::model::engine::phase::{Cause, Phase};
use crate::model::engine::threads::Threads;
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::mechanism::events::Agenda;
use crate::model::mechanism::feeling::{Affect, Mood, MoodLaw};
use crate::model::mechanism::mirroring::MirrorActivation;
use crate::model::mechanism::{Mechanism, Step};
use crate::model::person::Dealt;
use crate::model::situation::Happening;
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Query, Res, ResMut, Resource};
use bevy_ecs::system::SystemParam;

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "affect",
    claim: "one's own face, what is seen, and events pull on what one feels now",
    switched_on_by: "[mood]",
    needs_everyone: None,
    is_on: |s| s.mood.is_some(),
    install: |schedule, _| {
        schedule.add_systems((impress, feel).chain().in_set(Step::Feel));
    },
};

/// q* − m of the present tick, by person \[SD\].
#[derive(Resource, Clone, Debug, Default)]
pub struct Impressions(pub Vec<f64>);

/// What moves affect besides one's own face.
#[derive(SystemParam)]
pub struct Circumstances<'w> {
    repertoire: Res<'w, Repertoire>,
    exposure: Res<'w, Exposure>,
    agenda: Res<'w, Agenda>,
    dealt: Res<'w, Dealt>,
    sight: Res<'w, Sight>,
    clock: Res<'w, Clock>,
    threads: Res<'w, Threads>,
}

/// Adds up own faces, what is seen, and events.
pub fn impress(
    faces: Query<(&Face, &Input, Option<&MirrorActivation>, Option<&Taken>)>,
    mut impressions: ResMut<Impressions>,
    around: Circumstances,
) {
    let Circumstances { repertoire, exposure, agenda, dealt, sight, clock, threads } = around;
    let mut shows = Vec::new();
    for (face, input, mirror, taken) in faces.contiguous_iter().expect("faces live in tables") {
        for (expression, rows) in blocks(face, sight.people()) {
            let (face, input) = (&face[rows.clone()], &input[rows.clone()]);
            let (mirror, taken) = (mirror.map(|all| &all[rows.clone()]), taken.map(|all| &all[rows]));
            shows.push(Show { expression, channel: &repertoire.0[expression], face, input, mirror, taken });
        }
    }
    // Tables come in no order, and a sum of several depends on it.
    shows.sort_by_key(|show| show.expression);
    threads.share(&mut impressions.0[..], |first, impressions| {
        for (chunk, impressions) in impressions.chunks_mut(WIDTH).enumerate() {
            impressions.fill(0.0);
            shows.iter().for_each(|show| show.impress(first + chunk * WIDTH, impressions, &exposure, &dealt));
        }
    });
    for event in &agenda.in_force {
        let Happening::Mood { shift, .. } = event.what else { continue };
        let size = shift * event.overlap(clock.start(), clock.end());
        event
            .people
            .iter()
            .for_each(|&i| impressions.0[i as usize] += unless_reappraised(size, dealt.reappraisal.of(i as usize)));
    }
}

/// People at a time.
const WIDTH: usize = 512;

/// What impresses people about one expression: their own faces and what they see.
struct Show<'a> {
    expression: usize,
    channel: &'a Channel,
    face: &'a [Face],
    input: &'a [Input],
    mirror: Option<&'a [MirrorActivation]>,
    taken: Option<&'a [Taken]>,
}

impl Show<'_> {
    /// Adds to the impressions of some people, from a first one on.
    fn impress(&self, first: usize, impressions: &mut [f64], exposure: &Exposure, dealt: &Dealt) {
        let shown = &exposure.shown[self.expression];
        let own = |person: usize| match self.taken {
            Some(taken) => taken[person].visible,
            None => f64::from(shown[person].quanta()) * exposure.unit(),
        };
        let on_purpose = |person: usize| self.face[person].cause == Cause::Deliberate;
        let own = |person: usize| match self.channel.deliberate_feedback {
            1.0 => self.channel.feedback * own(person),
            share => self.channel.feedback * if on_purpose(person) { share } else { 1.0 } * own(person),
        };
        let effect = |person: usize| unless_reappraised(self.channel.witness_effect, dealt.reappraisal.of(person));
        let activation = |person: usize| self.mirror.map_or(self.input[person].0, |m| m[person].0).min(1.0);
        for (person, impression) in (first..).zip(impressions) {
            *impression += own(person) + effect(person) * activation(person);
        }
    }
}

/// Reappraisal takes its share of what is negative.
fn unless_reappraised(effect: f64, reappraisal: f64) -> f64 {
    if effect < 0.0 { effect * (1.0 - reappraisal) } else { effect }
}

/// Lets affect follow its target.
pub fn feel(
    mut people: Query<(&mut Affect, &Mood)>,
    impressions: Res<Impressions>,
    law: Res<MoodLaw>,
    clock: Res<Clock>,
    threads: Res<Threads>,
) {
    let (rise, fall) = (libm::exp(-clock.dt / law.0.onset), libm::exp(-clock.dt / law.0.decay));
    for (mut affect, mood) in people.contiguous_iter_mut().expect("people live in one table") {
        let affect = affect.bypass_change_detection();
        threads.share(((affect, mood), &impressions.0[..]), |_, ((affect, mood), impressions)| {
            for ((q, m), &impression) in affect.iter_mut().zip(mood).zip(impressions) {
                let target = m.0 + impression;
                let keep = if impression.abs() > (q.0 - m.0).abs() { rise } else { fall };
                q.0 = target + (q.0 - target) * keep;
            }
        });
    }
}

/// Whether a face is a put-on one that is visible now.
pub fn is_put_on(phase: Phase, face: &Face) -> bool {
    phase == Phase::Expressing && face.cause == Cause::Deliberate
}
