//! Many jobs on a few threads, in no particular order of finishing, and stoppable at any moment.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How often a waiting caller looks whether it was told to stop.
const GLANCE: Duration = Duration::from_millis(50);

/// How work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// All jobs are done.
    Done,
    /// Told to stop: some jobs were not begun, or not waited for.
    Stopped,
}

/// Who names jobs, to whichever hand is free: a thread here, by its number, or one elsewhere, after those.
pub trait Deal: Send {
    /// What there is to do.
    type Job;

    /// The next job for this hand.
    fn next_for(&mut self, hand: usize) -> Option<Self::Job>;
}

impl<I: Iterator + Send> Deal for I {
    type Job = I::Item;

    fn next_for(&mut self, _: usize) -> Option<Self::Job> {
        self.next()
    }
}

/// Where others who work on the same jobs, such as processes on other machines, fetch jobs and hand in results.
pub trait Dispatcher<Job, R> {
    /// The next job for this of their hands, from 0; nothing when there is none left.
    fn next(&self, hand: usize) -> Option<Job>;
    /// Hands in a result; `false` when nobody waits for it any more.
    fn give(&self, result: R) -> bool;
    /// Whether all are told to stop.
    fn is_closed(&self) -> bool;
}

/// What such others do from the first job to the last: fetches jobs, sees that they are done, hands results in.
pub type Others<Job, R> = Box<dyn FnOnce(&dyn Dispatcher<Job, R>) + Send>;

/// Does every job on `threads` threads and hands each result to `each`, on the caller's thread, as it comes.
///
/// Jobs are named one by one as threads become free, so that there may be any number of them, and no more results wait for
/// `each` than there are threads. After `stop` no job is begun and none is waited for: threads
/// in the middle of one are left to themselves, and their results are lost.
///
/// # Errors
/// The first error of `each`; nothing more is begun after it.
///
/// # Panics
/// When a job panics.
pub fn work_through<Jobs, R, E>(
    jobs: Jobs,
    threads: NonZeroUsize,
    stop: &AtomicBool,
    work: impl Fn(&Jobs::Item) -> R + Send + Sync + 'static,
    each: impl FnMut(R) -> Result<(), E>,
) -> Result<End, E>
where
    Jobs: IntoIterator,
    Jobs::IntoIter: Send + 'static,
    Jobs::Item: 'static,
    R: Send + 'static,
{
    work_through_with(jobs.into_iter(), (threads, None), stop, work, each)
}

/// The same beside others, who take jobs of the same list.
///
/// # Errors
/// As [`work_through`].
///
/// # Panics
/// As [`work_through`].
pub fn work_through_with<Jobs, R, E>(
    jobs: Jobs,
    (threads, others): (NonZeroUsize, Option<Others<Jobs::Job, R>>),
    stop: &AtomicBool,
    work: impl Fn(&Jobs::Job) -> R + Send + Sync + 'static,
    mut each: impl FnMut(R) -> Result<(), E>,
) -> Result<End, E>
where
    Jobs: Deal + 'static,
    Jobs::Job: 'static,
    R: Send + 'static,
{
    let threads = threads.get();
    let (sender, results) = sync_channel(threads);
    let bench = Arc::new(Bench { jobs: Mutex::new(jobs), closed: AtomicBool::new(false), work });
    let serve = |hand| {
        let (bench, sender) = (Arc::clone(&bench), sender.clone());
        thread::spawn(move || bench.serve(hand, &sender))
    };
    let mut serving: Vec<_> = (0..threads).map(serve).collect();
    serving.extend(others.map(|others| {
        let counter = Counter { bench: Arc::clone(&bench), results: sender.clone(), before: threads };
        thread::spawn(move || others(&counter))
    }));
    drop(sender);
    loop {
        if stop.load(Ordering::Relaxed) {
            bench.close();
            return Ok(End::Stopped);
        }
        match results.recv_timeout(GLANCE) {
            Ok(result) => each(result).inspect_err(|_| bench.close())?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    assert!(serving.into_iter().all(|thread| thread.join().is_ok()), "a thread ended before its work");
    Ok(End::Done)
}

/// What the threads share.
struct Bench<J, W> {
    jobs: Mutex<J>,
    closed: AtomicBool,
    work: W,
}

impl<J: Deal, W> Bench<J, W> {
    fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
    }

    /// The next job; the others wait no longer than it takes to name it.
    fn next(&self, hand: usize) -> Option<J::Job> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).next_for(hand)
    }

    /// One thread's day: takes the next job until there is none or nobody waits for results.
    fn serve<R>(&self, hand: usize, results: &SyncSender<R>)
    where
        W: Fn(&J::Job) -> R,
    {
        while !self.closed.load(Ordering::Relaxed) {
            let Some(job) = self.next(hand) else { return };
            if results.send((self.work)(&job)).is_err() {
                return;
            }
        }
    }
}

