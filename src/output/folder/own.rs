//! Which files of a result folder are this program's: those that its manifest or its record of a comparison speaks for.
//! Others are neither replaced nor removed, whatever they are called.

use super::inputs::local_names;
use super::refusal::ClaimError;
use super::{DATAPACKAGE, FIGURES, SCENARIO, SCENARIO_B, SHARD_RUNS, STAGING, read_manifest};
use super::{excel, parquet};
use crate::output::chart::CHARTS;
use crate::output::comparison::COMPARISON;
use crate::output::comparison::record::{RECORD, Record};
use crate::output::hypotheses::HYPOTHESES;
use crate::output::report::REPORT;
use crate::output::tables::{SENSITIVITY, Table};
use crate::results::manifest::{MANIFEST, Manifest, sha256};
use crate::scenario::keys::FORMER_CHARTS;
use std::fs;
use std::path::Path;

/// How the files of a chart end.
const OF_A_CHART: [&str; 7] = ["svg", "png", "pdf", "csv", "caption.md", "print.md", "alt.txt"];

/// A film of a run, in its formats and in words.
pub const FILM: [&str; 7] =
    ["film.gif", "film.svg", "film.mp4", "film-still.svg", "film-still.png", "film.caption.md", "film.alt.txt"];

/// The names of all files that a folder with this manifest may have, the manifest first.
pub fn names(manifest: &Manifest) -> Vec<String> {
    let inputs = local_names(manifest.inputs.iter().map(|input| input.file.as_str()));
    let others = [SCENARIO, SCENARIO_B, COMPARISON, RECORD, SENSITIVITY, HYPOTHESES, SHARD_RUNS, REPORT, DATAPACKAGE];
    let tables = Table::ALL
        .into_iter()
        .map(Table::file)
        .chain(others.map(str::to_owned))
        .chain(parquet::names())
        .chain(excel::names());
    // A folder of an earlier version may have charts by their former names.
    let charts = CHARTS.iter().map(|chart| chart.name).chain(FORMER_CHARTS.iter().map(|(former, _)| *former));
    let charts = charts.flat_map(|name| OF_A_CHART.map(|ending| format!("{FIGURES}/{name}.{ending}")));
    let film = FILM.map(|name| format!("{FIGURES}/{name}"));
    [MANIFEST.to_owned()].into_iter().chain(tables).chain(charts).chain(film).chain(inputs).collect()
}

/// Refuses a folder in which writing results with this manifest would replace a file that is not this program's: any of
/// these names where nothing says that it is, and a scenario or input file that was changed since it was written.
///
/// # Errors
/// With the first such file.
pub fn refuse_others(folder: &Path, ours: &Manifest) -> Result<(), ClaimError> {
    let foreign = |file: String| {
        let what = format!("a file `{file}` that would be replaced and is not known to be a result of this program");
        Err(ClaimError::Foreign { folder: folder.to_owned(), what })
    };
    let known: Vec<Manifest> =
        [folder.to_owned(), folder.join(STAGING)].iter().filter_map(|place| read_manifest(place).ok()).collect();
    if let Some(what) = in_the_way(folder, known.iter().chain([ours])) {
        return Err(ClaimError::Foreign { folder: folder.to_owned(), what });
    }
    let compared = matches!(Record::read(folder), Ok(Some(_)));
    if known.is_empty() && !compared {
        return names(ours).into_iter().find(|name| folder.join(name).is_file()).map_or(Ok(()), foreign);
    }
    match changed(folder, ours, &known) {
        Some(file) => foreign(file),
        None => Ok(()),
    }
}

/// What stands where a file of these manifests is or will be, and is no file: it would be lost, or could not give way.
fn in_the_way<'a>(folder: &Path, manifests: impl Iterator<Item = &'a Manifest>) -> Option<String> {
    let odd = |name: &String| {
        let above = Path::new(name).parent().filter(|inner| !inner.as_os_str().is_empty());
        if let Some(inner) = above.filter(|inner| folder.join(inner).exists() && !folder.join(inner).is_dir()) {
            return Some(format!("a file `{}` where a folder of results should be", inner.display()));
        }
        let about = folder.join(name).symlink_metadata().ok().filter(|about| !about.is_file())?;
        let kind = if about.is_dir() { "a folder" } else { "a link, a pipe or a device" };
        Some(format!("{kind} `{name}` where a file of results should be"))
    };
    manifests.flat_map(names).find_map(|name| odd(&name))
}

/// The first file of a kind that people write, too, which is neither as a manifest has it nor as it will be.
fn changed(folder: &Path, ours: &Manifest, known: &[Manifest]) -> Option<String> {
    let written: Vec<(String, String)> = known.iter().flat_map(written_by).collect();
    let wanted = written_by(ours);
    wanted.iter().map(|(name, _)| name).find_map(|name| {
        let content = fs::read(folder.join(name)).ok()?;
        let hash = sha256(&content);
        let same = written.iter().chain(&wanted).any(|(other, known)| other == name && *known == hash);
        (!same).then(|| name.clone())
    })
}

/// Scenarios and input files of a manifest with their hashes.
fn written_by(manifest: &Manifest) -> Vec<(String, String)> {
    let scenarios = [Some((SCENARIO, &manifest.scenario)), manifest.compared_with.as_ref().map(|b| (SCENARIO_B, b))];
    let scenarios = scenarios.into_iter().flatten().map(|(name, entry)| (name.to_owned(), entry.sha256.clone()));
    let names = local_names(manifest.inputs.iter().map(|input| input.file.as_str()));
    scenarios.chain(names.into_iter().zip(manifest.inputs.iter().map(|input| input.sha256.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_a_chart_and_a_table_is_known() {
        let names = names(&Manifest::default());
        for name in
            ["manifest.json", "runs.csv", "runs.parquet", "runs.excel.csv", "report.html", "figures/reach.alt.txt"]
        {
            assert!(names.iter().any(|known| known == name), "{name}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn what_is_no_file_is_no_result() {
        for (odd, told) in [
            ("runs.csv", "a link"),
            ("figures/reach.svg", "a link"),
            ("report.html/", "a folder"),
            ("figures", "a file"),
        ] {
            let desk = tempfile::tempdir().unwrap();
            fs::write(desk.path().join("manifest.json"), "{}").unwrap();
            fs::create_dir(desk.path().join("figures")).unwrap();
            let path = desk.path().join(odd.trim_end_matches('/'));
            match told {
                "a link" => std::os::unix::fs::symlink("/nowhere", &path).unwrap(),
                "a folder" => fs::create_dir(&path).unwrap(),
                _ => {
                    fs::remove_dir(&path).unwrap();
                    fs::write(&path, "").unwrap();
                }
            }
            let error = refuse_others(desk.path(), &Manifest::default()).unwrap_err().to_string();
            assert!(
                error.contains(told) && error.contains(&format!("`{}`", odd.trim_end_matches('/'))),
                "{odd}: {error}"
            );
        }
    }

    #[test]
    fn a_folder_without_a_manifest_is_somebody_elses() {
        let desk = tempfile::tempdir().unwrap();
        assert!(refuse_others(desk.path(), &Manifest::default()).is_ok());
        fs::create_dir(desk.path().join("figures")).unwrap();
        fs::write(desk.path().join("figures/mine.svg"), "").unwrap();
        assert!(refuse_others(desk.path(), &Manifest::default()).is_ok());
        fs::write(desk.path().join("figures/reach.svg"), "").unwrap();
        let error = refuse_others(desk.path(), &Manifest::default()).unwrap_err();
        assert!(error.to_string().contains("`figures/reach.svg`"), "{error}");
    }
}
