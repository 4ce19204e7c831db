//! Situations to time: one expression with one mechanism more, and everything at once.

use catching::chance::Chance;
use catching::model::{Detail, Simulation, Situation};
use catching::network::Network;
use catching::scenario::{self, Scenario};
use std::sync::Arc;

/// The reference work as a scenario.
pub(crate) const BARE: &str = include_str!("bare.toml");
/// Three expressions and every mechanism.
pub(crate) const EVERYTHING: &str = include_str!("everything.toml");

/// Ticks after which the first rush is over and as many begin as stop.
const SETTLED: u64 = 40;

/// What is added to the bare expression: keys of a scenario and their values.
type Added = &'static [(&'static str, &'static str)];

/// Each mechanism by name.
pub(crate) const MECHANISMS: &[(&str, Added)] = &[
    ("bare", &[]),
    ("memory", &[("expressions.grin.memory", "5 s")]),
    ("box memory", &[("expressions.grin.memory", "5 s"), ("expressions.grin.memory_kernel", "box")]),
    (
        "habituation",
        &[("expressions.grin.habituation_rate", "0.002 /s"), ("expressions.grin.habituation_recovery", "10 min")],
    ),
    ("saturating response", &[("expressions.grin.response", "{ kind = \"saturating\", theta = 2 }")]),
    ("attention", &[("expressions.grin.attention", "4")]),
    ("company factor", &[("expressions.grin.company_factor", "30")]),
    ("latency and refractory time", &[("expressions.grin.latency", "2 s"), ("expressions.grin.refractory", "2 s")]),
    ("social stopping", &[("expressions.grin.social_stopping", "0.5")]),
    ("closeness", &[("ties.closeness", "{ distribution = \"uniform\", low = 0, high = 1 }"), GAIN]),
    ("susceptibility", &[("people.susceptibility", "{ distribution = \"lognormal\", mean = 1, cv = 0.5 }")]),
    (
        "deliberate",
        &[("groups", "[{ name = \"a\", share = 0.1, deliberate = { expression = \"grin\", rate = \"1 /min\" } }]")],
    ),
    ("events", &[("events", "[{ every = \"1 s\", who = { share = 0.01 }, express = \"grin\" }]")]),
    (
        "mood",
        &[("mood.noise", "0.01"), ("expressions.grin.feedback", "0.2"), ("expressions.grin.witness_effect", "0.1")],
    ),
    ("averaging", &[("mood.averaging", "1 /h")]),
    ("regulation", &[("mood.noise", "0.01"), ("expressions.grin.mood_to_mimicry", "0.3")]),
    ("attachment", &[("attachment.growth", "0.01"), ("expressions.grin.bonding", "true"), GAIN]),
    (
        "loneliness",
        &[
            ("attachment.growth", "0.01"),
            ("expressions.grin.bonding", "true"),
            ("loneliness.relaxation", "1 day"),
            ("expressions.grin.loneliness_gate", "0.5"),
        ],
    ),
    ("place", &[("place.fading", "10 s"), ("place.perceived", "{ grin = 0.02 }")]),
    ("meetings", &[("encounters.length", "30 s"), ("encounters.at_once", "5")]),
    ("glimpses", &[("encounters.length", "5 s"), ("encounters.at_once", "1"), ("encounters.kind", "glimpses")]),
];

const GAIN: (&str, &str) = ("expressions.grin.closeness_gain", "4");

/// Reads a scenario of so many people with these values added.
pub(crate) fn scenario(text: &str, people: usize, added: &[(&str, &str)]) -> Scenario {
    let people = ("network.n".to_owned(), people.to_string());
    let added = added.iter().map(|(key, value)| ((*key).to_owned(), scenario::as_toml(value)));
    let changes: Vec<_> = added.chain([people]).collect();
    let read = scenario::read("bench.toml", text, &changes, &|file| panic!("{file} is not asked for"));
    read.unwrap_or_else(|problems| panic!("{}", problems.render(false)))
}

/// Draws a network of the scenario.
pub(crate) fn network_of(scenario: &Scenario) -> Arc<Network> {
    Arc::new(scenario.network.build(Chance::new(1)).expect("a network that fits into memory"))
}

/// A simulation in the middle of its run, nothing recorded but the series.
pub(crate) fn under_way(situation: &Situation, network: &Arc<Network>) -> Simulation {
    let mut simulation =
        Simulation::new(situation, Arc::clone(network), 1, Detail::NONE).expect("a situation that fits");
    (0..SETTLED).for_each(|_| simulation.tick());
    simulation
}
