//! Trees, clouds, flows, moments, portraits and scatter: what is drawn is what there is, and nothing is said that the runs do not show.

use crate::chart_samples::*;
use crate::common::{Desk, SMALL};
use catching::output::chart::theme::WEB;
use catching::output::chart::{CHARTS, Figure, Look, Results, figure};
use std::collections::BTreeMap;

fn draw(name: &str, results: &Results) -> Figure {
    let chart = CHARTS.iter().find(|c| c.name == name).unwrap();
    assert!((chart.applies)(results), "{name} needs {}", chart.needs);
    figure(chart, results, &Look::of(&WEB))
}

fn applies(name: &str, results: &Results) -> bool {
    (CHARTS.iter().find(|c| c.name == name).unwrap().applies)(results)
}

/// The rows of a chart's table, each by the names of its columns.
fn rows(figure: &Figure) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(figure.table.csv().as_bytes());
    let heads = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| heads.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or(f64::NAN)
}

/// A group of an SVG.
fn group<'a>(svg: &'a str, name: &str) -> &'a str {
    let Some(rest) = svg.split(&format!("<g class=\"{name}\"")).nth(1) else { return "" };
    rest.split("</g>").next().unwrap()
}

#[test]
fn a_tree_draws_each_expression_once_or_says_that_it_does_not() {
    for plan in [Plan { replicates: 2, ..village(40) }, lecture(1), Plan { replicates: 1, ..club() }] {
        let results = play(&plan);
        let figure = draw("transmission-tree", &results);
        let rows = rows(&figure);
        let run = results.shown_run().unwrap().id;
        assert_eq!(rows.len(), results.events_of(run).count());
        let drawn: Vec<_> = rows.iter().filter(|row| row["drawn"] == "yes").collect();
        // Each is a disc or a ring, with a ground or an edge.
        assert_eq!(group(&figure.svg, "expressions").matches("<circle").count(), 2 * drawn.len());
        assert_eq!(figure.svg.contains("Not drawn:"), drawn.len() < rows.len(), "{:.400}", figure.caption);
        for row in rows.iter().filter(|row| !row["caught_from_link"].is_empty()) {
            let parent = &rows[number(row, "caught_from_link") as usize];
            assert!(number(parent, "descendants") > number(row, "descendants"));
            assert!(row["drawn"] == "no" || parent["drawn"] == "yes", "no branch begins in the air");
        }
        let largest = rows.iter().map(|row| number(row, "descendants")).fold(0.0, f64::max);
        assert!(figure.svg.contains(&format!(", {largest} in one chain")), "{}", figure.short);
    }
}

#[test]
fn grey_print_tells_what_was_caught_in_a_tree_by_its_shape() {
    let figure = draw("transmission-tree", &play(&Plan { replicates: 1, ..village(40) }));
    let rows = rows(&figure);
    let own = rows.iter().filter(|row| row["drawn"] == "yes" && row["cause"] != "imitated").count();
    let marks = group(&figure.svg, "expressions");
    // A ring has the ground of the sheet within it.
    assert!(own > 0);
    assert_eq!(marks.matches("fill=\"#ffffff\"").count(), own, "{marks:.600}");
}

#[test]
fn a_cloud_of_few_runs_is_its_dots_and_one_of_many_holds_them_all() {
    let few = play(&Plan { replicates: 20, samples: 31, ..lecture(20) });
    let figure = draw("raincloud", &few);
    let rows_of = |figure: &Figure, arm: &str| rows(figure).into_iter().filter(|row| row["arm"] == arm).collect::<Vec<_>>();
    for arm in ["main", "no_imitation"] {
        assert_eq!(rows_of(&figure, arm).len(), 20);
    }
    assert!(group(&figure.svg, "hill").is_empty() && !figure.svg.contains("<polygon"), "a hill of twenty runs");
    let many = play(&Plan { samples: 31, ..groups() });
    let figure = draw("raincloud", &many);
    let arm = rows_of(&figure, "5");
    let sample = many.sample(3, "laugh_reach");
    let mut values = sample.values();
    values.sort_by(f64::total_cmp);
    assert_eq!(arm.iter().filter(|row| row["what"] == "dot").count(), values.len());
    let of = |what: &str| number(arm.iter().find(|row| row["what"] == what).unwrap(), "value");
    let summary = many.summary(3, "laugh_reach");
    assert!((of("median") - summary.median.unwrap()).abs() < 1e-8 && of("q05") <= of("q25") && of("q75") <= of("q95"));
}

#[test]
fn a_hill_has_the_area_of_all_runs() {
    let mut results = play(&Plan { samples: 31, ..groups() });
    results.facts.outcomes = vec!["laugh_events".into()];
    let figure = draw("raincloud", &results);
    let hill: Vec<(f64, f64)> = rows(&figure)
        .iter()
        .filter(|row| row["arm"] == "8" && row["what"] == "hill")
        .map(|row| (number(row, "value"), number(row, "height")))
        .collect();
    let area: f64 = hill.windows(2).map(|two| (two[1].0 - two[0].0) * f64::midpoint(two[0].1, two[1].1)).sum();
    assert!((area - 1.0).abs() < 0.02, "{area}");
}

