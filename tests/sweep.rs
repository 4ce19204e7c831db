//! Sweeps: points, columns, charts and every mistake that one can make.

use crate::common::{Desk, SMALL};

/// The fields of a row of a simple table.
fn rows(table: &str) -> Vec<Vec<&str>> {
    table.lines().map(|line| line.split(',').collect()).collect()
}

/// Values of a column.
fn column<'a>(table: &'a str, name: &str) -> Vec<&'a str> {
    let rows = rows(table);
    let place = rows[0].iter().position(|n| *n == name).unwrap_or_else(|| panic!("no column {name} in {:?}", rows[0]));
    rows[1..].iter().map(|row| row[place]).collect()
}

fn sweep<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["sweep", "small.toml", "-o", "out", "--no-charts", "-q"], more].concat()
}

#[test]
fn a_grid_runs_every_combination_with_and_without_imitation() {
    let desk = Desk::with_small();
    desk.ok(&sweep(&["--vary", "ties.closeness=0,0.5", "--vary", "network.n=4..8/3", "--replicates", "2"]));
    let runs = desk.read("out/runs.csv");
    assert!(
        runs.starts_with("run_id,point,arm,replicate,seed,status,ties.closeness,network.n,yawn_prevalence"),
        "{runs}"
    );
    assert_eq!(rows(&runs).len() - 1, 2 * 3 * 2 * 2);
    let points: Vec<String> = column(&runs, "ties.closeness")
        .iter()
        .zip(column(&runs, "network.n"))
        .zip(column(&runs, "arm"))
        .map(|((a, b), c)| format!("{a} {b} {c}"))
        .collect();
    assert_eq!(points[..5], ["0 4 main", "0 4 main", "0 4 no_imitation", "0 4 no_imitation", "0 6 main"]);
    let summary = desk.read("out/summary.csv");
    assert!(summary.starts_with("point,arm,ties.closeness,network.n,metric,n,mean"), "{summary}");
    assert!(column(&summary, "n").iter().all(|n| n.len() <= 1));
}

#[test]
fn a_point_of_a_sweep_is_the_scenario_with_that_value() {
    let desk = Desk::with_small();
    desk.ok(&sweep(&["--vary", "ties.closeness=0,0.5", "--vary", "people.susceptibility=1,2"]));
    desk.ok(&[
        "run",
        "small.toml",
        "-q",
        "--no-charts",
        "-o",
        "one",
        "--set",
        "ties.closeness=0.5",
        "--set",
        "people.susceptibility=2",
    ]);
    let (all, one) = (desk.read("out/runs.csv"), desk.read("one/runs.csv"));
    let tail = |table: &str, arm: &str, skip: usize| -> Vec<String> {
        let mine = rows(table).into_iter().filter(|r| r[2] == arm && (skip == 6 || r[6..8] == ["0.5", "2"]));
        mine.map(|r| format!("{} {}", r[3..6].join(" "), r[skip..].join(" "))).collect()
    };
    for arm in ["main", "no_imitation"] {
        assert_eq!(tail(&all, arm, 8), tail(&one, arm, 6));
        assert_eq!(tail(&one, arm, 6).len(), 6);
    }
}

#[test]
fn the_resolved_scenario_runs_again_to_the_same_bytes_on_any_number_of_threads() {
    let desk = Desk::with_small();
    desk.ok(&sweep(&[
        "--vary",
        "network.n=4,6,9",
        "--vary",
        "expressions.yawn.attention=1,all",
        "--replicates",
        "3",
        "-j",
        "2",
    ]));
    desk.ok(&["sweep", "out/scenario.toml", "-o", "again", "--no-charts", "-q", "-j", "1"]);
    assert!(desk.tables("out") == desk.tables("again"));
}

