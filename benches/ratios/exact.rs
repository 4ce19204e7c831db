//! The exact clock: against a plain kernel that does the same in continuous time, and against ticks.

use crate::exact_floor::{ExactFloor, Process};
use crate::program::Desk;
use crate::reference::small_world;
use crate::sheet::{Measured, Pair, Sheet, Target};
use catching::chance::Distribution;
use catching::model::situation::{Clock, Expression, ImitationRate};
use catching::model::{Detail, Simulation, Situation, metric_names};
use catching::network::Network;
use catching::scenario::LIBRARY;
use std::sync::Arc;

/// A lecture hall: hardly anything happens.
const HALL: Process =
    Process { alone: 1.875 / 3600.0, imitation: 0.005, memory: 80.0, duration: 6.0, run: 1800.0, window: 10.0 };
/// Much happens: some 6 % of people change in a time of the tick engine's reference work.
const BUSY: Process = Process { alone: 0.0005, imitation: 0.021, memory: 3.0, duration: 9.5, run: 200.0, window: 1.0 };

/// The same work through the engine: cost for each thing that happens, since as much happens in both.
pub(crate) fn kernel(name: &str, sheet: &mut Sheet) {
    let works = [
        ("200 runs of a hall of 200 people, 30 minutes", HALL, 200, 200, 9),
        ("10 000 people, much happens, 200 s", BUSY, 10_000, 1, 9),
        ("100 000 people, hardly anything happens, 30 minutes", HALL, 100_000, 1, 5),
    ];
    for (work, process, people, runs, rounds) in works {
        let network = small_world(people);
        let situation = situation(process);
        let mean = |one: &dyn Fn(u64) -> f64| (0..runs).map(one).sum::<f64>() / runs as f64 / people as f64;
        let plain = || {
            mean(&|seed| {
                let mut floor = ExactFloor::new(&network, process, seed);
                std::hint::black_box(floor.run());
                floor.begun as f64
            })
        };
        let engine = || mean(&|seed| begun(&situation, &network, seed));
        sheet.pair(name, work, Target::AtMost(2.0), &Pair::of(rounds, plain, engine));
    }
}

fn situation(process: Process) -> Situation {
    let expression = Expression {
        imitation_rate: ImitationRate::Rate(process.imitation),
        spontaneous_rate: process.alone,
        memory: process.memory,
        duration: Distribution::Exponential { mean: process.duration },
        ..Expression::bare("grin")
    };
    Situation { clock: Clock::Exact, ..Situation::plain(vec![expression], process.run, process.window) }
}

fn begun(situation: &Situation, network: &Arc<Network>, seed: u64) -> f64 {
    let simulation =
        Simulation::new(situation, Arc::clone(network), seed, Detail::NONE).expect("a situation that fits");
    let place = metric_names(situation).iter().position(|name| name == "grin_events").expect("it is counted");
    simulation.run().metrics[place].unwrap_or(f64::NAN)
}

/// Whole commands with tables, each clock in turn.
pub(crate) fn clocks(name: &str, sheet: &mut Sheet) {
    let hall = pair("lecture-hall-yawn", "--replicates 150", 5);
    sheet.pair(name, "the lecture hall with tables: exact against ticks", Target::AtMost(0.1), &hall);
    let mut sums = [0.0; 2];
    for shipped in LIBRARY {
        let pair = pair(shipped.name, "--replicates 10", 3);
        let [tick, exact] = pair.medians();
        sums = [sums[0] + tick, sums[1] + exact];
        sheet.pair(name, &format!("  {}", shipped.name), Target::AtMost(1.0), &pair);
    }
    let share = Measured::new(vec![sums[1] / sums[0]]);
    sheet.figure(name, "all shipped scenarios together", Target::AtMost(1.0 / 3.0), &share, "×");
}

/// With ticks, then exactly; one that cannot be exact takes ticks both times.
fn pair(scenario: &str, options: &str, rounds: usize) -> Pair {
    let desk = Desk::new();
    let seconds = |clock: &str| desk.run(scenario, &format!("{options} --clock {clock}")).1;
    let (tick, exact) = (0..rounds).map(|_| (seconds("tick"), seconds("auto"))).unzip();
    Pair::from_seconds(tick, exact)
}
