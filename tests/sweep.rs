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
    assert_eq!(points[..5], ["0 4 main", "0 4 main", "0 4 null", "0 4 null", "0 6 main"]);
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
    for arm in ["main", "null"] {
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
    assert_eq!(column(&desk.read("out/runs.csv"), "arm"), ["friends", "strangers", "null"].repeat(2));
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
        (&["--vary", "ties.closeness=0..1"], "the variation of `ties.closeness` needs `steps`"),
        (&["--vary", "ties.closeness"], "`ties.closeness` is not a variation"),
        (&["--vary", "ties.closeness=0,1", "--vary", "ties.closeness=0,1"], "`ties.closeness` is varied twice"),
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
