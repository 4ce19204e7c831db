//! What one network over many ranks has to send: people are split in ranges balanced by ties, a run of the engine says who changes
//! when, and for every tick it is counted which rank tells which other ranks of it. For a few ranks the parts are also played, each on
//! a thread of its own, and what they really sent stands beside it.
//!
//! ```text
//! cargo bench --bench scale -- [--people=100000] [--csv=benches/results/scale.csv]
//! ```

mod partition;
#[path = "../shared/reference.rs"]
#[expect(dead_code, reason = "other benches use the rest")]
mod reference;

use catching::model::{Detail, Queues, Simulation, Traffic};
use catching::network::{Bounds, Network, Param, Part, TieCounts};
use partition::{Load, Partition};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

/// Simulated ranks.
const RANKS: [usize; 7] = [1, 2, 4, 16, 64, 256, 1024];
/// So many are played at most.
const PLAYED: usize = 16;

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
const COLUMNS: [&str; 14] = [
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
    "messages_a_tick_sent",
    "bytes_a_tick_sent",
    "tick_ms_played",
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
    let Load { bytes, busiest_messages, busiest_bytes } = partition.traffic(network, &borders, &story.changes);
    let mut row = vec![
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
    ];
    let sent = (2..=PLAYED).contains(&ranks).then(|| sent(network, ranks));
    let told = |[messages, bytes, ms]: [f64; 3]| [format!("{messages:.0}"), format!("{bytes:.0}"), format!("{ms:.3}")];
    row.extend(sent.map_or_else(Default::default, told));
    row
}

/// What the busiest part sends in a tick, in messages and bytes, and how long it has a core for \[ms\], when all are played.
fn sent(network: &Network, ranks: usize) -> [f64; 3] {
    let situation = reference::situation(reference::RATES);
    let bounds = Bounds::balanced(&TieCounts::of(network), ranks);
    let play = |number: usize, queues: Queues| {
        let part = Part::cut(network, bounds.clone(), number);
        let run = Simulation::in_part(&situation, part, 1, Detail::NONE, Box::new(queues));
        let mut run = run.expect("it can be in parts");
        let (begun, worked) = (Instant::now(), working_time());
        (0..run.ticks()).for_each(|_| run.tick());
        let seconds = worked.zip(working_time()).map_or(begun.elapsed().as_secs_f64(), |(from, to)| to - from);
        (run.traffic().unwrap_or_default(), seconds)
    };
    let all: Vec<(Traffic, f64)> = thread::scope(|scope| {
        let parts = Queues::connect(ranks).into_iter().enumerate();
        let parts: Vec<_> = parts.map(|(number, queues)| scope.spawn(move || play(number, queues))).collect();
        parts.into_iter().map(|part| part.join().expect("no part fails")).collect()
    });
    let most =
        |of: fn(&Traffic) -> u64| all.iter().map(|(sent, _)| of(sent) as f64 / sent.ticks as f64).fold(0.0, f64::max);
    let longest = all.iter().map(|(_, seconds)| *seconds).fold(0.0, f64::max);
    [most(|sent| sent.messages), most(|sent| sent.bytes), 1e3 * longest / reference::TICKS as f64]
}
