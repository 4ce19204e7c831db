//! What the program says: mistakes in plain words at their place, findings no stronger than the runs, advice that works.

use crate::common::{Desk, SMALL};
use serde_json::Value;

const ARMS: &str =
    "\n[[arms]]\nname = \"strangers\"\n[[arms]]\nname = \"friends\"\nset = { \"ties.closeness\" = 0.9 }\n";

fn wrong(desk: &Desk, arguments: &[&str]) -> String {
    desk.ends(2, arguments).1
}

#[test]
fn a_run_with_arms_says_how_far_they_lie_apart_and_from_how_many_pairs() {
    let desk = Desk::new();
    desk.write("s.toml", format!("{SMALL}{ARMS}"));
    let (out, _) = desk.ok(&["run", "s.toml", "--no-charts"]);
    assert!(out.contains("less “strangers”") && out.contains("6 pairs") && out.contains("Student's t"), "{out}");
    let (out, _) = desk.ok(&["run", "s.toml", "--no-charts", "--json"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    let difference = &json["differences"][0];
    assert_eq!((&difference["arm"], &difference["n"]), (&"friends".into(), &6.into()), "{difference}");
    let of = |arm: &str| {
        let rows = json["outcomes"].as_array().unwrap().iter();
        let row = rows.clone().find(|row| row["arm"] == arm && row["metric"] == "yawn_reach").unwrap();
        row["mean"].as_f64().unwrap()
    };
    let mean = difference["difference"].as_f64().unwrap();
    assert!((mean - (of("friends") - of("strangers"))).abs() < 1e-12, "{difference}");
}

#[test]
fn three_pairs_are_too_few_and_the_run_says_so() {
    let desk = Desk::new();
    desk.write("s.toml", format!("{SMALL}{ARMS}").replace("replicates = 6", "replicates = 3"));
    let (out, _) = desk.ok(&["run", "s.toml", "--no-charts"]);
    assert!(out.contains("3 pairs") && out.contains("too few runs"), "{out}");
}

#[test]
fn a_sweep_that_ended_at_its_limit_says_how_wide_intervals_still_were() {
    let desk = Desk::with_small();
    let sweep = ["sweep", "small.toml", "--no-charts", "--vary", "ties.closeness=0,0.5", "--max-replicates", "16"];
    let (out, _) = desk.ok(&[&sweep[..], &["--until-ci", "yawn_reach=0.001"]].concat());
    assert!(out.contains("4 of 4 points reached --max-replicates before ±0.001 (widest: ±"), "{out}");
    let summary = desk.read("output/small-sweep/summary.csv");
    assert!(summary.lines().next().unwrap().ends_with("stopped,cs_low,cs_high,interval"), "{summary}");
    let reach = summary.lines().find(|line| line.contains("yawn_reach")).unwrap();
    assert!(reach.ends_with("Wilson (effective runs); cs: asymptotic confidence sequence"), "{reach}");
    let (out, _) = desk.ok(&[&sweep[..], &["--until-ci", "yawn_reach=0.9", "-o", "wide", "--json"]].concat());
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["until_ci"][0]["stopped_at_max_replicates"], 0, "{json:#}");
    assert!(json["hypotheses"].is_array());
}

#[test]
fn a_pilot_foretells_what_looking_often_costs() {
    let desk = Desk::with_small();
    let sweep =
        ["sweep", "small.toml", "--vary", "ties.closeness=0,0.5", "--pilot", "6", "--until-ci", "yawn_reach=0.05"];
    let (out, _) = desk.ok(&sweep);
    assert!(out.contains("because it looks often") && out.contains("runs. It needs more"), "{out}");
    let (out, _) = desk.ok(&[&sweep[..], &["--json"]].concat());
    let needs: Value = serde_json::from_str(&out).unwrap();
    for need in needs.as_array().unwrap() {
        assert!(need["replicates_until_ci"].as_u64() > need["replicates"].as_u64(), "{need}");
    }
}

#[test]
fn mistakes_in_a_file_of_points_are_told_at_their_line() {
    let desk = Desk::with_small();
    for (text, place, why) in [
        ("ties.closeness,network.n\n0.1,5\n7,5\n", "p8.csv:3:1", "closeness"),
        ("ties.closness\n0.1\n", "p8.csv:1:1", "did you mean `closeness`?"),
        ("ties.closeness;network.n\n0,5;12\n1,5;12\n", "p8.csv:3:1", "between 0 and 1"),
        ("ties.closeness,network.n\n0.5\n", "p8.csv:2:1", "1 field"),
    ] {
        desk.write("p8.csv", text);
        let err = wrong(&desk, &["sweep", "small.toml", "--points", "p8.csv"]);
        assert!(err.contains(place) && err.contains(why) && !err.contains("--set"), "{err}");
        assert!(!err.contains("the design is empty"), "{err}");
    }
    desk.write("p8.csv", "ties.closeness\n0.1\n0.2\n0.1\n");
    let err = wrong(&desk, &["sweep", "small.toml", "--points", "p8.csv"]);
    assert!(err.contains("lines 2 and 4"), "{err}");
}

#[test]
fn only_the_true_mistake_is_told() {
    let desk = Desk::with_small();
    desk.write("broken.toml", "title = \"x\nduration = \"1 min\"\n");
    let err = wrong(&desk, &["check", "broken.toml"]);
    assert!(err.contains("not TOML") && !err.contains("needs `"), "{err}");
    for vary in ["ties.closeness", "ties.closeness=0..1/4/lin"] {
        let err = wrong(&desk, &["sweep", "small.toml", "--vary", vary]);
        assert!(err.contains("--vary:1:") && !err.contains("a sweep needs"), "{err}");
    }
}

#[test]
fn numbers_and_flags_are_refused_in_plain_words() {
    let desk = Desk::with_small();
    let cases: [(&[&str], &str); 13] = [
        (&["replay", "r", "--run", "-1"], "a whole number of 0 or more"),
        (&["replay", "r", "--run", "99999999999999999999"], "that is too large"),
        (&["why", "r", "--agent", "1", "--run", "first"], "a whole number of 0 or more"),
        (&["run", "small.toml", "--replicates", "0"], "a whole number of 1 or more"),
        (&["run", "small.toml", "--replicates", "many"], "a whole number of 1 or more"),
        (&["run", "small.toml", "--seed", "-1"], "a whole number from 0"),
        (&["run", "small.toml", "-j", "0"], "a whole number of 1 or more"),
        (&["sweep", "small.toml", "--pilot", "1"], "a whole number of 2 or more"),
        (&["sweep", "small.toml", "--design", "gird"], "did you mean `grid`?"),
        (&["run", "small.toml", "--vary", "ties.closeness=0,1"], "that is for `catching sweep`"),
        (&["run", "small.toml", "--reps", "5"], "did you mean `--replicates`?"),
        (&["rnu"], "did you mean `catching run`?"),
        (&["sweep", "small.toml", "--split-variance", "yawn_reach", "--replicates", "3"], "use `--samples"),
    ];
    for (arguments, expected) in cases {
        let err = wrong(&desk, arguments);
        assert!(err.contains(expected), "{arguments:?}: {err}");
        assert!(
            !err.contains("invalid digit")
                && !err.contains("non-zero type")
                && !err.contains("target type")
                && !err.contains("--set:"),
            "{err}"
        );
    }
}

#[test]
fn a_list_of_friends_headed_u_and_v_has_no_friends_of_these_names() {
    let desk = Desk::new();
    desk.write("friends.csv", "u,v\nAna,Ben\nBen,Cleo\nAna,Ben\n");
    let (out, err) = desk.ok(&["check", "friends.csv"]);
    assert!(
        out.contains("3 people") && err.contains("names of columns") && err.contains("dropped 1 tie"),
        "{out}{err}"
    );
    let scenario = SMALL.replace("generator = \"complete\"\nn = 12", "file = \"friends.csv\"");
    desk.write("s.toml", scenario);
    for command in [&["run", "s.toml", "--no-charts"][..], &["check", "s.toml"]] {
        let (_, err) = desk.ok(command);
        assert!(err.contains("note: `friends.csv`") && err.contains("dropped 1 tie"), "{command:?}: {err}");
    }
}

#[test]
fn a_value_far_from_the_evidence_is_remarked_on_with_its_unit() {
    let desk = Desk::with_small();
    for command in ["check", "run"] {
        let set = [command, "small.toml", "--set", "expressions.yawn.imitation_rate=5"];
        let more = if command == "run" { &["--no-charts"][..] } else { &[] };
        let (_, err) = desk.ok(&[&set[..], more].concat());
        assert!(err.contains("warning") && err.contains("0.005 to 0.03 /s"), "{err}");
        assert!(err.contains("5 is read as 5 per second"), "{err}");
    }
    let (_, err) = desk.ok(&["check", "small.toml", "--set", "expressions.yawn.imitation_rate=0.02 /s"]);
    assert!(!err.contains("plausible"), "{err}");
    let (_, err) = desk.ok(&["check", "small.toml", "--set", "expressions.yawn.imitation_rate=0"]);
    assert!(!err.contains("plausible"), "{err}");
    // What may be below zero has its room there.
    desk.write("sad.toml", SMALL.replace("yawn", "sad") + "witness_effect = -0.3\n");
    assert!(!desk.ok(&["check", "sad.toml"]).1.contains("witness_effect"));
    let (_, err) = desk.ok(&["check", "sad.toml", "--set", "expressions.sad.witness_effect=-4"]);
    assert!(err.contains("witness_effect") && err.contains("−0.3 to 0"), "{err}");
}

#[test]
fn charts_that_cannot_be_drawn_are_a_mistake_where_nothing_else_was_asked_for() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "--no-charts"]);
    let err = wrong(&desk, &["plot", "output/small", "--chart", "heat-map"]);
    assert!(err.contains("nothing was drawn") && err.contains("`heat-map` is left out"), "{err}");
}

