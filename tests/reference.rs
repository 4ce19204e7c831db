//! What the engine promises besides the checks of `catching verify`: coupling, sources, names of draws, exact thresholds.

use catching::chance::{Chance, Distribution, Stream};
use catching::model::situation::{Expression, ImitationRate, Pick, Response, Who};
use catching::model::{Detail, Recording, Simulation, Situation};
use catching::network::{Direction, Network, Tie};
use std::sync::Arc;

fn complete(people: u32) -> Arc<Network> {
    let pairs: Vec<_> = (0..people).flat_map(|a| (a + 1..people).map(move |b| (a, b))).collect();
    Arc::new(Network::from_pairs(people as usize, &pairs).0)
}

fn ring(people: u32, half: u32) -> Arc<Network> {
    let pairs: Vec<_> = (0..people).flat_map(|a| (1..=half).map(move |d| (a, (a + d) % people))).collect();
    Arc::new(Network::from_pairs(people as usize, &pairs).0)
}

fn isolated(people: usize) -> Arc<Network> {
    Arc::new(Network::from_pairs(people, &[]).0)
}

fn run(situation: &Situation, network: &Arc<Network>, seed: u64) -> Recording {
    Simulation::new(situation, Arc::clone(network), seed, Detail::NONE).expect("the situation fits the network").run()
}

