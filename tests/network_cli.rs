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
        said.contains("dropped 1 tie of a person to itself") && said.contains("1 tie is named from both sides"),
        "{said}"
    );
    let (_folder, path) = scratch("a.csv", "source,target,weight\na,b,1\na,b,1\na,b,3\nc,b,2\n");
    let said = text(&network(&[path.to_str().unwrap()]).stderr);
    assert!(
        said.contains("2 ties given more than once") && said.contains("1 tie came again with another weight"),
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
    let (_folder, list) = scratch("n.csv", "anna,bert\nc1,d2\nd2,e3\n");
    let said = text(&network(&[list.to_str().unwrap()]).stderr);
    assert!(said.contains("`anna` and `bert` of the first line are read as two people"), "{said}");
    let (_folder, list) = scratch("n.csv", "anna,bert\n1,2\n2,3\n");
    let said = text(&network(&[list.to_str().unwrap()]).stderr);
    assert!(said.contains("the first line, `anna,bert`, is read as a heading"), "{said}");
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

#[test]
fn standard_input_is_a_file_like_others() {
    let desk = Desk::new();
    let piped = |text: &str, arguments: &[&str]| {
        let mut command = desk.catching(&[&["network"], arguments].concat());
        let output = command.write_stdin(text).output().unwrap();
        (output.status.code(), crate::network_cli::text(&output.stdout), crate::network_cli::text(&output.stderr))
    };
    let people = |text: &str, arguments: &[&str]| {
        let (code, shown, said) = piped(text, arguments);
        assert_eq!(code, Some(0), "{said}");
        serde_json::from_str::<serde_json::Value>(&shown).unwrap()["people"].as_u64().unwrap()
    };
    let gexf = "<gexf><graph><nodes><node id='a'/></nodes></graph></gexf>";
    assert_eq!(people("1 2\n2 3\n", &["-", "--json"]), 3);
    assert_eq!(people("source,target\nAna,Ben\n", &["-", "--json", "--format", "csv"]), 2);
    assert_eq!(people("*Vertices 4\n", &["-", "--json"]), 4);
    assert_eq!(people("<graphml><graph><node id='a'/></graph></graphml>", &["-", "--json"]), 1);
    assert_eq!(people(gexf, &["-", "--json"]), 1);
    assert_eq!(people("{\"nodes\": [1, 2], \"links\": []}", &["-", "--json"]), 2);
    assert_eq!(people("Creator \"x\"\ngraph\n[\n node [ id 1 ]\n]\n", &["-", "--json"]), 1);
    assert!(piped("1 2\n", &["-", "--format", "doc"]).2.contains("is not one of the network formats"));
}

#[test]
#[cfg(unix)]
fn devices_and_folders_are_no_files() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("a.csv")).unwrap();
    assert!(desk.ends(2, &["network", "a.csv"]).1.contains("it is a folder, not a file"));
    assert!(desk.ends(2, &["network", "/dev/zero"]).1.contains("it is a device, not a file"));
    assert!(desk.ends(2, &["network", "/dev/zero", "--format", "csv"]).1.contains("it is a device"));
}

#[test]
#[cfg(unix)]
fn pipes_and_links_never_give_way_to_a_file() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let desk = Desk::new();
    for name in ["pipe.csv", "pipe.html"] {
        assert!(std::process::Command::new("mkfifo").arg(desk.path(name)).status().unwrap().success());
    }
    desk.write("mine.txt", "mine");
    for name in ["link.csv", "link.html"] {
        symlink(desk.path("mine.txt"), desk.path(name)).unwrap();
    }
    let export = ["network", "complete", "--set", "n=4", "--force", "--export"];
    for (kind, told) in [("pipe", "it is a pipe"), ("link", "is a link to another place")] {
        let [csv, html] = ["csv", "html"].map(|ending| format!("{kind}.{ending}"));
        for command in
            [&[&export[..], &[&csv]].concat()[..], &["verify", "T1", "--force", "-o", &csv], &["explore", "-o", &html]]
        {
            let (_, error) = desk.ends(2, command);
            assert!(error.contains(told), "{command:?}: {error}");
        }
    }
    let kind = |name: &str| desk.path(name).symlink_metadata().unwrap().file_type();
    assert!(kind("pipe.csv").is_fifo() && kind("link.csv").is_symlink() && desk.read("mine.txt") == "mine");
    desk.ok(&[&export[..], &["new.csv"]].concat());
    assert_eq!(desk.path("new.csv").metadata().unwrap().permissions().mode() & 0o777, 0o644);
}

