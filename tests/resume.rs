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

/// What a result folder looked like when the run without imitation was still called `null` in tables.
fn as_it_was(desk: &Desk, folder: &str) {
    for (name, bytes) in desk.files(folder) {
        if name.ends_with(".csv") || name.ends_with("manifest.json") {
            let text = String::from_utf8(bytes).unwrap();
            desk.write(&format!("{folder}/{name}"), text.replace("no_imitation", "null"));
        }
    }
}

#[test]
fn folders_that_say_null_are_read_and_not_mixed_with_new_rows() {
    let desk = Desk::with_small();
    let run = ["run", "small.toml", "-o", "out", "--no-charts"];
    desk.ok(&run);
    as_it_was(&desk, "out");
    let (out, err) = desk.ok(&run);
    assert!(err.contains("already complete") && out.contains("no imitation"), "{out}\n{err}");
    desk.ok(&["plot", "out", "-q"]);
    let (out, _) = desk.ok(&["replay", "out", "--run", "7"]);
    assert!(out.contains("Every number is the same") && out.contains("arm null"), "{out}");
    // Half done: the rest would be called otherwise.
    desk.write("half/.catching/manifest.json", desk.read("out/manifest.json"));
    desk.write("half/.catching/scenario.toml", desk.read("out/scenario.toml"));
    let (_, err) = desk.ends(2, &["run", "small.toml", "-o", "half", "--no-charts"]);
    assert!(err.contains("unfinished runs of an earlier build") && err.contains("`null`"), "{err}");
    // And by a build whose people had no groups, which did not tell how long runs last.
    desk.ok(&["run", "small.toml", "-o", "now", "--no-charts", "-q"]);
    let told = desk.read("now/manifest.json");
    let earlier: Vec<&str> = told.lines().filter(|line| !line.trim_start().starts_with("\"duration\"")).collect();
    desk.write("early/.catching/manifest.json", earlier.join("\n"));
    desk.write("early/.catching/scenario.toml", desk.read("now/scenario.toml"));
    let (_, err) = desk.ends(2, &["run", "small.toml", "-o", "early", "--no-charts"]);
    assert!(err.contains("unfinished runs of an earlier build") && err.contains("other columns"), "{err}");
    let sweep = ["sweep", "small.toml", "--vary", "ties.closeness=0,0.5", "--no-charts", "-q"];
    for (part, folder) in [("1/2", "a"), ("2/2", "b")] {
        desk.ok(&[&sweep[..], &["--shard", part, "-o", folder]].concat());
        as_it_was(&desk, folder);
    }
    let (_, err) = desk.ends(2, &["merge", "a", "b", "-o", "merged", "--no-charts"]);
    assert!(err.contains("called the run without imitation `null`") && !desk.path("merged").exists(), "{err}");
    desk.ok(&[&sweep[..], &["-o", "whole"]].concat());
    as_it_was(&desk, "whole");
    desk.ok(&[&sweep[..], &["-o", "whole"]].concat());
    desk.ok(&["plot", "whole", "-q"]);
}

#[test]
fn numbers_that_were_changed_in_a_finished_folder_are_not_told() {
    let desk = Desk::with_small();
    let run = ["run", "small.toml", "-o", "out", "--no-charts"];
    desk.ok(&run);
    let (summary, runs) = (desk.read("out/summary.csv"), desk.read("out/runs.csv"));
    let row = summary.lines().find(|line| line.starts_with("0,main,yawn_reach,")).unwrap();
    let mut fields: Vec<&str> = row.split(',').collect();
    for (mean, problem) in [("NaN", "`NaN` is no number (column `mean`)"), ("0.001", "another mean of `yawn_reach`")] {
        fields[4] = mean;
        desk.write("out/summary.csv", summary.replace(row, &fields.join(",")));
        let (out, err) = desk.ends(2, &run);
        assert!(err.contains("`out/summary.csv` is damaged") && err.contains(problem) && out.is_empty(), "{err}");
    }
    desk.write("out/summary.csv", &summary);
    desk.write("out/runs.csv", runs.replacen(",ok,", ",ok,7", 1));
    let (_, err) = desk.ends(2, &run);
    assert!(err.contains("one of the two was changed"), "{err}");
    desk.write("out/runs.csv", runs);
    desk.ok(&run);
}
