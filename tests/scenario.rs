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
fn show() {
    let r = inspect(
        "tilte = 1\nduration = \"5 minuts\"\n[expressions.yawn]\natention = 2\nresponders = 1.5\n[network]\ngenerator=\"complete\"\nn=3\n[[arms]]\nname=\"x\"\nset = { expressions.yawn.memorry = 3, \"ties.closeness\" = 2 }\n",
    );
    println!("{}", r.diagnostics.render(true));
}