#[test]
fn the_next_command_keeps_what_was_typed_and_survives_a_shell() {
    let desk = Desk::new();
    let typed = ["run", "lecture-hall-yawn", "--no-charts", "--replicates", "2", "--seed", "5"];
    let (out, _) = desk.ok(&[&typed[..], &["--set", "duration=2 min"]].concat());
    assert!(
        out.contains("catching run lecture-hall-yawn --seed 5 --replicates 2 --set 'duration=\"2 min\"' --"),
        "{out}"
    );
    let (_, err) = desk.ok(&["new", "bad name!"]);
    assert!(err.contains("`catching run 'bad name!.toml'`"), "{err}");
}

#[test]
fn an_explanation_says_what_the_arms_change() {
    let desk = Desk::new();
    let (out, _) = desk.ok(&["explain", "yawn-ladder"]);
    assert!(out.contains("Arm \"family\": "), "{out}");
    let (out, _) = desk.ok(&["explain", "office-gloom"]);
    assert!(!out.contains("\"null\" is the same without imitation"), "{out}");
    let (out, _) = desk.ok(&["explain", "lecture-hall-yawn"]);
    assert!(out.contains("1.875 /h instead of 0.612 /h"), "{out}");
    assert!(!out.contains("this scenario, or the bare channel"), "{out}");
}

