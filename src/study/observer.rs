//! Who is told how the runs go.

use std::ops::ControlFlow;

/// How far a study is.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// Runs that are over.
    pub done: u64,
    /// Runs that are planned; may grow where runs are added until intervals are narrow.
    pub planned: u64,
    /// The arm of the run that is over; empty where there is only one.
    pub arm: &'a str,
    /// What is varied at its point.
    pub varied: &'a [(String, String)],
}

/// Is told of each run that is over, on the thread that called, and may stop.
pub trait Observer {
    /// A run is over.
    fn run_is_over(&mut self, progress: &Progress<'_>) -> ControlFlow<()>;
}

/// Looks away.
impl Observer for () {
    fn run_is_over(&mut self, _: &Progress<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

impl<F: FnMut(&Progress<'_>) -> ControlFlow<()>> Observer for F {
    fn run_is_over(&mut self, progress: &Progress<'_>) -> ControlFlow<()> {
        self(progress)
    }
}
