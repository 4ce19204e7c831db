//! A network in parts comes to what the whole does: the same outcomes, series, expressions, people and ties, bit by bit.
#![cfg(feature = "threads")]

use super::*;
use crate::chance::Distribution;
use crate::model::engine::exchange::Queues;
use crate::model::situation::{
    Averaging, Between, Closeness, Deliberate, Event, Expression, Group, Happening, ImitationRate, MemoryKernel, Pick,
    Place, Policy, Response, TieRule, Ties, Traits, Who,
};
use crate::model::{ExpressionEvent, SeriesRow};
use crate::network::{Bounds, Direction, Tie, TieCounts};
use rand::RngExt;
use std::thread;

/// Plays all parts of a network, each on a thread of its own; what the first one keeps.
fn in_parts(
    situation: &Situation,
    network: &Network,
    detail: Detail,
    parts: usize,
) -> Result<Recording, SituationError> {
    let bounds = Bounds::balanced(&TieCounts::of(network), parts);
    let part = |(number, queues)| {
        let part = Part::cut(network, bounds.clone(), number);
        move || Ok(Simulation::in_part(situation, part, 7, detail, Box::new(queues))?.run())
    };
    let mut all: Vec<_> = thread::scope(|scope| {
        let parts = Queues::connect(parts).into_iter().enumerate().map(part);
        let parts: Vec<_> = parts.map(|play| scope.spawn(play)).collect();
        parts.into_iter().map(|part| part.join().expect("no part fails")).collect()
    });
    all.swap_remove(0)
}

/// Everything that is recorded; what is still going on has no duration yet, and NaN equals nothing.
fn told(recording: &Recording) -> Vec<String> {
    let number = |x: &Option<f64>| format!("{:?}", x.map(f64::to_bits));
    let row =
        |row: &SeriesRow| format!("{} {:?}", row.time, row.values.iter().map(|v| v.to_bits()).collect::<Vec<_>>());
    let event = |event: &ExpressionEvent| format!("{event:?}");
    vec![
        recording.events.iter().map(event).collect::<Vec<_>>().join("\n"),
        format!("{} {} {:?}", recording.ticks, recording.ended, recording.groups),
        recording.metrics.iter().map(number).collect(),
        recording.series.iter().map(row).collect::<Vec<_>>().join("\n"),
        format!("{:?}", recording.agents),
        format!("{:?}", recording.ties),
    ]
}

#[track_caller]
fn is_the_same_in_parts(situation: &Situation, network: &Network, what: &str) -> usize {
    let whole = Simulation::new(situation, Arc::new(network.clone()), 7, Detail::ALL).expect("a run").run();
    for parts in [1, 2, 3, 7] {
        let apart = in_parts(situation, network, Detail::ALL, parts).expect("a run");
        for (a, b) in told(&apart).iter().zip(told(&whole)) {
            let differs = a.lines().zip(b.lines()).find(|(a, b)| a != b);
            assert!(*a == b, "{what}, {parts} parts: {differs:?}\n{situation:#?}");
        }
    }
    // Without sources there are fewer messages, and the same counts.
    let (few, apart) = (Detail::NONE, in_parts(situation, network, Detail::NONE, 3).expect("a run"));
    let whole_few = Simulation::new(situation, Arc::new(network.clone()), 7, few).expect("a run").run();
    assert_eq!(told(&apart), told(&whole_few), "{what}");
    whole.events.len()
}

/// People in a circle with a few ties across, of four blocks; some tie weights and kinds.
fn network(people: u32, direction: Direction) -> Network {
    let pairs = (0..people).flat_map(|i| [(i, (i + 1) % people), (i, (i + 2) % people), (i, (i * 13 + 5) % people)]);
    let tie = |(viewer, seen): (u32, u32)| {
        let (low, high) = (viewer.min(seen), viewer.max(seen));
        Tie { viewer, seen, weight: (1 + (low + 3 * high) % 5) as f32, kind: ((low + high) % 2) as u8 }
    };
    let (network, _) = Network::from_ties(people as usize, &pairs.map(tie).collect::<Vec<_>>(), direction);
    network.with_kind_names(["kin", "colleague"]).with_blocks((0..people).map(|i| i * 4 / people).collect())
}

