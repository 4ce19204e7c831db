//! Many jobs on a few threads, in no particular order of finishing, and stoppable at any moment.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
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
/// No more results wait for `each` than there are threads. After `stop` no job is begun and none is waited for: threads
/// in the middle of one are left to themselves, and their results are lost.
///
/// # Errors
/// The first error of `each`; nothing more is begun after it.
///
/// # Panics
/// When a job panics.
pub fn work_through<J, R, E>(
    jobs: Vec<J>,
    threads: NonZeroUsize,
    stop: &AtomicBool,
    work: impl Fn(&J) -> R + Send + Sync + 'static,
    mut each: impl FnMut(R) -> Result<(), E>,
) -> Result<End, E>
where
    J: Send + Sync + 'static,
    R: Send + 'static,
{
    let total = jobs.len();
    let threads = threads.get().min(total.max(1));
    let (sender, results) = sync_channel(threads);
    let bench = Arc::new(Bench { jobs, next: AtomicUsize::new(0), closed: AtomicBool::new(false), work });
    for _ in 0..threads {
        let (bench, sender) = (Arc::clone(&bench), sender.clone());
        thread::spawn(move || bench.serve(&sender));
    }
    drop(sender);
    let mut received = 0;
    while received < total {
        if stop.load(Ordering::Relaxed) {
            bench.close();
            return Ok(End::Stopped);
        }
        match results.recv_timeout(GLANCE) {
            Ok(result) => {
                received += 1;
                each(result).inspect_err(|_| bench.close())?;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => panic!("a thread ended before its work"),
        }
    }
    Ok(End::Done)
}

/// What the threads share.
struct Bench<J, W> {
    jobs: Vec<J>,
    next: AtomicUsize,
    closed: AtomicBool,
    work: W,
}

impl<J, W> Bench<J, W> {
    fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
    }

    /// One thread's day: takes the next job until there is none or nobody waits for results.
    fn serve<R>(&self, results: &SyncSender<R>)
    where
        W: Fn(&J) -> R,
    {
        while !self.closed.load(Ordering::Relaxed) {
            let Some(job) = self.jobs.get(self.next.fetch_add(1, Ordering::Relaxed)) else { return };
            if results.send((self.work)(job)).is_err() {
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
            let end = work_through((0..50).collect(), threads(n), &AtomicBool::new(false), |j| j * 2, keep);
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
        assert_eq!(work_through((0..1000).collect(), threads(2), &stop, |j: &u32| *j, each), Ok(End::Stopped));
        assert_eq!(seen, 3);
    }

    #[test]
    fn the_first_error_ends_it() {
        let each = |r: u32| if r == 5 { Err("five") } else { Ok(()) };
        let end = work_through((0..1000).collect(), threads(1), &AtomicBool::new(false), |j: &u32| *j, each);
        assert_eq!(end, Err("five"));
    }
}
