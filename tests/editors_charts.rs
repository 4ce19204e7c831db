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
        assert!(figure.svg.contains(&format!(", at most {largest} in one chain")), "{}", figure.short);
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

/// Eighteen people who applaud: a run of theirs is quickly made up.
fn applause_of(replicates: u32) -> Plan {
    let mut plan = Plan { replicates, spontaneous: 0.02, ..applause() };
    plan.facts.outcomes = vec!["applause_events".into()];
    plan
}

#[test]
fn a_cloud_of_few_runs_is_its_dots_and_one_of_many_holds_them_all() {
    let few = play(&Plan { samples: 31, ..applause_of(20) });
    let figure = draw("raincloud", &few);
    let rows_of =
        |figure: &Figure, arm: &str| rows(figure).into_iter().filter(|row| row["arm"] == arm).collect::<Vec<_>>();
    for arm in ["main", "no_imitation"] {
        assert_eq!(rows_of(&figure, arm).len(), 20);
    }
    assert!(group(&figure.svg, "hill").is_empty() && !figure.svg.contains("<polygon"), "a hill of twenty runs");
    let many = play(&Plan { samples: 31, ..applause_of(60) });
    let figure = draw("raincloud", &many);
    let arm = rows_of(&figure, "main");
    assert_eq!(arm.iter().filter(|row| row["what"] == "dot").count(), 60);
    let of = |what: &str| number(arm.iter().find(|row| row["what"] == what).unwrap(), "value");
    let summary = many.summary(0, "applause_events");
    assert!((of("median") - summary.median.unwrap()).abs() < 1e-8 && of("q05") <= of("q25") && of("q75") <= of("q95"));
}

#[test]
fn a_hill_has_the_area_of_all_runs() {
    let figure = draw("raincloud", &play(&Plan { samples: 31, refractory: 3.0, ..applause_of(60) }));
    let hill: Vec<(f64, f64)> = rows(&figure)
        .iter()
        .filter(|row| row["arm"] == "main" && row["what"] == "hill")
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
    let caught: f64 = rows.iter().map(|row| number(row, "number_caught")).sum();
    let expected: f64 = rows.iter().map(|row| number(row, "number_expected")).sum();
    let first: Vec<u64> = results.runs.ids(0).into_iter().collect();
    let all = results.events.iter().filter(|e| e.source.is_some() && first.contains(&e.run)).count();
    assert!((caught - all as f64).abs() < 1e-9 && (expected - caught).abs() < 1e-6, "{caught} {expected} {all}");
    let own: f64 =
        rows.iter().filter(|row| row["group"] == row["from_group"]).map(|row| number(row, "number_caught")).sum();
    assert!(figure.short.contains(&format!("{own} of {all} smiles")), "{}", figure.short);
    // People of a group are tied to each other, and three runs are few.
    assert!(figure.short.contains("too few runs to tell") && figure.short.contains("3 runs"), "{}", figure.short);
}

#[test]
fn flows_of_one_run_say_that_it_is_one_and_of_many_groups_the_own_is_told_apart() {
    let results = play(&Plan { blocks: (0..200).map(|i| i / 10).collect(), ..lecture(2) });
    let figure = draw("group-flows", &results);
    assert!(figure.short.contains("(one run)") && figure.short.contains("1 of 2 runs, simulated"), "{}", figure.short);
    assert_eq!(rows(&figure).len(), 2);
    assert!(
        figure.svg.contains(">own group<") && figure.svg.contains(">all 20 groups<"),
        "of many only the own is told apart"
    );
}

/// Three runs of a village, whose network has blocks, and a scenario with two groups that are drawn anew in each run.
fn grouped() -> Results {
    let mut results = play(&Plan { blocks: (0..40).map(|i| i % 3).collect(), replicates: 3, ..village(40) });
    for run in results.runs.ids(0) {
        let of = |person: u64| match (person + 7 * run) % 40 {
            0..10 => "low",
            10..12 => "low; new_ones",
            12..20 => "new_ones",
            _ => "",
        };
        results.groups.add(run, (0..40).map(of));
    }
    results
}

