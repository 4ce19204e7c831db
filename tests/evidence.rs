//! What the product says of its numbers: in the documentation, for a scenario, in a report.

use crate::common::Desk;
use catching::evidence::concepts::concepts;
use catching::evidence::{GLOBALS, PRESETS};
use std::path::Path;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/evidence.md");

#[test]
fn the_document_is_what_the_tables_say() {
    let (text, _) = Desk::new().ok(&["explain", "all", "--markdown"]);
    if std::env::var_os("CATCHING_RECORD").is_some() {
        std::fs::write(DOCUMENT, &text).unwrap();
    }
    let known = std::fs::read_to_string(Path::new(DOCUMENT)).unwrap_or_default();
    assert!(known == text, "docs/evidence.md is out of date; CATCHING_RECORD=1 writes it anew");
}

const IDEAS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/concepts.md");

#[test]
fn the_page_of_ideas_is_what_the_table_says() {
    let (text, _) = Desk::new().ok(&["explain", "ideas", "--markdown"]);
    if std::env::var_os("CATCHING_RECORD").is_some() {
        std::fs::write(IDEAS, &text).unwrap();
    }
    let known = std::fs::read_to_string(Path::new(IDEAS)).unwrap_or_default();
    assert!(known == text, "docs/concepts.md is out of date; CATCHING_RECORD=1 writes it anew");
    for idea in concepts() {
        assert!(idea.known.iter().all(|known| text.contains(known.says)), "{}", idea.name);
    }
}

#[test]
fn every_mechanism_that_is_listed_and_every_idea_is_explained() {
    let desk = Desk::new();
    for kind in ["mechanisms", "ideas"] {
        let (json, _) = desk.ok(&["list", kind, "--json"]);
        let rows: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert!(rows.as_array().unwrap().len() >= 25, "{kind}");
        for row in rows.as_array().unwrap() {
            let name = row["name"].as_str().unwrap();
            let (page, _) = desk.ok(&["explain", name]);
            assert!(page.contains("What is known") && page.contains("What the model has for it"), "{name}: {page}");
        }
    }
}

#[test]
fn what_readers_ask_for_is_answered_in_any_form() {
    let desk = Desk::new();
    for (asked, answer) in [
        (&["laughter"][..], "laugh: A bout"),
        (&["mirroring"], "mirroring (a mechanism"),
        (&["serotonin"], "No study known to us"),
        (&["Mirror", "Neurons"], "Heyes & Catmur 2022"),
        (&["facial-feedback"], "d = 0.20"),
        (&["feeling disconnected"], "disconnected-pupil"),
        (&["copycat"], "1.002"),
        (&["hug"], "comfort (a mechanism"),
        (&["soothing"], "comfort (a mechanism"),
        (&["consoling"], "comfort (a mechanism"),
        (&["touch"], "comfort (a mechanism"),
        (&["comfort.relief"], "0.37 SD"),
        (&["ties.closeness"], "a stranger"),
        (&["imitation_rate"], "yawn: 0.0135 /s"),
        (&["yawn_reach"], "at least once"),
        (&["seat-map"], "a chart"),
        (&["watts_strogatz"], "a network"),
    ] {
        let (page, _) = desk.ok(&[&["explain"], asked].concat());
        let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(answer), "{asked:?}: {page}");
    }
    for (asked, near) in [
        ("seretonin", "`serotonin`"),
        ("mirrow-neuronz", "`mirror neurons`"),
        ("lecture-hall-yaw", "`lecture-hall-yawn`"),
    ] {
        let (_, err) = desk.ends(2, &["explain", asked]);
        assert!(err.contains("did you mean") && err.contains(near), "{asked}: {err}");
    }
    let (_, err) = desk.ends(2, &["explain", "qwertzuiopasdf"]);
    assert!(err.contains("catching list"), "{err}");
}

#[test]
fn list_alone_says_what_can_be_listed() {
    let desk = Desk::new();
    let (all, _) = desk.ok(&["list"]);
    for kind in
        ["scenarios", "expressions", "ideas", "mechanisms", "networks", "charts", "metrics", "keys", "designs", "works"]
    {
        assert!(all.lines().any(|line| line.starts_with(kind)), "{kind}: {all}");
        assert!(desk.ok(&["list", kind]).0.lines().count() > 3, "{kind}");
    }
    assert_eq!(desk.ok(&["list", "concepts"]).0, desk.ok(&["list", "ideas"]).0);
}

#[test]
fn a_report_has_a_box_of_the_ideas_that_its_scenario_raises_and_of_no_others() {
    let desk = Desk::new();
    desk.ok(&["run", "yawn-ladder", "--replicates", "2", "-j", "1", "-q", "-o", "out"]);
    let page = desk.read("out/report.html");
    assert!(page.contains("Popular ideas that this touches") && page.contains("Yawning and empathy: "), "no box");
    assert!(!page.contains("Laugh track: ") && !page.contains("Serotonin: "));
}

#[test]
fn an_expression_explains_every_number_with_its_source_and_how_sure_it_is() {
    for preset in PRESETS {
        let (page, _) = Desk::new().ok(&["explain", preset.name]);
        let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
        for p in preset.parameters {
            assert!(flat.contains(p.key) && flat.contains(p.source) && flat.contains(p.mark.word()), "{}", p.key);
        }
        for part in ["What is often claimed", "What is not known", "How sure"] {
            assert!(page.contains(part), "{}: {part}", preset.name);
        }
    }
    let (page, _) = Desk::new().ok(&["explain", "mood"]);
    assert!(GLOBALS.iter().all(|p| page.contains(p.key)) && page.contains("not a concentration"));
}

#[test]
fn what_is_overstated_is_said_where_a_user_meets_it() {
    let flat = |name: &str| Desk::new().ok(&["explain", name]).0.split_whitespace().collect::<Vec<_>>().join(" ");
    let yawn = flat("lecture-hall-yawn");
    assert!(yawn.contains("link with empathy is unproven") && yawn.contains("stand-in") && !yawn.contains("serotonin"));
    let smile = flat("les-miserables-smile");
    for part in ["not a concentration", "d = 0.20", "three degrees", "This is not advice"] {
        assert!(smile.contains(part), "{part}");
    }
    assert!(flat("comedy-club").contains("Mostly an audience effect") && flat("comedy-club").contains("Tanganyika"));
}

#[test]
fn a_scenario_lists_the_numbers_in_use_and_which_it_changed() {
    let (page, _) = Desk::new().ok(&["explain", "lecture-hall-yawn"]);
    let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("spontaneous_rate (λ0) = 1.875 /h instead of"), "{page}");
    assert!(flat.contains("people.susceptibility (s) = log-normal with mean 1 and cv 0.5 instead of 1"), "{page}");
    assert!(flat.contains("Without effect here:") && flat.contains("mood_to_mimicry"));
}

#[test]
fn a_report_lists_feelings_when_they_were_run() {
    let desk = Desk::new();
    let run =
        ["run", "les-miserables-smile", "--replicates", "2", "--set", "duration=1 min", "-j", "1", "-q", "-o", "out"];
    desk.ok(&run);
    let page = desk.read("out/report.html");
    for part in ["mood.decay", "People, feelings and ties", "not a concentration", "Preset, if other", "d = 0.20"] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("loneliness.relaxation") && page.contains("Without effect here"));
}

#[test]
fn markdown_of_a_scenario_is_refused_with_what_there_is() {
    let (_, error) = Desk::new().ends(2, &["explain", "yawn-ladder", "--markdown"]);
    assert!(error.contains("`mood`") && error.contains("leave it out"), "{error}");
}
