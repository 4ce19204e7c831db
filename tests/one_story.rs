//! One chart, one story: its heading, subtitle, picture, caption to print and text alternative speak of the same runs, of the same
//! stretch of time, with the same statistics, and the shape that is told is the shape that is drawn.

use crate::common::{Desk, SMALL, rows};
use std::collections::BTreeMap;

type Rows = Vec<BTreeMap<String, String>>;

/// A chart with all its texts.
struct Told {
    name: String,
    heading: String,
    /// What of a caption says how many runs it is made of: "6 runs per arm".
    runs: String,
    alt: String,
    record: String,
    svg: String,
    drawn: Rows,
}

fn told(desk: &Desk, folder: &str) -> Vec<Told> {
    let files = desk.files(&format!("{folder}/figures"));
    let names = files.keys().filter_map(|file| file.strip_suffix(".print.md"));
    let read = |name: &str, end: &str| desk.read(&format!("{folder}/figures/{name}.{end}"));
    let one = |name: &str| {
        let print = read(name, "print.md");
        let heading = print.split("**").nth(1).unwrap().to_owned();
        let end =
            print.trim_end().strip_suffix(", simulated; not observed.").unwrap_or_else(|| panic!("{name}: {print}"));
        let runs = end.rsplit_once(". ").or(end.rsplit_once(".** ")).unwrap().1.to_owned();
        let (alt, record, svg) = (read(name, "alt.txt"), read(name, "caption.md"), read(name, "svg"));
        Told { name: format!("{folder}, {name}"), heading, runs, alt, record, svg, drawn: rows(&read(name, "csv")) }
    };
    names.map(one).collect()
}