#[test]
fn groups_that_the_scenario_names_come_before_those_of_the_network_and_in_each_run_they_are_those_of_the_run() {
    let results = grouped();
    let figure = draw("group-flows", &results);
    let rows = rows(&figure);
    let names: Vec<&str> = rows.iter().step_by(4).map(|row| row["group"].as_str()).collect();
    assert_eq!(names, ["low", "low + new ones", "new ones", "the others"]);
    let first = results.runs.ids(0);
    let own = |run: u64, person: u32| results.groups.of_run(run).unwrap()[person as usize];
    let caught: Vec<_> = results.events.iter().filter(|e| e.source.is_some() && first.contains(&e.run)).collect();
    let within = caught.iter().filter(|e| own(e.run, e.person) == own(e.run, e.source.unwrap())).count();
    let told = format!("{within} of {} smiles", caught.len());
    assert!(figure.short.contains(&told) && figure.short.contains("3 runs"), "{told}: {}", figure.short);
    for text in [&figure.alt, &figure.caption] {
        assert!(text.contains("those that the scenario names"), "{text}");
    }
    assert!(figure.short.contains("the scenario's groups"), "{}", figure.short);
    let map = draw("community-map", &results);
    assert!(map.caption.contains("taken together as the others") && map.svg.contains("The network and the groups"));
    assert!(map.alt.contains("those that the scenario names"), "{}", map.alt);
    // Those who are in no group have no fence; the people of a group have one of their own where others stand between them.
    let fences = group(&map.svg, "fences");
    assert!(fences.matches("<polygon").count() >= 3 && !fences.contains(&WEB.soft.hex()), "{fences:.300}");
}

#[test]
fn runs_of_which_nobody_knows_who_was_in_which_group_are_left_out() {
    let all = grouped();
    let mut results = all.clone();
    results.groups.runs.truncate(1);
    assert!(draw("group-flows", &results).short.contains("1 of 3 runs"));
    // Groups that are the same in all runs are known from one.
    results.facts.fixed_groups = true;
    assert!(draw("group-flows", &results).short.contains("3 runs"));
    // Where nobody is in a group, the network's own are drawn.
    results.groups = all.groups.clone();
    results.groups.names.iter_mut().for_each(String::clear);
    assert!(draw("group-flows", &results).caption.contains("Groups are the network's own."));
}

#[test]
fn a_scenario_with_groups_has_the_same_flows_from_memory_and_from_its_folder() {
    let desk = Desk::new();
    let run = [
        "run",
        "whose-smile-counts",
        "--replicates",
        "2",
        "--chart",
        "group-flows",
        "--chart",
        "community-map",
        "-o",
        "o",
    ];
    desk.catching(&run).assert().success();
    for chart in ["group-flows", "community-map"] {
        let figure = desk.read(&format!("o/figures/{chart}.svg"));
        assert!(figure.contains("eacher") && figure.contains("he others"), "{chart}");
        desk.catching(&["plot", "o", "--chart", chart, "-o", "again"]).assert().success();
        assert_eq!(desk.read(&format!("again/{chart}.svg")), figure, "{chart}");
    }
}

#[test]
fn people_without_groups_have_neither_flows_nor_a_map_of_them() {
    for results in [play(&Plan { replicates: 1, samples: 31, ..club() }), play(&Plan { samples: 31, ..applause_of(2) })]
    {
        assert!(!applies("group-flows", &results) && !applies("community-map", &results));
    }
    // Three circles of the village's ties are found, though nobody names them.
    let village = play(&Plan { replicates: 1, ..village(60) });
    let map = draw("community-map", &village);
    assert!(
        map.caption.contains("made by the ties") && map.caption.contains("networks of pure chance"),
        "{}",
        map.caption
    );
    let of: BTreeMap<String, Vec<usize>> =
        rows(&map).iter().enumerate().fold(BTreeMap::new(), |mut of, (person, row)| {
            of.entry(row["group"].clone()).or_default().push(person % 3);
            of
        });
    let alike: usize =
        of.values().map(|group| (0..3).map(|t| group.iter().filter(|p| **p == t).count()).max().unwrap()).sum();
    assert!(alike >= 50, "{alike} of 60 are with their own: {of:?}");
}

