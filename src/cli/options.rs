//! Flags that several commands share.

use super::Failure;
use crate::output::chart::{self, Look, Paper};
use crate::output::folder::excel::{self, Habit};
use crate::output::folder::figures::Formats;
use crate::output::folder::parquet::{self, ParquetProblem};
use crate::output::reading;
use crate::results::manifest::Manifest;
use crate::scenario::{Language, as_toml, unreadable};
use crate::text;
use clap::{ArgAction, ValueEnum, ValueHint};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Changes to a scenario without editing its file.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "What to run")]
pub struct Changes {
    /// The seed of all chance: the same seed gives the same results
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// How time passes: `exact` from event to event, `tick` tick by tick, `auto` whichever suits
    #[arg(long, value_name = "CLOCK", value_parser = ["auto", "exact", "tick"])]
    pub clock: Option<String>,
    /// How many times to run it, each time with other luck
    #[arg(long, value_name = "N", value_parser = count, allow_negative_numbers = true)]
    pub replicates: Option<u32>,
    /// Change a value of the scenario, e.g. `--set ties.closeness=0.5` or `--set duration="1 h"` (repeatable)
    #[arg(long = "set", value_name = "KEY=VALUE", action = ArgAction::Append, value_parser = setting)]
    pub set: Vec<(String, String)>,
}

/// A whole number within these limits, in plain words if it is none.
fn whole(text: &str, least: u64, most: u64, example: &str) -> Result<u64, String> {
    let between = match (least, most) {
        (0, MAX_SEED) => format!("a whole number from 0 to {MAX_SEED}"),
        (least, _) => format!("a whole number of {least} or more"),
    };
    let text = text.trim();
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match text.parse::<u64>() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        Ok(number) if number > most => Err(format!("that is too large: at most {most}")),
        Err(_) if digits => Err(format!("that is too large: at most {most}")),
        _ => Err(format!("expected {between}, such as {example}")),
    }
}

/// A number of things: 1 or more.
pub(super) fn count(text: &str) -> Result<u32, String> {
    whole(text, 1, u64::from(u32::MAX), "20").map(|n| n as u32)
}

/// A number of runs that can lie apart: 2 or more.
pub(super) fn two_or_more(text: &str) -> Result<u32, String> {
    whole(text, 2, u64::from(u32::MAX), "10").map(|n| n as u32)
}

/// A name on one line, with nothing in it that no file and no screen can show.
pub(super) fn one_line(text: &str) -> Result<String, String> {
    const MOST: usize = 100;
    match text::unfit(text, false) {
        Some((_, c)) => Err(format!("a name stands on one line; this one holds the character {}", text::called(c))),
        None if text.chars().nth(MOST).is_some() => {
            Err(format!("this name has {} characters; at most {MOST} have room", text.chars().count()))
        }
        None => Ok(text.to_owned()),
    }
}

/// A seed.
pub(super) fn seed(text: &str) -> Result<u64, String> {
    whole(text, 0, MAX_SEED, "7")
}

/// The number of a run.
pub(super) fn run_id(text: &str) -> Result<u64, String> {
    whole(text, 0, u64::MAX, "7")
}

/// A number of threads.
pub(super) fn threads(text: &str) -> Result<NonZeroUsize, String> {
    let number = whole(text, 1, u64::from(u16::MAX), "2")?;
    Ok(NonZeroUsize::new(number as usize).unwrap_or(NonZeroUsize::MIN))
}

/// A word as a shell takes it for one word.
pub(super) fn for_shell(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,+%@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// `output/NAME` with what follows the name, where NAME is one folder that every system has room for: no way to elsewhere
/// (`..`, `a/b`), no device of Windows (`con`), nothing that cannot be seen.
pub(super) fn in_output(name: &str, suffix: &str) -> PathBuf {
    Path::new("output").join(folder_name(name) + suffix)
}

fn folder_name(name: &str) -> String {
    let plain = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c };
    let mut shown: String = text::shown(name).chars().map(plain).collect();
    while shown.len() > LONGEST_NAME {
        shown.pop();
    }
    let bare = shown.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let stem = bare.split('.').next().unwrap_or_default().to_ascii_lowercase();
    match bare {
        "" => "scenario".to_owned(),
        _ if is_device(&stem) => format!("scenario-{bare}"),
        _ => bare.to_owned(),
    }
}

