//! Turning a finished run into the rows of the tables.

use crate::mechanisms::{EVERYTHING, network_of, scenario};
use catching::experiment::Plan;
use catching::model::{Detail, Recording, Simulation};
use catching::network::Network;
use catching::output::tables::{Layout, Table};
use divan::Bencher;
use divan::counter::BytesCount;
use std::sync::Arc;

/// A run of 1,000 people in which everything happens, and its plan.
struct Finished {
    plan: Plan,
    layout: Layout,
    network: Arc<Network>,
    recording: Recording,
}

impl Finished {
    fn new(keep: fn(&mut Recording)) -> Self {
        let scenario = scenario(EVERYTHING, 1_000, &[]);
        let plan = Plan::new(&scenario, |_| Err(())).expect("a scenario without arms");
        let network = network_of(&scenario);
        let detail = Detail { events: true, agents: false, ties: false };
        let simulation = Simulation::new(&scenario.situation, Arc::clone(&network), 1, detail);
        let mut recording = simulation.expect("a situation that fits").run();
        keep(&mut recording);
        let layout = Layout::new(&plan.points, scenario.time_unit);
        Self { plan, layout, network, recording }
    }

    fn time(&self, bencher: Bencher<'_, '_>, table: Table) {
        let run = self.plan.run(0, 0);
        let rows = || self.layout.rows(&run, &self.plan.points[0], &self.network, &self.recording);
        bencher.counter(BytesCount::new(rows().of(table).len())).bench_local(rows);
    }
}

/// 200 rows of all that a series can hold.
#[divan::bench(max_time = 1)]
fn series(bencher: Bencher<'_, '_>) {
    Finished::new(|recording| recording.events.clear()).time(bencher, Table::Series);
}

/// Every expression of everybody.
#[divan::bench(max_time = 1)]
fn events(bencher: Bencher<'_, '_>) {
    Finished::new(|recording| recording.series.clear()).time(bencher, Table::Events);
}
