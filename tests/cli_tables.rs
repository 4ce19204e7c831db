//! The tables: the columns that were promised, the same bytes whatever the threads.

use crate::common::{Desk, SMALL};

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn header(text: &str) -> &str {
    text.lines().next().unwrap()
}

#[test]
fn tables_have_the_columns_that_were_promised() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-q", "--no-charts"]);
    let table = |name: &str| desk.read(&format!("output/small/{name}.csv"));
    assert_eq!(
        header(&table("runs")),
        "run_id,point,arm,replicate,seed,status,yawn_prevalence,yawn_prevalence_late,yawn_events,yawn_reach,\
         yawn_peak,yawn_time_to_peak,yawn_time_to_half,yawn_imitated_share,yawn_survived"
    );
    assert_eq!(header(&table("series")), "run_id,time,yawn_prevalence,yawn_reach,yawn_events,yawn_imitated");
    assert_eq!(
        header(&table("summary")),
        "point,arm,metric,n,mean,sd,se,ci_low,ci_high,ci_level,q10,median,q90,interval"
    );
    assert_eq!(header(&table("events")), "run_id,time,agent,expression,cause,source,latency,duration");
    assert!(header(&table("agents")).starts_with("run_id,agent,block,x,y,degree,susceptibility,"));
    assert_eq!(header(&table("ties")), "run_id,viewer,seen,kind,closeness,visibility");
}

#[test]
fn runs_are_in_order_and_arms_share_their_seeds() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-q", "--no-charts", "-j", "3"]);
    let runs = rows(&desk.read("output/small/runs.csv"));
    let ids: Vec<String> = runs.iter().map(|r| r[0].clone()).collect();
    assert_eq!(ids, (0..12).map(|i| i.to_string()).collect::<Vec<_>>());
    for replicate in 0..6 {
        let (main, null) = (&runs[replicate], &runs[replicate + 6]);
        assert_eq!((main[2].as_str(), null[2].as_str()), ("main", "no_imitation"));
        assert_eq!((&main[3], &main[4]), (&null[3], &null[4]));
        assert_eq!(null[13], "0", "nobody imitates in the null run");
    }
}

#[test]
fn details_are_kept_of_the_runs_that_were_asked_for() {
    let desk = Desk::with_small();
    let ids = |folder: &str, table: &str| {
        let mut ids: Vec<String> =
            rows(&desk.read(&format!("{folder}/{table}.csv"))).into_iter().map(|r| r[0].clone()).collect();
        ids.dedup();
        ids.len()
    };
    desk.ok(&["run", "small.toml", "-q", "--no-charts", "-o", "first"]);
    assert_eq!([ids("first", "events"), ids("first", "agents"), ids("first", "ties")], [2, 1, 1]);
    desk.ok(&["run", "small.toml", "-q", "--no-charts", "-o", "all", "--events", "all", "--agents", "all"]);
    assert_eq!([ids("all", "events"), ids("all", "agents"), ids("all", "ties")], [12, 12, 12]);
    desk.ok(&["run", "small.toml", "-q", "--no-charts", "-o", "none", "--events", "none", "--agents", "none"]);
    assert_eq!([ids("none", "events"), ids("none", "agents"), ids("none", "ties")], [0, 0, 0]);
    assert_eq!(desk.read("all/runs.csv"), desk.read("none/runs.csv"), "details change nothing");
}

#[test]
fn more_details_of_the_same_scenario_need_no_force() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-q", "--no-charts"]);
    let before = desk.tables("output/small");
    desk.ok(&["run", "small.toml", "-q", "--no-charts", "--events", "all"]);
    let after = desk.tables("output/small");
    assert!(after["events.csv"].len() > before["events.csv"].len());
    assert!(after["runs.csv"] == before["runs.csv"] && after["ties.csv"] == before["ties.csv"]);
}

