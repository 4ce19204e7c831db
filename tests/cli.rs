//! The command line keeps its word: help, streams, colours, exit codes, files.

use crate::common::{Desk, SMALL};
use std::io::Read;
use std::process::{Command, Stdio};

const COMMANDS: [&str; 24] = [
    "animate",
    "lesson",
    "publish",
    "run",
    "sweep",
    "compare",
    "replay",
    "why",
    "plot",
    "new",
    "check",
    "list",
    "explain",
    "explore",
    "cite",
    "fingerprint",
    "fit",
    "merge",
    "network",
    "verify",
    "site",
    "schema",
    "completions",
    "man",
];

#[test]
fn alone_it_says_what_it_is_and_what_to_try() {
    let (out, err) = Desk::new().ok(&[]);
    assert!(out.contains("spread from person to person") && out.contains("catching run"), "{out}");
    assert_eq!(err, "");
}

#[test]
fn every_command_explains_itself() {
    let desk = Desk::new();
    let (all, _) = desk.ok(&["--help"]);
    for command in COMMANDS {
        assert!(all.contains(&format!("\n  {command} ")), "{command} is not in the help");
        for flag in ["-h", "--help"] {
            let (out, _) = desk.ok(&[command, flag]);
            assert!(out.contains(&format!("Usage: catching {command}")), "{out}");
            assert!(!out.contains("under construction"), "{out}");
        }
    }
}

