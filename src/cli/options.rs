//! Flags that several commands share.

use crate::output::chart::{self, Look};
use crate::scenario::as_toml;
use clap::{ArgAction, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Changes to a scenario without editing its file.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "What to run")]
pub struct Changes {
    /// The seed of all chance: the same seed gives the same results
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=MAX_SEED))]
    pub seed: Option<u64>,
    /// How many times to run it, each time with other luck
    #[arg(long, value_name = "N")]
    pub replicates: Option<u32>,
    /// Change a value of the scenario, e.g. `--set ties.closeness=0.5` or `--set duration="1 h"` (repeatable)
    #[arg(long = "set", value_name = "KEY=VALUE", action = ArgAction::Append, value_parser = setting)]
    pub set: Vec<(String, String)>,
}

/// TOML's whole numbers are signed.
const MAX_SEED: u64 = i64::MAX as u64;

impl Changes {
    /// The changes as (dotted key, TOML value); `--seed` and `--replicates` come last and win.
    pub fn overrides(&self) -> Vec<(String, String)> {
        let mut overrides = self.set.clone();
        overrides.extend(self.seed.map(|n| ("seed".into(), n.to_string())));
        overrides.extend(self.replicates.map(|n| ("replicates".into(), n.to_string())));
        overrides
    }
}

/// `key=value` as (dotted key, TOML value). A value that is no TOML stands for itself: `duration=30 min` needs no quotes.
pub(super) fn setting(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("expected KEY=VALUE, such as `ties.closeness=0.5`")?;
    let (key, value) = (key.trim(), value.trim());
    if key.is_empty() {
        return Err("there is no key before the `=`; expected KEY=VALUE, such as `ties.closeness=0.5`".into());
    }
    Ok((key.to_owned(), as_toml(value)))
}

/// Where results go.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Where to")]
pub struct Place {
    /// The folder for the results [default: output/SCENARIO-NAME]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Replace results that are already there
    #[arg(long)]
    pub force: bool,
}

/// How charts look.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Charts")]
pub struct Drawing {
    /// File formats of the charts
    #[arg(long, value_name = "FORMAT", value_enum, value_delimiter = ',', default_value = "svg,png")]
    pub format: Vec<Format>,
    /// Colours and letter sizes of the charts
    #[arg(long, value_enum, default_value = "web")]
    pub theme: Theme,
}

/// What is drawn beside the runs.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
#[command(next_help_heading = "Charts")]
pub struct Beside {
    /// Draw what theory expects beside the runs, where a closed form or mean-field curve applies, and say why not where
    /// none does
    #[arg(long)]
    pub theory: bool,
}

impl Drawing {
    /// The look of the charts.
    pub fn look(&self) -> Look {
        let name = self.theme.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default();
        Look::of(chart::Theme::named(&name).expect("every theme that can be chosen is there"))
    }

    /// Whether SVG and PNG are wanted.
    pub fn formats(&self) -> (bool, bool) {
        (self.format.contains(&Format::Svg), self.format.contains(&Format::Png))
    }
}

/// A file format of charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines that stay sharp at any size
    Svg,
    /// Dots, for programs that take no SVG
    Png,
}

/// A look of charts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// For paper
    Print,
    /// For a page on a screen
    #[default]
    Web,
    /// Large letters, for a projector
    Slides,
    /// Light on dark
    Dark,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> String {
        setting(text).unwrap().1
    }

    #[test]
    fn a_value_that_is_toml_stays_as_it_is() {
        assert_eq!(value("a=0.5"), "0.5");
        assert_eq!(value("a=\"30 min\""), "\"30 min\"");
        assert_eq!(value("a = [1, 2]"), "[1, 2]");
        assert_eq!(value("a=true"), "true");
    }

    #[test]
    fn any_other_value_is_text() {
        assert_eq!(value("a=30 min"), "\"30 min\"");
        assert_eq!(value("a=complete"), "\"complete\"");
        assert_eq!(value("a="), "\"\"");
        assert!(value("a=1\nb = 2").starts_with('"'), "one setting sets one key");
    }

    #[test]
    fn every_theme_can_be_drawn() {
        for &theme in Theme::value_variants() {
            Drawing { format: vec![Format::Svg], theme }.look();
        }
    }

    #[test]
    fn a_setting_needs_a_key() {
        assert!(setting("0.5").unwrap_err().contains("KEY=VALUE"));
        assert!(setting("=0.5").unwrap_err().contains("no key"));
    }
}
