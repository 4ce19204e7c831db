//! What readers of charts asked for: names in words, every arm and outcome, lines and labels that can be seen.

use catching::output::chart::theme::WEB;
use catching::output::chart::{CHARTS, Figure, Look, Results, figure};
use catching::scenario;

use crate::chart_samples::*;
use crate::common::Desk;

fn draw(name: &str, results: &Results) -> Figure {
    let chart = CHARTS.iter().find(|c| c.name == name).unwrap();
    assert!((chart.applies)(results), "{name} needs {}", chart.needs);
    figure(chart, results, &Look::of(&WEB))
}

const ROOM: &str = r#"
duration = "2 min"
dt = "0.5 s"
coarse_tick = true
time_unit = "min"
replicates = 4
[network]
generator = "watts_strogatz"
n = 12
k = 4
p = 0.1
[ties]
[[ties.rules]]
between = "all"
share = 0.5
closeness = 0.5
[[groups]]
name = "smilers"
count = 2
deliberate = [{ expression = "smile", rate = "1 /min" }]
[expressions.smile]
[mood]
"#;

fn read(text: &str) -> scenario::Scenario {
    scenario::read("room.toml", text, &[], &|_| Err(std::io::ErrorKind::NotFound.into())).unwrap()
}

#[test]
fn a_varied_key_is_called_by_the_names_that_it_leads_through() {
    let room = read(ROOM);
    for (key, full) in [
        ("expressions.smile.imitation_rate", "imitation rate of smile"),
        ("groups.smilers.deliberate.0.hold", "hold of smile by group smilers"),
        ("groups.0.deliberate.0.rate", "rate of smile by group smilers"),
        ("groups.smilers.count", "count of people in group smilers"),
        ("groups.0.reappraisal", "reappraisal of group smilers"),
        ("ties.rules.0.share", "share of all ties"),
        ("ties.closeness", "closeness of ties"),
        ("people.susceptibility", "susceptibility"),
        ("network.p", "probability that a tie is rewired (p)"),
        ("mood.averaging", "averaging of mood"),
        ("events.1.mood", "mood of event 2"),
        ("duration", "duration"),
    ] {
        assert_eq!(room.called(key).full, full);
    }
    assert_eq!(room.called("groups.smilers.deliberate.0.hold").short, "hold");
}

#[test]
fn a_label_of_the_sweep_is_used_kept_and_read_again() {
    let sweep = "[sweep]\nvary = [{ key = \"network.p\", values = [0, 0.5], label = \"share of \\\"far\\\" ties\" }]\n";
    let room = read(&format!("{ROOM}{sweep}"));
    assert_eq!(room.called("network.p").full, "share of \"far\" ties");
    let again = read(&room.to_toml());
    assert_eq!(again.sweep, room.sweep);
    let typed = ["network.p=0..1/3".to_owned()];
    let files: scenario::Files<'_> = &|_| Err(std::io::ErrorKind::NotFound.into());
    let typed = scenario::inspect_sweep("room.toml", &format!("{ROOM}{sweep}"), &[], &typed, files).scenario.unwrap();
    assert_eq!(typed.called("network.p").full, "share of \"far\" ties", "what is typed keeps the label");
}

#[test]
fn the_chart_of_a_sweep_names_its_axis_in_words_and_its_table_by_the_key() {
    let desk = Desk::new();
    desk.write("room.toml", ROOM.replace("[mood]\n", ""));
    let rate = "groups.smilers.deliberate.0.rate=1 /min,2 /min,3 /min";
    desk.ok(&["sweep", "room.toml", "--vary", rate, "--replicates", "3", "-o", "out"]);
    let svg = desk.read("out/figures/sweep-line.svg");
    assert!(svg.contains("Rate of smile by group smilers [/min]"), "no such axis");
    assert!(!svg.contains("groups.smilers.deliberate"), "the raw key is in the picture");
    let head = desk.read("out/figures/sweep-line.csv");
    assert!(head.lines().next().unwrap().contains("groups.smilers.deliberate.0.rate [/min]"), "{head:.200}");
}

#[test]
fn after_waiting_for_an_interval_the_caption_names_the_sequence_and_draws_it() {
    let desk = Desk::new();
    desk.write("room.toml", ROOM.replace("[mood]\n", ""));
    let vary = "expressions.smile.imitation_rate=0.1 /s,0.2 /s";
    desk.ok(&["sweep", "room.toml", "--vary", vary, "--until-ci", "smile_reach=0.2", "-o", "out"]);
    let caption = desk.read("out/figures/sweep-line.caption.md");
    assert!(caption.contains("confidence sequence"), "{caption}");
    let column = |table: &str, name: &str| -> Vec<f64> {
        let text = desk.read(table);
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let place = rows.headers().unwrap().iter().position(|h| h == name).unwrap();
        let reach = |row: &csv::StringRecord| row.iter().any(|f| f == "smile_reach");
        let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
        rows.iter().filter(|row| reach(row)).filter_map(|row| row[place].parse().ok()).collect()
    };
    let near = |drawn: Vec<f64>, told: Vec<f64>| {
        assert!(!drawn.is_empty());
        for value in drawn {
            // The chart cuts at what is possible.
            assert!(told.iter().any(|t| (t.clamp(0.0, 1.0) - value).abs() < 1e-6), "{value} is not in {told:?}");
        }
    };
    near(column("out/figures/sweep-line.csv", "ci_low"), column("out/summary.csv", "cs_low"));
    near(column("out/figures/sweep-line.csv", "ci_high"), column("out/summary.csv", "cs_high"));
    assert!(!desk.read("out/figures/sweep-line.caption.md").contains("mean (Student"), "{caption}");
}

