//! The files that a scenario reads, kept beside its results, so that `scenario.toml` there runs again anywhere.

use crate::network::{Listed, NetworkSpec, Source};
use crate::scenario::Scenario;

/// The folder of the input files, inside the result folder.
pub const INPUTS: &str = "inputs";

/// An input file under its name in the result folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Relative to the result folder.
    pub name: String,
    /// What it holds.
    pub content: Vec<u8>,
}

/// The scenario with its files as they are kept in a result folder, and these files. `inputs` are the files that were
/// read for it: their names as written and their content.
pub fn keep(scenario: &Scenario, inputs: impl IntoIterator<Item = (String, Vec<u8>)>) -> (Scenario, Vec<Kept>) {
    keep_beside(scenario, inputs, &[])
}

/// As [`keep`], in a folder that holds the files that were written `before`.
pub fn keep_beside(
    scenario: &Scenario,
    inputs: impl IntoIterator<Item = (String, Vec<u8>)>,
    before: &[&str],
) -> (Scenario, Vec<Kept>) {
    let mut scenario = scenario.clone();
    let (written, contents): (Vec<_>, Vec<_>) = inputs.into_iter().unzip();
    let names = local_names(before.iter().copied().chain(written.iter().map(String::as_str))).split_off(before.len());
    for (written, name) in written.iter().zip(&names) {
        move_network(&mut scenario, written, name);
        move_people(&mut scenario, written, name);
    }
    (scenario, names.into_iter().zip(contents).map(|(name, content)| Kept { name, content }).collect())
}

/// `inputs/FILE` for each file, with a number in front where two files of one name come from different folders.
pub fn local_names<'a>(written: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for path in written {
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let numbered = (2..).map(|n| format!("{INPUTS}/{n}-{file}"));
        let mut candidates = [format!("{INPUTS}/{file}")].into_iter().chain(numbered);
        names.extend(candidates.find(|name| !names.contains(name)));
    }
    names
}

fn move_network(scenario: &mut Scenario, from: &str, to: &str) {
    if let Source::File { path, directed, flow, .. } = scenario.network.source()
        && path == from
    {
        let listed = scenario.network.listed().clone();
        scenario.network =
            NetworkSpec::file(to, *directed).with_flow(*flow).with_seed(scenario.network.seed()).with_listed(listed);
    }
    move_in_arms(scenario, &["network.file"], from, to);
}

fn move_people(scenario: &mut Scenario, from: &str, to: &str) {
    let listed = scenario.network.listed().clone();
    if listed.path.as_deref() == Some(from) {
        scenario.network = scenario.network.clone().with_listed(Listed { path: Some(to.to_owned()), ..listed });
    }
    move_in_arms(scenario, &["people.file", "people", "network.people"], from, to);
}

fn move_in_arms(scenario: &mut Scenario, keys: &[&str], from: &str, to: &str) {
    let named = |(key, value): &&mut (String, String)| {
        keys.contains(&key.as_str()) && value.parse::<toml::Value>().is_ok_and(|v| v.as_str() == Some(from))
    };
    for (_, value) in scenario.arms.iter_mut().flat_map(|arm| &mut arm.set).filter(named) {
        *value = toml::Value::from(to).to_string();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_name_are_told_apart() {
        let names = local_names(["a/net.txt", "b\\net.txt", "other.gml"]);
        assert_eq!(names, ["inputs/net.txt", "inputs/2-net.txt", "inputs/other.gml"]);
    }
}
