use crate::chance::Distribution;
use crate::model::situation::{Clock, EncounterKind, Encounters, Expression, ImitationRate, Response, Situation, Who};
use crate::model::{Detail, Simulation};
use crate::network::{Direction, Network, Tie};
use std::sync::Arc;

const WATCHERS: usize = 4000;

/// Share of those who have caught a smile within ten seconds from the one whom they glimpse all the time, at a dose that is
/// drawn once.
fn caught(dose: Distribution, response: Response, clock: Clock) -> f64 {
    let smile = Expression {
        imitation_rate: ImitationRate::Rate(0.1),
        duration: Distribution::fixed(f64::INFINITY),
        initial: Some(Who::Ids(vec!["0".into()])),
        response,
        ..Expression::bare("smile")
    };
    let glimpses = Encounters { length: 1e9, at_once: 1.0, kind: EncounterKind::Glimpses, dose, from: None };
    let situation = Situation { clock, encounters: Some(glimpses), ..Situation::plain(vec![smile], 10.0, 0.01) };
    let ties: Vec<Tie> = (1..=WATCHERS as u32).map(|i| Tie::new(i, 0)).collect();
    let (network, _) = Network::from_ties(WATCHERS + 1, &ties, Direction::Directed);
    let run = Simulation::new(&situation, Arc::new(network), 1, Detail { events: true, ..Detail::NONE });
    (run.expect("a run").run().events.len() - 1) as f64 / WATCHERS as f64
}

#[test]
fn a_dose_acts_as_many_times_as_strongly_as_it_is_large() {
    for clock in [Clock::Tick, Clock::Exact] {
        for size in [0.0, 0.5, 1.0, 3.0] {
            let found = caught(Distribution::fixed(size), Response::Linear, clock);
            let expected = 1.0 - f64::exp(-size);
            assert!((found - expected).abs() < 0.025, "{clock:?}, {size}: {found}, not {expected}");
        }
    }
}

#[test]
fn doses_of_random_size_are_drawn_one_by_one() {
    for clock in [Clock::Tick, Clock::Exact] {
        let doses = Distribution::Exponential { mean: 2.0 };
        let found = caught(doses.clone(), Response::Linear, clock);
        // The mean of e^(−dose) over exponential doses of mean 2 is 1/3.
        assert!((found - 2.0 / 3.0).abs() < 0.025, "{clock:?}: {found}");
        let threshold = Response::Threshold { theta: Distribution::fixed(1.5) };
        let found = caught(doses, threshold, clock);
        let expected = f64::exp(-0.75) * (1.0 - f64::exp(-1.0));
        assert!((found - expected).abs() < 0.025, "{clock:?}: {found}, not {expected}");
    }
}

#[test]
fn no_dose_is_beyond_what_sums_can_hold() {
    for clock in [Clock::Tick, Clock::Exact] {
        let found = caught(Distribution::fixed(1e30), Response::Hill { theta: Encounters::MOST_DOSE, n: 1.0 }, clock);
        let expected = 1.0 - f64::exp(-0.5);
        assert!((found - expected).abs() < 0.025, "{clock:?}: {found}, not {expected}");
    }
}
