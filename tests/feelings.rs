//! Affect, mood, attachment, loneliness, encounters and the medium, one mechanism at a time.

use catching::chance::Distribution;
use catching::model::situation::{
    Attachment, Averaging, Closeness, Deliberate, EncounterKind, Encounters, Event, Expression, Group, Happening,
    ImitationRate, Loneliness, Mood, Pick, Place, Policy, Traits, Who,
};
use catching::model::{Detail, Recording, Simulation, Situation, series_names};
use catching::network::Network;
use std::sync::Arc;

const FOREVER: f64 = f64::INFINITY;

/// Mood that nothing moves.
fn still() -> Mood {
    Mood {
        onset: 2.0,
        decay: 163.5,
        relaxation: FOREVER,
        coupling: FOREVER,
        noise: 0.0,
        averaging: 0.0,
        averaging_kind: Averaging::Sum,
        confidence: FOREVER,
        display_cost: 0.0,
        initial: None,
    }
}

fn network(people: usize, pairs: &[(u32, u32)]) -> Arc<Network> {
    Arc::new(Network::from_pairs(people, pairs).0)
}

fn complete(people: u32) -> Arc<Network> {
    let pairs: Vec<_> = (0..people).flat_map(|a| (a + 1..people).map(move |b| (a, b))).collect();
    network(people as usize, &pairs)
}

fn run(situation: &Situation, network: &Arc<Network>, seed: u64) -> Recording {
    Simulation::new(situation, Arc::clone(network), seed, Detail::ALL).expect("the situation fits the network").run()
}

fn column(situation: &Situation, recording: &Recording, name: &str) -> Vec<(f64, f64)> {
    let place = series_names(situation).iter().position(|n| n == name).expect("a known column");
    recording.series.iter().map(|row| (row.time, row.values[place])).collect()
}

fn agent(situation: &Situation, recording: &Recording, name: &str) -> Vec<f64> {
    let place = catching::model::agent_columns(situation).iter().position(|n| n == name).expect("a known column");
    recording.agents.iter().map(|row| row.values[place]).collect()
}

fn everyone(expression: &str, policy: Policy) -> Group {
    let deliberate = vec![Deliberate { expression: expression.into(), policy }];
    Group {
        name: "all".into(),
        who: Who::Everyone,
        traits: Traits::default(),
        deliberate,
        loneliness: None,
        authority: None,
    }
}

#[test]
fn bounded_confidence_keeps_camps_apart() {
    let camps = Distribution::Values { values: vec![-1.0, -0.9, 1.0, 1.1] };
    let spread = |confidence: f64| {
        let mood = Mood { averaging: 0.05, confidence, initial: Some(camps.clone()), ..still() };
        let situation = Situation { mood: Some(mood), sample_every: 500.0, ..Situation::plain(vec![], 1000.0, 0.5) };
        column(&situation, &run(&situation, &complete(4), 1), "mood_sd").last().expect("sampled").1
    };
    assert!(spread(0.5) > 0.9 && spread(FOREVER) < 1e-3);
}

fn smile_on_purpose(hold: f64, every: f64, feedback: f64) -> Situation {
    let smile = Expression { feedback, duration: Distribution::fixed(hold), ..Expression::bare("smile") };
    let mut situation = Situation { mood: Some(still()), ..Situation::plain(vec![smile], 3600.0, 0.1) };
    situation.sample_every = 10.0;
    situation.groups.push(everyone("smile", Policy::Schedule { on: 0.0, hold, every, until: FOREVER }));
    situation
}

/// T22: a posed smile lifts affect by 0.20 SD at most, and by 0.20 (1 − e^{−5}) in ten seconds.
#[test]
fn a_posed_smile_lifts_affect_by_the_published_fifth() {
    let situation = smile_on_purpose(10.0, FOREVER, 0.20);
    let affect = column(&situation, &run(&situation, &network(1, &[]), 1), "affect_mean");
    assert!((affect[1].1 - 0.20 * (1.0 - (-5.0f64).exp())).abs() < 1e-6, "{}", affect[1].1);
}

