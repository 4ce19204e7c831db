//! The texts of a bundle: README, methods, citation.

use super::describe::{self, files, what};
use super::licence::Licence;
use crate::cli::cite::format::{AUTHORS, TITLE, author, reference, yaml};
use crate::cli::explore::page::escaped;
use crate::evidence::sources::Source;
use crate::output::folder::FIGURES;
use crate::results::manifest::Manifest;
use crate::text;
use std::fs;
use std::io;
use std::path::Path;

/// What a bundle is about.
pub(super) struct About<'a> {
    pub(super) manifest: &'a Manifest,
    pub(super) question: &'a str,
    pub(super) answer: &'a [String],
    pub(super) authors: &'a [String],
    pub(super) licence: Option<&'a Licence>,
    pub(super) methods: &'a str,
    pub(super) works: &'a [&'static Source],
    /// How many of them are behind numbers; the others are behind what is said.
    pub(super) behind: usize,
    /// When the results were complete: `2026-01-31`.
    pub(super) day: String,
}

impl About<'_> {
    /// The title of what was run, or its name.
    pub(super) fn title(&self) -> &str {
        let scenario = &self.manifest.scenario;
        if scenario.title.is_empty() { &scenario.name } else { &scenario.title }
    }
}

/// The paragraph, and how to use it.
pub(super) fn methods(about: &About<'_>) -> String {
    format!(
        "# Methods\n\n{}\n\n*Written by the program from the results; shorten and adapt it. references.bib has the program and {}; look \
         at a work before you cite it.*\n",
        plain(&text::shown(about.methods)),
        counted(about.works, about.behind)
    )
}

/// Words of others within Markdown: no markup, and no links.
fn plain(words: &str) -> String {
    escaped(words).replace('[', "\\[").replace(']', "\\]")
}

/// How many published works there are, and what they are behind.
fn counted(works: &[&Source], numbers: usize) -> String {
    let works = works.len();
    let many = |n: usize| if n == 1 { "1 published work".to_owned() } else { format!("{n} published works") };
    match works - numbers.min(works) {
        0 => format!("the {} behind its numbers", many(numbers)),
        said => {
            format!("the {} behind its numbers ({numbers}) and behind what is said beside them ({said})", many(works))
        }
    }
}

/// The Citation File of the results.
pub(super) fn citation(about: &About<'_>) -> String {
    let mut text = format!(
        "cff-version: 1.2.0\nmessage: {}\ntype: dataset\ntitle: {}\nauthors:\n",
        yaml("If you use these results, please cite them as below, and the program that made them."),
        yaml(about.title())
    );
    if about.authors.is_empty() {
        text += "  - name: \"(the authors of these results are to be named here)\"\n";
    }
    // The same lines as of an author of a reference, four spaces further left.
    let lines: String = about.authors.iter().map(|name| author(name)).collect();
    lines.lines().for_each(|line| text += &format!("{}\n", line.strip_prefix("    ").unwrap_or(line)));
    text += &format!("date-released: {}\n", about.day);
    if let Some(licence) = about.licence {
        text += &format!("license: {}\n", licence.id);
    }
    text += &format!(
        "references:\n  - type: software\n    title: {}\n    authors:\n      - name: {}\n    version: {}\n",
        yaml(TITLE),
        yaml(AUTHORS),
        yaml(&about.manifest.version)
    );
    about.works.iter().fold(text, |text, work| text + &reference(work))
}

/// What is here, for people.
pub(super) fn readme(about: &About<'_>, folder: &Path, figures: &[&str]) -> io::Result<String> {
    let mut text = format!("# {}\n\n", plain(about.title()));
    if !about.question.is_empty() {
        text += &format!("*{}*\n\n", plain(about.question));
    }
    about.answer.iter().for_each(|paragraph| text += &format!("{}\n\n", plain(paragraph)));
    text += "## Figures\n\n";
    for name in figures {
        text += &figure(folder, name)?;
    }
    text += "## Files\n\n| file | what it is |\n| --- | --- |\n";
    let tables = describe::of(folder)?;
    let later = ["README.md", "ro-crate-metadata.json"].map(str::to_owned);
    let mut all: Vec<String> = files(folder)?.into_iter().chain(later).collect();
    all.sort();
    for path in all.iter().filter(|path| !path.starts_with(&format!("{FIGURES}/"))) {
        text += &format!("| `{path}` | {} |\n", what(path, &tables).replace('|', "\\|"));
    }
    text += &format!(
        "| `{FIGURES}/` | each figure as pictures, with the numbers that it draws (.csv), a caption (.caption.md) and a text for those who \
         cannot see it (.alt.txt) |\n"
    );
    text += &again(about.manifest);
    text += "\n## How to cite, and what is allowed\n\nCITATION.cff says how to cite it; LICENCE.md what others may do with it.\n";
    Ok(text)
}

fn figure(folder: &Path, name: &str) -> io::Result<String> {
    let read = |ending: &str| fs::read_to_string(folder.join(FIGURES).join(format!("{name}.{ending}")));
    let alt = read("alt.txt")?.replace(['[', ']', '\n'], " ");
    Ok(format!("![{}]({FIGURES}/{name}.png)\n\n{}\n\n", escaped(alt.trim()), read("caption.md")?.trim()))
}

fn again(manifest: &Manifest) -> String {
    let command = match manifest.command.get(1).map(String::as_str) {
        Some("compare") if manifest.compared_with.is_some() => "compare scenario.toml scenario-b.toml",
        Some("compare") => "compare scenario.toml",
        Some("sweep") => "sweep scenario.toml",
        _ => "run scenario.toml",
    };
    let version = &manifest.version;
    format!(
        "\n## The same again\n\nWith catching {version}, in this folder:\n\n```sh\ncatching {command} -o again   # the same tables, byte for byte\ncatching \
         plot . --theme slides      # the figures in another look\n```\n"
    )
}
