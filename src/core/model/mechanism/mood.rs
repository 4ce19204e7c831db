//! Slow mood: returns to its baseline, follows affect, is drawn to the moods in view, and wanders.
//!
//! ```text
//! ṁ = (b − m)/τ_m + (q − m)/τ_c + κ_m Σ_j ŵ_ij o_ij 1[|m_j − m_i| ≤ ε_m](m_j − m_i) − c_sa·1[put-on display while q < 0] + σ_m ξ
//! ```
//!
//! Relaxation and noise are the exact Ornstein–Uhlenbeck step with frozen inputs. Averaging is a series
//! of short explicit steps, so that the mean mood of a symmetric network is conserved exactly.

use crate::chance::{Draws, standard_normal};
use crate::model::engine::exponential::exponential;
use crate::model::engine::face::Face;
use crate::model::engine::halo::Halo;
use crate::model::engine::phase::Phase;
use crate::model::engine::threads::Threads;
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::mechanism::affect::is_put_on;
use crate::model::mechanism::feeling::{Affect, Mood, MoodLaw};
use crate::model::mechanism::{Mechanism, Step};
use crate::model::person::Dealt;
use crate::model::situation::{self, Averaging};
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Local, Query, Res, ResMut, Resource};
use prefetch_index::prefetch_index;

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "mood",
    claim: "mood returns to its baseline, follows affect, and is drawn to the moods in view",
    switched_on_by: "[mood]",
    needs_everyone: None,
    is_on: |s| s.mood.is_some(),
    install: |schedule, _| {
        let drift = (remember_moods, average, pay_for_display, drift);
        schedule.add_systems(drift.chain().in_set(Step::Feel).after(super::affect::feel));
    },
};

/// The noise of mood.
#[derive(Resource, Clone, Copy, Debug)]
pub struct MoodLuck(pub Draws);

/// Everyone's mood at the start of the tick, and what pulls on it besides relaxation \[SD/s\].
#[derive(Resource, Clone, Debug, Default)]
pub struct Company {
    /// m of the last tick.
    pub moods: Vec<f64>,
    /// Averaging and costs.
    pub drift: Vec<f64>,
}

/// Copies everyone's mood: all read the last tick.
pub fn remember_moods(people: Query<&Mood>, mut company: ResMut<Company>) {
    company.drift.fill(0.0);
    let moods = people.contiguous_iter().expect("people live in one table").flatten();
    company.moods.iter_mut().zip(moods).for_each(|(slot, mood)| *slot = mood.0);
}

/// The pull of the moods in view, in steps so short that nobody overshoots: at most a tenth of the way each.
pub fn average(
    mut company: ResMut<Company>,
    law: Res<MoodLaw>,
    sight: Res<Sight>,
    clock: Res<Clock>,
    threads: Res<Threads>,
    mut room: Local<[Vec<f64>; 2]>,
    mut halo: Option<ResMut<Halo>>,
) {
    if law.0.averaging == 0.0 {
        return;
    }
    let most = halo.as_ref().map_or_else(|| largest(&sight.in_view), |halo| halo.most_in_view);
    let steps = (10.0 * law.0.averaging * f64::from(most) * clock.dt).ceil().max(1.0);
    let share = law.0.averaging * clock.dt / steps;
    let [moods, next] = &mut *room;
    moods.clone_from(&company.moods);
    for _ in 0..steps as u64 {
        next.resize(sight.people(), 0.0);
        if let Some(halo) = &mut halo {
            halo.spread_numbers(moods);
        }
        let bounds = sight.network.offsets();
        threads.share_ties(bounds, &mut next[..], |first, next| step(&law.0, moods, &sight, share, first, next));
        std::mem::swap(moods, next);
    }
    let Company { moods: before, drift } = &mut *company;
    for ((drift, before), after) in drift.iter_mut().zip(before.iter()).zip(moods) {
        *drift += (*after - before) / clock.dt;
    }
}

/// Several at a time: the order does not matter to a maximum.
fn largest(values: &[f32]) -> f32 {
    let more = |a: f32, b: f32| if b > a { b } else { a };
    let mut lanes = [0.0; 8];
    let (whole, rest) = values.as_chunks();
    whole.iter().for_each(|chunk: &[f32; 8]| lanes.iter_mut().zip(chunk).for_each(|(lane, &v)| *lane = more(*lane, v)));
    lanes.into_iter().chain(rest.iter().copied()).fold(0.0, more)
}

/// Ties ahead whose moods memory is asked for.
const AHEAD: usize = 48;

/// The moods of people, from a first one on, after a short step.
fn step(law: &situation::Mood, moods: &[f64], sight: &Sight, share: f64, first: usize, next: &mut [f64]) {
    let people = (first..).zip(next);
    let felt = |tie: usize| {
        let look = sight.look_through(tie);
        f64::from(look.visibility) * f64::from(look.signal) * f64::from(look.closeness)
    };
    match (law.averaging_kind, sight.looks.visibility()) {
        (Averaging::Sum, Some(o)) => {
            let o = f64::from(o);
            people.for_each(|(i, next)| *next = moods[i] + share * pull(law, moods, sight, i, |_| o));
        }
        (Averaging::Sum, None) => {
            let looks = sight.looks.each();
            let o = |tie: usize| f64::from(looks[tie].visibility);
            people.for_each(|(i, next)| *next = moods[i] + share * pull(law, moods, sight, i, o));
        }
        (Averaging::Absorption, _) => {
            people.for_each(|(i, next)| *next = moods[i] + share * pull(law, moods, sight, i, felt));
        }
        (Averaging::Amplification { share: most, bias }, _) => {
            let pull = |person: usize| amplified(law, moods, sight, person, felt, (most, bias));
            people.for_each(|(i, next)| *next = moods[i] + share * pull(i));
        }
    }
}

