//! All runs of a plan that are not done yet, on all threads, into the journal.

use super::journal::Journal;
use super::workers::{End, work_through};
use super::{Networks, Plan, Point, Run, RunError, simulate};
use crate::model::{Detail, Recording};
use crate::network::Network;
use std::io;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// Of which runs to keep details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Every run.
    All,
    /// No run.
    None,
    /// The first replicate.
    First,
    /// The very first run.
    One,
    /// The first replicate of every point, where `First` is only that of the first point.
    Each,
}

/// Which details are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Of which runs every expression; the first replicate of every point.
    pub events: Keep,
    /// Of which runs every person and tie; `First` is the first replicate of the first point.
    pub agents: Keep,
}

impl Selection {
    /// The details of a run.
    pub fn of(self, run: &Run) -> Detail {
        let each = run.replicate == 0;
        let wanted = |keep, first| match keep {
            Keep::All => true,
            Keep::None => false,
            Keep::First => first,
            Keep::One => run.id == 0,
            Keep::Each => each,
        };
        let agents = wanted(self.agents, run.id == 0);
        Detail { events: wanted(self.events, each), agents, ties: agents }
    }
}

/// What a run left behind.
pub enum Outcome<'a> {
    /// It came to its end on this network.
    Ended(&'a Network, &'a Recording),
    /// It did not.
    Failed(&'a RunError),
}

/// How all went.
#[derive(Debug, Default)]
pub struct Account {
    /// Runs that failed now, and why.
    pub failures: Vec<(u64, String)>,
    /// Stopped before all were done.
    pub stopped: bool,
    /// Working time of all threads together.
    pub work: Spent,
    /// Time on the clock.
    pub wall: Duration,
}

/// Where working time went.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spent {
    /// Drawing networks.
    pub network: Duration,
    /// Simulating.
    pub simulation: Duration,
    /// Writing rows.
    pub tables: Duration,
}

impl Spent {
    /// Spreads time on the clock over the parts, as working time was.
    pub fn of_wall(self, wall: Duration) -> Self {
        let all = (self.network + self.simulation + self.tables).as_secs_f64();
        let part = |d: Duration| if all > 0.0 { wall.mul_f64(d.as_secs_f64() / all) } else { Duration::ZERO };
        Self { network: part(self.network), simulation: part(self.simulation), tables: part(self.tables) }
    }
}

/// A run that is over.
struct Finished {
    run: Run,
    packet: Vec<u8>,
    failure: Option<String>,
    spent: Spent,
}

/// Does the runs that the journal lacks. `render` turns what a run leaves behind into what the journal keeps of it;
/// `seen` is told after each run.
///
/// # Errors
/// When the journal cannot be written.
pub fn run_missing(
    plan: &Arc<Plan>,
    journal: &mut Journal,
    selection: Selection,
    threads: NonZeroUsize,
    stop: &AtomicBool,
    render: impl Fn(&Run, &Point, Outcome<'_>) -> Vec<u8> + Send + Sync + 'static,
    mut seen: impl FnMut(&Run),
) -> io::Result<Account> {
    let begun = Instant::now();
    let runs: Vec<Run> = plan.all().filter(|run| !journal.has(run.id)).collect();
    let networks = Networks::new(plan, &runs);
    let work = {
        let plan = Arc::clone(plan);
        move |run: &Run| play(&plan, &networks, selection, run, &render)
    };
    let mut account = Account::default();
    let end = work_through(runs, threads, stop, work, |finished: Finished| {
        journal.append(finished.run.id, &finished.packet)?;
        account.add(&finished);
        seen(&finished.run);
        io::Result::Ok(())
    })?;
    account.stopped = end == End::Stopped;
    account.failures.sort_unstable();
    account.wall = begun.elapsed();
    Ok(account)
}

impl Account {
    fn add(&mut self, finished: &Finished) {
        self.work.network += finished.spent.network;
        self.work.simulation += finished.spent.simulation;
        self.work.tables += finished.spent.tables;
        self.failures.extend(finished.failure.clone().map(|why| (finished.run.id, why)));
    }
}

fn play(
    plan: &Plan,
    networks: &Networks,
    selection: Selection,
    run: &Run,
    render: &impl Fn(&Run, &Point, Outcome<'_>) -> Vec<u8>,
) -> Finished {
    let point = &plan.points[run.point];
    let start = Instant::now();
    let network = networks.take(plan, run);
    let built = Instant::now();
    let recording = network.and_then(|network| {
        let recording = simulate(point, &network, run.seed, selection.of(run)).map_err(Arc::new)?;
        Ok((network, recording))
    });
    let simulated = Instant::now();
    let packet = match &recording {
        Ok((network, recording)) => render(run, point, Outcome::Ended(network, recording)),
        Err(error) => render(run, point, Outcome::Failed(error)),
    };
    let spent = Spent { network: built - start, simulation: simulated - built, tables: simulated.elapsed() };
    Finished { run: *run, packet, failure: recording.err().map(|e| e.to_string()), spent }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::NetworkSpec;
    use crate::scenario;
    use std::num::NonZeroUsize;

    const TEXT: &str = "duration = \"10 s\"\ndt = \"1 s\"\nreplicates = 4\n\
        [network]\ngenerator = \"complete\"\nn = 3\n[expressions.yawn]\n";

    /// A plan of two points of which the second has a network that cannot be had.
    fn plan() -> Arc<Plan> {
        let files = |_: &str| Err(io::Error::from(io::ErrorKind::NotFound));
        let read = |set: &[(String, String)]| scenario::read("test.toml", TEXT, set, &files);
        let mut plan = Plan::new(&read(&[]).unwrap(), read).unwrap();
        plan.networks.push(NetworkSpec::file("nowhere.gml", None));
        plan.points[1].network = 1;
        Arc::new(plan)
    }

    #[test]
    fn failing_runs_do_not_lose_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(&folder.path().join("journal"), "test").unwrap();
        let plan = plan();
        let render = |_: &Run, _: &Point, outcome: Outcome<'_>| match outcome {
            Outcome::Ended(network, _) => network.people().to_string().into_bytes(),
            Outcome::Failed(_) => b"failed".to_vec(),
        };
        let selection = Selection { events: Keep::None, agents: Keep::None };
        let mut seen = 0;
        let two = NonZeroUsize::new(2).unwrap();
        let stop = AtomicBool::new(false);
        let account = run_missing(&plan, &mut journal, selection, two, &stop, render, |_| seen += 1).unwrap();
        assert_eq!((seen, journal.len(), account.stopped), (8, 8, false));
        assert_eq!(account.failures.iter().map(|f| f.0).collect::<Vec<_>>(), [4, 5, 6, 7]);
        assert!(account.failures[0].1.contains("nowhere.gml"));
        assert_eq!((journal.read(3).unwrap(), journal.read(4).unwrap()), (b"3".to_vec(), b"failed".to_vec()));
    }
}
