//! Bundles: whole, described, valid by the rules of what they claim to be, and never in the way of anything.

use crate::common::{Desk, SMALL};
use crate::dictionary;
use catching::scenario::LIBRARY;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

const CRATE: &str = "ro-crate-metadata.json";

fn published() -> Desk {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-q", "-o", "out"]);
    desk
}

/// Every `{"@id": …}` that stands in for a thing.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) if map.len() == 1 && map.contains_key("@id") => {
            found.push(map["@id"].as_str().unwrap().to_owned());
        }
        Value::Object(map) => map.values().for_each(|inner| references(inner, found)),
        Value::Array(items) => items.iter().for_each(|inner| references(inner, found)),
        _ => {}
    }
}

fn decoded(id: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = id.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'%' {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&after[..2]).unwrap(), 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The rules of RO-Crate 1.2 for a crate that stands by itself.
#[track_caller]
fn is_a_crate(desk: &Desk, bundle: &str) {
    let whole: Value = serde_json::from_str(&desk.read(&format!("{bundle}/{CRATE}"))).unwrap();
    assert_eq!(whole["@context"], "https://w3id.org/ro/crate/1.2/context");
    let graph = whole["@graph"].as_array().unwrap();
    let by_id: BTreeMap<&str, &Value> = graph.iter().map(|entity| (entity["@id"].as_str().unwrap(), entity)).collect();
    assert_eq!(by_id.len(), graph.len(), "an entity stands once");
    assert!(graph.iter().all(|entity| entity["@type"].is_string()), "every entity has a type");
    // Flat: an entity in an entity is a reference and nothing else.
    for entity in graph {
        for (key, value) in entity.as_object().unwrap() {
            let inner: Vec<&Value> = value.as_array().map_or_else(|| vec![value], |items| items.iter().collect());
            let flat = |v: &&Value| v.as_object().is_none_or(|map| map.len() == 1 && map.contains_key("@id"));
            assert!(inner.iter().all(flat), "{key} is not flat");
        }
    }
    let descriptor = by_id[CRATE];
    assert_eq!(descriptor["conformsTo"]["@id"], "https://w3id.org/ro/crate/1.2");
    assert!(descriptor["@type"] == "CreativeWork" && descriptor["about"]["@id"] == "./");
    let root = by_id["./"];
    for property in ["name", "description", "datePublished"] {
        assert!(root[property].as_str().is_some_and(|text| !text.is_empty()), "{property}");
    }
    assert!(root["license"]["@id"].is_string() && root["@type"] == "Dataset");
    assert_eq!(root["datePublished"].as_str().unwrap().len(), "2026-01-31".len());
    let mut named = Vec::new();
    graph.iter().for_each(|entity| references(entity, &mut named));
    for id in named {
        let standard = id.starts_with("https://w3id.org/ro/crate");
        assert!(by_id.contains_key(id.as_str()) || standard, "{id} is named and not described");
    }
    let parts: BTreeSet<String> =
        root["hasPart"].as_array().unwrap().iter().map(|part| decoded(part["@id"].as_str().unwrap())).collect();
    let files = desk.files(bundle);
    let there: BTreeSet<String> = files.keys().filter(|name| !name.ends_with('/') && *name != CRATE).cloned().collect();
    assert_eq!(parts, there, "every file is a part, and every part a file");
    for entity in graph.iter().filter(|entity| entity["@type"] == "File") {
        let path = decoded(entity["@id"].as_str().unwrap());
        assert_eq!(entity["contentSize"], files[&path].len().to_string(), "{path}");
        let (about, media) = (&entity["description"], &entity["encodingFormat"]);
        assert!(about.as_str().is_some_and(|t| !t.is_empty()) && media.as_str().is_some_and(|t| t.contains('/')));
    }
}

#[test]
fn a_bundle_of_every_shipped_scenario_is_whole_and_valid() {
    for scenario in LIBRARY {
        let desk = Desk::new();
        let small = ["--replicates", "1", "-q", "--no-charts"];
        desk.ok(&[&["run", scenario.name, "-o", "out"][..], &small].concat());
        desk.ok(&["publish", "out", "-o", "bundle", "-q"]);
        is_a_crate(&desk, "bundle");
        dictionary::describes(&desk, "bundle");
        let files = desk.files("bundle");
        for name in
            ["README.md", "methods.md", "CITATION.cff", "references.bib", "LICENCE.md", "runs.csv", "scenario.toml"]
        {
            assert!(files.contains_key(name), "{}: {name}", scenario.name);
        }
        let pictures = files.keys().filter(|name| name.ends_with(".svg")).count();
        assert!(pictures > 0 && pictures == files.keys().filter(|name| name.ends_with(".png")).count());
        assert_eq!(desk.tables("out"), desk.tables("bundle"), "{}: the tables are the same bytes", scenario.name);
        let methods = desk.read("bundle/methods.md");
        assert!(methods.contains("There was one run") && methods.contains("seed 1"), "{methods}");
    }
}

#[test]
fn the_files_of_a_bundle_say_who_made_it_and_what_is_allowed() {
    let desk = published();
    let said = desk.ok(&["publish", "out"]).0;
    assert!(said.contains("--author") && said.contains("--license"), "{said}");
    assert!(
        desk.read("out-bundle/LICENCE.md").contains("no licence")
            && desk.read("out-bundle/CITATION.cff").contains("to be named")
    );
    let who = ["--author", "Sarr, Ada", "--author", "Class 7b", "--license", "cc-by-4.0"];
    desk.ok(&[&["publish", "out", "-o", "named", "-q"][..], &who].concat());
    let cff = desk.read("named/CITATION.cff");
    assert!(cff.contains("  - family-names: \"Sarr\"\n    given-names: \"Ada\"\n  - name: \"Class 7b\"\n"), "{cff}");
    assert!(cff.contains("license: CC-BY-4.0") && cff.contains("type: software"), "{cff}");
    let metadata = desk.read(&format!("named/{CRATE}"));
    assert!(metadata.contains("\"Ada Sarr\"") && metadata.contains("creativecommons.org/licenses/by/4.0"));
    is_a_crate(&desk, "named");
}

#[test]
fn a_bundle_gives_the_same_results_again() {
    let desk = published();
    desk.ok(&["publish", "out", "-o", "bundle", "-q"]);
    let readme = desk.read("bundle/README.md");
    assert!(readme.contains("catching run scenario.toml -o again"), "{readme}");
    desk.ok(&["run", "bundle/scenario.toml", "-q", "--no-charts", "-o", "again"]);
    assert_eq!(desk.files("again")["runs.csv"], desk.files("bundle")["runs.csv"]);
    desk.ok(&["plot", "bundle", "--theme", "slides", "-q"]);
}

#[test]
fn the_zip_holds_the_bundle_and_the_same_bundle_gives_the_same_bytes() {
    let desk = published();
    desk.ok(&["publish", "out", "-o", "bundle", "-q", "--zip"]);
    let first = std::fs::read(desk.path("bundle.zip")).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&first)).unwrap();
    let files = desk.files("bundle");
    assert_eq!(archive.len(), files.keys().filter(|name| !name.ends_with('/')).count());
    let mut text = String::new();
    archive.by_name("bundle/README.md").unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, desk.read("bundle/README.md"));
    desk.ok(&["publish", "out", "-o", "bundle", "-q", "--zip", "--force"]);
    assert!(first == std::fs::read(desk.path("bundle.zip")).unwrap());
}