#[test]
fn arms_are_run_at_every_point() {
    let desk = Desk::new();
    let arms = "[[arms]]\nname = \"friends\"\nset = { \"ties.closeness\" = 0.9 }\n[[arms]]\nname = \"strangers\"\n";
    desk.write("small.toml", format!("{SMALL}{arms}"));
    desk.ok(&sweep(&["--vary", "network.n=4,6", "--replicates", "1"]));
    assert_eq!(column(&desk.read("out/runs.csv"), "arm"), ["friends", "strangers", "no_imitation"].repeat(2));
    let (_, err) = desk.ends(2, &["sweep", "small.toml", "-o", "other", "--vary", "ties.closeness=0,1"]);
    assert!(err.contains("the sweep varies `ties.closeness`, but the arm `friends` sets it"), "{err}");
    desk.ok(&[
        "sweep",
        "small.toml",
        "-o",
        "third",
        "--no-charts",
        "-q",
        "--vary",
        "arms.friends.set.ties.closeness=0.5,1",
        "--replicates",
        "1",
    ]);
    assert_eq!(column(&desk.read("third/runs.csv"), "arms.friends.set.ties.closeness")[0], "0.5");
}

#[test]
fn charts_and_page_show_the_sweep() {
    let desk = Desk::with_small();
    let (out, _) = desk.ok(&[
        "sweep",
        "small.toml",
        "-o",
        "out",
        "--vary",
        "network.n=4..12/3",
        "--set",
        "outcomes=[\"yawn_events\", \"yawn_survived\"]",
    ]);
    assert!(out.contains("3 points over network.n, 36 runs in 2 arms") && out.contains("Yawns in a run"), "{out}");
    let caption = desk.read("out/figures/sweep-line.caption.md");
    assert!(caption.contains("6 runs at each point") && caption.contains("95\u{a0}% interval"), "{caption}");
    assert_eq!(rows(&desk.read("out/figures/sweep-line.csv")).len(), 1 + 2 * 2 * 3);
    assert!(desk.read("out/report.html").contains("sweep-line"));
    desk.ok(&["plot", "out", "--theme", "slides"]);
}

#[test]
fn playing_a_scenario_with_a_sweep_says_what_runs_the_sweep() {
    let desk = Desk::new();
    desk.write("small.toml", format!("{SMALL}[sweep]\nvary = [{{ key = \"network.n\", values = [3, 5] }}]\n"));
    let (_, err) = desk.ok(&["run", "small.toml", "--no-charts"]);
    assert!(err.contains("`catching sweep` runs the design in [sweep]"), "{err}");
    desk.ok(&["sweep", "small.toml", "-o", "out", "--no-charts", "-q"]);
    assert_eq!(column(&desk.read("out/summary.csv"), "network.n").first(), Some(&"3"));
}

#[test]
fn each_mistake_has_its_message_and_loses_nothing() {
    let desk = Desk::with_small();
    let cases: &[(&[&str], &str)] = &[
        (&["--vary", "ties.closness=0,1"], "--vary:1:1: unknown key `closness` in `ties`; did you mean `closeness`?"),
        (&["--vary", "expressions.yawm.attention=1,2"], "there is no expression `yawm`; did you mean `yawn`?"),
        (&["--vary", "network.m=1,2"], "network"),
        (&["--vary", "ties.closeness=0.5"], "`ties.closeness` does not vary: its only value is 0.5"),
        (&["--vary", "ties.closeness=1,1.0"], "`ties.closeness` does not vary: its only value is 1"),
        (&["--vary", "ties.closeness=0,0.5,0.50"], "`ties.closeness` has the value 0.5 twice"),
        (&["--vary", "ties.closeness=0.5..0.5/3"], "`ties.closeness` does not vary"),
        (&["--vary", "ties.closeness=0..2/3"], "cannot be 2: it must be between 0 and 1"),
        (&["--vary", "ties.closeness=0..1"], "`ties.closeness` has a range without a number of values"),
        (&["--vary", "ties.closeness"], "`ties.closeness` is not a variation"),
        (&["--vary", "ties.closeness=0,1", "--vary", "ties.closeness=0,1"], "`ties.closeness` is varied twice"),
        (
            &["--vary", "network.n=3,4", "--vary", "network={generator=\"star\",n=4},{generator=\"star\",n=5}"],
            "`network` takes the place of `network.n`, which is varied before it",
        ),
        (&["--vary", "groups.g.name=a,b"], "`groups.g.name` cannot be varied: the tables need one name for all points"),
        (&["--vary", "marks=[],[]"], "`marks` cannot be varied: it changes no outcome"),
        (&["--vary", "seed=1,2"], "`seed` cannot be varied: every replicate has its own chance already"),
        (
            &["--vary", "network.n=3,4", "--vary", "ties.closeness=0,0.5,1", "--design", "zip"],
            "a zip needs as many values of each key: `network.n` has 2, `ties.closeness` has 3",
        ),
        (&["--vary", "ties.closeness=0,1", "--design", "gird"], "did you mean `grid`?"),
        (&["--vary", "ties.closeness=0..1/1000000"], "the design has 1000000 points, of 6 runs each"),
        (&["--vary", "duration=60 s,1 min"], "the same point twice"),
        (
            &["--vary", "ties.closeness=0,1", "--set", "outcomes=[\"yawn_reech\"]"],
            "there is no metric `yawn_reech`; did you mean `yawn_reach`?",
        ),
        (&[], "nothing varies: there is no [sweep] table"),
    ];
    for (more, expected) in cases {
        let (out, err) = desk.ends(2, &sweep(more));
        assert!(err.contains(expected), "{more:?} says\n{err}\nbut not: {expected}");
        assert!(out.is_empty() && !desk.path("out").exists(), "{more:?} left something behind");
    }
}

