use super::*;
use crate::chance::Distribution;
use crate::model::engine::threads::Threads;
use crate::model::situation::{Clock, Expression, ImitationRate, Pick, Who};
use crate::model::{Detail, Recording, Simulation, metric_names};
use crate::network::Network;
use std::num::NonZeroUsize;
use std::sync::Arc;

const CLOCKS: [Clock; 2] = [Clock::Tick, Clock::Exact];

fn law(forming: f64, ending: f64) -> situation::Selection {
    situation::Selection { expression: "smile".into(), forming, ending, most: None, at_start: None }
}

/// People in pairs; the first of each pair, or both, smile for ever.
fn pairs_of(smiling: usize, law: situation::Selection, clock: Clock) -> (Situation, Arc<Network>) {
    const PAIRS: u32 = 2000;
    let smile = Expression {
        duration: Distribution::fixed(f64::INFINITY),
        initial: Some(Who::Count(smiling * PAIRS as usize, Pick::First)),
        ..Expression::bare("smile")
    };
    let mut situation = Situation::plain(vec![smile], 10.0, 0.1);
    (situation.clock, situation.selection) = (clock, Some(law));
    let pairs: Vec<_> = (0..PAIRS).map(|i| (i, i + PAIRS)).collect();
    (situation, Arc::new(Network::from_pairs(2 * PAIRS as usize, &pairs).0))
}

fn play(situation: &Situation, network: &Arc<Network>) -> Recording {
    let run = Simulation::new(situation, Arc::clone(network), 1, Detail { ties: true, events: true, ..Detail::NONE });
    run.expect("a run").run()
}

/// Share of pairs who are tied in the end.
fn tied(smiling: usize, law: situation::Selection, clock: Clock) -> f64 {
    let (situation, network) = pairs_of(smiling, law, clock);
    let ties = play(&situation, &network).ties;
    ties.iter().filter(|tie| tie.visibility > 0.0).count() as f64 / ties.len() as f64
}

#[test]
fn two_who_show_it_tie_with_their_hazard() {
    for clock in CLOCKS {
        let none = situation::Selection { at_start: Some(0.0), ..law(0.1, 0.3) };
        let found = tied(2, none.clone(), clock);
        assert!((found - (1.0 - f64::exp(-1.0))).abs() < 0.035, "{clock:?}: {found}");
        assert_eq!((tied(1, none.clone(), clock), tied(0, none, clock)), (0.0, 0.0), "{clock:?}");
    }
}

#[test]
fn two_of_whom_one_shows_it_part_with_theirs() {
    for clock in CLOCKS {
        let found = tied(1, law(0.1, 0.1), clock);
        assert!((found - f64::exp(-1.0)).abs() < 0.035, "{clock:?}: {found}");
        assert_eq!((tied(2, law(0.1, 0.1), clock), tied(0, law(0.1, 0.1), clock)), (1.0, 1.0), "{clock:?}");
    }
}

#[test]
fn kin_do_not_part() {
    for clock in CLOCKS {
        let (mut situation, network) = pairs_of(1, law(0.0, 100.0), clock);
        situation.ties.rules = vec![situation::TieRule {
            between: situation::Between::All,
            share: 1.0,
            closeness: None,
            visibility: None,
            kin: Some(true),
        }];
        assert!(play(&situation, &network).ties.iter().all(|tie| tie.visibility > 0.0), "{clock:?}");
    }
}

/// Everyone may tie with everyone, and people smile now and then, with or without imitation.
fn crowd(clock: Clock, imitation: f64, most: Option<u32>) -> (Situation, Arc<Network>) {
    let smile = Expression {
        spontaneous_rate: 0.2,
        imitation_rate: ImitationRate::Rate(imitation),
        duration: Distribution::Exponential { mean: 5.0 },
        ..Expression::bare("smile")
    };
    let mut situation = Situation::plain(vec![smile], 100.0, 0.1);
    let selection = situation::Selection { most, at_start: Some(2.0), ..law(0.5, 0.2) };
    (situation.clock, situation.selection) = (clock, Some(selection));
    let pairs: Vec<_> = (0..30).flat_map(|i| (i + 1..30).map(move |j| (i, j))).collect();
    (situation, Arc::new(Network::from_pairs(30, &pairs).0))
}