#[test]
fn chosen_figures_alone_and_files_of_others_stay_where_they_are() {
    let desk = published();
    desk.write("out/diary.txt", "mine");
    desk.write("out/figures/mine.svg", "mine");
    desk.ok(&["publish", "out", "-o", "bundle", "-q", "--figure", "reach"]);
    let files = desk.files("bundle");
    let figures: Vec<&String> = files.keys().filter(|name| name.ends_with(".svg")).collect();
    assert_eq!(figures, ["figures/reach.svg"]);
    assert!(!files.contains_key("diary.txt") && desk.read("out/diary.txt") == "mine");
}

#[test]
fn what_is_there_is_never_replaced_unasked_and_nothing_is_left_half_written() {
    let desk = published();
    desk.ok(&["publish", "out", "-o", "bundle", "-q"]);
    let before = desk.files("bundle");
    let said = desk.ends(2, &["publish", "out", "-o", "bundle"]).1;
    assert!(said.contains("bundle already") && said.contains("--force"), "{said}");
    desk.write("mine/thesis.txt", "years of work");
    let said = desk.ends(2, &["publish", "out", "-o", "mine", "--force"]).1;
    assert!(said.contains("no bundle of this program") && said.contains("left alone"), "{said}");
    desk.write("file", "x");
    assert_eq!(desk.ends(2, &["publish", "out", "-o", "file", "--force"]).1.matches("left alone").count(), 1);
    desk.write("other.zip", "not a bundle");
    let said = desk.ends(2, &["publish", "out", "-o", "other", "--zip", "--force"]).1;
    assert!(said.contains("other.zip") && !desk.path("other").exists(), "{said}");
    assert!(desk.ends(2, &["publish", "out", "-o", "no/such/place"]).1.contains("folder"));
    desk.ok(&["publish", "out", "-o", "bundle", "--force", "-q", "--figure", "reach"]);
    assert_ne!(before.len(), desk.files("bundle").len());
    assert_eq!(desk.read("mine/thesis.txt"), "years of work");
    let hidden = std::fs::read_dir(desk.path("")).unwrap().flatten();
    let hidden: Vec<_> = hidden.filter(|entry| entry.file_name().to_string_lossy().starts_with('.')).collect();
    assert!(hidden.is_empty(), "{hidden:?}");
}