/// Where others come to; their hands are numbered after those `before` them.
struct Counter<J, W, R> {
    bench: Arc<Bench<J, W>>,
    results: SyncSender<R>,
    before: usize,
}

impl<J: Deal, W, R> Dispatcher<J::Job, R> for Counter<J, W, R> {
    fn next(&self, hand: usize) -> Option<J::Job> {
        if self.is_closed() { None } else { self.bench.next(self.before + hand) }
    }

    fn give(&self, result: R) -> bool {
        self.results.send(result).is_ok()
    }

    fn is_closed(&self) -> bool {
        self.bench.closed.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threads(n: usize) -> NonZeroUsize {
        NonZeroUsize::new(n).unwrap()
    }

    #[test]
    fn every_job_is_done_once_on_any_number_of_threads() {
        for n in [1, 2, 7, 100] {
            let mut results = Vec::new();
            let keep = |r: usize| {
                results.push(r);
                Ok::<_, ()>(())
            };
            let end = work_through(0..50, threads(n), &AtomicBool::new(false), |j| j * 2, keep);
            assert_eq!(end, Ok(End::Done));
            results.sort_unstable();
            assert_eq!(results, (0..50).map(|j| j * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_to_do_is_done() {
        let end = work_through(Vec::<u8>::new(), threads(4), &AtomicBool::new(false), |j| *j, |_| Ok::<_, ()>(()));
        assert_eq!(end, Ok(End::Done));
    }

    #[test]
    fn after_stop_nothing_more_is_handed_over() {
        let stop = AtomicBool::new(false);
        let mut seen = 0;
        let each = |_| {
            seen += 1;
            stop.store(seen == 3, Ordering::Relaxed);
            Ok::<_, ()>(())
        };
        assert_eq!(work_through(0..1000, threads(2), &stop, |j: &u32| *j, each), Ok(End::Stopped));
        assert_eq!(seen, 3);
    }

    #[test]
    fn others_do_what_they_fetch_and_are_told_when_nobody_waits() {
        let others: Others<u32, u32> = Box::new(|dispatcher| {
            while let Some(job) = dispatcher.next(0) {
                assert!(dispatcher.give(job + 1000));
            }
        });
        let (mut here, mut elsewhere) = (0, 0);
        let each = |r: u32| {
            if r >= 1000 {
                elsewhere += 1
            } else {
                here += 1
            }
            Ok::<_, ()>(())
        };
        let slow = |j: &u32| {
            thread::sleep(Duration::from_millis(1));
            *j
        };
        let end = work_through_with(0..500, (threads(1), Some(others)), &AtomicBool::new(false), slow, each);
        assert_eq!(end, Ok(End::Done));
        assert!(here + elsewhere == 500 && elsewhere > 0, "{here} here, {elsewhere} elsewhere");
        let (told, heard) = sync_channel(1);
        let others: Others<u32, u32> = Box::new(move |dispatcher| {
            while dispatcher.give(7) {}
            told.send(dispatcher.is_closed() && dispatcher.next(0).is_none()).unwrap();
        });
        let fails = |r: u32| if r == 7 { Err("seven") } else { Ok(()) };
        let stop = AtomicBool::new(false);
        assert_eq!(work_through_with(0..9, (threads(1), Some(others)), &stop, slow, fails), Err("seven"));
        assert!(heard.recv().unwrap());
    }

    #[test]
    fn the_first_error_ends_it() {
        let each = |r: u32| if r == 5 { Err("five") } else { Ok(()) };
        let end = work_through(0..1000, threads(1), &AtomicBool::new(false), |j: &u32| *j, each);
        assert_eq!(end, Err("five"));
    }
}
