//! Common random numbers: what a change does not touch stays the same, person by person and tie by tie.

use crate::common::{Desk, SMALL, rows};

/// A room in which hardly anybody answers, so that spontaneous yawns are what there is.
const ROOM: &str = r#"
title = "A room"
duration = "30 min"
dt = "0.5 s"
replicates = 2
[network]
generator = "erdos_renyi"
n = 60
p = 0.1
[ties]
closeness = { distribution = "beta", alpha = 2, beta = 3 }
[people]
susceptibility = { distribution = "lognormal", mean = 1, cv = 0.5 }
mood_baseline = { distribution = "normal", mean = 0, sd = 1 }
[expressions.yawn]
imitation_rate = 0
responders = 0.65
latency = { distribution = "gamma", mean = 3, shape = 4 }
spontaneous_rate = "2 /h"
"#;

fn columns(text: &str, names: &[&str]) -> Vec<Vec<String>> {
    rows(text).iter().map(|row| names.iter().map(|name| row[*name].clone()).collect()).collect()
}

/// Runs the room as it is and with changes, with all details.
fn both(changes: &[&str]) -> (Desk, [&'static str; 2]) {
    let desk = Desk::new();
    desk.write("room.toml", ROOM);
    let all = ["--events", "all", "--agents", "all", "--no-charts", "-q", "-j", "1"];
    desk.ok(&[&["run", "room.toml", "-o", "a"][..], &all].concat());
    let set: Vec<&str> = changes.iter().flat_map(|change| ["--set", change]).collect();
    desk.ok(&[&["run", "room.toml", "-o", "b"][..], &all, &set].concat());
    (desk, ["a", "b"])
}

#[test]
fn changing_closeness_leaves_spontaneous_yawns_traits_latencies_and_the_network_as_they_were() {
    let (desk, [a, b]) = both(&["ties.closeness=0.9"]);
    let events = ["run_id", "time", "agent", "cause", "latency", "duration"];
    let traits = ["run_id", "agent", "degree", "susceptibility", "mood_baseline", "yawn_responder"];
    for (table, names) in [("events", &events[..]), ("agents", &traits), ("ties", &["run_id", "viewer", "seen"])] {
        let [one, other] = [a, b].map(|folder| columns(&desk.read(&format!("{folder}/{table}.csv")), names));
        assert!(one == other && !one.is_empty(), "{table}");
    }
    assert_ne!(desk.read("a/ties.csv"), desk.read("b/ties.csv"), "the change itself is felt");
}

#[test]
fn imitation_that_nobody_answers_shifts_nobodys_luck() {
    let (desk, [a, b]) = both(&["expressions.yawn.imitation_rate=0.5", "expressions.yawn.responders=0"]);
    let names = ["run_id", "time", "agent", "duration"];
    let [one, other] = [a, b].map(|folder| columns(&desk.read(&format!("{folder}/events.csv")), &names));
    assert_eq!(one, other);
}

#[test]
fn a_group_with_a_trait_of_its_own_changes_only_its_members() {
    let (desk, [a, b]) = both(&["groups=[{ name = \"calm\", count = 10, susceptibility = 0.1 }]"]);
    let [one, other] = [a, b]
        .map(|folder| columns(&desk.read(&format!("{folder}/agents.csv")), &["run_id", "agent", "susceptibility"]));
    let changed: Vec<_> = one.iter().zip(&other).filter(|(one, other)| one != other).collect();
    assert_eq!(changed.len(), 2 * 10 * 2, "ten in each of two runs, with and without imitation");
    assert!(changed.iter().all(|(_, other)| other[2] == "0.1"));
    assert_eq!(desk.read("a/events.csv"), desk.read("b/events.csv"), "nobody's spontaneous yawns moved");
}

#[test]
fn more_people_leave_those_who_were_there_their_traits_and_their_luck() {
    let (desk, [a, b]) = both(&["network.n=80"]);
    let names = ["run_id", "agent", "susceptibility", "mood_baseline", "yawn_responder", "yawn_first_time"];
    let first = |folder: &str| -> Vec<Vec<String>> {
        let rows = columns(&desk.read(&format!("{folder}/agents.csv")), &names);
        rows.into_iter().filter(|row| row[1].parse::<u32>().unwrap() < 60).collect()
    };
    assert_eq!(first(a), first(b));
}

#[test]
fn a_second_expression_leaves_the_first_its_luck() {
    let (desk, [a, b]) = both(&["expressions.laugh.spontaneous_rate=1 /h"]);
    let yawns = |folder: &str| -> Vec<String> {
        desk.read(&format!("{folder}/events.csv")).lines().filter(|l| l.contains(",yawn,")).map(str::to_owned).collect()
    };
    assert!(yawns(a) == yawns(b) && !yawns(a).is_empty());
}

#[test]
fn sharing_dice_narrows_the_interval_of_a_small_change() {
    let desk = Desk::new();
    desk.write(
        "small.toml",
        SMALL.replace("replicates = 6", "replicates = 40").replace("duration = \"2 min\"", "duration = \"5 min\""),
    );
    desk.ok(&[
        "compare",
        "small.toml",
        "--b",
        "expressions.yawn.spontaneous_rate=1.9 /min",
        "-o",
        "c",
        "--no-charts",
        "-q",
    ]);
    let table = rows(&desk.read("c/comparison.csv"));
    let events = table.iter().find(|row| row["metric"] == "yawn_events").unwrap();
    let gain: f64 = events["shared_dice_gain"].parse().unwrap();
    assert!(gain > 2.0, "{gain}");
}

/// A number of the guide's table: fewer places the larger it is.
fn told(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    let is_zero = text.parse() == Ok(0.0);
    if is_zero { text.replace('-', "") } else { text.replace('-', "−") }
}

#[test]
fn the_guide_says_what_shared_dice_buy() {
    let desk = Desk::new();
    let mut table = String::new();
    for (change, was) in [
        ("expressions.yawn.closeness_gain=11", "10"),
        ("expressions.yawn.attention=3", "2"),
        ("expressions.yawn.spontaneous_rate=\"2 /h\"", "1.875"),
        ("ties.closeness=0.6", "0"),
    ] {
        desk.ok(&[
            "compare",
            "lecture-hall-yawn",
            "--b",
            change,
            "--replicates",
            "100",
            "--no-charts",
            "-q",
            "--force",
            "-o",
            "c",
        ]);
        let all = rows(&desk.read("c/comparison.csv"));
        for (number, metric) in ["yawn_reach", "yawn_events", "yawn_peak"].into_iter().enumerate() {
            let row = all.iter().find(|row| row["metric"] == metric).expect("the metric is compared");
            let of = |column: &str| row[column].parse::<f64>().expect("a number");
            let (unit, scale) = if metric == "yawn_events" { ("", 1.0) } else { (" points", 100.0) };
            let mean = of("difference") * scale;
            let places = if mean.abs() < 10.0 { 2 } else { usize::from(mean.abs() < 100.0) };
            let [low, high] = ["ci_low", "ci_high"].map(|end| told(of(end) * scale, places));
            let gain = of("shared_dice_gain");
            let gain = told(gain, usize::from(gain < 100.0));
            let first = if number == 0 { format!("| `{change}` (was {was}) |") } else { "| |".to_owned() };
            table += &format!("{first} `{metric}` | {}{unit}, {low} to {high} | {gain} |\n", told(mean, places));
        }
    }
    let guide = include_str!("../docs/experiments.md");
    assert!(guide.contains(&table), "the table should be\n{table}");
}
