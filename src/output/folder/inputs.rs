//! The files that a scenario reads, kept beside its results, so that `scenario.toml` there runs again anywhere.

use crate::experiment::{Point, printed};
use crate::network::{Listed, NetworkSpec, Source};
pub use crate::results::manifest::INPUTS;
use crate::scenario::{self, Scenario, Sweep, Values, Vary};
use std::io;

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
    let (written, contents): (Vec<_>, Vec<_>) = inputs.into_iter().unzip();
    let names = local_names(before.iter().copied().chain(written.iter().map(String::as_str))).split_off(before.len());
    let moved = Moved(written.into_iter().zip(names.iter().cloned()).collect());
    let kept = names.into_iter().zip(contents).map(|(name, content)| Kept { name, content }).collect();
    (moved.scenario(scenario), kept)
}

/// Refuses a scenario, with its files as they are kept, that would not be the same when it is read again: says why. Large
/// files are not read a second time for it.
///
/// # Errors
/// What would be refused or lost.
pub fn refuse_loss(scenario: Scenario, kept: &[Kept]) -> Result<(), String> {
    const LARGE: usize = 1_000_000;
    let open = |file: &str| {
        let found = kept.iter().find(|kept| kept.name == file).map(|kept| kept.content.clone());
        found.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    };
    let small = kept.iter().map(|kept| kept.content.len()).sum::<usize>() <= LARGE;
    scenario::lost_in_writing(scenario, small.then_some(&open)).map_or(Ok(()), Err)
}

/// `inputs/PATH` for each file: its path below the scenario's folder, of a file elsewhere what tells it from others; with a
/// number in front where that is taken. Its own name is its name when the scenario there is run again.
pub fn local_names<'a>(written: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for path in written {
        let plain = plain(path);
        let numbered = (2..).map(|n| format!("{INPUTS}/{n}-{plain}"));
        let mut candidates = [format!("{INPUTS}/{plain}")].into_iter().chain(numbered);
        let within = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        names.extend(candidates.find(|new| !names.iter().any(|name| within(name, new) || within(new, name))));
    }
    names
}

/// A path without what leads out of a folder: `../a/net.csv` is `a/net.csv`, and an absolute path the file's name.
fn plain(path: &str) -> String {
    let slashed = path.replace('\\', "/");
    let parts: Vec<&str> = slashed.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let absolute = slashed.starts_with('/') || slashed.get(1..2) == Some(":");
    match parts.as_slice() {
        [.., file] if absolute => (*file).to_owned(),
        [INPUTS, rest @ ..] if !rest.is_empty() => rest.join("/"),
        parts => parts.join("/"),
    }
}

/// What readers see of a kept file: its name without the folder that it is kept in.
fn shown(kept: &str) -> &str {
    kept.strip_prefix(INPUTS).and_then(|rest| rest.strip_prefix('/')).unwrap_or(kept)
}

/// The value of a varied key as TOML, from what readers see of it; `kept` are the files of the folder.
pub fn of_shown(key: &str, seen: &str, kept: &[String]) -> String {
    let value = scenario::as_toml(seen);
    let name = |file: &str| kept.iter().find(|kept| shown(kept) == file).cloned();
    scenario::with_files(key, &value, &name).unwrap_or(value)
}

/// The names of files as a scenario writes them, each with the name under which it is kept.
pub struct Moved(Vec<(String, String)>);

impl Moved {
    /// Of the files that were read for a scenario, by their names as written.
    pub fn of<'a>(written: impl IntoIterator<Item = &'a str> + Clone) -> Self {
        let names = local_names(written.clone());
        Self(written.into_iter().map(str::to_owned).zip(names).collect())
    }

    fn find(&self, written: &str) -> Option<&String> {
        self.0.iter().find(|(known, _)| known == written).map(|(_, kept)| kept)
    }

    /// What a key is changed to, with its files as they are kept.
    fn value(&self, key: &str, value: &mut String) {
        if let Some(moved) = scenario::with_files(key, value, &|file| self.find(file).cloned()) {
            *value = moved;
        }
    }

    /// Points whose changes name the files as they are kept, and whose values show them by their own names.
    pub fn points(&self, points: &mut [Point]) {
        if self.0.is_empty() {
            return;
        }
        for point in points {
            point.overrides.iter_mut().for_each(|(key, value)| self.value(key, value));
            for (key, value) in point.varied.iter_mut().filter(|(key, _)| scenario::may_name_files(key)) {
                let own = |file: &str| self.find(file).map(|kept| shown(kept).to_owned());
                if let Some(own) = scenario::with_files(key, &scenario::as_toml(value), &own) {
                    *value = printed(&own);
                }
            }
        }
    }

    /// A scenario with its files as they are kept.
    fn scenario(&self, scenario: &Scenario) -> Scenario {
        let mut scenario = scenario.clone();
        let listed = scenario.network.listed().clone();
        let listed = Listed { path: listed.path.map(|path| self.find(&path).cloned().unwrap_or(path)), ..listed };
        if let Source::File { path, directed, flow, .. } = scenario.network.source()
            && let Some(kept) = self.find(path)
        {
            let seed = scenario.network.seed();
            scenario.network = NetworkSpec::file(kept, *directed).with_flow(*flow).with_seed(seed);
        }
        scenario.network = scenario.network.with_listed(listed);
        for (key, value) in scenario.arms.iter_mut().flat_map(|arm| &mut arm.set) {
            self.value(key, value);
        }
        if let Some(sweep) = &mut scenario.sweep {
            self.sweep(sweep);
        }
        scenario
    }

    fn sweep(&self, sweep: &mut Sweep) {
        if self.0.is_empty() {
            return; // It may have a million points.
        }
        for Vary { key, values, .. } in sweep.vary.iter_mut().filter(|vary| scenario::may_name_files(&vary.key)) {
            if let Values::List(list) = values {
                list.iter_mut().for_each(|value| self.value(key, value));
            }
        }
        sweep.points.iter_mut().flatten().for_each(|(key, value)| self.value(key, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_name_are_told_apart() {
        let names =
            local_names(["a/net.txt", "b\\net.txt", "../x/net.txt", "/home/me/net.txt", "C:\\net.txt", "net.txt/y"]);
        let kept = ["a/net.txt", "b/net.txt", "x/net.txt", "net.txt", "2-net.txt", "2-net.txt/y"].map(|n| n.to_owned());
        assert_eq!(names[..5], kept.each_ref().map(|name| format!("inputs/{name}"))[..5]);
        assert_eq!(names[5], "inputs/3-net.txt/y", "no folder has the name of a file");
        assert_eq!(local_names(names.iter().map(String::as_str)), names, "kept again they have the same names");
    }
}
