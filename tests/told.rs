//! What terminal, report, captions and text alternatives say of the runs: no more than these show, and the same everywhere.

use crate::common::{Desk, SMALL};
use std::collections::BTreeMap;

type Row = BTreeMap<String, String>;

/// The rows of a table as (column → field).
fn rows(desk: &Desk, path: &str) -> Vec<Row> {
    let text = desk.read(path);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| names.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// A page without its tags.
fn plain(page: &str) -> String {
    let mut inside = false;
    let keep = |c: char| {
        inside = c == '<' || inside && c != '>';
        !inside && c != '>'
    };
    page.chars()
        .filter({
            let mut keep = keep;
            move |c| keep(*c)
        })
        .collect()
}

#[test]
fn what_there_is_to_notice_is_marked_where_other_values_were_run() {
    let desk = Desk::new();
    let hall = ["run", "lecture-hall-yawn", "--replicates", "2", "--charts", "reach", "--format", "svg"];
    let (told, _) = desk.ok(&[&hall[..], &["--set", "ties.closeness=0.60", "-o", "friends"]].concat());
    assert!(
        told.contains("Next") && told.contains("--set ties.closeness=0.60 --set expressions.yawn.attention=4"),
        "{told}"
    );
    let page = plain(&desk.read("friends/report.html"));
    let marked = "Other values were run here (ties.closeness=0.60)";
    assert!(
        page.contains(marked) && !desk.read("friends/report.html").contains("<li>Make everybody friends"),
        "{page}"
    );
    // The scenario of that folder holds no trace of the command, and still is not the one that ships.
    desk.ok(&["run", "friends/scenario.toml", "--charts", "reach", "--format", "svg", "-q", "-o", "again"]);
    assert!(plain(&desk.read("again/report.html")).contains("Other values were run here"));
    desk.ok(&[&hall[..], &["--seed", "7", "-q", "-o", "shipped"]].concat());
    let page = plain(&desk.read("shipped/report.html"));
    assert!(
        !page.contains("Other values were run here")
            && desk.read("shipped/report.html").contains("<li>Make everybody friends")
    );
}

#[test]
fn a_proposal_takes_the_place_of_what_was_changed_there() {
    let desk = Desk::new();
    let hall = ["run", "lecture-hall-yawn", "--replicates", "1", "--set", "duration='60 s'", "--no-charts", "-o", "a"];
    let (told, _) = desk.ok(&[&hall[..], &["--set", "ties.closeness=0.2"]].concat());
    assert!(told.contains("--set ties.closeness=0.6 ") && !told.contains("closeness=0.2 "), "{told}");
}

#[test]
fn smiles_between_the_moments_sampled_are_not_called_none() {
    let desk = Desk::new();
    let (told, _) = desk.ok(&["run", "smile-yourself-happy", "--charts", "prevalence", "--format", "svg", "-o", "a"]);
    assert!(told.contains("all smiles fell between them. Over the second half as many as 50\u{a0}% were"), "{told}");
    assert!(told.contains("That is the one person, who smiled because") && !told.contains("1 people"), "{told}");
    let alt = desk.read("a/figures/prevalence.caption.md");
    assert!(alt.contains("all smiles fell between them") && !alt.contains("in any run"), "{alt}");
}

#[test]
fn a_comparison_over_some_of_the_pairs_says_over_which() {
    let desk = Desk::new();
    let rare = SMALL.replace("\"2 /min\"", "\"0.25 /min\"").replace("replicates = 6", "replicates = 20");
    desk.write("rare.toml", rare);
    let other = "expressions.yawn.spontaneous_rate=0.35 /min";
    let outcome = ["--outcome", "yawn_time_to_half", "--format", "svg", "-o", "c"];
    let (told, _) = desk.ok(&[&["compare", "rare.toml", "--b", other][..], &outcome].concat());
    let table = rows(&desk, "c/comparison.csv");
    let row = table.iter().find(|row| row["metric"] == "yawn_time_to_half").unwrap();
    let (n, left) = (&row["n"], [&row["no_partner_a"], &row["no_partner_b"]]);
    assert!(n != "20" && n != "0" && left.iter().any(|n| *n != "0"), "{row:?}");
    assert!(told.contains(&format!("({n} pairs)")) && told.contains("in these do both have the outcome"), "{told}");
    assert!(told.contains("Only pairs of runs that both have this outcome count."), "{told}");
    let page = plain(&desk.read("c/report.html"));
    assert!(page.contains(&format!("{n} pairs")) && page.contains("only the pairs in which both have it"), "{page}");
    let caption = desk.read("c/figures/paired-difference.caption.md");
    assert!(caption.contains(&format!("over {n} pairs")) && caption.contains("Only pairs of runs"), "{caption}");
    assert!(desk.read("c/figures/paired-difference.svg").contains("in which both have it"));
    // The p-value that a finding goes by stands beside the other, and every picture is named.
    assert!(told.contains("p (adjusted)") && told.contains("Holm, in brackets"), "{told}");
    assert!(told.contains("c/figures: ") && told.contains("reach") && told.contains("paired-difference"), "{told}");
}

#[test]
fn what_was_caught_from_nobody_who_can_be_named_was_caught() {
    let desk = Desk::new();
    let commute = ["run", "commute-smile", "--replicates", "2", "--charts", "network-map", "--format", "svg", "-q"];
    desk.ok(&[&commute[..], &["-o", "a"]].concat());
    let mut first: BTreeMap<String, Row> = BTreeMap::new();
    for event in rows(&desk, "a/events.csv").into_iter().filter(|event| event["run_id"] == "0") {
        first.entry(event["agent"].clone()).or_insert(event);
    }
    let caught: Vec<&Row> = first.values().filter(|event| event["cause"] == "imitated").collect();
    let unnamed: Vec<&&Row> = caught.iter().filter(|event| event["source"].is_empty()).collect();
    assert!(!unnamed.is_empty(), "the scenario has some: people meet for five seconds");
    let caption = desk.read("a/figures/network-map.caption.md");
    let said = format!("{} caught their first one; for {} of them no source can be named", caught.len(), unnamed.len());
    assert!(caption.contains(&said) && caption.contains("out of view by the time of the impulse"), "{said}: {caption}");
    let (why, _) = desk.ok(&["why", "a", "--run", "0", "--agent", &unnamed[0]["agent"]]);
    assert!(
        why.contains("from whom cannot be told") && why.contains("out of view by the time of the impulse"),
        "{why}"
    );
    assert!(!why.contains("Nobody had a part in it"), "{why}");
    assert!(desk.read("a/datapackage.json").contains("was out of view by the time of the impulse"));
}

#[test]
fn a_mean_has_the_digits_of_its_caption_and_other_sizes_are_named() {
    let desk = Desk::new();
    let group = ["run", "group-of-two-to-eight", "--replicates", "8", "--charts", "outcome-by-arm", "--format", "svg"];
    let (told, _) = desk.ok(&[&group[..], &["-o", "a"]].concat());
    let (caption, svg) = (desk.read("a/figures/outcome-by-arm.caption.md"), desk.read("a/figures/outcome-by-arm.svg"));
    for arm in ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Eight, tiring"] {
        let rest = caption.split(&format!(" {arm}: mean ")).nth(1).unwrap_or_else(|| panic!("{arm}: {caption}"));
        let mean = rest.split([',', ' ']).next().unwrap().trim_end_matches('.');
        assert!(svg.contains(&format!(">{mean}<")), "{arm}: {mean}");
    }
    for said in [&told, &caption] {
        assert!(said.contains("one of the people of each arm") && !said.contains("the 2 people"), "{said}");
    }
    assert!(told.contains("no imitation, 8 people") && svg.contains("no imitation, 8"), "{told}");
    assert!(caption.contains("before an arm changes it (8 people)"), "{caption}");
}

