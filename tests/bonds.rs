//! Attachment and loneliness as a loop, and contacts played as they were recorded.

use crate::common::Desk;
use catching::chance::Distribution;
use catching::model::situation::{
    Attachment, Between, Closeness, Deliberate, Expression, Group, ImitationRate, Loneliness, Policy, TieRule, Traits,
    Who,
};
use catching::model::{Cause, Detail, Recording, Simulation, Situation};
use catching::network::Network;
use std::sync::Arc;

const HOUR: f64 = 3600.0;
const FOREVER: f64 = f64::INFINITY;

/// Two friends for a day of company; how lonely each is stays as it is unless `relaxation` says otherwise.
struct Pair {
    lonely: [f64; 2],
    gate: f64,
    relaxation: f64,
    /// Smiles on purpose of the first [/h].
    on_purpose: f64,
}

const CONTENT: Pair = Pair { lonely: [0.1, 0.1], gate: 1.0, relaxation: 1e12, on_purpose: 0.0 };

impl Pair {
    fn situation(&self) -> Situation {
        let smile = Expression {
            imitation_rate: ImitationRate::Rate(0.5),
            spontaneous_rate: 0.002,
            duration: Distribution::fixed(3.0),
            refractory: Distribution::fixed(60.0),
            loneliness_gate: self.gate,
            bonding: true,
            ..Expression::bare("smile")
        };
        let group = |person: usize| Group {
            name: person.to_string(),
            who: Who::Ids(vec![person.to_string()]),
            traits: Traits::default(),
            deliberate: vec![Deliberate {
                expression: "smile".into(),
                policy: Policy::Rate(if person == 0 { self.on_purpose / HOUR } else { 0.0 }),
            }],
            loneliness: Some(self.lonely[person]),
            authority: None,
        };
        let mut situation = Situation::plain(vec![smile], 20.0 * HOUR, 2.0);
        situation.sample_every = HOUR;
        situation.groups = vec![group(0), group(1)];
        situation.ties.closeness = Closeness::Drawn(Distribution::fixed(0.5));
        situation.attachment = Some(Attachment { growth: 0.02, decay: 10.0 * HOUR, window: 2.0 });
        situation.loneliness = Some(Loneliness {
            relaxation: self.relaxation,
            belonging: 0.4,
            contact_rate: 10.0 / HOUR,
            contact_memory: HOUR,
            initial: Distribution::fixed(0.0),
        });
        situation
    }

    fn run(&self) -> Recording {
        play(&self.situation())
    }
}

fn play(situation: &Situation) -> Recording {
    let network = Arc::new(Network::from_pairs(2, &[(0, 1)]).0);
    Simulation::new(situation, network, 1, Detail::ALL).unwrap().run()
}

fn closeness(recording: &Recording) -> f64 {
    f64::from(recording.ties[0].closeness)
}

fn mimicked(recording: &Recording, person: u32) -> usize {
    recording.events.iter().filter(|e| e.agent == person && e.cause == Cause::Imitated).count()
}

fn loneliness(situation: &Situation, recording: &Recording) -> f64 {
    let place = catching::model::agent_columns(situation).iter().position(|c| c == "loneliness").unwrap();
    recording.agents[0].values[place]
}

#[test]
fn the_lonely_mimic_less_and_their_ties_fade() {
    let (content, lonely) = (CONTENT.run(), Pair { lonely: [0.9, 0.9], ..CONTENT }.run());
    assert!(mimicked(&lonely, 0) * 3 < mimicked(&content, 0), "{} {}", mimicked(&lonely, 0), mimicked(&content, 0));
    assert!(mimicked(&lonely, 0) > 0, "mimicry is gated, not gone");
    assert!(closeness(&content) > 0.55 && closeness(&lonely) < 0.4, "{} {}", closeness(&content), closeness(&lonely));
}

#[test]
fn loneliness_that_gates_mimicry_feeds_itself() {
    let settled = |gate: f64| {
        let pair = Pair { lonely: [0.9, 0.9], gate, relaxation: 2.0 * HOUR, ..CONTENT };
        let recording = pair.run();
        (loneliness(&pair.situation(), &recording), closeness(&recording))
    };
    let ((gated, weak), (open, strong)) = (settled(1.0), settled(0.0));
    assert!(gated > open + 0.1, "{gated} {open}");
    assert!(weak < strong - 0.1, "{weak} {strong}");
}

#[test]
fn smiling_on_purpose_is_the_way_out_of_loneliness() {
    // One is lonely and the friend is not: who lacks spontaneous mimicry can still smile, and is mirrored.
    let with = |on_purpose: f64| {
        let pair = Pair { lonely: [0.95, 0.1], relaxation: 2.0 * HOUR, on_purpose, ..CONTENT };
        let recording = pair.run();
        (loneliness(&pair.situation(), &recording), closeness(&recording), mimicked(&recording, 1))
    };
    let ((without, apart, answered), (smiling, close, often)) = (with(0.0), with(30.0));
    assert!(often > 2 * answered, "{often} {answered}");
    assert!(close > apart + 0.1 && smiling < without - 0.1, "{close} {apart}; {smiling} {without}");
}