/// Whatever moment a forced bundle is killed at, one of the two is there whole, and a user's own files are.
#[test]
fn by_force_a_bundle_is_the_old_one_or_the_new_one() {
    let desk = published();
    let forced = ["publish", "out", "-o", "bundle", "--force", "-q", "--figure", "reach"];
    let start = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_catching"));
        command.args(arguments).current_dir(desk.path("")).stderr(std::process::Stdio::null()).spawn().unwrap()
    };
    desk.ok(&["publish", "out", "-o", "bundle", "-q"]);
    let old = desk.files("bundle");
    let begun = std::time::Instant::now();
    desk.ok(&forced);
    let (whole, new) = (begun.elapsed(), desk.files("bundle"));
    assert!(old != new);
    for moment in 0..10 {
        let _ = std::fs::remove_dir_all(desk.path("bundle"));
        old.iter()
            .filter(|(name, _)| !name.ends_with('/'))
            .for_each(|(name, bytes)| desk.write(&format!("bundle/{name}"), bytes));
        desk.write("bundle/figures/mine.svg", "mine");
        let mut program = start(&forced);
        if moment < 4 {
            while !desk.path("bundle/.catching/exchange.json").exists() && program.try_wait().unwrap().is_none() {}
            std::thread::sleep(std::time::Duration::from_micros(300) * moment);
        } else {
            std::thread::sleep(whole * (moment - 3) / 6);
        }
        program.kill().unwrap();
        program.wait().unwrap();
        // A bundle is a result folder, too: whoever opens it completes an exchange that was begun.
        desk.ok(&["plot", "bundle", "--chart", "reach", "--format", "svg", "-o", "pictures", "--force", "-q"]);
        let mut found = desk.files("bundle");
        found.retain(|name, _| !name.starts_with(".catching"));
        assert_eq!(found.remove("figures/mine.svg").as_deref(), Some(&b"mine"[..]), "moment {moment}");
        assert!(found == old || found == new, "moment {moment}: {:?}", found.keys());
    }
    desk.ok(&forced);
    assert_eq!(desk.read("bundle/figures/mine.svg"), "mine");
    // What somebody wrote into a file of the bundle is theirs.
    desk.write("bundle/README.md", "# Ours");
    let said = desk.ends(2, &forced).1;
    assert!(said.contains("`README.md`, which was changed") && desk.read("bundle/README.md") == "# Ours", "{said}");
    assert!(!desk.path("bundle/.catching").exists() && !desk.path("bundle/.catching.lock").exists());
}

#[test]
fn what_cannot_be_published_is_refused_with_a_way_out() {
    let desk = published();
    assert!(desk.ends(2, &["publish", "nowhere"]).1.contains("no folder"));
    std::fs::create_dir(desk.path("empty")).unwrap();
    assert!(desk.ends(2, &["publish", "empty"]).1.contains("not a result folder"));
    assert!(desk.ends(2, &["publish", "out", "--figure", "reech"]).1.contains("did you mean `reach`?"));
    assert!(desk.ends(2, &["publish", "out", "--license", "as you like"]).1.contains("SPDX"));
    assert!(desk.ends(2, &["publish", "out", "--author", "a\nb"]).1.contains("one line"));
    desk.write("b.toml", SMALL.replace("n = 12", "n = 13"));
    desk.ok(&["run", "b.toml", "-q", "--no-charts", "-o", "b"]);
    desk.ok(&["compare", "out", "b", "-q", "-o", "both"]);
    let said = desk.ends(2, &["publish", "both"]).1;
    assert!(said.contains("no runs of its own") && said.contains("compare"), "{said}");
    let runs = desk.read("out/runs.csv");
    desk.write("out/runs.csv", &runs[..runs.len() / 2]);
    assert!(desk.ends(2, &["publish", "out"]).1.contains("damaged") && !desk.path("out-bundle").exists());
}

#[test]
fn files_that_a_scenario_reads_go_with_it_and_that_is_said() {
    let desk = Desk::new();
    desk.write("class list.csv", "Ann,Ben\nBen,Cem\nCem,Ann\n");
    let text = "title = \"A\"\nduration = \"2 min\"\nreplicates = 2\n[network]\nfile = \"class list.csv\"\n[expressions.laugh]\n";
    desk.write("own.toml", text);
    desk.ok(&["run", "own.toml", "-q", "--no-charts", "-o", "out"]);
    let said = desk.ok(&["publish", "out", "-o", "bundle"]).1;
    assert!(said.contains("names of people"), "{said}");
    assert!(desk.files("bundle").keys().any(|name| name.starts_with("inputs/") && name.ends_with(".csv")));
    is_a_crate(&desk, "bundle");
}
