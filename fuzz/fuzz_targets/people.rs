//! Whatever a table of people holds, it ends in people whose scenario can be written and read again, or in mistakes with their
//! place.
#![no_main]

use catching::scenario;
use catching_fuzz::seed;
use libfuzzer_sys::fuzz_target;

const SCENARIO: &str = "\
people = \"class.csv\"\nduration = \"1 min\"\ndt = \"1 s\"\n[network]\ngenerator = \"complete\"\n[expressions.yawn]\n\
initial = { count = 1 }\n[mood]\n";

fn begin() {
    seed("class", "name,group,absent,susceptibility\nAnn,8a,,1.5\nBen,8b,yes,\nCem,8a,no,0.5\n");
    seed("german", "Name;Klasse;Empfänglichkeit\n\"Müller, Eva\";8 b;0,5\nLukáš;8a;1\n");
    seed("form", "Timestamp,What is your name?,Group\n01.09.2024 10:03,Ann,a\n01.09.2024 10:04,Ben,b\n");
}

fuzz_target!(init: begin(), |table: &[u8]| {
    let files = |_: &str| Ok(table.to_vec());
    let reading = scenario::inspect("fuzz.toml", SCENARIO, &[], &files);
    let said = reading.diagnostics.render(false);
    match reading.scenario {
        None => assert!(said.contains("class.csv") || said.contains("fuzz.toml"), "{said}"),
        Some(scenario) => {
            let text = scenario.to_toml();
            let again = scenario::read("again.toml", &text, &[], &files);
            let again = again.unwrap_or_else(|mistakes| panic!("{mistakes}\n{text}"));
            assert_eq!(again.to_toml(), text);
        }
    }
});
