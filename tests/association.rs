//! How alike people near each other are: the measure, and what contagion and surroundings make of it.

use crate::common::Desk;
use catching::chance::{Chance, Distribution, Stream};
use catching::model::situation::{Expression, ImitationRate, Pick, Who};
use catching::model::{Detail, Recording, Simulation, Situation, who};
use catching::network::{Direction, Network, Tie};
use catching::theory::clique::sisa_in_clique;
use std::sync::Arc;

const YEAR: f64 = 31_557_600.0;

/// SISa with rates a year, measured.
fn mood(a: f64, beta: f64, g: f64, years: f64) -> Situation {
    let expression = Expression {
        spontaneous_rate: a / YEAR,
        imitation_rate: ImitationRate::Rate(beta / YEAR),
        duration: Distribution::Exponential { mean: YEAR / g },
        initial: Some(Who::Share(a / (a + g), Pick::Random)),
        ..Expression::bare("content")
    };
    let mut situation = Situation::plain(vec![expression], years * YEAR, YEAR / 12.0);
    situation.sample_every = YEAR / 2.0;
    situation.measure.association.push("content".to_owned());
    situation
}

fn run(situation: &Situation, network: &Arc<Network>, seed: u64) -> Recording {
    Simulation::new(situation, Arc::clone(network), seed, Detail::NONE).unwrap().run()
}

/// The associations of a run, by distance.
fn associations(situation: &Situation, recording: &Recording) -> Vec<Option<f64>> {
    let names = catching::model::metric_names(situation);
    let value =
        |d: usize| recording.metrics[names.iter().position(|n| *n == format!("content_association_{d}")).unwrap()];
    (1..=3).map(value).collect()
}

/// T26 where it can be solved exactly: isolated groups of four, at the rates of Hill and colleagues.
#[test]
fn in_cliques_contagion_makes_people_as_alike_as_the_exact_solution_says() {
    let pairs: Vec<_> = (0..4740).flat_map(|i| (i + 1..(i / 4 + 1) * 4).map(move |j| (i, j))).collect();
    let network = Arc::new(Network::from_pairs(4740, &pairs).0);
    for (a, beta, g, tolerance) in [(0.18, 0.02, 0.10, 0.006), (0.04, 0.04, 0.20, 0.03)] {
        let situation = mood(a, beta, g, 160.0);
        let measured: Vec<f64> =
            (0..3).map(|seed| associations(&situation, &run(&situation, &network, seed))[0].unwrap()).collect();
        let mean = measured.iter().sum::<f64>() / 3.0;
        let exact = sisa_in_clique(4, a, beta, g).association;
        assert!((mean - exact).abs() < tolerance, "{mean} against {exact}");
    }
}

/// Who expresses is fixed and only one moment counts, so that the pairs can be counted by hand.
#[test]
fn association_counts_the_pairs_at_each_shortest_distance() {
    // 0 – 1 – 2 – 3 – 4 and the tie 4 → 0 that only goes one way: a ring when directions are set aside.
    let ties = [(0, 1), (1, 0), (1, 2), (2, 1), (2, 3), (3, 2), (3, 4), (4, 3), (4, 0)];
    let ties: Vec<Tie> = ties.into_iter().map(|(a, b)| Tie::new(a, b)).collect();
    let network = Arc::new(Network::from_ties(5, &ties, Direction::Directed).0);
    let forever = Expression {
        duration: Distribution::fixed(f64::INFINITY),
        initial: Some(Who::Ids(vec!["0".into(), "1".into()])),
        ..Expression::bare("content")
    };
    let mut situation = Situation::plain(vec![forever], 2.0, 1.0);
    situation.measure.association.push("content".to_owned());
    let found = associations(&situation, &run(&situation, &network, 1));
    // Ring of five, 0 and 1 express. One step: beside somebody who does 1/2 do, otherwise 2/6. Two steps: 0/4 and 4/6.
    assert!((found[0].unwrap() - 0.5).abs() < 1e-12, "{found:?}");
    assert!((found[1].unwrap() + 1.0).abs() < 1e-12, "{found:?}");
    assert_eq!(found[2], None, "nobody is three steps away in a ring of five");
}

#[test]
fn people_around_somebody_are_those_within_so_many_ties() {
    let pairs: Vec<_> = (0..9).map(|i| (i, i + 1)).collect();
    let path = Network::from_pairs(10, &pairs).0;
    let around = |steps| {
        let centre = Who::Near(Box::new(Who::Ids(vec!["4".into()])), steps);
        who::choose(&centre, &path, &[], Chance::new(1).of(Stream::Group, 0), 0).unwrap()
    };
    assert_eq!(around(0), [4]);
    assert_eq!(around(2), [2, 3, 4, 5, 6]);
    assert_eq!(around(200).len(), 10);
}

#[test]
fn a_choice_around_people_and_published_values_survive_writing() {
    let desk = Desk::new();
    desk.ok(&[
        "run",
        "three-degrees",
        "--replicates",
        "1",
        "--no-charts",
        "-q",
        "-o",
        "a",
        "--set",
        "duration='1 year'",
    ]);
    let text = desk.read("a/scenario.toml");
    assert!(text.contains("within = 2") && text.contains("[[marks]]") && text.contains("association = [\"content\"]"));
    desk.ok(&["run", "a/scenario.toml", "--no-charts", "-q", "-o", "b"]);
    assert_eq!(desk.read("a/runs.csv"), desk.read("b/runs.csv"));
    assert_eq!(text, desk.read("b/scenario.toml"));
}

/// T26: with nothing passed on, shared surroundings alone fall by two or three a step; contagion by far more.
#[test]
fn surroundings_fall_off_more_slowly_with_distance_than_contagion() {
    let desk = Desk::new();
    desk.ok(&["run", "three-degrees", "--replicates", "4", "--set", "duration='50 year'", "--no-charts", "-q"]);
    let summary = desk.read("output/three-degrees/summary.csv");
    let mean = |arm: &str, distance: usize| -> f64 {
        let metric = format!("content_association_{distance}");
        let row = summary.lines().find(|line| line.contains(&format!(",{arm},{metric},"))).unwrap();
        row.split(',').nth(4).unwrap().parse().unwrap()
    };
    assert!((mean("surroundings", 1) - 0.10).abs() < 0.015, "{}", mean("surroundings", 1));
    assert!((mean("surroundings", 2) - 0.042).abs() < 0.015, "{}", mean("surroundings", 2));
    assert!((mean("contagion", 1) - 0.029).abs() < 0.01, "{}", mean("contagion", 1));
    assert!(mean("contagion", 2).abs() < 0.01 && mean("no_imitation", 1).abs() < 0.01);
    assert!(mean("contagion", 1) > 5.0 * mean("contagion", 2).abs());
}
