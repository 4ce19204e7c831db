//! The exit codes are a promise: 0 done, 1 failed while running, 2 bad usage or input, 3 some runs failed, 4 a check does
//! not hold, 130 interrupted. A table of commands and faults.

use crate::common::{Desk, SMALL};
use std::fs::File;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// A desk with a good and a bad input of each kind.
fn desk() -> Desk {
    let desk = Desk::with_small();
    desk.write("bad.toml", "duration = \"-3 min\"\n[network]\ngenerator = \"complete\"\nn = 5\n");
    desk.write("notext.toml", [0xff, 0xfe, 0x00]);
    desk.write("empty.toml", "");
    desk.write("bad.net", "*vertices three\n");
    desk.write("bad.csv", "ties.closeness\nnan\n");
    desk.write("file", "");
    desk.write("not-results/readme.txt", "x");
    desk.ok(&["run", "small.toml", "-o", "r", "-q", "--no-charts"]);
    desk.ok(&["sweep", "small.toml", "--vary", "ties.closeness=0,0.5", "--shard", "1/2", "-o", "part", "-q"]);
    desk
}

#[test]
fn bad_usage_and_bad_input_end_with_2_for_every_command() {
    let desk = desk();
    let commands = ["run", "sweep", "compare", "merge", "replay", "why", "plot", "new", "check", "list", "explain"];
    let others = ["fingerprint", "network", "verify", "schema", "completions", "man", "fit", "explore", "site", "cite"];
    for command in commands.into_iter().chain(others) {
        desk.ends(2, &[command, "--no-such-flag"]);
    }
    for command in ["run", "explain", "check"] {
        for file in ["bad.toml", "notext.toml", "empty.toml", "nowhere.toml", "not-results"] {
            desk.ends(2, &[command, file]);
        }
    }
    for arguments in [
        &["sweep", "small.toml"][..],
        &["sweep", "bad.toml", "--vary", "ties.closeness=0,1"],
        &["sweep", "small.toml", "--points", "bad.csv"],
        &["sweep", "small.toml", "--points", "nowhere.csv"],
        &["sweep", "small.toml", "--vary", "ties.closenes=0,1"],
        &["compare", "small.toml"],
        &["compare", "small.toml", "bad.toml"],
        &["compare", "r", "not-results"],
        &["compare", "r", "small.toml"],
        &["merge", "r"],
        &["merge", "part"],
        &["merge", "not-results"],
        &["replay", "r", "--run", "9999"],
        &["replay", "not-results", "--run", "0"],
        &["why", "r", "--run", "0", "--agent", "Nobody"],
        &["why", "nowhere", "--run", "0", "--agent", "1"],
        &["plot", "nowhere"],
        &["plot", "not-results"],
        &["plot", "r", "--chart", "nothing"],
        &["new", "small"],
        &["new", "x", "--from", "nothing"],
        &["new", "nowhere/x"],
        &["check", "bad.net"],
        &["check", "small.toml", "bad.toml"],
        &["list", "nothing"],
        &["explain", "nothing"],
        &["fingerprint", "nowhere"],
        &["fingerprint", "r", "--expression", "nothing"],
        &["network", "bad.net"],
        &["network", "nowhere.net"],
        &["network", "--generator", "complete"],
        &["network", "--generator", "nothing"],
        &["network", "karate_club", "--export", "x.nothing"],
        &["verify", "--only", "nothing"],
        &["completions", "nothing"],
        &["man", "nothing"],
        &["run", "small.toml", "-o", "file"],
        &["run", "small.toml", "-o", "r", "--seed", "9"],
    ] {
        desk.ends(2, arguments);
    }
}