#[test]
fn smiling_without_end_never_lifts_affect_above_the_feedback() {
    let situation = smile_on_purpose(9.0, 10.0, 0.20);
    let affect = column(&situation, &run(&situation, &network(1, &[]), 1), "affect_mean");
    let most = affect.iter().map(|row| row.1).fold(0.0, f64::max);
    assert!(most > 0.17 && most <= 0.20, "{most}");
}

#[test]
fn reappraisal_takes_its_share_of_bad_news_and_none_of_good_news() {
    let lasting = |shift: f64, reappraisal: f64| {
        let event = Event {
            at: 0.0,
            every: FOREVER,
            until: FOREVER,
            who: Who::Everyone,
            what: Happening::Mood { shift, lasting: 1000.0 },
        };
        let mut situation =
            Situation { mood: Some(still()), events: vec![event], ..Situation::plain(vec![], 100.0, 1.0) };
        situation.people.reappraisal = Distribution::fixed(reappraisal);
        column(&situation, &run(&situation, &network(1, &[]), 1), "affect_mean").last().expect("sampled").1
    };
    assert!((lasting(-1.0, 0.36) / lasting(-1.0, 0.0) - 0.64).abs() < 1e-9);
    assert_eq!(lasting(1.0, 0.36), lasting(1.0, 0.0));
}

#[test]
fn a_put_on_smile_costs_only_those_who_feel_low() {
    let end = |baseline: f64| {
        let mut situation = smile_on_purpose(10.0, 10.0, 0.0);
        situation.mood = Some(Mood { display_cost: 1e-4, ..still() });
        situation.people.mood_baseline = Distribution::fixed(baseline);
        column(&situation, &run(&situation, &network(1, &[]), 1), "mood_mean").last().expect("sampled").1
    };
    assert_eq!(end(1.0), 1.0);
    assert!((end(-1.0) - (-1.0 - 0.36)).abs() < 0.01, "{}", end(-1.0));
}

#[test]
fn mood_gates_spontaneous_smiles() {
    let smiles = |baseline: f64| {
        let smile = Expression { spontaneous_rate: 0.01, mood_to_spontaneous: 0.5, ..Expression::bare("smile") };
        let mut situation =
            Situation { mood: Some(still()), sample_every: 2000.0, ..Situation::plain(vec![smile], 2000.0, 1.0) };
        situation.people.mood_baseline = Distribution::fixed(baseline);
        column(&situation, &run(&situation, &network(400, &[]), 1), "smile_events").last().expect("sampled").1
    };
    let ratio = smiles(1.0) / smiles(-1.0);
    assert!((ratio - 1.0f64.exp()).abs() < 0.2, "{ratio}");
}

fn mirrored_pair(years: f64) -> Situation {
    let smile = Expression {
        imitation_rate: ImitationRate::Rate(0.5),
        spontaneous_rate: 0.02,
        duration: Distribution::fixed(3.0),
        bonding: true,
        ..Expression::bare("smile")
    };
    let attachment = Attachment { growth: 0.01, decay: years * 3.156e7, window: 2.0 };
    Situation { attachment: Some(attachment), sample_every: 600.0, ..Situation::plain(vec![smile], 3600.0, 0.5) }
}

#[test]
fn every_mirrored_event_moves_a_tie_its_share_of_the_way() {
    let situation = mirrored_pair(1e9);
    let recording = run(&situation, &complete(2), 3);
    let mirrored = recording.events.iter().filter(|e| e.source.is_some()).count();
    let closeness = f64::from(recording.ties[0].closeness);
    // Also counted: spontaneous ones within two seconds of the other's.
    let low = 1.0 - 0.99f64.powi(mirrored as i32);
    let high = 1.0 - 0.99f64.powi((mirrored as f64 * 1.25) as i32 + 3);
    assert!(mirrored > 50 && closeness >= low - 1e-6 && closeness <= high, "{mirrored}: {closeness} in {low}..{high}");
    assert_eq!(recording.ties[0].closeness, recording.ties[1].closeness);
}