#[test]
fn moments_end_with_everyone_who_ever_did() {
    let results = play(&lecture(1));
    let figure = draw("seat-moments", &results);
    let rows = rows(&figure);
    let moments = rows.len() / 200;
    assert!(rows.len() == moments * 200 && (3..=6).contains(&moments), "{moments} moments");
    let last = &rows[(moments - 1) * 200..];
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
    assert_eq!(arm.len(), 16);
    let share = |window: usize| {
        let curves = results.curves(0, "yawn_prevalence");
        curves.iter().map(|c| c[5 * window..5 * window + 5].iter().map(|v| f64::from(*v)).sum::<f64>()).sum::<f64>()
            / (5 * curves.len()) as f64
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
    for points in 20..30 {
        let figure = draw("scatter", &drawn(points, 0.0));
        flat += usize::from(figure.short.contains("No key is seen to matter beyond chance"));
    }
    assert!(flat >= 8, "of ten designs without any trend {flat} say so");
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

/// A room in which people clap.
fn clapping(verb: &str) -> String {
    let room = SMALL.replace("[expressions.yawn]", &format!("[expressions.clap]\npreset = \"yawn\"\n{verb}"));
    assert!(room.contains("[expressions.clap]"), "{SMALL}");
    room.replace("express = \"yawn\"", "express = \"clap\"")
}

#[test]
fn an_expression_of_ones_own_has_the_verb_that_the_scenario_gives() {
    let desk = Desk::new();
    desk.write("small.toml", clapping("verb = { past = \"clapped\", noun = \"clap\" }"));
    let (told, _) = desk.ok(&["run", "small.toml", "-o", "a", "-j", "1", "--chart", "reach,causes"]);
    let kept = desk.read("a/scenario.toml");
    let forms = "verb = { past = \"clapped\", noun = \"clap\", plural = \"claps\", doing = \"clapping\" }";
    assert!(kept.contains(forms), "{kept}");
    for text in [
        &told,
        &desk.read("a/figures/reach.svg"),
        &desk.read("a/figures/reach.caption.md"),
        &desk.read("a/report.html"),
    ] {
        assert!(text.contains("clapped") && !text.contains("showed “clap”"), "{text:.600}");
    }
    assert!(desk.read("a/figures/causes.svg").contains("claps"));
    desk.ok(&["plot", "a", "--chart", "reach", "--lang", "de", "-o", "de"]);
    assert!(desk.read("de/reach.print.md").contains("„clap“"), "other languages show the name");
    let odd = desk.ok(&["explain", "small.toml"]).0;
    assert!(odd.contains("clapping") || odd.contains("clapped"), "{odd:.1500}");
}

#[test]
fn mistakes_in_a_verb_say_where_they_are_and_what_to_do() {
    let desk = Desk::new();
    for (verb, said) in [
        ("verb = { past = \"clapped\" }", "a verb needs `noun`"),
        ("verb = { past = \"wept\", noun = \"sob\" }", "add doing = "),
        ("verb = { past = \"\", noun = \"clap\" }", "`past` must be a word or a few"),
        ("verb = { past = \"clapped\\nloudly\", noun = \"clap\" }", "in one line"),
        ("verb = { past = \"clapped\", noun = \"clap\", future = \"will clap\" }", "unknown key `future`"),
        ("verb = \"clap\"", "a table"),
    ] {
        desk.write("small.toml", clapping(verb));
        let told = desk.ends(2, &["run", "small.toml", "-o", "a"]).1;
        assert!(told.contains(said) && told.contains("small.toml:"), "{verb}: {told}");
        assert!(!desk.path("a").exists(), "nothing is written");
    }
    desk.write("small.toml", clapping("verb = { past = \"wept\", noun = \"sob\", doing = \"weeping\" }"));
    desk.ok(&["check", "small.toml"]);
    let told = desk.ends(2, &["sweep", "small.toml", "--vary", "expressions.clap.verb.past=a,b", "-o", "a"]).1;
    assert!(told.contains("it changes no outcome"), "{told}");
}

#[test]
fn figures_have_a_language_of_their_own_and_a_chart_another() {
    let desk = Desk::new();
    desk.write("small.toml", format!("{SMALL}[figures]\nlanguage = \"de\"\n[figures.prevalence]\nlanguage = \"fr\"\n"));
    desk.ok(&["run", "small.toml", "-o", "a", "-q", "-j", "1", "--chart", "reach,prevalence"]);
    assert!(desk.read("a/figures/reach.svg").contains("seit Begin"));
    assert!(desk.read("a/figures/prevalence.svg").contains("depuis le début"));
    assert!(desk.read("a/scenario.toml").contains("language = \"de\""));
    desk.write("odd.toml", format!("{SMALL}[figures]\nlanguage = \"klingon\"\n"));
    let told = desk.ends(2, &["run", "odd.toml", "-o", "b"]).1;
    assert!(told.contains("klingon") && told.contains("odd.toml:") && !desk.path("b").exists(), "{told}");
}