#[test]
fn a_folder_that_is_not_there_comes_with_advice() {
    let desk = Desk::new();
    let err = wrong(&desk, &["why", "nowhere", "--run", "0", "--agent", "1"]);
    assert!(err.contains("no folder `nowhere`") && err.contains("help:") && err.contains("catching run"), "{err}");
}

#[test]
fn a_scenario_without_a_title_is_called_by_its_name() {
    let desk = Desk::with_small();
    let (out, _) = desk.ok(&["run", "small.toml", "--no-charts", "--set", "title="]);
    assert_eq!(out.lines().next(), Some("small"), "{out}");
}

#[test]
fn a_range_without_steps_says_how_it_is_typed() {
    let desk = Desk::with_small();
    let err = wrong(&desk, &["sweep", "small.toml", "--vary", "ties.closeness=0..0.9"]);
    assert!(err.contains("--vary ties.closeness=0..0.9/5") && !err.contains("steps = "), "{err}");
}

#[test]
fn decimal_commas_and_quotes_in_values_say_what_to_write() {
    let desk = Desk::with_small();
    for (set, right) in [
        ("duration=\"1,5 h\"", "write \"1.5 h\""),
        ("expressions.yawn.spontaneous_rate=\"0,5 /min\"", "write \"0.5 /min\""),
        ("ties.closeness=\"0,5\"", "write 0.5"),
        ("expressions.yawn.responders=\"50 %\"", "write 0.5"),
        ("expressions.yawn.responders=\"0.5\"", "write 0.5 without quotes"),
        ("null_run=\"yes\"", "write true without quotes"),
    ] {
        let err = wrong(&desk, &["check", "small.toml", "--set", set]);
        assert!(err.contains(right), "{set}: {err}");
    }
}