#[test]
fn a_folder_of_another_sweep_is_left_alone() {
    let desk = Desk::with_small();
    desk.ok(&sweep(&["--vary", "network.n=4,6", "--replicates", "2"]));
    let before = desk.files("out");
    let (_, err) = desk.ends(2, &sweep(&["--vary", "network.n=4,8", "--replicates", "2"]));
    assert!(err.contains("other values") && err.contains("--force"), "{err}");
    let (_, err) = desk.ends(2, &["run", "small.toml", "-o", "out"]);
    assert!(err.contains("a sweep, not a run"), "{err}");
    assert!(desk.files("out") == before);
}

const TWO: [&str; 4] = ["--vary", "ties.closeness=0,0.5", "--vary", "network.n=6,9"];

#[test]
fn four_shards_merged_equal_one_run() {
    let desk = Desk::with_small();
    let part = |more: &[&'static str]| [&["sweep", "small.toml", "--no-charts", "-q"], &TWO[..], more].concat();
    desk.ok(&part(&["-o", "whole"]));
    for (shard, folder) in [("1/4", "a"), ("2/4", "b"), ("3/4", "c"), ("4/4", "d")] {
        desk.ok(&part(&["--shard", shard, "-o", folder]));
    }
    let before = desk.files("a");
    let (_, err) = desk.ends(2, &["merge", "c", "a", "d", "b", "-o", "./a", "-q", "--no-charts", "--force"]);
    assert!(err.contains("`a` is one of the parts, which stay as they are") && desk.files("a") == before, "{err}");
    desk.ok(&["merge", "c", "a", "d", "b", "-o", "merged", "-q", "--no-charts"]);
    assert!(desk.tables("whole") == desk.tables("merged"));
    let rows: usize =
        ["a", "b", "c", "d"].iter().map(|f| desk.read(&format!("{f}/runs.csv")).lines().count() - 1).sum();
    assert_eq!(rows, desk.read("whole/runs.csv").lines().count() - 1);
}

#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let desk = Desk::with_small();
    let part = |shard: &'static str, folder: &'static str, more: &[&'static str]| {
        let first = ["sweep", "small.toml", "--no-charts", "-q", "--replicates", "2", "--shard", shard, "-o", folder];
        desk.ok(&[&first, &TWO[..], more].concat());
    };
    part("1/2", "a", &[]);
    part("2/2", "b", &[]);
    part("2/2", "other", &["--seed", "7"]);
    part("1/3", "third", &[]);
    desk.ok(&["run", "small.toml", "-o", "run", "--no-charts", "-q"]);
    for (folders, expected) in [
        (vec!["a"], "of 2 parts, part 2 is missing"),
        (vec!["a", "a"], "are both part 1"),
        (vec!["a", "other"], "`other` is a part of another sweep than `a`"),
        (vec!["a", "third"], "`third` is part 1/3, but `a` is one of 2 parts"),
        (vec!["a", "run"], "`run` is not a part of a sweep"),
        (vec!["a", "nowhere"], "there is no folder `nowhere`"),
    ] {
        let (_, err) = desk.ends(2, &[&["merge", "-o", "merged"], &folders[..]].concat());
        assert!(err.contains(expected) && !desk.path("merged").exists(), "{folders:?}: {err}");
    }
    let (_, err) = desk.ends(2, &["sweep", "small.toml", "--vary", "network.n=3,4", "--shard", "3/2"]);
    assert!(err.contains("there is no part 3 of 2"), "{err}");
    let damaged = std::fs::read(desk.path("b/runs.journal")).unwrap();
    desk.write("b/runs.journal", &damaged[..100]);
    desk.ok(&["merge", "a", "b", "-o", "merged", "-q", "--no-charts"]);
    desk.ok(&[&["sweep", "small.toml", "--no-charts", "-q", "--replicates", "2", "-o", "whole"], &TWO[..]].concat());
    assert!(desk.tables("merged") == desk.tables("whole"), "runs that a damaged part lacks are done again");
}

