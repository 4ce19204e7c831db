//! Whatever a scenario's text is, it ends in a scenario that can be written and read again, or in mistakes that are said.
#![no_main]

use catching::scenario::{self, LIBRARY, TEMPLATES};
use catching_fuzz::seed;
use libfuzzer_sys::fuzz_target;

fn begin() {
    LIBRARY.iter().chain(TEMPLATES).for_each(|shipped| seed(shipped.name, shipped.text));
}

fuzz_target!(init: begin(), |text: &str| {
    let no_files = |_: &str| Err(std::io::Error::other("none"));
    let reading = scenario::inspect("fuzz.toml", text, &[], &no_files);
    let said = reading.diagnostics.render(true);
    match reading.scenario {
        None => assert!(!said.is_empty(), "refused without a reason"),
        Some(scenario) => {
            let written = scenario.to_toml();
            let again = scenario::read("fuzz.toml", &written, &[], &no_files);
            assert_eq!(again.ok().as_ref(), Some(&scenario), "{written}");
        }
    }
});
