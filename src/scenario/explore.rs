//! What a reader may move in the page of a scenario, and how people are shown there.

use super::changes::Variant;
use super::diagnostics::{Diagnostics, did_you_mean};
use super::keys;
use super::names::is_metric;
use super::section::Section;
use super::sweep::{self, Values, Vary};
use super::tree::Node;

/// More controls than this are a cockpit.
pub const MOST_MOVED: usize = 6;

/// The page in which a reader plays with a scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explore {
    /// What the reader may move; empty: what fits the scenario.
    pub vary: Vec<Moved>,
    /// The metric that is guessed before looking; empty: the reach of the first expression.
    pub guess: String,
    /// How people can be shown, the first one first; empty: as fits.
    pub pictures: Vec<String>,
    /// Paragraphs above the picture.
    pub text: Vec<String>,
}

/// One key that a reader may move.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The key, its values, what it is called.
    pub vary: Vary,
    /// What the values are called; empty: as they are.
    pub names: Vec<String>,
    /// What the values mean; may be empty.
    pub help: String,
}

/// How people are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Where they sit or stand.
    Seats,
    /// Near whom they are tied to.
    Network,
    /// Group by group.
    Groups,
}

impl Picture {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Seats, Self::Network, Self::Groups];

    /// As a scenario writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Seats => "seats",
            Self::Network => "network",
            Self::Groups => "groups",
        }
    }

    /// The one that a scenario calls so.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|picture| picture.word() == word)
    }
}

/// The page, if the scenario says something of it.
pub(super) fn explore(
    root: &Section<'_>,
    groups: &[String],
    metrics: &[String],
    diagnostics: &mut Diagnostics,
) -> Option<Explore> {
    let table = root.table("explore", keys::EXPLORE);
    table.node?;
    let given = table.tables("vary", keys::MOVED);
    if let Some(one_too_many) = given.get(MOST_MOVED) {
        let message = format!("a page has room for {MOST_MOVED} controls, this one has {}", given.len());
        diagnostics.error(one_too_many.span(), message, "keep those that a reader learns most from");
    }
    sweep::one_key_once(&given, groups, diagnostics);
    let guess = table.text("guess").unwrap_or_default();
    if let Some(node) = table.given("guess").filter(|_| !guess.is_empty()) {
        is_metric(&guess, metrics, node.span, diagnostics);
    }
    pictures_are_known(&table, diagnostics);
    Some(Explore {
        vary: given.iter().filter_map(|table| moved(table, diagnostics)).collect(),
        guess,
        pictures: table.texts("pictures"),
        text: table.texts("text"),
    })
}

fn pictures_are_known(table: &Section<'_>, diagnostics: &mut Diagnostics) {
    for node in table.given("pictures").map(Node::items).unwrap_or_default() {
        let Some(word) = node.text().filter(|word| Picture::named(word).is_none()) else { continue };
        let near = did_you_mean(word, keys::PICTURES.iter().copied());
        let advice = format!("one of {}", keys::PICTURES.join(", "));
        diagnostics.error(node.span, format!("there is no picture `{word}`{near}"), advice);
    }
}

fn moved(table: &Section<'_>, diagnostics: &mut Diagnostics) -> Option<Moved> {
    // A page chooses the positions of a range itself, as a design does that draws its points.
    let vary = sweep::varied_by(Variant::Moved, table, "", diagnostics)?;
    let names = table.texts("names");
    let wanted = match &vary.values {
        Values::List(list) => Some(list.len()),
        Values::Range { .. } => None,
    };
    if !names.is_empty() && wanted != Some(names.len()) {
        let message = match wanted {
            Some(values) => format!("`{}` has {values} values and {} names", vary.key, names.len()),
            None => format!("`{}` has names, but no list of values", vary.key),
        };
        diagnostics.error(table.key_span("names"), message, "one name for each of `values`");
    }
    Some(Moved { vary, names, help: table.text("help").unwrap_or_default() })
}
