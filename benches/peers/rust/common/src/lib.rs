//! What every Rust peer is given and what it prints. `PROGRAM FILE` runs once, `PROGRAM FILE sweep` 200 times on two
//! threads, each run on one. The last line printed is JSON: seconds of the simulation itself, and the share of people
//! active, over the last 50 ticks of a run or at the end of the runs of a sweep.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Instant;

/// Ticks of a run.
pub const TICKS: usize = 200;
/// The chance per tick to become active without any neighbour.
pub const ALONE: f64 = 0.0005;
/// The share that is active at the start.
pub const START: f64 = 0.01;

/// Chances per tick, and the luck of a run.
#[derive(Clone, Copy)]
pub struct Rates {
    /// To become active, from each active neighbour.
    pub beta: f64,
    /// To stop.
    pub gamma: f64,
    /// The seed.
    pub seed: u64,
}

/// Who is tied to whom.
pub struct Ties {
    /// Number of people.
    pub people: usize,
    /// Each tie once.
    pub pairs: Vec<(u32, u32)>,
}

impl Ties {
    fn read(file: &str) -> Self {
        let text = std::fs::read_to_string(file).expect("a file of ties");
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let pair = |line: &str| {
            let (a, b) = line.split_once(' ').expect("two numbers a line");
            (a.parse().expect("a number"), b.parse().expect("a number"))
        };
        let pairs: Vec<(u32, u32)> = lines.map(pair).collect();
        let largest = pairs.iter().map(|&(a, b)| a.max(b)).max().unwrap_or(0);
        Self { people: largest as usize + 1, pairs }
    }
}

/// A run: how long it took \[s\], and the share that was active after each tick.
pub type Run = (f64, Vec<f64>);

/// Times the part of a run that counts.
pub fn timed(work: impl FnOnce() -> Vec<f64>) -> Run {
    let begun = Instant::now();
    let series = work();
    (begun.elapsed().as_secs_f64(), series)
}

/// Reads the ties, hands them to `prepare` once, and runs `simulate` as the command line asks.
pub fn main_of<M: Sync>(prepare: impl Fn(Ties) -> M, simulate: impl Fn(&M, Rates) -> Run + Sync) {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let model = prepare(Ties::read(&arguments[0]));
    let (seconds, share) = if arguments.iter().any(|word| word == "sweep") {
        let begun = Instant::now();
        let share = sweep(|rates| simulate(&model, rates).1[TICKS - 1]);
        (begun.elapsed().as_secs_f64(), share)
    } else {
        let (seconds, series) = simulate(&model, Rates { beta: 0.02, gamma: 0.1, seed: 1 });
        (seconds, series[TICKS - 50..].iter().sum::<f64>() / 50.0)
    };
    println!("{{\"seconds\": {seconds}, \"prevalence\": {share}}}");
}

/// 5 chances of imitation × 5 of stopping × 8 seeds.
fn sweep(run: impl Fn(Rates) -> f64 + Sync) -> f64 {
    let (next, sum) = (AtomicUsize::new(0), Mutex::new(0.0));
    let work = || {
        while let job @ 0..200 = next.fetch_add(1, Relaxed) {
            let rates = Rates {
                beta: 0.01 + 0.005 * (job / 40) as f64,
                gamma: 0.06 + 0.02 * (job / 8 % 5) as f64,
                seed: 1000 + job as u64,
            };
            let share = run(rates);
            *sum.lock().expect("no panic") += share;
        }
    };
    std::thread::scope(|threads| {
        threads.spawn(work);
        work();
    });
    sum.into_inner().expect("no panic") / 200.0
}