/// The first number of a text; words for one.
fn first_number(text: &str) -> Option<f64> {
    if text.starts_with("One ") || text.starts_with("one ") {
        return Some(1.0);
    }
    let digits: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The ends of the first interval that a text tells.
fn interval(text: &str) -> Option<(f64, f64)> {
    let (_, rest) = text.split_once("interval ")?;
    let number = |word: &str| {
        let word = word.replace('−', "-").replace('\u{202f}', "");
        word.trim_matches(|c: char| !c.is_ascii_digit() && c != '-').trim_end_matches('.').parse::<f64>().ok()
    };
    let mut words = rest.split_whitespace();
    let (low, to, high) = (words.next()?, words.next()?, words.next()?);
    (to == "to").then(|| Some((number(low)?, number(high)?)))?
}

/// Holds every chart of a folder against itself.
pub(crate) fn check(desk: &Desk, folder: &str) {
    let manifest: serde_json::Value = serde_json::from_str(&desk.read(&format!("{folder}/manifest.json"))).unwrap();
    let is_arm = |point: &&serde_json::Value| point["null"] != true;
    let arms = manifest["points"].as_array().unwrap().iter().filter(is_arm).count();
    let charts = told(desk, folder);
    assert!(!charts.is_empty(), "{folder}");
    for chart in charts {
        says_its_runs(&chart, arms);
        marks_what_it_speaks_of(&chart);
        uses_one_statistic(&chart);
        tells_the_shape_that_is_drawn(&chart);
    }
}

fn says_its_runs(chart: &Told, arms: usize) {
    let Told { name, runs, alt, drawn, record, .. } = chart;
    let counted = drawn.iter().filter_map(|row| row.get("runs")?.parse::<f64>().ok()).fold(0.0, f64::max);
    if counted > 0.0 {
        assert_eq!(first_number(runs), Some(counted), "{name}: “{runs}” over a picture of {counted} runs");
    }
    let of_one_run = ["raster", "network-map", "seat-map"].iter().any(|one| name.ends_with(one));
    if of_one_run {
        assert!(runs.starts_with("One run"), "{name}: {runs}");
        assert_eq!(runs.contains('“'), arms > 1, "{name}: {runs}");
        assert!(record.contains(", replicate "), "{name} does not say which run it shows: {record}");
    }
    let lower = runs.replacen("One", "one", 1);
    assert!(alt.contains(&lower), "{name}: “{runs}” in print, and\n{alt}");
}

fn marks_what_it_speaks_of(chart: &Told) {
    let Told { name, heading, svg, record, .. } = chart;
    if !name.ends_with("prevalence") {
        return;
    }
    for (words, mark, said) in [
        ("second half", "second-half", "shaded: the second half"),
        ("at once at most", "peaks", "rings: the highest moment"),
    ] {
        let (speaks, marked) = (heading.contains(words), svg.contains(&format!("prevalence.{mark}")));
        assert_eq!(speaks, marked, "{name}: {heading}");
        let subtitle = svg.replace("</text>", " ");
        let first = said.split(':').next().unwrap();
        assert!(!speaks || subtitle.contains(first), "{name}: the subtitle does not say what is {first}");
        assert!(!speaks || record.contains("heading has"), "{name}: {record}");
    }
}

fn uses_one_statistic(chart: &Told) {
    let Told { name, heading, alt, .. } = chart;
    if let Some((low, high)) = interval(alt) {
        let (unseen, adjusted) = (heading.contains("no difference seen"), alt.contains("Adjusted for"));
        assert!(!unseen || adjusted || low <= 0.0 && high >= 0.0, "{name}: “{heading}” above {low} to {high}:\n{alt}");
        let seen = heading.contains(" with “") && heading.matches('“').count() > 1;
        assert!(!seen || low >= 0.0 || high <= 0.0, "{name}: “{heading}” above {low} to {high}:\n{alt}");
    }
}

fn tells_the_shape_that_is_drawn(chart: &Told) {
    let Told { name, alt, drawn, .. } = chart;
    let over_time =
        ["prevalence", "reach", "mood-over-time", "affect-over-time"].iter().any(|kind| name.ends_with(kind));
    if !over_time {
        return;
    }
    let column = if drawn[0].contains_key("median") { "median" } else { "mean" };
    // Of the group that is told of, and of the first arm.
    let group = drawn
        .iter()
        .filter_map(|row| row.get("group"))
        .find(|group| alt.contains(&format!("({})", group.replace('_', " "))));
    let mine = |row: &&BTreeMap<String, String>| {
        let first = drawn.iter().map(|row| &row["arm"]).find(|arm| !arm.starts_with("no_imitation")).unwrap();
        let expression = drawn[0].get("expression");
        row["arm"] == *first && (group.is_none() || row.get("group") == group) && row.get("expression") == expression
    };
    let curve: Vec<f64> = drawn.iter().filter(mine).map(|row| row[column].parse().unwrap()).collect();
    let (low, high) = curve.iter().fold((f64::MAX, f64::MIN), |b, v| (b.0.min(*v), b.1.max(*v)));
    let (first, last, range) = (curve[0], curve[curve.len() - 1], high - low);
    let says = |words: &[&str]| words.iter().any(|words| alt.contains(words));
    let near = 0.4 * range;
    if says(&[" rises fast, then", " rises and levels", " rises to the end", " and rises late"]) {
        assert!(last - first >= near && high - last <= near, "{name}: {first} to {last}: {alt}");
    }
    if says(&[" falls fast, then", " falls and levels", " falls to the end", " and falls late"]) {
        assert!(first - last >= near && last - low <= near, "{name}: {first} to {last}: {alt}");
    }
    if says(&[" falls again", " falls back part", " falls further"]) {
        assert!(high - first > 0.1 * range && high - last > 0.1 * range, "{name}: {first}, {high}, {last}: {alt}");
    }
    if says(&[" stays flat"]) {
        assert!(range <= 1e-6, "{name}: {range}: {alt}");
    }
}

const ARMS: &str = "\n[[arms]]\nname = \"strangers\"\n[[arms]]\nname = \"friends\"\nset = { \"ties.closeness\" = 0.9 }\n\
    [[arms]]\nname = \"kin\"\nset = { \"ties.closeness\" = 0.95 }\n";

#[test]
fn charts_of_arms_and_of_sweeps_tell_one_story() {
    let desk = Desk::new();
    desk.write("arms.toml", format!("{SMALL}{ARMS}"));
    for events in ["first", "all"] {
        desk.ok(&["run", "arms.toml", "--events", events, "--replicates", "7", "-o", events, "-q"]);
        desk.ok(&[
            "plot",
            events,
            "--chart",
            "generations,raster,causes,reach,prevalence,outcome-by-arm,histogram",
            "-q",
        ]);
        check(&desk, events);
    }
    assert!(desk.read("first/figures/generations.print.md").contains("1 of 7 runs per arm, simulated"));
    assert!(desk.read("all/figures/generations.print.md").contains(". 7 runs per arm, simulated"));
}

#[test]
fn a_design_says_all_its_runs_in_print_and_in_the_text_alternative() {
    let desk = Desk::with_small();
    let designs: [(&[&str], &str); 4] = [
        (&["--vary", "ties.closeness=0..0.8/3", "--replicates", "4"], "sweep-line"),
        (
            &["--vary", "ties.closeness=0..0.8", "--vary", "network.n=6..12", "--design", "sobol", "--samples", "4"],
            "sensitivity",
        ),
        (
            &["--vary", "ties.closeness=0..0.8", "--vary", "network.n=6..12", "--design", "morris", "--samples", "4"],
            "sensitivity",
        ),
        (&["--split-variance", "yawn_reach", "--samples", "8"], "variance-split"),
    ];
    for (number, (design, chart)) in designs.into_iter().enumerate() {
        let folder = format!("d{number}");
        desk.ok(&[&["sweep", "small.toml", "-q", "-o", &folder][..], design].concat());
        let all =
            rows(&desk.read(&format!("{folder}/runs.csv"))).iter().filter(|row| row["arm"] != "no_imitation").count();
        let words = format!("{all} runs");
        let read = |end: &str| desk.read(&format!("{folder}/figures/{chart}.{end}"));
        assert!(read("print.md").contains(&format!(" {words}, simulated")), "{chart}: {}", read("print.md"));
        assert!(read("alt.txt").contains(&words), "{chart}: {}", read("alt.txt"));
    }
}

/// A cheer that nobody ends within the run.
#[test]
fn what_the_end_of_a_run_cut_off_is_said_wherever_it_is_told_how_long_it_lasted() {
    let desk = Desk::new();
    let long = SMALL.replace("duration = \"2 min\"", "duration = \"20 s\"").replace(
        "spontaneous_rate = \"2 /min\"",
        "spontaneous_rate = \"10 /min\"\nduration = \"5 min\"\n[measure]\nlasting = [\"yawn\"]",
    );
    let long = format!("outcomes = [\"yawn_lasting\"]\n{}", long.trim_start());
    desk.write("long.toml", format!("{long}{ARMS}"));
    desk.ok(&["run", "long.toml", "-o", "r", "-q"]);
    let heading = desk.read("r/figures/outcome-by-arm.print.md");
    assert!(heading.contains("at least"), "{heading}");
    let record = desk.read("r/figures/outcome-by-arm.caption.md");
    assert!(record.contains("still going on in 6 of 6 runs of “strangers”"), "{record}");
    desk.ok(&["lesson", "long.toml", "-o", "l", "-q"]);
    assert!(desk.read("l/teacher.html").contains("still going on in"));
    let b = ["--b", "ties.closeness=0.9", "--replicates", "8", "-o", "c", "--outcome", "yawn_lasting"];
    desk.write("one.toml", long);
    let (said, _) = desk.ok(&[&["compare", "one.toml"][..], &b].concat());
    assert!(said.contains("When the simulation stopped it was still going on"), "{said}");
}
