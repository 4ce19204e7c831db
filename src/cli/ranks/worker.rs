//! The other processes: each does the runs that it is dealt, and knows nothing but the plan.

use super::joint;
use super::message::{Message, Over};
use super::ship::{Post, Ship};
use super::task::Received;
use crate::cli::Failure;
use crate::experiment::running::{Finished, Outcome, player};
use crate::experiment::{Plan, Point, Run};
use crate::output::tables::Layout;
use std::any::Any;
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How often a process that waits looks up.
const GLANCE: Duration = Duration::from_secs(60);

/// What this process is: all must be of one build and have been told the same.
fn hello(arguments: &[OsString]) -> String {
    let told = arguments.iter().skip(1).map(|argument| argument.to_string_lossy()).collect::<Vec<_>>().join("\n");
    let commit = option_env!("CATCHING_COMMIT").unwrap_or_default();
    format!("{} {commit}\n{told}", env!("CARGO_PKG_VERSION"))
}

/// Waits until every other process is there.
///
/// # Errors
/// When one is of another build, or was told to do something else.
pub(super) fn all_are_alike(ship: &Ship, arguments: &[OsString]) -> Result<(), Failure> {
    let (own, mut missing) = (hello(arguments), ship.size() - 1);
    while missing > 0 {
        let Some(Post::Message(rank, bytes)) = ship.receive(GLANCE) else { continue };
        let Some(Message::Hello(theirs)) = Message::read(&bytes) else { continue };
        if theirs.lines().next() != own.lines().next() {
            return Err(Failure::usage(format_args!(
                "rank {rank} runs another build of `catching` than rank 0\nhelp: all must start the same file"
            )));
        }
        if theirs != own {
            return Err(Failure::usage(format_args!(
                "rank {rank} was told to do something else than rank 0\nhelp: give all the same command: runs are divided \
                 among them; parts of `--shard` are started by themselves, without `mpirun`"
            )));
        }
        missing -= 1;
    }
    Ok(())
}

/// Works until the first process ends.
pub(super) fn serve(ship: &Arc<Ship>, arguments: &[OsString]) {
    ship.send(0, Message::Hello(&hello(arguments)).write());
    let (mut hands, mut in_parts): (Option<Hands>, Option<Arc<Plan>>) = (None, None);
    loop {
        match ship.receive(GLANCE) {
            None => {}
            Some(Post::End) => return ship.leave(0),
            Some(Post::Message(_, bytes)) => {
                let taken = catch_unwind(AssertUnwindSafe(|| take(ship, &bytes, &mut hands, &mut in_parts)));
                taken.unwrap_or_else(|panic| Err(words(panic.as_ref()))).unwrap_or_else(|why| broken(ship, &why));
            }
        }
    }
}

fn take(
    ship: &Arc<Ship>,
    bytes: &[u8],
    hands: &mut Option<Hands>,
    in_parts: &mut Option<Arc<Plan>>,
) -> Result<(), String> {
    match (Message::read(bytes), &hands) {
        (Some(Message::BeginParts(task)), _) => {
            // The first process waits for this one and for no message.
            let cannot = |why: String| {
                ship.work({
                    let (rank, host) = (ship.rank(), ship.host().to_owned());
                    move || joint::give_up(rank, &host, &why)
                })
            };
            match Received::read(task) {
                Ok(received) => *in_parts = Some(received.plan),
                Err(why) => drop(cannot(why)),
            }
            Ok(())
        }
        (Some(Message::Together(run)), _) => {
            if let Some(plan) = in_parts {
                // The first process has the same results, and tells of the same mistakes.
                drop(joint::play(ship, plan, run));
            }
            Ok(())
        }
        (Some(Message::Begin(task)), _) => {
            *hands = Some(Hands::new(ship, Received::read(task)?)?);
            ship.send(0, Message::Ready.write());
            Ok(())
        }
        (Some(Message::Runs(threads, runs)), Some(hands)) => {
            runs.into_iter().for_each(|run| hands.put(run, threads));
            Ok(())
        }
        _ => Err("it was sent what no `catching` of this build sends".to_owned()),
    }
}

fn broken(ship: &Ship, why: &str) {
    let told = format!("rank {} (on {}) could not go on: {why}", ship.rank(), ship.host());
    ship.send(0, Message::Broken(&told).write());
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    format!("a mistake in catching and not yours ({}); please report it", text.unwrap_or("unknown"))
}

/// A run by point and replicate, and with how many threads.
type Job = ((u64, u64), NonZeroUsize);

/// The threads of this process; they end when it lets go of them.
struct Hands {
    jobs: Sender<Job>,
}

impl Hands {
    fn new(ship: &Arc<Ship>, task: Received) -> Result<Self, String> {
        let (jobs, queue) = channel();
        let (threads, plan) = (task.threads, Arc::clone(&task.plan));
        let layout = Layout::new(task.points(), task.unit).until(plan.until.clone());
        let render = move |run: &Run, point: &Point, outcome: Outcome<'_>| layout.packet(run, point, &outcome);
        let play = player(Arc::clone(&plan), (task.selection, threads), render);
        let play = move |job: &Job| play(&plan.run(job.0.0 as usize, job.0.1), job.1);
        let (queue, play) = (Arc::new(Mutex::new(queue)), Arc::new(play));
        for _ in 0..threads.get() {
            let (ship, queue, play) = (Arc::clone(ship), Arc::clone(&queue), Arc::clone(&play));
            let begun = thread::Builder::new().spawn(move || work(&ship, &queue, &*play));
            begun.map_err(|error| format!("{threads} threads cannot be had there ({error}); `-j` asks for fewer"))?;
        }
        Ok(Self { jobs })
    }

    fn put(&self, run: (u64, u64), threads: u32) {
        let threads = NonZeroUsize::new(threads as usize).unwrap_or(NonZeroUsize::MIN);
        // A queue without readers has said why.
        let _ = self.jobs.send((run, threads));
    }
}

/// One thread's day.
fn work(ship: &Ship, queue: &Mutex<Receiver<Job>>, play: &impl Fn(&Job) -> Finished) {
    loop {
        let Ok(job) = queue.lock().unwrap_or_else(PoisonError::into_inner).recv() else { return };
        match catch_unwind(AssertUnwindSafe(|| play(&job))) {
            Ok(finished) => {
                let seconds = Over::seconds(finished.spent);
                let (failure, packet) = (finished.failure.as_deref(), &finished.packet[..]);
                ship.send(0, Message::Over(Over { run: job.0, seconds, failure, packet }).write());
            }
            Err(panic) => return broken(ship, &words(panic.as_ref())),
        }
    }
}
