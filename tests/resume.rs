//! Whatever stops a run, what is finished stays, and the same command goes on to the same bytes.

use crate::common::{Desk, SMALL};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Takes about a second in all, in many short runs.
fn desk() -> Desk {
    let desk = Desk::new();
    let long =
        SMALL.replace("2 min", "20 min").replace("replicates = 6", "replicates = 60").replace("n = 12", "n = 20");
    desk.write("long.toml", long);
    desk
}

const RUN: [&str; 7] = ["run", "long.toml", "-o", "out", "--no-charts", "-j", "2"];

fn start(desk: &Desk) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_catching"));
    command.args(RUN).current_dir(desk.path("")).stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Waits until some runs are in the journal.
fn wait_for_runs(desk: &Desk) {
    let begun = Instant::now();
    let size = || std::fs::metadata(desk.path("out/.catching/journal")).map_or(0, |m| m.len());
    while size() < 10_000 {
        assert!(begun.elapsed() < Duration::from_secs(60), "no run was finished in a minute");
        sleep(Duration::from_millis(2));
    }
}

#[test]
fn killed_at_any_moment_it_resumes_to_the_same_bytes() {
    let desk = desk();
    let begun = Instant::now();
    desk.ok(&["run", "long.toml", "-o", "whole", "--no-charts", "-j", "2", "-q"]);
    let (whole, time) = (desk.tables("whole"), begun.elapsed());
    let mut luck: u64 = 88_172_645_463_325_252;
    for _ in 0..8 {
        for kill in 0.. {
            luck ^= luck << 13;
            luck ^= luck >> 7;
            luck ^= luck << 17;
            let mut program = start(&desk);
            sleep(time.mul_f64((luck % 1000) as f64 / 1500.0));
            let done = program.try_wait().unwrap().is_some();
            let _ = program.kill();
            program.wait().unwrap();
            for (name, bytes) in desk.tables("out") {
                assert!(whole[&name] == bytes, "{name} is not whole after kill {kill}");
            }
            if done {
                break;
            }
        }
        desk.ok(&RUN);
        assert!(desk.tables("out") == whole, "the results differ from an undisturbed run");
        assert!(!desk.path("out/.catching").exists(), "something was left over");
        std::fs::remove_dir_all(desk.path("out")).unwrap();
    }
}

#[test]
#[cfg(unix)]
fn interrupted_it_says_how_to_go_on() {
    let desk = desk();
    let program = start(&desk);
    wait_for_runs(&desk);
    let id = program.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let output = program.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("runs are finished and kept; the same command goes on from there"), "{said}");
    assert!(desk.tables("out").is_empty(), "no table before all runs are done");
    let (_, err) = desk.ok(&RUN);
    assert!(err.contains("runs were finished before; going on"), "{err}");
    desk.ok(&["run", "long.toml", "-o", "whole", "--no-charts", "-q"]);
    assert!(desk.tables("out") == desk.tables("whole"));
}

#[test]
fn unfinished_runs_of_another_scenario_are_left_alone() {
    let desk = desk();
    let mut program = start(&desk);
    wait_for_runs(&desk);
    program.kill().unwrap();
    program.wait().unwrap();
    let (_, err) = desk.ends(2, &["run", "long.toml", "-o", "out", "--seed", "5"]);
    assert!(err.contains("unfinished runs") && err.contains("`seed` is 1 there, 5 here"), "{err}");
    desk.ok(&["run", "long.toml", "-o", "out", "--replicates", "2", "--no-charts", "-q", "--force"]);
    assert!(desk.path("out/runs.csv").is_file());
}

#[test]
fn two_at_once_do_not_mix() {
    let desk = desk();
    let mut program = start(&desk);
    wait_for_runs(&desk);
    let (_, err) = desk.ends(1, &RUN);
    assert!(err.contains("another `catching` is writing there"), "{err}");
    assert!(program.wait().unwrap().success());
    assert!(desk.path("out/runs.csv").is_file());
}

#[test]
fn what_a_kill_leaves_beside_complete_results_is_tidied_away() {
    let desk = Desk::with_small();
    let run = ["run", "small.toml", "-o", "out", "--no-charts", "-q"];
    desk.ok(&run);
    desk.write("out/.catching/journal", "left over");
    desk.ok(&run);
    assert!(!desk.path("out/.catching").exists());
}
