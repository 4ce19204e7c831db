//! A run that several threads share is the run that one thread does.

use catching::chance::Chance;
use catching::model::{Crew, Detail, Simulation};
use catching::scenario;
use std::num::NonZeroUsize;
use std::sync::Arc;

#[test]
fn any_number_of_threads_in_one_run_gives_the_same_bytes() {
    let three = Crew::new(NonZeroUsize::new(3).expect("some")).from_rows(1);
    for shipped in scenario::LIBRARY {
        let files = |_: &str| Err(std::io::Error::from(std::io::ErrorKind::NotFound));
        let scenario = scenario::read(shipped.name, shipped.text, &[], &files).expect("a shipped scenario is in order");
        let mut situation = scenario.situation;
        let ticks = (situation.duration / situation.dt).min(60.0);
        situation.sample_every = situation.dt;
        situation.duration = ticks * situation.dt;
        let network = Arc::new(scenario.network.build(Chance::new(5)).expect("a network"));
        let run = |crew: Crew| {
            let simulation = Simulation::new(&situation, Arc::clone(&network), 7, Detail::ALL).expect("it fits");
            let recording = simulation.with_crew(crew).run();
            // A number that does not exist equals itself here.
            format!("{recording:?}")
        };
        assert!(run(Crew::ALONE) == run(three), "{}", shipped.name);
    }
}
