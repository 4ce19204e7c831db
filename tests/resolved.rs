//! What a folder says was run is what ran: its scenario gives the same tables again, and every run can be replayed.

use crate::common::Desk;

/// Runs whose tick nobody chose, with arms that need ticks of their own.
const UNTIMED: &str = r#"
title = "A quick and a slow arm"
duration = "1 min"
replicates = 2
[network]
generator = "complete"
n = 6
[expressions.laugh]
initial = { count = 1 }
duration = { distribution = "exponential", mean = "2 s" }
latency = "0 s"
memory = "1 s"
"#;

const ARMS: &str = r#"
[[arms]]
name = "slow"
set = { "expressions.laugh.imitation_rate" = "0.01 /s" }
[[arms]]
name = "quick"
set = { "expressions.laugh.imitation_rate" = "20 /s" }
"#;

fn points(desk: &Desk, folder: &str) -> Vec<serde_json::Value> {
    let manifest: serde_json::Value = serde_json::from_str(&desk.read(&format!("{folder}/manifest.json"))).unwrap();
    manifest["points"].as_array().unwrap().clone()
}

/// Replays the last run of each point of a folder.
#[track_caller]
fn replays(desk: &Desk, folder: &str, replicates: usize) {
    for point in 0..points(desk, folder).len() {
        let run = (point * replicates + replicates - 1).to_string();
        let (out, _) = desk.ok(&["replay", folder, "--run", &run, "-o", &format!("{folder}-{run}")]);
        assert!(out.contains("Every number is the same"), "{folder}, run {run}: {out}");
    }
}

/// Gives the command again with the scenario that its folder holds: all tables must be the same, byte for byte.
#[track_caller]
fn gives_itself_again(desk: &Desk, folder: &str, command: &[&str]) {
    let again = format!("{folder}-again");
    let scenario = format!("{folder}/scenario.toml");
    let with: Vec<&str> = command.iter().map(|word| if *word == "SCENARIO" { &scenario } else { *word }).collect();
    desk.ok(&[&with[..], &["-o", &again, "--no-charts", "-q"]].concat());
    let (first, second) = (desk.tables(folder), desk.tables(&again));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, bytes) in &first {
        assert!(second.get(name) == Some(bytes), "{folder}/{name} is another one the second time");
    }
}

#[test]
fn every_shipped_scenario_gives_itself_again_and_can_be_replayed() {
    let desk = Desk::new();
    for shipped in catching::scenario::LIBRARY {
        let name = shipped.name;
        desk.ok(&["run", name, "--replicates", "1", "--no-charts", "-q", "-o", name]);
        gives_itself_again(&desk, name, &["run", "SCENARIO"]);
        replays(&desk, name, 1);
    }
}

#[test]
fn arms_and_the_run_without_imitation_share_the_tick_that_the_fastest_needs() {
    let desk = Desk::new();
    desk.write("x.toml", format!("clock = \"tick\"{UNTIMED}{ARMS}"));
    desk.ok(&["run", "x.toml", "-o", "r", "--no-charts", "-q", "--events", "all"]);
    let points = points(&desk, "r");
    assert_eq!(points.len(), 3);
    // A tenth of 1/20 s.
    assert!(points.iter().all(|point| point["dt"] == "0.005 s"), "{points:?}");
    assert!(points.iter().all(|point| point["sample_every"] == points[0]["sample_every"]), "{points:?}");
    let text = desk.read("r/scenario.toml");
    assert!(text.contains("# dt = \"0.005 s\" was chosen") && !text.contains("\ndt ="), "{text}");
    gives_itself_again(&desk, "r", &["run", "SCENARIO", "--events", "all"]);
    replays(&desk, "r", 2);
}

