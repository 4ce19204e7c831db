//! Mechanisms of the model and ideas that readers bring: what is said of each, what is known, and what the model has of it.
//!
//! One table: explanations, `docs/concepts.md` and the box in a report are made of it.

mod bonds;
mod brain;
mod crowds;
mod faces;
mod feelings;
mod mechanisms;
mod people;
mod sight;
mod web;
mod yawns;

use super::sources::{self, Seen};
use crate::model::Situation;
use crate::model::schedule::MECHANISMS;
use crate::model::situation::ImitationRate;

/// A mechanism, or an idea.
pub struct Concept {
    /// Its name.
    pub name: &'static str,
    /// Other words for it, as people type them; plurals and endings are found without being listed.
    pub also: &'static [&'static str],
    /// What it is to the model.
    pub kind: Kind,
    /// What the popular account says; empty: it says nothing.
    pub said: &'static str,
    /// What is known.
    pub known: &'static [Known],
    /// What the model has for it.
    pub has: &'static str,
    /// What the model does not have; may be empty.
    pub lacks: &'static str,
    /// Shipped scenarios that show it.
    pub scenarios: &'static [&'static str],
    /// Keys to turn, as in a scenario.
    pub keys: &'static [&'static str],
    /// Whether a scenario raises it.
    pub raised: fn(&Scene<'_>) -> bool,
}

/// What a concept is to the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of the [mechanisms](MECHANISMS) by itself.
    Mechanism,
    /// A part of a mechanism: what it claims, and what switches it on.
    Part {
        /// What it claims, in a line.
        claim: &'static str,
        /// What in a scenario switches it on.
        on: &'static str,
    },
    /// An idea that readers bring.
    Idea,
}

/// What is known, with its sources in the text.
pub struct Known {
    /// In a sentence or two.
    pub says: &'static str,
    /// How sure that is.
    pub standing: Standing,
}

/// How sure a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Reported by studies whose abstract or text was opened.
    Measured,
    /// Studies, or their readers, disagree.
    Disputed,
    /// From memory or second hand.
    Unverified,
    /// Our own reading, or a consequence of the model.
    Own,
}

impl Standing {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Disputed => "disputed",
            Self::Unverified => "unverified",
            Self::Own => "our own reading",
        }
    }
}

impl Known {
    /// How sure it is, in brackets: with what was not opened.
    pub fn mark(&self) -> String {
        let unopened = sources::unopened(self.says);
        if unopened.is_empty() {
            return format!("({})", self.standing.word());
        }
        format!("({}; {unopened})", self.standing.word())
    }
}

/// What a scenario has in it.
pub struct Scene<'a> {
    /// The situation.
    pub situation: &'a Situation,
    /// The presets that its expressions start from.
    pub presets: &'a [String],
}

impl Scene<'_> {
    /// Whether an expression starts from this preset.
    fn has(&self, preset: &str) -> bool {
        self.presets.iter().any(|name| name == preset)
    }

    /// Whether something is imitated.
    fn imitates(&self) -> bool {
        self.situation.expressions.iter().any(|e| e.imitation_rate != ImitationRate::Rate(0.0))
    }

    /// Whether people have moods.
    fn feels(&self) -> bool {
        self.situation.mood.is_some()
    }

    /// Whether somebody shows something on purpose.
    fn poses(&self) -> bool {
        self.situation.groups.iter().any(|group| !group.deliberate.is_empty())
    }
}

impl Concept {
    /// What it claims, in a line.
    pub fn claim(&self) -> &'static str {
        match self.kind {
            Kind::Part { claim, .. } => claim,
            Kind::Mechanism => mechanism(self.name).map_or("", |m| m.claim),
            Kind::Idea => self.said,
        }
    }

    /// What switches it on; empty for an idea.
    pub fn on(&self) -> &'static str {
        match self.kind {
            Kind::Part { on, .. } => on,
            Kind::Mechanism => mechanism(self.name).map_or("", |m| m.switched_on_by),
            Kind::Idea => "",
        }
    }

    /// Every text of it that may cite a source.
    pub fn texts(&self) -> impl Iterator<Item = &'static str> + use<> {
        let (said, has, lacks) = (self.said, self.has, self.lacks);
        self.known.iter().map(|known| known.says).chain([said, has, lacks])
    }

    /// How well its sources were seen: as the worst of them.
    pub fn seen(&self) -> Option<Seen> {
        self.texts().filter_map(sources::seen).max()
    }
}

