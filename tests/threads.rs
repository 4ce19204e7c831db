//! A run that several threads share is the run that one thread does.

use catching::chance::Chance;
use catching::experiment::{Point, Run};
use catching::model::{Detail, Simulation, Threads};
use catching::output::tables::Layout;
use catching::scenario;
use std::num::NonZeroUsize;
use std::sync::Arc;

#[test]
fn any_number_of_threads_in_one_run_gives_the_same_bytes() {
    let three = Threads::new(NonZeroUsize::new(3).expect("some")).from_rows(1);
    let mut rows = 0;
    for shipped in scenario::LIBRARY {
        let files = |_: &str| Err(std::io::Error::from(std::io::ErrorKind::NotFound));
        let scenario = scenario::read(shipped.name, shipped.text, &[], &files).expect("a shipped scenario is in order");
        let mut situation = scenario.situation;
        let ticks = (situation.duration / situation.dt).min(60.0);
        situation.sample_every = situation.dt;
        situation.duration = ticks * situation.dt;
        let network = Arc::new(scenario.network.build(Chance::new(5)).expect("a network"));
        let run = |threads: Threads| {
            let simulation = Simulation::new(&situation, Arc::clone(&network), 7, Detail::ALL).expect("it fits");
            simulation.with_threads(threads).run()
        };
        let recording = run(Threads::ALONE);
        // A number that does not exist equals itself here.
        assert!(format!("{recording:?}") == format!("{:?}", run(three)), "{}", shipped.name);
        let run = Run { id: 0, point: 0, replicate: 0, seed: 7 };
        let (arm, overrides, varied) = (String::new(), Vec::new(), Vec::new());
        let (timing, situation_of) = (scenario.timing, situation.clone());
        let (index, stretch, network_of, null) = (0, 0, 0, false);
        let point = Point {
            index,
            arm,
            overrides,
            varied,
            null,
            situation: situation_of,
            timing,
            stretch,
            network: network_of,
        };
        let layout = Layout::new(std::slice::from_ref(&point), scenario.time_unit);
        let alone = layout.rows(&run, &point, &network, &recording);
        assert!(alone == layout.rows_by(three, &run, &point, &network, &recording), "{}", shipped.name);
        rows += recording.events.len();
    }
    assert!(rows > 1_000);
}
