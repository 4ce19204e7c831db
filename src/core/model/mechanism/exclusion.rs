//! One face at a time: nobody smiles and frowns at once.
//!
//! ```text
//! A excludes B, B excludes A    whoever begins one ends the other: the newer face stays
//! A excludes B only             A ends B when it begins, and B cannot begin while A is shown: its impulse comes to nothing
//! ```
//!
//! What is shown on purpose or because the scenario says so ends whatever it cannot be shown with. An impulse that
//! comes to nothing leaves no trace: the next one is awaited from then on. Who is ended rests as after any other face (R).
//!
//! Sources: pleasant things raise activity of the smiling and lower that of the frowning muscle (Larsen, Norris & Cacioppo
//! 2003), a smile switches the frowning muscle off (Okazaki, Suzuki & Kawabata Duncan 2025). That the newer face wins is assumed.
//!
//! Under the exact clock a face ends at the moment at which the other begins; with ticks it is shown to others from the next
//! tick on, as everything is, and a face that cannot begin is one that was hindered at the start of the tick.

use crate::model::engine::changes::Changes;
use crate::model::engine::channel::{Channel, Repertoire};
use crate::model::engine::exposure::{Change, Exposure};
use crate::model::engine::face::{Countdown, Face, Faces};
use crate::model::engine::face_course::Running;
use crate::model::engine::onsets::{Ending, Journal, Notes, Onset};
use crate::model::engine::phase::Phase;
use crate::model::engine::shown::Shown;
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::mechanism::{Mechanism, Step};
use crate::model::situation;
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Query, Res, ResMut};

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "exclusion",
    claim: "nobody shows two faces at once that exclude each other",
    switched_on_by: "excludes",
    needs_everyone: None,
    is_on: |s| s.has_rivals(),
    install: |schedule, situation| {
        // The exact clock does so at the moment itself.
        if situation.clock == situation::Clock::Tick {
            schedule.add_systems(give_way.in_set(Step::Express).after(super::imitation::imitate));
        }
    },
};

/// Somebody's face ends because another began at a moment of this tick.
struct End {
    person: u32,
    expression: usize,
    at: f64,
}

/// Ends faces that are not shown together with one that began in this tick.
pub fn give_way(
    mut faces: Query<(&mut Countdown, &mut Phase, &mut Face)>,
    mut journal: ResMut<Journal>,
    mut changes: ResMut<Changes>,
    repertoire: Res<Repertoire>,
    exposure: Res<Exposure>,
    sight: Res<Sight>,
    clock: Res<Clock>,
) {
    let ends = ends(&journal.onsets, &repertoire);
    if ends.is_empty() {
        return;
    }
    for (mut clocks, mut phases, mut rest) in faces.contiguous_iter_mut().expect("faces live in tables") {
        let faces = Faces {
            clocks: clocks.bypass_change_detection(),
            phases: phases.bypass_change_detection(),
            faces: rest.bypass_change_detection(),
        };
        for (expression, _, faces) in faces.blocks(sight.people()) {
            let (mut faces, mut notes) = (faces, Notes::default());
            for due in ends.iter().filter(|due| due.expression == expression) {
                if faces.phases[due.person as usize] == Phase::Expressing {
                    stop(due, &mut faces, &repertoire.0[expression], &clock, &mut notes);
                    cut_short(&mut changes, due, &exposure, &clock);
                }
            }
            journal.enter(expression, &mut notes);
        }
    }
}

/// Who has to give way, by what began in a tick. Of two that began in it the newer stays.
fn ends(onsets: &[Onset], repertoire: &Repertoire) -> Vec<End> {
    let rivals = |onset: &Onset| &repertoire.0[usize::from(onset.expression)].rivals;
    let has_rivals = |onset: &&Onset| !rivals(onset).ends.is_empty() || !rivals(onset).above.is_empty();
    let mut begun: Vec<&Onset> = onsets.iter().filter(has_rivals).collect();
    begun.sort_by(|a, b| a.person.cmp(&b.person).then(a.time.total_cmp(&b.time)).then(a.expression.cmp(&b.expression)));
    let mut all = Vec::new();
    for own in begun.chunk_by(|a, b| a.person == b.person) {
        for (place, onset) in own.iter().enumerate() {
            for expression in rivals(onset).ended_by(onset.cause) {
                let is_rival = |later: &&&Onset| usize::from(later.expression) == expression;
                let at = match own[place + 1..].iter().rev().find(is_rival) {
                    // The newer one ends this one in its turn.
                    Some(later) if rivals(later).ended_by(later.cause).any(|e| e == usize::from(onset.expression)) => {
                        continue;
                    }
                    Some(later) => later.time,
                    None => onset.time,
                };
                all.push(End { person: onset.person, expression, at });
            }
        }
    }
    all
}