fn mechanism(name: &str) -> Option<&'static crate::model::mechanism::Mechanism> {
    MECHANISMS.iter().find(|m| m.name == name)
}

/// Every chapter of the table, with its heading: ideas first, then the mechanisms.
pub const CHAPTERS: &[(&str, &[Concept])] = &[
    ("Brain and hormones", brain::CONCEPTS),
    ("Faces", faces::CONCEPTS),
    ("Yawning", yawns::CONCEPTS),
    ("Laughter and crowds", crowds::CONCEPTS),
    ("People", people::CONCEPTS),
    ("Bonds", bonds::CONCEPTS),
    ("Networks and the web", web::CONCEPTS),
    ("Mechanisms of the model", mechanisms::CONCEPTS),
    ("Parts of them: seeing and imitating", sight::CONCEPTS),
    ("Parts of them: feeling and bonding", feelings::CONCEPTS),
];

/// All of them.
pub fn concepts() -> impl Iterator<Item = &'static Concept> {
    CHAPTERS.iter().flat_map(|(_, concepts)| concepts.iter())
}

/// The ideas that readers bring.
pub fn ideas() -> impl Iterator<Item = &'static Concept> {
    concepts().filter(|concept| concept.kind == Kind::Idea)
}

/// The parts of mechanisms.
pub fn parts() -> impl Iterator<Item = &'static Concept> {
    concepts().filter(|concept| matches!(concept.kind, Kind::Part { .. }))
}

/// The concept of this name.
pub fn concept(name: &str) -> Option<&'static Concept> {
    concepts().find(|concept| concept.name == name)
}

/// The ideas that a scenario raises.
pub fn raised<'a>(scene: &'a Scene<'a>) -> impl Iterator<Item = &'static Concept> + 'a {
    ideas().filter(|idea| (idea.raised)(scene))
}

/// No scenario raises it by itself: it is said where it is asked for.
fn never(_: &Scene<'_>) -> bool {
    false
}

/// A finding of studies that were opened.
const fn measured(says: &'static str) -> Known {
    Known { says, standing: Standing::Measured }
}

/// A finding about which studies disagree.
const fn disputed(says: &'static str) -> Known {
    Known { says, standing: Standing::Disputed }
}

/// A finding from memory or second hand.
const fn unverified(says: &'static str) -> Known {
    Known { says, standing: Standing::Unverified }
}

/// A remark of our own.
const fn own(says: &'static str) -> Known {
    Known { says, standing: Standing::Own }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_mechanism_of_the_model_has_its_page() {
        for mechanism in MECHANISMS {
            let page = concept(mechanism.name);
            assert!(page.is_some_and(|c| c.kind == Kind::Mechanism), "{} is not explained", mechanism.name);
        }
        for c in concepts().filter(|c| c.kind == Kind::Mechanism) {
            assert!(mechanism(c.name).is_some(), "{} is no mechanism", c.name);
        }
    }

    #[test]
    fn a_word_leads_to_one_page() {
        let mut seen = BTreeSet::new();
        for concept in concepts() {
            for word in [concept.name].iter().chain(concept.also) {
                assert_eq!(word.to_lowercase(), **word, "words are listed in small letters");
                assert!(seen.insert(*word), "`{word}` leads to two pages");
            }
        }
    }

    #[test]
    fn every_page_says_what_is_known_and_what_the_model_has() {
        for c in concepts() {
            assert!(!c.known.is_empty() && !c.has.is_empty(), "{}", c.name);
            assert!(c.kind != Kind::Idea || (!c.said.is_empty() && !c.lacks.is_empty()), "{}", c.name);
            assert!(!c.scenarios.is_empty() || !c.keys.is_empty() || c.kind == Kind::Idea, "{}", c.name);
        }
    }

    #[test]
    fn what_is_called_measured_cites_what_was_opened() {
        for c in concepts() {
            for known in c.known {
                let cited = sources::cited(known.says);
                let shown = format!("{}: {}", c.name, known.says);
                match known.standing {
                    Standing::Measured | Standing::Disputed => {
                        assert!(cited.iter().any(|s| s.seen.is_opened()), "{shown}");
                        let measured = known.standing == Standing::Measured;
                        assert!(!measured || cited.iter().all(|s| s.seen.is_opened()), "{shown}");
                    }
                    Standing::Unverified => assert!(!cited.is_empty(), "{shown}"),
                    Standing::Own => {}
                }
            }
        }
    }
}
