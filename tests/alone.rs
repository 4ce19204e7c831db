//! A study works on the thread that asks and starts no other: this process has one from its first to its last moment.

use catching::study::{Progress, Study};
use std::ops::ControlFlow;

/// Threads of this process, where the system tells.
fn threads() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("Threads:"))?.trim().parse().ok()
}

fn main() {
    if threads().is_none() {
        println!("skipped: this system does not tell how many threads a process has");
        return;
    }
    let alone = || assert_eq!(threads(), Some(1), "a thread that nobody asked for");
    let mut watch = |_: &Progress<'_>| {
        alone();
        ControlFlow::Continue(())
    };
    let study =
        Study::shipped("lecture-hall-yawn").and_then(|study| study.set("replicates", 3)).expect("it is shipped");
    let results = study.run(&mut watch).expect("three runs");
    results.figure("prevalence").expect("a chart");
    results.report().expect("a page");
    alone();
    println!("a study, a chart and a report on one thread: ok");
}
