//! Whatever a table of points holds, it ends in points or in mistakes with their place.
#![no_main]

use catching::scenario;
use catching_fuzz::seed;
use libfuzzer_sys::fuzz_target;

const SCENARIO: &str = "\
duration = \"1 min\"\ndt = \"1 s\"\n[network]\ngenerator = \"complete\"\nn = 5\n[expressions.yawn]\ninitial = { count = 1 }\n\
[sweep]\ndesign = \"points\"\npoints = \"points.csv\"\n";

fn begin() {
    seed("two", "ties.closeness,\"network.n\"\n0,5\n0.5,6\n");
    seed("unit", "expressions.yawn.memory\n10 s\n\"1 min\"\n");
}

fuzz_target!(init: begin(), |table: &[u8]| {
    let files = |_: &str| Ok(table.to_vec());
    let reading = scenario::inspect("fuzz.toml", SCENARIO, &[], &files);
    let said = reading.diagnostics.render(false);
    match reading.scenario {
        None => assert!(said.contains("points.csv") || said.contains("fuzz.toml"), "{said}"),
        Some(scenario) => assert!(scenario.sweep.is_some_and(|sweep| !sweep.points.is_empty())),
    }
});
