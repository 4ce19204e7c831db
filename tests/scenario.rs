//! Reading scenarios: what is accepted, what is refused, and what is said.

use catching::scenario::{self, LIBRARY, Reading};

fn no_files(path: &str) -> std::io::Result<Vec<u8>> {
    std::fs::read(format!("{}/scenarios/{path}", env!("CARGO_MANIFEST_DIR")))
}

fn inspect(text: &str) -> Reading {
    scenario::inspect("case.toml", text, &[], &no_files)
}

#[test]
fn every_shipped_scenario_is_read_without_a_word() {
    for shipped in LIBRARY {
        let name = format!("scenarios/{}.toml", shipped.name);
        let reading = scenario::inspect(&name, shipped.text, &[], &no_files);
        assert!(reading.diagnostics.is_empty(), "{}", reading.diagnostics);
    }
}

#[test]
fn a_resolved_scenario_reads_back_as_the_same() {
    for shipped in LIBRARY {
        let first = scenario::read(shipped.name, shipped.text, &[], &no_files).unwrap();
        let text = first.to_toml();
        let second = scenario::read(shipped.name, &text, &[], &no_files).unwrap_or_else(|d| panic!("{d}"));
        assert_eq!(first, second, "{text}");
        assert_eq!(text, second.to_toml());
    }
}
