//! However many runs there are, memory stays the same.

use crate::common::Desk;
use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// The most memory that the program held \[kB\], looked at until it ended well.
fn most_held(desk: &Desk, arguments: &[&str]) -> u64 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_catching"));
    command.args(arguments).current_dir(desk.path("")).stdout(Stdio::null());
    let mut program = command.spawn().unwrap();
    let status = format!("/proc/{}/status", program.id());
    let mut most = 0;
    loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with("VmHWM:"));
        most = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0).max(most);
        if let Some(end) = program.try_wait().unwrap() {
            assert!(end.success(), "{arguments:?}");
            return most;
        }
        sleep(Duration::from_millis(2));
    }
}

/// The finished folder of a sweep of two points and `replicates` runs of each, as if they had been simulated.
fn folder_of(desk: &Desk, replicates: u64) {
    desk.ok(&[
        "sweep",
        "small.toml",
        "--vary",
        "ties.closeness=0,0.5",
        "--set",
        "null_run=false",
        "--replicates",
        "2",
        "-q",
        "--no-charts",
        "-o",
        "out",
        "--force",
    ]);
    let table = desk.read("out/runs.csv");
    let rows: Vec<&str> = table.lines().collect();
    let mut text = format!("{}\n", rows[0]);
    for point in 0..2 {
        for replicate in 0..replicates {
            let model: Vec<&str> = rows[1 + 2 * point + (replicate % 2) as usize].split(',').collect();
            let id = point as u64 * replicates + replicate;
            writeln!(text, "{id},{},{},{replicate},{}", model[1], model[2], model[4..].join(",")).unwrap();
        }
    }
    desk.write("out/runs.csv", text);
    // Of these runs nothing was published that could disagree with them: the point, the version, the outcome.
    let summary = desk.read("out/summary.csv");
    let named = |line: &str| line.split(',').take(3).collect::<Vec<_>>().join(",") + "\n";
    desk.write("out/summary.csv", summary.lines().map(named).collect::<String>());
    let manifest = desk.read("out/manifest.json").replace("\"runs\": 4,", &format!("\"runs\": {},", 2 * replicates));
    desk.write("out/manifest.json", manifest);
}

#[test]
#[cfg(target_os = "linux")]
fn ten_times_the_runs_are_told_and_drawn_in_the_same_memory() {
    let desk = Desk::with_small();
    let held = [10_000, 100_000].map(|replicates| {
        folder_of(&desk, replicates);
        most_held(&desk, &["plot", "out", "--charts", "sweep-line"])
    });
    // 180,000 rows more: their text is 25 MB. The numbers of an outcome are held while it is worked out, not those of all.
    assert!(held[0] > 1000 && held[1] < held[0] + 30_000, "{held:?} kB");
}

#[test]
#[cfg(target_os = "linux")]
fn a_network_is_exported_in_the_memory_that_measuring_it_takes() {
    let desk = Desk::new();
    let measured = ["network", "--generator", "erdos_renyi", "--set", "n=1000", "--set", "p=0.9", "--seed", "2"];
    let plain = most_held(&desk, &measured);
    for file in ["n.json", "n.graphml", "n.gexf", "n.gml", "n.net", "n.csv", "n.json.gz"] {
        let held = most_held(&desk, &[&measured[..], &["--export", file]].concat());
        let size = std::fs::metadata(desk.path(file)).unwrap().len() / 1024;
        // 450,000 ties: the text of the smallest has some megabytes, that of the largest some thirty.
        assert!(held < plain + 4000, "{file} of {size} kB: {held} kB, measured alone {plain} kB");
        assert!(size > 2500 || file.ends_with(".gz"), "{file}: {size} kB");
    }
}
