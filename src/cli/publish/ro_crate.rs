//! `ro-crate-metadata.json`: what every file of a bundle is, for archives (RO-Crate 1.2, <https://w3id.org/ro/crate/1.2>).

use super::describe::{self, files, media, what};
use super::texts::About;
use crate::cli::cite::format::{AUTHORS, TITLE};
use crate::evidence::sources::Source;
use crate::output::folder::SCENARIO;
use crate::results::manifest::sha256;
use serde_json::{Value, json};
use std::fs;
use std::io;
use std::path::Path;

/// The file.
pub(super) const FILE: &str = "ro-crate-metadata.json";
/// The program, among the things that the metadata names; by it a bundle of ours is known again.
const PROGRAM: &str = "#catching";

/// Whether a folder is a bundle that this program made.
pub(super) fn is_bundle(folder: &Path) -> bool {
    fs::read_to_string(folder.join(FILE)).is_ok_and(|text| text.contains(&format!("\"@id\": \"{PROGRAM}\"")))
}

/// The files of a bundle, the metadata first, as its metadata has them.
///
/// # Errors
/// The first that is not as it was when the bundle was made.
pub(super) fn unchanged(folder: &Path) -> Result<Vec<String>, String> {
    let text = fs::read_to_string(folder.join(FILE)).unwrap_or_default();
    let metadata: Value = serde_json::from_str(&text).unwrap_or_default();
    let mut names = vec![FILE.to_owned()];
    for entry in metadata["@graph"].as_array().into_iter().flatten().filter(|entry| entry["@type"] == "File") {
        let (Some(name), Some(hash)) = (entry["name"].as_str(), entry["sha256"].as_str()) else { continue };
        // What somebody took away is not lost by it.
        if fs::read(folder.join(name)).is_ok_and(|content| sha256(&content) != hash) {
            return Err(name.to_owned());
        }
        names.push(name.to_owned());
    }
    Ok(names)
}

/// The metadata of a bundle, all whose other files are there.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn metadata(about: &About<'_>, folder: &Path) -> io::Result<String> {
    let paths = files(folder)?;
    let (ids, entries) = described(folder, &paths)?;
    let mut graph = vec![
        json!({
            "@id": FILE,
            "@type": "CreativeWork",
            "conformsTo": { "@id": "https://w3id.org/ro/crate/1.2" },
            "about": { "@id": "./" },
        }),
        root(about, &ids),
    ];
    graph.extend(entries);
    graph.push(licence(about));
    graph.extend(people(about));
    graph.extend(program(about, &paths));
    graph.extend(cited(about).into_iter().map(work));
    let whole = json!({ "@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph });
    Ok(serde_json::to_string_pretty(&whole).map_err(io::Error::other)? + "\n")
}

fn root(about: &About<'_>, ids: &[String]) -> Value {
    let described = [about.question].into_iter().chain(about.answer.iter().map(String::as_str));
    let description: Vec<&str> = described.filter(|text| !text.is_empty()).collect();
    let mut root = json!({
        "@id": "./",
        "@type": "Dataset",
        "name": about.title(),
        "description": description.join(" "),
        "datePublished": about.day,
        "license": { "@id": licence_id(about) },
        "keywords": ["agent-based model", "emotional contagion", "simulation"],
        "hasPart": ids.iter().map(|id| json!({ "@id": id })).collect::<Vec<_>>(),
        "mentions": { "@id": "#run" },
        "citation": cited(about).iter().map(|work| json!({ "@id": doi(work) })).collect::<Vec<_>>(),
    });
    if !about.authors.is_empty() {
        root["author"] = (0..about.authors.len()).map(|n| json!({ "@id": author_id(n) })).collect();
    }
    root
}

/// The files with what they are.
fn described(folder: &Path, paths: &[String]) -> io::Result<(Vec<String>, Vec<Value>)> {
    let tables = describe::of(folder)?;
    let mut entries = Vec::new();
    for path in paths {
        let bytes = fs::read(folder.join(path))?;
        entries.push(json!({
            "@id": encoded(path),
            "@type": "File",
            "name": path,
            "description": what(path, &tables),
            "encodingFormat": media(path),
            "contentSize": bytes.len().to_string(),
            "sha256": sha256(&bytes),
        }));
    }
    Ok((paths.iter().map(|path| encoded(path)).collect(), entries))
}

/// A path as a part of a URI.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn licence_id(about: &About<'_>) -> String {
    about.licence.map_or_else(|| "#licence".to_owned(), |licence| licence.url.clone())
}

fn licence(about: &About<'_>) -> Value {
    let (name, says) = match about.licence {
        Some(licence) => (licence.id.as_str(), licence.says),
        None => ("none given", "Its authors have named no licence; LICENCE.md says what that means."),
    };
    json!({ "@id": licence_id(about), "@type": "CreativeWork", "name": name, "description": says })
}

fn author_id(number: usize) -> String {
    format!("#author-{}", number + 1)
}

fn people(about: &About<'_>) -> Vec<Value> {
    let person = |(number, name): (usize, &String)| {
        let mut person = json!({ "@id": author_id(number), "@type": "Person", "name": name });
        if let Some((family, given)) = name.split_once(", ") {
            person["name"] = json!(format!("{given} {family}"));
            person["familyName"] = json!(family);
            person["givenName"] = json!(given);
        }
        person
    };
    about.authors.iter().enumerate().map(person).collect()
}

/// The program, and that it made the tables of the scenario.
fn program(about: &About<'_>, paths: &[String]) -> [Value; 2] {
    let made = paths.iter().filter(|path| path.ends_with(".csv") && !path.starts_with("inputs/"));
    [
        json!({
            "@id": PROGRAM,
            "@type": "SoftwareApplication",
            "name": TITLE,
            "version": about.manifest.version,
            "creator": AUTHORS,
        }),
        json!({
            "@id": "#run",
            "@type": "CreateAction",
            "name": "the simulation",
            "instrument": { "@id": PROGRAM },
            "object": { "@id": SCENARIO },
            "result": made.map(|path| json!({ "@id": encoded(path) })).collect::<Vec<_>>(),
            "startTime": about.manifest.started,
            "endTime": about.manifest.finished,
        }),
    ]
}

/// The works that can be found by their DOI, each once.
fn cited(about: &About<'_>) -> Vec<&'static Source> {
    let mut found: Vec<&'static Source> = Vec::new();
    for work in about.works.iter().filter(|work| !work.doi.is_empty()) {
        if found.iter().all(|known| known.doi != work.doi) {
            found.push(work);
        }
    }
    found
}

fn doi(work: &Source) -> String {
    format!("https://doi.org/{}", work.doi)
}

fn work(work: &Source) -> Value {
    json!({
        "@id": doi(work),
        "@type": "ScholarlyArticle",
        "name": work.title,
        "author": work.authors,
        "datePublished": work.year(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_uri() {
        assert_eq!(encoded("inputs/class 1.csv"), "inputs/class%201.csv");
        assert_eq!(encoded("é.csv"), "%C3%A9.csv");
    }
}
