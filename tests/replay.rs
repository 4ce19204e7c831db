//! `catching replay` and `catching why`: one run again, and one expression explained.

use crate::common::{Desk, SMALL};
use std::fs;

/// Forty people on a ring, one yawn at the start, answered at once by nearly everyone who sees it.
const CHAIN: &str = r#"
title = "A chain"
duration = "10 min"
dt = "0.5 s"
time_unit = "min"
replicates = 3
[network]
generator = "ring_lattice"
n = 40
k = 4
[ties]
closeness = 0.5
[expressions.yawn]
spontaneous_rate = "0.5 /h"
imitation_rate = 0.5
[[events]]
at = "10 s"
who = { ids = ["7"] }
express = "yawn"
"#;

fn with(text: &str) -> Desk {
    let desk = Desk::new();
    desk.write("x.toml", text);
    desk.ok(&["run", "x.toml", "-o", "r", "--no-charts", "-q"]);
    desk
}

#[test]
fn every_run_of_a_folder_gives_its_numbers_again() {
    let desk = with(SMALL);
    for run in ["0", "5", "6", "11"] {
        let (out, err) = desk.ok(&["replay", "r", "--run", run]);
        assert!(out.contains("Every number is the same") && out.contains("9 outcomes in runs.csv"), "{out}");
        assert_eq!(err, "");
    }
    let (out, _) = desk.ok(&["replay", "r", "--run", "0", "-o", "elsewhere", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((told["identical"].as_bool(), told["compared_rows"]["runs"].as_u64()), (Some(true), Some(1)));
    assert!(told["compared_rows"]["events"].as_u64().unwrap() > 0, "run 0 has its events on record: {out}");
    let lines = |file: &str| desk.read(file).lines().count();
    assert_eq!((lines("elsewhere/agents.csv"), lines("elsewhere/ties.csv")), (13, 12 * 11 + 1));
    assert!(desk.read("r/runs.csv").starts_with(&desk.read("elsewhere/runs.csv")), "the row, byte for byte");
}

#[test]
fn runs_of_sweeps_and_comparisons_can_be_replayed() {
    let desk = Desk::with_small();
    let quick = ["--no-charts", "-q", "-j", "1", "--replicates", "2"];
    let vary = ["--vary", "expressions.yawn.duration=5 s,8 s", "--vary", "network.n=4,9"];
    desk.ok(&[&["sweep", "small.toml", "-o", "s"][..], &vary, &quick].concat());
    for run in ["0", "7", "15"] {
        let (out, _) = desk.ok(&["replay", "s", "--run", run]);
        assert!(out.contains("Every number is the same"), "{out}");
    }
    desk.write("other.toml", SMALL.replace("n = 12", "n = 20"));
    desk.ok(&[&["compare", "small.toml", "other.toml", "-o", "c"][..], &quick].concat());
    desk.ok(&[&["compare", "small.toml", "--b", "ties.closeness=0.6", "-o", "d"][..], &quick].concat());
    for folder in ["c", "d"] {
        let (out, _) = desk.ok(&["replay", folder, "--run", "3"]);
        assert!(out.contains("Every number is the same"), "{out}");
    }
}

#[test]
fn numbers_that_were_changed_are_named() {
    let desk = with(SMALL);
    let runs = desk.read("r/runs.csv");
    let row = runs.lines().nth(3).unwrap();
    let mut fields: Vec<&str> = row.split(',').collect();
    fields[8] = "999";
    fs::write(desk.path("r/runs.csv"), runs.replace(row, &fields.join(","))).unwrap();
    let (_, err) = desk.ends(4, &["replay", "r", "--run", "2"]);
    assert!(err.contains("runs.csv, yawn_events: 999 there,"), "{err}");
    desk.ok(&["replay", "r", "--run", "1"]);
}

#[test]
fn folders_that_cannot_be_replayed_have_their_message() {
    let desk = with(SMALL);
    desk.write("folder/readme.txt", "nothing of ours");
    let ends = |arguments: &[&str], message: &str| {
        let (out, err) = desk.ends(2, arguments);
        assert!(err.contains(message) && out.is_empty(), "{arguments:?}\n{err}");
    };
    ends(&["replay", "r", "--run", "12"], "there is no run 12 in `r`; its runs are 0 to 11");
    ends(&["replay", "r", "--run", "x"], "invalid value 'x'");
    ends(&["replay", "r"], "--run");
    ends(&["replay", "nowhere", "--run", "0"], "there is no folder `nowhere`");
    ends(&["replay", "folder", "--run", "0"], "is not a result folder");
    ends(&["replay", "r", "--run", "0", "-o", "folder"], "holds something else");
    ends(&["replay", "r", "--run", "0", "-o", "r"], "holds something else");
    let manifest = desk.read("r/manifest.json");
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    desk.write("r/manifest.json", manifest.replace(&version, "\"version\": \"0.0.7\""));
    ends(&["replay", "r", "--run", "0"], "was written by catching 0.0.7");
    desk.write("r/manifest.json", manifest);
    let runs = desk.read("r/runs.csv");
    desk.write("r/runs.csv", &runs[..runs.len() - 20]);
    ends(&["replay", "r", "--run", "0"], "cut short");
    desk.write("r/runs.csv", runs.lines().take(5).map(|line| format!("{line}\n")).collect::<String>());
    ends(&["replay", "r", "--run", "0"], "it has 4 rows instead of 12");
}

/// The first expression of run 0 that was caught from a known source: (agent, source, time).
fn first_caught(desk: &Desk) -> (String, String, String) {
    let events = desk.read("r/events.csv");
    let row = events.lines().find(|line| line.starts_with("0,") && line.contains(",imitated,")).unwrap();
    let fields: Vec<&str> = row.split(',').collect();
    (fields[2].to_owned(), fields[5].to_owned(), fields[1].to_owned())
}

#[test]
fn a_caught_yawn_is_explained_by_who_was_seen_and_what_it_did() {
    let desk = with(CHAIN);
    let (agent, source, time) = first_caught(&desk);
    let why = ["why", "r", "--run", "0", "--agent", &agent, "--at", &time];
    let (out, err) = desk.ok(&why);
    assert_eq!(err, "");
    for words in [
        &format!("Person {agent} caught it; the source drawn is person {source}."),
        "left a trace",
        "Mirror activation",
        "of their own accord",
        "Without",
        "same dice",
    ] {
        assert!(out.contains(words), "no {words:?} in\n{out}");
    }
    let (json, _) = desk.ok(&[&why[..], &["--json"]].concat());
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((told["cause"].as_str(), told["source"].as_str()), (Some("imitated"), Some(source.as_str())));
    let contacts = told["glimpse"]["contacts"].as_array().unwrap();
    let shares: f64 = contacts.iter().map(|c| c["share_of_trace"].as_f64().unwrap()).sum();
    assert!((shares - 1.0).abs() < 1e-9, "{shares}");
    assert!(contacts.iter().any(|c| c["agent"] == source.as_str()));
    assert!(told["glimpse"]["hazard_per_second"]["imitation"].as_f64().unwrap() > 0.0);
}

#[test]
fn without_its_source_a_caught_yawn_comes_later_or_not_at_all() {
    let desk = with(CHAIN);
    let (agent, source, time) = first_caught(&desk);
    let (json, _) = desk.ok(&["why", "r", "--run", "0", "--agent", &agent, "--at", &time, "--json"]);
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    let trials = told["without"].as_array().unwrap();
    let trial = trials.iter().find(|t| t["agents"] == serde_json::json!([source])).unwrap();
    // Less hazard can only mean later: both runs wait for the same draw.
    assert!(trial["delay_seconds"].as_f64().is_none_or(|delay| delay > 0.0), "{trial}");
}

#[test]
fn what_cannot_be_explained_has_its_message() {
    let desk = with(CHAIN);
    desk.write(
        "k.toml",
        CHAIN
            .replace("generator = \"ring_lattice\"\nn = 40\nk = 4", "generator = \"karate_club\"")
            .replace("\"7\"", "\"Mr Hi\""),
    );
    desk.ok(&["run", "k.toml", "-o", "k", "--no-charts", "-q", "--replicates", "1"]);
    let ends = |arguments: &[&str], message: &str| {
        let (out, err) = desk.ends(2, arguments);
        assert!(err.contains(message) && out.is_empty(), "{arguments:?}\n{err}");
    };
    ends(&["why", "r", "--run", "0", "--agent", "40"], "people are numbered 0 to 39");
    ends(&["why", "k", "--run", "0", "--agent", "Mr Ho"], "did you mean `Mr Hi`?");
    ends(&["why", "r", "--run", "9", "--agent", "7"], "there is no run 9");
    ends(&["why", "r", "--run", "0", "--agent", "7", "--expression", "yawm"], "did you mean `yawn`?");
    ends(&["why", "r", "--run", "0", "--agent", "7", "--at", "soon"], "--at:");
    ends(&["why", "r", "--run", "0", "--agent", "7", "--at", "9.9"], "nearest: a yawn at 0.17 min");
    ends(&["why", "r", "--run", "4", "--agent", "99"], "there is nobody called `99`");
    let (out, _) = desk.ok(&["why", "r", "--run", "0", "--agent", "7", "--at", "0.17"]);
    assert!(out.contains("because the scenario says so") && out.contains("Nothing that was seen"), "{out}");
}

#[test]
fn the_details_of_another_run_are_not_replaced_unasked_and_go_with_their_results() {
    let desk = with(SMALL);
    let first = ["replay", "r", "--run", "0", "-o", "d", "-q"];
    let other = ["replay", "r", "--run", "3", "-o", "d", "-q"];
    desk.ok(&first);
    desk.ok(&first);
    let (before, (_, err)) = (desk.files("d"), desk.ends(2, &other));
    assert!(err.contains("holds the details of another run (0)") && desk.files("d") == before, "{err}");
    desk.ok(&[&other[..], &["--force"]].concat());
    assert!(desk.read("d/runs.csv").contains("\n3,0,main,3,"));
    desk.ok(&["replay", "r", "--run", "1", "-q"]);
    desk.write("r/replay-1/mine.txt", "mine");
    desk.ok(&["replay", "r", "--run", "2", "-q"]);
    // Other columns: what is replaced is still known for what it is.
    desk.write("x.toml", format!("{SMALL}[[groups]]\nname = \"g\"\nshare = 0.5\n"));
    desk.ok(&["run", "x.toml", "-o", "r", "--no-charts", "-q", "--force"]);
    assert!(!desk.path("r/replay-2").exists() && !desk.path("r/replay-1/runs.csv").exists());
    assert_eq!(desk.read("r/replay-1/mine.txt"), "mine");
    desk.ends(2, &first);
    desk.ok(&[&first[..], &["--force"]].concat());
    assert!(desk.read("d/runs.csv").lines().next().unwrap().contains("yawn_reach.g"));
}
