//! The report is one page that needs nothing else, and charts can be drawn again from a result folder.

use crate::common::Desk;
use assert_cmd::Command;
use std::fs;
use std::path::Path;

fn catching(arguments: &[&str], out: &Path) -> Command {
    let mut command = Command::cargo_bin("catching").unwrap();
    command.args(arguments).current_dir(out);
    command
}

fn small_hall() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let run = ["run", "lecture-hall-yawn", "--replicates", "3", "--set", "duration=4 min", "-o", "hall", "-q"];
    catching(&run, folder.path()).assert().success();
    folder
}

#[test]
fn the_report_is_one_page_that_needs_nothing_else() {
    let folder = small_hall();
    let page = fs::read_to_string(folder.path().join("hall/report.html")).unwrap();
    for outside in ["src=\"http", "href=\"http", "url(http", "<link", "<script src", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
    for part in [
        "<h1>The yawn in the lecture hall</h1>",
        "Does one yawn go round",
        "<figcaption>",
        "<caption>",
        "imitation_rate",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(page.matches("<svg").count() >= 10, "each picture for a light and for a dark screen");
    assert!(!page.contains("{{") && !page.contains("{%"));
}

#[test]
fn identifiers_of_a_page_are_unique() {
    let folder = small_hall();
    let page = fs::read_to_string(folder.path().join("hall/report.html")).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for id in page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(seen.insert(id.to_owned()), "{id} twice");
    }
}

#[test]
fn plot_draws_again_what_run_drew() {
    let folder = small_hall();
    let file = |name: &str| fs::read(folder.path().join("hall").join(name)).unwrap();
    let before = ["figures/reach.svg", "figures/seat-map.png", "report.html"].map(file);
    catching(&["plot", "hall"], folder.path()).assert().success();
    assert!(before == ["figures/reach.svg", "figures/seat-map.png", "report.html"].map(file));
}

#[test]
fn plot_draws_one_chart_in_another_look() {
    let folder = small_hall();
    let raster = folder.path().join("hall/figures/raster.svg");
    let before = fs::read(&raster).unwrap();
    let arguments = ["plot", "hall", "--chart", "reach", "--theme", "dark", "--format", "svg", "--width", "640"];
    let output = catching(&arguments, folder.path()).assert().success();
    let said = String::from_utf8_lossy(&output.get_output().stdout).into_owned();
    assert_eq!(said.lines().count(), 1, "{said}");
    let reach = fs::read_to_string(folder.path().join("hall/figures/reach.svg")).unwrap();
    assert!(reach.contains("width=\"640\"") && reach.contains("#16191f"));
    assert_eq!(before, fs::read(&raster).unwrap());
}

#[test]
fn plot_refuses_what_is_no_chart_and_no_result() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |arguments: &[&str]| {
        let output = catching(arguments, folder.path()).assert().code(2);
        String::from_utf8_lossy(&output.get_output().stderr).into_owned()
    };
    assert!(refused(&["plot", "nowhere"]).contains("nowhere"));
    let said = refused(&["plot", ".", "--chart", "reech"]);
    assert!(said.contains("did you mean `reach`?"), "{said}");
}

#[test]
fn the_report_of_a_sweep_says_of_which_point_it_speaks() {
    let desk = Desk::new();
    let hall = ["sweep", "lecture-hall-yawn", "--set", "duration='60 s'", "--replicates", "2", "-q", "-o", "hall"];
    desk.ok(&[&hall[..], &["--vary", "ties.closeness=0,0.5"]].concat());
    let page = desk.read("hall/report.html");
    for point in ["= 0: with imitation", "= 0.5: with imitation", "= 0.5: no imitation"] {
        assert!(page.contains(point), "{point}");
    }
}
