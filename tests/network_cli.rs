//! `catching network`: measures, conversion, complaints.

use crate::common::Desk;
use assert_cmd::Command;
use std::path::PathBuf;

fn network(arguments: &[&str]) -> std::process::Output {
    let mut command = Command::cargo_bin("catching").expect("the binary");
    command.arg("network").args(arguments).output().expect("a run")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn scratch(name: &str, content: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, content).expect("a file");
    (folder, path)
}

#[test]
fn the_karate_club_is_described() {
    let output = network(&["karate_club"]);
    let shown = text(&output.stdout);
    for part in ["people          34", "78 (who see each other)", "6.7257", "0.571 average", "mean 4.59, from 1 to 17"]
    {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    assert!(output.status.success() && output.stderr.is_empty());
}

#[test]
fn what_was_dropped_is_said_on_stderr() {
    let (_folder, path) = scratch("a.txt", "0 0\n0 1\n1 0\n");
    let output = network(&[path.to_str().unwrap()]);
    let said = text(&output.stderr);
    assert!(
        said.contains("dropped 1 tie of a person to itself") && said.contains("1 tie given more than once"),
        "{said}"
    );
}

#[test]
fn json_holds_all_measures() {
    let output =
        network(&["--generator", "watts_strogatz", "--set", "n=50", "--set", "k=4", "--set", "p=0.1", "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((value["people"].as_u64(), value["directed_ties"].as_u64()), (Some(50), Some(200)));
    assert!(value["lambda_max"].as_f64().unwrap() >= 4.0 && value["distance"]["exact"] == true);
    let again =
        network(&["--generator", "watts_strogatz", "--set", "n=50", "--set", "k=4", "--set", "p=0.1", "--json"]);
    assert_eq!(again.stdout, output.stdout);
}

#[test]
fn networks_are_converted_and_files_are_not_replaced_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    assert!(network(&["les_miserables", "--export", &at("novel.graphml.gz")]).status.success());
    assert!(network(&[&at("novel.graphml.gz"), "--export", &at("novel.net")]).status.success());
    let first = std::fs::read_to_string(at("novel.net")).unwrap();
    assert!(first.starts_with("*Vertices 77\n1 \"Anzelma\""), "{first}");
    let refused = network(&["karate_club", "--export", &at("novel.net")]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("--force"));
    assert_eq!(std::fs::read_to_string(at("novel.net")).unwrap(), first);
    assert!(network(&["karate_club", "--export", &at("novel.net"), "--force"]).status.success());
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 2);
}

#[test]
fn complaints_say_what_to_do_and_exit_with_2() {
    let (_folder, broken) = scratch("a.edges", "0 1\n1 2 3\n");
    let broken = broken.to_str().unwrap();
    for (arguments, expected) in [
        (&[broken][..], "a.edges:2:1: expected 2 columns"),
        (&["nowhere.net"], "nowhere.net: cannot be read"),
        (&[], "FILE"),
        (&["--generator", "karate"], "did you mean `karate_club`?"),
        (&["--generator", "erdos_renyi", "--set", "n=10"], "for example: catching network --generator erdos_renyi"),
        (&["--generator", "complete", "--set", "n=2000000"], "would not fit in memory"),
        (&["karate_club", "--export", "club.doc"], "`.doc` is not one of the network formats"),
        (&[broken, "--set", "n=3"], "`--set` is for generators"),
    ] {
        let output = network(arguments);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}\n{said}");
        assert!(said.contains(expected) && output.stdout.is_empty(), "{arguments:?}\n{said}");
    }
}

#[test]
fn a_heading_of_unknown_words_is_pointed_out() {
    let (_folder, list) = scratch("n.csv", "anna,bert\n1,2\n2,3\n");
    let said = text(&network(&[list.to_str().unwrap()]).stderr);
    assert!(said.contains("`anna` and `bert` of the first line are read as two people"), "{said}");
    let (_folder, list) = scratch("n.csv", "anna,bert\nbert,carl\n");
    assert!(!text(&network(&[list.to_str().unwrap()]).stderr).contains("heading"));
}

#[test]
fn ties_are_told_apart_only_by_what_the_network_has() {
    let desk = Desk::new();
    let scenario = |ties: &str| {
        let seats = "generator = \"seating\"\nrows = 2\ncolumns = 3";
        format!("duration = \"10 s\"\nreplicates = 2\n[network]\n{seats}\n[ties]\n{ties}\n[expressions.yawn]\n")
    };
    for (ties, expected) in [
        ("closeness = \"weight\"", "ties.closeness: closeness is to come from the weights of ties"),
        ("closeness = { friend = 0.5 }", "ties.closeness: no tie of this network is of the kind `friend`"),
        (
            "rules = [{ between = \"pairs\", closeness = 0.5 }]",
            "ties.rules[0]: no tie of this network is of the kind `pairs`; there are: seat-pairs, neighbours",
        ),
    ] {
        desk.write("a.toml", scenario(ties));
        for command in ["check", "run"] {
            let (_, said) = desk.ends(2, &[command, "a.toml"]);
            assert!(said.contains(expected), "{said}");
        }
        assert!(!desk.path("output").exists());
    }
}