/// Ends a face at a moment that has passed already.
fn stop(due: &End, faces: &mut Faces, channel: &Channel, clock: &Clock, notes: &mut Notes) {
    let row = due.person as usize;
    let mut it = Running { left: 0.0, phase: faces.phases[row], face: faces.faces[row] };
    notes.ended(Ending { time: due.at, person: due.person, expression: due.expression as u8 });
    it.cease(channel, due.person);
    if it.phase == Phase::Refractory {
        it.left = (it.left - (clock.end() - due.at)).max(0.0);
    }
    (faces.clocks[row], faces.phases[row], faces.faces[row]) = (Countdown(it.left), it.phase, it.face);
}

/// Others see the face up to that moment only.
fn cut_short(changes: &mut Changes, due: &End, exposure: &Exposure, clock: &Clock) {
    let seen = exposure.quanta((due.at - clock.start()) / clock.dt);
    let is_it = |change: &&mut Change| (change.person, usize::from(change.expression)) == (due.person, due.expression);
    if let Some(change) = changes.list.iter_mut().find(is_it) {
        change.now = Shown::new(change.now.quanta().min(seen), false);
        return;
    }
    let before = exposure.shown[due.expression][due.person as usize].settled(exposure.full());
    let now = Shown::new(seen, false);
    changes.list.push(Change { person: due.person, expression: due.expression as u8, before, now });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Distribution;
    use crate::model::engine::threads::Threads;
    use crate::model::situation::{Event, Expression, Happening, ImitationRate, Pick, Response, Situation, Who};
    use crate::model::{Detail, ExpressionEvent, Simulation};
    use crate::network::Network;
    use std::num::NonZeroUsize;
    use std::sync::Arc;

    const END: f64 = 100.0;
    const CLOCKS: [(situation::Clock, f64); 2] = [(situation::Clock::Exact, 1.0), (situation::Clock::Tick, 0.01)];

    fn face(name: &str, rate: f64, mean: f64, excludes: &[&str]) -> Expression {
        Expression {
            spontaneous_rate: rate,
            duration: Distribution::Exponential { mean },
            excludes: excludes.iter().map(|&name| name.to_owned()).collect(),
            ..Expression::bare(name)
        }
    }

    /// A smile and a frown; people see nobody.
    fn two(smile: &[&str], frown: &[&str]) -> Vec<Expression> {
        vec![face("smile", 0.3, 2.0, smile), face("frown", 0.2, 4.0, frown)]
    }

    fn play(situation: &Situation, (clock, dt): (situation::Clock, f64), people: usize) -> Vec<ExpressionEvent> {
        let situation = Situation { clock, dt, sample_every: 1.0, ..situation.clone() };
        let alone = Arc::new(Network::from_pairs(people, &[]).0);
        let detail = Detail { events: true, ..Detail::NONE };
        Simulation::new(&situation, alone, 1, detail).expect("a run").run().events
    }

    fn ending(event: &ExpressionEvent) -> f64 {
        if event.duration.is_nan() { END } else { event.time + event.duration }
    }

    /// Share of people who show an expression, on average over the second half.
    fn share(events: &[ExpressionEvent], expression: u16, people: usize) -> f64 {
        let mine = events.iter().filter(|event| event.expression == expression);
        let within = |event: &ExpressionEvent| (ending(event) - event.time.max(END / 2.0)).max(0.0);
        mine.map(within).sum::<f64>() / (END / 2.0 * people as f64)
    }

    /// The longest that somebody showed two faces at once \[s\].
    fn overlap(events: &[ExpressionEvent], one: u16, other: u16) -> f64 {
        let of =
            |expression: u16| events.iter().filter(move |event| event.expression == expression && event.agent < 50);
        let pairs = of(one).flat_map(|a| of(other).filter(move |b| b.agent == a.agent).map(move |b| (a, b)));
        pairs.map(|(a, b)| ending(a).min(ending(b)) - a.time.max(b.time)).fold(0.0, f64::max)
    }

    /// How long two faces may be shown at once: with ticks, until others see it.
    fn within((clock, dt): (situation::Clock, f64)) -> f64 {
        if clock == situation::Clock::Exact { 1e-9 } else { 1.001 * dt }
    }

    #[test]
    fn without_exclusion_people_smile_and_frown_at_once() {
        for clock in CLOCKS {
            let events = play(&Situation::plain(two(&[], &[]), END, 1.0), clock, 50);
            assert!(overlap(&events, 0, 1) > 1.0);
        }
    }

    #[test]
    fn of_two_that_exclude_each_other_the_newer_stays() {
        for clock in CLOCKS {
            let events = play(&Situation::plain(two(&["frown"], &["smile"]), END, 1.0), clock, 2000);
            assert!(overlap(&events, 0, 1) < within(clock), "{}", overlap(&events, 0, 1));
            // A chain of three states: nothing, smile, frown.
            let (smile, frown) = (0.3 / (0.3 + 0.2 + 0.5), 0.2 / (0.3 + 0.2 + 0.25));
            assert!((share(&events, 0, 2000) - smile).abs() < 0.006, "{}", share(&events, 0, 2000));
            assert!((share(&events, 1, 2000) - frown).abs() < 0.006, "{}", share(&events, 1, 2000));
        }
    }

    #[test]
    fn one_that_is_not_excluded_in_turn_goes_before() {
        for clock in CLOCKS {
            let events = play(&Situation::plain(two(&["frown"], &[]), END, 1.0), clock, 2000);
            assert!(overlap(&events, 0, 1) < within(clock), "{}", overlap(&events, 0, 1));
            let smile = 0.3 / (0.3 + 0.5);
            let frown = 0.2 * (1.0 - smile) / (0.3 + 0.2 + 0.25);
            assert!((share(&events, 0, 2000) - smile).abs() < 0.006, "{}", share(&events, 0, 2000));
            assert!((share(&events, 1, 2000) - frown).abs() < 0.006, "{}", share(&events, 1, 2000));
        }
    }

    #[test]
    fn what_the_scenario_makes_somebody_show_ends_even_what_goes_before() {
        let event = Event {
            at: 10.0,
            every: f64::INFINITY,
            until: f64::INFINITY,
            who: Who::Everyone,
            what: Happening::Express("frown".into()),
        };
        let for_ever = |name: &str, excludes: &[&str]| Expression {
            duration: Distribution::fixed(f64::INFINITY),
            ..face(name, 0.0, 1.0, excludes)
        };
        let smile = Expression { initial: Some(Who::Everyone), ..for_ever("smile", &["frown"]) };
        for clock in CLOCKS {
            let mut situation = Situation::plain(vec![smile.clone(), for_ever("frown", &[])], END, 1.0);
            situation.events = vec![event.clone()];
            let events = play(&situation, clock, 1);
            assert_eq!(events.len(), 2);
            assert!((ending(&events[0]) - 10.0).abs() < 1e-9 && ending(&events[1]) == END, "{events:?}");
        }
    }

    #[test]
    fn who_would_begin_with_two_begins_with_the_first() {
        let [smile, frown] = two(&["frown"], &["smile"]).try_into().expect("two");
        let all = |face: Expression| Expression { initial: Some(Who::Everyone), spontaneous_rate: 0.0, ..face };
        for clock in CLOCKS {
            let events = play(&Situation::plain(vec![all(smile.clone()), all(frown.clone())], END, 1.0), clock, 20);
            assert!(events.len() == 20 && events.iter().all(|event| event.expression == 0));
        }
    }

    /// Everyone sees the first, who smiles for ever; a frown is caught with certainty where somebody frowns.
    fn certain(excludes: &[&str]) -> Situation {
        let for_ever = Distribution::fixed(f64::INFINITY);
        let certain = Expression {
            imitation_rate: ImitationRate::Always,
            response: Response::Threshold { theta: Distribution::fixed(0.5) },
            initial: Some(Who::Count(1, Pick::First)),
            ..face("frown", 0.0, 2.0, &[])
        };
        let smile = Expression {
            initial: Some(Who::Ids(vec!["1".into()])),
            duration: for_ever,
            ..face("smile", 0.0, 1.0, excludes)
        };
        Situation::plain(vec![smile, certain], 20.0, 1.0)
    }

    #[test]
    fn what_is_certain_is_hindered_too_and_comes_to_an_end() {
        let pair = Arc::new(Network::from_pairs(2, &[(0, 1)]).0);
        let frowns = |situation: &Situation| {
            let detail = Detail { events: true, ..Detail::NONE };
            let run = Simulation::new(situation, Arc::clone(&pair), 1, detail).expect("a run").run();
            run.events.iter().filter(|event| event.expression == 1 && event.agent == 1).count()
        };
        assert!(frowns(&certain(&[])) > 0);
        assert_eq!(frowns(&certain(&["frown"])), 0);
    }

    #[test]
    fn two_threads_give_the_same() {
        let mut expressions = two(&["frown"], &["smile"]);
        expressions.iter_mut().for_each(|e| e.imitation_rate = ImitationRate::Rate(0.5));
        let situation = Situation::plain(expressions, 30.0, 0.1);
        let network = Arc::new(Network::from_pairs(40, &(0..40).map(|i| (i, (i + 7) % 40)).collect::<Vec<_>>()).0);
        let run = |threads: usize| {
            let threads = Threads::new(NonZeroUsize::new(threads).expect("some")).from_rows(1);
            let detail = Detail { events: true, agents: true, ..Detail::NONE };
            let run =
                Simulation::new(&situation, Arc::clone(&network), 1, detail).expect("a run").with_threads(threads);
            format!("{:?}", run.run())
        };
        assert_eq!(run(1), run(2));
    }
}
