//! Citations as text, BibTeX and CFF.

use crate::evidence::sources::Source;
pub(in crate::cli) use crate::output::report::{AUTHORS, TITLE};
use crate::output::report::{YEAR, citation};
use crate::scenario::provenance::Works;

/// The Citation File of the program.
const FILE: &str = include_str!("../../../CITATION.cff");
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Lines of text.
pub(super) fn text(about: &str, works: &Works) -> String {
    let mut text = citation() + "\n";
    text += "\nSay with it which scenario, which seed and which version: they stand in manifest.json of each result.\n";
    if about.is_empty() {
        return text;
    }
    if works.all().is_empty() {
        return text + &format!("\n`{about}` rests on no published work: every number in it is its own.\n");
    }
    text += "\nHow each work was seen when it was cited here stands in brackets.\n";
    let numbers = format!("Works behind the numbers of `{about}` (of a number that it changes: behind the preset's)");
    let said =
        "Works behind what is said beside them: claims that are often made, and what its own text names".to_owned();
    for (heading, works) in [(numbers, &works.numbers), (said, &works.said)].into_iter().filter(|(_, w)| !w.is_empty())
    {
        text += &format!("\n{heading}:\n\n");
        works.iter().for_each(|work| text += &format!("- {} [{}]\n", work.reference(), work.seen.word()));
    }
    text + "\nabstract: its abstract or first page was opened, and no more. second hand: another page reports it. title only: seen in a\nlist. memory: not looked up.\nTitles and pages of what was not opened are from memory, too. Look at the work itself before you cite it.\n"
}

/// Entries of BibTeX.
pub(in crate::cli) fn bibtex(works: &[&Source]) -> String {
    let program = format!(
        "@software{{catching,\n  author = {{{{{AUTHORS}}}}},\n  title = {{{{{TITLE}}}}},\n  version = {{{VERSION}}},\n  year = {{{YEAR}}}\n}}\n"
    );
    works.iter().fold(program, |text, work| text + "\n" + &entry(work))
}

fn entry(work: &Source) -> String {
    let is_article = is_article(work);
    let (volume, number, pages) = parts(work.pages);
    let fields = [
        ("author", tex(work.authors)),
        ("title", format!("{{{}}}", tex(work.title))),
        (if is_article { "journal" } else { "howpublished" }, tex(work.place)),
        ("volume", volume.to_owned()),
        ("number", number.to_owned()),
        ("pages", pages.to_owned()),
        ("year", work.year().to_owned()),
        ("doi", work.doi.to_owned()),
        ("note", format!("Seen by the makers of catching: {}", work.seen.word())),
    ];
    let fields = fields.iter().filter(|(_, value)| !value.is_empty());
    let lines: Vec<String> = fields.map(|(name, value)| format!("  {name} = {{{value}}}")).collect();
    format!("@{}{{{},\n{}\n}}\n", if is_article { "article" } else { "misc" }, key(work), lines.join(",\n"))
}

/// Whether it came out in a journal.
fn is_article(work: &Source) -> bool {
    !["preprint", "arXiv", "University", "World Health"].iter().any(|word| work.place.contains(word))
}

/// Volume, number and first page of `121(45):7`.
fn parts(pages: &str) -> (&str, &str, &str) {
    let (volume, page) = pages.split_once(':').unwrap_or(if pages.contains('(') { (pages, "") } else { ("", pages) });
    let (volume, number) = volume.split_once('(').unwrap_or((volume, ""));
    (volume, number.trim_end_matches(')'), page)
}

/// A name for the entry, of letters and digits that every program reads.
fn key(work: &Source) -> String {
    let plain = |c: char| match c {
        'á' => 'a',
        'ô' => 'o',
        'é' => 'e',
        'ó' => 'o',
        'ü' => 'u',
        'č' => 'c',
        c => c,
    };
    work.label.chars().map(plain).filter(char::is_ascii_alphanumeric).collect()
}

/// A text as TeX reads it.
fn tex(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '&' | '%' | '_' | '#' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A Citation File, the works as its references.
pub(super) fn cff(works: &[&Source]) -> String {
    let mut text = FILE.to_owned();
    if !works.is_empty() {
        text += "references:\n";
    }
    works.iter().fold(text, |text, work| text + &reference(work))
}

/// A work as one of the references of a Citation File.
pub(in crate::cli) fn reference(work: &Source) -> String {
    let kind = if is_article(work) { "article" } else { "generic" };
    let (volume, number, pages) = parts(work.pages);
    let mut text = format!("  - type: {kind}\n    title: {}\n    authors:\n", yaml(work.title));
    work.authors.split(" and ").filter(|name| *name != "others").for_each(|name| text += &author(name));
    let place = if is_article(work) { "journal" } else { "medium" };
    let rows = [(place, work.place), ("volume", volume), ("issue", number), ("start", pages), ("doi", work.doi)];
    text += &format!("    year: {}\n", work.year());
    rows.iter()
        .filter(|(_, value)| !value.is_empty())
        .for_each(|(name, value)| text += &format!("    {name}: {}\n", yaml(value)));
    let others = if work.authors.ends_with("others") { "; with further authors" } else { "" };
    text + &format!("    notes: {}\n", yaml(&format!("seen by the makers of catching: {}{others}", work.seen.word())))
}

/// An author of a Citation File.
pub(in crate::cli) fn author(name: &str) -> String {
    match name.split_once(", ") {
        Some((family, given)) => {
            format!("      - family-names: {}\n        given-names: {}\n", yaml(family), yaml(given))
        }
        None => format!("      - name: {}\n", yaml(name)),
    }
}

/// A text as YAML, always in quotes.
pub(in crate::cli) fn yaml(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sources::SOURCES;
    use std::collections::BTreeSet;

    #[test]
    fn the_citation_file_is_of_this_version_and_names_the_program_alike() {
        assert!(FILE.contains(&format!("version: {VERSION}\n")) && FILE.contains(TITLE) && FILE.contains(AUTHORS));
        assert!(include_str!("../../../LICENSE-MIT").contains(&format!("{YEAR} {AUTHORS}")));
    }

    #[test]
    fn every_work_has_a_key_of_its_own_and_braces_that_match() {
        let keys: BTreeSet<String> = SOURCES.iter().map(key).collect();
        assert_eq!(keys.len(), SOURCES.len());
        for work in SOURCES {
            let entry = entry(work);
            assert_eq!(entry.matches('{').count(), entry.matches('}').count(), "{entry}");
            assert!(key(work).ends_with(work.year()), "{}", work.label);
        }
    }

    #[test]
    fn volume_number_and_page_are_told_apart() {
        assert_eq!(parts("72:109"), ("72", "", "109"));
        assert_eq!(parts("121(45)"), ("121", "45", ""));
        assert_eq!(parts("114434"), ("", "", "114434"));
        assert_eq!(parts(""), ("", "", ""));
    }
}