/// Bytes of a folder's name; systems allow 255, of which a sweep and half-written files need some.
const LONGEST_NAME: usize = 150;

/// Names that Windows keeps for devices, whatever follows a dot.
fn is_device(stem: &str) -> bool {
    let numbered =
        |prefix| stem.strip_prefix(prefix).is_some_and(|n: &str| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    matches!(stem, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// TOML's whole numbers are signed.
const MAX_SEED: u64 = i64::MAX as u64;

impl Changes {
    /// The changes as they would be typed, to be typed again.
    pub fn typed(&self) -> Vec<String> {
        let mut words = Vec::new();
        words.extend(self.seed.map(|n| format!("--seed {n}")));
        words.extend(self.clock.iter().map(|clock| format!("--clock {clock}")));
        words.extend(self.replicates.map(|n| format!("--replicates {n}")));
        words.extend(self.set.iter().map(|(key, value)| format!("--set {}", for_shell(&format!("{key}={value}")))));
        words
    }

    /// The changes as (dotted key, TOML value); `--clock`, `--seed` and `--replicates` come last and win.
    pub fn overrides(&self) -> Vec<(String, String)> {
        let mut overrides = self.set.clone();
        overrides.extend(self.clock.iter().map(|clock| ("clock".into(), format!("\"{clock}\""))));
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
    /// The folder for the results [default: output/NAME of the scenario; a sweep output/NAME-sweep, a comparison
    /// output/A-vs-B]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Replace results that are already there
    #[arg(long)]
    pub force: bool,
    /// Write each table as Parquet, too: runs.parquet beside runs.csv, with a type for each column
    #[arg(long)]
    pub parquet: bool,
    /// Write each table for Excel, too: runs.excel.csv beside runs.csv, with the marks of a country [default: of the system's
    /// language]
    #[arg(long, value_name = "MARKS", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "auto")]
    pub excel: Option<Marks>,
}

/// Which marks stand in decimal numbers and between columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Marks {
    /// As where the system's language is spoken (LC_ALL, LC_NUMERIC, LANG)
    Auto,
    /// 0.5, and commas between columns: English
    Point,
    /// 0,5, and semicolons between columns: German, French, Spanish and most of Europe
    Comma,
}

impl Marks {
    fn habit(self) -> Habit {
        match self {
            Self::Point => Habit::Point,
            Self::Comma => Habit::Comma,
            Self::Auto => {
                let said = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
                Habit::of_locale(&["LC_ALL", "LC_NUMERIC", "LANG"].into_iter().find_map(said).unwrap_or_default())
            }
        }
    }
}

impl Place {
    /// Writes the tables of a folder as Parquet and for Excel, too, where that is asked for.
    ///
    /// # Errors
    /// When a table is damaged, or they cannot be written.
    pub(super) fn in_other_forms(&self, folder: &Path, manifest: Option<&Manifest>) -> Result<(), Failure> {
        if let Some(marks) = self.excel {
            excel::write(folder, marks.habit()).map_err(|error| {
                Failure::unwritten(format_args!("tables for Excel into `{}`", folder.display()), &error)
            })?;
        }
        if !self.parquet {
            return Ok(());
        }
        parquet::write(folder, manifest).map(drop).map_err(|problem| match problem {
            ParquetProblem::Read(error) => Failure::usage(error),
            ParquetProblem::Write(error) => {
                Failure::unwritten(format_args!("Parquet into `{}`", folder.display()), &error)
            }
        })
    }
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
    /// Size in real units: column (85 mm), page (174 mm), slide (254 × 143 mm), social (1080 × 1080 px), or in numbers, such as
    /// 120mm, 90x60mm, 1200x630px; letters have the height there that they need
    #[arg(long, value_name = "SIZE", value_parser = Paper::read)]
    pub size: Option<Paper>,
    /// A font file for letters that the charts' own font does not have, such as a Noto Sans
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = font)]
    pub font: Option<PathBuf>,
    /// The language of the charts, such as de or fr [default: that of the scenario, English]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
}

/// Takes a language by its code.
pub(super) fn language(code: &str) -> Result<Language, String> {
    let all: Vec<&str> = Language::all().map(Language::code).collect();
    Language::named(code).ok_or_else(|| format!("there is no such language for charts: there are {}", all.join(", ")))
}

/// Takes a font from a file.
fn font(path: &str) -> Result<PathBuf, String> {
    let bytes = reading::read(Path::new(path), reading::SMALL);
    let bytes = bytes.map_err(|error| format!("it cannot be read: {}", unreadable(&error)))?;
    chart::font::further(bytes).map_err(|error| format!("it is no font ({error}): give a .ttf or .otf file"))?;
    Ok(PathBuf::from(path))
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
        let look = Look::of(chart::Theme::named(&name).expect("every theme that can be chosen is there"));
        let look = Look { language: self.lang, ..look };
        match self.size {
            Some(paper) => look.on(paper),
            None => look,
        }
    }

    /// The kinds of file that are wanted.
    pub fn formats(&self) -> Formats {
        let wants = |format: Format| self.format.contains(&format);
        Formats { svg: wants(Format::Svg), png: wants(Format::Png), pdf: wants(Format::Pdf) }
    }
}

