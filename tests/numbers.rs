//! One number for one thing: tables, terminal, JSON, report, captions and text alternatives agree, and what is printed together
//! adds up.

use crate::common::{Desk, SMALL, rows};
use std::collections::BTreeMap;

type Rows = Vec<BTreeMap<String, String>>;

/// People who begin late, in runs of two lengths.
#[test]
fn no_time_and_no_difference_of_times_is_longer_than_a_run() {
    let desk = Desk::new();
    let late = SMALL
        .replace("spontaneous_rate = \"2 /min\"", "spontaneous_rate = \"0.1 /min\"\n[measure]\nlasting = [\"yawn\"]");
    desk.write("late.toml", late);
    desk.ok(&[
        "sweep",
        "late.toml",
        "--vary",
        "duration=1 min,2 min",
        "--replicates",
        "3",
        "-o",
        "s",
        "-q",
        "--no-charts",
    ]);
    let mut reached = 0;
    for row in rows(&desk.read("s/summary.csv")) {
        let lasts = 60.0 * number(&row, "duration");
        let time = ["_time_to_peak", "_time_to_half", "_lasting"].iter().any(|end| row["metric"].ends_with(end));
        if time && !row["ci_high"].is_empty() {
            assert!(0.0 <= number(&row, "ci_low") && number(&row, "ci_high") <= lasts, "{row:?}");
            reached += usize::from(number(&row, "ci_high") == lasts);
        }
    }
    assert!(reached > 0, "no interval had to be cut, so nothing was shown");
    desk.ok(&[
        "compare",
        "late.toml",
        "--b",
        "ties.closeness=0.9",
        "--replicates",
        "3",
        "-o",
        "c",
        "-q",
        "--no-charts",
    ]);
    for row in rows(&desk.read("c/comparison.csv")) {
        if row["metric"].contains("_time_to_") && !row["ci_high"].is_empty() {
            assert!(number(&row, "ci_low").abs() <= 120.0 && number(&row, "ci_high").abs() <= 120.0, "{row:?}");
        }
    }
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: {row:?}"))
}

fn of<'a>(rows: &'a Rows, column: &str, value: &str) -> Vec<&'a BTreeMap<String, String>> {
    rows.iter().filter(|row| row[column] == value).collect()
}

/// Of the runs of a point: caught ÷ all, over all runs together.
fn pooled(runs: &Rows, point: &str) -> f64 {
    let mine = of(runs, "point", point);
    let events = |row: &BTreeMap<String, String>| number(row, "yawn_events");
    let there = mine.iter().filter(|row| !row["yawn_imitated_share"].is_empty());
    let caught: f64 = there.map(|row| events(row) * number(row, "yawn_imitated_share")).sum();
    caught / mine.iter().map(|row| events(row)).sum::<f64>()
}

/// As captions and the terminal print a share.
fn percent(share: f64) -> String {
    catching::output::chart::axis::percent(share)
}

const QUIET: [&str; 3] = ["--no-charts", "-j", "1"];

fn with<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [arguments, &QUIET].concat()
}

