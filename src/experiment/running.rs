//! All runs of a plan that are not done yet, on all threads, into the journal.

use super::dealing::ByNetwork;
use super::journal::Journal;
use super::one_run::{PlayedInParts, simulate_with};
use super::rounds::Rounds;
pub use super::selection::{Keep, Selection};
use super::shard::Shard;
use super::workers::{Dispatcher, End, Others, work_through, work_through_with};
use super::{Networks, Plan, Point, Run, RunError};
use crate::model::{Detail, Recording, Threads};
use crate::network::Network;
use std::io;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// What a run left behind.
pub enum Outcome<'a> {
    /// It came to its end on this network; so many threads may write it down.
    Ended(&'a Network, &'a Recording, Threads),
    /// It did not.
    Failed(&'a RunError),
}

/// How all went.
#[derive(Debug, Default)]
pub struct RunReport {
    /// The first of the runs that failed now, by number, and why; of the others only that they failed is in the journal.
    pub failures: Vec<(u64, String)>,
    /// Stopped before all were done.
    pub stopped: bool,
    /// Given up because a run failed.
    pub halted: bool,
    /// Given up because a process elsewhere could not go on, and why.
    pub broken: Option<String>,
    /// Working time of all threads together.
    pub work: Timings,
    /// Time on the clock.
    pub wall: Duration,
}

/// Where working time went.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timings {
    /// Drawing networks.
    pub network: Duration,
    /// Simulating.
    pub simulation: Duration,
    /// Writing rows.
    pub tables: Duration,
}

impl Timings {
    /// Spreads time on the clock over the parts, as working time was.
    pub fn of_wall(self, wall: Duration) -> Self {
        let all = (self.network + self.simulation + self.tables).as_secs_f64();
        let part = |d: Duration| if all > 0.0 { wall.mul_f64(d.as_secs_f64() / all) } else { Duration::ZERO };
        Self { network: part(self.network), simulation: part(self.simulation), tables: part(self.tables) }
    }
}

/// So many failures are remembered with their reason.
const FAILURES: usize = 8;

/// A run that is over.
#[derive(Debug)]
pub struct Finished {
    /// Which.
    pub run: Run,
    /// What is kept of it.
    pub packet: Vec<u8>,
    /// Why it did not come to its end.
    pub failure: Option<String>,
    /// What it took.
    pub spent: Timings,
}

/// What comes of a run that is done elsewhere; else why nothing more will come from there.
pub type Played = Result<Finished, String>;

/// Processes that do runs of the same plan elsewhere, without a journal of their own.
pub trait Elsewhere: Send + Sync {
    /// How many processes.
    fn processes(&self) -> NonZeroUsize;
    /// Fetches runs for so many hands of each process and hands in what came of them, until none is left or nobody waits.
    fn serve(&self, dispatcher: &dyn Dispatcher<Run, Played>, hands: NonZeroUsize, threads_a_run: NonZeroUsize);
}

/// Processes that do one run together, each a part of its network; this process has one of them.
pub trait Together: Send + Sync {
    /// How many parts.
    fn parts(&self) -> NonZeroUsize;

    /// Plays a run, each part on so many threads.
    ///
    /// # Errors
    /// When it does not come to its end.
    fn play(&self, run: &Run, how: How, threads: NonZeroUsize) -> Result<PlayedInParts, RunError>;
}

/// How a run is played.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct How {
    /// What is kept of it.
    pub detail: Detail,
    /// Its length \[s\]; none: that of its scenario.
    pub duration: Option<f64>,
    /// Length of a tick \[s\]; none: that of its scenario.
    pub dt: Option<f64>,
}

impl How {
    /// As the scenario says.
    pub const fn usual(detail: Detail) -> Self {
        Self { detail, duration: None, dt: None }
    }

    /// A point that is played like this.
    #[must_use]
    pub fn of(self, point: &Point) -> Point {
        let mut point = point.clone();
        point.situation.duration = self.duration.unwrap_or(point.situation.duration);
        point.situation.dt = self.dt.unwrap_or(point.situation.dt);
        point
    }
}

/// Which runs are to be done, and how.
pub struct RunOptions<'a> {
    /// The plan.
    pub plan: &'a Arc<Plan>,
    /// Which details are kept.
    pub selection: Selection,
    /// How many at once.
    pub threads: NonZeroUsize,
    /// Set from outside to stop.
    pub stop: &'a AtomicBool,
    /// Only this part.
    pub shard: Option<Shard>,
    /// Begin no more runs after one that failed, and do not keep that one.
    pub stop_on_error: bool,
    /// Who does runs of the plan besides, each on as many threads.
    pub elsewhere: Option<Arc<dyn Elsewhere>>,
    /// Who does every run with this process, where a network is in parts.
    pub together: Option<Arc<dyn Together>>,
}