#[test]
fn the_way_of_one_sided_ties_is_said_and_can_be_turned() {
    let desk = Desk::new();
    desk.write("a.csv", "source,target\nAna,Ben\nBen,Cem\n");
    let (shown, said) = desk.ok(&["network", "a.csv", "--directed", "--export", "seen.csv"]);
    assert!(shown.contains("contagion       runs from target to source"), "{shown}");
    assert!(said.contains("in `source,target` the source sees the target"), "{said}");
    let (shown, _) = desk.ok(&["network", "a.csv", "--direction", "source-to-target", "--export", "turned.csv"]);
    assert!(shown.contains("contagion       runs from source to target"), "{shown}");
    assert!(desk.read("seen.csv").contains("Ana,Ben") && desk.read("turned.csv").contains("Ben,Ana"));
    let json = desk.ok(&["network", "a.csv", "--directed", "--json"]).0;
    assert!(json.contains("\"direction\": \"target to source\""), "{json}");
    assert!(desk.ends(2, &["network", "a.csv", "--direction", "up"]).1.contains("source to target"));
    assert!(desk.ends(2, &["network", "karate_club", "--directed"]).1.contains("`--directed` is for files"));

    let scenario = |direction: &str| {
        let start = "initial = { count = 1 }\nimitation_rate = \"100 /s\"";
        let quiet = "duration = \"10 s\"\nreplicates = 1\n";
        format!("{quiet}[network]\nfile = \"a.csv\"\n{direction}\n[expressions.yawn]\n{start}\n")
    };
    for (key, expected) in [
        ("directed = true", "contagion runs from target to source"),
        ("direction = \"source to target\"", "contagion runs from source to target, as asked"),
    ] {
        desk.write("s.toml", scenario(key));
        let (_, said) = desk.ok(&["check", "s.toml"]);
        assert!(said.contains(expected), "{said}");
        desk.ok(&["run", "s.toml", "-o", "out", "--force"]);
        assert!(desk.read("out/report.html").contains("contagion runs from"), "the report names it");
        let again = desk.read("out/scenario.toml");
        assert_eq!(again.contains("direction = \"source to target\""), key.starts_with("direction"), "{again}");
    }
    desk.write("s.toml", scenario("direction = \"source\""));
    assert!(desk.ends(2, &["check", "s.toml"]).1.contains("target to source"));
}

#[test]
fn a_network_given_as_a_scenario_is_recognised() {
    let desk = Desk::new();
    desk.write("g.graphml", "<graphml><graph><node id='a'/></graph></graphml>");
    let (_, said) = desk.ends(2, &["run", "g.graphml"]);
    assert!(
        said.contains("is a network, not a scenario") && said.contains("[network]\nfile = \"g.graphml\""),
        "{said}"
    );
    assert!(said.lines().count() < 12, "{said}");
}

#[test]
fn what_cannot_be_kept_is_not_written() {
    let desk = Desk::new();
    desk.write("a.json", r#"{"nodes": [{"id": "a\u0001"}, {"id": "b", "age": 9}], "links": []}"#);
    for file in ["out.csv", "out.edges", "out.graphml", "out.gexf"] {
        let (_, said) = desk.ends(2, &["network", "a.json", "--export", file]);
        assert!(said.contains("U+0001") && said.contains(".json can"), "{said}");
        assert!(!desk.path(file).exists());
    }
    let (shown, said) = desk.ok(&["network", "a.json", "--export", "out.gml"]);
    assert!(
        said.contains("attributes of people are not exported: age") && shown.contains("of people"),
        "{said}{shown}"
    );
}