#[test]
fn runs_are_added_until_intervals_are_narrow_and_the_tables_say_why_they_stopped() {
    let desk = Desk::with_small();
    let until = |threads: &'static str, folder: &'static str| {
        let more = ["--until-ci", "yawn_prevalence_late=0.06", "--max-replicates", "40", "-j", threads, "-o", folder];
        desk.ok(&[&["sweep", "small.toml", "--vary", "network.n=3,14", "--no-charts", "-q"], &more[..]].concat());
    };
    until("2", "two");
    until("1", "one");
    assert!(desk.tables("one") == desk.tables("two"));
    let summary = desk.read("one/summary.csv");
    let late: Vec<Vec<&str>> = rows(&summary).into_iter().filter(|row| row.contains(&"yawn_prevalence_late")).collect();
    assert_eq!(late.len(), 4);
    for row in late {
        let [.., stopped, low, high, _] = row[..] else { panic!("{row:?}") };
        let n: u32 = row[4].parse().unwrap();
        let half = (high.parse::<f64>().unwrap() - low.parse::<f64>().unwrap()) / 2.0;
        match stopped {
            "narrow" => assert!(half <= 0.06 && (16..=40).contains(&n), "{row:?}"),
            "max_replicates" => assert!(half > 0.06 && n == 40, "{row:?}"),
            other => panic!("{other}"),
        }
    }
    let (_, err) = desk.ends(2, &sweep(&["--vary", "network.n=3,4", "--until-ci", "yawn_reech=0.1"]));
    assert!(err.contains("there is no metric `yawn_reech`; did you mean `yawn_reach`?"), "{err}");
    let (_, err) = desk.ends(2, &sweep(&["--vary", "network.n=3,4", "--until-ci", "yawn_reach"]));
    assert!(err.contains("expected METRIC=HALF"), "{err}");
}

#[test]
fn a_plan_and_a_pilot_write_nothing() {
    let desk = Desk::with_small();
    let (out, _) = desk.ok(&["sweep", "small.toml", "--vary", "network.n=4..12/3", "-n"]);
    for expected in
        ["grid over network.n", "3: network.n = 4; network.n = 8; network.n = 12", "36: 6 of each point and arm"]
    {
        assert!(out.contains(expected), "{out}");
    }
    let (out, _) = desk.ok(&[
        "sweep",
        "small.toml",
        "--vary",
        "network.n=4,8",
        "--pilot",
        "4",
        "--json",
        "--until-ci",
        "yawn_reach=0.1",
    ]);
    let needs: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(needs.as_array().unwrap().len(), 4);
    let (likely, sure) =
        (needs[0]["replicates"].as_u64().unwrap(), needs[0]["replicates_to_be_sure"].as_u64().unwrap());
    assert!(likely >= 2 && sure >= likely && needs[0]["n"] == 4, "{out}");
    assert!(!desk.path("output").exists());
}

#[test]
fn points_come_from_a_file_and_a_point_may_leave_a_key_as_it_is() {
    let desk = Desk::with_small();
    desk.write("points.csv", "ties.closeness,network.n\n0,4\n0.5,\n");
    desk.ok(&sweep(&["--points", "points.csv", "--replicates", "1"]));
    let runs = desk.read("out/runs.csv");
    assert_eq!(column(&runs, "network.n"), ["4", "4", "", ""]);
    desk.write("own.toml", format!("{SMALL}[sweep]\ndesign = \"points\"\nreplicates = 1\npoints = \"points.csv\"\n"));
    desk.ok(&["sweep", "own.toml", "-o", "own", "--no-charts", "-q"]);
    assert_eq!(desk.read("own/runs.csv"), runs);
    for (text, expected) in [
        ("a,b\n", "the design is empty"),
        ("ties.closeness\n1\n1\n", "the same point twice"),
        ("ties.closness\n1\n0\n", "did you mean `closeness`?"),
    ] {
        desk.write("bad.csv", text);
        let (_, err) = desk.ends(2, &["sweep", "small.toml", "--points", "bad.csv", "-o", "bad"]);
        assert!(err.contains(expected) && !desk.path("bad").exists(), "{err}");
    }
}