/// Something that whoever waits may want to know.
pub enum RunEvent<'a> {
    /// So many runs are planned now, those that are done included.
    Planned(u64),
    /// A run is over.
    Over(&'a Run),
}

/// Why runs are given up.
enum Halt {
    Disk(io::Error),
    Failed,
    Broken(String),
}

/// Does the runs that the journal lacks. `render` turns what a run leaves behind into what the journal keeps of it;
/// `measure` reads from that the metrics that the plan waits for; `tell` is told how it goes.
///
/// # Errors
/// When the journal cannot be written or read.
pub fn run_missing(
    doing: &RunOptions<'_>,
    journal: &mut Journal,
    render: impl Fn(&Run, &Point, Outcome<'_>) -> Vec<u8> + Send + Sync + 'static,
    measure: impl Fn(&[u8]) -> Vec<(Option<f64>, f64)>,
    mut tell: impl FnMut(RunEvent<'_>),
) -> io::Result<RunReport> {
    let begun = Instant::now();
    let networks = Networks::new(doing.threads);
    let shared = Arc::new((networks, render));
    let mut account = RunReport::default();
    let mut rounds = Rounds::new(doing.plan);
    loop {
        tell(RunEvent::Planned(rounds.total()));
        round(doing, journal, rounds.wanted(), &shared, &mut account, &mut tell)?;
        if account.is_given_up() || !rounds.look(journal, &measure)? {
            break;
        }
    }
    account.wall = begun.elapsed();
    Ok(account)
}

/// Does those of the wanted runs that the journal lacks.
fn round<R>(
    doing: &RunOptions<'_>,
    journal: &mut Journal,
    wanted: Vec<Range<u64>>,
    shared: &Arc<(Networks, R)>,
    account: &mut RunReport,
    tell: &mut impl FnMut(RunEvent<'_>),
) -> io::Result<()>
where
    R: Fn(&Run, &Point, Outcome<'_>) -> Vec<u8> + Send + Sync + 'static,
{
    let finished = journal.finished().clone();
    let (plan, shard) = (Arc::clone(doing.plan), doing.shard);
    let all = wanted.iter().map(|runs| runs.end - runs.start).sum();
    let Share { hands, each_run, threads } = Share::of(doing, all);
    let threads_a_run = Threads::new(each_run);
    let runs = doing.plan.in_order(wanted, hands);
    let runs = runs.filter(move |run| !finished.holds(run.id) && plan.is_in(shard, run));
    let work = {
        let (plan, shared, selection) = (Arc::clone(doing.plan), Arc::clone(shared), doing.selection);
        let (together, each_run) = (doing.together.clone(), doing.threads);
        move |run: &Run| {
            Ok(match &together {
                None => play(&plan, &shared.0, (selection, threads_a_run), run, &shared.1),
                Some(together) => play_together(&plan, &**together, (selection, each_run), run, &shared.1),
            })
        }
    };
    let each = |played: Played| {
        let finished = played.map_err(Halt::Broken)?;
        account.add(&finished);
        if doing.stop_on_error && finished.failure.is_some() {
            return Err(Halt::Failed);
        }
        journal.append(finished.run.id, &finished.packet).map_err(Halt::Disk)?;
        tell(RunEvent::Over(&finished.run));
        Ok(())
    };
    let end = match &doing.elsewhere {
        None => work_through(runs, threads, doing.stop, work, each),
        Some(elsewhere) => {
            let runs = ByNetwork::new(runs, doing.plan, hands.get());
            let elsewhere = Arc::clone(elsewhere);
            let others: Others<Run, Played> =
                Box::new(move |dispatcher| elsewhere.serve(dispatcher, threads, each_run));
            work_through_with(runs, (threads, Some(others)), doing.stop, work, each)
        }
    };
    match end {
        Ok(end) => account.stopped = end == End::Stopped,
        Err(Halt::Failed) => account.halted = true,
        Err(Halt::Broken(why)) => account.broken = Some(why),
        Err(Halt::Disk(error)) => return Err(error),
    }
    Ok(())
}

/// How many runs at once, and with how many threads each.
struct Share {
    /// Runs at once in every process together.
    hands: NonZeroUsize,
    /// Threads that would otherwise have nothing to do help with the runs.
    each_run: NonZeroUsize,
    /// Runs at once in each process.
    threads: NonZeroUsize,
}

impl Share {
    /// Of so many runs.
    fn of(doing: &RunOptions<'_>, runs: u64) -> Self {
        let processes = doing.elsewhere.as_ref().map_or(1, |elsewhere| 1 + elsewhere.processes().get());
        let each = runs.div_ceil(processes as u64).max(1);
        let number = |n: u64| NonZeroUsize::new(usize::try_from(n).unwrap_or(usize::MAX)).unwrap_or(NonZeroUsize::MIN);
        let each_run = number(doing.threads.get() as u64 / each);
        if doing.together.is_some() {
            let one = NonZeroUsize::MIN;
            return Self { hands: one, each_run: doing.threads, threads: one };
        }
        // Few runs are spread over processes before one takes them all.
        let threads = if processes > 1 { doing.threads.min(number(each)) } else { doing.threads };
        Self { hands: threads.saturating_mul(number(processes as u64)), each_run, threads }
    }
}

impl RunReport {
    /// Whether no more runs are to be begun.
    fn is_given_up(&self) -> bool {
        self.stopped || self.halted || self.broken.is_some()
    }

    fn add(&mut self, finished: &Finished) {
        self.work.network += finished.spent.network;
        self.work.simulation += finished.spent.simulation;
        self.work.tables += finished.spent.tables;
        if let Some(why) = &finished.failure {
            self.failures.push((finished.run.id, why.clone()));
            self.failures.sort_unstable();
            self.failures.truncate(FAILURES);
        }
    }
}

/// What a process elsewhere does: turns runs of a plan, at most `threads` at once, into what is sent back of them.
pub fn player(
    plan: Arc<Plan>,
    (selection, threads): (Selection, NonZeroUsize),
    render: impl Fn(&Run, &Point, Outcome<'_>) -> Vec<u8> + Send + Sync,
) -> impl Fn(&Run, NonZeroUsize) -> Finished + Send + Sync {
    let networks = Networks::new(threads);
    move |run, each_run| play(&plan, &networks, (selection, Threads::new(each_run)), run, &render)
}

fn play(
    plan: &Plan,
    networks: &Networks,
    (selection, threads_a_run): (Selection, Threads),
    run: &Run,
    render: &impl Fn(&Run, &Point, Outcome<'_>) -> Vec<u8>,
) -> Finished {
    let point = &plan.points[run.point];
    let start = Instant::now();
    let network = networks.take(plan, run);
    let built = Instant::now();
    let recording = network.and_then(|network| {
        let recording = simulate_with(threads_a_run, point, &network, run.seed, selection.of(run)).map_err(Arc::new)?;
        Ok((network, recording))
    });
    let simulated = Instant::now();
    let packet = match &recording {
        Ok((network, recording)) => render(run, point, Outcome::Ended(network, recording, threads_a_run)),
        Err(error) => render(run, point, Outcome::Failed(error)),
    };
    let spent = Timings { network: built - start, simulation: simulated - built, tables: simulated.elapsed() };
    Finished { run: *run, packet, failure: recording.err().map(|e| e.to_string()), spent }
}

fn play_together(
    plan: &Plan,
    together: &dyn Together,
    (selection, threads): (Selection, NonZeroUsize),
    run: &Run,
    render: &impl Fn(&Run, &Point, Outcome<'_>) -> Vec<u8>,
) -> Finished {
    let (point, start) = (&plan.points[run.point], Instant::now());
    let played = together.play(run, How::usual(selection.of(run)), threads);
    let (over, playing) = (Instant::now(), played.as_ref().map_or(Duration::ZERO, |played| played.playing));
    let packet = match &played {
        Ok(played) => render(run, point, Outcome::Ended(&played.told, &played.recording, Threads::new(threads))),
        Err(error) => render(run, point, Outcome::Failed(error)),
    };
    let spent =
        Timings { network: (over - start).saturating_sub(playing), simulation: playing, tables: over.elapsed() };
    Finished { run: *run, packet, failure: played.err().map(|e| e.to_string()), spent }
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
            Outcome::Ended(network, ..) => network.people().to_string().into_bytes(),
            Outcome::Failed(_) => b"failed".to_vec(),
        };
        let selection = Selection { events: Keep::None, agents: Keep::None };
        let mut seen = 0;
        let two = NonZeroUsize::new(2).unwrap();
        let stop = AtomicBool::new(false);
        let doing = RunOptions {
            plan: &plan,
            selection,
            threads: two,
            stop: &stop,
            shard: None,
            stop_on_error: false,
            elsewhere: None,
            together: None,
        };
        let tell = |news: RunEvent<'_>| seen += usize::from(matches!(news, RunEvent::Over(_)));
        let account = run_missing(&doing, &mut journal, render, |_| Vec::new(), tell).unwrap();
        assert_eq!((seen, journal.len(), account.stopped), (8, 8, false));
        assert_eq!(account.failures.iter().map(|f| f.0).collect::<Vec<_>>(), [4, 5, 6, 7]);
        assert!(account.failures[0].1.contains("nowhere.gml"));
        assert_eq!((journal.read(3).unwrap(), journal.read(4).unwrap()), (b"3".to_vec(), b"failed".to_vec()));
    }
}