fn metric(situation: &Situation, recording: &Recording, name: &str) -> f64 {
    let names = catching::model::metric_names(situation);
    let place = names.iter().position(|n| n == name).expect("a known outcome");
    recording.metrics[place].unwrap_or(f64::NAN)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn standard_error(values: &[f64]) -> f64 {
    let average = mean(values);
    let variance = values.iter().map(|v| (v - average).powi(2)).sum::<f64>() / (values.len() as f64 - 1.0);
    (variance / values.len() as f64).sqrt()
}

fn sis(imitation: f64, recovery: f64, duration: f64, dt: f64) -> Situation {
    let expression = Expression {
        imitation_rate: ImitationRate::Rate(imitation),
        duration: Distribution::Exponential { mean: 1.0 / recovery },
        initial: Some(Who::Share(0.5, Pick::Random)),
        ..Expression::bare("x")
    };
    Situation { sample_every: duration, ..Situation::plain(vec![expression], duration, dt) }
}

/// T25: the same seed gives the same run, and detail does not change it.
#[test]
fn the_same_seed_gives_the_same_run_whatever_is_recorded() {
    let mut situation = sis(0.3, 1.0, 20.0, 0.1);
    situation.expressions[0].initial = Some(Who::Count(3, Pick::Random));
    situation.sample_every = 0.1;
    let network = ring(60, 2);
    let bare = Simulation::new(&situation, Arc::clone(&network), 9, Detail::NONE).unwrap().run();
    let full = Simulation::new(&situation, Arc::clone(&network), 9, Detail::ALL).unwrap().run();
    assert_eq!((&bare.metrics, &bare.series), (&full.metrics, &full.series));
    assert!(!full.events.is_empty() && full.ties.len() == network.ties());
    assert_ne!(bare.series, run(&situation, &network, 10).series);
}

/// More hazard can only mean earlier: two arms that share their dice stay coupled.
#[test]
fn a_higher_rate_never_delays_anyone() {
    let network = isolated(500);
    let firsts = |rate: f64| {
        let expression = Expression { spontaneous_rate: rate, ..Expression::bare("yawn") };
        let situation = Situation::plain(vec![expression], 50.0, 0.5);
        let detail = Detail { agents: true, ..Detail::NONE };
        let recording = Simulation::new(&situation, Arc::clone(&network), 1, detail).unwrap().run();
        recording.agents.iter().map(|a| *a.values.last().unwrap()).collect::<Vec<f64>>()
    };
    for (slow, fast) in firsts(0.05).into_iter().zip(firsts(0.10)) {
        assert!(slow.is_nan() || (fast - slow / 2.0).abs() < 1e-9, "{fast} against {slow}");
    }
}

/// Imitated expressions name a source who was in view.
#[test]
fn the_source_of_an_imitation_is_somebody_in_view() {
    let mut situation = sis(0.5, 1.0, 30.0, 0.1);
    situation.expressions[0].memory = 2.0;
    situation.expressions[0].initial = Some(Who::Count(5, Pick::Random));
    let network = ring(100, 3);
    let recording = Simulation::new(&situation, Arc::clone(&network), 4, Detail::ALL).unwrap().run();
    let imitated: Vec<_> = recording.events.iter().filter(|e| e.cause == catching::model::Cause::Imitated).collect();
    assert!(imitated.len() > 50);
    let known = imitated.iter().filter(|e| e.source.is_some()).count();
    assert!(known as f64 > 0.95 * imitated.len() as f64, "{known} of {}", imitated.len());
    for event in imitated {
        if let Some(source) = event.source {
            assert!(network.seen_by(event.agent as usize).contains(&source));
        }
    }
}

/// Draws have names: adding an expression does not shift the luck of another.
#[test]
fn a_new_expression_leaves_the_others_alone() {
    let network = ring(80, 2);
    let yawn =
        Expression { imitation_rate: ImitationRate::Rate(0.2), spontaneous_rate: 0.02, ..Expression::bare("yawn") };
    let alone = Situation::plain(vec![yawn.clone()], 40.0, 0.1);
    let cough = Expression { spontaneous_rate: 0.05, ..Expression::bare("cough") };
    let both = Situation::plain(vec![cough, yawn], 40.0, 0.1);
    let (one, two) = (run(&alone, &network, 6), run(&both, &network, 6));
    assert_eq!(metric(&alone, &one, "yawn_events"), metric(&both, &two, "yawn_events"));
    assert_eq!(one.series.last().unwrap().values[..4], two.series.last().unwrap().values[4..8]);
    let _ = Chance::new(1).draws(Stream::Firing, 0, 0, 0);
}

/// When a giggle feeds itself: further laughs after one, in groups of friends, without habituation.
#[test]
fn a_laugh_feeds_itself_in_larger_groups() {
    for (people, reference, runs) in
        [(2, 0.5, 3000), (3, 1.5, 3000), (4, 2.8, 3000), (5, 5.1, 2000), (6, 8.8, 2000), (8, 22.8, 2000)]
    {
        let expression = Expression {
            imitation_rate: ImitationRate::Rate(0.35),
            memory: 1.0,
            latency: Distribution::Gamma { mean: 0.4, shape: 4.0 },
            duration: Distribution::Exponential { mean: 2.0 },
            refractory: Distribution::Exponential { mean: 5.0 },
            initial: Some(Who::Count(1, Pick::Random)),
            ..Expression::bare("laugh")
        };
        let situation = Situation {
            sample_every: 3600.0,
            stop: Some(catching::model::situation::Stop::NoExpressionActive),
            ..Situation::plain(vec![expression], 3600.0, 0.1)
        };
        let network = complete(people);
        let further: Vec<f64> =
            (0..runs).map(|seed| metric(&situation, &run(&situation, &network, seed), "laugh_events") - 1.0).collect();
        let error = standard_error(&further);
        let tolerance = 0.10 * reference + 4.0 * error;
        assert!((mean(&further) - reference).abs() < tolerance, "{people}: {} ± {error}, {reference}", mean(&further));
    }
}

/// Nothing times "always" is nothing: those who have tired of it are not stuck.
#[test]
fn always_and_habituation_leave_nobody_stuck() {
    let expression = Expression {
        imitation_rate: ImitationRate::Always,
        spontaneous_rate: 1.0,
        habituation_rate: 1e6,
        duration: Distribution::fixed(0.1),
        ..Expression::bare("laugh")
    };
    let situation = Situation::plain(vec![expression], 12.0, 0.05);
    let events = metric(&situation, &run(&situation, &complete(100), 1), "laugh_events");
    assert!(events > 500.0, "{events}");
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
    assert_eq!(metric(&situation, &run(&situation, &network, 1), "join_reach"), 4.0 / 11.0);
}