fn yawn() -> Expression {
    Expression {
        imitation_rate: ImitationRate::Rate(0.05),
        spontaneous_rate: 0.002,
        duration: Distribution::Exponential { mean: 6.0 },
        initial: Some(Who::Count(3, Pick::Random)),
        ..Expression::bare("yawn")
    }
}

#[test]
fn a_plain_expression_on_any_number_of_parts_is_that_of_one_place() {
    for direction in [Direction::Undirected, Direction::Directed] {
        let situation = Situation::plain(vec![yawn()], 200.0, 0.5);
        assert!(is_the_same_in_parts(&situation, &network(97, direction), "plain") > 30);
    }
}

#[test]
fn parts_without_people_are_parts_all_the_same() {
    for people in [1, 2, 5] {
        let network = Network::from_pairs(people, &(1..people as u32).map(|i| (0, i)).collect::<Vec<_>>()).0;
        let alone = Expression { initial: Some(Who::Count(1, Pick::First)), ..yawn() };
        is_the_same_in_parts(&Situation::plain(vec![alone], 300.0, 1.0), &network, "few");
    }
}

/// What a drawn situation is made of.
struct Dice(u64, u64);

impl Dice {
    fn real(&mut self) -> f64 {
        self.1 += 1;
        Chance::new(99).draws(Stream::Design, 0, self.0, self.1).random()
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[(self.real() * of.len() as f64) as usize].clone()
    }

    fn yes(&mut self, share: f64) -> bool {
        self.real() < share
    }

    fn spread(&mut self) -> Distribution {
        self.one(&[
            Distribution::fixed(1.0),
            Distribution::Uniform { low: 0.2, high: 1.0 },
            Distribution::Values { values: vec![0.1, 0.5, 0.9, 1.0, 0.3] },
        ])
    }

    fn who(&mut self) -> Who {
        let named = ["3", "40", "41"].map(str::to_owned).to_vec();
        self.one(&[
            Who::Everyone,
            Who::Share(0.2, Pick::Random),
            Who::Share(0.1, Pick::Hubs),
            Who::Count(9, Pick::Periphery),
            Who::Count(30, Pick::First),
            Who::Ids(named.clone()),
            Who::OnePerBlock,
            Who::OneBlock,
            Who::Near(Box::new(Who::Ids(named)), 2),
            Who::Listed(vec![1, 17, 60, 61, 62]),
        ])
    }

    fn expression(&mut self, name: &str, other: &str) -> Expression {
        let mut e = Expression { initial: Some(self.who()), ..yawn() };
        e.name = name.into();
        e.closeness_gain = self.one(&[1.0, 2.5]);
        e.attention = self.one(&[f64::INFINITY, 2.0]);
        e.memory = self.one(&[0.0, 4.0]);
        e.memory_kernel = self.one(&[MemoryKernel::Leaky, MemoryKernel::Box]);
        e.responders = self.one(&[1.0, 0.7]);
        e.company_factor = self.one(&[1.0, 3.0]);
        e.latency = self.one(&[Distribution::fixed(0.0), Distribution::Values { values: vec![0.3, 2.0, 5.0] }]);
        e.latency_closeness = self.one(&[0.0, 0.5]);
        e.duration = self.one(&[e.duration.clone(), Distribution::Values { values: vec![2.0, 9.0, 4.5, 30.0] }]);
        e.refractory = self.one(&[Distribution::fixed(0.0), Distribution::Exponential { mean: 3.0 }]);
        e.response = self.one(&[
            Response::Linear,
            Response::Saturating { theta: 1.5 },
            Response::Threshold { theta: Distribution::Uniform { low: 0.1, high: 1.5 } },
            Response::Quadratic { kappa2: 0.2 },
        ]);
        e.hold = self.one(&[None, Some(2.0)]);
        e.social_stopping = self.one(&[0.0, 0.5]);
        e.calming = self.one(&[0.0, 0.1]);
        e.habituation_rate = self.one(&[0.0, 0.05]);
        e.habituation_recovery = 60.0;
        e.susceptibility = self.spread();
        e.triggered_by = if self.yes(0.5) { vec![(other.to_owned(), self.one(&[0.5, -0.4]))] } else { Vec::new() };
        e.excludes = if self.yes(0.3) { vec![other.to_owned()] } else { Vec::new() };
        (e.mood_to_mimicry, e.mood_to_spontaneous) = self.one(&[(0.0, 0.0), (0.3, 0.2)]);
        (e.feedback, e.witness_effect) = self.one(&[(0.0, 0.0), (0.2, -0.3)]);
        e.expressiveness = self.spread();
        e
    }

