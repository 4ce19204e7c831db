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
    mut each: impl FnMut(R) -> Result<(), E>,
) -> Result<End, E>
where
    Jobs: IntoIterator,
    Jobs::IntoIter: Send + 'static,
    R: Send + 'static,
{
    let jobs = Mutex::new(jobs.into_iter());
    let threads = threads.get();
    let (sender, results) = sync_channel(threads);
    let bench = Arc::new(Bench { jobs, closed: AtomicBool::new(false), work });
    let serve = |_| {
        let (bench, sender) = (Arc::clone(&bench), sender.clone());
        thread::spawn(move || bench.serve(&sender))
    };
    let serving: Vec<_> = (0..threads).map(serve).collect();
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
struct Bench<I, W> {
    jobs: Mutex<I>,
    closed: AtomicBool,
    work: W,
}

impl<I: Iterator, W> Bench<I, W> {
    fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
    }

    /// The next job; the others wait no longer than it takes to name it.
    fn next(&self) -> Option<I::Item> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).next()
    }

    /// One thread's day: takes the next job until there is none or nobody waits for results.
    fn serve<R>(&self, results: &SyncSender<R>)
    where
        W: Fn(&I::Item) -> R,
    {
        while !self.closed.load(Ordering::Relaxed) {
            let Some(job) = self.next() else { return };
            if results.send((self.work)(&job)).is_err() {
                return;
            }
        }
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
    fn the_first_error_ends_it() {
        let each = |r: u32| if r == 5 { Err("five") } else { Ok(()) };
        let end = work_through(0..1000, threads(1), &AtomicBool::new(false), |j: &u32| *j, each);
        assert_eq!(end, Err("five"));
    }
}
