//! The files that a scenario reads, kept beside its results, so that `scenario.toml` there runs again anywhere.

use crate::network::{NetworkSpec, Source};
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
    let mut scenario = scenario.clone();
    let mut kept: Vec<Kept> = Vec::new();
    for (written, content) in inputs {
        let name = local_name(&written, &kept);
        move_network(&mut scenario, &written, &name);
        kept.push(Kept { name, content });
    }
    (scenario, kept)
}

/// `inputs/FILE`, with a number in front where two files of one name come from different folders.
fn local_name(written: &str, kept: &[Kept]) -> String {
    let file = written.rsplit(['/', '\\']).next().unwrap_or(written);
    let names = (1..).map(|n| if n == 1 { format!("{INPUTS}/{file}") } else { format!("{INPUTS}/{n}-{file}") });
    names.into_iter().find(|name| kept.iter().all(|k| k.name != *name)).expect("there are enough numbers")
}

fn move_network(scenario: &mut Scenario, from: &str, to: &str) {
    if let Source::File { path, directed, .. } = scenario.network.source()
        && path == from
    {
        scenario.network = NetworkSpec::file(to, *directed).with_seed(scenario.network.seed());
    }
    let named = |(key, value): &&mut (String, String)| {
        key == "network.file" && value.parse::<toml::Value>().is_ok_and(|v| v.as_str() == Some(from))
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
        let first = Kept { name: local_name("a/net.txt", &[]), content: Vec::new() };
        assert_eq!(first.name, "inputs/net.txt");
        assert_eq!(local_name("b\\net.txt", &[first]), "inputs/2-net.txt");
    }
}