#[test]
fn mistakes_of_grammar_are_shown_at_their_place_with_what_to_write() {
    let desk = Desk::new();
    let cases = [
        ("title = “x”\n", "b.toml:1:9", "write straight quotes"),
        ("file = \"C:\\Users\\me\"\n", "b.toml:1:8", "single quotes"),
        ("duration = 30 min\n", "b.toml:1:12", "write \"30 min\""),
        ("title = Gähnen\n", "b.toml:1:9", "write \"Gähnen\""),
        ("attention = 0,5\n", "b.toml:1:13", "write 0.5"),
        ("{ \"duration\": \"1 min\" }\n", "b.toml:1:1", "JSON"),
    ];
    for (text, place, right) in cases {
        desk.write("b.toml", text);
        let err = wrong(&desk, &["check", "b.toml"]);
        assert!(err.contains(place) && err.contains(right) && err.contains('^'), "{text}: {err}");
    }
    desk.write("b.toml", b"title = \"G\xe4hnen\"\n");
    let err = wrong(&desk, &["check", "b.toml"]);
    assert!(err.contains("UTF-8") && err.contains("help:"), "{err}");
}

#[test]
fn a_remark_on_what_is_varied_is_made_once() {
    let desk = Desk::new();
    desk.write("friends.csv", "source,target,weight\nAna,Ben,0.5\nBen,Cleo,1\n");
    desk.write("s.toml", SMALL.replace("generator = \"complete\"\nn = 12", "file = \"friends.csv\""));
    let (_, err) = desk.ok(&["sweep", "s.toml", "--vary", "ties.closeness=0..0.9/4", "-n"]);
    assert_eq!(err.matches("the weights of `friends.csv` are read and not used").count(), 1, "{err}");
}

#[test]
fn mistakes_are_told_as_what_they_are() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-o", "r", "--no-charts", "-q"]);
    let err = wrong(&desk, &["publish", "r", "--author", "a\u{1b}b", "-o", "b"]);
    assert!(
        err.contains("U+001B (␛)") && err.matches("error:").count() == 1 && err.matches("--help").count() == 1,
        "{err}"
    );
    let err = wrong(&desk, &["run", "small.toml", "--set", "seed=99999999999999999999999"]);
    assert!(err.contains("larger than any whole number") && !err.contains("quotes"), "{err}");
    let err = wrong(&desk, &["sweep", "small.toml", "--vary", "ties.closeness=0..1/99999999999"]);
    assert!(err.contains("99999999999` steps are more than can be counted"), "{err}");
    let err = wrong(&desk, &["why", "r", "--run", "0", "--agent", "-1"]);
    assert!(err.contains("--agent=-1"), "{err}");
    desk.write("seen.csv", "outcome,count,of\nyawn_reach,2,12\n");
    let err = wrong(&desk, &["fit", "small.toml", "--data", "seen.csv", "--free", "ties.closness=0..1"]);
    assert!(err.contains("ties.closness") && err.contains("did you mean") && !err.contains("draw 0"), "{err}");
}

/// A lock that cannot be taken, as in a folder that cannot be written.
#[test]
fn a_folder_that_is_only_read_need_not_be_written() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-o", "r", "--no-charts", "-q"]);
    std::fs::create_dir(desk.path("r/.catching.lock")).unwrap();
    desk.ok(&["plot", "r", "--chart", "reach", "-o", "elsewhere"]);
    assert!(desk.path("elsewhere/reach.svg").exists());
    let output = desk.catching(&["plot", "r", "--chart", "reach"]).output().unwrap();
    assert!(!output.status.success() && String::from_utf8(output.stderr).unwrap().contains("`r`"));
}

#[test]
#[cfg(unix)]
fn the_root_of_a_disk_is_no_folder_for_results() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-o", "r", "--no-charts", "-q"]);
    for command in [&["run", "small.toml", "--no-charts"][..], &["plot", "r"], &["replay", "r", "--run", "0"]] {
        let err = wrong(&desk, &[command, &["-o", "/"]].concat());
        assert!(err.contains("root of a disk") && err.contains("help:"), "{command:?}: {err}");
    }
}

#[test]
fn one_point_is_no_plural() {
    let desk = Desk::with_small();
    desk.write("one.csv", "ties.closeness\n0.5\n");
    let (out, _) =
        desk.ok(&["sweep", "small.toml", "--points", "one.csv", "--replicates", "1", "-o", "one", "--no-charts"]);
    assert!(out.contains("1 point over ties.closeness, 2 runs in 2 arms"), "{out}");
    desk.write("damaged.csv", [0xff_u8, 0xfe, 0]);
    let (_, err) = desk.ends(2, &["sweep", "small.toml", "--points", "damaged.csv"]);
    assert!(err.contains("--points") && !err.contains("--set"), "{err}");
}