    fn mood(&mut self) -> situation::Mood {
        situation::Mood {
            onset: 2.0,
            decay: 20.0,
            relaxation: 600.0,
            coupling: 100.0,
            noise: self.one(&[0.0, 0.05]),
            averaging: self.one(&[0.0, 0.2]),
            averaging_kind: self.one(&[
                Averaging::Sum,
                Averaging::Absorption,
                Averaging::Amplification { share: 0.5, bias: 0.7 },
            ]),
            confidence: self.one(&[f64::INFINITY, 0.8]),
            display_cost: self.one(&[0.0, 0.01]),
            initial: self.one(&[None, Some(Distribution::Normal { mean: 0.0, sd: 1.0 })]),
        }
    }

    fn events(&mut self) -> Vec<Event> {
        let happenings = [
            Happening::Express("smile".into()),
            Happening::SpontaneousFactor { expression: None, factor: 4.0, lasting: 20.0 },
            Happening::Mood { shift: -1.0, lasting: 30.0 },
        ];
        let event = |at, every, who, what| Event { at, every, until: 100.0, who, what };
        (0..2)
            .map(|i| event(3.0 + f64::from(i), self.one(&[f64::INFINITY, 17.3]), self.who(), self.one(&happenings)))
            .collect()
    }

    fn group(&mut self, name: &str) -> Group {
        let timed = Policy::Schedule { on: 5.0, hold: 3.0, every: 20.0, until: 90.0 };
        let policy = self.one(&[Policy::Rate(0.01), timed]);
        Group {
            name: name.into(),
            who: self.who(),
            traits: Traits {
                expressiveness: Some(self.spread()),
                susceptibility: Some(self.spread()),
                ..Traits::default()
            },
            deliberate: if self.yes(0.5) {
                vec![Deliberate { expression: "smile".into(), policy }]
            } else {
                Vec::new()
            },
            loneliness: None,
            authority: self.one(&[None, Some(2.0)]),
        }
    }

    fn ties(&mut self) -> Ties {
        let kinds = Closeness::ByKind(vec![("kin".into(), 0.9)]);
        let rule = |between| TieRule {
            between,
            share: 0.6,
            closeness: Some(Distribution::Uniform { low: 0.5, high: 1.0 }),
            visibility: Some(Distribution::Values { values: vec![0.2, 0.8, 0.6] }),
            kin: None,
        };
        let between = self.one(&[
            Between::All,
            Between::Kind("kin".into()),
            Between::SameBlock,
            Between::OtherBlocks,
            Between::Groups("first".into(), "second".into()),
            Between::Member("second".into()),
        ]);
        let drawn = Closeness::Drawn(self.spread());
        Ties {
            closeness: self.one(&[drawn, Closeness::Weight, kinds]),
            visibility: self.spread(),
            rules: if self.yes(0.5) { vec![rule(between)] } else { Vec::new() },
        }
    }