#[test]
fn bytes_do_not_depend_on_threads() {
    let desk = Desk::new();
    // A random network, so that sharing networks between threads is tried, too.
    let random =
        SMALL.replace("generator = \"complete\"\nn = 12", "generator = \"erdos_renyi\"\nn = 30\nmean_degree = 6");
    desk.write("random.toml", random.replace("replicates = 6", "replicates = 9"));
    desk.ok(&["run", "random.toml", "-q", "-o", "1", "-j", "1", "--events", "all", "--agents", "all"]);
    let (tables, figures) = (desk.tables("1"), desk.files("1/figures"));
    assert_eq!(tables.len(), 7);
    for threads in ["2", "4"] {
        desk.ok(&["run", "random.toml", "-q", "-o", threads, "-j", threads, "--events", "all", "--agents", "all"]);
        assert!(desk.tables(threads) == tables, "tables on {threads} threads");
        assert!(desk.files(&format!("{threads}/figures")) == figures, "charts on {threads} threads");
    }
}

#[test]
fn the_resolved_scenario_gives_the_same_bytes() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-q", "-o", "a", "--seed", "7", "--set", "ties.closeness=0.5", "--no-charts"]);
    desk.ok(&["run", "a/scenario.toml", "-q", "-o", "b", "--no-charts"]);
    assert!(desk.tables("a") == desk.tables("b"));
}

#[test]
fn network_files_are_kept_with_the_results() {
    let desk = Desk::new();
    desk.write("networks/pair.edges", "Ana Ben\nBen Cem\nCem Ana\n");
    desk.write(
        "room/pairs.toml",
        SMALL.replace("generator = \"complete\"\nn = 12", "file = \"../networks/pair.edges\""),
    );
    desk.ok(&["run", "room/pairs.toml", "-q", "-o", "a", "--no-charts"]);
    assert_eq!(desk.read("a/inputs/networks/pair.edges"), desk.read("networks/pair.edges"));
    let manifest: serde_json::Value = serde_json::from_str(&desk.read("a/manifest.json")).unwrap();
    assert_eq!(manifest["inputs"][0]["file"], "../networks/pair.edges");
    assert!(desk.read("a/agents.csv").contains("\n0,Cem,"));
    std::fs::remove_dir_all(desk.path("networks")).unwrap();
    desk.ok(&["run", "a/scenario.toml", "-q", "-o", "b", "--no-charts"]);
    assert!(desk.tables("a") == desk.tables("b"));
    desk.write("small.toml", SMALL);
    desk.ok(&["run", "small.toml", "-q", "-o", "a", "--no-charts", "--force"]);
    assert!(!desk.path("a/inputs").exists(), "inputs of replaced results stay");
}

#[test]
fn a_changed_network_file_is_another_experiment() {
    let desk = Desk::new();
    desk.write("pair.edges", "Ana Ben\n");
    desk.write("pair.toml", SMALL.replace("generator = \"complete\"\nn = 12", "file = \"pair.edges\""));
    desk.ok(&["run", "pair.toml", "-q", "--no-charts"]);
    desk.write("pair.edges", "Ana Ben\nBen Cem\n");
    let (_, err) = desk.ends(2, &["run", "pair.toml"]);
    assert!(err.contains("other input files"), "{err}");
}

#[test]
fn the_manifest_tells_where_the_results_come_from() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-q", "--no-charts"]);
    let manifest: serde_json::Value = serde_json::from_str(&desk.read("output/small/manifest.json")).unwrap();
    for key in ["version", "host", "rng", "command", "seed", "runs", "started", "finished", "inputs", "points"] {
        assert!(!manifest[key].is_null(), "{key}");
    }
    use sha2::Digest;
    let hash = sha2::Sha256::digest(desk.read("output/small/scenario.toml"));
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(manifest["scenario"]["sha256"], hex.as_str());
    let count = |table: &str| rows(&desk.read(&format!("output/small/{table}.csv"))).len();
    for table in ["runs", "series", "summary", "events", "agents", "ties"] {
        assert_eq!(manifest["rows"][table], count(table), "{table}");
    }
}

#[test]
fn times_are_told_in_the_unit_of_the_scenario() {
    let desk = Desk::new();
    desk.write("min.toml", SMALL.replace("title", "time_unit = \"min\"\ntitle"));
    desk.ok(&["run", "min.toml", "-q", "--no-charts"]);
    let series = rows(&desk.read("output/min/series.csv"));
    let last = series.iter().rfind(|r| r[0] == "0").unwrap();
    assert_eq!(last[1], "2");
}
