//! The presets against the published findings they were fitted to, and a real network against spectral theory.

use catching::chance::{Chance, Distribution};
use catching::evidence::Preset;
use catching::model::situation::{Deliberate, Expression, Group, ImitationRate, Policy, Response, Stop, Traits, Who};
use catching::model::{Cause, Detail, Recording, Simulation, Situation, metric_names};
use catching::network::{Direction, Network, NetworkSpec, Tie, measures::Measures};
use catching::theory::epidemic;
use std::sync::Arc;

const VIEWERS: u32 = 20_000;

fn preset(name: &str) -> Expression {
    Expression { spontaneous_rate: 0.0, ..Preset::named(name).unwrap().expression() }
}

/// Everyone sees person 0 and nobody else.
fn audience() -> Arc<Network> {
    let ties: Vec<_> = (1..=VIEWERS).map(|i| Tie::new(i, 0)).collect();
    Arc::new(Network::from_ties(VIEWERS as usize + 1, &ties, Direction::Directed).0)
}

/// Person 0 shows an expression for `hold` seconds every `every` seconds.
fn stage(expressions: Vec<Expression>, shown: &str, hold: f64, every: f64, duration: f64) -> Situation {
    let policy = Policy::Schedule { on: 0.0, hold, every, until: f64::INFINITY };
    let mut situation = Situation { sample_every: duration, ..Situation::plain(expressions, duration, 0.05) };
    situation.groups.push(Group {
        name: "stage".into(),
        who: Who::Ids(vec!["0".into()]),
        traits: Traits::default(),
        deliberate: vec![Deliberate { expression: shown.into(), policy }],
        loneliness: None,
    });
    situation
}

fn play(situation: &Situation, seed: u64) -> Recording {
    let detail = Detail { events: true, ..Detail::NONE };
    Simulation::new(situation, audience(), seed, detail).unwrap().run()
}

/// Share of the audience that showed an expression in the window.
fn answered(recording: &Recording, expression: u16, from: f64, to: f64) -> f64 {
    let mut people: Vec<u32> = recording
        .events
        .iter()
        .filter(|e| e.expression == expression && e.agent > 0 && (from..to).contains(&e.time))
        .inspect(|e| assert_eq!(e.cause, Cause::Imitated))
        .map(|e| e.agent)
        .collect();
    people.sort_unstable();
    people.dedup();
    people.len() as f64 / f64::from(VIEWERS)
}

#[test]
fn half_of_all_smiles_are_returned_and_few_frowns() {
    let returned = |name: &str, visibility: f64| {
        let mut situation = stage(vec![preset(name)], name, 3.0, f64::INFINITY, 30.0);
        situation.ties.visibility = Distribution::fixed(visibility);
        answered(&play(&situation, 1), 0, 0.0, 30.0)
    };
    let smile = returned("smile", 1.0);
    assert!((0.50..=0.56).contains(&smile), "{smile}");
    // Habituation takes a little off 1 − e^{−0.75}.
    assert!((smile - (1.0 - (-0.75f64).exp())).abs() < 0.015, "{smile}");
    let street = returned("smile", 0.32);
    assert!((0.15..=0.30).contains(&street), "{street}");
    let frown = returned("frown", 1.0);
    assert!(frown <= 0.10 && frown > 0.0, "{frown}");
}

#[test]
fn canned_laughter_works_once() {
    let smile = Expression { triggered_by: vec![("laugh".into(), 0.51)], ..preset("smile") };
    let situation = stage(vec![preset("laugh"), smile], "laugh", 18.0, 60.0, 600.0);
    let recording = play(&situation, 1);
    let trial = |k: f64| answered(&recording, 0, 60.0 * (k - 1.0), 60.0 * k);
    assert!((trial(1.0) - 0.50).abs() < 0.03, "first trial {}", trial(1.0));
    assert!((trial(10.0) - 0.023).abs() < 0.01, "tenth trial {}", trial(10.0));
    let smiles = answered(&recording, 1, 0.0, 60.0);
    assert!(smiles >= 0.85, "smiles {smiles}");
}

