//! Long work beside the interpreter: its lock is released, Ctrl-C is answered at once, and somebody is told how it goes.

use super::failures;
use catching::study::{Observer, Progress};
use pyo3::prelude::*;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How often the caller looks whether somebody wants to stop.
const GLANCE: Duration = Duration::from_millis(20);
/// How often somebody is told how it goes.
const TOLD: Duration = Duration::from_millis(100);

/// How far the work is, and whether it is still wanted.
#[derive(Clone, Default)]
pub(crate) struct Watched(Arc<Shared>);

#[derive(Default)]
struct Shared {
    stop: AtomicBool,
    done: AtomicU64,
    planned: AtomicU64,
}

impl Observer for Watched {
    fn run_is_over(&mut self, progress: &Progress<'_>) -> ControlFlow<()> {
        self.0.done.store(progress.done, Ordering::Relaxed);
        self.0.planned.store(progress.planned, Ordering::Relaxed);
        if self.0.stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// Does the work on a thread of its own and waits for it. `progress` is called with runs that are over and runs that are planned.
/// After Ctrl-C, or an exception of `progress`, nothing is waited for: the thread ends after the runs that it is in.
pub(crate) fn wait<T: Send + 'static>(
    py: Python<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(Watched) -> T + Send + 'static,
) -> PyResult<T> {
    let watched = Watched::default();
    let (sender, mut results) = channel();
    let mine = watched.clone();
    std::thread::spawn(move || {
        // Nobody waits any more after Ctrl-C.
        let _ = sender.send(work(mine));
    });
    let mut telling = Telling { watched: &watched, progress, last: Instant::now(), told: 0 };
    loop {
        let (back, came) = py.detach(move || glance(results));
        results = back;
        let looked = py.check_signals().and_then(|()| telling.tell(came.is_ok()));
        looked.inspect_err(|_| watched.0.stop.store(true, Ordering::Relaxed))?;
        match came {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                return Err(failures::failed(
                    py,
                    "sorry, this is a mistake in catching and not yours; please report it",
                ));
            }
        }
    }
}

fn glance<T>(results: Receiver<T>) -> (Receiver<T>, Result<T, RecvTimeoutError>) {
    let came = results.recv_timeout(GLANCE);
    (results, came)
}

struct Telling<'a, 'py> {
    watched: &'a Watched,
    progress: Option<&'a Bound<'py, PyAny>>,
    last: Instant,
    told: u64,
}

impl Telling<'_, '_> {
    /// Tells of new runs, now and then, and at the end.
    fn tell(&mut self, at_the_end: bool) -> PyResult<()> {
        let Some(progress) = self.progress else { return Ok(()) };
        let done = self.watched.0.done.load(Ordering::Relaxed);
        if done == self.told || !(at_the_end || self.last.elapsed() >= TOLD) {
            return Ok(());
        }
        (self.told, self.last) = (done, Instant::now());
        progress.call1((done, self.watched.0.planned.load(Ordering::Relaxed))).map(|_| ())
    }
}
