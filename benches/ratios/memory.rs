//! Memory of the bare expression, each size in a process of its own so that nothing is left over from another.

use crate::reference::{RATES, preferential, situation};
use crate::sheet::{Measured, Sheet, Target};
use catching::model::{Detail, Simulation};
use std::process::Command;
use std::sync::Arc;

/// What one process needed \[bytes\].
struct Need {
    people: f64,
    ties: f64,
    /// In the middle of the run, less what the empty program holds.
    held: f64,
    /// At most, while the network was drawn.
    peak: f64,
}

/// Bytes a person and a directed tie: the slopes between a sparse and a dense network of as many people.
pub(crate) fn slopes(name: &str, sheet: &mut Sheet) {
    let [sparse, dense] = [2, 10].map(|ties| need(1_000_000, ties));
    let tie = (dense.held - sparse.held) / (dense.ties - sparse.ties);
    let person = (sparse.held - tie * sparse.ties) / sparse.people;
    let figure = |bytes| Measured::new(vec![bytes]);
    sheet.figure(name, "memory a person, bare expression", Target::AtMost(150.0), &figure(person), "B");
    sheet.figure(name, "memory a directed tie, bare expression", Target::AtMost(12.0), &figure(tie), "B");
    let reference = need(1_000_000, 5);
    let sum = reference.peak / 1e6;
    sheet.figure(name, "most that 1 000 000 people with 10 ties each needed", Target::None, &figure(sum), "MB");
}

/// Ten million people with a hundred million directed ties.
pub(crate) fn huge(name: &str, sheet: &mut Sheet) {
    let peak = need(10_000_000, 5).peak / f64::from(1 << 30);
    let work = "most that 10 000 000 people with 10 ties each needed";
    sheet.figure(name, work, Target::AtMost(24.0), &Measured::new(vec![peak]), "GiB");
}

fn need(people: i64, ties: i64) -> Need {
    let own = std::env::current_exe().expect("this program");
    let output = Command::new(own).arg(format!("--child={people},{ties}")).output().expect("this program again");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().map(|word| word.parse().expect("a number")).collect();
    Need { people: people as f64, ties: numbers[0], held: numbers[2] - numbers[1], peak: numbers[3] }
}

/// Runs a few ticks and prints the directed ties, what was held before, what is held now, and the most so far.
pub(crate) fn child(size: &str) {
    let (people, ties) = size.split_once(',').expect("PEOPLE,TIES");
    let number = |text: &str| text.parse().expect("a whole number");
    let before = resident("VmRSS:");
    let network = preferential(number(people), number(ties));
    let mut simulation =
        Simulation::new(&situation(RATES), Arc::clone(&network), 1, Detail::NONE).expect("a situation that fits");
    (0..10).for_each(|_| simulation.tick());
    println!("{} {before} {} {}", network.ties(), resident("VmRSS:"), resident("VmHWM:"));
}

/// A line of what Linux says about this process \[bytes\].
fn resident(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix(field)).expect("a line of this name");
    let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse().expect("a number of kB");
    kibibytes * 1024
}
