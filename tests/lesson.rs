//! Lessons: answers from real runs, a hand-out on one page, and tables of guesses as classes bring them.

use crate::common::{Desk, SMALL};
use catching::scenario::LIBRARY;
use std::path::Path;
use std::process::Command;

const CHROMIUM: &str = "/usr/bin/chromium";

/// How many pages of A4 a page takes; nothing where no browser is there.
fn printed(desk: &Desk, page: &str) -> Option<usize> {
    if !Path::new(CHROMIUM).exists() {
        eprintln!("printing: skipped, there is no {CHROMIUM}");
        return None;
    }
    let pdf = desk.path("printed.pdf");
    let to = format!("--print-to-pdf={}", pdf.display());
    let flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", &to];
    Command::new(CHROMIUM).args(flags).arg(desk.path(page)).output().unwrap();
    let bytes = std::fs::read(pdf).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    Some(text.matches("/Type /Page\n").count() + text.matches("/Type /Page/").count())
}

#[test]
fn every_shipped_scenario_has_a_lesson_whose_hand_out_is_one_page() {
    for scenario in LIBRARY {
        let desk = Desk::new();
        desk.ok(&["lesson", scenario.name, "-o", "lesson", "-q", "--replicates", "1", "--guess", "0"]);
        let teacher = desk.read("lesson/teacher.html");
        for part in ["0–5 min", "37–45 min", "Answers", "What to notice", "Content-Security-Policy"] {
            assert!(teacher.contains(part), "{}: {part}", scenario.name);
        }
        for page in ["teacher", "handout", "guesses"] {
            let html = desk.read(&format!("lesson/{page}.html"));
            let bare = html.replace("http://www.w3.org/2000/svg", "");
            assert!(
                !bare.contains("http:") && !bare.contains("https:") && !bare.contains("<script"),
                "{}: {page} reaches out",
                scenario.name
            );
            assert!(!html.contains("NaN") && !html.contains("{{"), "{}: {page}", scenario.name);
        }
        assert!(desk.read("lesson/play.html").contains("Content-Security-Policy"), "{}", scenario.name);
        if let Some(pages) = printed(&desk, "lesson/handout.html") {
            assert_eq!(pages, 1, "{}", scenario.name);
        }
    }
}

#[test]
fn the_answers_are_those_of_the_tables() {
    let desk = Desk::new();
    desk.ok(&["lesson", "lecture-hall-yawn", "-q", "--replicates", "20"]);
    let (json, _) = desk.ok(&["run", "lecture-hall-yawn", "--replicates", "20", "--no-charts", "--json", "-o", "out"]);
    assert!(!json.is_empty());
    let summary = desk.read("out/summary.csv");
    let mean = |arm: &str| {
        let row = crate::common::rows(&summary)
            .into_iter()
            .find(|row| row["arm"] == arm && row["metric"] == "yawn_reach")
            .unwrap_or_else(|| panic!("{summary}"));
        format!("<td>{:.0}\u{a0}%</td>", row["mean"].parse::<f64>().unwrap() * 100.0)
    };
    let teacher = desk.read("lesson/teacher.html");
    assert!(teacher.contains(&mean("main")) && teacher.contains(&mean("no_imitation")), "{}", mean("main"));
    let handout = desk.read("lesson/handout.html");
    assert!(!handout.contains(&mean("main")) && handout.contains("make everybody friends"), "no answer is given away");
}

