//! Whatever is done to a scenario, reading it ends with a scenario or with mistakes, never with a panic.

use catching::scenario::{self, LIBRARY, TEMPLATES};
use proptest::prelude::*;

fn texts() -> Vec<&'static str> {
    LIBRARY.iter().chain(TEMPLATES).map(|shipped| shipped.text).collect()
}

/// Reads a text that may be anything; a scenario that comes of it can be written and read again.
fn survives(text: &str, overrides: &[(String, String)]) {
    let no_files = |_: &str| Err(std::io::Error::other("none"));
    let reading = scenario::inspect("fuzz.toml", text, overrides, &no_files);
    let shown = reading.diagnostics.render(true);
    match reading.scenario {
        None => assert!(!shown.is_empty(), "refused without a reason"),
        Some(scenario) => {
            let written = scenario.to_toml();
            let again = scenario::read("fuzz.toml", &written, &[], &no_files);
            assert_eq!(
                again.as_ref().ok(),
                Some(&scenario),
                "{written}\n{:?}",
                again.as_ref().err().map(ToString::to_string)
            );
        }
    }
}

/// Values that are likely to be wrong somewhere.
const ODD: &[&str] = &[
    "0",
    "-1",
    "1",
    "1e400",
    "nan",
    "inf",
    "-inf",
    "true",
    "\"\"",
    "\"forever\"",
    "\"5 min\"",
    "\"-3 /s\"",
    "\"all\"",
    "\"always\"",
    "[]",
    "[1, 2]",
    "[[1], [2]]",
    "{}",
    "{ count = 1 }",
    "{ distribution = \"gamma\" }",
    "{ distribution = \"fixed\", value = nan }",
    "1979-05-27",
    "\"\\u0000é\"",
    "9223372036854775807",
    "99999999999999999999",
    "{ mean = -1 }",
    "\"yawn\"",
    "\"1 / s\"",
    "0.5",
];

#[test]
fn the_largest_seed_survives() {
    survives(&format!("seed = {}\n{}", i64::MAX, LIBRARY[0].text.replace("seed = 1\n", "")), &[]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_scenario_with_a_piece_replaced_is_read_or_refused(
        which in 0usize..64, at in 0.0f64..1.0, length in 0usize..30, piece in "[ -~é\n\\[\\]{}=\"]{0,12}",
    ) {
        let texts = texts();
        let text = texts[which % texts.len()];
        let start = floor(text, (at * text.len() as f64) as usize);
        let end = floor(text, (start + length).min(text.len()));
        survives(&format!("{}{piece}{}", &text[..start], &text[end..]), &[]);
    }

    #[test]
    fn a_scenario_with_an_odd_value_is_read_or_refused(which in 0usize..64, line in 0usize..200, odd in 0usize..ODD.len()) {
        let texts = texts();
        let mut lines: Vec<String> = texts[which % texts.len()].lines().map(str::to_owned).collect();
        let assignments: Vec<_> = (0..lines.len()).filter(|&i| lines[i].contains(" = ") && !lines[i].starts_with('#')).collect();
        let chosen = assignments[line % assignments.len()];
        let key = lines[chosen].split(" = ").next().unwrap_or_default().to_owned();
        lines[chosen] = format!("{key} = {}", ODD[odd]);
        survives(&lines.join("\n"), &[]);
    }

    #[test]
    fn a_scenario_without_some_lines_is_read_or_refused(which in 0usize..64, keep in proptest::collection::vec(any::<bool>(), 80)) {
        let texts = texts();
        let lines = texts[which % texts.len()].lines().enumerate();
        let kept: Vec<_> = lines.filter(|(i, _)| keep[i % keep.len()]).map(|(_, line)| line).collect();
        survives(&kept.join("\n"), &[]);
    }

    #[test]
    fn any_override_is_taken_or_refused(which in 0usize..64, key in "[a-z_.0-9\"]{0,20}", odd in 0usize..ODD.len()) {
        let texts = texts();
        let keys = ["", "expressions.yawn.", "events.0.", "groups.0.", "network.", "arms.0.set.", "ties.rules.0.", "sweep."];
        for before in keys {
            survives(texts[which % texts.len()], &[(format!("{before}{key}"), ODD[odd].to_owned())]);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        survives(&text, &[]);
    }
}

fn floor(text: &str, index: usize) -> usize {
    (0..=index.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}
