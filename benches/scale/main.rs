//! What one network over many ranks would have to send, counted and not sent: people are split in ranges balanced by ties,
//! a run of the engine says who changes when, and for every tick it is counted which rank would tell which other ranks of it.
//!
//! ```text
//! cargo bench --bench scale -- [--people=100000] [--csv=benches/results/scale.csv]
//! ```

mod partition;
#[path = "../shared/reference.rs"]
#[expect(dead_code, reason = "other benches use the rest")]
mod reference;

use catching::model::{Detail, Simulation};
use catching::network::{Network, Param};
use partition::{Partition, Traffic};
use std::sync::Arc;
use std::time::Instant;

/// Simulated ranks.
const RANKS: [usize; 6] = [1, 4, 16, 64, 256, 1024];

/// A run, as the ranks would see it: who changes in each tick.
struct Story {
    changes: Vec<Vec<u32>>,
    /// Of the whole run on one thread \[s\].
    seconds: f64,
}

fn main() {
    let argument = |name: &str| std::env::args().find_map(|word| word.strip_prefix(name).map(str::to_owned));
    // `cargo test --benches` and the like only ask whether it starts.
    if std::env::args().any(|word| word == "--list" || word == "--test") {
        return;
    }
    let people = argument("--people=").and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let mut csv = format!("{}\n", COLUMNS.join(","));
    println!("{people} people, 200 ticks; changes and messages a tick, of the busiest rank");
    for (name, network) in networks(people) {
        let story = play(&network);
        println!("\n{name}: {} ties, {:.2} ms a tick on one thread", network.ties() / 2, story.tick_ms());
        for ranks in RANKS {
            let row = row(name, &network, ranks, &story);
            println!("{}", row.join("  "));
            csv += &(row.join(",") + "\n");
        }
    }
    if let Some(path) = argument("--csv=") {
        std::fs::write(path, csv).expect("a file that can be written");
    }
}

/// What the counts are called.
const COLUMNS: [&str; 11] = [
    "network",
    "people",
    "ranks",
    "tick_ms",
    "changes_a_tick",
    "largest_share_of_ties",
    "ghosts_a_person_of_an_equal_share",
    "neighbours",
    "messages_a_tick",
    "bytes_a_tick",
    "bytes_in_all",
];

/// Networks from those that fall apart easily to those that do not.
fn networks(people: i64) -> Vec<(&'static str, Arc<Network>)> {
    let cliques = [("l", Param::Integer(people / 11)), ("k", Param::Integer(11)), ("p", Param::Number(0.05))];
    vec![
        ("cliques", Arc::new(reference::network("relaxed_caveman", &cliques))),
        ("small world", reference::small_world(people)),
        ("preferential", reference::preferential(people, 5)),
    ]
}

fn play(network: &Arc<Network>) -> Story {
    let situation = reference::situation(reference::RATES);
    let detail = Detail { events: true, ..Detail::NONE };
    let simulation = Simulation::new(&situation, Arc::clone(network), 1, detail).expect("it fits");
    let (begun, worked) = (Instant::now(), working_time());
    let recording = simulation.run();
    let seconds = worked.zip(working_time()).map_or(begun.elapsed().as_secs_f64(), |(from, to)| to - from);
    let mut changes = vec![Vec::new(); reference::TICKS as usize + 1];
    for event in &recording.events {
        for time in [event.time, event.time + event.duration] {
            if let Some(tick) = changes.get_mut(time as usize) {
                tick.push(event.agent);
            }
        }
    }
    Story { changes, seconds }
}

/// How long this thread has had a core \[s\], where the system tells: other programs do not count then.
fn working_time() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(told.split_whitespace().next()?.parse::<f64>().ok()? / 1e9)
}

impl Story {
    fn tick_ms(&self) -> f64 {
        1e3 * self.seconds / reference::TICKS as f64
    }

    fn changes_a_tick(&self) -> f64 {
        self.changes.iter().map(Vec::len).sum::<usize>() as f64 / self.changes.len() as f64
    }
}

fn row(name: &str, network: &Network, ranks: usize, story: &Story) -> Vec<String> {
    let partition = Partition::balanced(network, ranks);
    let borders = partition.borders(network);
    let Traffic { bytes, busiest_messages, busiest_bytes } = partition.traffic(network, &borders, &story.changes);
    vec![
        name.to_owned(),
        network.people().to_string(),
        ranks.to_string(),
        format!("{:.3}", story.tick_ms()),
        format!("{:.1}", story.changes_a_tick()),
        format!("{:.4}", partition.largest_share(network)),
        format!("{:.3}", borders.most_ghosts() / (network.people() as f64 / ranks as f64)),
        borders.most_neighbours().to_string(),
        format!("{busiest_messages:.1}"),
        format!("{busiest_bytes:.0}"),
        format!("{bytes:.0}"),
    ]
}
