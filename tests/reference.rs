//! The engine against what is known: closed forms, textbook limits and published anchors.

use catching::chance::{Chance, Distribution, Stream};
use catching::model::situation::{Expression, ImitationRate, Pick, Policy, Response, Who};
use catching::model::{Detail, Recording, Simulation, Situation};
use catching::network::{Direction, Network, Tie};
use catching::theory::{epidemic, kernel, threshold};
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

/// `pairs` viewers who each see one source; sources are the even numbers.
fn watched(pairs: u32) -> Arc<Network> {
    let ties: Vec<_> = (0..pairs).map(|i| Tie::new(2 * i + 1, 2 * i)).collect();
    Arc::new(Network::from_ties(2 * pairs as usize, &ties, Direction::Directed).0)
}

fn sources(pairs: u32) -> Who {
    Who::Ids((0..pairs).map(|i| (2 * i).to_string()).collect())
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

/// T1: a constant hazard is the same whatever the tick.
#[test]
fn a_constant_hazard_does_not_depend_on_the_tick() {
    let people = isolated(100_000);
    for dt in [0.01, 0.1, 1.0, 2.0] {
        let expression = Expression {
            spontaneous_rate: 0.1,
            duration: Distribution::fixed(f64::INFINITY),
            ..Expression::bare("sigh")
        };
        let situation = Situation { sample_every: 10.0, ..Situation::plain(vec![expression], 10.0, dt) };
        let silent = 1.0 - metric(&situation, &run(&situation, &people, 1), "sigh_reach");
        assert!((silent - (-1.0f64).exp()).abs() < 0.006, "dt {dt}: {silent}");
    }
}

/// T3: durations are real-valued, not whole ticks.
#[test]
fn durations_follow_their_law_at_any_tick() {
    let expression = Expression {
        duration: Distribution::Exponential { mean: 4.0 },
        initial: Some(Who::Everyone),
        refractory: Distribution::fixed(f64::INFINITY),
        ..Expression::bare("smile")
    };
    let situation = Situation::plain(vec![expression], 200.0, 1.0);
    let detail = Detail { events: true, ..Detail::NONE };
    let recording = Simulation::new(&situation, isolated(100_000), 3, detail).unwrap().run();
    let mut lengths: Vec<f64> = recording.events.iter().map(|e| e.duration).collect();
    lengths.sort_by(f64::total_cmp);
    let n = lengths.len() as f64;
    assert!((mean(&lengths) - 4.0).abs() < 0.04, "mean {}", mean(&lengths));
    let long = lengths.iter().filter(|&&d| d > 8.0).count() as f64 / n;
    assert!((long - (-2.0f64).exp()).abs() < 0.005, "P(> 8 s) {long}");
    // Kolmogorov–Smirnov against the exponential law; 1.628/√n is the 1 % point.
    let distance = lengths
        .iter()
        .enumerate()
        .map(|(i, &d)| ((i as f64 + 0.5) / n - (1.0 - (-d / 4.0).exp())).abs() + 0.5 / n)
        .fold(0.0, f64::max);
    assert!(distance < 1.628 / n.sqrt(), "KS {distance}");
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

/// T4: event times inside the tick free the stationary level from its length.
#[test]
fn the_endemic_level_does_not_depend_on_the_tick() {
    let people = complete(2000);
    for dt in [0.02, 0.1, 0.25, 0.5, 1.0] {
        let situation = sis(3.0 / 2000.0, 1.0, 60.0, dt);
        let levels: Vec<f64> =
            (1..=3).map(|seed| metric(&situation, &run(&situation, &people, seed), "x_prevalence_late")).collect();
        let reference = epidemic::sis_level(3.0);
        assert!((mean(&levels) - reference).abs() < 0.006, "dt {dt}: {}", mean(&levels));
    }
}

/// T5: SISa at the levels of its formula, at two ticks.
#[test]
fn spontaneous_onset_and_imitation_meet_at_the_level_of_sisa() {
    let people = complete(1000);
    let cases = [
        (0.1, 1.0, 0.5),
        (0.18, 0.06, 0.10),
        (0.18, 0.12, 0.10),
        (0.04, 0.12, 0.20),
        (0.04, 0.24, 0.20),
        (0.02, 0.015, 0.04),
    ];
    for (spontaneous, imitation, recovery) in cases {
        for dt in [0.5, 0.25] {
            let mut situation = sis(imitation / 999.0, recovery, 60.0 / recovery, dt / recovery * 0.2);
            situation.expressions[0].spontaneous_rate = spontaneous;
            let levels: Vec<f64> =
                (1..=3).map(|seed| metric(&situation, &run(&situation, &people, seed), "x_prevalence_late")).collect();
            let reference = epidemic::sisa_level(spontaneous, imitation, recovery);
            assert!(
                (mean(&levels) - reference).abs() < 0.01,
                "{spontaneous} {imitation} {recovery}: {}",
                mean(&levels)
            );
        }
    }
}

/// T8: final size and peak of SIR.
#[test]
fn an_outbreak_reaches_its_final_size_and_peak() {
    let people = complete(3000);
    for r0 in [1.5, 2.0, 3.0] {
        let expression = Expression {
            imitation_rate: ImitationRate::Rate(r0 / 3000.0),
            refractory: Distribution::fixed(f64::INFINITY),
            initial: Some(Who::Share(0.01, Pick::Random)),
            ..Expression::bare("x")
        };
        let situation = Situation { sample_every: 80.0, ..Situation::plain(vec![expression], 80.0, 0.02) };
        let runs: Vec<Recording> = (1..=4).map(|seed| run(&situation, &people, seed)).collect();
        let reach: Vec<f64> = runs.iter().map(|r| metric(&situation, r, "x_reach")).collect();
        let reference = epidemic::sir_final_size_from(r0, 0.01);
        assert!(
            (mean(&reach) - reference).abs() < 0.01 + 4.0 * standard_error(&reach),
            "R0 {r0}: {} {reference}",
            mean(&reach)
        );
        if r0 == 3.0 {
            let peak: Vec<f64> = runs.iter().map(|r| metric(&situation, r, "x_peak")).collect();
            assert!((mean(&peak) - epidemic::sir_peak(r0)).abs() < 0.02, "peak {}", mean(&peak));
        }
    }
}

fn threshold_situation(theta: Distribution, rounds: f64) -> Situation {
    let expression = Expression {
        imitation_rate: ImitationRate::Always,
        response: Response::Threshold { theta },
        duration: Distribution::fixed(f64::INFINITY),
        ..Expression::bare("join")
    };
    Situation::plain(vec![expression], rounds, 1.0)
}

/// T12: simple contagion runs round a ring, complex contagion walks.
#[test]
fn complex_contagion_fills_a_ring_in_the_rounds_of_the_formula() {
    for (half, theta) in [(2, 1), (2, 2), (3, 1), (3, 2), (3, 3)] {
        let mut situation = threshold_situation(Distribution::fixed(f64::from(theta)), 600.0);
        let seeds = (0..=2 * half).map(|i| ((1000 + i - half) % 1000).to_string()).collect();
        situation.expressions[0].initial = Some(Who::Ids(seeds));
        let recording = run(&situation, &ring(1000, half as u32), 1);
        let full = recording.series.iter().find(|row| row.values[1] == 1.0).map(|row| row.time as usize);
        assert_eq!(
            full,
            threshold::ring_fill_rounds(1000, 2 * half as usize, theta as usize),
            "z {} θ {theta}",
            2 * half
        );
    }
}

/// T14: Granovetter's hundred people.
#[test]
fn one_person_can_stop_a_riot() {
    let people = complete(100);
    let joined = |thresholds: Vec<f64>| {
        let situation = threshold_situation(Distribution::Values { values: thresholds }, 150.0);
        metric(&situation, &run(&situation, &people, 1), "join_reach")
    };
    let all: Vec<f64> = (0..100).map(f64::from).collect();
    let mut one_less = all.clone();
    one_less[1] = 2.0;
    assert_eq!((joined(all), joined(one_less)), (1.0, 0.01));
}

/// T19: Mann's applause.
#[test]
fn applause_fills_the_room_as_fast_as_the_formula_says() {
    let rate = 8.6;
    for people in [13, 18, 20] {
        let expression = Expression {
            imitation_rate: ImitationRate::Rate(rate / f64::from(people - 1)),
            duration: Distribution::fixed(f64::INFINITY),
            initial: Some(Who::Count(1, Pick::Random)),
            ..Expression::bare("clap")
        };
        let situation = Situation { sample_every: 10.0, ..Situation::plain(vec![expression], 10.0, 0.005) };
        let network = complete(people as u32);
        let detail = Detail { agents: true, ..Detail::NONE };
        let last: Vec<f64> = (0..1500)
            .map(|seed| {
                let recording = Simulation::new(&situation, Arc::clone(&network), seed, detail).unwrap().run();
                recording.agents.iter().map(|a| *a.values.last().unwrap()).fold(0.0, f64::max)
            })
            .collect();
        let reference = epidemic::applause_spread_time(people as usize, rate);
        assert!((mean(&last) / reference - 1.0).abs() < 0.04, "{people}: {} against {reference}", mean(&last));
    }
}

/// T24: without an attention budget everything explodes.
#[test]
fn limited_attention_keeps_a_smile_from_exploding() {
    let smiles = |people: u32, attention: f64, runs: u64| {
        let expression = Expression {
            imitation_rate: ImitationRate::Rate(0.25),
            attention,
            memory: 0.5,
            latency: Distribution::Gamma { mean: 0.4, shape: 4.0 },
            duration: Distribution::Exponential { mean: 3.0 },
            refractory: Distribution::Exponential { mean: 5.0 },
            initial: Some(Who::Count(1, Pick::Random)),
            ..Expression::bare("smile")
        };
        let situation = Situation { sample_every: 600.0, ..Situation::plain(vec![expression], 600.0, 0.1) };
        let network = complete(people);
        let further: Vec<f64> =
            (0..runs).map(|seed| metric(&situation, &run(&situation, &network, seed), "smile_events") - 1.0).collect();
        (mean(&further), standard_error(&further))
    };
    for (people, reference) in [(2, 0.54), (3, 0.77), (5, 1.06), (10, 1.48), (30, 2.0)] {
        let (further, error) = smiles(people, 1.0, 1000);
        assert!(
            (further / reference - 1.0).abs() < 0.10 + 4.0 * error / reference,
            "B = 1, N = {people}: {further} ± {error}"
        );
    }
    for (people, reference, runs) in [(2, 0.60, 1500), (3, 1.5, 1500), (10, 52.0, 400), (30, 1938.0, 12)] {
        let (further, error) = smiles(people, f64::INFINITY, runs);
        assert!(
            (further / reference - 1.0).abs() < 0.10 + 4.0 * error / reference,
            "B = ∞, N = {people}: {further} ± {error}"
        );
    }
}

/// T20: one yawn, answered within three minutes.
#[test]
fn a_yawn_is_answered_more_often_among_the_close() {
    let pairs = 40_000;
    for closeness in [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0] {
        let expression = Expression {
            imitation_rate: ImitationRate::Rate(0.0135),
            closeness_gain: 10.0,
            responders: 0.65,
            memory: 80.0,
            duration: Distribution::fixed(6.0),
            refractory: Distribution::fixed(f64::INFINITY),
            attention: 2.0,
            initial: Some(sources(pairs)),
            ..Expression::bare("yawn")
        };
        let mut situation = Situation { sample_every: 180.0, ..Situation::plain(vec![expression], 180.0, 0.5) };
        situation.ties.closeness = catching::model::situation::Closeness::Drawn(Distribution::fixed(closeness));
        let reach = metric(&situation, &run(&situation, &watched(pairs), 5), "yawn_reach");
        let answered = 2.0 * reach - 1.0;
        let reference = kernel::answer(0.65, 0.0135, 1.0 + 9.0 * closeness, kernel::leaky_area(6.0, 80.0, 180.0));
        assert!((answered - reference).abs() < 0.01, "w {closeness}: {answered} against {reference}");
    }
}

/// T20: the yawn video, six seconds every ten for five minutes.
#[test]
fn a_yawn_video_makes_half_of_its_viewers_yawn() {
    let viewers: u32 = 20_000;
    let ties: Vec<_> = (1..=viewers).map(|i| Tie::new(i, 0)).collect();
    let network = Arc::new(Network::from_ties(viewers as usize + 1, &ties, Direction::Directed).0);
    let expression = Expression {
        imitation_rate: ImitationRate::Rate(0.0135),
        responders: 0.65,
        memory: 80.0,
        duration: Distribution::fixed(6.0),
        refractory: Distribution::fixed(f64::INFINITY),
        attention: 2.0,
        ..Expression::bare("yawn")
    };
    let mut situation = Situation { sample_every: 60.0, ..Situation::plain(vec![expression], 300.0, 0.5) };
    let policy = Policy::Schedule { on: 0.0, hold: 6.0, every: 10.0, until: f64::INFINITY };
    situation.groups.push(catching::model::situation::Group {
        name: "screen".into(),
        who: Who::Ids(vec!["0".into()]),
        traits: Default::default(),
        deliberate: vec![catching::model::situation::Deliberate { expression: "yawn".into(), policy }],
        loneliness: None,
    });
    // A screen that yawned would be refractory for ever: the timetable calls it all the same.
    let recording = run(&situation, &network, 2);
    let at = |time: f64| recording.series.iter().find(|row| row.time == time).unwrap().values[1];
    assert!((at(300.0) - 0.545).abs() < 0.01, "after 300 s {}", at(300.0));
    assert!((at(180.0) - 0.38).abs() < 0.01, "after 180 s {}", at(180.0));
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
