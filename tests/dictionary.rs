//! `datapackage.json` describes every column of every table, and what other programs read is what was meant.

use crate::common::{Desk, SMALL};
use catching::scenario::MISSING;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of a CSV file, the header first.
fn rows(desk: &Desk, path: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(desk.path(path)).unwrap();
    reader.records().map(|row| row.unwrap_or_else(|e| panic!("{path}: {e}"))).collect()
}

/// Whether a field is of a type, as a Table Schema has it.
fn fits(kind: &str, field: &str) -> bool {
    match kind {
        "integer" => field.parse::<i64>().is_ok(),
        "number" => field.parse::<f64>().is_ok_and(f64::is_finite),
        "string" => !MISSING.contains(&field),
        "boolean" => matches!(field, "true" | "false"),
        _ => false,
    }
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(|v| v.as_str().unwrap().to_owned()).collect()
}

/// The values of some columns, row by row.
fn columns(rows: &[csv::StringRecord], names: &[String]) -> Vec<Vec<String>> {
    let place = |name: &String| rows[0].iter().position(|n| n == name).unwrap();
    let places: Vec<usize> = names.iter().map(place).collect();
    rows[1..].iter().map(|row| places.iter().map(|p| row[*p].to_owned()).collect()).collect()
}

/// Everything in a folder's description is so, and nothing is missing from it.
#[track_caller]
pub(crate) fn describes(desk: &Desk, folder: &str) {
    let package: Value = serde_json::from_str(&desk.read(&format!("{folder}/datapackage.json"))).unwrap();
    assert_eq!(package["$schema"], "https://datapackage.org/profiles/2.0/datapackage.json");
    let resources = package["resources"].as_array().unwrap();
    let described: BTreeSet<String> = resources.iter().map(|r| r["path"].as_str().unwrap().to_owned()).collect();
    let there: BTreeSet<String> = desk
        .files(folder)
        .into_keys()
        .filter(|name| {
            !name.ends_with('/')
                && (name.starts_with("inputs/") || name.ends_with(".csv") && !name.starts_with("replay"))
        })
        .collect();
    assert_eq!(described, there, "{folder}");
    let names: BTreeSet<&str> = resources.iter().map(|r| r["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), resources.len(), "names are names of one");
    let mut tables: BTreeMap<String, Vec<csv::StringRecord>> = BTreeMap::new();
    for resource in resources {
        let (name, path) = (resource["name"].as_str().unwrap(), resource["path"].as_str().unwrap());
        let whole = format!("{folder}/{path}");
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c)), "{name}");
        assert_eq!(resource["bytes"].as_u64(), Some(desk.files(folder)[path].len() as u64), "{whole}");
        assert!(!resource["description"].as_str().unwrap().is_empty(), "{whole}");
        if path.starts_with("inputs/") {
            assert!(resource["profile"] == "data-resource" && resource.get("schema").is_none(), "{whole}");
            continue;
        }
        let rows = rows(desk, &whole);
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let header: Vec<&str> = rows[0].iter().collect();
        assert_eq!(fields.iter().map(|f| f["name"].as_str().unwrap()).collect::<Vec<_>>(), header, "{whole}");
        for (place, field) in fields.iter().enumerate() {
            let (column, kind) = (header[place], field["type"].as_str().unwrap());
            assert!(!field["description"].as_str().unwrap_or_default().is_empty(), "{whole}: {column} means nothing");
            let words = texts(&field["constraints"]["enum"]);
            for row in rows[1..].iter().filter(|row| !row[place].is_empty()) {
                assert!(fits(kind, &row[place]), "{whole}: {column}, of type {kind}, is {:?}", &row[place]);
                assert!(words.is_empty() || words.iter().any(|word| *word == row[place]), "{whole}: {column}");
            }
            let has_unit = field["unit"].as_str().is_some_and(|unit| !unit.is_empty());
            let is_outcome =
                matches!(name, "runs" | "series") && !matches!(column, "run_id" | "point" | "replicate" | "seed");
            assert!(!is_outcome || kind == "string" || has_unit, "{whole}: {column} has no unit");
        }
        let key = texts(&resource["schema"]["primaryKey"]);
        let values = columns(&rows, &key);
        let different: BTreeSet<_> = values.iter().collect();
        assert!(key.is_empty() || different.len() == values.len(), "{whole}: {key:?} tells no rows apart");
        tables.insert(name.to_owned(), rows);
    }
    for resource in resources {
        for foreign in resource["schema"]["foreignKeys"].as_array().into_iter().flatten() {
            let (to, there) =
                (foreign["reference"]["resource"].as_str().unwrap(), texts(&foreign["reference"]["fields"]));
            let known: BTreeSet<_> = columns(&tables[to], &there).into_iter().collect();
            let own = columns(&tables[resource["name"].as_str().unwrap()], &texts(&foreign["fields"]));
            assert!(own.iter().all(|key| known.contains(key)), "{folder}: {foreign}");
        }
    }
}