    fn situation(&mut self) -> Situation {
        let expressions = vec![self.expression("smile", "frown"), self.expression("frown", "smile")];
        let mut situation = Situation::plain(expressions, 100.0, 0.5);
        situation.sample_every = 5.0;
        situation.groups = vec![self.group("first"), self.group("second")];
        situation.ties = self.ties();
        situation.events = self.events();
        situation.mood = if self.yes(0.6) { Some(self.mood()) } else { None };
        situation.place = self.yes(0.3).then(|| Place { fading: 5.0, perceived: vec![("smile".into(), 0.01)] });
        situation.measure.lasting = vec!["frown".into()];
        situation.stop = self.one(&[None, Some(Stop::NoExpressionActive), Some(Stop::EveryoneReached)]);
        for spread in [&mut situation.people.expressiveness, &mut situation.people.perception] {
            *spread = self.spread();
        }
        situation
    }
}

#[test]
fn whatever_can_be_in_parts_is_what_it_is_in_one_place() {
    let mut events = 0;
    for number in 0..16 {
        let situation = Dice(number, 0).situation();
        let direction = if number % 3 == 0 { Direction::Directed } else { Direction::Undirected };
        events += is_the_same_in_parts(&situation, &network(67, direction), &format!("situation {number}"));
    }
    assert!(events > 1_500, "{events}: hardly anything happens");
}

#[test]
fn means_over_parts_are_added_up_as_in_one_place() {
    // More people than are added up at once, and parts that end amid them.
    let people = 70_000u32;
    let network =
        Network::from_pairs(people as usize, &(0..people).map(|i| (i, (i * 7 + 1) % people)).collect::<Vec<_>>()).0;
    let mood = situation::Mood { averaging: 0.1, noise: 0.1, ..Dice(0, 0).mood() };
    let smile = Expression { feedback: 0.3, mood_to_mimicry: 0.2, ..yawn() };
    let situation = Situation { mood: Some(mood), sample_every: 2.0, ..Situation::plain(vec![smile], 4.0, 1.0) };
    let whole = Simulation::new(&situation, Arc::new(network.clone()), 7, Detail::NONE).expect("a run").run();
    for parts in [2, 3] {
        let apart = in_parts(&situation, &network, Detail::NONE, parts).expect("a run");
        assert!(told(&apart) == told(&whole), "{parts}");
    }
}

#[test]
fn what_needs_everyone_is_refused_by_name_and_with_its_reason() {
    let refused = |situation: &Situation| {
        in_parts(situation, &network(20, Direction::Undirected), Detail::NONE, 2).expect_err("refused").to_string()
    };
    let plain = Situation::plain(vec![yawn()], 10.0, 1.0);
    let exact = refused(&Situation { clock: situation::Clock::Exact, ..plain.clone() });
    assert!(exact.contains("the exact clock") && exact.contains("`--clock tick`"), "{exact}");
    let attachment = situation::Attachment { growth: 0.1, decay: 100.0, window: 1.0 };
    let told = refused(&Situation { attachment: Some(attachment), ..plain.clone() });
    assert!(told.contains("`attachment` cannot be played on a network in parts: a mirrored event"), "{told}");
    let measure = situation::Measure { association: vec!["yawn".into()], ..situation::Measure::default() };
    assert!(refused(&Situation { measure, ..plain }).contains("`association`"));
}

#[test]
fn every_part_finds_the_same_mistakes() {
    let nobody = Expression { initial: Some(Who::Ids(vec!["Ann".into()])), ..yawn() };
    let many = Expression { initial: Some(Who::Count(21, Pick::Random)), ..yawn() };
    let weights = Ties { closeness: Closeness::Weight, ..Ties::default() };
    let plain = Network::from_pairs(20, &(1..20).map(|i| (0, i)).collect::<Vec<_>>()).0;
    for (expression, ties) in [(nobody, Ties::default()), (many, Ties::default()), (yawn(), weights)] {
        let situation = Situation { ties, ..Situation::plain(vec![expression], 10.0, 1.0) };
        let whole = Simulation::new(&situation, Arc::new(plain.clone()), 7, Detail::NONE).err().expect("a mistake");
        assert_eq!(in_parts(&situation, &plain, Detail::NONE, 3).expect_err("a mistake"), whole);
    }
}
