//! The works that are cited, each with how it was seen: a number is no surer than the page on which it was read.

mod list;

pub use list::SOURCES;

/// How a work was seen when it was cited here, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seen {
    /// The article's own text was opened.
    Text,
    /// Its abstract or its opening page was opened, and no more.
    Abstract,
    /// Another page reports it.
    SecondHand,
    /// Only its title and reference were seen.
    Listing,
    /// It is cited from memory.
    Memory,
}

impl Seen {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Abstract => "abstract",
            Self::SecondHand => "second hand",
            Self::Listing => "title only",
            Self::Memory => "memory",
        }
    }

    /// Whether the work itself was opened.
    pub fn is_opened(self) -> bool {
        self <= Self::Abstract
    }
}

/// A published work.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// How texts cite it: names and year. No two are alike.
    pub label: &'static str,
    /// Its authors as `Surname, Initials`, joined by `and` as in BibTeX.
    pub authors: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Journal, publisher or archive.
    pub place: &'static str,
    /// Volume and first page or article number, joined by a colon; may be empty.
    pub pages: &'static str,
    /// Digital object identifier; empty where it was not checked.
    pub doi: &'static str,
    /// How it was seen.
    pub seen: Seen,
}

impl Source {
    /// The year in which it was published.
    pub fn year(&self) -> &'static str {
        self.label.rsplit(' ').next().unwrap_or_default()
    }

    /// The surname of its first author.
    pub fn first_author(&self) -> &'static str {
        self.authors.split([',', ' ']).next().unwrap_or_default()
    }

    /// As a list of references gives it.
    pub fn reference(&self) -> String {
        let pages = if self.pages.is_empty() { String::new() } else { format!(" {}", self.pages) };
        let doi = if self.doi.is_empty() { String::new() } else { format!(", doi:{}", self.doi) };
        let authors = self.authors.replace(" and others", " et al.").replace(" and ", "; ");
        let stop = if self.title.ends_with(['?', '!', '.']) { "" } else { "." };
        format!("{authors} ({}): {}{stop} {}{pages}{doi}", self.year(), self.title, self.place)
    }
}

/// The works that a text cites by their labels, in the order of the text, each once.
pub fn cited(text: &str) -> Vec<&'static Source> {
    let mut found: Vec<(usize, &Source)> =
        SOURCES.iter().filter_map(|source| Some((text.find(source.label)?, source))).collect();
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, source)| source).collect()
}

/// The works that a text names in words of its own: the first author and, not far behind, the year
/// (`Mann and colleagues (2013)`).
pub fn named(text: &str) -> Vec<&'static Source> {
    let named = |source: &&Source| {
        let name = source.first_author();
        text.match_indices(name).any(|(place, _)| {
            let after: String = text[place + name.len()..].chars().take(NEAR).collect();
            after.find(source.year()).is_some_and(|year| !after[..year].contains(". ") && last_name_is(&after[..year]))
        })
    };
    let found: Vec<&Source> = SOURCES.iter().filter(named).collect();
    let same = |a: &Source, b: &Source| (a.first_author(), a.year()) == (b.first_author(), b.year());
    // Of several by the same first author in a year the first is meant, unless another is cited by its label.
    let is_meant = |(place, source): &(usize, &&Source)| {
        text.contains(source.label) || !found[..*place].iter().any(|earlier| same(earlier, source))
    };
    found.iter().enumerate().filter(is_meant).map(|(_, source)| *source).collect()
}

/// How far behind a name its year may stand \[characters\].
const NEAR: usize = 60;

/// Whether no other work stands between a name and a year.
fn last_name_is(between: &str) -> bool {
    !between.contains(';') && !between.chars().any(|c| c.is_ascii_digit())
}

/// How well the works that a text cites were seen: as the worst of them; none where it cites nothing.
pub fn seen(text: &str) -> Option<Seen> {
    cited(text).iter().map(|source| source.seen).max()
}

/// Which of the works that a text cites were not opened, and how they were seen instead; empty where all were.
pub fn unopened(text: &str) -> String {
    let said = |source: &&Source| format!("{}: {}", source.label, source.seen.word());
    let unopened = cited(text).into_iter().filter(|source| !source.seen.is_opened());
    unopened.map(|source| said(&source)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_differ_and_end_in_a_year() {
        let labels: std::collections::BTreeSet<_> = SOURCES.iter().map(|s| s.label).collect();
        assert_eq!(labels.len(), SOURCES.len());
        for source in SOURCES {
            let year: u16 = source.year().parse().unwrap_or_default();
            assert!((1950..2030).contains(&year), "{}", source.label);
            assert!(source.label.starts_with(source.first_author()), "{}", source.label);
            assert!(!source.title.is_empty() && !source.place.is_empty(), "{}", source.label);
        }
    }

    #[test]
    fn a_text_cites_by_label_and_a_story_by_name_and_year() {
        let labels = |found: Vec<&Source>| found.iter().map(|s| s.label).collect::<Vec<_>>();
        let text = "order only: Norscia & Palagi 2011, PLoS ONE; and Norscia et al. 2020";
        assert_eq!(labels(cited(text)), ["Norscia & Palagi 2011", "Norscia et al. 2020"]);
        let story = "as in the experiments of Mann and colleagues (2013), and in Arnold and Winkielman 2021";
        assert_eq!(labels(named(story)), ["Mann et al. 2013", "Arnold & Winkielman 2021"]);
        assert!(named("Hill spoke. In 2010 it rained").is_empty());
    }

    #[test]
    fn a_claim_is_as_sure_as_its_worst_source() {
        assert_eq!(seen("Provine 1992"), Some(Seen::Abstract));
        assert_eq!(seen("Provine 1992; Hempelmann 2007"), Some(Seen::Memory));
        assert_eq!(seen("nobody"), None);
    }
}