#[test]
fn how_long_it_lasted_is_from_the_first_onset_to_the_last_end() {
    let desk = Desk::new();
    let room = ROOM
        .replace("[mood]\n", "[measure]\nlasting = [\"smile\"]\n")
        .replace("duration = \"2 min\"", "duration = \"30 min\"");
    desk.write(
        "room.toml",
        room.replace("rate = \"1 /min\"", "on = \"1 min\", hold = \"5 s\"").replace(
            "[expressions.smile]",
            "[expressions.smile]\nspontaneous_rate = \"0 /s\"\nimitation_rate = \"0.05 /s\"",
        ),
    );
    desk.ok(&["run", "room.toml", "--replicates", "2", "--events", "all", "-o", "out"]);
    let rows = |name: &str| {
        let text = desk.read(name);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let heads = reader.headers().unwrap().clone();
        reader
            .records()
            .map(|row| heads.iter().map(str::to_owned).zip(row.unwrap().iter().map(str::to_owned)).collect())
            .collect::<Vec<std::collections::BTreeMap<String, String>>>()
    };
    let events = rows("out/events.csv");
    for run in rows("out/runs.csv") {
        let mine: Vec<(f64, f64)> = events
            .iter()
            .filter(|e| e["run_id"] == run["run_id"])
            .map(|e| (e["time"].parse().unwrap(), e["duration"].parse().unwrap()))
            .collect();
        let first = mine.iter().map(|e| e.0).fold(f64::INFINITY, f64::min);
        let last = mine.iter().map(|e| e.0 + e.1).fold(0.0, f64::max);
        let lasting: f64 = run["smile_lasting"].parse().unwrap();
        assert!((lasting - (last - first)).abs() < 1e-4, "{lasting} min, events from {first} to {last}");
    }
}

#[test]
fn spaghetti_has_a_row_for_every_arm() {
    let mut plan = applause();
    plan.replicates = 12;
    plan.arms = vec![
        ("listening".into(), 0.08, None),
        ("stopping alone".into(), 0.02, None),
        ("no_imitation".into(), 0.0, None),
    ];
    let figure = draw("spaghetti", &play(&plan));
    for arm in ["Listening", "Stopping alone"] {
        assert!(figure.svg.contains(&format!(">{arm}</text>")), "no row for {arm}");
        assert!(figure.caption.contains(&format!("{arm}: from the first")), "{}", figure.caption);
    }
    assert_eq!(
        figure.table.csv().lines().filter(|l| l.starts_with("run,") && l.ends_with(",stopping alone")).count() % 12,
        0
    );
    assert!(figure.table.csv().contains(",stopping alone\n"));
}

#[test]
fn outcomes_that_are_asked_for_are_all_drawn() {
    let mut plan = three_expressions();
    plan.replicates = 4;
    plan.samples = 31;
    let mut results = play(&plan);
    results.facts.outcomes = vec!["yawn_events".into(), "smile_reach".into()];
    let figure = draw("outcome-by-arm", &results);
    assert!(figure.svg.contains("Yawns in a run") && figure.svg.contains("Share of people who smiled at least once"));
    for outcome in ["yawn_events", "smile_reach"] {
        assert_eq!(figure.table.csv().lines().filter(|l| l.ends_with(outcome)).count(), 3, "{outcome}");
    }
}

#[test]
fn a_caption_says_who_is_counted_because_the_scenario_had_them_do_it() {
    let results = play(&Plan { replicates: 3, ..lecture(3) });
    let told = results.told_to(0);
    assert!(told > 0, "the sample begins with somebody");
    for name in ["reach", "raincloud"] {
        let caption = draw(name, &results).caption;
        assert!(caption.contains("Counted with them: one of the 200 people, who yawned because"), "{name}: {caption}");
    }
    let nobody = play(&Plan { starters: 0, ..lecture(3) });
    assert!(!draw("reach", &nobody).caption.contains("Counted with them"));
}

#[test]
fn a_title_that_asks_keeps_its_question_mark_alone() {
    let mut plan = once();
    plan.facts.title = "Smile yourself happy?".into();
    let results = play(&plan);
    for chart in CHARTS.iter().filter(|c| (c.applies)(&results)) {
        let figure = figure(chart, &results, &Look::of(&WEB));
        for text in [&figure.svg, &figure.caption] {
            let wrong = ["happy?.", "happy?:", "happy?,"].into_iter().find(|wrong| text.contains(wrong));
            assert_eq!(wrong, None, "{}: {}", chart.name, figure.caption);
        }
    }
}

#[test]
fn arms_that_come_to_the_same_can_all_be_seen() {
    let mut plan = lecture(3);
    plan.arms = vec![("one".into(), 0.0, None), ("two".into(), 0.0, None), ("no_imitation".into(), 0.0, None)];
    let mut results = play(&plan);
    // The same runs in every arm.
    let first: Vec<_> = results.series.runs.iter().take(3).map(|run| run.1.clone()).collect();
    for (place, run) in results.series.runs.iter_mut().enumerate() {
        run.1.clone_from(&first[place % 3]);
    }
    let figure = draw("reach", &results);
    let medians = figure.svg.split("<g class=\"medians\"").nth(1).unwrap().split("</g>").next().unwrap();
    let dashes: std::collections::BTreeSet<&str> = medians
        .lines()
        .filter(|l| l.starts_with("<polyline"))
        .map(|l| l.split("dasharray=\"").nth(1).unwrap_or(""))
        .collect();
    assert_eq!(dashes.len(), 3, "{medians:.600}");
    assert!(figure.caption.contains("take turns"), "{}", figure.caption);
}
