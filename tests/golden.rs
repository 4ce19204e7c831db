//! Every shipped scenario runs, and what it publishes is what is on record: the table of runs in `NAME.csv`; captions, text
//! alternatives, `summary.csv`, the words of the report, and of pictures and all other files a hash, in `NAME.txt`. After an intended
//! change set `CATCHING_RECORD=1` to write the record anew, and say in the changelog why it moved.

use crate::common::Desk;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn record(name: &str, kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.{kind}"))
}

/// Whether this is what is on record; writes the record where that is asked for.
fn is_on_record(name: &str, kind: &str, text: &str) -> bool {
    let record = record(name, kind);
    if std::env::var_os("CATCHING_RECORD").is_some() {
        std::fs::create_dir_all(record.parent().expect("a folder")).expect("the folder of records");
        std::fs::write(&record, text).expect("a record");
    }
    let there = std::fs::read_to_string(&record).unwrap_or_default();
    for (line, (is, was)) in text.lines().zip(there.lines()).enumerate().filter(|(_, (is, was))| is != was).take(5) {
        eprintln!("{}:{}:\n  now {is}\n  was {was}", record.display(), line + 1);
    }
    there == text
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
        if !is_on_record(&name, "csv", &desk.read(&format!("{name}/runs.csv"))) {
            moved.push(name);
        }
    }
    assert!(moved.is_empty(), "these scenarios give other numbers than those on record: {moved:?}");
}

/// What a reader reads of a page: its words, a line a block, without pictures.
fn words(html: &str) -> String {
    let body = html.split_once("<body").map_or("", |(_, body)| body);
    let (mut text, mut rest) = (String::new(), body);
    while let Some((before, after)) = rest.split_once('<') {
        text += before;
        let skipped = ["svg", "style", "script"].into_iter().find(|tag| after.starts_with(tag));
        let end = skipped.map_or(String::from(">"), |tag| format!("</{tag}>"));
        if ["/p", "/tr", "/h", "/li", "/dt", "/dd", "/figcaption", "/summary"].iter().any(|tag| after.starts_with(tag))
        {
            text.push('\n');
        } else {
            text.push(' ');
        }
        rest = after.split_once(&end).map_or("", |(_, rest)| rest);
    }
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty() && !line.starts_with("Commit ")).map(|line| line + "\n").collect()
}

/// All that a result folder publishes.
fn published(desk: &Desk, folder: &str) -> String {
    let (mut texts, mut hashes) = (String::new(), String::new());
    for (file, bytes) in desk.files(folder) {
        let text = || String::from_utf8(bytes.clone()).expect("text");
        let told = match file.as_str() {
            // Has times of the clock; what else it says is in the report.
            "manifest.json" => continue,
            "report.html" => words(&text()),
            "summary.csv" => text(),
            file if [".caption.md", ".alt.txt", ".print.md"].iter().any(|end| file.ends_with(end)) => text(),
            // Drawn from the SVG, which is here.
            file if file.ends_with(".png") => continue,
            _ => {
                let hash = Sha256::digest(&bytes);
                let _ = writeln!(hashes, "{file} {}", hash[..8].iter().map(|b| format!("{b:02x}")).collect::<String>());
                continue;
            }
        };
        let _ = writeln!(texts, "== {file}\n{}", told.trim_end());
    }
    format!("{texts}== hashes\n{hashes}")
}

#[test]
fn every_shipped_scenario_draws_its_charts_and_its_page() {
    let desk = Desk::new();
    let mut moved = Vec::new();
    for name in shipped() {
        desk.ok(&["run", &name, "--replicates", "3", "-q", "-o", &name]);
        if !is_on_record(&name, "txt", &published(&desk, &name)) {
            moved.push(name.clone());
        }
        let files = desk.files(&name);
        let figures: Vec<&String> = files.keys().filter(|f| f.ends_with(".svg")).collect();
        assert!(!figures.is_empty(), "{name} drew nothing");
        crate::notice::names_what_is_drawn(&name, &figures);
        for figure in figures {
            for other in [".png", ".csv", ".caption.md", ".print.md", ".alt.txt"] {
                let file = figure.replace(".svg", other);
                assert!(files.get(&file).is_some_and(|bytes| !bytes.is_empty()), "{name}: {file}");
            }
        }
        assert!(files.contains_key("report.html"), "{name} has no report");
        crate::dictionary::describes(&desk, &name);
    }
    assert!(moved.is_empty(), "these scenarios publish something else than what is on record: {moved:?}");
}