fn degrees(run: &Recording) -> Vec<usize> {
    let of = |person: u32| run.ties.iter().filter(|tie| tie.viewer == person && tie.visibility > 0.0).count();
    (0..30).map(of).collect()
}

#[test]
fn nobody_has_more_ties_than_their_bound() {
    for clock in CLOCKS {
        let (bounded, network) = crowd(clock, 0.0, Some(3));
        let run = play(&bounded, &network);
        let degrees = degrees(&run);
        assert!(degrees.iter().all(|&ties| ties <= 3) && degrees.contains(&3), "{clock:?}: {degrees:?}");
        let place = metric_names(&bounded).iter().position(|name| name == "ties_mean").expect("an outcome");
        assert_eq!(run.metrics[place], Some(degrees.iter().sum::<usize>() as f64 / 30.0), "{clock:?}");
        let (free, _) = crowd(clock, 0.0, None);
        assert!(self::degrees(&play(&free, &network)).iter().any(|&ties| ties > 3), "{clock:?}");
    }
}

#[test]
fn ties_are_mutual() {
    for clock in CLOCKS {
        let (situation, network) = crowd(clock, 0.1, Some(5));
        let run = play(&situation, &network);
        let open = |a: u32, b: u32| run.ties.iter().any(|t| (t.viewer, t.seen) == (a, b) && t.visibility > 0.0);
        assert!((0..30).all(|a| (0..30).all(|b| open(a, b) == open(b, a))), "{clock:?}");
    }
}

#[test]
fn who_is_not_tied_is_not_imitated() {
    for clock in CLOCKS {
        let (mut situation, network) =
            pairs_of(1, situation::Selection { at_start: Some(0.0), ..law(9.0, 9.0) }, clock);
        situation.expressions[0].imitation_rate = ImitationRate::Rate(5.0);
        assert_eq!(play(&situation, &network).events.len(), 2000, "{clock:?}");
        situation.selection = Some(law(9.0, 0.0));
        assert!(play(&situation, &network).events.len() > 3900, "{clock:?}");
    }
}

#[test]
fn a_pair_is_tied_as_often_as_its_markov_chain() {
    // Each smiles and stops with rate 1; they tie with 2 while both do, and part with 1 while one does.
    for clock in CLOCKS {
        let smile = Expression {
            spontaneous_rate: 1.0,
            duration: Distribution::Exponential { mean: 1.0 },
            ..Expression::bare("smile")
        };
        let (mut situation, network) = pairs_of(0, law(2.0, 1.0), clock);
        situation.expressions = vec![smile];
        (situation.duration, situation.dt, situation.sample_every) = (30.0, 0.02, 30.0);
        let ties = play(&situation, &network).ties;
        let found = ties.iter().filter(|tie| tie.visibility > 0.0).count() as f64 / ties.len() as f64;
        // Of the time 1/12 with nobody smiling, 2/12 with one and 2/12 with both.
        let expected = 5.0 / 12.0;
        assert!((found - expected).abs() < 0.035, "{clock:?}: {found}, not {expected}");
    }
}

#[test]
fn selection_that_never_happens_changes_nothing_else() {
    for clock in CLOCKS {
        let (with, network) = crowd(clock, 0.1, None);
        let with = Situation { selection: Some(law(0.0, 0.0)), ..with };
        let without = Situation { selection: None, ..with.clone() };
        let events = |situation| play(situation, &network).events;
        let (with, without) = (events(&with), events(&without));
        assert_eq!(with.len(), without.len(), "{clock:?}");
        for (one, other) in with.iter().zip(&without) {
            assert_eq!((one.agent, one.cause, one.source), (other.agent, other.cause, other.source), "{clock:?}");
            assert!((one.time - other.time).abs() < 1e-9, "{clock:?}: {one:?} {other:?}");
        }
    }
}

#[test]
fn two_threads_give_the_same() {
    for clock in CLOCKS {
        let (situation, network) = crowd(clock, 0.1, Some(4));
        let run = |threads: usize| {
            let threads = Threads::new(NonZeroUsize::new(threads).expect("some")).from_rows(1);
            let detail = Detail { events: true, ties: true, ..Detail::NONE };
            let run =
                Simulation::new(&situation, Arc::clone(&network), 1, detail).expect("a run").with_threads(threads);
            format!("{:?}", run.run())
        };
        assert_eq!(run(1), run(2), "{clock:?}");
    }
}