#[test]
fn what_is_done_ends_with_0() {
    let desk = desk();
    for arguments in [
        &["run", "small.toml", "-n"][..],
        &["sweep", "small.toml", "--vary", "ties.closeness=0,0.5", "-n"],
        &["compare", "small.toml", "--b", "ties.closeness=0.5", "-n"],
        &["replay", "r", "--run", "0"],
        &["plot", "r", "--chart", "reach"],
        &["new", "fresh"],
        &["check", "small.toml"],
        &["list", "charts"],
        &["explain", "yawn"],
        &["network", "karate_club"],
        &["schema"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
        &["--version"],
        &[],
    ] {
        desk.ok(arguments);
    }
}

/// Runs a command with its standard output where nothing can be written.
#[cfg(target_os = "linux")]
fn into_a_full_disk(desk: &Desk, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_catching"));
    let full = File::options().write(true).open("/dev/full").unwrap();
    command.args(arguments).current_dir(desk.path("")).stdout(full).output().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn an_output_that_cannot_be_written_is_a_failure_of_every_command() {
    let desk = desk();
    for arguments in [
        &["--help"][..],
        &["--version"],
        &[],
        &["run", "--help"],
        &["run", "small.toml", "-o", "r", "--no-charts"],
        &["run", "small.toml", "-n"],
        &["run", "small.toml", "-o", "r", "--no-charts", "--json"],
        &["sweep", "small.toml", "--vary", "ties.closeness=0,1", "-n"],
        &["compare", "small.toml", "--b", "ties.closeness=0.5", "-o", "c", "--no-charts"],
        &["replay", "r", "--run", "0"],
        &["plot", "r", "--chart", "reach"],
        &["check", "small.toml"],
        &["list", "charts"],
        &["list", "charts", "--json"],
        &["explain", "yawn"],
        &["network", "karate_club"],
        &["network", "karate_club", "--json"],
        &["verify", "--list"],
        &["schema"],
        &["completions", "bash"],
        &["man"],
    ] {
        let output = into_a_full_disk(&desk, arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}\n{said}");
        assert!(said.contains("standard output") && said.contains("full"), "{arguments:?}\n{said}");
    }
}

#[test]
fn a_reader_who_goes_away_is_no_failure_of_any_command() {
    let desk = desk();
    for arguments in [
        &["--help"][..],
        &["list", "charts"],
        &["explain", "yawn"],
        &["man"],
        &["schema"],
        &["run", "small.toml", "-n"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_catching"));
        command.args(arguments).current_dir(desk.path("")).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut program = command.spawn().unwrap();
        drop(program.stdout.take());
        let output = program.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    }
}

#[test]
#[cfg(unix)]
fn a_signal_ends_it_with_130_whenever_it_comes() {
    let desk = Desk::new();
    let long =
        SMALL.replace("2 min", "30 min").replace("replicates = 6", "replicates = 60").replace("n = 12", "n = 30");
    desk.write("long.toml", long);
    for signal in ["-TERM", "-INT", "-HUP"] {
        for wait in [60, 150, 400] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_catching"));
            command.args(["run", "long.toml", "-o", "out", "-j", "1"]).current_dir(desk.path(""));
            let program = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
            sleep(Duration::from_millis(wait));
            assert!(Command::new("kill").args([signal, &program.id().to_string()]).status().is_ok());
            let output = program.wait_with_output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            let code = output.status.code();
            assert!(
                code == Some(130) && said.contains("interrupted") || code == Some(0),
                "{signal} {wait}: {code:?} {said}"
            );
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_limit_of_the_shell_on_files_is_a_failure_with_its_message() {
    let desk = desk();
    let program = env!("CARGO_BIN_EXE_catching");
    let script = format!("ulimit -f 1; exec {program} run small.toml -o limited --replicates 60 --no-charts");
    let output = Command::new("bash").args(["-c", &script]).current_dir(desk.path("")).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("ulimit -f") && said.contains("limited"), "{said}");
    assert!(!desk.path("limited/runs.csv").exists());
    desk.ok(&["run", "small.toml", "-o", "limited", "--replicates", "60", "--no-charts", "-q"]);
}

#[test]
fn some_failed_runs_end_with_3_and_a_hypothesis_that_does_not_hold_with_4() {
    let desk = Desk::new();
    desk.write("wrong.toml", format!("{SMALL}\n[[hypotheses]]\nexpect = \"yawn_reach < 0.01\"\n"));
    desk.ok(&["run", "wrong.toml", "--no-charts", "-q"]);
    desk.ends(4, &["run", "wrong.toml", "--no-charts", "-q", "--strict"]);
    // Nobody can be five of four people.
    desk.write("few.toml", format!("{SMALL}[[events]]\nexpress = \"yawn\"\nwho = {{ count = 5 }}\n"));
    let sweep = ["sweep", "few.toml", "--vary", "network.n=4,6", "--replicates", "2", "-q", "--no-charts"];
    desk.ends(2, &sweep);
    desk.ends(3, &[&sweep[..], &["--on-error", "skip", "-o", "skip"]].concat());
    desk.ends(1, &[&sweep[..], &["--on-error", "stop", "-o", "stop"]].concat());
    // A number that was changed is not what the run gives.
    desk.ok(&["run", "wrong.toml", "--no-charts", "-q", "-o", "r"]);
    let table = desk.read("r/runs.csv");
    let (head, row) = table.split_once('\n').unwrap();
    let place = head.split(',').position(|name| name == "yawn_events").unwrap();
    let mut lines: Vec<String> = row.lines().map(str::to_owned).collect();
    let mut fields: Vec<&str> = lines[0].split(',').collect();
    fields[place] = "123456";
    lines[0] = fields.join(",");
    desk.write("r/runs.csv", format!("{head}\n{}\n", lines.join("\n")));
    desk.ends(4, &["replay", "r", "--run", "0", "-q"]);
}
