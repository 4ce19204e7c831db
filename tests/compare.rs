//! `catching compare`: two versions with the same dice.

use crate::common::{Desk, SMALL, rows};
use std::collections::BTreeMap;

fn row<'a>(rows: &'a [BTreeMap<String, String>], metric: &str) -> &'a BTreeMap<String, String> {
    rows.iter().find(|row| row["metric"] == metric).unwrap()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: {row:?}"))
}

/// A change that every run feels.
const FEWER: &str = "expressions.yawn.spontaneous_rate=0.5 /min";

const QUIET: [&str; 3] = ["--no-charts", "-j", "1"];

fn with<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [arguments, &QUIET].concat()
}

#[test]
fn the_difference_is_that_of_the_pairs_of_runs_with_the_same_seed() {
    let desk = Desk::with_small();
    // Of six pairs only what was asked about can be told: the others are many.
    let (out, err) = desk.ok(&with(&["compare", "small.toml", "--b", FEWER, "-o", "c", "--outcome", "yawn_events"]));
    assert_eq!(err, "");
    let runs = rows(&desk.read("c/runs.csv"));
    let table = rows(&desk.read("c/comparison.csv"));
    let events = |point: &str| -> Vec<(String, f64)> {
        let mine = runs.iter().filter(|r| r["point"] == point);
        mine.map(|r| (r["seed"].clone(), number(r, "yawn_events"))).collect()
    };
    let (a, b) = (events("0"), events("1"));
    assert_eq!(a.len(), 6);
    assert!(a.iter().zip(&b).all(|(a, b)| a.0 == b.0), "replicates share their seeds");
    let mean = a.iter().zip(&b).map(|(a, b)| b.1 - a.1).sum::<f64>() / 6.0;
    let row = row(&table, "yawn_events");
    assert!((number(row, "difference") - mean).abs() < 1e-12);
    assert!(mean < 0.0 && row["design"] == "paired" && row["n"] == "6" && row["finding"] == "B below A", "{row:?}");
    assert!(number(row, "ci_low") < mean && mean < number(row, "ci_high"));
    assert!(
        out.contains("pairs of simulated runs that shared their dice") && out.contains("95\u{a0}% interval"),
        "{out}"
    );
    assert!(out.contains("“spontaneous_rate = 0.5 /min”"), "{out}");
}

#[test]
fn no_difference_found_is_not_called_no_difference() {
    let desk = Desk::with_small();
    let (out, _) = desk.ok(&with(&[
        "compare",
        "small.toml",
        "--b",
        "expressions.yawn.duration=6.2 s",
        "--outcome",
        "yawn_events",
    ]));
    assert!(out.contains("no difference in the number of yawns in a run was found"), "{out}");
    assert!(out.contains("would fit these runs") && out.contains("does not show that there is none"), "{out}");
}

#[test]
fn one_pair_of_runs_says_nothing_about_chance() {
    let desk = Desk::with_small();
    let change = ["compare", "small.toml", "--b", FEWER];
    let (out, _) = desk.ok(&with(&[&change[..], &["--replicates", "1", "-o", "one"]].concat()));
    assert!(out.contains("One pair is too few to test; the mean difference is"), "{out}");
    let (out, _) = desk.ok(&with(&[&change[..], &["--replicates", "4", "-o", "four"]].concat()));
    assert!(out.contains("4 pairs are too few to test; the mean difference is"), "{out}");
    assert!(out.contains("too few runs") && !out.contains("no difference"), "{out}");
}

#[test]
fn the_scenario_in_the_folder_runs_again_to_the_same_runs() {
    let desk = Desk::with_small();
    desk.ok(&with(&["compare", "small.toml", "--b", "ties.closeness=0.6", "-o", "c"]));
    desk.ok(&["run", "c/scenario.toml", "-o", "again", "--no-charts", "-q"]);
    assert_eq!(desk.read("c/runs.csv"), desk.read("again/runs.csv"));
}

