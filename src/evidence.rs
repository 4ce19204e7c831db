//! What is known about each expression: every preset number with its unit, plausible range, source and how sure it is.
//!
//! The presets that scenarios start from are built from these tables, and so is everything that is printed about them.

pub mod claims;
mod common;
mod frown;
mod globals;
mod laugh;
mod parameter;
mod sad;
mod smile;
mod yawn;

pub use globals::GLOBALS;
pub(crate) use parameter::who_in_words;
pub use parameter::{FIELDS, Field, Mark, Parameter, Value, field};

use crate::chance::Distribution;
use crate::model::situation::Expression;

/// An expression as far as it is known.
#[derive(Debug)]
pub struct Preset {
    /// Its name, as in `[expressions.NAME]`.
    pub name: &'static str,
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
pub const PRESETS: &[&Preset] = &[&smile::SMILE, &laugh::LAUGH, &yawn::YAWN, &sad::SAD, &frown::FROWN];

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
