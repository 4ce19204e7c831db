//! What is known about each expression: every preset number with its unit, plausible range, source and how sure it is.
//!
//! The presets that scenarios start from are built from these tables, and so is everything that is printed about them.

mod anger;
pub mod claims;
mod common;
pub mod concepts;
mod crying;
mod disgust;
mod fear;
mod frown;
mod globals;
mod laugh;
mod parameter;
mod sad;
mod smile;
pub mod sources;
mod yawn;

pub use globals::GLOBALS;
pub(crate) use parameter::who_in_words;
pub use parameter::{FIELDS, Field, HOW_SURE, Mark, Parameter, Value, field};

use crate::chance::Distribution;
use crate::model::situation::Expression;

/// An expression as far as it is known.
#[derive(Debug)]
pub struct Preset {
    /// Its name, as in `[expressions.NAME]`.
    pub name: &'static str,
    /// Other words for it.
    pub also: &'static [&'static str],
    /// What it is, in one sentence.
    pub summary: &'static str,
    /// Every parameter.
    pub parameters: &'static [Parameter],
    /// What the popular account says, what is known, and the wording to use.
    pub caveats: &'static [Caveat],
    /// What nobody knows yet.
    pub unknown: &'static [&'static str],
}

/// Where the popular account claims more than is known.
#[derive(Debug)]
pub struct Caveat {
    /// The popular claim.
    pub claim: &'static str,
    /// What the evidence says, and what the program does about it.
    pub instead: &'static str,
}

/// All presets, in the order in which they are listed.
pub const PRESETS: &[&Preset] = &[
    &smile::SMILE,
    &laugh::LAUGH,
    &yawn::YAWN,
    &sad::SAD,
    &frown::FROWN,
    &anger::ANGER,
    &fear::FEAR,
    &disgust::DISGUST,
    &crying::CRYING,
];

/// The source of a number that is a modelling choice.
pub(crate) const OWN_CHOICE: &str = "our own choice; no published number";

/// The name that starts from nothing but the Markov channel.
pub const BARE: &str = "bare";

impl Preset {
    /// The preset with this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PRESETS.iter().copied().find(|preset| preset.name == name)
    }

    /// The expression that its parameters make.
    pub fn expression(&self) -> Expression {
        let mut expression = bare(self.name);
        for parameter in self.parameters {
            if let Some(field) = field(parameter.key) {
                (field.set)(&mut expression, parameter.value.clone());
            }
        }
        expression
    }

    /// What is known about one of its parameters.
    pub fn parameter(&self, key: &str) -> Option<&'static Parameter> {
        self.parameters.iter().find(|parameter| parameter.key == key)
    }
}

