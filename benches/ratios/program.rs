//! The program as a user runs it: a process, a scenario, a folder of results.

use crate::mechanisms::EVERYTHING;
use crate::sheet::{Measured, Pair, Sheet, Target};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;
use tempfile::TempDir;

/// A folder to run the program in.
pub(crate) struct Desk(TempDir);

impl Desk {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder for temporary files"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs a scenario without charts: what it says, and how long the process took \[s\].
    pub(crate) fn run(&self, scenario: &str, options: &str) -> (String, f64) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_catching"));
        command.args(["run", scenario, "--no-charts", "--json", "--force", "-o", "results"]);
        command.args(options.split_whitespace()).current_dir(self.path()).stderr(Stdio::piped());
        let begun = Instant::now();
        let output = command.output().expect("the program");
        let seconds = begun.elapsed().as_secs_f64();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        (String::from_utf8_lossy(&output.stdout).into_owned(), seconds)
    }

    /// Seconds of the parts of a run.
    fn parts(&self, scenario: &str, options: &str) -> Value {
        let (said, _) = self.run(scenario, options);
        serde_json::from_str::<Value>(&said).expect("JSON")["seconds"].take()
    }

    fn simulation(&self, scenario: &str, options: &str) -> f64 {
        self.parts(scenario, options)["simulation"].as_f64().expect("a number")
    }
}

/// The lecture hall without the runs that it is compared with.
const ALONE: &str = "--set null_run=false --set hypotheses=[]";
const HALL: &str = "lecture-hall-yawn";

/// Runs a second, tables included.
pub(crate) fn lecture_hall(name: &str, sheet: &mut Sheet) {
    let desk = Desk::new();
    let mut per_second = |work: &str, runs: u32, target, options: &str| {
        let rate = |_| f64::from(runs) / desk.run(HALL, options).1;
        sheet.figure(name, work, target, &Measured::new((0..5).map(rate).collect()), "/s");
    };
    let options = format!("--replicates 300 {ALONE}");
    per_second("replicates of the lecture hall a second, with tables", 300, Target::AtLeast(150.0), &options);
    per_second("  each with its run without imitation", 150, Target::None, "--replicates 150");
}

/// The whole program for one tick: more than the time to its first.
pub(crate) fn start(name: &str, sheet: &mut Sheet) {
    let desk = Desk::new();
    let options = format!("--replicates 1 --set duration=1s --set dt=1s --set sample_every=1s {ALONE}");
    let milliseconds = |_| 1e3 * desk.run("karate-club-laughter", &options).1;
    let figure = Measured::new((0..31).map(milliseconds).collect());
    sheet.figure(name, "a program of one tick, from start to end", Target::AtMost(20.0), &figure, "ms");
}

/// The share of the time that goes into tables.
pub(crate) fn tables(name: &str, sheet: &mut Sheet) {
    let desk = Desk::new();
    let mut share = |work: &str, scenario: &str, options: &str| {
        let share = |_| {
            let parts = desk.parts(scenario, options);
            100.0 * parts["tables"].as_f64().expect("a number") / parts["total"].as_f64().expect("a number")
        };
        let figure = Measured::new((0..5).map(share).collect());
        sheet.figure(name, work, Target::AtMost(10.0), &figure, "%");
    };
    share("tables of the lecture hall, as it comes", HALL, "--replicates 100");
    share("tables of the lecture hall, events of all runs", HALL, "--replicates 100 --events all");
    std::fs::write(desk.path().join("everything.toml"), EVERYTHING).expect("room on the disk");
    share("tables of all mechanisms, events of all", "everything.toml", "--set network.n=20000 --events all");
}

/// One whole run on two threads against one: drawing the network and placing people, which one thread does, included.
pub(crate) fn threads(name: &str, sheet: &mut Sheet, people: usize) {
    let desk = Desk::new();
    std::fs::write(desk.path().join("everything.toml"), EVERYTHING).expect("room on the disk");
    let pair = |rounds: usize, scenario: &str, options: &str| {
        let mut seconds = [Vec::new(), Vec::new()];
        for _ in 0..rounds {
            for (threads, seconds) in seconds.iter_mut().enumerate() {
                seconds.push(desk.simulation(scenario, &format!("{options} -j {}", threads + 1)));
            }
        }
        let [one, two] = seconds;
        Pair::from_seconds(one, two).gain()
    };
    let large = pair(3, "everything.toml", &format!("--set network.n={people} --set duration=20s"));
    let work = format!("  set up and 20 ticks of all mechanisms, {people} people: gain of two threads");
    sheet.pair(name, &work, Target::None, &large);
    let small = pair(15, HALL, &format!("--replicates 1 {ALONE}"));
    sheet.pair(name, "one run of the lecture hall: gain of two threads", Target::AtLeast(0.95), &small);
}
