//! Whatever a table of points holds, it ends in points or in mistakes with their place.
#![no_main]

use catching::scenario;
use libfuzzer_sys::fuzz_target;

const SCENARIO: &str = "\
duration = \"1 min\"\ndt = \"1 s\"\n[network]\ngenerator = \"complete\"\nn = 5\n[expressions.yawn]\ninitial = { count = 1 }\n\
[sweep]\ndesign = \"points\"\npoints = \"points.csv\"\n";

fuzz_target!(|table: &[u8]| {
    let files = |_: &str| Ok(table.to_vec());
    let reading = scenario::inspect("fuzz.toml", SCENARIO, &[], &files);
    let said = reading.diagnostics.render(false);
    match reading.scenario {
        None => assert!(said.contains("points.csv") || said.contains("fuzz.toml"), "{said}"),
        Some(scenario) => assert!(scenario.sweep.is_some_and(|sweep| !sweep.points.is_empty())),
    }
});
