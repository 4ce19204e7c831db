//! The exact clock against ticks so short that they no longer matter: the dice are the same, so the same things happen to the
//! same people, at the same moments but for a few ticks.

use crate::chance::Distribution;
use crate::model::situation::{
    Clock, Closeness, Deliberate, EncounterKind, Encounters, Event, Expression, Group, Happening, ImitationRate,
    MemoryKernel, Mood, Pick, Place, Policy, Response, Situation, Traits, Who,
};
use crate::model::{Cause, Detail, ExpressionEvent, Mute, Simulation};
use crate::network::{Contact, Network};
use std::sync::Arc;

const END: f64 = 20.0;
const PEOPLE: usize = 7;

/// Lively: something happens every second.
fn laugh() -> Expression {
    Expression {
        imitation_rate: ImitationRate::Rate(0.3),
        spontaneous_rate: 0.02,
        duration: Distribution::Gamma { mean: 3.0, shape: 4.0 },
        refractory: Distribution::fixed(1.5),
        initial: Some(Who::Count(1, Pick::First)),
        ..Expression::bare("laugh")
    }
}

fn situation(expressions: Vec<Expression>) -> Situation {
    Situation { sample_every: 1.0, ..Situation::plain(expressions, END, 1.0) }
}

fn ring() -> Arc<Network> {
    let n = PEOPLE as u32;
    let pairs: Vec<_> = (0..n).flat_map(|i| [(i, (i + 1) % n), (i, (i + 2) % n)]).collect();
    Arc::new(Network::from_pairs(PEOPLE, &pairs).0)
}

fn events(situation: &Situation, network: &Arc<Network>, seed: u64, mutes: &[Mute]) -> Vec<ExpressionEvent> {
    let detail = Detail { events: true, ..Detail::NONE };
    let mut run = Simulation::new(situation, Arc::clone(network), seed, detail).expect("a run");
    run.mute(mutes).expect("an order");
    run.run().events
}

fn exact(situation: &Situation, dt: f64) -> Situation {
    Situation { clock: Clock::Exact, dt, ..situation.clone() }
}

fn ticks(situation: &Situation, dt: f64) -> Situation {
    Situation { clock: Clock::Tick, dt, ..situation.clone() }
}

/// Compares runs until they part: with ticks, what decides by a hair may be decided otherwise, and then all goes another way.
fn agree(name: &str, situation: &Situation, network: &Arc<Network>, step: f64, mutes: &[Mute]) {
    let (mut same, mut all, mut whole) = (0, 0, 0);
    const SEEDS: u64 = 4;
    for seed in 0..SEEDS {
        let exact = events(&exact(situation, step), network, seed, mutes);
        let ticks = events(&ticks(situation, 0.0005), network, seed, mutes);
        let is_same = |(a, b): &(&ExpressionEvent, &ExpressionEvent)| {
            a.agent == b.agent
                && a.expression == b.expression
                && a.cause == b.cause
                && (a.time - b.time).abs() < 0.1
                && (a.duration.is_nan() == b.duration.is_nan())
                && (a.duration.is_nan() || (a.duration - b.duration).abs() < 0.1)
        };
        let count = exact.iter().zip(&ticks).take_while(is_same).count();
        same += count;
        all += ticks.len();
        whole += usize::from(count == ticks.len() && count == exact.len());
    }
    assert!(all > 3 * SEEDS as usize, "{name}: only {all} events");
    let share = same as f64 / all as f64;
    assert!(share > 0.7 && whole as u64 >= SEEDS / 2, "{name}: {same} of {all} agree, {whole} whole runs");
}

