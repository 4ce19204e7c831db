//! `[[hypotheses]]`: read with every mistake in its place, judged by the interval, counted with `--strict`.

use crate::common::{Desk, SMALL};

fn expecting(expectations: &[&str]) -> String {
    let hypothesis = |expect: &&str| format!("[[hypotheses]]\nexpect = \"{expect}\"\n");
    format!("{SMALL}{}", expectations.iter().map(hypothesis).collect::<String>())
}

fn verdicts(table: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let last = reader.headers().unwrap().iter().position(|name| name == "verdict").unwrap();
    reader.records().map(|record| record.unwrap()[last].to_owned()).collect()
}

#[test]
fn a_run_says_what_its_interval_says_to_each_hypothesis() {
    let desk = Desk::new();
    desk.write("x.toml", expecting(&["yawn_reach > 20 %", "yawn_events < 3", "yawn_reach - null.yawn_reach > -2"]));
    let (out, _) = desk.ok(&["run", "x.toml", "--no-charts", "--replicates", "12"]);
    assert_eq!(verdicts(&desk.read("output/x/hypotheses.csv")), ["supported", "not supported", "supported"]);
    for words in [
        "Hypotheses",
        "supported      yawn_reach > 20 %",
        "not supported  yawn_events < 3",
        "95\u{a0}% interval",
        "n = 12",
    ] {
        assert!(out.contains(words), "no {words:?} in\n{out}");
    }
    let (json, _) = desk.ok(&["run", "x.toml", "--no-charts", "--replicates", "12", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(told["hypotheses"][1]["verdict"], "not supported");
    assert_eq!(told["hypotheses"][1]["points"][0]["n"], 12);
}

#[test]
fn few_runs_decide_nothing_however_alike_they_are() {
    let desk = Desk::new();
    desk.write("x.toml", expecting(&["yawn_events < 900", "yawn_reach > 1 %"]));
    for replicates in ["3", "5"] {
        let folder = format!("o{replicates}");
        desk.ok(&["run", "x.toml", "--no-charts", "-q", "--replicates", replicates, "-o", &folder]);
        let found = verdicts(&desk.read(&format!("{folder}/hypotheses.csv")));
        assert_eq!(found, ["undecided", "undecided"], "{replicates} runs");
    }
}

#[test]
fn strict_counts_what_is_not_supported_and_only_that() {
    let desk = Desk::new();
    desk.write("no.toml", expecting(&["yawn_events < 3"]));
    desk.ok(&["run", "no.toml", "--no-charts", "-q"]);
    let (_, err) = desk.ends(4, &["run", "no.toml", "--no-charts", "-q", "--strict"]);
    assert!(err.contains("the runs do not support `yawn_events < 3`"), "{err}");
    desk.write("maybe.toml", expecting(&["yawn_events > 1"]));
    let (out, _) = desk.ok(&["run", "maybe.toml", "--no-charts", "--replicates", "1", "--strict"]);
    assert!(out.contains("undecided") && out.contains("in one run, which decides nothing"), "{out}");
}

#[test]
fn a_hypothesis_is_judged_at_every_point_of_a_sweep() {
    let desk = Desk::new();
    desk.write("x.toml", expecting(&["yawn_events < 12"]));
    let vary = ["--vary", "network.n=3,30", "--no-charts", "-j", "1", "--replicates", "12"];
    let (out, _) = desk.ok(&[&["sweep", "x.toml", "-o", "s"][..], &vary].concat());
    assert_eq!(verdicts(&desk.read("s/hypotheses.csv")), ["supported", "not supported"]);
    assert!(out.contains("supported at 1 of 2 points, not supported at 1 of 2 points"), "{out}");
    assert!(desk.read("s/hypotheses.csv").contains("network.n = 30"));
}

#[test]
fn arms_are_judged_pair_by_pair_and_the_page_says_so() {
    let desk = Desk::new();
    let arm = |name: &str, n: u32| format!("[[arms]]\nname = \"{name}\"\nset = {{ \"network.n\" = {n} }}\n");
    let scenario = expecting(&["yawn_events[many] > 2 * yawn_events[few]", "yawn_reach > 5 %"]);
    desk.write("x.toml", format!("{scenario}{}{}", arm("few", 3), arm("many", 30)));
    desk.ok(&["run", "x.toml", "-q", "-j", "1", "--replicates", "12"]);
    assert_eq!(verdicts(&desk.read("output/x/hypotheses.csv")), ["supported", "supported", "supported"]);
    assert!(desk.read("output/x/report.html").contains("yawn_events[many] &gt; 2 * yawn_events[few]"));
    let (out, _) = desk.ok(&["compare", "x.toml", "--no-charts", "-o", "c", "--replicates", "12"]);
    assert!(out.contains("supported      yawn_events[many]"), "{out}");
}

#[test]
fn mistakes_are_found_by_check_with_their_place() {
    let desk = Desk::new();
    for (expect, message, column) in [
        ("yawn_reech > 0.5", "there is no outcome `yawn_reech`; did you mean `yawn_reach`?", 11),
        ("yawn_reach[friends] > 0.5", "there is no arm `friends`", 21),
        ("yawn_reach = 0.5", "no number of runs can show that two numbers are equal", 22),
        ("yawn_reach >", "is missing at the end", 22),
        ("0.5 > 0.4", "speaks of no outcome", 11),
        ("yawn_reach ? 1", "`?` has no meaning here", 22),
    ] {
        desk.write("x.toml", expecting(&[expect]));
        let (out, err) = desk.ends(2, &["check", "x.toml"]);
        assert!(err.contains(message) && out.is_empty(), "{expect}\n{err}");
        assert!(err.contains(&format!("x.toml:12:{column}:")), "{expect}: column {column}\n{err}");
        assert!(err.contains('^'), "{err}");
        desk.ends(2, &["run", "x.toml"]);
        assert!(!desk.path("output").exists());
    }
}

#[test]
fn outcomes_of_groups_can_be_asked_about_whatever_the_group_is_called() {
    let desk = Desk::new();
    let groups = "[[groups]]\nname = \"8a\"\ncount = 4\n[[groups]]\nname = \"8 b\"\ncount = 4\n";
    let text = expecting(&["yawn_reach.8a > yawn_reach.8_b - 90 %", "`yawn_reach.8 b`[no_imitation] > 0"]);
    desk.write("x.toml", format!("{text}{groups}"));
    desk.ok(&["run", "x.toml", "--no-charts"]);
    assert_eq!(verdicts(&desk.read("output/x/hypotheses.csv")).len(), 2);
    let half = ["--until-ci", "yawn_reach.8a=0.4", "--max-replicates", "9"];
    let sweep = ["sweep", "x.toml", "--vary", "ties.closeness=0,1", "--no-charts", "-o", "s"];
    desk.ok(&[&sweep[..], &half[..]].concat());
    assert!(desk.read("s/scenario.toml").contains("until_ci = { \"yawn_reach.8a\" = 0.4 }"));
    desk.write("y.toml", format!("{SMALL}{groups}[sweep]\nuntil_ci = {{ yawn_reach.8a = 0.4 }}\nmax_replicates = 9\nvary = [{{ key = \"ties.closeness\", values = [0, 1] }}]\n"));
    desk.ok(&["check", "y.toml"]);
    desk.ok(&["compare", "x.toml", "--b", "ties.closeness=1", "--outcome", "yawn_reach.8a", "--no-charts", "-o", "c"]);
    let (_, said) = desk.ends(2, &["check", "x.toml", "--set", "hypotheses=[{ expect = \"yawn_reach > 150 %\" }]"]);
    assert!(said.contains("this can never be so"), "{said}");
}

#[test]
fn an_arm_that_the_others_are_compared_with_may_be_named_like_any_other_and_so_may_outcomes_of_groups() {
    let desk = Desk::new();
    let groups = "[[groups]]\nname = \"first\"\ncount = 1\npick = \"first\"\n";
    let arms = "[[arms]]\nname = \"blind\"\nnull = true\nset = { ties.visibility = 0 }\n[[arms]]\nname = \"seeing\"\n";
    let expectations = [
        "yawn_events[seeing] > yawn_events[blind]",
        "yawn_events[seeing] > no_imitation.yawn_events",
        "yawn_reach.others[seeing] > yawn_reach.others[blind] - 2",
    ];
    desk.write("x.toml", format!("{}{groups}{arms}", expecting(&expectations)));
    let (out, _) = desk.ok(&["run", "x.toml", "--no-charts", "-o", "x"]);
    assert_eq!(verdicts(&desk.read("x/hypotheses.csv")).len(), 3, "{out}");
    assert!(out.contains("supported      yawn_reach.others[seeing] > yawn_reach.others[blind] - 2"), "{out}");
}