#[test]
fn two_scenarios_share_the_seed_of_the_first_and_are_both_kept() {
    let desk = Desk::with_small();
    desk.write("other.toml", SMALL.replace("replicates = 6", "seed = 9\nreplicates = 3").replace("n = 12", "n = 20"));
    let (_, err) = desk.ok(&with(&["compare", "small.toml", "other.toml", "-o", "c"]));
    assert!(err.contains("seed and replicates of `small.toml` (1 and 6)"), "{err}");
    assert!(desk.read("c/scenario.toml").contains("n = 12") && desk.read("c/scenario-b.toml").contains("n = 20"));
    let (_, err) =
        desk.ok(&with(&["compare", "c/scenario.toml", "c/scenario-b.toml", "-o", "d", "--names", "small,other"]));
    assert_eq!(err, "");
    assert_eq!(desk.read("c/runs.csv"), desk.read("d/runs.csv"));
    let (_, err) = desk.ok(&with(&["compare", "small.toml", "other.toml", "-o", "c"]));
    assert!(err.contains("already complete"), "{err}");
}

#[test]
fn the_two_arms_of_a_scenario_are_two_versions() {
    let desk = Desk::new();
    let arm = |name: &str, n: u32| format!("[[arms]]\nname = \"{name}\"\nset = {{ \"network.n\" = {n} }}\n");
    desk.write("arms.toml", format!("{SMALL}{}{}", arm("two", 2), arm("nine", 9)));
    desk.ok(&with(&["compare", "arms.toml", "-o", "c"]));
    desk.ok(&with(&["compare", "arms.toml:two", "arms.toml:nine", "-o", "d"]));
    assert_eq!(desk.read("c/comparison.csv"), desk.read("d/comparison.csv"));
}

#[test]
fn two_result_folders_are_compared_in_pairs_where_seeds_agree_and_as_separate_sets_where_not() {
    let desk = Desk::with_small();
    let still = "expressions.yawn.imitation_rate=0";
    desk.ok(&["run", "small.toml", "-o", "a", "--no-charts", "-q"]);
    desk.ok(&["run", "small.toml", "-o", "b", "--no-charts", "-q", "--set", still]);
    desk.ok(&["run", "small.toml", "-o", "far", "--no-charts", "-q", "--set", still, "--seed", "5"]);
    desk.ok(&with(&["compare", "a", "b", "-o", "paired"]));
    desk.ok(&with(&["compare", "small.toml", "--b", still, "-o", "direct", "--names", "a,b"]));
    assert_eq!(desk.read("paired/comparison.csv"), desk.read("direct/comparison.csv"));
    let (out, _) = desk.ok(&with(&["compare", "a", "far", "-o", "heaps"]));
    assert!(out.contains("have no seed in common") && out.contains("Newcombe's"), "{out}");
    let table = rows(&desk.read("heaps/comparison.csv"));
    assert!(table.iter().all(|row| row["design"] == "unpaired"));
}

#[test]
fn programs_get_the_same_numbers_as_json() {
    let desk = Desk::with_small();
    let (out, _) =
        desk.ok(&with(&["compare", "small.toml", "--b", "ties.closeness=0.6", "--json", "--outcome", "yawn_events"]));
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(told["outcome"], "yawn_events");
    let folder = told["folder"].as_str().unwrap();
    let table = rows(&desk.read(&format!("{folder}/comparison.csv")));
    let events = told["comparisons"].as_array().unwrap().iter().find(|c| c["metric"] == "yawn_events").unwrap();
    assert_eq!(events["difference"].as_f64().unwrap(), number(row(&table, "yawn_events"), "difference"));
    assert!(told["sentence"].as_str().unwrap().contains("number of yawns in a run"));
}

#[test]
fn the_chart_and_the_page_say_the_sentence() {
    let desk = Desk::with_small();
    let (out, _) = desk.ok(&["compare", "small.toml", "--b", "ties.closeness=0.6", "-o", "c", "-j", "1"]);
    let sentence = out.lines().nth(2).unwrap();
    assert!(sentence.starts_with("The ") || sentence.starts_with("In "), "{out}");
    assert!(desk.read("c/figures/paired-difference.caption.md").contains(sentence));
    assert!(desk.read("c/report.html").contains(sentence));
    assert!(desk.read("c/figures/paired-difference.csv").lines().count() > 18);
}