#[test]
fn one_run_shows_a_trend_only_where_its_listeners_are_independent() {
    let desk = Desk::new();
    let draw = |scenario: &str| {
        let run =
            ["run", scenario, "--replicates", "1", "--charts", "trials", "--format", "svg", "-q", "-o", "a", "--force"];
        desk.ok(&run);
        (desk.read("a/figures/trials.caption.md"), desk.read("a/figures/trials.svg"))
    };
    let (track, picture) = draw("laugh-track");
    assert!(
        track.contains("over listeners, none of whom perceives another") && picture.contains("whiskers"),
        "{track}"
    );
    assert!(track.contains("As in the study: 45\u{a0}% (37\u{a0}% to 54\u{a0}%)"), "Wilson of 58 in 128: {track}");
    assert!(track.contains("fewer at the end") && !track.contains("more at the end"), "{track}");
    let (club, picture) = draw("comedy-club");
    let claims = ["at the end", "not distinguishable", "95\u{a0}% interval", "whiskers"];
    assert!(claims.iter().all(|claim| !club.contains(claim) && !picture.contains(claim)), "{club}");
}

#[test]
fn arms_that_share_their_dice_are_told_apart_by_their_differences() {
    let desk = Desk::new();
    let ladder = ["run", "yawn-ladder", "--replicates", "12", "--charts", "response-curve", "--format", "svg", "-q"];
    desk.ok(&[&ladder[..], &["--set", "network.count=20", "-o", "a"]].concat());
    let caption = desk.read("a/figures/response-curve.caption.md");
    // The intervals of friends and family overlap, and yet every pair of runs tells them apart.
    let of = |arm: &str, column: &str| -> f64 {
        let table = rows(&desk, "a/figures/response-curve.csv");
        table.iter().rfind(|row| row["arm"] == arm).unwrap()[column].parse().unwrap()
    };
    assert!(of("friends", "ci_high") > of("family", "ci_low"), "they overlap: {caption}");
    assert!(!caption.contains("“friends” and “family”"), "{caption}");
}