/// A file format of charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines that stay sharp at any size
    Svg,
    /// Dots, for programs that take no SVG
    Png,
    /// For a printer: letters are outlines and need no font
    Pdf,
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
            Drawing { format: vec![Format::Svg], theme, size: None, font: None, lang: None }.look();
        }
    }

    #[test]
    fn numbers_are_refused_in_plain_words() {
        assert!(count("0").unwrap_err().contains("1 or more") && count("x").unwrap_err().contains("whole number"));
        assert!(
            count("99999999999").unwrap_err().contains("too large") && seed("-1").unwrap_err().contains("from 0 to")
        );
        assert!(two_or_more("1").unwrap_err().contains("2 or more") && threads("0").is_err() && threads("2").is_ok());
        assert!(seed("99999999999999999999999").unwrap_err().contains("too large"));
    }

    #[test]
    fn what_a_shell_would_cut_or_take_for_a_pattern_is_quoted() {
        assert_eq!(for_shell("ties.closeness=0.5"), "ties.closeness=0.5");
        assert_eq!(for_shell("arms=[]"), "'arms=[]'");
        assert_eq!(for_shell("it's"), "'it'\\''s'");
    }

    #[test]
    fn a_folder_is_always_one_inside_output() {
        for (name, folder) in [
            ("small", "small"),
            ("..", "scenario"),
            ("", "scenario"),
            (".hidden", "hidden"),
            ("a/../b", "a-..-b"),
            ("con", "scenario-con"),
            ("Com1.x", "scenario-Com1.x"),
            ("console", "console"),
            ("a. ", "a"),
            ("x\u{1b}[31m", "x␛[31m"),
        ] {
            assert_eq!(in_output(name, ""), Path::new("output").join(folder), "{name:?}");
        }
        assert!(in_output(&"é".repeat(1000), "-sweep").to_string_lossy().len() < 170);
    }

    #[test]
    fn a_setting_needs_a_key() {
        assert!(setting("0.5").unwrap_err().contains("KEY=VALUE"));
        assert!(setting("=0.5").unwrap_err().contains("no key"));
    }
}