/// A field of the description of a table.
fn field(desk: &Desk, folder: &str, table: &str, column: &str) -> Value {
    let package: Value = serde_json::from_str(&desk.read(&format!("{folder}/datapackage.json"))).unwrap();
    let resources = package["resources"].as_array().unwrap();
    let fields = &resources.iter().find(|r| r["name"] == table).unwrap()["schema"]["fields"];
    fields.as_array().unwrap().iter().find(|f| f["name"] == column).unwrap_or_else(|| panic!("{column}")).clone()
}

#[test]
fn sweeps_of_every_design_are_described() {
    let desk = Desk::with_small();
    let two = ["--vary", "expressions.yawn.duration=5 s..8 s", "--vary", "ties.closeness=0..0.9"];
    let designs: [(&str, Vec<&str>); 8] = [
        ("grid", vec!["--vary", "expressions.yawn.spontaneous_rate=1 /min,2 /min,3 /min", "--vary", "network.n=4,9"]),
        (
            "zip",
            vec!["--design", "zip", "--vary", "ties.closeness=0,0.5", "--vary", "expressions.yawn.attention=2,\"all\""],
        ),
        ("lhs", [&["--design", "lhs", "--samples", "4"], &two[..]].concat()),
        ("sobol", [&["--design", "sobol", "--samples", "4"], &two[..]].concat()),
        ("morris", [&["--design", "morris", "--samples", "3"], &two[..]].concat()),
        (
            "oat",
            [
                &["--design", "oat"],
                &two[..1],
                &["expressions.yawn.duration=5 s..8 s/3"],
                &two[2..3],
                &["ties.closeness=0..0.9/3"],
            ]
            .concat(),
        ),
        ("variance", vec!["--split-variance", "yawn_reach", "--samples", "8"]),
        ("until", vec!["--vary", "ties.closeness=0,0.5", "--until-ci", "yawn_reach=0.2", "--max-replicates", "12"]),
    ];
    for (name, more) in designs {
        let replicates: &[&str] = if name == "variance" { &[] } else { &["--replicates", "3"] };
        desk.ok(&[&["sweep", "small.toml", "-o", name, "-q", "--format", "svg"][..], replicates, &more].concat());
        describes(&desk, name);
    }
}

#[test]
fn comparisons_parts_merged_parts_fingerprints_and_replays_are_described() {
    let desk = Desk::with_small();
    let quick = ["-q", "--replicates", "3"];
    desk.ok(
        &[&["compare", "small.toml", "--b", "ties.closeness=0.5", "-o", "c", "--format", "svg"][..], &quick].concat()
    );
    describes(&desk, "c");
    desk.ok(
        &[&["run", "small.toml", "-o", "r", "--no-charts", "--events", "all", "--agents", "all"][..], &quick].concat()
    );
    describes(&desk, "r");
    desk.ok(&["fingerprint", "r", "--format", "svg"]);
    describes(&desk, "r");
    desk.ok(&["replay", "r", "--run", "1", "-o", "replay"]);
    assert!(desk.path("replay/datapackage.json").exists());
    desk.ok(&["replay", "r", "--run", "1"]);
    describes(&desk, "r/replay-1");
    desk.ok(&["compare", "r", "c:closeness = 0.5", "-o", "f", "--format", "svg"]);
    describes(&desk, "f");
    let sweep = ["sweep", "small.toml", "--vary", "network.n=4,9", "-q", "--no-charts", "--replicates", "2"];
    desk.ok(&[&sweep[..], &["--shard", "1/2", "-o", "p1"]].concat());
    desk.ok(&[&sweep[..], &["--shard", "2/2", "-o", "p2"]].concat());
    describes(&desk, "p1");
    desk.ok(&["merge", "p1", "p2", "-o", "m", "-q", "--no-charts"]);
    describes(&desk, "m");
}