#[test]
fn a_tick_that_is_given_stays() {
    let desk = Desk::new();
    desk.write("x.toml", format!("clock = \"tick\"\ndt = \"0.02 s\"\nsample_every = \"2 s\"{UNTIMED}{ARMS}"));
    desk.ok(&["run", "x.toml", "-o", "r", "--no-charts", "-q"]);
    assert!(points(&desk, "r").iter().all(|point| point["dt"] == "0.02 s" && point["sample_every"] == "2 s"));
    assert!(desk.read("r/scenario.toml").contains("\ndt = \"0.02 s\"\nsample_every = \"2 s\"\n"));
    gives_itself_again(&desk, "r", &["run", "SCENARIO"]);
    // An arm that sets a tick has it; the others share theirs.
    desk.write(
        "y.toml",
        format!("clock = \"tick\"{UNTIMED}{ARMS}\n[[arms]]\nname = \"coarse\"\nset = {{ dt = \"0.05 s\" }}\n"),
    );
    desk.ok(&["run", "y.toml", "-o", "y", "--no-charts", "-q"]);
    let ticks: Vec<_> = points(&desk, "y").iter().map(|point| point["dt"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ticks, ["0.005 s", "0.005 s", "0.05 s", "0.005 s"]);
    gives_itself_again(&desk, "y", &["run", "SCENARIO"]);
    replays(&desk, "y", 2);
}

#[test]
fn sweeps_over_rates_durations_and_sizes_give_themselves_again_and_are_sampled_alike() {
    let desk = Desk::new();
    desk.write("x.toml", UNTIMED);
    let varied: [&[&str]; 4] = [
        &["--vary", "expressions.laugh.imitation_rate=0.01 /s,5 /s,700 /min"],
        &["--vary", "duration=30 s,1.7 min", "--vary", "expressions.laugh.memory=0.13 s,1 s"],
        &["--vary", "network.n=3,9", "--vary", "expressions.laugh.imitation_rate=0.1 /s..30 /s/3/log"],
        &[
            "--design",
            "lhs",
            "--samples",
            "4",
            "--vary",
            "expressions.laugh.imitation_rate=0.1 /s..30 /s",
            "--vary",
            "duration=20 s..40 s",
        ],
    ];
    for (number, vary) in varied.into_iter().enumerate() {
        let folder = format!("s{number}");
        desk.ok(&[&["sweep", "x.toml", "-o", &folder, "--no-charts", "-q"][..], vary].concat());
        gives_itself_again(&desk, &folder, &["sweep", "SCENARIO"]);
        replays(&desk, &folder, 2);
        let points = points(&desk, &folder);
        assert!(points.iter().all(|p| p["sample_every"] == points[0]["sample_every"]), "{points:?}");
        // Each point with its run without imitation.
        for pair in points.chunks(2) {
            assert_eq!(pair[0]["dt"], pair[1]["dt"]);
        }
        let times: std::collections::BTreeSet<String> = desk
            .read(&format!("{folder}/series.csv"))
            .lines()
            .skip(1)
            .map(|l| l.split(',').nth(1).unwrap().to_owned())
            .collect();
        assert!(times.len() < 1000, "one grid of times: {}", times.len());
    }
}

#[test]
fn the_sweep_that_a_reader_could_not_replay() {
    let desk = Desk::new();
    let sweep = ["sweep", "group-of-two-to-eight", "--set", "arms=[]"];
    let vary = ["--vary", "expressions.laugh.imitation_rate=0.01 /s,5 /s", "--replicates", "2", "--no-charts", "-q"];
    desk.ok(&[&sweep[..], &vary, &["-o", "sw"]].concat());
    replays(&desk, "sw", 2);
    gives_itself_again(&desk, "sw", &["sweep", "SCENARIO"]);
}

#[test]
fn comparisons_give_themselves_again() {
    let desk = Desk::new();
    desk.write("a.toml", UNTIMED);
    desk.write("b.toml", UNTIMED.replace("memory = \"1 s\"", "memory = \"0.1 s\"").replace("1 min", "1.5 min"));
    desk.ok(&["compare", "a.toml", "--b", "expressions.laugh.memory=0.1 s", "-o", "one", "--no-charts", "-q"]);
    replays(&desk, "one", 2);
    gives_itself_again(&desk, "one", &["compare", "SCENARIO"]);
    desk.ok(&["compare", "a.toml", "b.toml", "-o", "two", "--no-charts", "-q"]);
    let points = points(&desk, "two");
    assert_eq!((&points[0]["dt"], &points[0]["sample_every"]), (&points[1]["dt"], &points[1]["sample_every"]));
    replays(&desk, "two", 2);
    desk.ok(&[
        "compare",
        "two/scenario.toml",
        "two/scenario-b.toml",
        "--names",
        "a,b",
        "-o",
        "again",
        "--no-charts",
        "-q",
    ]);
    for (name, bytes) in desk.tables("two") {
        assert!(desk.tables("again").get(&name) == Some(&bytes), "two/{name}");
    }
    // Neither would have chosen that tick by itself: it stands in the file, which gives the same runs alone.
    desk.ok(&["run", "two/scenario.toml", "-o", "alone", "--no-charts", "-q"]);
    let first_rows = |folder: &str| {
        desk.read(&format!("{folder}/runs.csv"))
            .lines()
            .skip(1)
            .take(2)
            .map(|l| l.split_once(",a,").or(l.split_once(",main,")).unwrap().1.to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(first_rows("alone"), first_rows("two"));
}

#[test]
fn why_speaks_of_the_run_that_was() {
    let desk = Desk::new();
    desk.write("x.toml", format!("{UNTIMED}{ARMS}"));
    desk.ok(&["run", "x.toml", "-o", "r", "--no-charts", "-q", "--events", "all"]);
    let events = desk.read("r/events.csv");
    // Of the slow arm, whose own tick would have been longer.
    let caught = events.lines().skip(1).find(|row| row.starts_with("0,")).unwrap();
    let fields: Vec<&str> = caught.split(',').collect();
    let (json, _) = desk.ok(&["why", "r", "--run", "0", "--agent", fields[2], "--at", fields[1], "--json"]);
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(told["agent"].as_str(), Some(fields[2]), "{told}");
}

#[test]
fn nothing_happens_after_the_end_that_was_asked_for() {
    let desk = Desk::new();
    let text = |duration: &str, dt: &str| {
        format!(
            "duration = \"{duration}\"\n{dt}replicates = 6\n[network]\ngenerator = \"watts_strogatz\"\nn = 60\nk = 4\np = 0.1\n\
             [expressions.hum]\nimitation_rate = \"0.5 /s\"\nduration = \"5 s\"\ninitial = 0.1\n"
        )
    };
    for (duration, dt, end, remark) in [
        ("1.9 s", "dt = \"1 s\"\ncoarse_tick = true\n", 1.0, "not a whole number of ticks of 1 s: runs end at 1 s"),
        ("1.03 s", "dt = \"0.1 s\"\n", 1.0, "not a whole number of ticks of 0.1 s: runs end at 1 s"),
        ("1.9 s", "", 1.9, ""),
        ("1.03 s", "", 1.03, ""),
    ] {
        desk.write("s.toml", text(duration, dt));
        let (_, checked) = desk.ok(&["check", "s.toml"]);
        let (_, ran) = desk.ok(&["run", "s.toml", "-o", "out", "--no-charts", "--events", "all", "--force"]);
        for said in [checked, ran] {
            assert!(
                said.contains(remark) && (remark.is_empty() != said.contains("runs end at")),
                "{duration} {dt}: {said}"
            );
        }
        let last = |file: &str| {
            desk.read(file)
                .lines()
                .skip(1)
                .map(|l| l.split(',').nth(1).unwrap().parse::<f64>().unwrap())
                .fold(0.0, f64::max)
        };
        assert!(last("out/events.csv") <= end + 1e-9, "{duration} {dt}");
        assert!((last("out/series.csv") - end).abs() < 1e-9, "{duration} {dt}: {}", last("out/series.csv"));
    }
}

/// A scenario of three people whose network is in a file of a folder of its own, and another such file.
fn with_files() -> Desk {
    let desk = Desk::new();
    desk.write("x/n.csv", "a,b\nb,c\n");
    desk.write("y/n.csv", "a,b\nb,c\nc,d\na,d\n");
    desk.write("f.toml", UNTIMED.replace("generator = \"complete\"\nn = 6", "file = \"x/n.csv\""));
    desk
}

#[test]
fn files_of_variants_are_kept_and_shown_by_their_own_names() {
    let desk = with_files();
    let run = |folder: &str, command: &[&str]| {
        desk.ok(&[command, &["-o", folder, "--no-charts", "-q"]].concat());
        assert_eq!(desk.read(&format!("{folder}/inputs/y/n.csv")), desk.read("y/n.csv"), "{folder}");
    };
    let both = "network.file=\"x/n.csv\",\"y/n.csv\"";
    run("compared", &["compare", "f.toml", "--b", "network.file=\"y/n.csv\""]);
    run("swept", &["sweep", "f.toml", "--vary", both]);
    run("tables", &["sweep", "f.toml", "--vary", "network={file=\"x/n.csv\"},{file=\"y/n.csv\", directed=true}"]);
    desk.write("points.csv", "label: site,network.file\nnorth,x/n.csv\nsouth,y/n.csv\n");
    run("points", &["sweep", "f.toml", "--points", "points.csv"]);
    desk.write("people.csv", "name,group\na,g\nb,h\nc,\n");
    let arms = "[[arms]]\nname = \"x\"\nset = { network.file = \"x/n.csv\" }\n[[arms]]\nname = \"y\"\n\
        set = { network.file = \"y/n.csv\" }\n[[arms]]\nname = \"people\"\nset = { people = \"people.csv\" }\n";
    desk.write("arms.toml", desk.read("f.toml") + arms);
    run("armed", &["run", "arms.toml"]);
    for (folder, command) in
        [("compared", "compare"), ("swept", "sweep"), ("tables", "sweep"), ("points", "sweep"), ("armed", "run")]
    {
        // What the folder keeps is enough: nobody needs the files that it was made from.
        gives_itself_again(&desk, folder, &[command, "SCENARIO"]);
        replays(&desk, folder, 2);
        desk.ok(&["plot", folder, "-q"]);
    }
    let summary = desk.read("swept/summary.csv");
    assert!(summary.contains(",x/n.csv,") && summary.contains(",y/n.csv,") && !summary.contains("inputs"), "{summary}");
    assert!(desk.read("compared/runs.csv").contains("file = y/n.csv"));
    for part in ["1", "2"] {
        let shard = format!("{part}/2");
        desk.ok(&["sweep", "f.toml", "--vary", both, "--shard", &shard, "-o", &format!("part-{part}"), "-q"]);
    }
    desk.ok(&["merge", "part-1", "part-2", "-o", "merged", "--no-charts", "-q"]);
    assert!(desk.tables("merged") == desk.tables("swept"));
    desk.ok(&["run", "f.toml", "-o", "swept", "--force", "--no-charts", "-q"]);
    assert!(!desk.path("swept/inputs/y").exists(), "a file of the results that were replaced, and its folder");
}

#[test]
fn tables_of_people_that_differ_in_number_and_groups_can_be_compared() {
    let desk = Desk::new();
    desk.write("one.csv", "name,group\nA,x\nB,\n");
    desk.write("two.csv", "name,group\nA,y\nB,z\nC,\n");
    desk.write("p.toml", format!("people = \"one.csv\"\n{}", UNTIMED.replace("n = 6\n", "")));
    desk.ok(&["compare", "p.toml", "--b", "people=two.csv", "-o", "compared", "--no-charts", "-q"]);
    desk.ok(&["sweep", "p.toml", "--vary", "people=one.csv,two.csv", "-o", "swept", "--no-charts", "-q"]);
    for (folder, command) in [("compared", "compare"), ("swept", "sweep")] {
        gives_itself_again(&desk, folder, &[command, "SCENARIO"]);
        replays(&desk, folder, 2);
        desk.ok(&["why", folder, "--run", "0", "--agent", "A"]);
    }
    let runs = desk.read("swept/runs.csv");
    assert!(runs.contains(",two.csv,") && runs.lines().next().unwrap().contains("laugh_reach.y"), "{runs}");
}

#[test]
fn arms_that_change_what_others_set_are_run_and_replayed() {
    let desk = Desk::new();
    let text = "[[events]]\nat = \"1 s\"\nwho = { count = 1 }\nexpress = \"laugh\"\n[[arms]]\nname = \"none\"\n\
        set = { events = [] }\n[[arms]]\nname = \"late\"\nset = { events.0.at = \"5 s\" }\n";
    desk.write("e.toml", UNTIMED.to_owned() + text);
    desk.ok(&["run", "e.toml", "-o", "r", "--no-charts", "-q"]);
    gives_itself_again(&desk, "r", &["run", "SCENARIO"]);
    replays(&desk, "r", 2);
}

#[test]
fn a_scenario_that_would_be_another_when_read_again_is_noticed() {
    use catching::scenario::{Arm, LIBRARY, lost_in_writing, read};
    let none = |_: &str| Err(std::io::Error::from(std::io::ErrorKind::NotFound));
    for shipped in LIBRARY {
        let scenario = read(shipped.name, shipped.text, &[], &none).unwrap();
        assert_eq!(lost_in_writing(scenario.clone(), Some(&none)), None, "{}", shipped.name);
        assert_eq!(lost_in_writing(scenario, None), None, "{}", shipped.name);
    }
    let mut scenario = read("hall", LIBRARY[0].text, &[], &none).unwrap();
    let set = |value: &str| ("ties.closeness".to_owned(), value.to_owned());
    scenario.arms = vec![Arm { name: "a".to_owned(), set: vec![set("0.5"), set("0.9")], null: false }];
    let loss = lost_in_writing(scenario.clone(), Some(&none)).unwrap();
    assert!(loss.contains("not TOML"), "{loss}");
    scenario.arms.clear();
    scenario.title = "a\u{7f}".to_owned();
    scenario.situation.ties.visibility = catching::chance::Distribution::fixed(7.0);
    let loss = lost_in_writing(scenario, Some(&none)).unwrap();
    assert!(loss.contains("`visibility` cannot be 7"), "{loss}");
}