#[test]
fn points_that_cannot_be_run_are_named_before_anything_is_written_or_skipped_if_asked() {
    let desk = Desk::new();
    desk.write("small.toml", format!("{SMALL}[[events]]\nexpress = \"yawn\"\nwho = {{ count = 5 }}\n"));
    let vary = ["--vary", "network.n=4,6", "--replicates", "2"];
    let (_, err) = desk.ends(2, &sweep(&vary));
    assert!(err.contains("small.toml") && !desk.path("out").exists(), "{err}");
    desk.ends(3, &sweep(&[&vary[..], &["--on-error", "skip"]].concat()));
    let runs = desk.read("out/runs.csv");
    assert_eq!(column(&runs, "status"), ["failed", "failed", "failed", "failed", "ok", "ok", "ok", "ok"]);
    std::fs::remove_dir_all(desk.path("out")).unwrap();
    let (_, err) = desk.ends(1, &sweep(&[&vary[..], &["--on-error", "stop", "-j", "1"]].concat()));
    assert!(err.contains("failed") && err.contains("--on-error skip") && !desk.path("out/runs.csv").exists(), "{err}");
    desk.ends(3, &sweep(&[&vary[..], &["--on-error", "skip"]].concat()));
    assert_eq!(desk.read("out/runs.csv"), runs);
}

#[test]
fn a_truncated_table_is_noticed_and_stays_as_it_is() {
    let desk = Desk::with_small();
    let command = sweep(&["--vary", "network.n=4,6", "--replicates", "2"]);
    desk.ok(&command);
    let cut = &desk.read("out/runs.csv")[..150];
    desk.write("out/runs.csv", cut);
    let (_, err) = desk.ends(2, &command);
    assert!(err.contains("runs.csv` is damaged") && err.contains("--force"), "{err}");
    assert_eq!(desk.read("out/runs.csv"), cut);
}

/// Kills a sweep at random moments, again and again, until it is done; says how often.
fn kill_until_done(
    desk: &Desk,
    command: &[&str],
    whole: &std::collections::BTreeMap<String, Vec<u8>>,
    luck: &mut u64,
    time: std::time::Duration,
) -> u32 {
    for kills in 0.. {
        *luck ^= *luck << 13;
        *luck ^= *luck >> 7;
        *luck ^= *luck << 17;
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_catching"));
        program
            .args(command)
            .current_dir(desk.path(""))
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null());
        let mut program = program.spawn().unwrap();
        std::thread::sleep(time.mul_f64((*luck % 1000) as f64 / 1400.0));
        let done = program.try_wait().unwrap().is_some();
        let _ = program.kill();
        program.wait().unwrap();
        for (name, bytes) in desk.tables("out") {
            assert!(whole[&name] == bytes, "{name} is not whole after kill {kills}");
        }
        if done {
            assert!(desk.tables("out") == *whole, "the results differ from an undisturbed sweep");
            return kills;
        }
    }
    unreachable!("the loop ends when the sweep does")
}

/// Kills at random moments until there were so many; each time the sweep must end in the same bytes.
fn kills(wanted: u32) {
    let desk = Desk::new();
    desk.write("small.toml", SMALL.replace("2 min", "10 min").replace("replicates = 6", "replicates = 12"));
    let vary =
        ["sweep", "small.toml", "--vary", "ties.closeness=0,0.5", "--vary", "network.n=6,14", "--no-charts", "-j", "2"];
    let begun = std::time::Instant::now();
    desk.ok(&[&vary[..], &["-o", "whole", "-q"]].concat());
    let (whole, time) = (desk.tables("whole"), begun.elapsed());
    let (mut killed, mut luck) = (0, 88_172_645_463_325_252);
    while killed < wanted {
        killed += kill_until_done(&desk, &[&vary[..], &["-o", "out"]].concat(), &whole, &mut luck, time);
        desk.ok(&[&vary[..], &["-o", "out", "-q"]].concat());
        assert!(desk.tables("out") == whole && !desk.path("out/.catching").exists());
        std::fs::remove_dir_all(desk.path("out")).unwrap();
    }
    eprintln!("{killed} kills, each resumed to the same bytes");
}