#[test]
fn varied_keys_with_units_are_numbers() {
    let desk = Desk::with_small();
    let rate = "expressions.yawn.spontaneous_rate";
    let vary = format!("{rate}=1 /min,90 /h");
    desk.ok(&[
        "sweep",
        "small.toml",
        "-o",
        "s",
        "-q",
        "--no-charts",
        "--replicates",
        "2",
        "--parquet",
        "--vary",
        &vary,
    ]);
    let rows = rows(&desk, "s/runs.csv");
    let values: BTreeSet<Vec<String>> = columns(&rows, &[rate.to_owned()]).into_iter().collect();
    assert_eq!(values, BTreeSet::from([vec!["1".to_owned()], vec!["1.5".to_owned()]]));
    let told = field(&desk, "s", "runs", rate);
    assert_eq!((told["type"].as_str(), told["unit"].as_str()), (Some("number"), Some("/min")));
    assert!(told["description"].as_str().unwrap().contains("λ0"), "{told}");
    let summary = field(&desk, "s", "summary", rate);
    assert_eq!((summary["type"].as_str(), summary["unit"].as_str()), (Some("number"), Some("/min")));
    let (out, _) = desk.ok(&["replay", "s", "--run", "5"]);
    assert!(out.contains("Every number is the same"), "{out}");
    // Words stay words.
    desk.ok(&[
        "sweep",
        "small.toml",
        "-o",
        "w",
        "-q",
        "--no-charts",
        "--replicates",
        "2",
        "--vary",
        "expressions.yawn.attention=2,\"all\"",
    ]);
    assert_eq!(field(&desk, "w", "runs", "expressions.yawn.attention")["type"], "string");
}

#[test]
fn no_word_in_any_table_is_taken_for_a_missing_value() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-o", "r", "-q", "--format", "svg", "--events", "all", "--agents", "all"]);
    for (name, bytes) in desk.files("r").into_iter().filter(|(name, _)| name.ends_with(".csv")) {
        let text = String::from_utf8(bytes).unwrap();
        for field in text.lines().flat_map(|line| line.split(',')).filter(|field| !field.is_empty()) {
            assert!(!MISSING.contains(&field), "{name}: {field}");
        }
    }
    assert!(
        desk.read("r/runs.csv").contains(",no_imitation,")
            && desk.read("r/figures/reach.csv").contains(",no_imitation,")
    );
    assert!(!desk.read("r/figures/reach.csv").contains("with imitation"));
}

#[test]
fn names_that_other_programs_take_for_missing_are_said() {
    let desk = Desk::new();
    let named = |arm: &str, group: &str| {
        format!(
            "{SMALL}[[groups]]\nname = \"{group}\"\ncount = 1\n[[arms]]\nname = \"{arm}\"\n[[arms]]\nname = \"other\"\nset = {{ \"ties.closeness\" = 0.5 }}\n"
        )
    };
    desk.write("s.toml", named("NA", "None"));
    let (_, said) = desk.ok(&["check", "s.toml"]);
    assert!(said.contains("an arm is named `NA`, which pandas, R and others read as a missing value"), "{said}");
    assert!(said.contains("a group is named `None`"), "{said}");
    desk.write("s.toml", named("none at all", "some"));
    let (_, said) = desk.ok(&["check", "s.toml"]);
    assert!(!said.contains("missing value"), "{said}");
    for (arm, why) in [
        ("no_imitation", "that is what the results call the run without imitation"),
        ("null", "programs read it as a missing value"),
        ("main", "a scenario without arms"),
    ] {
        desk.write("s.toml", named(arm, "some"));
        let (_, said) = desk.ends(2, &["check", "s.toml"]);
        assert!(said.contains(&format!("an arm cannot be named `{arm}`")) && said.contains(why), "{said}");
    }
    desk.write("n.csv", "from,to\nAnn,NA\nNA,Bob\n");
    desk.write("s.toml", SMALL.replace("generator = \"complete\"\nn = 12", "file = \"n.csv\""));
    let (_, said) = desk.ok(&["check", "s.toml"]);
    assert!(said.contains("a person is named `NA`"), "{said}");
}

/// A folder as earlier versions wrote it: the run without imitation is `null`, varied numbers have their units.
fn aged(desk: &Desk, folder: &str) {
    let files: Vec<String> = desk.files(folder).into_keys().filter(|name| name.ends_with(".csv")).collect();
    for name in files {
        let path = format!("{folder}/{name}");
        let text = desk.read(&path).replace(",no_imitation,", ",null,");
        let with_unit = |line: &str| line.replace(",ok,5,", ",ok,5 s,").replace(",ok,8,", ",ok,8 s,");
        desk.write(&path, text.lines().map(|line| with_unit(line) + "\n").collect::<String>());
    }
    let mut manifest: Value = serde_json::from_str(&desk.read(&format!("{folder}/manifest.json"))).unwrap();
    manifest.as_object_mut().unwrap().remove("varied_units");
    for point in manifest["points"].as_array_mut().unwrap() {
        let point = point.as_object_mut().unwrap();
        point.remove("dt");
        point.remove("sample_every");
        if point["arm"] == "no_imitation" {
            point.insert("arm".into(), "null".into());
        }
    }
    desk.write(&format!("{folder}/manifest.json"), serde_json::to_string_pretty(&manifest).unwrap());
    std::fs::remove_file(desk.path(&format!("{folder}/datapackage.json"))).unwrap();
}

