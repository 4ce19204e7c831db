//! What each file of a bundle is.

use crate::output::folder::{DATAPACKAGE, FIGURES};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// Files that no table describes: name, and what it is.
const OTHERS: [(&str, &str); 12] = [
    ("CITATION.cff", "how to cite these results, for programs"),
    ("LICENCE.md", "what others may do with it"),
    ("README.md", "what is here, for people"),
    ("comparison.json", "what was compared"),
    ("datapackage.json", "every column of every table: meaning, type, unit (Frictionless Data Package)"),
    ("manifest.json", "how the results came to be: version, seed, checksums, command"),
    ("methods.md", "a paragraph on methods, to be adapted"),
    ("references.bib", "the program and the works behind its numbers and what is said of them, as BibTeX"),
    ("report.html", "everything on one page, for a browser"),
    ("ro-crate-metadata.json", "what every file is, for archives (RO-Crate)"),
    ("scenario-b.toml", "the second version, every value filled in"),
    ("scenario.toml", "the scenario, every value filled in: run again, it gives the same bytes"),
];

/// What the tables of a folder are, by path: from their dictionary.
pub(super) fn of(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let package: serde_json::Value = serde_json::from_slice(&fs::read(folder.join(DATAPACKAGE))?)?;
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let resources = package["resources"].as_array().into_iter().flatten();
    Ok(resources.map(|resource| (text(&resource["path"]), text(&resource["description"]))).collect())
}

/// What a file is, in words.
pub(super) fn what(path: &str, tables: &BTreeMap<String, String>) -> String {
    if let Some(about) = tables.get(path) {
        return about.clone();
    }
    if let Some((_, about)) = OTHERS.iter().find(|(name, _)| *name == path) {
        return (*about).to_owned();
    }
    match path.strip_prefix(&format!("{FIGURES}/")).and_then(|name| name.split_once('.')) {
        Some((name, "caption.md")) => format!("the caption of the figure {name}"),
        Some((name, "print.md")) => format!("a short caption of the figure {name}, to print"),
        Some((name, "alt.txt")) => format!("the figure {name} in words, for those who cannot see it"),
        Some((name, _)) => format!("the figure {name}"),
        None if path.ends_with(".excel.csv") => "the table of the same name, for Excel".to_owned(),
        None if path.ends_with(".parquet") => "the table of the same name, as Parquet".to_owned(),
        None => "a file that the scenario reads".to_owned(),
    }
}

/// The media type of a file.
pub(super) fn media(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "csv" => "text/csv",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "gif" => "image/gif",
        "mp4" => "video/mp4",
        "pdf" => "application/pdf",
        "json" => "application/json",
        "html" => "text/html",
        "md" => "text/markdown",
        "toml" => "application/toml",
        "cff" => "application/yaml",
        "bib" => "application/x-bibtex",
        "txt" => "text/plain",
        "parquet" => "application/vnd.apache.parquet",
        _ => "application/octet-stream",
    }
}

/// Every file of a folder, by its path with `/`, in the order of names.
pub(super) fn files(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    collect(folder, "", &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found)?;
        } else {
            found.push(name);
        }
    }
    Ok(())
}