#[test]
fn what_cannot_be_compared_has_its_message_and_leaves_nothing_behind() {
    let desk = Desk::with_small();
    let arms = "[[arms]]\nname = \"x\"\n[[arms]]\nname = \"y\"\nset = { network.n = 9 }\n[[arms]]\nname = \"z\"\n";
    desk.write("arms.toml", format!("{SMALL}{arms}"));
    desk.ok(&["run", "small.toml", "-o", "a", "--no-charts", "-q"]);
    desk.write("folder/readme.txt", "nothing of ours");
    let before = desk.files("");
    for (arguments, message) in [
        (&["compare"][..], "required arguments were not provided"),
        (&["compare", "small.toml"], "is one version"),
        (&["compare", "small.toml", "small.toml"], "are the same in everything"),
        (&["compare", "small.toml", "--b", "ties.closeness=0"], "are the same in everything"),
        (&["compare", "small.toml", "--b", "ties.closenes=0.5"], "did you mean `closeness`?"),
        (&["compare", "small.toml", "--b", "ties.closenes=0.5"], "--b:1:1"),
        (&["compare", "small.toml", "--b", "ties.closeness=2"], "must be between 0 and 1"),
        (&["compare", "small.toml", "--b", "closeness"], "KEY=VALUE"),
        (&["compare", "small.toml", "--b", "seed=2"], "`--seed N` changes it in both"),
        (&["compare", "small.toml", "arms.toml", "--b", "ties.closeness=0.5"], "cannot be used with"),
        (&["compare", "arms.toml"], "has 3 arms (x, y, z)"),
        (&["compare", "small.toml", "arms.toml"], "say which one of them"),
        (&["compare", "arms.toml:x", "arms.toml:q"], "has no arm `q`"),
        (&["compare", "small.toml:x", "arms.toml:y"], "has no arm `x`"),
        (&["compare", "small.toml", "nowhere.toml"], "no scenario file `nowhere.toml`"),
        (&["compare", "small.toml", "--b", "network.n=9", "--outcome", "yawn_reech"], "did you mean `yawn_reach`?"),
        (&["compare", "small.toml", "--b", "network.n=9", "--names", "one"], "needs two names"),
        (&["compare", "small.toml", "--b", "network.n=9", "--replicates", "0"], "replicates"),
        (&["compare", "a"], "holds one version"),
        (&["compare", "a", "a"], "the same results twice"),
        (&["compare", "a", "small.toml"], "is a result folder and"),
        (&["compare", "small.toml", "a"], "is a result folder and"),
        (&["compare", "a", "folder"], "is not a result folder"),
        (&["compare", "a", "a:q"], "has no arm `q`"),
        (&["compare", "a:main", "a:null", "--replicates", "3"], "nothing is run"),
        (&["compare", "a:main", "a:null", "-o", "a"], "holds results of its own"),
        (&["compare", "a:main", "a:null", "--outcome", "laughs"], "there is no outcome `laughs`"),
    ] {
        let (out, err) = desk.ends(2, arguments);
        assert!(err.contains(message), "{arguments:?} does not say {message:?} but\n{err}");
        assert_eq!(out, "", "{arguments:?} wrote on stdout");
        assert!(desk.files("") == before, "{arguments:?} left something behind");
    }
}

#[test]
fn the_run_without_imitation_of_a_folder_is_a_version_too() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-o", "a", "--no-charts", "-q"]);
    let (out, _) = desk.ok(&with(&["compare", "a:main", "a:null", "-o", "c"]));
    assert!(out.contains("“with imitation” (A) and “no imitation” (B)"), "{out}");
}

#[test]
fn templates_of_experiments_run_as_they_are() {
    let desk = Desk::new();
    for (template, command) in [("one-way", "sweep"), ("two-way", "sweep"), ("compare", "compare")] {
        let (_, err) = desk.ok(&["new", template, "--from", template]);
        assert!(err.contains(&format!("`catching {command} {template}.toml`")), "{err}");
        let file = format!("{template}.toml");
        desk.ok(&["check", &file]);
        desk.ok(&[command, &file, "--replicates", "6", "-o", template, "-q", "-j", "1"]);
        assert!(desk.path(&format!("{template}/report.html")).is_file());
    }
    let judged = desk.read("one-way/hypotheses.csv");
    assert_eq!(judged.lines().count(), 5, "one row a point: {judged}");
    assert!(desk.read("compare/hypotheses.csv").contains("friends catch more"));
    assert!(desk.path("compare/figures/paired-difference.svg").is_file());
}