#[test]
fn folders_of_earlier_versions_are_still_read() {
    let desk = Desk::with_small();
    let hypothesis = "[[hypotheses]]\nexpect = \"yawn_reach >= null.yawn_reach\"\n";
    desk.write("h.toml", format!("{SMALL}{hypothesis}"));
    desk.ok(&["run", "h.toml", "-o", "r", "-q", "--no-charts"]);
    desk.ok(&[
        "sweep",
        "small.toml",
        "-o",
        "s",
        "-q",
        "--no-charts",
        "--replicates",
        "2",
        "--vary",
        "expressions.yawn.duration=5 s,8 s",
    ]);
    for folder in ["r", "s"] {
        aged(&desk, folder);
        desk.ok(&["plot", folder, "-q", "--format", "svg"]);
        let figures: String = desk
            .files(folder)
            .into_iter()
            .filter(|(name, _)| name.starts_with("figures/") && name.ends_with(".csv"))
            .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
            .collect();
        assert!(figures.contains("no_imitation") && !figures.contains("null"), "{figures}");
        for run in ["0", "3", "7"] {
            let (out, _) = desk.ok(&["replay", folder, "--run", run, "-o", &format!("{folder}-{run}")]);
            assert!(out.contains("Every number is the same"), "{folder} {run}: {out}");
        }
    }
    let (out, _) = desk.ok(&["run", "h.toml", "-o", "r", "--no-charts"]);
    assert!(out.contains("no imitation"), "{out}");
    desk.ok(&["run", "small.toml", "-o", "new", "-q", "--no-charts", "--seed", "5"]);
    desk.ok(&["compare", "r:null", "new:no_imitation", "-o", "both", "-q", "--no-charts"]);
    desk.ok(&["fingerprint", "r", "--arm", "null", "--format", "svg"]);
}

#[test]
fn the_files_that_a_scenario_reads_are_listed_beside_its_tables() {
    let desk = Desk::with_small();
    desk.write("data/Who knows whom.csv", "source,target,weight\nAnn,Bea,0.5\nBea,Cem,1\n");
    desk.write("class.csv", "name,mood_baseline\nAnn,0.1\nBea,0.2\nCem,0.3\n");
    let file = ["--set", "network={ file = \"data/Who knows whom.csv\", people = \"class.csv\" }"];
    desk.ok(&[&["run", "small.toml", "-o", "r", "-q", "--no-charts"][..], &file].concat());
    describes(&desk, "r");
    let package: Value = serde_json::from_str(&desk.read("r/datapackage.json")).unwrap();
    let listed: Vec<&str> =
        package["resources"].as_array().unwrap().iter().map(|r| r["path"].as_str().unwrap()).collect();
    assert!(listed.contains(&"inputs/data/Who knows whom.csv") && listed.contains(&"inputs/class.csv"), "{listed:?}");
}

#[test]
fn the_groups_of_people_are_told_beside_their_names() {
    let desk = Desk::with_small();
    let group = |name: &str, ids: &str| format!("[[groups]]\nname = \"{name}\"\nids = {ids}\n");
    let groups = [group("first", "[\"0\", \"3\"]"), group("second", "[\"3\", \"4\"]")].concat();
    desk.write("grouped.toml", format!("{SMALL}{groups}"));
    desk.ok(&["run", "grouped.toml", "-o", "r", "-q", "--no-charts", "--replicates", "2"]);
    describes(&desk, "r");
    let people = crate::common::rows(&desk.read("r/agents.csv"));
    let told: Vec<&str> = people.iter().take(6).map(|person| person["groups"].as_str()).collect();
    assert_eq!(told, ["first", "", "", "first; second", "second", ""]);
    assert_eq!(field(&desk, "r", "agents", "groups")["type"], "string");
    desk.ok(&["replay", "r", "--run", "0", "-q"]);
    desk.ok(&["run", "small.toml", "-o", "none", "-q", "--no-charts", "--replicates", "2"]);
    assert!(!desk.read("none/agents.csv").lines().next().unwrap().contains("groups"), "nobody is in one");
}