#[test]
fn kin_stay_close_without_any_contact() {
    let mut situation = CONTENT.situation();
    situation.expressions[0].spontaneous_rate = 0.0;
    let rule =
        |kin: bool| TieRule { between: Between::All, share: 1.0, closeness: None, visibility: None, kin: Some(kin) };
    let after = |situation: &Situation, kin: bool| {
        let mut situation = situation.clone();
        situation.ties.rules.push(rule(kin));
        closeness(&play(&situation))
    };
    assert!((after(&situation, true) - 0.5).abs() < 1e-6);
    assert!((after(&situation, false) - 0.5 * (-2.0f64).exp()).abs() < 1e-3, "{}", after(&situation, false));
    // A tie that is kin grows as any other.
    situation.expressions[0].spontaneous_rate = 0.002;
    assert!(after(&situation, true) > 0.9);
}

#[test]
fn those_who_do_not_see_each_other_do_not_bond_by_smiling_at_the_same_time() {
    let bond = |visibility: f64| {
        let mut situation = CONTENT.situation();
        situation.expressions[0].imitation_rate = ImitationRate::Rate(0.0);
        situation.expressions[0].spontaneous_rate = 0.05;
        situation.attachment = Some(Attachment { growth: 0.02, decay: FOREVER, window: 2.0 });
        situation.ties.visibility = Distribution::fixed(visibility);
        closeness(&play(&situation)) - 0.5
    };
    assert_eq!(bond(0.0), 0.0);
    let (hardly, fully) = (bond(0.01), bond(1.0));
    assert!(hardly > 0.0 && hardly < fully / 5.0, "{hardly} {fully}");
}

#[test]
fn whom_a_smile_is_caught_from_follows_visibility_at_any_tick() {
    // One person sees a friend well and a stranger hardly; both smile as often.
    for dt in [0.1, 60.0] {
        let mut situation = CONTENT.situation();
        (situation.attachment, situation.loneliness) = (None, None);
        situation.expressions[0].memory = 0.5;
        situation.expressions[0].spontaneous_rate = 0.02;
        situation.groups.clear();
        situation.ties.rules = vec![TieRule {
            between: Between::Kind("hardly".into()),
            share: 1.0,
            closeness: None,
            visibility: Some(Distribution::fixed(0.05)),
            kin: None,
        }];
        situation.dt = dt;
        let kind = |viewer: u32, seen: u32| u8::from(viewer.max(seen) == 2);
        let network = Network::from_pairs(3, &[(0, 1), (0, 2)]).0.with_kinds(&["well", "hardly"], kind);
        let recording = Simulation::new(&situation, Arc::new(network), 3, Detail::ALL).unwrap().run();
        let from = |source: u32| recording.events.iter().filter(|e| e.agent == 0 && e.source == Some(source)).count();
        let share = from(2) as f64 / (from(1) + from(2)) as f64;
        assert!(from(1) > 200 && (share - 0.05 / 1.05).abs() < 0.03, "dt {dt}: {} {}", from(1), from(2));
    }
}

/// The fenced blocks of a text, by language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

#[test]
fn recorded_contacts_are_played_as_the_documentation_says() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/contacts.md")).unwrap();
    let desk = Desk::new();
    desk.write("contacts.csv", &blocks(&text, "csv")[0]);
    desk.write("meeting.toml", &blocks(&text, "toml")[0]);
    let command = blocks(&text, "console")[0].trim().replace("catching ", "");
    let mut arguments: Vec<&str> = command.split(' ').collect();
    arguments.extend(["-q", "--no-charts", "--replicates", "1", "--set", "null_run=false"]);
    desk.ok(&arguments);
    let events = desk.read("output/meeting/events.csv");
    let answers: Vec<(&str, &str)> = events
        .lines()
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|row| row[4] == "imitated")
        .map(|row| (row[2], row[5]))
        .collect();
    let mut pairs = answers.clone();
    pairs.sort_unstable();
    pairs.dedup();
    assert!(pairs.contains(&("Ben", "Ana")) && pairs.contains(&("Cem", "Ben")), "{events}");
    assert!(!pairs.contains(&("Cem", "Ana")), "{events}");
    let late = |line: &&str| line.split(',').nth(1).and_then(|t| t.parse::<f64>().ok()).is_some_and(|t| t >= 120.0);
    assert_eq!(events.lines().filter(late).count(), 1, "nobody answers the last smile: {events}");
}
