//! Perception: each person's input is what the people in view showed in the last tick.
//!
//! ```text
//! I_ic = p_i · max(0, Σ_c' M_cc' · min(1, B_c'/K_i) · Σ_j o_ij ε_j ε_jc' (1 − u_j) X_jc' g_c'(w_ij))  +  M^H_c H
//! g_c(w) = 1 + (G_c − 1) w
//! ```
//!
//! ε_jc is 1 unless people show more of one thing than of another: positive and negative expressivity are two facets, and each
//! predicts its own kind of face (Gross & John 1997).
//!
//! M below zero inhibits: a frown in view takes away from what smiles in view add. It never takes away more, so that no hazard
//! is negative and what comes by itself comes as often as ever. Happy faces lower the activity of the frowning muscle, angry
//! ones hardly change that of the smiling one (Rymarczyk et al. 2011); by how much each, M is assumed.
//!
//! The inner sum changes only when somebody in view starts or stops, so it is not gathered every tick: whoever changes
//! pushes the difference to those who see them, once (see `sums`). It is kept in whole quanta, so that no order of pushes
//! can matter.

use crate::model::engine::changes::Changes;
use crate::model::engine::channel::Repertoire;
use crate::model::engine::exposure::{Exposure, Input, attend};
use crate::model::engine::face::{Face, blocks};
use crate::model::engine::quanta::{Quanta, Sums};
use crate::model::engine::threads::Threads;
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
    needs_everyone: None,
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
    threads: Res<Threads>,
) {
    exposure.settle(*threads);
    for changes in changes.list.chunk_by(|a, b| a.expression == b.expression) {
        let expression = usize::from(changes[0].expression);
        exposure.note(expression, changes);
        exposure.tell(changes, &sight, &repertoire.0[expression], *threads);
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
    threads: Res<Threads>,
) {
    for (face, mut input) in faces.contiguous_iter_mut().expect("faces live in tables") {
        let input = input.bypass_change_detection();
        for (expression, rows) in blocks(face, sight.people()) {
            let triggers = &repertoire.0[expression].triggers;
            threads.share(&mut input[rows], |first, input| {
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
                // What inhibits takes away what is there, and no more.
                if triggers.iter().any(|&(_, weight)| weight < 0.0) {
                    input.iter_mut().for_each(|input| input.0 = input.0.max(0.0));
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

#[cfg(test)]
mod tests {
    use crate::chance::Distribution;
    use crate::model::situation::{Clock, Expression, Group, ImitationRate, Situation, Traits, Who};
    use crate::model::{Cause, Detail, Simulation};
    use crate::network::{Direction, Network, Tie};
    use std::sync::Arc;

    const WATCHERS: usize = 4000;

    /// Share of those who see one smile and `frowns` frowns, for ever, and have smiled by imitation or of their own accord within
    /// ten seconds.
    fn smiling(weight: f64, frowns: usize, spontaneous_rate: f64, clock: Clock) -> f64 {
        let for_ever = Distribution::fixed(f64::INFINITY);
        let shown = |name: &str, who: &[&str]| Expression {
            duration: for_ever.clone(),
            initial: Some(Who::Ids(who.iter().map(|&id| id.to_owned()).collect())),
            ..Expression::bare(name)
        };
        let smile = Expression {
            imitation_rate: ImitationRate::Rate(0.1),
            spontaneous_rate,
            triggered_by: vec![("frown".into(), weight)],
            ..shown("smile", &["0"])
        };
        let frown = shown("frown", &["1", "2"][..frowns]);
        let situation = Situation { clock, ..Situation::plain(vec![smile, frown], 10.0, 0.01) };
        let ties = (3..WATCHERS as u32 + 3).flat_map(|i| (0..3).map(move |shows| Tie::new(i, shows)));
        let (network, _) = Network::from_ties(WATCHERS + 3, &ties.collect::<Vec<_>>(), Direction::Directed);
        let detail = Detail { events: true, ..Detail::NONE };
        let run = Simulation::new(&situation, Arc::new(network), 1, detail).expect("a run").run();
        let caught = run.events.iter().filter(|e| e.expression == 0 && e.agent >= 3 && e.cause != Cause::Event);
        caught.count() as f64 / WATCHERS as f64
    }

    #[test]
    fn a_frown_in_view_takes_away_from_what_a_smile_adds_and_no_more() {
        for clock in [Clock::Tick, Clock::Exact] {
            // A hazard of 0.1 /s, of which each frown takes away 0.04, twice 0.06 all of it.
            for (weight, frowns, hazard) in [(-0.4, 0, 0.1), (-0.4, 1, 0.06), (-0.4, 2, 0.02), (-0.6, 2, 0.0)] {
                let (found, expected) = (smiling(weight, frowns, 0.0, clock), 1.0 - f64::exp(-hazard * 10.0));
                assert!((found - expected).abs() < 0.025, "{clock:?}, {weight} × {frowns}: {found}, not {expected}");
            }
        }
    }

    #[test]
    fn what_comes_by_itself_is_not_inhibited() {
        for clock in [Clock::Tick, Clock::Exact] {
            let found = smiling(-5.0, 2, 0.1, clock);
            assert!((found - (1.0 - f64::exp(-1.0))).abs() < 0.025, "{clock:?}: {found}");
        }
    }

    /// Share of those who see one smile for ever and have smiled within ten seconds.
    fn caught(smile: Expression, authority: Option<f64>, clock: Clock) -> f64 {
        let smile = Expression {
            imitation_rate: ImitationRate::Rate(0.05),
            duration: Distribution::fixed(f64::INFINITY),
            initial: Some(Who::Ids(vec!["0".into()])),
            ..smile
        };
        let teacher = Group {
            name: "teacher".into(),
            who: Who::Ids(vec!["0".into()]),
            traits: Traits::default(),
            deliberate: Vec::new(),
            loneliness: None,
            authority,
        };
        let situation = Situation { clock, groups: vec![teacher], ..Situation::plain(vec![smile], 10.0, 0.01) };
        let ties: Vec<Tie> = (1..=WATCHERS as u32).map(|i| Tie::new(i, 0)).collect();
        let (network, _) = Network::from_ties(WATCHERS + 1, &ties, Direction::Directed);
        let detail = Detail { events: true, ..Detail::NONE };
        let run = Simulation::new(&situation, Arc::new(network), 1, detail).expect("a run").run();
        (run.events.len() - 1) as f64 / WATCHERS as f64
    }

    #[test]
    fn a_face_with_authority_counts_as_so_many() {
        for clock in [Clock::Tick, Clock::Exact] {
            for (authority, counts) in [(None, 1.0), (Some(1.0), 1.0), (Some(3.0), 3.0), (Some(0.0), 0.0)] {
                let found = caught(Expression::bare("smile"), authority, clock);
                let expected = 1.0 - f64::exp(-0.5 * counts);
                assert!((found - expected).abs() < 0.025, "{clock:?}, {authority:?}: {found}, not {expected}");
            }
        }
    }

    #[test]
    fn who_shows_one_thing_plainly_need_not_show_another() {
        for clock in [Clock::Tick, Clock::Exact] {
            for (share, seen) in [(1.0, 1.0), (0.4, 0.4), (0.0, 0.0)] {
                let smile = Expression { expressiveness: Distribution::fixed(share), ..Expression::bare("smile") };
                for authority in [1.0, 3.0] {
                    let found = caught(smile.clone(), Some(authority), clock);
                    let expected = 1.0 - f64::exp(-0.5 * seen * authority);
                    assert!((found - expected).abs() < 0.025, "{clock:?}, {share}: {found}, not {expected}");
                }
            }
            let frown = |share: f64| Expression {
                expressiveness: Distribution::fixed(share),
                duration: Distribution::fixed(f64::INFINITY),
                initial: Some(Who::Ids(vec!["0".into()])),
                ..Expression::bare("frown")
            };
            for (share, hazard) in [(1.0, 0.6), (0.5, 0.8), (0.0, 1.0)] {
                let found = smiling_beside(frown(share), clock);
                let expected = 1.0 - f64::exp(-hazard);
                assert!((found - expected).abs() < 0.025, "{clock:?}, {share}: {found}, not {expected}");
            }
        }
    }

    /// Share of those who see one person smile and frown for ever, a frown taking away 0.4 of a smile, who smile within ten seconds.
    fn smiling_beside(frown: Expression, clock: Clock) -> f64 {
        let smile = Expression {
            imitation_rate: ImitationRate::Rate(0.1),
            triggered_by: vec![("frown".into(), -0.4)],
            duration: Distribution::fixed(f64::INFINITY),
            initial: Some(Who::Ids(vec!["0".into()])),
            ..Expression::bare("smile")
        };
        let situation = Situation { clock, ..Situation::plain(vec![smile, frown], 10.0, 0.01) };
        let ties: Vec<Tie> = (1..=WATCHERS as u32).map(|i| Tie::new(i, 0)).collect();
        let (network, _) = Network::from_ties(WATCHERS + 1, &ties, Direction::Directed);
        let detail = Detail { events: true, ..Detail::NONE };
        let run = Simulation::new(&situation, Arc::new(network), 1, detail).expect("a run").run();
        let caught = run.events.iter().filter(|e| e.expression == 0 && e.agent > 0);
        caught.count() as f64 / WATCHERS as f64
    }

    #[test]
    fn who_is_susceptible_to_one_thing_need_not_be_to_another() {
        for clock in [Clock::Tick, Clock::Exact] {
            let half = Distribution::Values { values: vec![0.0, 2.0] };
            let smile = Expression { susceptibility: half, ..Expression::bare("smile") };
            let (found, expected) = (caught(smile, None, clock), 0.5 * (1.0 - f64::exp(-1.0)));
            assert!((found - expected).abs() < 0.025, "{clock:?}: {found}, not {expected}");
        }
    }
}