/// Σ ŵ o (m_j − m_i) over those who are near enough.
#[inline]
fn pull(law: &situation::Mood, moods: &[f64], sight: &Sight, person: usize, weight: impl Fn(usize) -> f64) -> f64 {
    let own = moods[person];
    let row = sight.network.row(person);
    let later = &sight.network.targets()[row.start..];
    let others = row.zip(sight.network.seen_by(person)).enumerate();
    others.fold(0.0, |sum, (place, (tie, &other))| {
        if let Some(&later) = later.get(place + AHEAD) {
            prefetch_index(moods, later as usize);
        }
        let difference = moods[other as usize] - own;
        // Too far away is as good as out of sight.
        sum + if difference.abs() > law.confidence { 0.0 } else { weight(tie) * difference }
    })
}

fn amplified(
    law: &situation::Mood,
    moods: &[f64],
    sight: &Sight,
    person: usize,
    weight: impl Fn(usize) -> f64,
    (share, bias): (f64, f64),
) -> f64 {
    let own = moods[person];
    let (mut weights, mut levels) = (0.0, 0.0);
    for (tie, &other) in sight.network.row(person).zip(sight.network.seen_by(person)) {
        let (other, weight) = (moods[other as usize], weight(tie));
        if weight > 0.0 && (other - own).abs() <= law.confidence {
            weights += weight;
            levels += weight * level(other);
        }
    }
    if weights > 0.0 { weights * amplify(level(own), levels / weights, share, bias) } else { 0.0 }
}

/// ASCRIBE's amplification on levels 0..1, brought back to the scale of mood by the slope of the logistic.
fn amplify(own: f64, group: f64, share: f64, bias: f64) -> f64 {
    let up = 1.0 - (1.0 - group) * (1.0 - own);
    let down = group * own;
    let goal = share * (bias * up + (1.0 - bias) * down) + (1.0 - share) * group;
    (goal - own) / (own * (1.0 - own)).max(1e-9)
}

/// Mood as a level between 0 and 1.
fn level(mood: f64) -> f64 {
    1.0 / (1.0 + exponential(-mood))
}

/// The cost of a put-on display while feeling low.
pub fn pay_for_display(
    faces: Query<(&Phase, &Face)>,
    people: Query<&Affect>,
    mut company: ResMut<Company>,
    law: Res<MoodLaw>,
) {
    if law.0.display_cost == 0.0 {
        return;
    }
    let affects: Vec<f64> =
        people.contiguous_iter().expect("people live in one table").flatten().map(|q| q.0).collect();
    let mut pays = vec![false; affects.len()];
    for (phase, face) in faces.contiguous_iter().expect("faces live in tables") {
        let faces = phase.iter().zip(face).enumerate();
        faces.for_each(|(row, (phase, face))| pays[row % affects.len()] |= is_put_on(*phase, face));
    }
    for ((drift, pays), affect) in company.drift.iter_mut().zip(pays).zip(affects) {
        if pays && affect < 0.0 {
            *drift -= law.0.display_cost;
        }
    }
}

/// Moves everyone's mood through the tick.
pub fn drift(
    mut people: Query<(&mut Mood, &Affect)>,
    company: Res<Company>,
    law: Res<MoodLaw>,
    luck: Res<MoodLuck>,
    dealt: Res<Dealt>,
    clock: Res<Clock>,
    threads: Res<Threads>,
) {
    let (home, follow) = (1.0 / law.0.relaxation, 1.0 / law.0.coupling);
    let k = home + follow;
    let keep = libm::exp(-k * clock.dt);
    let noise = noise(law.0.noise, k, clock.dt);
    for (mut mood, affect) in people.contiguous_iter_mut().expect("people live in one table") {
        let mood = mood.bypass_change_detection();
        threads.share((mood, affect), |first, (mood, affect)| {
            for (person, (m, q)) in (first..).zip(mood.iter_mut().zip(affect)) {
                let rest = if k > 0.0 { (dealt.mood_baseline.of(person) * home + q.0 * follow) / k } else { m.0 };
                m.0 = rest + (m.0 - rest) * keep + company.drift[person] * clock.dt;
                if noise > 0.0 {
                    m.0 += noise * standard_normal(&mut luck.0.draws(person as u64, clock.tick));
                }
            }
        });
    }
}

/// Standard deviation of one exact step of noise σ against a pull of rate k.
pub fn noise(sigma: f64, k: f64, dt: f64) -> f64 {
    if k > 0.0 { sigma * (-libm::expm1(-2.0 * k * dt) / (2.0 * k)).sqrt() } else { sigma * dt.sqrt() }
}
