//! How fast the engine is, as ratios measured side by side in one run: times alone say more about the machine and what
//! else it is doing.
//!
//! ```text
//! cargo bench --bench ratios                    every comparison, in a few minutes
//! cargo bench --bench ratios -- reference sweep only these
//! ```

mod floor;
mod works;

use std::time::{Duration, Instant};
use works::WORKS;

/// Two ways to do the same work, in turn.
pub struct Pair {
    /// What is compared with what.
    pub name: &'static str,
    /// How often each is done.
    pub rounds: usize,
}

impl Pair {
    /// Prints the median of the ratios of neighbouring rounds: what slows the machine down for a while slows both.
    pub fn compare(&self, mut plain: impl FnMut() -> f64, mut engine: impl FnMut() -> f64) {
        let (mut ratios, mut first, mut second) = (Vec::new(), Vec::new(), Vec::new());
        let mut results = (0.0, 0.0);
        for _ in 0..self.rounds {
            let (result, plain) = timed(&mut plain);
            results.0 = result;
            let (result, engine) = timed(&mut engine);
            results.1 = result;
            ratios.push(engine.as_secs_f64() / plain.as_secs_f64());
            first.push(plain.as_secs_f64());
            second.push(engine.as_secs_f64());
        }
        let (low, ratio, high) = spread(&mut ratios);
        println!(
            "{:44} {:>9.3} s {:>9.3} s   × {ratio:.2} [{low:.2} {high:.2}]   {:.4} {:.4}",
            self.name,
            spread(&mut first).1,
            spread(&mut second).1,
            results.0,
            results.1
        );
    }
}

fn timed(work: &mut impl FnMut() -> f64) -> (f64, Duration) {
    let begun = Instant::now();
    let result = work();
    (result, begun.elapsed())
}

/// Lowest, median, highest.
fn spread(values: &mut [f64]) -> (f64, f64, f64) {
    values.sort_by(f64::total_cmp);
    (values[0], values[values.len() / 2], values[values.len() - 1])
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    println!(
        "{:44} {:>11} {:>11}   ratio [lowest highest]   results of both",
        "work (engine against what stands first)", "first", "second"
    );
    for (name, work) in WORKS {
        if wanted.is_empty() || wanted.iter().any(|w| name.contains(w.as_str())) {
            work();
        }
    }
}