#[test]
fn killed_at_random_moments_a_sweep_resumes_to_the_same_bytes() {
    kills(5);
}

#[test]
#[ignore = "takes a minute or more"]
fn fifty_kills_at_random_moments_all_resume_to_the_same_bytes() {
    kills(50);
}

#[test]
fn labels_of_points_stand_on_one_line() {
    let desk = Desk::with_small();
    for (label, said) in
        [("\"a\nb\"", "`label` holds a line end or a tab"), ("a\u{1b}b", "the control character U+001B")]
    {
        desk.write("points.csv", format!("label;ties.closeness\n{label};0\nb;1\n"));
        let (_, told) = desk.ends(2, &["sweep", "small.toml", "--points", "points.csv", "--no-charts"]);
        assert!(told.contains("points.csv:2:1") && told.contains(said), "{told}");
    }
}

#[test]
fn large_designs_are_planned_in_seconds() {
    let desk = Desk::with_small();
    let rows: String =
        (0..40_000).map(|row| format!("{},{}\n", f64::from(row) / 4e4, 1.0 + f64::from(row) / 4e5)).collect();
    desk.write("points.csv", format!("ties.closeness,people.susceptibility\n{rows}"));
    let (out, _) = desk.ok(&["sweep", "small.toml", "--points", "points.csv", "-n"]);
    assert!(out.contains("40000: ties.closeness = 0, people.susceptibility = 1; "), "{out}");
    let (out, _) = desk.ok(&["sweep", "small.toml", "--vary", "ties.closeness=0..1/100000", "-n"]);
    assert!(out.contains("100000: ties.closeness = 0; ties.closeness = 1.0000100001e-5; "), "{out}");
    // What cannot be run is not planned either.
    let many = ["--vary", "ties.closeness=0..1/1000000", "--vary", "people.susceptibility=0..1/1000000"];
    let (_, err) = desk.ends(2, &[&["sweep", "small.toml", "-n"][..], &many].concat());
    assert!(err.contains("runs are too many"), "{err}");
    // The lines are those of the file, though only some of the points are looked at.
    desk.write("twice.csv", format!("ties.closeness,people.susceptibility\n\n{rows}0.000025,1.0000025\n"));
    let (_, err) = desk.ends(2, &["sweep", "small.toml", "--points", "twice.csv", "--yes", "--replicates", "1"]);
    assert!(err.contains("the same point twice") && err.contains("(lines 4 and 40003)"), "{err}");
}

#[test]
fn what_only_a_part_sees_of_a_change_is_said() {
    let desk = Desk::new();
    let part = "[[groups]]\nname = \"g\"\nshare = 0.5\nsusceptibility = 2\n[[ties.rules]]\nbetween = \"group g\"\n\
        closeness = 0.6\n";
    desk.write("small.toml", format!("{SMALL}{part}"));
    let rule = "`ties.closeness` does not reach everyone: a rule gives the ties between \"group g\" a closeness of 0.6";
    let group = "`people.susceptibility` does not reach everyone: the group `g` has a susceptibility of its own";
    let (_, err) = desk.ok(&["sweep", "small.toml", "--vary", "ties.closeness=0,0.9", "-n"]);
    assert_eq!(err.matches(rule).count(), 1, "{err}");
    let both = ["--b", "ties.closeness=0.9", "--b", "people.susceptibility=3"];
    let (_, err) = desk.ok(&[&["compare", "small.toml", "-n"][..], &both].concat());
    assert!(err.contains(rule) && err.contains(group), "{err}");
    let arm = "[[arms]]\nname = \"near\"\nset = { ties.closeness = 0.9, ties.visibility = 0.5 }\n";
    desk.write("arms.toml", format!("{SMALL}{part}{arm}"));
    let (_, err) = desk.ok(&["check", "arms.toml"]);
    assert!(err.contains(rule) && !err.contains("ties.visibility` does"), "{err}");
}