#[test]
fn ties_fade_without_contact_and_kin_do_not() {
    let mut situation = mirrored_pair(2.0);
    situation.expressions[0].spontaneous_rate = 0.0;
    situation.ties.closeness = Closeness::Drawn(Distribution::fixed(0.8));
    let year = 3.156e7;
    situation = Situation { duration: year, dt: 3600.0, sample_every: 36_000.0, ..situation };
    let closeness = |situation: &Situation| f64::from(run(situation, &complete(2), 1).ties[0].closeness);
    assert!((closeness(&situation) - 0.8 * (-0.5f64).exp()).abs() < 1e-3, "{}", closeness(&situation));
    situation.ties.rules.push(catching::model::situation::TieRule {
        between: catching::model::situation::Between::All,
        share: 1.0,
        closeness: None,
        visibility: None,
        kin: Some(true),
    });
    assert!((closeness(&situation) - 0.8).abs() < 1e-6);
}

#[test]
fn those_without_lived_ties_grow_lonely_and_mimic_less() {
    let mut situation = mirrored_pair(2.0);
    situation.expressions[0].loneliness_gate = 1.0;
    situation.loneliness = Some(Loneliness {
        relaxation: 600.0,
        belonging: 0.3,
        contact_rate: 1.0 / 3600.0,
        contact_memory: 3600.0,
        initial: Distribution::fixed(0.5),
    });
    situation.ties.closeness = Closeness::Drawn(Distribution::fixed(0.8));
    let pair_and_loner = network(3, &[(0, 1)]);
    let lonely = agent(&situation, &run(&situation, &pair_and_loner, 1), "loneliness");
    assert!(lonely[0] < 0.4 && lonely[1] < 0.4 && lonely[2] > 0.95, "{lonely:?}");
}

#[test]
fn a_loud_room_carries_laughter_to_those_who_see_nobody() {
    let laugh = Expression {
        imitation_rate: ImitationRate::Rate(0.05),
        initial: Some(Who::Count(1, Pick::First)),
        ..Expression::bare("laugh")
    };
    let mut situation = Situation { sample_every: 60.0, ..Situation::plain(vec![laugh], 60.0, 0.1) };
    let people = network(50, &[]);
    let events = |situation: &Situation| {
        column(situation, &run(situation, &people, 1), "laugh_events").last().expect("sampled").1
    };
    assert_eq!(events(&situation), 1.0);
    situation.place = Some(Place { fading: 10.0, perceived: vec![("laugh".into(), 1.0)] });
    assert!(events(&situation) > 10.0);
}

#[test]
fn encounters_keep_the_promised_number_in_view() {
    let sight = |at_once: f64| {
        let smile =
            Expression { spontaneous_rate: 0.1, imitation_rate: ImitationRate::Rate(0.2), ..Expression::bare("smile") };
        let mut situation = Situation { sample_every: 5.0, ..Situation::plain(vec![smile], 600.0, 0.5) };
        situation.encounters = Some(Encounters {
            length: 5.0,
            at_once,
            kind: EncounterKind::Meetings,
            dose: Distribution::fixed(1.0),
            from: None,
        });
        let recording = run(&situation, &complete(60), 1);
        let open: f32 = recording.ties.iter().map(|tie| tie.visibility).sum();
        (f64::from(open) / 60.0, column(&situation, &recording, "smile_imitated").last().expect("sampled").1)
    };
    let ((few, caught_few), (many, caught_many)) = (sight(1.0), sight(10.0));
    assert!((few - 1.0).abs() < 0.5 && (many - 10.0).abs() < 1.5, "{few} {many}");
    assert!(caught_many > 4.0 * caught_few && caught_few > 0.0, "{caught_few} {caught_many}");
}