#[test]
fn a_comparison_is_drawn_again_with_its_outcome_and_results_that_changed_are_refused() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-q", "--no-charts", "-o", "a"]);
    desk.ok(&["run", "small.toml", "-q", "--no-charts", "--set", FEWER, "-o", "b"]);
    desk.ok(&["compare", "a", "b", "--outcome", "yawn_events", "-q", "-o", "two"]);
    desk.ok(&["compare", "small.toml", "--b", FEWER, "--outcome", "yawn_events", "-q", "-o", "one"]);
    for folder in ["two", "one"] {
        let (svg, page) = (format!("{folder}/figures/paired-difference.svg"), format!("{folder}/report.html"));
        let first = (desk.read(&svg), desk.read(&page));
        assert!(first.0.contains("yawns in a run"), "{folder}: about the outcome that was asked for");
        std::fs::remove_file(desk.path(&svg)).unwrap();
        let (out, _) = desk.ok(&["plot", folder]);
        assert!(out.contains("paired-difference.svg") && out.contains("report.html"), "{out}");
        assert_eq!(desk.read(&svg), first.0, "{folder}");
        assert!(desk.ok(&["plot", folder, "--chart", "paired-difference", "--theme", "dark"]).0.contains(".svg"));
        assert_ne!(desk.read(&svg), first.0, "{folder}: in other colours");
    }
    desk.ok(&["run", "small.toml", "-q", "--no-charts", "--set", "replicates=3", "-o", "b", "--force"]);
    let manifest = desk.read("b/manifest.json");
    desk.write("b/manifest.json", manifest.replace("\"finished\": \"", "\"finished\": \"9"));
    let (_, said) = desk.ends(2, &["plot", "two"]);
    assert!(said.contains("are not those that were compared") && said.contains("catching compare"), "{said}");
    std::fs::remove_dir_all(desk.path("b")).unwrap();
    let (_, said) = desk.ends(2, &["plot", "two"]);
    assert!(said.contains("there is no folder"), "{said}");
}

#[test]
fn a_value_typed_over_that_of_an_arm_takes_its_place() {
    let desk = Desk::new();
    let quick = ["--replicates", "3", "--no-charts", "-q"];
    let compare = |value: &str, folder: &str| {
        let b = format!("ties.closeness={value}");
        [&["compare", "yawn-ladder:friends", "--b", &b, "-o", folder][..], &quick].concat().join(" ")
    };
    desk.ok(&compare("0.9", "c").split(' ').collect::<Vec<_>>());
    let scenario = desk.read("c/scenario.toml");
    assert!(scenario.contains("set = { \"ties.closeness\" = 0.6667 }"), "{scenario}");
    assert!(scenario.contains("set = { \"ties.closeness\" = 0.9 }"), "{scenario}");
    let runs = rows(&desk.read("c/runs.csv"));
    let arms: std::collections::BTreeSet<&str> = runs.iter().map(|row| row["arm"].as_str()).collect();
    assert_eq!(arms.into_iter().collect::<Vec<_>>(), ["closeness = 0.6667", "closeness = 0.9"]);
    desk.ok(&["replay", "c", "--run", "5", "-q"]);
    let (_, err) = desk.ends(2, &compare("0.6667", "d").split(' ').collect::<Vec<_>>());
    assert!(err.contains("“closeness = 0.6667 (A)” and “closeness = 0.6667 (B)” are the same"), "{err}");
}

#[test]
fn what_cannot_differ_between_versions_is_refused_before_anything_is_run() {
    let desk = Desk::with_small();
    for (b, problem) in [
        ("title=x", "`title` cannot differ between the two versions: it changes no outcome"),
        ("time_unit=h", "`time_unit` cannot differ between the two versions"),
        ("arms=[]", "`arms` cannot differ between the two versions: a version is one of them"),
        ("mood={}", "`mood` is an empty table: it changes nothing"),
    ] {
        let (_, err) = desk.ends(2, &with(&["compare", "small.toml", "--b", b, "-o", "c"]));
        assert!(err.contains("--b:1:1") && err.contains(problem), "{err}");
        assert!(!desk.path("c").exists());
    }
}

#[test]
fn names_that_no_table_could_hold_are_refused() {
    let desk = Desk::with_small();
    for names in ["a\nb,c".to_owned(), "a\u{1b}[1m,c".to_owned(), format!("{},c", "x".repeat(5000))] {
        let (_, said) = desk.ends(2, &["compare", "small.toml", "--b", "network.n=9", "--names", &names]);
        assert!(said.contains("--names"), "{said}");
    }
}