#[test]
fn a_class_is_drawn_over_what_came_out() {
    let desk = Desk::with_small();
    desk.write("class.csv", "\u{feff}Name;Guess\r\nAnn;45,5\r\nBea;20 %\r\nCem;\r\nDan;100\r\n");
    let told = desk.ok(&["lesson", "small.toml", "--collect", "class.csv", "--guess", "0%"]).1;
    assert!(told.contains("1 without a guess"), "{told}");
    let page = desk.read("lesson/guesses.html");
    assert!(page.contains("4 guesses of the class, from 0\u{a0}% to 100\u{a0}%"), "{page}");
    assert!(page.contains("<circle") && !page.contains("Ann"), "no name of a pupil is in the page");
    desk.write("shares.csv", "0,4\n0,25\n1\n");
    assert!(desk.ok(&["lesson", "small.toml", "--collect", "shares.csv"]).1.contains("taken for shares"));
    assert!(desk.read("lesson/guesses.html").contains("from 25\u{a0}% to 100\u{a0}%"));
    desk.write("latin.csv", b"name;sch\xe4tzung\nJos\xe9;40\nZoe;60\n");
    desk.ok(&["lesson", "small.toml", "--collect", "latin.csv", "-q"]);
    assert!(desk.read("lesson/guesses.html").contains("2 guesses of the class"));
}

#[test]
fn a_broken_table_is_told_line_by_line_and_nothing_is_written() {
    let desk = Desk::with_small();
    desk.write("bad.csv", "name,guess\nAnn,many\nBea,40\nCem,400\n");
    let said = desk.ends(2, &["lesson", "small.toml", "--collect", "bad.csv"]).1;
    assert!(said.contains("line 2: `many` is no number") && said.contains("line 4: 400 is no share"), "{said}");
    desk.write("two.csv", "a,b\n1,2\n3,4\n");
    assert!(desk.ends(2, &["lesson", "small.toml", "--collect", "two.csv"]).1.contains("call it `guess`"));
    for (table, told) in [
        ("name,guess,guess\nAnn,40,50\n", "two columns could be the guesses: `guess` and `guess`"),
        ("guess;Tipp\n40;50\n", "two columns could be the guesses: `guess` and `Tipp`"),
        ("name,guess\nAnn,40\nBea,\"50\n", "line 3: a quotation mark is never closed"),
        ("name,guess\n\"Ann,40\nBea,50\n", "line 2: a quotation mark is never closed"),
    ] {
        desk.write("odd.csv", table);
        let said = desk.ends(2, &["lesson", "small.toml", "--collect", "odd.csv"]).1;
        assert!(said.contains(told), "{said}");
    }
    desk.write("empty.csv", "");
    assert!(desk.ends(2, &["lesson", "small.toml", "--collect", "empty.csv"]).1.contains("empty"));
    desk.write("none.csv", "name,guess\nAnn,\n");
    assert!(desk.ends(2, &["lesson", "small.toml", "--collect", "none.csv"]).1.contains("no guess"));
    desk.write("picture.csv", [0x89, b'P', b'N', b'G', 0, 0, 1, 2, 3]);
    desk.ends(2, &["lesson", "small.toml", "--collect", "picture.csv"]);
    assert!(desk.ends(2, &["lesson", "small.toml", "--collect", "nowhere.csv"]).1.contains("nowhere.csv"));
    assert!(desk.ends(2, &["lesson", "small.toml", "--guess", "half"]).1.contains("no number"));
    assert!(desk.ends(2, &["lesson", "small.toml", "--guess=-5"]).1.contains("from 0 to 100"));
    assert!(!desk.path("lesson").exists());
}

#[test]
fn files_of_others_and_wrong_scenarios_are_left_alone() {
    let desk = Desk::with_small();
    desk.write("lesson/handout.html", "<title>mine</title>");
    assert!(desk.ends(2, &["lesson", "small.toml"]).1.contains("left alone"));
    assert_eq!(desk.read("lesson/handout.html"), "<title>mine</title>");
    assert!(desk.ends(2, &["lesson", "lecture-hall-yawm"]).1.contains("did you mean"));
    desk.write("wrong.toml", SMALL.replace("n = 12", "n = -1"));
    assert!(desk.ends(2, &["lesson", "wrong.toml", "-o", "l"]).1.contains("wrong.toml") && !desk.path("l").exists());
    desk.write("evil.toml", SMALL.replace("A small room", "</title><script>alert(1)</script>"));
    desk.ok(&["lesson", "evil.toml", "-q", "-o", "evil"]);
    assert!(!desk.read("evil/teacher.html").contains("<script") && !desk.read("evil/handout.html").contains("<script"));
}