#[test]
fn flows_add_up_to_what_was_caught_and_to_what_is_expected() {
    let plan = Plan { blocks: (0..40).map(|i| i % 3).collect(), replicates: 3, ..village(40) };
    let results = play(&plan);
    let figure = draw("group-flows", &results);
    let rows = rows(&figure);
    assert_eq!(rows.len(), 9);
    let caught: f64 = rows.iter().map(|row| number(row, "caught")).sum();
    let expected: f64 = rows.iter().map(|row| number(row, "expected")).sum();
    let first: Vec<u64> = results.runs.ids(0).into_iter().collect();
    let all = results.events.iter().filter(|e| e.source.is_some() && first.contains(&e.run)).count();
    assert!((caught - all as f64).abs() < 1e-9 && (expected - caught).abs() < 1e-6, "{caught} {expected} {all}");
    let own: f64 = rows.iter().filter(|row| row["group"] == row["from_group"]).map(|row| number(row, "caught")).sum();
    assert!(figure.short.contains(&format!("{own} of {all} smiles")), "{}", figure.short);
    // People of a group are tied to each other, and three runs are few.
    assert!(figure.short.contains("too few runs to tell") && figure.short.contains("3 runs"), "{}", figure.short);
}

#[test]
fn flows_of_one_run_say_that_it_is_one_and_small_groups_of_many_are_put_together() {
    let results = play(&Plan { blocks: (0..200).map(|i| i / 10).collect(), ..lecture(2) });
    let figure = draw("group-flows", &results);
    assert!(figure.short.contains("(one run)") && figure.short.contains("One run, simulated"), "{}", figure.short);
    assert_eq!(rows(&figure).len(), 64);
    assert!(figure.svg.contains("13 others"), "the rest is named");
}

#[test]
fn people_without_groups_have_neither_flows_nor_a_map_of_them() {
    for results in [play(&Plan { replicates: 2, ..club() }), play(&applause())] {
        assert!(!applies("group-flows", &results) && !applies("community-map", &results));
    }
    // Three circles of the village's ties are found, though nobody names them.
    let village = play(&Plan { replicates: 1, ..village(60) });
    let map = draw("community-map", &village);
    assert!(map.caption.contains("made by the ties") && map.caption.contains("networks of pure chance"), "{}", map.caption);
    let of: BTreeMap<String, Vec<usize>> =
        rows(&map).iter().enumerate().fold(BTreeMap::new(), |mut of, (person, row)| {
            of.entry(row["group"].clone()).or_default().push(person % 3);
            of
        });
    let alike: usize = of.values().map(|group| (0..3).map(|t| group.iter().filter(|p| **p == t).count()).max().unwrap()).sum();
    assert!(alike >= 50, "{alike} of 60 are with their own: {of:?}");
}

#[test]
fn moments_end_with_everyone_who_ever_did() {
    let results = play(&lecture(1));
    let figure = draw("seat-moments", &results);
    let rows = rows(&figure);
    assert_eq!(rows.len(), 6 * 200);
    let last = &rows[1000..];
    let ever = last.iter().filter(|row| row["state"] != "not yet").count();
    let reached = results.people.iter().filter(|p| p.first[0].is_some()).count();
    assert_eq!(ever, reached);
    let since = rows.iter().filter(|row| row["state"].starts_with("since")).count();
    assert_eq!(since, reached, "everyone is new once");
    assert!(figure.svg.contains(&format!(": {reached}</text>")));
}

#[test]
fn a_portrait_is_the_mean_of_the_runs_within_windows() {
    let results = feeling(play(&Plan { samples: 80, replicates: 4, ..lecture(4) }));
    let figure = draw("phase-portrait", &results);
    let rows = rows(&figure);
    let arm: Vec<_> = rows.iter().filter(|row| row["arm"] == "main").collect();
    assert_eq!(arm.len(), 40);
    let share = |window: usize| {
        let curves = results.curves(0, "yawn_prevalence");
        curves.iter().map(|c| f64::from(c[2 * window]) + f64::from(c[2 * window + 1])).sum::<f64>() / (2 * curves.len()) as f64
    };
    for (window, row) in arm.iter().enumerate() {
        assert!((number(row, "share") - share(window)).abs() < 1e-7, "window {window}");
    }
    assert!(rows.iter().any(|row| row["arm"] == "no_imitation"), "the run without imitation is there");
    assert!(figure.caption.contains("does not say which moves the other"));
}

#[test]
fn a_scatter_names_the_key_that_matters_and_none_where_none_does() {
    let steep = draw("scatter", &drawn(40, 0.4));
    assert!(steep.short.contains("closeness moves it most"), "{}", steep.short);
    assert_eq!(rows(&steep).len(), 120);
    let mut flat = 0;
    for points in 20..40 {
        let figure = draw("scatter", &drawn(points, 0.0));
        flat += usize::from(figure.short.contains("No key is seen to matter beyond chance"));
    }
    assert!(flat >= 17, "of twenty designs without any trend {flat} say so");
    assert!(!applies("scatter", &drawn(3, 0.4)));
}

#[test]
fn a_chart_is_found_by_the_name_that_it_had() {
    let desk = Desk::new();
    desk.write("small.toml", format!("{SMALL}[figures.histogram]\ntitle = \"Run by run\"\n"));
    desk.ok(&["run", "small.toml", "-o", "a", "-q", "-j", "1", "--chart", "histogram"]);
    assert!(desk.read("a/figures/raincloud.svg").contains(">Run by run<"));
    assert!(desk.read("a/scenario.toml").contains("[figures.raincloud]"), "it is kept by the name that it has now");
}
