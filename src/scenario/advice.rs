//! What a scenario says of its results and proposes to try: it was written for the values that the scenario comes with.

use super::{Files, LIBRARY, Overrides, Scenario, as_toml, read};

/// What a line of `try` sets, as (dotted key, TOML value); empty where it proposes something else.
pub fn proposed(line: &str) -> Overrides {
    let Some((_, flags)) = line.split_once(": --set ") else { return Vec::new() };
    let settings = flags.split(" --set ").filter_map(|setting| setting.split_once('='));
    settings.map(|(key, value)| (key.trim().to_owned(), as_toml(value.trim().trim_matches('\'')))).collect()
}

/// Whether a scenario, read from this text with these changes, has already what a line of `try` proposes.
pub fn is_there(scenario: &Scenario, text: &str, changes: &[(String, String)], line: &str, files: Files<'_>) -> bool {
    let proposed = proposed(line);
    let with = [changes, &proposed].concat();
    !proposed.is_empty() && read(&scenario.name, text, &with, files).is_ok_and(|changed| changed == *scenario)
}

/// Whether what is said of results was written for other values: those that come with the program under the same words.
/// Nothing is known of a scenario whose words are its own.
pub fn is_of_other_values(scenario: &Scenario, of_a_sweep: bool) -> bool {
    let shipped =
        LIBRARY.iter().find(|shipped| scenario.notice.iter().any(|item| shipped.text.contains(item.as_str())));
    let no_files = |_: &str| Err(std::io::ErrorKind::NotFound.into());
    // Another seed is other luck and no other value.
    let seed = [("seed".to_owned(), scenario.seed.to_string())];
    let Some(shipped) = shipped.and_then(|s| read(s.name, s.text, &seed, &no_files).ok()) else { return false };
    let varied = |scenario: &Scenario| scenario.sweep.as_ref().map(|sweep| sweep.vary.clone());
    scenario.situation != shipped.situation
        || scenario.network != shipped.network
        || scenario.arms != shipped.arms
        || of_a_sweep && varied(scenario) != varied(&shipped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::shipped;

    fn hall(changes: &[(&str, &str)]) -> Scenario {
        let changes: Overrides = changes.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
        let text = shipped("lecture-hall-yawn").expect("shipped").text;
        read("lecture-hall-yawn", text, &changes, &|_| Err(std::io::ErrorKind::NotFound.into())).expect("good")
    }

    #[test]
    fn a_proposal_is_read_as_a_shell_would() {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        assert_eq!(proposed("Friends: --set ties.closeness=0.6"), [pair("ties.closeness", "0.6")]);
        let two = "Rarer: --set network.n=2 --set groups.1.ids='[\"1\"]'";
        assert_eq!(proposed(two), [pair("network.n", "2"), pair("groups.1.ids", "[\"1\"]")]);
        assert!(proposed("The curve: catching sweep applause").is_empty());
    }

    #[test]
    fn what_is_there_already_is_known_however_it_was_written() {
        let line = "Make everybody friends: --set ties.closeness=0.6";
        let there = |scenario: &Scenario| {
            is_there(scenario, &scenario.to_toml(), &[], line, &|_| Err(std::io::ErrorKind::NotFound.into()))
        };
        assert!(there(&hall(&[("ties.closeness", "0.60")])) && !there(&hall(&[])));
    }

    #[test]
    fn another_seed_is_the_same_scenario_and_another_value_is_not() {
        assert!(!is_of_other_values(&hall(&[("seed", "7"), ("replicates", "3")]), false));
        assert!(is_of_other_values(&hall(&[("ties.closeness", "0.6")]), false));
        assert!(is_of_other_values(&hall(&[("network.rows", "3")]), false));
    }
}