/// The bare channel, lasting for ever until a scenario gives its duration.
pub fn bare(name: &str) -> Expression {
    Expression { duration: Distribution::fixed(f64::INFINITY), ..Expression::bare(name) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::situation::{ImitationRate, Response};
    use std::collections::BTreeSet;

    #[test]
    fn every_preset_states_every_parameter_once_with_source_and_range() {
        let known: BTreeSet<_> = FIELDS.iter().map(|f| f.key).filter(|k| *k != "initial").collect();
        for preset in PRESETS {
            let stated: Vec<_> = preset.parameters.iter().map(|p| p.key).collect();
            assert_eq!(stated.iter().copied().collect::<BTreeSet<_>>(), known, "{}", preset.name);
            assert_eq!(stated.len(), known.len(), "{} states something twice", preset.name);
            for p in preset.parameters {
                assert!(!p.range.is_empty() && !p.source.is_empty(), "{}.{}", preset.name, p.key);
                let chosen = matches!(p.mark, Mark::Assumed);
                assert!(chosen || p.source != OWN_CHOICE, "{}.{} needs a source", preset.name, p.key);
            }
        }
    }

    fn every_parameter() -> impl Iterator<Item = &'static Parameter> {
        PRESETS.iter().flat_map(|preset| preset.parameters).chain(GLOBALS)
    }

    #[test]
    fn nothing_is_called_measured_that_was_not_opened() {
        for p in every_parameter() {
            let cited = sources::cited(p.source);
            match p.mark {
                Mark::Measured => assert!(p.seen().is_some_and(sources::Seen::is_opened), "{}: {}", p.key, p.source),
                Mark::Derived => assert!(cited.iter().any(|s| s.seen.is_opened()), "{}: {}", p.key, p.source),
                Mark::Assumed | Mark::Unverified => {}
            }
        }
    }

    /// Where a text names a year that belongs to no work of the list, and is not one in history.
    fn stray_year(text: &str) -> Option<&str> {
        let is_year = |at: usize| {
            let year = text.get(at..at + 4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()));
            let near = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
            let longer = near(text.as_bytes().get(at + 4)) || (at > 0 && near(text.as_bytes().get(at - 1)));
            year.is_some_and(|year| !longer && (year.starts_with("19") || year.starts_with("20")))
        };
        let known = |at: usize| {
            let before = &text[..at + 4];
            let history = ["in ", "In ", "early ", "of "].iter().any(|word| text[..at].ends_with(word));
            history || sources::SOURCES.iter().any(|s| before.ends_with(s.label))
        };
        let year = (0..text.len()).filter(|&at| text.is_char_boundary(at)).find(|&at| is_year(at) && !known(at))?;
        let start = (0..=year.saturating_sub(40)).rev().find(|&i| text.is_char_boundary(i))?;
        Some(&text[start..year + 4])
    }

    #[test]
    fn every_work_that_is_named_is_in_the_list_of_works() {
        let claims = claims::TOPICS.iter().flat_map(|topic| topic.caveats);
        let caveats = PRESETS.iter().flat_map(|preset| preset.caveats).chain(claims);
        let texts = caveats.flat_map(|c| [c.claim, c.instead]);
        let texts = texts.chain(every_parameter().flat_map(|p| [p.source, p.note]));
        let texts = texts.chain(concepts::concepts().flat_map(concepts::Concept::texts));
        let stray: Vec<&str> = texts.filter_map(stray_year).collect();
        assert!(stray.is_empty(), "{stray:#?}");
        assert!(stray_year("as Nobody 1999 found").is_some() && stray_year("1998 Nobody").is_some());
    }

    #[test]
    fn every_work_of_the_list_is_cited_somewhere() {
        let mut all = String::new();
        every_parameter().for_each(|p| all.extend([p.source, p.note]));
        let caveats = PRESETS.iter().flat_map(|p| p.caveats).chain(claims::TOPICS.iter().flat_map(|t| t.caveats));
        caveats.for_each(|c| all.push_str(c.instead));
        concepts::concepts().flat_map(concepts::Concept::texts).for_each(|text| all.push_str(text));
        let idle: Vec<_> = sources::SOURCES.iter().map(|s| s.label).filter(|label| !all.contains(label)).collect();
        assert!(idle.is_empty(), "{idle:?}");
    }

    #[test]
    fn presets_are_made_of_their_tables() {
        let yawn = Preset::named("yawn").unwrap().expression();
        assert_eq!(yawn.imitation_rate, ImitationRate::Rate(0.0135));
        assert_eq!((yawn.attention, yawn.memory, yawn.responders), (2.0, 80.0, 0.65));
        assert_eq!(yawn.duration, Distribution::Gamma { mean: 6.0, shape: 9.0 });
        let laugh = Preset::named("laugh").unwrap().expression();
        assert_eq!(laugh.response, Response::Saturating { theta: 5.0 });
        assert_eq!(laugh.attention, f64::INFINITY);
        let smile = Preset::named("smile").unwrap().expression();
        assert_eq!(smile.triggered_by, [("laugh".to_owned(), 0.51)]);
    }
}
