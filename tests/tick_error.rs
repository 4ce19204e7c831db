//! What a tick does to outcomes is estimated with the same dice, and said where it matters.

use crate::common::Desk;
use serde_json::Value;

/// A small group whose tick is a large part of how long an expression lasts.
fn group(timing: &str) -> String {
    format!(
        r#"
duration = "20 s"
sample_every = "2 s"
replicates = 200
null_run = false
{timing}
[network]
generator = "complete"
n = 10
[expressions.x]
imitation_rate = "0.2 /s"
duration = {{ distribution = "exponential", mean = "1 s" }}
initial = {{ count = 2 }}
"#
    )
}

fn run(timing: &str) -> (Vec<Value>, String, String) {
    let desk = Desk::new();
    desk.write("a.toml", group(timing));
    let (_, err) = desk.ok(&["run", "a.toml", "-o", "out", "--charts", "reach"]);
    let manifest: Value = serde_json::from_str(&desk.read("out/manifest.json")).unwrap();
    (manifest["tick_errors"].as_array().cloned().unwrap_or_default(), err, desk.read("out/report.html"))
}

#[test]
fn a_tick_that_moves_an_outcome_more_than_the_runs_leave_open_is_warned_of() {
    let (errors, err, report) = run("clock = \"tick\"\ndt = \"0.5 s\"");
    let late = errors.iter().find(|of| of["outcome"] == "x_time_to_peak").unwrap();
    assert!(late["pairs"] == 200 && late["se"].as_f64().unwrap() > 0.0, "{late}");
    assert!(err.contains("warning: ticks of 0.5 s move `x_") && err.contains("clock = \"exact\""), "{err}");
    assert!(report.contains("Error of the tick"), "it stands in the report");
}

#[test]
fn a_short_tick_is_asked_and_is_no_reason_for_a_warning() {
    let (errors, err, report) = run("clock = \"tick\"\ndt = \"0.01 s\"");
    assert!(!errors.is_empty() && !err.contains("ticks of"), "{err}");
    assert!(report.contains("no outcome is seen to be off by half the width"));
}

#[test]
fn exact_times_have_no_tick_that_could_be_wrong() {
    let (errors, err, report) = run("clock = \"exact\"");
    assert!(errors.is_empty() && !err.contains("ticks of") && !report.contains("Error of the tick"), "{err}");
}

#[test]
fn rounds_of_certain_imitation_are_part_of_the_model() {
    let desk = Desk::new();
    let rounds = group("dt = \"1 s\"").replace("\"0.2 /s\"", "\"always\"");
    desk.write("a.toml", rounds);
    desk.ok(&["run", "a.toml", "-o", "out", "-q", "--no-charts"]);
    assert!(!desk.read("out/manifest.json").contains("tick_errors"));
}

#[test]
fn the_step_of_what_is_slow_hardly_moves_how_often_people_laugh() {
    let laughs = |dt: &str| -> f64 {
        let desk = Desk::new();
        let step = format!("dt=\"{dt}\"");
        let flags = [
            "--set",
            "clock=\"exact\"",
            "--set",
            &step,
            "--set",
            "null_run=false",
            "--replicates",
            "60",
            "--no-charts",
            "-q",
        ];
        desk.ok(&[&["run", "karate-club-laughter", "-o", "out"][..], &flags].concat());
        let summary = desk.read("out/summary.csv");
        let line = summary.lines().find(|line| line.contains(",laugh_events,")).unwrap();
        line.split(',').nth(4).unwrap().parse().unwrap()
    };
    // People who see several laugh at once tire as if they saw one: a step must not spread that over its length.
    let (long, short) = (laughs("2.5 s"), laughs("0.25 s"));
    assert!((long / short - 1.0).abs() < 0.04, "{long} at 2.5 s, {short} at 0.25 s");
}

#[test]
fn a_step_that_nothing_has_is_said_to_change_nothing() {
    let desk = Desk::new();
    let said = |set: &[&str]| desk.ok(&[&["check", "lecture-hall-yawn"][..], set].concat()).1;
    assert!(said(&["--set", "dt=1 s"]).contains("`dt` changes nothing here"));
    for meant in [&["--set", "dt=1 s", "--clock", "tick"][..], &["--set", "dt=1 s", "--clock", "exact"], &[]] {
        assert!(!said(meant).contains("changes nothing"), "{meant:?}");
    }
    // Mood is slow: it has a step.
    assert!(!desk.ok(&["check", "office-gloom"]).1.contains("changes nothing"));
}
