//! `docs/gallery.md`: every chart, drawn from a shipped scenario by the command that stands beside it. `CATCHING_RECORD=1` with this test
//! makes it anew.

use crate::common::Desk;
use catching::output::chart::CHARTS;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A command without what it writes where, and the charts that are taken from it.
const MADE: [(&str, &[&str]); 16] = [
    (
        "run lecture-hall-yawn --replicates 12",
        &["reach", "prevalence", "seat-map", "seat-moments", "raster", "generations"],
    ),
    ("run karate-club-laughter --replicates 6", &["network-map", "community-map", "transmission-tree", "causes"]),
    ("run karate-club-laughter --replicates 12 --events all", &["group-flows"]),
    ("run applause --replicates 200", &["raincloud"]),
    ("run yawn-ladder --replicates 12", &["response-curve"]),
    ("run laugh-track --replicates 8", &["trials", "outcome-by-arm"]),
    ("run applause --replicates 12", &["spaghetti"]),
    ("run three-degrees --replicates 6", &["association"]),
    ("run disconnected-pupil --replicates 2", &["loneliness"]),
    ("run office-gloom --replicates 8", &["mood-over-time", "affect-over-time"]),
    ("run does-a-hug-stop-the-spiral --replicates 6", &["phase-portrait"]),
    ("run face-to-face-vs-feed --replicates 2", &["mood-density"]),
    ("compare lecture-hall-yawn --b ties.closeness=0.9 --replicates 20", &["paired-difference"]),
    ("run lecture-hall-yawn --replicates 2 --seed 2", &["fingerprint"]),
    (
        "sweep lecture-hall-yawn --vary ties.closeness=0.1,0.5,0.9 --vary people.susceptibility=0.5,1,2 --replicates 10",
        &["sweep-line", "small-multiples", "heat-map"],
    ),
    (
        "sweep lecture-hall-yawn --vary ties.closeness=0.1,0.9 --vary people.susceptibility=0.5,2 --design oat --replicates 10",
        &["tornado"],
    ),
];
const DESIGNS: [(&str, &[&str]); 3] = [
    (
        "sweep lecture-hall-yawn --vary ties.closeness=0.1..0.9 --vary people.susceptibility=0.5..2 --vary people.expressiveness=0.2..1 \
         --design lhs --samples 40 --replicates 2",
        &["scatter"],
    ),
    (
        "sweep lecture-hall-yawn --vary ties.closeness=0.1..0.9 --vary people.susceptibility=0.5..2 --design morris \
         --samples 6 --replicates 4",
        &["sensitivity"],
    ),
    ("sweep lecture-hall-yawn --split-variance yawn_reach --samples 16", &["variance-split"]),
];
/// The most that a picture may have, and all together \[bytes\].
const MOST: (usize, usize) = (100_000, 1_000_000);

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

/// A picture without the font that it brings along: what shows it has one, and 36 KB are saved each time.
fn without_font(svg: &str) -> String {
    let (before, rest) = svg.split_once("<style>").unwrap();
    format!("{before}{}", rest.split_once("</style>").unwrap().1)
}

/// The page, and the pictures by name.
fn made() -> (String, BTreeMap<String, String>) {
    let desk = Desk::new();
    let (mut entries, mut pictures) = (BTreeMap::new(), BTreeMap::new());
    for (place, (command, charts)) in MADE.iter().chain(&DESIGNS).enumerate() {
        let folder = format!("out-{place}");
        let mut arguments: Vec<&str> = command.split_whitespace().collect();
        let drawn = charts.join(",");
        if !command.starts_with("compare") {
            arguments.extend(["--chart", &drawn]);
        }
        arguments.extend(["--format", "svg", "-q", "-o", &folder]);
        desk.ok(&arguments);
        for chart in *charts {
            let read = |end: &str| desk.read(&format!("{folder}/figures/{chart}.{end}"));
            let alt = read("alt.txt").replace(['[', ']'], "");
            let (print, shows) = (read("print.md"), CHARTS.iter().find(|known| known.name == *chart).unwrap().shows);
            let mut entry = format!("## {chart}\n\n{}.\n\n", capital(shows));
            let _ = write!(entry, "![{}](gallery/{chart}.svg)\n\n{print}\n", alt.trim());
            let _ = write!(entry, "```sh\ncatching {command} --chart {chart}\n```\n\n");
            entries.insert(
                *chart,
                if command.starts_with("compare") { entry.replace(" --chart paired-difference", "") } else { entry },
            );
            pictures.insert((*chart).to_owned(), without_font(&read("svg")));
        }
    }
    let mut page = "# Every chart\n\nEach is drawn from a shipped scenario by the command below it; the words below a picture are its \
                    caption to print. [figures.md](figures.md) says how to change them. This page is made by \
                    `CATCHING_RECORD=1 cargo test --release --test tests gallery::`.\n\n"
        .to_owned();
    CHARTS.iter().filter_map(|chart| entries.get(chart.name)).for_each(|entry| page += entry);
    (format!("{}\n", page.trim_end()), pictures)
}

fn capital(text: &str) -> String {
    text[..1].to_uppercase() + &text[1..]
}

#[test]
fn the_gallery_shows_every_chart_as_it_is_drawn_now() {
    let (page, pictures) = made();
    let there: BTreeSet<&str> = pictures.keys().map(String::as_str).collect();
    let all: BTreeSet<&str> = CHARTS.iter().map(|chart| chart.name).collect();
    assert_eq!(there, all, "every chart has its picture");
    if std::env::var_os("CATCHING_RECORD").is_some() {
        fs::create_dir_all(docs("gallery")).unwrap();
        fs::write(docs("gallery.md"), &page).unwrap();
        pictures.iter().for_each(|(name, svg)| fs::write(docs(&format!("gallery/{name}.svg")), svg).unwrap());
    }
    assert!(fs::read_to_string(docs("gallery.md")).unwrap() == page, "docs/gallery.md is not what is drawn now");
    for (name, svg) in &pictures {
        let kept = fs::read_to_string(docs(&format!("gallery/{name}.svg"))).unwrap();
        assert!(kept == *svg, "docs/gallery/{name}.svg is not what is drawn now");
        assert!(svg.len() < MOST.0, "{name}: {} bytes", svg.len());
    }
    assert!(pictures.values().map(String::len).sum::<usize>() < MOST.1);
    let files = fs::read_dir(docs("gallery")).unwrap().count();
    assert_eq!(files, pictures.len(), "a picture that nobody shows");
}
