//! Every shipped scenario runs, and its table of runs is the one on record. After an intended change of the model set
//! `CATCHING_RECORD=1` to write the record anew, and say in the changelog why the numbers moved.

use crate::common::Desk;
use std::path::{Path, PathBuf};

fn record(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.csv"))
}

fn shipped() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the shipped scenarios")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn every_shipped_scenario_gives_the_runs_on_record() {
    let desk = Desk::new();
    let mut moved = Vec::new();
    for name in shipped() {
        let scenario = format!("{}/scenarios/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        desk.ok(&["run", &scenario, "--replicates", "2", "--no-charts", "-q", "-o", &name]);
        let runs = desk.read(&format!("{name}/runs.csv"));
        if std::env::var_os("CATCHING_RECORD").is_some() {
            std::fs::create_dir_all(record(&name).parent().expect("a folder")).expect("the folder of records");
            std::fs::write(record(&name), &runs).expect("a record");
        }
        if std::fs::read_to_string(record(&name)).ok().as_deref() != Some(&runs) {
            moved.push(name);
        }
    }
    assert!(moved.is_empty(), "these scenarios give other numbers than those on record: {moved:?}");
}

#[test]
fn every_shipped_scenario_draws_its_charts_and_its_page() {
    let desk = Desk::new();
    for name in shipped() {
        desk.ok(&["run", &name, "--replicates", "3", "-q", "-o", &name]);
        let files = desk.files(&name);
        let figures: Vec<&String> = files.keys().filter(|f| f.ends_with(".svg")).collect();
        assert!(!figures.is_empty(), "{name} drew nothing");
        crate::notice::names_what_is_drawn(&name, &figures);
        for figure in figures {
            for other in [".png", ".csv", ".caption.md", ".alt.txt"] {
                let file = figure.replace(".svg", other);
                assert!(files.get(&file).is_some_and(|bytes| !bytes.is_empty()), "{name}: {file}");
            }
        }
        assert!(files.contains_key("report.html"), "{name} has no report");
        crate::dictionary::describes(&desk, &name);
    }
}