#[test]
fn tables_of_some_runs_say_of_which() {
    let desk = Desk::with_small();
    let small = ["run", "small.toml", "--charts", "reach", "--format", "svg", "--force"];
    let (told, _) = desk.ok(&[&small[..], &["-o", "a"]].concat());
    let first = "of the first run of each arm alone (replicate 0)";
    assert!(
        told.contains(&format!("events.csv: {first}")) && told.contains("agents.csv, ties.csv: of run 0 alone"),
        "{told}"
    );
    let events = rows(&desk, "a/events.csv");
    assert!(events.iter().all(|row| row["run_id"] == "0" || row["run_id"] == "6") && !events.is_empty());
    assert!(rows(&desk, "a/agents.csv").iter().all(|row| row["run_id"] == "0"));
    let about = |folder: &str, table: &str| {
        let package: serde_json::Value =
            serde_json::from_str(&desk.read(&format!("{folder}/datapackage.json"))).unwrap();
        let all = package["resources"].as_array().unwrap().clone();
        all.iter().find(|r| r["name"] == table).unwrap()["description"].as_str().unwrap().to_owned()
    };
    assert!(about("a", "events").contains(first) && about("a", "ties").contains("of run 0 alone"));
    assert!(plain(&desk.read("a/report.html")).contains(&format!("who, when, why, from whom; {first}")));
    let (told, _) = desk.ok(&[&small[..], &["--events", "all", "--agents", "each", "-o", "b"]].concat());
    assert!(told.contains("events.csv: of every run") && told.contains(&format!("ties.csv: {first}")), "{told}");
    assert!(about("b", "events").contains("of every run") && about("b", "agents").contains(first));
}

#[test]
fn charts_of_another_look_say_what_they_replaced() {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "--charts", "reach", "--format", "svg", "-q", "-o", "a"]);
    let (_, err) = desk.ok(&["plot", "a", "--chart", "reach", "--theme", "slides", "--format", "svg"]);
    assert!(err.contains("these take the place of the pictures of the same names"), "{err}");
    let (_, err) = desk.ok(&["plot", "a", "--chart", "reach", "--format", "svg"]);
    assert_eq!(err, "", "the usual ones need no word");
}

#[test]
fn a_sweep_names_its_points_by_their_labels() {
    let desk = Desk::with_small();
    desk.write("points.csv", "label,ties.closeness\nstrangers,0\nfriends,0.6\n");
    let (told, _) =
        desk.ok(&["sweep", "small.toml", "--points", "points.csv", "--replicates", "2", "--no-charts", "-o", "s"]);
    for line in ["label", "strangers  0", "friends    0.6"] {
        assert!(told.lines().any(|said| said.trim_start().starts_with(line)), "{line}: {told}");
    }
}

#[test]
fn one_is_not_many() {
    let desk = Desk::new();
    desk.write("ties.csv", "source,target\na,b\nb,c\nd,\n");
    let (told, _) = desk.ok(&["network", "ties.csv"]);
    assert!(!told.contains("1 people"), "{told}");
    let mood =
        ["run", "tipping-a-grumpy-room", "--replicates", "2", "--charts", "reach", "--format", "svg", "-q", "-o", "a"];
    desk.ok(&mood);
    let alt = desk.read("a/figures/reach.caption.md");
    assert!(alt.contains("\u{a0}days") && !alt.contains("\u{a0}day,"), "{alt}");
}