#[test]
fn a_share_of_events_is_pooled_over_runs_everywhere() {
    let desk = Desk::with_small();
    let (told, _) = desk.ok(&["run", "small.toml", "-o", "a", "-j", "1", "--chart", "causes"]);
    let (runs, summary) = (rows(&desk.read("a/runs.csv")), rows(&desk.read("a/summary.csv")));
    let share = pooled(&runs, "0");
    let row = of(&summary, "metric", "yawn_imitated_share")[0];
    assert!((number(row, "mean") - share).abs() < 1e-12, "{row:?}");
    assert!(number(row, "ci_low") < share && share < number(row, "ci_high"));
    assert_eq!(row["interval"], "pooled Wilson (effective runs)");
    assert!(told.contains(&format!("{} of the yawns in all runs together were caught", percent(share))), "{told}");
    assert!(desk.read("a/report.html").contains(&format!("<td class=\"number\">{}</td>", percent(share))));
    let (json, _) = desk.ok(&["run", "small.toml", "-o", "a", "-j", "1", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let outcomes = json["outcomes"].as_array().unwrap();
    let found = outcomes.iter().find(|o| o["metric"] == "yawn_imitated_share" && o["point"] == 0).unwrap();
    assert!((found["mean"].as_f64().unwrap() - share).abs() < 1e-12);
    desk.ok(&with(&["compare", "a:main", "a:null", "-o", "c"]));
    let compared = rows(&desk.read("c/comparison.csv"));
    let row = of(&compared, "metric", "yawn_imitated_share")[0];
    assert!((number(row, "mean_a") - share).abs() < 1e-12, "{row:?}");
    assert!((number(row, "difference") + share).abs() < 1e-12, "{row:?}");
}

#[test]
fn the_terminal_the_report_and_the_tables_tell_one_mean() {
    let desk = Desk::with_small();
    let (told, _) = desk.ok(&["run", "small.toml", "-o", "a", "-j", "1"]);
    let summary = rows(&desk.read("a/summary.csv"));
    let of = |point: &str, metric: &str| summary.iter().find(|r| r["point"] == point && r["metric"] == metric).unwrap();
    let (reach, end) = (of("0", "yawn_reach"), of("0", "yawn_prevalence"));
    let mean = percent(number(reach, "mean"));
    let interval = format!("{} to {}", percent(number(reach, "ci_low")), percent(number(reach, "ci_high")));
    assert!(told.contains(&format!("{mean} of the 12 people yawned at least once (mean of 6 runs")), "{told}");
    assert!(told.contains(&format!("interval {interval}")), "{told}");
    assert!(told.contains(&format!("At the end {} were yawning", percent(number(end, "mean")))), "{told}");
    let page = desk.read("a/report.html");
    assert!(page.contains(&format!("{mean}</td><td class=\"number\">{interval}")), "the report");
    // The picture averages over stretches of time, and its text says what is in the picture.
    let alt = desk.read("a/figures/prevalence.caption.md");
    let alt = alt.split("In words:").nth(1).unwrap();
    let drawn = rows(&desk.read("a/figures/prevalence.csv"));
    let with: Vec<_> = drawn.iter().filter(|row| row["arm"] == "main").collect();
    let peak = with.iter().map(|row| number(row, "median")).fold(0.0, f64::max);
    let last = number(with[with.len() - 1], "median");
    let said = [format!("the median peaks at {}", percent(peak)), format!("ends at {}", percent(last))];
    assert!(said.iter().all(|said| alt.contains(said)) && !alt.contains("on average"), "{said:?} {alt}");
}

#[test]
fn no_interval_of_a_share_is_a_point_or_leaves_what_can_be() {
    let desk = Desk::new();
    desk.write("rare.toml", SMALL.replace("\"2 /min\"", "\"0.02 /min\"").replace("replicates = 6", "replicates = 10"));
    desk.ok(&with(&["run", "rare.toml", "-o", "a"]));
    let summary = rows(&desk.read("a/summary.csv"));
    let bounded = ["reach", "prevalence", "prevalence_late", "peak", "survived", "imitated_share"];
    for row in summary.iter().filter(|row| bounded.iter().any(|b| row["metric"] == format!("yawn_{b}"))) {
        if row["ci_low"].is_empty() {
            continue; // fewer than two runs have it
        }
        let (low, high, mean) = (number(row, "ci_low"), number(row, "ci_high"), number(row, "mean"));
        assert!(0.0 <= low && low < high && high <= 1.0 && low <= mean && mean <= high, "{row:?}");
    }
}

#[test]
fn means_of_a_comparison_are_those_of_the_pairs_and_runs_without_a_partner_are_counted() {
    let desk = Desk::with_small();
    desk.ok(&with(&["run", "small.toml", "-o", "a", "-q", "--replicates", "12"]));
    let slower = "expressions.yawn.spontaneous_rate=1 /min";
    desk.ok(&with(&["run", "small.toml", "-o", "b", "-q", "--replicates", "8", "--set", slower]));
    let (told, _) = desk.ok(&with(&["compare", "a", "b", "-o", "c"]));
    assert!(told.contains("Left out, because they have no partner: 4 runs of “a”."), "{told}");
    let runs = rows(&desk.read("a/runs.csv"));
    let first: Vec<f64> = of(&runs, "point", "0").iter().take(8).map(|row| number(row, "yawn_events")).collect();
    let compared = rows(&desk.read("c/comparison.csv"));
    let row = of(&compared, "metric", "yawn_events")[0];
    assert_eq!((row["n"].as_str(), row["n_a"].as_str(), row["no_partner_a"].as_str()), ("8", "8", "4"));
    assert!((number(row, "mean_a") - first.iter().sum::<f64>() / 8.0).abs() < 1e-12, "{row:?}");
    assert!((number(row, "mean_b") - number(row, "mean_a") - number(row, "difference")).abs() < 1e-9, "{row:?}");
}

/// The numbers in a text, with a true minus.
fn numbers_in(text: &str) -> Vec<f64> {
    let parts = text.split(|c: char| !(c.is_ascii_digit() || "−.\u{202f}".contains(c)));
    let plain = parts.map(|part| part.replace('−', "-").replace('\u{202f}', ""));
    plain.filter_map(|part| part.trim_end_matches('.').parse().ok()).collect()
}

#[test]
fn a_sentence_that_can_be_printed_adds_up() {
    let desk = Desk::with_small();
    let changes =
        ["ties.closeness=0.6", "expressions.yawn.attention=1", "network.n=7", "expressions.yawn.duration=9 s"];
    for (place, change) in changes.into_iter().enumerate() {
        let folder = format!("c{place}");
        let (told, _) = desk.ok(&with(&[
            "compare",
            "small.toml",
            "--b",
            change,
            "-o",
            &folder,
            "--names",
            "A,B",
            "--replicates",
            "23",
        ]));
        let mut checked = 0;
        for line in told.lines().filter(|line| line.starts_with("  yawn_") && line.contains('(')) {
            let cells: Vec<&str> = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
            let [_, a, b, difference, ..] = cells.as_slice() else { continue };
            let (Some(a), Some(b)) = (numbers_in(a).first().copied(), numbers_in(b).first().copied()) else { continue };
            let difference = numbers_in(difference)[0];
            assert!((b - a - difference).abs() < 1e-9, "{b} − {a} is not {difference}: {line}");
            checked += 1;
        }
        assert!(checked > 4, "{told}");
        for metric in ["yawn_reach", "yawn_events", "yawn_peak"] {
            let again = format!("{folder}-{metric}");
            let (told, _) = desk.ok(&with(&[
                "compare",
                "small.toml",
                "--b",
                change,
                "-o",
                &again,
                "--names",
                "A,B",
                "--replicates",
                "23",
                "--outcome",
                metric,
            ]));
            let sentence = told.lines().find(|line| line.starts_with("The ")).unwrap_or_default();
            let found = sentence.contains(" higher (") || sentence.contains(" lower (");
            if let Some((means, rest)) = sentence.split_once(": ").filter(|_| found) {
                let (means, size) = (numbers_in(means), numbers_in(rest)[0]);
                assert!(((means[0] - means[1]).abs() - size).abs() < 1e-9, "{sentence}");
            }
        }
    }
}

#[test]
fn what_is_the_same_in_all_pairs_is_not_called_certain() {
    let desk = Desk::new();
    desk.write("still.toml", format!("{SMALL}imitation_rate = 0\n"));
    let (told, _) = desk.ok(&with(&["compare", "still.toml", "--b", "ties.closeness=0.6", "-o", "c"]));
    assert!(told.contains("exactly the same in both of 6 pairs") && told.contains("may differ all the same"), "{told}");
    // 1 − 0.05^(1/6)
    assert!(told.contains("Up to 39\u{a0}% of such pairs"), "{told}");
    for row in rows(&desk.read("c/comparison.csv")).iter().filter(|row| row["finding"] == "identical") {
        assert!(row["ci_low"].is_empty() || number(row, "ci_low") < 0.0 && number(row, "ci_high") > 0.0, "{row:?}");
    }
}

#[test]
fn what_was_never_seen_decides_no_hypothesis() {
    let desk = Desk::new();
    let quiet = SMALL.replace("\"2 /min\"", "\"0.00001 /min\"").replace("replicates = 6", "replicates = 20");
    let expect = |text: &str| format!("[[hypotheses]]\nexpect = \"{text}\"\n");
    let hypotheses = ["yawn_survived < 1 %", "yawn_reach < 0.01 %", "yawn_survived < 60 %"].map(expect).concat();
    desk.write("quiet.toml", format!("{quiet}{hypotheses}"));
    let (told, _) = desk.ok(&with(&["run", "quiet.toml", "-o", "a"]));
    let table = rows(&desk.read("a/hypotheses.csv"));
    let verdicts: Vec<&str> = table.iter().map(|row| row["verdict"].as_str()).collect();
    assert_eq!(verdicts, ["undecided", "undecided", "supported"], "{table:?}");
    assert_eq!(table[0]["ci_kind"], "Wilson");
    assert!(told.contains("3 judgements, corrected together (Holm)"), "{told}");
    assert!(table.iter().all(|row| number(row, "p_holm") >= number(row, "p")));
}

#[test]
fn findings_count_how_many_outcomes_were_tested() {
    let desk = Desk::with_small();
    let change = "expressions.yawn.duration=6.6 s";
    desk.ok(&with(&[
        "compare",
        "small.toml",
        "--b",
        change,
        "-o",
        "c",
        "--replicates",
        "20",
        "--outcome",
        "yawn_peak",
    ]));
    let table = rows(&desk.read("c/comparison.csv"));
    for row in &table {
        let found = row["finding"].starts_with('B');
        assert!(!found || number(row, "p_holm") < 0.05, "{row:?}");
        let alone = row["metric"] == "yawn_peak";
        assert!(!alone || row["p"] == row["p_holm"], "what was asked about is tested by itself: {row:?}");
    }
}

#[test]
fn how_long_an_applause_lasted_is_one_number() {
    let desk = Desk::new();
    desk.ok(&["run", "applause", "--replicates", "12", "-o", "a", "-j", "2", "-q", "--chart", "spaghetti"]);
    let runs = rows(&desk.read("a/runs.csv"));
    let mut lasting: Vec<f64> = of(&runs, "point", "0").iter().map(|row| number(row, "applause_lasting")).collect();
    lasting.sort_by(f64::total_cmp);
    let median = catching::output::chart::axis::short((lasting[5] + lasting[6]) / 2.0);
    let mean = catching::output::chart::axis::short(lasting.iter().sum::<f64>() / 12.0);
    let text = desk.read("a/figures/spaghetti.caption.md");
    assert!(text.contains(&format!("went on for {median}\u{a0}s (median")), "{median}: {text}");
    assert!(text.contains(&format!("mean {mean}\u{a0}s")), "{mean}: {text}");
}

#[test]
fn a_yawn_ladder_counts_those_who_could_catch_it() {
    let desk = Desk::new();
    let (told, _) =
        desk.ok(&["run", "yawn-ladder", "--replicates", "3", "-o", "a", "-j", "2", "--chart", "response-curve"]);
    assert!(told.contains("of those who did not begin"), "{told}");
    let caption = desk.read("a/figures/response-curve.caption.md");
    let (runs, page) = (rows(&desk.read("a/runs.csv")), desk.read("a/report.html"));
    for arm in ["strangers", "acquaintances", "friends", "family"] {
        let mine = of(&runs, "arm", arm);
        // One of each pair began.
        let caught = mine.iter().map(|row| number(row, "yawn_reach") - 0.5).sum::<f64>() / (0.5 * mine.len() as f64);
        let caught = percent(caught);
        let line = told.lines().find(|line| line.starts_with(&format!("  {arm}"))).unwrap();
        assert!(line.contains(&caught), "{caught}: {line}");
        assert!(caption.to_lowercase().contains(&format!("{arm}: {caught} by the end")), "{caught}: {caption}");
        assert!(page.contains(&format!("<td class=\"number\">{caught}</td>")), "{arm}, {caught}");
    }
    // Where nobody can catch it, all is settled before it begins.
    let line = told.lines().find(|line| line.starts_with("  no imitation")).unwrap();
    assert!(line.contains("50\u{a0}%") && !line.contains(" to "), "{line}");
}

#[test]
fn two_versions_are_named_in_the_unit_of_the_scenario() {
    let desk = Desk::new();
    desk.write("a.toml", SMALL.replace("2 /min", "120 /h"));
    let change = "expressions.yawn.spontaneous_rate=1 /min";
    let (told, _) = desk.ok(&with(&["compare", "a.toml", "--b", change, "-o", "c"]));
    assert!(told.contains("“spontaneous_rate = 60 /h” (B)"), "{told}");
}

#[test]
fn captions_speak_of_what_is_drawn_and_sentences_are_apart() {
    let desk = Desk::with_small();
    desk.ok(&["compare", "small.toml", "--b", "ties.closeness=0.6", "-o", "c", "-j", "1", "-q"]);
    desk.ok(&["run", "small.toml", "-o", "a", "-j", "1", "-q"]);
    ["c", "a"].iter().for_each(|folder| drop(desk.ok(&["plot", folder, "--chart", "generations", "-q"])));
    let generations = |folder: &str| desk.read(&format!("{folder}/figures/generations.caption.md"));
    assert!(!generations("c").contains("In grey") && generations("a").contains("In grey"));
    desk.ok(&["run", "smile-yourself-happy", "--replicates", "2", "-o", "m", "-j", "2", "-q"]);
    for folder in ["c", "a", "m"] {
        for (name, text) in desk.files(&format!("{folder}/figures")) {
            let text = String::from_utf8_lossy(&text).into_owned();
            if ![".caption.md", ".alt.txt", ".print.md"].iter().any(|end| name.ends_with(end)) {
                continue;
            }
            let letters: Vec<char> = text.chars().collect();
            let joined = letters.windows(3).find(|w| w[0].is_lowercase() && w[1] == '.' && w[2].is_uppercase());
            assert!(joined.is_none() && !text.contains("  "), "{name}: {joined:?} in {text}");
        }
    }
}

#[test]
fn reading_a_network_counts_as_time_for_the_network() {
    let desk = Desk::new();
    let ties: String = (0..20_000).map(|i| format!("{} {}\n", i % 500, (i * 7 + 1) % 499)).collect();
    desk.write("net.edges", ties);
    let network = "generator = \"complete\"\nn = 12";
    desk.write("n.toml", SMALL.replace(network, "file = \"net.edges\"").replace("replicates = 6", "replicates = 1"));
    let (json, _) = desk.ok(&with(&["run", "n.toml", "-o", "a", "--json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(json["seconds"]["network"].as_f64().unwrap() > 1e-3, "{}", json["seconds"]);
}

#[test]
fn a_heading_about_all_kinds_of_expressions_counts_all_of_all_runs() {
    let desk = Desk::new();
    desk.ok(&["run", "office-gloom", "--replicates", "3", "-o", "a", "-j", "2", "-q", "--chart", "generations"]);
    let runs = rows(&desk.read("a/runs.csv"));
    let names: Vec<String> =
        runs[0].keys().filter_map(|column| column.strip_suffix("_imitated_share").map(str::to_owned)).collect();
    assert!(names.len() > 1, "{names:?}");
    let share = |arm: &str| {
        let (mut all, mut caught) = (0.0, 0.0);
        for row in of(&runs, "arm", arm) {
            for name in &names {
                let events = number(row, &format!("{name}_events"));
                all += events;
                caught += events * row[&format!("{name}_imitated_share")].parse::<f64>().unwrap_or(0.0);
            }
        }
        caught / all
    };
    // The third arm has no imitation: nothing of it can be caught.
    let mut shares = ["contagion only", "both"].map(share);
    shares.sort_by(f64::total_cmp);
    let heading = format!("{} to {} of all expressions", percent(shares[0]), percent(shares[1]));
    let caption = desk.read("a/figures/generations.caption.md");
    assert!(caption.contains(&heading), "{heading}: {caption}");
}