#[test]
fn help_tells_the_exit_codes_and_gives_examples() {
    let (out, _) = Desk::new().ok(&["--help"]);
    for words in ["Examples:", "Exit codes:", "130"] {
        assert!(out.contains(words), "{out}");
    }
    assert!(Desk::new().ok(&["run", "--help"]).0.contains("catching run comedy-club"));
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(Desk::new().ok(&["--version"]).0, format!("catching {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn every_shell_can_complete_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (script, _) = Desk::new().ok(&["completions", shell]);
        for command in COMMANDS {
            assert!(script.contains(command), "{shell} does not know {command}");
        }
    }
}

#[test]
fn there_is_a_manual_page_for_every_command() {
    let desk = Desk::new();
    assert!(desk.ok(&["man"]).0.contains(".TH catching 1"));
    for command in COMMANDS {
        assert!(desk.ok(&["man", command]).0.contains(&format!(".TH catching-{command} 1")), "{command}");
    }
    desk.ok(&["man", "-o", "pages"]);
    assert_eq!(desk.files("pages").len(), COMMANDS.len() + 1);
    assert!(desk.ends(2, &["man", "fly"]).1.contains("there is no command `fly`"));
}

#[test]
fn wrong_usage_has_its_message_and_leaves_nothing_behind() {
    let desk = Desk::new();
    desk.write("bad.toml", "duration = \"-3 min\"\n[network]\ngenerator = \"complete\"\nn = 5\n");
    desk.write("latin1.toml", b"title = \"ok\"\nquestion = \"caf\xe9\"\n");
    desk.write("results/readme.txt", "not a scenario");
    desk.write("small.toml", crate::common::SMALL);
    let before = desk.files("");
    for (arguments, message) in [
        (&["fly"][..], "unrecognized subcommand 'fly'"),
        (&["run", "--fly"], "unexpected argument '--fly'"),
        (&["run", "nowhere.toml"], "no scenario file `nowhere.toml`"),
        (&["run", "lecture-hall-yaw"], "did you mean `lecture-hall-yawn`?"),
        (&["run", "results"], "`results` is a folder"),
        (&["run", "latin1.toml"], "line 2 is not UTF-8"),
        (&["run", "bad.toml"], "bad.toml:1:12"),
        (&["run", "small.toml", "--replicates", "0"], "replicates"),
        (&["run", "small.toml", "--replicates", "many"], "invalid value 'many'"),
        (&["run", "small.toml", "--replicates", "10000000"], "20000000 runs are too many"),
        (&["run", "small.toml", "--seed", "-1"], "expected a whole number from 0"),
        (&["run", "small.toml", "--set", "closeness"], "KEY=VALUE"),
        (&["run", "small.toml", "--set", "=1"], "no key before"),
        (&["run", "small.toml", "--set", "ties.closenes=1"], "did you mean `closeness`?"),
        (&["run", "small.toml", "--set", "expressions.yawn.responders=2"], "responders"),
        (&["run", "small.toml", "-j", "0"], "invalid value '0'"),
        (&["run", "small.toml", "--charts", "prevalance"], "did you mean `prevalence`?"),
        (&["run", "small.toml", "--charts", "reach", "--no-charts"], "cannot be used with"),
        (&["run", "small.toml", "--theme", "neon"], "[possible values: print, web, slides, dark]"),
        (&["run", "small.toml", "--format", "gif"], "[possible values: svg, png, pdf]"),
        (&["run", "small.toml", "-q", "-v"], "cannot be used with"),
        (&["run", "small.toml", "--color", "blue"], "[possible values: auto, always, never]"),
        (&["completions", "tcsh"], "[possible values: bash"),
    ] {
        let (out, err) = desk.ends(2, arguments);
        assert!(err.contains(message), "{arguments:?} does not say {message:?} but\n{err}");
        assert_eq!(out, "", "{arguments:?} wrote on stdout");
        assert!(desk.files("") == before, "{arguments:?} left something behind");
    }
}

#[test]
fn what_does_not_fit_the_network_is_found_before_anything_is_written() {
    let desk = Desk::with_small();
    let event = "events=[{ at = \"0 s\", who = { ids = [\"Nobody\"] }, express = \"yawn\" }]";
    let (_, err) = desk.ends(2, &["run", "small.toml", "--set", event]);
    assert!(err.contains("Nobody"), "{err}");
    assert!(!desk.path("output").exists());
}

#[test]
fn a_run_tells_what_happened_on_stdout_and_nothing_on_stderr() {
    let (out, err) = Desk::with_small().ok(&["run", "small.toml"]);
    for words in ["A small room", "Within 2 min", "of the 12 people yawned", "without imitation", "runs.csv", "figures"]
    {
        assert!(out.contains(words), "no {words:?} in\n{out}");
    }
    assert!(!out.contains('\u{1b}'), "colours in a pipe");
    assert_eq!(err, "");
}

#[test]
fn arms_are_told_in_a_table() {
    let desk = Desk::new();
    let arms = "[[arms]]\nname = \"two\"\nset = { \"network.n\" = 2 }\n[[arms]]\nname = \"nine\"\nset = { \"network.n\" = 9 }\n";
    desk.write("arms.toml", format!("{}{arms}", crate::common::SMALL));
    let (out, _) = desk.ok(&["run", "arms.toml"]);
    for words in [
        "What the people did within 2 min",
        "yawned at least once",
        "\n  two ",
        "\n  nine ",
        "\n  no imitation, 12 people ",
        "of 6 runs",
    ] {
        assert!(out.contains(words), "no {words:?} in\n{out}");
    }
    let manifest: serde_json::Value = serde_json::from_str(&desk.read("output/arms/manifest.json")).unwrap();
    assert_eq!((&manifest["points"][1]["people"], &manifest["points"][2]["people"]), (&9.into(), &12.into()));
}

#[test]
fn every_scenario_that_comes_with_the_program_runs() {
    let desk = Desk::new();
    for scenario in catching::scenario::LIBRARY {
        desk.ok(&["run", scenario.name, "--replicates", "1", "--no-charts", "-q"]);
        assert!(desk.path(&format!("output/{}/runs.csv", scenario.name)).is_file(), "{}", scenario.name);
    }
}

#[test]
fn quiet_is_quiet() {
    let desk = Desk::with_small();
    assert_eq!(desk.ok(&["run", "small.toml", "-q"]), (String::new(), String::new()));
    assert_eq!(desk.ok(&["run", "small.toml", "-q"]), (String::new(), String::new()));
    assert!(desk.path("output/small/runs.csv").is_file());
}

#[test]
fn colours_come_only_where_they_are_wanted() {
    let desk = Desk::with_small();
    let coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = desk.catching(arguments);
        let output = command.envs(variables.iter().copied()).output().unwrap();
        output.stdout.contains(&0x1b) || output.stderr.contains(&0x1b)
    };
    let run = ["run", "small.toml", "--no-charts"];
    let always = ["run", "small.toml", "--no-charts", "--color", "always"];
    assert!(!coloured(&run, &[("TERM", "xterm")]));
    assert!(!coloured(&run, &[("TERM", "dumb")]));
    assert!(coloured(&run, &[("TERM", "xterm"), ("CLICOLOR_FORCE", "1")]));
    assert!(coloured(&always, &[("NO_COLOR", "1")]));
    assert!(!coloured(&["run", "--color=never", "small.toml"], &[("CLICOLOR_FORCE", "1")]));
    assert!(coloured(&["run", "nowhere", "--color", "always"], &[]));
    assert!(coloured(&["run", "--fly", "--color=always"], &[]));
    assert!(!coloured(&["run", "nowhere", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["run", "nowhere"], &[]));
}

#[test]
fn json_is_one_value_with_outcomes_and_seconds() {
    let desk = Desk::with_small();
    let (out, _) = desk.ok(&["run", "small.toml", "--json"]);
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    for part in ["network", "simulation", "tables", "charts", "total"] {
        assert!(value["seconds"][part].as_f64().unwrap() >= 0.0, "{part}");
    }
    let outcomes = value["outcomes"].as_array().unwrap();
    let reach = outcomes.iter().find(|o| o["metric"] == "yawn_reach" && o["arm"] == "main").unwrap();
    assert_eq!(reach["n"], 6);
    assert!((0.0..=1.0).contains(&reach["median"].as_f64().unwrap()));
    assert_eq!(
        (&value["runs"]["ok"], &value["people"], &value["folder"]),
        (&12.into(), &12.into(), &"output/small".into())
    );
    let plan: serde_json::Value = serde_json::from_str(&desk.ok(&["run", "small.toml", "-n", "--json"]).0).unwrap();
    assert_eq!(plan["runs"], 12);
}

#[test]
fn a_dry_run_tells_the_plan_and_writes_nothing() {
    let desk = Desk::with_small();
    let before = desk.files("");
    let (out, _) = desk.ok(&["run", "small.toml", "-n", "--replicates", "40"]);
    for words in ["80: 40 of each arm", "main, no_imitation", "exact times", "memory", "disk", "Nothing was written"] {
        assert!(out.contains(words), "no {words:?} in\n{out}");
    }
    assert!(desk.files("") == before);
}

#[test]
fn a_scenario_can_come_through_a_pipe() {
    let desk = Desk::new();
    desk.catching(&["run", "-", "-q"]).write_stdin(crate::common::SMALL).assert().success();
    assert!(desk.path("output/stdin/runs.csv").is_file());
}

#[test]
fn a_reader_who_stops_reading_is_no_failure() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_catching"))
        .args(["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(program.stdout.take());
    let mut said = String::new();
    program.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((program.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
fn only_the_charts_and_formats_that_were_asked_for_are_drawn() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-o", "one", "--charts", "reach", "--format", "svg"]);
    let names: Vec<String> = desk.files("one/figures").into_keys().collect();
    assert_eq!(names, ["reach.alt.txt", "reach.caption.md", "reach.csv", "reach.print.md", "reach.svg"]);
    desk.ok(&["run", "small.toml", "-o", "none", "--no-charts"]);
    assert!(!desk.path("none/figures").exists());
}

#[test]
fn the_same_scenario_again_is_already_complete() {
    let desk = Desk::with_small();
    let (first, _) = desk.ok(&["run", "small.toml"]);
    let before = desk.files("output");
    let (second, err) = desk.ok(&["run", "small.toml"]);
    assert!(err.contains("already complete"), "{err}");
    assert_eq!(first, second);
    assert!(desk.files("output") == before, "a second run changed the results");
}

#[test]
fn results_of_something_else_are_left_alone_unless_forced() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-o", "out"]);
    desk.write("out/notes.txt", "mine");
    let before = desk.files("out");
    let (_, err) = desk.ends(2, &["run", "small.toml", "-o", "out", "--seed", "2"]);
    assert!(err.contains("`seed` is 1 there, 2 here") && err.contains("--force"), "{err}");
    let (_, err) = desk.ends(2, &["run", "lecture-hall-yawn", "-o", "out"]);
    assert!(err.contains("another scenario, `small`"), "{err}");
    assert!(desk.files("out") == before, "a refused run changed the folder");
    desk.ok(&["run", "small.toml", "-o", "out", "--seed", "2", "--force"]);
    assert_ne!(desk.read("out/runs.csv").as_bytes(), before["runs.csv"]);
    assert_eq!(desk.read("out/notes.txt"), "mine");
}

#[test]
fn a_folder_with_tables_of_unknown_origin_is_left_alone() {
    let desk = Desk::with_small();
    desk.write("out/runs.csv", "mine\n");
    let (_, err) = desk.ends(2, &["run", "small.toml", "-o", "out"]);
    assert!(err.contains("`runs.csv` that would be replaced"), "{err}");
    desk.write("out/manifest.json", "{}");
    let (_, err) = desk.ends(2, &["run", "small.toml", "-o", "out"]);
    assert!(err.contains("not written by this program"), "{err}");
    assert_eq!(desk.read("out/runs.csv"), "mine\n");
    desk.write("other/photo.jpg", "mine");
    desk.ok(&["run", "small.toml", "-o", "other", "-q"]);
    assert_eq!(desk.read("other/photo.jpg"), "mine");
}

#[test]
fn a_place_that_cannot_be_written_is_named_before_the_first_run() {
    let desk = Desk::with_small();
    desk.write("file", "");
    for place in ["file", "file/out", "file/deeper/out"] {
        let (_, err) = desk.ends(2, &["run", "small.toml", "-o", place]);
        assert!(err.contains(&format!("cannot write results into `{place}`")), "{err}");
    }
    std::fs::create_dir_all(desk.path("out/summary.csv")).unwrap();
    let (_, err) = desk.ends(2, &["run", "small.toml", "-o", "out"]);
    assert!(err.contains("summary.csv"), "{err}");
    assert!(!desk.path("out/.catching").exists());
}

#[test]
fn a_damaged_result_is_named_and_kept() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-q"]);
    let whole = desk.read("output/small/runs.csv");
    let cut = whole.rfind("\n11,").unwrap() + 1;
    for (text, problem) in [
        (whole[..cut].to_owned(), "11 rows instead of 12"),
        (whole[..cut + 5].to_owned(), "cut short"),
        (whole.replace("run_id", "id"), "no column `run_id`"),
        (whole.replacen("\n0,0,", "\nzero,0,", 1), "line 2: `zero` is no number"),
    ] {
        desk.write("output/small/runs.csv", &text);
        let (_, err) = desk.ends(2, &["run", "small.toml"]);
        assert!(err.contains("runs.csv` is damaged") && err.contains(problem), "{err}");
        assert_eq!(desk.read("output/small/runs.csv"), text);
    }
}

#[test]
fn what_a_run_leaves_out_is_said() {
    let desk = Desk::new();
    let scenario = format!(
        "{SMALL}\n[[hypotheses]]\nexpect = \"yawn_reach > 0.5\"\n[sweep]\ndesign = \"grid\"\nvary = [{{ key = \"network.n\", values = [5, 10] }}]\n"
    );
    desk.write("more.toml", scenario);
    let (_, said) = desk.ok(&["run", "more.toml", "--no-charts"]);
    assert!(said.contains("`catching sweep` runs the design"), "{said}");
}

#[test]
fn a_scenario_that_names_a_chart_that_does_not_exist_is_refused() {
    let desk = Desk::new();
    desk.write("chart.toml", format!("charts = [\"raech\"]\n{SMALL}"));
    for command in ["run", "check"] {
        let (_, said) = desk.ends(2, &[command, "chart.toml"]);
        assert!(said.contains("there is no chart `raech`") && said.contains("did you mean `reach`?"), "{said}");
    }
    assert!(desk.files("output").is_empty());
}