fn karate(ratio: f64, duration: f64, share: Who) -> (Situation, Arc<Network>, f64) {
    let network =
        NetworkSpec::generated("karate_club", Vec::<(&str, i64)>::new()).unwrap().build(Chance::new(1)).unwrap();
    let expression =
        Expression { imitation_rate: ImitationRate::Rate(ratio), initial: Some(share), ..Expression::bare("x") };
    let situation = Situation {
        sample_every: 1.0,
        stop: Some(Stop::NoExpressionActive),
        ..Situation::plain(vec![expression], duration, 0.05)
    };
    let lambda = Measures::of(&network).lambda_max;
    (situation, Arc::new(network), lambda)
}

/// Share of people expressing in each second of each run.
fn curves(situation: &Situation, network: &Arc<Network>, runs: u64) -> Vec<Vec<f64>> {
    let run = |seed| Simulation::new(situation, Arc::clone(network), seed, Detail::NONE).unwrap().run();
    (0..runs).map(|seed| run(seed).series.iter().map(|row| row.values[0]).collect()).collect()
}

#[test]
fn below_the_spectral_threshold_contagion_dies_within_its_bound() {
    let (situation, network, lambda) = karate(0.10, 200.0, Who::Everyone);
    let runs = curves(&situation, &network, 400);
    for time in [1usize, 3, 5, 10] {
        let mean = runs.iter().map(|run| run[time] * 34.0).sum::<f64>() / runs.len() as f64;
        let bound = epidemic::sis_decay_bound(34, 34, 0.10, 1.0, lambda, time as f64);
        assert!(mean <= bound, "after {time}: {mean} above {bound}");
    }
    assert!(runs.iter().all(|run| run.last() == Some(&0.0)));
}

#[test]
fn in_the_karate_club_contagion_lasts_well_above_the_threshold_only() {
    let survivors = |ratio: f64| {
        let (situation, network, _) = karate(ratio, 100.0, Who::Everyone);
        let runs = curves(&situation, &network, 400);
        let count = runs.len() as f64;
        let alive: Vec<Vec<f64>> = runs.into_iter().filter(|run| *run.last().unwrap() > 0.0).collect();
        let level = alive.iter().flat_map(|run| &run[20..=100]).sum::<f64>() / (81.0 * alive.len() as f64);
        (alive.len() as f64 / count, level)
    };
    let (few, _) = survivors(0.30);
    assert!((few - 0.11).abs() < 4.0 * (0.11 * 0.89 / 400.0f64).sqrt() + 0.02, "{few} survive at twice the bound");
    for (ratio, level) in [(0.50, 0.513), (0.80, 0.669)] {
        let (_, measured) = survivors(ratio);
        assert!((measured - level).abs() < 0.01, "ratio {ratio}: {measured}");
    }
}

#[test]
fn a_threshold_that_is_met_exactly_is_met() {
    // Three of ten is 0.30000000000000004 in binary; three tenths is not.
    let expression = Expression {
        imitation_rate: ImitationRate::Always,
        response: Response::Threshold { theta: Distribution::fixed(0.3) },
        attention: 1.0,
        duration: Distribution::fixed(f64::INFINITY),
        initial: Some(Who::Ids(["1", "2", "3"].map(String::from).to_vec())),
        ..Expression::bare("join")
    };
    let situation = Situation::plain(vec![expression], 2.0, 1.0);
    let ties: Vec<_> = (1..=10).map(|j| Tie::new(0, j)).collect();
    let network = Arc::new(Network::from_ties(11, &ties, Direction::Directed).0);
    let recording = Simulation::new(&situation, network, 1, Detail::NONE).unwrap().run();
    let reach = metric_names(&situation).iter().position(|n| n == "join_reach").unwrap();
    assert_eq!(recording.metrics[reach], Some(4.0 / 11.0));
}