#[test]
fn a_joke_makes_people_laugh_while_it_lasts() {
    let laugh = Expression {
        spontaneous_rate: 0.001,
        duration: Distribution::fixed(1.0),
        refractory: Distribution::fixed(20.0),
        ..Expression::bare("laugh")
    };
    let joke = Event {
        at: 30.0,
        every: 30.0,
        until: FOREVER,
        who: Who::Everyone,
        what: Happening::SpontaneousFactor { expression: Some("laugh".into()), factor: 100.0, lasting: 3.0 },
    };
    let situation = Situation { events: vec![joke], ..Situation::plain(vec![laugh], 300.0, 0.5) };
    let recording = run(&situation, &network(2000, &[]), 1);
    let during = recording.events.iter().filter(|e| e.time >= 30.0 && e.time % 30.0 < 3.0).count() as f64;
    let expected = 2000.0 * 9.0 * (1.0 - (-0.3f64).exp());
    assert!((during / expected - 1.0).abs() < 0.05, "{during} against {expected}");
    let outside = recording.events.len() as f64 - during;
    // Those who laughed at a joke are refractory for most of the time to the next.
    let free = 2000.0 * (300.0 - 27.0) - expected * 21.0;
    assert!((outside / (0.001 * free) - 1.0).abs() < 0.15, "{outside}");
}

#[test]
fn two_who_begin_in_the_same_tick_bond_as_two_who_begin_within_the_window() {
    let bond = |dt: f64| {
        let mut situation = mirrored_pair(1e9);
        situation.expressions[0].spontaneous_rate = 0.0;
        situation.expressions[0].imitation_rate = ImitationRate::Rate(0.0);
        situation.events.push(Event {
            at: 1.1,
            every: FOREVER,
            until: FOREVER,
            who: Who::Everyone,
            what: Happening::Express("smile".into()),
        });
        situation = Situation { duration: 10.0, dt, sample_every: 5.0, ..situation };
        f64::from(run(&situation, &complete(2), 1).ties[0].closeness)
    };
    assert!((bond(0.5) - 0.01).abs() < 1e-6 && (bond(0.1) - 0.01).abs() < 1e-6, "{} {}", bond(0.5), bond(0.1));
}

#[test]
fn averaging_stays_stable_at_any_tick() {
    let start = Distribution::Values { values: vec![-1.0, 2.0, 0.0, 1.0] };
    let mood = Mood { averaging: 1.0, initial: Some(start), ..still() };
    let situation = Situation { mood: Some(mood), sample_every: 10.0, ..Situation::plain(vec![], 20.0, 1.0) };
    let recording = run(&situation, &complete(100), 1);
    let mean = column(&situation, &recording, "mood_mean");
    assert!((mean[0].1 - mean[2].1).abs() < 1e-9);
    assert!(column(&situation, &recording, "mood_sd")[2].1 < 1e-6);
}

#[test]
fn a_moment_that_no_tick_begins_at_comes_once() {
    let shock = Event {
        at: 0.3,
        every: FOREVER,
        until: FOREVER,
        who: Who::Everyone,
        what: Happening::Mood { shift: -2.0, lasting: 1000.0 },
    };
    let mood = Mood { onset: 0.01, ..still() };
    let situation = Situation { mood: Some(mood), events: vec![shock], ..Situation::plain(vec![], 5.0, 0.1) };
    let affect = column(&situation, &run(&situation, &network(1, &[]), 1), "affect_mean");
    assert!((affect.last().expect("sampled").1 + 2.0).abs() < 1e-9);
}

#[test]
fn a_run_does_not_end_while_something_is_still_to_come() {
    let smile = Expression {
        duration: Distribution::fixed(1.0),
        initial: Some(Who::Count(1, Pick::First)),
        ..Expression::bare("smile")
    };
    let mut situation = Situation {
        stop: Some(catching::model::situation::Stop::NoExpressionActive),
        ..Situation::plain(vec![smile], 60.0, 0.5)
    };
    let ended = |situation: &Situation| run(situation, &network(3, &[]), 1);
    assert!(ended(&situation).ended < 5.0 && ended(&situation).series.len() == 121);
    situation.groups.push(everyone("smile", Policy::Schedule { on: 30.0, hold: 1.0, every: FOREVER, until: FOREVER }));
    let recording = ended(&situation);
    assert_eq!(column(&situation, &recording, "smile_events").last().expect("sampled").1, 4.0);
    assert!(recording.ended > 30.0 && recording.ended < 40.0);
}