fn memories() -> [(&'static str, f64, MemoryKernel); 4] {
    [
        ("none", 0.0, MemoryKernel::Leaky),
        ("leaky, short", 0.4, MemoryKernel::Leaky),
        ("leaky, long", 6.0, MemoryKernel::Leaky),
        ("box", 4.0, MemoryKernel::Box),
    ]
}

#[test]
fn every_memory_with_every_response_is_the_limit_of_short_ticks() {
    let responses = [
        Response::Linear,
        Response::Saturating { theta: 0.5 },
        Response::Hill { theta: 0.8, n: 3.0 },
        Response::Hill { theta: 0.8, n: 0.6 },
        Response::Quadratic { kappa2: 0.4 },
        Response::Pairs { kappa2: 0.8 },
        Response::Threshold { theta: Distribution::Uniform { low: 0.2, high: 1.2 } },
    ];
    for (memory_name, memory, memory_kernel) in memories() {
        for response in &responses {
            let laugh = Expression { memory, memory_kernel, response: response.clone(), ..laugh() };
            agree(&format!("{memory_name}, {response:?}"), &situation(vec![laugh]), &ring(), 1.0, &[]);
        }
    }
}

#[test]
fn latency_sources_and_differences_between_people_are_the_same() {
    for (name, memory, memory_kernel) in memories() {
        let laugh = Expression {
            memory,
            memory_kernel,
            latency: Distribution::Gamma { mean: 0.8, shape: 3.0 },
            latency_closeness: 0.5,
            closeness_gain: 3.0,
            attention: 2.0,
            responders: 0.8,
            company_factor: 4.0,
            expressiveness: Distribution::Uniform { low: 0.4, high: 1.0 },
            ..laugh()
        };
        let mut situation = situation(vec![laugh]);
        situation.people.susceptibility = Distribution::Uniform { low: 0.5, high: 2.0 };
        situation.people.perception = Distribution::Uniform { low: 0.5, high: 1.0 };
        situation.people.expressiveness = Distribution::Uniform { low: 0.5, high: 1.0 };
        situation.ties.closeness = Closeness::Drawn(Distribution::Uniform { low: 0.0, high: 1.0 });
        situation.ties.visibility = Distribution::Uniform { low: 0.3, high: 1.0 };
        agree(name, &situation, &ring(), 1.0, &[]);
        let mutes = [Mute { viewer: 1, seen: 0, from: 0.0 }, Mute { viewer: 3, seen: 2, from: 7.5 }];
        agree(&format!("{name}, muted"), &situation, &ring(), 1.0, &mutes);
    }
}

#[test]
fn holding_and_stopping_as_others_do_are_the_limit_of_short_ticks() {
    for (name, memory, memory_kernel) in memories() {
        for (hold, social_stopping, calming) in
            [(Some(0.9), 0.0, 0.0), (None, 2.0, 0.0), (Some(1.1), 1.0, 0.0), (None, 0.0, 0.7), (Some(1.1), 1.0, 0.4)]
        {
            let laugh = Expression { memory, memory_kernel, hold, social_stopping, calming, ..laugh() };
            agree(
                &format!("{name}, {hold:?}, {social_stopping}, {calming}"),
                &situation(vec![laugh]),
                &ring(),
                1.0,
                &[],
            );
        }
    }
}

#[test]
fn expressions_that_set_each_other_off_are_the_limit_of_short_ticks() {
    let smile = Expression { memory: 2.0, initial: None, ..laugh() };
    let smile = Expression { name: "smile".into(), triggered_by: vec![("laugh".into(), 0.7)], ..smile };
    let laugh = Expression { triggered_by: vec![("smile".into(), 0.3)], ..laugh() };
    agree("two", &situation(vec![laugh, smile]), &ring(), 1.0, &[]);
}

#[test]
fn faces_that_exclude_each_other_are_the_limit_of_short_ticks() {
    let smile = Expression {
        name: "smile".into(),
        latency: Distribution::Gamma { mean: 0.4, shape: 4.0 },
        excludes: vec!["frown".into()],
        ..laugh()
    };
    let frown = Expression { name: "frown".into(), spontaneous_rate: 0.1, excludes: vec!["smile".into()], ..laugh() };
    agree("each other", &situation(vec![smile.clone(), frown.clone()]), &ring(), 1.0, &[]);
    let laugh = Expression { memory: 2.0, excludes: vec!["smile".into(), "frown".into()], ..laugh() };
    agree("one above", &situation(vec![laugh, smile, frown]), &ring(), 1.0, &[]);
}

#[test]
fn inhibition_is_the_limit_of_short_ticks() {
    let frown = Expression { name: "frown".into(), spontaneous_rate: 0.1, ..laugh() };
    for (name, memory, memory_kernel) in memories() {
        let laugh = Expression { memory, memory_kernel, triggered_by: vec![("frown".into(), -0.7)], ..laugh() };
        agree(name, &situation(vec![laugh, frown.clone()]), &ring(), 1.0, &[]);
    }
}

#[test]
fn events_boosts_showings_and_rates_on_purpose_come_at_their_moments() {
    let mut situation = situation(vec![Expression { memory: 1.0, ..laugh() }]);
    let event =
        |at, what| Event { at, every: f64::INFINITY, until: f64::INFINITY, who: Who::Count(3, Pick::First), what };
    situation.events = vec![
        event(3.3, Happening::Express("laugh".into())),
        event(5.0, Happening::SpontaneousFactor { expression: None, factor: 20.0, lasting: 4.1 }),
        event(6.4, Happening::SpontaneousFactor { expression: Some("laugh".into()), factor: 0.0, lasting: 0.7 }),
    ];
    let on_purpose = |policy| vec![Deliberate { expression: "laugh".into(), policy }];
    let group = |name: &str, first: u32, policy| Group {
        name: name.into(),
        who: Who::Listed(vec![first, first + 1]),
        traits: Traits::default(),
        deliberate: on_purpose(policy),
        loneliness: None,
        authority: None,
    };
    situation.groups = vec![
        group("rate", 2, Policy::Rate(0.1)),
        group("timetable", 4, Policy::Schedule { on: 2.7, hold: 1.3, every: 6.1, until: 30.0 }),
    ];
    agree("on purpose", &situation, &ring(), 1.0, &[]);
    agree("on purpose, one step", &situation, &ring(), 20.0, &[]);
}

#[test]
fn encounters_open_and_close_at_their_moments() {
    let mut lively = laugh();
    lively.imitation_rate = ImitationRate::Rate(1.0);
    for kind in [EncounterKind::Meetings, EncounterKind::Glimpses] {
        for length in [0.9, 3.7] {
            let mut situation = situation(vec![Expression { memory: 1.0, company_factor: 3.0, ..lively.clone() }]);
            let dose = Distribution::Exponential { mean: 1.0 };
            situation.encounters = Some(Encounters { length, at_once: 0.9, kind, dose, from: None });
            agree(&format!("{kind:?}, {length} s"), &situation, &ring(), 1.0, &[]);
            agree(
                &format!("{kind:?}, {length} s, muted"),
                &situation,
                &ring(),
                1.0,
                &[Mute { viewer: 1, seen: 0, from: 4.2 }],
            );
        }
    }
}

#[test]
fn recorded_contacts_open_and_close_at_their_moments() {
    let contacts: Vec<(u32, u32, f64)> =
        (0..60u32).map(|k| (k % 7, (k * 3 + 1) % 7, f64::from(k) * 0.61)).filter(|(a, b, _)| a != b).collect();
    let pairs: Vec<_> = contacts.iter().map(|&(a, b, _)| (a, b)).collect();
    let network = Network::from_pairs(PEOPLE, &pairs).0;
    let both =
        |&(a, b, time): &(u32, u32, f64)| [Contact { time, viewer: a, seen: b }, Contact { time, viewer: b, seen: a }];
    let network = Arc::new(network.with_contacts(contacts.iter().flat_map(both).collect()));
    let mut lively = laugh();
    lively.imitation_rate = ImitationRate::Rate(1.0);
    let mut situation = situation(vec![Expression { memory: 1.0, ..lively }]);
    situation.encounters = Some(Encounters {
        length: 2.3,
        at_once: 0.0,
        kind: EncounterKind::Meetings,
        dose: Distribution::fixed(1.0),
        from: None,
    });
    agree("recorded", &situation, &network, 1.0, &[]);
}

#[test]
fn what_is_slow_is_the_limit_of_short_steps() {
    let mut tired = Expression { memory: 1.0, habituation_rate: 0.05, habituation_recovery: 30.0, ..laugh() };
    agree("habituation", &situation(vec![tired.clone()]), &ring(), 0.02, &[]);
    (tired.feedback, tired.witness_effect, tired.mood_to_spontaneous, tired.mood_to_mimicry) = (0.3, 0.2, 0.5, 0.5);
    let mut moody = situation(vec![tired]);
    moody.mood = Some(Mood {
        onset: 2.0,
        decay: 20.0,
        relaxation: 300.0,
        coupling: 60.0,
        noise: 0.0,
        averaging: 0.01,
        averaging_kind: crate::model::situation::Averaging::Sum,
        confidence: f64::INFINITY,
        display_cost: 0.0,
        initial: Some(Distribution::Uniform { low: -1.0, high: 1.0 }),
    });
    agree("mood", &moody, &ring(), 0.02, &[]);
    let mut loud = situation(vec![laugh()]);
    loud.place = Some(Place { fading: 3.0, perceived: vec![("laugh".into(), 0.05)] });
    agree("place", &loud, &ring(), 0.02, &[]);
}

/// Nobody is looked at in between: neither the length of a step nor that of a window is seen in what happens.
#[test]
fn the_step_does_not_matter_where_nothing_is_slow() {
    for (_, memory, memory_kernel) in memories() {
        let laugh = Expression { memory, memory_kernel, ..laugh() };
        let situation = situation(vec![laugh]);
        for seed in 0..20 {
            let of = |dt: f64| events(&exact(&situation, dt), &ring(), seed, &[]);
            let (long, short) = (of(END), of(0.25));
            assert_eq!(long.len(), short.len());
            for (a, b) in long.iter().zip(&short) {
                assert!(a.agent == b.agent && a.source == b.source && (a.time - b.time).abs() < 1e-9, "{a:?} {b:?}");
            }
        }
    }
}

#[test]
fn everybody_who_caught_it_has_a_source_that_was_seen() {
    let laugh = Expression { memory: 3.0, spontaneous_rate: 0.001, ..laugh() };
    let (situation, network) = (situation(vec![laugh]), ring());
    for seed in 0..20 {
        for event in events(&exact(&situation, 1.0), &network, seed, &[]) {
            let is_tied = |source: u32| network.seen_by(event.agent as usize).contains(&source);
            assert!(event.cause != Cause::Imitated || event.source.is_some_and(is_tied), "{event:?}");
        }
    }
}
