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

use super::channel::{Channel, Repertoire};
use super::crew::Crew;
use super::face::{Face, blocks};
use super::journal::Notes;
use super::person::{Dealt, Trait};
use super::shown::Shown;
use super::sight::Sight;
use super::source::Shares;
use super::sums::{Quanta, Seen, Short, Sums};
use bevy_ecs::prelude::{Component, Query, Res, ResMut, Resource};
use prefetch_index::prefetch_index;

/// I: perceived input of a face in the present tick.
#[derive(Component, Clone, Copy, Debug, Default)]
pub struct Input(pub f64);

/// Σ_j o ε (1 − u) X g(w) of every person and expression, and what everyone showed, in quanta.
#[derive(Resource, Debug)]
pub struct Exposure {
    /// By expression, by person: the sum over those in view.
    pub seen: Vec<Sums>,
    /// By expression, by person: what others see.
    pub shown: Vec<Vec<Shown>>,
    /// By expression: the quanta that were shown in the last tick.
    pub total: Vec<u64>,
    /// By expression: whose face was visible for a part of the last tick only. It shows something else in the next.
    unsettled: Vec<Vec<u32>>,
    /// A face that was visible for a whole tick shows 2 to this power quanta.
    bits: u32,
}

/// Quanta of a face, and of a weight, unless that is more than is needed: ten million such faces, a thousand times amplified,
/// still fit into a sum.
const BITS: u32 = 20;

/// Where nothing hangs on a sum being met exactly, so many do when that makes sums fit into 32 bits.
const FEWER_BITS: u32 = 18;

/// People ahead of whom memory is asked what they show.
const AHEAD: usize = 16;

impl Exposure {
    /// Nothing seen, nothing shown.
    pub fn new(sight: &Sight, repertoire: &Repertoire) -> Self {
        let (people, expressions) = (sight.people(), repertoire.0.len());
        let most = (0..people).map(|i| sight.network.degree(i)).max().unwrap_or(0) as f64;
        let largest = |bits: u32| {
            let of = |channel: &Channel| most * channel.closeness_gain.max(1.0) * f64::from(1u32 << bits);
            repertoire.0.iter().map(of).fold(0.0, f64::max)
        };
        let is_short = |bits: u32| Short::holds(largest(bits));
        let is_exact = repertoire.0.iter().any(Channel::has_threshold);
        let bits = if !is_short(BITS) && is_short(FEWER_BITS) && !is_exact { FEWER_BITS } else { BITS };
        Self {
            seen: vec![Sums::new(people, largest(bits)); expressions],
            shown: vec![vec![Shown::NOTHING; people]; expressions],
            total: vec![0; expressions],
            unsettled: vec![Vec::new(); expressions],
            bits,
        }
    }

    /// Quanta of a face that was visible for a whole tick.
    #[inline]
    pub const fn full(&self) -> u32 {
        1 << self.bits
    }

    /// Quanta to people.
    #[inline]
    pub fn unit(&self) -> f64 {
        1.0 / f64::from(self.full())
    }

    /// A fraction of a tick in quanta.
    #[inline]
    pub fn quanta(&self, fraction: f64) -> u32 {
        (fraction * f64::from(self.full()) + 0.5) as u32
    }

    /// What one person adds to a viewer's sum. Differences of it telescope exactly.
    #[inline]
    pub fn contribution(&self, weight: f64, shown: Shown) -> Seen {
        let weight = (weight * f64::from(1u32 << BITS) + 0.5) as u64;
        let part = |quanta: u32| (weight * u64::from(quanta)) >> BITS;
        let lasting = part(shown.settled(self.full()).quanta());
        Seen { lasting, passing: part(shown.quanta()).wrapping_sub(lasting) }
    }

    /// The tick is over: a face that was visible for a part of it is visible for all of the next, or for none.
    fn settle(&mut self, crew: Crew) {
        let full = self.full();
        for (expression, people) in self.unsettled.iter_mut().enumerate().filter(|(_, people)| !people.is_empty()) {
            self.seen[expression].settle(crew);
            let all = &mut self.shown[expression];
            for (number, &person) in people.iter().enumerate() {
                people.get(number + AHEAD).into_iter().for_each(|&later| prefetch_index(&*all, later as usize));
                let shown = &mut all[person as usize];
                let settled = shown.settled(full);
                self.total[expression] += u64::from(settled.quanta());
                self.total[expression] -= u64::from(shown.quanta());
                *shown = settled;
            }
            people.clear();
        }
    }

    /// Takes up what everyone shows of an expression that is shown differently.
    fn note(&mut self, expression: usize, changes: &[Change]) {
        let full = self.full();
        for (number, change) in changes.iter().enumerate() {
            if let Some(later) = changes.get(number + AHEAD) {
                prefetch_index(&self.shown[expression], later.person as usize);
            }
            self.shown[expression][change.person as usize] = change.now;
            self.total[expression] += u64::from(change.now.quanta());
            self.total[expression] -= u64::from(change.before.quanta());
            if change.now != change.now.settled(full) {
                self.unsettled[expression].push(change.person);
            }
        }
    }
}

/// A face that is seen differently from the last tick.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    /// Whose.
    pub person: u32,
    /// Which expression.
    pub expression: u8,
    /// What would be seen if the face had not changed.
    pub before: Shown,
    /// What is seen.
    pub now: Shown,
}

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

/// The attention budget: of K people in view, B can be followed.
#[inline]
pub fn attend(sum: f64, attention: f64, in_view: f64) -> f64 {
    // Multiplied first and divided last, so that a share m/k meets a threshold written as m/k exactly.
    if attention < in_view { sum * attention / in_view } else { sum }
}
